//! `tildeling journal`.

mod extract;
mod files;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use chrono::NaiveDate;
use clap::{Args, Subcommand};
use contract::v1;
use domain::journal::Direction;
use interchange::noark::{Case, Creator, Entry, Reader, write_journal};

use super::{Connection, plain, told};
use crate::export::Agency;
use crate::output::{complete, say};
use crate::pages;
use crate::session::Session;
use crate::table::table;

/// Commands on the journal.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Lists entries, oldest first.
    List {
        /// The scheme's code.
        scheme: String,
        #[command(flatten)]
        selection: Selection,
    },
    /// Sets the titles of an entry.
    Title(Title),
    /// Writes the journal of a period as Noark 5 has it.
    Write(WriteJournal),
    /// Writes a case with its files into a new folder, as Noark 5 has it.
    Extract(extract::Extract),
}

/// The entries that are meant.
#[derive(Debug, Default, Args)]
pub struct Selection {
    /// Only this case's, `schemes/{scheme}/calls/{call}/applications/{application}`.
    #[arg(long, default_value = "")]
    application: String,
    /// Only those of this day and later, 2026-03-01.
    #[arg(long)]
    from: Option<NaiveDate>,
    /// Only those of this day and before, 2026-03-31.
    #[arg(long)]
    to: Option<NaiveDate>,
}

/// Titles of an entry.
#[derive(Debug, Args)]
pub struct Title {
    /// `…/applications/{application}/journalEntries/{entry}`.
    name: String,
    /// The public title.
    #[arg(long)]
    public: String,
    /// The title with what is withheld; the public one when it is left out.
    #[arg(long)]
    protected: Option<String>,
    /// The ground on which it is withheld.
    #[arg(long, default_value = "")]
    ground: String,
    /// Why.
    #[arg(long)]
    reason: String,
}

/// A journal as a file.
#[derive(Debug, Args)]
pub struct WriteJournal {
    /// The scheme's code.
    scheme: String,
    /// The first day, 2026-03-01.
    #[arg(long)]
    from: NaiveDate,
    /// The last day, 2026-03-31.
    #[arg(long)]
    to: NaiveDate,
    /// The public journal: public titles alone.
    #[arg(long)]
    public: bool,
    /// The agency: number, name, prefix, licence, and contact, which is a first and a last name.
    #[arg(long, value_name = "AGENCY.toml")]
    agency: PathBuf,
    /// File to write; `-` is standard output.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

pub(super) fn run(command: &Command, connection: &Connection) -> anyhow::Result<()> {
    match command {
        Command::List { scheme, selection } => connection.with(scheme, async |session| {
            show(&entries(&session, scheme, selection).await?)
        }),
        Command::Title(title) => connection.with(&title.name, async |session| {
            let answer = session.journal().set_journal_titles(title.request()).await;
            let entry = answer.map_err(told)?.into_inner().entry;
            show(&[entry.context("no entry in the answer")?])
        }),
        Command::Write(journal) => connection.with(&journal.scheme, async |session| {
            journal.write(&session).await
        }),
        Command::Extract(extract) => connection.with(extract.application(), async |session| {
            extract.write(&session).await
        }),
    }
}

impl Title {
    fn request(&self) -> v1::SetJournalTitlesRequest {
        v1::SetJournalTitlesRequest {
            name: self.name.clone(),
            public_title: self.public.clone(),
            protected_title: self.protected.as_ref().unwrap_or(&self.public).clone(),
            ground: self.ground.clone(),
            reason: self.reason.clone(),
        }
    }
}

impl WriteJournal {
    async fn write(&self, session: &Session) -> anyhow::Result<()> {
        let creator = creator(&self.agency)?;
        let selection = Selection {
            from: Some(self.from),
            to: Some(self.to),
            ..Selection::default()
        };
        let found = entries(session, &self.scheme, &selection).await?;
        let (scheme, period) = (&self.scheme, (self.from, self.to));
        anyhow::ensure!(
            !found.is_empty(),
            "the journal of schemes/{scheme} has no entry from {} to {}",
            self.from,
            self.to
        );
        let reader = if self.public {
            Reader::Public
        } else {
            Reader::Authority
        };
        let read: Vec<Entry> = found.iter().map(entry).collect::<anyhow::Result<_>>()?;
        let written = complete(&self.out, |out| {
            write_journal(out, reader, &creator, period, &read)?;
            Ok(read.len())
        })?;
        if let Some(sentence) = written {
            say!("{sentence}")?;
        }
        Ok(())
    }
}

/// Returns every entry of a selection.
async fn entries(
    session: &Session,
    scheme: &str,
    selection: &Selection,
) -> anyhow::Result<Vec<v1::JournalEntry>> {
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    pages::all(async |page_token| {
        let request = v1::ListJournalRequest {
            parent: format!("schemes/{scheme}"),
            page_size: pages::PAGE_SIZE,
            page_token,
            application: selection.application.clone(),
            from_date: day(selection.from),
            to_date: day(selection.to),
        };
        let answer = session.journal().list_journal(request).await;
        let page = answer.map_err(told)?.into_inner();
        Ok((page.entries, page.next_page_token))
    })
    .await
}

fn show(entries: &[v1::JournalEntry]) -> anyhow::Result<()> {
    let rows = entries.iter().map(|one| {
        vec![
            one.entry_date.clone(),
            one.case_reference.clone(),
            plain(one.direction().as_str_name(), "JOURNAL_DIRECTION_"),
            one.protected_title.clone(),
            one.organisation_name.clone(),
            one.handler.clone(),
            one.name.clone(),
        ]
    });
    let headings = ["day", "case", "way", "title", "party", "handler", "name"];
    say!("{}", table(&headings, &[], rows))?;
    Ok(())
}

/// Reads the agency that made the archive.
fn creator(file: &Path) -> anyhow::Result<Creator> {
    let text = fs::read_to_string(file).with_context(|| file.display().to_string())?;
    let agency = Agency::parse(&text)?;
    Ok(Creator {
        number: agency.number()?,
        name: agency.name,
    })
}

/// Returns an entry without its files.
fn entry(from: &v1::JournalEntry) -> anyhow::Result<Entry> {
    let (application, number) = from
        .name
        .split_once("/journalEntries/")
        .context("the name of an entry")?;
    Ok(Entry {
        name: from.name.clone(),
        case: Case {
            name: application.to_owned(),
            reference: from.case_reference.clone(),
            title: format!("{} {}", from.case_reference, from.organisation_name),
            party: (
                from.organisation_number.clone(),
                from.organisation_name.clone(),
            ),
        },
        number: number.parse()?,
        sequence: from.sequence,
        direction: match from.direction() {
            v1::JournalDirection::Incoming => Direction::Incoming,
            v1::JournalDirection::Outgoing => Direction::Outgoing,
            v1::JournalDirection::Internal => Direction::Internal,
            v1::JournalDirection::Unspecified => anyhow::bail!("an entry without a way"),
        },
        public_title: from.public_title.clone(),
        title: from.protected_title.clone(),
        ground: from.ground.clone(),
        at: crate::export::time(from.time)?,
        day: from.entry_date.parse()?,
        handler: from.handler.clone(),
        files: Vec::new(),
    })
}
