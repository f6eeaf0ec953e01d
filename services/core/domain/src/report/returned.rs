//! Reports that are sent back, as a whole or for single lines of their accounts.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Report, ReportContent, ReportState};
use crate::money::Money;
use crate::refusal::Refusal;
use crate::step::{StepName, StepRecord};
use crate::violations::Violations;

/// A line of the accounts that a report is sent back for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnedLine {
    /// Code of the budget line.
    pub line: String,
    /// The fault, or the missing part. Never empty.
    pub reason: String,
}

impl<I> Report<I> {
    /// Sends the report back: for the lines that are named, or as a whole when none is.
    ///
    /// # Errors
    /// [`Refusal::WrongState`] unless submitted; [`Refusal::InvalidFields`] with every line that
    /// the accounts do not have, or that is named twice, below `lines`.
    pub fn return_to_recipient(
        mut self,
        lines: Vec<ReturnedLine>,
        step: StepRecord,
    ) -> Result<Self, Refusal> {
        let ReportState::Submitted { notices, .. } = self.state.clone() else {
            return Err(self.wrong_state(StepName::ReturnReport));
        };
        let told = self.actual_by_line();
        let mut faults = Violations::new();
        let mut named = BTreeSet::new();
        for (at, returned) in lines.iter().enumerate() {
            let field = format!("lines[{at}].line");
            if !told.contains_key(returned.line.as_str()) {
                faults.add(&field, "is no line of the accounts; name one of them");
            } else if !named.insert(returned.line.as_str()) {
                faults.add(&field, "stands in the list already; name it once");
            }
        }
        if !faults.is_empty() {
            return Err(Refusal::InvalidFields(faults.into_vec()));
        }
        self.state = ReportState::Returned { notices, lines };
        Ok(self.stamped(step))
    }

    /// Judges that accounts change in those lines alone that were sent back, where lines were
    /// named: what the authority has looked at stays as it was.
    pub(super) fn keeps_other_lines(&self, content: &ReportContent<I>) -> Result<(), Refusal> {
        let ReportState::Returned { lines, .. } = &self.state else {
            return Ok(());
        };
        if lines.is_empty() {
            return Ok(());
        }
        let sent_back: BTreeSet<&str> = lines.iter().map(|one| one.line.as_str()).collect();
        let mut before = self.actual_by_line();
        let mut faults = Violations::new();
        for (at, account) in content.accounts.iter().enumerate() {
            let stays = before.remove(account.line.as_str()) == Some(account.actual);
            if !stays && !sent_back.contains(account.line.as_str()) {
                faults.add(
                    &format!("report.accounts[{at}]"),
                    "is no line that was sent back; leave it as it was",
                );
            }
        }
        let left_out = before.keys().filter(|line| !sent_back.contains(*line));
        for line in left_out {
            let problem = format_args!(
                "leave out the line {line:?}, which was not sent back; let it stay as it was"
            );
            faults.add("report.accounts", problem);
        }
        if faults.is_empty() {
            return Ok(());
        }
        Err(Refusal::InvalidFields(faults.into_vec()))
    }

    fn actual_by_line(&self) -> BTreeMap<&str, Money> {
        let accounts = self.content.iter().flat_map(|content| &content.accounts);
        accounts
            .map(|account| (account.line.as_str(), account.actual))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests_support::{record, submitted};
    use super::*;

    fn returned(line: &str) -> ReturnedLine {
        ReturnedLine {
            line: line.to_owned(),
            reason: "The receipt is missing.".to_owned(),
        }
    }

    /// The contents of a report with other actual costs.
    fn with(report: &Report<()>, lines: &[(&str, i64)]) -> ReportContent<()> {
        let accounts = submitted(1, lines).content.unwrap().accounts;
        let content = report.content.clone().unwrap();
        ReportContent {
            accounts,
            ..content
        }
    }

    fn fields(refused: Refusal) -> Vec<String> {
        let Refusal::InvalidFields(faults) = refused else {
            panic!("{refused:?}");
        };
        faults.into_iter().map(|fault| fault.field).collect()
    }

    #[test]
    fn the_lines_that_were_not_sent_back_stay() {
        let report = submitted(1, &[("wages", 40), ("rent", 30), ("food", 5)]);
        let report = report
            .return_to_recipient(vec![returned("rent")], record())
            .unwrap();
        let moved = with(&report, &[("wages", 45), ("rent", 25), ("boat", 5)]);
        let refused = report.clone().update(moved, record()).unwrap_err();
        let expected = [
            "report.accounts[0]",
            "report.accounts[2]",
            "report.accounts",
        ];
        assert_eq!(fields(refused), expected);
        let asked = with(&report, &[("wages", 40), ("rent", 25), ("food", 5)]);
        let updated = report.clone().update(asked, record()).unwrap();
        assert!(updated.submit(Vec::new(), record()).is_ok());
        let without = with(&report, &[("wages", 40), ("food", 5)]);
        assert!(report.update(without, record()).is_ok(), "it may go");
    }

    #[test]
    fn a_report_that_is_sent_back_as_a_whole_may_change_in_every_line() {
        let report = submitted(1, &[("wages", 40), ("rent", 30)]);
        let report = report.return_to_recipient(Vec::new(), record()).unwrap();
        let moved = with(&report, &[("wages", 45)]);
        assert!(report.update(moved, record()).is_ok());
    }

    #[test]
    fn lines_are_sent_back_once_and_from_the_accounts() {
        let report = submitted(1, &[("wages", 40)]);
        let lines = vec![returned("boat"), returned("wages"), returned("wages")];
        let refused = report.return_to_recipient(lines, record()).unwrap_err();
        assert_eq!(fields(refused), ["lines[0].line", "lines[2].line"]);
    }
}
