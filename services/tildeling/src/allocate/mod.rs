//! `tildeling allocate`: the engine alone.
//!
//! Exit codes: 0 done; 2 the files or options are wrong, or the scenario contradicts itself, and nothing was written; 1 the result
//! could not be written.

mod figures;
mod input;
pub mod verify;

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use allocation::explain::{Style, lines};
use allocation::text::Language;
use allocation::{Allocation, Scenario, allocate, publish};
use clap::Args;

use crate::table::table;

/// Options of `allocate`.
#[derive(Debug, Args)]
pub struct Options {
    /// Scenario as JSON; with --csv, the settings alone. `-` is standard input.
    file: Option<PathBuf>,
    /// Applicants from a spreadsheet: a header row with the scenario's field names, comma, semicolon or tab, decimal point or comma.
    #[arg(long, value_name = "FILE")]
    csv: Option<PathBuf>,
    /// Budget, in what the claims count in. In place of a settings file.
    #[arg(
        long,
        conflicts_with = "file",
        requires = "csv",
        allow_hyphen_values = true
    )]
    budget: Option<String>,
    /// Rule, as in the scenario's rule.kind. In place of a settings file.
    #[arg(long, conflicts_with = "file", requires = "csv", value_name = "KIND")]
    rule: Option<String>,
    /// Step awards are rounded to. In place of a settings file.
    #[arg(long, conflicts_with = "file", requires = "csv")]
    step: Option<String>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
    /// Print the explanation of one applicant's award.
    #[arg(long, value_name = "ID", conflicts_with = "json")]
    explain: Option<String>,
    /// Write a page with plots and figures, to read or print.
    #[arg(long, value_name = "FILE.html")]
    report: Option<PathBuf>,
    /// Write inputs and result in the form that `tildeling verify` reads.
    #[arg(long, value_name = "FILE.json")]
    publish: Option<PathBuf>,
    /// Language of explanations and faults: nb, nn or en.
    #[arg(long, default_value = "en", value_parser = language)]
    language: Language,
}

fn language(text: &str) -> Result<Language, String> {
    text.parse()
        .map_err(|problem: allocation::text::UnknownLanguage| problem.to_string())
}

/// Divides a budget.
pub fn run(options: &Options) -> ExitCode {
    let scenario = match input::scenario(options) {
        Ok(scenario) => scenario,
        Err(faults) => return refuse(&faults),
    };
    let allocation = match allocate(&scenario) {
        Ok(allocation) => allocation,
        Err(conflicts) => {
            let conflicts: Vec<String> = conflicts
                .iter()
                .map(|conflict| conflict.text(options.language))
                .collect();
            return refuse(&conflicts);
        }
    };
    let text = match render(options, &scenario, &allocation) {
        Ok(text) => text,
        Err(fault) => return refuse(&[fault]),
    };
    if let Some(path) = &options.report
        && let Err(fault) = figures::report(path, &scenario, &allocation, options.language)
    {
        eprintln!("the report could not be written: {fault}");
        return ExitCode::from(1);
    }
    if let Some(path) = &options.publish {
        let published = publish(&scenario, &allocation, Style::Plain, options.language);
        if let Err(fault) = std::fs::write(path, published) {
            eprintln!("{}: {fault}", path.display());
            return ExitCode::from(1);
        }
    }
    print(&text)
}

fn render(
    options: &Options,
    scenario: &Scenario,
    allocation: &Allocation,
) -> Result<String, String> {
    if options.json {
        let figures = figures::Columns::of(scenario, allocation)
            .figures()
            .map(|figures| serde_json::json!(figures));
        let document = allocation.document(scenario, Style::Plain, options.language, figures);
        return Ok(format!("{document:#}\n"));
    }
    if let Some(id) = &options.explain {
        let award = allocation
            .award(id)
            .ok_or_else(|| format!("{id:?} is not an applicant of this scenario"))?;
        let lines = lines(allocation, scenario, award, Style::Plain, options.language);
        return Ok(lines.join("\n") + "\n");
    }
    Ok(overview(scenario, allocation))
}

/// The awards as a table, and the sums below it.
fn overview(scenario: &Scenario, allocation: &Allocation) -> String {
    let document = allocation.document(scenario, Style::Plain, Language::English, None);
    let shown = |award: &serde_json::Value, field: &str| {
        award[field].as_str().unwrap_or_default().to_owned()
    };
    let claims = scenario.to_json();
    let claim_of: std::collections::BTreeMap<&str, &str> = claims["applicants"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|applicant| Some((applicant["id"].as_str()?, applicant["claim"].as_str()?)))
        .collect();
    let rows = document["awards"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|award| {
            let id = shown(award, "id");
            let claim = claim_of
                .get(id.as_str())
                .copied()
                .unwrap_or_default()
                .to_owned();
            vec![id, claim, shown(award, "amount"), shown(award, "exact")]
        });
    let sums = &document["certificate"];
    format!(
        "{}\nbudget {}   awarded {}   left {}\nrun {}\n",
        table(
            &["applicant", "claim", "award", "exact share"],
            &[1, 2, 3],
            rows
        ),
        shown(sums, "budget"),
        shown(sums, "spent"),
        shown(sums, "unspent"),
        allocation.run_hash,
    )
}

fn refuse(faults: &[String]) -> ExitCode {
    for fault in faults {
        eprintln!("{fault}");
    }
    ExitCode::from(2)
}

fn print(text: &str) -> ExitCode {
    match std::io::stdout().lock().write_all(text.as_bytes()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("the result could not be written: {problem}");
            ExitCode::from(1)
        }
    }
}
