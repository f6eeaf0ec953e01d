//! The sender: carries the outbox to channels, in the background of a service.
//!
//! It spreads new notifications into lanes, takes up lanes that are due, attempts their deliveries
//! one after the other, and writes how that went. It holds no more than the deliveries it works on:
//! so many lanes at a time, and a bounded queue of results. Senders of several instances share the
//! work; see [`store::lanes`].

mod carry;
mod channels;
mod retry;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use domain::calendar::Clock;
use domain::randomness::Randomness;
use sqlx::PgPool;
use store::StoreError;
use store::lanes::{self, Keys, Route};
use tokio::sync::{Notify, mpsc};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

pub(crate) use self::carry::DELIVERIES;
use self::carry::{Carrier, Report, record_all};
pub use self::channels::{Channels, NotificationSetup, SetupFault};
pub use courier::{EmailSetup, Security, WebhooksSetup};

/// Between two looks for what other programs wrote and what has become due.
const LOOK_EVERY: Duration = Duration::from_millis(500);
/// Notifications that are spread in one statement.
const SPREAD_MAX: i64 = 1_000;
/// Lanes that are worked on at a time.
const LANES_MAX: usize = 64;
/// Lanes of one webhook, or of another channel, that are worked on at a time: a slow receiver holds
/// no others up.
const LANES_OF_ROUTE_MAX: usize = 8;
/// Results that wait to be written.
const REPORTS_MAX: usize = 1_024;
/// A lane that was taken up is another sender's after this time: longer than all its attempts take.
const HELD_FOR: TimeDelta = TimeDelta::minutes(10);
/// The longest wait for attempts under way when the service stops.
const ENDS_WITHIN: Duration = Duration::from_secs(2);

/// The sender of one scheme.
pub(crate) struct Sender {
    /// The scheme's code.
    pub scheme: &'static str,
    /// The database.
    pub pool: PgPool,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// Randomness, for pauses that differ.
    pub chance: Arc<dyn Randomness>,
    /// The channels.
    pub channels: Channels,
    /// Notified after every write of this program.
    pub news: Arc<Notify>,
    /// Cancelled when the service stops.
    pub stop: CancellationToken,
}

/// The lanes that are worked on.
#[derive(Default)]
struct AtWork {
    tasks: JoinSet<Route>,
    of: BTreeMap<Route, usize>,
}

impl AtWork {
    fn ended(&mut self, route: &Route) {
        if let Some(count) = self.of.get_mut(route) {
            *count = count.saturating_sub(1);
        }
    }

    /// Counts out what has ended, and returns how many more lanes there is room for.
    fn room(&mut self) -> usize {
        while let Some(ended) = self.tasks.try_join_next() {
            ended.into_iter().for_each(|route| self.ended(&route));
        }
        self.of.retain(|_, count| *count > 0);
        LANES_MAX.saturating_sub(self.tasks.len())
    }

    fn room_of(&self, route: &Route) -> usize {
        LANES_OF_ROUTE_MAX.saturating_sub(self.of.get(route).copied().unwrap_or(0))
    }
}

impl Sender {
    /// Sends until the service stops. A database that does not answer is asked again later.
    pub async fn run(self) {
        let (reports, written) = mpsc::channel(REPORTS_MAX);
        let give_up = self.channels.give_up;
        let recorder = record_all(self.pool.clone(), Arc::clone(&self.clock), give_up, written);
        let recorder = tokio::spawn(recorder);
        let carrier = Arc::new(Carrier {
            scheme: self.scheme,
            clock: Arc::clone(&self.clock),
            chance: Arc::clone(&self.chance),
            channels: self.channels.clone(),
            stop: self.stop.clone(),
        });
        let mut at_work = AtWork::default();
        while !self.stop.is_cancelled() {
            let begun = match self.round(&carrier, &mut at_work, &reports).await {
                Ok(begun) => begun,
                Err(problem) => {
                    tracing::warn!(scheme = self.scheme, %problem, "notifications wait");
                    false
                }
            };
            if !begun {
                self.wait(&mut at_work).await;
            }
        }
        let ended = async { while at_work.tasks.join_next().await.is_some() {} };
        if tokio::time::timeout(ENDS_WITHIN, ended).await.is_err() {
            tracing::info!(
                scheme = self.scheme,
                "deliveries are cut off; they are made again"
            );
            at_work.tasks.abort_all();
        }
        drop((reports, at_work, carrier));
        if tokio::time::timeout(ENDS_WITHIN, recorder).await.is_err() {
            tracing::warn!(
                scheme = self.scheme,
                "results of deliveries are not written"
            );
        }
    }

    /// Spreads what is new and takes up what is due; returns whether there was any of it.
    async fn round(
        &self,
        carrier: &Arc<Carrier>,
        at_work: &mut AtWork,
        reports: &mpsc::Sender<Report>,
    ) -> Result<bool, StoreError> {
        let now = self.clock.now();
        let others = self.channels.others();
        let spread = lanes::spread(&self.pool, now, &others, SPREAD_MAX).await?;
        let mut begun = spread > 0;
        let mut room = at_work.room();
        if room == 0 {
            return Ok(begun);
        }
        for (route, keys) in lanes::due_routes(&self.pool, now, &others).await? {
            let lanes = room.min(at_work.room_of(&route));
            if lanes == 0 {
                continue;
            }
            let taken = self
                .take(&route, keys, lanes, (carrier, at_work, reports))
                .await?;
            room -= taken;
            begun |= taken > 0;
        }
        Ok(begun)
    }

    /// Takes up lanes of a route and has them carried; returns how many.
    async fn take(
        &self,
        route: &Route,
        keys: Option<Keys>,
        lanes: usize,
        (carrier, at_work, reports): (&Arc<Carrier>, &mut AtWork, &mpsc::Sender<Report>),
    ) -> Result<usize, StoreError> {
        let now = self.clock.now();
        let limit = i64::try_from(lanes).unwrap_or(i64::MAX);
        let until = now + HELD_FOR;
        let claimed = lanes::claim(&self.pool, route, limit, (now, until)).await?;
        let taken = claimed.len();
        let keys = keys.map(Arc::new);
        for lane in claimed {
            let (carrier, reports) = (Arc::clone(carrier), reports.clone());
            let (route, keys) = (route.clone(), keys.clone());
            *at_work.of.entry(route.clone()).or_default() += 1;
            at_work
                .tasks
                .spawn(async move { carrier.carry(route, keys, lane, reports).await });
        }
        Ok(taken)
    }

    /// Waits for news, for a lane to end, or for the next look.
    async fn wait(&self, at_work: &mut AtWork) {
        tokio::select! {
            () = self.stop.cancelled() => {}
            () = self.news.notified() => {}
            () = tokio::time::sleep(LOOK_EVERY) => {}
            Some(ended) = at_work.tasks.join_next() => {
                ended.into_iter().for_each(|route| at_work.ended(&route));
            }
        }
    }
}
