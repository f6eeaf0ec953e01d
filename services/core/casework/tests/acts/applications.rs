//! Applications: written, submitted, returned, ended.

use casework::application::ApplicationKey;
use chrono::TimeDelta;
use domain::application::ApplicationState;
use domain::application::DraftChanges;
use domain::calendar::Clock;
use domain::money::Money;
use domain::refusal::Refusal;
use domain::step::StepName;

use crate::steps;
use crate::world::{
    World, administrator, applicant, as_read, asking, case_handler, case_of, draft, terms,
    with_places,
};

#[tokio::test]
async fn an_application_is_written_and_submitted() {
    let world = World::new().await;
    world.open_call().await;
    let first = world.draft(1).await;
    assert_eq!(
        first.application.case_reference.to_string(),
        "PT-2026-00001"
    );
    assert_eq!(
        world.draft(2).await.application.case_reference.to_string(),
        "PT-2026-00002"
    );

    let changed = world
        .take(
            &applicant(1),
            steps::update(&as_read(&first), &with_places(7)),
        )
        .await
        .unwrap();
    let submitted = world.submit(1, &changed).await;
    let ApplicationState::Submitted { submission } = &submitted.application.state else {
        panic!("{:?}", submitted.application.state);
    };
    assert_eq!(submission.claim.amount, Money::kroner(70_000));
    assert_eq!(submission.placement.sub_frame, "local");
}

#[tokio::test]
async fn an_application_is_sent_back_completed_and_taken_back() {
    let world = World::new().await;
    world.open_call().await;
    let submitted = world.submitted(1).await;
    let submission = submitted.application.state.submission().unwrap();
    let by = "2026-02-20".parse().unwrap();
    let returned = world
        .take(
            &case_handler(),
            steps::send_back(&as_read(&submitted), "Hvem eier lokalet?", by),
        )
        .await
        .unwrap();
    assert_eq!(returned.application.last_step.actor, "kari");
    let seen = world
        .take(&applicant(1), steps::get(&case_of(&returned)))
        .await
        .unwrap();
    assert_eq!(seen.application.last_step.reason, "Hvem eier lokalet?");
    assert_eq!(
        seen.application.last_step.actor, "",
        "applicants are not told which person"
    );

    world.clock.advance(TimeDelta::days(1));
    let completed = world
        .take(
            &applicant(1),
            steps::update(&as_read(&seen), &with_places(8)),
        )
        .await
        .unwrap();
    let again = world.submit(1, &completed).await;
    let second = again.application.state.submission().unwrap();
    assert_eq!(second.at, submission.at, "it came in when it first came in");
    assert_eq!(second.claim.amount, Money::kroner(80_000));

    let withdrawn = world
        .take(
            &applicant(1),
            steps::withdraw(&as_read(&again), "Vi flytter."),
        )
        .await
        .unwrap();
    assert_eq!(withdrawn.application.state.name(), "withdrawn");
    refused!(
        world
            .take(&applicant(1), steps::submit(&as_read(&withdrawn)))
            .await,
        Refusal::WrongState {
            state: "withdrawn",
            step: StepName::SubmitApplication,
            ..
        }
    );
}

#[tokio::test]
async fn creating_again_is_harmless_and_an_id_means_one_thing() {
    let world = World::new().await;
    world.open_call().await;
    let view = world.draft(1).await;
    let case = case_of(&view);
    let changed = world
        .take(&applicant(1), steps::update(&as_read(&view), &asking(9)))
        .await
        .unwrap();
    // Of another's case an id tells that it is taken, and nothing more.
    let other = applicant(2);
    let foreign = || world.take(&other, steps::create(&case, &draft(2)));
    refused!(foreign().await, Refusal::IdTaken { .. });
    world.clock.set(terms().deadline + TimeDelta::days(1));
    refused!(foreign().await, Refusal::DeadlinePassed { .. });
    let again = world
        .take(&applicant(1), steps::create(&case, &draft(1)))
        .await
        .unwrap();
    assert_eq!(again, changed, "the present state, also after the deadline");
    let mut other = draft(1);
    other.requested = Money::kroner(1);
    refused!(
        world
            .take(&applicant(1), steps::create(&case, &other))
            .await,
        Refusal::IdTaken { .. }
    );
    let fresh = ApplicationKey {
        application: world.id(),
        ..case.clone()
    };
    refused!(
        world
            .take(&applicant(1), steps::create(&fresh, &draft(1)))
            .await,
        Refusal::DeadlinePassed { .. }
    );
    let nowhere = ApplicationKey {
        call: "no-such-call".parse().unwrap(),
        ..case
    };
    refused!(
        world
            .take(&applicant(1), steps::create(&nowhere, &draft(1)))
            .await,
        Refusal::NotFound { .. }
    );
}

#[tokio::test]
async fn organisations_write_for_themselves_and_know_of_their_own_only() {
    let world = World::new().await;
    world.open_call().await;
    let view = world.draft(1).await;
    let case = case_of(&view);
    let fresh = ApplicationKey {
        application: world.id(),
        ..case.clone()
    };
    refused!(
        world
            .take(&applicant(2), steps::create(&fresh, &draft(1)))
            .await,
        Refusal::RoleNotAllowed {
            step: StepName::CreateApplication,
            ..
        }
    );
    let taken_over = DraftChanges {
        applicant: Some(draft(2).applicant),
        ..asking(5)
    };
    refused!(
        world
            .take(&applicant(1), steps::update(&as_read(&view), &taken_over))
            .await,
        Refusal::RoleNotAllowed {
            step: StepName::UpdateApplication,
            ..
        }
    );
    refused!(
        world.take(&applicant(2), steps::get(&case)).await,
        Refusal::NotFound { .. }
    );
    refused!(
        world.take(&case_handler(), steps::get(&case)).await,
        Refusal::NotFound { .. }
    );
    world.submit(1, &view).await;
    world
        .take(&case_handler(), steps::get(&case))
        .await
        .unwrap();
}

#[tokio::test]
async fn two_writers_of_one_draft_cannot_both_win() {
    let world = World::new().await;
    world.open_call().await;
    let view = world.draft(1).await;
    let write = |portal: &str, kroner| {
        let caller = crate::world::portal(portal, 1);
        let (world, update) = (&world, steps::update(&as_read(&view), &asking(kroner)));
        async move { world.take(&caller, update).await }
    };
    let (one, other) = tokio::join!(write("one", 1), write("other", 2));
    let (won, lost) = if one.is_ok() {
        (one, other)
    } else {
        (other, one)
    };
    let won = won.unwrap();
    refused!(lost, Refusal::Stale { current, .. } if current == won.application.revision);
    let stored = world
        .take(&applicant(1), steps::get(&case_of(&view)))
        .await
        .unwrap();
    assert_eq!(stored.application.draft, won.application.draft);
}

#[tokio::test]
async fn a_step_sent_again_answers_with_the_present_state() {
    let world = World::new().await;
    world.open_call().await;
    let view = world.draft(1).await;
    let submitted = world.submit(1, &view).await;
    assert_eq!(world.submit(1, &view).await, submitted);
    let other_portal = crate::world::portal("another portal of the same organisation", 1);
    refused!(
        world
            .take(&other_portal, steps::submit(&as_read(&view)))
            .await,
        Refusal::Stale { .. }
    );

    let second = world.draft(2).await;
    let changed = world
        .take(&applicant(2), steps::update(&as_read(&second), &asking(10)))
        .await
        .unwrap();
    assert_eq!(
        world
            .take(&applicant(2), steps::update(&as_read(&second), &asking(10)))
            .await
            .unwrap(),
        changed
    );
    refused!(
        world.take(&applicant(2), steps::update(&as_read(&second), &asking(11))).await,
        Refusal::Stale { current, .. } if current.number() == 2
    );
}

#[tokio::test]
async fn a_second_late_is_late() {
    let world = World::new().await;
    let call = world.open_call().await;
    let (in_time, late) = (world.draft(1).await, world.draft(2).await);
    world.clock.set(terms().deadline);
    let in_time = world.submit(1, &in_time).await;
    let tomorrow = world.clock.today() + TimeDelta::days(1);
    let returned = world
        .take(
            &case_handler(),
            steps::send_back(&as_read(&in_time), "Mer", tomorrow),
        )
        .await
        .unwrap();

    world.clock.advance(TimeDelta::seconds(1));
    refused!(
        world.take(&applicant(2), steps::submit(&as_read(&late))).await,
        Refusal::DeadlinePassed { deadline } if deadline == terms().deadline
    );
    world
        .take(&administrator(), steps::close_call(&call))
        .await
        .unwrap();
    // 16 February ends in Norway at 23:00 UTC.
    world.clock.set(crate::world::at("2026-02-16T23:00:00Z"));
    refused!(
        world.take(&applicant(1), steps::submit(&as_read(&returned))).await,
        Refusal::DeadlinePassed { deadline } if deadline == world.clock.now()
    );
    world.clock.advance(TimeDelta::microseconds(-1));
    let completed = world.submit(1, &returned).await;
    assert_eq!(
        completed.application.state.name(),
        "submitted",
        "although the call is closed"
    );
}

#[tokio::test]
async fn an_answer_is_asked_for_by_a_day_that_comes() {
    let world = World::new().await;
    world.open_call().await;
    let view = world.submitted(1).await;
    refused!(
        world.take(&case_handler(), steps::send_back(&as_read(&view), "Mer",
            world.clock.today())).await,
        Refusal::InvalidFields(faults) if faults[0].field == "complete_by_date"
    );
    let dismissed = world
        .take(
            &case_handler(),
            steps::dismiss(&as_read(&view), "Gjelder noe annet."),
        )
        .await
        .unwrap();
    assert_eq!(dismissed.application.state.name(), "dismissed");
}

#[tokio::test]
async fn an_application_is_late_when_the_deadline_was_moved_before_it() {
    let world = World::new().await;
    world.open_call().await;
    world.clock.set(terms().deadline);
    let view = world.submitted(1).await;
    assert!(!view.late, "on the last moment");
    world
        .meddle("update casework.call set deadline = deadline - interval '1 second'")
        .await;
    let seen = world.take(&applicant(1), steps::get(&case_of(&view))).await;
    assert!(seen.unwrap().late, "late by a second");
}
