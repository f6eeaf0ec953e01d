use super::*;
use crate::money::Money;

pub(super) const BOOK: &str = r#"
[[value]]
id = "write_off.rate"
value = 5
unit = "percent"
from = 2011-02-23
to = 2023-07-04
source = "HB 8.B.20 (2017), ch. 4.5"

[[value]]
id = "write_off.rate"
value = "3.3"
unit = "percent"
from = 2023-07-05
source = "Guide 05.07.2023, § 10"

[[value]]
id = "rate.per_m2"
value = { group_1 = 21200, group_6 = "8500.50" }
unit = "NOK/m2"
from = 2023-06-16
source = "Rates 16.06.2023"

[[value]]
id = "deadline"
value = 2019-02-05
unit = "date"
from = 2019-01-01
to = 2019-12-31
source = "Call 2019"

[[value]]
id = "kinds"
value = ["MUNICIPALITY", "FOUNDATION"]
unit = "text"
from = "2011-02-23"
source = "FOR-2011-02-23-192 § 2"

[[value]]
id = "appeal.municipality"
value = false
unit = "flag"
from = 2011-02-23
source = "configurable"
note = "Contested."

[[value]]
id = "fine"
value = "0.00005"
unit = "share"
from = 2011-02-23
source = "configurable"
"#;

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn value<T>(read: Result<Cited<'_, T>, RuleError>) -> Result<T, RuleError> {
    read.map(|cited| cited.value)
}

fn faults(text: &str) -> Vec<String> {
    RuleBook::parse(text, &[])
        .unwrap_err()
        .iter()
        .map(ToString::to_string)
        .collect()
}

#[test]
fn values_change_on_their_day() {
    let book = RuleBook::parse(BOOK, &[]).unwrap();
    for (day, points) in [
        ("2011-02-23", 500),
        ("2023-07-04", 500),
        ("2023-07-05", 330),
        ("2090-01-01", 330),
    ] {
        assert_eq!(
            value(book.on(date(day)).basis_points("write_off.rate")),
            Ok(points),
            "{day}"
        );
    }
    let before = book.on(date("2011-02-22"));
    assert_eq!(
        before
            .basis_points("write_off.rate")
            .unwrap_err()
            .to_string(),
        "rule write_off.rate has no value on 2011-02-22"
    );
    assert_eq!(before.iter().count(), 0);
    assert_eq!(book.entries().count(), 7);
    assert!(
        book.entries()
            .map(|entry| (&entry.id, entry.from))
            .is_sorted()
    );
}

#[test]
fn each_kind_is_read_by_its_getter() {
    let book = RuleBook::parse(BOOK, &[]).unwrap();
    let now = book.on(date("2024-01-01"));
    let rate = now.decimal("write_off.rate").unwrap();
    assert_eq!(rate.value.to_string(), "3.3");
    assert_eq!(rate.citation(), "Guide 05.07.2023, § 10");
    let share = now.share("write_off.rate").unwrap().value;
    assert_eq!(share.to_string(), "0.033");
    assert_eq!(
        value(now.money_row("rate.per_m2", "group_1")),
        Ok(Money::kroner(21_200))
    );
    assert_eq!(
        value(now.money_row("rate.per_m2", "group_6")),
        Ok(Money::from_ore(850_050))
    );
    assert_eq!(now.table("rate.per_m2").unwrap().value.len(), 2);
    assert_eq!(
        value(now.texts("kinds")),
        Ok(vec!["MUNICIPALITY", "FOUNDATION"])
    );
    assert_eq!(value(now.flag("appeal.municipality")), Ok(false));
    assert_eq!(now.set_flag("appeal.municipality"), Ok(None));
    assert_eq!(now.set_flag("deadline"), Ok(None), "not in force");
    assert!(now.set_flag("kinds").is_err());
    assert_eq!(now.count("deadline").if_in_force(), Ok(None));
    assert!(
        now.entry("appeal.municipality")
            .unwrap()
            .source
            .is_configurable()
    );
    assert_eq!(
        now.source("rate.per_m2").unwrap().citation(),
        "Rates 16.06.2023"
    );
    assert_eq!(
        value(book.on(date("2019-06-01")).date_value("deadline")),
        Ok(date("2019-02-05"))
    );
    assert_eq!(
        value(book.on(date("2017-01-01")).count("write_off.rate")),
        Ok(5)
    );
    assert!(now.get("deadline").is_none());
}

#[test]
fn the_wrong_getter_says_what_the_value_is() {
    let book = RuleBook::parse(BOOK, &[]).unwrap();
    let now = book.on(date("2024-01-01"));
    let message = |error: RuleError| error.to_string();
    assert_eq!(
        message(now.money("write_off.rate").unwrap_err()),
        "rule write_off.rate on 2024-01-01 is decimal in percent, not an amount in NOK"
    );
    assert_eq!(
        message(now.money_row("rate.per_m2", "group_9").unwrap_err()),
        "rule rate.per_m2 on 2024-01-01 has no row \"group_9\""
    );
    assert!(message(now.integer("write_off.rate").unwrap_err()).ends_with("not a whole number"));
    assert!(
        message(now.basis_points("fine").unwrap_err())
            .ends_with("not a whole number of basis points")
    );
    assert!(message(now.share("rate.per_m2").unwrap_err()).contains("not a share"));
    assert!(message(now.text("kinds").unwrap_err()).ends_with("is list in text, not text"));
}

#[test]
fn the_hash_follows_the_values_and_nothing_else() {
    let book = RuleBook::parse(BOOK, &[]).unwrap();
    let hash = |day: &str| book.on(date(day)).hash();
    assert_eq!(hash("2024-01-01"), hash("2025-01-01"));
    assert_ne!(hash("2023-07-04"), hash("2023-07-05"));

    let on_2024 = |text: &str| {
        let book = RuleBook::parse(text, &[]).unwrap();
        book.on(date("2024-01-01")).hash()
    };
    assert_eq!(
        on_2024(&BOOK.replace("§ 10", "section 10")),
        hash("2024-01-01"),
        "another citation, same rule"
    );
    assert_eq!(
        on_2024(&BOOK.replace("\"3.3\"", "\"3.30\"")),
        hash("2024-01-01"),
        "another spelling, same number"
    );
    assert_ne!(
        on_2024(&BOOK.replace("\"3.3\"", "\"3.4\"")),
        hash("2024-01-01")
    );
    assert_ne!(
        on_2024(&BOOK.replace("NOK/m2", "NOK/unit")),
        hash("2024-01-01")
    );

    let shown = hash("2024-01-01").to_string();
    assert_eq!(shown.parse(), Ok(hash("2024-01-01")));
    for wrong in [
        "",
        &shown[1..],
        &shown.to_uppercase(),
        &format!("+{}", &shown[1..]),
    ] {
        assert_eq!(wrong.parse::<RuleHash>(), Err(RuleHashError));
    }
}

/// The canonical form is a promise: hashes are stored with calls. A change here needs a new kind of
/// hash.
#[test]
fn the_canonical_form_is_fixed() {
    let book = RuleBook::parse(BOOK, &[]).unwrap();
    assert_eq!(
        book.on(date("2017-01-01")).canonical(),
        r#"[{"id":"appeal.municipality","unit":"flag","value":{"flag":false}},"#.to_owned()
            + r#"{"id":"fine","unit":"share","value":{"decimal":"0.00005"}},"#
            + r#"{"id":"kinds","unit":"text","#
            + r#""value":{"list":[{"text":"MUNICIPALITY"},{"text":"FOUNDATION"}]}},"#
            + r#"{"id":"write_off.rate","unit":"percent","value":{"integer":5}}]"#
    );
}

#[test]
fn every_fault_is_found_at_once() {
    let text = r#"
[[value]]
id = "Bad Id"
value = 0.5
unit = "share"
from = 2020-01-01
source = "x"
coment = "typo"

[[value]]
id = "a"
value = "many"
unit = "years"
from = 2020-13-01x
"#;
    assert!(
        faults(text)[0].starts_with("line 14: not readable as TOML"),
        "{:?}",
        faults(text)
    );
    let found = faults(&text.replace("2020-13-01x", "2020-01-01T10:00:00"));
    assert_eq!(
        found,
        [
            "line 2: Bad Id: `coment` is not known; the keys are id, value, unit, from, to, \
             source, note, after_gap",
            "line 2: Bad Id: an id is small letters, digits and _, in parts divided by dots, as in \
             write_off.years",
            "line 2: Bad Id: a number with decimals is written as text (\"0.033\"), because a \
             float would not be exact",
            "line 10: a: \"many\" is neither a whole number nor a decimal; for text, write unit = \
             \"text\"",
            "line 10: a: `from` must be a date, as in 2017-03-15",
            "line 10: a: `source` is missing or empty",
        ]
    );
}

#[test]
fn a_book_that_holds_no_entries_or_something_else_is_refused() {
    assert_eq!(faults(""), ["line 1: `[[value]]` is missing or empty"]);
    assert_eq!(
        faults("value = 3"),
        ["line 1: `value` is not known here; a rule book holds [[value]] entries only"]
    );
    let extra = format!("title = \"x\"\n{BOOK}");
    assert_eq!(
        faults(&extra),
        ["line 1: `title` is not known here; a rule book holds [[value]] entries only"]
    );
}

/// Two periods of one id; `from` and `to` of each, what else the second says, and the fault
/// expected.
#[test]
fn periods_neither_overlap_nor_leave_unexplained_gaps() {
    let book = |first: &str, second: &str| {
        let entry = "[[value]]\nid = \"a\"\nvalue = 1\nunit = \"years\"\nsource = \"s\"\n";
        format!("{entry}{first}\n{entry}{second}\n")
    };
    let cases = [
        (
            "from = 2020-01-01\nto = 2020-12-31",
            "from = 2021-01-01",
            None,
        ),
        (
            "from = 2020-01-01\nto = 2021-01-01",
            "from = 2021-01-01",
            Some(
                "two values hold from 2021-01-01 (the other is on line 1); end the earlier one the \
                 day before the later begins",
            ),
        ),
        (
            "from = 2020-01-01",
            "from = 2021-01-01",
            Some("two values hold from 2021-01-01"),
        ),
        (
            "from = 2020-01-01",
            "from = 2020-01-01",
            Some("two values hold from 2020-01-01"),
        ),
        (
            "from = 2020-01-01\nto = 2020-12-30",
            "from = 2021-01-01",
            Some(
                "nothing holds from 2020-12-31 to 2020-12-31; close the gap, or say why in \
                 `after_gap`",
            ),
        ),
        (
            "from = 2020-01-01\nto = 2020-12-30",
            "from = 2021-01-01\nafter_gap = \"paused\"",
            None,
        ),
        (
            "from = 2020-01-01\nto = 2020-12-31",
            "from = 2021-01-01\nafter_gap = \"x\"",
            Some("`after_gap` is given"),
        ),
        (
            "from = 2020-01-01\nto = 2019-12-31",
            "from = 2021-01-01",
            Some("the period ends on 2019-12-31, before"),
        ),
    ];
    for (first, second, expected) in cases {
        let result = RuleBook::parse(&book(first, second), &[]);
        match expected {
            None => assert!(result.is_ok(), "{first} | {second}: {result:?}"),
            Some(part) => {
                let found = result.unwrap_err();
                assert!(
                    found.len() == 1 && found[0].to_string().contains(part),
                    "{first} | {second}: {found:?}"
                );
            }
        }
    }
}

#[test]
fn an_unpublished_value_is_not_shown_as_published() {
    let tagged = BOOK.replace("Rates 16.06.2023", "Rates 16.06.2023 [B]");
    assert!(
        faults(&tagged)[0].contains("rate.per_m2: the source is tagged [B]"),
        "{:?}",
        faults(&tagged)
    );
    let empty = BOOK.replace("Rates 16.06.2023", " ");
    assert!(faults(&empty)[0].ends_with("rate.per_m2: `source` is missing or empty"));
}

#[test]
fn days_between_two_changes_share_their_values() {
    let book = RuleBook::parse(BOOK, &[]).unwrap();
    let version = |day: &str| book.on(date(day)).version;
    for (one, other, same) in [
        ("2024-01-01", "2090-01-01", true),
        ("2019-01-01", "2019-12-31", true),
        ("2019-12-31", "2020-01-01", false),
        ("2023-07-04", "2023-07-05", false),
        ("1900-01-01", "2011-02-22", true),
    ] {
        let shared = std::sync::Arc::ptr_eq(&version(one), &version(other));
        assert_eq!(shared, same, "{one} and {other}");
    }
}
