//! Entries in registers.

use casework::register::{ListEntries, RecordEntries};
use contract::names::{ResourceName, SchemeName};
use contract::register::entries;
use contract::v1;
use contract::v1::register_service_server::RegisterService;
use domain::register::RegisterEntry;
use domain::violations::Violations;

use super::{Inward, respond};
use crate::handlers::Handlers;
use contract::SchemeContract;

crate::table! {
    impl[S] RegisterService for Handlers<S>, scheme S {
        record_entries => casework::register::RecordEntries;
        list_entries => casework::register::ListEntries;
    }
}

respond! {
    |_step, recorded: u64, _outward| {
        // A request holds a thousand entries at the most.
        recorded: i32::try_from(recorded).unwrap_or(i32::MAX),
    }
    for RecordEntries => RecordEntriesResponse;

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
