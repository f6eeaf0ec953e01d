use chrono::DateTime;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;

fn ids(count: u16) -> Vec<ApplicationId> {
    let one = |n: u16| {
        let text = format!("01890a5d-ac96-774b-bcce-b302099a{n:04x}");
        let id: Uuid = text.parse().unwrap();
        id.try_into().unwrap()
    };
    (0..count).map(one).collect()
}

fn step(actor: &str) -> StepRecord {
    StepRecord {
        actor: actor.to_owned(),
        at: DateTime::UNIX_EPOCH,
        reason: "Yearly control.".to_owned(),
    }
}

fn frozen(population: Vec<ApplicationId>, size: u32, key: &str) -> Result<Sample, Refusal> {
    let terms = SampleTerms {
        states: vec!["active".to_owned()],
        at_least: Money::ZERO,
        without_municipalities: false,
        size,
    };
    let call: CallId = "2026".parse().unwrap();
    let sample: Uuid = "01890a5d-ac96-774b-bcce-b302099a8063".parse().unwrap();
    let of = (&call, sample.try_into().unwrap());
    Sample::freeze(of, terms, population, key.to_owned(), step("kari"))
}

fn drawn(population: Vec<ApplicationId>, size: u32, key: &str) -> Sample {
    let frozen = frozen(population, size, key).unwrap();
    frozen.draw(step("siri")).unwrap()
}

fn control(grant: ApplicationId, finding: ControlFinding, follow_up: ControlFollowUp) -> Control {
    Control {
        grant,
        finding,
        follow_up,
        record: step("kari"),
    }
}

fn paths(refused: Result<Sample, Refusal>) -> Vec<String> {
    match refused {
        Err(Refusal::InvalidFields(faults)) => faults.into_iter().map(|one| one.field).collect(),
        other => panic!("{other:?}"),
    }
}

/// How often each grant is sampled under a fixed list of keys.
fn times(sampled: impl Fn(&str) -> Vec<ApplicationId>, keys: u32) -> Vec<u32> {
    let all: Vec<_> = (0..keys)
        .flat_map(|key| sampled(&key.to_string()))
        .collect();
    let count = |id: &ApplicationId| all.iter().filter(|one| *one == id).count();
    let population = ids(20);
    let each = population.iter().map(count);
    each.map(|times| u32::try_from(times).unwrap()).collect()
}

/// True if each of 20 grants is sampled in about a quarter of 2,000 draws: within five standard
/// deviations, which are 19 each.
fn is_even(times: &[u32]) -> bool {
    times.iter().all(|count| count.abs_diff(500) < 97)
}

#[test]
fn each_grant_has_an_even_chance() {
    let by_lot = |key: &str| drawn(ids(20), 5, key).sampled();
    assert!(is_even(&times(by_lot, 2_000)), "{:?}", times(by_lot, 2_000));
    let by_order = |_: &str| ids(5);
    assert!(!is_even(&times(by_order, 2_000)), "the first five, always");
}

proptest! {
    #[test]
    fn every_order_of_the_population_gives_the_same_sample(
        population in Just(ids(30)).prop_shuffle(), key in "[0-9a-f]{64}", size in 1_u32..=30,
    ) {
        let sample = drawn(population.clone(), size, &key);
        let sorted = drawn(ids(30), size, &key);
        prop_assert_eq!(sample.sampled(), sorted.sampled());
        prop_assert_eq!(sample.population_hash(), sorted.population_hash());
        prop_assert!(sample.draw.keeps_its_promise());
    }
}

#[test]
fn another_key_gives_another_sample() {
    let of = |key| drawn(ids(30), 10, key).sampled();
    assert_ne!(of("one"), of("two"));
}

#[test]
fn a_population_holds_its_sample() {
    assert_eq!(
        paths(frozen(Vec::new(), 1, "k")),
        ["sample.states", "sample.size"]
    );
    assert_eq!(paths(frozen(ids(3), 0, "k")), ["sample.size"]);
    assert_eq!(paths(frozen(ids(3), 4, "k")), ["sample.size"]);
    assert_eq!(drawn(ids(3), 3, "k").sampled().len(), 3);
}

#[test]
fn nothing_is_known_before_another_person_draws() {
    let sample = frozen(ids(9), 2, "k").unwrap();
    assert_eq!(sample.published_key(), None);
    assert!(sample.sampled().is_empty());
    let own = sample.clone().draw(step("kari"));
    assert!(matches!(own, Err(Refusal::FourEyes { .. })), "{own:?}");
    let sample = sample.draw(step("siri")).unwrap();
    assert_eq!(sample.published_key(), Some("k"));
    let again = sample.draw(step("siri"));
    assert!(
        matches!(again, Err(Refusal::WrongState { .. })),
        "{again:?}"
    );
}

#[test]
fn only_sampled_grants_are_controlled() {
    use ControlFinding::{Deviation, InOrder};
    use ControlFollowUp::{Documents, Nothing};
    let sample = drawn(ids(9), 2, "k");
    let sampled = sample.sampled();
    let outside = ids(9).into_iter().find(|id| !sampled.contains(id)).unwrap();
    let both = sample.clone().record(control(outside, InOrder, Documents));
    assert_eq!(paths(both), ["grant", "follow_up"]);
    let early = frozen(ids(9), 9, "k").unwrap();
    let early = early.record(control(outside, InOrder, Nothing));
    assert!(
        matches!(early, Err(Refusal::WrongState { .. })),
        "{early:?}"
    );
    let once = sample
        .record(control(sampled[0], Deviation, Documents))
        .unwrap();
    let twice = once.record(control(sampled[0], InOrder, Nothing)).unwrap();
    assert_eq!(twice.controls.len(), 2);
}
