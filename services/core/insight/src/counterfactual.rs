//! Changes that would have changed an award: exact, because each answer is the end of a search over
//! complete runs.
//!
//! Each search is over a figure in which the applicant's own award is monotone (its score, its
//! claim, the budget), so halving finds the exact point where it turns. A run without hash and
//! checker takes milliseconds for a real scheme, and nothing is frozen: the others' awards move
//! with the change, as they would have. All trials are made on one copy of the scenario, changed
//! and put back.

use allocation::scenario::{Applicant, Damping, Rule, Scenario, Tail};
use allocation::{Allocation, Award};
use allocation::{Amount, Score, Weight, amounts};
use allocation::{Clause, Outcome, Refusal};
use serde::{Deserialize, Serialize};

/// One thing that would have changed the award. Amounts and scores in units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum Counterfactual {
    /// The least score with which it would have been funded.
    Score {
        /// That score.
        needed: i64,
        /// Its award.
        amount: i64,
    },
    /// The largest claim that would have been funded in full, with the score as it is.
    Claim {
        /// That claim.
        fits: i64,
    },
    /// The least budget with which it would have been funded.
    Budget {
        /// That budget.
        needed: i64,
    },
    /// Its award without the bound that held.
    Without {
        /// The clause behind the bound.
        clause: Clause,
        /// Its award.
        amount: i64,
    },
    /// Its award from another budget.
    OtherBudget {
        /// The change of the budget, in per cent.
        percent: i8,
        /// Its award.
        amount: i64,
    },
}

/// Returns what would have changed the award of an applicant; nothing where there is no such
/// applicant.
#[must_use]
pub fn counterfactuals(
    scenario: &Scenario,
    allocation: &Allocation,
    id: &str,
) -> Vec<Counterfactual> {
    let Some(mut what_if) = WhatIf::of(scenario, allocation, id) else {
        return Vec::new();
    };
    let award = what_if.award;
    let found = match award.trace.outcome {
        Outcome::Refused(refusal) => what_if.refused(refusal),
        Outcome::Reduced => vec![what_if.score(), what_if.budget()],
        Outcome::AtFloor => vec![what_if.without(award.trace.lo_clause)],
        Outcome::AtCeiling => vec![what_if.without(award.trace.hi_clause)],
        Outcome::Shared => vec![what_if.claim()],
        Outcome::Funded => Vec::new(),
    };
    let budgets = [-10, 10].map(|percent| what_if.other_budget(percent));
    found.into_iter().chain(budgets).flatten().collect()
}

/// Returns the least score, at most `most`, with which an applicant on a ranked list would have got
/// its whole claim. A higher score never hurts, under any tail rule.
#[must_use]
pub fn score_in_full(
    scenario: &Scenario,
    allocation: &Allocation,
    id: &str,
    most: Score,
) -> Option<Score> {
    let mut what_if = WhatIf::of(scenario, allocation, id)?;
    let claim = what_if.applicant().claim.get();
    let own = what_if.applicant().score.map_or(0, Score::get);
    let mut scores = what_if.turning_scores();
    scores.retain(|score| *score > own && *score <= most.get());
    let enough = scores.partition_point(|score| {
        what_if.with(|applicant| applicant.score = Some((*score).into())) != Some(claim)
    });
    scores.get(enough).copied().map(Score::new)
}

struct WhatIf<'a> {
    /// The scenario as it was run, between two trials.
    scenario: Scenario,
    place: usize,
    award: &'a Award,
}

impl<'a> WhatIf<'a> {
    /// `None` where there is no such applicant.
    fn of(scenario: &Scenario, allocation: &'a Allocation, id: &str) -> Option<Self> {
        let mut applicants = scenario.applicants.iter();
        Some(Self {
            place: applicants.position(|applicant| applicant.id == id)?,
            award: allocation.award(id)?,
            scenario: scenario.clone(),
        })
    }

    /// The scores at which a place on the list can change, in order: those of others, the
    /// threshold, and the point just above each.
    fn turning_scores(&self) -> Vec<i64> {
        let applicants = self.scenario.applicants.iter();
        let mut scores: Vec<i64> = applicants
            .filter_map(|applicant| applicant.score)
            .chain(self.scenario.threshold)
            .flat_map(|score| [score.get(), score.get().saturating_add(1)])
            .collect();
        scores.sort_unstable();
        scores.dedup();
        scores
    }

    fn applicant(&self) -> &Applicant {
        &self.scenario.applicants[self.place]
    }

    /// The applicant's award in the scenario as it is now; `None` where it contradicts itself.
    fn run(&self) -> Option<i64> {
        let amounts = amounts(&self.scenario).ok()?;
        Some(amounts.get(self.place)?.get())
    }

    /// The applicant's award after a change of what it brought.
    fn with(&mut self, change: impl FnOnce(&mut Applicant)) -> Option<i64> {
        let before = self.applicant().clone();
        change(&mut self.scenario.applicants[self.place]);
        let award = self.run();
        self.scenario.applicants[self.place] = before;
        award
    }

    /// The applicant's award from another budget.
    fn with_budget(&mut self, budget: i64) -> Option<i64> {
        let before = std::mem::replace(&mut self.scenario.budget, budget.into());
        let award = self.run();
        self.scenario.budget = before;
        award
    }

    fn refused(&mut self, refusal: Refusal) -> Vec<Option<Counterfactual>> {
        match refusal {
            Refusal::NothingAllowed => vec![self.without(self.award.trace.hi_clause)],
            Refusal::BelowThreshold | Refusal::NotAdmitted | Refusal::NotInBestSet => {
                vec![self.score(), self.budget()]
            }
            // No score and no claim moves anybody to another class.
            Refusal::ClassNotReached => vec![self.budget()],
            Refusal::BudgetEnded
            | Refusal::OpenPartEnded
            | Refusal::DidNotFit
            | Refusal::BelowOwnMinimum
            | Refusal::GroupFull => {
                vec![self.score(), self.claim(), self.budget()]
            }
        }
    }

    /// The least score that gives more. Only the scores of others and the threshold matter, and the
    /// point just above each.
    fn score(&mut self) -> Option<Counterfactual> {
        let own = self.applicant().score.map(Score::get);
        let weighs = !matches!(self.scenario.rule, Rule::Ranked(_) | Rule::Knapsack);
        if weighs && self.scenario.threshold.is_none() && self.award.trace.rank.is_none() {
            return None;
        }
        if self.scenario.rule == Rule::Knapsack {
            return self.score_for_the_set();
        }
        let mut scores = self.turning_scores();
        scores.retain(|score| own.is_none_or(|own| *score > own));
        let amount = self.award.amount.get();
        let mut gets = |score: &i64| {
            self.with(|applicant| applicant.score = Some((*score).into()))
                .unwrap_or(0)
        };
        let enough = scores.partition_point(|score| gets(score) <= amount);
        let needed = *scores.get(enough)?;
        Some(Counterfactual::Score {
            needed,
            amount: gets(&needed),
        })
    }

    /// In a knapsack the value of one's own project is the only thing to change, by any number.
    fn score_for_the_set(&mut self) -> Option<Counterfactual> {
        let own = self.applicant().score.map_or(0, Score::get);
        let amount = self.award.amount.get();
        let total: i64 = self
            .scenario
            .applicants
            .iter()
            .filter_map(|a| a.score.map(Score::get).or(a.weight.map(Weight::get)))
            .sum();
        let mut gets = |score: i64| {
            self.with(|applicant| applicant.score = Some(score.into()))
                .unwrap_or(0)
        };
        let needed = first(own, total.saturating_add(1), |score| gets(score) > amount)?;
        Some(Counterfactual::Score {
            needed,
            amount: gets(needed),
        })
    }

    /// The largest claim that would have been paid in full.
    fn claim(&mut self) -> Option<Counterfactual> {
        let step = self.scenario.step.get();
        let (claim, amount) = (self.applicant().claim.get(), self.award.amount.get());
        let mut paid = |steps: i64| {
            let smaller = steps * step;
            let cut = |bound: Option<Amount>| bound.map(|bound| bound.min(smaller.into()));
            let change = |applicant: &mut Applicant| {
                applicant.claim = smaller.into();
                (applicant.max, applicant.headroom) = (cut(applicant.max), cut(applicant.headroom));
            };
            smaller > amount && self.with(change) == Some(smaller)
        };
        let enough = amount / step + 1;
        // The first that is not paid in full; the one before it is.
        let beyond = first(enough, claim / step, |steps| !paid(steps)).unwrap_or(claim / step + 1);
        (beyond > enough).then(|| Counterfactual::Claim {
            fits: (beyond - 1) * step,
        })
    }

    /// The least budget that gives more; not told where awards are not monotone in the budget.
    fn budget(&mut self) -> Option<Counterfactual> {
        // A list that passes on what an applicant does not accept, a set of whole claims: more
        // money can go to others instead.
        let passes_on = matches!(
            self.scenario.rule,
            Rule::Ranked(Tail::Skip | Tail::OfferReduced) | Rule::Knapsack
        );
        let damped = |damping| !matches!(damping, Damping::Collar(_));
        // With more money others are admitted too: who has something already can have more from
        // less.
        let admitted_later = self.award.trace.outcome == Outcome::Refused(Refusal::NotAdmitted)
            && self.award.amount > Amount::ZERO;
        if passes_on || admitted_later || self.scenario.damping.is_some_and(damped) {
            return None;
        }
        let total: i64 = self
            .scenario
            .applicants
            .iter()
            .map(|applicant| applicant.claim.get())
            .sum();
        let (budget, amount) = (self.scenario.budget.get(), self.award.amount.get());
        let gets_more = |budget| self.with_budget(budget).unwrap_or(0) > amount;
        first(budget, total.max(budget), gets_more).map(|needed| Counterfactual::Budget { needed })
    }

    /// Returns what the applicant would have got without a bound of its own.
    fn without(&mut self, clause: Clause) -> Option<Counterfactual> {
        let amount = match clause {
            Clause::Minimum => self.with(|applicant| applicant.min = None),
            Clause::Maximum => self.with(|applicant| applicant.max = None),
            Clause::Headroom => self.with(|applicant| applicant.headroom = None),
            Clause::YearlyCeiling => self.with(|applicant| applicant.year = None),
            Clause::LastYearFloor | Clause::LastYearCeiling => {
                self.with(|applicant| applicant.last_year = None)
            }
            // Floors are cut until the budget holds them.
            Clause::CutFloor => return self.budget(),
            Clause::UsefulMinimum | Clause::Base | Clause::Claim | Clause::Nothing => None,
            Clause::Committed => self.with(|applicant| applicant.committed = None),
            Clause::Notified => self.with(|applicant| applicant.notified = None),
        };
        amount.map(|amount| Counterfactual::Without { clause, amount })
    }

    fn other_budget(&mut self, percent: i8) -> Option<Counterfactual> {
        let budget = i128::from(self.scenario.budget) * (100 + i128::from(percent)) / 100;
        let amount = self.with_budget(i64::try_from(budget).unwrap_or(i64::MAX))?;
        Some(Counterfactual::OtherBudget { percent, amount })
    }
}

/// The first number in `low..=high` for which `holds`, which must not cease to hold further up.
fn first(low: i64, high: i64, mut holds: impl FnMut(i64) -> bool) -> Option<i64> {
    let (mut low, mut end) = (low, high.saturating_add(1));
    while low < end {
        let middle = low + (end - low) / 2;
        if holds(middle) {
            end = middle
        } else {
            low = middle + 1
        }
    }
    (low <= high).then_some(low)
}
