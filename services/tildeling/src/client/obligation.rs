//! `tildeling obligation`.

use chrono::NaiveDate;
use clap::{Args, Subcommand, ValueEnum};
use contract::v1;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::recovery::Fault;
use super::{Connection, kroner, plain, read_grant, told, whole_grant};
use crate::output::say;
use crate::pages;
use crate::session::Session;
use crate::table::table;

/// Commands on duties to repay.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Lists duties with what is left of them on a day, and the sum.
    List(List),
    /// Writes off every year that is complete: run it once a day.
    Walk {
        /// The scheme's code.
        scheme: String,
        /// The day, 2027-04-02; today unless given.
        #[arg(long)]
        date: Option<NaiveDate>,
    },
    /// Records a breach, with a notice that what is left will be claimed.
    Breach(Breach),
    /// Records that the encumbrance is released in the land register.
    Release {
        /// `schemes/{scheme}/calls/{call}/grants/{grant}`.
        grant: String,
        /// Numbers of the duties, 1,2,5.
        #[arg(long, value_delimiter = ',', required = true)]
        numbers: Vec<i32>,
        /// The reference in the land register.
        #[arg(long)]
        reference: String,
        /// The reason.
        #[arg(long)]
        reason: String,
    },
    /// Supplies the facts that must be known before payment.
    Supply(Supply),
}

/// What to list.
#[derive(Debug, Args)]
pub struct List {
    /// `schemes/{scheme}/calls/{call}`, or a scheme's code for all its calls.
    name: String,
    /// The day, 2027-04-02; today unless given.
    #[arg(long)]
    date: Option<NaiveDate>,
    /// Only those in these states.
    #[arg(long, value_delimiter = ',')]
    states: Vec<State>,
}

/// State of a duty.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum State {
    Planned,
    Running,
    Ended,
    Claimed,
    Released,
}

/// A breach.
#[derive(Debug, Args)]
pub struct Breach {
    /// `schemes/{scheme}/calls/{call}/grants/{grant}`.
    grant: String,
    /// Numbers of the duties, 1,2,5.
    #[arg(long, value_delimiter = ',', required = true)]
    numbers: Vec<i32>,
    /// The kind.
    #[arg(long)]
    kind: Kind,
    /// The day of the breach, 2027-04-02.
    #[arg(long)]
    date: NaiveDate,
    /// The reason; the recipient reads it.
    #[arg(long)]
    reason: String,
    /// Ids of documents of the grant that prove it.
    #[arg(long, value_delimiter = ',')]
    documents: Vec<String>,
    /// The fault of the recipient as the notice has it; the claim says what holds.
    #[arg(long, default_value = "good-faith")]
    fault: Fault,
}

/// Kind of a breach.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Kind {
    Sale,
    WrongUse,
    LawBreach,
    WrongInformation,
}

/// Facts that must be known before payment.
#[derive(Debug, Args)]
pub struct Supply {
    /// `schemes/{scheme}/calls/{call}/grants/{grant}`.
    grant: String,
    /// Municipality number of the properties.
    #[arg(long, requires = "properties")]
    municipality: Option<String>,
    /// The properties, 12/34 or 12/34/0/6.
    #[arg(long, value_delimiter = ',', requires = "municipality")]
    properties: Vec<String>,
    /// The day that the clause was registered, 2027-04-02.
    #[arg(long, requires = "reference")]
    registered: Option<NaiveDate>,
    /// The reference of the registration.
    #[arg(long, requires = "registered")]
    reference: Option<String>,
    /// The area of each unit as built, in m² with at most two decimals: 45.5,62.
    #[arg(long, value_delimiter = ',')]
    areas: Vec<Decimal>,
}

impl From<State> for v1::ObligationState {
    fn from(state: State) -> Self {
        match state {
            State::Planned => Self::Planned,
            State::Running => Self::Running,
            State::Ended => Self::Ended,
            State::Claimed => Self::Claimed,
            State::Released => Self::Released,
        }
    }
}

impl From<Kind> for v1::BreachKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Sale => Self::Sale,
            Kind::WrongUse => Self::WrongUse,
            Kind::LawBreach => Self::LawBreach,
            Kind::WrongInformation => Self::WrongInformation,
        }
    }
}

pub(super) fn run(command: &Command, connection: &Connection) -> anyhow::Result<()> {
    match command {
        Command::List(list) => {
            connection.with(&list.name, async |session| list.show(&session).await)
        }
        Command::Walk { scheme, date } => connection.with(scheme, async |session| {
            let request = v1::WalkObligationsRequest {
                parent: format!("schemes/{scheme}"),
                date: day(*date),
            };
            let answer = session.grants().walk_obligations(request).await;
            let walked = answer.map_err(told)?.into_inner();
            let (years, ended, closed) = (walked.years, walked.ended, walked.closed);
            say!(
                "{}: {years} years written off, {ended} duties ended, {closed} grants closed",
                walked.date
            )?;
            Ok(())
        }),
        Command::Breach(breach) => connection.with(&breach.grant, async |session| {
            let read = read_grant(&session, &breach.grant).await?;
            let request = v1::RecordBreachRequest {
                name: breach.grant.clone(),
                etag: read.etag,
                numbers: breach.numbers.clone(),
                breach: v1::BreachKind::from(breach.kind).into(),
                breach_date: breach.date.to_string(),
                reason: breach.reason.clone(),
                documents: breach.documents.clone(),
                fault_class: breach.fault.class().into(),
            };
            let answer = session.grants().record_breach(request).await;
            show(&whole_grant(answer.map_err(told)?.into_inner().grant)?)
        }),
        Command::Release {
            grant,
            numbers,
            reference,
            reason,
        } => connection.with(grant, async |session| {
            let request = v1::ReleaseObligationsRequest {
                name: grant.clone(),
                etag: read_grant(&session, grant).await?.etag,
                numbers: numbers.clone(),
                reference: reference.clone(),
                reason: reason.clone(),
            };
            let answer = session.grants().release_obligations(request).await;
            show(&whole_grant(answer.map_err(told)?.into_inner().grant)?)
        }),
        Command::Supply(supply) => connection.with(&supply.grant, async |session| {
            let read = read_grant(&session, &supply.grant).await?;
            let answer = session
                .grants()
                .supply_facts(supply.request(read.etag))
                .await;
            show(&whole_grant(answer.map_err(told)?.into_inner().grant)?)
        }),
    }
}

fn day(date: Option<NaiveDate>) -> String {
    date.map_or_else(String::new, |date| date.to_string())
}

impl Supply {
    fn request(&self, etag: String) -> v1::SupplyFactsRequest {
        let municipality = self.municipality.clone();
        v1::SupplyFactsRequest {
            name: self.grant.clone(),
            etag,
            property: municipality.map(|municipality_number| v1::PropertyFact {
                municipality_number,
                property_numbers: self.properties.clone(),
            }),
            registration: self.registered.map(|date| v1::RegistrationFact {
                date: date.to_string(),
                reference: self.reference.clone().unwrap_or_default(),
            }),
            areas: self.areas(),
        }
    }

    fn areas(&self) -> Option<v1::AreasFact> {
        let units = self.areas.iter().zip(1..);
        let units = units.map(|(area, number)| v1::UnitArea {
            number,
            built_dm2: (*area * Decimal::ONE_HUNDRED).to_i32().unwrap_or_default(),
            ..v1::UnitArea::default()
        });
        (!self.areas.is_empty()).then(|| v1::AreasFact {
            units: units.collect(),
        })
    }
}

impl List {
    async fn show(&self, session: &Session) -> anyhow::Result<()> {
        let parent = if self.name.contains('/') {
            self.name.clone()
        } else {
            format!("schemes/{}/calls/-", self.name)
        };
        let states = self.states.iter();
        let states: Vec<i32> = states
            .map(|state| v1::ObligationState::from(*state).into())
            .collect();
        let mut told_last = v1::ListObligationsResponse::default();
        let duties = pages::all(async |page_token| {
            let request = v1::ListObligationsRequest {
                parent: parent.clone(),
                date: day(self.date),
                states: states.clone(),
                page_size: pages::PAGE_SIZE,
                page_token,
            };
            let answer = session.grants().list_obligations(request).await;
            let mut page = answer.map_err(told)?.into_inner();
            let rows = std::mem::take(&mut page.obligations);
            let next = page.next_page_token.clone();
            told_last = page;
            anyhow::Ok((rows, next))
        })
        .await?;
        let rows = duties.into_iter().map(|of_grant| {
            let duty = of_grant.obligation.unwrap_or_default();
            vec![
                of_grant.case_reference,
                duty.number.to_string(),
                duty.title.clone(),
                plain(duty.state().as_str_name(), "OBLIGATION_STATE_"),
                duty.begin_date.clone(),
                duty.completed_years.to_string(),
                kroner(duty.amount),
                kroner(duty.balance),
            ]
        });
        let headings = [
            "case", "number", "for", "state", "began", "years", "amount", "left",
        ];
        say!("{}", table(&headings, &[1, 5, 6, 7], rows))?;
        let (count, balance) = (told_last.count, kroner(told_last.balance));
        say!("{count} duties, {balance} left on {}", told_last.date)?;
        Ok(())
    }
}

fn show(grant: &v1::Grant) -> anyhow::Result<()> {
    let state = plain(grant.state().as_str_name(), "GRANT_STATE_");
    say!("{}: {state}", grant.case_reference)?;
    for one in &grant.obligations {
        let state = plain(one.state().as_str_name(), "OBLIGATION_STATE_");
        let left = kroner(one.balance);
        say!("  {} {}: {state}, {left} left", one.number, one.title)?;
        if let Some(claim) = &one.claim {
            let (amount, years) = (kroner(claim.amount), claim.completed_years);
            let share = Decimal::new(claim.basis_points_left.into(), 2).normalize();
            say!("     {amount} claimed: {years} complete years, {share} % left")?;
        }
    }
    if grant.to_repay.is_some() {
        say!("  {} remains to repay", kroner(grant.to_repay))?;
    }
    for block in &grant.payment_blocks {
        say!("  {}", block.text)?;
    }
    Ok(())
}
