//! The decision document of an allocation: the run it rests on, every award that a person changed,
//! and what each sub-frame gives, as calculated and as decided. An approval names its hash, so that
//! nothing a person changed escapes it.

mod fault;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use allocation::Amount;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::allocation::award::{Award, AwardReason};
use crate::allocation::frame::Run;
use crate::allocation::{Allocation, SubFrameResult, run_hash};
use crate::event::hexadecimal;
use crate::identifiers::{ApplicationId, CaseReference};
use crate::money::Money;
use crate::names;
use crate::refusal::Refusal;

pub use fault::{DecisionError, DecisionFault};

/// The value of a document's `format`.
pub const DECISION_FORMAT: &str = "tildeling-decision/1";

/// The content of the decision on an allocation, apart from the runs it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DecisionDocument {
    format: String,
    /// Hash over the runs.
    pub run_hash: String,
    /// One a sub-frame, in the order of the scheme's plan.
    pub sub_frames: Vec<DecidedSubFrame>,
    /// Every award that a person changed, by application. All others are as calculated.
    pub adjusted: Vec<AdjustedAward>,
}

/// The totals of one sub-frame, in øre.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DecidedSubFrame {
    /// Code of the sub-frame.
    pub code: String,
    /// The amount that could be promised.
    pub budget: Money,
    /// The sum of the calculated amounts.
    pub calculated: Money,
    /// The sum of the awards.
    pub decided: Money,
}

/// An award that a person changed, in øre.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AdjustedAward {
    /// The application, as the run knows it.
    pub application: ApplicationId,
    /// The case reference, the name people use.
    pub case_reference: CaseReference,
    /// Code of its sub-frame.
    pub sub_frame: String,
    /// The amount the engine calculated.
    pub calculated: Money,
    /// The amount decided instead.
    pub decided: Money,
    /// The reason, in the person's words.
    pub reason: String,
    /// The person who changed it.
    pub person: String,
}

/// Hashes the text of a decision document: SHA-256, hexadecimal.
#[must_use]
pub fn decision_hash(text: &str) -> String {
    hexadecimal(&Sha256::digest(text.as_bytes()))
}

/// The hashes of an allocation as an approver saw them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SeenHashes {
    /// Over the runs.
    pub run: String,
    /// Over the decision document.
    pub decision: String,
}

impl Allocation {
    /// Hashes its decision document. An approval names the hash.
    #[must_use]
    pub fn decision_hash(&self) -> String {
        decision_hash(&self.decision)
    }

    /// Checks that an approver saw this run and this decision.
    ///
    /// # Errors
    /// [`Refusal::Stale`] when the run is another; [`Refusal::OtherDecision`] when a person has
    /// changed an award since.
    pub fn require_seen(&self, seen: &SeenHashes) -> Result<(), Refusal> {
        if self.run_hash != seen.run {
            return Err(Refusal::Stale {
                resource: names::allocation(&self.call, self.id),
                current: self.revision,
            });
        }
        let decision_hash = self.decision_hash();
        if decision_hash == seen.decision {
            Ok(())
        } else {
            Err(Refusal::OtherDecision { decision_hash })
        }
    }
}

impl DecisionDocument {
    /// Builds the document of an allocation. Of the awards, those a person changed are listed.
    #[must_use]
    pub fn of(run_hash: &str, sub_frames: &[SubFrameResult], awards: &[Award]) -> Self {
        let mut adjusted: Vec<AdjustedAward> =
            awards.iter().filter_map(AdjustedAward::of).collect();
        adjusted.sort_by_key(|award| award.application);
        Self {
            format: DECISION_FORMAT.to_owned(),
            run_hash: run_hash.to_owned(),
            sub_frames: sub_frames.iter().map(DecidedSubFrame::of).collect(),
            adjusted,
        }
    }

    /// Writes the canonical form, as JSON. The same decision gives the same bytes: fields stand in
    /// a fixed order, sub-frames in the plan's, adjusted awards by application.
    #[must_use]
    pub fn text(&self) -> String {
        // Strings, integers and lists: nothing in it can fail to be JSON.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads a document.
    ///
    /// # Errors
    /// [`DecisionError`] when the text is something else, or not canonical.
    pub fn read(text: &str) -> Result<Self, DecisionError> {
        let read: Self = serde_json::from_str(text)
            .map_err(|problem| DecisionError::Unreadable(problem.to_string()))?;
        if read.format != DECISION_FORMAT {
            let other = format!("its format is {:?}", read.format);
            return Err(DecisionError::Unreadable(other));
        }
        if read.text() == text {
            Ok(read)
        } else {
            Err(DecisionError::NotCanonical)
        }
    }

    /// Returns the sums over all sub-frames: calculated and decided.
    #[must_use]
    pub fn totals(&self) -> (Money, Money) {
        let sum = |of: fn(&DecidedSubFrame) -> Money| total(self.sub_frames.iter().map(of));
        (sum(|frame| frame.calculated), sum(|frame| frame.decided))
    }

    /// Compares the document with its runs, in the order of the plan. Every amount in it follows
    /// from the runs and the adjusted awards, so that a changed one contradicts another.
    #[must_use]
    pub fn faults(&self, runs: &[Run]) -> Vec<DecisionFault> {
        let mut faults = Vec::new();
        let given = run_hash(runs.iter().map(|run| run.result.run_hash.as_str()));
        if self.run_hash != given {
            faults.push(DecisionFault::OtherRun {
                stated: self.run_hash.clone(),
                given,
            });
        }
        if self.sub_frames.len() != runs.len() {
            faults.push(DecisionFault::OtherSubFrames {
                stated: self.sub_frames.len(),
                given: runs.len(),
            });
            return faults;
        }
        let frames = || self.sub_frames.iter().zip(runs);
        let by_code: BTreeMap<&str, &Run> = frames()
            .map(|(frame, run)| (frame.code.as_str(), run))
            .collect();
        let mut seen = BTreeSet::new();
        for award in &self.adjusted {
            if !seen.insert(award.application) {
                faults.push(DecisionFault::Twice(award.case_reference.clone()));
            }
            faults.extend(award.faults(by_code.get(award.sub_frame.as_str()).copied()));
        }
        for (frame, run) in frames() {
            faults.extend(frame.faults(run, &self.adjusted));
        }
        faults
    }
}

impl DecidedSubFrame {
    fn of(result: &SubFrameResult) -> Self {
        Self {
            code: result.sub_frame.clone(),
            budget: result.budget,
            calculated: result.calculated,
            decided: result.awarded,
        }
    }

    fn faults(&self, run: &Run, adjusted: &[AdjustedAward]) -> Vec<DecisionFault> {
        let shares = run.result.awards.iter();
        let calculated = total(shares.map(|share| Money::from(share.amount)));
        let within = adjusted
            .iter()
            .filter(|award| award.sub_frame == self.code)
            .map(|award| award.decided.ore().saturating_sub(award.calculated.ore()));
        let moved = within.fold(0_i64, i64::saturating_add);
        let amounts = [
            ("the budget", self.budget, Money::from(run.scenario.budget)),
            ("calculated", self.calculated, calculated),
            (
                "decided",
                self.decided,
                Money::from_ore(calculated.ore().saturating_add(moved)),
            ),
        ];
        let wrong = amounts
            .into_iter()
            .filter(|(_, stated, given)| stated != given);
        let mut faults: Vec<DecisionFault> = wrong
            .map(|(what, stated, given)| DecisionFault::Total {
                sub_frame: self.code.clone(),
                what,
                stated,
                given,
            })
            .collect();
        if self.decided > self.budget {
            faults.push(DecisionFault::AboveBudget {
                sub_frame: self.code.clone(),
                decided: self.decided,
                budget: self.budget,
            });
        }
        faults
    }
}

impl AdjustedAward {
    /// Returns the entry of an award, where a person changed it.
    fn of(award: &Award) -> Option<Self> {
        let Some(AwardReason::Person { actor, text }) = &award.reason else {
            return None;
        };
        Some(Self {
            application: award.application,
            case_reference: award.case_reference.clone(),
            sub_frame: award.sub_frame.clone(),
            calculated: award.calculated,
            decided: award.amount,
            reason: text.clone(),
            person: actor.clone(),
        })
    }

    fn faults(&self, run: Option<&Run>) -> Vec<DecisionFault> {
        let case = || self.case_reference.clone();
        let mut faults = Vec::new();
        if self.reason.is_empty() || self.person.is_empty() {
            faults.push(DecisionFault::Unreasoned(case()));
        }
        let id = self.application.to_string();
        let Some(share) = run.and_then(|run| run.result.award(&id)) else {
            faults.push(DecisionFault::NotInRun {
                case: case(),
                sub_frame: self.sub_frame.clone(),
            });
            return faults;
        };
        let (given, claimed) = (Money::from(share.amount), Money::from(share.trace.claim));
        if self.calculated != given {
            faults.push(DecisionFault::Calculated {
                case: case(),
                stated: self.calculated,
                given,
            });
        }
        if self.decided.is_negative() || self.decided > claimed {
            faults.push(DecisionFault::OutOfRange {
                case: case(),
                decided: self.decided,
                claimed,
            });
        }
        faults
    }
}

/// Lists applications whose award is neither what their run came to nor changed by a person, and
/// those in a run that have no award; as the runs know them. `runs` are by the code of their
/// sub-frame.
#[must_use]
pub fn unaccounted(runs: &[(String, Run)], awards: &[Award]) -> Vec<String> {
    let mut shares: BTreeMap<(String, &str), Amount> = runs
        .iter()
        .flat_map(|(code, run)| {
            let shares = run.result.awards.iter();
            shares.map(|share| ((share.id.clone(), code.as_str()), share.amount))
        })
        .collect();
    let mut wrong = Vec::new();
    for award in awards {
        let entry = (award.application.to_string(), award.sub_frame.as_str());
        // One that was declined or lapsed is in no run any more, and has nothing.
        let share = shares.remove(&entry);
        let as_run = award.calculated == share.unwrap_or_default().into();
        if !as_run || (award.is_changed() && award.adjusted_by().is_none()) {
            wrong.push(entry.0);
        }
    }
    wrong.extend(shares.into_keys().map(|(id, _)| id));
    wrong
}

/// Adds amounts that may come from a forged document: the sum stays at the largest number.
pub(crate) fn total(amounts: impl Iterator<Item = Money>) -> Money {
    Money::from_ore(
        amounts
            .map(Money::ore)
            .fold(0, |sum, amount| sum.saturating_add(amount)),
    )
}
