//! Notifications: cursors, a world that sends, and the order in which messages came.

use std::collections::BTreeMap;
use std::time::Duration;

use chrono::TimeDelta;
use domain::calendar::Clock;
use serde_json::{Value, json};
use server::config::Notifications;
use server::sender::{NotificationSetup, WebhooksSetup};

use super::person::Person;
use super::receiver::{Receiver, Seen};
use super::round::id;
use super::schemes::TestScheme;
use super::world::World;

/// The cursor of a notification of the scheme.
pub fn cursor<S: TestScheme>() -> String {
    contract::page::token("ListNotifications", &S::name(), &17_i64)
}

/// A setup that sends to this machine, and waits a short time for answers.
pub fn to_this_machine(authorities: &[u8]) -> NotificationSetup {
    NotificationSetup {
        webhooks: WebhooksSetup {
            loopback: true,
            authorities: authorities.to_vec(),
            answered_within: Duration::from_millis(400),
        },
        ..NotificationSetup::default()
    }
}

/// Notifications that are sent by this setup.
pub fn sent(setup: &NotificationSetup) -> Notifications {
    Notifications::sent(setup).unwrap()
}

/// Returns the first message that came before one of its case that stands before it, or `None`. A
/// message that comes again is no breach.
pub fn out_of_order(seen: &[Seen]) -> Option<(String, i64)> {
    let mut reached: BTreeMap<String, i64> = BTreeMap::new();
    for (case, number) in seen.iter().map(Seen::place) {
        let last = reached.entry(case.clone()).or_insert(0);
        if number > *last + 1 {
            return Some((case, number));
        }
        *last = number.max(*last);
    }
    None
}

impl<S: TestScheme> World<S> {
    /// Registers a webhook of the n-th applicant: its name and its secret.
    pub async fn webhook(&self, n: u32, receiver: &Receiver) -> (String, String) {
        let request = json!({ "name": self.webhook_name(n), "url": receiver.url });
        let answer = self.applicant(n).call("RegisterWebhook", request).await;
        let answer = answer.unwrap();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        (text(&answer["webhook"]["name"]), text(&answer["secret"]))
    }

    /// The name of a webhook.
    pub fn webhook_name(&self, n: u32) -> String {
        format!("{}/webhooks/{}", S::name(), id(9, n))
    }

    /// Has the n-th applicant told `count` more things: its application is sent in and sent back.
    pub async fn told(&self, n: u32, count: usize) {
        for _ in 0..count {
            let application = self.read(n).await;
            if application["state"] == "APPLICATION_STATE_SUBMITTED" {
                let day = (self.clock.now() + TimeDelta::days(60)).date_naive();
                let more = json!({ "reason": "Mer.", "complete_by_date": day.to_string() });
                let handler = self.case_handler();
                self.step_with(&handler, "ReturnApplication", &application, more)
                    .await
                    .unwrap();
            } else {
                self.step(&self.applicant(n), "SubmitApplication", &application)
                    .await
                    .unwrap();
            }
        }
    }

    /// The notifications a person is shown.
    pub async fn notifications(&self, by: &Person) -> Vec<Value> {
        self.settle().await;
        let request = json!({ "parent": S::name(), "page_size": 500 });
        let answer = by.call("ListNotifications", request).await.unwrap();
        answer["notifications"].as_array().unwrap().clone()
    }

    /// Turns the clock on, again and again, until something holds.
    pub async fn turn_until(&self, by: TimeDelta, holds: impl AsyncFn() -> bool) {
        for _ in 0..400 {
            if holds().await {
                return;
            }
            self.clock.set(self.clock.now() + by);
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("it does not come true");
    }
}
