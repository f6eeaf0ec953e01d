use domain::appeal::AppealNumber;
use domain::names;
use serde::Serialize;

use super::case::ApplicationKey;

/// The parts of an appeal's name below the scheme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AppealKey {
    /// The application.
    pub application: ApplicationKey,
    /// The appeal.
    pub number: AppealNumber,
}

impl AppealKey {
    /// Returns the appeal's name below the scheme.
    #[must_use]
    pub fn name(&self) -> String {
        let ApplicationKey { call, application } = &self.application;
        names::appeal(call, *application, self.number)
    }
}
