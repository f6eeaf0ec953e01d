//! Awards (tildelinger): what each application gets in an allocation.

use domain::allocation::award::{Award, AwardReason};
use domain::identifiers::{AllocationId, ApplicationId, CallId, CaseReference, OrganisationNumber};
use domain::money::Money;
use serde_json::Value;
use sqlx::PgConnection;
use store::columns::json;
use store::columns::{ApplicantColumns, case_order, from_json};
use store::error::{Row, StoreError};
use uuid::Uuid;

/// Writes the awards of a new allocation, however many, in one statement.
///
/// # Errors
/// [`StoreError`].
pub async fn insert(
    connection: &mut PgConnection,
    call: &CallId,
    allocation: AllocationId,
    awards: &[Award],
) -> Result<(), StoreError> {
    let ore = |amount: fn(&Award) -> Money| -> Vec<i64> {
        awards.iter().map(|award| amount(award).ore()).collect()
    };
    let reasons = awards
        .iter()
        .map(|award| award.reason.as_ref().map(json))
        .collect::<Vec<Option<Value>>>();
    sqlx::query!(
        "insert into casework.award (call_id, allocation_id, application_id, sub_frame, \
         requested_ore, claimed_ore, calculated_ore,
             amount_ore, reason, notified_ore)
         select $1, $2, application_id, sub_frame, requested_ore, claimed_ore, calculated_ore, \
         amount_ore, reason, notified_ore
         from unnest($3::uuid[], $4::text[], $5::bigint[], $6::bigint[], $7::bigint[], \
         $8::bigint[], $9::jsonb[], $10::bigint[])
             as new (application_id, sub_frame, requested_ore, claimed_ore, calculated_ore, \
             amount_ore, reason, notified_ore)",
        call.as_str(),
        allocation.uuid(),
        &awards
            .iter()
            .map(|award| award.application.uuid())
            .collect::<Vec<Uuid>>(),
        &awards
            .iter()
            .map(|award| award.sub_frame.clone())
            .collect::<Vec<String>>(),
        &ore(|award| award.requested),
        &ore(|award| award.claimed),
        &ore(|award| award.calculated),
        &ore(|award| award.amount),
        &reasons as &[Option<Value>],
        &ore(|award| award.notified),
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Writes an adjusted award: amount and reason.
///
/// # Errors
/// [`StoreError`].
pub async fn update(
    connection: &mut PgConnection,
    call: &CallId,
    allocation: AllocationId,
    award: &Award,
) -> Result<(), StoreError> {
    sqlx::query!(
        "update casework.award set amount_ore = $4, reason = $5
         where call_id = $1 and allocation_id = $2 and application_id = $3",
        call.as_str(),
        allocation.uuid(),
        award.application.uuid(),
        award.amount.ore(),
        award.reason.as_ref().map(json),
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Which awards to read, by case reference.
#[derive(Debug, Clone, Copy)]
pub struct AwardFilter<'a> {
    /// Those after this case.
    pub after: Option<&'a CaseReference>,
    /// Only this organisation's.
    pub organisation: Option<&'a OrganisationNumber>,
    /// Only this application's.
    pub application: Option<ApplicationId>,
    /// Without the cases in which this person has declared an interest.
    pub without_interests_of: Option<&'a str>,
    /// Only those that a person changed.
    pub adjusted: bool,
    /// The most items; `None` for all.
    pub limit: Option<i64>,
}

impl AwardFilter<'_> {
    /// All of them.
    pub const ALL: AwardFilter<'static> = AwardFilter {
        after: None,
        organisation: None,
        application: None,
        without_interests_of: None,
        adjusted: false,
        limit: None,
    };
}

/// Awards of an allocation, by case reference. The cursor is compared without an `or`, so that it
/// is the index's to find and a page costs what it holds; the same goes for all lists by case.
///
/// # Errors
/// [`StoreError`].
pub async fn page(
    connection: &mut PgConnection,
    call: &CallId,
    allocation: AllocationId,
    filter: AwardFilter<'_>,
) -> Result<Vec<Award>, StoreError> {
    let rows = sqlx::query_as!(
        AwardRow,
        "select a.application_id, p.case_reference, p.organisation_number, p.organisation_name, \
         p.applicant_kind,
             p.municipality_number, p.invented_number, a.sub_frame, a.requested_ore, \
             a.claimed_ore, a.calculated_ore,
             a.amount_ore, a.reason, a.notified_ore
         from casework.award a join casework.application p on p.call_id = a.call_id \
         and p.application_id = a.application_id
         where a.call_id = $1 and a.allocation_id = $2
             and (p.case_year, p.case_number) > (coalesce($3::integer, 0), coalesce($7::integer, 0))
             and ($4::text is null or p.organisation_number = $4)
             and ($5::uuid is null or a.application_id = $5)
             and ($8::text is null or not exists (select from casework.interest i
                 where i.call_id = a.call_id and i.application_id = a.application_id \
                 and i.person = $8))
             and (not $9 or a.reason ->> 'by' = 'person')
         order by p.case_year, p.case_number limit $6",
        call.as_str(),
        allocation.uuid(),
        filter.after.map(|after| case_order(after).0),
        filter.organisation.map(OrganisationNumber::as_str),
        filter.application.map(ApplicationId::uuid),
        filter.limit,
        filter.after.map(|after| case_order(after).1),
        filter.without_interests_of,
        filter.adjusted,
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(Award::try_from).collect()
}

struct AwardRow {
    application_id: Uuid,
    case_reference: String,
    organisation_number: String,
    organisation_name: String,
    applicant_kind: String,
    municipality_number: String,
    invented_number: bool,
    sub_frame: String,
    requested_ore: i64,
    claimed_ore: i64,
    calculated_ore: i64,
    amount_ore: i64,
    reason: Option<Value>,
    notified_ore: i64,
}

impl TryFrom<AwardRow> for Award {
    type Error = StoreError;

    fn try_from(row: AwardRow) -> Result<Self, StoreError> {
        let at = Row::of("award", row.application_id);
        let applicant = ApplicantColumns {
            organisation_number: row.organisation_number,
            organisation_name: row.organisation_name,
            applicant_kind: row.applicant_kind,
            municipality_number: row.municipality_number,
            invented_number: row.invented_number,
        };
        let reason: Option<AwardReason> = row
            .reason
            .map(|reason| from_json(&at, "reason", reason))
            .transpose()?;
        Ok(Award {
            application: at.column("application_id", row.application_id.try_into())?,
            case_reference: at.column("case_reference", row.case_reference.try_into())?,
            applicant: applicant.read(&at)?,
            sub_frame: row.sub_frame,
            requested: Money::from_ore(row.requested_ore),
            claimed: Money::from_ore(row.claimed_ore),
            notified: Money::from_ore(row.notified_ore),
            calculated: Money::from_ore(row.calculated_ore),
            amount: Money::from_ore(row.amount_ore),
            reason,
        })
    }
}

/// A case of the allocation in which this person has declared an interest, if there is one.
///
/// # Errors
/// [`StoreError`].
pub async fn case_of_interest(
    connection: &mut PgConnection,
    call: &CallId,
    allocation: AllocationId,
    person: &str,
) -> Result<Option<ApplicationId>, StoreError> {
    let id = sqlx::query_scalar!(
        "select i.application_id from casework.interest i
         join casework.award a on a.call_id = i.call_id and a.application_id = i.application_id
         where i.call_id = $1 and a.allocation_id = $2 and i.person = $3
         order by i.application_id limit 1",
        call.as_str(),
        allocation.uuid(),
        person,
    )
    .fetch_optional(connection)
    .await?;
    id.map(|id| Row::of("interest", id).column("application_id", id.try_into()))
        .transpose()
}
