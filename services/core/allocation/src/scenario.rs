//! The scenario: budget, applicants and rule.
//!
//! A [`Scenario`] is everything an allocation depends on. It is either built in code with whole
//! amounts (øre; see [`Scenario::new`] and [`Applicant::new`]) or read from a file
//! (the crate `scenario-file`). All amounts are whole units of
//! `1/scale.amount`: with the default scale a unit is whatever the caller counts in, and a file
//! that says `"0.5"` has a scale of 2. Nothing in the engine is a float.

use crate::draw::Draw;
use crate::fraction::Fraction;
use crate::places::Method;
use crate::units::{Amount, Score, Weight};
use serde::{Deserialize, Serialize};

/// The largest sum of amounts or of weights that the engine accepts: 2⁶¹. In øre that is more than
/// ten thousand times the state budget; the bound is what lets every product be exact in 128 bits.
pub const MAX_TOTAL: i64 = 1 << 61;

/// A budget, a rule and the applicants: all that decides an allocation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scenario {
    /// The budget, in units.
    pub budget: Amount,
    /// Amounts are multiples of this many units (kroner in whole thousands, say). At least 1.
    pub step: Amount,
    /// The rounding of exact shares to multiples of the step.
    pub rounding: Rounding,
    /// The rule of the division.
    pub rule: Rule,
    /// Those who applied, in any order: the order never matters.
    pub applicants: Vec<Applicant>,
    /// Units per unit of the file.
    pub scale: Scale,
    /// The least score that can be funded at all; an applicant without a score is below every
    /// threshold.
    pub threshold: Option<Score>,
    /// The least award that is of use, for those who state no minimum of their own: the ranked list
    /// is admitted as far as these minima fit, the rest get nothing.
    pub useful_minimum: Option<Amount>,
    /// The damper that holds awards near last year's.
    pub damping: Option<Damping>,
    /// The most an applicant can get in its first, second … year (degressive support); nothing
    /// after the last.
    pub yearly_ceilings: Vec<Amount>,
    /// Least and most for groups of applicants; the groups form a tree by their paths.
    pub groups: Vec<Quota>,
    /// Parts of the budget that are kept for a group until a date.
    pub reserved: Vec<Reserved>,
    /// The date of the run (`2026-10-02`), compared with release dates. The engine has no clock.
    pub as_of: Option<String>,
    /// The keyed draw that settles ties; without one, ties fall by `tie_key` and then by id.
    pub draw: Option<Draw>,
    /// The authority to commit (tilsagnsfullmakt): the sum of `committed` must stay within it.
    pub authority: Option<Amount>,
    /// A name or hash of the published rules that this scenario follows; part of the run hash.
    pub rules: Option<String>,
    /// The cut where the floors together are above the budget; without it that is a conflict.
    pub floors_cut: Option<FloorsCut>,
    /// The most that all applicants of one [`Applicant::concern`] get together.
    pub concern_cap: Option<Amount>,
    /// Over how many years the division is phased in (crate `insight`); [`crate::allocate`]
    /// gives what the last year does.
    pub phase_in: Option<u32>,
}

/// Units per one of what is counted: all 1 for scenarios built in code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scale {
    /// Units of amount in 1.
    pub amount: i64,
    /// Units of weight in 1.
    pub weight: i64,
    /// Units of score in 1.
    pub score: i64,
}

impl Default for Scale {
    fn default() -> Self {
        Self {
            amount: 1,
            weight: 1,
            score: 1,
        }
    }
}

/// One who applied. Only `id` and `claim` are required; the rest refines what the rule may do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Applicant {
    /// Unique in the scenario.
    pub id: String,
    /// The amount applied for, or the verified cost, in units. No award is above it.
    pub claim: Amount,
    /// The weight in weighted rules (population, criteria index, …), in weight units.
    pub weight: Option<Weight>,
    /// The assessors' score, in score units; higher is better.
    pub score: Option<Score>,
    /// Guaranteed at least this much. In ranked funding: the least the applicant can accept.
    pub min: Option<Amount>,
    /// At most this much.
    pub max: Option<Amount>,
    /// Last year's award; used by the dampers and for the explanation of the change.
    pub last_year: Option<Amount>,
    /// Promised in an earlier year (flerårig tilsagn): a first claim on the budget.
    pub committed: Option<Amount>,
    /// Already notified in this round: a waiting-list run never goes below it.
    pub notified: Option<Amount>,
    /// The amount that other rules (state aid ceilings, say) still allow it to receive.
    pub headroom: Option<Amount>,
    /// The least award that is of use to it; see [`Scenario::useful_minimum`].
    pub useful_minimum: Option<Amount>,
    /// Strict priority: class 1 is fully served before class 2 gets anything beyond its first
    /// claims and floors. Where an applicant in class 1 goes without because the money or the list
    /// ended, class 2 is not reached; [`Tail::Skip`] and a knapsack go on to it with what fits no
    /// applicant in class 1. Default 1.
    pub priority_class: Option<u32>,
    /// Its place in the tree of groups, outermost first: `["Vestland", "small"]`.
    pub group: Vec<String>,
    /// Inhabitants (or another head count) for the damper per inhabitant and for the figures.
    pub inhabitants: Option<i64>,
    /// Which year of support this is, from 1; see [`Scenario::yearly_ceilings`].
    pub year: Option<u32>,
    /// The parent organisation that it shares a cap with ([`Scenario::concern_cap`]): splitting one
    /// applicant in two pays less where both are held together.
    pub concern: Option<String>,
    /// Settles ties before the draw does (a drawn lot's number, say); lower comes first.
    pub tie_key: Option<String>,
}

/// The rule of the division.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rule {
    /// `x = λ·claim`: every applicant gets the same share of what they asked for.
    Proportional,
    /// `x = min(claim, λ)`: every applicant gets the same amount, but no applicant more than they
    /// asked for.
    ConstrainedEqualAwards,
    /// `x = max(0, claim − μ)`: every applicant loses the same amount, but no applicant more than
    /// they asked for.
    ConstrainedEqualLosses,
    /// Equal awards up to half the claims, equal losses beyond (Aumann & Maschler 1985).
    Talmud,
    /// `x = λ·w`, capped at the claim, w from [`WeightBy`]; an applicant without a weight is
    /// weighted by its claim.
    WeightedProportional(WeightBy),
    /// `x = min(claim, λ·w)`, w from [`WeightBy`]; an applicant without a weight has weight 1.
    WeightedEqualAwards(WeightBy),
    /// An equal base amount, capped at the claim, and the rest in proportion to what is left of the
    /// claims. Where the budget does not reach the bases, they are cut to one equal amount.
    BaseProportional {
        /// The base amount (grunnbeløp), in units.
        base: Amount,
    },
    /// Down the list by class and score until the money is gone.
    Ranked(Tail),
    /// The set of whole claims with the greatest sum of scores (or weights, where no applicant is
    /// scored) that fits.
    Knapsack,
    /// Whole places (steps) by a method of apportionment. The claim is the weight, and caps
    /// nothing; with a declared `weight` the claim is the most places asked for.
    Apportionment {
        /// The method.
        method: Method,
        /// Recipients with less than this share of all weights get their minimum only (`1/25` for
        /// four per cent).
        threshold: Option<Fraction>,
    },
}

/// The source of a weighted rule's weights.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WeightBy {
    /// The applicant's `weight`.
    #[default]
    Weight,
    /// The applicant's `score`.
    Score,
    /// `weight × claim`: a proportional rule with a factor.
    WeightTimesClaim,
    /// `score × claim`.
    ScoreTimesClaim,
}

/// The rule for the first application on a ranked list that does not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tail {
    /// End there, for the classes below too; the rest is unspent.
    Stop,
    /// Give it what is left, then end. Where that is below its minimum, end as with [`Tail::Stop`].
    #[default]
    Partial,
    /// Offer it what is left; where that is below its minimum, offer it to the next, and so on (7
    /// CFR 4288.22(b)).
    OfferReduced,
    /// Pass over it and fund whatever fits further down, in the classes below too. Not monotone in
    /// the budget.
    Skip,
}

/// The rounding of exact shares to multiples of the step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rounding {
    /// Not at all: exact fractions are the result.
    None,
    /// Bounded Sainte-Laguë: `clamp(round(λ·w))` with one λ. More budget never hurts anyone.
    #[default]
    SainteLague,
    /// Round down, the steps that are left go to the largest remainders. For regulations that name
    /// it.
    LargestRemainder,
    /// Round down and keep what is left in the reserve. For coarse steps.
    Down,
}

/// A damper that holds this year's awards near last year's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Damping {
    /// Between `(1 − down)` and `(1 + up)` of last year's amount, inside the kernel: one λ for
    /// everyone else.
    Collar(Collar),
    /// Growth per inhabitant at most `below` under the average growth per inhabitant, paid by an
    /// equal deduction per inhabitant (INGAR, NOU 2022:10 ch. 13).
    GrowthGuarantee {
        /// Units per inhabitant.
        below: Amount,
        /// The funder.
        paid_by: PaidBy,
    },
    /// No applicant below `(1 − down)` of last year's amount, and every increase above that floor
    /// scaled by one factor (England 2007–).
    FloorThenScale {
        /// Largest fall, in basis points.
        down: u32,
    },
}

/// The range around last year's award.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Collar {
    /// Largest fall, in basis points (1000 = 10 %). `None`: no floor.
    pub down: Option<u32>,
    /// Largest rise, in basis points. `None`: no ceiling.
    pub up: Option<u32>,
}

impl Collar {
    /// A collar that holds nothing.
    pub const OPEN: Self = Self {
        down: None,
        up: None,
    };

    /// Returns true if it holds nothing.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.down.is_none() && self.up.is_none()
    }
}

/// The payers of a growth guarantee.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaidBy {
    /// Every applicant, also those who are lifted: the guarantee holds before the deduction, as
    /// published for INGAR.
    #[default]
    Everyone,
    /// Only those above the guarantee: it holds after the deduction as well.
    ThoseAbove,
}

/// The cut of floors that do not fit. First claims are never cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FloorsCut {
    /// All floors (own minima, last year's floors of a collar) to one share of what they are, but
    /// no first claim.
    #[default]
    Proportional,
}

/// Least and most for a group of applicants.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Quota {
    /// The group, as a path from the outermost; it holds all applicants whose path starts so.
    pub path: Vec<String>,
    /// The group's sum is at least this.
    pub min: Option<Amount>,
    /// The group's sum is at most this: a sub-frame.
    pub max: Option<Amount>,
}

/// A part of the budget that only one group can get until a date.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reserved {
    /// The group it is kept for.
    pub path: Vec<String>,
    /// The amount kept.
    pub amount: Amount,
    /// From this date (`2026-10-02`) what the group has not used is open to all. `None`: never in
    /// this budget year.
    pub released_from: Option<String>,
}

impl Scenario {
    /// A scenario for amounts counted in whole units (øre), to be divided by `rule`, rounded to
    /// whole units.
    #[must_use]
    pub fn new(budget: impl Into<Amount>, rule: Rule, applicants: Vec<Applicant>) -> Self {
        Self {
            budget: budget.into(),
            step: Amount::new(1),
            rounding: Rounding::default(),
            rule,
            applicants,
            scale: Scale::default(),
            threshold: None,
            useful_minimum: None,
            damping: None,
            yearly_ceilings: Vec::new(),
            groups: Vec::new(),
            reserved: Vec::new(),
            as_of: None,
            draw: None,
            authority: None,
            rules: None,
            floors_cut: None,
            concern_cap: None,
            phase_in: None,
        }
    }
}

impl Scenario {
    /// Returns what awards are multiples of: single units where nothing is rounded.
    pub(crate) const fn award_step(&self) -> i64 {
        match self.rounding {
            Rounding::None => 1,
            Rounding::SainteLague | Rounding::LargestRemainder | Rounding::Down => self.step.get(),
        }
    }
}

impl Applicant {
    /// An applicant with a claim and nothing else.
    #[must_use]
    pub fn new(id: impl Into<String>, claim: impl Into<Amount>) -> Self {
        Self {
            id: id.into(),
            claim: claim.into(),
            ..Self::default()
        }
    }

    /// Its amounts beside the claim, by the names they have in a file.
    #[must_use]
    pub const fn amounts(&self) -> [(&'static str, Option<Amount>); 7] {
        [
            ("min", self.min),
            ("max", self.max),
            ("last_year", self.last_year),
            ("committed", self.committed),
            ("notified", self.notified),
            ("headroom", self.headroom),
            ("useful_minimum", self.useful_minimum),
        ]
    }

    /// The priority class: 1 where none is stated.
    #[must_use]
    pub fn class(&self) -> u32 {
        self.priority_class.unwrap_or(1)
    }
}

impl Rule {
    /// The rule's name in a scenario file.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Rule::Proportional => "proportional",
            Rule::ConstrainedEqualAwards => "constrained_equal_awards",
            Rule::ConstrainedEqualLosses => "constrained_equal_losses",
            Rule::Talmud => "talmud",
            Rule::WeightedProportional(_) => "weighted_proportional",
            Rule::WeightedEqualAwards(_) => "weighted_equal_awards",
            Rule::BaseProportional { .. } => "base_proportional",
            Rule::Ranked(_) => "ranked",
            Rule::Knapsack => "knapsack",
            Rule::Apportionment { .. } => "apportionment",
        }
    }
}
