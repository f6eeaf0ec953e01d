//! The last days of one call, moved: each noun takes the step of its own.

use std::collections::BTreeSet;

use domain::application::{Application, ApplicationState};
use domain::deadline::{DeadlineKind, DeadlineMove, MovedDeadline};
use domain::event::NewEvent;
use domain::grant::Grant;
use domain::identifiers::{ApplicationId, CallId, ReportId};
use domain::scheme::Scheme;

use super::rows;
use crate::error::CaseError;
use crate::step::Context;
use crate::subject::Subject;
use crate::{application, grant, report};

/// The last days of a call that are moved, and how.
pub(super) struct Scope<'a> {
    pub(super) call: &'a CallId,
    pub(super) asked: DeadlineMove,
    /// Only these cases; all when empty.
    pub(super) named: BTreeSet<ApplicationId>,
    /// The cases that are passed over.
    pub(super) interests: BTreeSet<ApplicationId>,
    pub(super) reason: &'a str,
    pub(super) dry_run: bool,
}

/// The last days of a call that were moved.
#[derive(Default)]
pub(super) struct Taken {
    pub(super) moved: Vec<MovedDeadline>,
    pub(super) left_out: i32,
}

impl Scope<'_> {
    /// Moves them; when it is tried, it only says which it would.
    pub(super) async fn take<S: Scheme>(
        &self,
        context: &mut Context<'_>,
    ) -> Result<Taken, CaseError> {
        match self.asked.kind {
            DeadlineKind::Completion => self.completions::<S>(context).await,
            DeadlineKind::Acceptance => self.acceptances(context).await,
            DeadlineKind::Report => self.reports::<S>(context).await,
        }
    }

    async fn completions<S: Scheme>(&self, context: &mut Context<'_>) -> Result<Taken, CaseError> {
        let returned = ["returned"];
        let found = application::rows::lock_in_states(context.db, self.call, &returned).await?;
        let (mut taken, mut events) = (Taken::default(), Vec::new());
        for one in found {
            let one: Application<S::Form> = one;
            let ApplicationState::Returned { complete_by, .. } = one.state else {
                continue;
            };
            if !self.concerns(one.id, complete_by, &mut taken) {
                continue;
            }
            let applicant = &one.draft.applicant;
            taken.moved.push(MovedDeadline {
                call: one.call.clone(),
                application: one.id,
                report: None,
                case_reference: one.case_reference.clone(),
                organisation: applicant.organisation.clone(),
                organisation_name: applicant.name.clone(),
                before: complete_by,
            });
            if self.dry_run {
                continue;
            }
            let (subject, from) = (application::subject(&one), one.revision);
            let after = one.complete_later(self.asked.until, context.record(self.reason))?;
            application::rows::update(context.db, &after).await?;
            events.push(context.event(&subject, from, self.reason, &after.state));
        }
        append(context, &events).await?;
        Ok(taken)
    }

    async fn acceptances(&self, context: &mut Context<'_>) -> Result<Taken, CaseError> {
        let found = grant::rows::lock(context.db, self.call, &[], &["offered"]).await?;
        let (mut taken, mut events, mut changed) = (Taken::default(), Vec::new(), Vec::new());
        for one in found {
            let before = one.last_day();
            if !self.concerns(one.id, before, &mut taken) {
                continue;
            }
            taken.moved.push(of_grant(&one, None, before));
            if self.dry_run {
                continue;
            }
            let (subject, from) = (grant::subject(&one), one.revision);
            let after = one.accept_later(self.asked.until, context.record(self.reason))?;
            events.push(context.event(&subject, from, self.reason, &self.asked.until));
            changed.push(after);
        }
        grant::rows::update(context.db, &changed).await?;
        append(context, &events).await?;
        Ok(taken)
    }

    async fn reports<S: Scheme>(&self, context: &mut Context<'_>) -> Result<Taken, CaseError> {
        let found = rows::undelivered(context.db, self.call, self.asked).await?;
        let ids: Vec<ApplicationId> = found.iter().map(|(grant, _)| *grant).collect();
        let (mut taken, mut events) = (Taken::default(), Vec::new());
        if ids.is_empty() {
            return Ok(taken);
        }
        let grants = grant::rows::lock(context.db, self.call, &ids, &[]).await?;
        for (id, report) in found {
            let locked = report::rows::lock::<S::Indicators>(context.db, self.call, id, &report);
            let locked = locked.await?.filter(|one| one.is_undelivered());
            let grant = grants.iter().find(|grant| grant.id == id);
            let (Some(one), Some(grant)) = (locked, grant) else {
                continue;
            };
            let Some(before) = one.due.filter(|due| self.asked.concerns(*due)) else {
                continue;
            };
            if !self.concerns(id, before, &mut taken) {
                continue;
            }
            taken.moved.push(of_grant(grant, Some(report), before));
            if self.dry_run {
                continue;
            }
            let organisation = &grant.recipient.organisation;
            let subject = Subject::report(self.call, id, &one.id, organisation);
            let (from, today) = (one.revision, context.actor.today());
            let record = context.record(self.reason);
            let after = one.extend(S::messages(), self.asked.until, today, record)?;
            report::rows::update(context.db, &after).await?;
            let told = after.extensions.last();
            events.push(context.event(&subject, from, self.reason, &told));
        }
        append(context, &events).await?;
        Ok(taken)
    }

    /// Tells whether a last day is moved; counts those that are passed over.
    fn concerns(&self, case: ApplicationId, day: chrono::NaiveDate, taken: &mut Taken) -> bool {
        let named = self.named.is_empty() || self.named.contains(&case);
        if !named || !self.asked.concerns(day) {
            return false;
        }
        let passed_over = self.interests.contains(&case);
        taken.left_out += i32::from(passed_over);
        !passed_over
    }
}

fn of_grant(grant: &Grant, report: Option<ReportId>, before: chrono::NaiveDate) -> MovedDeadline {
    MovedDeadline {
        call: grant.call.clone(),
        application: grant.id,
        report,
        case_reference: grant.case_reference.clone(),
        organisation: grant.recipient.organisation.clone(),
        organisation_name: grant.recipient.name.clone(),
        before,
    }
}

async fn append(context: &mut Context<'_>, events: &[NewEvent]) -> Result<(), CaseError> {
    if !events.is_empty() {
        context.append(events).await?;
    }
    Ok(())
}
