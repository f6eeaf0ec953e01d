//! The clock: passed in, so that a test can turn it.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, NaiveDate, SubsecRound, TimeDelta, Utc};

use super::local_date;

/// The present time, in whole microseconds: what PostgreSQL keeps, so that an instant reads back as
/// it was written.
pub trait Clock: Send + Sync {
    /// The present instant.
    fn now(&self) -> DateTime<Utc>;

    /// The present date in Norway.
    fn today(&self) -> NaiveDate {
        local_date(self.now())
    }
}

impl<C: Clock + ?Sized> Clock for Arc<C> {
    fn now(&self) -> DateTime<Utc> {
        (**self).now()
    }
}

/// The machine's clock: what a running service uses, and the one place that asks it.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that asks the machine what time it is"
    )]
    fn now(&self) -> DateTime<Utc> {
        Utc::now().trunc_subsecs(6)
    }
}

/// A clock that stands still until it is turned. Copies show the same time.
#[derive(Debug, Clone)]
pub struct TurnableClock(Arc<AtomicI64>);

impl TurnableClock {
    /// A clock that shows `now`.
    #[must_use]
    pub fn at(now: DateTime<Utc>) -> TurnableClock {
        TurnableClock(Arc::new(AtomicI64::new(now.timestamp_micros())))
    }

    /// Turns it to `now`, forwards or back.
    pub fn set(&self, now: DateTime<Utc>) {
        self.0.store(now.timestamp_micros(), Ordering::SeqCst);
    }

    /// Turns it on by `by` (back, when negative). A step beyond all calendars leaves it where it
    /// is.
    pub fn advance(&self, by: TimeDelta) {
        if let Some(now) = self.now().checked_add_signed(by) {
            self.set(now);
        }
    }
}

impl Clock for TurnableClock {
    fn now(&self) -> DateTime<Utc> {
        // Only instants that chrono made are ever stored, so the default (1970) is not reached.
        DateTime::from_timestamp_micros(self.0.load(Ordering::SeqCst)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_of_a_turnable_clock_are_one_clock() {
        let clock = TurnableClock::at("2026-03-31T21:30:00Z".parse().unwrap());
        let shared: Arc<dyn Clock> = Arc::new(clock.clone());
        assert_eq!(shared.today(), "2026-03-31".parse().unwrap());
        clock.advance(TimeDelta::minutes(30));
        assert_eq!(shared.today(), "2026-04-01".parse().unwrap());
        clock.advance(TimeDelta::MAX);
        assert_eq!(
            clock.now(),
            "2026-03-31T22:00:00Z".parse::<DateTime<Utc>>().unwrap()
        );
        clock.set("2015-01-01T12:00:00Z".parse().unwrap());
        assert_eq!(shared.now().timestamp(), 1_420_113_600);
    }

    #[test]
    fn the_system_clock_gives_whole_microseconds() {
        assert_eq!(SystemClock.now().timestamp_subsec_nanos() % 1_000, 0);
    }
}
