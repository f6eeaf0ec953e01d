//! Figures of fairness and predictability of an allocation.

use std::collections::BTreeSet;

use domain::allocation::award::Award;
use domain::allocation::fairness::{Decided, FairnessReport, Subject, size_limits};
use domain::allocation::frame::Run;
use domain::allocation::{Allocation, AllocationState, SubFrameRun};
use domain::application::Application;
use domain::calendar::local_date;
use domain::call::Call;
use domain::identifiers::{ApplicationId, CallId, OrganisationNumber};
use domain::scheme::Scheme;
use domain::step::StepName;
use sqlx::PgConnection;
use store::error::Row;

use super::award::awards_of;
use super::freed::DECIDED;
use super::resource::{AllocationKey, existing};
use super::round::LIVE;
use super::rows;
use crate::call::{pinned_rules, visible};
use crate::error::CaseError;
use crate::step::{Compute, Context};

/// The inputs of the figures, as they were found.
#[derive(Debug)]
pub struct Gathered {
    call: Call,
    allocation: Allocation,
    runs: Vec<SubFrameRun>,
    awards: Vec<Award>,
    decided: Option<Decided>,
    earlier: BTreeSet<OrganisationNumber>,
    institution_based: Option<BTreeSet<ApplicationId>>,
    size_limits: Vec<u64>,
}

/// Computes the figures of an allocation, in any state of it. For staff: organisations learn how
/// their own award came about and no figures, because what is withheld about few could be worked
/// out by one of the few.
///
/// # Errors
/// [`NotFound`](domain::refusal::Refusal::NotFound); [`CaseError::Store`] when a stored run or
/// amount is not what this program wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GetFairnessReport {
    /// The allocation.
    pub key: AllocationKey,
    /// True if the page is wanted too.
    pub with_page: bool,
}

impl<S: Scheme> Compute<S> for GetFairnessReport {
    const STEP: StepName = StepName::GetFairnessReport;
    type Inputs = Gathered;
    type Answer = FairnessReport;

    async fn gather(&self, context: &mut Context<'_>) -> Result<Gathered, CaseError> {
        let AllocationKey {
            call: id,
            allocation: number,
        } = &self.key;
        let allocation = existing(context.db, &self.key).await?;
        let call = visible(context.db, context.actor, id).await?;
        let rules = pinned_rules::<S>(&call)?;
        let runs = rows::runs(context.db, id, *number).await?;
        let awards = awards_of(context.db, &self.key).await?;
        let earlier = rows::history::earlier_recipients(context.db, call.terms.grant_year).await?;
        let decided = match allocation.state {
            AllocationState::Approved { .. } => Some(Decided {
                on: local_date(allocation.last_step.at),
                last_payment: rows::fairness::last_payments(context.db, id).await?,
            }),
            AllocationState::Draft
            | AllocationState::Proposed { .. }
            | AllocationState::Returned => None,
        };
        Ok(Gathered {
            size_limits: size_limits(&rules),
            institution_based: institution_based::<S>(context.db, id).await?,
            call,
            allocation,
            runs,
            awards,
            decided,
            earlier: earlier.into_iter().map(|one| one.organisation).collect(),
        })
    }

    fn compute(&self, gathered: Gathered) -> Result<FairnessReport, CaseError> {
        gathered.report()
    }
}

/// Returns the applications that are based in an institution; `None` where no form asks.
async fn institution_based<S: Scheme>(
    connection: &mut PgConnection,
    call: &CallId,
) -> Result<Option<BTreeSet<ApplicationId>>, CaseError> {
    // An application that was in a round may have gone since.
    let states = [&LIVE[..], &DECIDED, &["withdrawn", "dismissed"]].concat();
    let all = crate::application::rows::in_states::<S::Form>(connection, call, &states).await?;
    let asked = |one: &Application<S::Form>| Some((one.id, S::institution_based(&one.draft.form)?));
    let said: Vec<(ApplicationId, bool)> = all.iter().filter_map(asked).collect();
    let based = said.iter().filter(|(_, based)| *based).map(|(id, _)| *id);
    Ok((!said.is_empty()).then(|| based.collect()))
}

impl Gathered {
    fn report(self) -> Result<FairnessReport, CaseError> {
        let read = |run: SubFrameRun| {
            let at = Row::of("allocation_run", &run.run_hash);
            Ok((
                run.sub_frame,
                at.column("document", Run::read(&run.document))?,
            ))
        };
        let runs: Result<Vec<(String, Run)>, CaseError> = self.runs.into_iter().map(read).collect();
        let decision_hash = self.allocation.decision_hash();
        let subject = Subject {
            title: self.call.terms.title,
            call: self.allocation.call,
            last_step_on: local_date(self.allocation.last_step.at),
            state: self.allocation.state,
            grant_year: self.call.terms.grant_year,
            decision_hash,
            run_hash: self.allocation.run_hash,
            runs: runs?,
            awards: self.awards,
            decided: self.decided,
            earlier: self.earlier,
            institution_based: self.institution_based,
            size_limits: self.size_limits,
        };
        let at = Row::of("allocation", self.allocation.id);
        Ok(at.column("award", FairnessReport::of(subject))?)
    }
}
