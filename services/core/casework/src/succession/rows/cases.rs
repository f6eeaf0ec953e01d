//! The cases of a predecessor: read, locked, and given to the successor.

use chrono::{DateTime, Utc};
use domain::application::ContactPerson;
use domain::calendar::local_date;
use domain::identifiers::OrganisationNumber;
use domain::names;
use domain::notification::NotificationKind;
use domain::organisation::ApplicantKind;
use domain::step::Revision;
use domain::succession::{Succession, TakenCase, TakenGrant, Takeover};
use sqlx::PgConnection;
use store::columns::{from_json, json};
use store::error::{Row, StoreError};

/// The cases of an organisation as they stand.
#[derive(Debug, Default)]
pub(in crate::succession) struct Cases {
    /// All of them, by call and case.
    pub all: Vec<TakenCase>,
    /// The name in the case that changed last; empty where there is none.
    pub name: String,
    /// The contact person in the case that changed last and has one.
    pub contact: Option<ContactPerson>,
}

impl Cases {
    /// Returns those that the staff know of.
    pub fn shown(&self) -> impl Iterator<Item = &TakenCase> {
        self.all.iter().filter(|case| !case.is_draft())
    }
}

/// Keeps the cases of an organisation from changing until the transaction ends: calls, grants and
/// applications, in the order in which all steps lock them.
///
/// # Errors
/// [`StoreError`].
pub(in crate::succession) async fn lock_cases(
    db: &mut PgConnection,
    organisation: &OrganisationNumber,
) -> Result<(), StoreError> {
    sqlx::query!(
        "select call_id from casework.call where call_id in (select call_id \
         from casework.application where organisation_number = $1) order by call_id for key share",
        organisation.as_str(),
    )
    .fetch_all(&mut *db)
    .await?;
    sqlx::query!(
        "select g.grant_id from casework.grant g join casework.application p \
         on p.call_id = g.call_id and p.application_id = g.grant_id
         where p.organisation_number = $1 order by g.call_id, g.grant_id for update of g",
        organisation.as_str(),
    )
    .fetch_all(&mut *db)
    .await?;
    sqlx::query!(
        "select application_id from casework.application where organisation_number = $1 \
         order by call_id, application_id for update",
        organisation.as_str(),
    )
    .fetch_all(db)
    .await?;
    Ok(())
}

/// Reads the cases of an organisation that are not erased, by call and case.
///
/// # Errors
/// [`StoreError`].
pub(in crate::succession) async fn cases(
    db: &mut PgConnection,
    organisation: &OrganisationNumber,
) -> Result<Cases, StoreError> {
    let rows = sqlx::query!(
        "select p.call_id, p.application_id, p.case_reference, p.organisation_name, \
         p.applicant_kind, p.municipality_number, p.contact, p.state_name as \"state_name!\", \
         p.revision, p.updated,
             coalesce((p.state -> 'submission' ->> 'at')::timestamptz, p.created) as \"applied!\",
             g.state_name as \"grant_state?\", \
             g.state ->> 'account' is not null as \"has_account!\",
             exists (select from casework.instalment i where i.call_id = g.call_id \
             and i.grant_id = g.grant_id and i.state_name = 'approved') as \"is_paying!\"
         from casework.application p left join casework.grant g \
             on g.call_id = p.call_id and g.grant_id = p.application_id
         where p.organisation_number = $1 and p.erased is null
         order by p.call_id, p.application_id",
        organisation.as_str(),
    )
    .fetch_all(db)
    .await?;
    let mut cases = Cases::default();
    let (mut named, mut reached) = (None, None);
    for row in rows {
        let at = Row::of("application", row.application_id);
        let updated = Some(row.updated);
        if let Some(contact) = row.contact.filter(|_| reached < updated) {
            cases.contact = Some(from_json(&at, "contact", contact)?);
            reached = updated;
        }
        if named < updated {
            cases.name.clone_from(&row.organisation_name);
            named = updated;
        }
        let of_itself = row.applicant_kind == ApplicantKind::Municipality.code();
        let municipality = of_itself.then(|| row.municipality_number.try_into());
        let (has_account, is_paying) = (row.has_account, row.is_paying);
        cases.all.push(TakenCase {
            call: at.column("call_id", row.call_id.try_into())?,
            application: at.column("application_id", row.application_id.try_into())?,
            case_reference: at.column("case_reference", row.case_reference.try_into())?,
            organisation_name: row.organisation_name,
            municipality: at.column("municipality_number", municipality.transpose())?,
            applied: local_date(row.applied),
            state: row.state_name,
            grant: row.grant_state.map(|state| TakenGrant {
                state,
                has_account,
                is_paying,
            }),
            revision: at.known("revision", Revision::new(row.revision))?,
        });
    }
    Ok(cases)
}

/// Gives all cases of the predecessor that are not erased to the successor.
///
/// # Errors
/// [`StoreError`].
pub(in crate::succession) async fn take_over(
    db: &mut PgConnection,
    takeover: &Takeover,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let successor = &takeover.successor;
    sqlx::query!(
        "update casework.application set organisation_number = $2, organisation_name = $3, \
         applicant_kind = $4, municipality_number = $5, invented_number = false, contact = $6, \
         revision = revision + 1, updated = $7
         where organisation_number = $1 and erased is null",
        takeover.predecessor.as_str(),
        successor.organisation.as_str(),
        successor.name,
        successor.kind.code(),
        successor.municipality.as_str(),
        takeover.contact.as_ref().map(json),
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Tells the predecessor, in the language of its last application, that it was taken over.
///
/// # Errors
/// [`StoreError`].
pub(in crate::succession) async fn tell_predecessor(
    db: &mut PgConnection,
    of: &Succession,
    kind: NotificationKind,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "insert into casework.notification (chain, number, kind, organisation_number, resource, \
         language, at)
         values ($1, 1, $2, $3, $1, coalesce((select p.letter_language
             from casework.succession_case c join casework.application p \
             using (call_id, application_id)
             where c.succession_id = $4 order by c.place desc limit 1), 'nb'), $5)",
        names::succession(of.id),
        kind.code(),
        of.takeover.predecessor.as_str(),
        of.id.uuid(),
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}
