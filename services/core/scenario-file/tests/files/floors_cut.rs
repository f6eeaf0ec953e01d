//! Floors that do not fit are cut only where that is declared: in one proportion, no first claim,
//! and more budget never hurts.

use super::{amounts, applicant};
use crate::arbitrary::{self, Case};
use crate::property::{cases, none_less, property};
use allocation::check::check;
use allocation::{
    Allocation, Amount, Applicant, Clause, Collar, Conflict, Damping, FloorsCut, Quota, Rounding,
    Rule, Scenario, Sharing, Tail, allocate,
};
use insight::explain::{Style, lines};
use insight::{Counterfactual, counterfactuals};
use proptest::prelude::*;
use scenario_file::{publish, verify};
use text::Language;

/// A declared cut; some have first claims below their floors, and a collar that lifts.
fn input() -> impl Strategy<Value = Scenario> {
    let extra = prop::collection::vec((0_i64..9, 0_i64..30, 0_u8..4), 9);
    let settings = (1_i64..5, 0_u8..4, 0_i64..60);
    (arbitrary::case(), extra, settings).prop_map(|(case, extra, settings): (Case, _, _)| {
        let (step, rounding, budget) = settings;
        let mut scenario = case.scenario();
        scenario.floors_cut = Some(FloorsCut::Proportional);
        scenario.budget = budget.into();
        // A base off the step is another thing than a floor.
        let based = matches!(scenario.rule, Rule::BaseProportional { .. });
        scenario.step = Amount::new(if based { 1 } else { step });
        scenario.rounding = [
            Rounding::SainteLague,
            Rounding::LargestRemainder,
            Rounding::Down,
            Rounding::None,
        ][usize::from(rounding)];
        scenario.damping = Some(Damping::Collar(Collar {
            down: Some(2_000),
            up: None,
        }));
        for (applicant, (promised, last, which)) in scenario.applicants.iter_mut().zip(extra) {
            let most = applicant.max.unwrap_or(applicant.claim);
            applicant.committed = (which == 1).then_some(most.min(promised.into()));
            applicant.last_year = (which == 2).then_some(last.into());
        }
        scenario
    })
}

/// Awards of a rule for cutting, and nothing where something else contradicts.
type Awards = Option<Vec<i64>>;

fn engine(scenario: &Scenario) -> Awards {
    arbitrary::run(scenario).map(|allocation| amounts(&allocation))
}

fn is_cut(allocation: &Allocation) -> bool {
    let mut pots = allocation.certificate.pots.iter();
    pots.any(|pot| pot.sharing == Sharing::CutFloors)
}

/// Wrong: floors are paid in the order of the list until the money is gone, first claims or not.
fn in_order(scenario: &Scenario) -> Awards {
    let allocation = arbitrary::run(scenario)?;
    if !is_cut(&allocation) {
        return Some(amounts(&allocation));
    }
    let mut left = scenario.budget.get();
    let paid = allocation.awards.iter().map(|award| {
        let paid = award.trace.hi.get().min(left);
        left -= paid;
        paid
    });
    Some(paid.collect())
}

/// Wrong: what is missing is taken in equal parts, and the last pays what cannot be divided.
fn equal_parts(scenario: &Scenario) -> Awards {
    let allocation = arbitrary::run(scenario)?;
    let floors: i64 = allocation
        .awards
        .iter()
        .map(|award| award.trace.hi.get())
        .sum();
    if !is_cut(&allocation) {
        return Some(amounts(&allocation));
    }
    let count = i64::try_from(allocation.awards.len()).expect("few");
    let part = (floors - scenario.budget.get()).div_euclid(count);
    Some(
        allocation
            .awards
            .iter()
            .map(|award| award.trace.hi.get() - part)
            .collect(),
    )
}

#[test]
fn first_claims_are_never_cut() {
    for (rule, caught) in [(engine as fn(&Scenario) -> Awards, false), (in_order, true)] {
        property(cases(), &input(), caught, |scenario| {
            if let Some(awards) = rule(&scenario) {
                let mut order: Vec<&Applicant> = scenario.applicants.iter().collect();
                order.sort_by_key(|who| who.id.parse::<u32>().expect("a number"));
                for (award, who) in awards.iter().zip(order) {
                    let committed = who.committed.map_or(0, Amount::get);
                    prop_assert!(*award >= committed, "{}", who.id);
                }
            }
            Ok(())
        });
    }
}

#[test]
fn more_budget_never_hurts_where_the_cut_ends_and_before() {
    // Control: without rounding to steps that rise with the budget, largest remainders take from an
    // applicant.
    for caught in [false, true] {
        let input = (input(), 1_i64..9);
        property(cases(), &input, caught, |(mut scenario, more)| {
            scenario.rounding = if caught {
                Rounding::LargestRemainder
            } else {
                Rounding::SainteLague
            };
            let before = engine(&scenario);
            scenario.budget += more.into();
            let after = engine(&scenario);
            if let Some((before, after)) = before.zip(after) {
                prop_assert!(none_less(&before, &after), "{:?} {:?}", before, after);
            }
            Ok(())
        });
    }
}

#[test]
fn all_floors_are_cut_by_one_factor() {
    for (rule, caught) in [
        (engine as fn(&Scenario) -> Awards, false),
        (in_order, true),
        (equal_parts, true),
    ] {
        property(cases(), &input(), caught, |mut scenario| {
            scenario.step = 1.into();
            scenario.rounding = Rounding::SainteLague;
            let Some((allocation, awards)) = arbitrary::run(&scenario).zip(rule(&scenario)) else {
                return Ok(());
            };
            if !is_cut(&allocation) {
                return Ok(());
            }
            // Between any two that are cut, and no further down than a first claim, the shares of
            // the floor are the same to within the unit that each was rounded by.
            let cut: Vec<(i64, i64)> = allocation
                .awards
                .iter()
                .zip(awards)
                .filter(|(award, paid)| award.trace.lo.get() < *paid || award.trace.lo.get() == 0)
                .map(|(award, paid)| (paid, award.trace.hi.get()))
                .collect();
            for (a, floor) in &cut {
                for (b, other) in &cut {
                    prop_assert!(a * other - b * floor <= 2 * floor.max(other), "{:?}", cut);
                }
            }
            Ok(())
        });
    }
}

/// 60 + 60 + nothing of floors on 90, of which 45 is promised to the second.
fn worked() -> Scenario {
    let with = |id: &str, min: Option<i64>, committed: Option<i64>| Applicant {
        min: min.map(Amount::new),
        committed: committed.map(Amount::new),
        ..applicant(id, 100)
    };
    let list = vec![
        with("a", Some(60), None),
        with("b", Some(60), Some(45)),
        with("c", None, None),
        with("d", Some(30), None),
    ];
    let mut scenario = Scenario::new(105, Rule::Proportional, list);
    scenario.floors_cut = Some(FloorsCut::Proportional);
    scenario
}

#[test]
fn worked_out() {
    let scenario = worked();
    let allocation = allocate(&scenario).expect("declared");
    // 45 is promised; 60 is two thirds of the other floors, and b's own two thirds would be less
    // than its promise.
    assert_eq!(amounts(&allocation), [40, 45, 0, 20]);
    let pot = &allocation.certificate.pots[0];
    assert_eq!(
        (pot.sharing, pot.level.map(|level| level.to_string())),
        (Sharing::CutFloors, Some("2/3".into()))
    );
    let [a, .., d] = &allocation.awards[..] else {
        panic!("four")
    };
    assert_eq!(
        (a.trace.hi_clause, a.trace.hi.get(), d.trace.hi.get()),
        (Clause::CutFloor, 60, 30)
    );
    assert_eq!(
        lines(&allocation, &scenario, a, Style::Plain, Language::English),
        [
            "Applied for: 100.",
            "Can receive at most 60 (its floor, where all floors together do not fit the budget).",
            "There was 105 to divide in all.",
            "The floors together are above the budget, so every floor is cut to 2/3 of what it \
                is; what was promised earlier is not cut. The floor is 60.",
        ]
    );
    for language in Language::ALL {
        let said = lines(&allocation, &scenario, a, Style::Money, language).join(" ");
        assert!(
            said.contains("2/3") && said.contains("0,60") != (language == Language::English),
            "{said}"
        );
    }
    let found = counterfactuals(&scenario, &allocation, "c");
    assert!(
        found.contains(&Counterfactual::Budget { needed: 151 }),
        "{found:?}"
    );
    let text = publish(&scenario, &allocation, Style::Plain, Language::Bokmal);
    assert_eq!(
        verify(&text).map(|again| again.run_hash),
        Ok(allocation.run_hash)
    );
}

#[test]
fn it_is_told_in_the_hash_and_undeclared_it_is_a_conflict() {
    let mut fits = worked();
    fits.budget = 150.into();
    let declared = allocate(&fits).expect("fits");
    fits.floors_cut = None;
    let plain = allocate(&fits).expect("fits");
    assert_eq!(amounts(&declared), amounts(&plain));
    assert_ne!(declared.run_hash, plain.run_hash);
    let code =
        |scenario: &Scenario| allocate(scenario).map_err(|found| found.conflicts()[0].code());
    let mut scenario = worked();
    scenario.floors_cut = None;
    assert_eq!(code(&scenario), Err("conflict-floors-exceed-budget"));
    let mut promised = worked();
    promised.budget = 44.into();
    assert_eq!(code(&promised), Err("conflict-floors-exceed-budget"));
    let mut grouped = worked();
    grouped.groups = vec![Quota {
        path: vec!["g".into()],
        min: None,
        max: Some(9.into()),
    }];
    assert_eq!(code(&grouped), Err("conflict-floors-exceed-budget"));
    for rule in [Rule::Ranked(Tail::Stop), Rule::Knapsack, Rule::Talmud] {
        let scenario = Scenario { rule, ..worked() };
        assert!(matches!(
            allocate(&scenario).expect_err("no level").conflicts(),
            [Conflict::NotWithThisRule { .. }, ..]
        ));
    }
}

#[test]
fn a_cut_that_was_changed_is_refused() {
    let scenario = worked();
    let allocation = allocate(&scenario).expect("declared");
    let mut moved = allocation.clone();
    (moved.awards[0].amount, moved.awards[3].amount) = (41.into(), 19.into());
    assert!(check(&scenario, &moved).is_err());
    // The first claim cut like a floor: 70 % of everything.
    let mut promised = allocation.clone();
    for (award, amount) in promised.awards.iter_mut().zip([42, 42, 0, 21]) {
        award.amount = amount.into();
        award.trace.lo = 0.into();
    }
    promised.certificate.pots[0].level = "7/10".parse().ok();
    assert!(check(&scenario, &promised).is_err());
    // Undeclared, or declared and not done.
    let undeclared = Scenario {
        floors_cut: None,
        ..scenario.clone()
    };
    assert!(check(&undeclared, &allocation).is_err());
    let mut other = allocation;
    other.certificate.pots[0].sharing = Sharing::Awards;
    assert!(check(&scenario, &other).is_err());
}
