//! A whole year of each scheme over gRPC, told once for all of them: from the call to the accepted report, with those who withdraw, are
//! dismissed, decline and never answer on the way. Every step of it is then found in the events, once and in order.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tonic::Code;

use crate::chain;
use crate::support::round::{CALL, at_with, id, only};
use crate::support::schemes::{Centres, Rental, TestScheme, Training};
use crate::support::world::{World, at};

/// Those who go the whole way, by the place their score gives them.
const ROUND: [u32; 5] = [1, 2, 3, 4, 5];
/// Withdraws after having sent in.
const WITHDRAWS: u32 = 6;
/// Is dismissed.
const DISMISSED: u32 = 7;

#[tokio::test]
async fn a_year_of_rental_housing() {
    year::<Rental>().await;
}

#[tokio::test]
async fn a_year_of_user_run_centres() {
    year::<Centres>().await;
}

#[tokio::test]
async fn a_year_of_work_training() {
    year::<Training>().await;
}

async fn year<S: TestScheme>() {
    let world = World::<S>::start().await;
    apply(&world).await;
    assess(&world).await;
    decide(&world).await;
    answer_offers(&world).await;
    pay(&world).await;
    report(&world).await;
    chain::every_step_is_told_once(&world).await;
}

fn ore(amount: &Value) -> i64 {
    amount["ore"].as_i64().unwrap()
}

fn states(listed: &Value, of: &str) -> Vec<String> {
    let listed = listed[of].as_array().unwrap();
    listed
        .iter()
        .map(|one| one["state"].as_str().unwrap().to_owned())
        .collect()
}

async fn apply<S: TestScheme>(world: &World<S>) {
    let call = world.open_call().await;
    assert_eq!(call["state"], "CALL_STATE_OPEN");
    assert_eq!(call["rule_hash"].as_str().unwrap().len(), 64);
    for n in ROUND.into_iter().chain([WITHDRAWS, DISMISSED]) {
        check_then_submit(world, n).await;
    }
    let sent = world.read(WITHDRAWS).await;
    let more = json!({ "reason": "Vi søker heller neste år." });
    let withdrawn = world
        .step_with(
            &world.applicant(WITHDRAWS),
            "WithdrawApplication",
            &sent,
            more,
        )
        .await;
    assert_eq!(withdrawn.unwrap()["state"], "APPLICATION_STATE_WITHDRAWN");
    complete(world, 2).await;
    let kari = world.case_handler();
    let more = json!({ "reason": "Søkeren er ikke i målgruppen for ordningen." });
    let dismissed = world
        .step_with(
            &kari,
            "DismissApplication",
            &world.read(DISMISSED).await,
            more,
        )
        .await;
    assert_eq!(dismissed.unwrap()["state"], "APPLICATION_STATE_DISMISSED");
    world.close_call().await;
    let late = json!({ "application": world.application_to_create(9) });
    let late = world
        .applicant(9)
        .call("CreateApplication", late)
        .await
        .unwrap_err();
    assert_eq!(late.is(), (Code::FailedPrecondition, "DEADLINE_PASSED"));
}

/// What the check says before anything is stored is what the submission comes to.
async fn check_then_submit<S: TestScheme>(world: &World<S>, n: u32) {
    world.register(n).await;
    let applicant = world.applicant(n);
    let application = json!({ "application": world.application_to_create(n) });
    let checked = applicant
        .call("CheckApplication", application)
        .await
        .unwrap();
    let findings = checked["findings"].as_array().unwrap();
    let blocking: Vec<_> = findings
        .iter()
        .filter(|one| one["severity"] == "SEVERITY_BLOCKING")
        .collect();
    assert!(blocking.is_empty(), "{blocking:?}");
    let draft = world.draft(n).await;
    assert_eq!(draft["state"], "APPLICATION_STATE_DRAFT");
    let sent = world
        .step(&applicant, "SubmitApplication", &draft)
        .await
        .unwrap();
    assert_eq!(sent["state"], "APPLICATION_STATE_SUBMITTED");
    assert_eq!(sent["claim"], checked["claim"]);
    assert_eq!(sent["late"], false);
    assert!(
        ore(&sent["claim"]["amount"]) > 0
            && ore(&sent["claim"]["amount"]) <= ore(&sent["requested"])
    );
    let steps = sent["claim"]["steps"].as_array().unwrap();
    assert_eq!(
        steps.last().unwrap()["amount"],
        sent["claim"]["amount"],
        "the last step is the claim"
    );
    assert!(
        steps
            .iter()
            .all(|step| !step["text"].as_str().unwrap().is_empty())
    );
}

/// Sent back, completed, sent in again: it stands as submitted when it first was.
async fn complete<S: TestScheme>(world: &World<S>, n: u32) {
    let first = world.read(n).await;
    let more = json!({ "reason": "Budsjettet mangler.", "complete_by_date": "2026-02-20" });
    let returned = world
        .step_with(&world.case_handler(), "ReturnApplication", &first, more)
        .await
        .unwrap();
    assert_eq!(returned["state"], "APPLICATION_STATE_RETURNED");
    assert_eq!(returned["complete_by_date"], "2026-02-20");
    let mut changed = world.application_to_create(n);
    let fuller = format!(
        "{}, rettet",
        changed["applicant"]["organisation_name"].as_str().unwrap()
    );
    changed["applicant"]["organisation_name"] = fuller.clone().into();
    changed["etag"] = returned["etag"].clone();
    let update = json!({ "application": changed, "update_mask": "applicant" });
    let applicant = world.applicant(n);
    let updated = only(applicant.call("UpdateApplication", update).await.unwrap());
    world.clock.advance(TimeDelta::hours(3));
    let again = world
        .step(&applicant, "SubmitApplication", &updated)
        .await
        .unwrap();
    assert_eq!(again["state"], "APPLICATION_STATE_SUBMITTED");
    assert_eq!(again["submit_time"], first["submit_time"]);
    assert_eq!(again["applicant"]["organisation_name"], fuller);
}

async fn assess<S: TestScheme>(world: &World<S>) {
    let (kari, ola) = (world.case_handler(), world.assessor("ola"));
    for (place, n) in (0..).zip(ROUND) {
        if S::criteria().is_empty() {
            continue;
        }
        world.assess(&kari, n, 90 - 10 * place).await.unwrap();
        world.assess(&ola, n, 88 - 10 * place).await.unwrap();
    }
    let first = json!({ "parent": world.application_name(1) });
    let listed = kari.call("ListAssessments", first).await.unwrap();
    let assessors: Vec<&str> = listed["assessments"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["assessor"].as_str().unwrap())
        .collect();
    assert_eq!(assessors, ["kari", "ola"]);
    let read = json!({ "name": world.application_name(1) });
    let seen = only(kari.call("GetApplication", read.clone()).await.unwrap());
    assert_eq!(
        (&seen["state"], &seen["score_milli"]),
        (&json!("APPLICATION_STATE_ASSESSED"), &json!(89_000))
    );
    assert_eq!(
        world.read(1).await["score_milli"],
        0,
        "the applicant does not see the score yet"
    );
    // One who knows the applicant says so, and is shut out from then on.
    let interest = json!({
        "application": world.application_name(1),
        "ground": "INTEREST_GROUND_AUTOMATIC",
        "reason": "Sitter i styret.",
    });
    let eva = world.assessor("eva");
    eva.call("DeclareInterest", interest).await.unwrap();
    let shut = eva.call("GetApplication", read).await.unwrap_err();
    assert_eq!(shut.is(), (Code::PermissionDenied, "INTEREST_DECLARED"));
}

async fn decide<S: TestScheme>(world: &World<S>) {
    let (kari, berit) = (world.case_handler(), world.decision_maker());
    let name = json!({ "name": world.allocation_name(1) });
    let draft = only(kari.call("CreateAllocation", name.clone()).await.unwrap());
    assert_eq!(draft["state"], "ALLOCATION_STATE_DRAFT");
    let proposed = world
        .step(&kari, "ProposeAllocation", &draft)
        .await
        .unwrap();
    let seen = world.read(1).await;
    assert!(
        seen["awarded"].is_null() && seen["score_milli"] == 0,
        "nothing is told before it is decided: {seen}"
    );
    let more = json!({ "reason": "Se på begrunnelsen én gang til." });
    let back = world
        .step_with(&berit, "ReturnAllocation", &proposed, more)
        .await
        .unwrap();
    assert_eq!(back["state"], "ALLOCATION_STATE_RETURNED");
    let proposed = world.step(&kari, "ProposeAllocation", &back).await.unwrap();
    let verified = kari.call("VerifyAllocation", name.clone()).await.unwrap();
    assert_eq!(
        (&verified["verified"], &verified["run_hash"]),
        (&json!(true), &proposed["run_hash"])
    );
    let approved = world.approve(&proposed).await.unwrap();
    assert_eq!(approved["state"], "ALLOCATION_STATE_APPROVED");
    assert_eq!(
        (&approved["proposed_by"], &approved["approved_by"]),
        (&json!("kari"), &json!("berit"))
    );
    awards_fit_the_frame(world, &approved).await;
    letters_have_conditions(world).await;
}

async fn awards_fit_the_frame<S: TestScheme>(world: &World<S>, approved: &Value) {
    let kari = world.case_handler();
    let parent = json!({ "parent": world.allocation_name(1) });
    let awards = kari.call("ListAwards", parent).await.unwrap();
    let awards = awards["awards"].as_array().unwrap().clone();
    assert_eq!(awards.len(), ROUND.len());
    let budget = json!({ "parent": world.call_name() });
    let budget = kari.call("GetBudget", budget).await.unwrap();
    for line in budget["lines"].as_array().unwrap() {
        let within = awards
            .iter()
            .filter(|award| award["sub_frame"] == line["sub_frame"]);
        let sum: i64 = within.map(|award| ore(&award["amount"])).sum();
        assert_eq!(ore(&line["committed"]), sum);
        assert!(sum <= ore(&line["budget"]));
        assert_eq!(ore(&line["left"]), ore(&line["budget"]) - sum);
        let told = approved["sub_frames"].as_array().unwrap();
        let told = told
            .iter()
            .find(|frame| frame["code"] == line["sub_frame"])
            .unwrap();
        assert_eq!(ore(&told["awarded"]), sum);
    }
    let decisions: Vec<&str> = awards
        .iter()
        .map(|award| award["decision"].as_str().unwrap())
        .collect();
    assert!(
        decisions.contains(&"DECISION_PARTLY_GRANTED"),
        "{decisions:?}"
    );
    for award in &awards {
        let whole = award["decision"] == "DECISION_GRANTED";
        assert_eq!(
            award["reason"].as_str().unwrap().is_empty(),
            whole,
            "{award}"
        );
        let explain =
            json!({ "name": world.allocation_name(1), "application": award["application"] });
        let explained = kari.call("ExplainAward", explain).await.unwrap();
        assert!(
            !explained["explanation"].as_array().unwrap().is_empty(),
            "{award}"
        );
        assert_eq!(explained["award"], *award);
    }
    let parent = json!({ "parent": world.call_name() });
    let exported = world
        .finance()
        .stream("ExportAwards", vec![parent])
        .await
        .unwrap();
    let exported: Vec<Value> = exported
        .iter()
        .flat_map(|batch| batch["awards"].as_array().unwrap().clone())
        .collect();
    assert_eq!(exported, awards, "the export says what the list says");
}

async fn letters_have_conditions<S: TestScheme>(world: &World<S>) {
    for language in ["nb", "nn", "en"] {
        let kari = world.case_handler().speaking(language);
        let listed = kari
            .call("ListGrants", json!({ "parent": world.call_name() }))
            .await
            .unwrap();
        for grant in listed["grants"].as_array().unwrap() {
            assert_eq!(grant["state"], "GRANT_STATE_OFFERED");
            let conditions = grant["conditions"].as_array().unwrap();
            assert!(conditions.len() >= 3, "{grant}");
            for condition in conditions {
                assert!(
                    !condition["citation"].as_str().unwrap().is_empty(),
                    "{condition}"
                );
                let text = condition["text"].as_str().unwrap();
                assert!(text.len() > 10 && !text.contains(['{', '$']), "{condition}");
            }
            let planned = grant["instalments"].as_array().unwrap();
            let planned: i64 = planned.iter().map(|one| ore(&one["amount"])).sum();
            assert_eq!(planned, ore(&grant["granted"]));
        }
    }
}

/// The first accepts, the second declines, the third never answers.
async fn answer_offers<S: TestScheme>(world: &World<S>) {
    let accepted = world.accepted(1).await;
    assert_eq!(accepted["state"], "GRANT_STATE_ACCEPTED");
    let committed = async || {
        let budget = json!({ "parent": world.call_name() });
        let budget = world
            .case_handler()
            .call("GetBudget", budget)
            .await
            .unwrap();
        budget["lines"]
            .as_array()
            .unwrap()
            .iter()
            .map(|line| ore(&line["committed"]))
            .sum::<i64>()
    };
    let before = committed().await;
    let (second, third) = (world.grant(2).await, world.grant(3).await);
    let more = json!({ "reason": "Vi fikk det dekket et annet sted." });
    let declined = world
        .step_with(&world.applicant(2), "DeclineGrant", &second, more)
        .await
        .unwrap();
    assert_eq!(declined["state"], "GRANT_STATE_DECLINED");
    assert_eq!(committed().await, before - ore(&second["granted"]));
    let kari = world.case_handler();
    let more = json!({ "reason": "Purret på telefon og brev." });
    let early = world
        .step_with(&kari, "LapseGrant", &third, more.clone())
        .await
        .unwrap_err();
    assert_eq!(early.is(), (Code::FailedPrecondition, "RULES_NOT_MET"));
    let last_day = third["accept_by_date"].as_str().unwrap();
    world
        .clock
        .set(at(&format!("{last_day}T12:00:00Z")) + TimeDelta::days(1));
    let late = at_with(
        &third,
        json!({ "account_number": crate::support::round::account(3) }),
    );
    let late = world
        .applicant(3)
        .call("AcceptGrant", late)
        .await
        .unwrap_err();
    assert_eq!(late.is(), (Code::FailedPrecondition, "RULES_NOT_MET"));
    let lapsed = world
        .step_with(&kari, "LapseGrant", &third, more)
        .await
        .unwrap();
    assert_eq!(lapsed["state"], "GRANT_STATE_LAPSED");
    assert_eq!(
        committed().await,
        before - ore(&second["granted"]) - ore(&third["granted"])
    );
}

async fn pay<S: TestScheme>(world: &World<S>) {
    let (kari, finn) = (world.case_handler(), world.finance());
    let due = json!({ "parent": world.call_name(), "due_by_date": "2100-01-01" });
    let none = finn.call("AttestPayments", due.clone()).await.unwrap();
    assert_eq!(
        none["instalments"], 0,
        "nothing is attested before the conditions are met"
    );
    let more = json!({ "reason": "Vilkårene er dokumentert." });
    let active = world
        .step_with(&kari, "ActivateGrant", &world.grant(1).await, more)
        .await
        .unwrap();
    assert_eq!(active["state"], "GRANT_STATE_ACTIVE");
    let attested = finn.call("AttestPayments", due.clone()).await.unwrap();
    let planned = active["instalments"].as_array().unwrap();
    assert_eq!(attested["instalments"], planned.len());
    assert_eq!(attested["amount"], active["granted"]);
    let basis = json!({ "parent": world.call_name() });
    let basis = finn.stream("ExportPayments", vec![basis]).await.unwrap();
    let payments: Vec<Value> = basis
        .iter()
        .flat_map(|batch| batch["payments"].as_array().unwrap().clone())
        .collect();
    let sum: i64 = payments.iter().map(|payment| ore(&payment["amount"])).sum();
    assert_eq!(sum, ore(&active["granted"]));
    for payment in &payments {
        assert_eq!(payment["account_number"], crate::support::round::account(1));
        assert_eq!(
            (&payment["attested_by"], &payment["approved_by"]),
            (&json!("finn"), &json!("berit"))
        );
        assert_eq!(payment["chapter_post"], S::call()["chapter_post"]);
    }
    let receipts: Vec<Value> = payments
        .iter()
        .map(|payment| {
            json!({
                "end_to_end_id": payment["end_to_end_id"],
                "amount": payment["amount"],
                "booked_date": "2026-04-15",
            })
        })
        .collect();
    let receipts = json!({ "parent": world.call_name(), "receipts": receipts });
    let taken = finn.call("ImportReceipts", receipts.clone()).await.unwrap();
    assert_eq!(
        (&taken["paid"], &taken["repeated_receipts"]),
        (&json!(payments.len()), &json!(0))
    );
    let again = finn.call("ImportReceipts", receipts).await.unwrap();
    assert_eq!(
        (&again["paid"], &again["repeated_receipts"]),
        (&json!(0), &json!(payments.len()))
    );
    let budget = finn
        .call("GetBudget", json!({ "parent": world.call_name() }))
        .await
        .unwrap();
    let paid: i64 = budget["lines"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| ore(&line["paid"]))
        .sum();
    assert_eq!(paid, sum);
}

/// Every report of the first grant, the first of them sent back once; then the grant is closed and its indicators are summed.
async fn report<S: TestScheme>(world: &World<S>) {
    let (applicant, kari) = (world.applicant(1), world.case_handler());
    let parent = json!({ "parent": world.grant_name(1), "page_size": 500 });
    let reports = applicant.call("ListReports", parent.clone()).await.unwrap();
    let mut reports = reports["reports"].as_array().unwrap().clone();
    assert!(!reports.is_empty());
    reports.sort_by_key(|report| report["due_date"].as_str().unwrap().to_owned());
    for (place, open) in reports.iter().enumerate() {
        assert_eq!(open["state"], "REPORT_STATE_OPEN");
        world.clock.set(at(&format!(
            "{}T11:00:00Z",
            open["due_date"].as_str().unwrap()
        )));
        let mut sent = write_and_send(world, open).await;
        if place == 0 {
            let more = json!({ "reason": "Regnskapet er ikke signert." });
            let back = world
                .step_with(&kari, "ReturnReport", &sent, more)
                .await
                .unwrap();
            assert_eq!(back["state"], "REPORT_STATE_RETURNED");
            sent = world.step(&applicant, "SubmitReport", &back).await.unwrap();
        }
        assert_eq!(sent["state"], "REPORT_STATE_SUBMITTED");
        let more = json!({ "goal_assessment": "Målet er nådd." });
        let accepted = world
            .step_with(&kari, "AcceptReport", &sent, more)
            .await
            .unwrap();
        assert_eq!(accepted["state"], "REPORT_STATE_ACCEPTED");
    }
    let after = applicant.call("ListReports", parent).await.unwrap();
    assert!(
        states(&after, "reports")
            .iter()
            .all(|state| state == "REPORT_STATE_ACCEPTED")
    );
    assert_eq!(world.grant(1).await["state"], "GRANT_STATE_CLOSED");
    let sums = kari
        .call("SumIndicators", json!({ "parent": world.call_name() }))
        .await
        .unwrap();
    let accepted = i64::try_from(reports.len()).unwrap();
    assert_eq!(sums["reports"], accepted);
    for (code, value) in S::data()["sums"].as_object().unwrap() {
        let sums = sums["sums"].as_array().unwrap();
        let sum = sums.iter().find(|sum| sum["code"] == *code).unwrap();
        assert_eq!(sum["value"], value.as_i64().unwrap() * accepted, "{code}");
    }
}

async fn write_and_send<S: TestScheme>(world: &World<S>, open: &Value) -> Value {
    let applicant = world.applicant(1);
    let mut report = S::data()["report"].clone();
    report["name"] = open["name"].clone();
    report["etag"] = open["etag"].clone();
    report["narrative"] = "Tiltaket gikk som planlagt.".into();
    report["auditor_confirmation"] = true.into();
    report["moved_to_equity"] = json!({ "ore": 0 });
    let mask = "indicators,accounts,movedToEquity,auditorConfirmation,narrative";
    let update = json!({ "report": report, "update_mask": mask });
    let written = only(applicant.call("UpdateReport", update).await.unwrap());
    world
        .step(&applicant, "SubmitReport", &written)
        .await
        .unwrap()
}

#[test]
fn ids_of_different_kinds_differ() {
    assert_ne!(id(1, 1), id(2, 1));
    assert_eq!(CALL, CALL.to_lowercase());
}
