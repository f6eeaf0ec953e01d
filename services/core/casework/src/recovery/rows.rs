//! Recoveries over many grants.

use domain::grant::{Grant, Recovery, RecoveryNumber};
use domain::identifiers::{ApplicationId, CallId, CaseReference, OrganisationNumber};
use sqlx::PgConnection;
use store::columns::case_order;
use store::error::{Row, StoreError};

use crate::application::ApplicationKey;
use crate::grant::rows;

/// Locks a grant and, where a set-off of it waits, the grant whose payment is to be kept: in the
/// order of calls and ids, in which steps on both meet.
///
/// # Errors
/// [`StoreError`].
pub(super) async fn lock_both(
    db: &mut PgConnection,
    key: &ApplicationKey,
) -> Result<(), StoreError> {
    sqlx::query!(
        "select g.grant_id from casework.grant g
         where (g.call_id, g.grant_id) = ($1, $2::uuid) or (g.call_id, g.grant_id) in (
             select one -> 'plan' ->> 'call', (one -> 'plan' ->> 'grant')::uuid
             from casework.recovery r, jsonb_array_elements(r.arrangements) one
             where r.call_id = $1 and r.grant_id = $2 and one ->> 'state' = 'proposed'
                 and one -> 'plan' ->> 'kind' = 'set_off')
         order by g.call_id, g.grant_id for update",
        key.call.as_str(),
        key.application.uuid(),
    )
    .fetch_all(db)
    .await?;
    Ok(())
}

/// A recovery in a list, with its grant.
#[derive(Debug, Clone, PartialEq)]
pub struct ListedRecovery {
    /// The grant.
    pub grant: Grant,
    /// Number of the recovery.
    pub number: RecoveryNumber,
}

impl ListedRecovery {
    /// The recovery.
    #[must_use]
    pub fn recovery(&self) -> Option<&Recovery> {
        self.grant.recovery(self.number).ok()
    }
}

/// Which recoveries to read.
#[derive(Debug, Clone, Copy)]
pub(super) struct RecoveryFilter<'a> {
    /// Only this call's.
    pub call: Option<&'a CallId>,
    /// Only this organisation's.
    pub organisation: Option<&'a OrganisationNumber>,
    /// Only those of grants with something that remains to repay.
    pub open: bool,
    /// Without the cases in which this person has declared an interest.
    pub without_interests_of: &'a str,
}

/// Reads recoveries after one, by case reference and number.
///
/// # Errors
/// [`StoreError`].
pub(super) async fn page(
    db: &mut PgConnection,
    filter: RecoveryFilter<'_>,
    after: Option<&(CaseReference, i32)>,
    limit: i64,
) -> Result<Vec<ListedRecovery>, StoreError> {
    let order = after.map(|(case, _)| case_order(case));
    let found = sqlx::query!(
        "select r.call_id, r.grant_id, r.number
         from casework.recovery r
         join casework.grant g using (call_id, grant_id)
         join casework.application p on p.call_id = r.call_id and p.application_id = r.grant_id
         where ($1::text is null or r.call_id = $1)
             and ($2::text is null or p.organisation_number = $2)
             and (not $3::boolean or g.state_name = 'recovery')
             and not exists (select from casework.interest i where i.call_id = r.call_id \
             and i.application_id = r.grant_id and i.person = $4)
             and (p.case_year, p.case_number, r.number) > (coalesce($5::integer, 0), \
             coalesce($6::integer, 0), coalesce($7::integer, 0))
         order by p.case_year, p.case_number, r.number limit $8",
        filter.call.map(CallId::as_str),
        filter.organisation.map(OrganisationNumber::as_str),
        filter.open,
        filter.without_interests_of,
        order.map(|(year, _)| year),
        order.map(|(_, number)| number),
        after.map(|(_, number)| *number),
        limit,
    )
    .fetch_all(&mut *db)
    .await?;
    let mut listed = Vec::with_capacity(found.len());
    for row in found {
        let at = Row::of("recovery", format!("{}/{}", row.grant_id, row.number));
        let call = at.column("call_id", row.call_id.try_into())?;
        let id: ApplicationId = at.column("grant_id", row.grant_id.try_into())?;
        let number = at.known("number", RecoveryNumber::new(row.number))?;
        let grant = at.known("grant_id", rows::read(db, &call, id).await?)?;
        listed.push(ListedRecovery { grant, number });
    }
    Ok(listed)
}
