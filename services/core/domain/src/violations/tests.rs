use super::*;
use crate::identifiers::MunicipalityNumber;
use crate::money::Money;

/// The one fault that `read` notes, or `None` when it notes none.
fn fault<T>(read: impl FnOnce(&mut Violations) -> Option<T>) -> Option<String> {
    let mut faults = Violations::new();
    let value = read(&mut faults);
    let mut found = faults.into_vec();
    assert_eq!(
        value.is_some(),
        found.is_empty(),
        "a value or a fault, never both"
    );
    assert!(found.len() <= 1, "{found:?}");
    found.pop().map(|fault| fault.description)
}

#[test]
fn texts() {
    let text = |text: &str| fault(|faults| faults.text("f", text, 5));
    let line = |text: &str| fault(|faults| faults.line("f", text, 5));
    let optional = |text: &str| fault(|faults| faults.optional_line("f", text, 5));
    for good in ["a", "æøåñ漢", "a\nb\tc"] {
        assert_eq!(text(good), None, "{good:?}");
    }
    assert_eq!(optional(""), None);
    let required = Some("is required; write 1 to 5 characters".to_owned());
    assert_eq!(
        (text(""), text(" \n\t"), line("\u{a0}")),
        (required.clone(), required.clone(), required)
    );
    assert_eq!(
        text("abcdef").unwrap(),
        "has 6 characters; shorten it to at most 5"
    );
    assert_eq!(
        text("ab\0").unwrap(),
        "has a control character (U+0000) at place 3; only newline and tab are allowed"
    );
    assert_eq!(
        text("ab\r\nc").unwrap(),
        "has a control character (U+000D) at place 3; only newline and tab are allowed"
    );
    assert_eq!(
        line("a\nb").unwrap(),
        "has a control character (U+000A) at place 2; write it on one line"
    );
    assert_eq!(
        optional("a\u{85}b").unwrap(),
        "has a control character (U+0085) at place 2; write it on one line"
    );
}

#[test]
fn codes() {
    let code = |text: &str| fault(|faults| faults.code("f", text));
    assert_eq!(code("project_description"), None);
    assert_eq!(code(&"a".repeat(60)), None);
    for bad in ["", "A", "a-b", "å", &"a".repeat(61)] {
        assert!(code(bad).unwrap().starts_with("must be 1 to 60"), "{bad:?}");
    }
}

#[test]
fn amounts() {
    let positive = |ore| fault(|faults| faults.positive_money("f", ore));
    let money = |ore| fault(|faults| faults.money("f", ore));
    assert_eq!(
        (positive(1), positive(Money::MAX.ore()), money(0)),
        (None, None, None)
    );
    assert!(positive(0).unwrap().starts_with("must be more than zero"));
    assert!(money(-1).unwrap().starts_with("cannot be negative"));
    assert!(
        money(Money::MAX.ore() + 1)
            .unwrap()
            .starts_with("is larger than any grant (100000000000000 øre)")
    );
}

#[test]
fn dates() {
    let date = |text: &str| fault(|faults| faults.date("f", text));
    assert_eq!(
        (date("2016-02-29"), date("1900-01-01"), date("2199-12-31")),
        (None, None, None)
    );
    assert_eq!(date("").unwrap(), "is required; write a date as YYYY-MM-DD");
    for bad in [
        "2017-02-29",
        "2017-3-5",
        "15.03.2017",
        "+2017-03-05",
        " 2017-03-05",
        "2017-03-05T00:00:00Z",
    ] {
        assert_eq!(
            date(bad).unwrap(),
            "is not a date; write it as YYYY-MM-DD",
            "{bad:?}"
        );
    }
    for bad in ["1899-12-31", "2200-01-01"] {
        assert_eq!(
            date(bad).unwrap(),
            "must be in the years 1900 to 2199; correct the year",
            "{bad:?}"
        );
    }
    let mut faults = Violations::new();
    assert_eq!(faults.optional_date("f", ""), Some(None));
    let (early, late) = ("2017-03-14".parse().unwrap(), "2017-03-15".parse().unwrap());
    assert_eq!(faults.ordered(early, "last", late), Some((early, late)));
    assert_eq!(faults.ordered(early, "last", early), Some((early, early)));
    assert_eq!(faults.ordered(late, "last", early), None);
    assert_eq!(
        faults.to_string(),
        "last: cannot be before 2017-03-15; correct one of the two dates"
    );
}

#[test]
fn numbers_and_lists() {
    assert_eq!(fault(|faults| faults.number("f", 3, 1..=3)), None);
    assert_eq!(
        fault(|faults| faults.number("f", 4, 1..=3)).unwrap(),
        "must be from 1 to 3; correct the number"
    );
    assert_eq!(fault(|faults| faults.list_size("f", 0, 0..=2)), None);
    assert_eq!(
        fault(|faults| faults.list_size("f", 3, 1..=2)).unwrap(),
        "must have from 1 to 2 entries, not 3; add or remove some"
    );
}

#[test]
fn identifiers_say_what_is_wrong_themselves() {
    let mut faults = Violations::new();
    assert_eq!(
        faults.parse_optional::<MunicipalityNumber>("a", ""),
        Some(None)
    );
    assert_eq!(
        faults.parse_optional::<MunicipalityNumber>("a", "301"),
        None
    );
    assert_eq!(faults.parse::<MunicipalityNumber>("b", ""), None);
    assert!(faults.parse::<MunicipalityNumber>("c", "0301").is_some());
    let found = faults.into_vec();
    assert_eq!(found.len(), 2);
    assert!(found[0].description.contains("Oslo is 0301"));
    assert_eq!(found[1].description, "is required; fill it in");
}

#[test]
fn paths_follow_the_parts_and_every_fault_is_kept_once() {
    let mut faults = Violations::new();
    let read = faults.within("application", |faults| {
        let name = faults.line("name", "", 10);
        faults.add("name", "a second fault of the same field");
        let units = faults.each("units", [5, -1, -2], |faults, rent| {
            faults.money("rent", rent)
        });
        name.zip(units)
    });
    let end = faults.required::<()>("end", None);
    let found = faults.finish(read.zip(end)).unwrap_err();
    let paths: Vec<_> = found.iter().map(|fault| fault.field.as_str()).collect();
    assert_eq!(
        paths,
        [
            "application.name",
            "application.units[1].rent",
            "application.units[2].rent",
            "end"
        ]
    );
    assert!(
        found
            .iter()
            .next()
            .unwrap()
            .description
            .starts_with("is required")
    );
}

#[test]
fn nothing_passes_with_a_fault_or_without_a_value() {
    assert_eq!(Violations::new().finish(Some(1)), Ok(1));
    let mut noted = Violations::new();
    noted.add("f", "is wrong");
    assert!(
        noted.finish(Some(1)).is_err(),
        "a fault noted beside a value"
    );
    let forgotten = Violations::new().finish::<u8>(None).unwrap_err();
    assert!(!forgotten.is_empty(), "a missing value that nobody noted");
}

#[test]
fn faults_of_a_part_stand_under_its_path() {
    let mut part = Violations::new();
    part.add("units[0].area", "is wrong");
    part.add("", "is wrong as a whole");
    let mut faults = Violations::new();
    faults.absorb("application.form", part.into_vec());
    let fields: Vec<_> = faults.iter().map(|fault| fault.field.as_str()).collect();
    assert_eq!(
        fields,
        ["application.form.units[0].area", "application.form"]
    );
}
