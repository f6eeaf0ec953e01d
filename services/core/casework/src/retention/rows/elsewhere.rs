//! Events of other chains that tell of erased cases: controls in samples, moves of last days,
//! takeovers. Each of these chains gets an event of its own that says which were erased.

use domain::event::NewEvent;
use domain::identifiers::{CallId, DisposalId, OrganisationNumber};
use domain::names;
use domain::step::Revision;
use serde::Serialize;
use sqlx::PgConnection;
use store::error::{Row, StoreError};

use super::erase::erase;
use crate::application::ApplicationKey;
use crate::step::Context;
use crate::subject::Subject;

/// Events of a chain that are to be erased.
pub(in crate::retention) struct Elsewhere {
    chain: String,
    resource: String,
    call: Option<CallId>,
    organisation: Option<OrganisationNumber>,
    /// Their numbers.
    pub(in crate::retention) numbers: Vec<i64>,
}

/// The payload of the event that tells of it.
#[derive(Serialize)]
struct Told<'a> {
    disposal: String,
    erased: &'a [i64],
}

struct ElsewhereRow {
    chain: String,
    resource: String,
    call_id: Option<String>,
    organisation_number: Option<String>,
    numbers: Vec<i64>,
}

impl TryFrom<ElsewhereRow> for Elsewhere {
    type Error = StoreError;

    fn try_from(row: ElsewhereRow) -> Result<Self, StoreError> {
        let at = Row::of("event", &row.chain);
        let call = row.call_id.map(CallId::try_from).transpose();
        let organisation = row.organisation_number.map(OrganisationNumber::try_from);
        Ok(Self {
            call: at.column("call_id", call)?,
            organisation: at.column("organisation_number", organisation.transpose())?,
            chain: row.chain,
            resource: row.resource,
            numbers: row.numbers,
        })
    }
}

/// The events that tell of controls of a case.
///
/// # Errors
/// [`StoreError`].
pub(in crate::retention) async fn controls(
    db: &mut PgConnection,
    key: &ApplicationKey,
) -> Result<Vec<Elsewhere>, StoreError> {
    let rows = sqlx::query_as!(
        ElsewhereRow,
        "select chain, min(resource) as \"resource!\", min(call_id) as call_id, \
             min(organisation_number) as organisation_number, \
             array_agg(sequence order by sequence) as \"numbers!\"
         from casework.event where call_id = $1 and step = 'record_control' \
         and resource like '%/samples/%' and position($2 in payload) > 0
         group by chain order by chain",
        key.call.as_str(),
        key.application.to_string(),
    )
    .fetch_all(db)
    .await?;
    rows.into_iter().map(Elsewhere::try_from).collect()
}

/// The events of the chains of moves and takeovers whose last case is erased.
///
/// # Errors
/// [`StoreError`].
pub(in crate::retention) async fn common(
    db: &mut PgConnection,
    disposal: DisposalId,
) -> Result<Vec<Elsewhere>, StoreError> {
    let rows = sqlx::query_as!(
        ElsewhereRow,
        "with moved as (
             select distinct m.move_id from casework.deadline_moved m
             join casework.application p using (call_id, application_id) where p.disposal_id = $1
         ), taken as (
             select distinct s.succession_id from casework.succession_case s
             join casework.application p using (call_id, application_id) where p.disposal_id = $1
         ), over as (
             select 'deadlineMoves/' || move_id as chain from moved t where not exists (
                 select from casework.deadline_moved m
                 join casework.application p using (call_id, application_id)
                 where m.move_id = t.move_id and p.erased is null)
             union all
             select 'successions/' || succession_id from taken t where not exists (
                 select from casework.succession_case s
                 join casework.application p using (call_id, application_id)
                 where s.succession_id = t.succession_id and p.erased is null)
         )
         select chain, min(resource) as \"resource!\", min(call_id) as call_id, \
             min(organisation_number) as organisation_number, \
             array_agg(sequence order by sequence) as \"numbers!\"
         from casework.event join over using (chain)
         where salt is not null and step <> 'carry_out_disposal'
         group by chain order by chain",
        disposal.uuid(),
    )
    .fetch_all(db)
    .await?;
    rows.into_iter().map(Elsewhere::try_from).collect()
}

/// Tells in each chain what is erased of it, and erases it.
///
/// # Errors
/// [`StoreError`].
pub(in crate::retention) async fn settle(
    context: &mut Context<'_>,
    disposal: DisposalId,
    all: &[Elsewhere],
) -> Result<(), StoreError> {
    let told: Vec<NewEvent> = all
        .iter()
        .map(|one| {
            let payload = Told {
                disposal: names::disposal(disposal),
                erased: &one.numbers,
            };
            let place = (one.chain.clone(), one.resource.clone());
            let subject = Subject::told(one.call.clone(), place, one.organisation.clone());
            context.event(&subject, Revision::NONE, "", &payload)
        })
        .collect();
    // They tell parties and the journal nothing: the case's own event does.
    store::event::append(context.db, context.actor.chance.as_ref(), &told).await?;
    for one in all {
        erase(context.db, &one.chain, &one.numbers).await?;
    }
    Ok(())
}
