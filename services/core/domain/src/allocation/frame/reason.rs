//! From the engine's traces to awards, each with the reason for what it lacks.

use std::borrow::Cow;
use std::collections::BTreeMap;

use allocation::{Award as Share, Fraction, Outcome, Pot, Refusal as Unfunded, Rule};
use rust_decimal::Decimal;

use super::bound::held;
use super::{Competitor, Run};
use crate::allocation::award::{Award, AwardReason};
use crate::application::ScoreMilli;
use crate::application::claim::{Claim, ClaimStep};
use crate::findings::FindingValue;
use crate::findings::args;
use crate::money::Money;

/// A run with the lines in it: how far down each pot's money went.
pub(super) struct Lines<'a> {
    run: &'a Run,
    /// By pot: the lowest score that got anything.
    lowest_funded: BTreeMap<u32, ScoreMilli>,
}

impl<'a> Lines<'a> {
    pub(super) fn of(run: &'a Run, competitors: &[Competitor]) -> Self {
        let mut lowest_funded = BTreeMap::new();
        for competitor in competitors {
            let share = run.result.award(&competitor.application.to_string());
            // What a floor or a promise gives comes from no place on the list.
            let on_the_list = |share: &&Share| {
                share.amount > 0 && !matches!(share.trace.outcome, Outcome::Refused(_))
            };
            if let Some(share) = share.filter(on_the_list) {
                let lowest = lowest_funded
                    .entry(share.trace.pot)
                    .or_insert(competitor.score);
                *lowest = competitor.score.min(*lowest);
            }
        }
        Self { run, lowest_funded }
    }

    pub(super) fn award(&self, competitor: &Competitor) -> Award {
        let share = self.run.result.award(&competitor.application.to_string());
        let amount = Money::from_ore(share.map_or(0, |share| share.amount));
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
            reason: share.and_then(|share| self.reason(competitor, share)),
        }
    }

    fn reason(&self, competitor: &Competitor, share: &Share) -> Option<AwardReason> {
        let (requested, claim) = (competitor.requested, &competitor.claim);
        let amount = Money::from_ore(share.amount);
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
        if let Some(reason) = held(self.run, competitor, share) {
            return Some(reason);
        }
        let pot = self.run.pot(share);
        Some(match share.trace.outcome {
            Outcome::Reduced => AwardReason::engine(
                "PARTLY_FUNDED_LAST",
                args([
                    ("amount", amount.into()),
                    ("claimed", claim.amount.into()),
                    ("score", points(competitor.score)),
                ]),
            ),
            _ if !matches!(share.trace.outcome, Outcome::Refused(_))
                && self.run.scenario.rule != Rule::Proportional =>
            {
                AwardReason::engine(
                    "SHARED_BY_RULE",
                    args([("amount", amount.into()), ("claimed", claim.amount.into())]),
                )
            }
            Outcome::Shared | Outcome::AtFloor | Outcome::AtCeiling | Outcome::Funded => {
                AwardReason::engine(
                    "PROPORTIONAL_CUT",
                    args([
                        ("share", FindingValue::Decimal(per_cent(pot, share))),
                        ("amount", amount.into()),
                        ("claimed", claim.amount.into()),
                    ]),
                )
            }
            Outcome::Refused(refusal) => self.unfunded(competitor, refusal, share, pot),
        })
    }

    fn unfunded(
        &self,
        competitor: &Competitor,
        refusal: Unfunded,
        share: &Share,
        pot: Option<&Pot>,
    ) -> AwardReason {
        let claimed = competitor.claim.amount;
        let line = self.lowest_funded.get(&share.trace.pot);
        match (refusal, line) {
            (Unfunded::OpenPartEnded, _) => {
                AwardReason::engine("OPEN_PART_ENDED", args([("claimed", claimed.into())]))
            }
            (Unfunded::DidNotFit, _) => {
                AwardReason::engine("DID_NOT_FIT", args([("claimed", claimed.into())]))
            }
            (Unfunded::BelowOwnMinimum, _) => AwardReason::engine(
                "BELOW_USEFUL_MINIMUM",
                args([("minimum", competitor.claim.useful_minimum.into())]),
            ),
            (Unfunded::ClassNotReached, _) => AwardReason::engine(
                "CLASS_NOT_REACHED",
                args([(
                    "class",
                    FindingValue::Number(pot.map_or(1, |pot| pot.class).into()),
                )]),
            ),
            (Unfunded::BudgetEnded, Some(line)) if *line == competitor.score => {
                AwardReason::engine("RANKED_DRAWN", args([("score", points(competitor.score))]))
            }
            (Unfunded::BudgetEnded, Some(line)) => AwardReason::engine(
                "RANKED_BELOW_LINE",
                args([("score", points(competitor.score)), ("line", points(*line))]),
            ),
            (Unfunded::BudgetEnded, None) => match pot {
                Some(pot) if pot.class > 1 && pot.budget == 0 => AwardReason::engine(
                    "CLASS_EXHAUSTED",
                    args([("class", FindingValue::Number(pot.class.into()))]),
                ),
                _ => AwardReason::engine(
                    "FRAME_TOO_SMALL",
                    args([
                        (
                            "left",
                            Money::from_ore(pot.map_or(0, |pot| pot.budget - pot.spent)).into(),
                        ),
                        ("claimed", claimed.into()),
                    ]),
                ),
            },
            (
                Unfunded::BelowThreshold
                | Unfunded::NothingAllowed
                | Unfunded::NotAdmitted
                | Unfunded::GroupFull
                | Unfunded::NotInBestSet,
                _,
            ) => AwardReason::engine("NOT_FUNDED", Vec::new()),
        }
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

/// A score in points, for a sentence.
pub(super) fn points(score: ScoreMilli) -> FindingValue {
    FindingValue::Decimal(Decimal::new(score.0, 3))
}

/// Returns the part of a claim that all in the pot get, in per cent with two decimals, rounded
/// down. Only shown: the engine divides by the exact λ.
pub(super) fn per_cent(pot: Option<&Pot>, share: &Share) -> Decimal {
    let level = pot
        .and_then(|pot| pot.level)
        .or_else(|| Fraction::new(share.amount.into(), share.trace.claim.into()));
    let basis_points = level.map_or(0, |level| {
        level.numerator().saturating_mul(10_000) / level.denominator()
    });
    Decimal::new(i64::try_from(basis_points).unwrap_or(i64::MAX), 2)
}
