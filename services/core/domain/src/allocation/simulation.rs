//! A whole call's budget divided by one plan or by several, beside each other, before one is
//! chosen. The same function divides what is stored.

use std::collections::BTreeMap;

use allocation::{Amount, Draw, Error};
use chrono::NaiveDate;
use insight::Style;
use insight::metrics::{Inequality, Panel, change::change, compare};
use text::Language;

use crate::allocation::Competitor;
use crate::allocation::award::{Award, Decision};
use crate::allocation::division::ChangedPlan;
use crate::allocation::frame::{Frame, Run};
use crate::allocation::{Adopted, SubFrameResult, SubFrameRun, run_hash};
use crate::call::{Call, SubFrame};
use crate::money::Money;

/// Everything that a call's budget is divided on.
#[derive(Debug, Clone, PartialEq)]
pub struct Pool {
    /// The call, with what its sub-frames hold.
    pub call: Call,
    /// Those who compete, by sub-frame.
    pub competitors: BTreeMap<String, Vec<Competitor>>,
    /// The draw that settles ties.
    pub draw: Draw,
    /// The day, in Norway.
    pub today: NaiveDate,
}

/// A call's budget divided.
#[derive(Debug, Clone, PartialEq)]
pub struct Divided {
    /// The frozen runs, in the order of the plan.
    pub runs: Vec<SubFrameRun>,
    /// An award for each competitor.
    pub awards: Vec<Award>,
}

/// A sub-frame that cannot be divided: a contradiction in it, or a bug of the engine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrameConflict {
    /// Code of the sub-frame.
    pub sub_frame: &'static str,
    /// One contradiction, or the bug.
    pub error: Error,
}

impl FrameConflict {
    /// Words the contradiction, amounts in kroner.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        insight::problems(&self.error, Style::Money, 1, language).join(" ")
    }

    fn each(sub_frame: &'static str, error: Error) -> Vec<Self> {
        let errors = match error {
            Error::Conflicts(conflicts) => conflicts.into_iter().map(Error::from).collect(),
            bug => vec![bug],
        };
        let one = |error| Self { sub_frame, error };
        errors.into_iter().map(one).collect()
    }
}

impl Pool {
    /// Divides every sub-frame. What is left of one that has been released is added to the one it
    /// is released to, unless a scenario says what that one has.
    ///
    /// # Errors
    /// Everything that contradicts, in every sub-frame.
    pub fn divide(
        &self,
        plans: &[ChangedPlan],
        adopted: Option<&Adopted>,
    ) -> Result<Divided, Vec<FrameConflict>> {
        let mut by_code: BTreeMap<&str, (SubFrameRun, Vec<Award>)> = BTreeMap::new();
        let mut released: BTreeMap<&str, Money> = BTreeMap::new();
        let mut conflicts = Vec::new();
        let (first, then): (Vec<_>, Vec<_>) =
            plans.iter().partition(|changed| self.releases(changed));
        for changed in first.into_iter().chain(then) {
            let code = changed.plan.code;
            let more = released.get(code).copied().unwrap_or(Money::ZERO);
            let frame = Frame {
                call: &self.call,
                plan: &changed.plan,
                budget: changed
                    .budget
                    .unwrap_or_else(|| plus(self.left(code), more)),
                draw: &self.draw,
                today: self.today,
                adopted,
            };
            match frame.divide(self.within(code)) {
                Ok((run, awards)) => {
                    if let Some(release) = changed.plan.release.filter(|_| self.releases(changed)) {
                        let rest = left_of(run.budget, &awards);
                        let sum = released.entry(release.to).or_insert(Money::ZERO);
                        *sum = plus(*sum, rest);
                    }
                    by_code.insert(code, (run, awards));
                }
                Err(error) => conflicts.extend(FrameConflict::each(code, error)),
            }
        }
        if !conflicts.is_empty() {
            return Err(conflicts);
        }
        let (mut runs, mut awards) = (Vec::new(), Vec::new());
        for changed in plans {
            if let Some((run, divided)) = by_code.remove(changed.plan.code) {
                runs.push(run);
                awards.extend(divided);
            }
        }
        Ok(Divided { runs, awards })
    }

    /// Divides by each scenario and holds the result against the first. One that contradicts itself
    /// does not keep the others back.
    #[must_use]
    pub fn simulate(&self, scenarios: &[(String, Vec<ChangedPlan>)]) -> Vec<Outcome> {
        let divided: Vec<_> = scenarios
            .iter()
            .map(|(name, plans)| (name, self.divide(plans, None)))
            .collect();
        let first = divided.first().and_then(|(_, first)| first.as_ref().ok());
        let first = first.map(|first| self.rows(&first.awards));
        divided
            .iter()
            .map(|(name, divided)| match divided {
                Ok(divided) => {
                    let rows = self.rows(&divided.awards);
                    Outcome {
                        name: (*name).clone(),
                        run_hash: Some(divided.run_hash()),
                        sub_frames: divided.results(),
                        conflicts: Vec::new(),
                        figures: first.as_ref().map(|first| Figures::of(first, &rows)),
                    }
                }
                Err(conflicts) => Outcome {
                    name: (*name).clone(),
                    run_hash: None,
                    sub_frames: Vec::new(),
                    conflicts: conflicts.clone(),
                    figures: None,
                },
            })
            .collect()
    }

    fn releases(&self, changed: &ChangedPlan) -> bool {
        let year = self.call.terms.grant_year;
        let release = changed.plan.release;
        release.is_some_and(|release| release.has_come(year, self.today))
    }

    /// Returns what a sub-frame has left to promise.
    #[must_use]
    pub fn left(&self, code: &str) -> Money {
        let sub_frame = self.call.sub_frames.iter().find(|part| part.code == code);
        sub_frame.map_or(Money::ZERO, SubFrame::left)
    }

    fn within(&self, code: &str) -> &[Competitor] {
        self.competitors.get(code).map_or(&[][..], Vec::as_slice)
    }

    fn rows(&self, awards: &[Award]) -> ByApplicant {
        let last_year: BTreeMap<_, _> = self
            .competitors
            .values()
            .flatten()
            .map(|competitor| (competitor.application, competitor.last_year))
            .collect();
        awards
            .iter()
            .map(|award| {
                let last_year = last_year.get(&award.application).copied().flatten();
                let row = ApplicantAmounts {
                    claim: award.claimed.ore(),
                    award: award.calculated.ore(),
                    last_year: last_year.filter(|last| last.is_positive()).map(Money::ore),
                };
                (award.application.to_string(), row)
            })
            .collect()
    }
}

impl Divided {
    /// The hash of the whole: what an approval names.
    #[must_use]
    pub fn run_hash(&self) -> String {
        run_hash(self.runs.iter().map(|run| run.run_hash.as_str()))
    }

    /// Sums by sub-frame, in the order of the plan.
    #[must_use]
    pub fn results(&self) -> Vec<SubFrameResult> {
        let frames = self
            .runs
            .iter()
            .map(|run| (run.sub_frame.as_str(), run.budget));
        results(frames, &self.awards)
    }
}

/// The outcome of one way to divide.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// Its name.
    pub name: String,
    /// The hash of the whole; `None` where it contradicts itself.
    pub run_hash: Option<String>,
    /// Sums by sub-frame.
    pub sub_frames: Vec<SubFrameResult>,
    /// Everything that contradicts.
    pub conflicts: Vec<FrameConflict>,
    /// Figures, where both this and the first could be run.
    pub figures: Option<Figures>,
}

/// Figures about one way to divide, beside the first. Inequality is text: it decides nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures {
    /// Money in other hands than in the first.
    pub moved: Money,
    /// Applicants with more than in the first.
    pub winners: u64,
    /// Applicants with less than in the first.
    pub losers: u64,
    /// The largest gain.
    pub largest_gain: Money,
    /// The largest loss, as a positive amount.
    pub largest_loss: Money,
    /// Gini of the awards.
    pub gini_award: String,
    /// Gini of award per krone that could be granted; `None` when nothing could be.
    pub gini_award_per_claim: Option<String>,
    /// Predictability; `None` when no applicant had a grant last year.
    pub predictability: Option<String>,
}

/// One applicant in a division, in øre.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct ApplicantAmounts {
    claim: i64,
    award: i64,
    last_year: Option<i64>,
}

/// All applicants of a division, by the application's id.
type ByApplicant = BTreeMap<String, ApplicantAmounts>;

impl Figures {
    fn of(first: &ByApplicant, rows: &ByApplicant) -> Self {
        // An applicant of only one of the two has nothing in the other.
        let all: BTreeMap<&String, ()> =
            first.keys().chain(rows.keys()).map(|id| (id, ())).collect();
        let of = |rows: &ByApplicant| -> Vec<i64> {
            all.keys()
                .map(|id| rows.get(*id).map_or(0, |row| row.award))
                .collect()
        };
        let moved = compare(&of(first), &of(rows));
        let column =
            |pick: fn(&ApplicantAmounts) -> i64| -> Vec<i64> { rows.values().map(pick).collect() };
        let (claim, award) = (column(|row| row.claim), column(|row| row.award));
        let last_year: Vec<Option<i64>> = rows.values().map(|row| row.last_year).collect();
        let panel = Panel {
            claim: &claim,
            award: &award,
            last_year: &last_year,
            ..Panel::default()
        };
        Self {
            moved: Money::from_ore(moved.moved),
            winners: moved.winners,
            losers: moved.losers,
            largest_gain: Money::from_ore(moved.largest_gain),
            largest_loss: Money::from_ore(moved.largest_loss),
            gini_award: decimals(Inequality::of_amounts(&award).gini),
            gini_award_per_claim: Inequality::of_ratios(&award, &claim)
                .map(|inequality| decimals(inequality.gini)),
            predictability: change(&panel)
                .and_then(|change| change.predictability)
                .map(decimals),
        }
    }
}

/// A stored allocation, to be compared.
#[derive(Debug, Clone)]
pub struct Stored {
    /// Its name.
    pub name: String,
    /// The hash of the whole.
    pub run_hash: String,
    /// Code and budget of each sub-frame, in the order of the plan, with the frozen run.
    pub runs: Vec<(String, Money, Run)>,
    /// Its awards.
    pub awards: Vec<Award>,
}

impl Stored {
    fn rows(&self) -> ByApplicant {
        let runs = self.runs.iter();
        let each = runs.flat_map(|(_, _, run)| {
            run.scenario.applicants.iter().map(|applicant| {
                let row = ApplicantAmounts {
                    claim: applicant.claim.get(),
                    award: run
                        .result
                        .award(&applicant.id)
                        .map_or(0, |share| share.amount.get()),
                    last_year: applicant.last_year.map(Amount::get),
                };
                (applicant.id.clone(), row)
            })
        });
        each.collect()
    }
}

/// Holds stored allocations against the first of them, as the engine left them.
#[must_use]
pub fn compare_stored(stored: &[Stored]) -> Vec<Outcome> {
    let first = stored.first().map(Stored::rows);
    stored
        .iter()
        .map(|one| {
            let frames = one
                .runs
                .iter()
                .map(|(code, budget, _)| (code.as_str(), *budget));
            Outcome {
                name: one.name.clone(),
                run_hash: Some(one.run_hash.clone()),
                sub_frames: results(frames, &one.awards),
                conflicts: Vec::new(),
                figures: first.as_ref().map(|first| Figures::of(first, &one.rows())),
            }
        })
        .collect()
}

/// Sums by sub-frame of what the engine came to.
fn results<'a>(
    frames: impl Iterator<Item = (&'a str, Money)>,
    awards: &[Award],
) -> Vec<SubFrameResult> {
    frames
        .map(|(code, budget)| {
            let mut result = SubFrameResult {
                sub_frame: code.to_owned(),
                budget,
                calculated: Money::ZERO,
                awarded: Money::ZERO,
                granted: 0,
                partly_granted: 0,
                refused: 0,
            };
            let alive = |award: &&Award| award.decision() != Decision::Released;
            for award in awards
                .iter()
                .filter(|award| award.sub_frame == code)
                .filter(alive)
            {
                result.awarded = plus(result.awarded, award.calculated);
                match Decision::of(award.requested, award.calculated) {
                    Decision::Granted => result.granted += 1,
                    Decision::PartlyGranted => result.partly_granted += 1,
                    Decision::Refused | Decision::Released => result.refused += 1,
                }
            }
            result.calculated = result.awarded;
            result
        })
        .collect()
}

/// Returns what a division left of its budget.
fn left_of(budget: Money, awards: &[Award]) -> Money {
    let spent: i64 = awards.iter().map(|award| award.calculated.ore()).sum();
    Money::from_ore((budget.ore() - spent).max(0))
}

/// The sum of two amounts of one call: far below the largest amount there is.
fn plus(one: Money, other: Money) -> Money {
    one.checked_add(other).unwrap_or(Money::MAX)
}

fn decimals(figure: f64) -> String {
    format!("{figure:.4}")
}
