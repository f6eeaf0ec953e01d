//! Plays one year of one scheme over gRPC, from the call to accepted reports: all do their part,
//! through the contract alone.

mod accept_report;
mod account;
mod appeal;
mod apply;
mod budget;
mod change;
mod claim;
mod decide;
mod document;
mod facts;
mod lapse;
mod letters;
mod merge;
mod opening;
mod pay;
mod repay;
mod report;
mod sell;
mod set_off;
mod waiting;

use std::collections::BTreeSet;
use std::future::Future;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use anyhow::Context;
use chrono::NaiveDate;
use contract::v1;
use domain::calendar::{Clock, TurnableClock};
use domain::caller::Role;
use domain::identifiers::OrganisationNumber;
use domain::randomness::{Randomness, uuid_v7};
use domain::scheme::Scheme;
use futures_util::{StreamExt, TryStreamExt, stream};
use interchange::reconciliation::Reconciled;
use server::sign_in::EmbeddedIssuer;
use tonic::Status;
use tonic::transport::Channel;
use tonic_types::StatusExt;

pub(crate) use self::pay::bank_file_of;
pub use self::{
    appeal::Appealed, change::Changed, merge::Merged, report::INDICATORS_BY, sell::Sold,
    set_off::SetOff,
};
use super::bank::Bank;
use super::world::World;
use super::year::{Planned, Year};
use crate::client::told;
use crate::export::Titles;
use crate::session::{Session, TokenSource};

/// Calls in flight at the same time.
const IN_FLIGHT: usize = 16;

/// Results of a year, for the summary and the files.
#[derive(Debug, Default)]
pub struct Played {
    /// The scheme's code.
    pub scheme: String,
    /// The call's id.
    pub call: String,
    /// Applications created.
    pub applications: usize,
    /// Of those, submitted in time and within the rules.
    pub eligible: usize,
    /// The sum of eligible claims, øre.
    pub sought_ore: i64,
    /// The budget, øre.
    pub budget_ore: i64,
    /// The amount promised according to the budget, øre.
    pub committed_ore: i64,
    /// Every decided award.
    pub awards: Vec<v1::Award>,
    /// The money of each of them, in their order.
    pub money: Vec<v1::AwardMoney>,
    /// Every posting that touches the call.
    pub postings: Vec<v1::LedgerPosting>,
    /// The budget at the end.
    pub budget: v1::GetBudgetResponse,
    /// The sums by tag at the end.
    pub tags: v1::SummarizeTagsResponse,
    /// Awards of state aid.
    pub state_aid: Vec<v1::StateAidAward>,
    /// Titles of the scheme and the call.
    pub titles: Titles,
    /// Offers that were accepted.
    pub accepted: usize,
    /// Offers that were accepted late, by leave.
    pub accepted_late: usize,
    /// Offers that lapsed after a notice.
    pub lapsed: usize,
    /// Changes of account, each with its notice and its waiting period.
    pub accounts_changed: usize,
    /// Every payment.
    pub payments: Vec<v1::Payment>,
    /// Letters dispatched.
    pub letters: usize,
    /// Letters written to files, one of each kind.
    pub letters_written: usize,
    /// Reports accepted.
    pub reports_accepted: usize,
    /// Files for the bank, one for each batch of payments.
    pub bank_files: Vec<Vec<u8>>,
    /// The bank's statuses, of files in which it rejects a payment.
    pub statuses: Vec<Vec<u8>>,
    /// The bank's notifications, one for each batch.
    pub notifications: Vec<Vec<u8>>,
    /// The bank's notifications of money that was repaid.
    pub credits: Vec<Vec<u8>>,
    /// Grants that were repaid.
    pub repaid: usize,
    /// Each month in which something was handed over or repaid, against the ledger.
    pub reconciled: Vec<Reconciled>,
    /// The sum of the batches, øre.
    pub batched_ore: i64,
    /// Batches whose file was another when it was exported again: must be none.
    pub rewritten: Vec<String>,
    /// Summed indicators, by target group.
    pub indicators: v1::SumIndicatorsResponse,
    /// Awards without an explanation: must be none.
    pub unexplained: Vec<String>,
    /// The sum declined and lapsed before the waiting list was divided, øre.
    pub ended_ore: i64,
    /// Number of applicants on the waiting list that got some of it.
    pub passed_on_to: usize,
    /// The amount they got, øre.
    pub passed_on_ore: i64,
    /// Applications that got less by it than they were told: must be none.
    pub lowered: Vec<String>,
    /// The amount that went back to the frame after that, øre.
    pub returned_ore: i64,
    /// Wall time.
    pub seconds: f64,
}

/// Signs tokens, at the present of the year that is played.
pub struct Cast {
    issuer: Arc<EmbeddedIssuer>,
    clock: TurnableClock,
    chance: Arc<dyn Randomness>,
}

impl Cast {
    fn staff(&self, person: &'static str, role: Role) -> TokenSource {
        let (issuer, clock, chance) = (
            Arc::clone(&self.issuer),
            self.clock.clone(),
            Arc::clone(&self.chance),
        );
        Arc::new(move || {
            let token = issuer.staff_token(person, &[role], clock.now(), chance.as_ref());
            token.map_err(|problem| problem.to_string())
        })
    }

    fn organisation(&self, organisation: &OrganisationNumber) -> TokenSource {
        let (issuer, clock, chance) = (
            Arc::clone(&self.issuer),
            self.clock.clone(),
            Arc::clone(&self.chance),
        );
        let organisation = organisation.clone();
        Arc::new(move || {
            let token = issuer.organisation_token(&organisation, clock.now(), chance.as_ref());
            token.map_err(|problem| problem.to_string())
        })
    }
}

/// A year being played.
pub struct Play<Y: Year> {
    year: Y,
    /// `schemes/{scheme}`.
    scheme: String,
    /// `schemes/{scheme}/calls/{call}`.
    call: String,
    clock: TurnableClock,
    chance: Arc<dyn Randomness>,
    cast: Cast,
    any: Session,
    administrator: Session,
    handler: Session,
    colleague: Session,
    decider: Session,
    finance: Session,
    world: World,
    bank: Bank,
    /// The months in which something was handed over to the bank, or came in.
    months: BTreeSet<String>,
    /// The folder of frozen runs, a folder a scheme.
    runs: PathBuf,
    /// The folder of the scheme's letters.
    letters: PathBuf,
    played: Played,
}

/// The form of a year's scheme.
pub type FormOf<Y> = <<Y as Year>::Scheme as Scheme>::Form;

/// An application that was written: what was planned, and its name.
pub type Written<Y> = (Planned<FormOf<Y>>, String);

impl<Y: Year> Play<Y> {
    /// A play on a service: with its seed, and the folder for what comes out.
    pub fn new(
        year: Y,
        channel: Channel,
        issuer: Arc<EmbeddedIssuer>,
        clock: TurnableClock,
        chance: Arc<dyn Randomness>,
        (seed, out): (u64, &Path),
    ) -> Self {
        let scheme = format!("schemes/{}", Y::Scheme::PROFILE.code);
        let call = format!("{scheme}/calls/{}", year.call_id());
        let cast = Cast {
            issuer,
            clock: clock.clone(),
            chance: Arc::clone(&chance),
        };
        let any = Session::new(
            channel,
            "nb",
            cast.staff("ordningsansvarlig", Role::SchemeAdministrator),
        );
        Self {
            administrator: any.clone(),
            handler: any.signed_by(cast.staff("saksbehandler", Role::CaseHandler)),
            colleague: any.signed_by(cast.staff("kollega", Role::CaseHandler)),
            decider: any.signed_by(cast.staff("beslutter", Role::DecisionMaker)),
            finance: any.signed_by(cast.staff("attestant", Role::Finance)),
            world: World::new(seed),
            bank: Bank::default(),
            months: BTreeSet::new(),
            runs: out.join("runs"),
            letters: out.join(Y::Scheme::PROFILE.code).join("letters"),
            played: Played {
                scheme: Y::Scheme::PROFILE.code.to_owned(),
                call: year.call_id().to_owned(),
                ..Played::default()
            },
            year,
            scheme,
            call,
            clock,
            chance,
            cast,
            any,
        }
    }

    /// The session of finance.
    pub fn finance(&self) -> Session {
        self.finance.clone()
    }

    /// The call's name.
    pub fn call(&self) -> &str {
        &self.call
    }

    /// Plays the year.
    pub async fn run(mut self) -> anyhow::Result<Played> {
        let started = Instant::now();
        let (call, written) = self.apply_in_time().await?;
        let allocation = self.decide(written.clone()).await.context("deciding")?;
        self.answer_offers(&written)
            .await
            .context("answering offers")?;
        let allocation = self
            .pass_on(allocation)
            .await
            .context("passing on what was freed")?;
        self.answer_offers(&written)
            .await
            .context("answering offers from the waiting list")?;
        self.send_letters(&written)
            .await
            .context("sending letters")?;
        let grants = self.begin_grants().await.context("beginning")?;
        self.change_an_account()
            .await
            .context("changing an account")?;
        self.pay_and_report(last_report_day(&call)?, &written, grants)
            .await
            .context("paying and reporting")?;
        self.repay().await.context("repaying")?;
        self.read_back(&allocation).await?;
        self.played.seconds = started.elapsed().as_secs_f64();
        Ok(self.played)
    }

    /// Reads back what the service holds at the end, and compares the bank with the ledger.
    async fn read_back(&mut self, allocation: &str) -> anyhow::Result<()> {
        self.reconcile().await.context("reconciling")?;
        let collected = self.collect(allocation).await;
        collected.context("collecting the results")
    }

    fn portal(&self, organisation: &OrganisationNumber) -> Session {
        self.any.signed_by(self.cast.organisation(organisation))
    }

    fn new_name(&self, collection: &str) -> String {
        format!(
            "{}/{collection}/{}",
            self.call,
            uuid_v7(self.clock.now(), self.chance.as_ref())
        )
    }
}

/// Does something for each of many, some at a time, and gathers what it gives in the order of the
/// items.
async fn each<T, R, F>(
    items: impl IntoIterator<Item = T>,
    act: impl Fn(T) -> F,
) -> anyhow::Result<Vec<R>>
where
    F: Future<Output = anyhow::Result<R>>,
{
    stream::iter(items)
        .map(act)
        .buffered(IN_FLIGHT)
        .try_collect()
        .await
}

/// The last day to report of a call.
fn last_report_day(call: &v1::Call) -> anyhow::Result<NaiveDate> {
    let day = call.report_due_date.parse();
    day.context("the call has no last day to report")
}

/// Returns true if a call was refused for a finding whose code begins so.
fn refused_for(status: &Status, code: &str) -> bool {
    let failure = status.get_details_precondition_failure();
    let violations = failure.map(|failure| failure.violations);
    let mut violations = violations.into_iter().flatten();
    violations.any(|violation| violation.r#type.starts_with(code))
}
