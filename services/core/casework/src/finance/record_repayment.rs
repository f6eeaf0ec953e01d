use domain::finance::BankEntry;
use domain::grant::{Grant, Received};
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use serde::Serialize;

use super::{bank_rows, clear_bank_entry};
use crate::application::ApplicationKey;
use crate::error::CaseError;
use crate::grant::{GrantView, rows};
use crate::resource::Change;
use crate::step::{Context, Step};

/// Records money that the recipient of a grant repaid, on the day it was booked. It lowers what
/// remains to repay, and closes the grant when nothing does. The bank's entry that tells of the
/// money is cleared with it.
///
/// # Errors
/// [`WrongState`](domain::refusal::Refusal::WrongState) unless the grant is in recovery and the
/// entry is open; [`NotFound`](domain::refusal::Refusal::NotFound) when there is no such entry;
/// [`RulesNotMet`](domain::refusal::Refusal::RulesNotMet) when more is repaid than remains, on a
/// day to come or before the first payment, and when the entry tells of other money.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RecordRepayment {
    /// The grant.
    pub key: ApplicationKey,
    /// The revision that the caller read.
    pub revision: Revision,
    /// The money.
    pub received: Received,
}

impl<S: Scheme> Step<S> for RecordRepayment {
    const STEP: StepName = StepName::RecordRepayment;
    type On = Grant;
    type Answer = GrantView;

    fn on(&self) -> (&ApplicationKey, Revision) {
        (&self.key, self.revision)
    }

    async fn take(
        &self,
        before: Grant,
        context: &mut Context<'_>,
    ) -> Result<Change<Grant>, CaseError> {
        let entry = self.entry(context).await?;
        let faults = match &entry {
            Some(entry) => {
                let payers = bank_rows::payers_of_call(context.db, &self.key.call).await?;
                let of = (&self.key.call, self.key.application);
                entry.repayment_faults(of, &self.received, &payers)
            }
            None => Vec::new(),
        };
        let judged = (context.actor.today(), faults);
        let (after, repayment) = before.repay(self.received.clone(), judged, context.record(""))?;
        rows::repayment::insert(context.db, &after, &repayment).await?;
        let change = Change::telling(after.clone(), &repayment).moving(after);
        let Some(entry) = entry else {
            return Ok(change);
        };
        let reference = &self.received.reference;
        let (_, event) = clear_bank_entry::clear(context, entry, reference).await?;
        Ok(change.with(event))
    }
}

impl RecordRepayment {
    /// Locks the bank's entry that tells of the money; it must be open.
    async fn entry(&self, context: &mut Context<'_>) -> Result<Option<BankEntry>, CaseError> {
        let Some((file, number)) = &self.received.entry else {
            return Ok(None);
        };
        let entry = clear_bank_entry::lock(context, (file, *number)).await?;
        clear_bank_entry::require_open(&entry, StepName::RecordRepayment)?;
        Ok(Some(entry))
    }
}
