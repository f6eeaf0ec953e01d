//! Reports of a recipient that tries to steer its settlement, beside those of an honest one, in all
//! schemes; and certificates that do not go with their report.

use serde_json::{Value, json};
use tonic::Code;

use crate::support::fault::Fault;
use crate::support::round::only;
use crate::support::schemes::{Centres, Children, Rental, TestScheme, Training};
use crate::support::world::{World, at};

/// A round of two equal grants that run, or that wait for their final cost.
async fn two_grants<S: TestScheme>() -> World<S> {
    let world = World::<S>::start().await;
    world.decided_round(2).await;
    for n in [1, 2] {
        let accepted = world.accepted(n).await;
        world.document_payment(&accepted).await;
        if !with_final_cost(&world, n).await {
            let (kari, more) = (world.case_handler(), json!({ "reason": "Dokumentert." }));
            let active = world.step_with(&kari, "ActivateGrant", &accepted, more);
            active.await.unwrap();
        }
    }
    world
}

/// The reports of a grant, in the order of its plan.
async fn reports<S: TestScheme>(world: &World<S>, n: u32) -> Vec<Value> {
    let ask = json!({ "parent": world.grant_name(n), "page_size": 500 });
    let listed = world.applicant(n).call("ListReports", ask).await.unwrap();
    let mut reports = listed["reports"].as_array().unwrap().clone();
    reports.sort_by_key(|report| report["number"].as_i64());
    reports
}

/// Tells whether a grant is settled before it is paid.
async fn with_final_cost<S: TestScheme>(world: &World<S>, n: u32) -> bool {
    reports(world, n).await[0]["kind"] == "REPORT_KIND_ACCOUNTS"
}

/// The report that settles the grant: the last one with accounts.
pub async fn settling<S: TestScheme>(world: &World<S>, n: u32) -> Value {
    let mut with_accounts = reports(world, n).await;
    with_accounts.retain(|report| report["kind"] != "REPORT_KIND_RESULTS");
    let last = with_accounts.pop().unwrap();
    if let Some(due) = last["due_date"].as_str().filter(|due| !due.is_empty()) {
        world.clock.set(at(&format!("{due}T11:00:00Z")));
    }
    last
}

/// Accounts that spend a part of each line of the budget.
async fn accounts<S: TestScheme>(world: &World<S>, n: u32, per_cent: i64) -> Value {
    let grant = world.grant(n).await;
    let lines = grant["budget"].as_array().unwrap().iter();
    let account = |line: &Value| {
        let spent = line["amount"]["ore"].as_i64().unwrap() / 100 * per_cent;
        json!({ "line": line["code"], "actual": { "ore": spent } })
    };
    lines.map(account).collect()
}

/// Writes a report with accounts and delivers it.
pub async fn deliver<S: TestScheme>(
    world: &World<S>,
    n: u32,
    open: &Value,
    change: impl FnOnce(&mut Value),
) -> Result<Value, Fault> {
    let own = world.applicant(n);
    let mut report = S::data()["report"].clone();
    report["name"] = open["name"].clone();
    report["etag"] = open["etag"].clone();
    report["narrative"] = "Tiltaket gikk som planlagt.".into();
    report["moved_to_equity"] = json!({ "ore": 0 });
    report["accounts"] = accounts(world, n, 60).await;
    world.certify(&own, &mut report).await;
    change(&mut report);
    let mask = match open["kind"].as_str().unwrap() {
        "REPORT_KIND_ACCOUNTS" => "accounts,financing,movedToEquity,certificate",
        _ => "indicators,accounts,movedToEquity,certificate,narrative",
    };
    let update = json!({ "report": report, "update_mask": mask });
    let written = only(own.call("UpdateReport", update).await?);
    world.step(&own, "SubmitReport", &written).await
}

/// Accepts a report that was delivered.
pub async fn accept<S: TestScheme>(world: &World<S>, sent: &Value) {
    let (kari, more) = (world.case_handler(), json!({ "goal_assessment": "Nådd." }));
    let accepted = world.step_with(&kari, "AcceptReport", sent, more);
    accepted.await.unwrap();
}

/// The reports before the one that settles tell of no cost at all, so that the last one decides.
pub async fn nothing_before<S: TestScheme>(world: &World<S>, n: u32) {
    let mut earlier = reports(world, n).await;
    let last = settling(world, n).await;
    earlier.retain(|report| report["number"].as_i64() < last["number"].as_i64());
    for open in earlier {
        let nothing = accounts(world, n, 0).await;
        let sent = deliver(world, n, &open, |report| {
            report["accounts"] = nothing;
            report["certificate"]["amount"] = json!({ "ore": 0 });
        });
        let sent = sent.await.unwrap();
        accept(world, &sent).await;
    }
}

/// An honest and a doctored report on the same cost settle the same.
async fn settles_as_an_honest_one<S: TestScheme>() {
    let world = two_grants::<S>().await;
    for n in [1, 2] {
        nothing_before(&world, n).await;
    }
    let honest = settling(&world, 1).await;
    let sent = deliver(&world, 1, &honest, |_| {}).await.unwrap();
    accept(&world, &sent).await;
    let doctored = settling(&world, 2).await;
    // Money on a line that was never approved, in the place of an approved one.
    let moved = deliver(&world, 2, &doctored, |report| {
        report["accounts"][0]["line"] = "a_boat".into();
    });
    let refused = moved.await.unwrap_err();
    assert_eq!(refused.is(), (Code::FailedPrecondition, "RULES_NOT_MET"));
    let codes = refused.rule_codes();
    assert!(codes.contains(&"REPORT_LINE_NOT_APPROVED"), "{codes:?}");
    // The budget typed as the cost, so that nothing seems to be left.
    let again = settling(&world, 2).await;
    let sent = deliver(&world, 2, &again, |report| {
        for line in report["accounts"].as_array_mut().unwrap() {
            line["budget"] = line["actual"].clone();
        }
    });
    accept(&world, &sent.await.unwrap()).await;
    let (first, second) = (world.grant(1).await, world.grant(2).await);
    let granted = first["granted"]["ore"].as_i64().unwrap();
    assert_eq!(first["granted"], second["granted"]);
    assert_eq!(first["settlement"], second["settlement"]);
    let kept = first["settlement"]["kept"]["ore"].as_i64().unwrap();
    assert_eq!(kept, granted / 10 * 6, "the cost was six tenths");
}

#[tokio::test]
async fn a_doctored_report_on_rental_housing() {
    settles_as_an_honest_one::<Rental>().await;
}

#[tokio::test]
async fn a_doctored_report_on_child_next_of_kin() {
    settles_as_an_honest_one::<Children>().await;
}

#[tokio::test]
async fn a_doctored_report_on_user_run_centres() {
    settles_as_an_honest_one::<Centres>().await;
}

#[tokio::test]
async fn a_doctored_report_on_work_training() {
    settles_as_an_honest_one::<Training>().await;
}

#[tokio::test]
async fn reports_are_delivered_and_accepted_in_their_order() {
    let world = two_grants::<Children>().await;
    let plan = reports(&world, 1).await;
    let (first, last) = (&plan[0], plan.last().unwrap());
    assert_ne!(first["name"], last["name"]);
    let early = deliver(&world, 1, last, |_| {}).await.unwrap_err();
    assert!(early.rule_codes().contains(&"REPORT_BEFORE_ITS_TURN"));
    let due = first["due_date"].as_str().unwrap();
    world
        .clock
        .set(at(&format!("{due}T11:00:00Z")) + chrono::TimeDelta::days(1));
    deliver(&world, 1, first, |_| {}).await.unwrap();
    let read = only(
        world
            .applicant(1)
            .call("GetReport", json!({ "name": last["name"] }))
            .await
            .unwrap(),
    );
    let sent = deliver(&world, 1, &read, |_| {}).await.unwrap();
    let more = json!({ "goal_assessment": "Nådd." });
    let kari = world.case_handler();
    let early = world.step_with(&kari, "AcceptReport", &sent, more).await;
    let early = early.unwrap_err();
    assert_eq!(early.rule_codes(), ["REPORT_EARLIER_NOT_ACCEPTED"]);
}

#[tokio::test]
async fn certificates_that_do_not_go_with_the_report_are_told_at_once() {
    let world = two_grants::<Children>().await;
    let first = &reports(&world, 1).await[0];
    let due = first["due_date"].as_str().unwrap();
    world.clock.set(at(&format!("{due}T11:00:00Z")));
    let before = world.grant(1).await;
    let wrong = deliver(&world, 1, first, |report| {
        let certificate = &mut report["certificate"];
        certificate["auditor_kind"] = "AUDITOR_KIND_INDEPENDENT_PERSON".into();
        certificate["auditor_organisation_number"] = "".into();
        certificate["amount"] = json!({ "ore": 1 });
        certificate["period_from_date"] = "2017-03-01".into();
        certificate["period_to_date"] = due.into();
        certificate["date"] = "2018-01-01".into();
    });
    let refused = wrong.await.unwrap_err();
    assert_eq!(refused.is(), (Code::FailedPrecondition, "RULES_NOT_MET"));
    let expected = [
        "CERTIFICATE_AUDITOR_KIND",
        "CERTIFICATE_AMOUNT_DIFFERS",
        "CERTIFICATE_BEFORE_PERIOD_END",
    ];
    assert_eq!(refused.rule_codes(), expected);
    assert_eq!(world.grant(1).await, before, "nothing half done");
}

#[tokio::test]
async fn a_line_that_is_sent_back_is_the_only_one_that_changes() {
    let world = two_grants::<Children>().await;
    let first = &reports(&world, 1).await[0];
    let due = first["due_date"].as_str().unwrap();
    world.clock.set(at(&format!("{due}T11:00:00Z")));
    let sent = deliver(&world, 1, first, |_| {}).await.unwrap();
    let line = sent["accounts"][0]["line"].clone();
    let (kari, own) = (world.case_handler(), world.applicant(1));
    let returns = |line: Value| {
        let lines = json!([{ "line": line, "reason": "Bilaget mangler." }]);
        json!({ "reason": "Se linjen.", "lines": lines })
    };
    let unknown = world.step_with(&kari, "ReturnReport", &sent, returns("a_boat".into()));
    assert_eq!(unknown.await.unwrap_err().is().0, Code::InvalidArgument);
    let back = world.step_with(&kari, "ReturnReport", &sent, returns(line.clone()));
    let back = back.await.unwrap();
    assert_eq!(back["returned_lines"][0]["line"], line);
    let mut change = back.clone();
    change["accounts"][1]["actual"]["ore"] = 1.into();
    let update = json!({ "report": change, "update_mask": "accounts" });
    let other = own.call("UpdateReport", update).await.unwrap_err();
    assert_eq!(other.is().0, Code::InvalidArgument);
    let mut change = back;
    change["accounts"][0]["actual"]["ore"] = 100.into();
    let update = json!({ "report": change, "update_mask": "accounts" });
    assert!(own.call("UpdateReport", update).await.is_ok());
}
