//! `tildeling import SCHEME CALL FILE --mapping FILE.toml`: an existing round from a spreadsheet
//! becomes submitted applications, through the gRPC API and under the scheme's rules like anyone's.
//!
//! Safe to run twice: an application's id follows from the call and the row's key, so a second run
//! finds what the first one did.

mod mapping;
mod row;
mod submit;
mod template;

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context;
use clap::Args;
use domain::calendar::{Clock, SystemClock};
use domain::caller::Role;
use domain::randomness::SystemRandomness;
use futures_util::{StreamExt, stream};
use indicatif::{ProgressBar, ProgressStyle};
use server::sign_in::EmbeddedIssuer;

pub use mapping::Mapping;
pub use row::{Rejected, Row, Score};
pub use submit::{Importer, Landed, Signatures};

use crate::output::{fail, say};
use crate::schemes::{ForScheme, default_address, for_scheme};
use crate::session::{TokenSource, connect, issuer};

/// Person by whom the scores of a spreadsheet are recorded.
const ASSESSOR: &str = "import";

/// Applications under way at the same time.
const IN_FLIGHT: usize = 16;

/// Options of `import`.
#[derive(Debug, Clone, Args)]
pub struct Options {
    /// The scheme's code, `work-training`.
    scheme: String,
    /// The call's id, or its whole name. It must be open.
    call: String,
    /// The spreadsheet: CSV, .xlsx or .ods. Of a workbook the first sheet is read.
    file: PathBuf,
    /// Which column is what, and constants for what the spreadsheet lacks.
    #[arg(long, value_name = "FILE")]
    mapping: PathBuf,
    /// Address of the scheme's service. By default the one that `tildeling serve` gives it.
    #[arg(long, env = "TILDELING_ADDRESS")]
    address: Option<String>,
    /// The data folder of the program that serves: its key signs for the organisations of the
    /// spreadsheet.
    #[arg(long, env = "TILDELING_DATA_DIR", value_name = "FOLDER")]
    data_dir: Option<PathBuf>,
    /// Reads the file and asks the service what its rules say of each row; nothing is stored.
    #[arg(long)]
    dry_run: bool,
}

/// Result of an import.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Applications submitted now; in a dry run, those that would be.
    pub submitted: usize,
    /// Applications an earlier run had submitted.
    pub known: usize,
    /// Rows that another filter of the mapping leaves out.
    pub left_out: usize,
    /// Rows that did not get in, each with line, column and reason.
    pub rejected: Vec<Rejected>,
    /// Rows in which more was granted than was applied for: (line, applied øre, granted øre).
    pub above_request: Vec<(usize, i64, i64)>,
}

impl Outcome {
    /// Lines with at least one fault.
    pub fn lines_with_faults(&self) -> usize {
        let lines = self.rejected.iter().map(|rejected| rejected.line);
        lines.collect::<BTreeSet<_>>().len()
    }
}

/// Imports.
pub fn run(options: &Options) -> ExitCode {
    match import(options) {
        Ok(outcome) => match report(&outcome, options.dry_run) {
            Ok(()) if outcome.rejected.is_empty() => ExitCode::SUCCESS,
            Ok(()) => ExitCode::from(1),
            Err(problem) => fail(&problem.into(), 1),
        },
        Err(problem) => fail(&problem, 2),
    }
}

fn import(options: &Options) -> anyhow::Result<Outcome> {
    let mapping = fs::read_to_string(&options.mapping)
        .with_context(|| format!("cannot read {}", options.mapping.display()))?;
    let mapping = Mapping::parse(&mapping).map_err(|faults| anyhow::anyhow!(faults.join("\n")))?;
    let bytes = fs::read(&options.file)
        .with_context(|| format!("cannot read {}", options.file.display()))?;
    let call = match options.call.strip_prefix("schemes/") {
        Some(_) => options.call.clone(),
        None => format!("schemes/{}/calls/{}", options.scheme, options.call),
    };
    let address = options
        .address
        .clone()
        .unwrap_or_else(|| default_address(&options.scheme));
    let issuer = Arc::new(issuer(options.data_dir.as_deref())?);
    let (signatures, assessor) = signed_by(&issuer, Arc::new(SystemClock));
    let runtime = tokio::runtime::Runtime::new()?;
    runtime.block_on(async {
        let channel = connect(&address).await?;
        let importer = Importer::new(channel, call, signatures, assessor);
        let work = AllRows {
            importer,
            mapping,
            bytes,
            bar: bar(),
            dry_run: options.dry_run,
        };
        for_scheme(&options.scheme, work)
            .with_context(|| {
                format!(
                    "{:?} is no scheme; choose one of {}",
                    options.scheme,
                    crate::schemes::CODES.join(", ")
                )
            })?
            .await
    })
}

/// Returns signers for the organisations of a spreadsheet and for its scores.
pub fn signed_by(issuer: &Arc<EmbeddedIssuer>, clock: Arc<dyn Clock>) -> (Signatures, TokenSource) {
    let (for_organisations, its_clock) = (Arc::clone(issuer), Arc::clone(&clock));
    let signatures: Signatures = Arc::new(move |organisation| {
        let token =
            for_organisations.organisation_token(organisation, its_clock.now(), &SystemRandomness);
        token.map_err(|problem| problem.to_string())
    });
    let issuer = Arc::clone(issuer);
    let assessor: TokenSource = Arc::new(move || {
        let token = issuer.staff_token(ASSESSOR, &[Role::Assessor], clock.now(), &SystemRandomness);
        token.map_err(|problem| problem.to_string())
    });
    (signatures, assessor)
}

fn bar() -> ProgressBar {
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} rows, {eta} left");
    ProgressBar::new(0).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

/// Every row of a spreadsheet, for any scheme.
pub struct AllRows {
    /// Sends the rows.
    pub importer: Importer,
    /// Which column is what.
    pub mapping: Mapping,
    /// The spreadsheet.
    pub bytes: Vec<u8>,
    /// Progress.
    pub bar: ProgressBar,
    /// Rows are only checked.
    pub dry_run: bool,
}

impl ForScheme for AllRows {
    type Output = std::pin::Pin<Box<dyn Future<Output = anyhow::Result<Outcome>> + Send>>;

    fn with<S: contract::SchemeContract>(self) -> Self::Output {
        Box::pin(self.all::<S>())
    }
}

impl AllRows {
    /// Imports every row.
    ///
    /// # Errors
    /// The file cannot be read, or the service fails; what is wrong with a row is in the
    /// outcome.
    pub async fn all<S: contract::SchemeContract>(self) -> anyhow::Result<Outcome> {
        let read = row::read(&self.bytes, &self.mapping).map_err(|fault| anyhow::anyhow!(fault))?;
        let mut outcome = Outcome {
            left_out: read.left_out,
            ..Outcome::default()
        };
        self.importer.check_call().await?;
        let mut good = Vec::new();
        for row in read.rows {
            match row {
                Ok(row) => good.push(row),
                Err(rejected) => outcome.rejected.extend(rejected),
            }
        }
        self.bar.set_length(good.len() as u64);
        for row in &good {
            if let Some(granted) = row.granted.filter(|granted| *granted > row.requested) {
                outcome
                    .above_request
                    .push((row.line, row.requested.ore(), granted.ore()));
            }
        }
        let landings = stream::iter(good)
            .map(|row| {
                let (importer, mapping, bar) = (&self.importer, &self.mapping, &self.bar);
                async move {
                    let landed = if self.dry_run {
                        importer.check::<S>(&row, mapping).await
                    } else {
                        importer.row::<S>(&row, mapping).await
                    };
                    bar.inc(1);
                    landed
                }
            })
            .buffered(IN_FLIGHT)
            .collect::<Vec<_>>()
            .await;
        self.bar.finish_and_clear();
        for landed in landings {
            match landed? {
                Landed::Submitted => outcome.submitted += 1,
                Landed::Known => outcome.known += 1,
                Landed::Rejected(rejected) => outcome.rejected.extend(rejected),
            }
        }
        outcome.rejected.sort_by_key(|rejected| rejected.line);
        Ok(outcome)
    }
}

fn report(outcome: &Outcome, dry_run: bool) -> std::io::Result<()> {
    for rejected in &outcome.rejected {
        let comma = if rejected.column.is_empty() { "" } else { ", " };
        say!(
            "line {}{comma}{}: {}",
            rejected.line,
            rejected.column,
            rejected.reason
        )?;
    }
    for (line, applied, granted) in &outcome.above_request {
        say!(
            "note, line {line}: {granted} øre had been granted on {applied} øre applied for; here \
             no award is above what was applied for"
        )?;
    }
    say!(
        "{} {}, {} known from before, {} left out by the mapping, {} lines with faults",
        outcome.submitted,
        if dry_run {
            "would be submitted"
        } else {
            "submitted"
        },
        outcome.known,
        outcome.left_out,
        outcome.lines_with_faults()
    )
}
