use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;

use super::*;

/// The table that a jurist reads.
const CASES: &str = include_str!("../../cases/appeal_deadlines.toml");

const TIME: AppealTime = AppealTime {
    weeks: 3,
    assumed_days: 7,
    to_working_day: true,
    late_years: 1,
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    given: Given,
    expect: Expected,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Given {
    decided: toml::value::Datetime,
    sent: Option<toml::value::Datetime>,
    delivered: Option<toml::value::Datetime>,
    read: Option<toml::value::Datetime>,
    asked: Option<toml::value::Datetime>,
    reasons_sent: Option<toml::value::Datetime>,
    reasons_delivered: Option<toml::value::Datetime>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    reached: Option<toml::value::Datetime>,
    by: Option<String>,
    last: Option<toml::value::Datetime>,
    late_first: Option<toml::value::Datetime>,
    late_last: Option<toml::value::Datetime>,
    too_late: Option<toml::value::Datetime>,
    in_time_at: Option<toml::value::Datetime>,
    late_at: Option<toml::value::Datetime>,
    #[serde(default)]
    stopped: bool,
    #[serde(default)]
    not_sent: bool,
}

fn day(day: &toml::value::Datetime) -> NaiveDate {
    day.to_string().parse().unwrap()
}

fn instant(at: &toml::value::Datetime) -> DateTime<Utc> {
    at.to_string().parse().unwrap()
}

impl Given {
    fn clock(&self, time: &AppealTime) -> Clock {
        let letter = Delivery {
            sent: self.sent.as_ref().map(day),
            delivered: self.delivered.as_ref().map(day),
            read: self.read.as_ref().map(day),
        };
        let reasons = self.asked.as_ref().map(|asked| Reasons {
            asked: day(asked),
            text: String::new(),
            delivery: Delivery {
                sent: self.reasons_sent.as_ref().map(day),
                delivered: self.reasons_delivered.as_ref().map(day),
                read: None,
            },
        });
        time.clock(&letter, reasons.as_ref()).unwrap()
    }
}

/// Returns what a case gets wrong under some rules; nothing where it holds.
fn wrong(case: &Case, time: &AppealTime) -> Vec<String> {
    let (given, expect) = (&case.given, &case.expect);
    let clock = given.clock(time);
    let mut wrong = Vec::new();
    let mut check = |what: &str, found: String, expected: String| {
        if found != expected {
            wrong.push(format!("{}: {what} is {found}, not {expected}", case.name));
        }
    };
    let expected = match (&expect.last, expect.stopped, expect.not_sent) {
        (Some(last), false, false) => Clock::Runs {
            from: Reached {
                on: day(expect.reached.as_ref().unwrap()),
                by: Arrival::from_code(expect.by.as_ref().unwrap()).unwrap(),
            },
            last_day: day(last),
        },
        (None, true, false) => Clock::Stopped {
            asked: day(given.asked.as_ref().unwrap()),
        },
        (None, false, true) => Clock::NotSent,
        _ => panic!("{} expects one of the three", case.name),
    };
    check("the clock", format!("{clock:?}"), format!("{expected:?}"));
    let mut judged: BTreeMap<NaiveDate, Timeliness> = BTreeMap::new();
    let days = [
        (&expect.last, Timeliness::InTime),
        (&expect.late_first, Timeliness::Late),
        (&expect.late_last, Timeliness::Late),
        (&expect.too_late, Timeliness::TooLate),
    ];
    judged.extend(
        days.iter()
            .filter_map(|(on, is)| Some((day(on.as_ref()?), *is))),
    );
    let instants = [
        (&expect.in_time_at, Timeliness::InTime),
        (&expect.late_at, Timeliness::Late),
    ];
    let instants = instants.iter();
    judged.extend(instants.filter_map(|(at, is)| Some((local_date(instant(at.as_ref()?)), *is))));
    for (on, expected) in judged {
        let found = time.judge(&clock, instant(&given.decided), on).unwrap();
        check(
            &format!("{on}"),
            format!("{found:?}"),
            format!("{expected:?}"),
        );
    }
    wrong
}

fn all_wrong(time: &AppealTime) -> Vec<String> {
    let table: Table = toml::from_str(CASES).unwrap();
    assert!(table.case.len() >= 31, "F11 and thirty more");
    table
        .case
        .iter()
        .flat_map(|case| wrong(case, time))
        .collect()
}

#[test]
fn the_table_of_deadlines_holds() {
    let wrong = all_wrong(&TIME);
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Negative controls: other weeks, other days until arrival is assumed, last days that do not move
/// and another year are each caught by the table.
#[test]
fn the_table_catches_other_rules() {
    for other in [
        AppealTime { weeks: 2, ..TIME },
        AppealTime {
            assumed_days: 6,
            ..TIME
        },
        AppealTime {
            to_working_day: false,
            ..TIME
        },
        AppealTime {
            late_years: 2,
            ..TIME
        },
    ] {
        assert!(!all_wrong(&other).is_empty(), "{other:?}");
    }
}
