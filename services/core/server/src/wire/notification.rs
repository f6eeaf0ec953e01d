//! Notifications.

use casework::notification::{ListNotifications, MarkRead};
use contract::names::{ResourceName, SchemeName};
use contract::notification::{LIST, cursors, list_parent};
use contract::v1::notification_service_server::NotificationService;
use contract::{Outward, SchemeContract, page, v1};
use domain::notification::Notification;
use domain::page::Listed;
use domain::violations::Violations;

use super::page::PageOf;
use super::{Inward, Respond, optional_application, respond};
use crate::handlers::Handlers;

crate::table! {
    impl[S] NotificationService for Handlers<S>, scheme S {
        list_notifications => casework::notification::ListNotifications;
        mark_notifications_read => casework::notification::MarkRead;
        register_webhook => casework::webhook::Register;
        list_webhooks => casework::webhook::ListWebhooks;
        delete_webhook => casework::webhook::Delete;
        rotate_webhook_secret => casework::webhook::Rotate;
        replay_webhook => casework::webhook::Replay;
    }
}

respond! {
    |_step, marked: u64, _outward| {
        // A request names five hundred at the most.
        marked: i32::try_from(marked).unwrap_or(i32::MAX),
    }
    for MarkRead => MarkNotificationsReadResponse;
}

impl<S: SchemeContract> Inward<S> for ListNotifications {
    type Message = v1::ListNotificationsRequest;

    fn inward(message: Self::Message) -> Result<Self, Violations> {
        let mut faults = Violations::new();
        let parent = SchemeName::read(&mut faults, "parent", &message.parent, S::PROFILE.code);
        let (size, token) = (message.page_size, &message.page_token);
        let page = page::read(&mut faults, LIST, parent.as_ref(), size, token);
        let organisation =
            faults.parse_optional("organisation_number", &message.organisation_number);
        let application =
            optional_application::<S>(&mut faults, "application", &message.application);
        let read = (|| {
            Some(Self {
                organisation: organisation?,
                application: application?,
                page: page?,
            })
        })();
        faults.finish(parent.and(read))
    }
}

impl<S: SchemeContract> Respond<S> for ListNotifications {
    type Answer = Listed<Notification, i64>;
    type Response = v1::ListNotificationsResponse;

    fn respond(&self, listed: Self::Answer, outward: &Outward<S>) -> Self::Response {
        let more = listed.next.is_some();
        let rows = listed.rows.into_iter();
        let rows = rows.map(|one| (one.cursor, outward.notification(one)));
        let parent = list_parent::<S>();
        let page = PageOf {
            list: LIST,
            parent: &parent,
        };
        let (notifications, next_page_token) = page.answer(rows, more);
        Self::Response {
            notifications,
            next_page_token,
        }
    }
}

impl<S: SchemeContract> Inward<S> for MarkRead {
    type Message = v1::MarkNotificationsReadRequest;

    fn inward(message: Self::Message) -> Result<Self, Violations> {
        let mut faults = Violations::new();
        let parent = SchemeName::read(&mut faults, "parent", &message.parent, S::PROFILE.code);
        let cursors = cursors::<S>(&mut faults, &message.cursors);
        faults.finish(parent.and(cursors).map(|cursors| Self { cursors }))
    }
}
