use domain::decision::DecisionNumber;
use domain::names;
use serde::Serialize;

use crate::application::ApplicationKey;

/// The parts of a decision's name below the scheme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DecisionKey {
    /// The application.
    pub application: ApplicationKey,
    /// The decision.
    pub number: DecisionNumber,
}

impl DecisionKey {
    /// Returns the decision's name below the scheme.
    #[must_use]
    pub fn name(&self) -> String {
        let ApplicationKey { call, application } = &self.application;
        names::decision(call, *application, self.number)
    }
}
