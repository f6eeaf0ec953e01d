//! The handlers: one file a service. A handler reads, does, answers; what all of them do stands in [`crate::desk`].

use contract::SchemeContract;

use crate::services::Services;

/// Adds every service that all schemes have.
pub(crate) fn add_all<S: SchemeContract>(services: Services<S>) -> Services<S> {
    services
}
