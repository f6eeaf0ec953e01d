//! The one that moves as little as one step from one applicant to another is refused.

use super::check;
use crate::places::Method;
use crate::scenario::{Applicant, Rounding, Rule, Scenario, Tail, WeightBy};
use crate::{Amount, Conflict, Draw, Quota, Reserved, Score, Weight, allocate};

/// Ties, bounds that bind, an applicant without a weight.
fn applicants() -> Vec<Applicant> {
    let bounded =
        |id: &str, claim: i64, weight, score, min: Option<i64>, max: Option<i64>| Applicant {
            weight: Some(Weight::new(weight)),
            score: Some(Score::new(score)),
            min: min.map(Amount::new),
            max: max.map(Amount::new),
            ..Applicant::new(id, claim)
        };
    vec![
        bounded("a", 40, 1, 9, None, None),
        bounded("b", 40, 1, 8, None, None),
        bounded("c", 80, 3, 8, Some(20), None),
        bounded("d", 120, 2, 7, None, Some(20)),
        bounded("e", 60, 0, 3, None, None),
        bounded("f", 20, 5, 2, None, None),
    ]
}

fn places(method: Method) -> Rule {
    Rule::Apportionment {
        method,
        threshold: None,
    }
}

/// Lists of which a part is kept for one group and another has a frame, the groups in two classes.
fn kept() -> Vec<Scenario> {
    let mut all = Vec::new();
    for tail in [Tail::Stop, Tail::Partial, Tail::OfferReduced, Tail::Skip] {
        for (classes, budget, step) in [(1, 127, 1), (1, 190, 10), (2, 180, 1), (2, 130, 10)] {
            let mut applicants = applicants();
            for (at, applicant) in (0_u32..).zip(&mut applicants) {
                applicant.group = vec![["open", "kept", "frame"][at as usize % 3].into()];
                applicant.priority_class = Some(1 + at % classes);
            }
            let mut scenario = Scenario::new(budget, Rule::Ranked(tail), applicants);
            scenario.step = step.into();
            scenario.groups = vec![Quota {
                path: vec!["frame".into()],
                min: Some(30.into()),
                max: Some(90.into()),
            }];
            scenario.reserved = vec![Reserved {
                path: vec!["kept".into()],
                amount: 70.into(),
                released_from: None,
            }];
            all.push(scenario);
        }
    }
    all
}

/// Every rule that divides exactly, with every rounding and two steps.
fn scenarios() -> Vec<Scenario> {
    let rules = [
        Rule::Proportional,
        Rule::ConstrainedEqualAwards,
        Rule::ConstrainedEqualLosses,
        Rule::Talmud,
        Rule::WeightedProportional(WeightBy::WeightTimesClaim),
        Rule::WeightedEqualAwards(WeightBy::Weight),
        Rule::BaseProportional { base: 7.into() },
        Rule::Ranked(Tail::Stop),
        Rule::Ranked(Tail::Partial),
        Rule::Ranked(Tail::Skip),
        Rule::Knapsack,
        places(Method::Dhondt),
        places(Method::SainteLague),
        places(Method::ModifiedSainteLague),
        places(Method::Adams),
        places(Method::HuntingtonHill),
        places(Method::Dean),
        places(Method::LargestRemainder),
    ];
    let roundings = [
        Rounding::None,
        Rounding::SainteLague,
        Rounding::LargestRemainder,
        Rounding::Down,
    ];
    let mut all = Vec::new();
    for rule in rules {
        for rounding in roundings {
            for (step, budget) in [(1, 127), (1, 180), (10, 130), (10, 187)] {
                let mut applicants = applicants();
                if rule == Rule::Talmud {
                    applicants
                        .iter_mut()
                        .for_each(|a| (a.min, a.max) = (None, None));
                }
                let mut scenario = Scenario::new(budget, rule.clone(), applicants);
                (scenario.rounding, scenario.step) = (rounding, step.into());
                scenario.draw = (budget % 2 == 0).then(|| Draw::committed("loddtrekning"));
                all.push(scenario);
            }
        }
    }
    all
}

#[test]
fn no_step_can_be_moved_from_one_to_another() {
    let mut moves = 0;
    for scenario in scenarios().into_iter().chain(kept()) {
        let allocation = allocate(&scenario).unwrap();
        let mut by = vec![Amount::new(1), scenario.step];
        by.dedup();
        let count = allocation.awards.len();
        for (from, to, by) in (0..count)
            .flat_map(|from| (0..count).map(move |to| (from, to)))
            .filter(|(from, to)| from != to)
            .flat_map(|(from, to)| by.iter().map(move |by| (from, to, *by)))
        {
            let mut moved = allocation.clone();
            moved.awards[from].amount -= by;
            moved.awards[to].amount += by;
            let refused = check(&scenario, &moved);
            assert!(
                refused.is_err(),
                "{:?}, {:?}, step {}: {by} from {from} to {to}",
                scenario.rule,
                scenario.rounding,
                scenario.step
            );
            moves += 1;
        }
    }
    assert!(moves > 5_000, "{moves} moves were tried");
}

#[test]
fn nothing_in_the_certificate_can_be_changed_alone() {
    for scenario in scenarios().into_iter().chain(kept()) {
        let allocation = allocate(&scenario).unwrap();
        let mut others = vec![allocation.clone(); 5];
        others[0].certificate.budget += 1.into();
        others[1].certificate.spent += 1.into();
        others[2].certificate.unspent += 1.into();
        others[3].certificate.pots[0].spent += 1.into();
        others[4].awards.swap(0, 1);
        others[4].awards[0].id = "a".into();
        for (which, other) in others.iter().enumerate() {
            let refused = check(&scenario, other);
            assert!(refused.is_err(), "{:?}: change {which}", scenario.rule);
        }
        // Where exactly half of all claims are handed out, any higher level of Talmud's proves the
        // same.
        let flat = scenario.rule == Rule::Talmud && scenario.budget == 180.into();
        if let Some(level) = allocation.certificate.pots[0].level.filter(|_| !flat) {
            let mut other = allocation.clone();
            let (over, under) = (level.numerator(), level.denominator());
            other.certificate.pots[0].level = crate::Fraction::new(over + 1, under);
            assert!(check(&scenario, &other).is_err(), "{:?}", scenario.rule);
        }
    }
}

#[test]
fn talmud_with_a_first_claim_below_the_threshold_is_a_named_conflict() {
    let mut scenario = Scenario::new(90, Rule::Talmud, applicants());
    for applicant in &mut scenario.applicants {
        (applicant.min, applicant.max) = (None, None);
    }
    scenario.threshold = Some(3.into());
    assert!(allocate(&scenario).is_ok());
    scenario.applicants[5].committed = Some(10.into());
    let conflicts = allocate(&scenario).unwrap_err();
    assert!(matches!(
        conflicts.conflicts(),
        [Conflict::NotWithThisRule { .. }]
    ));
}
