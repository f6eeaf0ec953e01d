use domain::document::Document;
use domain::scheme::Scheme;
use domain::step::StepName;

use super::key::ParentKey;
use super::parent::parent;
use super::rows;
use crate::error::CaseError;
use crate::resource::Lock;
use crate::step::{Context, Query};

/// Lists the documents of a grant or of a report, in the order they were uploaded in.
///
/// # Errors
/// [`NotFound`](domain::refusal::Refusal::NotFound),
/// [`InterestDeclared`](domain::refusal::Refusal::InterestDeclared).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// The grant or the report.
    pub key: ParentKey,
}

impl<S: Scheme> Query<S> for List {
    const STEP: StepName = StepName::ListDocuments;
    type Answer = Vec<Document>;

    async fn look(&self, context: &mut Context<'_>) -> Result<Vec<Document>, CaseError> {
        parent::<S>(context, &self.key, Lock::No).await?;
        let documents = rows::of_parent(context.db, &self.key).await?;
        let staff = context.actor.caller.is_staff();
        let shown = documents.into_iter().map(|document| {
            if staff {
                document
            } else {
                document.for_organisation()
            }
        });
        Ok(shown.collect())
    }
}
