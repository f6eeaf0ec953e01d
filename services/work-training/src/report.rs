//! The rules about a report.

use domain::audit;
use domain::findings::Finding;
use domain::grant::BudgetLine;
use domain::money::Money;
use domain::report::common_findings;
use domain::rules::RuleValues;
use domain::scheme::{Found, ReportRule, Reported};

use crate::form::{Form, TargetGroup};
use crate::indicators::Indicators;
use crate::letter::AUDITOR;

/// The kind of document of a project report.
const PROJECT_REPORT: &str = "project_report";

/// The rules about a report: those of every scheme, then the scheme's own.
pub(crate) const RULES: &[ReportRule<Form, Indicators>] = &[
    common,
    project_report,
    lines_missing,
    lines_of_ordinary_operation,
    participants,
];

/// The rules of every scheme. No threshold is published: where the auditor is asked for at all, it
/// is in every case.
fn common(reported: &Reported<'_, Form, Indicators>, rules: &RuleValues) -> Found {
    let auditor = rules.flag(AUDITOR)?;
    let threshold = (!auditor.value).then_some(Money::MAX);
    let citation = auditor.citation();
    let (grant, place, content) = (reported.grant, reported.place, reported.content);
    let mut found = common_findings(grant, place, content, &citation);
    found.extend(audit::findings(reported, threshold, &citation, rules)?);
    Ok(found)
}

/// The project report is among the documents of the report.
fn project_report(reported: &Reported<'_, Form, Indicators>, rules: &RuleValues) -> Found {
    let asked = reported.place.kind.asks_for_results();
    let attached = !asked || reported.has_document(PROJECT_REPORT);
    let required = rules.set_flag("report.project_report_required")?;
    let missing = required
        .filter(|_| !attached)
        .map(|rule| Finding::blocking("TRAINING_PROJECT_REPORT_MISSING", &rule).on("documents"));
    Ok(missing.into_iter().collect())
}

/// The accounts can be held against the budget: every line of it that had money stands in them.
fn lines_missing(reported: &Reported<'_, Form, Indicators>, rules: &RuleValues) -> Found {
    let rule = rules.source(AUDITOR)?;
    let budget = reported.budget(Form::budget_lines);
    let missing = reported.missing_lines(&budget).into_iter();
    let finding = |line: &BudgetLine| {
        Finding::blocking("TRAINING_LINE_MISSING", &rule)
            .on("accounts")
            .with("line", line.code.as_str())
            .with("budget", line.amount)
    };
    Ok(missing.map(finding).collect())
}

/// A line of ordinary operation is pointed out: it gets no money.
fn lines_of_ordinary_operation(
    reported: &Reported<'_, Form, Indicators>,
    rules: &RuleValues,
) -> Found {
    let rule = rules.source(AUDITOR)?;
    let budget = &reported.application.draft.form.budget;
    let accounts = &reported.content.accounts;
    Ok(accounts
        .iter()
        .enumerate()
        .filter(|(_, account)| account.actual.is_positive())
        .filter(|(_, account)| {
            let mut lines = budget.iter().filter(|line| line.code == account.line);
            lines.any(|line| line.ordinary_operation)
        })
        .map(|(at, account)| {
            Finding::notice("TRAINING_LINE_OF_ORDINARY_OPERATION", &rule)
                .on(format!("accounts[{at}].line"))
                .with("line", account.line.as_str())
                .with("amount", account.actual)
        })
        .collect())
}

/// A report without a participant, or without one of the prioritised group that was planned for, is
/// pointed out.
fn participants(reported: &Reported<'_, Form, Indicators>, rules: &RuleValues) -> Found {
    let rule = rules.source(AUDITOR)?;
    let Some(indicators) = reported.indicators() else {
        return Ok(Vec::new());
    };
    let planned = &reported.application.draft.form.participants;
    if indicators.all.started == 0 {
        return Ok(vec![
            Finding::notice("TRAINING_NOBODY_STARTED", &rule)
                .on("indicators.all.started")
                .with("planned", planned.planned()),
        ]);
    }
    let drug = planned
        .groups
        .iter()
        .find(|group| group.group == TargetGroup::DrugProblems)
        .filter(|_| indicators.drug_problems.started == 0);
    let not_reached = drug.map(|drug| {
        Finding::notice("TRAINING_PRIORITISED_GROUP_NOT_REACHED", &rule)
            .on("indicators.drug_problems.started")
            .with("planned", drug.participants)
    });
    Ok(not_reached.into_iter().collect())
}
