//! Norwegian calendar dates, and the clock that is passed in.
//!
//! Instants are UTC; deadlines, periods and birthdays of obligations are dates in Norway.
//! Everything that turns one into the other is here, so that "the application came in on the last
//! day" has one meaning.

mod clock;
mod holidays;

use chrono::{DateTime, Days, Months, NaiveDate, NaiveTime, TimeZone, Utc};
use chrono_tz::Europe::Oslo;

pub use clock::{Clock, SystemClock, TurnableClock};
pub use holidays::{is_working_day, next_working_day};

/// A date fell outside what a calendar can hold: some sum of years was nonsense.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "the date is too far away to calculate with; check the date and the number of days, weeks, \
        months or years"
)]
pub struct OutOfCalendar;

/// The date in Norway at an instant.
#[must_use]
pub fn local_date(instant: DateTime<Utc>) -> NaiveDate {
    instant.with_timezone(&Oslo).date_naive()
}

/// The instant a date begins in Norway: 23:00 UTC the day before in winter, 22:00 UTC in summer.
#[must_use]
pub fn start_of_day(date: NaiveDate) -> DateTime<Utc> {
    let midnight = date.and_time(NaiveTime::MIN);
    // Clocks are changed at two or three in the night, so midnight exists once. Should a government
    // choose otherwise, the earlier midnight counts, and a skipped midnight is read as UTC.
    Oslo.from_local_datetime(&midnight)
        .earliest()
        .map_or_else(|| midnight.and_utc(), |start| start.to_utc())
}

/// The first instant after a date in Norway: what comes in before it came in on that date at the
/// latest.
///
/// # Errors
/// [`OutOfCalendar`] on the calendar's last day.
pub fn end_of_day(date: NaiveDate) -> Result<DateTime<Utc>, OutOfCalendar> {
    date.succ_opt().map(start_of_day).ok_or(OutOfCalendar)
}

/// Returns true if something that happened at `instant` happened on the last day or earlier.
#[must_use]
pub fn is_within(instant: DateTime<Utc>, last_day: NaiveDate) -> bool {
    local_date(instant) <= last_day
}

/// A number of days later.
///
/// # Errors
/// [`OutOfCalendar`].
pub fn add_days(date: NaiveDate, days: u32) -> Result<NaiveDate, OutOfCalendar> {
    date.checked_add_days(Days::new(days.into()))
        .ok_or(OutOfCalendar)
}

/// A number of weeks later, the same day of the week: a notice that arrives on a Monday with a
/// deadline of three weeks gives until the Monday three weeks later, that day included.
///
/// # Errors
/// [`OutOfCalendar`].
pub fn add_weeks(date: NaiveDate, weeks: u32) -> Result<NaiveDate, OutOfCalendar> {
    date.checked_add_days(Days::new(u64::from(weeks) * 7))
        .ok_or(OutOfCalendar)
}

/// A number of calendar months later: the same day of the month, or the month's last day where it
/// has no such day (31 January + 1 month = 28 or 29 February).
///
/// # Errors
/// [`OutOfCalendar`].
pub fn add_months(date: NaiveDate, months: u32) -> Result<NaiveDate, OutOfCalendar> {
    date.checked_add_months(Months::new(months))
        .ok_or(OutOfCalendar)
}

/// A number of years later. From 29 February a year is complete on 28 February where there is no
/// 29th.
///
/// No source decides 29 February. This choice follows
/// from adding months, and lets the recipient's obligation shrink a day earlier rather than a day
/// later.
///
/// # Errors
/// [`OutOfCalendar`].
pub fn add_years(date: NaiveDate, years: u32) -> Result<NaiveDate, OutOfCalendar> {
    add_months(date, years.checked_mul(12).ok_or(OutOfCalendar)?)
}

/// Returns how many whole years have passed from `from` to `to`; none when `to` is the earlier.
///
/// The day itself completes the year: from 2017-03-15, three years on 2021-03-14 and four on
/// 2021-03-15.
#[must_use]
pub fn completed_years(from: NaiveDate, to: NaiveDate) -> u32 {
    completed_months(from, to) / 12
}

/// Returns how many whole calendar months have passed from `from` to `to`; none when `to` is the
/// earlier.
#[must_use]
pub fn completed_months(from: NaiveDate, to: NaiveDate) -> u32 {
    use chrono::Datelike;
    let months = (i64::from(to.year()) - i64::from(from.year())) * 12 + i64::from(to.month())
        - i64::from(from.month());
    let Ok(months) = u32::try_from(months) else {
        return 0;
    };
    // In the last month the day may not have been reached yet.
    match add_months(from, months) {
        Ok(date) if date <= to => months,
        Ok(_) | Err(OutOfCalendar) => months.saturating_sub(1),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn instant(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn the_day_turns_at_midnight_in_norway() {
        let cases = [
            // Winter: UTC+1.
            ("2026-02-15T22:59:59Z", "2026-02-15"),
            ("2026-02-15T23:00:00Z", "2026-02-16"),
            // Summer: UTC+2.
            ("2026-06-30T21:59:59Z", "2026-06-30"),
            ("2026-06-30T22:00:00Z", "2026-07-01"),
            ("2019-12-31T23:30:00Z", "2020-01-01"),
        ];
        for (at, day) in cases {
            assert_eq!(local_date(instant(at)), date(day), "{at}");
            assert!(is_within(instant(at), date(day)));
            assert!(!is_within(instant(at), date(day).pred_opt().unwrap()));
        }
    }

    #[test]
    fn days_of_23_and_25_hours() {
        let hours =
            |day: &str| (end_of_day(date(day)).unwrap() - start_of_day(date(day))).num_hours();
        assert_eq!(hours("2026-03-28"), 24);
        assert_eq!(hours("2026-03-29"), 23);
        assert_eq!(hours("2026-10-25"), 25);
        assert_eq!(
            end_of_day(date("2026-03-29")).unwrap(),
            instant("2026-03-29T22:00:00Z")
        );
        assert_eq!(end_of_day(NaiveDate::MAX), Err(OutOfCalendar));
    }

    /// Worked dates of the write-off, and 29 February as decided here.
    #[test]
    fn completed_years_by_the_day() {
        let cases = [
            ("2017-03-15", "2021-03-14", 3),
            ("2017-03-15", "2021-03-15", 4),
            ("2016-02-29", "2017-02-27", 0),
            ("2016-02-29", "2017-02-28", 1),
            ("2016-02-29", "2020-02-28", 3),
            ("2016-02-29", "2020-02-29", 4),
            ("2016-02-28", "2020-02-28", 4),
            ("2019-12-31", "2020-01-01", 0),
            ("2020-01-01", "2020-01-01", 0),
            ("2020-01-01", "2019-01-01", 0),
            ("1993-06-01", "2023-05-31", 29),
            ("1993-06-01", "2023-06-01", 30),
        ];
        for (from, to, years) in cases {
            assert_eq!(
                completed_years(date(from), date(to)),
                years,
                "{from} to {to}"
            );
        }
    }

    #[test]
    fn months_and_weeks() {
        let cases = [
            ("2026-01-31", 1, "2026-02-28"),
            ("2028-01-31", 1, "2028-02-29"),
            ("2017-04-03", 24, "2019-04-03"),
            ("2016-02-29", 12, "2017-02-28"),
            ("2026-11-30", 3, "2027-02-28"),
        ];
        for (from, months, to) in cases {
            assert_eq!(
                add_months(date(from), months),
                Ok(date(to)),
                "{from} + {months}"
            );
        }
        // Fixture F11: a notice that arrived on 2 March 2020 can be appealed until 23 March.
        assert_eq!(add_weeks(date("2020-03-02"), 3), Ok(date("2020-03-23")));
        assert_eq!(add_days(date("2020-02-28"), 2), Ok(date("2020-03-01")));
        assert_eq!(add_years(date("2020-01-01"), u32::MAX), Err(OutOfCalendar));
        assert_eq!(add_weeks(NaiveDate::MAX, 1), Err(OutOfCalendar));
    }

    /// Returns what "completed" means: that many years have passed, and one more has not.
    fn is_completed(years: u32, from: NaiveDate, to: NaiveDate) -> bool {
        add_years(from, years).unwrap() <= to && add_years(from, years + 1).unwrap() > to
    }

    proptest! {
        #[test]
        fn completed_years_are_the_most_that_fit(from in 0_u32..30_000, days in 0_u32..30_000) {
            let from = add_days(date("1980-01-01"), from).unwrap();
            let to = add_days(from, days).unwrap();
            prop_assert!(is_completed(completed_years(from, to), from, to));
        }
    }

    /// Negative control: days divided by 365 is caught by the same property.
    #[test]
    fn the_property_catches_years_of_365_days() {
        let (from, to) = (date("2017-03-15"), date("2021-03-14"));
        let naive = u32::try_from((to - from).num_days() / 365).unwrap();
        assert!(
            !is_completed(naive, from, to),
            "a leap day makes {naive} years out of three"
        );
        assert!(is_completed(3, from, to));
    }
}
