//! `tildeling appeal`.

use anyhow::Context;
use chrono::NaiveDate;
use clap::{Args, Subcommand, ValueEnum};
use contract::v1;

use super::{Connection, plain, told};
use crate::output::say;
use crate::pages;
use crate::session::Session;
use crate::table::table;

/// Commands on appeals.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Lodges an appeal, or registers one that came in otherwise.
    Lodge(Lodge),
    /// Lists the appeals of a call.
    List {
        /// `schemes/{scheme}/calls/{call}`.
        call: String,
        /// Only those in these states.
        #[arg(long, value_delimiter = ',')]
        states: Vec<State>,
    },
    /// Shows an appeal with its case file.
    Show {
        /// `schemes/{scheme}/calls/{call}/applications/{application}/appeals/{appeal}`.
        name: String,
    },
    /// Admits a late appeal.
    Admit(Act),
    /// Dismisses an appeal, by a decision.
    Dismiss(Act),
    /// Records what was found and is recommended.
    Prepare(Act),
    /// Sends an appeal to the body of appeal with its case file.
    Forward(Act),
    /// Decides an appeal as the authority.
    Decide {
        #[command(flatten)]
        act: Act,
        /// The decision.
        #[arg(long)]
        outcome: Own,
        #[command(flatten)]
        given: Amount,
    },
    /// Records the decision of the body of appeal.
    Outcome {
        #[command(flatten)]
        act: Act,
        /// Its decision.
        #[arg(long)]
        outcome: Outcome,
        #[command(flatten)]
        given: Amount,
    },
    /// Takes an appeal back.
    Withdraw(Act),
}

/// A new appeal.
#[derive(Debug, Args)]
pub struct Lodge {
    /// `schemes/{scheme}/calls/{call}/applications/{application}/decisions/{decision}`.
    decision: String,
    /// What shall be changed and why.
    #[arg(long)]
    text: String,
    /// The day that it came in, 2026-03-20; today when it is left out.
    #[arg(long)]
    received: Option<NaiveDate>,
}

/// A step on an appeal.
#[derive(Debug, Args)]
pub struct Act {
    /// `schemes/{scheme}/calls/{call}/applications/{application}/appeals/{appeal}`.
    name: String,
    /// The reason.
    #[arg(long, default_value = "")]
    reason: String,
}

/// An amount that is given.
#[derive(Debug, Args)]
pub struct Amount {
    /// The amount granted from now on, or claimed where a claim is appealed, in øre; where the
    /// outcome gives more.
    #[arg(long, value_name = "ØRE")]
    amount: Option<i64>,
    /// Kroner for one euro on the day, where the award is to economic activity.
    #[arg(long, default_value = "")]
    euro_rate: String,
}

impl Amount {
    fn money(&self) -> Option<v1::Money> {
        self.amount.map(|ore| v1::Money { ore })
    }
}

/// Decision of the authority.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Own {
    Reversed,
    PartlyReversed,
    Reconsidered,
}

impl From<Own> for v1::OwnOutcome {
    fn from(outcome: Own) -> Self {
        match outcome {
            Own::Reversed => Self::Reversed,
            Own::PartlyReversed => Self::PartlyReversed,
            Own::Reconsidered => Self::Reconsidered,
        }
    }
}

/// State of an appeal.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum State {
    Lodged,
    Late,
    Prepared,
    Forwarded,
    SentBack,
    Closed,
    Withdrawn,
}

impl From<State> for v1::AppealState {
    fn from(state: State) -> Self {
        match state {
            State::Lodged => Self::Lodged,
            State::Late => Self::Late,
            State::Prepared => Self::Prepared,
            State::Forwarded => Self::Forwarded,
            State::SentBack => Self::SentBack,
            State::Closed => Self::Closed,
            State::Withdrawn => Self::Withdrawn,
        }
    }
}

/// Decision of the body of appeal.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Outcome {
    Rejected,
    Annulled,
    Upheld,
    PartlyUpheld,
}

impl From<Outcome> for v1::BodyOutcome {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Rejected => Self::Rejected,
            Outcome::Annulled => Self::Annulled,
            Outcome::Upheld => Self::Upheld,
            Outcome::PartlyUpheld => Self::PartlyUpheld,
        }
    }
}

/// Takes a step on an appeal as it stands, and shows what it became.
macro_rules! act {
    (
        $connection:expr, $act:expr, $method:ident, $request:ident
        $(, $field:ident: $value:expr)*
    ) => {{
        let act: &Act = $act;
        $connection.with(&act.name, async |session| {
            let request = v1::$request {
                name: act.name.clone(),
                etag: read(&session, &act.name).await?.etag,
                reason: act.reason.clone(),
                $($field: $value,)*
            };
            let answer = session.appeals().$method(request).await;
            show(answer.map_err(told)?.into_inner().appeal)
        })
    }};
}

pub(super) fn run(command: &Command, connection: &Connection) -> anyhow::Result<()> {
    match command {
        Command::Lodge(lodge) => connection.with(&lodge.decision, async |session| {
            let request = v1::LodgeAppealRequest {
                decision: lodge.decision.clone(),
                receive_date: lodge
                    .received
                    .map_or_else(String::new, |day| day.to_string()),
                text: lodge.text.clone(),
            };
            let answer = session.appeals().lodge_appeal(request).await;
            show(answer.map_err(told)?.into_inner().appeal)
        }),
        Command::List { call, states } => {
            connection.with(call, async |session| list(&session, call, states).await)
        }
        Command::Show { name } => connection.with(name, async |session| {
            show(Some(read(&session, name).await?))
        }),
        Command::Admit(act) => act!(connection, act, admit_appeal, AdmitAppealRequest),
        Command::Dismiss(act) => act!(connection, act, dismiss_appeal, DismissAppealRequest),
        Command::Prepare(act) => act!(connection, act, prepare_appeal, PrepareAppealRequest),
        Command::Forward(act) => act!(connection, act, forward_appeal, ForwardAppealRequest),
        Command::Decide {
            act,
            outcome,
            given,
        } => act!(
            connection,
            act,
            decide_appeal,
            DecideAppealRequest,
            outcome: v1::OwnOutcome::from(*outcome).into(),
            amount: given.money(),
            euro_rate: given.euro_rate.clone()
        ),
        Command::Outcome {
            act,
            outcome,
            given,
        } => act!(
            connection,
            act,
            record_appeal_outcome,
            RecordAppealOutcomeRequest,
            outcome: v1::BodyOutcome::from(*outcome).into(),
            amount: given.money(),
            euro_rate: given.euro_rate.clone()
        ),
        Command::Withdraw(act) => act!(connection, act, withdraw_appeal, WithdrawAppealRequest),
    }
}

async fn list(session: &Session, call: &str, states: &[State]) -> anyhow::Result<()> {
    let states: Vec<i32> = states
        .iter()
        .map(|state| v1::AppealState::from(*state).into())
        .collect();
    let appeals = pages::all(async |page_token| {
        let request = v1::ListAppealsRequest {
            parent: call.to_owned(),
            states: states.clone(),
            page_size: pages::PAGE_SIZE,
            page_token,
        };
        let answer = session.appeals().list_appeals(request).await;
        let page = answer.map_err(told)?.into_inner();
        anyhow::Ok((page.appeals, page.next_page_token))
    })
    .await?;
    let rows = appeals.into_iter().map(|one| {
        vec![
            plain(one.state().as_str_name(), "APPEAL_STATE_"),
            plain(one.outcome().as_str_name(), "APPEAL_OUTCOME_"),
            one.organisation_number,
            one.receive_date,
            one.decision,
            one.name,
        ]
    });
    let headings = [
        "state",
        "outcome",
        "organisation",
        "received",
        "decision",
        "name",
    ];
    say!("{}", table(&headings, &[], rows))?;
    Ok(())
}

async fn read(session: &Session, name: &str) -> anyhow::Result<v1::Appeal> {
    let request = v1::GetAppealRequest {
        name: name.to_owned(),
    };
    let answer = session.appeals().get_appeal(request).await;
    let appeal = answer.map_err(told)?.into_inner().appeal;
    appeal.context("no appeal in the answer")
}

fn show(appeal: Option<v1::Appeal>) -> anyhow::Result<()> {
    let appeal = appeal.context("no appeal in the answer")?;
    let state = plain(appeal.state().as_str_name(), "APPEAL_STATE_");
    say!("{}: {state}", appeal.name)?;
    let (decision, received) = (&appeal.decision, &appeal.receive_date);
    say!("  against {decision}, received {received}")?;
    if !appeal.outcome_decision.is_empty() {
        let outcome = plain(appeal.outcome().as_str_name(), "APPEAL_OUTCOME_");
        say!("  {outcome} by {}", appeal.outcome_decision)?;
    }
    for item in appeal.forwarded.iter().flat_map(|sent| &sent.items) {
        let kind = plain(item.kind().as_str_name(), "CASE_FILE_KIND_");
        say!("  sent: {kind} {}", item.name)?;
    }
    Ok(())
}
