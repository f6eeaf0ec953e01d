//! Duties over many grants.

use domain::identifiers::{ApplicationId, CallId, CaseReference, OrganisationNumber};
use domain::obligation::Obligation;
use sqlx::PgConnection;
use store::columns::case_order;
use store::error::{Row, StoreError};

use crate::grant::rows::obligation::ObligationRow;

/// A duty of a grant, in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedDuty {
    /// The call.
    pub call: CallId,
    /// The grant.
    pub grant: ApplicationId,
    /// The case reference.
    pub case_reference: CaseReference,
    /// The recipient.
    pub organisation: OrganisationNumber,
    /// Its name.
    pub organisation_name: String,
    /// The duty.
    pub obligation: Obligation,
}

/// Which duties to read.
#[derive(Debug, Clone, Copy)]
pub(super) struct DutyFilter<'a> {
    /// Only this call's.
    pub call: Option<&'a CallId>,
    /// Only those in these states; all when empty.
    pub states: &'a [&'a str],
    /// Without the cases in which this person has declared an interest.
    pub without_interests_of: &'a str,
}

impl DutyFilter<'_> {
    fn states(&self) -> Vec<String> {
        let states = self.states.iter();
        states.map(|state| (*state).to_owned()).collect()
    }
}

/// Reads duties after one, by case reference and number.
///
/// # Errors
/// [`StoreError`].
pub(super) async fn page(
    connection: &mut PgConnection,
    filter: DutyFilter<'_>,
    after: Option<&(CaseReference, i32)>,
    limit: i64,
) -> Result<Vec<ListedDuty>, StoreError> {
    let order = after.map(|(case, _)| case_order(case));
    let rows = sqlx::query!(
        "select o.call_id, o.grant_id, o.number, o.title, o.planned_ore, o.amount_ore, \
         o.before_ore, o.plan, o.posted, o.state, o.release, p.case_reference, \
         p.organisation_number, p.organisation_name
         from casework.obligation o join casework.application p on p.call_id = o.call_id \
         and p.application_id = o.grant_id
         where ($1::text is null or o.call_id = $1)
             and (cardinality($2::text[]) = 0 \
             or case when o.release is null then o.state_name else 'released' end = any($2))
             and not exists (select from casework.interest i where i.call_id = o.call_id \
             and i.application_id = o.grant_id and i.person = $3)
             and (p.case_year, p.case_number, o.number) > (coalesce($4::integer, 0), \
             coalesce($5::integer, 0), coalesce($6::integer, 0))
         order by p.case_year, p.case_number, o.number limit $7",
        filter.call.map(CallId::as_str),
        &filter.states(),
        filter.without_interests_of,
        order.map(|(year, _)| year),
        order.map(|(_, number)| number),
        after.map(|(_, number)| *number),
        limit,
    )
    .fetch_all(connection)
    .await?;
    let read = rows.into_iter().map(|row| {
        let at = Row::of("obligation", format!("{}/{}", row.grant_id, row.number));
        Ok(ListedDuty {
            call: at.column("call_id", row.call_id.clone().try_into())?,
            grant: at.column("grant_id", row.grant_id.try_into())?,
            case_reference: at.column("case_reference", row.case_reference.try_into())?,
            organisation: at.column("organisation_number", row.organisation_number.try_into())?,
            organisation_name: row.organisation_name,
            obligation: ObligationRow {
                call_id: row.call_id,
                grant_id: row.grant_id,
                number: row.number,
                title: row.title,
                planned_ore: row.planned_ore,
                amount_ore: row.amount_ore,
                before_ore: row.before_ore,
                plan: row.plan,
                posted: row.posted,
                state: row.state,
                release: row.release,
            }
            .read()?,
        })
    });
    read.collect()
}

/// Reads all duties that match, to sum what is left of them.
///
/// # Errors
/// [`StoreError`].
pub(super) async fn balances(
    connection: &mut PgConnection,
    filter: DutyFilter<'_>,
) -> Result<Vec<Obligation>, StoreError> {
    let rows = sqlx::query_as!(
        ObligationRow,
        "select o.call_id, o.grant_id, o.number, o.title, o.planned_ore, o.amount_ore, \
         o.before_ore, o.plan, o.posted, o.state, o.release from casework.obligation o
         where ($1::text is null or o.call_id = $1)
             and (cardinality($2::text[]) = 0 \
             or case when o.release is null then o.state_name else 'released' end = any($2))
             and not exists (select from casework.interest i where i.call_id = o.call_id \
             and i.application_id = o.grant_id and i.person = $3)",
        filter.call.map(CallId::as_str),
        &filter.states(),
        filter.without_interests_of,
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(ObligationRow::read).collect()
}
