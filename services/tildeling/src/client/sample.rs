//! `tildeling sample`.

use anyhow::Context;
use clap::{Args, Subcommand, ValueEnum};
use contract::v1;
use domain::calendar::{Clock, SystemClock};
use domain::identifiers::SampleId;
use domain::randomness::SystemRandomness;

use super::{Connection, plain, told};
use crate::output::say;
use crate::pages;
use crate::session::Session;
use crate::table::table;

/// Commands on samples of grants for spot checks.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Creates a sample: its population is frozen, and the commitment to its key is shown.
    Create(Create),
    /// Draws a sample of another person: the key and the sampled grants are shown.
    Draw {
        /// `schemes/{scheme}/calls/{call}/samples/{sample}`.
        sample: String,
    },
    /// Records a control of a sampled grant.
    Record(Record),
    /// Shows a sample.
    Show {
        /// `schemes/{scheme}/calls/{call}/samples/{sample}`.
        sample: String,
    },
    /// Lists the samples of a call.
    List {
        /// `schemes/{scheme}/calls/{call}`.
        call: String,
    },
}

/// State of a grant.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum State {
    Offered,
    Accepted,
    Active,
    Paused,
    Reported,
    Closed,
    Recovery,
}

/// A sample to create.
#[derive(Debug, Args)]
pub struct Create {
    /// `schemes/{scheme}/calls/{call}`.
    call: String,
    /// State of the grants in the population; may be given several times.
    #[arg(long = "state", required = true)]
    states: Vec<State>,
    /// Least amount of the grants in the population, kroner.
    #[arg(long, default_value_t = 0)]
    at_least: i64,
    /// Leaves out grants of municipalities.
    #[arg(long)]
    without_municipalities: bool,
    /// How many grants are drawn.
    #[arg(long)]
    size: i32,
    /// Why these grants are checked.
    #[arg(long)]
    reason: String,
}

/// Finding and follow-up of a control.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Outcome {
    InOrder,
    Deviation,
    AskedForDocuments,
    PaymentStopped,
    ClaimedBack,
}

/// A control to record.
#[derive(Debug, Args)]
pub struct Record {
    /// `schemes/{scheme}/calls/{call}/samples/{sample}`.
    sample: String,
    /// `schemes/{scheme}/calls/{call}/grants/{grant}`.
    grant: String,
    /// The finding; a deviation with what follows from it.
    #[arg(long)]
    outcome: Outcome,
    /// The finding in words.
    #[arg(long)]
    reason: String,
}

pub(super) fn run(command: &Command, connection: &Connection) -> anyhow::Result<()> {
    match command {
        Command::Create(asked) => connection.with(&asked.call, async |session| {
            let answer = session.samples().create_sample(asked.request()).await;
            show(answer.map_err(told)?.into_inner().sample)
        }),
        Command::Draw { sample } => connection.with(sample, async |session| {
            let request = v1::DrawSampleRequest {
                name: sample.clone(),
                etag: read(&session, sample).await?.etag,
            };
            let answer = session.samples().draw_sample(request).await;
            show(answer.map_err(told)?.into_inner().sample)
        }),
        Command::Record(control) => connection.with(&control.sample, async |session| {
            let etag = read(&session, &control.sample).await?.etag;
            let request = control.request(etag);
            let answer = session.samples().record_control(request).await;
            show(answer.map_err(told)?.into_inner().sample)
        }),
        Command::Show { sample } => connection.with(sample, async |session| {
            show(Some(read(&session, sample).await?))
        }),
        Command::List { call } => connection.with(call, async |session| list(&session, call).await),
    }
}

impl Create {
    fn request(&self) -> v1::CreateSampleRequest {
        let id = SampleId::generate(SystemClock.now(), &SystemRandomness);
        let state = |state: &State| match state {
            State::Offered => v1::GrantState::Offered,
            State::Accepted => v1::GrantState::Accepted,
            State::Active => v1::GrantState::Active,
            State::Paused => v1::GrantState::Paused,
            State::Reported => v1::GrantState::Reported,
            State::Closed => v1::GrantState::Closed,
            State::Recovery => v1::GrantState::Recovery,
        };
        let ore = self.at_least.saturating_mul(100);
        v1::CreateSampleRequest {
            sample: Some(v1::Sample {
                name: format!("{}/samples/{id}", self.call),
                states: self.states.iter().map(|one| state(one).into()).collect(),
                at_least: Some(v1::Money { ore }),
                without_municipalities: self.without_municipalities,
                size: self.size,
                ..v1::Sample::default()
            }),
            reason: self.reason.clone(),
        }
    }
}

impl Record {
    fn request(&self, etag: String) -> v1::RecordControlRequest {
        use v1::ControlFinding::{Deviation, InOrder};
        use v1::ControlFollowUp as FollowUp;
        let (finding, follow_up) = match self.outcome {
            Outcome::InOrder => (InOrder, FollowUp::Nothing),
            Outcome::Deviation => (Deviation, FollowUp::Nothing),
            Outcome::AskedForDocuments => (Deviation, FollowUp::Documents),
            Outcome::PaymentStopped => (Deviation, FollowUp::PaymentStopped),
            Outcome::ClaimedBack => (Deviation, FollowUp::ClaimedBack),
        };
        v1::RecordControlRequest {
            name: self.sample.clone(),
            etag,
            grant: self.grant.clone(),
            finding: finding.into(),
            follow_up: follow_up.into(),
            reason: self.reason.clone(),
        }
    }
}

async fn read(session: &Session, name: &str) -> anyhow::Result<v1::Sample> {
    let request = v1::GetSampleRequest {
        name: name.to_owned(),
    };
    let answer = session.samples().get_sample(request).await;
    let sample = answer.map_err(told)?.into_inner().sample;
    sample.context("no sample in the answer")
}

fn show(sample: Option<v1::Sample>) -> anyhow::Result<()> {
    let of = sample.context("no sample in the answer")?;
    say!("{}", of.name)?;
    say!(
        "{} of {} grants; population {}",
        of.size,
        of.population_size,
        of.population_sha256
    )?;
    say!("commitment {}", of.commitment)?;
    if of.drawing.is_none() {
        say!("Another person draws it.")?;
        return Ok(());
    }
    say!("key {}", of.key)?;
    let rows = of.sampled.iter().map(|grant| {
        let control = of.controls.iter().rfind(|one| one.grant == *grant);
        let control = control.cloned().unwrap_or_default();
        vec![
            grant.clone(),
            plain(control.finding().as_str_name(), "CONTROL_FINDING_"),
            plain(control.follow_up().as_str_name(), "CONTROL_FOLLOW_UP_"),
            control.record.unwrap_or_default().reason,
        ]
    });
    let headings = ["grant", "last finding", "follow-up", "found"];
    say!("{}", table(&headings, &[], rows))?;
    Ok(())
}

async fn list(session: &Session, call: &str) -> anyhow::Result<()> {
    let all = pages::all(async |page_token| {
        let request = v1::ListSamplesRequest {
            parent: call.to_owned(),
            page_size: pages::PAGE_SIZE,
            page_token,
        };
        let answer = session.samples().list_samples(request).await;
        let page = answer.map_err(told)?.into_inner();
        anyhow::Ok((page.samples, page.next_page_token))
    })
    .await?;
    let rows = all.iter().map(|one| {
        let state = if one.drawing.is_some() {
            "drawn"
        } else {
            "created"
        };
        vec![
            one.size.to_string(),
            one.population_size.to_string(),
            state.to_owned(),
            one.controls.len().to_string(),
            one.creation.clone().unwrap_or_default().reason,
            one.name.clone(),
        ]
    });
    let headings = ["size", "of", "state", "controls", "reason", "name"];
    say!("{}", table(&headings, &[0, 1, 3], rows))?;
    Ok(())
}
