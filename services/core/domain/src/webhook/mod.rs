//! Webhooks: addresses at which organisations receive their notifications. An address must lie
//! outside the network of the service, or an organisation could have the service call what only the
//! service may reach.

mod address;
mod secret;

use chrono::{DateTime, Utc};

use crate::findings::Finding;
use crate::identifiers::{OrganisationNumber, WebhookId};
use crate::step::Revision;

pub use address::{UrlFault, WebhookUrl, is_public};
pub use secret::{NoSecret, WebhookSecret};

/// The most webhooks of an organisation.
pub const WEBHOOKS_MAX: i64 = 5;

/// Returns the finding that an organisation has as many webhooks as it can.
#[must_use]
pub fn too_many() -> Finding {
    Finding::blocking("WEBHOOK_TOO_MANY", "configurable")
}

/// A webhook of an organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Webhook {
    /// Id, made by the client.
    pub id: WebhookId,
    /// The organisation.
    pub organisation: OrganisationNumber,
    /// The address, as it was registered.
    pub url: String,
    /// Time of registration.
    pub created: DateTime<Utc>,
    /// Since when nothing could be delivered; `None` after a delivery.
    pub failing_since: Option<DateTime<Utc>>,
    /// Time it was disabled after failing for too long.
    pub disabled: Option<DateTime<Utc>>,
    /// Until when messages carry the signature of the earlier secret too.
    pub earlier_until: Option<DateTime<Utc>>,
    /// Deliveries that are queued.
    pub waiting: i64,
    /// Changes so far.
    pub revision: Revision,
}
