//! `tildeling retention`.

use anyhow::Context;
use chrono::NaiveDate;
use clap::{Args, Subcommand};
use contract::v1;
use domain::calendar::{Clock, SystemClock};
use domain::identifiers::DisposalId;
use domain::randomness::SystemRandomness;

use super::{Connection, plain, told};
use crate::output::say;
use crate::pages;
use crate::session::Session;
use crate::table::table;

/// Commands on how long cases are kept, and on their disposal.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Shows which cases are due for disposal by a day, and with which --seen they are announced.
    Plan {
        /// `schemes/{scheme}/calls/{call}`, or `schemes/{scheme}/calls/-` for all calls.
        call: String,
        /// Cases whose time is over by this day, 2036-06-30.
        #[arg(long)]
        due_by: NaiveDate,
    },
    /// Announces the disposal of the cases of a plan: their parties are told.
    Announce(Announce),
    /// Carries a disposal of another person out, to its end. What was cut off is continued.
    CarryOut {
        /// `schemes/{scheme}/disposals/{disposal}`.
        disposal: String,
    },
    /// Shows a disposal with what became of each case.
    Show {
        /// `schemes/{scheme}/disposals/{disposal}`.
        disposal: String,
    },
    /// Lists the disposals of a scheme.
    List {
        /// The scheme's code.
        scheme: String,
    },
    /// Shows how long a case is kept.
    Case {
        /// `schemes/{scheme}/calls/{call}/applications/{application}`.
        application: String,
    },
    /// Holds a case: it is not erased before it is released.
    Hold(Change),
    /// Releases a case that is held.
    Release(Change),
}

/// A disposal to announce.
#[derive(Debug, Args)]
pub struct Announce {
    /// `schemes/{scheme}/calls/{call}`, or `schemes/{scheme}/calls/-` for all calls.
    call: String,
    /// Cases whose time is over by this day.
    #[arg(long)]
    due_by: NaiveDate,
    /// What the plan answered.
    #[arg(long)]
    seen: String,
    /// The reason.
    #[arg(long)]
    reason: String,
}

/// A hold, or a release.
#[derive(Debug, Args)]
pub struct Change {
    /// `schemes/{scheme}/calls/{call}/applications/{application}`.
    application: String,
    /// The reason.
    #[arg(long)]
    reason: String,
}

pub(super) fn run(command: &Command, connection: &Connection) -> anyhow::Result<()> {
    match command {
        Command::Plan { call, due_by } => connection.with(call, async |session| {
            let request = v1::GetDisposalPlanRequest {
                parent: call.clone(),
                due_by_date: due_by.to_string(),
            };
            let answer = session.retention().get_disposal_plan(request).await;
            planned(&answer.map_err(told)?.into_inner())
        }),
        Command::Announce(asked) => connection.with(&asked.call, async |session| {
            let answer = session.retention().announce_disposal(asked.request()).await;
            show(answer.map_err(told)?.into_inner().disposal)
        }),
        Command::CarryOut { disposal } => connection.with(disposal, async |session| {
            show(Some(carry_out(&session, disposal).await?))
        }),
        Command::Show { disposal } => connection.with(disposal, async |session| {
            let request = v1::GetDisposalRequest {
                name: disposal.clone(),
            };
            let answer = session.retention().get_disposal(request).await;
            show(answer.map_err(told)?.into_inner().disposal)
        }),
        Command::List { scheme } => {
            connection.with(scheme, async |session| list(&session, scheme).await)
        }
        Command::Case { application } => connection.with(application, async |session| {
            case(&read(&session, application).await?)
        }),
        Command::Hold(change) => connection.with(&change.application, async |session| {
            let request = v1::HoldCaseRequest {
                name: change.application.clone(),
                etag: read(&session, &change.application).await?.etag,
                reason: change.reason.clone(),
            };
            let answer = session.retention().hold_case(request).await;
            let held = answer.map_err(told)?.into_inner().retention;
            case(&held.context("no retention in the answer")?)
        }),
        Command::Release(change) => connection.with(&change.application, async |session| {
            let request = v1::ReleaseCaseRequest {
                name: change.application.clone(),
                etag: read(&session, &change.application).await?.etag,
                reason: change.reason.clone(),
            };
            let answer = session.retention().release_case(request).await;
            let released = answer.map_err(told)?.into_inner().retention;
            case(&released.context("no retention in the answer")?)
        }),
    }
}

impl Announce {
    fn request(&self) -> v1::AnnounceDisposalRequest {
        let scheme = self.call.split("/calls/").next().unwrap_or_default();
        let id = DisposalId::generate(SystemClock.now(), &SystemRandomness);
        v1::AnnounceDisposalRequest {
            disposal: Some(v1::Disposal {
                name: format!("{scheme}/disposals/{id}"),
                parent: self.call.clone(),
                due_by_date: self.due_by.to_string(),
                ..v1::Disposal::default()
            }),
            seen: self.seen.clone(),
            reason: self.reason.clone(),
        }
    }
}

/// Calls until every case is settled.
async fn carry_out(session: &Session, name: &str) -> anyhow::Result<v1::Disposal> {
    loop {
        let request = v1::CarryOutDisposalRequest {
            name: name.to_owned(),
        };
        let answer = session.retention().carry_out_disposal(request).await;
        let disposal = answer.map_err(told)?.into_inner().disposal;
        let disposal = disposal.context("no disposal in the answer")?;
        if disposal.state() == v1::DisposalState::CarriedOut {
            return Ok(disposal);
        }
    }
}

async fn read(session: &Session, application: &str) -> anyhow::Result<v1::Retention> {
    let request = v1::GetRetentionRequest {
        name: application.to_owned(),
    };
    let answer = session.retention().get_retention(request).await;
    let retention = answer.map_err(told)?.into_inner().retention;
    retention.context("no retention in the answer")
}

/// The cases of a plan or of a disposal as rows.
fn cases(all: &[v1::DisposalCase]) -> anyhow::Result<()> {
    let rows = all.iter().map(|one| {
        let became = match (&one.erased, one.kept.is_empty()) {
            (Some(counts), _) => format!(
                "erased: {} events, {} documents, {} letters, {} bytes",
                counts.events, counts.documents, counts.letters, counts.bytes
            ),
            (None, false) => format!("kept: {}", reasons(one.kept())),
            (None, true) => String::new(),
        };
        vec![
            one.case_reference.clone(),
            plain(one.class().as_str_name(), "RETENTION_CLASS_"),
            one.ended_date.clone(),
            one.due_date.clone(),
            format!("{} ({})", one.rule_id, one.citation),
            became,
        ]
    });
    let headings = ["case", "class", "ended", "due", "rule", "became"];
    say!("{}", table(&headings, &[], rows))?;
    Ok(())
}

fn reasons(all: impl Iterator<Item = v1::KeptReason>) -> String {
    let words: Vec<String> = all
        .map(|reason| plain(reason.as_str_name(), "KEPT_REASON_"))
        .collect();
    words.join(", ")
}

fn planned(plan: &v1::GetDisposalPlanResponse) -> anyhow::Result<()> {
    cases(&plan.cases)?;
    if plan.more > 0 {
        say!("{} more follow with the next disposal.", plan.more)?;
    }
    if plan.left_out > 0 {
        say!("{} cases of interest are passed over.", plan.left_out)?;
    }
    if plan.erase_on_date.is_empty() {
        say!("The rules of the scheme name no notice: nothing can be announced.")?;
        return Ok(());
    }
    say!(
        "{} cases are due. Nothing is changed; --seen {} announces them, to be erased from {}.",
        plan.cases.len(),
        plan.seen,
        plan.erase_on_date
    )?;
    Ok(())
}

fn show(disposal: Option<v1::Disposal>) -> anyhow::Result<()> {
    let of = disposal.context("no disposal in the answer")?;
    cases(&of.cases)?;
    let counts = of.erased.unwrap_or_default();
    say!(
        "{}: {}, erased from {} on: {} events, {} documents, {} letters, {} bytes, {} other rows.",
        of.name,
        plain(of.state().as_str_name(), "DISPOSAL_STATE_"),
        of.erase_on_date,
        counts.events,
        counts.documents,
        counts.letters,
        counts.bytes,
        counts.rows
    )?;
    Ok(())
}

async fn list(session: &Session, scheme: &str) -> anyhow::Result<()> {
    let all = pages::all(async |page_token| {
        let request = v1::ListDisposalsRequest {
            parent: format!("schemes/{scheme}"),
            page_size: pages::PAGE_SIZE,
            page_token,
        };
        let answer = session.retention().list_disposals(request).await;
        let page = answer.map_err(told)?.into_inner();
        anyhow::Ok((page.disposals, page.next_page_token))
    })
    .await?;
    let rows = all.iter().map(|one| {
        let announced = one.announcement.clone().unwrap_or_default();
        vec![
            one.due_by_date.clone(),
            one.erase_on_date.clone(),
            plain(one.state().as_str_name(), "DISPOSAL_STATE_"),
            announced.actor,
            announced.reason,
            one.name.clone(),
        ]
    });
    let headings = ["due by", "erased from", "state", "by", "reason", "name"];
    say!("{}", table(&headings, &[], rows))?;
    Ok(())
}

fn case(of: &v1::Retention) -> anyhow::Result<()> {
    let class = plain(of.class().as_str_name(), "RETENTION_CLASS_");
    match &of.erase_time {
        Some(_) => say!("erased under {}", of.disposal)?,
        None if of.due_date.is_empty() => say!("kept: {}", reasons(of.kept()))?,
        None => say!(
            "{class}, kept until {} ({}, {})",
            of.due_date,
            of.rule_id,
            of.citation
        )?,
    }
    if of.held {
        say!("It is held, and is not erased.")?;
    }
    if !of.erase_on_date.is_empty() {
        say!("announced under {}, from {}", of.disposal, of.erase_on_date)?;
    }
    for hold in &of.holds {
        let held = hold.held.clone().unwrap_or_default();
        say!("held by {}: {}", held.actor, held.reason)?;
        if let Some(released) = &hold.released {
            say!("released by {}: {}", released.actor, released.reason)?;
        }
    }
    Ok(())
}
