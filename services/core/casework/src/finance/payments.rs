use domain::finance::Payment;
use domain::identifiers::{CallId, CaseReference};
use domain::page::{Listed, Page};
use domain::scheme::Scheme;
use domain::step::StepName;

use crate::call::visible;
use crate::error::CaseError;
use crate::grant::rows::instalment;
use crate::paging::{listed, one_more};
use crate::step::{Context, Feed, Query};

/// The part of the payment basis (utbetalingsgrunnlag) that a page holds: attested and approved
/// instalments by case reference and number; paid ones too when asked for.
///
/// # Errors
/// [`NotFound`](domain::refusal::Refusal::NotFound) when there is no such call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportPayments {
    /// The call.
    pub call: CallId,
    /// True if paid instalments are wanted too.
    pub include_paid: bool,
    /// The page.
    pub page: Page<(CaseReference, i32)>,
}

impl<S: Scheme> Query<S> for ExportPayments {
    const STEP: StepName = StepName::ExportPayments;
    type Answer = Listed<Payment, (CaseReference, i32)>;

    async fn look(&self, context: &mut Context<'_>) -> Result<Self::Answer, CaseError> {
        visible(context.db, context.actor, &self.call).await?;
        let (after, limit) = (self.page.after.as_ref(), one_more(&self.page));
        let paid = self.include_paid;
        let found = instalment::payments(context.db, &self.call, paid, after, limit).await?;
        Ok(listed(found, &self.page, |last| {
            (last.case_reference.clone(), last.number)
        }))
    }
}

impl<S: Scheme> Feed<S> for ExportPayments {
    fn next(&self, part: &Listed<Payment, (CaseReference, i32)>) -> Option<Self> {
        let after = part.next.clone()?;
        Some(Self {
            page: Page {
                size: self.page.size,
                after: Some(after),
            },
            ..self.clone()
        })
    }
}
