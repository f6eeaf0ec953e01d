//! The extraction of a case: its structure, its journals and its files, in a folder.

use std::fs::{self, File};
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;
use contract::v1::{self, ApplicationState, GrantState};
use domain::calendar::{Clock, SystemClock};
use interchange::noark::{Entry, Extraction, Reader, write_journal, write_structure};
use tonic::Code;

use super::super::{titles, told};
use super::{Selection, creator, entries, entry, files};
use crate::export::time;
use crate::output::say;
use crate::session::Session;

/// A case and a folder.
#[derive(Debug, Args)]
pub struct Extract {
    /// `schemes/{scheme}/calls/{call}/applications/{application}`.
    application: String,
    /// The agency: number, name, prefix, licence, and contact, which is a first and a last name.
    #[arg(long, value_name = "AGENCY.toml")]
    agency: PathBuf,
    /// The folder, which must not be there yet.
    #[arg(long, value_name = "FOLDER")]
    out: PathBuf,
}

impl Extract {
    pub(super) fn application(&self) -> &str {
        &self.application
    }

    /// Writes everything into a folder beside the place, and moves it there when it is complete.
    pub(super) async fn write(&self, session: &Session) -> anyhow::Result<()> {
        let out = &self.out;
        anyhow::ensure!(
            !out.exists(),
            "{} is there already; name another folder",
            out.display()
        );
        let parent = out.parent().filter(|folder| !folder.as_os_str().is_empty());
        let parent = parent.unwrap_or(Path::new("."));
        let folder = tempfile::tempdir_in(parent)
            .with_context(|| format!("cannot write to {}", parent.display()))?;
        let (entries, files) = self.write_into(session, folder.path()).await?;
        fs::rename(folder.keep(), out).with_context(|| out.display().to_string())?;
        say!("{}: {entries} entries, {files} files", out.display())?;
        Ok(())
    }

    async fn write_into(&self, session: &Session, folder: &Path) -> anyhow::Result<(usize, usize)> {
        let application = application(session, &self.application).await?;
        let scheme = self.application.split('/').nth(1).unwrap_or_default();
        let call = self.application.split("/applications/").next();
        let call = call.unwrap_or_default();
        let selection = Selection {
            application: self.application.clone(),
            ..Selection::default()
        };
        let listed = entries(session, scheme, &selection).await?;
        let mut read = Vec::with_capacity(listed.len());
        fs::create_dir(folder.join(files::FOLDER))?;
        let store = files::Store {
            session,
            folder,
            application: &application,
        };
        let last = listed.iter().rposition(|one| one.kind == "application");
        for (at, one) in listed.iter().enumerate() {
            let mut entry = entry(one)?;
            entry.files = store.files_of(one, Some(at) == last).await?;
            read.push(entry);
        }
        let first = read.first().context("the case has no journal entry yet")?;
        let party = first.case.party.1.clone();
        let extraction = Extraction {
            creator: creator(&self.agency)?,
            scheme: titles(session, call).await?.scheme,
            case: first.case.clone(),
            opened: time(application.create_time)?,
            opened_by: party,
            closed: is_closed(session, &application).await?,
            made: SystemClock.now(),
            made_by: format!("tildeling {}", env!("CARGO_PKG_VERSION")),
        };
        let out = BufWriter::new(File::create(folder.join("arkivstruktur.xml"))?);
        write_structure(out, &extraction, &read)?;
        journals(folder, &extraction, &read)?;
        let files = read.iter().map(|entry| entry.files.len()).sum();
        Ok((read.len(), files))
    }
}

/// Writes both journals of the case, from its first day to its last.
fn journals(folder: &Path, extraction: &Extraction, entries: &[Entry]) -> anyhow::Result<()> {
    let days = || entries.iter().map(|entry| entry.day);
    let period = days().min().zip(days().max());
    let period = period.context("the case has no journal entry yet")?;
    for (reader, name) in [
        (Reader::Authority, "loependeJournal.xml"),
        (Reader::Public, "offentligJournal.xml"),
    ] {
        let out = BufWriter::new(File::create(folder.join(name))?);
        write_journal(out, reader, &extraction.creator, period, entries)?;
    }
    Ok(())
}

async fn application(session: &Session, name: &str) -> anyhow::Result<v1::Application> {
    let request = v1::GetApplicationRequest {
        name: name.to_owned(),
    };
    let answer = session.applications().get_application(request).await;
    let found = answer.map_err(told)?.into_inner().application;
    found.context("no application in the answer")
}

/// Returns true if nothing more is expected in a case: it ended without money, or its grant did.
async fn is_closed(session: &Session, application: &v1::Application) -> anyhow::Result<bool> {
    let ended = matches!(
        application.state(),
        ApplicationState::Withdrawn | ApplicationState::Dismissed | ApplicationState::Refused
    );
    if ended {
        return Ok(true);
    }
    let request = v1::GetGrantRequest {
        name: application.name.replace("/applications/", "/grants/"),
    };
    match session.grants().get_grant(request).await {
        Ok(answer) => {
            let grant = answer.into_inner().grant.unwrap_or_default();
            Ok(matches!(
                grant.state(),
                GrantState::Declined | GrantState::Lapsed | GrantState::Closed
            ))
        }
        Err(status) if status.code() == Code::NotFound => Ok(false),
        Err(status) => Err(told(status)),
    }
}
