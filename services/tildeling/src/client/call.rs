//! `tildeling call`.

use anyhow::Context;
use chrono::{DateTime, NaiveDate, Utc};
use clap::{Args, Subcommand, ValueEnum};
use contract::v1;
use domain::calendar::end_of_day;
use prost_types::Timestamp;
use rust_decimal::Decimal;

use super::{Connection, kroner, plain, told};
use crate::output::say;
use crate::pages;
use crate::session::Session;
use crate::table::table;

/// Commands on calls.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Lists a scheme's calls.
    List {
        /// The scheme's code, `rental-housing`.
        scheme: String,
    },
    /// Creates a call as a draft.
    Create(Create),
    /// Opens a draft.
    Open {
        /// `schemes/{scheme}/calls/{call}`.
        name: String,
    },
    /// Closes a call whose deadline has passed.
    Close {
        /// `schemes/{scheme}/calls/{call}`.
        name: String,
    },
}

/// Treatment of the first application on a ranked list that does not fit.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Tail {
    /// Funding stops.
    Stop,
    /// It gets what is left.
    Partial,
    /// It is offered what is left, if that is of use.
    OfferReduced,
    /// It is passed over.
    Skip,
}

/// A call to create.
#[derive(Debug, Args)]
pub struct Create {
    /// `schemes/{scheme}/calls/{call}`.
    name: String,
    /// Title.
    #[arg(long)]
    title: String,
    /// Grant year.
    #[arg(long)]
    year: i32,
    /// Chapter and post of the state budget, `0765.71`.
    #[arg(long)]
    chapter_post: String,
    /// Last moment to apply: a day, 2026-12-01, to its end, or a moment, 2026-12-01T13:00:00+01:00.
    #[arg(long, value_parser = deadline)]
    deadline: DateTime<Utc>,
    /// The day whose rule values apply.
    #[arg(long)]
    rules_date: String,
    /// Last day to report.
    #[arg(long)]
    report_due: String,
    /// Days to accept an offer; 0 for those of the scheme's rules.
    #[arg(long, default_value_t = 0)]
    acceptance_days: i32,
    /// Budget of a sub-frame in kroner, `code=amount`; can be given several times.
    #[arg(long = "frame", required = true, value_parser = frame)]
    frames: Vec<(String, i64)>,
    /// End of a ranked list.
    #[arg(long, value_enum)]
    tail_rule: Tail,
    /// The call of the round before, decided, which applicants are told a band from:
    /// `schemes/{scheme}/calls/{call}`.
    #[arg(long, value_name = "CALL")]
    previous: Option<String>,
    /// Sources of the money of upheld appeals, in order; `left` when none is named. The reserve is
    /// the frame `appeal_reserve`.
    #[arg(long, value_enum, value_delimiter = ',')]
    appeal_money: Vec<AppealMoney>,
}

/// A source of the money of upheld appeals.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum AppealMoney {
    /// What the sub-frame has left.
    Left,
    /// What the call has set aside.
    Reserve,
    /// The frame of next year's call, for what the others do not give.
    NextYear,
}

impl From<AppealMoney> for v1::AppealMoney {
    fn from(source: AppealMoney) -> Self {
        match source {
            AppealMoney::Left => Self::Left,
            AppealMoney::Reserve => Self::Reserve,
            AppealMoney::NextYear => Self::NextYear,
        }
    }
}

/// Reads a day in Norway, of which the whole counts, or a moment.
fn deadline(text: &str) -> Result<DateTime<Utc>, String> {
    let moment = match text.parse::<NaiveDate>() {
        Ok(day) => end_of_day(day).ok(),
        Err(_) => text.parse().ok(),
    };
    moment.ok_or_else(|| {
        "is no day or moment; write 2026-12-01 or 2026-12-01T13:00:00+01:00".to_owned()
    })
}

fn frame(text: &str) -> Result<(String, i64), String> {
    coded(text, "frame", "national=108000000")
}

/// Reads a code with its kroner.
pub(super) fn coded(text: &str, what: &str, example: &str) -> Result<(String, i64), String> {
    let wrong = || format!("{text:?} is no {what}; write code=kroner, as in {example}");
    let (code, kroner) = text.split_once('=').ok_or_else(wrong)?;
    Ok((code.to_owned(), ore(kroner).map_err(|_| wrong())?))
}

/// Reads kroner, with øre behind a point.
pub(super) fn ore(kroner: &str) -> Result<i64, String> {
    let ore = kroner
        .parse::<Decimal>()
        .ok()
        .and_then(|kroner| kroner.checked_mul(Decimal::ONE_HUNDRED));
    ore.filter(Decimal::is_integer)
        .and_then(|ore| i64::try_from(ore).ok())
        .ok_or_else(|| format!("{kroner:?} is no amount; write kroner, as in 108000000"))
}

pub(super) fn run(command: &Command, connection: &Connection) -> anyhow::Result<()> {
    match command {
        Command::List { scheme } => {
            connection.with(scheme, async |session| list(&session, scheme).await)
        }
        Command::Create(create) => connection.with(&create.name, async |session| {
            let request = v1::CreateCallRequest {
                call: Some(create.call()),
            };
            let answer = session
                .scheme()
                .create_call(request)
                .await
                .map_err(told)?
                .into_inner();
            say(answer.call)
        }),
        Command::Open { name } => connection.with(name, async |session| {
            let etag = etag(&session, name).await?;
            let request = v1::OpenCallRequest {
                name: name.clone(),
                etag,
            };
            say(session
                .scheme()
                .open_call(request)
                .await
                .map_err(told)?
                .into_inner()
                .call)
        }),
        Command::Close { name } => connection.with(name, async |session| {
            let etag = etag(&session, name).await?;
            let request = v1::CloseCallRequest {
                name: name.clone(),
                etag,
            };
            say(session
                .scheme()
                .close_call(request)
                .await
                .map_err(told)?
                .into_inner()
                .call)
        }),
    }
}

impl Create {
    fn call(&self) -> v1::Call {
        let tail = match self.tail_rule {
            Tail::Stop => v1::TailRule::Stop,
            Tail::Partial => v1::TailRule::Partial,
            Tail::OfferReduced => v1::TailRule::OfferReduced,
            Tail::Skip => v1::TailRule::Skip,
        };
        v1::Call {
            name: self.name.clone(),
            title: self.title.clone(),
            grant_year: self.year,
            chapter_post: self.chapter_post.clone(),
            deadline_time: Some(Timestamp {
                seconds: self.deadline.timestamp(),
                nanos: 0,
            }),
            rules_date: self.rules_date.clone(),
            sub_frames: self
                .frames
                .iter()
                .map(|(code, ore)| v1::SubFrame {
                    code: code.clone(),
                    budget: Some(v1::Money { ore: *ore }),
                    committed: None,
                })
                .collect(),
            acceptance_days: self.acceptance_days,
            report_due_date: self.report_due.clone(),
            tail_rule: tail.into(),
            previous_call: self.previous.clone().unwrap_or_default(),
            appeal_money: self
                .appeal_money
                .iter()
                .map(|source| v1::AppealMoney::from(*source).into())
                .collect(),
            ..v1::Call::default()
        }
    }
}

async fn etag(session: &Session, name: &str) -> anyhow::Result<String> {
    let request = v1::GetCallRequest {
        name: name.to_owned(),
    };
    let answer = session
        .scheme()
        .get_call(request)
        .await
        .map_err(told)?
        .into_inner();
    Ok(answer.call.context("no call in the answer")?.etag)
}

fn say(call: Option<v1::Call>) -> anyhow::Result<()> {
    let call = call.context("no call in the answer")?;
    say!(
        "{} is {}",
        call.name,
        plain(call.state().as_str_name(), "CALL_STATE_")
    )?;
    Ok(())
}

async fn list(session: &Session, scheme: &str) -> anyhow::Result<()> {
    let calls = pages::all(async |page_token| {
        let request = v1::ListCallsRequest {
            parent: format!("schemes/{}", scheme.trim_start_matches("schemes/")),
            page_size: pages::PAGE_SIZE,
            page_token,
        };
        let answer = session.scheme().list_calls(request).await;
        let page = answer.map_err(told)?.into_inner();
        anyhow::Ok((page.calls, page.next_page_token))
    })
    .await?;
    let rows = calls.iter().flat_map(|call| {
        call.sub_frames.iter().map(|frame| {
            vec![
                call.name.clone(),
                call.grant_year.to_string(),
                plain(call.state().as_str_name(), "CALL_STATE_"),
                frame.code.clone(),
                kroner(frame.budget),
                kroner(frame.committed),
            ]
        })
    });
    say!(
        "{}",
        table(
            &["call", "year", "state", "frame", "budget", "committed"],
            &[4, 5],
            rows
        )
    )?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deadline_is_a_whole_day_or_a_moment() {
        let read = |text| deadline(text).map(|moment| moment.to_rfc3339());
        let midnight = Ok("2026-12-01T23:00:00+00:00".to_owned());
        assert_eq!(read("2026-12-01"), midnight);
        assert_eq!(read("2026-12-02T00:00:00+01:00"), midnight);
        for wrong in ["1.12.2026", "2026-13-01", ""] {
            assert!(deadline(wrong).is_err(), "{wrong}");
        }
    }
}
