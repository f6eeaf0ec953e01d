//! `tildeling succession`.

use anyhow::Context;
use chrono::NaiveDate;
use clap::{Args, Subcommand, ValueEnum};
use contract::v1;
use domain::calendar::{Clock, SystemClock};
use domain::identifiers::SuccessionId;
use domain::randomness::SystemRandomness;

use super::{Connection, plain, told};
use crate::output::say;
use crate::pages;
use crate::session::Session;
use crate::table::table;

/// Commands on organisations that were taken over by others.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Proposes that an organisation was taken over. Without --seen it says which cases would be
    /// taken over, and with which --seen.
    Propose(Box<Propose>),
    /// Confirms a proposal of another person: the cases are the successor's from then on.
    Confirm {
        /// `schemes/{scheme}/successions/{succession}`.
        succession: String,
        /// A remark.
        #[arg(long, default_value = "")]
        reason: String,
    },
    /// Rejects a proposal, or takes it back.
    Reject {
        /// `schemes/{scheme}/successions/{succession}`.
        succession: String,
        /// The reason.
        #[arg(long)]
        reason: String,
    },
    /// Lists the successions.
    List {
        /// The scheme's code.
        scheme: String,
    },
}

/// Kind of the successor.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Kind {
    Municipality,
    Foundation,
    Company,
    VoluntaryOrganisation,
    Other,
}

/// A proposal.
#[derive(Debug, Args)]
pub struct Propose {
    /// The scheme's code.
    scheme: String,
    /// Organisation number of the predecessor.
    #[arg(long)]
    predecessor: String,
    /// Organisation number of the successor.
    #[arg(long)]
    successor: String,
    /// Name of the successor.
    #[arg(long)]
    name: String,
    /// Kind of the successor.
    #[arg(long)]
    kind: Kind,
    /// Number of the successor's municipality.
    #[arg(long)]
    municipality: String,
    /// The day it was taken over, 2020-01-01.
    #[arg(long)]
    date: NaiveDate,
    /// Name of the successor's contact person.
    #[arg(long, requires = "contact_email", default_value = "")]
    contact_name: String,
    /// E-mail address of the successor's contact person.
    #[arg(long, requires = "contact_name")]
    contact_email: Option<String>,
    /// The ground: the decision, the registration or the law.
    #[arg(long)]
    ground: String,
    /// The trial's answer: proposes it.
    #[arg(long, default_value = "")]
    seen: String,
}

pub(super) fn run(command: &Command, connection: &Connection) -> anyhow::Result<()> {
    match command {
        Command::Propose(asked) => connection.with(&asked.scheme, async |session| {
            let request = asked.request();
            let answer = session.successions().propose_succession(request).await;
            show(&answer.map_err(told)?.into_inner(), asked.seen.is_empty())
        }),
        Command::Confirm { succession, reason } => connection.with(succession, async |session| {
            let request = v1::ConfirmSuccessionRequest {
                name: succession.clone(),
                etag: etag(&session, succession).await?,
                reason: reason.clone(),
            };
            let answer = session.successions().confirm_succession(request).await;
            let of = answer.map_err(told)?.into_inner().succession;
            let of = of.context("no succession in the answer")?;
            say!("{} cases are taken over: {}.", of.cases.len(), of.name)?;
            Ok(())
        }),
        Command::Reject { succession, reason } => connection.with(succession, async |session| {
            let request = v1::RejectSuccessionRequest {
                name: succession.clone(),
                etag: etag(&session, succession).await?,
                reason: reason.clone(),
            };
            let answer = session.successions().reject_succession(request).await;
            answer.map_err(told)?;
            say!("{succession} is rejected.")?;
            Ok(())
        }),
        Command::List { scheme } => {
            connection.with(scheme, async |session| list(&session, scheme).await)
        }
    }
}

impl Propose {
    fn request(&self) -> v1::ProposeSuccessionRequest {
        let id = SuccessionId::generate(SystemClock.now(), &SystemRandomness);
        let kind = match self.kind {
            Kind::Municipality => v1::ApplicantKind::Municipality,
            Kind::Foundation => v1::ApplicantKind::Foundation,
            Kind::Company => v1::ApplicantKind::Company,
            Kind::VoluntaryOrganisation => v1::ApplicantKind::VoluntaryOrganisation,
            Kind::Other => v1::ApplicantKind::Other,
        };
        let contact = self.contact_email.as_ref().map(|email| v1::ContactPerson {
            name: self.contact_name.clone(),
            email: email.clone(),
            phone: String::new(),
        });
        v1::ProposeSuccessionRequest {
            succession: Some(v1::Succession {
                name: format!("schemes/{}/successions/{id}", self.scheme),
                predecessor_organisation_number: self.predecessor.clone(),
                successor: Some(v1::Applicant {
                    organisation_number: self.successor.clone(),
                    organisation_name: self.name.clone(),
                    kind: kind.into(),
                    municipality_number: self.municipality.clone(),
                    invented_number: false,
                }),
                contact,
                taken_over_date: self.date.to_string(),
                ..v1::Succession::default()
            }),
            ground: self.ground.clone(),
            dry_run: self.seen.is_empty(),
            seen: self.seen.clone(),
        }
    }
}

fn show(answer: &v1::ProposeSuccessionResponse, tried: bool) -> anyhow::Result<()> {
    let of = answer.succession.as_ref();
    let of = of.context("no succession in the answer")?;
    let rows = of.cases.iter().map(|case| {
        let stopped = if case.account_stopped { "stops" } else { "" };
        vec![
            case.case_reference.clone(),
            case.organisation_name.clone(),
            stopped.to_owned(),
        ]
    });
    say!("{}", table(&["case", "predecessor", "account"], &[], rows))?;
    if tried {
        say!(
            "{} cases would be taken over. Nothing is changed; --seen {} proposes it.",
            of.cases.len(),
            answer.seen
        )?;
    } else {
        say!("Proposed; another person confirms it: {}.", of.name)?;
    }
    Ok(())
}

async fn all(session: &Session, scheme: &str) -> anyhow::Result<Vec<v1::Succession>> {
    pages::all(async |page_token| {
        let request = v1::ListSuccessionsRequest {
            parent: format!("schemes/{scheme}"),
            page_size: pages::PAGE_SIZE,
            page_token,
        };
        let answer = session.successions().list_successions(request).await;
        let page = answer.map_err(told)?.into_inner();
        anyhow::Ok((page.successions, page.next_page_token))
    })
    .await
}

/// Reads the etag of a succession.
async fn etag(session: &Session, name: &str) -> anyhow::Result<String> {
    let scheme = name.split('/').nth(1).unwrap_or_default();
    let mut all = all(session, scheme).await?.into_iter();
    let found = all.find(|one| one.name == name);
    Ok(found.context("there is no such succession")?.etag)
}

async fn list(session: &Session, scheme: &str) -> anyhow::Result<()> {
    let all = all(session, scheme).await?;
    let rows = all.iter().map(|one| {
        let successor = one.successor.clone().unwrap_or_default();
        let proposal = one.proposal.clone().unwrap_or_default();
        vec![
            one.taken_over_date.clone(),
            one.predecessor_organisation_name.clone(),
            successor.organisation_name,
            one.cases.len().to_string(),
            plain(one.state().as_str_name(), "SUCCESSION_STATE_"),
            proposal.reason,
            one.name.clone(),
        ]
    });
    let headings = [
        "date",
        "predecessor",
        "successor",
        "cases",
        "state",
        "ground",
        "name",
    ];
    say!("{}", table(&headings, &[3], rows))?;
    Ok(())
}
