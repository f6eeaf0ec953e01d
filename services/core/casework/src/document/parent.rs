//! The noun that documents belong to.

use domain::appeal::Appeal;
use domain::document::DocumentParent;
use domain::grant::Grant;
use domain::identifiers::OrganisationNumber;
use domain::refusal::Refusal;
use domain::scheme::Scheme;

use super::key::ParentKey;
use crate::application::AppealKey;
use crate::error::CaseError;
use crate::report::{ReportKey, ReportOfGrant};
use crate::resource::{Lock, admitted};
use crate::step::Context;

/// A noun that has documents.
pub(super) enum Parent<I> {
    /// A grant.
    Grant(Box<Grant>),
    /// A report with its grant.
    Report(Box<ReportOfGrant<I>>),
    /// An appeal.
    Appeal(Box<Appeal>),
}

impl<I> Parent<I> {
    /// Judges whether it takes documents now.
    pub fn takes_documents(&self) -> Result<(), Refusal> {
        match self {
            Self::Grant(grant) => grant.takes_documents(),
            Self::Report(whole) => {
                whole.grant.takes_documents()?;
                whole.report.takes_documents()
            }
            Self::Appeal(appeal) => appeal.takes_documents(),
        }
    }

    /// Returns the organisation of the case.
    pub fn organisation(&self) -> &OrganisationNumber {
        match self {
            Self::Grant(grant) => &grant.recipient.organisation,
            Self::Report(whole) => &whole.grant.recipient.organisation,
            Self::Appeal(appeal) => &appeal.organisation,
        }
    }
}

/// Finds the noun, which must exist and which the caller may take the step on.
pub(super) async fn parent<S: Scheme>(
    context: &mut Context<'_>,
    key: &ParentKey,
    lock: Lock,
) -> Result<Parent<S::Indicators>, CaseError> {
    Ok(match &key.parent {
        DocumentParent::Grant => {
            let grant: Grant = admitted::<S, _>(context, &key.case, lock).await?;
            Parent::Grant(Box::new(grant))
        }
        DocumentParent::Report(report) => {
            let key = ReportKey {
                case: key.case.clone(),
                report: report.clone(),
            };
            let whole: ReportOfGrant<S::Indicators> = admitted::<S, _>(context, &key, lock).await?;
            Parent::Report(Box::new(whole))
        }
        DocumentParent::Appeal(number) => {
            let key = AppealKey {
                application: key.case.clone(),
                number: *number,
            };
            let appeal: Appeal = admitted::<S, _>(context, &key, lock).await?;
            Parent::Appeal(Box::new(appeal))
        }
    })
}
