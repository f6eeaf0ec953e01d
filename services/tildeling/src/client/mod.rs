//! A case handler's client: the contract's methods as commands, with tables a person can read.

mod account;
mod allocation;
mod appeal;
mod application;
pub(crate) mod bank;
mod budget;
mod call;
mod deadline;
mod document;
mod export;
mod fairness;
mod feed;
mod grant;
mod grant_budget;
mod grant_change;
mod history;
mod journal;
mod letter;
mod notification;
mod obligation;
mod payment;
mod recovery;
mod register;
mod report;
mod retention;
mod runs;
mod sample;
mod scenario;
pub(crate) mod state_aid;
mod succession;
mod tags;
#[cfg(test)]
mod tests;
mod webhook;
mod write;

pub use application::all as all_applications;
pub use document::upload as upload_document;
pub use letter::{decisions, dispatch, letter};
pub use payment::{bank_file, batches};
pub use runs::{Hashes, save_and_verify};
pub use scenario::scenarios;
pub(crate) use write::Export;
pub use write::titles;

use std::process::ExitCode;

use anyhow::Context;
use clap::{Args, Subcommand};
use contract::v1;
use tonic::Status;
use tonic_types::StatusExt;

use crate::output::finish;
use crate::schemes::default_address;
use crate::session::{Session, connect};

/// Options of every client command.
#[derive(Debug, Clone, Args)]
pub struct Connection {
    /// Address of the scheme's service, 127.0.0.1:50051. By default the one that `tildeling serve`
    /// gives it.
    #[arg(long, env = "TILDELING_ADDRESS", global = true)]
    address: Option<String>,
    /// Bearer token; `tildeling token` makes one on your own machine.
    #[arg(
        long,
        env = "TILDELING_TOKEN",
        hide_env_values = true,
        global = true,
        default_value = ""
    )]
    token: String,
    /// Language of texts: nb, nn or en.
    #[arg(long, default_value = "nb", global = true, value_parser = ["nb", "nn", "en"])]
    language: String,
}

/// Commands of one kind, and the connection that they go over.
#[derive(Debug, Args)]
pub struct Of<C: Subcommand> {
    #[command(subcommand)]
    command: C,
    #[command(flatten)]
    connection: Connection,
}

impl<C: Subcommand> Of<C> {
    fn finish(&self, run: fn(&C, &Connection) -> anyhow::Result<()>) -> ExitCode {
        finish(run(&self.command, &self.connection))
    }
}

impl Connection {
    /// Opens a session to the service of the scheme that a resource name or a scheme's code names,
    /// and does something with it.
    fn with<T>(
        &self,
        resource: &str,
        work: impl AsyncFnOnce(Session) -> anyhow::Result<T>,
    ) -> anyhow::Result<T> {
        let code = resource.strip_prefix("schemes/").unwrap_or(resource);
        let code = code.split('/').next().unwrap_or_default();
        let address = self
            .address
            .clone()
            .unwrap_or_else(|| default_address(code));
        let token = self.token.clone();
        let language = match self.language.as_str() {
            "nn" => "nn",
            "en" => "en",
            _ => "nb",
        };
        anyhow::ensure!(
            !token.is_empty(),
            "no token: give --token or TILDELING_TOKEN; `tildeling token` makes one"
        );
        let runtime = tokio::runtime::Runtime::new()?;
        runtime.block_on(async move {
            let channel = connect(&address).await?;
            let source = std::sync::Arc::new(move || Ok(token.clone()));
            work(Session::new(channel, language, source)).await
        })
    }
}

/// Turns a refusal into an error that says everything the server said, one violation a line.
pub fn told(status: Status) -> anyhow::Error {
    told_of(&status, str::to_owned)
}

/// The same, with fields named by the caller.
fn told_of(status: &Status, name: impl Fn(&str) -> String) -> anyhow::Error {
    let details = status.get_error_details();
    let fields = details
        .bad_request()
        .map(|request| &request.field_violations);
    let mut lines = match fields.map(Vec::as_slice) {
        // The message quotes the first of them; all are told below.
        Some([]) | None => vec![status.message().to_owned()],
        Some([_]) => vec!["a field is not valid:".to_owned()],
        Some(several) => vec![format!("{} fields are not valid:", several.len())],
    };
    let failures = details
        .precondition_failure()
        .into_iter()
        .flat_map(|failure| &failure.violations);
    lines.extend(
        failures.map(|violation| format!("  {}: {}", violation.r#type, violation.description)),
    );
    lines.extend(fields.into_iter().flatten().map(|violation| {
        let field = name(&violation.field);
        let colon = if field.is_empty() { "" } else { ": " };
        format!("  {field}{colon}{}", violation.description)
    }));
    if let Some(info) = details.error_info() {
        lines.push(format!("  ({:?}, {})", status.code(), info.reason));
    }
    anyhow::anyhow!(lines.join("\n"))
}

/// An amount as kroner; empty where there is none.
fn kroner(amount: Option<v1::Money>) -> String {
    amount.map_or_else(String::new, |amount| {
        text::kroner(amount.ore, text::Language::English)
    })
}

/// Reads a grant.
async fn read_grant(session: &Session, grant: &str) -> anyhow::Result<v1::Grant> {
    let request = v1::GetGrantRequest {
        name: grant.to_owned(),
    };
    let answer = session.grants().get_grant(request).await.map_err(told)?;
    whole_grant(answer.into_inner().grant)
}

/// Returns the grant of an answer.
fn whole_grant(grant: Option<v1::Grant>) -> anyhow::Result<v1::Grant> {
    grant.context("no grant in the answer")
}

/// An enum's name without its prefix, in lower case.
pub(crate) fn plain(name: &str, prefix: &str) -> String {
    name.trim_start_matches(prefix)
        .to_lowercase()
        .replace('_', " ")
}

/// The client's commands, beside those that need no server.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Calls for applications: create, open, close, list.
    Call(Of<call::Command>),
    /// Applications: list, show.
    Application(Of<application::Command>),
    /// Allocations: simulate, compare, create, propose, approve, awards, explain, report, verify.
    Allocation(Of<allocation::Command>),
    /// Decisions and their letters: list, show, dispatch, arrive, ask, answer,
    /// correct.
    Letter(Of<letter::Command>),
    /// Appeals: lodge, list, show, admit, dismiss, prepare, decide, forward, outcome,
    /// withdraw.
    Appeal(Of<appeal::Command>),
    /// Budgets: show, appropriate.
    Budget(Of<budget::Command>),
    /// Grants: show, accept, budget, change, notice, admit-late, repayment, lapse.
    Grant(Of<grant::Command>),
    /// Accounts of grants: show, change, approve, reject.
    Account(Of<account::Command>),
    /// Documents of grants and reports: upload, list, download.
    Document(Of<document::Command>),
    /// Last days, moved for one case or many: move, list.
    Deadline(Of<deadline::Command>),
    /// How long cases are kept, and their disposal: plan, announce, carry-out, show, list, case,
    /// hold, release.
    Retention(Of<retention::Command>),
    /// Samples of grants for spot checks: create, draw, record, show, list.
    Sample(Of<sample::Command>),
    /// Facts about applicants: record, batches, confirm, reject, list.
    Register(Of<register::Command>),
    /// Organisations taken over by others: propose, confirm, reject, list.
    Succession(Of<succession::Command>),
    /// The history of a case: show.
    History(Of<history::Command>),
    /// The journal: list, title, write, extract.
    Journal(Of<journal::Command>),
    /// What parties were told, and how it reached them: list.
    #[command(visible_alias = "notifications")]
    Notification(Of<notification::Command>),
    /// Where an organisation's own system is told: register, list, delete, rotate, replay.
    Webhook(Of<webhook::Command>),
    /// Duties to repay and what payment waits for: list, walk, breach, release, supply.
    Obligation(Of<obligation::Command>),
    /// Money that grants must pay back: list, notice, answer, claim, set-off, parts, collect,
    /// remit, approve, reject, interest.
    Recovery(Of<recovery::Command>),
    /// Payments: attest, approve, stop, export; the bank's answers: import, unmatched, due,
    /// clear, confirm-account.
    Payment(Of<payment::Command>),
    /// Reports: list, recommend, accept, return, extend, remind, indicators.
    Report(Of<report::Command>),
    /// Writes awards, payments, the ledger, events or indicators of a call to a file.
    Export(Of<export::Command>),
}

impl Command {
    /// Does it.
    pub fn run(&self) -> ExitCode {
        match self {
            Self::Call(of) => of.finish(call::run),
            Self::Application(of) => of.finish(application::run),
            Self::Allocation(of) => of.finish(allocation::run),
            Self::Letter(of) => of.finish(letter::run),
            Self::Appeal(of) => of.finish(appeal::run),
            Self::Budget(of) => of.finish(budget::run),
            Self::Grant(of) => of.finish(grant::run),
            Self::Account(of) => of.finish(account::run),
            Self::Document(of) => of.finish(document::run),
            Self::Deadline(of) => of.finish(deadline::run),
            Self::Retention(of) => of.finish(retention::run),
            Self::Sample(of) => of.finish(sample::run),
            Self::Register(of) => of.finish(register::run),
            Self::Succession(of) => of.finish(succession::run),
            Self::History(of) => of.finish(history::run),
            Self::Journal(of) => of.finish(journal::run),
            Self::Notification(of) => of.finish(notification::run),
            Self::Webhook(of) => of.finish(webhook::run),
            Self::Obligation(of) => of.finish(obligation::run),
            Self::Recovery(of) => of.finish(recovery::run),
            Self::Payment(of) => of.finish(payment::run),
            Self::Report(of) => of.finish(report::run),
            Self::Export(of) => of.finish(export::run),
        }
    }
}
