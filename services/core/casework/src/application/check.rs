use domain::application::Draft;
use domain::refusal::Refusal;
use domain::scheme::Scheme;
use domain::step::StepName;

use super::case::{ApplicationKey, WholeApplication, require_own};
use super::facts::{Checked, group_of, judge, judged_on, known};
use crate::actor::Actor;
use crate::call::{pinned_rules, visible};
use crate::error::CaseError;
use crate::resource::{Lock, Resource};
use crate::step::{Context, Query};

/// Asks what the rules would say of an application. Of an application that exists, its files count.
/// One that is another's is answered as one that there is not, so that nothing tells them apart.
///
/// # Errors
/// [`NotFound`](domain::refusal::Refusal::NotFound) when the call does not exist.
#[derive(Debug, Clone, PartialEq)]
pub struct Check<F> {
    /// The application, which need not exist; its call must.
    pub key: ApplicationKey,
    /// The draft that the applicant would write.
    pub draft: Draft<F>,
}

impl<S: Scheme> Query<S> for Check<S::Form> {
    const STEP: StepName = StepName::CheckApplication;
    type Answer = Checked;

    fn check(&self, actor: &Actor) -> Result<(), CaseError> {
        let organisation = &self.draft.applicant.organisation;
        require_own(actor, StepName::CheckApplication, organisation)
    }

    async fn look(&self, context: &mut Context<'_>) -> Result<Checked, CaseError> {
        let call = visible(context.db, context.actor, &self.key.call).await?;
        let found = <WholeApplication<S::Form> as Resource<S>>::find;
        let there = found(context.db, &self.key, Lock::No).await?;
        let today = context.actor.today();
        let mut about = (today, Vec::new());
        if let Some(there) = there {
            match Resource::<S>::admit(&there, context).await {
                Ok(()) => about = (judged_on(&there.application, today), there.attachments),
                Err(CaseError::Refused(Refusal::NotFound { .. })) => {}
                Err(error) => return Err(error),
            }
        }
        let (date, attachments) = about;
        let rules = pinned_rules::<S>(&call)?;
        let group = group_of::<S>(&self.draft, &rules)?;
        let of = (&self.draft.applicant, group.as_slice());
        let known = known(context.db, &self.key, of, date).await?;
        let facts = (&known.facts, attachments.as_slice());
        judge::<S>(&call, &self.draft, facts, (date, &rules))
    }
}
