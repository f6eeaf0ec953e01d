//! An organisation that is taken over, before and after its payment and its report: the same for
//! all schemes. The ledger is tied by the payment.

use chrono::{Datelike, TimeDelta};
use domain::calendar::Clock;
use domain::caller::Role;
use domain::identifiers::OrganisationNumber;
use serde_json::{Value, json};
use tonic::Code;

use super::follow_up::{pay, report, reports_of_first, write_and_send};
use crate::chain::{chains, events, holds};
use crate::support::fault::Fault;
use crate::support::person::Person;
use crate::support::round::{account, id, only};
use crate::support::schemes::{Centres, Children, Rental, TestScheme, Training};
use crate::support::world::{World, at};

/// The organisation that is taken over.
pub const OLD: u32 = 1;
/// The one that takes it over.
pub const NEW: u32 = 41;

/// Number, new number and day of a merger of the table, for a world that begins before it: Lardal
/// and Larvik.
const MERGER: (&str, &str, &str) = ("0728", "0712", "2018-01-01");

fn is_of_the_table<S: TestScheme>() -> bool {
    at(S::begins()).year() < 2018
}

pub fn siri<S: TestScheme>(world: &World<S>) -> Person {
    world.staff("siri", &[Role::CaseHandler])
}

pub fn organisation<S: TestScheme>(world: &World<S>, n: u32) -> Person {
    world.organisation(&OrganisationNumber::invented(n))
}

/// A decided round of two; the first has accepted.
pub async fn accepted<S: TestScheme>() -> World<S> {
    let world = World::<S>::start().await;
    world.open_call().await;
    for n in [OLD, 2] {
        world.register(n).await;
        let mut text = world.application_to_create(n).to_string();
        if n == OLD && is_of_the_table::<S>() {
            let municipality = &S::application(n)["applicant"]["municipality_number"];
            text = text.replace(&municipality.to_string(), &format!("\"{}\"", MERGER.0));
        }
        let application: Value = serde_json::from_str(&text).unwrap();
        let own = world.applicant(n);
        let create = own.call("CreateApplication", json!({ "application": application }));
        let draft = only(create.await.unwrap());
        world.step(&own, "SubmitApplication", &draft).await.unwrap();
    }
    world.close_call().await;
    for n in [OLD, 2] {
        world.assess(&world.case_handler(), n, 80).await.unwrap();
    }
    let proposed = world.proposed().await;
    world.approve(&proposed).await.unwrap();
    world.accepted(OLD).await;
    world.clock.advance(TimeDelta::hours(1));
    world
}

/// The n-th proposal, that one organisation took another over.
pub fn proposal<S: TestScheme>(world: &World<S>, n: u32, (old, new): (u32, u32)) -> Value {
    let mut successor = S::application(new)["applicant"].clone();
    successor["organisation_name"] = format!("Etterfølger {new}").into();
    let mut day = world.clock.today().to_string();
    if is_of_the_table::<S>() {
        successor["municipality_number"] = MERGER.1.into();
        day = MERGER.2.to_owned();
    }
    json!({
        "succession": {
            "name": format!("{}/successions/{}", S::name(), id(8, n)),
            "predecessor_organisation_number": OrganisationNumber::invented(old).as_str(),
            "successor": successor,
            "contact": { "name": "Nina Ny", "email": "nina@example.org" },
            "taken_over_date": day,
        },
        "ground": "Fusjonsvedtak.",
    })
}

/// Tries a proposal, which changes nothing, and makes it.
pub async fn propose<S: TestScheme>(world: &World<S>, mut asked: Value) -> Result<Value, Fault> {
    let kari = world.case_handler();
    asked["dry_run"] = true.into();
    let before = world.stored().await;
    let tried = kari.call("ProposeSuccession", asked.clone()).await;
    assert_eq!(world.stored().await, before, "a trial changes nothing");
    asked["dry_run"] = false.into();
    asked["seen"] = tried?["seen"].clone();
    let proposed = kari.call("ProposeSuccession", asked.clone()).await?;
    let again = kari.call("ProposeSuccession", asked).await?;
    assert_eq!(again, proposed, "a retry");
    Ok(proposed["succession"].clone())
}

/// The first organisation is taken over: proposed by one person, confirmed by another.
async fn take_over<S: TestScheme>(world: &World<S>) -> Value {
    if is_of_the_table::<S>() {
        world
            .clock
            .set(at("2018-01-15T11:00:00Z").max(world.clock.now()));
    }
    let proposed = propose(world, proposal(world, 1, (OLD, NEW)))
        .await
        .unwrap();
    assert_eq!(proposed["state"], "SUCCESSION_STATE_PROPOSED");
    let read = world.grant(OLD).await;
    assert_eq!(read["granted_to_organisation_number"], "", "nothing yet");
    let kari = world.case_handler();
    let alone = world.step(&kari, "ConfirmSuccession", &proposed).await;
    let alone = alone.unwrap_err();
    assert_eq!(alone.is(), (Code::PermissionDenied, "FOUR_EYES"));
    let siri = siri(world);
    let confirmed = world.step(&siri, "ConfirmSuccession", &proposed).await;
    let confirmed = confirmed.unwrap();
    let again = world.step(&siri, "ConfirmSuccession", &proposed).await;
    assert_eq!(again.unwrap(), confirmed, "a retry");
    assert_eq!(confirmed["state"], "SUCCESSION_STATE_CONFIRMED");
    assert_eq!(confirmed["cases"][0]["account_stopped"], true);
    world.succeed_first(NEW);
    confirmed
}

/// The predecessor knows of nothing any more, the successor of everything from the beginning, and
/// both are told.
async fn both_know<S: TestScheme>(world: &World<S>, old_events: usize) {
    let (old, new) = (organisation(world, OLD), world.applicant(OLD));
    for (method, name) in [
        ("GetApplication", world.application_name(OLD)),
        ("GetGrant", world.grant_name(OLD)),
    ] {
        let request = json!({ "name": name });
        let gone = old.call(method, request.clone()).await.unwrap_err();
        assert_eq!(gone.is(), (Code::NotFound, "NOT_FOUND"), "{method}");
        new.call(method, request).await.unwrap();
    }
    let reports = json!({ "parent": world.grant_name(OLD) });
    let none = old.call("ListReports", reports.clone()).await.unwrap();
    assert_eq!(none["reports"], json!([]));
    let open = new.call("ListReports", reports).await.unwrap();
    assert_ne!(open["reports"], json!([]));
    let grant = world.grant(OLD).await;
    let number = OrganisationNumber::invented(OLD);
    assert_eq!(grant["granted_to_organisation_number"], number.as_str());
    let before = S::application(OLD)["applicant"]["organisation_name"].clone();
    assert_eq!(grant["granted_to_organisation_name"], before);
    assert_eq!(grant["organisation_name"], format!("Etterfølger {NEW}"));
    let parts = json!({ "parent": world.call_name() });
    let exported = world.finance().stream("ExportAwards", vec![parts]).await;
    let exported = exported.unwrap().remove(0);
    let (award, money) = (&exported["awards"][0], &exported["money"][0]);
    assert_eq!(award["organisation_number"], grant["organisation_number"]);
    assert_eq!(money["granted_to_organisation_number"], number.as_str());
    let kinds = async |by: &Person| -> Vec<String> {
        let told = world.notifications(by).await.into_iter();
        told.map(|one| one["type"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(kinds(&old).await, ["organisation.taken_over"]);
    let told = kinds(&new).await;
    assert_eq!(
        told.iter()
            .filter(|kind| *kind == "case.taken_over")
            .count(),
        1
    );
    assert!(
        told.contains(&"decision.dispatched".to_owned()),
        "what was before is kept"
    );
    assert!(events(&old, &S::name(), 0).await.is_empty());
    let seen = events(&new, &S::name(), 0).await;
    assert!(seen.len() > old_events, "its predecessor's, and its own");
    assert!(seen.iter().any(|one| one["step"] == "confirm_succession"));
    for (case, links) in chains(&seen) {
        assert!(holds(&links), "{case}");
    }
}

/// The history of the case goes on: the staff and the successor read what came before the takeover
/// and the takeover, the predecessor nothing.
async fn history_goes_on<S: TestScheme>(world: &World<S>) {
    let request = || json!({ "parent": world.application_name(OLD), "page_size": 500 });
    let old = organisation(world, OLD);
    let gone = old.call("ListHistory", request()).await.unwrap_err();
    assert_eq!(gone.is(), (Code::NotFound, "NOT_FOUND"));
    for by in [world.case_handler(), world.applicant(OLD)] {
        let answer = by.call("ListHistory", request()).await.unwrap();
        let entries = answer["entries"].as_array().unwrap();
        let place = |step: &str| entries.iter().position(|one| one["step"] == step).unwrap();
        assert!(place("submit_application") < place("accept_grant"));
        assert!(place("accept_grant") < place("confirm_succession"));
    }
}

/// The successor gives its account, another person approves it, and the waiting days pass. Nothing
/// is attested before.
async fn account_of_successor<S: TestScheme>(world: &World<S>) {
    let stopped = world.grant(OLD).await;
    let blocks = stopped["payment_blocks"].as_array().unwrap().iter();
    let codes: Vec<&str> = blocks.map(|one| one["code"].as_str().unwrap()).collect();
    assert!(
        codes.contains(&"PAYMENT_ACCOUNT_OF_PREDECESSOR"),
        "{codes:?}"
    );
    // Even the same account is asked for anew.
    let more = json!({
        "account_number": account(OLD), "asked_by": "Nina Ny", "reason": "Ny kommune.",
    });
    let own = world.applicant(OLD);
    let asked = world.step_with(&own, "ChangeAccount", &stopped, more).await;
    let checked = json!({ "reason": "Ringt tilbake." });
    let siri = siri(world);
    let asked = asked.unwrap();
    let approved = world.step_with(&siri, "ApproveAccount", &asked, checked);
    let approved = approved.await.unwrap();
    let changes = approved["account_changes"].as_array().unwrap();
    let from = changes.last().unwrap()["use_from_date"].as_str().unwrap();
    world.clock.set(at(&format!("{from}T11:00:00Z")));
    let open = world.grant(OLD).await["payment_blocks"].to_string();
    assert!(!open.contains("ACCOUNT_"), "{open}");
}

async fn merger_then_payment<S: TestScheme>() {
    let world = accepted::<S>().await;
    world.settle().await;
    let before = events(&world.applicant(OLD), &S::name(), 0).await.len();
    take_over(&world).await;
    both_know(&world, before).await;
    history_goes_on(&world).await;
    account_of_successor(&world).await;
    pay(&world).await;
    report(&world).await;
}

async fn payment_then_merger<S: TestScheme>() {
    let world = accepted::<S>().await;
    pay(&world).await;
    let open = reports_of_first(&world).await;
    let sent = write_and_send(&world, &open[0]).await;
    take_over(&world).await;
    // The report that the predecessor delivered is the successor's to correct.
    let more = json!({ "reason": "Regnskapet er ikke signert." });
    let kari = world.case_handler();
    let back = world.step_with(&kari, "ReturnReport", &sent, more).await;
    let (old, own) = (organisation(&world, OLD), world.applicant(OLD));
    let back = back.unwrap();
    let gone = world.step(&old, "SubmitReport", &back).await.unwrap_err();
    assert_eq!(gone.is(), (Code::NotFound, "NOT_FOUND"));
    let sent = world.step(&own, "SubmitReport", &back).await.unwrap();
    let more = json!({ "goal_assessment": "Målet er nådd." });
    let accepted = world.step_with(&kari, "AcceptReport", &sent, more).await;
    assert_eq!(accepted.unwrap()["state"], "REPORT_STATE_ACCEPTED");
    world.clock.advance(TimeDelta::days(1));
    let paid = world.grant(OLD).await;
    let blocks = paid["payment_blocks"].to_string();
    assert!(
        blocks.contains("PAYMENT_ACCOUNT_OF_PREDECESSOR"),
        "{blocks}"
    );
}

#[tokio::test]
async fn a_merged_recipient_of_rental_housing() {
    merger_then_payment::<Rental>().await;
    payment_then_merger::<Rental>().await;
}

#[tokio::test]
async fn a_merged_recipient_of_child_next_of_kin() {
    merger_then_payment::<Children>().await;
    payment_then_merger::<Children>().await;
}

#[tokio::test]
async fn a_merged_recipient_of_user_run_centres() {
    merger_then_payment::<Centres>().await;
    payment_then_merger::<Centres>().await;
}

#[tokio::test]
async fn a_merged_recipient_of_work_training() {
    merger_then_payment::<Training>().await;
    payment_then_merger::<Training>().await;
}
