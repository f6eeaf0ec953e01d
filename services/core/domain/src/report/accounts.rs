//! The accounts of a report, held against the budget of the grant.

use serde::{Deserialize, Serialize};

use super::ReportContent;
use crate::grant::{Budget, BudgetLine};
use crate::money::Money;

/// One line of the accounts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountLine {
    /// Code of the budget line.
    pub line: String,
    /// Budgeted: the amount of the grant's budget, zero where that has no such line. For a grant
    /// without a budget it is the recipient's figure.
    pub budget: Money,
    /// Actual.
    pub actual: Money,
}

impl<I> ReportContent<I> {
    /// Sum of the budgeted lines.
    #[must_use]
    pub fn budgeted(&self) -> Money {
        Money::from_ore(self.accounts.iter().map(|line| line.budget.ore()).sum())
    }

    /// The cost that the actual one is held against: the whole budget of the grant, so that a line
    /// that is left out counts as not spent. Grants that were decided before grants had budgets
    /// keep the figures of the report; so do reports without accounts, which ask for no settlement.
    #[must_use]
    pub fn approved(&self, budget: Option<&Budget>) -> Money {
        let budget = budget.filter(|_| !self.accounts.is_empty());
        budget.map_or_else(|| self.budgeted(), Budget::sum)
    }

    /// Fills the budget of the grant into the accounts, whatever stood there.
    pub(super) fn fill(&mut self, budget: &Budget) {
        for account in &mut self.accounts {
            let line = budget.line(&account.line);
            account.budget = line.map_or(Money::ZERO, |line| line.amount);
        }
    }

    /// Returns the lines of a budget that get money and do not stand in the accounts; none where
    /// there are no accounts at all.
    pub fn missing_lines<'b>(
        &self,
        budget: &'b Budget,
    ) -> impl Iterator<Item = &'b BudgetLine> + use<'_, 'b, I> {
        let told = |code: &str| self.accounts.iter().any(|account| account.line == code);
        let lines = budget.lines().iter();
        let asked = !self.accounts.is_empty();
        lines.filter(move |line| asked && line.amount.is_positive() && !told(&line.code))
    }

    /// Sum of the actual lines.
    #[must_use]
    pub fn actual(&self) -> Money {
        Money::from_ore(self.accounts.iter().map(|line| line.actual.ore()).sum())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(code: &str, kroner: i64) -> BudgetLine {
        BudgetLine {
            code: code.to_owned(),
            title: String::new(),
            amount: Money::kroner(kroner),
        }
    }

    fn content(accounts: &[(&str, i64, i64)]) -> ReportContent<()> {
        let accounts = accounts.iter().map(|(line, budget, actual)| AccountLine {
            line: (*line).to_owned(),
            budget: Money::kroner(*budget),
            actual: Money::kroner(*actual),
        });
        ReportContent {
            indicators: (),
            accounts: accounts.collect(),
            moved_to_equity: Money::ZERO,
            auditor_confirmation: true,
            narrative: String::new(),
        }
    }

    #[test]
    fn accounts_are_held_against_the_whole_budget_of_the_grant() {
        let budget: Budget = vec![line("wages", 60), line("rent", 40), line("travel", 0)].into();
        let mut told = content(&[("wages", 1, 50), ("drinks", 500, 10)]);
        told.fill(&budget);
        assert_eq!(told, content(&[("wages", 60, 50), ("drinks", 0, 10)]));
        assert_eq!(told.approved(Some(&budget)), Money::kroner(100));
        let missing: Vec<&str> = told
            .missing_lines(&budget)
            .map(|it| it.code.as_str())
            .collect();
        assert_eq!(missing, ["rent"]);
    }

    /// Negative control: accounts that are not there ask for no settlement, and a grant without a
    /// budget keeps the figures of its report.
    #[test]
    fn without_accounts_or_budget_nothing_is_held_against_them() {
        let budget: Budget = vec![line("building", 60)].into();
        assert_eq!(content(&[]).approved(Some(&budget)), Money::ZERO);
        assert_eq!(content(&[]).missing_lines(&budget).count(), 0);
        assert_eq!(content(&[("wages", 7, 5)]).approved(None), Money::kroner(7));
    }
}
