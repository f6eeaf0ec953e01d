//! Rows of successions.

mod cases;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::application::{Applicant, ContactPerson};
use domain::identifiers::{OrganisationNumber, SuccessionId};
use domain::step::Revision;
use domain::succession::{Succession, SuccessionCase, Takeover};
use serde_json::Value;
use sqlx::PgConnection;
use store::columns::{from_json, json};
use store::error::{Row, StoreError};
use uuid::Uuid;

use crate::resource::Lock;

pub(super) use cases::{Cases, cases, lock_cases, take_over, tell_predecessor};

/// A query for successions; the text given ends it.
macro_rules! successions {
    ($tail:literal $(, $arg:expr)* $(,)?) => {
        sqlx::query_as!(
            SuccessionRow,
            "select succession_id, number, predecessor_number, predecessor_name, \
             predecessor_contact, successor_number, successor_name, successor_kind, \
             successor_municipality, successor_contact, taken_over, seen, proposed, confirmed, \
             rejected, revision from casework.succession " + $tail
            $(, $arg)*
        )
    };
}

/// Tells whether a register has an entry of an organisation.
///
/// # Errors
/// [`StoreError`].
pub(super) async fn is_registered(
    db: &mut PgConnection,
    organisation: &OrganisationNumber,
) -> Result<bool, StoreError> {
    let found = sqlx::query_scalar!(
        "select exists (select from casework.register_entry where organisation_number = $1)
         as \"found!\"",
        organisation.as_str(),
    )
    .fetch_one(db)
    .await?;
    Ok(found)
}

/// Tells whether a takeover of an organisation is proposed, beside this one.
///
/// # Errors
/// [`StoreError`].
pub(super) async fn is_proposed(
    db: &mut PgConnection,
    organisation: &OrganisationNumber,
    beside: Option<SuccessionId>,
) -> Result<bool, StoreError> {
    let found = sqlx::query_scalar!(
        "select exists (select from casework.succession where predecessor_number = $1
             and confirmed is null and rejected is null
             and ($2::uuid is null or succession_id <> $2)) as \"found!\"",
        organisation.as_str(),
        beside.map(SuccessionId::uuid),
    )
    .fetch_one(db)
    .await?;
    Ok(found)
}

/// Writes a succession and its cases; returns its number.
///
/// # Errors
/// [`StoreError`].
pub(super) async fn insert(db: &mut PgConnection, of: &Succession) -> Result<i64, StoreError> {
    let (takeover, successor) = (&of.takeover, &of.takeover.successor);
    let number = sqlx::query_scalar!(
        "insert into casework.succession (succession_id, predecessor_number, predecessor_name, \
         predecessor_contact, successor_number, successor_name, successor_kind, \
         successor_municipality, successor_contact, taken_over, seen, proposed)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) returning number",
        of.id.uuid(),
        takeover.predecessor.as_str(),
        of.predecessor_name,
        of.predecessor_contact.as_ref().map(json),
        successor.organisation.as_str(),
        successor.name,
        successor.kind.code(),
        successor.municipality.as_str(),
        takeover.contact.as_ref().map(json),
        takeover.date,
        of.seen,
        json(&of.proposed),
    )
    .fetch_one(&mut *db)
    .await?;
    let all = || of.cases.iter();
    sqlx::query!(
        "insert into casework.succession_case (succession_id, place, call_id, application_id, \
         organisation_name, account_stopped)
         select $1, place::integer, call_id, application_id, organisation_name, account_stopped
         from unnest($2::text[], $3::uuid[], $4::text[], $5::boolean[]) with ordinality
             as new (call_id, application_id, organisation_name, account_stopped, place)",
        of.id.uuid(),
        &Vec::from_iter(all().map(|one| one.call.to_string())),
        &Vec::from_iter(all().map(|one| one.application.uuid())),
        &Vec::from_iter(all().map(|one| one.organisation_name.clone())),
        &Vec::from_iter(all().map(|one| one.account_stopped)),
    )
    .execute(db)
    .await?;
    Ok(number)
}

/// Writes how a succession ended. Its row is locked.
///
/// # Errors
/// [`StoreError`].
pub(super) async fn update(db: &mut PgConnection, of: &Succession) -> Result<(), StoreError> {
    sqlx::query!(
        "update casework.succession set confirmed = $2, confirmed_at = $3, rejected = $4, \
         revision = $5 where succession_id = $1",
        of.id.uuid(),
        of.confirmed.as_ref().map(json),
        of.confirmed.as_ref().map(|record| record.at),
        of.rejected.as_ref().map(json),
        of.revision.number(),
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Reads a succession with all its cases, for a step on it.
///
/// # Errors
/// [`StoreError`].
pub(super) async fn find(
    db: &mut PgConnection,
    id: SuccessionId,
    lock: Lock,
) -> Result<Option<Succession>, StoreError> {
    let row = match lock {
        Lock::No => {
            let found = successions!("where succession_id = $1", id.uuid());
            found.fetch_optional(&mut *db).await?
        }
        Lock::Yes => {
            let found = successions!("where succession_id = $1 for update", id.uuid());
            found.fetch_optional(&mut *db).await?
        }
    };
    let rows = Vec::from_iter(row);
    Ok(with_cases(db, rows, None).await?.pop())
}

/// Reads one succession, without the cases in which a person has declared an interest.
///
/// # Errors
/// [`StoreError`], also when there is none.
pub(super) async fn get(
    db: &mut PgConnection,
    id: SuccessionId,
    person: Option<&str>,
) -> Result<Succession, StoreError> {
    let row = successions!("where succession_id = $1", id.uuid())
        .fetch_one(&mut *db)
        .await?;
    let mut read = with_cases(db, vec![row], person).await?;
    Row::of("succession", id).known("succession_id", read.pop())
}

/// Reads successions after a number, in their order, without the cases in which a person has
/// declared an interest.
///
/// # Errors
/// [`StoreError`].
pub(super) async fn page(
    db: &mut PgConnection,
    (after, limit): (i64, i64),
    person: &str,
) -> Result<Vec<Succession>, StoreError> {
    let rows = successions!("where number > $1 order by number limit $2", after, limit)
        .fetch_all(&mut *db)
        .await?;
    with_cases(db, rows, Some(person)).await
}

struct SuccessionRow {
    succession_id: Uuid,
    number: i64,
    predecessor_number: String,
    predecessor_name: String,
    predecessor_contact: Option<Value>,
    successor_number: String,
    successor_name: String,
    successor_kind: String,
    successor_municipality: String,
    successor_contact: Option<Value>,
    taken_over: NaiveDate,
    seen: String,
    proposed: Value,
    confirmed: Option<Value>,
    rejected: Option<Value>,
    revision: i64,
}

impl SuccessionRow {
    fn read(self) -> Result<Succession, StoreError> {
        let at = Row::of("succession", self.succession_id);
        let contact = |column, value: Option<Value>| {
            let read = value.map(|value| from_json::<ContactPerson>(&at, column, value));
            read.transpose()
        };
        let record = |column, value: Option<Value>| {
            value.map(|value| from_json(&at, column, value)).transpose()
        };
        Ok(Succession {
            id: at.column("succession_id", self.succession_id.try_into())?,
            number: self.number,
            takeover: Takeover {
                predecessor: at.column("predecessor_number", self.predecessor_number.try_into())?,
                successor: Applicant {
                    organisation: at
                        .column("successor_number", self.successor_number.try_into())?,
                    name: self.successor_name,
                    kind: at.column("successor_kind", self.successor_kind.parse())?,
                    municipality: at.column(
                        "successor_municipality",
                        self.successor_municipality.try_into(),
                    )?,
                    invented_number: false,
                },
                contact: contact("successor_contact", self.successor_contact)?,
                date: self.taken_over,
            },
            predecessor_name: self.predecessor_name,
            predecessor_contact: contact("predecessor_contact", self.predecessor_contact)?,
            cases: Vec::new(),
            left_out: 0,
            seen: self.seen,
            proposed: from_json(&at, "proposed", self.proposed)?,
            confirmed: record("confirmed", self.confirmed)?,
            rejected: record("rejected", self.rejected)?,
            revision: at.known("revision", Revision::new(self.revision))?,
        })
    }
}

/// Adds the cases of each; counts those in which the person has declared an interest.
async fn with_cases(
    db: &mut PgConnection,
    rows: Vec<SuccessionRow>,
    person: Option<&str>,
) -> Result<Vec<Succession>, StoreError> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.succession_id).collect();
    let cases = sqlx::query!(
        "select c.succession_id, c.call_id, c.application_id, p.case_reference, \
         c.organisation_name, c.account_stopped,
             $2::text is not null and exists (select from casework.interest i \
             where i.call_id = c.call_id and i.application_id = c.application_id \
             and i.person = $2) as \"of_interest!\"
         from casework.succession_case c
         join casework.application p on p.call_id = c.call_id \
             and p.application_id = c.application_id
         where c.succession_id = any($1) order by c.succession_id, c.place",
        &ids,
        person,
    )
    .fetch_all(db)
    .await?;
    let mut of: BTreeMap<Uuid, (Vec<SuccessionCase>, i32)> = BTreeMap::new();
    for row in cases {
        let at = Row::of("succession_case", row.succession_id);
        let (shown, left_out) = of.entry(row.succession_id).or_default();
        if row.of_interest {
            *left_out += 1;
            continue;
        }
        shown.push(SuccessionCase {
            call: at.column("call_id", row.call_id.try_into())?,
            application: at.column("application_id", row.application_id.try_into())?,
            case_reference: at.column("case_reference", row.case_reference.try_into())?,
            organisation_name: row.organisation_name,
            account_stopped: row.account_stopped,
        });
    }
    let read = rows.into_iter().map(|row| {
        let (cases, left_out) = of.remove(&row.succession_id).unwrap_or_default();
        let read = row.read()?;
        Ok(Succession {
            cases,
            left_out,
            ..read
        })
    });
    read.collect()
}
