//! Samples: frozen before the key is known, drawn by another person, controlled in the open.

use casework::application::ApplicationKey;
use casework::error::CaseError;
use casework::sample::{Create, DrawSample, Get, List, RecordControl, SampleKey, SampleView};
use domain::assessment::InterestGround;
use domain::caller::{Caller, Role};
use domain::identifiers::{ApplicationId, SampleId};
use domain::money::Money;
use domain::refusal::Refusal;
use domain::sample::{ControlFinding, ControlFollowUp, SampleTerms};

use crate::journey::{decision_maker, first_page};
use crate::steps;
use crate::world::{World, call_id, case_handler, staff};

fn other() -> Caller {
    staff("olav", &[Role::CaseHandler])
}

fn create(world: &World, size: u32, kroner: i64) -> Create {
    Create {
        key: SampleKey {
            call: call_id(),
            sample: SampleId::try_from(world.id().uuid()).unwrap(),
        },
        terms: SampleTerms {
            states: vec!["offered".to_owned()],
            at_least: Money::kroner(kroner),
            without_municipalities: true,
            size,
        },
        reason: "Yearly control.".to_owned(),
    }
}

fn draw(of: &SampleView) -> DrawSample {
    DrawSample {
        key: key(of),
        revision: of.sample.revision,
    }
}

fn key(of: &SampleView) -> SampleKey {
    SampleKey {
        call: of.sample.call.clone(),
        sample: of.sample.id,
    }
}

fn deviation(of: &SampleView, grant: ApplicationId) -> RecordControl {
    RecordControl {
        key: key(of),
        revision: of.sample.revision,
        grant,
        finding: ControlFinding::Deviation,
        follow_up: ControlFollowUp::Documents,
        reason: "Wages without time sheets.".to_owned(),
    }
}

/// A round of three grants, and a sample of two of them.
async fn sampled(world: &World) -> (Vec<ApplicationKey>, SampleView) {
    let (cases, _) = world.decided_round(&[(30, 90), (30, 80), (30, 70)]).await;
    let new = create(world, 2, 0);
    let created = world.take(&case_handler(), new.clone()).await.unwrap();
    let again = world.take(&case_handler(), new).await.unwrap();
    assert_eq!(again.sample.draw, created.sample.draw, "a repetition");
    (cases, created)
}

/// Counts the events of this step that hold a text.
async fn events_with(world: &World, step: &str, text: &str) -> i64 {
    let sql = "select count(*) from casework.event where step = $1 and payload like $2";
    let like = format!("%{text}%");
    let query = sqlx::query_scalar(sql).bind(step).bind(like);
    query.fetch_one(&world.pool).await.unwrap()
}

/// Counts the notifications of a deviation, and the entries of the journal.
async fn told(world: &World) -> (i64, i64) {
    let sql = "select (select count(*) from casework.notification where kind = 'control_deviated'),
        (select count(*) from casework.journal_entry where kind = 'control')";
    sqlx::query_as(sql).fetch_one(&world.pool).await.unwrap()
}

#[tokio::test]
async fn the_population_stands_before_the_key_is_known() {
    let world = World::new().await;
    let (cases, created) = sampled(&world).await;
    let key_text = created.sample.draw.key.clone();
    assert_eq!(events_with(&world, "create_sample", &key_text).await, 0);
    let frozen = created.sample.population.clone();
    assert_eq!(frozen.len(), 3);
    world.accept(&cases[0], 1).await.unwrap();
    let own = world.take(&case_handler(), draw(&created)).await;
    assert!(matches!(
        own,
        Err(CaseError::Refused(Refusal::FourEyes { .. }))
    ));
    let drawn = world.take(&decision_maker(), draw(&created)).await.unwrap();
    assert_eq!(drawn.sample.population, frozen, "one is not offered now");
    assert_eq!(drawn.sample.sampled().len(), 2);
    assert!(drawn.sample.draw.keeps_its_promise());
    assert_eq!(events_with(&world, "draw_sample", &key_text).await, 1);
    let list = List {
        call: call_id(),
        page: first_page(10),
    };
    let listed = world.take(&decision_maker(), list).await.unwrap();
    assert_eq!(listed.rows, [drawn]);
}

#[tokio::test]
async fn a_sample_that_its_population_does_not_hold_is_refused() {
    let world = World::new().await;
    world.decided_round(&[(30, 90), (30, 80)]).await;
    for (size, kroner, fields) in [
        (3, 0, vec!["sample.size"]),
        (1, 300_001, vec!["sample.states", "sample.size"]),
    ] {
        let new = create(&world, size, kroner);
        let refused = world.take(&case_handler(), new).await;
        let Err(CaseError::Refused(Refusal::InvalidFields(faults))) = refused else {
            panic!("{refused:?}");
        };
        let found: Vec<_> = faults.iter().map(|one| one.field.as_str()).collect();
        assert_eq!(found, fields);
    }
}

#[tokio::test]
async fn a_deviation_is_told_and_a_later_control_stands_beside_it() {
    let world = World::new().await;
    let (_, created) = sampled(&world).await;
    let drawn = world.take(&other(), draw(&created)).await.unwrap();
    let grant = drawn.sample.sampled()[0];
    let first = deviation(&drawn, grant);
    let once = world.take(&case_handler(), first).await.unwrap();
    world.settle().await;
    assert_eq!(told(&world).await, (1, 1));
    let later = RecordControl {
        finding: ControlFinding::InOrder,
        follow_up: ControlFollowUp::Nothing,
        ..deviation(&once, grant)
    };
    let twice = world.take(&case_handler(), later).await.unwrap();
    world.settle().await;
    assert_eq!(told(&world).await, (1, 1), "what is in order is in-house");
    let found: Vec<_> = twice
        .sample
        .controls
        .iter()
        .map(|one| one.finding)
        .collect();
    assert_eq!(found, [ControlFinding::Deviation, ControlFinding::InOrder]);
}

#[tokio::test]
async fn a_person_with_an_interest_neither_controls_nor_reads_a_control() {
    let world = World::new().await;
    let (_, created) = sampled(&world).await;
    let drawn = world.take(&other(), draw(&created)).await.unwrap();
    let grant = drawn.sample.sampled()[0];
    let case = ApplicationKey {
        call: call_id(),
        application: grant,
    };
    let declare = steps::declare(&case, InterestGround::Automatic, "A brother leads it.");
    world.take(&other(), declare).await.unwrap();
    let refused = world.take(&other(), deviation(&drawn, grant)).await;
    assert!(matches!(
        refused,
        Err(CaseError::Refused(Refusal::InterestDeclared { .. }))
    ));
    let recorded = world.take(&case_handler(), deviation(&drawn, grant)).await;
    let recorded = recorded.unwrap();
    assert_eq!((recorded.sample.controls.len(), recorded.left_out), (1, 0));
    let get = Get { key: key(&drawn) };
    let read = world.take(&other(), get).await.unwrap();
    assert_eq!((read.sample.controls.len(), read.left_out), (0, 1));
}
