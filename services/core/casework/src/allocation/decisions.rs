//! The decisions of an approved allocation: one for each application that it decides.

use std::collections::BTreeMap;

use domain::allocation::award::{Award, Decision as Awarded};
use domain::application::Application;
use domain::assessment::weights;
use domain::calendar::local_date;
use domain::call::Call;
use domain::decision::DecisionKind;
use domain::grant::{Grant, GrantState, InstalmentState, PlannedInstalment};
use domain::identifiers::ApplicationId;
use domain::letter::{self, Grounds, Promise};
use domain::money::Money;
use domain::report::PlannedReport;
use domain::rules::RuleValues;
use domain::scheme::{Decided as Facts, Scheme};
use store::error::Row;

use super::resource::AllocationKey;
use crate::call::pinned_rules;
use crate::decision::{Decided, NewDecision, compose};
use crate::error::CaseError;
use crate::step::Context;

/// A grant with its plans, as a letter tells of them.
pub(crate) struct Plans<'a> {
    grant: &'a Grant,
    instalments: Vec<PlannedInstalment>,
    reports: Vec<PlannedReport>,
}

/// Composes the decisions about applications that were just decided, or whose amount rose. `grants`
/// are those that were offered or that rose; `officer` proposed the allocation.
pub(super) async fn decisions<S: Scheme>(
    context: &mut Context<'_>,
    (call, key, officer): (&Call, &AllocationKey, &str),
    awards: &[Award],
    decided: &[Application<S::Form>],
    grants: &[Grant],
) -> Result<Vec<NewDecision>, CaseError> {
    let rules = pinned_rules::<S>(call)?;
    let weights = weights(&S::PROFILE, &rules)?;
    let by_id: BTreeMap<ApplicationId, &Award> = awards
        .iter()
        .map(|award| (award.application, award))
        .collect();
    let grants: BTreeMap<ApplicationId, &Grant> =
        grants.iter().map(|grant| (grant.id, grant)).collect();
    let ids: Vec<ApplicationId> = decided.iter().map(|one| one.id).collect();
    let assessments = crate::assessment::rows::of_applications(context.db, &call.id, &ids).await?;
    let mut plans = BTreeMap::new();
    for application in decided {
        if let Some(grant) = grants.get(&application.id) {
            let planned = Plans::of::<S>((call, &rules), application, grant)?;
            plans.insert(application.id, planned);
        }
    }
    let mut all = Vec::with_capacity(decided.len());
    for application in decided {
        let at = Row::of("application", application.id);
        let award = at.known("state", by_id.get(&application.id).copied())?;
        let submission = at.known("state", application.state.submission())?;
        let assessed = assessments.get(&application.id);
        let grounds = Grounds {
            reason: award.reason.as_ref(),
            assessments: assessed.map_or(&[][..], Vec::as_slice),
            weights: &weights,
            score: application.state.score(),
            claim_steps: &submission.claim.steps,
            explanation: &[],
        };
        all.push(one(application, award, grounds, plans.get(&application.id)));
    }
    compose::<S>(context, (call, Some(key.allocation)), officer, &all).await
}

fn one<'a, F>(
    application: &'a Application<F>,
    award: &Award,
    grounds: Grounds<'a>,
    plans: Option<&'a Plans<'_>>,
) -> Decided<'a, F> {
    let promise = plans.map(Plans::promise);
    let (kind, letter) = match promise {
        None => (DecisionKind::Refusal, letter::Decision::Refusal(grounds)),
        Some(promise) if award.decision() == Awarded::Granted => {
            (DecisionKind::Grant, letter::Decision::Grant(promise))
        }
        Some(promise) => {
            let letter = letter::Decision::PartialGrant(promise, grounds);
            (DecisionKind::PartialGrant, letter)
        }
    };
    let rises = award.notified > Money::ZERO;
    Decided {
        application,
        kind: if rises { DecisionKind::Raise } else { kind },
        amount: award.amount,
        letter,
    }
}

impl<'a> Plans<'a> {
    /// Returns the plans of a grant. Its days are those of its first decision.
    pub fn of<S: Scheme>(
        (call, rules): (&Call, &RuleValues),
        application: &Application<S::Form>,
        grant: &'a Grant,
    ) -> Result<Self, CaseError> {
        let facts = Facts {
            call,
            application,
            granted: grant.granted,
            date: local_date(grant.decided),
        };
        let alive = grant
            .instalments
            .iter()
            .filter(|one| one.state != InstalmentState::Cancelled);
        Ok(Self {
            grant,
            instalments: alive
                .map(|one| PlannedInstalment {
                    due: one.due,
                    year: one.year,
                    amount: one.amount,
                })
                .collect(),
            reports: S::report_plan(&facts, rules)?,
        })
    }

    /// Returns the promise that a letter makes of the grant.
    pub fn promise(&self) -> Promise<'_> {
        let offered = matches!(self.grant.state, GrantState::Offered);
        Promise {
            granted: self.grant.granted,
            conditions: &self.grant.conditions,
            instalments: &self.instalments,
            reports: &self.reports,
            obligations: &self.grant.obligations,
            awaited: self.grant.awaited().next().map(|one| {
                let amount = self.grant.awaited_amount();
                (one.year, amount)
            }),
            accept_by: offered.then_some(self.grant.last_day()),
            revise_budget: self.grant.needs_revised_budget(),
        }
    }
}
