use domain::findings::Finding;
use domain::journal::{JournalEntry, Titles, may_name_a_person};
use domain::refusal::Refusal;
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use serde::Serialize;

use super::key::JournalKey;
use super::rows;
use crate::application::application_alone;
use crate::error::{CaseError, not_found};
use crate::resource::Lock;
use crate::step::{Context, Record};
use crate::subject::Subject;

/// Sets the titles of a journal entry. Later titles replace earlier ones; the same again changes
/// nothing.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::InterestDeclared`]; [`Refusal::RulesNotMet`] for a public
/// title that may name a person, and for a title that is withheld without a ground.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SetJournalTitles {
    /// The entry.
    pub key: JournalKey,
    /// The titles.
    pub titles: Titles,
    /// The reason.
    pub reason: String,
}

impl<S: Scheme> Record<S> for SetJournalTitles {
    const STEP: StepName = StepName::SetJournalTitles;
    type Answer = JournalEntry;

    async fn record(&self, context: &mut Context<'_>) -> Result<JournalEntry, CaseError> {
        let key = &self.key;
        application_alone::<S>(context, &key.application, Lock::Yes).await?;
        let before = self.find(context).await?;
        let set = before.titles.as_ref().map(|(titles, _)| titles);
        if set == Some(&self.titles) {
            return Ok(before);
        }
        let faults = self.faults();
        if !faults.is_empty() {
            return Err(CaseError::Refused(Refusal::RulesNotMet(faults)));
        }
        let record = context.record(&self.reason);
        rows::insert_titles(context.db, key, &self.titles, &record).await?;
        let subject = Subject::journal_entry(
            &before.call,
            before.application,
            key.name(),
            &before.organisation,
        );
        let event = context.event(&subject, Revision::NONE, &self.reason, &self.titles);
        context.append(&[event]).await?;
        self.find(context).await
    }
}

impl SetJournalTitles {
    async fn find(&self, context: &mut Context<'_>) -> Result<JournalEntry, CaseError> {
        let found = rows::find(context.db, &self.key).await?;
        found.ok_or_else(|| not_found(self.key.name()))
    }

    fn faults(&self) -> Vec<Finding> {
        let Titles {
            public,
            protected,
            ground,
        } = &self.titles;
        let fault = |code| Finding::blocking(code, "configurable");
        let mut faults = Vec::new();
        if may_name_a_person(public) {
            faults.push(fault("JOURNAL_TITLE_NAMES_PERSON").on("public_title"));
        }
        if public != protected && ground.is_empty() {
            faults.push(fault("JOURNAL_GROUND_MISSING").on("ground"));
        }
        faults
    }
}
