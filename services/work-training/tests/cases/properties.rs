//! Properties of every application, each with a wrong rule that the same check catches.

use allocation::{Applicant, Rule, Scenario, Tail, allocate};
use domain::money::Money;
use domain::scheme::Scheme;
use proptest::prelude::*;
use proptest::test_runner::{TestCaseError, TestRunner};
use work_training::WorkTraining;
use work_training::form::Stage;

use crate::scene::{Aid, Situation, date};

fn situation() -> impl Strategy<Value = Situation> {
    let kroner = || prop_oneof![0..3_000_000_i64, 0..60_000_000_i64];
    let aid = (2010..2026_i32, 1..80_000_i64).prop_map(|(year, euro)| Aid {
        awarded: date(&format!("{year}-07-01")),
        euro,
    });
    let aids = proptest::collection::vec(aid, 0..8);
    (
        1..60_000_000_i64,
        kroner(),
        kroner(),
        kroner(),
        any::<bool>(),
        aids,
    )
        .prop_map(
            |(requested, cost, ordinary, private, economic, state_aid)| Situation {
                requested,
                cost,
                cost_of_ordinary_operation: ordinary,
                private,
                economic,
                state_aid,
                ..Situation::default()
            },
        )
}

fn by_the_scheme(situation: &Situation) -> Money {
    let (call, draft) = (situation.call(), situation.draft());
    WorkTraining::claim(&call, &draft, &situation.rules())
        .unwrap()
        .amount
}

/// Holds a calculation against the bounds: nothing below zero, above the request, above the need,
/// or above the limit for state aid in the three years that end with the grant's.
fn within_bounds(calculate: impl Fn(&Situation) -> Money) -> Result<(), String> {
    TestRunner::deterministic()
        .run(&situation(), |situation| {
            let claim = calculate(&situation);
            prop_assert!(!claim.is_negative());
            prop_assert!(
                claim <= Money::kroner(situation.requested),
                "above the request"
            );
            let need = (situation.cost - situation.private).max(0);
            prop_assert!(claim <= Money::kroner(need), "above the need");
            let used: i64 = situation
                .state_aid
                .iter()
                .filter(|aid| (2018..=2020).contains(&chrono::Datelike::year(&aid.awarded)))
                .map(|aid| aid.euro)
                .sum();
            let room = Money::kroner((200_000 - used).max(0) * 10);
            prop_assert!(
                !situation.economic || claim <= room,
                "above the limit for state aid"
            );
            Ok::<(), TestCaseError>(())
        })
        .map_err(|error| error.to_string())
}

#[test]
fn the_claim_is_never_above_request_need_or_state_aid() {
    assert_eq!(within_bounds(by_the_scheme), Ok(()));
}

#[test]
fn a_window_of_one_year_is_caught() {
    let wrong = |situation: &Situation| {
        let mut situation = situation.clone();
        situation
            .rules
            .insert("state_aid.years_before".to_owned(), toml::Value::Integer(0));
        by_the_scheme(&situation)
    };
    assert!(
        within_bounds(wrong)
            .unwrap_err()
            .contains("above the limit for state aid")
    );
}

#[test]
fn a_rule_that_pays_ordinary_operation_is_caught() {
    let wrong = |situation: &Situation| {
        let mut situation = situation.clone();
        situation.cost += std::mem::take(&mut situation.cost_of_ordinary_operation);
        by_the_scheme(&situation)
    };
    assert!(within_bounds(wrong).unwrap_err().contains("above the need"));
}

/// A claim in its class, kroner.
type Placed = (u32, i64);

/// The engine's division by rank, with a partial tail; what every application gets, in kroner.
fn divide(budget: i64, placed: &[Placed]) -> Vec<i64> {
    let applicants = placed
        .iter()
        .zip(0_i64..)
        .map(|((class, claim), number)| Applicant {
            priority_class: Some(*class),
            score: Some(number.into()),
            ..Applicant::new(format!("{number:03}"), *claim)
        });
    let rule = Rule::Ranked(Tail::Partial);
    let scenario = Scenario::new(budget, rule, applicants.collect());
    let mut awards = allocate(&scenario).unwrap().awards;
    awards.sort_by(|a, b| a.id.cmp(&b.id));
    awards.iter().map(|award| award.amount.get()).collect()
}

fn placed(stage: Stage, requested: i64) -> Placed {
    let situation = Situation {
        stage,
        requested,
        cost: requested,
        ..Situation::default()
    };
    let placement = WorkTraining::placement(&situation.draft(), &situation.rules()).unwrap();
    assert_eq!(placement.sub_frame, work_training::frame::PROJECTS);
    (
        placement.priority_class,
        by_the_scheme(&situation).ore() / 100,
    )
}

/// Nothing for a new project while a continuation lacks anything.
fn continuations_first(place: impl Fn(Stage, i64) -> Placed) -> Result<(), String> {
    let applications = proptest::collection::vec((any::<bool>(), 1..10_000_000_i64), 1..12);
    TestRunner::deterministic()
        .run(
            &(applications, 0..50_000_000_i64),
            |(applications, budget)| {
                let stage = |new: bool| if new { Stage::New } else { Stage::Continuation };
                let placed: Vec<Placed> = applications
                    .iter()
                    .map(|(new, amount)| place(stage(*new), *amount))
                    .collect();
                let awards = divide(budget, &placed);
                let lacks = applications
                    .iter()
                    .zip(&awards)
                    .any(|((new, asked), got)| !new && got < asked);
                let new_got = applications
                    .iter()
                    .zip(&awards)
                    .any(|((new, _), got)| *new && *got > 0);
                prop_assert!(!(lacks && new_got), "a new project before a continuation");
                Ok::<(), TestCaseError>(())
            },
        )
        .map_err(|error| error.to_string())
}

#[test]
fn continuations_are_served_before_new_projects() {
    assert_eq!(continuations_first(placed), Ok(()));
}

#[test]
fn a_single_class_is_caught() {
    let wrong = |stage, amount| (1, placed(stage, amount).1);
    assert!(
        continuations_first(wrong)
            .unwrap_err()
            .contains("a new project before a continuation")
    );
}

/// F7: 54 million, of which continuations bind 42.5, leaves 11.5 for new projects.
#[test]
fn f7_what_continuations_leave_is_for_new_projects() {
    let announced =
        work_training::frame::announced(&WorkTraining::rules().on(date("2020-01-15"))).unwrap();
    let frame = announced.frame.ore() / 100;
    assert_eq!(
        (frame, announced.for_new),
        (54_000_000, Money::kroner(11_500_000))
    );
    let mut applications = vec![placed(Stage::New, 9_000_000), placed(Stage::New, 9_000_000)];
    applications.extend((0..17).map(|_| placed(Stage::Continuation, 2_500_000)));
    let awards = divide(frame, &applications);
    // The later one has the higher score.
    assert_eq!(awards[..2], [2_500_000, 9_000_000]);
    assert!(awards[2..].iter().all(|award| *award == 2_500_000));
}
