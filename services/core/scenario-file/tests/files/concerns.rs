//! A concern with a cap: every applicant in it together gets no more, and at the cap no applicant
//! gains by being two.

use super::{amounts, applicant, scored};
use crate::arbitrary::{self, Case};
use crate::property::{cases, property};
use allocation::check::check;
use allocation::{Amount, Applicant, Conflict, Quota, Rounding, Rule, Scenario, Tail, allocate};
use insight::explain::{Style, lines};
use insight::{Policy, conflict, prices};
use proptest::prelude::*;
use scenario_file::{publish, verify};
use text::Language;

fn of(concern: &str, applicant: Applicant) -> Applicant {
    Applicant {
        concern: Some(concern.into()),
        ..applicant
    }
}

/// Kernel rules and ranked lists, some applicants in one of two concerns, and groups around them
/// now and then.
fn input() -> impl Strategy<Value = Scenario> {
    let concerns = prop::collection::vec(0_usize..4, 9);
    let tail = prop::sample::select(vec![
        Tail::Stop,
        Tail::Partial,
        Tail::OfferReduced,
        Tail::Skip,
    ]);
    let settings = (
        0_i64..40,
        prop::option::of(tail),
        prop::option::of(0_i64..30),
    );
    (arbitrary::case(), concerns, settings).prop_map(|(case, concerns, settings): (Case, _, _)| {
        let (cap, tail, most) = settings;
        let mut scenario = case.scenario();
        if let Some(tail) = tail {
            scenario.rule = Rule::Ranked(tail);
        }
        scenario.concern_cap = Some(cap.into());
        for (applicant, which) in scenario.applicants.iter_mut().zip(concerns) {
            applicant.concern = ["m", "n"].get(which).map(|name| (*name).to_owned());
            // All of m in one group, all of n in the other.
            applicant.group = vec![if which == 0 { "a" } else { "b" }.into()];
        }
        if most.is_some() {
            scenario.groups = vec![Quota {
                path: vec!["a".into()],
                min: None,
                max: most.map(Amount::new),
            }];
        }
        scenario
    })
}

fn within(scenario: &Scenario, awards: &[i64]) -> bool {
    let mut order: Vec<&Applicant> = scenario.applicants.iter().collect();
    order.sort_by_key(|who| who.id.parse::<u32>().expect("a number"));
    ["m", "n"].iter().all(|concern| {
        let own = order.iter().zip(awards);
        let own = own.filter(|(who, _)| who.concern.as_deref() == Some(concern));
        let cap = scenario.concern_cap.map_or(i64::MAX, Amount::get);
        own.map(|(_, award)| award).sum::<i64>() <= cap
    })
}

#[test]
fn no_concern_gets_more_than_its_cap() {
    // Control: the same division without the cap.
    for held in [true, false] {
        property(cases(), &input(), !held, |scenario| {
            let mut run = scenario.clone();
            if !held {
                run.concern_cap = None;
            }
            if let Some(allocation) = arbitrary::run(&run) {
                prop_assert!(within(&scenario, &amounts(&allocation)), "{:?}", allocation);
            }
            Ok(())
        });
    }
}

#[test]
fn what_is_left_by_a_cap_is_divided_among_the_others() {
    // Control: the concern's members cut to the cap afterwards, and what they lose kept.
    for afterwards in [false, true] {
        property(cases(), &input(), afterwards, |mut scenario| {
            (scenario.rule, scenario.groups) = (Rule::ConstrainedEqualAwards, Vec::new());
            let Some(allocation) = arbitrary::run(&scenario) else {
                return Ok(());
            };
            let cap = scenario.concern_cap.map_or(i64::MAX, Amount::get);
            let mut spent = allocation.certificate.spent.get();
            if afterwards {
                let mut free = scenario.clone();
                free.concern_cap = None;
                let awards = amounts(&allocate(&free).expect("no caps"));
                spent = awards.iter().sum();
                for concern in ["m", "n"] {
                    let own = scenario.applicants.iter().zip(&awards);
                    let own = own.filter(|(who, _)| who.concern.as_deref() == Some(concern));
                    let got: i64 = own.map(|(_, award)| award).sum();
                    spent -= (got - cap).max(0);
                }
            }
            let reach = |who: &Applicant| who.max.map_or(who.claim, |max| max.min(who.claim));
            let most = |concern: Option<&str>| -> i64 {
                let own = scenario
                    .applicants
                    .iter()
                    .filter(|who| who.concern.as_deref() == concern);
                let sum = own.map(reach).sum::<Amount>().get();
                concern.map_or(sum, |_| sum.min(cap))
            };
            let all = most(None) + most(Some("m")) + most(Some("n"));
            prop_assert_eq!(spent, scenario.budget.get().min(all));
            Ok(())
        });
    }
}

/// Others beside one that can be split, under equal awards.
fn splitting() -> impl Strategy<Value = (Vec<i64>, i64, i64, i64)> {
    (
        prop::collection::vec(1_i64..60, 2..6),
        1_i64..80,
        1_i64..150,
        1_i64..4,
    )
}

/// The awards together of one concern that is one applicant, or two with parts of its claim; exact.
fn together(
    claims: &[i64],
    split: Option<i64>,
    budget: i64,
    cap: Option<i64>,
) -> allocation::Fraction {
    let mut list: Vec<Applicant> = (0..)
        .zip(claims)
        .map(|(id, claim): (i64, _)| Applicant::new(id.to_string(), *claim))
        .collect();
    list[0].concern = Some("m".into());
    if let Some(part) = split {
        list[0].claim -= part.into();
        list.push(of("m", Applicant::new("new", part)));
    }
    let mut scenario = Scenario::new(budget, Rule::ConstrainedEqualAwards, list);
    (scenario.concern_cap, scenario.rounding) = (cap.map(Amount::new), Rounding::None);
    let allocation = allocate(&scenario).expect("no floors");
    let own = |id: &str| allocation.award(id).map(|award| award.exact);
    let (a, b) = (
        own("0").expect("the first"),
        own("new").unwrap_or(allocation::Fraction::ZERO),
    );
    allocation::Fraction::new(
        a.numerator() * b.denominator() + b.numerator() * a.denominator(),
        a.denominator() * b.denominator(),
    )
    .expect("not over 0")
}

#[test]
fn who_is_at_the_cap_gains_nothing_by_being_two_and_who_is_not_gains_no_more_than_up_to_it() {
    // Control: equal awards without the cap, under which splitting pays in 46 % of cases.
    for capped in [true, false] {
        property(
            cases(),
            &splitting(),
            !capped,
            |(claims, cap, budget, quarter)| {
                let part = claims[0] * quarter / 4;
                let held = capped.then_some(cap);
                let one = together(&claims, None, budget, held);
                let two = together(&claims, Some(part), budget, held);
                let cap = allocation::Fraction::from(cap);
                prop_assert!(two <= cap.max(one), "{} as one, {} as two", one, two);
                Ok(())
            },
        );
    }
}

/// Equal awards of 300 among four, two of them in one concern that may have 100.
fn worked() -> Scenario {
    let list = vec![
        applicant("a", 200),
        of("Nord", applicant("b", 200)),
        of("Nord", applicant("c", 200)),
        applicant("d", 60),
    ];
    let mut scenario = Scenario::new(300, Rule::ConstrainedEqualAwards, list);
    scenario.concern_cap = Some(100.into());
    scenario
}

#[test]
fn worked_out() {
    let scenario = worked();
    let allocation = allocate(&scenario).expect("no conflict");
    assert_eq!(amounts(&allocation), [140, 50, 50, 60]);
    let b = allocation.award("b").expect("an award");
    let pot = &allocation.certificate.pots[b.trace.pot as usize];
    assert_eq!(
        (pot.concern.as_deref(), pot.budget.get()),
        (Some("Nord"), 100)
    );
    let said = lines(&allocation, &scenario, b, Style::Plain, Language::English);
    assert_eq!(
        said[1],
        "The cap for everybody in the concern Nord was 100 in priority class 1."
    );
    let price = prices(&scenario).expect("no conflict");
    let price = price
        .iter()
        .find(|price| price.policy == Policy::ConcernCap)
        .expect("a price");
    assert_eq!((price.gained, price.cost), (60, 60));
    let text = publish(&scenario, &allocation, Style::Plain, Language::Nynorsk);
    assert!(
        text.contains("taket for alle i konsernet Nord")
            || text.contains("Taket for alle i konsernet Nord")
    );
    assert_eq!(
        verify(&text).map(|again| again.run_hash),
        Ok(allocation.run_hash.clone())
    );
    let free = Scenario {
        concern_cap: None,
        ..scenario.clone()
    };
    assert_ne!(
        allocate(&free).expect("no conflict").run_hash,
        allocation.run_hash
    );
    assert!(
        check(
            &Scenario {
                concern_cap: Some(99.into()),
                ..scenario
            },
            &allocation
        )
        .is_err()
    );
}

#[test]
fn a_concern_that_crosses_groups_is_named() {
    let mut scenario = worked();
    scenario.applicants[1].group = vec!["Vestland".into()];
    scenario.groups = vec![Quota {
        path: vec!["Vestland".into()],
        min: None,
        max: Some(90.into()),
    }];
    let error = allocate(&scenario).expect_err("crosses");
    let conflicts = error.conflicts();
    assert_eq!(
        conflicts,
        [Conflict::ConcernCrossesGroups {
            concern: "Nord".into(),
            groups: "–, Vestland".into()
        }]
    );
    for language in Language::ALL {
        assert!(conflict(&conflicts[0], Style::Plain, 1, language).contains("Nord"));
    }
    scenario.applicants[2].group = vec!["Vestland".into(), "small".into()];
    assert_eq!(
        amounts(&allocate(&scenario).expect("one group")),
        [150, 45, 45, 60]
    );
    scenario.rule = Rule::Knapsack;
    assert!(allocate(&scenario).is_err());
}

#[test]
fn a_list_passes_on_what_a_concern_may_not_have() {
    let list = vec![
        of("Nord", scored("a", 60, 9)),
        of("Nord", scored("b", 60, 8)),
        scored("c", 60, 7),
    ];
    let mut scenario = Scenario::new(200, Rule::Ranked(Tail::Partial), list);
    scenario.concern_cap = Some(90.into());
    assert_eq!(
        amounts(&allocate(&scenario).expect("no conflict")),
        [60, 30, 60]
    );
    scenario.rule = Rule::Ranked(Tail::Stop);
    assert_eq!(
        amounts(&allocate(&scenario).expect("no conflict")),
        [60, 0, 60]
    );
}
