use domain::allocation::award::Award;
use domain::identifiers::{CallId, CaseReference};
use domain::page::{Listed, Page};
use domain::scheme::Scheme;
use domain::step::StepName;

use super::resource::{AllocationKey, require_impartial};
use super::rows;
use super::rows::award::AwardFilter;
use crate::call::visible;
use crate::error::CaseError;
use crate::paging::{listed, one_more};
use crate::step::{Context, Feed, Query};

/// The part of the export of a call's decided awards that a page holds, by case reference.
///
/// # Errors
/// [`NotFound`](domain::refusal::Refusal::NotFound);
/// [`InterestDeclared`](domain::refusal::Refusal::InterestDeclared): an export that left cases out
/// would not sum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportAwards {
    /// The call.
    pub call: CallId,
    /// The page.
    pub page: Page<CaseReference>,
}

impl<S: Scheme> Query<S> for ExportAwards {
    const STEP: StepName = StepName::ExportAwards;
    type Answer = Listed<Award, CaseReference>;

    async fn look(&self, context: &mut Context<'_>) -> Result<Self::Answer, CaseError> {
        let call = &self.call;
        visible(context.db, context.actor, call).await?;
        let Some(allocation) = rows::approved(context.db, call).await? else {
            return Ok(Listed {
                rows: Vec::new(),
                next: None,
            });
        };
        let key = AllocationKey {
            call: call.clone(),
            allocation,
        };
        require_impartial(context, &key).await?;
        let filter = AwardFilter {
            after: self.page.after.as_ref(),
            limit: Some(one_more(&self.page)),
            ..AwardFilter::ALL
        };
        let found = rows::award::page(context.db, call, allocation, filter).await?;
        Ok(listed(found, &self.page, |last| {
            last.case_reference.clone()
        }))
    }
}

impl<S: Scheme> Feed<S> for ExportAwards {
    fn next(&self, part: &Listed<Award, CaseReference>) -> Option<Self> {
        let after = part.next.clone()?;
        Some(Self {
            call: self.call.clone(),
            page: Page {
                size: self.page.size,
                after: Some(after),
            },
        })
    }
}
