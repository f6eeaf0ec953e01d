//! A report with its grant, as its steps find, lock and store them.

use domain::event::NewEvent;
use domain::grant::Grant;
use domain::identifiers::ReportId;
use domain::names;
use domain::report::{Report, ReportState};
use domain::scheme::Scheme;
use domain::step::{Revision, StepRecord};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;

use super::rows::{self, ReportFilter};
use crate::actor::Actor;
use crate::application::ApplicationKey;
use crate::error::CaseError;
use crate::grant::{admit, find};
use crate::resource::{Lock, Resource, View};
use crate::step::Context;
use crate::subject::Subject;

/// The parts of a report's name below the scheme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportKey {
    /// The case: the call and the grant, which has its application's id.
    pub case: ApplicationKey,
    /// The report within the grant.
    pub report: ReportId,
}

impl ReportKey {
    /// Returns the report's name below the scheme.
    #[must_use]
    pub fn name(&self) -> String {
        names::report(&self.case.call, self.case.application, &self.report)
    }
}

/// A report and its grant.
#[derive(Debug, Clone, PartialEq)]
pub struct ReportOfGrant<I> {
    /// The report.
    pub report: Report<I>,
    /// Its grant.
    pub grant: Grant,
}

impl<I> ReportOfGrant<I> {
    /// Stores the grant after the report's step, and returns the event that says so.
    pub(super) async fn update_grant(
        &mut self,
        context: &mut Context<'_>,
        after: Grant,
    ) -> Result<NewEvent, CaseError> {
        crate::grant::rows::update(context.db, std::slice::from_ref(&after)).await?;
        let from = std::mem::replace(&mut self.grant, after).revision;
        let (subject, reason) = (
            crate::grant::subject(&self.grant),
            &self.grant.last_step.reason,
        );
        Ok(context.event(&subject, from, reason, &self.grant.state))
    }
}

impl<S: Scheme> Resource<S> for ReportOfGrant<S::Indicators> {
    type Key = ReportKey;

    fn name(key: &ReportKey) -> String {
        key.name()
    }

    fn subject(&self) -> Subject {
        let organisation = &self.grant.recipient.organisation;
        Subject::report(
            &self.grant.call,
            self.grant.id,
            &self.report.id,
            organisation,
        )
    }

    fn revision(&self) -> Revision {
        self.report.revision
    }

    fn last_step(&self) -> &StepRecord {
        &self.report.last_step
    }

    async fn find(
        db: &mut PgConnection,
        key: &ReportKey,
        lock: Lock,
    ) -> Result<Option<Self>, CaseError> {
        let ApplicationKey { call, application } = &key.case;
        let Some(grant) = find(db, &key.case, lock).await? else {
            return Ok(None);
        };
        let report = match lock {
            Lock::Yes => rows::lock(db, call, *application, &key.report).await?,
            Lock::No => {
                let filter = ReportFilter {
                    grant: Some(*application),
                    report: Some(&key.report),
                    ..ReportFilter::default()
                };
                rows::page(db, Some(call), filter).await?.into_iter().next()
            }
        };
        Ok(report.map(|report| Self {
            report: report.held_against(&grant),
            grant,
        }))
    }

    async fn admit(&self, context: &mut Context<'_>) -> Result<(), CaseError> {
        let name = names::report(&self.grant.call, self.grant.id, &self.report.id);
        admit(&self.grant, &name, context).await
    }

    async fn insert(&self, db: &mut PgConnection) -> Result<bool, CaseError> {
        rows::insert(db, std::slice::from_ref(&self.report)).await?;
        Ok(true)
    }

    async fn update(&self, db: &mut PgConnection) -> Result<(), CaseError> {
        Ok(rows::update(db, &self.report).await?)
    }
}

/// A report as one caller may see it: for an organisation, without the name of the person on the
/// staff who took the last step.
#[derive(Debug, Clone, PartialEq)]
pub struct ReportView<I>(pub Report<I>);

impl<I> ReportView<I> {
    /// Shows a report to a caller.
    pub(super) fn of(mut report: Report<I>, actor: &Actor) -> Self {
        if !actor.caller.is_staff() && report.last_step.actor != actor.caller.subject {
            report.last_step.actor.clear();
        }
        if !actor.caller.is_staff() {
            let extensions = report.extensions.iter_mut();
            extensions.for_each(|extension| extension.record.actor.clear());
            report.reminders.iter_mut().for_each(|one| one.by.clear());
            if let ReportState::Submitted { recommended, .. } = &mut report.state {
                *recommended = None;
            }
        }
        Self(report)
    }
}

impl<S: Scheme> View<S, ReportOfGrant<S::Indicators>> for ReportView<S::Indicators> {
    async fn view(
        whole: ReportOfGrant<S::Indicators>,
        context: &mut Context<'_>,
    ) -> Result<Self, CaseError> {
        Ok(Self::of(whole.report, context.actor))
    }
}
