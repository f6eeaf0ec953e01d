//! `tildeling deadline`.

use anyhow::Context;
use chrono::NaiveDate;
use clap::{Args, Subcommand, ValueEnum};
use contract::v1;
use domain::calendar::{Clock, SystemClock};
use domain::identifiers::DeadlineMoveId;
use domain::randomness::SystemRandomness;

use super::{Connection, plain, told};
use crate::output::say;
use crate::pages;
use crate::session::Session;
use crate::table::table;

/// Commands on last days.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Moves every last day between two days to a later one. Without --seen it says what it would
    /// move, and with which --seen.
    Move(Move),
    /// Lists the moves, each with the number of last days.
    List {
        /// The scheme's code.
        scheme: String,
    },
}

/// The last day that is moved.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Kind {
    Completion,
    Acceptance,
    Report,
}

/// A move.
#[derive(Debug, Args)]
pub struct Move {
    /// `schemes/{scheme}/calls/{call}`, or `schemes/{scheme}/calls/-` for all calls.
    call: String,
    /// The last day that is moved.
    #[arg(long)]
    kind: Kind,
    /// Last days from this one on are moved, 2020-03-31.
    #[arg(long)]
    from: NaiveDate,
    /// Last days to this one are moved; the same day when left out.
    #[arg(long)]
    to: Option<NaiveDate>,
    /// The last day since, 2020-05-01.
    #[arg(long)]
    until: NaiveDate,
    /// Only these cases, by their applications' names.
    #[arg(long, value_delimiter = ',')]
    cases: Vec<String>,
    /// The reason, which the parties are told.
    #[arg(long)]
    reason: String,
    /// What the trial answered: moves the last days.
    #[arg(long, default_value = "")]
    seen: String,
}

pub(super) fn run(command: &Command, connection: &Connection) -> anyhow::Result<()> {
    match command {
        Command::Move(asked) => connection.with(&asked.call, async |session| {
            let answer = session.deadlines().move_deadlines(asked.request()).await;
            show(&answer.map_err(told)?.into_inner(), asked.seen.is_empty())
        }),
        Command::List { scheme } => {
            connection.with(scheme, async |session| list(&session, scheme).await)
        }
    }
}

impl Move {
    fn request(&self) -> v1::MoveDeadlinesRequest {
        let scheme = self.call.split("/calls/").next().unwrap_or_default();
        let id = DeadlineMoveId::generate(SystemClock.now(), &SystemRandomness);
        let to = self.to.unwrap_or(self.from);
        let kind = match self.kind {
            Kind::Completion => v1::DeadlineKind::Completion,
            Kind::Acceptance => v1::DeadlineKind::Acceptance,
            Kind::Report => v1::DeadlineKind::Report,
        };
        v1::MoveDeadlinesRequest {
            r#move: Some(v1::DeadlineMove {
                name: format!("{scheme}/deadlineMoves/{id}"),
                parent: self.call.clone(),
                kind: kind.into(),
                due_from_date: self.from.to_string(),
                due_to_date: to.to_string(),
                until_date: self.until.to_string(),
                ..v1::DeadlineMove::default()
            }),
            applications: self.cases.clone(),
            reason: self.reason.clone(),
            dry_run: self.seen.is_empty(),
            seen: self.seen.clone(),
        }
    }
}

fn show(answer: &v1::MoveDeadlinesResponse, tried: bool) -> anyhow::Result<()> {
    let of = answer.r#move.as_ref().context("no move in the answer")?;
    let rows = of.moved.iter().map(|one| {
        vec![
            one.case_reference.clone(),
            one.organisation_name.clone(),
            one.before_date.clone(),
            of.until_date.clone(),
        ]
    });
    say!(
        "{}",
        table(&["case", "party", "before", "until"], &[], rows)
    )?;
    if of.left_out > 0 {
        say!("{} cases of interest are passed over.", of.left_out)?;
    }
    if tried {
        say!(
            "{} last days would be moved. Nothing is changed; --seen {} moves them.",
            of.moved.len(),
            answer.seen
        )?;
    } else {
        say!("{} last days are moved: {}.", of.moved.len(), of.name)?;
    }
    Ok(())
}

async fn list(session: &Session, scheme: &str) -> anyhow::Result<()> {
    let moves = pages::all(async |page_token| {
        let request = v1::ListDeadlineMovesRequest {
            parent: format!("schemes/{scheme}"),
            page_size: pages::PAGE_SIZE,
            page_token,
        };
        let answer = session.deadlines().list_deadline_moves(request).await;
        let page = answer.map_err(told)?.into_inner();
        anyhow::Ok((page.moves, page.next_page_token))
    })
    .await?;
    let rows = moves.iter().map(|one| {
        let step = one.step.clone().unwrap_or_default();
        vec![
            plain(one.kind().as_str_name(), "DEADLINE_KIND_"),
            one.due_from_date.clone(),
            one.due_to_date.clone(),
            one.until_date.clone(),
            one.moved.len().to_string(),
            step.actor,
            step.reason,
        ]
    });
    let headings = ["kind", "from", "to", "until", "moved", "by", "reason"];
    say!("{}", table(&headings, &[4], rows))?;
    Ok(())
}
