//! Applications: written, submitted, returned, ended.

use casework::application::case::CaseId;
use casework::application::view::get_application;
use casework::application::{
    create_application, dismiss_application, return_application, submit_application,
    update_application, withdraw_application,
};
use casework::call::close_call;
use casework::run;
use chrono::TimeDelta;
use domain::application::ApplicationState;
use domain::application::DraftChanges;
use domain::calendar::Clock;
use domain::money::Money;
use domain::refusal::Refusal;
use domain::step::StepName;

use crate::pilot::Pilot;
use crate::world::{
    World, administrator, applicant, as_read, asking, call_id, case_handler, case_of, draft, terms,
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

    let changed = step!(
        world,
        applicant(1),
        update_application::<Pilot>,
        &as_read(&first),
        &with_places(7)
    )
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
    let returned = step!(
        world,
        case_handler(),
        return_application::<Pilot>,
        &as_read(&submitted),
        "Hvem eier lokalet?",
        by
    )
    .unwrap();
    assert_eq!(returned.application.last_step.actor, "kari");
    let seen = step!(
        world,
        applicant(1),
        get_application::<Pilot>,
        &case_of(&returned)
    )
    .unwrap();
    assert_eq!(seen.application.last_step.reason, "Hvem eier lokalet?");
    assert_eq!(
        seen.application.last_step.actor, "",
        "applicants are not told which person"
    );

    world.clock.advance(TimeDelta::days(1));
    let completed = step!(
        world,
        applicant(1),
        update_application::<Pilot>,
        &as_read(&seen),
        &with_places(8)
    )
    .unwrap();
    let again = world.submit(1, &completed).await;
    let second = again.application.state.submission().unwrap();
    assert_eq!(second.at, submission.at, "it came in when it first came in");
    assert_eq!(second.claim.amount, Money::kroner(80_000));

    let withdrawn = step!(
        world,
        applicant(1),
        withdraw_application::<Pilot>,
        &as_read(&again),
        "Vi flytter."
    )
    .unwrap();
    assert_eq!(withdrawn.application.state.name(), "withdrawn");
    refused!(
        step!(
            world,
            applicant(1),
            submit_application::<Pilot>,
            &as_read(&withdrawn)
        ),
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
    let (case, create) = (case_of(&view), create_application::<Pilot>);
    let changed = step!(
        world,
        applicant(1),
        update_application::<Pilot>,
        &as_read(&view),
        &asking(9)
    )
    .unwrap();
    world.clock.set(terms().deadline + TimeDelta::days(1));
    let again = step!(world, applicant(1), create, &case, &draft(1)).unwrap();
    assert_eq!(again, changed, "the present state, also after the deadline");
    let mut other = draft(1);
    other.requested = Money::kroner(1);
    refused!(
        step!(world, applicant(1), create, &case, &other),
        Refusal::IdTaken { .. }
    );
    refused!(
        step!(world, applicant(2), create, &case, &draft(2)),
        Refusal::IdTaken { .. }
    );
    let fresh = CaseId {
        application: world.id(),
        ..case.clone()
    };
    refused!(
        step!(world, applicant(1), create, &fresh, &draft(1)),
        Refusal::DeadlinePassed { .. }
    );
    let nowhere = CaseId {
        call: "no-such-call".parse().unwrap(),
        ..case
    };
    refused!(
        step!(world, applicant(1), create, &nowhere, &draft(1)),
        Refusal::NotFound { .. }
    );
}

#[tokio::test]
async fn organisations_write_for_themselves_and_know_of_their_own_only() {
    let world = World::new().await;
    world.open_call().await;
    let view = world.draft(1).await;
    let case = case_of(&view);
    let fresh = CaseId {
        application: world.id(),
        ..case.clone()
    };
    refused!(
        step!(
            world,
            applicant(2),
            create_application::<Pilot>,
            &fresh,
            &draft(1)
        ),
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
        step!(
            world,
            applicant(1),
            update_application::<Pilot>,
            &as_read(&view),
            &taken_over
        ),
        Refusal::RoleNotAllowed {
            step: StepName::UpdateApplication,
            ..
        }
    );
    refused!(
        step!(world, applicant(2), get_application::<Pilot>, &case),
        Refusal::NotFound { .. }
    );
    refused!(
        step!(world, case_handler(), get_application::<Pilot>, &case),
        Refusal::NotFound { .. }
    );
    world.submit(1, &view).await;
    step!(world, case_handler(), get_application::<Pilot>, &case).unwrap();
}

#[tokio::test]
async fn two_writers_of_one_draft_cannot_both_win() {
    let world = World::new().await;
    world.open_call().await;
    let view = world.draft(1).await;
    let write = |portal: &str, kroner| {
        let caller = crate::world::portal(portal, 1);
        let request = (as_read(&view), asking(kroner));
        run(
            &world.pool,
            world.actor(&caller),
            request,
            |connection, act, (at, changes)| {
                Box::pin(
                    async move { update_application::<Pilot>(connection, &act, at, changes).await },
                )
            },
        )
    };
    let (one, other) = tokio::join!(write("one", 1), write("other", 2));
    let (won, lost) = if one.is_ok() {
        (one, other)
    } else {
        (other, one)
    };
    let won = won.unwrap();
    refused!(lost, Refusal::Stale { current, .. } if current == won.application.revision);
    let stored = step!(
        world,
        applicant(1),
        get_application::<Pilot>,
        &case_of(&view)
    )
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
    let (submit, update) = (submit_application::<Pilot>, update_application::<Pilot>);
    let other_portal = crate::world::portal("another portal of the same organisation", 1);
    refused!(
        step!(world, other_portal, submit, &as_read(&view)),
        Refusal::Stale { .. }
    );

    let second = world.draft(2).await;
    let changed = step!(world, applicant(2), update, &as_read(&second), &asking(10)).unwrap();
    assert_eq!(
        step!(world, applicant(2), update, &as_read(&second), &asking(10)).unwrap(),
        changed
    );
    refused!(
        step!(world, applicant(2), update, &as_read(&second), &asking(11)),
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
    let returned = step!(
        world,
        case_handler(),
        return_application::<Pilot>,
        &as_read(&in_time),
        "Mer",
        tomorrow
    )
    .unwrap();

    world.clock.advance(TimeDelta::seconds(1));
    refused!(
        step!(world, applicant(2), submit_application::<Pilot>, &as_read(&late)),
        Refusal::DeadlinePassed { deadline } if deadline == terms().deadline
    );
    step!(
        world,
        administrator(),
        close_call,
        &call_id(),
        call.revision
    )
    .unwrap();
    // 16 February ends in Norway at 23:00 UTC.
    world.clock.set(crate::world::at("2026-02-16T23:00:00Z"));
    refused!(
        step!(world, applicant(1), submit_application::<Pilot>, &as_read(&returned)),
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
        step!(world, case_handler(), return_application::<Pilot>, &as_read(&view), "Mer", world.clock.today()),
        Refusal::InvalidFields(faults) if faults[0].field == "complete_by_date"
    );
    let dismissed = step!(
        world,
        case_handler(),
        dismiss_application::<Pilot>,
        &as_read(&view),
        "Gjelder noe annet."
    )
    .unwrap();
    assert_eq!(dismissed.application.state.name(), "dismissed");
}
