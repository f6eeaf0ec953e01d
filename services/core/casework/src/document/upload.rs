use std::sync::Arc;

use domain::document::{DOCUMENT_BYTES_MAX, DOCUMENTS_MAX, Document, media_type};
use domain::event::hexadecimal;
use domain::findings::{Finding, FindingValue};
use domain::refusal::Refusal;
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use domain::violations::FieldViolation;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::key::DocumentKey;
use super::parent::parent;
use super::rows::{self, Place};
use super::verdict::Verdict;
use crate::actor::Actor;
use crate::application::ApplicationKey;
use crate::error::CaseError;
use crate::resource::Lock;
use crate::runner::{Run, Runner, kind};
use crate::step::{Context, Query, Record};
use crate::subject::Subject;

/// Adds a document to a grant, from its acceptance until it has ended, or to a report while it is
/// written. It is scanned before it is stored. Changes no revision.
///
/// # Errors
/// [`Refusal::InvalidFields`] for a kind the scheme does not know, an empty or too large file, and
/// content of another type than it is said to be; [`Refusal::IdTaken`]; [`Refusal::WrongState`];
/// [`Refusal::RulesNotMet`] when there are too many, and for an infected file;
/// [`CaseError::Scan`] and [`CaseError::Contents`] where scanner or store do not answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Upload {
    key: DocumentKey,
    kind: String,
    file_name: String,
    media_type: String,
    sha256: String,
    /// The bytes; in a retry their hash stands for them.
    #[serde(skip)]
    content: Vec<u8>,
}

impl Upload {
    /// Makes the step from the key that the client chose, kind, file name, media type and bytes.
    #[must_use]
    pub fn new(
        key: DocumentKey,
        kind: String,
        (file_name, media_type): (String, String),
        content: Vec<u8>,
    ) -> Self {
        Self {
            key,
            kind,
            file_name,
            media_type,
            sha256: hexadecimal(&Sha256::digest(&content)),
            content,
        }
    }

    /// Returns the document's key.
    #[must_use]
    pub const fn key(&self) -> &DocumentKey {
        &self.key
    }

    fn faults(&self, kinds: &[&str]) -> Vec<FieldViolation> {
        let mut faults = Vec::new();
        let mut fault = |field: &str, description: String| {
            faults.push(FieldViolation {
                field: field.to_owned(),
                description,
            });
        };
        if !kinds.contains(&self.kind.as_str()) {
            let kinds = kinds.join(", ");
            let description = format!("is not a kind of this scheme; use one of {kinds}");
            fault("document.kind", description);
        }
        if !(1..=DOCUMENT_BYTES_MAX).contains(&self.content.len()) {
            let most = DOCUMENT_BYTES_MAX;
            let description = format!("must come to 1 to {most} bytes in all; send another file");
            fault("chunk", description);
        }
        if let Err(found) = media_type::judge(&self.media_type, &self.content) {
            let said = &self.media_type;
            let description = format!(
                "is {said}, and the bytes are {found}; send a file of the type that it is said to \
                 be"
            );
            fault("document.media_type", description);
        }
        faults
    }

    /// Returns the refusal of a file that the scanner did not find clean, with a line in the log.
    fn not_clean(&self, actor: &Actor, verdict: &Verdict) -> CaseError {
        let citation = "configurable";
        let finding = match verdict {
            Verdict::Infected { signature } => Finding::blocking("DOCUMENT_INFECTED", citation)
                .with("signature", signature.as_str()),
            Verdict::TooLarge | Verdict::Clean { .. } => {
                Finding::blocking("DOCUMENT_TOO_LARGE_TO_SCAN", citation)
            }
        };
        tracing::warn!(
            target: "audit",
            person = actor.caller.subject,
            document = self.key.name(),
            sha256 = self.sha256,
            ?verdict,
            "a file was refused by the virus scanner; nothing was stored"
        );
        CaseError::Refused(Refusal::RulesNotMet(vec![finding]))
    }
}

/// A kind of its own: a query that judges, the scan and the place of the content, and a record.
impl<S: Scheme> Run<S, Upload> for Upload {
    const STEP: StepName = StepName::UploadDocument;
    type Answer = Document;

    async fn run(self: Arc<Self>, runner: &Runner, actor: Actor) -> Result<Document, CaseError> {
        let judge = Arc::new(Judge(Arc::clone(&self)));
        let new = <Judge as Run<S, kind::Query>>::run(judge, runner, actor.clone()).await?;
        let mut keep = Keep {
            upload: Arc::clone(&self),
            kept: None,
        };
        if new {
            let files = runner.files();
            let scanned_by = match files.scanner.scan(&self.content).await? {
                Verdict::Clean { by } => by,
                verdict => return Err(self.not_clean(&actor, &verdict)),
            };
            let name = format!("{}/{}", S::PROFILE.code, self.key.name());
            let content = self.content.clone().into();
            let object = files.contents.put(&name, &self.sha256, content).await?;
            let place = object.map_or_else(|| Place::Database(self.content.clone()), Place::Object);
            keep.kept = Some((scanned_by, place));
        }
        <Keep as Run<S, kind::Record>>::run(Arc::new(keep), runner, actor).await
    }
}

/// The first transaction of [`Upload`]: answers whether the document is new.
struct Judge(Arc<Upload>);

impl<S: Scheme> Query<S> for Judge {
    const STEP: StepName = StepName::UploadDocument;
    type Answer = bool;

    fn check(&self, _actor: &Actor) -> Result<(), CaseError> {
        let faults = self.0.faults(S::PROFILE.document_kinds);
        if faults.is_empty() {
            return Ok(());
        }
        Err(CaseError::Refused(Refusal::InvalidFields(faults)))
    }

    async fn look(&self, context: &mut Context<'_>) -> Result<bool, CaseError> {
        let key = &self.0.key;
        let parent = parent::<S>(context, &key.of, Lock::No).await?;
        if rows::find(context.db, key).await?.is_some() {
            return Ok(false);
        }
        parent.takes_documents()?;
        Ok(true)
    }
}

/// The second transaction of [`Upload`].
#[derive(Serialize)]
struct Keep {
    upload: Arc<Upload>,
    /// The scanner, and the place of the content; none where the document was there already.
    #[serde(skip)]
    kept: Option<(String, Place)>,
}

impl<S: Scheme> Record<S> for Keep {
    const STEP: StepName = StepName::UploadDocument;
    type Answer = Document;

    async fn record(&self, context: &mut Context<'_>) -> Result<Document, CaseError> {
        let Upload {
            key,
            kind,
            file_name,
            media_type,
            sha256,
            content,
        } = &*self.upload;
        let parent = parent::<S>(context, &key.of, Lock::Yes).await?;
        let ApplicationKey { call, application } = &key.of.case;
        let subject = Subject::document(call, *application, key.name(), parent.organisation());
        if let Some(stored) = rows::find(context.db, key).await? {
            // The id is used once in a grant: that of another noun of it has another name.
            context.require_created(subject.resource()).await?;
            return Ok(stored);
        }
        parent.takes_documents()?;
        if rows::of_parent(context.db, &key.of).await?.len() >= DOCUMENTS_MAX {
            let most = i64::try_from(DOCUMENTS_MAX).unwrap_or(i64::MAX);
            let finding = Finding::blocking("DOCUMENTS_TOO_MANY", "configurable")
                .with("most", FindingValue::Number(most));
            return Err(CaseError::Refused(Refusal::RulesNotMet(vec![finding])));
        }
        let Some((scanned_by, place)) = &self.kept else {
            // Documents are never removed: one that was there is there.
            return Err(CaseError::Refused(Refusal::NotFound {
                resource: key.name(),
            }));
        };
        let document = Document {
            id: key.document,
            parent: key.of.parent.clone(),
            kind: kind.clone(),
            file_name: file_name.clone(),
            media_type: media_type.clone(),
            // At most 10 MiB.
            size_bytes: i64::try_from(content.len()).unwrap_or(i64::MAX),
            sha256: sha256.clone(),
            uploaded: context.record(""),
            by_staff: context.actor.caller.is_staff(),
            scanned_by: scanned_by.clone(),
        };
        rows::insert(context.db, &key.of.case, &document, place).await?;
        let payload = (kind, file_name, sha256, scanned_by);
        let event = context.event(&subject, Revision::NONE, "", &payload);
        context.append(&[event]).await?;
        Ok(document)
    }
}
