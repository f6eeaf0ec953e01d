//! A proposal (innstilling) of what stands as it was run.

use std::collections::{BTreeMap, BTreeSet};

use domain::allocation::award::Award;
use domain::allocation::frame::{Drift, Run};
use domain::allocation::{Allocation, Competitor};
use domain::application::{Application, Outcome};
use domain::identifiers::ApplicationId;
use domain::names;
use domain::refusal::{IncompleteCase, Refusal};
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use serde::Serialize;
use sqlx::PgConnection;
use store::error::Row;

use super::award::awards_of;
use super::follow_up;
use super::in_order::{granted, require_in_order};
use super::resource::{self, AllocationKey};
use super::round::Round;
use super::rows;
use crate::call::visible;
use crate::error::{CaseError, not_found};
use crate::resource::Change;
use crate::step::{Context, Step};

/// Proposes an allocation: what was run must be what stands now, and every cut must have its
/// reason.
///
/// # Errors
/// [`Refusal::InterestDeclared`]; [`Refusal::WrongState`], also while another allocation of the
/// call is proposed or approved; [`Refusal::IncompleteRound`] with every application that changed
/// since the run or whose cut has no reason; [`Refusal::NotInOrder`] with what must be in order
/// before the decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Propose {
    /// The allocation.
    pub key: AllocationKey,
    /// The revision that the caller read.
    pub revision: Revision,
}

impl<S: Scheme> Step<S> for Propose {
    const STEP: StepName = StepName::ProposeAllocation;
    type On = Allocation;
    type Answer = Allocation;

    fn on(&self) -> (&AllocationKey, Revision) {
        (&self.key, self.revision)
    }

    async fn take(
        &self,
        before: Allocation,
        context: &mut Context<'_>,
    ) -> Result<Change<Allocation>, CaseError> {
        if before.follows.is_some() {
            return follow_up::propose::<S>(context, before).await;
        }
        let (key, actor) = (&self.key, context.actor);
        let round = Round::<S::Form>::lock(context, &key.call).await?;
        let after = before.propose(context.record(""))?;
        // Stored before the cases are judged: they may stand otherwise only because another
        // allocation is proposed, and that is the refusal to give.
        resource::update(context.db, &after).await?;
        let call = visible(context.db, actor, &key.call).await?;
        let competitors = round.competitors(context, &call).await?;
        let awards = awards_of(context.db, key).await?;
        require_as_run(context.db, key, &competitors, &awards).await?;
        let granted = granted(round.applications(), &awards);
        require_in_order::<S>(context, &call, &granted).await?;
        let outcomes: BTreeMap<ApplicationId, Outcome> = awards
            .iter()
            .map(|award| {
                let outcome = Outcome {
                    allocation: key.allocation,
                    amount: award.amount,
                };
                (award.application, outcome)
            })
            .collect();
        let take = |application: Application<S::Form>| {
            let outcome = outcomes.get(&application.id).cloned();
            let outcome =
                outcome.ok_or_else(|| not_found(names::application(&key.call, application.id)))?;
            Ok(application.recommend(outcome, actor.record(""))?)
        };
        let (_, change) = round.step(context, after, take).await?;
        Ok(change)
    }
}

/// Refuses a proposal of what no longer stands as it was run.
async fn require_as_run(
    db: &mut PgConnection,
    key: &AllocationKey,
    competitors: &BTreeMap<String, Vec<Competitor>>,
    awards: &[Award],
) -> Result<(), CaseError> {
    let call = &key.call;
    let mut incomplete = Vec::new();
    let mut note = |application: String, missing| {
        incomplete.push(IncompleteCase {
            application,
            missing,
        });
    };
    let by_id: BTreeMap<ApplicationId, &Award> = awards
        .iter()
        .map(|award| (award.application, award))
        .collect();
    for frozen in rows::runs(db, call, key.allocation).await? {
        let at = Row::of("allocation_run", &frozen.run_hash);
        let run = at.column("document", Run::read(&frozen.document))?;
        let within = competitors
            .get(&frozen.sub_frame)
            .map_or(&[][..], Vec::as_slice);
        let drift = Drift::between(&run, within);
        for id in drift.added {
            note(names::application(call, id), "missing-from-allocation");
        }
        for id in drift.removed {
            note(
                format!("{}/applications/{id}", names::call(call)),
                "missing-withdrawn",
            );
        }
        let asked_otherwise = within.iter().filter(|now| {
            by_id
                .get(&now.application)
                .is_some_and(|award| award.requested != now.requested)
        });
        let changed: BTreeSet<ApplicationId> = asked_otherwise
            .map(|competitor| competitor.application)
            .chain(drift.changed)
            .collect();
        for id in changed {
            note(names::application(call, id), "missing-changed");
        }
    }
    for award in awards.iter().filter(|award| !award.is_explained()) {
        note(
            names::application(call, award.application),
            "missing-reason",
        );
    }
    if incomplete.is_empty() {
        Ok(())
    } else {
        Err(CaseError::Refused(Refusal::IncompleteRound(incomplete)))
    }
}
