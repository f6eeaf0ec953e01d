//! The division of one part of a budget: the steps a scheme's plan uses, and those a case handler
//! tries instead. One plain type for both.
//!
//! Its types are mapped to the engine in one place,
//! [`Frame::scenario`](crate::allocation::frame::Frame::scenario).

mod faults;
mod group;
mod plan;
mod scenario;

pub use group::{EARLIER_RECIPIENT, Grouping, NEW_ENTRANT, UNKNOWN_GROUP};
pub use plan::{Release, SubFramePlan};
pub use scenario::{ChangedPlan, PlanScenario, SubFrameChange, unchanged};

pub use allocation::Collar;
use allocation::{Rounding, Tail};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::money::Money;

/// Basis points in one.
pub const WHOLE: u32 = 10_000;

/// The rule by which a budget is divided.
///
/// Not the engine's [`allocation::Rule`]: it names only what a scheme may use, its base is
/// [`Money`], and a ranked list leaves the tail to the call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlanRule {
    /// By score, from the top, until the frame is empty; the tail rule says what happens to the
    /// first that does not fit.
    Ranked,
    /// Every claim cut by the same share.
    Proportional,
    /// The same amount to every applicant, but to none more than the claim.
    EqualAwards,
    /// The same amount taken from every claim.
    EqualLosses,
    /// In proportion to the score, but to none more than the claim.
    ByScore,
    /// A basic amount to every applicant (grunnbeløp), and the rest in proportion to what is left
    /// of the claims. Where a claim is a basic amount and points, that is the formula of DT-0057:
    /// one value of a point for all.
    BasePlusProportional {
        /// The basic amount.
        base: Money,
    },
}

impl PlanRule {
    /// The name in the contract, as the allocation engine's.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            PlanRule::Ranked => "ranked",
            PlanRule::Proportional => "proportional",
            PlanRule::EqualAwards => "constrained_equal_awards",
            PlanRule::EqualLosses => "constrained_equal_losses",
            PlanRule::ByScore => "weighted_equal_awards",
            PlanRule::BasePlusProportional { .. } => "base_proportional",
        }
    }

    /// Returns true if it serves a ranked list, instead of sharing among all.
    #[must_use]
    pub const fn is_ranked(self) -> bool {
        matches!(self, PlanRule::Ranked)
    }
}

/// A part of a frame: an amount, or a share of whatever the frame has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// An amount.
    Amount(Money),
    /// A share of the frame, in basis points.
    Share(u32),
}

impl Part {
    /// The amount it is of a frame, rounded down to whole øre.
    #[must_use]
    pub fn of(self, frame: Money) -> Money {
        match self {
            Part::Amount(amount) => amount,
            Part::Share(points) => {
                let part = i128::from(frame.ore()) * i128::from(points) / i128::from(WHOLE);
                i64::try_from(part).map_or(Money::MAX, Money::from_ore)
            }
        }
    }
}

/// Least and most for a group of applicants together.
///
/// Not the engine's [`allocation::Quota`], which has amounts: a [`Part`] can be a share of a frame
/// that is known only when the budget is divided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupQuota {
    /// The group, outermost first: one value for each grouping, or for the first of them.
    pub path: Vec<String>,
    /// Together at least this.
    pub least: Option<Part>,
    /// Together at most this.
    pub most: Option<Part>,
}

/// A part of the frame that is kept for a group.
///
/// Not the engine's [`allocation::Reserved`], for the reason of [`GroupQuota`]; its day is a date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReservedPart {
    /// The group, as in a [`GroupQuota`].
    pub path: Vec<String>,
    /// The amount.
    pub part: Part,
    /// The first day it is open to all. `None`: never in this round; what the group cannot use
    /// stays in the frame.
    pub released_from: Option<NaiveDate>,
}

/// The division of one part of a budget.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Division {
    /// The rule.
    pub rule: PlanRule,
    /// The rule for the first application on a ranked list that does not fit. `None`: as the call
    /// says.
    pub tail_rule: Option<Tail>,
    /// Awards are whole multiples of this; at least one øre.
    pub step: Money,
    /// The rounding of exact shares to steps.
    pub rounding: Rounding,
    /// The range around last year's award (overgangsordning).
    pub collar: Collar,
    /// No applicant gets less, unless the claim is less. Not with a ranked list.
    pub floor: Option<Money>,
    /// No applicant gets more.
    pub cap: Option<Money>,
    /// The most in the first, second, … year of support (nedtrapping); nothing after the last.
    /// Empty: no such ceilings.
    pub yearly_ceilings: Vec<Money>,
    /// Priority classes whose claims were promised in an earlier year (flerårige tilsagn): first
    /// claims on the frame. A frame they do not fit in is a contradiction that is told, not a cut.
    pub first_claims: Vec<u32>,
    /// By what applicants are grouped, outermost first.
    pub grouping: Vec<Grouping>,
    /// Least and most for groups.
    pub quotas: Vec<GroupQuota>,
    /// Parts of the frame kept for groups.
    pub reserved: Vec<ReservedPart>,
}

impl Division {
    /// A division by a rule, to the øre, and nothing else.
    #[must_use]
    pub const fn by(rule: PlanRule) -> Self {
        Self {
            rule,
            tail_rule: None,
            step: Money::from_ore(1),
            rounding: Rounding::SainteLague,
            collar: Collar::OPEN,
            floor: None,
            cap: None,
            yearly_ceilings: Vec::new(),
            first_claims: Vec::new(),
            grouping: Vec::new(),
            quotas: Vec::new(),
            reserved: Vec::new(),
        }
    }
}
