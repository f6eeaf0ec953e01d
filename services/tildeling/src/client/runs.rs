//! `tildeling allocation verify`: a run made again by the service, and its frozen runs saved for
//! those who want to make them again.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use contract::v1;
use domain::allocation::run_hash;

use super::told;
use crate::allocate::verify::{Problem, document};
use crate::output::say;
use crate::session::Session;

/// Asks the service to run an allocation again; with a folder, saves its frozen runs there and runs
/// them again here as well.
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
        say!("{}: {verdict}\nrun {}", run.sub_frame, run.run_hash)?;
    }
    say!("allocation {}", verification.run_hash)?;
    ensure!(
        verification.verified,
        "{name} does not come out the same when it is run again"
    );
    match out {
        Some(folder) => {
            for path in save_and_verify(session, name, folder, &verification.run_hash).await? {
                say!("{}: verified here", path.display())?;
            }
            Ok(())
        }
        None => Ok(()),
    }
}

/// Saves the frozen runs of an approved allocation in a folder, one file a sub-frame, and runs each
/// again here, as `tildeling verify` does. Gives the files.
pub async fn save_and_verify(
    session: &Session,
    name: &str,
    folder: &Path,
    approved: &str,
) -> anyhow::Result<Vec<PathBuf>> {
    let mut hashes = Vec::new();
    let files = save(session, name, folder).await?;
    for path in &files {
        let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
        let verified = document(&text).map_err(|problem| {
            let (Problem::Unreadable(what) | Problem::Differs(what)) = problem;
            anyhow::anyhow!("{}: {}", path.display(), what.join("; "))
        })?;
        hashes.push(verified.run_hash);
    }
    let here = run_hash(hashes.iter().map(String::as_str));
    ensure!(
        here == approved,
        "the service names allocation {approved}, its runs give {here}"
    );
    Ok(files)
}

/// Writes each frozen run to a file of its own as it comes, numbered in the order of the plan.
/// Gives the files.
async fn save(session: &Session, name: &str, folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
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
    let mut files: Vec<(String, PathBuf)> = Vec::new();
    let mut writer: Option<BufWriter<File>> = None;
    while let Some(piece) = stream.message().await.map_err(told)? {
        if files
            .last()
            .is_none_or(|(code, _)| *code != piece.sub_frame)
        {
            if let Some(mut whole) = writer.take() {
                whole.flush()?;
            }
            let path = folder.join(format!("{}-{}.json", files.len() + 1, piece.sub_frame));
            let file = File::create(&path).with_context(|| path.display().to_string())?;
            writer = Some(BufWriter::new(file));
            files.push((piece.sub_frame, path));
        }
        if let Some(file) = &mut writer {
            file.write_all(&piece.chunk)?;
        }
    }
    if let Some(mut whole) = writer {
        whole.flush()?;
    }
    Ok(files.into_iter().map(|(_, path)| path).collect())
}
