//! The order in which a request is judged: one request with everything wrong, mended fault by
//! fault.

use casework::application::{ApplicationKey, CaseAt};
use chrono::TimeDelta;
use domain::application::DraftChanges;
use domain::assessment::InterestGround;
use domain::caller::Role;
use domain::refusal::Refusal;
use domain::step::Revision;

use crate::pilot::Form;
use crate::steps;
use crate::world::{World, applicant, as_read, case_handler, case_of, staff, terms};

#[tokio::test]
async fn a_submission_is_judged_by_role_then_owner_then_etag_then_state_then_rules() {
    let world = World::new().await;
    world.open_call().await;
    let draft = world.draft(1).await;
    let no_places = DraftChanges {
        applicant: None,
        requested: None,
        last_year: None,
        letter_language: None,
        contact: None,
        address: None,
        form: Some(Form {
            places: 0,
            local: false,
        }),
    };
    let written = world
        .take(&applicant(1), steps::update(&as_read(&draft), &no_places))
        .await
        .unwrap();
    // Wrong role, another's, stale, late, and against the rules.
    let stale = as_read(&draft);
    let now = as_read(&written);
    world.clock.set(terms().deadline + TimeDelta::seconds(1));
    refused!(
        world.take(&case_handler(), steps::submit(&stale)).await,
        Refusal::RoleNotAllowed { .. }
    );
    refused!(
        world.take(&applicant(2), steps::submit(&stale)).await,
        Refusal::NotFound { .. }
    );
    refused!(
        world.take(&applicant(1), steps::submit(&stale)).await,
        Refusal::Stale { .. }
    );
    refused!(
        world.take(&applicant(1), steps::submit(&now)).await,
        Refusal::DeadlinePassed { .. }
    );
    world.clock.set(terms().deadline);
    refused!(
        world.take(&applicant(1), steps::submit(&now)).await,
        Refusal::RulesNotMet(_)
    );
}

#[tokio::test]
async fn a_step_of_the_staff_is_judged_by_role_then_case_then_interest_then_etag_then_state() {
    let world = World::new().await;
    world.open_call().await;
    let draft = world.draft(1).await;
    let submitted = world.submit(1, &draft).await;
    let kari = case_handler();
    world
        .take(
            &kari,
            steps::declare(&case_of(&submitted), InterestGround::Automatic, "Søster."),
        )
        .await
        .unwrap();
    let nowhere = CaseAt {
        case: ApplicationKey {
            application: world.id(),
            ..case_of(&draft)
        },
        revision: Revision::FIRST,
    };
    let (stale, now) = (as_read(&draft), as_read(&submitted));
    let finance = staff("finn", &[Role::Finance]);
    refused!(
        world.take(&finance, steps::dismiss(&nowhere, "x")).await,
        Refusal::RoleNotAllowed { .. }
    );
    refused!(
        world.take(&kari, steps::dismiss(&nowhere, "x")).await,
        Refusal::NotFound { .. }
    );
    refused!(
        world.take(&kari, steps::dismiss(&stale, "x")).await,
        Refusal::InterestDeclared { .. }
    );
    let ola = staff("ola", &[Role::CaseHandler]);
    refused!(
        world.take(&ola, steps::dismiss(&stale, "x")).await,
        Refusal::Stale { .. }
    );
    let dismissed = world.take(&ola, steps::dismiss(&now, "x")).await.unwrap();
    refused!(
        world
            .take(&ola, steps::dismiss(&as_read(&dismissed), "x"))
            .await,
        Refusal::WrongState { .. }
    );
}
