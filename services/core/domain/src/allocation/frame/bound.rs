//! Awards that one of the division's own bounds made: a cap, a ceiling, a floor, the collar, a
//! group that was full.

use allocation::{Award as Share, Clause, Damping, Outcome, Refusal as Unfunded};
use rust_decimal::Decimal;

use super::{Competitor, Run};
use crate::allocation::award::AwardReason;
use crate::findings::FindingValue;
use crate::findings::args;
use crate::money::Money;

/// The reason, where a bound beside the claim made the amount.
pub(super) fn held(run: &Run, competitor: &Competitor, share: &Share) -> Option<AwardReason> {
    let trace = &share.trace;
    match trace.outcome {
        Outcome::AtCeiling | Outcome::Funded | Outcome::Refused(Unfunded::NothingAllowed) => {
            at_most(run, competitor, share, trace.hi_clause)
        }
        // A list that ended before an applicant's turn still pays what it was sure of.
        Outcome::AtFloor | Outcome::Refused(_) if share.amount > 0 => {
            at_least(run, competitor, share, trace.lo_clause)
        }
        Outcome::Refused(Unfunded::GroupFull) => Some(AwardReason::engine(
            "GROUP_FULL",
            args([("claimed", competitor.claim.amount.into())]),
        )),
        Outcome::AtFloor | Outcome::Shared | Outcome::Reduced | Outcome::Refused(_) => None,
    }
}

fn at_most(
    run: &Run,
    competitor: &Competitor,
    share: &Share,
    clause: Clause,
) -> Option<AwardReason> {
    let amount = Money::from_ore(share.amount);
    match clause {
        Clause::Maximum => Some(AwardReason::engine(
            "AWARD_CAP",
            args([("amount", amount.into())]),
        )),
        // Nothing but the step stands between the claim and the award.
        Clause::Claim => Some(AwardReason::engine(
            "WHOLE_STEPS",
            args([
                ("step", Money::from_ore(run.scenario.step).into()),
                ("amount", amount.into()),
                ("claimed", competitor.claim.amount.into()),
            ]),
        )),
        Clause::LastYearCeiling => {
            let (_, rise) = collar(run);
            Some(AwardReason::engine("LAST_YEAR_CEILING", near(share, rise)))
        }
        Clause::YearlyCeiling => {
            let year = competitor.placement.support_year.unwrap_or(1);
            Some(AwardReason::engine(
                "YEARLY_CEILING",
                args([
                    ("year", FindingValue::Number(year.into())),
                    ("amount", amount.into()),
                ]),
            ))
        }
        _ => None,
    }
}

fn at_least(
    run: &Run,
    competitor: &Competitor,
    share: &Share,
    clause: Clause,
) -> Option<AwardReason> {
    let amount = Money::from_ore(share.amount);
    match clause {
        Clause::LastYearFloor => {
            let (fall, _) = collar(run);
            Some(AwardReason::engine("LAST_YEAR_FLOOR", near(share, fall)))
        }
        Clause::Minimum => Some(AwardReason::engine(
            "AWARD_FLOOR",
            args([
                ("amount", amount.into()),
                ("claimed", competitor.claim.amount.into()),
            ]),
        )),
        // Promised, but no more than the cap.
        Clause::Committed => Some(AwardReason::engine(
            "AWARD_CAP",
            args([("amount", amount.into())]),
        )),
        _ => None,
    }
}

/// The largest fall and rise of the run's collar, in basis points.
fn collar(run: &Run) -> (u32, u32) {
    match run.scenario.damping {
        Some(Damping::Collar { down, up }) => (down.unwrap_or(0), up.unwrap_or(0)),
        _ => (0, 0),
    }
}

fn near(share: &Share, basis_points: u32) -> Vec<(&'static str, FindingValue)> {
    let last_year = Money::from_ore(share.trace.last_year.unwrap_or(0));
    args([
        ("last_year", last_year.into()),
        (
            "percent",
            FindingValue::Decimal(Decimal::new(basis_points.into(), 2).normalize()),
        ),
        ("amount", Money::from_ore(share.amount).into()),
    ])
}
