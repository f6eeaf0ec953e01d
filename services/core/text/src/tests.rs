use super::*;

fn of(nb: &str, nn: &str, en: &str) -> Result<Catalogue, CatalogueError> {
    Catalogue::new(&[
        (Language::Bokmal, nb),
        (Language::Nynorsk, nn),
        (Language::English, en),
    ])
}

#[test]
fn amounts_are_written_as_each_language_does() {
    for (ore, norwegian, english) in [
        (0, "0", "0"),
        (5, "0,05", "0.05"),
        (-5, "−0,05", "−0.05"),
        (100_000, "1 000", "1,000"),
        (99_950, "999,50", "999.50"),
        (-123_456_789, "−1 234 567,89", "−1,234,567.89"),
        (
            i64::MIN,
            "−92 233 720 368 547 758,08",
            "−92,233,720,368,547,758.08",
        ),
    ] {
        assert_eq!(
            kroner(ore, Language::Nynorsk).replace('\u{a0}', " "),
            norwegian
        );
        assert_eq!(kroner(ore, Language::English), english);
    }
}

#[test]
fn figures_are_rounded_to_their_decimals() {
    assert_eq!(
        decimals(1_234_567.891, 2, Language::Bokmal),
        "1\u{a0}234\u{a0}567,89"
    );
    assert_eq!(decimals(-1_234.5, 1, Language::English), "−1,234.5");
    assert_eq!(decimals(-0.001, 1, Language::English), "0.0");
    assert_eq!(decimals(f64::INFINITY, 1, Language::English), "inf");
}

#[test]
fn a_message_is_filled_in() {
    let both = "m = { $n ->\n    [one] én plass\n   *[other] { $n } plasser\n } til { $when } for \
        { $sum }";
    let catalogue = of(both, both, "m = { $n } places to { $when } for { $sum }").unwrap();
    let args = Args::new()
        .number("n", 1)
        .date("when", 2026, 3, 1)
        .money("sum", 120_000);
    assert_eq!(
        catalogue.text(Language::Bokmal, "m", &args),
        "én plass til 1. mars 2026 for 1\u{a0}200 kr"
    );
    let args = args.number("n", 12_000);
    assert_eq!(
        catalogue.text(Language::English, "m", &args),
        "12,000 places to 1 March 2026 for NOK 1,200"
    );
}

#[test]
fn a_missing_text_shows_its_id_and_a_missing_variable_is_an_error() {
    let catalogue = of("m = { $n }", "m = { $n }", "m = { $n }").unwrap();
    assert_eq!(
        catalogue.text(Language::Bokmal, "unknown", &Args::new()),
        "unknown"
    );
    assert!(matches!(
        catalogue.try_text(Language::Bokmal, "m", &Args::new()),
        Err(TextError::Incomplete { .. })
    ));
}

#[test]
fn the_languages_must_agree() {
    assert_eq!(
        of("a = x\nb = y", "a = x", "a = x\nb = y").unwrap_err(),
        CatalogueError::Missing {
            language: Language::Nynorsk,
            id: "b".into()
        }
    );
    assert_eq!(
        of("a = { $x }", "a = { $x }", "a = { $y }").unwrap_err(),
        CatalogueError::Variables {
            language: Language::English,
            id: "a".into()
        }
    );
    assert!(matches!(
        of("a = { $x", "a = b", "a = b"),
        Err(CatalogueError::Syntax { .. })
    ));
    assert!(matches!(
        of("a = b\na = c", "a = b", "a = b"),
        Err(CatalogueError::Syntax { .. } | CatalogueError::Repeated { .. })
    ));
}

/// A line of a message may look like the beginning of another one, and text may hold a dollar sign.
#[test]
fn messages_and_variables_come_from_the_parsed_source() {
    let nb =
        "a =\n    { $n ->\n        [one] x\n       *[other] { $m } = b\n    }\nb = 5 { \"$\" }us";
    let en = "a = { $m } { $n }\nb = 5 dollars";
    let catalogue = of(nb, nb, en).unwrap();
    assert_eq!(
        catalogue.ids().collect::<Vec<_>>(),
        ["a", "b", "format-date", "format-money"]
    );
    assert_eq!(
        of("a = x\n    .hint = { $x }", "a = x", "a = x").unwrap_err(),
        CatalogueError::Variables {
            language: Language::Nynorsk,
            id: "a".into()
        }
    );
}

#[test]
fn codes_are_read_with_and_without_region() {
    assert_eq!("nb-NO".parse(), Ok(Language::Bokmal));
    assert_eq!("nn".parse(), Ok(Language::Nynorsk));
    assert_eq!("en_GB".parse(), Ok(Language::English));
    assert!("sv".parse::<Language>().is_err());
}
