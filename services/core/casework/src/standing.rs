//! The standing of organisations: one that was taken over acts no more, and its successor sees what
//! was its own.

use std::collections::BTreeMap;

use domain::findings::Finding;
use domain::grant::GrantTakeover;
use domain::identifiers::{CallId, OrganisationNumber};
use domain::refusal::Refusal;
use domain::succession::Heirs;
use sqlx::PgConnection;
use store::error::{Row, StoreError};
use uuid::Uuid;

use crate::error::CaseError;

/// Returns the organisations that were taken over, with their successors.
///
/// # Errors
/// [`StoreError`].
pub(crate) async fn heirs(db: &mut PgConnection) -> Result<Heirs, StoreError> {
    let rows = sqlx::query!(
        "select predecessor_number, successor_number, taken_over from casework.succession
         where confirmed_at is not null",
    )
    .fetch_all(db)
    .await?;
    let read = rows.into_iter().map(|row| {
        let at = Row::of("succession", &row.predecessor_number);
        let old = at.column("predecessor_number", row.predecessor_number.try_into())?;
        let new = at.column("successor_number", row.successor_number.try_into())?;
        Ok((old, (new, row.taken_over)))
    });
    read.collect()
}

/// Returns the numbers under which an organisation's history stands: its own, and those of all that
/// it has taken over. None once it was taken over itself: its history is its successor's.
///
/// # Errors
/// [`StoreError`].
pub(crate) async fn numbers(
    db: &mut PgConnection,
    organisation: &OrganisationNumber,
) -> Result<Vec<String>, StoreError> {
    let rows = sqlx::query_scalar!(
        "select number as \"number!\" from casework.standing($1) as number order by number",
        organisation.as_str(),
    )
    .fetch_all(db)
    .await?;
    Ok(rows)
}

/// Refuses an organisation that was taken over, and keeps a takeover of it waiting until the
/// transaction ends.
///
/// # Errors
/// [`Refusal::RulesNotMet`].
pub(crate) async fn require_standing(
    db: &mut PgConnection,
    organisation: &OrganisationNumber,
) -> Result<(), CaseError> {
    sqlx::query!(
        "select pg_advisory_xact_lock_shared(hashtextextended('standing/' || $1, 0)) is null as \
         held",
        organisation.as_str(),
    )
    .fetch_one(&mut *db)
    .await
    .map_err(StoreError::from)?;
    let taken = sqlx::query!(
        "select successor_number, taken_over from casework.succession
         where predecessor_number = $1 and confirmed_at is not null",
        organisation.as_str(),
    )
    .fetch_optional(db)
    .await
    .map_err(StoreError::from)?;
    taken.map_or(Ok(()), |taken| {
        let finding = Finding::blocking("ORGANISATION_TAKEN_OVER", "configurable")
            .with("organisation", organisation.as_str())
            .with("by", taken.successor_number.as_str())
            .with("date", taken.taken_over);
        Err(CaseError::Refused(Refusal::RulesNotMet(vec![finding])))
    })
}

/// Waits for what an organisation begins at the moment, and lets it begin nothing more until the
/// transaction ends.
///
/// # Errors
/// [`StoreError`].
pub(crate) async fn hold(
    db: &mut PgConnection,
    organisation: &OrganisationNumber,
) -> Result<(), StoreError> {
    sqlx::query!(
        "select pg_advisory_xact_lock(hashtextextended('standing/' || $1, 0)) is null as held",
        organisation.as_str(),
    )
    .fetch_one(db)
    .await?;
    Ok(())
}

/// The traces of takeovers in these grants: whom each was granted to, where another holds it now,
/// and since when the account of a predecessor is stopped.
///
/// # Errors
/// [`StoreError`].
pub(crate) async fn takeovers(
    db: &mut PgConnection,
    call: &CallId,
    grants: &[Uuid],
) -> Result<BTreeMap<Uuid, GrantTakeover>, StoreError> {
    let rows = sqlx::query!(
        "select c.application_id,
             (array_agg(s.predecessor_number order by s.confirmed_at)
                 filter (where s.confirmed_at > g.decided))[1] as granted_to,
             (array_agg(c.organisation_name order by s.confirmed_at)
                 filter (where s.confirmed_at > g.decided))[1] as granted_to_name,
             max(s.confirmed_at) filter (where c.account_stopped) as account_stopped
         from casework.succession_case c
         join casework.succession s using (succession_id)
         join casework.grant g on g.call_id = c.call_id and g.grant_id = c.application_id
         where c.call_id = $1 and c.application_id = any($2) and s.confirmed_at is not null
         group by c.application_id",
        call.as_str(),
        grants,
    )
    .fetch_all(db)
    .await?;
    let read = rows.into_iter().map(|row| {
        let at = Row::of("grant", row.application_id);
        let number = row.granted_to.map(OrganisationNumber::try_from).transpose();
        let takeover = GrantTakeover {
            granted_to: at.column("granted_to", number)?.zip(row.granted_to_name),
            account_stopped: row.account_stopped,
        };
        Ok((row.application_id, takeover))
    });
    read.collect()
}
