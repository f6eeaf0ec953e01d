//! What finance does: attests what is due, exports the payment basis, reads the budget.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use domain::finance::{Attestation, BlockedGrant, BudgetLine, Payment};
use domain::findings::Finding;
use domain::grant::{Grant, Instalment, InstalmentState};
use domain::identifiers::{ApplicationId, CallId, CaseReference};
use domain::money::Money;
use domain::names;
use domain::page::{Listed, Page};
use domain::refusal::Refusal;
use domain::step::StepName;
use sqlx::PgConnection;

use crate::act::{Actor, content_hash};
use crate::assessment::{declared_interest, require_no_interest};
use crate::call::visible;
use crate::error::{CaseError, not_found};
use crate::finance::batch::Batch;
use crate::paging::{listed, one_more};

/// Instalments to attest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttestPayments {
    /// The call.
    pub call: CallId,
    /// The grants; all of the call's that can be paid when empty.
    pub grants: Vec<ApplicationId>,
    /// Instalments due on or before this day.
    pub due_by: NaiveDate,
}

/// Attests due instalments (attestasjon), all or none. Grants that cannot be paid now are left out
/// and told with what blocks them. Once attested they are not due any more: the same request again
/// attests nothing.
///
/// # Errors
/// [`Refusal::NotFound`] for a grant that is not there; [`Refusal::InterestDeclared`] when a grant
/// that is named is a case of interest; [`Refusal::FourEyes`] to the person who approved the
/// allocation.
pub async fn attest_payments(
    connection: &mut PgConnection,
    actor: &Actor,
    request: &AttestPayments,
) -> Result<Attestation, CaseError> {
    let (step, call) = (StepName::AttestPayments, &request.call);
    actor.may(step)?;
    visible(connection, actor, call).await?;
    let states: &[&str] = if request.grants.is_empty() {
        &["active", "closed"]
    } else {
        &[]
    };
    let grants = crate::grant::rows::lock(connection, call, &request.grants, states).await?;
    let there: BTreeSet<ApplicationId> = grants.iter().map(|grant| grant.id).collect();
    if let Some(missing) = request.grants.iter().find(|id| !there.contains(id)) {
        return Err(not_found(names::grant(call, *missing)));
    }
    require_no_interest(connection, actor, call, &request.grants).await?;
    let person = &actor.caller.subject;
    if grants.iter().any(|grant| grant.approved_by == *person) {
        return Err(CaseError::Refused(Refusal::FourEyes {
            actor: person.clone(),
            other: StepName::ApproveAllocation,
            step,
        }));
    }
    let interests = declared_interest(connection, call, person).await?;
    let mut batch = Batch::new(step, content_hash(&(&request.grants, &request.due_by)));
    let mut blocked = Vec::new();
    for grant in grants {
        if !grant
            .instalments
            .iter()
            .any(|one| is_due(one, request.due_by))
        {
            continue;
        }
        let mut blocks = grant.payment_blocks(Some(person));
        if interests.contains(&grant.id) {
            blocks.push(interest_declared());
        }
        if blocks.is_empty() {
            let changes = attested(actor, &grant, request.due_by);
            batch.change(actor, grant, changes);
        } else {
            let grant = grant.id;
            blocked.push(BlockedGrant { grant, blocks });
        }
    }
    let attestation = Attestation {
        instalments: batch.changed().len(),
        amount: Money::from_ore(
            batch
                .changed()
                .iter()
                .map(|(_, one)| one.amount.ore())
                .sum(),
        ),
        blocked,
    };
    batch.finish(connection, actor, call).await?;
    Ok(attestation)
}

/// What is due of a grant, attested.
fn attested(actor: &Actor, grant: &Grant, due_by: NaiveDate) -> Vec<Instalment> {
    let state = InstalmentState::Attested {
        by: actor.caller.subject.clone(),
        at: actor.now,
    };
    grant
        .instalments
        .iter()
        .filter(|one| is_due(one, due_by))
        .map(|one| Instalment {
            state: state.clone(),
            ..one.clone()
        })
        .collect()
}

fn is_due(instalment: &Instalment, by: NaiveDate) -> bool {
    instalment.state == InstalmentState::Planned && instalment.due <= by
}

pub(crate) fn interest_declared() -> Finding {
    Finding::blocking("PAYMENT_INTEREST_DECLARED", "forvaltningsloven § 6")
}

/// One batch of the payment basis (utbetalingsgrunnlag): attested instalments by case reference and
/// number; paid ones too when asked for.
///
/// # Errors
/// [`Refusal::NotFound`] when there is no such call.
pub async fn export_payments(
    connection: &mut PgConnection,
    actor: &Actor,
    call: &CallId,
    include_paid: bool,
    page: &Page<(CaseReference, i32)>,
) -> Result<Listed<Payment, (CaseReference, i32)>, CaseError> {
    actor.may(StepName::ExportPayments)?;
    visible(connection, actor, call).await?;
    let after = page.after.as_ref();
    let found = crate::grant::rows::instalment::payments(
        connection,
        call,
        include_paid,
        after,
        one_more(page),
    )
    .await?;
    Ok(listed(found, page, |last| {
        (last.case_reference.clone(), last.number)
    }))
}

/// Reads a call's budget by sub-frame: what may be promised, what is promised, what is paid, what
/// is left.
///
/// # Errors
/// [`Refusal::NotFound`] when there is no such call.
pub async fn get_budget(
    connection: &mut PgConnection,
    actor: &Actor,
    call: &CallId,
) -> Result<Vec<BudgetLine>, CaseError> {
    actor.may(StepName::GetBudget)?;
    visible(connection, actor, call).await?;
    Ok(crate::call::rows::sub_frame::lines(connection, call).await?)
}
