//! `tildeling allocation report`: how fair and predictable an allocation is, as a table, and as a
//! page to save.

use std::path::Path;

use anyhow::Context;
use contract::v1;

use super::{kroner, told};
use crate::session::Session;
use crate::table::table;

/// Prints the main figures; writes the page where `out` says so.
pub(super) async fn report(
    session: &Session,
    name: &str,
    out: Option<&Path>,
) -> anyhow::Result<()> {
    let request = v1::GetFairnessReportRequest {
        name: name.to_owned(),
        with_page: out.is_some(),
    };
    let answer = session
        .reporting()
        .get_fairness_report(request)
        .await
        .map_err(told)?
        .into_inner();
    let report = answer.report.context("no report in the answer")?;
    println!(
        "{}",
        table(&["figure", "value"], &[1], rows(&report).into_iter())
    );
    if let Some(path) = out {
        let page = answer.report_html.context("no page in the answer")?;
        std::fs::write(path, page).with_context(|| path.display().to_string())?;
        println!("{} written", path.display());
    }
    Ok(())
}

fn rows(report: &v1::FairnessReport) -> Vec<Vec<String>> {
    let mut rows = vec![
        ("applications", report.applications.to_string()),
        ("claimed", kroner(report.claimed)),
        ("awarded", kroner(report.awarded)),
    ];
    if let Some(coverage) = &report.coverage {
        rows.push(("share funded", coverage.share_funded.clone()));
        rows.push(("share of need met", coverage.need_met.clone()));
    }
    if let Some(of) = &report.award_per_claim {
        rows.push(("Gini, award per claim", of.gini.clone()));
        rows.push(("Hoover, award per claim", of.hoover.clone()));
    }
    if let Some(of) = &report.award_per_inhabitant {
        rows.push(("Gini, award per inhabitant", of.gini.clone()));
    }
    if let Some(of) = &report.concentration {
        rows.push(("the five largest", of.top_5.clone()));
        rows.push(("to new recipients", of.new_entrants.clone()));
        rows.push(("institution-based", of.institution_based.clone()));
    }
    if let Some(of) = &report.year_on_year {
        rows.push(("predictability", of.predictability.clone()));
        if let Some(share) = &of.losing_over_20 {
            rows.push(("losing over 20 %", shown(share)));
        }
    }
    if let Some(of) = &report.notice {
        rows.extend(
            of.median_days
                .map(|days| ("days of notice", days.to_string())),
        );
        rows.push((
            "committed beyond the year",
            of.committed_beyond_the_year.clone(),
        ));
        for year in &of.indicative {
            rows.push(("indicated for a year ahead", kroner(year.amount)));
        }
    }
    if let Some(of) = &report.handling {
        rows.push((
            "unexplained overrides",
            of.unexplained_overrides.to_string(),
        ));
        rows.push((
            "refusals that name a criterion",
            of.reasoned_refusals.clone(),
        ));
    }
    rows.into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(figure, value)| vec![figure.to_owned(), value])
        .collect()
}

/// A figure about a group, or why it is not there.
fn shown(figure: &v1::GuardedFigure) -> String {
    if figure.withheld {
        "withheld: would tell of fewer than five".to_owned()
    } else {
        figure.value.clone()
    }
}
