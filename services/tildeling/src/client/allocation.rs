//! `tildeling allocation`.

use std::path::PathBuf;

use anyhow::Context;
use clap::{Args, Subcommand};
use contract::v1;
use domain::calendar::{Clock, SystemClock};
use domain::randomness::{SystemRandomness, uuid_v7};

use super::scenario::{self, Adopt};
use super::{Connection, fairness, kroner, plain, runs, told};
use crate::output::{file_to_write, say};
use crate::pages;
use crate::session::Session;
use crate::table::table;

/// Commands on allocations.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Lists a call's allocations, newest first.
    List {
        /// `schemes/{scheme}/calls/{call}`.
        call: String,
    },
    /// Divides a call's budget by the scheme's plan and by the scenarios of a file, and stores
    /// nothing.
    Simulate {
        /// `schemes/{scheme}/calls/{call}`.
        call: String,
        /// The scenarios as JSON: a list of the contract's `AllocationScenario`.
        scenarios: PathBuf,
    },
    /// Compares stored allocations of one call.
    Compare {
        /// `…/allocations/{allocation}`, two to eight; the first is what the others are compared
        /// with.
        #[arg(required = true, num_args = 2..=8)]
        names: Vec<String>,
    },
    /// Divides a closed call's budget; prints the new allocation's name.
    Create {
        /// `schemes/{scheme}/calls/{call}`.
        call: String,
        /// Scenario to adopt instead of the scheme's plan.
        #[command(flatten)]
        adopt: Adopt,
    },
    /// Divides what declined and lapsed offers have freed since an allocation was approved; prints
    /// the new allocation's name.
    Follow {
        /// `…/allocations/{allocation}`: the approved one, the last of its call.
        name: String,
    },
    /// Proposes an allocation.
    Propose {
        /// `…/allocations/{allocation}`.
        name: String,
    },
    /// Shows an allocation: its sums, and the revision and decision hash that an approval names.
    Show {
        /// `…/allocations/{allocation}`.
        name: String,
    },
    /// Approves what an approver has seen, with everything a person changed.
    Approve(Seen),
    /// Lists an allocation's awards.
    Awards {
        /// `…/allocations/{allocation}`.
        name: String,
    },
    /// Runs an allocation again, sub-frame by sub-frame.
    Verify {
        /// `…/allocations/{allocation}`.
        name: String,
        /// Saves the frozen runs in this folder, one file a sub-frame, and the decision document
        /// beside them, and verifies them here too. The allocation must be approved.
        #[arg(long, value_name = "FOLDER", value_parser = file_to_write)]
        out: Option<PathBuf>,
    },
    /// Explains one award.
    Explain {
        /// `…/allocations/{allocation}`.
        name: String,
        /// `…/applications/{application}`.
        application: String,
    },
    /// Says how fair and predictable an allocation is; writes a page about it to a file.
    Report {
        /// `…/allocations/{allocation}`.
        name: String,
        /// File for the page, in the language of --language.
        #[arg(long, value_name = "FILE.html", value_parser = file_to_write)]
        out: Option<PathBuf>,
    },
}

/// An allocation as an approver has seen it.
#[derive(Debug, Args)]
pub struct Seen {
    /// `…/allocations/{allocation}`.
    name: String,
    /// The decision hash, as `show` printed it.
    decision_hash: String,
    /// The revision, as `show` printed it.
    #[arg(long, visible_alias = "etag")]
    revision: String,
    /// Kroner for one euro today, as in 11.4825: needed where an award is to economic activity.
    #[arg(long)]
    euro_rate: Option<String>,
}

pub(super) fn run(command: &Command, connection: &Connection) -> anyhow::Result<()> {
    match command {
        Command::List { call } => connection.with(call, async |session| list(&session, call).await),
        Command::Simulate { call, scenarios } => {
            let scenarios = scenario::with_plan(scenarios)?;
            connection.with(call, async |session| {
                scenario::simulate(&session, call, scenarios).await
            })
        }
        Command::Compare { names } => connection.with(&names[0], async |session| {
            scenario::compare(&session, names).await
        }),
        Command::Create { call, adopt } => connection.with(call, async |session| {
            let id = uuid_v7(SystemClock.now(), &SystemRandomness);
            let request = adopt.request(format!("{call}/allocations/{id}"))?;
            create(&session, request).await
        }),
        Command::Follow { name } => connection.with(name, async |session| {
            let (collection, _) = name.rsplit_once('/').context("no allocation's name")?;
            let id = uuid_v7(SystemClock.now(), &SystemRandomness);
            let request = v1::CreateAllocationRequest {
                name: format!("{collection}/{id}"),
                follows: name.clone(),
                ..v1::CreateAllocationRequest::default()
            };
            create(&session, request).await
        }),
        Command::Propose { name } => connection.with(name, async |session| {
            let etag = read(&session, name).await?.etag;
            let request = v1::ProposeAllocationRequest {
                name: name.clone(),
                etag,
            };
            say(session
                .allocations()
                .propose_allocation(request)
                .await
                .map_err(told)?
                .into_inner()
                .allocation)
        }),
        Command::Show { name } => {
            connection.with(name, async |session| say(Some(read(&session, name).await?)))
        }
        Command::Approve(seen) => {
            connection.with(&seen.name, async |session| approve(&session, seen).await)
        }
        Command::Awards { name } => {
            connection.with(name, async |session| awards(&session, name).await)
        }
        Command::Verify { name, out } => connection.with(name, async |session| {
            runs::verify(&session, name, out.as_deref()).await
        }),
        Command::Explain { name, application } => connection.with(name, async |session| {
            explain(&session, name, application).await
        }),
        Command::Report { name, out } => connection.with(name, async |session| {
            fairness::report(&session, name, out.as_deref()).await
        }),
    }
}

/// Approves. The decision hash covers the run's, so that the run hash can be read here; the
/// revision is the approver's: one that is read here would approve what has not been looked at.
async fn approve(session: &Session, seen: &Seen) -> anyhow::Result<()> {
    let request = v1::ApproveAllocationRequest {
        name: seen.name.clone(),
        etag: seen.revision.clone(),
        run_hash: read(session, &seen.name).await?.run_hash,
        decision_hash: seen.decision_hash.clone(),
        euro_rate: seen.euro_rate.clone().unwrap_or_default(),
    };
    let answer = session
        .allocations()
        .approve_allocation(request)
        .await
        .map_err(told)?
        .into_inner();
    say(answer.allocation)
}

async fn create(session: &Session, request: v1::CreateAllocationRequest) -> anyhow::Result<()> {
    let answer = session
        .allocations()
        .create_allocation(request)
        .await
        .map_err(told)?
        .into_inner();
    say(answer.allocation)
}

async fn explain(session: &Session, name: &str, application: &str) -> anyhow::Result<()> {
    let request = v1::ExplainAwardRequest {
        name: name.to_owned(),
        application: application.to_owned(),
    };
    let answer = session
        .allocations()
        .explain_award(request)
        .await
        .map_err(told)?
        .into_inner();
    let award = answer.award.unwrap_or_default();
    say!(
        "{} {}: {}",
        award.case_reference,
        award.organisation_name,
        kroner(award.amount)
    )?;
    if award.amount != award.calculated {
        say!("  calculated: {}", kroner(award.calculated))?;
    }
    for line in answer
        .claim_steps
        .iter()
        .map(|step| &step.text)
        .chain(&answer.explanation)
        .chain(Some(&answer.calculated_text).filter(|text| !text.is_empty()))
        .chain(answer.what_if.iter().map(|change| &change.text))
        .chain(answer.since_last_year.iter().map(|since| &since.text))
        .chain(answer.policies.iter().map(|policy| &policy.text))
        .chain(Some(&answer.indicative_text).filter(|text| !text.is_empty()))
    {
        say!("  {line}")?;
    }
    Ok(())
}

async fn read(session: &Session, name: &str) -> anyhow::Result<v1::Allocation> {
    let request = v1::GetAllocationRequest {
        name: name.to_owned(),
    };
    let answer = session
        .allocations()
        .get_allocation(request)
        .await
        .map_err(told)?
        .into_inner();
    answer.allocation.context("no allocation in the answer")
}

fn say(allocation: Option<v1::Allocation>) -> anyhow::Result<()> {
    let allocation = allocation.context("no allocation in the answer")?;
    say!(
        "{} is {}",
        allocation.name,
        plain(allocation.state().as_str_name(), "ALLOCATION_STATE_")
    )?;
    say!("revision {}", allocation.etag)?;
    say!("run {}", allocation.run_hash)?;
    say!("decision {}", allocation.decision_hash)?;
    let rows = allocation.sub_frames.iter().map(|frame| {
        vec![
            frame.code.clone(),
            kroner(frame.budget),
            kroner(frame.calculated),
            kroner(frame.awarded),
            frame.applications.to_string(),
            frame.granted.to_string(),
            frame.partly_granted.to_string(),
            frame.refused.to_string(),
        ]
    });
    let headings = [
        "frame",
        "budget",
        "calculated",
        "awarded",
        "applications",
        "granted",
        "partly",
        "refused",
    ];
    say!("{}", table(&headings, &[1, 2, 3, 4, 5, 6, 7], rows))?;
    Ok(())
}

async fn awards(session: &Session, name: &str) -> anyhow::Result<()> {
    let awards = pages::all(async |page_token| {
        let request = v1::ListAwardsRequest {
            parent: name.to_owned(),
            page_size: pages::PAGE_SIZE,
            page_token,
        };
        let answer = session.allocations().list_awards(request).await;
        let page = answer.map_err(told)?.into_inner();
        anyhow::Ok((page.awards, page.next_page_token))
    })
    .await?;
    let rows = awards.into_iter().map(|award| {
        vec![
            award.case_reference.clone(),
            award.organisation_name.clone(),
            kroner(award.requested),
            kroner(award.calculated),
            kroner(award.amount),
            plain(award.decision().as_str_name(), "DECISION_"),
            award.adjusted_by.clone(),
            award.reason.clone(),
        ]
    });
    let headings = [
        "case",
        "name",
        "requested",
        "calculated",
        "award",
        "decision",
        "changed by",
        "reason",
    ];
    say!("{}", table(&headings, &[2, 3, 4], rows))?;
    Ok(())
}

/// A call's allocations, newest first: which there are, in which state, and which follows which.
async fn list(session: &Session, call: &str) -> anyhow::Result<()> {
    let allocations = pages::all(async |page_token| {
        let request = v1::ListAllocationsRequest {
            parent: call.to_owned(),
            page_size: pages::PAGE_SIZE,
            page_token,
        };
        let answer = session.allocations().list_allocations(request).await;
        let page = answer.map_err(told)?.into_inner();
        anyhow::Ok((page.allocations, page.next_page_token))
    })
    .await?;
    let rows = allocations.into_iter().map(|allocation| {
        vec![
            plain(allocation.state().as_str_name(), "ALLOCATION_STATE_"),
            allocation.name,
            allocation.follows,
        ]
    });
    say!("{}", table(&["state", "allocation", "follows"], &[], rows))?;
    Ok(())
}
