//! `tildeling allocate`: the engine alone.
//!
//! Exit codes: 0 done; 2 the files or options are wrong, or the scenario contradicts itself, and
//! nothing was written; 1 the result could not be written.

pub(crate) mod decided;
mod figures;
mod input;
mod phase_in;
pub(crate) mod problem;
pub mod verify;

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use allocation::{Allocation, Error, Scenario, allocate};
use clap::{Args, ValueEnum};
use insight::explain::{Style, lines};
use phase_in::Phased;
use scenario_file::{document, publish, to_json};
use text::Language;

use crate::output::{complain, file_to_write, unless_closed};
use crate::table::table;

/// Options of `allocate`.
#[derive(Debug, Args)]
pub struct Options {
    /// Scenario as JSON; with --csv, the settings alone. `-` is standard input.
    file: Option<PathBuf>,
    /// Applicants from a spreadsheet with the scenario's field names in the first row: CSV with
    /// comma, semicolon or tab, decimal point or comma, or the first sheet of an .xlsx or .ods
    /// file. The file tells which it is.
    #[arg(long, value_name = "FILE", visible_aliases = ["xlsx", "ods"])]
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
    /// Cut of floors that do not fit the budget (`proportional`); else they are a conflict. In
    /// place of a settings file.
    #[arg(long, conflicts_with = "file", requires = "csv", value_name = "HOW")]
    floors_cut: Option<String>,
    /// Most that all applicants of one concern get together. In place of a settings file.
    #[arg(long, conflicts_with = "file", requires = "csv", value_name = "AMOUNT")]
    concern_cap: Option<String>,
    /// Phase the division in from last year's amounts over so many years. In place of a settings
    /// file.
    #[arg(long, conflicts_with = "file", requires = "csv", value_name = "YEARS")]
    phase_in: Option<String>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
    /// Print the explanation of one applicant's award.
    #[arg(long, value_name = "ID", conflicts_with = "json")]
    explain: Option<String>,
    /// Write a page with plots and figures, to read or print.
    #[arg(long, value_name = "FILE.html", value_parser = file_to_write)]
    report: Option<PathBuf>,
    /// Unit of the amounts on the page. By default places where the rule apportions them, kroner
    /// else.
    #[arg(long, value_enum, requires = "report")]
    unit: Option<Counted>,
    /// Write inputs and result in the form that `tildeling verify` reads; a phase-in one file a
    /// year, FILE-1.json and so on.
    #[arg(long, value_name = "FILE.json", value_parser = file_to_write)]
    publish: Option<PathBuf>,
    /// Language of explanations and faults: nb, nn or en.
    #[arg(long, default_value = "en", value_parser = language)]
    language: Language,
}

/// Unit of claims and budget.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Counted {
    /// Kroner.
    Kroner,
    /// Places.
    Places,
    /// Something else.
    Units,
}

fn language(text: &str) -> Result<Language, String> {
    text.parse()
        .map_err(|problem: text::UnknownLanguage| problem.to_string())
}

/// Divides a budget.
pub fn run(options: &Options) -> ExitCode {
    let scenario = match input::scenario(options) {
        Ok(scenario) => scenario,
        Err(faults) => return refuse(&faults),
    };
    let made = match made(options, &scenario) {
        Ok(made) => made,
        Err(faults) => return refuse(&faults),
    };
    if let Some(path) = &options.report
        && let Err(fault) = figures::report(path, options, &scenario, &made.shown)
    {
        complain(format_args!("the report could not be written: {fault}"));
        return ExitCode::from(1);
    }
    for (path, published) in &made.published {
        if let Err(fault) = std::fs::write(path, published) {
            complain(format_args!("{}: {fault}", path.display()));
            return ExitCode::from(1);
        }
    }
    print(&made.text)
}

/// Output of a run of the command.
struct Made {
    /// The division that a page would show; of a phase-in its first year.
    shown: Allocation,
    /// Files to publish.
    published: Vec<(PathBuf, String)>,
    /// Text to print.
    text: String,
}

fn made(options: &Options, scenario: &Scenario) -> Result<Made, Vec<String>> {
    let told = |error: Error| insight::problems(&error, Style::Plain, 1, options.language);
    if scenario.phase_in.is_some() {
        let mut phased = Phased::of(scenario).map_err(told)?;
        let publish = options.publish.iter();
        let published = publish.flat_map(|path| phased.published(path, options.language));
        let (published, text) = (published.collect(), phased.render(options));
        let first = phased.years.drain(..).next();
        return Ok(Made {
            shown: first.map(|year| year.allocation).ok_or_else(Vec::new)?,
            published,
            text: text.map_err(|fault| vec![fault])?,
        });
    }
    let shown = allocate(scenario).map_err(told)?;
    let published = |path: &PathBuf| {
        let text = publish(scenario, &shown, Style::Plain, options.language);
        (path.clone(), text)
    };
    Ok(Made {
        published: options.publish.iter().map(published).collect(),
        text: render(options, scenario, &shown).map_err(|fault| vec![fault])?,
        shown,
    })
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
        let written = document(
            allocation,
            scenario,
            Style::Plain,
            options.language,
            figures,
        );
        return Ok(format!("{written:#}\n"));
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
    let written = document(allocation, scenario, Style::Plain, Language::English, None);
    let shown = |award: &serde_json::Value, field: &str| {
        award[field].as_str().unwrap_or_default().to_owned()
    };
    let claims = to_json(scenario);
    let claim_of: std::collections::BTreeMap<&str, &str> = claims["applicants"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|applicant| Some((applicant["id"].as_str()?, applicant["claim"].as_str()?)))
        .collect();
    let rows = written["awards"]
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
    let sums = &written["certificate"];
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
        complain(fault);
    }
    ExitCode::from(2)
}

fn print(text: &str) -> ExitCode {
    match unless_closed(std::io::stdout().lock().write_all(text.as_bytes())) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            complain(format_args!("the result could not be written: {problem}"));
            ExitCode::from(1)
        }
    }
}
