//! `tildeling audit`: the history checked from outside, by the crate `audit`, which shares no code
//! with what wrote it.
//!
//! Exit codes: 0 all fits; 1 something does not, and what; 2 a file or a database cannot be read.

mod place;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use ::audit::event::Event;
use ::audit::export::{Export, ExportFault};
use ::audit::note::{Checkpoint, Key};
use ::audit::{Report, database};
use anyhow::{Context, ensure};
use clap::{Args, Subcommand};

use self::place::Place;
use crate::output::{complain, complete, fail, say};

/// Something cannot be read.
const UNREADABLE: u8 = 2;

/// The commands of `audit`.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Checks a database with its checkpoints, an export, or checkpoints alone, and names the first
    /// event of each chain that does not fit. Changes nothing.
    Verify(Box<VerifyOptions>),
    /// Writes the history of one case with the proof that a checkpoint covers it.
    Export(Box<ExportOptions>),
    /// Prints the last checkpoint of a file, and the key that it is checked with.
    Checkpoint(CheckpointOptions),
}

/// Files of checkpoints and their key.
#[derive(Debug, Args)]
pub struct Signed {
    /// File of checkpoints; by default that of the scheme in the data folder.
    #[arg(long, value_name = "FILE")]
    checkpoints: Option<PathBuf>,
    /// File of the log's public key; by default the one beside the checkpoints.
    #[arg(long, value_name = "FILE")]
    key: Option<PathBuf>,
}

/// Options of `audit verify`.
#[derive(Debug, Args)]
pub struct VerifyOptions {
    /// The database.
    #[command(flatten)]
    place: Place,
    /// The checkpoints.
    #[command(flatten)]
    signed: Signed,
    /// Check the chains alone: what was cut off or written anew as a whole is not found.
    #[arg(long, conflicts_with_all = ["checkpoints", "export"])]
    without_checkpoints: bool,
    /// An export of one case, instead of a database.
    #[arg(long, value_name = "FILE", conflicts_with = "scheme")]
    export: Option<PathBuf>,
    /// File with a checkpoint that you have from before: the export's log must have grown out of
    /// its last one.
    #[arg(long, value_name = "FILE", requires = "export")]
    known: Option<PathBuf>,
    /// Print the outcome as JSON.
    #[arg(long)]
    json: bool,
}

/// Options of `audit export`.
#[derive(Debug, Args)]
pub struct ExportOptions {
    /// The database.
    #[command(flatten)]
    place: Place,
    /// The checkpoints.
    #[command(flatten)]
    signed: Signed,
    /// The chain, below the scheme: `calls/2026/applications/…`.
    #[arg(long)]
    chain: String,
    /// Leave out who on the staff acted and what the staff wrote: commitments stand for them.
    #[arg(long)]
    for_party: bool,
    /// File with a checkpoint that the reader has from before; can be given several times.
    #[arg(long, value_name = "FILE")]
    since: Vec<PathBuf>,
    /// File to write; `-` is standard output.
    #[arg(long, value_name = "FILE", default_value = "-")]
    out: PathBuf,
}

/// Options of `audit checkpoint`.
#[derive(Debug, Args)]
pub struct CheckpointOptions {
    /// The scheme, whose files are those in the data folder.
    #[command(flatten)]
    place: Place,
    /// The checkpoints.
    #[command(flatten)]
    signed: Signed,
}

/// The outcome of a command that could read everything.
enum Outcome {
    Fits,
    DoesNotFit,
}

impl Command {
    /// Runs it.
    #[must_use]
    pub fn run(&self) -> ExitCode {
        let outcome = match self {
            Self::Verify(options) => verify(options),
            Self::Export(options) => export(options),
            Self::Checkpoint(options) => checkpoint(options),
        };
        match outcome {
            Ok(Outcome::Fits) => ExitCode::SUCCESS,
            Ok(Outcome::DoesNotFit) => ExitCode::FAILURE,
            Err(problem) => fail(&problem, UNREADABLE),
        }
    }
}

fn verify(options: &VerifyOptions) -> anyhow::Result<Outcome> {
    if let Some(file) = &options.export {
        let key = key(options
            .signed
            .key
            .as_deref()
            .context("--key is needed: the log's public key")?)?;
        let export = Export::read(&text(file)?).with_context(|| file.display().to_string())?;
        let known = options.known.as_deref().map(last).transpose()?;
        return match export.check(&key, known.as_ref()) {
            Ok(report) => told(&report, options.json),
            Err(fault @ ExportFault::NoExport(_)) => Err(fault.into()),
            Err(fault) => refused(fault, options.json),
        };
    }
    let mut checkpoints = Vec::new();
    if !options.without_checkpoints {
        let (file, key) = options.signed.files(&options.place)?;
        checkpoints = all(&file)?;
        for (number, checkpoint) in checkpoints.iter().enumerate() {
            if let Err(fault) = checkpoint.check(&key) {
                let fault = format!("checkpoint {} of {}: {fault}", number + 1, file.display());
                return refused(fault, options.json);
            }
        }
    }
    if options.place.is_none() {
        ensure!(
            !options.without_checkpoints,
            "name a --scheme, an --export or --checkpoints"
        );
        let mut report = Report {
            checkpoints: checkpoints.len() as u64,
            ..Report::default()
        };
        report
            .findings
            .extend(::audit::check::shrinks(&checkpoints));
        return told(&report, options.json);
    }
    let report = options
        .place
        .read(async |database| Ok(database::check(&database, &checkpoints).await?))?;
    told(&report, options.json)
}

/// Tells of a file that can be read and is not to be trusted.
fn refused(fault: impl std::fmt::Display, json: bool) -> anyhow::Result<Outcome> {
    let mut report = Report::default();
    report.find("log", 0, fault.to_string());
    told(&report, json)
}

fn told(report: &Report, json: bool) -> anyhow::Result<Outcome> {
    let fits = report.findings.is_empty();
    if json {
        let mut printed = serde_json::to_value(report)?;
        printed["fits"] = fits.into();
        say!("{}", serde_json::to_string_pretty(&printed)?)?;
    } else if fits {
        say!(
            "fits: {} events ({} erased under a disposal, {} of the old form) in {} chains, \
             {} entries of the log, {} checkpoints",
            report.events,
            report.erased,
            report.events_of_old_form,
            report.chains,
            report.entries,
            report.checkpoints
        )?;
    }
    for finding in report.findings.iter().filter(|_| !json) {
        complain(format_args!("does not fit: {finding}"));
    }
    Ok(if fits {
        Outcome::Fits
    } else {
        Outcome::DoesNotFit
    })
}

fn export(options: &ExportOptions) -> anyhow::Result<Outcome> {
    let (file, key) = options.signed.files(&options.place)?;
    let note = last(&file)?;
    note.check(&key)?;
    let mut since = Vec::new();
    for known in &options.since {
        since.push(last(known)?.size);
    }
    let (mut events, entries) = options
        .place
        .read(async |database| Ok(database::chain(&database, &options.chain).await?))?;
    if options.for_party {
        events.iter_mut().for_each(withhold);
    }
    let export = Export::of(&events, &entries, &note.to_string(), &since)?;
    let written = complete(&options.out, |file| {
        serde_json::to_writer_pretty(file, &export)?;
        Ok(events.len())
    })?;
    if let Some(sentence) = written {
        say!("{sentence}")?;
    }
    Ok(Outcome::Fits)
}

/// Takes out what a party is not told; what it is told of it stands in its letters.
fn withhold(event: &mut Event) {
    if event.by_staff {
        event.withhold_person();
        event.withhold_content();
    }
}

fn checkpoint(options: &CheckpointOptions) -> anyhow::Result<Outcome> {
    let (file, key) = options.signed.files(&options.place)?;
    let note = last(&file)?;
    if let Err(fault) = note.check(&key) {
        return refused(fault, false);
    }
    say!("{note}\nkey {key}")?;
    Ok(Outcome::Fits)
}

impl Signed {
    /// The file of checkpoints and the key.
    fn files(&self, place: &Place) -> anyhow::Result<(PathBuf, Key)> {
        let file = match &self.checkpoints {
            Some(file) => file.clone(),
            None => place.checkpoints()?,
        };
        let beside = file.with_extension("key");
        let key = key(self.key.as_deref().unwrap_or(&beside))?;
        Ok((file, key))
    }
}

fn text(file: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))
}

fn key(file: &Path) -> anyhow::Result<Key> {
    Key::read(&text(file)?).with_context(|| file.display().to_string())
}

fn all(file: &Path) -> anyhow::Result<Vec<Checkpoint>> {
    let read = Checkpoint::read_all(&text(file)?);
    read.map_err(|(before, fault)| {
        anyhow::anyhow!("{}: checkpoint {}: {fault}", file.display(), before + 1)
    })
}

fn last(file: &Path) -> anyhow::Result<Checkpoint> {
    let none = || format!("{} has no checkpoint yet", file.display());
    all(file)?.pop().with_context(none)
}
