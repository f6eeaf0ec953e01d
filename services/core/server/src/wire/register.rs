//! Entries in registers.

use casework::register::{
    ConfirmEntries, ListEntries, ListEntryBatches, RecordEntries, Recorded, RejectEntries,
};
use contract::names::{ResourceName, SchemeName};
use contract::register::{batch, entries};
use contract::v1::register_service_server::RegisterService;
use contract::{Outward, SchemeContract, inward as read, page, v1};
use domain::page::Listed;
use domain::register::{EntryBatch, RegisterEntry};
use domain::violations::Violations;

use super::page::PageOf;
use super::{Inward, Respond, inward, respond};
use crate::handlers::Handlers;

crate::table! {
    impl[S] RegisterService for Handlers<S>, scheme S {
        record_entries => casework::register::RecordEntries;
        confirm_entries => casework::register::ConfirmEntries;
        reject_entries => casework::register::RejectEntries;
        list_entry_batches => casework::register::ListEntryBatches;
        list_entries => casework::register::ListEntries;
    }
}

/// The list, in page tokens.
const LIST: &str = "ListEntryBatches";

inward! {
    ConfirmEntriesRequest => ConfirmEntries |from, faults| {
        batch: batch::<S>(faults, &from.name),
    }
    RejectEntriesRequest => RejectEntries |from, faults| {
        batch: batch::<S>(faults, &from.name),
        reason: read::reason(faults, "reason", &from.reason),
    }
}

respond! {
    |_step, recorded: Recorded, outward| {
        // A request holds a thousand entries at the most.
        recorded: i32::try_from(recorded.entries).unwrap_or(i32::MAX),
        batch: recorded.batch.map_or_else(String::new, |batch| outward.entry_batch_name(batch)),
    }
    for RecordEntries => RecordEntriesResponse;

    |_step, batch: EntryBatch, outward| { batch: Some(outward.entry_batch(batch)) }
    for ConfirmEntries => ConfirmEntriesResponse, RejectEntries => RejectEntriesResponse;

    |_step, found: Vec<RegisterEntry>, _outward| {
        entries: found.into_iter().map(Into::into).collect(),
    }
    for ListEntries => ListEntriesResponse;
}

impl<S: SchemeContract> Inward<S> for RecordEntries {
    type Message = v1::RecordEntriesRequest;

    fn inward(message: Self::Message) -> Result<Self, Violations> {
        let mut faults = Violations::new();
        let parent = SchemeName::read(&mut faults, "parent", &message.parent, S::PROFILE.code);
        let entries = entries(&mut faults, message.entries);
        faults.finish(parent.and(entries).map(|entries| Self { entries }))
    }
}

impl<S: SchemeContract> Inward<S> for ListEntries {
    type Message = v1::ListEntriesRequest;

    fn inward(message: Self::Message) -> Result<Self, Violations> {
        let mut faults = Violations::new();
        let parent = SchemeName::read(&mut faults, "parent", &message.parent, S::PROFILE.code);
        let organisation = faults.parse("organisation_number", &message.organisation_number);
        faults.finish(
            parent
                .and(organisation)
                .map(|organisation| Self { organisation }),
        )
    }
}

impl<S: SchemeContract> Inward<S> for ListEntryBatches {
    type Message = v1::ListEntryBatchesRequest;

    fn inward(message: Self::Message) -> Result<Self, Violations> {
        let mut faults = Violations::new();
        let parent = SchemeName::read(&mut faults, "parent", &message.parent, S::PROFILE.code);
        let (size, token) = (message.page_size, &message.page_token);
        let page = page::read(&mut faults, LIST, parent.as_ref(), size, token);
        let all = message.include_all;
        faults.finish(parent.and(page).map(|page| Self { all, page }))
    }
}

impl<S: SchemeContract> Respond<S> for ListEntryBatches {
    type Answer = Listed<EntryBatch, i64>;
    type Response = v1::ListEntryBatchesResponse;

    fn respond(&self, listed: Self::Answer, outward: &Outward<S>) -> Self::Response {
        let more = listed.next.is_some();
        let rows = listed.rows.into_iter();
        let rows = rows.map(|one| (i64::from(one.number.get()), outward.entry_batch(one)));
        let parent = format!("schemes/{}", S::PROFILE.code);
        let page = PageOf {
            list: LIST,
            parent: &parent,
        };
        let (batches, next_page_token) = page.answer(rows, more);
        Self::Response {
            batches,
            next_page_token,
        }
    }
}
