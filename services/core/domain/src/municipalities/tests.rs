use super::*;

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn number(text: &str) -> MunicipalityNumber {
    text.parse().unwrap()
}

fn current_numbers(of: &str, on: &str) -> String {
    current(&number(of), date(on))
        .iter()
        .map(|found| found.number.as_str())
        .collect::<Vec<_>>()
        .join(" ")
}

fn joined(numbers: &BTreeSet<MunicipalityNumber>) -> String {
    numbers
        .iter()
        .map(MunicipalityNumber::as_str)
        .collect::<Vec<_>>()
        .join(" ")
}

/// The number of municipalities before and after the reforms.
#[test]
fn counts_of_each_year() {
    let counts = [
        ("2014-12-31", 0),
        ("2015-01-01", 428),
        ("2016-12-31", 428),
        ("2017-01-01", 426),
        ("2018-01-01", 422),
        ("2019-12-31", 422),
        ("2020-01-01", 356),
        ("2023-12-31", 356),
        ("2024-01-01", 357),
        ("2026-12-31", 357),
    ];
    for (day, count) in counts {
        assert_eq!(all_on(date(day)).count(), count, "{day}");
    }
}

#[test]
fn the_inhabitants_of_2024_add_up() {
    let inhabitants: u32 = all_on(date("2024-01-01"))
        .filter_map(|found| found.today.as_ref())
        .map(|today| today.population_2024)
        .sum();
    assert_eq!(inhabitants, 5_550_203);
    let registered = all_on(date("2024-01-01"))
        .filter_map(|found| found.today.as_ref()?.organisation_number.as_ref());
    assert_eq!(registered.collect::<BTreeSet<_>>().len(), 353);
}

/// The fourteen recipients of 2015: their number and name then, and who they are
/// in 2016, 2018, 2021 and 2024.
#[test]
fn the_fourteen_recipients_of_2015() {
    let recipients = "
        0719 Andebu       | 0719 | 0710 | 3804 | 3907
        0124 Askim        | 0124 | 0124 | 3014 | 3118
        1241 Fusa         | 1241 | 1241 | 4624 | 4624
        0701 Horten       | 0701 | 0701 | 3801 | 3901
        1120 Klepp        | 1120 | 1120 | 1120 | 1120
        1263 Lindås       | 1263 | 1263 | 4631 | 4631
        0233 Nittedal     | 0233 | 0233 | 3031 | 3232
        0301 Oslo         | 0301 | 0301 | 0301 | 0301
        0105 Sarpsborg    | 0105 | 0105 | 3003 | 3105
        1124 Sola         | 1124 | 1124 | 1124 | 1124
        2030 Sør-Varanger | 2030 | 2030 | 5444 | 5605
        0122 Trøgstad     | 0122 | 0122 | 3014 | 3118
        1519 Volda        | 1519 | 1519 | 1577 | 1577
        1235 Voss         | 1235 | 1235 | 4621 | 4621";
    for row in recipients.trim().lines() {
        let mut columns = row.split('|').map(str::trim);
        let (of, name) = columns.next().unwrap().split_once(' ').unwrap();
        assert_eq!(
            valid_on(&number(of), date("2015-06-01")).unwrap().name,
            name
        );
        for (day, expected) in ["2016-06-01", "2018-06-01", "2021-06-01", "2024-06-01"]
            .into_iter()
            .zip(columns)
        {
            assert_eq!(current_numbers(of, day), expected, "{name} on {day}");
        }
    }
}

#[test]
fn numbers_are_valid_in_their_time_only() {
    let cases = [
        ("0719", "2016-12-31", true),
        ("0719", "2017-01-01", false),
        ("0710", "2016-12-31", false),
        ("0710", "2017-01-01", true),
        ("3118", "2023-12-31", false),
        ("3118", "2024-01-01", true),
        ("1567", "2018-12-31", true),
        ("5061", "2019-01-01", true),
        ("1103", "2015-01-01", true),
        ("5001", "2017-12-31", false),
        ("9999", "2020-01-01", false),
    ];
    for (of, day, valid) in cases {
        assert_eq!(
            valid_on(&number(of), date(day)).is_some(),
            valid,
            "{of} on {day}"
        );
    }
}

#[test]
fn mergers_and_divisions() {
    let ever = date("2015-01-01");
    assert_eq!(
        joined(&predecessors(&number("3118"), ever)),
        "0122 0123 0124 0125 0138 3014"
    );
    assert_eq!(
        joined(&predecessors(&number("3118"), date("2024-01-01"))),
        "3014"
    );
    assert_eq!(joined(&predecessors(&number("1103"), ever)), "1141 1142");
    assert_eq!(joined(&predecessors(&number("0301"), ever)), "");
    assert_eq!(
        joined(&successors(&number("0719"), date("2026-01-01"))),
        "0710 3804 3907"
    );
    assert_eq!(joined(&successors(&number("0719"), date("2016-12-31"))), "");
    // Divided: two hold the rights and duties, and the table says that each has a part.
    assert_eq!(current_numbers("1850", "2020-01-01"), "1806 1875");
    assert_eq!(current_numbers("1613", "2020-01-01"), "5055 5056 5059");
    assert_eq!(
        current_numbers("1534", "2024-01-01"),
        "1508 1580",
        "Haram joined Ålesund and left it again"
    );
    let parts = successions()
        .iter()
        .filter(|step| step.extent == Extent::Part)
        .map(|step| step.old.as_str());
    assert_eq!(
        parts
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect::<Vec<_>>(),
        ["1507", "1850", "5012"]
    );
    // Unknown, and not there yet.
    assert_eq!(current_numbers("9999", "2020-01-01"), "");
    assert_eq!(current_numbers("3118", "2020-01-01"), "");
}

#[test]
fn the_tables_fit_together() {
    assert!(successions().iter().map(|step| step.date).is_sorted());
    for step in successions() {
        let (old, new) = (find(&step.old).unwrap(), find(&step.new).unwrap());
        assert_eq!(old.to, step.date.pred_opt(), "{old:?}");
        assert!(
            new.is_valid_on(step.date),
            "{step:?} leads to a number that is not in use"
        );
        assert!(new.from.is_none_or(|from| from <= step.date));
    }
    for municipality in all_on(date("2026-01-01")) {
        let came = successions()
            .iter()
            .find(|step| step.new == municipality.number && Some(step.date) == municipality.from);
        assert!(
            municipality.from.is_none() || came.is_some(),
            "{municipality:?} came from nowhere"
        );
    }
    // No municipality is lost: each of 2015 has a successor on the last day of each year.
    for municipality in all_on(date("2015-01-01")) {
        for year in 2015..=2026 {
            let day = format!("{year}-12-31");
            assert_ne!(
                current_numbers(municipality.number.as_str(), &day),
                "",
                "{municipality:?} on {day}"
            );
        }
    }
}

#[test]
fn a_wrong_line_is_named() {
    let present = "number\n0301,Oslo,03,Oslo,717710,958935420,\n";
    let change = "date\n2020-01-01,1241,Fusa,4624,whole\n";
    assert_eq!(
        table::read(present, change).map(|read| read.municipalities.len()),
        Ok(2)
    );
    for wrong in [
        "number\n0301,Oslo,04,Oslo,717710,958935420,\n",
        "number\n0301,Oslo,03,Oslo,many,958935420,\n",
        "number\n0301,Oslo,03,Oslo,717710,958935421,\n",
        "number\n0301,Oslo,03,Oslo,717710,958935420\n",
    ] {
        let line = wrong.lines().nth(1).unwrap();
        assert_eq!(table::read(wrong, change).err().as_deref(), Some(line));
    }
    let half = "date\n2020-01-01,1241,Fusa,4624,half\n";
    assert_eq!(
        table::read(present, half).err().as_deref(),
        Some("2020-01-01,1241,Fusa,4624,half")
    );
}

#[test]
fn size_classes_are_the_callers() {
    let thresholds = [5_000, 20_000];
    let classes = [
        (0, 0),
        (4_999, 0),
        (5_000, 1),
        (19_999, 1),
        (20_000, 2),
        (700_000, 2),
    ];
    for (population, class) in classes {
        assert_eq!(size_class(population, &thresholds), class, "{population}");
    }
    assert_eq!(size_class(10_000, &[]), 0);
}
