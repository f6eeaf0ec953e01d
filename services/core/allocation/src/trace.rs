//! The reason of each award, in a form small enough to keep for every applicant and complete enough
//! to recompute by hand.

use crate::units::{Amount, Weight};
use serde::{Deserialize, Serialize};

/// Why a bound is where it is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Clause {
    /// Nothing: awards are not negative.
    #[default]
    Nothing,
    /// Promised in an earlier year.
    Committed,
    /// Already notified in this round.
    Notified,
    /// The applicant's own minimum.
    Minimum,
    /// Not too far below last year's amount.
    LastYearFloor,
    /// The least amount that is of use.
    UsefulMinimum,
    /// The equal base amount.
    Base,
    /// The claim itself.
    Claim,
    /// The applicant's own maximum.
    Maximum,
    /// The amount that other rules still allow it to receive.
    Headroom,
    /// Not too far above last year's amount.
    LastYearCeiling,
    /// The ceiling for its year of support.
    YearlyCeiling,
    /// Its floor, where the floors together are above the budget and are cut.
    CutFloor,
}

/// The origin of an award.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// A share of the pot, strictly between its bounds.
    #[default]
    Shared,
    /// Lifted to its lower bound.
    AtFloor,
    /// Held at its upper bound (often the claim: paid in full).
    AtCeiling,
    /// Ranked: funded in full.
    Funded,
    /// Ranked: the last one, given what was left.
    Reduced,
    /// Not funded, and why.
    Refused(Refusal),
}

/// Why an applicant got nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// Its score is below the threshold.
    BelowThreshold,
    /// Its upper bound is zero (headroom used up, no support in that year, or nothing claimed).
    NothingAllowed,
    /// The useful minima of those ranked before it used the budget up.
    NotAdmitted,
    /// The budget (or its class's part) ended before its place in the list.
    BudgetEnded,
    /// The part open to all ended before its place in the list; the rest is kept for groups.
    OpenPartEnded,
    /// It did not fit in what was left, and those below did.
    DidNotFit,
    /// The amount left was less than it can accept.
    BelowOwnMinimum,
    /// Its group's frame was used up.
    GroupFull,
    /// A set of others is worth more.
    NotInBestSet,
    /// An applicant with higher priority had to go without, so its class was not reached.
    ClassNotReached,
}

/// One applicant's way from claim to award. Amounts in units; the exact share and the award stand
/// beside it in [`crate::Award`], λ in the pot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trace {
    /// The pot it shared in: an index into [`Certificate::pots`](crate::Certificate::pots).
    pub pot: u32,
    /// Its place in the ranking, from 1; `None` where the rule does not rank.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rank: Option<u32>,
    /// The amount it applied for.
    pub claim: Amount,
    /// Its weight in the pot.
    pub weight: Weight,
    /// Its part before λ counts (the equal base, or last year's floor in the second damper).
    pub base: Amount,
    /// Lower bound.
    pub lo: Amount,
    /// The clause behind the lower bound.
    pub lo_clause: Clause,
    /// Upper bound.
    pub hi: Amount,
    /// The clause behind the upper bound.
    pub hi_clause: Clause,
    /// The outcome.
    pub outcome: Outcome,
    /// Last year's award.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_year: Option<Amount>,
    /// The rounded award before damping, where a damper ran afterwards.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before_damping: Option<Amount>,
}
