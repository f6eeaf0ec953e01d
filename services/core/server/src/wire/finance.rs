//! Payments, receipts, budgets and the export of awards.

use casework::allocation::ExportAwards;
use casework::finance::{AttestPayments, ExportPayments, GetBudget, ImportReceipts};
use contract::finance::{grants, receipts};
use contract::names::{CallName, ResourceName};
use contract::{Outward, SchemeContract, v1};
use domain::allocation::award::Award;
use domain::finance::{Attestation, BudgetLine, Payment, ReceiptOutcome};
use domain::identifiers::{CallId, CaseReference};
use domain::page::{Listed, Page};
use domain::violations::Violations;

use super::{Respond, inward, respond};

/// Rows in one message of an export: 500 was measured to be as fast as larger ones.
const BATCH: u32 = 500;

inward! {
    ExportAwardsRequest => ExportAwards |from, faults| {
        call: call::<S>(faults, &from.parent),
        page: Some(first()),
    }
    ExportPaymentsRequest => ExportPayments |from, faults| {
        call: call::<S>(faults, &from.parent),
        include_paid: Some(from.include_paid),
        page: Some(first()),
    }
    ImportReceiptsRequest => ImportReceipts |from, faults| {
        call: call::<S>(faults, &from.parent),
        receipts: receipts(faults, from.receipts),
    }
    GetBudgetRequest => GetBudget |from, faults| {
        call: call::<S>(faults, &from.parent),
    }
}

respond! {
    |step, part: Listed<Award, CaseReference>, outward| {
        awards: part.rows.into_iter().map(|row| outward.award(&step.call, row)).collect(),
    }
    for ExportAwards => ExportAwardsResponse;

    |step, part: Listed<Payment, (CaseReference, i32)>, outward| {
        payments: part.rows.into_iter().map(|row| outward.payment(&step.call, row)).collect(),
    }
    for ExportPayments => ExportPaymentsResponse;

    |_step, lines: Vec<BudgetLine>, _outward| { lines: lines.into_iter().map(Into::into).collect() }
    for GetBudget => GetBudgetResponse;
}

impl<S: SchemeContract> super::Inward<S> for AttestPayments {
    type Message = v1::AttestPaymentsRequest;

    fn inward(message: Self::Message) -> Result<Self, Violations> {
        let mut faults = Violations::new();
        let scheme = S::PROFILE.code;
        let parent = CallName::read(&mut faults, "parent", &message.parent, scheme);
        let grants = grants(&mut faults, parent.as_ref(), &message.grants, scheme);
        let due_by = faults.date("due_by_date", &message.due_by_date);
        let read = (|| {
            Some(Self {
                call: parent?.call,
                grants: grants?,
                due_by: due_by?,
            })
        })();
        faults.finish(read)
    }
}

impl<S: SchemeContract> Respond<S> for AttestPayments {
    type Answer = Attestation;
    type Response = v1::AttestPaymentsResponse;

    fn respond(&self, attestation: Attestation, outward: &Outward<S>) -> Self::Response {
        outward.attestation(&self.call, &attestation)
    }
}

impl<S: SchemeContract> Respond<S> for ImportReceipts {
    type Answer = ReceiptOutcome;
    type Response = v1::ImportReceiptsResponse;

    fn respond(&self, outcome: ReceiptOutcome, outward: &Outward<S>) -> Self::Response {
        outward.receipt_outcome(outcome)
    }
}

fn call<S: SchemeContract>(faults: &mut Violations, text: &str) -> Option<CallId> {
    CallName::read(faults, "parent", text, S::PROFILE.code).map(|name| name.call)
}

/// The first batch of an export.
fn first<K>() -> Page<K> {
    Page {
        size: BATCH,
        after: None,
    }
}
