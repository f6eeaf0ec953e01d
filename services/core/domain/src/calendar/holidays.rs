//! Public holidays in Norway, and working days. Saturdays are no working days.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::OutOfCalendar;

/// Holidays on the same day every year: month and day.
const FIXED: [(u32, u32); 5] = [(1, 1), (5, 1), (5, 17), (12, 25), (12, 26)];

/// Holidays that follow Easter Day, in days after it: Maundy Thursday, Good Friday, Easter Monday,
/// Ascension Day, Whit Monday. Those that are Sundays need no mention.
const AFTER_EASTER: [i64; 5] = [-3, -2, 1, 39, 50];

/// Returns true on a day that is neither Saturday, Sunday nor a public holiday.
#[must_use]
pub fn is_working_day(date: NaiveDate) -> bool {
    !matches!(date.weekday(), Weekday::Sat | Weekday::Sun)
        && !FIXED.contains(&(date.month(), date.day()))
        && !easter(date.year()).is_some_and(|easter| {
            AFTER_EASTER.contains(&date.signed_duration_since(easter).num_days())
        })
}

/// Returns the date itself where it is a working day, else the next one that is.
///
/// # Errors
/// [`OutOfCalendar`] at the calendar's end.
pub fn next_working_day(date: NaiveDate) -> Result<NaiveDate, OutOfCalendar> {
    let mut day = date;
    while !is_working_day(day) {
        day = day.checked_add_days(Days::new(1)).ok_or(OutOfCalendar)?;
    }
    Ok(day)
}

/// Easter Day of a year in the Gregorian calendar, by Meeus, Jones and Butcher.
fn easter(year: i32) -> Option<NaiveDate> {
    let golden = year.rem_euclid(19);
    let (century, of_century) = (year.div_euclid(100), year.rem_euclid(100));
    let (leaps, leap_rest) = (century.div_euclid(4), century.rem_euclid(4));
    let moon = (century + 8).div_euclid(25);
    let correction = (century - moon + 1).div_euclid(3);
    let epact = (19 * golden + century - leaps - correction + 15).rem_euclid(30);
    let (quarter, quarter_rest) = (of_century.div_euclid(4), of_century.rem_euclid(4));
    let weekday = (32 + 2 * leap_rest + 2 * quarter - epact - quarter_rest).rem_euclid(7);
    let late = (golden + 11 * epact + 22 * weekday).div_euclid(451);
    let day = epact + weekday - 7 * late + 114;
    let (month, day) = (day.div_euclid(31), day.rem_euclid(31) + 1);
    NaiveDate::from_ymd_opt(year, month.try_into().ok()?, day.try_into().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn easter_is_where_the_almanac_has_it() {
        for day in [
            "1954-04-18",
            "1981-04-19",
            "2000-04-23",
            "2008-03-23",
            "2011-04-24",
            "2016-03-27",
            "2018-04-01",
            "2019-04-21",
            "2020-04-12",
            "2021-04-04",
            "2024-03-31",
            "2026-04-05",
            "2038-04-25",
        ] {
            let day = date(day);
            assert_eq!(easter(day.year()), Some(day));
        }
    }

    #[test]
    fn a_day_that_is_none_moves_to_the_next_that_is() {
        for (day, working) in [
            ("2020-03-23", "2020-03-23"),
            ("2020-03-21", "2020-03-23"),
            // From Maundy Thursday over Easter.
            ("2020-04-09", "2020-04-14"),
            ("2020-04-10", "2020-04-14"),
            ("2020-05-01", "2020-05-04"),
            ("2021-05-13", "2021-05-14"),
            ("2021-05-17", "2021-05-18"),
            ("2020-05-21", "2020-05-22"),
            ("2020-06-01", "2020-06-02"),
            // From Christmas Day, which is a Friday, over the weekend.
            ("2020-12-25", "2020-12-28"),
            // Christmas Eve and New Year's Eve are working days.
            ("2020-12-24", "2020-12-24"),
            ("2020-12-31", "2020-12-31"),
            ("2021-01-01", "2021-01-04"),
        ] {
            assert_eq!(next_working_day(date(day)), Ok(date(working)), "{day}");
        }
        assert_eq!(
            next_working_day(NaiveDate::MAX),
            Ok(NaiveDate::MAX),
            "a working day as it happens"
        );
    }
}
