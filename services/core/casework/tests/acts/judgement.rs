//! The order in which a request is judged: one request with everything wrong, mended fault by
//! fault.

use casework::application::case::{CaseAt, CaseId};
use casework::application::{dismiss_application, submit_application, update_application};
use casework::assessment::declare_interest;
use chrono::TimeDelta;
use domain::application::DraftChanges;
use domain::assessment::InterestGround;
use domain::caller::Role;
use domain::refusal::Refusal;
use domain::step::Revision;

use crate::pilot::{Form, Pilot};
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
        form: Some(Form {
            places: 0,
            local: false,
        }),
    };
    let written = step!(
        world,
        applicant(1),
        update_application::<Pilot>,
        &as_read(&draft),
        &no_places
    )
    .unwrap();
    // Wrong role, another's, stale, late, and against the rules.
    let stale = as_read(&draft);
    let now = as_read(&written);
    world.clock.set(terms().deadline + TimeDelta::seconds(1));
    let submit = submit_application::<Pilot>;
    refused!(
        step!(world, case_handler(), submit, &stale),
        Refusal::RoleNotAllowed { .. }
    );
    refused!(
        step!(world, applicant(2), submit, &stale),
        Refusal::NotFound { .. }
    );
    refused!(
        step!(world, applicant(1), submit, &stale),
        Refusal::Stale { .. }
    );
    refused!(
        step!(world, applicant(1), submit, &now),
        Refusal::DeadlinePassed { .. }
    );
    world.clock.set(terms().deadline);
    refused!(
        step!(world, applicant(1), submit, &now),
        Refusal::RulesNotMet(_)
    );
}

#[tokio::test]
async fn a_step_of_the_staff_is_judged_by_role_then_case_then_interest_then_etag_then_state() {
    let world = World::new().await;
    world.open_call().await;
    let draft = world.draft(1).await;
    let submitted = world.submit(1, &draft).await;
    let dismiss = dismiss_application::<Pilot>;
    let kari = case_handler();
    step!(
        world,
        kari,
        declare_interest::<Pilot>,
        &case_of(&submitted),
        InterestGround::Automatic,
        "Søster."
    )
    .unwrap();
    let nowhere = CaseAt {
        case: CaseId {
            application: world.id(),
            ..case_of(&draft)
        },
        revision: Revision::FIRST,
    };
    let (stale, now) = (as_read(&draft), as_read(&submitted));
    let finance = staff("finn", &[Role::Finance]);
    refused!(
        step!(world, finance, dismiss, &nowhere, "x"),
        Refusal::RoleNotAllowed { .. }
    );
    refused!(
        step!(world, kari, dismiss, &nowhere, "x"),
        Refusal::NotFound { .. }
    );
    refused!(
        step!(world, kari, dismiss, &stale, "x"),
        Refusal::InterestDeclared { .. }
    );
    let ola = staff("ola", &[Role::CaseHandler]);
    refused!(
        step!(world, ola, dismiss, &stale, "x"),
        Refusal::Stale { .. }
    );
    let dismissed = step!(world, ola, dismiss, &now, "x").unwrap();
    refused!(
        step!(world, ola, dismiss, &as_read(&dismissed), "x"),
        Refusal::WrongState { .. }
    );
}
