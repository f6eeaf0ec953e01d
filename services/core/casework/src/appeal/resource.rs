//! An appeal as its steps find, lock and store it.

use domain::access::require_for;
use domain::appeal::Appeal;
use domain::decision::Decision;
use domain::names;
use domain::scheme::Scheme;
use domain::step::{Revision, StepRecord};
use sqlx::PgConnection;
use store::error::Row;

use super::rows;
use crate::application::AppealKey;
use crate::application::{self, ApplicationKey, require_impartial};
use crate::decision;
use crate::error::CaseError;
use crate::resource::{Lock, Resource, View};
use crate::step::Context;
use crate::subject::Subject;

impl<S: Scheme> Resource<S> for Appeal {
    type Key = AppealKey;

    fn name(key: &AppealKey) -> String {
        key.name()
    }

    fn subject(&self) -> Subject {
        subject(self)
    }

    fn revision(&self) -> Revision {
        self.revision
    }

    fn last_step(&self) -> &StepRecord {
        &self.last_step
    }

    async fn find(
        db: &mut PgConnection,
        key: &AppealKey,
        lock: Lock,
    ) -> Result<Option<Self>, CaseError> {
        if lock == Lock::Yes {
            let ApplicationKey { call, application } = &key.application;
            application::rows::lock::<S::Form>(db, call, *application).await?;
        }
        let found = rows::of_application(db, &key.application).await?;
        Ok(found.into_iter().find(|one| one.number == key.number))
    }

    async fn admit(&self, context: &mut Context<'_>) -> Result<(), CaseError> {
        let name = names::appeal(&self.call, self.application, self.number);
        require_for(
            &context.actor.caller,
            context.step(),
            &self.organisation,
            &name,
        )?;
        require_impartial(context.db, context.actor, &case_of(self)).await
    }

    async fn insert(&self, db: &mut PgConnection) -> Result<bool, CaseError> {
        rows::insert(db, self).await?;
        Ok(true)
    }

    async fn update(&self, db: &mut PgConnection) -> Result<(), CaseError> {
        Ok(rows::update(db, self).await?)
    }
}

/// An appeal as one caller may see it: for a party, without the names of people on the staff, and
/// without what was found when it was prepared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppealView(pub Appeal);

impl AppealView {
    /// Shows an appeal to a caller.
    pub(super) fn of(mut appeal: Appeal, context: &Context<'_>) -> Self {
        let caller = &context.actor.caller;
        if caller.is_staff() {
            return Self(appeal);
        }
        let hide = |record: &mut StepRecord| {
            if record.actor != caller.subject {
                record.actor.clear();
            }
        };
        if let Some(prepared) = &mut appeal.prepared {
            if appeal.last_step == *prepared {
                appeal.last_step.reason.clear();
            }
            prepared.reason.clear();
            hide(prepared);
        }
        appeal.admitted.iter_mut().for_each(hide);
        let forwarded = appeal.forwarded.iter_mut();
        forwarded.for_each(|one| hide(&mut one.record));
        hide(&mut appeal.lodged);
        hide(&mut appeal.last_step);
        Self(appeal)
    }
}

impl<S: Scheme> View<S, Appeal> for AppealView {
    async fn view(appeal: Appeal, context: &mut Context<'_>) -> Result<Self, CaseError> {
        Ok(Self::of(appeal, context))
    }
}

/// Returns the subject of an appeal's events: they stand in its application's chain.
pub(super) fn subject(appeal: &Appeal) -> Subject {
    let (call, application) = (&appeal.call, appeal.application);
    let name = names::appeal(call, application, appeal.number);
    Subject::decision(call, application, name, &appeal.organisation)
}

/// Returns the case of an appeal.
pub(super) fn case_of(appeal: &Appeal) -> ApplicationKey {
    ApplicationKey {
        call: appeal.call.clone(),
        application: appeal.application,
    }
}

/// Reads all decisions about the application of an appeal, and the one that is appealed.
pub(super) async fn appealed(
    context: &mut Context<'_>,
    appeal: &Appeal,
) -> Result<(Vec<Decision>, Decision), CaseError> {
    let series = decision::of_application(context.db, &case_of(appeal)).await?;
    let found = series.iter().find(|one| one.number == appeal.decision);
    let found = found.cloned();
    let found = Row::of("appeal", appeal.application).known("decision", found)?;
    Ok((series, found))
}
