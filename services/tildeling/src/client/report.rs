//! `tildeling report`.

use anyhow::Context;
use clap::{Subcommand, ValueEnum};
use contract::v1;

use super::call::ore;
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
    /// Recommends that a report is accepted, for another person to accept just that.
    Recommend {
        /// The report's name.
        name: String,
        /// The account of the attainment of the goals.
        #[arg(long)]
        goals: String,
        /// A line with its verdict, as of `accept`; repeat.
        #[arg(long = "line", value_parser = verdict)]
        lines: Vec<v1::LineVerdict>,
    },
    /// Accepts a report: as a whole, but for the lines that are named.
    Accept {
        /// The report's name.
        name: String,
        /// The account of the attainment of the goals; without it, the report is accepted as
        /// another person recommended.
        #[arg(long)]
        goals: Option<String>,
        /// A line with its verdict, `code=accepted[+parked][: reason]` in kroner; repeat. Less than
        /// the whole needs the reason.
        #[arg(long = "line", value_parser = verdict, requires = "goals")]
        lines: Vec<v1::LineVerdict>,
    },
    /// Returns a report: as a whole, or for single lines.
    Return {
        /// The report's name.
        name: String,
        /// What is missing.
        #[arg(long)]
        reason: String,
        /// A line that it is sent back for, `code=fault`; repeat.
        #[arg(long = "line", value_parser = returned_line)]
        lines: Vec<v1::ReturnedLine>,
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
        Command::Recommend { name, goals, lines } => connection.with(name, async |session| {
            let request = v1::RecommendReportRequest {
                name: name.clone(),
                etag: etag(&session, name).await?,
                goal_assessment: goals.clone(),
                lines: lines.clone(),
            };
            let answer = session.reporting().recommend_report(request).await;
            show_report(answer.map_err(told)?.into_inner().report)
        }),
        Command::Accept { name, goals, lines } => connection.with(name, async |session| {
            let read = read_report(&session, name).await?;
            let (goal_assessment, lines) = match goals {
                Some(goals) => (goals.clone(), lines.clone()),
                None => recommended(read.recommendation)?,
            };
            let request = v1::AcceptReportRequest {
                name: name.clone(),
                etag: read.etag,
                goal_assessment,
                lines,
            };
            let answer = session.reporting().accept_report(request).await;
            show_report(answer.map_err(told)?.into_inner().report)
        }),
        Command::Return {
            name,
            reason,
            lines,
        } => connection.with(name, async |session| {
            let request = v1::ReturnReportRequest {
                name: name.clone(),
                etag: etag(&session, name).await?,
                reason: reason.clone(),
                lines: lines.clone(),
            };
            let answer = session.reporting().return_report(request).await;
            show_report(answer.map_err(told)?.into_inner().report)
        }),
        Command::Extend { name, due, reason } => connection.with(name, async |session| {
            let request = v1::ExtendReportRequest {
                name: name.clone(),
                etag: etag(&session, name).await?,
                due_date: due.clone(),
                reason: reason.clone(),
            };
            let answer = session.reporting().extend_report(request).await;
            show_report(answer.map_err(told)?.into_inner().report)
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

/// Reads the etag of a report.
async fn etag(session: &Session, name: &str) -> anyhow::Result<String> {
    Ok(read_report(session, name).await?.etag)
}

async fn read_report(session: &Session, name: &str) -> anyhow::Result<v1::Report> {
    let request = v1::GetReportRequest {
        name: name.to_owned(),
    };
    let answer = session.reporting().get_report(request).await;
    let report = answer.map_err(told)?.into_inner().report;
    report.context("no report in the answer")
}

/// The assessment and the verdicts that another person recommended.
fn recommended(
    recommendation: Option<v1::ReportRecommendation>,
) -> anyhow::Result<(String, Vec<v1::LineVerdict>)> {
    let recommended = recommendation.context("nothing is recommended; give --goals")?;
    Ok((recommended.goal_assessment, recommended.verdicts))
}

/// Reads the verdict on a line.
fn verdict(text: &str) -> Result<v1::LineVerdict, String> {
    let (line, verdict) = text.split_once('=').ok_or_else(|| {
        format!("{text:?} is no verdict; write code=kroner, as in wages=120000+5000: why")
    })?;
    let (amounts, reason) = verdict.split_once(':').unwrap_or((verdict, ""));
    let (accepted, parked) = match amounts.split_once('+') {
        Some((accepted, parked)) => (accepted, Some(ore(parked)?)),
        None => (amounts, None),
    };
    Ok(v1::LineVerdict {
        line: line.to_owned(),
        accepted: Some(v1::Money {
            ore: ore(accepted)?,
        }),
        parked: parked.map(|ore| v1::Money { ore }),
        reason: reason.trim().to_owned(),
        parked_before: None,
    })
}

/// Reads a line that a report is sent back for.
fn returned_line(text: &str) -> Result<v1::ReturnedLine, String> {
    let (line, reason) = text.split_once('=').ok_or_else(|| {
        format!("{text:?} is no line; write code=fault, as in wages=Bilag 7 mangler")
    })?;
    Ok(v1::ReturnedLine {
        line: line.to_owned(),
        reason: reason.to_owned(),
    })
}

fn show_report(report: Option<v1::Report>) -> anyhow::Result<()> {
    show_reports(&[report.context("no report in the answer")?])
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verdicts_are_read_with_what_is_parked_and_why() {
        let whole = verdict("wages=120000").unwrap();
        assert_eq!(whole.line, "wages");
        assert_eq!(whole.accepted, Some(v1::Money { ore: 12_000_000 }));
        assert_eq!((whole.parked, whole.reason.as_str()), (None, ""));
        let part = verdict("open_house.rent=0+500.50: Bilag 7: uten mva = feil").unwrap();
        assert_eq!(part.line, "open_house.rent");
        assert_eq!(part.accepted, Some(v1::Money { ore: 0 }));
        assert_eq!(part.parked, Some(v1::Money { ore: 50_050 }));
        assert_eq!(part.reason, "Bilag 7: uten mva = feil");
        for wrong in [
            "wages",
            "wages=",
            "wages=ten",
            "wages=1+",
            "wages=1.005",
            ": why",
        ] {
            assert!(verdict(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_line_is_sent_back_with_its_fault() {
        let line = returned_line("wages=Sum = 5 på bilag 7").unwrap();
        assert_eq!(line.line, "wages");
        assert_eq!(line.reason, "Sum = 5 på bilag 7");
        assert!(returned_line("wages").is_err());
    }
}
