use std::sync::Arc;

use domain::decision::Decision;
use domain::delivery::{Arrival, DecisionPart};
use domain::letter::Letter;
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use serde::Serialize;
use text::Language;

use super::delivery_rows;
use super::find::{find, subject};
use super::key::DecisionKey;
use super::rows;
use super::typesetter::Document;
use crate::actor::Actor;
use crate::application::application_alone;
use crate::error::{CaseError, not_found};
use crate::notification::rows as notified;
use crate::resource::Lock;
use crate::runner::{Run, Runner, kind};
use crate::step::{Context, Query, Record};

/// Reads the letter of a decision as a document. It is typeset the first time, between two
/// transactions, and stored; later readers get the same bytes, so a preview is what is sent. A
/// party reads it once it is dispatched.
///
/// # Errors
/// [`NotFound`](domain::refusal::Refusal::NotFound),
/// [`InterestDeclared`](domain::refusal::Refusal::InterestDeclared); [`CaseError::Typeset`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GetLetter {
    /// The decision.
    pub key: DecisionKey,
    /// Language of the letter; none for the one that the applicant chose.
    pub language: Option<Language>,
}

/// A letter as a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterFile {
    /// The decision.
    pub decision: Decision,
    /// The document.
    pub document: Document,
    /// Characters that cannot be printed.
    pub unprintable: Vec<char>,
    /// Its language.
    pub language: Language,
}

/// A kind of its own: a query, a computation where no document is stored yet, a record of it, and
/// a record of the day that the party first read it.
impl<S: Scheme> Run<S, GetLetter> for GetLetter {
    const STEP: StepName = StepName::GetLetter;
    type Answer = LetterFile;

    async fn run(self: Arc<Self>, runner: &Runner, actor: Actor) -> Result<LetterFile, CaseError> {
        let find = Arc::new(Find(Self::clone(&self)));
        let found = <Find as Run<S, kind::Query>>::run(find, runner, actor.clone()).await?;
        let typesetter = runner.typesetter();
        let fault = |fault| CaseError::Typeset { fault };
        let letter = found.letter;
        let language = letter.language;
        let unprintable = (typesetter.unprintable)(&letter).map_err(fault)?;
        let document = if let Some(document) = found.document {
            document
        } else {
            let work = move || (typesetter.typeset)(&letter).map_err(fault);
            let document = runner.compute(StepName::GetLetter, work).await?;
            let keep = Arc::new(Keep(Self::clone(&self), language, document));
            <Keep as Run<S, kind::Record>>::run(keep, runner, actor.clone()).await?
        };
        let mut decision = found.decision;
        if decision.read.is_none() && !actor.caller.is_staff() {
            let read = Arc::new(FirstRead(Self::clone(&self)));
            decision = <FirstRead as Run<S, kind::Record>>::run(read, runner, actor).await?;
        }
        Ok(LetterFile {
            decision,
            document,
            unprintable,
            language,
        })
    }
}

/// A decision with its letter in one language.
#[derive(Debug)]
pub(super) struct Found {
    pub decision: Decision,
    pub letter: Letter,
    /// The document, where it is typeset.
    pub document: Option<Document>,
}

/// The first transaction of [`GetLetter`].
struct Find(GetLetter);

impl<S: Scheme> Query<S> for Find {
    const STEP: StepName = StepName::GetLetter;
    type Answer = Found;

    async fn look(&self, context: &mut Context<'_>) -> Result<Found, CaseError> {
        let GetLetter { key, language } = &self.0;
        let application = application_alone::<S>(context, &key.application, Lock::No).await?;
        let language = language.unwrap_or(application.draft.letter_language);
        let decision = find::<S>(context, key, Lock::No).await?;
        let letter = rows::letter(context.db, key, language).await?;
        let (letter, document) = letter.ok_or_else(|| not_found(key.name()))?;
        Ok(Found {
            decision,
            letter,
            document,
        })
    }
}

/// The second transaction of [`GetLetter`]. Two readers at once typeset the same bytes; those of
/// the first are kept.
#[derive(Serialize)]
struct Keep(GetLetter, Language, #[serde(skip)] Document);

impl<S: Scheme> Record<S> for Keep {
    const STEP: StepName = StepName::GetLetter;
    type Answer = Document;

    async fn record(&self, context: &mut Context<'_>) -> Result<Document, CaseError> {
        let Self(GetLetter { key, .. }, language, document) = self;
        rows::keep(context.db, key, *language, document).await?;
        let kept = rows::letter(context.db, key, *language).await?;
        let kept = kept.and_then(|(_, document)| document);
        kept.ok_or_else(|| not_found(key.name()))
    }
}

/// The last transaction of [`GetLetter`] by the party, the first time: from then on it is read. Two
/// readers at once record one day.
#[derive(Serialize)]
struct FirstRead(GetLetter);

impl<S: Scheme> Record<S> for FirstRead {
    const STEP: StepName = StepName::GetLetter;
    type Answer = Decision;

    async fn record(&self, context: &mut Context<'_>) -> Result<Decision, CaseError> {
        let key = &self.0.key;
        let before = find::<S>(context, key, Lock::Yes).await?;
        if before.read.is_some() {
            return Ok(before);
        }
        let (today, record) = (context.actor.today(), context.record(""));
        let arrived = (DecisionPart::Letter, Arrival::Read, today);
        delivery_rows::insert(context.db, key, arrived, &record).await?;
        notified::mark_letter_read(context.db, &key.name(), context.actor.now).await?;
        let event = context.event(&subject(&before), Revision::NONE, "", &arrived);
        context.append(&[event]).await?;
        find::<S>(context, key, Lock::No).await
    }
}
