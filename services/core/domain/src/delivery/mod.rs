//! The day a decision reached the party, and the time to appeal that runs from it.

#[cfg(test)]
mod tests;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::calendar::{
    OutOfCalendar, add_days, add_weeks, add_years, local_date, next_working_day,
};

crate::coded! {
    /// The way in which a day of arrival is known.
    pub Arrival {
        /// Delivered: there is evidence of it.
        Delivered = "delivered",
        /// Read by the party.
        Read = "read",
        /// Assumed, some days after dispatch.
        Assumed = "assumed",
    }
}

crate::coded! {
    /// The part of a decision that is sent.
    pub DecisionPart {
        /// Its letter.
        Letter = "letter",
        /// The reasons that were asked for later.
        Reasons = "reasons",
    }
}

/// What is known of the way of something that is sent to the party.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Delivery {
    /// The day it was sent, in Norway; none before.
    pub sent: Option<NaiveDate>,
    /// The day it was delivered, where there is evidence.
    pub delivered: Option<NaiveDate>,
    /// The day the party first read it, where that is known.
    pub read: Option<NaiveDate>,
}

/// The day something reached the party.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reached {
    /// The day.
    pub on: NaiveDate,
    /// How it is known.
    pub by: Arrival,
}

/// Reasons that the party asked for after the decision (begrunnelse).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reasons {
    /// The day they were asked for.
    pub asked: NaiveDate,
    /// The reasons; empty until they are given.
    pub text: String,
    /// Their way to the party.
    pub delivery: Delivery,
}

/// The rules about the time to appeal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AppealTime {
    /// Weeks from the day the notice reached the party.
    pub weeks: u32,
    /// Days from dispatch after which it is assumed to have.
    pub assumed_days: u32,
    /// True if a last day that is no working day moves to the next one.
    pub to_working_day: bool,
    /// Years from the decision within which a late appeal can be admitted.
    pub late_years: u32,
}

/// Where the time to appeal a decision stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    /// Not sent: no time runs.
    NotSent,
    /// Runs, or has run out.
    Runs {
        /// From this day: that of the letter, or that of the reasons.
        from: Reached,
        /// Until this day, which is part of it.
        last_day: NaiveDate,
    },
    /// Stands still until reasons that were asked for reach the party.
    Stopped {
        /// The day they were asked for.
        asked: NaiveDate,
    },
}

/// How an appeal that came in on some day stands to the time for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Timeliness {
    /// In time.
    InTime,
    /// Late; it can be admitted for a reason.
    Late,
    /// So late that it cannot be admitted.
    TooLate,
}

impl AppealTime {
    /// Returns the day something reached the party; none before it is sent. Evidence of delivery
    /// is stronger than the assumption, in both directions. Nothing is read before it arrives, so
    /// reading makes the day earlier, and never later: a letter that is opened after months does
    /// not begin a new time to appeal.
    ///
    /// # Errors
    /// [`OutOfCalendar`].
    pub fn reached(&self, delivery: &Delivery) -> Result<Option<Reached>, OutOfCalendar> {
        let Some(sent) = delivery.sent else {
            return Ok(None);
        };
        let (on, by) = match delivery.delivered {
            Some(day) => (day, Arrival::Delivered),
            None => (add_days(sent, self.assumed_days)?, Arrival::Assumed),
        };
        Ok(Some(match delivery.read {
            Some(read) if read < on => Reached {
                on: read,
                by: Arrival::Read,
            },
            Some(_) | None => Reached { on, by },
        }))
    }

    /// Returns where the time to appeal stands. Reasons that were asked for in time stop it, and a
    /// new time begins when they reach the party; reasons that were asked for later change nothing.
    ///
    /// # Errors
    /// [`OutOfCalendar`].
    pub fn clock(
        &self,
        letter: &Delivery,
        reasons: Option<&Reasons>,
    ) -> Result<Clock, OutOfCalendar> {
        let Some(from) = self.reached(letter)? else {
            return Ok(Clock::NotSent);
        };
        let last_day = self.last_day(from.on)?;
        match reasons.filter(|reasons| reasons.asked <= last_day) {
            None => Ok(Clock::Runs { from, last_day }),
            Some(reasons) => match self.reached(&reasons.delivery)? {
                None => Ok(Clock::Stopped {
                    asked: reasons.asked,
                }),
                Some(from) => Ok(Clock::Runs {
                    from,
                    last_day: self.last_day(from.on)?,
                }),
            },
        }
    }

    /// Returns how an appeal that came in on a day stands to the time for it.
    ///
    /// # Errors
    /// [`OutOfCalendar`].
    pub fn judge(
        &self,
        clock: &Clock,
        decided: DateTime<Utc>,
        received: NaiveDate,
    ) -> Result<Timeliness, OutOfCalendar> {
        let last_day = match clock {
            Clock::NotSent | Clock::Stopped { .. } => return Ok(Timeliness::InTime),
            Clock::Runs { last_day, .. } => *last_day,
        };
        Ok(if received <= last_day {
            Timeliness::InTime
        } else if received <= self.late_until(decided)? {
            Timeliness::Late
        } else {
            Timeliness::TooLate
        })
    }

    /// Returns the last day on which a late appeal can come in.
    ///
    /// # Errors
    /// [`OutOfCalendar`].
    pub fn late_until(&self, decided: DateTime<Utc>) -> Result<NaiveDate, OutOfCalendar> {
        add_years(local_date(decided), self.late_years)
    }

    fn last_day(&self, reached: NaiveDate) -> Result<NaiveDate, OutOfCalendar> {
        let day = add_weeks(reached, self.weeks)?;
        if self.to_working_day {
            next_working_day(day)
        } else {
            Ok(day)
        }
    }
}

impl Clock {
    /// Returns the last day to appeal, where one is set.
    #[must_use]
    pub const fn last_day(&self) -> Option<NaiveDate> {
        match self {
            Self::Runs { last_day, .. } => Some(*last_day),
            Self::NotSent | Self::Stopped { .. } => None,
        }
    }
}
