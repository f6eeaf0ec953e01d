//! Payments, receipts, budgets and the export of awards.

use casework::allocation::{ExportAwards, ExportedAwards};
use casework::finance::{
    ApprovePayments, AttestPayments, Budget, BudgetOf, ConfirmAccount, ExportBatch, ExportPayments,
    ExportPostings, GetBudget, ImportReceipts, RecordAppropriation, StopPayment,
};
use casework::grant::GrantView;
use contract::finance::{grants, receipts};
use contract::names::{BatchName, CallName, ResourceName, SchemeName, SchemeOrCall};
use contract::v1::finance_service_server::FinanceService;
use contract::{Outward, SchemeContract, inward as read, v1};
use domain::finance::{Attestation, Payment, PaymentBatch, ReceiptOutcome};
use domain::identifiers::{CallId, CaseReference};
use domain::ledger::{ItemBudget, Posted};
use domain::page::{Listed, Page};
use domain::violations::Violations;
use interchange::pain001::{Payer, Version};
use interchange::payment::{LONGEST_ID, LONGEST_TEXT};

use super::grant::{key, shown};
use super::{Respond, RespondInParts, inward, respond};
use crate::handlers::Handlers;

crate::table! {
    impl[S] FinanceService for Handlers<S>, scheme S {
        attest_payments => casework::finance::AttestPayments;
        approve_payments => casework::finance::ApprovePayments;
        stop_payment => casework::finance::StopPayment;
        import_receipts => casework::finance::ImportReceipts;
        list_batches => casework::finance::ListBatches;
        list_due_payments => casework::finance::ListDuePayments;
        list_state_aid => casework::finance::ListStateAid;
        list_bank_entries => casework::finance::ListBankEntries;
        get_reconciliation => casework::finance::GetReconciliation;
        clear_bank_entry => casework::finance::ClearBankEntry;
        confirm_account => casework::finance::ConfirmAccount;
        get_budget => casework::finance::GetBudget;
        summarize_tags => casework::finance::SummarizeTags;
        record_appropriation => casework::finance::RecordAppropriation;
        record_repayment => casework::finance::RecordRepayment;
        [in] import_bank_file => casework::finance::ImportBankFile;
        [out] export_batch => casework::finance::ExportBatch as ExportBatchStream;
        [feed] export_awards => casework::allocation::ExportAwards as ExportAwardsStream;
        [feed] export_payments => casework::finance::ExportPayments as ExportPaymentsStream;
        [feed] export_postings => casework::finance::ExportPostings as ExportPostingsStream;
    }
}

/// Bytes in one message of a file.
const PART: usize = 1 << 20;

/// Rows in one message of an export: with the longest reasons they stay below the four megabytes
/// that clients take by default.
const BATCH: u32 = 1_000;

inward! {
    ExportAwardsRequest => ExportAwards |from, faults| {
        call: call::<S>(faults, &from.parent),
        sums_only: Some(from.sums_only),
        page: Some(first()),
    }
    ExportPaymentsRequest => ExportPayments |from, faults| {
        call: call::<S>(faults, &from.parent),
        include_paid: Some(from.include_paid),
        page: Some(first()),
    }
    ExportPostingsRequest => ExportPostings |from, faults| {
        call: call::<S>(faults, &from.parent),
        page: Some(first()),
    }
    ImportReceiptsRequest => ImportReceipts |from, faults| {
        call: call::<S>(faults, &from.parent),
        receipts: receipts(faults, from.receipts),
    }
    StopPaymentRequest => StopPayment |from, faults| {
        key: key::<S>(faults, &from.name),
        revision: read::etag(faults, "etag", &from.etag),
        number: faults.number("number", from.number, 1..=999),
        reason: read::reason(faults, "reason", &from.reason),
    }
    ConfirmAccountRequest => ConfirmAccount |from, faults| {
        key: key::<S>(faults, &from.name),
        revision: read::etag(faults, "etag", &from.etag),
        reason: read::reason(faults, "reason", &from.reason),
    }
    GetBudgetRequest => GetBudget |from, faults| {
        of: budget_of::<S>(faults, &from),
    }
}

respond! {
    |step, part: ExportedAwards, outward| {
        awards: part.awards.rows.into_iter().map(|row| outward.award(&step.call, row)).collect(),
        money: part.money.into_iter().map(|money| outward.award_money(money)).collect(),
    }
    for ExportAwards => ExportAwardsResponse;

    |step, part: Listed<Payment, (CaseReference, i32)>, outward| {
        payments: part.rows.into_iter().map(|row| outward.payment(&step.call, row)).collect(),
    }
    for ExportPayments => ExportPaymentsResponse;

    |_step, batch: PaymentBatch, outward| { batch: Some(outward.payment_batch(batch.into())) }
    for ApprovePayments => ApprovePaymentsResponse;

    |_step, view: GrantView, outward| {
        grant: Some(shown(view, outward)),
    }
    for StopPayment => StopPaymentResponse, ConfirmAccount => ConfirmAccountResponse;

    |step, part: Listed<Posted, i64>, outward| {
        postings: part.rows.into_iter().map(|row| outward.posting(&step.call, row)).collect(),
    }
    for ExportPostings => ExportPostingsResponse;

    |_step, budget: Budget, _outward| {
        lines: budget.frames.into_iter().map(Into::into).collect(),
        item: Some(budget.item.into()),
        newest_posting: budget.newest_posting,
    }
    for GetBudget => GetBudgetResponse;

    |_step, budget: ItemBudget, _outward| { budget: Some(budget.into()) }
    for RecordAppropriation => RecordAppropriationResponse;
}

impl<S: SchemeContract> super::Inward<S> for RecordAppropriation {
    type Message = v1::RecordAppropriationRequest;

    fn inward(message: Self::Message) -> Result<Self, Violations> {
        let mut faults = Violations::new();
        let parent = SchemeName::read(&mut faults, "parent", &message.parent, S::PROFILE.code);
        let change = contract::budget::change(&mut faults, message.change);
        let read = parent.and(change).map(|change| Self { change });
        faults.finish(read)
    }
}

/// Reads the subject of a budget: a call, or a chapter and post of the scheme.
fn budget_of<S: SchemeContract>(
    faults: &mut Violations,
    from: &v1::GetBudgetRequest,
) -> Option<BudgetOf> {
    let parent = SchemeOrCall::read(faults, "parent", &from.parent, S::PROFILE.code);
    let call = match &parent {
        Some(SchemeOrCall::Call(name)) => Some(name.call.clone()),
        Some(SchemeOrCall::Scheme(_)) | None => None,
    };
    // The other fields are judged even where the name is wrong.
    if call.is_none() && !from.parent.contains("/calls/") {
        let item = contract::budget::item(faults, &from.chapter_post, from.year);
        return parent.and(item).map(BudgetOf::Item);
    }
    if !from.chapter_post.is_empty() {
        faults.add(
            "chapter_post",
            "is the call's own; leave it out or name the scheme",
        );
    }
    if from.year != 0 {
        faults.add("year", "is the call's own; leave it out or name the scheme");
    }
    call.map(BudgetOf::Call)
}

impl<S: SchemeContract> super::Inward<S> for AttestPayments {
    type Message = v1::AttestPaymentsRequest;

    fn inward(message: Self::Message) -> Result<Self, Violations> {
        let mut faults = Violations::new();
        let scheme = S::PROFILE.code;
        let parent = CallName::read(&mut faults, "parent", &message.parent, scheme);
        let call = parent.as_ref().map(|parent| &parent.call);
        let grants = grants(&mut faults, call, &message.grants, scheme);
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

impl<S: SchemeContract> super::Inward<S> for ApprovePayments {
    type Message = v1::ApprovePaymentsRequest;

    fn inward(message: Self::Message) -> Result<Self, Violations> {
        let mut faults = Violations::new();
        let name = BatchName::read(&mut faults, "name", &message.name, S::PROFILE.code);
        let call = name.as_ref().map(|name| &name.call);
        let grants = grants(&mut faults, call, &message.grants, S::PROFILE.code);
        let read = name.zip(grants).map(|(name, grants)| Self {
            call: name.call,
            batch: name.batch,
            grants,
        });
        faults.finish(read)
    }
}

impl<S: SchemeContract> super::Inward<S> for ExportBatch {
    type Message = v1::ExportBatchRequest;

    fn inward(message: Self::Message) -> Result<Self, Violations> {
        let mut faults = Violations::new();
        let name = BatchName::read(&mut faults, "name", &message.name, S::PROFILE.code);
        let payer = faults.required("payer", message.payer);
        let payer = payer.and_then(|from| faults.within("payer", |faults| payer_of(faults, &from)));
        let version = if message.pain_001_001_03 {
            Version::V03
        } else {
            Version::V09
        };
        let read = name.zip(payer).map(|(name, payer)| Self {
            call: name.call,
            batch: name.batch,
            payer,
            version,
        });
        faults.finish(read)
    }
}

impl<S: SchemeContract> RespondInParts<S> for ExportBatch {
    type Answer = Vec<u8>;
    type Part = v1::ExportBatchResponse;

    fn parts(
        &self,
        file: Vec<u8>,
        _outward: &Outward<S>,
    ) -> impl Iterator<Item = Self::Part> + Send + 'static {
        let parts: Vec<Vec<u8>> = file.chunks(PART).map(<[u8]>::to_vec).collect();
        let parts = parts.into_iter();
        parts.map(|content| v1::ExportBatchResponse { content })
    }
}

/// Reads the payer of a batch.
fn payer_of(faults: &mut Violations, from: &v1::Payer) -> Option<Payer> {
    let name = faults.line("name", &from.name, LONGEST_TEXT);
    let customer_id = faults.line("customer_id", &from.customer_id, LONGEST_ID);
    let agreement_id = faults.line("agreement_id", &from.agreement_id, LONGEST_ID);
    let account = faults.parse("account_number", &from.account_number);
    let bic = faults.line("bic", &from.bic, 11);
    Some(Payer {
        name: name?,
        customer_id: customer_id?,
        agreement_id: agreement_id?,
        account: account?,
        bic: bic?,
    })
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

pub(super) fn call<S: SchemeContract>(faults: &mut Violations, text: &str) -> Option<CallId> {
    CallName::read(faults, "parent", text, S::PROFILE.code).map(|name| name.call)
}

/// The first batch of an export.
fn first<K>() -> Page<K> {
    Page {
        size: BATCH,
        after: None,
    }
}
