use proptest::prelude::*;
use rust_decimal::Decimal;

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn plan(per_mille: i64, years: u32) -> WriteOff {
    WriteOff {
        share_per_year: Decimal::new(per_mille, 3),
        years,
        at_once_below: Some(Money::kroner(40_000)),
        left_at_end: Money::ZERO,
    }
}

fn running(amounts: &[Money], plan: &WriteOff, began: NaiveDate) -> Vec<Obligation> {
    let planned = amounts.iter().map(|amount| PlannedObligation {
        code: "unit",
        args: Vec::new(),
        amount: *amount,
        plan: plan.clone(),
    });
    let mut all = Obligation::plan(planned.collect());
    for one in &mut all {
        let parts = (one.amount, one.before);
        one.follow(Some(began), parts);
    }
    all
}

#[test]
fn a_day_before_the_fourth_year_is_complete_three_are() {
    let duty = &running(&[Money::kroner(450_000)], &plan(50, 20), day("2017-03-15"))[0];
    for (on, left) in [
        ("2017-03-14", 0),
        ("2017-03-15", 450_000),
        ("2021-03-14", 382_500),
        ("2021-03-15", 360_000),
        ("2036-03-15", 22_500),
        ("2037-03-14", 22_500),
        ("2037-03-15", 0),
    ] {
        assert_eq!(duty.balance_on(day(on)), Money::kroner(left), "{on}");
    }
}

#[test]
fn a_part_below_the_limit_of_small_grants_is_written_off_year_by_year() {
    let parts = [Money::kroner(30_000), Money::kroner(30_000)];
    let duties = running(&parts, &plan(50, 20), day("2017-03-15"));
    let left: Vec<_> = duties.iter().map(|one| one.left(1)).collect();
    assert_eq!(left, [Money::kroner(28_500), Money::kroner(28_500)]);
}

#[test]
fn a_walk_after_days_off_posts_what_daily_walks_would_have() {
    let began = day("2016-02-29");
    let mut daily = running(&[Money::kroner(1_016_000)], &plan(33, 30), began).remove(0);
    let mut late = daily.clone();
    let mut posted = Vec::new();
    let mut today = began;
    while today < day("2047-01-01") {
        posted.extend(daily.walk(today));
        today = today.succ_opt().unwrap();
    }
    assert_eq!(posted.len(), 30);
    assert_eq!(posted[0].completed, day("2017-02-28"));
    assert_eq!(posted[5].left, Money::kroner(814_832));
    assert_eq!(posted[28].left, Money::kroner(43_688));
    assert_eq!(posted[29].left, Money::ZERO);
    assert_eq!(late.walk(day("2047-01-01")), posted);
    assert_eq!(late, daily);
    assert_eq!(late.walk(day("2050-01-01")), []);
    let ended = ObligationState::Ended {
        began,
        on: day("2046-02-28"),
    };
    assert_eq!(late.state, ended);
}

/// The first year in which the balances of the parts do not come to that of the whole.
fn apart(parts: &[Obligation], whole: &[Obligation], years: u32) -> Option<u32> {
    let sum = |of: &[Obligation], year| of.iter().map(|one| one.left(year).ore()).sum::<i64>();
    (0..=years).find(|year| sum(parts, *year) != sum(whole, *year))
}

proptest! {
    #[test]
    fn the_balances_of_the_parts_come_to_that_of_the_whole(
        ore in prop::collection::vec(1..200_000_000_i64, 1..40),
        v3 in any::<bool>(),
    ) {
        let plan = if v3 { plan(33, 30) } else { plan(50, 20) };
        let parts: Vec<_> = ore.iter().copied().map(Money::from_ore).collect();
        let whole = [Money::saturating_sum(parts.iter().copied())];
        let began = day("2017-03-15");
        let [parts, whole] = [&parts[..], &whole].map(|of| running(of, &plan, began));
        prop_assert_eq!(apart(&parts, &whole, plan.years), None);
        let years = 0..=plan.years;
        let mut left = years.flat_map(|year| parts.iter().map(move |one| one.left(year)));
        prop_assert!(left.all(|left| left >= Money::ZERO));
    }
}

/// The control: parts that are rounded each by itself do not come to the whole.
#[test]
fn parts_that_are_rounded_by_themselves_are_found() {
    let (plan, began) = (plan(33, 30), day("2017-03-15"));
    let ore = [Money::from_ore(101), Money::from_ore(101)];
    let mut parts = running(&ore, &plan, began);
    let whole = running(&[Money::from_ore(202)], &plan, began);
    assert_eq!(apart(&parts, &whole, plan.years), None);
    for part in &mut parts {
        part.before = Money::ZERO;
    }
    assert!(apart(&parts, &whole, plan.years).is_some());
}
