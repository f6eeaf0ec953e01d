use domain::identifiers::OrganisationNumber;
use domain::register::RegisterEntry;
use domain::scheme::Scheme;
use domain::step::StepName;

use super::rows;
use crate::error::CaseError;
use crate::step::{Context, Query};

/// Lists the entries about an organisation, by register, then by first day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListEntries {
    /// The organisation.
    pub organisation: OrganisationNumber,
}

impl<S: Scheme> Query<S> for ListEntries {
    const STEP: StepName = StepName::ListEntries;
    type Answer = Vec<RegisterEntry>;

    async fn look(&self, context: &mut Context<'_>) -> Result<Vec<RegisterEntry>, CaseError> {
        let found = rows::entries(context.db, &[(&self.organisation, &[])]).await?;
        Ok(found.into_iter().flatten().collect())
    }
}
