//! `tildeling letter`.

use std::path::PathBuf;

use anyhow::Context;
use chrono::NaiveDate;
use clap::{Args, Subcommand, ValueEnum};
use contract::v1;
use contract::v1::get_letter_response::Content;

use super::call::ore;
use super::{Connection, kroner, plain, told};
use crate::output::say;
use crate::session::Session;
use crate::table::table;

/// Commands on decisions and their letters.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Lists the decisions about an application.
    List {
        /// `schemes/{scheme}/calls/{call}/applications/{application}`.
        application: String,
    },
    /// Writes the letter of a decision to a file, in the language that the applicant chose.
    Show {
        /// `schemes/{scheme}/calls/{call}/applications/{application}/decisions/{decision}`.
        name: String,
        /// File of the PDF.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        /// Another language: `nb` or `nn`.
        #[arg(long = "in", value_name = "LANGUAGE", default_value = "")]
        language: String,
    },
    /// Records that letters are sent today.
    Dispatch {
        /// A call's name, for all its decisions, or an application's.
        name: String,
    },
    /// Records the day that a letter, or reasons that were asked for, reached the party.
    Arrive(Arrive),
    /// Asks for the reasons of a decision: from then on the time to appeal stands still.
    Ask(Ask),
    /// Reverses a decision without an appeal, by a new decision.
    Reverse(Reverse),
    /// Corrects an obvious error in a decision, by a decision that changes no amount.
    Correct(Correct),
    /// Gives the reasons that were asked for.
    Answer {
        /// `schemes/{scheme}/calls/{call}/applications/{application}/decisions/{decision}`.
        name: String,
        /// The reasons.
        #[arg(long)]
        text: String,
    },
}

/// A request for reasons.
#[derive(Debug, Args)]
pub struct Ask {
    /// `schemes/{scheme}/calls/{call}/applications/{application}/decisions/{decision}`.
    name: String,
    /// The day that the request came in, 2026-03-05; today when it is left out.
    #[arg(long)]
    received: Option<NaiveDate>,
    /// The words of the request.
    #[arg(long, default_value = "")]
    reason: String,
}

impl Ask {
    fn request(&self) -> v1::RequestReasonsRequest {
        v1::RequestReasonsRequest {
            name: self.name.clone(),
            receive_date: self
                .received
                .map_or_else(String::new, |day| day.to_string()),
            reason: self.reason.clone(),
        }
    }
}

/// An error that is corrected.
#[derive(Debug, Args)]
pub struct Correct {
    /// `schemes/{scheme}/calls/{call}/applications/{application}/decisions/{decision}`.
    name: String,
    /// The words that are wrong.
    #[arg(long)]
    wrong: String,
    /// The words that are right.
    #[arg(long)]
    right: String,
    /// Why; it stands in the letter.
    #[arg(long)]
    reason: String,
}

impl Correct {
    async fn send(&self, session: &Session) -> anyhow::Result<()> {
        let request = v1::CorrectDecisionRequest {
            name: self.name.clone(),
            wrong_text: self.wrong.clone(),
            right_text: self.right.clone(),
            reason: self.reason.clone(),
        };
        let answer = session.applications().correct_decision(request).await;
        let decision = answer.map_err(told)?.into_inner().decision;
        let decision = decision.context("no decision in the answer")?;
        say!("{} is corrected by {}", self.name, decision.name)?;
        Ok(())
    }
}

/// A decision that is reversed.
#[derive(Debug, Args)]
pub struct Reverse {
    /// `schemes/{scheme}/calls/{call}/applications/{application}/decisions/{decision}`, which is in
    /// force.
    name: String,
    /// The amount granted from now on, in kroner.
    #[arg(long, value_parser = ore)]
    amount: i64,
    /// The ground.
    #[arg(long)]
    ground: Ground,
    /// Why; it stands in the letter.
    #[arg(long)]
    reason: String,
    /// Kroner for one euro on the day, where more is given to economic activity.
    #[arg(long, default_value = "")]
    euro_rate: String,
}

/// The ground of a reversal.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Ground {
    /// It harms no one whom the decision is about.
    NoHarm,
    /// The decision has not reached the party.
    NotReached,
    /// The decision is invalid.
    Invalid,
    /// The decision itself, a law or general rules allow it.
    Allowed,
}

impl Reverse {
    async fn send(&self, session: &Session) -> anyhow::Result<()> {
        let ground = match self.ground {
            Ground::NoHarm => v1::ReversalGround::NoHarm,
            Ground::NotReached => v1::ReversalGround::NotReached,
            Ground::Invalid => v1::ReversalGround::Invalid,
            Ground::Allowed => v1::ReversalGround::Allowed,
        };
        let request = v1::ReverseDecisionRequest {
            name: self.name.clone(),
            amount: Some(v1::Money { ore: self.amount }),
            ground: ground.into(),
            reason: self.reason.clone(),
            euro_rate: self.euro_rate.clone(),
        };
        let answer = session.applications().reverse_decision(request).await;
        let decision = answer.map_err(told)?.into_inner().decision;
        let decision = decision.context("no decision in the answer")?;
        say!("{} is reversed by {}", self.name, decision.name)?;
        Ok(())
    }
}

/// A day of arrival.
#[derive(Debug, Args)]
pub struct Arrive {
    /// `schemes/{scheme}/calls/{call}/applications/{application}/decisions/{decision}`.
    name: String,
    /// The day, 2026-03-02.
    #[arg(long)]
    date: NaiveDate,
    /// The evidence, such as the reference of a receipt.
    #[arg(long)]
    reason: String,
    /// The party read it, instead of a delivery.
    #[arg(long)]
    read: bool,
    /// The reasons that were asked for, instead of the letter.
    #[arg(long)]
    reasons: bool,
}

pub(super) fn run(command: &Command, connection: &Connection) -> anyhow::Result<()> {
    match command {
        Command::List { application } => connection.with(application, async |session| {
            let rows = decisions(&session, application).await?.into_iter();
            let rows = rows.map(|decision| {
                vec![
                    plain(decision.kind().as_str_name(), "DECISION_KIND_"),
                    kroner(decision.amount),
                    decision.signer,
                    decision.dispatch_date,
                    decision.reach_date,
                    decision.appeal_until_date,
                    decision.name,
                ]
            });
            let headings = [
                "kind",
                "amount",
                "decided by",
                "dispatched",
                "reached",
                "appeal until",
                "name",
            ];
            say!("{}", table(&headings, &[1], rows))?;
            Ok(())
        }),
        Command::Show {
            name,
            out,
            language,
        } => connection.with(name, async |session| {
            let (facts, pdf) = letter(&session, name, language).await?;
            std::fs::write(out, pdf).with_context(|| out.display().to_string())?;
            say!("{} written, SHA-256 {}", out.display(), facts.sha256)?;
            warn(name, &facts.unprintable)
        }),
        Command::Dispatch { name } => connection.with(name, async |session| {
            let sent = dispatch(&session, name).await?;
            let (count, date) = (sent.dispatched_count, &sent.dispatch_date);
            say!("{count} letters dispatched on {date}")?;
            for letter in &sent.unprintable_letters {
                warn(&letter.decision, &letter.characters)?;
            }
            Ok(())
        }),
        Command::Arrive(arrive) => connection.with(&arrive.name, async |session| {
            let request = arrive.request();
            let answer = session.applications().record_delivery(request).await;
            say_clock(answer.map_err(told)?.into_inner().decision)
        }),
        Command::Ask(ask) => connection.with(&ask.name, async |session| {
            let answer = session.applications().request_reasons(ask.request()).await;
            say_clock(answer.map_err(told)?.into_inner().decision)
        }),
        Command::Reverse(reverse) => {
            connection.with(&reverse.name, async |session| reverse.send(&session).await)
        }
        Command::Correct(correct) => {
            connection.with(&correct.name, async |session| correct.send(&session).await)
        }
        Command::Answer { name, text } => connection.with(name, async |session| {
            let (name, text) = (name.clone(), text.clone());
            let request = v1::GiveReasonsRequest { name, text };
            let answer = session.applications().give_reasons(request).await;
            say_clock(answer.map_err(told)?.into_inner().decision)
        }),
    }
}

impl Arrive {
    fn request(&self) -> v1::RecordDeliveryRequest {
        let part = if self.reasons {
            v1::DecisionPart::Reasons
        } else {
            v1::DecisionPart::Letter
        };
        let arrival = if self.read {
            v1::Arrival::Read
        } else {
            v1::Arrival::Delivered
        };
        v1::RecordDeliveryRequest {
            name: self.name.clone(),
            part: part.into(),
            arrival: arrival.into(),
            arrival_date: self.date.to_string(),
            reason: self.reason.clone(),
        }
    }
}

/// Says where the time to appeal a decision stands.
fn say_clock(decision: Option<v1::CaseDecision>) -> anyhow::Result<()> {
    let decision = decision.context("no decision in the answer")?;
    let (name, until) = (&decision.name, &decision.appeal_until_date);
    match (&decision.reasons, until.is_empty()) {
        (_, _) if !decision.appealable => say!("{name} cannot be appealed")?,
        (Some(reasons), true) => say!(
            "{name}: the time to appeal stands still since {}",
            reasons.ask_date
        )?,
        (None, true) => say!("{name} is not sent")?,
        (_, false) => say!("{name} can be appealed until {until}")?,
    }
    Ok(())
}

/// Says which characters of a letter cannot be printed.
fn warn(name: &str, characters: &str) -> anyhow::Result<()> {
    if !characters.is_empty() {
        let codes: Vec<String> = characters
            .chars()
            .map(|one| format!("U+{:04X}", u32::from(one)))
            .collect();
        say!(
            "{name}: these characters cannot be printed: {}",
            codes.join(", ")
        )?;
    }
    Ok(())
}

/// The decisions about an application that the caller may see.
pub async fn decisions(
    session: &Session,
    application: &str,
) -> anyhow::Result<Vec<v1::CaseDecision>> {
    let request = v1::ListDecisionsRequest {
        parent: application.to_owned(),
    };
    let answer = session.applications().list_decisions(request).await;
    Ok(answer.map_err(told)?.into_inner().decisions)
}

/// Dispatches the decisions of a call or about an application.
pub async fn dispatch(
    session: &Session,
    name: &str,
) -> anyhow::Result<v1::DispatchDecisionsResponse> {
    let request = v1::DispatchDecisionsRequest {
        name: name.to_owned(),
    };
    let answer = session.applications().dispatch_decisions(request).await;
    Ok(answer.map_err(told)?.into_inner())
}

/// The letter of a decision, with its facts.
pub async fn letter(
    session: &Session,
    name: &str,
    language: &str,
) -> anyhow::Result<(v1::LetterFile, Vec<u8>)> {
    let request = v1::GetLetterRequest {
        name: name.to_owned(),
        language: language.to_owned(),
    };
    let answer = session.applications().get_letter(request).await;
    let mut stream = answer.map_err(told)?.into_inner();
    let (mut facts, mut pdf) = (None, Vec::new());
    while let Some(message) = stream.message().await.map_err(told)? {
        match message.content {
            Some(Content::Letter(letter)) => facts = Some(letter),
            Some(Content::Chunk(chunk)) => pdf.extend(chunk),
            None => {}
        }
    }
    Ok((facts.context("no facts in the answer")?, pdf))
}
