//! Webhooks.

use domain::violations::Violations;
use domain::webhook::{Webhook, WebhookSecret, WebhookUrl};

use crate::names::WebhookName;
use crate::notification::{LIST, list_parent};
use crate::outward::{Outward, timestamp};
use crate::{SchemeContract, page, v1};

/// Reads the address of a webhook.
pub fn url(faults: &mut Violations, field: &str, text: &str) -> Option<WebhookUrl> {
    if text.is_empty() {
        faults.add(
            field,
            "is required; write an address as in https://example.org/hook",
        );
        return None;
    }
    let read = WebhookUrl::read(text);
    read.map_err(|fault| faults.add(field, fault)).ok()
}

/// Reads a secret; none where one is to be made.
pub fn secret(faults: &mut Violations, field: &str, text: &str) -> Option<Option<WebhookSecret>> {
    if text.is_empty() {
        return Some(None);
    }
    let read = WebhookSecret::read(text);
    read.map_err(|fault| faults.add(field, fault))
        .ok()
        .map(Some)
}

/// Reads the notification that a replay goes on from; 0 for the beginning.
pub fn after<S: SchemeContract>(faults: &mut Violations, token: &str) -> Option<i64> {
    if token.is_empty() {
        return Some(0);
    }
    page::cursor(faults, "after", (LIST, &list_parent::<S>()), token)
}

impl<S: SchemeContract> Outward<S> {
    /// A webhook, without its secret.
    #[must_use]
    pub fn webhook(&self, from: Webhook) -> v1::Webhook {
        let name = WebhookName {
            scheme: self.scheme(),
            webhook: from.id,
        };
        v1::Webhook {
            name: name.to_string(),
            organisation_number: from.organisation.into(),
            url: from.url,
            create_time: Some(timestamp(from.created)),
            failing_since_time: from.failing_since.map(timestamp),
            disable_time: from.disabled.map(timestamp),
            earlier_secret_until_time: from.earlier_until.map(timestamp),
            queued: from.waiting,
            etag: from.revision.etag(),
        }
    }
}
