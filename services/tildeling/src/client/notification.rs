//! `tildeling notification`.

use clap::{Args, Subcommand};
use contract::v1;

use super::{Connection, plain, told};
use crate::output::say;
use crate::pages;
use crate::session::Session;
use crate::table::table;

/// Commands on notifications.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Lists what parties were told, oldest first, and how it reached them.
    List(List),
}

/// What to list.
#[derive(Debug, Args)]
pub struct List {
    /// The scheme's code.
    scheme: String,
    /// Only this organisation's, nine digits.
    #[arg(long, default_value = "")]
    organisation: String,
    /// Only this case's, `schemes/{scheme}/calls/{call}/applications/{application}`.
    #[arg(long, default_value = "")]
    application: String,
}

pub(super) fn run(command: &Command, connection: &Connection) -> anyhow::Result<()> {
    match command {
        Command::List(options) => connection.with(&options.scheme, async |session| {
            list(&all(&session, options).await?)
        }),
    }
}

async fn all(session: &Session, options: &List) -> anyhow::Result<Vec<v1::Notification>> {
    pages::all(async |page_token| {
        let request = v1::ListNotificationsRequest {
            parent: format!("schemes/{}", options.scheme),
            page_size: pages::PAGE_SIZE,
            page_token,
            organisation_number: options.organisation.clone(),
            application: options.application.clone(),
        };
        let answer = session.notifications().list_notifications(request).await;
        let page = answer.map_err(told)?.into_inner();
        Ok((page.notifications, page.next_page_token))
    })
    .await
}

fn list(notifications: &[v1::Notification]) -> anyhow::Result<()> {
    let rows = notifications.iter().map(|one| {
        let time = one.time.as_ref().map(ToString::to_string);
        vec![
            time.unwrap_or_default(),
            one.case_reference.clone(),
            one.case_sequence.to_string(),
            one.organisation_number.clone(),
            one.title.clone(),
            reached(one),
            one.cursor.clone(),
        ]
    });
    let headings = [
        "time",
        "case",
        "number",
        "organisation",
        "title",
        "reached",
        "cursor",
    ];
    say!("{}", table(&headings, &[2], rows))?;
    Ok(())
}

/// Says how far a notification has come.
fn reached(one: &v1::Notification) -> String {
    if one.read_time.is_some() {
        return "read".to_owned();
    }
    let ways = one.deliveries.iter().map(|way| {
        let state = plain(way.state().as_str_name(), "DELIVERY_STATE_");
        format!("{} {state}", way.channel)
    });
    ways.collect::<Vec<_>>().join(", ")
}
