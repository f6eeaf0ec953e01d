//! The authority's verdict on the accounts of a report, line by line.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Report, ReportState};
use crate::findings::Finding;
use crate::grant::settlement::AcceptedLine;
use crate::money::Money;
use crate::refusal::Refusal;
use crate::step::{StepName, StepRecord};
use crate::violations::Violations;

/// The verdict on one line: a part is accepted, a part is parked until a later report; the rest is
/// not accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineVerdict {
    /// Code of the budget line.
    pub line: String,
    /// The part that an earlier report told of and that was parked.
    #[serde(default)]
    pub parked_before: Money,
    /// The accepted part.
    pub accepted: Money,
    /// The part that a later report is judged with.
    pub parked: Money,
    /// The reason; empty where all is accepted.
    pub reason: String,
}

impl<I> Report<I> {
    /// Accepts the report, with the authority's assessment of goal attainment and its verdicts on
    /// lines. A line without a verdict is accepted as a whole. `around` are the amounts that
    /// earlier reports have parked, and whether a later report has accounts, which parked amounts
    /// wait for.
    ///
    /// # Errors
    /// [`Refusal::WrongState`] unless submitted; [`Refusal::InvalidFields`] with every fault of the
    /// verdicts, below `lines`; [`Refusal::RulesNotMet`] when lines are parked and no later report
    /// has accounts, and when it differs from what was recommended; [`Refusal::FourEyes`] to the
    /// person who recommended it.
    pub fn accept(
        mut self,
        goal_assessment: String,
        verdicts: &[LineVerdict],
        around: (&BTreeMap<String, Money>, bool),
        step: StepRecord,
    ) -> Result<Self, Refusal> {
        let ReportState::Submitted { notices, .. } = self.state.clone() else {
            return Err(self.wrong_state(StepName::AcceptReport));
        };
        let verdicts = self.judged(verdicts, around)?;
        self.follows_recommendation((&goal_assessment, &verdicts), &step)?;
        self.state = ReportState::Accepted {
            notices,
            goal_assessment,
            verdicts,
        };
        Ok(self.stamped(step))
    }

    /// The amount of each line that is to be judged: told in this report, or parked before.
    fn to_judge(&self, before: &BTreeMap<String, Money>) -> BTreeMap<String, (Money, Money)> {
        let mut lines: BTreeMap<String, (Money, Money)> = BTreeMap::new();
        let accounts = self.content.iter().flat_map(|content| &content.accounts);
        for account in accounts {
            lines.entry(account.line.clone()).or_default().0 = account.actual;
        }
        for (line, parked) in before {
            lines.entry(line.clone()).or_default().1 = *parked;
        }
        lines
    }

    /// Checks verdicts, and completes them with those lines that are accepted as a whole.
    pub(super) fn judged(
        &self,
        verdicts: &[LineVerdict],
        (before, later): (&BTreeMap<String, Money>, bool),
    ) -> Result<Vec<LineVerdict>, Refusal> {
        let verdicts = self.completed(verdicts, before)?;
        let parked = verdicts.iter().find(|one| one.parked.is_positive());
        if let (false, Some(parked)) = (later, parked) {
            let finding = Finding::blocking("REPORT_PARKED_WITHOUT_LATER", "configurable");
            let finding = finding.on("lines").with("line", parked.line.as_str());
            return Err(Refusal::RulesNotMet(vec![finding]));
        }
        Ok(verdicts)
    }

    /// Checks each verdict against its line, and completes them.
    fn completed(
        &self,
        verdicts: &[LineVerdict],
        before: &BTreeMap<String, Money>,
    ) -> Result<Vec<LineVerdict>, Refusal> {
        let lines = self.to_judge(before);
        let mut faults = Violations::new();
        let mut named = BTreeSet::new();
        let mut judged = BTreeMap::new();
        for (at, verdict) in verdicts.iter().enumerate() {
            let field = |name: &str| format!("lines[{at}].{name}");
            let Some((told, parked_before)) = lines.get(&verdict.line) else {
                let problem = "is no line of the accounts; name one of them";
                faults.add(&field("line"), problem);
                continue;
            };
            if !named.insert(&verdict.line) {
                faults.add(&field("line"), "stands in the list already; name it once");
            }
            let most = Money::saturating_sum([*told, *parked_before]);
            let decided = Money::saturating_sum([verdict.accepted, verdict.parked]);
            if decided > most {
                let most = most.ore();
                let problem = format_args!("and what is parked come to more than {most} øre");
                faults.add(&field("accepted.ore"), problem);
            }
            if verdict.accepted < most && verdict.reason.trim().is_empty() {
                faults.add(
                    &field("reason"),
                    "is required where a line is not accepted as a whole; say why",
                );
            }
            let verdict = LineVerdict {
                parked_before: *parked_before,
                ..verdict.clone()
            };
            judged.insert(verdict.line.clone(), verdict);
        }
        if !faults.is_empty() {
            return Err(Refusal::InvalidFields(faults.into_vec()));
        }
        let whole = |(line, (told, parked_before)): (String, (Money, Money))| LineVerdict {
            line,
            parked_before,
            accepted: Money::saturating_sum([told, parked_before]),
            parked: Money::ZERO,
            reason: String::new(),
        };
        let all = lines.into_iter().map(|line| match judged.remove(&line.0) {
            Some(verdict) => verdict,
            None => whole(line),
        });
        Ok(all.collect())
    }
}

/// Returns what the last accepted report has parked, by line.
#[must_use]
pub fn parked<I>(reports: &[Report<I>]) -> BTreeMap<String, Money> {
    let verdicts = |report: &Report<I>| match &report.state {
        ReportState::Accepted { verdicts, .. } => Some(verdicts.clone()),
        _ => None,
    };
    let with_accounts = reports
        .iter()
        .filter(|report| report.kind.asks_for_accounts());
    let last = with_accounts.filter_map(verdicts).last();
    last.into_iter()
        .flatten()
        .filter(|verdict| verdict.parked.is_positive())
        .map(|verdict| (verdict.line, verdict.parked))
        .collect()
}

/// Returns the lines of all accepted accounts, each code once, in the order they were told in.
#[must_use]
pub fn accepted_lines<I>(reports: &[Report<I>]) -> Vec<AcceptedLine> {
    let mut lines: Vec<AcceptedLine> = Vec::new();
    for report in reports {
        let (ReportState::Accepted { verdicts, .. }, Some(content)) =
            (&report.state, &report.content)
        else {
            continue;
        };
        for account in &content.accounts {
            let verdict = verdicts.iter().any(|one| one.line == account.line);
            let line = line_of(&mut lines, &account.line);
            line.budget = account.budget;
            line.reported = Money::saturating_sum([line.reported, account.actual]);
            if !verdict {
                line.accepted = Money::saturating_sum([line.accepted, account.actual]);
            }
        }
        for verdict in verdicts {
            let line = line_of(&mut lines, &verdict.line);
            line.accepted = Money::saturating_sum([line.accepted, verdict.accepted]);
        }
    }
    lines
}

fn line_of<'l>(lines: &'l mut Vec<AcceptedLine>, code: &str) -> &'l mut AcceptedLine {
    let at = lines.iter().position(|line| line.code == code);
    let at = at.unwrap_or_else(|| {
        lines.push(AcceptedLine {
            code: code.to_owned(),
            budget: Money::ZERO,
            reported: Money::ZERO,
            accepted: Money::ZERO,
        });
        lines.len() - 1
    });
    &mut lines[at]
}

#[cfg(test)]
mod tests {
    use super::super::tests_support::{record, submitted};
    use super::*;
    use crate::grant::{GrantPart, Settlement, SettlementRule};

    fn verdict(line: &str, accepted: i64, parked: i64, reason: &str) -> LineVerdict {
        LineVerdict {
            line: line.to_owned(),
            parked_before: Money::ZERO,
            accepted: Money::kroner(accepted),
            parked: Money::kroner(parked),
            reason: reason.to_owned(),
        }
    }

    fn accept(
        report: Report<()>,
        verdicts: &[LineVerdict],
        earlier: &[Report<()>],
        later: bool,
    ) -> Result<Report<()>, Refusal> {
        let around = (&parked(earlier), later);
        report.accept("Attained.".to_owned(), verdicts, around, record())
    }

    #[test]
    fn a_parked_line_is_judged_with_the_next_report() {
        let first = submitted(1, &[("wages", 40), ("rent", 30)]);
        let missing = verdict(
            "rent",
            10,
            15,
            "Five are no rent; the receipt of 15 is missing.",
        );
        let first = accept(first, &[missing], &[], true).unwrap();
        let parked_now = parked(std::slice::from_ref(&first));
        assert_eq!(parked_now, [("rent".to_owned(), Money::kroner(15))].into());
        // The receipt came; the line stands in the next accounts no more.
        let last = submitted(2, &[("wages", 50)]);
        let last = accept(last, &[], std::slice::from_ref(&first), false).unwrap();
        let reports = [first, last];
        assert!(parked(&reports).is_empty());
        let lines = accepted_lines(&reports);
        let told: Vec<_> = lines
            .iter()
            .map(|line| (line.code.as_str(), line.reported, line.accepted))
            .collect();
        let expected = [("wages", 90, 90), ("rent", 30, 25)];
        let expected =
            expected.map(|(code, told, taken)| (code, Money::kroner(told), Money::kroner(taken)));
        assert_eq!(told, expected);
        let rule = SettlementRule {
            parts: vec![GrantPart::whole(Money::kroner(100))],
            by_line: true,
        };
        let settlement = Settlement::of(&rule, None, &lines, Money::ZERO);
        assert_eq!(settlement.kept, Money::from_ore(57_50));
    }

    #[test]
    fn every_fault_of_the_verdicts_is_told_at_once() {
        let report = submitted(1, &[("wages", 40)]);
        let verdicts = [
            verdict("wages", 30, 11, "Too much."),
            verdict("boat", 1, 0, ""),
            verdict("wages", 39, 0, " "),
        ];
        let Err(Refusal::InvalidFields(faults)) = accept(report, &verdicts, &[], true) else {
            panic!("accepted");
        };
        let fields: Vec<&str> = faults.iter().map(|fault| fault.field.as_str()).collect();
        let expected = [
            "lines[0].accepted.ore",
            "lines[1].line",
            "lines[2].line",
            "lines[2].reason",
        ];
        assert_eq!(fields, expected);
    }

    #[test]
    fn lines_are_not_parked_where_no_later_report_takes_them_up() {
        let report = submitted(1, &[("wages", 40)]);
        let parks = [verdict("wages", 30, 10, "The receipt is missing.")];
        let refused = accept(report.clone(), &parks, &[], false).unwrap_err();
        assert!(matches!(refused, Refusal::RulesNotMet(_)), "{refused:?}");
        assert!(accept(report, &parks, &[], true).is_ok(), "the control");
    }
}
