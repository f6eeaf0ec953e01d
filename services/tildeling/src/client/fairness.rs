//! `tildeling allocation report`: how fair and predictable an allocation is, as a table, and as a
//! page to save.

use std::path::Path;

use anyhow::Context;
use contract::v1;
use rust_decimal::{Decimal, RoundingStrategy};

use super::{kroner, told};
use crate::output::say;
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
    say!(
        "{}",
        table(&["figure", "value"], &[1], rows(&report).into_iter())
    )?;
    if let Some(path) = out {
        let page = answer.report_html.context("no page in the answer")?;
        std::fs::write(path, page).with_context(|| path.display().to_string())?;
        say!("{} written", path.display())?;
    }
    Ok(())
}

fn rows(report: &v1::FairnessReport) -> Vec<Vec<String>> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut add = |figure: &str, value: String| {
        if !value.is_empty() {
            rows.push(vec![figure.to_owned(), value]);
        }
    };
    add("applications", report.applications.to_string());
    add("claimed", kroner(report.claimed));
    add("calculated", kroner(report.calculated));
    add("awarded", kroner(report.awarded));
    add("changed by a person", report.adjusted.to_string());
    if let Some(coverage) = &report.coverage {
        add("share funded", per_cent(&coverage.share_funded));
        add("share of need met", per_cent(&coverage.need_met));
    }
    if let Some(of) = &report.award_per_claim {
        add("Gini, award per claim", of.gini.clone());
        add("Hoover, award per claim", of.hoover.clone());
    }
    if let Some(of) = &report.award_per_inhabitant {
        add("Gini, award per inhabitant", of.gini.clone());
    }
    if let Some(of) = &report.concentration {
        add("to the five largest", per_cent(&of.top_5));
        add("to new recipients", per_cent(&of.new_entrants));
        add("institution-based", per_cent(&of.institution_based));
    }
    if let Some(of) = &report.year_on_year {
        add("predictability", of.predictability.clone());
        if let Some(share) = &of.losing_over_20 {
            add("losing over 20 %", shown(share));
        }
    }
    if let Some(of) = &report.notice {
        if let Some(days) = of.median_days {
            add("decided, to the year's beginning", notice(days));
        }
        let beyond = per_cent(&of.committed_beyond_the_year);
        add("committed beyond the year", beyond);
        for ahead in &of.indicative {
            let figure = format!("indicated for {}", ahead.year);
            add(&figure, kroner(ahead.amount));
        }
    }
    if let Some(of) = &report.handling {
        let overrides = of.unexplained_overrides.to_string();
        add("unexplained overrides", overrides);
        let reasoned = per_cent(&of.reasoned_refusals);
        add("refusals that name a criterion", reasoned);
    }
    rows
}

/// A figure about a group, or why it is not there.
fn shown(figure: &v1::GuardedFigure) -> String {
    if figure.withheld {
        "withheld: would tell of fewer than five".to_owned()
    } else {
        per_cent(&figure.value)
    }
}

/// The median notice in words: the year may have begun before the decision.
fn notice(median_days: i32) -> String {
    let side = if median_days < 0 { "after" } else { "before" };
    format!("{} days {side} it", median_days.unsigned_abs())
}

/// A share as per cent with one decimal, from the contract's decimal text.
fn per_cent(share: &str) -> String {
    let read = share.parse::<Decimal>().ok();
    let percent = read.and_then(|share| share.checked_mul(Decimal::ONE_HUNDRED));
    percent.map_or_else(
        || share.to_owned(),
        |percent| {
            let rounded = percent.round_dp_with_strategy(1, RoundingStrategy::MidpointAwayFromZero);
            format!("{rounded:.1} %")
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_per_cent() {
        for (share, shown) in [
            ("0.666667", "66.7 %"),
            ("1", "100.0 %"),
            ("0", "0.0 %"),
            ("", ""),
        ] {
            assert_eq!(per_cent(share), shown);
        }
    }

    #[test]
    fn each_year_ahead_has_a_row_of_its_own() {
        let year = |year, ore| v1::IndicativeYear {
            year,
            amount: Some(v1::Money { ore }),
            ..v1::IndicativeYear::default()
        };
        let report = v1::FairnessReport {
            notice: Some(v1::Notice {
                median_days: Some(-331),
                indicative: vec![year(2028, 100), year(2029, 200)],
                ..v1::Notice::default()
            }),
            ..v1::FairnessReport::default()
        };
        let rows = rows(&report);
        let figures: Vec<&str> = rows.iter().map(|row| &row[0][..]).collect();
        assert!(figures.contains(&"indicated for 2028") && figures.contains(&"indicated for 2029"));
        assert!(rows.contains(&vec![
            "decided, to the year's beginning".to_owned(),
            "331 days after it".to_owned()
        ]));
    }
}
