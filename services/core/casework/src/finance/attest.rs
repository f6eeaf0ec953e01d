use std::collections::BTreeSet;

use chrono::NaiveDate;
use domain::finance::{Attestation, BlockedGrant};
use domain::findings::Finding;
use domain::grant::{Grant, Instalment, InstalmentState};
use domain::identifiers::{ApplicationId, CallId};
use domain::money::Money;
use domain::names;
use domain::refusal::Refusal;
use domain::scheme::Scheme;
use domain::step::StepName;
use serde::Serialize;

use super::bank_rows;
use super::plan_changes::PlanChanges;
use crate::actor::Actor;
use crate::assessment::{declared_interest, require_no_interest};
use crate::blocks;
use crate::call::visible;
use crate::error::{CaseError, not_found};
use crate::grant::rows;
use crate::step::{Context, Record};

/// Attests due instalments (attestasjon), all or none. Grants that cannot be paid now are left out
/// and listed with what blocks them. Once attested they are not due any more: the same request
/// again attests nothing.
///
/// # Errors
/// [`Refusal::NotFound`] for a grant that does not exist; [`Refusal::InterestDeclared`] when a
/// grant that is named is a case of interest; [`Refusal::FourEyes`] to the person who approved the
/// allocation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AttestPayments {
    /// The call.
    pub call: CallId,
    /// The grants; all of the call's that can be paid when empty.
    pub grants: Vec<ApplicationId>,
    /// Instalments due on or before this day.
    pub due_by: NaiveDate,
}

impl<S: Scheme> Record<S> for AttestPayments {
    const STEP: StepName = StepName::AttestPayments;
    type Answer = Attestation;

    async fn record(&self, context: &mut Context<'_>) -> Result<Attestation, CaseError> {
        let (actor, call) = (context.actor, &self.call);
        visible(context.db, actor, call).await?;
        let grants = lock(context, call, &self.grants, &["active", "closed"]).await?;
        require_no_interest(context.db, actor, call, &self.grants).await?;
        let person = &actor.caller.subject;
        if grants.iter().any(|grant| grant.approved_by == *person) {
            return Err(CaseError::Refused(Refusal::FourEyes {
                actor: person.clone(),
                other: StepName::ApproveAllocation,
                step: context.step(),
            }));
        }
        let interests = declared_interest(context.db, call, person).await?;
        let in_question = bank_rows::in_question(context.db, call).await?;
        let mut outside = blocks::of_payments::<S>(context, call, &self.grants).await?;
        let mut changes = PlanChanges::default();
        let mut blocked = Vec::new();
        for grant in grants {
            if !grant.instalments.iter().any(|one| self.takes(one)) {
                continue;
            }
            let mut blocks = grant.payment_blocks(Some(person), actor.today());
            if interests.contains(&grant.id) {
                blocks.push(interest_declared());
            }
            if in_question.contains(&grant.id) {
                blocks.push(bank_in_question());
            }
            blocks.extend(outside.remove(&grant.id).unwrap_or_default());
            if blocks.is_empty() {
                let attested = self.attested(actor, &grant);
                changes.change(context, grant, &attested);
            } else {
                let grant = grant.id;
                blocked.push(BlockedGrant { grant, blocks });
            }
        }
        let amounts = changes.changed().iter().map(|(_, one)| one.amount.ore());
        let attestation = Attestation {
            instalments: changes.changed().len(),
            amount: Money::from_ore(amounts.sum()),
            blocked,
        };
        changes.finish(context, call).await?;
        Ok(attestation)
    }
}

/// Locks the grants of a call that are named, or all in these states.
pub(super) async fn lock(
    context: &mut Context<'_>,
    call: &CallId,
    named: &[ApplicationId],
    states: &[&str],
) -> Result<Vec<Grant>, CaseError> {
    let states = if named.is_empty() { states } else { &[] };
    let grants = rows::lock(context.db, call, named, states).await?;
    let found: BTreeSet<ApplicationId> = grants.iter().map(|grant| grant.id).collect();
    match named.iter().find(|id| !found.contains(id)) {
        Some(missing) => Err(not_found(names::grant(call, *missing))),
        None => Ok(grants),
    }
}

impl AttestPayments {
    /// Returns the due instalments of a grant, attested.
    fn attested(&self, actor: &Actor, grant: &Grant) -> Vec<Instalment> {
        let state = InstalmentState::Attested {
            by: actor.caller.subject.clone(),
            at: actor.now,
        };
        let due = grant.instalments.iter().filter(|one| self.takes(one));
        due.map(|one| Instalment {
            state: state.clone(),
            ..one.clone()
        })
        .collect()
    }

    fn takes(&self, instalment: &Instalment) -> bool {
        let planned = instalment.state == InstalmentState::Planned;
        planned && !instalment.is_awaited() && instalment.due <= self.due_by
    }
}

/// Returns the finding on a payment of a grant while an entry of the bank's is open.
pub(super) fn bank_in_question() -> Finding {
    Finding::blocking("PAYMENT_BANK_ENTRY_OPEN", "configurable")
}

/// Returns the finding on a payment of a case that the caller has declared an interest in.
pub(super) fn interest_declared() -> Finding {
    Finding::blocking("PAYMENT_INTEREST_DECLARED", "forvaltningsloven § 6")
}
