//! Events: every step in its chain, in an order that never changes, told to each what it may know.

use std::time::Duration;

use casework::event::WatchEvents;
use domain::assessment::{CriterionScore, InterestGround};
use domain::caller::Caller;
use domain::event::Event;
use domain::refusal::Refusal;
use domain::step::StepName;

use crate::audited::first_break;
use crate::callers::administrator;
use crate::journey::{decision_maker, finance};
use crate::steps;
use crate::world::{World, applicant, as_read, assessor, call_id, case_handler, case_of};

fn everything() -> WatchEvents {
    WatchEvents {
        call: None,
        after: 0,
        page_size: 100,
    }
}

/// Returns what a caller is told, once it can be.
async fn told(world: &World, caller: &Caller, request: &WatchEvents) -> Vec<Event> {
    world.settle().await;
    world.take(caller, request.clone()).await.unwrap()
}

fn steps(events: &[Event]) -> Vec<StepName> {
    events.iter().map(|event| event.event.step).collect()
}

#[tokio::test]
async fn a_case_has_one_chain_and_meddling_shows() {
    let world = World::new().await;
    world.open_call().await;
    let view = world.submitted(1).await;
    let by = "2026-02-20".parse().unwrap();
    let returned = world
        .take(
            &case_handler(),
            steps::send_back(&as_read(&view), "Mer", by),
        )
        .await
        .unwrap();
    world.submit(1, &returned).await;
    let mut connection = world.pool.acquire().await.unwrap();
    let name = case_of(&view).name();
    let chain = store::event::read_chain(&mut connection, &name)
        .await
        .unwrap();
    assert_eq!(
        steps(&chain),
        [
            StepName::CreateApplication,
            StepName::SubmitApplication,
            StepName::ReturnApplication,
            StepName::SubmitApplication
        ]
    );
    assert_eq!(first_break(&world, &name).await, None);
    let revisions: Vec<i64> = chain
        .iter()
        .map(|event| event.event.from_revision.number())
        .collect();
    assert_eq!(revisions, [0, 1, 2, 3]);
    assert_eq!(chain[2].event.reason, "Mer");

    world
        .forge("update casework.event set payload = '{}' where step = 'return_application'")
        .await;
    assert_eq!(first_break(&world, &name).await, Some(3));
}

#[tokio::test]
async fn a_refused_step_leaves_no_event() {
    let world = World::new().await;
    world.open_call().await;
    let draft = world.draft(1).await;
    let view = world.submit(1, &draft).await;
    let before = told(&world, &case_handler(), &everything()).await;
    refused!(
        world
            .take(&applicant(2), steps::dismiss(&as_read(&view), "x"))
            .await,
        Refusal::RoleNotAllowed { .. }
    );
    world.submit(1, &draft).await;
    let after = told(&world, &case_handler(), &everything()).await;
    assert_eq!(after, before, "nor does a step that is sent again");
}

#[tokio::test]
async fn organisations_follow_their_own_cases_without_names_and_inner_words() {
    let world = World::new().await;
    world.open_call().await;
    let (case, _others) = (world.submitted(1).await, world.submitted(2).await);
    let scores: Vec<CriterionScore> = ["need", "quality"]
        .map(|criterion| CriterionScore {
            criterion: criterion.to_owned(),
            points: 10,
            reason: "Svakt.".to_owned(),
        })
        .into();
    world
        .take(&assessor("anne"), steps::record(&as_read(&case), &scores))
        .await
        .unwrap();
    let ground = InterestGround::Automatic;
    world
        .take(
            &case_handler(),
            steps::declare(&case_of(&case), ground, "Min bror."),
        )
        .await
        .unwrap();

    let own = told(&world, &applicant(1), &everything()).await;
    assert_eq!(
        steps(&own),
        [
            StepName::CreateApplication,
            StepName::SubmitApplication,
            StepName::RecordAssessment,
            StepName::DeclareInterest
        ]
    );
    for event in &own[2..] {
        let event = (
            &event.event.actor,
            &event.event.reason,
            &event.event.payload,
        );
        assert!(
            event.0.is_empty() && event.1.is_empty() && event.2.is_empty(),
            "{event:?}"
        );
    }
    assert_eq!(own[0].event.actor, "portal-1");
    let linked = own.windows(2).all(|two| two[1].previous == two[0].hash);
    assert!(linked, "what is withheld does not break the chain");
    let all = told(&world, &decision_maker(), &everything()).await;
    assert_eq!(
        all.len(),
        1 + 2 + 2 + 2 + 2,
        "the appropriation, two steps of the call, two of the other's"
    );
    assert!(says(&all, "Min bror."));
    without_words_for_those_who_may_not_read_the_case(&world, &all, &own).await;
}

fn says(events: &[Event], reason: &str) -> bool {
    events.iter().any(|event| event.event.reason == reason)
}

/// The person with the interest, and roles that may not read the case, get every event and no word
/// of the case. The chain holds for them.
async fn without_words_for_those_who_may_not_read_the_case(
    world: &World,
    all: &[Event],
    case: &[Event],
) {
    for caller in [case_handler(), finance(), administrator()] {
        let seen = told(world, &caller, &everything()).await;
        assert_eq!(steps(&seen), steps(all));
        assert!(!says(&seen, "Min bror."), "{caller:?}");
        let is_of_case = |event: &Event| case.iter().any(|one| one.cursor == event.cursor);
        let of_case: Vec<Event> = seen.into_iter().filter(is_of_case).collect();
        assert_eq!(of_case.len(), case.len());
        assert!(of_case.iter().zip(case).all(|(a, b)| a.hash == b.hash));
        assert!(of_case.iter().all(|event| event.event.payload.is_empty()));
    }
}

#[tokio::test]
async fn a_reader_goes_on_where_it_was() {
    let world = World::new().await;
    world.open_call().await;
    for organisation in 1..=3 {
        world.submitted(organisation).await;
    }
    let all = told(&world, &case_handler(), &everything()).await;
    let mut read = Vec::new();
    loop {
        let request = WatchEvents {
            call: Some(call_id()),
            after: read.last().map_or(0, |event: &Event| event.cursor),
            page_size: 3,
        };
        let page = told(&world, &case_handler(), &request).await;
        if page.is_empty() {
            break;
        }
        read.extend(page);
    }
    assert_eq!(read, all[1..], "all but the appropriation");
}

/// The trap of cursors: the earlier number, drawn by the later transaction, is committed last.
#[tokio::test]
async fn an_event_that_commits_late_is_not_passed_over() {
    let world = World::new().await;
    world.open_call().await;
    let before = told(&world, &case_handler(), &everything()).await;
    let after = before.last().unwrap().cursor;
    let events = |name: &str| {
        let mut event = before[0].event.clone();
        event.chain = name.to_owned();
        event.resource = name.to_owned();
        [event]
    };
    let chance = domain::randomness::SeededRandomness::new(5);
    let mut first = world.pool.begin().await.unwrap();
    let mut second = world.pool.begin().await.unwrap();
    // The first has its transaction number before the second, and its cursor after.
    sqlx::query("select pg_current_xact_id()")
        .execute(&mut *first)
        .await
        .unwrap();
    store::event::append(&mut second, &chance, &events("second"))
        .await
        .unwrap();
    store::event::append(&mut first, &chance, &events("first"))
        .await
        .unwrap();
    first.commit().await.unwrap();

    // Transactions of other tests, in other databases of the server, hold the reader back as well:
    // it looks again until there is something.
    let next = |after| {
        let request = WatchEvents {
            after,
            ..everything()
        };
        let world = &world;
        async move {
            loop {
                let page = world.take(&case_handler(), request.clone()).await.unwrap();
                if !page.is_empty() {
                    break page;
                }
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
        }
    };
    let seen = next(after).await;
    let names = |events: &[Event]| -> Vec<String> {
        events
            .iter()
            .map(|event| event.event.chain.clone())
            .collect()
    };
    assert_eq!(names(&seen), ["first"]);
    second.commit().await.unwrap();
    let rest = next(seen[0].cursor).await;
    assert_eq!(names(&rest), ["second"]);
    assert!(
        rest[0].cursor < seen[0].cursor,
        "by cursor alone it would have been passed over"
    );
    let request = WatchEvents {
        after: rest[0].cursor,
        ..everything()
    };
    assert_eq!(told(&world, &case_handler(), &request).await, []);
}

/// Rows of the table and of its indexes that this transaction has looked at.
const LOOKED_AT: &str = "select (pg_stat_get_xact_tuples_returned('casework.event'::regclass)
             + sum(pg_stat_get_xact_tuples_returned(indexrelid)))::bigint
     from pg_index where indrelid = 'casework.event'::regclass";

#[tokio::test]
async fn a_batch_does_not_read_the_log_before_it() {
    let world = World::new().await;
    world
        .meddle(
            "insert into casework.event (chain, sequence, resource, step, actor, by_staff, at,
                 from_revision, request_hash, reason, payload, commitment, previous, hash, \
                 written_by, format)
             select 'log', n, 'case', 'submit_application', 'a', false, now(), n, hash, '', '{}',
                 hash, hash, hash, (3 + n / 100)::text::xid8, 1
             from generate_series(1, 20000) as n, sha256('x') as hash",
        )
        .await;
    world.meddle("analyze casework.event").await;
    let last: i64 = sqlx::query_scalar("select max(cursor) from casework.event")
        .fetch_one(&world.pool)
        .await
        .unwrap();
    let mut transaction = world.pool.begin().await.unwrap();
    // PostgreSQL may change its plan at the sixth use of a statement.
    for _ in 0..8 {
        let reading = store::event::Reading {
            after: last - 20,
            call: None,
            organisations: None,
            limit: 10,
        };
        let before: i64 = sqlx::query_scalar(LOOKED_AT)
            .fetch_one(&mut *transaction)
            .await
            .unwrap();
        let batch = store::event::read_after(&mut transaction, reading)
            .await
            .unwrap();
        let after: i64 = sqlx::query_scalar(LOOKED_AT)
            .fetch_one(&mut *transaction)
            .await
            .unwrap();
        assert_eq!(batch[0].cursor, last - 19);
        assert_eq!(batch.len(), 10);
        assert!(after - before < 100, "{} rows for ten", after - before);
    }
}
