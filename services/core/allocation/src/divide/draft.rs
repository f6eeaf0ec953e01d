//! An allocation being made, and a pot about to be shared.

use super::prepare::Prepared;
use super::quotas::Tree;
use crate::fraction::Fraction;
use crate::hash::{ENGINE_VERSION, run_hash};
use crate::outcome::{Allocation, Award, Certificate, Pot, Sharing};
use crate::scenario::Rounding;
use crate::trace::{Outcome, Refusal, Trace};
use crate::units::Amount;

/// A pot about to be shared.
#[derive(Clone, Copy)]
pub(crate) struct PotPlan<'a> {
    pub class: u32,
    pub group: &'a [String],
    /// The concern whose cap is the budget.
    pub concern: Option<&'a str>,
    pub members: &'a [u32],
    pub budget: i64,
}

impl<'a> PotPlan<'a> {
    /// Plans one pot for all members, of any class.
    pub(crate) const fn of_all(members: &'a [u32], budget: i64) -> Self {
        Self {
            class: 0,
            group: &[],
            concern: None,
            members,
            budget,
        }
    }

    /// The pot as published, without a level.
    pub(super) fn published(&self, spent: i64, sharing: Sharing) -> Pot {
        Pot {
            class: self.class,
            group: self.group.to_vec(),
            concern: self.concern.map(str::to_owned),
            budget: self.budget.into(),
            spent: spent.into(),
            sharing,
            level: None,
            weight_scale: Fraction::whole(1),
            knapsack: None,
        }
    }
}

/// An allocation being made. Indices are those of the prepared lines.
pub(crate) struct Draft {
    pub amounts: Vec<i64>,
    pub exacts: Vec<Fraction>,
    pub traces: Vec<Trace>,
    pub pots: Vec<Pot>,
    pub reserve: i64,
    /// By group of the tree: its money ended before a class was served in full; see
    /// [`classes`].
    pub closed: Vec<bool>,
}

impl Draft {
    pub(super) fn new(prepared: &Prepared<'_>, tree: &Tree) -> Self {
        let traces = prepared.lines.iter().map(|line| Trace {
            claim: line.claim.into(),
            lo: line.lo.into(),
            lo_clause: line.lo_clause,
            hi: line.hi.into(),
            hi_clause: line.hi_clause,
            last_year: line.last_year.map(Amount::new),
            outcome: line.refused.map_or(Outcome::Shared, Outcome::Refused),
            ..Trace::default()
        });
        let count = prepared.lines.len();
        Self {
            amounts: vec![0; count],
            exacts: vec![Fraction::ZERO; count],
            traces: traces.collect(),
            pots: Vec::new(),
            reserve: tree.reserve,
            closed: vec![false; tree.nodes.len()],
        }
    }

    /// Writes an award that is what it is, without an exact share behind it.
    pub(super) fn set(
        &mut self,
        index: usize,
        pot: u32,
        weight: i64,
        amount: i64,
        outcome: Outcome,
    ) {
        self.amounts[index] = amount;
        self.exacts[index] = Fraction::from(amount);
        let trace = &mut self.traces[index];
        trace.pot = pot;
        trace.weight = weight.into();
        trace.outcome = outcome;
    }

    pub(super) fn finish(self, prepared: &Prepared<'_>) -> Allocation {
        let spent = self.pots.iter().map(|pot| pot.spent).sum();
        let budget = prepared.scenario.budget;
        let reserve = Amount::new(self.reserve);
        let certificate = Certificate {
            budget,
            spent,
            reserve,
            unspent: budget - spent - reserve,
            pots: self.pots,
        };
        let places = prepared.lines.iter().map(|line| line.place);
        // Ids are copied in the order they lie in memory, and put in order afterwards.
        let applicants = &prepared.scenario.applicants;
        let mut ids: Vec<String> = applicants.iter().map(|who| who.id.clone()).collect();
        let results = self.amounts.into_iter().zip(self.exacts).zip(self.traces);
        let awards = prepared.lines.iter().zip(results);
        let awards = awards.map(|(line, ((amount, exact), trace))| Award {
            id: std::mem::take(&mut ids[line.place]),
            amount: amount.into(),
            exact,
            trace,
        });
        let awards = awards.collect();
        Allocation {
            engine: ENGINE_VERSION.to_owned(),
            run_hash: run_hash(prepared.scenario, places),
            awards,
            certificate,
        }
    }
}

/// Tells how an award by the kernel came about, from its place between its bounds.
pub(crate) fn outcome(exact: Fraction, trace: &Trace, nothing_left: bool) -> Outcome {
    let at = |bound: Amount| exact == Fraction::from(bound);
    match () {
        () if trace.hi == Amount::ZERO => Outcome::Refused(Refusal::NothingAllowed),
        () if nothing_left && at(Amount::ZERO) => Outcome::Refused(Refusal::BudgetEnded),
        () if at(trace.hi) => Outcome::AtCeiling,
        () if at(trace.lo) => Outcome::AtFloor,
        () => Outcome::Shared,
    }
}

/// Tells whether the rounding leaves exact fractions as the result.
pub(crate) const fn unrounded(rounding: Rounding) -> bool {
    matches!(rounding, Rounding::None)
}
