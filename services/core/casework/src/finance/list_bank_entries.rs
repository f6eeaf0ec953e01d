use domain::finance::BankEntry;
use domain::page::{Listed, Page};
use domain::scheme::Scheme;
use domain::step::StepName;

use super::bank_rows;
use crate::error::CaseError;
use crate::paging::{listed, one_more};
use crate::step::{Context, Query};

/// Entries of the bank's files, in the order of import: those that a person must look at, or all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListBankEntries {
    /// True for all entries.
    pub all: bool,
    /// The page.
    pub page: Page<i64>,
}

impl<S: Scheme> Query<S> for ListBankEntries {
    const STEP: StepName = StepName::ListBankEntries;
    type Answer = Listed<BankEntry, i64>;

    async fn look(&self, context: &mut Context<'_>) -> Result<Self::Answer, CaseError> {
        let after = self.page.after.unwrap_or(0);
        let limit = one_more(&self.page);
        let found = bank_rows::entries(context.db, self.all, after, limit).await?;
        Ok(listed(found, &self.page, |last| last.id))
    }
}
