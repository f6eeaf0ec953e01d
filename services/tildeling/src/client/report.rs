//! `tildeling report`.

use anyhow::Context;
use clap::{Subcommand, ValueEnum};
use contract::v1;

use super::{Connection, plain, told};
use crate::output::say;
use crate::pages;
use crate::session::Session;
use crate::table::table;

/// Commands on reports.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Lists reports: of a call, of one grant, or the overdue ones of a scheme.
    List {
        /// `schemes/{scheme}/calls/{call}`, `…/grants/{grant}`, or with --overdue a scheme's code.
        name: String,
        /// Only those that are not delivered after their last day.
        #[arg(long)]
        overdue: bool,
    },
    /// Gives a recipient until a later day to report.
    Extend {
        /// The report's name.
        name: String,
        /// The last day to report from now on, `YYYY-MM-DD`.
        #[arg(long)]
        due: String,
        /// The reason, which the recipient is told.
        #[arg(long)]
        reason: String,
    },
    /// Reminds recipients of reports that are not delivered, on the days that the rules name.
    Remind {
        /// `schemes/{scheme}/calls/{call}`, or a scheme's code for all its calls.
        name: String,
        /// Says which reminders would be sent, and sends none.
        #[arg(long)]
        dry_run: bool,
    },
    /// Sums the indicators of accepted reports.
    Indicators {
        /// `schemes/{scheme}/calls/{call}`, or a scheme's code for all its calls.
        name: String,
        /// The grouping, beside the sums over all.
        #[arg(long, value_enum)]
        group_by: Option<GroupBy>,
    },
}

/// The grouping of indicators.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum GroupBy {
    /// The call.
    Call,
    /// The year that the grants are for.
    GrantYear,
    /// The recipient's municipality.
    Municipality,
    /// The plan line of the commitments.
    PlanLine,
    /// The goals of the commitments.
    Goal,
    /// The target groups of the commitments.
    TargetGroup,
    /// The measure of the commitments.
    Measure,
}

impl GroupBy {
    /// The grouping that a request asks for.
    pub(super) fn asked(by: Option<Self>) -> v1::IndicatorGrouping {
        match by {
            None => v1::IndicatorGrouping::Unspecified,
            Some(Self::Call) => v1::IndicatorGrouping::Call,
            Some(Self::GrantYear) => v1::IndicatorGrouping::GrantYear,
            Some(Self::Municipality) => v1::IndicatorGrouping::Municipality,
            Some(Self::PlanLine) => v1::IndicatorGrouping::PlanLine,
            Some(Self::Goal) => v1::IndicatorGrouping::Goal,
            Some(Self::TargetGroup) => v1::IndicatorGrouping::TargetGroup,
            Some(Self::Measure) => v1::IndicatorGrouping::Measure,
        }
    }
}

pub(super) fn run(command: &Command, connection: &Connection) -> anyhow::Result<()> {
    match command {
        Command::List { name, overdue } => connection.with(name, async |session| {
            show_reports(&reports(&session, &parent(name), *overdue).await?)
        }),
        Command::Extend { name, due, reason } => connection.with(name, async |session| {
            show_reports(&[extend(&session, name, due, reason).await?])
        }),
        Command::Remind { name, dry_run } => connection.with(name, async |session| {
            let request = v1::RemindReportsRequest {
                parent: parent(name),
                dry_run: *dry_run,
            };
            let answer = session.reporting().remind_reports(request).await;
            show_reminders(&answer.map_err(told)?.into_inner())
        }),
        Command::Indicators { name, group_by } => connection.with(name, async |session| {
            let request = v1::SumIndicatorsRequest {
                parent: parent(name),
                group_by: GroupBy::asked(*group_by).into(),
            };
            let answer = session.reporting().sum_indicators(request).await;
            show_indicators(&answer.map_err(told)?.into_inner())
        }),
    }
}

/// The name of a call as it was given, or that of all calls of a scheme that was named by its code.
fn parent(name: &str) -> String {
    if name.contains('/') {
        name.to_owned()
    } else {
        format!("schemes/{name}/calls/-")
    }
}

async fn reports(
    session: &Session,
    parent: &str,
    overdue: bool,
) -> anyhow::Result<Vec<v1::Report>> {
    pages::all(async |page_token| {
        let request = v1::ListReportsRequest {
            parent: parent.to_owned(),
            page_size: pages::PAGE_SIZE,
            page_token,
            states: Vec::new(),
            overdue,
        };
        let answer = session.reporting().list_reports(request).await;
        let page = answer.map_err(told)?.into_inner();
        Ok((page.reports, page.next_page_token))
    })
    .await
}

async fn extend(
    session: &Session,
    name: &str,
    due: &str,
    reason: &str,
) -> anyhow::Result<v1::Report> {
    let request = v1::GetReportRequest {
        name: name.to_owned(),
    };
    let answer = session.reporting().get_report(request).await;
    let read = answer.map_err(told)?.into_inner().report;
    let request = v1::ExtendReportRequest {
        name: name.to_owned(),
        etag: read.context("no report in the answer")?.etag,
        due_date: due.to_owned(),
        reason: reason.to_owned(),
    };
    let answer = session.reporting().extend_report(request).await;
    let report = answer.map_err(told)?.into_inner().report;
    report.context("no report in the answer")
}

fn show_reports(reports: &[v1::Report]) -> anyhow::Result<()> {
    let rows = reports.iter().map(|report| {
        vec![
            report.case_reference.clone(),
            report.name.clone(),
            report.due_date.clone(),
            plain(report.state().as_str_name(), "REPORT_STATE_"),
            report.extensions.len().to_string(),
            report.reminders.len().to_string(),
        ]
    });
    let headings = ["case", "report", "due", "state", "extended", "reminded"];
    say!("{}", table(&headings, &[4, 5], rows))?;
    Ok(())
}

fn show_reminders(answer: &v1::RemindReportsResponse) -> anyhow::Result<()> {
    let rows = answer.reminders.iter().map(|of| {
        let reminder = of.reminder.clone().unwrap_or_default();
        let side = plain(reminder.side().as_str_name(), "REMINDER_SIDE_");
        vec![
            of.case_reference.clone(),
            of.organisation_name.clone(),
            reminder.due_date,
            format!("{} days {side}", reminder.days),
            of.report.clone(),
        ]
    });
    let headings = ["case", "recipient", "due", "reminder", "report"];
    say!("{}", table(&headings, &[], rows))?;
    if answer.left_out > 0 {
        say!("left out for a declared interest: {}", answer.left_out)?;
    }
    if answer.more {
        say!("there are more: run it again")?;
    }
    Ok(())
}

fn show_indicators(answer: &v1::SumIndicatorsResponse) -> anyhow::Result<()> {
    let all = v1::IndicatorGroup {
        key: "all".to_owned(),
        sums: answer.sums.clone(),
        reports: answer.reports,
        missing_reports: answer.missing_reports,
        ..v1::IndicatorGroup::default()
    };
    let rows = answer.groups.iter().chain([&all]).flat_map(|group| {
        group.sums.iter().map(|sum| {
            vec![
                key(group),
                sum.title.clone(),
                sum.value
                    .map_or_else(|| "-".to_owned(), |value| value.to_string()),
                sum.unit.clone(),
                group.reports.to_string(),
                group.missing_reports.to_string(),
            ]
        })
    });
    let headings = ["group", "indicator", "value", "unit", "reports", "missing"];
    say!("{}", table(&headings, &[2, 4, 5], rows))?;
    Ok(())
}

/// The key of a group with its title; `-` where no tag is known.
fn key(group: &v1::IndicatorGroup) -> String {
    match (group.key.as_str(), group.title.as_str()) {
        ("", _) => "-".to_owned(),
        (key, "") => key.to_owned(),
        (key, title) => format!("{key} {title}"),
    }
}
