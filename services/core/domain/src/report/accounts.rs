//! The accounts of a report, held against the budget of the grant.

use serde::{Deserialize, Serialize};

use super::{ReportContent, ReportPlace};
use crate::findings::Finding;
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

/// Money that a source brings in to pay the actual cost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FundingLine {
    /// Code of the source, one of the scheme's.
    pub source: String,
    /// The amount.
    pub amount: Money,
}

impl<I> ReportContent<I> {
    /// Sum of what all sources bring in.
    #[must_use]
    pub fn financed(&self) -> Money {
        Money::saturating_sum(self.financing.iter().map(|line| line.amount))
    }

    /// The amount that a source brings in; zero where it is not told of.
    #[must_use]
    pub fn financed_by(&self, source: &str) -> Money {
        let lines = self.financing.iter();
        let of_source = lines.filter(|line| line.source == source);
        Money::saturating_sum(of_source.map(|line| line.amount))
    }

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

    /// Fills the budget of the grant into the accounts, whatever stood there. A line that stands
    /// for a group gets the budget of the lines below it that are not told of by themselves.
    pub(super) fn fill(&mut self, budget: &Budget) {
        let told: Vec<String> = self.accounts.iter().map(|line| line.line.clone()).collect();
        for account in &mut self.accounts {
            account.budget = budget.at_without(&account.line, &told).unwrap_or_default();
        }
    }

    /// Returns a finding for each line that the budget does not have.
    pub(super) fn unapproved_lines(&self, budget: &Budget) -> Vec<Finding> {
        let unknown = |line: &str| budget.at(line).is_none();
        let lines = self.accounts.iter().enumerate();
        lines
            .filter(|(_, account)| unknown(&account.line))
            .map(|(at, account)| {
                Finding::blocking("REPORT_LINE_NOT_APPROVED", "configurable")
                    .on(format!("accounts[{at}].line"))
                    .with("line", account.line.as_str())
                    .with("amount", account.actual)
            })
            .collect()
    }

    /// Returns the lines of a budget that get money and that neither these accounts nor `earlier`
    /// tell of; none where there are no accounts at all.
    pub fn missing_lines<'b>(
        &self,
        budget: &'b Budget,
        earlier: &ReportPlace,
    ) -> Vec<&'b BudgetLine> {
        let told = |code: &str| {
            let here = self.accounts.iter();
            here.map(|account| account.line.as_str())
                .any(|line| Budget::is_under(code, line))
                || earlier.tells_of(code)
        };
        let asked = earlier.settles && !self.accounts.is_empty();
        let missing = |line: &&BudgetLine| asked && line.amount.is_positive() && !told(&line.code);
        budget.lines().iter().filter(missing).collect()
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
    use crate::report::ReportKind;

    fn place() -> ReportPlace {
        ReportPlace::alone(ReportKind::Whole)
    }

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
            indicators: Some(()),
            accounts: accounts.collect(),
            financing: Vec::new(),
            moved_to_equity: Money::ZERO,
            certificate: None,
            said_confirmed: false,
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
        assert_eq!(told.missing_lines(&budget, &place()), [&budget.lines()[1]]);
        let unapproved = told.unapproved_lines(&budget);
        assert_eq!(unapproved.len(), 1);
        assert_eq!(unapproved[0].field, "accounts[1].line");
    }

    /// Negative control: accounts that are not there ask for no settlement, and a grant without a
    /// budget keeps the figures of its report.
    #[test]
    fn without_accounts_or_budget_nothing_is_held_against_them() {
        let budget: Budget = vec![line("building", 60)].into();
        assert_eq!(content(&[]).approved(Some(&budget)), Money::ZERO);
        assert_eq!(content(&[]).missing_lines(&budget, &place()).len(), 0);
        assert_eq!(content(&[("wages", 7, 5)]).approved(None), Money::kroner(7));
    }
}
