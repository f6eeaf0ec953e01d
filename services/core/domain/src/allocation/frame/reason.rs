//! From the engine's awards to ours, each with the reason for what it lacks.

use std::borrow::Cow;

use insight::explain::Reasons;

use super::{Competitor, Run};
use crate::allocation::award::{Award, AwardReason};
use crate::application::claim::{Claim, ClaimStep};
use crate::findings::FindingValue;
use crate::money::Money;

/// The awards of a run.
pub(super) struct Awards<'a> {
    run: &'a Run,
    reasons: Reasons<'a>,
}

impl<'a> Awards<'a> {
    pub(super) fn of(run: &'a Run) -> Self {
        Self {
            run,
            reasons: Reasons::of(&run.scenario, &run.result),
        }
    }

    pub(super) fn award(&self, competitor: &Competitor) -> Award {
        let calculated = self.run.result.award(&competitor.application.to_string());
        let amount = calculated.map_or(Money::ZERO, |award| award.amount.into());
        Award {
            application: competitor.application,
            case_reference: competitor.case_reference.clone(),
            applicant: competitor.applicant.clone(),
            sub_frame: competitor.placement.sub_frame.clone(),
            requested: competitor.requested,
            claimed: competitor.claim.amount,
            notified: Money::ZERO,
            calculated: amount,
            amount,
            reason: calculated.and_then(|award| self.reason(competitor, award)),
        }
    }

    /// The engine knows of the claim only; what the claim lacks of the request is ours to say.
    fn reason(&self, competitor: &Competitor, award: &allocation::Award) -> Option<AwardReason> {
        let (requested, claim) = (competitor.requested, &competitor.claim);
        let amount = Money::from(award.amount);
        if amount == requested {
            return None;
        }
        if amount == claim.amount {
            let code = if amount == Money::ZERO {
                "NOTHING_CLAIMABLE"
            } else {
                "CLAIM_BELOW_REQUEST"
            };
            return Some(below_request(code, requested, claim));
        }
        self.reasons.reason(award).map(AwardReason::from)
    }
}

/// The claim's limit, with the values of its own sentence under `step-…` (see
/// [`AwardReason::text`]).
fn below_request(code: &'static str, requested: Money, claim: &Claim) -> AwardReason {
    let mut values: Vec<(Cow<'static, str>, FindingValue)> = vec![
        (Cow::Borrowed("claimed"), claim.amount.into()),
        (Cow::Borrowed("requested"), requested.into()),
    ];
    if let Some(step) = limiting_step(claim) {
        values.push((
            Cow::Borrowed("step"),
            FindingValue::Text(step.code.clone().into_owned()),
        ));
        for (name, value) in &step.args {
            values.push((Cow::Owned(format!("step-{name}")), value.clone()));
        }
    }
    AwardReason::Engine {
        code: Cow::Borrowed(code),
        args: values,
    }
}

/// The step that made the claim what it is: the last before the comparison with the request that
/// came to the claim's amount.
fn limiting_step(claim: &Claim) -> Option<&ClaimStep> {
    let (last, before) = claim.steps.split_last()?;
    before
        .iter()
        .rev()
        .find(|step| step.amount == Some(claim.amount))
        .or(Some(last))
}
