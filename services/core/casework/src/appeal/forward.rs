use domain::appeal::Appeal;
use domain::case_file::{CaseFileItem, CaseFileKind};
use domain::document::DocumentParent;
use domain::names;
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use serde::Serialize;

use super::resource::{AppealView, appealed, case_of};
use crate::application::AppealKey;
use crate::application::rows::attachment;
use crate::document::{ParentKey, of_parent};
use crate::error::CaseError;
use crate::resource::Change;
use crate::step::{Context, Step};

/// Sends an appeal to the body of appeal with the case file: the authority does not change its
/// decision.
///
/// # Errors
/// [`WrongState`](domain::refusal::Refusal::WrongState) unless prepared, and after an annulment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Forward {
    /// The appeal.
    pub key: AppealKey,
    /// The revision that the caller read.
    pub revision: Revision,
    /// The authority's view; the body of appeal and the party get it.
    pub reason: String,
}

impl<S: Scheme> Step<S> for Forward {
    const STEP: StepName = StepName::ForwardAppeal;
    type On = Appeal;
    type Answer = AppealView;

    fn on(&self) -> (&AppealKey, Revision) {
        (&self.key, self.revision)
    }

    async fn take(
        &self,
        before: Appeal,
        context: &mut Context<'_>,
    ) -> Result<Change<Appeal>, CaseError> {
        let items = case_file(context, &before).await?;
        let after = before.forward(items, context.record(&self.reason))?;
        Ok(Change::showing(after, |after| &after.forwarded))
    }
}

/// Lists what is sent: the application with its files, the allocation with its explanation, every
/// decision with its letter, the appeal, the documents of the grant.
async fn case_file(
    context: &mut Context<'_>,
    appeal: &Appeal,
) -> Result<Vec<CaseFileItem>, CaseError> {
    let case = case_of(appeal);
    let (call, id) = (&case.call, case.application);
    let item = CaseFileItem::new;
    let mut items = vec![item(CaseFileKind::Application, case.name())];
    for file in attachment::of_application(context.db, &case).await? {
        let name = names::attachment(call, id, file.id);
        items.push(item(CaseFileKind::Attachment, name));
    }
    let (series, decision) = appealed(context, appeal).await?;
    if let Some(allocation) = decision.allocation {
        let name = names::allocation(call, allocation);
        items.push(item(CaseFileKind::Allocation, name));
    }
    items.extend(series.iter().map(|one| {
        let name = names::decision(call, id, one.number);
        item(CaseFileKind::Decision, name)
    }));
    let name = names::appeal(call, id, appeal.number);
    items.push(item(CaseFileKind::Appeal, name));
    let of_grant = ParentKey {
        case: case.clone(),
        parent: DocumentParent::Grant,
    };
    let of_appeal = ParentKey {
        case: case.clone(),
        parent: DocumentParent::Appeal(appeal.number),
    };
    for of in [of_grant, of_appeal] {
        for document in of_parent(context.db, &of).await? {
            let name = of.parent.document(call, id, document.id);
            items.push(item(CaseFileKind::Document, name));
        }
    }
    Ok(items)
}
