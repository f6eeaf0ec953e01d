//! Properties of every application, each with a wrong rule that the same check catches.

use domain::money::Money;
use domain::scheme::Scheme;
use proptest::prelude::*;
use proptest::test_runner::{TestCaseError, TestRunner};
use user_run_centres::UserRunCentres;

use crate::scene::{Situation, Work};

fn work() -> impl Strategy<Value = Work> {
    let kroner = || prop_oneof![0..2_000_000_i64, 0..40_000_000_i64];
    (kroner(), 1..30_000_000_i64, kroner(), kroner()).prop_map(|(cost, applied, state, private)| {
        Work {
            cost,
            applied,
            state,
            private,
            ..Work::default()
        }
    })
}

fn situation() -> impl Strategy<Value = Situation> {
    let works = proptest::collection::vec(work(), 1..6);
    (works, 1..60_000_000_i64).prop_map(|(activities, requested)| Situation {
        activities,
        requested: Some(requested),
        ..Situation::default()
    })
}

/// The claim as the scheme calculates it.
fn by_the_scheme(situation: &Situation) -> Money {
    let (call, draft) = (situation.call(), situation.draft());
    UserRunCentres::claim(&call, &draft, &situation.rules())
        .unwrap()
        .amount
}

/// Holds a calculation against the bounds: nothing below zero, above the request, above a cap,
/// above what an activity lacks.
fn within_bounds(calculate: impl Fn(&Situation) -> Money) -> Result<(), String> {
    TestRunner::deterministic()
        .run(&situation(), |situation| {
            let claim = calculate(&situation);
            let draft = situation.draft();
            let cap = Money::kroner(5_000_000);
            let most: i64 = draft
                .form
                .activities
                .iter()
                .map(|one| (one.cost().ore() - one.other_funding().ore()).clamp(0, cap.ore()))
                .sum();
            prop_assert!(!claim.is_negative());
            prop_assert!(claim <= draft.requested, "above the request");
            prop_assert!(
                claim.ore() <= most,
                "above what the activities lack, or a cap"
            );
            Ok::<(), TestCaseError>(())
        })
        .map_err(|error| error.to_string())
}

#[test]
fn the_claim_is_never_above_request_cap_or_need() {
    assert_eq!(within_bounds(by_the_scheme), Ok(()));
}

#[test]
fn a_rule_that_forgets_other_funding_is_caught() {
    let wrong = |situation: &Situation| {
        let applied = situation.draft().form.applied();
        applied.min(situation.draft().requested)
    };
    assert!(
        within_bounds(wrong)
            .unwrap_err()
            .contains("above what the activities lack")
    );
}

#[test]
fn a_rule_that_forgets_the_request_is_caught() {
    let wrong = |situation: &Situation| {
        let (call, mut draft) = (situation.call(), situation.draft());
        draft.requested = Money::MAX;
        UserRunCentres::claim(&call, &draft, &situation.rules())
            .unwrap()
            .amount
    };
    assert!(
        within_bounds(wrong)
            .unwrap_err()
            .contains("above the request")
    );
}
