use proptest::prelude::*;

use super::*;
use crate::calendar::start_of_day;

const LIMIT: SmallAidLimit = SmallAidLimit {
    euro: 200_000,
    years_before: 2,
};

fn organisation(number: u32) -> OrganisationNumber {
    OrganisationNumber::invented(number)
}

fn rate(text: &str) -> EuroRate {
    text.parse().unwrap()
}

fn declared(number: u32, day: &str, euro: i64) -> DeclaredAid {
    DeclaredAid {
        recipient: organisation(number),
        awarded: day.parse().unwrap(),
        euro_cents: euro * 100,
        small: true,
    }
}

/// Aid of so many euro to an organisation, at ten kroner a euro.
fn given(number: u32, day: &str, euro: i64, declared: &[DeclaredAid]) -> GivenAid {
    let id = format!("01890a5d-ac96-774b-bcce-b302099a80{number:02}");
    GivenAid {
        call: day[..4].parse().unwrap(),
        grant: id.parse().unwrap(),
        case: CaseReference::new("WT", day[..4].parse().unwrap(), number).unwrap(),
        allocation: id.parse().unwrap(),
        recipient: organisation(number),
        recipient_name: format!("Lag {number}"),
        decided: start_of_day(day.parse().unwrap()),
        amount: Money::kroner(euro * 10),
        rate: rate("10"),
        limit: Some(LIMIT),
        declared: declared.to_vec(),
    }
}

/// The lines, with the threshold of the day.
fn told(all: Vec<GivenAid>) -> Vec<AidLine> {
    let lowered: NaiveDate = "2023-12-11".parse().unwrap();
    let begun: NaiveDate = "2016-07-01".parse().unwrap();
    let threshold = |day: NaiveDate| {
        let euro = if day < lowered { 500_000 } else { 100_000 };
        Ok((day >= begun).then_some(euro))
    };
    lines(all, threshold).unwrap()
}

/// Returns the euro that were used before each award and that are left after it.
fn rooms(all: &[GivenAid]) -> Vec<(i64, i64)> {
    let lines = told(all.to_vec());
    let rooms = lines.iter();
    rooms
        .map(|line| (line.used.unwrap() / 100, line.left().unwrap() / 100))
        .collect()
}

#[test]
fn an_award_counts_with_the_two_years_before_it_and_not_with_those_to_come() {
    // An award in 2019 counts 2017, 2018 and 2019; not 2016, 2020 or 2021.
    let aid = [
        declared(1, "2016-12-31", 1),
        declared(1, "2017-01-01", 10),
        declared(1, "2018-07-01", 100),
        declared(1, "2019-12-31", 1_000),
        declared(1, "2020-01-01", 10_000),
        declared(1, "2021-03-01", 100_000),
    ];
    let award = given(1, "2019-03-15", 50_000, &aid);
    assert_eq!(rooms(&[award]), [(1_110, 148_890)]);
}

#[test]
fn a_group_has_one_room_over_all_calls() {
    let sister = declared(2, "2017-05-01", 20_000);
    let first = given(1, "2018-03-15", 100_000, &[sister]);
    let second = given(2, "2019-03-15", 70_000, &[]);
    let stranger = given(3, "2019-03-16", 70_000, &[]);
    let after = given(2, "2021-03-15", 70_000, &[]);
    let all = [first, second, stranger, after];
    let expected = [
        (20_000, 80_000),
        (120_000, 10_000),
        (0, 130_000),
        (70_000, 60_000),
    ];
    assert_eq!(rooms(&all), expected);
    let lines = told(all.to_vec());
    let group = BTreeSet::from([organisation(1), organisation(2)]);
    assert_eq!((&lines[0].group, &lines[1].group), (&group, &group));
    assert_eq!(lines[2].group, [organisation(3)].into());
}

#[test]
fn what_was_awarded_here_and_is_declared_counts_once() {
    let first = given(1, "2018-03-15", 60_000, &[]);
    let told = declared(1, "2018-03-15", 60_000);
    let other = declared(1, "2018-03-15", 60_001);
    let second = |told: &[DeclaredAid]| {
        let second = given(1, "2019-03-15", 1, told);
        rooms(&[first.clone(), second])[1].0
    };
    assert_eq!(second(std::slice::from_ref(&told)), 60_000);
    assert_eq!(second(&[told.clone(), told.clone()]), 120_000);
    assert_eq!(second(&[told, other]), 120_001);
}

#[test]
fn what_two_forms_of_a_group_declare_counts_once() {
    let aid = [declared(9, "2018-06-01", 30_000)];
    let all = [
        given(1, "2019-03-15", 5, &aid),
        given(2, "2019-03-15", 5, &aid),
    ];
    assert_eq!(rooms(&all), [(30_000, 169_995), (30_005, 169_990)]);
}

#[test]
fn the_threshold_is_that_of_the_day() {
    for (day, euro, registered) in [
        ("2016-06-30", 900_000, false),
        ("2016-07-01", 499_999, false),
        ("2016-07-01", 500_000, true),
        ("2023-12-10", 100_000, false),
        ("2023-12-10", 500_000, true),
        ("2023-12-11", 99_999, false),
        ("2023-12-11", 100_000, true),
    ] {
        let lines = told(vec![given(1, day, euro, &[])]);
        assert_eq!(lines[0].registered, registered, "{euro} on {day}");
    }
    // The rate of the day decides: the same kroner, a cent apart.
    for (text, registered) in [("10.0000", true), ("10.0001", false)] {
        let mut aid = given(1, "2024-03-15", 100_000, &[]);
        aid.rate = rate(text);
        assert_eq!(told(vec![aid])[0].registered, registered, "{text}");
    }
    // A raise is an award to the same grant.
    let award = given(1, "2024-03-15", 60_000, &[]);
    let mut raise = given(1, "2024-06-15", 40_000, &[]);
    raise.allocation = "01890a5d-ac96-774b-bcce-b302099a8099".parse().unwrap();
    let lines = told(vec![raise, award]);
    let told: Vec<_> = lines
        .iter()
        .map(|line| (line.number, line.registered))
        .collect();
    assert_eq!(told, [(1, false), (2, true)]);
}

#[test]
fn aid_that_is_not_small_has_no_room_and_uses_none() {
    let mut paused = given(1, "2018-03-15", 60_000, &[]);
    paused.limit = None;
    let after = given(1, "2019-03-15", 1, &[]);
    let lines = told(vec![paused, after]);
    assert_eq!((lines[0].used, lines[0].left()), (None, None));
    assert_eq!(lines[1].used, Some(0));
}

#[test]
fn a_rate_has_four_decimals_at_the_most() {
    for (text, parts) in [("11.4825", 114_825), ("10", 100_000), ("0.0001", 1)] {
        assert_eq!(rate(text).ten_thousandths(), parts);
    }
    for wrong in [
        "",
        "0",
        "0.0000",
        "-1",
        "+11",
        "11,48",
        "11.48251",
        "1000",
        "1e1",
        "NaN",
        "99999999999",
    ] {
        assert_eq!(wrong.parse::<EuroRate>(), Err(NoEuroRate), "{wrong}");
    }
    // 100 kroner at 11.4825 is 8.7089… euro.
    assert_eq!(rate("11.4825").euro_cents(Money::kroner(100)), 871);
    assert_eq!(rate("10").euro_cents(Money::kroner(100)), 1_000);
}

proptest! {
    /// The same sum by brute force, without groups: every award against every award.
    #[test]
    fn one_organisation_uses_what_it_was_given(
        awards in prop::collection::vec((2015..2024_i32, 1..50_000_i64), 1..8),
    ) {
        let mut awards = awards;
        awards.sort_by_key(|(year, _)| *year);
        let day = |place: usize, year: i32| format!("{year}-03-{:02}", place + 1);
        let all = awards.iter().enumerate();
        let all = all.map(|(place, (year, euro))| given(1, &day(place, *year), *euro, &[]));
        let rooms = rooms(&all.collect::<Vec<_>>());
        for (place, (year, _)) in awards.iter().enumerate() {
            let before = awards[..place].iter().filter(|(of, _)| year - of <= 2);
            let used: i64 = before.map(|(_, euro)| euro).sum();
            prop_assert_eq!(rooms[place].0, used);
        }
    }
}
