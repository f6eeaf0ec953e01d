//! When a delivery is attempted again.

use chrono::{DateTime, TimeDelta, Utc};
use courier::Undelivered;
use domain::randomness::{Randomness, random_bytes};
use store::lanes::Outcome;

/// The pause after the first attempt, in milliseconds.
const FIRST_PAUSE: u64 = 5_000;
/// Each pause is so many times as long as the one before.
const GROWTH: u64 = 4;
/// The longest pause, in milliseconds: twelve hours.
const LONGEST_PAUSE: u64 = 12 * 60 * 60 * 1_000;

/// Returns the pause after an attempt, of which there were `before` before: it grows, and lies
/// between a half and the whole of its length, so that many do not come back at once.
fn pause(before: i32, chance: &dyn Randomness) -> TimeDelta {
    let mut whole = FIRST_PAUSE;
    for _ in 0..before {
        whole = (whole * GROWTH).min(LONGEST_PAUSE);
        if whole == LONGEST_PAUSE {
            break;
        }
    }
    let half = whole / 2;
    let more = u64::from_le_bytes(random_bytes(chance)) % (half + 1);
    TimeDelta::milliseconds(i64::try_from(half + more).unwrap_or(i64::MAX))
}

/// Returns how an attempt ends: what failed is attempted again until `give_up` after the first
/// attempt, the last time just then.
pub(super) fn outcome(
    went: Result<(), Undelivered>,
    (before, first): (i32, DateTime<Utc>),
    (now, give_up): (DateTime<Utc>, TimeDelta),
    chance: &dyn Randomness,
) -> Outcome {
    let problem = match went {
        Ok(()) => return Outcome::Delivered,
        Err(Undelivered::Never(problem) | Undelivered::Gone(problem)) => {
            return Outcome::GivenUp { problem };
        }
        Err(Undelivered::Later(problem)) => problem,
    };
    let end = first + give_up;
    if now >= end {
        return Outcome::GivenUp { problem };
    }
    let due = (now + pause(before, chance)).min(end);
    Outcome::Later { due, problem }
}

#[cfg(test)]
mod tests {
    use domain::randomness::SeededRandomness;

    use super::*;

    fn later() -> Result<(), Undelivered> {
        Err(Undelivered::Later("500".to_owned()))
    }

    #[test]
    fn pauses_grow_to_half_a_day_and_differ() {
        let chance = SeededRandomness::new(1);
        let mut longest = 5_000;
        for before in 0..20 {
            let pauses: Vec<i64> = (0..50)
                .map(|_| pause(before, &chance).num_milliseconds())
                .collect();
            let within = |pause: &i64| (longest / 2..=longest).contains(pause);
            assert!(pauses.iter().all(within), "{before}: {pauses:?}");
            assert!(pauses.iter().any(|one| *one != pauses[0]));
            longest = (longest * 4).min(43_200_000);
        }
        assert!(pause(i32::MAX, &chance) <= TimeDelta::hours(12));
    }

    #[test]
    fn a_delivery_is_tried_until_the_end_and_then_given_up() {
        let chance = SeededRandomness::new(1);
        let first: DateTime<Utc> = "2026-03-02T11:00:00Z".parse().unwrap();
        let week = TimeDelta::days(7);
        let (mut now, mut attempts) = (first, 0);
        loop {
            match outcome(later(), (attempts, first), (now, week), &chance) {
                Outcome::Later { due, .. } => {
                    assert!(now < due && due <= first + week);
                    now = due;
                }
                Outcome::GivenUp { problem } => {
                    assert_eq!((now, problem.as_str()), (first + week, "500"));
                    break;
                }
                Outcome::Delivered => panic!("it was not"),
            }
            attempts += 1;
        }
        assert!((15..40).contains(&attempts), "{attempts} in a week");
    }

    #[test]
    fn what_will_never_be_taken_is_given_up_at_once() {
        let chance = SeededRandomness::new(1);
        let now = DateTime::UNIX_EPOCH;
        for told in [
            Undelivered::Never("x".into()),
            Undelivered::Gone("x".into()),
        ] {
            let ended = outcome(Err(told), (0, now), (now, TimeDelta::days(7)), &chance);
            assert!(matches!(ended, Outcome::GivenUp { .. }));
        }
        let ended = outcome(Ok(()), (9, now), (now, TimeDelta::zero()), &chance);
        assert_eq!(ended, Outcome::Delivered);
    }
}
