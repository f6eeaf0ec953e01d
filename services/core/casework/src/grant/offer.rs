use domain::grant::{Grant, InstalmentState};
use domain::money::Money;
use domain::refusal::Refusal;
use domain::scheme::Scheme;
use domain::step::{Revision, StepRecord};
use sqlx::PgConnection;

use super::resource::{find, put_instalments};
use super::view::GrantView;
use crate::application::ApplicationKey;
use crate::call::sub_frame;
use crate::error::CaseError;
use crate::resource::{Change, Lock, Resource, View};
use crate::step::Context;
use crate::subject::Subject;

/// A grant together with the sub-frames of its call: steps that end it before it began return its
/// money.
#[derive(Debug, Clone, PartialEq)]
pub struct Offer(Grant);

impl Offer {
    /// Ends the grant before it began: its money returns to the frame, nothing of it will be paid,
    /// and it owes no report.
    pub(super) async fn end(
        self,
        context: &mut Context<'_>,
        take: impl FnOnce(Grant) -> Result<Grant, Refusal> + Send,
    ) -> Result<Change<Self>, CaseError> {
        let mut after = take(self.0)?;
        for instalment in &mut after.instalments {
            instalment.state = InstalmentState::Cancelled;
        }
        put_instalments(context.db, &after, &after.instalments).await?;
        crate::report::rows::remove(context.db, &after.call, after.id).await?;
        let back = Money::from_ore(-after.granted.ore());
        sub_frame::commit(context.db, &after.call, &after.sub_frame, back).await?;
        Ok(Change::showing(Self(after), |after| &after.0.state))
    }
}

impl<S: Scheme> Resource<S> for Offer {
    type Key = ApplicationKey;

    fn name(key: &ApplicationKey) -> String {
        <Grant as Resource<S>>::name(key)
    }

    fn subject(&self) -> Subject {
        <Grant as Resource<S>>::subject(&self.0)
    }

    fn revision(&self) -> Revision {
        self.0.revision
    }

    fn last_step(&self) -> &StepRecord {
        &self.0.last_step
    }

    async fn find(
        db: &mut PgConnection,
        key: &ApplicationKey,
        lock: Lock,
    ) -> Result<Option<Self>, CaseError> {
        if lock == Lock::Yes {
            // Sub-frames before grants: the order of locks.
            sub_frame::lock(db, &key.call).await?;
        }
        Ok(find(db, key, lock).await?.map(Self))
    }

    async fn admit(&self, context: &mut Context<'_>) -> Result<(), CaseError> {
        <Grant as Resource<S>>::admit(&self.0, context).await
    }

    async fn insert(&self, db: &mut PgConnection) -> Result<bool, CaseError> {
        <Grant as Resource<S>>::insert(&self.0, db).await
    }

    async fn update(&self, db: &mut PgConnection) -> Result<(), CaseError> {
        <Grant as Resource<S>>::update(&self.0, db).await
    }
}

impl<S: Scheme> View<S, Offer> for GrantView {
    async fn view(offer: Offer, context: &mut Context<'_>) -> Result<Self, CaseError> {
        Ok(Self::of(offer.0, context.actor))
    }
}
