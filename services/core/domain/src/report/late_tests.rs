//! Steps of reminding, and later last days.

use chrono::NaiveDate;

use super::late::*;
use crate::rules::{RuleBook, RuleValues};

const BOOK: &str = r#"
[[value]]
id = "report.reminder_days_before"
value = [7, 30]
unit = "days"
from = 2020-01-01
source = "configurable"

[[value]]
id = "report.reminder_days_after"
value = [1, 14]
unit = "days"
from = 2020-01-01
source = "configurable"

[[value]]
id = "report.overdue_blocks"
value = ["payment"]
unit = "text"
from = 2020-01-01
source = "§ 9"
"#;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn rules(on: &str) -> RuleValues {
    RuleBook::parse(BOOK, &[]).unwrap().on(day(on))
}

#[test]
fn the_step_of_a_day_is_the_nearest_one_before_and_the_furthest_one_after() {
    let steps = ReminderSteps::of(&rules("2021-01-01")).unwrap();
    let due = day("2021-03-31");
    let before = |days| Some((ReminderSide::Before, days));
    let after = |days| Some((ReminderSide::After, days));
    for (today, expected) in [
        ("2021-02-28", None),
        ("2021-03-01", before(30)),
        ("2021-03-23", before(30)),
        ("2021-03-24", before(7)),
        ("2021-03-31", before(7)),
        ("2021-04-01", after(1)),
        ("2021-04-13", after(1)),
        ("2021-04-14", after(14)),
        ("2025-01-01", after(14)),
    ] {
        let reached = steps.reached(due, day(today));
        assert_eq!(
            reached.map(|step| (step.side, step.days)),
            expected,
            "{today}"
        );
    }
    assert_eq!(steps.last_day(day("2021-03-01")), due);
}

#[test]
fn rules_that_name_no_days_remind_of_nothing() {
    let steps = ReminderSteps::of(&rules("2019-01-01")).unwrap();
    assert_eq!(steps.reached(day("2019-02-01"), day("2019-02-01")), None);
    assert_eq!(steps.reached(day("2019-02-01"), day("2019-03-01")), None);
}

#[test]
fn an_overdue_report_blocks_what_the_rules_name() {
    let of = |what: Blocked, on| what.by_overdue(&rules(on)).unwrap();
    assert_eq!(of(Blocked::Payment, "2021-01-01").as_deref(), Some("§ 9"));
    assert_eq!(of(Blocked::Application, "2021-01-01"), None);
    assert_eq!(of(Blocked::Payment, "2019-01-01"), None);
}
