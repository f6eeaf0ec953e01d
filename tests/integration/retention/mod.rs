//! A disposal of cases over the contract: planned, announced, held, carried out by another person,
//! and then nothing that was written in an erased case is anywhere any more.

pub mod marked;
mod scan;
mod steps;

use chrono::TimeDelta;
use domain::caller::Role;
use serde_json::{Value, json};
use tonic::Code;

use self::marked::mark;
use crate::chain;
use crate::story::follow_up::the_ledger_ties;
use crate::support::person::Person;
use crate::support::round::{id, only};
use crate::support::schemes::{Centres, Children, Rental, TestScheme, Training};
use crate::support::world::World;

/// The scheme's cases of these tests: a grant that was paid, reported and partly paid back; an offer
/// that was declined, which is held; a withdrawn application; a draft.
const GRANTED: u32 = 1;
const HELD: u32 = 2;
const WITHDRAWN: u32 = 3;
const DRAFT: u32 = 4;

pub fn siri<S: TestScheme>(world: &World<S>) -> Person {
    world.staff("siri", &[Role::CaseHandler, Role::DecisionMaker])
}

pub fn disposal_name<S: TestScheme>(n: u32) -> String {
    format!("{}/disposals/{}", S::name(), id(11, n))
}

/// Plans what is due today.
pub async fn planned<S: TestScheme>(world: &World<S>, by: &Person) -> Value {
    let request = json!({
        "parent": format!("{}/calls/-", S::name()),
        "due_by_date": domain::calendar::Clock::today(&world.clock).to_string(),
    });
    by.call("GetDisposalPlan", request).await.unwrap()
}

/// The announcement of what a plan saw.
pub fn announcement<S: TestScheme>(world: &World<S>, n: u32, plan: &Value) -> Value {
    json!({
        "disposal": {
            "name": disposal_name::<S>(n),
            "parent": format!("{}/calls/-", S::name()),
            "due_by_date": domain::calendar::Clock::today(&world.clock).to_string(),
        },
        "seen": plan["seen"],
        "reason": "Bevaringstiden er over.",
    })
}

/// The retention of the n-th case as a person reads it.
pub async fn retention<S: TestScheme>(world: &World<S>, by: &Person, n: u32) -> Value {
    let request = json!({ "name": world.application_name(n) });
    only(by.call("GetRetention", request).await.unwrap())
}

/// Holds or releases the n-th case.
pub async fn change<S: TestScheme>(world: &World<S>, method: &str, n: u32, why: &str) -> Value {
    let (by, name) = (siri(world), world.application_name(n));
    let etag = retention(world, &by, n).await["etag"].clone();
    let request = json!({ "name": name, "etag": etag, "reason": why });
    let changed = only(by.call(method, request.clone()).await.unwrap());
    let again = only(by.call(method, request).await.unwrap());
    assert_eq!(again, changed, "a retry");
    changed
}

/// Calls until the disposal is carried out.
pub async fn carried_out<S: TestScheme>(world: &World<S>, n: u32) -> Value {
    let request = json!({ "name": disposal_name::<S>(n) });
    let berit = world.decision_maker();
    let done = only(
        berit
            .call("CarryOutDisposal", request.clone())
            .await
            .unwrap(),
    );
    assert_eq!(done["state"], "DISPOSAL_STATE_CARRIED_OUT");
    let stored = world.stored().await;
    let again = only(berit.call("CarryOutDisposal", request).await.unwrap());
    assert_eq!(again, done);
    assert_eq!(world.stored().await, stored, "nothing is done twice");
    done
}

/// From the plan to the report, with what is refused on the way.
async fn disposed<S: TestScheme>() {
    let world = World::<S>::start().await;
    marked::lives(&world).await;
    change(&world, "HoldCase", GRANTED, &mark(GRANTED)).await;
    change(&world, "ReleaseCase", GRANTED, &mark(GRANTED)).await;
    world.clock.advance(TimeDelta::days(11 * 366));
    let needles = scan::needles(&world, GRANTED).await;
    let before = scan::Skeleton::of(&world).await;
    let kari = world.case_handler();
    let plan = planned(&world, &kari).await;
    let classes = plan["cases"].as_array().unwrap().iter();
    let classes: Vec<&str> = classes
        .map(|case| case["class"].as_str().unwrap())
        .collect();
    let granted = retention(&world, &kari, GRANTED).await;
    assert_eq!(classes.len(), 4, "{granted}");
    for class in ["DRAFT", "WITHOUT_GRANT", "GRANTED"] {
        assert!(
            classes.contains(&&*format!("RETENTION_CLASS_{class}")),
            "{classes:?}"
        );
    }
    let asked = announcement(&world, 1, &plan);
    let announced = only(kari.call("AnnounceDisposal", asked.clone()).await.unwrap());
    assert_eq!(announced["state"], "DISPOSAL_STATE_ANNOUNCED");
    let again = only(kari.call("AnnounceDisposal", asked).await.unwrap());
    assert_eq!(again, announced, "a retry");
    told_of_the_day(&world, &announced).await;
    change(
        &world,
        "HoldCase",
        HELD,
        "Riksrevisjonen har bedt om innsyn.",
    )
    .await;
    refused_before(&world, &announced).await;
    let day = format!("{}T08:00:00Z", announced["erase_on_date"].as_str().unwrap());
    world.clock.set(crate::support::world::at(&day));
    let name = json!({ "name": announced["name"] });
    let alone = world.staff("kari", &[Role::DecisionMaker]);
    let alone = alone.call("CarryOutDisposal", name).await.unwrap_err();
    assert_eq!(alone.is(), (Code::PermissionDenied, "FOUR_EYES"));
    let done = carried_out(&world, 1).await;
    reported(&world, &done);
    scan::nothing_is_left(&world, &needles, HELD).await;
    before.stands(&world).await;
    erased_cases_say_so(&world, &done).await;
    what_is_kept_ties(&world).await;
    replays_bring_nothing_back(&world, &needles).await;
}

/// Each party is told, and reads the day in its case; a stranger reads nothing.
async fn told_of_the_day<S: TestScheme>(world: &World<S>, announced: &Value) {
    world.settle().await;
    for n in [GRANTED, HELD, WITHDRAWN, DRAFT] {
        let own = world.applicant(n);
        let parent = json!({ "parent": S::name(), "page_size": 500 });
        let told = own.call("ListNotifications", parent).await.unwrap();
        let told = told["notifications"].as_array().unwrap().iter();
        let kind = |one: &&Value| one["type"] == "disposal.announced";
        let told: Vec<&Value> = told.filter(kind).collect();
        assert_eq!(told.len(), 1, "{n}");
        assert_eq!(told[0]["about_date"], announced["erase_on_date"]);
        let text = told[0]["text"].as_str().unwrap();
        assert!(
            text.contains("slettes fra") && !text.contains('$'),
            "{text}"
        );
        let read = retention(world, &own, n).await;
        assert_eq!(read["erase_on_date"], announced["erase_on_date"]);
        assert_eq!(read["disposal"], announced["name"]);
        for hold in read["holds"].as_array().unwrap() {
            let held = &hold["held"];
            assert_eq!((&held["actor"], &held["reason"]), (&json!(""), &json!("")));
        }
    }
    let name = json!({ "name": world.application_name(GRANTED) });
    let stranger = world.applicant(2).call("GetRetention", name).await;
    assert_eq!(stranger.unwrap_err().is(), (Code::NotFound, "NOT_FOUND"));
}

/// Nothing is erased before the notice is over.
async fn refused_before<S: TestScheme>(world: &World<S>, announced: &Value) {
    let name = json!({ "name": announced["name"] });
    let stored = world.stored().await;
    let early = world.decision_maker().call("CarryOutDisposal", name).await;
    let early = early.unwrap_err();
    assert_eq!(early.rule_codes(), ["DISPOSAL_NOTICE_RUNS"]);
    early.assert_whole("nb");
    assert_eq!(world.stored().await, stored);
}

/// The report says of each case what was erased, or why it was kept.
fn reported<S: TestScheme>(world: &World<S>, done: &Value) {
    for case in done["cases"].as_array().unwrap() {
        if case["application"] == world.application_name(HELD) {
            assert_eq!(case["kept"], json!(["KEPT_REASON_HELD"]));
            assert_eq!(case["erased"], Value::Null);
            continue;
        }
        assert_eq!(case["kept"], json!([]));
        let count = |field: &str| case["erased"][field].as_i64().unwrap();
        assert!(count("events") > 0, "{case}");
        if case["application"] == world.application_name(GRANTED) {
            for field in ["documents", "letters", "bytes", "rows"] {
                assert!(count(field) > 0, "{field}: {case}");
            }
        }
    }
    let sum = |field: &str| {
        let cases = done["cases"].as_array().unwrap().iter();
        cases
            .filter_map(|case| case["erased"][field].as_i64())
            .sum::<i64>()
    };
    assert_eq!(done["erased"]["events"], sum("events"));
    assert_eq!(done["erased"]["bytes"], sum("bytes"));
}

/// Opening what was erased is refused with the time and the disposal; lists show what is kept.
async fn erased_cases_say_so<S: TestScheme>(world: &World<S>, done: &Value) {
    let (kari, party) = (world.case_handler(), world.applicant(GRANTED));
    let (application, grant) = (world.application_name(GRANTED), world.grant_name(GRANTED));
    let named = |name: &str| json!({ "name": name });
    for (method, request) in [
        ("GetApplication", named(&application)),
        ("GetGrant", named(&grant)),
        ("ListDecisions", json!({ "parent": application })),
        ("ListHistory", json!({ "parent": application })),
        ("ListDocuments", json!({ "parent": grant })),
        ("GetLetter", named(&format!("{application}/decisions/1"))),
        (
            "LodgeAppeal",
            json!({ "decision": format!("{application}/decisions/1"), "text": "Nei." }),
        ),
    ] {
        for person in [&kari, &party] {
            let refused = person.stream(method, vec![request.clone()]).await;
            let refused = refused.unwrap_err();
            assert_eq!(
                refused.is(),
                (Code::FailedPrecondition, "ERASED"),
                "{method}"
            );
            refused.assert_whole("nb");
            assert_eq!(refused.metadata["disposal"], done["name"].as_str().unwrap());
            assert!(refused.metadata["erase_time"].ends_with('Z'));
        }
        let stranger = world.applicant(HELD).stream(method, vec![request]).await;
        assert_eq!(stranger.unwrap_err().is().0, Code::NotFound, "{method}");
    }
    let late = json!({ "name": application, "etag": "3", "reason": "For sent." });
    let late = kari.call("HoldCase", late).await.unwrap_err();
    assert_eq!(late.is(), (Code::FailedPrecondition, "ERASED"));
    let parent = json!({ "parent": world.call_name() });
    let listed = kari.call("ListApplications", parent).await.unwrap();
    let listed = listed["applications"].as_array().unwrap();
    let of = |n| {
        let name = world.application_name(n);
        listed.iter().find(|one| one["name"] == name).unwrap()
    };
    let erased = of(GRANTED);
    assert_eq!(erased["disposal"], done["name"]);
    assert_eq!(erased["form"], Value::Null);
    assert!(erased["case_reference"].as_str().unwrap().len() > 5);
    assert_eq!(of(HELD)["disposal"], "");
    assert_ne!(of(HELD)["form"], Value::Null);
    let kept = retention(world, &party, GRANTED).await;
    assert_eq!(kept["disposal"], done["name"]);
    assert_ne!(kept["erase_time"], Value::Null);
}

/// Lists and exports answer, and the ledger ties.
async fn what_is_kept_ties<S: TestScheme>(world: &World<S>) {
    let (kari, finn) = (world.case_handler(), world.finance());
    let call = || json!({ "parent": world.call_name() });
    let budget = finn.call("GetBudget", call()).await.unwrap();
    the_ledger_ties(world, &budget).await;
    for method in [
        "ListGrants",
        "ListAppeals",
        "ListRecoveries",
        "ListObligations",
    ] {
        kari.call(method, call()).await.unwrap();
    }
    let reports = json!({ "parent": world.call_name() });
    kari.call("ListReports", reports).await.unwrap();
    kari.call("SumIndicators", call()).await.unwrap();
    let paid = json!({ "parent": world.call_name(), "include_paid": true });
    let payments = finn.stream("ExportPayments", vec![paid]).await.unwrap();
    let payments = payments
        .iter()
        .flat_map(|part| part["payments"].as_array().unwrap());
    assert!(payments.count() > 0, "payments are accounting material");
    let scheme = json!({ "parent": S::name(), "page_size": 500 });
    kari.call("ListJournal", scheme.clone()).await.unwrap();
    let listed = kari.call("ListDisposals", scheme).await.unwrap();
    assert_eq!(listed["disposals"][0]["cases"], json!([]));
    let verify = json!({ "name": world.allocation_name(1) });
    let verified = kari.call("VerifyAllocation", verify).await.unwrap();
    assert_eq!(verified["verified"], true);
    let fairness = json!({ "name": world.allocation_name(1) });
    kari.call("GetFairnessReport", fairness).await.unwrap();
    let links = chain::chains(&chain::events(&world.auditor(), &S::name(), 0).await);
    for (case, links) in &links {
        assert!(chain::holds(links), "{case}");
    }
}

/// Requests of before, sent again, are refused and leave nothing.
async fn replays_bring_nothing_back<S: TestScheme>(world: &World<S>, needles: &[String]) {
    for n in [GRANTED, DRAFT] {
        let create = json!({ "application": marked::application(world, n) });
        let again = world.applicant(n).call("CreateApplication", create).await;
        assert_eq!(again.unwrap_err().code, Code::AlreadyExists);
    }
    scan::nothing_is_left(world, needles, HELD).await;
}

#[tokio::test]
async fn cases_of_rental_housing_are_erased() {
    disposed::<Rental>().await;
}

#[tokio::test]
async fn cases_of_child_next_of_kin_are_erased() {
    disposed::<Children>().await;
}

#[tokio::test]
async fn cases_of_user_run_centres_are_erased() {
    disposed::<Centres>().await;
}

#[tokio::test]
async fn cases_of_work_training_are_erased() {
    disposed::<Training>().await;
}
