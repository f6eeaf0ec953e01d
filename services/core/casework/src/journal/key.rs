use domain::journal::JournalNumber;
use domain::names;
use serde::Serialize;

use crate::application::ApplicationKey;

/// The parts of a journal entry's name below the scheme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct JournalKey {
    /// The application.
    pub application: ApplicationKey,
    /// The entry.
    pub number: JournalNumber,
}

impl JournalKey {
    /// Returns the entry's name below the scheme.
    #[must_use]
    pub fn name(&self) -> String {
        let ApplicationKey { call, application } = &self.application;
        names::journal_entry(call, *application, self.number)
    }
}
