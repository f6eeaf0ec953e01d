//! `tildeling report`.

use clap::{Subcommand, ValueEnum};
use contract::v1;

use super::{Connection, told};
use crate::output::say;
use crate::table::table;

/// Commands on reports.
#[derive(Debug, Subcommand)]
pub enum Command {
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
