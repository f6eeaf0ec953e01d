//! Calls: prepared, changed, opened, closed.

use allocation::Tail;
use casework::CaseError;
use casework::call::{List, Update};
use chrono::TimeDelta;
use domain::call::CallChanges;
use domain::call::{Call, CallState};
use domain::identifiers::CallId;
use domain::money::Money;
use domain::page::{Listed, Page};
use domain::refusal::Refusal;
use domain::step::{Revision, StepName};

use crate::pilot::Pilot;
use crate::steps;
use crate::world::{World, administrator, applicant, at, call_id, case_handler, terms};

fn changed(call: &Call, changes: CallChanges, reason: &str) -> Update {
    Update {
        call: call.id.clone(),
        revision: call.revision,
        changes,
        reason: reason.to_owned(),
    }
}

fn list(page: &Page<(i32, CallId)>) -> List {
    List { page: page.clone() }
}

#[tokio::test]
async fn a_call_is_prepared_opened_and_closed() {
    let world = World::new().await;
    let created = world
        .take(&administrator(), steps::create_call(&call_id(), &terms()))
        .await
        .unwrap();
    assert_eq!(
        (created.state.name(), created.revision),
        ("draft", Revision::FIRST)
    );

    let opened = world
        .take(&administrator(), steps::open_call(&created))
        .await
        .unwrap();
    assert_eq!(opened.rule_hash().map(str::len), Some(64));

    refused!(
        world
            .take(&administrator(), steps::close_call(&opened))
            .await,
        Refusal::WrongState {
            state: "open",
            step: StepName::CloseCall,
            ..
        }
    );
    world.clock.set(terms().deadline + TimeDelta::seconds(1));
    let closed = world
        .take(&administrator(), steps::close_call(&opened))
        .await
        .unwrap();
    assert!(matches!(closed.state, CallState::Closed { .. }));
    assert_eq!(closed.revision.number(), 3);
    assert_eq!(closed.last_step.at, world.actor(&administrator()).now);

    let read = world
        .take(&case_handler(), steps::get_call(&call_id()))
        .await
        .unwrap();
    assert_eq!(read, closed);
}

#[tokio::test]
async fn every_step_on_a_call_can_be_sent_again() {
    let world = World::new().await;
    let create = || async {
        world
            .take(&administrator(), steps::create_call(&call_id(), &terms()))
            .await
    };
    let created = create().await.unwrap();
    assert_eq!(create().await.unwrap(), created);
    let other = domain::call::CallTerms {
        title: "Noe annet".to_owned(),
        ..terms()
    };
    refused!(
        world
            .take(&administrator(), steps::create_call(&call_id(), &other))
            .await,
        Refusal::IdTaken { .. }
    );

    let open = || async {
        world
            .take(&administrator(), steps::open_call(&created))
            .await
    };
    let opened = open().await.unwrap();
    assert_eq!(
        open().await.unwrap(),
        opened,
        "again, from the revision it was taken from"
    );
    assert_eq!(
        create().await.unwrap(),
        opened,
        "creation answers with the present state"
    );

    let another = crate::world::staff("berit", &[domain::caller::Role::SchemeAdministrator]);
    refused!(
        world.take(&another, steps::open_call(&created)).await,
        Refusal::Stale { current, .. } if current == opened.revision
    );
}

#[tokio::test]
async fn terms_must_fit_the_scheme() {
    let world = World::new().await;
    let mut wrong = terms();
    wrong.sub_frames[1].0 = "regional".to_owned();
    wrong.report_due = "2026-02-15".parse().unwrap();
    match world
        .take(&administrator(), steps::create_call(&call_id(), &wrong))
        .await
    {
        Err(CaseError::Refused(Refusal::InvalidFields(faults))) => {
            let fields: Vec<&str> = faults.iter().map(|fault| fault.field.as_str()).collect();
            assert_eq!(
                fields,
                [
                    "call.report_due_date",
                    "call.sub_frames[1].code",
                    "call.sub_frames"
                ]
            );
        }
        other => panic!("{other:?}"),
    }
    let mut too_early = terms();
    too_early.rules_date = "2010-01-01".parse().unwrap();
    match world
        .take(&administrator(), steps::create_call(&call_id(), &too_early))
        .await
    {
        Err(CaseError::Refused(Refusal::InvalidFields(faults))) => {
            assert_eq!(faults[0].field, "call.rules_date");
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_call_opens_only_with_whole_weights_and_a_deadline_ahead() {
    let world = World::new().await;
    let mut later = terms();
    later.rules_date = "2030-01-01".parse().unwrap();
    let call = world
        .take(&administrator(), steps::create_call(&call_id(), &later))
        .await
        .unwrap();
    match world.take(&administrator(), steps::open_call(&call)).await {
        Err(CaseError::Refused(Refusal::RulesNotMet(findings))) => {
            assert_eq!(findings[0].code, "CALL_WEIGHTS");
        }
        other => panic!("{other:?}"),
    }
    world.clock.set(later.deadline);
    refused!(
        world.take(&administrator(), steps::open_call(&call)).await,
        Refusal::DeadlinePassed { .. }
    );
}

#[tokio::test]
async fn what_applicants_rely_on_stays_once_the_call_is_open() {
    let world = World::new().await;
    let call = world.open_call().await;
    let more = CallChanges {
        sub_frames: Some(vec![
            ("national".to_owned(), Money::kroner(2_000_000)),
            ("local".to_owned(), Money::ZERO),
        ]),
        deadline: Some(terms().deadline + TimeDelta::days(1)),
        ..CallChanges::default()
    };
    refused!(
        world.take(&administrator(), changed(&call, more.clone(), " ")).await,
        Refusal::InvalidFields(faults) if faults[0].field == "reason"
    );
    let request = changed(&call, more, "Stortinget økte bevilgningen.");
    let after = world.take(&administrator(), request.clone()).await.unwrap();
    assert_eq!(after.sub_frames[0].budget, Money::kroner(2_000_000));
    assert_eq!(
        world.take(&administrator(), request.clone()).await.unwrap(),
        after
    );
    assert_eq!(after.last_step.reason, "Stortinget økte bevilgningen.");

    let fixed = CallChanges {
        tail_rule: Some(Tail::Skip),
        deadline: Some(terms().deadline),
        grant_year: Some(2027),
        title: Some("Forsøk".to_owned()),
        ..CallChanges::default()
    };
    match world
        .take(&administrator(), changed(&after, fixed, "Ombestemt."))
        .await
    {
        Err(CaseError::Refused(Refusal::RulesNotMet(findings))) => {
            let fields: Vec<&str> = findings
                .iter()
                .map(|finding| finding.field.as_str())
                .collect();
            assert_eq!(
                fields,
                ["call.grant_year", "call.deadline_time", "call.tail_rule"]
            );
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_budget_does_not_fall_below_what_is_promised() {
    let world = World::new().await;
    world.decided_round(&[(30, 90)]).await;
    let budgets = |kroner| world.rebudget(Money::kroner(kroner), Money::kroner(500_000));
    refused!(
        budgets(299_999).await,
        Refusal::FrameExceeded { sub_frame, wanted, .. }
            if sub_frame == "national" && wanted == Money::kroner(300_000)
    );
    let after = budgets(300_000).await.unwrap();
    assert_eq!(
        after.sub_frames[0].committed,
        Money::kroner(300_000),
        "what is promised stays"
    );
}

#[tokio::test]
async fn drafts_are_for_the_staff_and_lists_go_by_year() {
    let world = World::new().await;
    for (id, year) in [("a-2025", 2025), ("b-2026", 2026), ("a-2026", 2026)] {
        let mut terms = terms();
        terms.grant_year = year;
        let id = id.parse().unwrap();
        world
            .take(&administrator(), steps::create_call(&id, &terms))
            .await
            .unwrap();
    }
    refused!(
        world.take(&applicant(1), steps::get_call(&"a-2025".parse().unwrap())).await,
        Refusal::NotFound { resource } if resource == "calls/a-2025"
    );
    let first = Page {
        size: 2,
        after: None,
    };
    let page = world.take(&case_handler(), list(&first)).await.unwrap();
    let names = |page: &Listed<Call, _>| -> Vec<String> {
        page.rows.iter().map(|call| call.id.to_string()).collect()
    };
    assert_eq!(names(&page), ["a-2026", "b-2026"]);
    let next = Page {
        after: page.next,
        ..first.clone()
    };
    let last = world.take(&case_handler(), list(&next)).await.unwrap();
    assert_eq!(names(&last), ["a-2025"]);
    assert_eq!(last.next, None);
    let public = world.take(&applicant(1), list(&first)).await.unwrap();
    assert!(public.rows.is_empty());
}

#[tokio::test]
async fn a_call_goes_by_the_rule_values_it_was_opened_under() {
    let world = World::new().await;
    let call = world.open_call().await;
    assert!(casework::call::pinned_rules::<Pilot>(&call).is_ok());
    world
        .meddle("update casework.call set state = jsonb_set(state, '{rule_hash}', '\"00\"')")
        .await;
    let draft = crate::world::draft(1);
    let case = casework::application::ApplicationKey {
        call: call_id(),
        application: world.id(),
    };
    match world.take(&applicant(1), steps::check(&case, &draft)).await {
        Err(CaseError::RulesChanged { call }) => assert_eq!(call, call_id()),
        other => panic!("{other:?}"),
    }
    assert_eq!(terms().deadline, at(crate::world::DEADLINE));
}

#[tokio::test]
async fn a_call_that_names_no_days_to_accept_has_those_of_the_rules() {
    let world = World::new().await;
    for (id, given, expected) in [("by-rule-2026", 0, 28), ("by-name-2026", 14, 14)] {
        let mut terms = terms();
        terms.acceptance_days = given;
        let create = steps::create_call(&id.parse().unwrap(), &terms);
        let call = world.take(&administrator(), create.clone()).await.unwrap();
        assert_eq!(call.terms.acceptance_days, expected);
        let again = world.take(&administrator(), create).await;
        assert_eq!(again.unwrap(), call, "a retry answers the same");
    }
}
