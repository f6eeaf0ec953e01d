use domain::allocation::Allocation;
use domain::allocation::award::{Award, AwardReason, Decision};
use domain::money::Money;
use domain::refusal::Refusal;
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use domain::violations::FieldViolation;
use serde::Serialize;
use store::error::Row;
use text::{Language, kroner};

use super::award::{AwardKey, AwardOfAllocation};
use super::rows;
use crate::error::CaseError;
use crate::resource::Change;
use crate::step::{Context, Step};

/// Changes one award of a draft or returned allocation. The frame still holds.
///
/// # Errors
/// [`Refusal::NotFound`], also when the application has no award here;
/// [`Refusal::InterestDeclared`], [`Refusal::WrongState`]; [`Refusal::InvalidFields`] above what
/// could be granted or below what was notified; [`Refusal::FrameExceeded`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AdjustAward {
    /// The award.
    pub key: AwardKey,
    /// The revision of the allocation that the caller read.
    pub revision: Revision,
    /// The new amount: zero to what could be granted at the most.
    pub amount: Money,
    /// The reason. Never empty.
    pub reason: String,
}

impl<S: Scheme> Step<S> for AdjustAward {
    const STEP: StepName = StepName::AdjustAward;
    type On = AwardOfAllocation;
    type Answer = AwardOfAllocation;

    fn on(&self) -> (&AwardKey, Revision) {
        (&self.key, self.revision)
    }

    async fn take(
        &self,
        before: AwardOfAllocation,
        context: &mut Context<'_>,
    ) -> Result<Change<AwardOfAllocation>, CaseError> {
        let AwardOfAllocation {
            mut award,
            allocation,
        } = before;
        let allocation = allocation.adjust(context.record(&self.reason))?;
        self.require_within(&award)?;
        require_room(&allocation, &award, self.amount)?;
        award.amount = self.amount;
        award.reason = Some(AwardReason::Person {
            actor: context.actor.caller.subject.clone(),
            text: self.reason.clone(),
        });
        rows::award::update(context.db, &allocation.call, allocation.id, &award).await?;
        let allocation = rows::summed(context.db, allocation).await?;
        let payload = (award.application, award.amount, allocation.decision_hash());
        let after = AwardOfAllocation { award, allocation };
        Ok(Change::telling(after, &payload))
    }
}

impl AdjustAward {
    /// Checks that the award can have the new amount, apart from what its sub-frame holds.
    fn require_within(&self, award: &Award) -> Result<(), CaseError> {
        let amount = |amount: Money| kroner(amount.ore(), Language::English);
        let (field, description) = if award.decision() == Decision::Released {
            let description = "was declined or lapsed and does not come back".to_owned();
            ("application", description)
        } else if self.amount > award.claimed {
            let claimed = amount(award.claimed);
            let description = format!("is above what could be granted, NOK {claimed}");
            ("amount", description)
        } else if self.amount < award.notified {
            let notified = amount(award.notified);
            let description =
                format!("is below what the applicant has been told it gets, NOK {notified}");
            ("amount", description)
        } else {
            return Ok(());
        };
        Err(CaseError::Refused(Refusal::InvalidFields(vec![
            FieldViolation {
                field: field.to_owned(),
                description,
            },
        ])))
    }
}

/// Checks that the award's sub-frame holds it at its new amount.
fn require_room(allocation: &Allocation, award: &Award, amount: Money) -> Result<(), CaseError> {
    let frame = allocation
        .sub_frames
        .iter()
        .find(|frame| frame.sub_frame == award.sub_frame);
    let at = Row::of("award", award.application.uuid());
    let frame = at.known("sub_frame", frame)?;
    let others = frame.awarded.ore() - award.amount.ore();
    let left = Money::from_ore(frame.budget.ore() - others);
    if amount > left {
        return Err(CaseError::Refused(Refusal::FrameExceeded {
            sub_frame: award.sub_frame.clone(),
            left,
            wanted: amount,
        }));
    }
    Ok(())
}
