//! Grants (tilskudd) with their payment plans.

pub(crate) mod account;
mod budget;
pub(crate) mod change;
mod documents;
mod grant_row;
pub(crate) mod instalment;
mod lower;
pub(crate) mod obligation;
mod raise;
pub(crate) mod recovery;
mod renewal;
pub(crate) mod repayment;
mod terms;

pub(crate) use lower::lower;
pub use raise::raise;
pub(crate) use renewal::renew;

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use domain::decision::DecisionKind;
use domain::grant::{Grant, Instalment};
use domain::identifiers::{ApplicationId, CallId, CaseReference, OrganisationNumber};
use serde_json::Value;
use sqlx::PgConnection;
use store::columns::{case_order, json};
use store::error::StoreError;
use uuid::Uuid;

use self::grant_row::{GrantRow, grant};
use crate::standing::takeovers;

/// Writes new grants with their payment plans, however many, in two statements.
///
/// # Errors
/// [`StoreError`].
pub async fn insert(connection: &mut PgConnection, grants: &[Grant]) -> Result<(), StoreError> {
    let values = |value: fn(&Grant) -> Value| -> Vec<Value> { grants.iter().map(value).collect() };
    sqlx::query!(
        "insert into casework.grant (call_id, grant_id, allocation_id, sub_frame, granted_ore, \
         approved_by, decided, accept_by,
             conditions, state, last_step, revision, budget, settled_first, payment_documents, \
             payment_facts)
         select call_id, grant_id, allocation_id, sub_frame, granted_ore, approved_by, decided, \
             accept_by, conditions, state, last_step, revision, nullif(budget, 'null'), \
             settled_first, payment_documents, payment_facts
         from unnest($1::text[], $2::uuid[], $3::uuid[], $4::text[], $5::bigint[], $6::text[], \
         $7::timestamptz[], $8::date[],
             $9::jsonb[], $10::jsonb[], $11::jsonb[], $12::bigint[], $13::jsonb[], $14::boolean[], \
         $15::jsonb[], $16::jsonb[])
             as new (call_id, grant_id, allocation_id, sub_frame, granted_ore, approved_by, \
             decided, accept_by,
             conditions, state, last_step, revision, budget, settled_first, payment_documents, \
             payment_facts)",
        &grants
            .iter()
            .map(|grant| grant.call.to_string())
            .collect::<Vec<String>>(),
        &grants
            .iter()
            .map(|grant| grant.id.uuid())
            .collect::<Vec<Uuid>>(),
        &grants
            .iter()
            .map(|grant| grant.allocation.uuid())
            .collect::<Vec<Uuid>>(),
        &grants
            .iter()
            .map(|grant| grant.sub_frame.clone())
            .collect::<Vec<String>>(),
        &grants
            .iter()
            .map(|grant| grant.granted.ore())
            .collect::<Vec<i64>>(),
        &grants
            .iter()
            .map(|grant| grant.approved_by.clone())
            .collect::<Vec<String>>(),
        &grants
            .iter()
            .map(|grant| grant.decided)
            .collect::<Vec<DateTime<Utc>>>(),
        &grants
            .iter()
            .map(|grant| grant.accept_by)
            .collect::<Vec<NaiveDate>>(),
        &values(|grant| json(&grant.conditions)),
        &values(|grant| json(&grant.state)),
        &values(|grant| json(&grant.last_step)),
        &grants
            .iter()
            .map(|grant| grant.revision.number())
            .collect::<Vec<i64>>(),
        &values(|grant| json(&grant.budget)),
        &grants
            .iter()
            .map(|grant| grant.settled_first)
            .collect::<Vec<bool>>(),
        &values(documents::required),
        &values(|grant| json(&grant.facts)),
    )
    .execute(&mut *connection)
    .await?;
    obligation::put(connection, grants).await?;
    instalment::insert(connection, grants).await
}

/// Writes where grants and their duties stand; their instalments are written by
/// [`instalment::update`].
///
/// # Errors
/// [`StoreError`].
pub async fn update(connection: &mut PgConnection, grants: &[Grant]) -> Result<(), StoreError> {
    let values = |value: fn(&Grant) -> Value| -> Vec<Value> { grants.iter().map(value).collect() };
    sqlx::query!(
        "update casework.grant as g set state = new.state, last_step = new.last_step, \
         revision = new.revision, account_returned_on = new.account_returned_on, \
         late_acceptance = nullif(new.late_acceptance, 'null'), \
         lapse_notice = nullif(new.lapse_notice, 'null'), \
         revised_budget = nullif(new.revised_budget, 'null'), \
         settlement = nullif(new.settlement, 'null'), \
         payment_facts = new.payment_facts, \
         accepted_decision = new.accepted_decision, accepted_sha256 = new.accepted_sha256
         from unnest($1::text[], $2::uuid[], $3::jsonb[], $4::jsonb[], $5::bigint[], $6::date[], \
         $7::jsonb[], $8::jsonb[], $9::integer[], $10::text[], $11::jsonb[], $12::jsonb[], \
         $13::jsonb[])
             as new (call_id, grant_id, state, last_step, revision, account_returned_on, \
             late_acceptance, lapse_notice, accepted_decision, accepted_sha256, revised_budget, \
             settlement, payment_facts)
         where g.call_id = new.call_id and g.grant_id = new.grant_id",
        &grants
            .iter()
            .map(|grant| grant.call.to_string())
            .collect::<Vec<String>>(),
        &grants
            .iter()
            .map(|grant| grant.id.uuid())
            .collect::<Vec<Uuid>>(),
        &values(|grant| json(&grant.state)),
        &values(|grant| json(&grant.last_step)),
        &grants
            .iter()
            .map(|grant| grant.revision.number())
            .collect::<Vec<i64>>(),
        &grants
            .iter()
            .map(|grant| grant.account_returned_on)
            .collect::<Vec<Option<NaiveDate>>>() as _,
        &values(|grant| json(&grant.late_acceptance)),
        &values(|grant| json(&grant.lapse_notice)),
        &terms::accepted(grants, |terms| terms.decision.get()) as _,
        &terms::accepted(grants, |terms| terms.text_sha256.clone()) as _,
        &values(budget::revised),
        &values(|grant| json(&grant.settlement)),
        &values(|grant| json(&grant.facts)),
    )
    .execute(&mut *connection)
    .await?;
    obligation::put(connection, grants).await
}

/// Which grants to read, by case reference.
#[derive(Debug, Clone, Copy, Default)]
pub struct GrantFilter<'a> {
    /// Those after this case.
    pub after: Option<&'a CaseReference>,
    /// Only this organisation's.
    pub organisation: Option<&'a OrganisationNumber>,
    /// Only these; all when empty.
    pub ids: &'a [ApplicationId],
    /// Only those in these states, by name; all when empty.
    pub states: &'a [&'a str],
    /// Without the cases in which this person has declared an interest.
    pub without_interests_of: Option<&'a str>,
    /// The most items; `None` for all.
    pub limit: Option<i64>,
}

/// Grants of a call, by case reference.
///
/// # Errors
/// [`StoreError`].
pub async fn page(
    connection: &mut PgConnection,
    call: &CallId,
    filter: GrantFilter<'_>,
) -> Result<Vec<Grant>, StoreError> {
    let ids: Vec<Uuid> = filter.ids.iter().map(|id| id.uuid()).collect();
    let states: Vec<String> = filter
        .states
        .iter()
        .map(|state| (*state).to_owned())
        .collect();
    let offering = DecisionKind::OFFERING.map(|kind| kind.code().to_owned());
    let rows = sqlx::query_as!(
        GrantRow,
        "select g.call_id, g.grant_id, g.allocation_id, p.case_reference, p.organisation_number, \
         p.organisation_name,
               p.applicant_kind, p.municipality_number, p.invented_number, g.sub_frame, \
               g.granted_ore, g.approved_by, g.decided,
               g.accept_by, g.late_acceptance, g.lapse_notice, g.conditions, g.budget, \
               g.revised_budget, g.settled_first, g.settlement, g.payment_documents, \
               g.payment_facts, \
               array(select distinct d.kind from casework.document d where d.call_id = g.call_id \
               and d.grant_id = g.grant_id and d.report_id is null) as \"document_kinds!\", \
               g.state, g.account_returned_on, g.last_step, g.revision, \
               g.accepted_decision, g.accepted_sha256, \
               sent.number as \"sent_decision?\", sent.sha256 as \"sent_sha256?\"
           from casework.grant g join casework.application p on p.call_id = g.call_id \
           and p.application_id = g.grant_id
           left join lateral (select d.number, \
               encode(sha256(string_agg(l.text_sha256, ''::bytea order by l.language)), 'hex') \
               as sha256
               from casework.decision d join casework.letter l using (call_id, application_id, \
               number)
               where d.call_id = g.call_id and d.application_id = g.grant_id \
               and d.dispatched is not null and d.kind = any($9)
               group by d.number order by d.number desc limit 1) sent on true
           where g.call_id = $1 and (p.case_year, p.case_number) > (coalesce($2::integer, 0), \
           coalesce($7::integer, 0))
               and ($3::text is null or p.organisation_number = $3)
               and (cardinality($4::uuid[]) = 0 or g.grant_id = any($4))
               and (cardinality($5::text[]) = 0 or g.state_name = any($5))
               and ($8::text is null or not exists (select from casework.interest i
                   where i.call_id = g.call_id and i.application_id = g.grant_id and i.person = $8))
           order by p.case_year, p.case_number limit $6",
        call.as_str(),
        filter.after.map(|after| case_order(after).0),
        filter.organisation.map(OrganisationNumber::as_str),
        &ids,
        &states,
        filter.limit,
        filter.after.map(|after| case_order(after).1),
        filter.without_interests_of,
        &offering,
    )
    .fetch_all(&mut *connection)
    .await?;
    with_instalments(connection, call, rows).await
}

/// One grant.
///
/// # Errors
/// [`StoreError`].
pub async fn read(
    connection: &mut PgConnection,
    call: &CallId,
    id: ApplicationId,
) -> Result<Option<Grant>, StoreError> {
    let filter = GrantFilter {
        ids: &[id],
        ..GrantFilter::default()
    };
    Ok(page(connection, call, filter).await?.pop())
}

/// Locks grants of a call in the order of their ids (all of the call's when `ids` is empty), and
/// gives them as they stand.
///
/// # Errors
/// [`StoreError`].
pub async fn lock(
    connection: &mut PgConnection,
    call: &CallId,
    ids: &[ApplicationId],
    states: &[&str],
) -> Result<Vec<Grant>, StoreError> {
    let uuids: Vec<Uuid> = ids.iter().map(|id| id.uuid()).collect();
    sqlx::query!(
        "select grant_id from casework.grant
         where call_id = $1 and (cardinality($2::uuid[]) = 0 or grant_id = any($2)) \
         order by grant_id for update",
        call.as_str(),
        &uuids,
    )
    .fetch_all(&mut *connection)
    .await?;
    // Read after the lock: what another act has just committed is seen.
    let filter = GrantFilter {
        ids,
        states,
        ..GrantFilter::default()
    };
    page(connection, call, filter).await
}

async fn with_instalments(
    connection: &mut PgConnection,
    call: &CallId,
    rows: Vec<GrantRow>,
) -> Result<Vec<Grant>, StoreError> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.grant_id).collect();
    let mut plans: BTreeMap<Uuid, Vec<Instalment>> =
        instalment::plans(connection, call, &ids).await?;
    let mut changes = account::of_grants(connection, call, &ids).await?;
    let mut asked = change::of_grants(connection, call, &ids).await?;
    let mut repayments = repayment::of_grants(connection, call, &ids).await?;
    let mut recoveries = recovery::of_grants(connection, call, &ids).await?;
    let mut duties = obligation::of_grants(connection, call, &ids).await?;
    let mut taken = takeovers(connection, call, &ids).await?;
    rows.into_iter()
        .map(|row| {
            let id = row.grant_id;
            Ok(Grant {
                instalments: plans.remove(&id).unwrap_or_default(),
                account_changes: changes.remove(&id).unwrap_or_default(),
                changes: asked.remove(&id).unwrap_or_default(),
                repayments: repayments.remove(&id).unwrap_or_default(),
                recoveries: recoveries.remove(&id).unwrap_or_default(),
                obligations: duties.remove(&id).unwrap_or_default(),
                takeover: taken.remove(&id).unwrap_or_default(),
                ..grant(row)?
            })
        })
        .collect()
}
