//! Budgets of grants.

use domain::grant::{Budget, BudgetAmount, RevisedBudget, RevisedBudgetState};
use domain::violations::Violations;

use crate::outward::Outward;
use crate::{SchemeContract, money, v1};

/// The most lines of a budget.
const LINES_MAX: usize = 2_000;

/// Characters of a line's code: two codes of a form and a dot.
pub(crate) const LINE_CODE_MAX: usize = 121;

/// Reads the lines of a budget.
pub fn amounts(
    faults: &mut Violations,
    field: &str,
    lines: Vec<v1::GrantBudgetLine>,
) -> Option<Vec<BudgetAmount>> {
    faults.list_size(field, lines.len(), 1..=LINES_MAX)?;
    faults.each(field, lines, |faults, line| {
        let code = faults.line("code", &line.code, LINE_CODE_MAX);
        let amount = money::required(faults, "amount", line.amount);
        Some(BudgetAmount {
            code: code?,
            amount: amount?,
        })
    })
}

impl<S: SchemeContract> Outward<S> {
    /// The lines of a budget, with the titles of the catalogue where the form has none.
    pub(crate) fn budget_lines(&self, budget: &Budget) -> Vec<v1::GrantBudgetLine> {
        let lines = budget.lines().iter().map(|line| v1::GrantBudgetLine {
            code: line.code.clone(),
            title: if line.title.is_empty() {
                self.code_title("budget-line-", &line.code)
            } else {
                line.title.clone()
            },
            amount: Some(line.amount.into()),
        });
        lines.collect()
    }

    /// A revised budget.
    pub(crate) fn revised_budget(&self, revised: &RevisedBudget) -> v1::RevisedBudget {
        let state = match revised.state {
            RevisedBudgetState::Submitted => v1::RevisedBudgetState::Submitted,
            RevisedBudgetState::Approved(_) => v1::RevisedBudgetState::Approved,
            RevisedBudgetState::Returned(_) => v1::RevisedBudgetState::Returned,
        };
        let answer = revised.state.answer();
        v1::RevisedBudget {
            lines: self.budget_lines(&revised.budget),
            state: state.into(),
            submission: Some(self.step(&revised.submitted, false)),
            answer: answer.map(|record| self.step(record, false)),
        }
    }
}
