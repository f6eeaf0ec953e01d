use std::sync::Arc;

use domain::document::Document;
use domain::event::hexadecimal;
use domain::scheme::Scheme;
use domain::step::StepName;
use sha2::{Digest, Sha256};

use super::key::DocumentKey;
use super::parent::parent;
use super::rows::{self, Place};
use crate::actor::Actor;
use crate::error::{CaseError, not_found};
use crate::resource::Lock;
use crate::runner::{Run, Runner, kind};
use crate::step::{Context, Query};

/// Reads a document with its content, wherever that is, and holds it against its hash.
///
/// # Errors
/// [`NotFound`](domain::refusal::Refusal::NotFound),
/// [`InterestDeclared`](domain::refusal::Refusal::InterestDeclared); [`CaseError::Contents`];
/// [`CaseError::ContentDiffers`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Download {
    /// The document.
    pub key: DocumentKey,
}

/// A kind of its own: a query, and a request to the place of contents while nothing is held.
impl<S: Scheme> Run<S, Download> for Download {
    const STEP: StepName = StepName::DownloadDocument;
    type Answer = (Document, Vec<u8>);

    async fn run(
        self: Arc<Self>,
        runner: &Runner,
        actor: Actor,
    ) -> Result<Self::Answer, CaseError> {
        let staff = actor.caller.is_staff();
        let find = Arc::new(Find(self.key.clone()));
        let (document, place) = <Find as Run<S, kind::Query>>::run(find, runner, actor).await?;
        let content = match place {
            Place::Database(content) => content,
            Place::Object(key) => runner.files().contents.get(&key).await?.into(),
        };
        if hexadecimal(&Sha256::digest(&content)) != document.sha256 {
            return Err(CaseError::ContentDiffers {
                document: self.key.name(),
            });
        }
        let document = if staff {
            document
        } else {
            document.for_organisation()
        };
        Ok((document, content))
    }
}

/// The transaction of [`Download`].
struct Find(DocumentKey);

impl<S: Scheme> Query<S> for Find {
    const STEP: StepName = StepName::DownloadDocument;
    type Answer = (Document, Place);

    async fn look(&self, context: &mut Context<'_>) -> Result<Self::Answer, CaseError> {
        parent::<S>(context, &self.0.of, Lock::No).await?;
        let found = rows::content(context.db, &self.0).await?;
        found.ok_or_else(|| not_found(self.0.name()))
    }
}
