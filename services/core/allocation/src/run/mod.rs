//! One run: class by class, pot by pot, from a scenario to an allocation.

mod admission;
mod classes;
mod cut;
mod damping;
pub(crate) mod nested;
mod places;
mod pot;
pub(crate) mod ranked;
pub(crate) mod weights;

use crate::checker;
use crate::conflict::Conflict;
use crate::fraction::Fraction;
use crate::outcome::{Allocation, Award, Certificate, Pot};
use crate::prepare::Prepared;
use crate::quotas::Tree;
use crate::scenario::{Rounding, Rule, Scenario};
use crate::trace::{Outcome, Refusal, Trace};

/// The engine's version: part of every run hash, raised whenever a result could differ.
pub const ENGINE_VERSION: &str = concat!("tildeling-allocation/", env!("CARGO_PKG_VERSION"));

/// Divides the scenario's budget.
///
/// # Errors
/// Every contradiction in the scenario, all at once: bounds that exclude each other, floors that do
/// not fit, repeated ids, a broken commitment, … Nothing is repaired silently.
pub fn allocate(scenario: &Scenario) -> Result<Allocation, Vec<Conflict>> {
    let (prepared, draft) = run(scenario)?;
    let allocation = draft.finish(&prepared);
    // Who is who the checker finds out by itself; this only tells it where to look.
    let places: Vec<usize> = prepared.lines.iter().map(|line| line.place).collect();
    match checker::check_at(scenario, &allocation, &places) {
        Ok(()) => Ok(allocation),
        Err(refused) => Err(vec![Conflict::InvariantBroken {
            invariant: refused.to_string(),
        }]),
    }
}

/// An award without its trace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Portion {
    /// The award in whole units. Without rounding, `exact` rounded down.
    pub amount: i64,
    /// The exact share in units, before rounding.
    pub exact: Fraction,
}

/// The awards alone, in the order of the scenario's applicants: for searches over many runs.
/// Without certificate and hash, and nothing has checked it; a result that anybody is to see comes
/// from [`allocate`].
///
/// # Errors
/// As [`allocate`].
pub fn divide(scenario: &Scenario) -> Result<Vec<Portion>, Vec<Conflict>> {
    let (prepared, draft) = run(scenario)?;
    let nothing = Portion {
        amount: 0,
        exact: Fraction::ZERO,
    };
    let mut portions = vec![nothing; scenario.applicants.len()];
    let awards = draft.amounts.iter().zip(&draft.exacts);
    for (line, (amount, exact)) in prepared.lines.iter().zip(awards) {
        portions[line.place] = Portion {
            amount: *amount,
            exact: *exact,
        };
    }
    Ok(portions)
}

/// Returns the amounts alone, in the order of the scenario's applicants: for searches over many
/// runs. There is no certificate and no hash, and the checker has not seen the result.
///
/// # Errors
/// The same as [`allocate`].
pub fn amounts(scenario: &Scenario) -> Result<Vec<i64>, Vec<Conflict>> {
    let portions = divide(scenario)?;
    Ok(portions.iter().map(|portion| portion.amount).collect())
}

fn run(scenario: &Scenario) -> Result<(Prepared<'_>, Draft), Vec<Conflict>> {
    let mut prepared = Prepared::new(scenario)?;
    let draft = within(&mut prepared)?;
    Ok((prepared, draft))
}

/// Everything between bounds that do not contradict each other and the awards: quotas, classes,
/// pots, dampers.
fn within(prepared: &mut Prepared<'_>) -> Result<Draft, Vec<Conflict>> {
    let scenario = prepared.scenario;
    let tree = Tree::new(prepared)?;
    let mut draft = Draft::new(prepared, &tree);
    let one = |conflict| vec![conflict];
    if prepared.cut {
        cut::share(prepared, &mut draft).map_err(one)?;
        return Ok(draft);
    }
    classes::divide(prepared, &mut draft, &tree).map_err(one)?;
    let missed = tree.missed(prepared, &draft.amounts);
    if !missed.is_empty() {
        return Err(missed);
    }
    damping::damp(prepared, &mut draft).map_err(one)?;
    if scenario.damping.is_some() && tree.exceeded(prepared, &draft.amounts) {
        // A damper that follows the allocation knows no groups.
        let field = "damping, groups".into();
        return Err(one(Conflict::NotWithThisRule { field }));
    }
    Ok(draft)
}

/// An allocation being made. Indices are those of the prepared lines.
pub(crate) struct Draft {
    pub amounts: Vec<i64>,
    pub exacts: Vec<Fraction>,
    pub traces: Vec<Trace>,
    pub pots: Vec<Pot>,
    pub reserve: i64,
    /// By group of the tree: whether its money ended before every applicant in a class was served;
    /// see [`classes`].
    pub closed: Vec<bool>,
}

impl Draft {
    fn new(prepared: &Prepared<'_>, tree: &Tree) -> Self {
        let traces = prepared.lines.iter().map(|line| Trace {
            claim: line.claim,
            lo: line.lo,
            lo_clause: line.lo_clause,
            hi: line.hi,
            hi_clause: line.hi_clause,
            last_year: line.last_year,
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
    fn set(&mut self, index: usize, pot: u32, weight: i64, amount: i64, outcome: Outcome) {
        self.amounts[index] = amount;
        self.exacts[index] = Fraction::from(amount);
        let trace = &mut self.traces[index];
        trace.pot = pot;
        trace.weight = weight;
        trace.outcome = outcome;
    }

    fn finish(self, prepared: &Prepared<'_>) -> Allocation {
        let spent = self.pots.iter().map(|pot| pot.spent).sum();
        let budget = prepared.scenario.budget;
        let unspent = budget - spent - self.reserve;
        let certificate = Certificate {
            budget,
            spent,
            reserve: self.reserve,
            unspent,
            pots: self.pots,
        };
        // Ids are copied in the order they lie in memory, and put in order afterwards.
        let applicants = &prepared.scenario.applicants;
        let mut ids: Vec<String> = applicants.iter().map(|who| who.id.clone()).collect();
        let results = self.amounts.into_iter().zip(self.exacts).zip(self.traces);
        let awards = prepared.lines.iter().zip(results);
        let awards = awards.map(|(line, ((amount, exact), trace))| Award {
            id: std::mem::take(&mut ids[line.place]),
            amount,
            exact,
            trace,
        });
        let awards = awards.collect();
        Allocation {
            engine: ENGINE_VERSION.to_owned(),
            run_hash: crate::hash::run_hash(prepared),
            awards,
            certificate,
        }
    }
}

/// Shares one pot by the scenario's rule and answers what was spent.
fn share(
    prepared: &Prepared<'_>,
    draft: &mut Draft,
    plan: &PotPlan<'_>,
    tree: &Tree,
    rule: &Rule,
) -> Result<i64, Conflict> {
    match rule {
        Rule::Ranked(tail) => Ok(ranked::fund(prepared, draft, plan, tree, *tail)),
        Rule::Knapsack => places::chosen(prepared, draft, plan),
        Rule::Apportionment { method, threshold } => {
            places::apportioned(prepared, draft, plan, *method, *threshold)
        }
        Rule::Proportional
        | Rule::ConstrainedEqualAwards
        | Rule::ConstrainedEqualLosses
        | Rule::Talmud
        | Rule::WeightedProportional(_)
        | Rule::WeightedEqualAwards(_)
        | Rule::BaseProportional { .. } => {
            if tree.is_flat() {
                pot::share(prepared, draft, plan)
            } else {
                nested::share(prepared, draft, plan, tree)
            }
        }
    }
}

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
    /// One pot for every applicant, whatever the class.
    pub(crate) const fn of_all(members: &'a [u32], budget: i64) -> Self {
        Self {
            class: 0,
            group: &[],
            concern: None,
            members,
            budget,
        }
    }
}

/// Returns how an award by the kernel came about, read from where it lies between its bounds.
pub(crate) fn outcome(exact: Fraction, trace: &Trace, nothing_left: bool) -> Outcome {
    let at = |bound: i64| exact == Fraction::from(bound);
    match () {
        () if trace.hi == 0 => Outcome::Refused(Refusal::NothingAllowed),
        () if nothing_left && at(0) => Outcome::Refused(Refusal::BudgetEnded),
        () if at(trace.hi) => Outcome::AtCeiling,
        () if at(trace.lo) => Outcome::AtFloor,
        () => Outcome::Shared,
    }
}

/// Returns true if the rounding leaves exact fractions as the result.
pub(crate) const fn unrounded(rounding: Rounding) -> bool {
    matches!(rounding, Rounding::None)
}
