//! `tildeling history`.

use chrono::SecondsFormat;
use clap::Subcommand;
use contract::v1;

use super::{Connection, told};
use crate::export::time;
use crate::output::say;
use crate::pages;
use crate::session::Session;

/// Commands on the history of a case.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Shows who did what, when and why, with what changed, oldest first.
    Show {
        /// `schemes/{scheme}/calls/{call}/applications/{application}`.
        case: String,
    },
}

pub(super) fn run(command: &Command, connection: &Connection) -> anyhow::Result<()> {
    match command {
        Command::Show { case } => connection.with(case, async |session| {
            for entry in entries(&session, case).await? {
                say!("{}", lines(&entry)?.join("\n"))?;
            }
            Ok(())
        }),
    }
}

async fn entries(session: &Session, case: &str) -> anyhow::Result<Vec<v1::HistoryEntry>> {
    pages::all(async |page_token| {
        let request = v1::ListHistoryRequest {
            parent: case.to_owned(),
            page_size: pages::PAGE_SIZE,
            page_token,
        };
        let answer = session.journal().list_history(request).await;
        let page = answer.map_err(told)?.into_inner();
        Ok((page.entries, page.next_page_token))
    })
    .await
}

/// An entry: when, what and who, then the resource, the reason and the changes.
fn lines(entry: &v1::HistoryEntry) -> anyhow::Result<Vec<String>> {
    let at = time(entry.time)?.to_rfc3339_opts(SecondsFormat::Secs, true);
    let actor = match (entry.actor.as_str(), entry.by_staff) {
        ("", _) => "the staff".to_owned(),
        (actor, true) => format!("{actor} (staff)"),
        (actor, false) => actor.to_owned(),
    };
    let mut lines = vec![
        format!("{at}  {}, {actor}", entry.title),
        format!("    {} {}", entry.step, entry.resource),
    ];
    if !entry.reason.is_empty() {
        lines.push(format!("    “{}”", entry.reason));
    }
    lines.extend(entry.changes.iter().map(change));
    if entry.changes_left_out > 0 {
        lines.push(format!("    and {} more", entry.changes_left_out));
    }
    Ok(lines)
}

fn change(of: &v1::FieldChange) -> String {
    match (of.before.as_str(), of.after.as_str()) {
        ("", after) => format!("    {}: {after}", of.path),
        (before, "") => format!("    {}: {before} → nothing", of.path),
        (before, after) => format!("    {}: {before} → {after}", of.path),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_says_when_what_who_why_and_what_changed() {
        let change = |path: &str, before: &str, after: &str| v1::FieldChange {
            path: path.to_owned(),
            before: before.to_owned(),
            after: after.to_owned(),
        };
        let entry = v1::HistoryEntry {
            resource: "schemes/s/calls/c/grants/g".to_owned(),
            step: "pause_grant".to_owned(),
            title: "Melding om utbetaling".to_owned(),
            by_staff: true,
            time: Some(prost_types::Timestamp::default()),
            reason: "Kontroll.".to_owned(),
            changes: vec![
                change("state", "active", "paused"),
                change("new", "", "1"),
                change("old", "1", ""),
            ],
            changes_left_out: 2,
            ..v1::HistoryEntry::default()
        };
        let expected = [
            "1970-01-01T00:00:00Z  Melding om utbetaling, the staff",
            "    pause_grant schemes/s/calls/c/grants/g",
            "    “Kontroll.”",
            "    state: active → paused",
            "    new: 1",
            "    old: 1 → nothing",
            "    and 2 more",
        ];
        assert_eq!(lines(&entry).unwrap(), expected);
    }
}
