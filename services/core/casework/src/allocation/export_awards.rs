use domain::allocation::award::Award;
use domain::identifiers::{CallId, CaseReference};
use domain::ledger::AwardMoney;
use domain::page::{Listed, Page};
use domain::scheme::Scheme;
use domain::step::StepName;

use super::resource::{AllocationKey, require_impartial};
use super::rows;
use super::rows::award::AwardFilter;
use crate::call::visible;
use crate::error::CaseError;
use crate::ledger::export;
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
    /// True if the changes of the money are left out.
    pub sums_only: bool,
    /// The page.
    pub page: Page<CaseReference>,
}

/// Awards with their money.
#[derive(Debug, Clone, PartialEq)]
pub struct ExportedAwards {
    /// The awards.
    pub awards: Listed<Award, CaseReference>,
    /// The money of each of them, in their order.
    pub money: Vec<AwardMoney>,
}

impl<S: Scheme> Query<S> for ExportAwards {
    const STEP: StepName = StepName::ExportAwards;
    type Answer = ExportedAwards;

    async fn look(&self, context: &mut Context<'_>) -> Result<Self::Answer, CaseError> {
        let call = &self.call;
        let item = visible(context.db, context.actor, call).await?.item();
        let Some(allocation) = rows::approved(context.db, call).await? else {
            return Ok(ExportedAwards {
                awards: Listed {
                    rows: Vec::new(),
                    next: None,
                },
                money: Vec::new(),
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
        let awards = listed(found, &self.page, |last| last.case_reference.clone());
        let (of, wants_movements) = ((call, &item), !self.sums_only);
        let money = export::of_awards(context.db, of, &awards.rows, wants_movements).await?;
        Ok(ExportedAwards { awards, money })
    }
}

impl<S: Scheme> Feed<S> for ExportAwards {
    fn next(&self, part: &ExportedAwards) -> Option<Self> {
        let after = part.awards.next.clone()?;
        Some(Self {
            page: Page {
                size: self.page.size,
                after: Some(after),
            },
            ..self.clone()
        })
    }
}
