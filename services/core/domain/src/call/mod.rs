//! A call for applications (utlysning) and its budget.

mod changes;
mod sub_frame;

use allocation::Tail;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::allocation::division::SubFramePlan;
use crate::appeal::{APPEAL_RESERVE, AppealMoney, NEXT_YEAR_FRAME};
use crate::calendar::local_date;
use crate::findings::Finding;
use crate::identifiers::{CallId, ChapterPost};
use crate::ledger::BudgetItem;
use crate::money::Money;
use crate::names;
use crate::refusal::Refusal;
use crate::step::{Revision, StepName, StepRecord};
use crate::violations::{FieldViolation, Violations};

pub use changes::CallChanges;
pub use sub_frame::SubFrame;

/// The terms of a call that the client decides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallTerms {
    /// Title.
    pub title: String,
    /// The year the grants are for.
    pub grant_year: i32,
    /// Chapter and post of the state budget.
    pub chapter_post: ChapterPost,
    /// Last moment an application is in time.
    pub deadline: DateTime<Utc>,
    /// The day whose rule values apply.
    pub rules_date: NaiveDate,
    /// Budget by sub-frame: code and amount.
    pub sub_frames: Vec<(String, Money)>,
    /// Days to accept an offer. In a creation, zero for those of the scheme's rules
    /// ([`ACCEPTANCE_DAYS`](crate::grant::ACCEPTANCE_DAYS)).
    pub acceptance_days: u16,
    /// Last day to report.
    pub report_due: NaiveDate,
    /// The rule for the end of a ranked list.
    pub tail_rule: Tail,
    /// The call of the round before, whose decided allocation applicants can be told a band from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous_call: Option<CallId>,
    /// The sources of the money of upheld appeals, in their order.
    #[serde(default = "from_what_is_left")]
    pub appeal_money: Vec<AppealMoney>,
}

/// The source of a call that names none.
fn from_what_is_left() -> Vec<AppealMoney> {
    vec![AppealMoney::Left]
}

impl CallTerms {
    /// Returns what is wrong with the terms as a whole, beyond each field: the order of the dates,
    /// and one budget for each of the scheme's sub-frames (`plan`). Fields are named as the
    /// contract's `Call` names them.
    #[must_use]
    pub fn faults(&self, plan: &[SubFramePlan]) -> Vec<FieldViolation> {
        let mut faults = Violations::new();
        if self.report_due <= local_date(self.deadline) {
            faults.add(
                "report_due_date",
                "must be after the deadline; correct one of the two",
            );
        }
        let codes: Vec<&str> = plan.iter().map(|part| part.code).collect();
        for (at, (code, _)) in self.sub_frames.iter().enumerate() {
            if !codes.contains(&code.as_str()) && code != APPEAL_RESERVE {
                faults.add(
                    &format!("sub_frames[{at}].code"),
                    format_args!(
                        "is not a sub-frame of this scheme; use {}, or {APPEAL_RESERVE}",
                        codes.join(", ")
                    ),
                );
            }
        }
        for code in codes {
            if !self.sub_frames.iter().any(|(given, _)| given == code) {
                faults.add(
                    "sub_frames",
                    format_args!("has no budget for {code}; give one, zero if it has nothing"),
                );
            }
        }
        faults.into_vec()
    }
}

/// State of a call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum CallState {
    /// Being prepared.
    Draft,
    /// Takes applications; pinned to rule values by their hash.
    Open {
        /// SHA-256 of the rule values, hexadecimal.
        rule_hash: String,
        /// SHA-256 of the key that will settle ties, hexadecimal: published before the key is.
        draw_commitment: String,
    },
    /// The list of applications is frozen.
    Closed {
        /// SHA-256 of the rule values, hexadecimal.
        rule_hash: String,
        /// SHA-256 of the key that will settle ties, hexadecimal.
        draw_commitment: String,
    },
}

impl CallState {
    /// The name in the database and in error metadata.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            CallState::Draft => "draft",
            CallState::Open { .. } => "open",
            CallState::Closed { .. } => "closed",
        }
    }
}

/// A call for applications.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// Id, unique in the scheme.
    pub id: CallId,
    /// The administrator's terms.
    pub terms: CallTerms,
    /// Its sub-frames, with what is committed.
    pub sub_frames: Vec<SubFrame>,
    /// Its state.
    pub state: CallState,
    /// The key that settled ties. `None` until an allocation of the call is approved: before that,
    /// no code reads it.
    pub draw_key: Option<String>,
    /// The step that brought it there.
    pub last_step: StepRecord,
    /// Changes so far.
    pub revision: Revision,
    /// Time of creation.
    pub created: DateTime<Utc>,
    /// Time of the last change.
    pub updated: DateTime<Utc>,
}

impl Call {
    /// Returns the chapter and post, and the year, that it draws on.
    #[must_use]
    pub fn item(&self) -> BudgetItem {
        BudgetItem {
            chapter_post: self.terms.chapter_post.clone(),
            year: self.terms.grant_year,
        }
    }

    /// Opens the call, pinned to the rule values with this hash and to the draw with this
    /// commitment.
    ///
    /// # Errors
    /// [`Refusal::WrongState`] unless draft; [`Refusal::DeadlinePassed`] when the deadline is not
    /// ahead.
    pub fn open(
        mut self,
        rule_hash: String,
        draw_commitment: String,
        step: StepRecord,
    ) -> Result<Self, Refusal> {
        self.can_open_at(step.at)?;
        self.state = CallState::Open {
            rule_hash,
            draw_commitment,
        };
        Ok(self.stamped(step))
    }

    /// Returns whether the call can be opened at an instant.
    ///
    /// # Errors
    /// [`Refusal::WrongState`] unless draft; [`Refusal::DeadlinePassed`] when the deadline is not
    /// ahead.
    pub fn can_open_at(&self, now: DateTime<Utc>) -> Result<(), Refusal> {
        if self.state != CallState::Draft {
            return Err(self.wrong_state(StepName::OpenCall));
        }
        if self.terms.deadline <= now {
            return Err(Refusal::DeadlinePassed {
                deadline: self.terms.deadline,
            });
        }
        Ok(())
    }

    /// Closes the call after its deadline.
    ///
    /// # Errors
    /// [`Refusal::WrongState`] unless open and past the deadline: all applications are handled
    /// together.
    pub fn close(mut self, step: StepRecord) -> Result<Self, Refusal> {
        match &self.state {
            CallState::Open {
                rule_hash,
                draw_commitment,
            } if step.at > self.terms.deadline => {
                self.state = CallState::Closed {
                    rule_hash: rule_hash.clone(),
                    draw_commitment: draw_commitment.clone(),
                };
                Ok(self.stamped(step))
            }
            CallState::Draft | CallState::Open { .. } | CallState::Closed { .. } => {
                Err(self.wrong_state(StepName::CloseCall))
            }
        }
    }

    /// Changes the terms. While draft, all may change. Once open, what applicants rely on and what
    /// the division is built on stays: title, budgets and the day to report may change, the
    /// deadline may move to later; once closed, the deadline stays too.
    ///
    /// # Errors
    /// [`Refusal::RulesNotMet`] with one finding `CALL_TERM_FIXED` a term that may not change;
    /// [`Refusal::FrameExceeded`] when a budget would fall below what is promised.
    pub fn change(mut self, terms: CallTerms, step: StepRecord) -> Result<Self, Refusal> {
        let fixed: Vec<Finding> = self
            .fixed_terms(&terms)
            .into_iter()
            .map(|field| {
                Finding::blocking("CALL_TERM_FIXED", "configurable").on(format!("call.{field}"))
            })
            .collect();
        if !fixed.is_empty() {
            return Err(Refusal::RulesNotMet(fixed));
        }
        let sub_frames = terms.sub_frames.iter().map(|(code, budget)| {
            let before = self.sub_frames.iter().find(|part| part.code == *code);
            let committed = before.map_or(Money::ZERO, |part| part.committed);
            if committed > *budget {
                return Err(Refusal::FrameExceeded {
                    sub_frame: code.clone(),
                    left: *budget,
                    wanted: committed,
                });
            }
            Ok(SubFrame {
                code: code.clone(),
                budget: *budget,
                committed,
                claimed: before.map_or(Money::ZERO, |part| part.claimed),
            })
        });
        let given = self.sub_frames.iter();
        let given = given.filter(|part| part.code == NEXT_YEAR_FRAME).cloned();
        let sub_frames = sub_frames.chain(given.map(Ok));
        self.sub_frames = sub_frames.collect::<Result<_, _>>()?;
        self.terms = terms;
        Ok(self.stamped(step))
    }

    /// The terms that would change although the call's state holds them fast, as the contract's
    /// `Call` names them.
    fn fixed_terms(&self, new: &CallTerms) -> Vec<&'static str> {
        let old = &self.terms;
        let deadline_fixed = match self.state {
            CallState::Draft => return Vec::new(),
            CallState::Open { .. } => new.deadline < old.deadline,
            CallState::Closed { .. } => new.deadline != old.deadline,
        };
        [
            ("grant_year", new.grant_year != old.grant_year),
            ("chapter_post", new.chapter_post != old.chapter_post),
            ("deadline_time", deadline_fixed),
            ("rules_date", new.rules_date != old.rules_date),
            (
                "acceptance_days",
                new.acceptance_days != old.acceptance_days,
            ),
            ("tail_rule", new.tail_rule != old.tail_rule),
            ("appeal_money", new.appeal_money != old.appeal_money),
        ]
        .into_iter()
        .filter_map(|(field, changed)| changed.then_some(field))
        .collect()
    }

    /// Returns whether an application is in time at an instant, to the microsecond.
    ///
    /// # Errors
    /// [`Refusal::DeadlinePassed`] when the call is not open, or the deadline was before.
    pub fn takes_applications_at(&self, now: DateTime<Utc>) -> Result<(), Refusal> {
        match self.state {
            CallState::Open { .. } if now <= self.terms.deadline => Ok(()),
            CallState::Draft | CallState::Open { .. } | CallState::Closed { .. } => {
                Err(Refusal::DeadlinePassed {
                    deadline: self.terms.deadline,
                })
            }
        }
    }

    /// The hash of the rule values the call is pinned to; `None` while draft.
    #[must_use]
    pub fn rule_hash(&self) -> Option<&str> {
        match &self.state {
            CallState::Draft => None,
            CallState::Open { rule_hash, .. } | CallState::Closed { rule_hash, .. } => {
                Some(rule_hash)
            }
        }
    }

    /// Returns what was published about the draw's key when the call opened; `None` while draft.
    #[must_use]
    pub fn draw_commitment(&self) -> Option<&str> {
        match &self.state {
            CallState::Draft => None,
            CallState::Open {
                draw_commitment, ..
            }
            | CallState::Closed {
                draw_commitment, ..
            } => Some(draw_commitment),
        }
    }

    /// The refusal for a step that is not open now.
    #[must_use]
    pub fn wrong_state(&self, step: StepName) -> Refusal {
        Refusal::WrongState {
            resource: names::call(&self.id),
            state: self.state.name(),
            step,
        }
    }

    /// The call after one more step.
    #[must_use]
    pub fn stamped(mut self, step: StepRecord) -> Self {
        self.updated = step.at;
        self.last_step = step;
        self.revision = self.revision.next();
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::allocation::division::PlanRule;

    #[test]
    fn terms_are_judged_as_a_whole() {
        let plan = |code| SubFramePlan::by(code, PlanRule::Ranked);
        let terms = CallTerms {
            title: "2026".to_owned(),
            grant_year: 2026,
            chapter_post: "0765.71".parse().unwrap(),
            deadline: "2026-02-15T22:59:59Z".parse().unwrap(),
            rules_date: "2026-01-01".parse().unwrap(),
            sub_frames: vec![
                ("national".to_owned(), Money::kroner(1)),
                (APPEAL_RESERVE.to_owned(), Money::kroner(1)),
            ],
            acceptance_days: 21,
            report_due: "2026-02-16".parse().unwrap(),
            tail_rule: Tail::Stop,
            previous_call: None,
            appeal_money: vec![AppealMoney::Left],
        };
        assert_eq!(terms.faults(&[plan("national")]), []);
        let wrong = CallTerms {
            report_due: "2026-02-15".parse().unwrap(),
            ..terms
        };
        let fields: Vec<String> = wrong
            .faults(&[plan("local")])
            .into_iter()
            .map(|fault| fault.field)
            .collect();
        assert_eq!(
            fields,
            ["report_due_date", "sub_frames[0].code", "sub_frames"]
        );
    }
}
