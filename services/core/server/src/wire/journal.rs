//! The journal.

use casework::journal::{JournalKey, ListHistory, ListJournal, SetJournalTitles};
use contract::journal::titles;
use contract::names::{ApplicationName, JournalEntryName, ResourceName, SchemeName};
use contract::notification::{list_parent, resource_name};
use contract::v1::journal_service_server::JournalService;
use contract::{Outward, SchemeContract, inward as read, page, v1};
use domain::history::HistoryEntry;
use domain::journal::JournalEntry;
use domain::page::Listed;
use domain::violations::Violations;

use super::page::PageOf;
use super::{Inward, Respond, application_key, inward, optional_application, respond};
use crate::handlers::Handlers;

crate::table! {
    impl[S] JournalService for Handlers<S>, scheme S {
        list_journal => casework::journal::ListJournal;
        set_journal_titles => casework::journal::SetJournalTitles;
        list_history => casework::journal::ListHistory;
    }
}

/// The lists, in page tokens.
const LIST: &str = "ListJournal";
const HISTORY: &str = "ListHistory";

inward! {
    SetJournalTitlesRequest => SetJournalTitles |from, faults| {
        key: named::<S>(faults, &from.name),
        titles: titles(faults, &from),
        reason: read::reason(faults, "reason", &from.reason),
    }
}

respond! {
    |_step, entry: JournalEntry, outward| {
        entry: Some(outward.journal_entry(entry)),
    }
    for SetJournalTitles => SetJournalTitlesResponse;
}

fn named<S: SchemeContract>(faults: &mut Violations, name: &str) -> Option<JournalKey> {
    let name = JournalEntryName::read(faults, "name", name, S::PROFILE.code)?;
    Some(JournalKey {
        number: name.entry,
        application: application_key(ApplicationName {
            scheme: name.scheme,
            call: name.call,
            application: name.application,
        }),
    })
}

impl<S: SchemeContract> Inward<S> for ListJournal {
    type Message = v1::ListJournalRequest;

    fn inward(message: Self::Message) -> Result<Self, Violations> {
        let mut found = Violations::new();
        let faults = &mut found;
        let parent = SchemeName::read(faults, "parent", &message.parent, S::PROFILE.code);
        let (size, token) = (message.page_size, &message.page_token);
        let page = page::read(faults, LIST, parent.as_ref(), size, token);
        let application = optional_application::<S>(faults, "application", &message.application);
        let from = faults.optional_date("from_date", &message.from_date);
        let to = faults.optional_date("to_date", &message.to_date);
        if let (Some(Some(from)), Some(Some(to))) = (from, to) {
            faults.ordered(from, "to_date", to);
        }
        let read = (|| {
            Some(Self {
                application: application?,
                from: from?,
                to: to?,
                page: page?,
            })
        })();
        found.finish(parent.and(read))
    }
}

impl<S: SchemeContract> Respond<S> for ListJournal {
    type Answer = Listed<JournalEntry, i64>;
    type Response = v1::ListJournalResponse;

    fn respond(&self, listed: Self::Answer, outward: &Outward<S>) -> Self::Response {
        let more = listed.next.is_some();
        let rows = listed.rows.into_iter();
        let rows = rows.map(|one| (one.cursor, outward.journal_entry(one)));
        let parent = list_parent::<S>();
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

impl<S: SchemeContract> Inward<S> for ListHistory {
    type Message = v1::ListHistoryRequest;

    fn inward(message: Self::Message) -> Result<Self, Violations> {
        let mut found = Violations::new();
        let faults = &mut found;
        let parent = ApplicationName::read(faults, "parent", &message.parent, S::PROFILE.code);
        let (size, token) = (message.page_size, &message.page_token);
        let page = page::read(faults, HISTORY, parent.as_ref(), size, token);
        let read = parent.zip(page).map(|(parent, page)| Self {
            key: application_key(parent),
            page,
        });
        found.finish(read)
    }
}

impl<S: SchemeContract> Respond<S> for ListHistory {
    type Answer = Listed<HistoryEntry, i64>;
    type Response = v1::ListHistoryResponse;

    fn respond(&self, listed: Self::Answer, outward: &Outward<S>) -> Self::Response {
        let more = listed.next.is_some();
        let rows = listed.rows.into_iter();
        let rows = rows.map(|one| (one.sequence, outward.history_entry(one)));
        let parent = resource_name(S::PROFILE.code, &self.key.name());
        let page = PageOf {
            list: HISTORY,
            parent: &parent,
        };
        let (entries, next_page_token) = page.answer(rows, more);
        Self::Response {
            entries,
            next_page_token,
        }
    }
}
