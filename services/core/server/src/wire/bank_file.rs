//! Files of the bank and their entries, and repayments, which they tell of. A file on its way in is
//! received in `upload`.

use casework::finance::{
    ClearBankEntry, GetReconciliation, ImportBankFile, ImportedBankFile, ListBankEntries,
    RecordRepayment,
};
use casework::grant::GrantView;
use contract::bank_file::{BankEntryName, month, received};
use contract::names::{ResourceName, SchemeName};
use contract::{Outward, SchemeContract, inward as read, page, v1};
use domain::finance::BankEntry;
use domain::finance::reconciliation::Reconciliation;
use domain::page::Listed;
use domain::violations::Violations;

use super::finance::call;
use super::grant::{key, shown};
use super::page::PageOf;
use super::{Inward, Respond, inward, respond};

/// The list, in page tokens.
const LIST: &str = "ListBankEntries";

respond! {
    |_step, imported: ImportedBankFile, outward| {
        file: Some(outward.bank_file(imported.file)),
        repeated_file: imported.repeated,
    }
    for ImportBankFile => ImportBankFileResponse;

    |_step, entry: BankEntry, outward| { entry: Some(outward.bank_entry(entry)) }
    for ClearBankEntry => ClearBankEntryResponse;

    |_step, view: GrantView, outward| { grant: Some(shown(view, outward)) }
    for RecordRepayment => RecordRepaymentResponse;
}

impl<S: SchemeContract> Inward<S> for ListBankEntries {
    type Message = v1::ListBankEntriesRequest;

    fn inward(message: Self::Message) -> Result<Self, Violations> {
        let mut faults = Violations::new();
        let parent = SchemeName::read(&mut faults, "parent", &message.parent, S::PROFILE.code);
        let (size, token) = (message.page_size, &message.page_token);
        let page = page::read(&mut faults, LIST, parent.as_ref(), size, token);
        let all = message.include_all;
        faults.finish(parent.and(page).map(|page| Self { all, page }))
    }
}

impl<S: SchemeContract> Respond<S> for ListBankEntries {
    type Answer = Listed<BankEntry, i64>;
    type Response = v1::ListBankEntriesResponse;

    fn respond(&self, listed: Self::Answer, outward: &Outward<S>) -> Self::Response {
        let more = listed.next.is_some();
        let rows = listed.rows.into_iter();
        let rows = rows.map(|entry| (entry.id, outward.bank_entry(entry)));
        let parent = format!("schemes/{}", S::PROFILE.code);
        let page = PageOf {
            list: LIST,
            parent: &parent,
        };
        let (entries, next_page_token) = page.answer(rows, more);
        Self::Response {
            entries,
            next_page_token,
        }
    }
}

inward! {
    GetReconciliationRequest => GetReconciliation |from, faults| {
        call: call::<S>(faults, &from.parent),
        month: month(faults, &from.month),
    }
    RecordRepaymentRequest => RecordRepayment |from, faults| {
        key: key::<S>(faults, &from.name),
        revision: read::etag(faults, "etag", &from.etag),
        received: received::<S>(faults, &from),
    }
}

impl<S: SchemeContract> Respond<S> for GetReconciliation {
    type Answer = Reconciliation;
    type Response = v1::GetReconciliationResponse;

    fn respond(&self, month: Reconciliation, outward: &Outward<S>) -> Self::Response {
        outward.reconciliation(&self.call, &month)
    }
}

impl<S: SchemeContract> Inward<S> for ClearBankEntry {
    type Message = v1::ClearBankEntryRequest;

    fn inward(message: Self::Message) -> Result<Self, Violations> {
        let mut faults = Violations::new();
        let name = BankEntryName::read(&mut faults, "name", &message.name, S::PROFILE.code);
        let reason = read::reason(&mut faults, "reason", &message.reason);
        let read = name.zip(reason).map(|(name, reason)| Self {
            file: name.file.0,
            number: name.entry.0,
            reason,
        });
        faults.finish(read)
    }
}
