//! Notifications.

use domain::notification::{Delivery, DeliveryState, Notification, words};
use domain::violations::Violations;

use crate::names::WebhookName;
use crate::outward::{Outward, day, timestamp};
use crate::{SchemeContract, page, v1};

/// The list whose tokens are cursors.
pub const LIST: &str = "ListNotifications";

/// The most notifications of one request.
const CURSORS_MAX: usize = 500;

/// Returns the parent of the list in tokens.
#[must_use]
pub fn list_parent<S: SchemeContract>() -> String {
    format!("schemes/{}", S::PROFILE.code)
}

/// Returns the full name of a resource.
#[must_use]
pub fn resource_name(scheme: &str, resource: &str) -> String {
    format!("schemes/{scheme}/{resource}")
}

/// Reads cursors of notifications.
pub fn cursors<S: SchemeContract>(faults: &mut Violations, cursors: &[String]) -> Option<Vec<i64>> {
    faults.list_size("cursors", cursors.len(), 1..=CURSORS_MAX)?;
    let parent = list_parent::<S>();
    let read = cursors.iter().enumerate().map(|(at, token)| {
        let field = format!("cursors[{at}]");
        page::cursor(faults, &field, (LIST, &parent), token)
    });
    // Every fault is noted before the first ends the reading.
    let read: Vec<Option<i64>> = read.collect();
    read.into_iter().collect()
}

impl<S: SchemeContract> Outward<S> {
    /// A notification, in the language of the one who asked.
    #[must_use]
    pub fn notification(&self, from: Notification) -> v1::Notification {
        let case = from.case_reference.as_ref().map(ToString::to_string);
        let case = case.unwrap_or_default();
        let (title, text) = words(from.kind, self.language, &case, from.about);
        v1::Notification {
            cursor: page::token(LIST, &list_parent::<S>(), &from.cursor),
            r#type: from.kind.type_name(),
            title,
            text,
            resource: resource_name(S::PROFILE.code, &from.resource),
            case_reference: case,
            case_sequence: from.number,
            organisation_number: from.organisation.into(),
            time: Some(timestamp(from.at)),
            about_date: day(from.about),
            deliver_time: from.delivered.map(timestamp),
            read_time: from.read.map(timestamp),
            deliveries: from
                .deliveries
                .into_iter()
                .map(|delivery| self.delivery(delivery))
                .collect(),
        }
    }

    fn delivery(&self, from: Delivery) -> v1::NotificationDelivery {
        let webhook = from.webhook.map(|webhook| {
            let scheme = self.scheme();
            WebhookName { scheme, webhook }.to_string()
        });
        v1::NotificationDelivery {
            channel: from.channel.code().to_owned(),
            webhook: webhook.unwrap_or_default(),
            state: state(from.state).into(),
            attempts: from.attempts,
            first_attempt_time: from.first_attempt.map(timestamp),
            last_attempt_time: from.last_attempt.map(timestamp),
            deliver_time: from.delivered.map(timestamp),
            problem: from.problem.unwrap_or_default(),
        }
    }
}

const fn state(state: DeliveryState) -> v1::DeliveryState {
    match state {
        DeliveryState::Queued => v1::DeliveryState::Queued,
        DeliveryState::Delivered => v1::DeliveryState::Delivered,
        DeliveryState::Failed => v1::DeliveryState::Failed,
    }
}
