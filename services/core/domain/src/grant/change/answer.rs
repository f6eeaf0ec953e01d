//! Answers to changes that wait, and changes that are taken back.

use chrono::NaiveDate;

use super::request::fault;
use super::{Asked, ChangeNumber, ChangeRules, ChangeState, GrantChange, Wanted};
use crate::decision::DecisionNumber;
use crate::grant::{Budget, BudgetAmount, Grant, GrantState};
use crate::names;
use crate::refusal::Refusal;
use crate::step::{StepName, StepRecord};

impl Grant {
    /// Returns the change of a number that waits for a case handler.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] when there is none with the number; [`Refusal::WrongState`] unless it
    /// waits.
    pub fn change_to_answer(
        &self,
        number: ChangeNumber,
        step: StepName,
    ) -> Result<&GrantChange, Refusal> {
        let resource = names::grant_change(&self.call, self.id, number);
        let mut changes = self.changes.iter();
        let Some(change) = changes.find(|one| one.number == number) else {
            return Err(Refusal::NotFound { resource });
        };
        if change.state == ChangeState::Asked {
            return Ok(change);
        }
        Err(Refusal::WrongState {
            resource,
            state: change.state.name(),
            step,
        })
    }

    /// Judges whether a change can be approved today, as the grant is by now. `appealed` says that
    /// an appeal of the case runs: it is decided before the amount changes otherwise.
    ///
    /// # Errors
    /// Those of [`Grant::change_to_answer`]; [`Refusal::FourEyes`] to the person who registered it,
    /// where the rules say so; [`Refusal::WrongState`] unless accepted, active or reported;
    /// [`Refusal::RulesNotMet`] with everything that stands in the way.
    pub fn judge_change(
        &self,
        number: ChangeNumber,
        (rules, appealed): (&ChangeRules, bool),
        (today, person): (NaiveDate, &str),
    ) -> Result<(), Refusal> {
        let change = self.change_to_answer(number, StepName::ApproveChange)?;
        require_other(change, rules, (person, StepName::ApproveChange))?;
        if !matches!(
            self.state,
            GrantState::Accepted { .. } | GrantState::Active { .. } | GrantState::Reported { .. }
        ) {
            return Err(self.wrong_state(StepName::ApproveChange));
        }
        let asked = change.wanted.asked();
        let mut faults = self.change_faults(&asked, today);
        if appealed && asked.amount.is_some() {
            faults.push(fault("CHANGE_APPEAL_RUNS").on("amount"));
        }
        let moved = asked.budget.is_some() && self.wanted(&asked).is_err();
        if moved && faults.is_empty() {
            faults.push(fault("CHANGE_BUDGET_OUTDATED").on("budget"));
        }
        if faults.is_empty() {
            return Ok(());
        }
        Err(Refusal::RulesNotMet(faults))
    }

    /// Approves a change, which was judged and whose amount, where it has one, is the grant's by
    /// now.
    ///
    /// # Errors
    /// Those of [`Grant::change_to_answer`].
    pub fn approve_change(
        self,
        number: ChangeNumber,
        decision: DecisionNumber,
        step: StepRecord,
    ) -> Result<Self, Refusal> {
        self.change_to_answer(number, StepName::ApproveChange)?;
        Ok(self.answered(number, ChangeState::Approved { decision }, step))
    }

    /// Rejects a change.
    ///
    /// # Errors
    /// Those of [`Grant::change_to_answer`]; [`Refusal::FourEyes`] to the person who registered it,
    /// where the rules say so.
    pub fn reject_change(
        self,
        number: ChangeNumber,
        (rules, decision): (&ChangeRules, DecisionNumber),
        step: StepRecord,
    ) -> Result<Self, Refusal> {
        let change = self.change_to_answer(number, StepName::RejectChange)?;
        require_other(change, rules, (&step.actor, StepName::RejectChange))?;
        Ok(self.answered(number, ChangeState::Rejected { decision }, step))
    }

    /// Takes a change back.
    ///
    /// # Errors
    /// Those of [`Grant::change_to_answer`].
    pub fn withdraw_change(self, number: ChangeNumber, step: StepRecord) -> Result<Self, Refusal> {
        self.change_to_answer(number, StepName::WithdrawChange)?;
        Ok(self.answered(number, ChangeState::Withdrawn, step))
    }

    fn answered(mut self, number: ChangeNumber, state: ChangeState, step: StepRecord) -> Self {
        let mut changes = self.changes.iter_mut();
        if let Some(change) = changes.find(|one| one.number == number) {
            change.state = state;
            change.answered = Some(step.clone());
        }
        self.stamped(step)
    }
}

impl Wanted {
    /// Returns what was asked for.
    fn asked(&self) -> Asked {
        let amounts = |budget: &Budget| {
            let lines = budget.lines().iter();
            let amounts = lines.map(|line| BudgetAmount {
                code: line.code.clone(),
                amount: line.amount,
            });
            amounts.collect()
        };
        Asked {
            budget: self.budget.as_ref().map(amounts),
            ends: self.ends,
            content: self.content.clone(),
            partner: self.partner.clone(),
            amount: self.amount,
        }
    }
}

/// Refuses the person who registered a change, where the rules say so.
fn require_other(
    change: &GrantChange,
    rules: &ChangeRules,
    (person, step): (&str, StepName),
) -> Result<(), Refusal> {
    if rules.four_eyes && change.asked.actor == person {
        return Err(Refusal::FourEyes {
            actor: person.to_owned(),
            other: StepName::RequestChange,
            step,
        });
    }
    Ok(())
}
