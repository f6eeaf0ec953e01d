//! Properties of a division by a scheme's plan: what is said to be needed is enough and no less, no
//! frame is overspent.

use allocation::{Scenario, Score, Tail};
use insight::counterfactual::score_in_full;
use insight::explain::budget_in_full;
use proptest::prelude::*;

use super::tests::{PROPORTIONAL, RANKED, competitors, divide};
use super::*;

/// Returns true if the score said to be needed is the least that gives the whole claim, tried by
/// running again.
fn is_least(scenario: &Scenario, id: &str, needed: Option<Score>) -> bool {
    let in_full = |score: i64| {
        let mut trial = scenario.clone();
        let own = trial
            .applicants
            .iter_mut()
            .find(|applicant| applicant.id == id);
        own.unwrap().score = Some(score.into());
        let again = allocation::allocate(&trial).unwrap();
        let share = again.award(id).unwrap();
        share.amount == share.trace.claim
    };
    match needed {
        Some(score) => in_full(score.get()) && !in_full(score.get() - 1),
        None => !in_full(100_000),
    }
}

pub(super) fn rounds() -> impl Strategy<Value = (Vec<(i64, u32, i64)>, i64, usize)> {
    let applicant = (0_i64..=6, 1_u32..=2, 1_i64..=9);
    (
        prop::collection::vec(applicant, 1..9),
        0_i64..30,
        0_usize..4,
    )
}

pub(super) fn round(entrants: &[(i64, u32, i64)]) -> Vec<Competitor> {
    let texts: Vec<String> = entrants
        .iter()
        .map(|(score, class, claim)| format!("{}:{class}:{claim}", score * 10))
        .collect();
    competitors(&texts.join(" "))
}

pub(super) const TAILS: [Tail; 4] = [Tail::Stop, Tail::Partial, Tail::OfferReduced, Tail::Skip];

proptest! {
    #[test]
    fn the_score_said_to_be_needed_is_the_least_that_is_enough((entrants, budget,
        tail) in rounds()) {
        let (frozen, awards) = divide(&RANKED, TAILS[tail], budget, &round(&entrants));
        let run = Run::read(&frozen.document).unwrap();
        for award in awards.iter().filter(|award| award.amount < award.claimed) {
            let id = award.application.to_string();
            let needed = score_in_full(&run.scenario, &run.result, &id, explain::SCORE_MAX);
            prop_assert!(is_least(&run.scenario, &id, needed));
        }
    }

    #[test]
    fn the_frame_said_to_be_needed_is_enough_and_no_less((entrants, budget, _) in rounds()) {
        let (frozen, awards) = divide(&PROPORTIONAL, Tail::Stop, budget, &round(&entrants));
        let run = Run::read(&frozen.document).unwrap();
        for award in awards.iter().filter(|award| award.amount < award.claimed) {
            let id = award.application.to_string();
            let share = run.result.award(&id).unwrap();
            let class = run.result.certificate.pots[share.trace.pot as usize].class;
            let needed = budget_in_full(&run.scenario, class).get();
            let amount = |budget: i64| {
                let trial = Scenario { budget: budget.into(), ..run.scenario.clone() };
                allocation::allocate(&trial).unwrap().award(&id).unwrap().amount.get()
            };
            prop_assert_eq!(amount(needed), award.claimed.ore());
            // One øre less is missing from an applicant in the class, and from this one when it is
            // alone in it.
            let alone =
                run.scenario.applicants.iter().filter(|other| other.class() == class).count() == 1;
            prop_assert!(!alone || amount(needed - 1) < award.claimed.ore());
        }
    }

    #[test]
    fn no_frame_is_overspent_and_every_cut_has_its_reason((entrants, budget, tail) in rounds()) {
        for plan in [&RANKED, &PROPORTIONAL] {
            let (_, awards) = divide(plan, TAILS[tail], budget, &round(&entrants));
            let sum: i64 = awards.iter().map(|award| award.amount.ore()).sum();
            prop_assert!(sum <= budget * 100);
            prop_assert!(awards.iter().all(Award::is_explained));
        }
    }
}

/// Negative control: the score of the last one funded is not the score needed where a tie would
/// have to be drawn.
#[test]
fn the_property_catches_a_score_that_is_too_low() {
    let entrants = competitors("80:1:100 70:1:100");
    let (frozen, _) = divide(&RANKED, Tail::Stop, 100, &entrants);
    let run = Run::read(&frozen.document).unwrap();
    let id = entrants[1].application.to_string();
    assert!(!is_least(&run.scenario, &id, Some(79_999.into())));
    assert!(!is_least(&run.scenario, &id, Some(90_000.into())));
}
