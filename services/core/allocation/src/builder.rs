//! Building a scenario step by step.

use crate::draw::Draw;
use crate::scenario::{
    Applicant, Damping, FloorsCut, Quota, Reserved, Rounding, Rule, Scale, Scenario,
};
use crate::units::{Amount, Score};

/// A scenario being built; see [`Scenario::builder`].
#[derive(Debug, Clone)]
#[must_use]
pub struct ScenarioBuilder(Scenario);

impl Scenario {
    /// Starts a scenario with a budget of 0, proportional division and no applicants.
    ///
    /// ```
    /// use allocation::{Applicant, Quota, Rule, Scenario, Tail, allocate};
    ///
    /// let scenario = Scenario::builder()
    ///     .budget(100)
    ///     .rule(Rule::Ranked(Tail::Partial))
    ///     .threshold(50)
    ///     .applicant(Applicant { score: Some(90.into()), ..Applicant::new("a", 80) })
    ///     .applicant(Applicant { score: Some(70.into()), ..Applicant::new("b", 80) })
    ///     .applicant(Applicant { score: Some(40.into()), ..Applicant::new("c", 80) })
    ///     .build();
    /// let allocation = allocate(&scenario)?;
    /// let amounts: Vec<i64> = allocation.awards.iter().map(|award| award.amount.get()).collect();
    /// assert_eq!(amounts, [80, 20, 0]);
    /// # Ok::<(), allocation::Error>(())
    /// ```
    pub fn builder() -> ScenarioBuilder {
        ScenarioBuilder(Self::new(0, Rule::Proportional, Vec::new()))
    }
}

/// Setters that replace a field.
macro_rules! replace {
    ($($(#[$doc:meta])* $field:ident: $type:ty;)*) => {
        $($(#[$doc])* pub fn $field(mut self, $field: impl Into<$type>) -> Self {
            self.0.$field = $field.into();
            self
        })*
    };
}

/// Setters of a field that need not be there.
macro_rules! declare {
    ($($(#[$doc:meta])* $field:ident: $type:ty;)*) => {
        $($(#[$doc])* pub fn $field(mut self, $field: impl Into<$type>) -> Self {
            self.0.$field = Some($field.into());
            self
        })*
    };
}

/// Setters that add to a list.
macro_rules! add {
    ($($(#[$doc:meta])* $name:ident => $field:ident: $type:ty;)*) => {
        $($(#[$doc])* pub fn $name(mut self, $name: $type) -> Self {
            self.0.$field.push($name);
            self
        })*
    };
}

impl ScenarioBuilder {
    replace! {
        /// Sets the budget, in units.
        budget: Amount;
        /// Sets the step that awards are multiples of.
        step: Amount;
        /// Sets the rounding.
        rounding: Rounding;
        /// Sets the rule.
        rule: Rule;
        /// Sets all applicants at once.
        applicants: Vec<Applicant>;
        /// Sets the units of amount, weight and score.
        scale: Scale;
        /// Sets the ceilings of the first, second … year of support.
        yearly_ceilings: Vec<Amount>;
    }

    declare! {
        /// Sets the least score that is funded.
        threshold: Score;
        /// Sets the least award that is of use.
        useful_minimum: Amount;
        /// Sets the damper.
        damping: Damping;
        /// Sets the date of the run.
        as_of: String;
        /// Sets the keyed draw.
        draw: Draw;
        /// Sets the authority to commit.
        authority: Amount;
        /// Sets the name or hash of the published rules.
        rules: String;
        /// Declares that floors which do not fit are cut.
        floors_cut: FloorsCut;
        /// Sets the cap on concerns.
        concern_cap: Amount;
        /// Sets the years of a phase-in.
        phase_in: u32;
    }

    add! {
        /// Adds an applicant.
        applicant => applicants: Applicant;
        /// Adds a quota on a group.
        group => groups: Quota;
        /// Adds a part of the budget that is kept for a group.
        reserve => reserved: Reserved;
    }

    /// Returns the scenario. Contradictions in it are found by [`allocate`](crate::allocate).
    #[must_use]
    pub fn build(self) -> Scenario {
        self.0
    }
}
