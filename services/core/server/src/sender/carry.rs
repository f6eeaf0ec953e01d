//! Carrying one lane, and writing how deliveries went.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use contract::notification::{LIST, resource_name};
use courier::{Message, Undelivered};
use domain::calendar::Clock;
use domain::identifiers::WebhookId;
use domain::notification::words;
use domain::randomness::Randomness;
use metrics::counter;
use sqlx::PgPool;
use store::StoreError;
use store::lanes::{self, Attempt, Claimed, ClaimedLane, Keys, Outcome, Route};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use super::channels::Channels;
use super::retry::outcome;

/// Attempts, by scheme, channel and how they went.
pub(crate) const DELIVERIES: &str = "tildeling_deliveries_total";

/// Results that are written in one transaction.
const WRITTEN_MAX: usize = 256;
/// The pause before results are written again that could not be.
const WRITE_AGAIN_AFTER: Duration = Duration::from_secs(1);
/// Attempts at writing results. What is not written is delivered again.
const WRITES_MAX: u32 = 5;

/// What every lane is carried with.
pub(super) struct Carrier {
    pub scheme: &'static str,
    pub clock: Arc<dyn Clock>,
    pub chance: Arc<dyn Randomness>,
    pub channels: Channels,
    pub stop: CancellationToken,
}

/// A result to write.
pub(super) enum Report {
    /// An attempt was made.
    Made {
        /// The attempt.
        attempt: Attempt,
        /// The webhook, and whether it took the message.
        webhook: Option<(WebhookId, bool)>,
        /// True if the webhook wants no more.
        gone: bool,
    },
    /// A lane was not carried to its end.
    Released {
        /// The lane.
        lane: i64,
        /// The claim.
        claim: i64,
    },
}

impl Carrier {
    /// Attempts the deliveries of a lane one after the other, until one is not taken, and returns
    /// the route.
    pub async fn carry(
        &self,
        route: Route,
        keys: Option<Arc<Keys>>,
        lane: ClaimedLane,
        reports: mpsc::Sender<Report>,
    ) -> Route {
        for of in &lane.deliveries {
            if self.stop.is_cancelled() {
                let (lane, claim) = (lane.lane, lane.claim);
                let _ = reports.send(Report::Released { lane, claim }).await;
                break;
            }
            let now = self.clock.now();
            let message = message(self.scheme, of);
            let to = (&route, keys.as_deref());
            let went = self.channels.deliver(to, &message, of, now).await;
            let (well, gone) = (went.is_ok(), matches!(went, Err(Undelivered::Gone(_))));
            let before = (of.attempts, of.first_attempt.unwrap_or(now));
            // The end of an attempt may be long after its begin.
            let at = self.clock.now();
            let until = (at, self.channels.give_up);
            let outcome = outcome(went, before, until, self.chance.as_ref());
            self.count(&route, &outcome);
            let waits = matches!(outcome, Outcome::Later { .. });
            let attempt = Attempt {
                lane: lane.lane,
                claim: lane.claim,
                number: of.number,
                at,
                outcome,
            };
            let webhook = route.webhook.map(|webhook| (webhook, well));
            let report = Report::Made {
                attempt,
                webhook,
                gone,
            };
            if reports.send(report).await.is_err() || waits || gone {
                break;
            }
        }
        route
    }

    fn count(&self, route: &Route, outcome: &Outcome) {
        let went = match outcome {
            Outcome::Delivered => "delivered",
            Outcome::Later { .. } => "again",
            Outcome::GivenUp { .. } => "given_up",
        };
        let labels = [
            ("scheme", self.scheme),
            ("channel", route.channel.code()),
            ("outcome", went),
        ];
        counter!(DELIVERIES, &labels).increment(1);
    }
}

/// Writes a notification as channels carry it.
fn message(scheme: &'static str, of: &Claimed) -> Message {
    let case = of.case_reference.as_ref().map(ToString::to_string);
    let case = case.unwrap_or_default();
    let (title, text) = words(of.kind, of.language, &case, of.about);
    let parent = format!("schemes/{scheme}");
    Message {
        id: format!("{scheme}-{}", of.cursor),
        kind: of.kind.type_name(),
        time: of.at,
        language: of.language.code().to_owned(),
        title,
        text,
        data: vec![
            (
                "cursor",
                contract::page::token(LIST, &parent, &of.cursor).into(),
            ),
            ("resource", resource_name(scheme, &of.resource).into()),
            ("case_reference", case.into()),
            ("case_sequence", of.number.into()),
            ("organisation_number", of.organisation.to_string().into()),
        ],
    }
}

/// Writes results until there are no more, many in one transaction.
pub(super) async fn record_all(
    pool: PgPool,
    clock: Arc<dyn Clock>,
    give_up: TimeDelta,
    mut reports: mpsc::Receiver<Report>,
) {
    let mut batch = Vec::new();
    while reports.recv_many(&mut batch, WRITTEN_MAX).await > 0 {
        let results = Results::of(batch.drain(..));
        for write in 1..=WRITES_MAX {
            let now = clock.now();
            match results.write(&pool, now, give_up).await {
                Ok(()) => break,
                Err(problem) => {
                    tracing::warn!(%problem, write, "results of deliveries cannot be written");
                    tokio::time::sleep(WRITE_AGAIN_AFTER).await;
                }
            }
        }
    }
}

/// Results that are written together.
#[derive(Default)]
struct Results {
    attempts: Vec<Attempt>,
    released: Vec<(i64, i64)>,
    webhooks: Vec<(WebhookId, bool)>,
    gone: BTreeSet<WebhookId>,
}

impl Results {
    fn of(reports: impl Iterator<Item = Report>) -> Self {
        let mut results = Self::default();
        for report in reports {
            match report {
                Report::Made {
                    attempt,
                    webhook,
                    gone,
                } => {
                    results.attempts.push(attempt);
                    results.webhooks.extend(webhook);
                    let gone = webhook.filter(|_| gone);
                    results.gone.extend(gone.map(|(webhook, _)| webhook));
                }
                Report::Released { lane, claim } => results.released.push((lane, claim)),
            }
        }
        results
    }

    async fn write(
        &self,
        pool: &PgPool,
        now: DateTime<Utc>,
        give_up: TimeDelta,
    ) -> Result<(), StoreError> {
        let gone = self.gone.iter().copied().collect();
        lanes::record(pool, self.attempts.clone(), gone, now).await?;
        lanes::release(pool, &self.released, now).await?;
        lanes::follow(pool, &self.webhooks, now).await?;
        let failed = self.webhooks.iter().filter(|(_, well)| !well);
        let failed: BTreeSet<WebhookId> = failed.map(|(webhook, _)| *webhook).collect();
        for webhook in failed.difference(&self.gone) {
            lanes::disable(pool, *webhook, now - give_up, now).await?;
        }
        Ok(())
    }
}
