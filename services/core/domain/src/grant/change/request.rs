//! Changes that are asked for, and what stands in their way.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::{Asked, ChangeNumber, ChangeRules, ChangeState, GrantChange, Wanted};
use crate::findings::Finding;
use crate::grant::{Budget, BudgetAmount, BudgetLine, Grant, GrantState};
use crate::money::Money;
use crate::refusal::Refusal;
use crate::step::{StepName, StepRecord};
use crate::violations::Violations;

impl Grant {
    /// Asks for a change. One that needs no decision holds at once; another one waits for a case
    /// handler. The change is the last one of the grant.
    ///
    /// # Errors
    /// [`Refusal::WrongState`] unless accepted or active; [`Refusal::RulesNotMet`] with everything
    /// that stands in the way, such as a change that waits; [`Refusal::InvalidFields`] with every
    /// fault of the budget.
    pub fn request_change(
        mut self,
        asked: &Asked,
        rules: &ChangeRules,
        today: NaiveDate,
        step: StepRecord,
    ) -> Result<Self, Refusal> {
        if !matches!(
            self.state,
            GrantState::Accepted { .. } | GrantState::Active { .. }
        ) {
            return Err(self.wrong_state(StepName::RequestChange));
        }
        let mut faults = Vec::new();
        if let Some(open) = self.waiting_change() {
            let open = i64::from(open.number.get());
            faults.push(fault("CHANGE_WAITS").with("number", open));
        }
        faults.extend(self.change_faults(asked, today));
        if !faults.is_empty() {
            return Err(Refusal::RulesNotMet(faults));
        }
        let wanted = self.wanted(asked)?;
        let decided = rules.needs_decision(&wanted, self.decided_budget());
        let last = self.changes.last();
        self.changes.push(GrantChange {
            number: last.map_or(ChangeNumber::FIRST, |last| last.number.next()),
            wanted,
            granted: self.granted,
            asked: step.clone(),
            state: if decided {
                ChangeState::Asked
            } else {
                ChangeState::Noted
            },
            answered: None,
        });
        Ok(self.stamped(step))
    }

    /// Returns everything of the rules that stands in the way of a change, as the grant is today.
    pub(super) fn change_faults(&self, asked: &Asked, today: NaiveDate) -> Vec<Finding> {
        let mut faults = Vec::new();
        let settles = asked.budget.is_some() || asked.ends.is_some() || asked.amount.is_some();
        if settles && self.settlement.is_some() {
            faults.push(fault("CHANGE_SETTLED"));
        }
        if asked.budget.is_some() && self.approved_budget().is_none_or(Budget::is_empty) {
            faults.push(fault("CHANGE_NO_BUDGET").on("budget"));
        }
        if let Some(ends) = asked.ends.filter(|ends| *ends <= today) {
            faults.push(
                fault("CHANGE_ENDS_BEFORE")
                    .on("end_date")
                    .with("date", ends),
            );
        }
        if let Some(amount) = asked.amount {
            faults.extend(self.amount_fault(amount, today));
        }
        faults
    }

    fn amount_fault(&self, amount: Money, today: NaiveDate) -> Option<Finding> {
        let fault = |code| fault(code).on("amount").with("amount", amount);
        let requested = self.budget.as_ref().map(|of| of.requested);
        if amount == self.granted {
            return Some(fault("CHANGE_SAME_AMOUNT"));
        }
        if let Some(requested) = requested.filter(|requested| amount > *requested) {
            return Some(fault("CHANGE_ABOVE_REQUESTED").with("requested", requested));
        }
        let more = amount > self.granted;
        if more {
            return (!self.can_rise_on(today)).then(|| fault("CHANGE_CANNOT_RISE"));
        }
        if amount < self.bound() {
            return Some(fault("CHANGE_BELOW_PAID").with("paid", self.bound()));
        }
        self.has_running_duty().then(|| fault("CHANGE_DUTY_RUNS"))
    }

    /// Returns what is wanted, with the budget in whole lines.
    pub(super) fn wanted(&self, asked: &Asked) -> Result<Wanted, Refusal> {
        let budget = asked.budget.as_deref();
        let granted = asked.amount.unwrap_or(self.granted);
        let budget = budget.map(|lines| self.budget_of(lines, granted));
        Ok(Wanted {
            budget: budget.transpose()?,
            ends: asked.ends,
            content: asked.content.clone(),
            partner: asked.partner.clone(),
            amount: asked.amount,
        })
    }

    /// Returns a budget of lines of the application's. Money is moved, not added: the sum stays,
    /// unless the amount changes as well. Then it lies between the present sum and the new amount,
    /// or between the present sum and the application's.
    fn budget_of(&self, amounts: &[BudgetAmount], granted: Money) -> Result<Budget, Refusal> {
        let mut faults = Violations::new();
        let (mut named, mut lines) = (BTreeSet::new(), Vec::new());
        let applied = self.budget.as_ref().map(|of| &of.applied);
        for (at, BudgetAmount { code, amount }) in amounts.iter().enumerate() {
            let field = format!("budget[{at}].code");
            let Some(line) = applied.and_then(|applied| applied.line(code)) else {
                faults.add(
                    &field,
                    "is no line of the application's budget; name one of them",
                );
                continue;
            };
            if !named.insert(code) {
                faults.add(&field, "stands in the list already; name it once");
            }
            lines.push(BudgetLine {
                amount: *amount,
                ..line.clone()
            });
        }
        let lines = Budget::from(lines);
        if self.approved_budget() == Some(&lines) && granted == self.granted {
            faults.add("budget", "is the present one; move money, or leave it out");
        }
        let sum = Money::saturating_sum(amounts.iter().map(|line| line.amount));
        let present = self.approved_budget().map_or(Money::ZERO, Budget::sum);
        let most = applied.map_or(present, Budget::sum).max(present);
        let (least, most) = if granted < self.granted {
            (granted.min(present), present)
        } else if granted > self.granted {
            (present, most)
        } else {
            (present, present)
        };
        if sum < least || sum > most {
            let (sum, least, most) = (sum.ore(), least.ore(), most.ore());
            faults.add(
                "budget",
                format_args!(
                    "comes to {sum} øre; move money so that it comes to {least} øre or more, and \
                     {most} øre or less"
                ),
            );
        }
        if faults.is_empty() {
            return Ok(lines);
        }
        Err(Refusal::InvalidFields(faults.into_vec()))
    }
}

pub(super) fn fault(code: &'static str) -> Finding {
    Finding::blocking(code, "configurable")
}
