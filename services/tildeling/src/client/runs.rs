//! `tildeling allocation verify`: a run made again by the service, and its frozen runs saved with
//! what was decided on them, for anyone to verify.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use contract::v1;
use domain::allocation::run_hash;

use super::{kroner, told};
use crate::allocate::decided::decided;
use crate::allocate::problem::Problem;
use crate::allocate::verify::document;
use crate::output::say;
use crate::session::Session;

/// Asks the service to run an allocation again; with a folder, saves its frozen runs and its
/// decision there and verifies them here as well.
pub(super) async fn verify(
    session: &Session,
    name: &str,
    out: Option<&Path>,
) -> anyhow::Result<()> {
    let request = v1::VerifyAllocationRequest {
        name: name.to_owned(),
    };
    let verification = session
        .allocations()
        .verify_allocation(request)
        .await
        .map_err(told)?
        .into_inner();
    for run in &verification.sub_frames {
        let verdict = if run.verified {
            "verified"
        } else {
            "NOT VERIFIED"
        };
        say!(
            "{}: {verdict}\nrun {}\ncalculated {}, decided {}",
            run.sub_frame,
            run.run_hash,
            kroner(run.calculated),
            kroner(run.decided)
        )?;
    }
    say!("allocation {}", verification.run_hash)?;
    let decision = verification.decision.clone().unwrap_or_default();
    say!(
        "decision {}\ncalculated {}, decided {}; {} changed by a person",
        decision.decision_hash,
        kroner(decision.calculated),
        kroner(decision.decided),
        decision.adjusted
    )?;
    for application in &decision.unaccounted {
        say!("{application}: neither its run nor a person accounts for its award")?;
    }
    ensure!(
        verification.verified,
        "{name} does not come out the same when it is run again"
    );
    let Some(folder) = out else { return Ok(()) };
    let approved = Hashes::of(&verification);
    for line in save_and_verify(session, name, folder, &approved).await? {
        say!("{line}")?;
    }
    Ok(())
}

/// The hashes that an approval named.
#[derive(Debug)]
pub struct Hashes {
    run: String,
    decision: String,
}

impl Hashes {
    /// Takes the hashes that the service gives when it verifies.
    pub fn of(verification: &v1::VerifyAllocationResponse) -> Self {
        let decision = verification.decision.as_ref();
        Self {
            run: verification.run_hash.clone(),
            decision: decision.map_or_else(String::new, |it| it.decision_hash.clone()),
        }
    }
}

/// The files of an approved allocation.
struct Saved {
    /// One a sub-frame, in the order of the plan.
    runs: Vec<PathBuf>,
    decision: PathBuf,
}

/// Saves the frozen runs of an approved allocation and its decision document in a folder, and
/// verifies them here, as `tildeling verify` does. Returns what there is to say, a line each.
pub async fn save_and_verify(
    session: &Session,
    name: &str,
    folder: &Path,
    approved: &Hashes,
) -> anyhow::Result<Vec<String>> {
    let saved = save(session, name, folder).await?;
    let (mut runs, mut said) = (Vec::new(), Vec::new());
    for path in &saved.runs {
        let verified = document(&text(path)?).map_err(|problem| told_of(path, problem))?;
        said.push(format!("{}: verified here", path.display()));
        runs.extend(verified.run);
    }
    let here = run_hash(runs.iter().map(|run| run.result.run_hash.as_str()));
    ensure!(
        here == approved.run,
        "the service names allocation {}, its runs give {here}",
        approved.run
    );
    let path = &saved.decision;
    let decided = decided(&text(path)?, &runs).map_err(|problem| told_of(path, problem))?;
    ensure!(
        decided.decision_hash == approved.decision,
        "the service names decision {}, its document gives {}",
        approved.decision,
        decided.decision_hash
    );
    said.push(format!("{}: verified here", path.display()));
    said.extend(decided.lines);
    Ok(said)
}

fn text(path: &Path) -> anyhow::Result<String> {
    fs::read_to_string(path).with_context(|| path.display().to_string())
}

fn told_of(path: &Path, problem: Problem) -> anyhow::Error {
    let (Problem::Unreadable(what) | Problem::Differs(what)) = problem;
    anyhow::anyhow!("{}: {}", path.display(), what.join("; "))
}

/// Writes each frozen run to a file of its own as it comes, numbered in the order of the plan, and
/// the decision document to `decision.json`.
async fn save(session: &Session, name: &str, folder: &Path) -> anyhow::Result<Saved> {
    let request = v1::ExportRunsRequest {
        name: name.to_owned(),
    };
    let mut stream = session
        .allocations()
        .export_runs(request)
        .await
        .map_err(told)?
        .into_inner();
    fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    let decision = folder.join("decision.json");
    let mut files: Vec<PathBuf> = Vec::new();
    let mut open: Option<(String, BufWriter<File>)> = None;
    while let Some(piece) = stream.message().await.map_err(told)? {
        let begun = open
            .as_ref()
            .is_some_and(|(code, _)| *code == piece.sub_frame);
        if !begun {
            close(open.take())?;
            let path = if piece.decision.is_empty() {
                let path = folder.join(format!("{}-{}.json", files.len() + 1, piece.sub_frame));
                files.push(path.clone());
                path
            } else {
                decision.clone()
            };
            let file = File::create(&path).with_context(|| path.display().to_string())?;
            open = Some((piece.sub_frame, BufWriter::new(file)));
        }
        if let Some((_, file)) = &mut open {
            file.write_all(&piece.chunk)?;
            file.write_all(&piece.decision)?;
        }
    }
    close(open)?;
    Ok(Saved {
        runs: files,
        decision,
    })
}

fn close(open: Option<(String, BufWriter<File>)>) -> anyhow::Result<()> {
    if let Some((_, mut whole)) = open {
        whole.flush()?;
    }
    Ok(())
}
