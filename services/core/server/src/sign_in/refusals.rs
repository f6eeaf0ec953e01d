//! Refused tokens, in the audit log: each with its reason, and so few that they cannot flood it.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};

use super::TokenError;

/// Lines about one reason and one address in one [`WINDOW`].
const LINES_MAX: u32 = 10;
/// The time that lines are counted over.
const WINDOW: TimeDelta = TimeDelta::minutes(1);
/// Pairs of reason and address that are counted apart. Beyond, addresses are counted as one.
const PAIRS_MAX: usize = 4_096;

#[derive(Debug)]
struct Count {
    since: DateTime<Utc>,
    lines: u32,
    left_out: u64,
}

#[derive(Debug, Default)]
struct Counts {
    pairs: HashMap<(TokenError, Option<IpAddr>), Count>,
    /// When counts that are over were last taken out: going through all of them has a price.
    swept: Option<DateTime<Utc>>,
}

/// Writes refusals to the audit log.
#[derive(Debug, Clone, Default)]
pub struct Refusals(Arc<Mutex<Counts>>);

impl Refusals {
    /// Notes a refused token. Returns true if it has a line in the log.
    pub fn note(
        &self,
        problem: TokenError,
        id: &str,
        address: Option<IpAddr>,
        now: DateTime<Utc>,
    ) -> bool {
        let Some(left_out) = self.count(problem, address, now) else {
            return false;
        };
        let address = address.map(tracing::field::display);
        tracing::warn!(target: "audit", id, address, reason = %problem, left_out, "token refused");
        true
    }

    /// Counts a refusal. Returns how many were left out since the last line; `None` when this one
    /// is left out as well.
    fn count(
        &self,
        problem: TokenError,
        address: Option<IpAddr>,
        now: DateTime<Utc>,
    ) -> Option<u64> {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_over = |count: &Count| (now - count.since).abs() >= WINDOW;
        let is_new = !counts.pairs.contains_key(&(problem, address));
        let is_long_ago = |swept: DateTime<Utc>| (now - swept).abs() >= WINDOW;
        if is_new && counts.pairs.len() >= PAIRS_MAX && counts.swept.is_none_or(is_long_ago) {
            counts.pairs.retain(|_, count| !is_over(count));
            counts.swept = Some(now);
        }
        let full = is_new && counts.pairs.len() >= PAIRS_MAX;
        let pair = (problem, address.filter(|_| !full));
        let count = counts.pairs.entry(pair).or_insert(Count {
            since: now,
            lines: 0,
            left_out: 0,
        });
        if is_over(count) {
            count.since = now;
            count.lines = 0;
        }
        if count.lines == LINES_MAX {
            count.left_out += 1;
            return None;
        }
        count.lines += 1;
        Some(std::mem::take(&mut count.left_out))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + seconds, 0).unwrap()
    }

    fn address(number: u32) -> Option<IpAddr> {
        Some(IpAddr::from(std::net::Ipv4Addr::from(number)))
    }

    #[test]
    fn a_flood_writes_few_lines_and_hides_no_other_reason() {
        let refusals = Refusals::default();
        let lines = |problem, address, now| {
            let noted = (0..10_000).filter(|_| refusals.count(problem, address, now).is_some());
            noted.count()
        };
        assert_eq!(lines(TokenError::Expired, address(1), at(0)), 10);
        assert_eq!(
            refusals.count(TokenError::Audience, address(1), at(0)),
            Some(0)
        );
        assert_eq!(
            refusals.count(TokenError::Expired, address(2), at(0)),
            Some(0)
        );
        // What was left out is told with the next line.
        assert_eq!(
            refusals.count(TokenError::Expired, address(1), at(60)),
            Some(9_990)
        );
        assert_eq!(
            refusals.count(TokenError::Expired, address(1), at(60)),
            Some(0)
        );
    }

    #[test]
    fn many_addresses_are_counted_as_one() {
        let refusals = Refusals::default();
        let noted = (0..100_000).filter(|number| {
            let counted = refusals.count(TokenError::Signature, address(*number), at(0));
            counted.is_some()
        });
        assert_eq!(noted.count(), PAIRS_MAX + 10);
        assert!(refusals.0.lock().unwrap().pairs.len() <= PAIRS_MAX + 1);
    }
}
