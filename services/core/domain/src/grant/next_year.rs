//! Money of a grant from next year's frame, after an appeal that was upheld.

use chrono::{DateTime, NaiveDate, Utc};

use super::{Grant, GrantState, Instalment, InstalmentState, PlannedInstalment};
use crate::findings::Finding;
use crate::money::Money;
use crate::refusal::Refusal;
use crate::step::StepRecord;

/// The frame that an instalment is promised from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InstalmentSource {
    /// That of its call.
    Call,
    /// That of next year's call, which it waits for.
    Awaited {
        /// When it was decided: claims are met in this order.
        since: DateTime<Utc>,
    },
    /// That of next year's call, which gave it.
    NextYear,
    /// None: it pays back what was repaid and was not owed.
    Repaid,
}

impl InstalmentSource {
    /// The name in the database.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Call => "call",
            Self::Awaited { .. } => "awaited",
            Self::NextYear => "next_year",
            Self::Repaid => "repaid",
        }
    }

    /// When it was decided that it waits; none unless it does.
    #[must_use]
    pub const fn awaited_since(self) -> Option<DateTime<Utc>> {
        match self {
            Self::Awaited { since } => Some(since),
            Self::Call | Self::NextYear | Self::Repaid => None,
        }
    }

    /// The source with this name.
    #[must_use]
    pub fn read(name: &str, since: Option<DateTime<Utc>>) -> Option<Self> {
        match (name, since) {
            ("call", None) => Some(Self::Call),
            ("awaited", Some(since)) => Some(Self::Awaited { since }),
            ("next_year", None) => Some(Self::NextYear),
            ("repaid", None) => Some(Self::Repaid),
            _ => None,
        }
    }
}

/// A part of an amount that waits for next year's frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Awaited {
    /// The part.
    pub amount: Money,
    /// The budget year that it is charged to.
    pub year: i32,
    /// When it was decided.
    pub since: DateTime<Utc>,
}

impl Awaited {
    /// Takes the part off the end of new instalments, and adds one that waits for it.
    pub fn set_aside(self, plan: &mut Vec<Instalment>) {
        let first = plan.first().map_or(1, |first| first.number);
        let mut due = NaiveDate::from_ymd_opt(self.year, 1, 1);
        let mut missing = self.amount.ore();
        while missing > 0
            && let Some(last) = plan.last_mut()
        {
            due = due.max(Some(last.due));
            let rest = last.amount.ore() - missing;
            missing = (-rest).max(0);
            if rest > 0 {
                last.amount = Money::from_ore(rest);
            } else {
                plan.pop();
            }
        }
        let planned = PlannedInstalment {
            due: due.unwrap_or_default(),
            year: self.year,
            amount: self.amount,
        };
        let number = plan.last().map_or(first, |last| last.number + 1);
        plan.push(Instalment {
            source: InstalmentSource::Awaited { since: self.since },
            ..Instalment::planned(number, planned)
        });
    }
}

impl Instalment {
    /// Returns true while it waits for next year's frame.
    #[must_use]
    pub fn is_awaited(&self) -> bool {
        let awaited = matches!(self.source, InstalmentSource::Awaited { .. });
        awaited && self.state == InstalmentState::Planned
    }
}

impl Grant {
    /// The instalments that wait for next year's frame.
    pub fn awaited(&self) -> impl Iterator<Item = &Instalment> {
        let ended = matches!(self.state, GrantState::Declined | GrantState::Lapsed);
        let plan = self.instalments.iter();
        plan.filter(move |one| !ended && one.is_awaited())
    }

    /// The amount that waits for next year's frame.
    #[must_use]
    pub fn awaited_amount(&self) -> Money {
        Money::saturating_sum(self.awaited().map(|one| one.amount))
    }

    /// Promises from next year's frame what waited for it.
    ///
    /// # Errors
    /// [`Refusal::RulesNotMet`] when nothing waits.
    pub fn fund(mut self, step: StepRecord) -> Result<Self, Refusal> {
        if self.awaited().next().is_none() {
            let nothing = Finding::blocking("NEXT_YEAR_NOTHING_WAITS", "configurable");
            return Err(Refusal::RulesNotMet(vec![nothing]));
        }
        let plan = self.instalments.iter_mut();
        for one in plan.filter(|one| one.is_awaited()) {
            one.source = InstalmentSource::NextYear;
        }
        Ok(self.stamped(step))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(amounts: &[i64]) -> Vec<Instalment> {
        let one = |(number, ore): (i32, &i64)| {
            let planned = PlannedInstalment {
                due: NaiveDate::from_ymd_opt(2026, 6, 1).unwrap(),
                year: 2026,
                amount: Money::from_ore(*ore),
            };
            Instalment::planned(number, planned)
        };
        (1..).zip(amounts).map(one).collect()
    }

    #[test]
    fn what_waits_is_the_end_of_the_plan() {
        for (amounts, waits, expected) in [
            (&[100][..], 40, &[(1, 60, 2026), (2, 40, 2027)][..]),
            (&[100], 100, &[(1, 100, 2027)]),
            (&[50, 50], 70, &[(1, 30, 2026), (2, 70, 2027)]),
            (&[50, 50], 50, &[(1, 50, 2026), (2, 50, 2027)]),
        ] {
            let mut plan = plan(amounts);
            let awaited = Awaited {
                amount: Money::from_ore(waits),
                year: 2027,
                since: DateTime::UNIX_EPOCH,
            };
            awaited.set_aside(&mut plan);
            let told: Vec<_> = plan
                .iter()
                .map(|one| (one.number, one.amount.ore(), one.year))
                .collect();
            assert_eq!(told, expected);
            let last = plan.pop().unwrap();
            assert!(last.is_awaited() && plan.iter().all(|one| !one.is_awaited()));
            assert_eq!(last.due.to_string(), "2027-01-01", "not before its year");
        }
    }

    #[test]
    fn a_source_is_read_as_it_is_written() {
        let since = DateTime::UNIX_EPOCH;
        for source in [
            InstalmentSource::Call,
            InstalmentSource::Awaited { since },
            InstalmentSource::NextYear,
            InstalmentSource::Repaid,
        ] {
            let read = InstalmentSource::read(source.name(), source.awaited_since());
            assert_eq!(read, Some(source));
        }
        assert_eq!(InstalmentSource::read("awaited", None), None);
    }
}
