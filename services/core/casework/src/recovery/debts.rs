//! Debts of recipients, and the payments that wait for them.

use std::collections::BTreeMap;

use domain::findings::Finding;
use domain::grant::Grant;
use domain::identifiers::{ApplicationId, CallId};
use domain::money::Money;
use sqlx::PgConnection;
use store::error::{Row, StoreError};
use uuid::Uuid;

use crate::grant::rows;

/// Returns the findings on payments of those of a call's grants whose recipient owes money of other
/// grants; of all grants when none is named.
///
/// # Errors
/// [`StoreError`].
pub(crate) async fn payment_blocks(
    db: &mut PgConnection,
    call: &CallId,
    grants: &[ApplicationId],
) -> Result<BTreeMap<ApplicationId, Finding>, StoreError> {
    let pairs = owing(db, call, grants).await?;
    let mut owes: BTreeMap<(CallId, ApplicationId), Option<(String, Money)>> = BTreeMap::new();
    let mut of_grants: BTreeMap<ApplicationId, Vec<(String, Money)>> = BTreeMap::new();
    for (grant, debtor) in pairs {
        let debt = match owes.get(&debtor) {
            Some(known) => known.clone(),
            None => {
                let owing = rows::read(db, &debtor.0, debtor.1).await?;
                let debt = owing.filter(Grant::has_debt);
                let debt = debt.map(|one| (one.case_reference.to_string(), one.repayable()));
                owes.insert(debtor, debt.clone());
                debt
            }
        };
        of_grants.entry(grant).or_default().extend(debt);
    }
    let finding = |debts: &[(String, Money)]| {
        let (first, _) = debts.first()?;
        let sum = Money::saturating_sum(debts.iter().map(|(_, amount)| *amount));
        let finding = Finding::blocking("PAYMENT_DEBT", "configurable");
        Some(finding.with("amount", sum).with("case", first.as_str()))
    };
    let found = of_grants.iter();
    let found = found.filter_map(|(grant, debts)| Some((*grant, finding(debts)?)));
    Ok(found.collect())
}

/// Reads the grants of a call with the other grants of the same recipient that money is claimed
/// back of.
async fn owing(
    db: &mut PgConnection,
    call: &CallId,
    grants: &[ApplicationId],
) -> Result<Vec<(ApplicationId, (CallId, ApplicationId))>, StoreError> {
    let ids: Vec<Uuid> = grants.iter().map(|grant| grant.uuid()).collect();
    let rows = sqlx::query!(
        "select distinct own.application_id as grant_id, g.call_id, g.grant_id as debtor
         from casework.recovery r
         join casework.grant g using (call_id, grant_id)
         join casework.application p on p.call_id = g.call_id and p.application_id = g.grant_id
         join casework.application own on own.organisation_number = p.organisation_number
             and own.call_id = $1 and (own.call_id, own.application_id) <> (g.call_id, g.grant_id)
         where g.state_name = 'recovery' and r.claim is not null
             and (cardinality($2::uuid[]) = 0 or own.application_id = any($2))
         order by own.application_id, g.call_id, g.grant_id",
        call.as_str(),
        &ids,
    )
    .fetch_all(db)
    .await?;
    let read = rows.into_iter().map(|row| {
        let at = Row::of("recovery", row.debtor);
        Ok((
            at.column("grant_id", row.grant_id.try_into())?,
            (
                at.column("call_id", row.call_id.try_into())?,
                at.column("debtor", row.debtor.try_into())?,
            ),
        ))
    });
    read.collect()
}
