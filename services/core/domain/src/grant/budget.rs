//! The budget of a grant: the application's, or a revised one where the grant is partial.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Grant;
use super::acceptance::refused;
use crate::findings::Finding;
use crate::money::Money;
use crate::refusal::Refusal;
use crate::step::{StepName, StepRecord};
use crate::violations::Violations;

/// The rule value with which a scheme says that a partial grant is accepted on a revised budget.
pub const REVISED_BUDGET: &str = "acceptance.revised_budget";

/// A line of a budget.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BudgetLine {
    /// Code, by which accounts name the line.
    pub code: String,
    /// Title in the words of the form; empty where the scheme's catalogue has one for the code.
    pub title: String,
    /// The amount, not below zero.
    pub amount: Money,
}

/// An amount for a line of a budget.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BudgetAmount {
    /// Code of the line.
    pub code: String,
    /// The amount, not below zero.
    pub amount: Money,
}

/// A budget: lines whose codes differ.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<BudgetLine>")]
pub struct Budget(Vec<BudgetLine>);

impl From<Vec<BudgetLine>> for Budget {
    /// Lines with the same code become one, with the title of the first.
    fn from(lines: Vec<BudgetLine>) -> Self {
        let mut budget: Vec<BudgetLine> = Vec::with_capacity(lines.len());
        for line in lines {
            match budget.iter_mut().find(|known| known.code == line.code) {
                Some(known) => known.amount = Money::saturating_sum([known.amount, line.amount]),
                None => budget.push(line),
            }
        }
        Self(budget)
    }
}

impl Budget {
    /// The lines in order.
    #[must_use]
    pub fn lines(&self) -> &[BudgetLine] {
        &self.0
    }

    /// The line with a code.
    #[must_use]
    pub fn line(&self, code: &str) -> Option<&BudgetLine> {
        self.0.iter().find(|line| line.code == code)
    }

    /// Returns true if a line's code is that of a group of lines, or the group's, a dot and more.
    #[must_use]
    pub fn is_under(line: &str, group: &str) -> bool {
        line.strip_prefix(group)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    }

    /// Returns the amount of a line, or of all lines of a group; none where the budget has neither.
    #[must_use]
    pub fn at(&self, code: &str) -> Option<Money> {
        let mut under = self
            .0
            .iter()
            .filter(|line| Self::is_under(&line.code, code));
        let first = under.next()?.amount;
        Some(Money::saturating_sum(
            std::iter::once(first).chain(under.map(|line| line.amount)),
        ))
    }

    /// Returns the amount of a line, or of those lines of a group that are not among `told`; none
    /// where the budget has neither.
    #[must_use]
    pub fn at_without(&self, code: &str, told: &[String]) -> Option<Money> {
        self.at(code)?;
        let counts = |line: &&BudgetLine| line.code == code || !told.contains(&line.code);
        let under = |line: &&BudgetLine| Self::is_under(&line.code, code);
        let lines = self.0.iter().filter(under).filter(counts);
        Some(Money::saturating_sum(lines.map(|line| line.amount)))
    }

    /// Returns true if it has no line.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The sum of the lines.
    #[must_use]
    pub fn sum(&self) -> Money {
        Money::saturating_sum(self.0.iter().map(|line| line.amount))
    }

    /// Returns this budget with lower amounts that come to `least` or more. A line that is not
    /// named falls away. Each line is named once and gets no more than it has, so that the sum
    /// cannot rise.
    ///
    /// # Errors
    /// [`Refusal::InvalidFields`] with every fault, below `lines`.
    pub fn revised(&self, least: Money, amounts: &[BudgetAmount]) -> Result<Self, Refusal> {
        let mut faults = Violations::new();
        let (mut named, mut lines) = (BTreeSet::new(), Vec::new());
        for (at, BudgetAmount { code, amount }) in amounts.iter().enumerate() {
            let field = format!("lines[{at}].code");
            let Some(line) = self.line(code) else {
                faults.add(
                    &field,
                    "is no line of the application's budget; name one of them",
                );
                continue;
            };
            if !named.insert(code) {
                faults.add(&field, "stands in the list already; name it once");
            }
            if *amount > line.amount {
                let most = line.amount.ore();
                faults.add(
                    &format!("lines[{at}].amount.ore"),
                    format_args!("is above the application's {most} øre for the line; lower it"),
                );
            }
            lines.push(BudgetLine {
                amount: *amount,
                ..line.clone()
            });
        }
        let sum = Money::saturating_sum(amounts.iter().map(|line| line.amount));
        if sum < least {
            let (sum, least) = (sum.ore(), least.ore());
            faults.add(
                "lines",
                format_args!("come to {sum} øre; budget with {least} øre or more"),
            );
        }
        if faults.is_empty() {
            return Ok(Self(lines));
        }
        Err(Refusal::InvalidFields(faults.into_vec()))
    }
}

/// The budget of a grant, as it was fixed when the grant was decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GrantBudget {
    /// The application's.
    pub applied: Budget,
    /// The amount applied for.
    pub requested: Money,
    /// By the rules of the call, the grant is accepted on a revised budget where it is partial.
    pub revise: bool,
    /// The revised budget that was submitted last. It is stored apart from the rest.
    #[serde(skip)]
    pub revised: Option<RevisedBudget>,
}

/// A revised budget of a partial grant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RevisedBudget {
    /// The budget.
    pub budget: Budget,
    /// The person who submitted it, and the time.
    pub submitted: StepRecord,
    /// Its state.
    pub state: RevisedBudgetState,
    /// The last day to accept the offer that the answers to revised budgets gave; none before one.
    pub accept_by: Option<NaiveDate>,
}

/// State of a revised budget.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", content = "record", rename_all = "snake_case")]
pub enum RevisedBudgetState {
    /// Waits for a case handler.
    Submitted,
    /// Approved: the person, the time, and a reason that may be empty.
    Approved(StepRecord),
    /// Sent back: the person, the time and the reason.
    Returned(StepRecord),
}

impl RevisedBudgetState {
    /// The name in findings.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Submitted => "submitted",
            Self::Approved(_) => "approved",
            Self::Returned(_) => "returned",
        }
    }

    /// The case handler's answer, to be changed.
    #[must_use]
    pub const fn answer_mut(&mut self) -> Option<&mut StepRecord> {
        match self {
            Self::Submitted => None,
            Self::Approved(record) | Self::Returned(record) => Some(record),
        }
    }

    /// The case handler's answer.
    #[must_use]
    pub const fn answer(&self) -> Option<&StepRecord> {
        match self {
            Self::Submitted => None,
            Self::Approved(record) | Self::Returned(record) => Some(record),
        }
    }
}

/// The answer of a case handler to a revised budget.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BudgetAnswer {
    /// It is approved.
    Approve,
    /// It is sent back.
    Return,
}

impl Grant {
    /// The budget that was approved, which accounts are held against: that of the last change, or a
    /// revised one, while it covers what is granted, else the application's. None for grants that
    /// were decided before grants had budgets.
    #[must_use]
    pub fn approved_budget(&self) -> Option<&Budget> {
        self.changed_budget()
            .or_else(|| self.budget_before_changes())
    }

    /// The budget that the grant was accepted on.
    pub(super) fn budget_before_changes(&self) -> Option<&Budget> {
        let budget = self.budget.as_ref()?;
        Some(self.approved_revision().unwrap_or(&budget.applied))
    }

    /// Returns true if the offer cannot be accepted before a revised budget is approved.
    #[must_use]
    pub fn needs_revised_budget(&self) -> bool {
        self.revisable().is_some() && self.approved_revision().is_none()
    }

    /// Submits a revised budget, in place of one that waits or was sent back.
    ///
    /// # Errors
    /// [`Refusal::WrongState`] unless offered; [`Refusal::RulesNotMet`] when none is needed, and
    /// after the last day; [`Refusal::InvalidFields`] with every fault of the lines.
    pub fn submit_revised_budget(
        mut self,
        amounts: &[BudgetAmount],
        today: NaiveDate,
        step: StepRecord,
    ) -> Result<Self, Refusal> {
        self.require_offered(StepName::SubmitRevisedBudget)?;
        if !self.needs_revised_budget() {
            let finding = Finding::blocking("GRANT_BUDGET_NOT_NEEDED", "configurable");
            return Err(Refusal::RulesNotMet(vec![finding]));
        }
        if today > self.last_day() && !self.budget_waits() {
            return Err(refused("GRANT_ACCEPTANCE_LATE", self.last_day()));
        }
        let least = self.least_budget();
        if let Some(of) = &mut self.budget {
            of.revised = Some(RevisedBudget {
                budget: of.applied.revised(least, amounts)?,
                submitted: step.clone(),
                state: RevisedBudgetState::Submitted,
                accept_by: of.revised.as_ref().and_then(|before| before.accept_by),
            });
        }
        Ok(self.stamped(step))
    }

    /// Answers a revised budget that waits. The recipient has until `accept_by` to go on, where the
    /// last day was earlier.
    ///
    /// # Errors
    /// [`Refusal::WrongState`] unless offered; [`Refusal::RulesNotMet`] when none waits, and when
    /// one is approved that does not cover what is granted.
    pub fn answer_revised_budget(
        mut self,
        answer: BudgetAnswer,
        accept_by: NaiveDate,
        step: StepRecord,
    ) -> Result<Self, Refusal> {
        self.require_offered(match answer {
            BudgetAnswer::Approve => StepName::ApproveRevisedBudget,
            BudgetAnswer::Return => StepName::ReturnRevisedBudget,
        })?;
        let (waits, least) = (self.budget_waits(), self.least_budget());
        let waiting = self.budget.as_mut().and_then(|of| of.revised.as_mut());
        let Some(waiting) = waiting.filter(|_| waits) else {
            let finding = Finding::blocking("GRANT_BUDGET_NOT_WAITING", "configurable");
            return Err(Refusal::RulesNotMet(vec![finding]));
        };
        let sum = waiting.budget.sum();
        waiting.state = match answer {
            BudgetAnswer::Return => RevisedBudgetState::Returned(step.clone()),
            BudgetAnswer::Approve if sum >= least => RevisedBudgetState::Approved(step.clone()),
            BudgetAnswer::Approve => {
                let finding = Finding::blocking("GRANT_BUDGET_BELOW_GRANT", "configurable")
                    .with("sum", sum)
                    .with("granted", self.granted);
                return Err(Refusal::RulesNotMet(vec![finding]));
            }
        };
        // A second answer never takes days away that the first one gave.
        waiting.accept_by = waiting.accept_by.max(Some(accept_by));
        Ok(self.stamped(step))
    }

    /// Returns the finding that stops an acceptance without an approved budget.
    pub(super) fn budget_finding(&self) -> Option<Finding> {
        let of = self
            .budget
            .as_ref()
            .filter(|_| self.needs_revised_budget())?;
        let submitted = of.revised.as_ref().map(|revised| revised.state.name());
        let finding = Finding::blocking("GRANT_BUDGET_NOT_APPROVED", "configurable");
        Some(finding.with("state", submitted.unwrap_or("missing")))
    }

    /// Returns true if a revised budget waits for a case handler, so that the recipient can do
    /// nothing.
    pub(super) fn budget_waits(&self) -> bool {
        let revised = self.revisable().and_then(|of| of.revised.as_ref());
        revised.is_some_and(|revised| revised.state == RevisedBudgetState::Submitted)
    }

    /// The budget of a grant that is partial and asks for a revised one. A form without lines has
    /// nothing to revise.
    fn revisable(&self) -> Option<&GrantBudget> {
        let budget = self.budget.as_ref()?;
        let partial = budget.revise && self.granted < budget.requested;
        (partial && !budget.applied.0.is_empty()).then_some(budget)
    }

    /// The revised budget that is approved and covers what is granted.
    fn approved_revision(&self) -> Option<&Budget> {
        let revised = self.revisable()?.revised.as_ref()?;
        let approved = matches!(revised.state, RevisedBudgetState::Approved(_));
        (approved && revised.budget.sum() >= self.least_budget()).then_some(&revised.budget)
    }

    /// The least that a revised budget comes to: what is granted, or the application's sum where
    /// the rules of a scheme grant more than that.
    pub(super) fn least_budget(&self) -> Money {
        let applied = self.budget.as_ref().map(|of| of.applied.sum());
        applied.map_or(self.granted, |applied| applied.min(self.granted))
    }
}
