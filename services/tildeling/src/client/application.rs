//! `tildeling application`.

use anyhow::Context;
use clap::Subcommand;
use contract::v1;

use super::{Connection, kroner, plain, told};
use crate::output::say;
use crate::pages;
use crate::session::Session;
use crate::table::table;

/// Commands on applications.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Lists a call's applications.
    List {
        /// `schemes/{scheme}/calls/{call}`.
        call: String,
    },
    /// Shows one: its claim step by step, and what the rules noted.
    Show {
        /// `schemes/{scheme}/calls/{call}/applications/{application}`.
        name: String,
    },
}

pub(super) fn run(command: &Command, connection: &Connection) -> anyhow::Result<()> {
    match command {
        Command::List { call } => connection.with(call, async |session| {
            let rows = all(&session, call).await?.into_iter().map(|application| {
                let applicant = application.applicant.clone().unwrap_or_default();
                vec![
                    application.case_reference.clone(),
                    applicant.organisation_number,
                    applicant.organisation_name,
                    plain(application.state().as_str_name(), "APPLICATION_STATE_"),
                    kroner(application.requested),
                    kroner(application.awarded),
                ]
            });
            let headings = [
                "case",
                "organisation",
                "name",
                "state",
                "requested",
                "awarded",
            ];
            say!("{}", table(&headings, &[4, 5], rows))?;
            Ok(())
        }),
        Command::Show { name } => connection.with(name, async |session| {
            let request = v1::GetApplicationRequest { name: name.clone() };
            let answer = session
                .applications()
                .get_application(request)
                .await
                .map_err(told)?
                .into_inner();
            Ok(show(
                &answer.application.context("no application in the answer")?,
            )?)
        }),
    }
}

/// Every application of a call that the caller may see.
pub async fn all(session: &Session, call: &str) -> anyhow::Result<Vec<v1::Application>> {
    pages::all(async |page_token| {
        let request = v1::ListApplicationsRequest {
            parent: call.to_owned(),
            page_size: pages::PAGE_SIZE,
            page_token,
            ..v1::ListApplicationsRequest::default()
        };
        let answer = session.applications().list_applications(request).await;
        let page = answer.map_err(told)?.into_inner();
        Ok((page.applications, page.next_page_token))
    })
    .await
}

fn show(application: &v1::Application) -> std::io::Result<()> {
    let applicant = application.applicant.clone().unwrap_or_default();
    say!(
        "{}  {}\n{} {} ({})\nrequested {}",
        application.case_reference,
        plain(application.state().as_str_name(), "APPLICATION_STATE_"),
        applicant.organisation_number,
        applicant.organisation_name,
        applicant.municipality_number,
        kroner(application.requested),
    )?;
    if let Some(claim) = &application.claim {
        say!("can be granted at the most {}:", kroner(claim.amount))?;
        for step in &claim.steps {
            say!("  {}", step.text)?;
        }
    }
    for notice in &application.notices {
        say!("note: {} ({})", notice.text, notice.citation)?;
    }
    if let Some(step) = &application.last_step {
        say!(
            "last step by {}{}",
            step.actor,
            if step.reason.is_empty() { "" } else { ": " }.to_owned() + &step.reason
        )?;
    }
    Ok(())
}
