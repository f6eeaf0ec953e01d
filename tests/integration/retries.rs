//! Retries: every creation and every step, sent again, answers the same and changes nothing.

use domain::caller::Role;
use serde_json::{Value, json};
use tonic::Code;

use crate::chain::events;
use crate::register_batches::answered_once;
use crate::support::fault::Fault;
use crate::support::methods::{BELOW, READS};
use crate::support::person::Person;
use crate::support::round::{acceptance, another_account, as_applied, at_with, etag, only, seen};
use crate::support::schemes::{Centres, TestScheme};
use crate::support::stutterer::Stutterer;
use crate::support::wire::life_cycle;
use crate::support::world::{World, at};

#[tokio::test]
async fn everything_can_be_sent_twice() {
    let world = World::<Centres>::start().await;
    let mut stutterer = Stutterer {
        world: &world,
        twice: Vec::new(),
    };
    applications(&mut stutterer).await;
    decision(&mut stutterer).await;
    grants_and_reports(&mut stutterer).await;
    for method in life_cycle() {
        let tried = stutterer.twice.contains(&method);
        let reads = READS.iter().any(|verb| method.starts_with(verb));
        assert!(
            tried || reads || BELOW.contains(&method),
            "{method} was not sent twice"
        );
    }
    world.settle().await;
    let all = events(&world.auditor(), &Centres::name(), 0).await;
    let told = all
        .iter()
        .filter(|event| event["step"] == "accept_grant")
        .count();
    assert_eq!(told, 1, "told once");
}

async fn applications(twice: &mut Stutterer<'_>) {
    let world = twice.world;
    let astrid = world.administrator();
    let call = twice
        .send(
            &astrid,
            "CreateCall",
            json!({ "call": world.call_to_create() }),
        )
        .await;
    let mut renamed = call.clone();
    renamed["title"] = "Nytt navn".into();
    let update = json!({ "call": renamed, "update_mask": "title" });
    let call = twice.send(&astrid, "UpdateCall", update).await;
    for request in world.appropriations(&call) {
        twice.send(&astrid, "RecordAppropriation", request).await;
    }
    twice.step(&astrid, "OpenCall", &call, json!({})).await;
    for n in 1..=3 {
        let own = world.applicant(n);
        world.register(n).await;
        let create = json!({ "application": world.application_to_create(n) });
        let draft = twice.send(&own, "CreateApplication", create).await;
        let sent = twice
            .step(&own, "SubmitApplication", &draft, json!({}))
            .await;
        if n == 1 {
            continue;
        }
        let more = json!({ "reason": "Noe mangler.", "complete_by_date": "2026-02-20" });
        let back = twice
            .step(&world.case_handler(), "ReturnApplication", &sent, more)
            .await;
        if n == 2 {
            twice
                .step(
                    &own,
                    "WithdrawApplication",
                    &back,
                    json!({ "reason": "Vi trekker oss." }),
                )
                .await;
            continue;
        }
        let mut changed = world.application_to_create(n);
        changed["etag"] = back["etag"].clone();
        changed["applicant"]["organisation_name"] = "Rettet".into();
        let update = json!({ "application": changed, "update_mask": "applicant" });
        let updated = twice.send(&own, "UpdateApplication", update).await;
        let sent = twice
            .step(&own, "SubmitApplication", &updated, json!({}))
            .await;
        twice
            .step(
                &world.case_handler(),
                "DismissApplication",
                &sent,
                json!({ "reason": "For sent." }),
            )
            .await;
    }
}

async fn decision(twice: &mut Stutterer<'_>) {
    let world = twice.world;
    let (astrid, kari, berit) = (
        world.administrator(),
        world.case_handler(),
        world.decision_maker(),
    );
    world.clock.set(at("2026-02-16T11:00:00Z"));
    let call = only(
        astrid
            .call("GetCall", json!({ "name": world.call_name() }))
            .await
            .unwrap(),
    );
    twice.step(&astrid, "CloseCall", &call, json!({})).await;
    let sent = world.read(1).await;
    let interest = json!({
        "application": sent["name"],
        "ground": "INTEREST_GROUND_AUTOMATIC",
        "reason": "Søster.",
    });
    twice
        .send(&world.assessor("eva"), "DeclareInterest", interest)
        .await;
    let assess = json!({
        "application": sent["name"], "etag": etag(&sent), "scores": World::<Centres>::scores(70),
    });
    twice.send(&kari, "RecordAssessment", assess).await;
    let name = json!({ "name": world.allocation_name(1) });
    let draft = twice.send(&kari, "CreateAllocation", name).await;
    let adjust = json!({
        "application": sent["name"], "amount": { "ore": 70_000_000 }, "reason": "Reisene dekkes ikke.",
    });
    kari.call("AdjustAward", at_with(&draft, adjust.clone()))
        .await
        .unwrap();
    twice
        .send(&kari, "AdjustAward", at_with(&draft, adjust))
        .await;
    let draft = only(
        kari.call("GetAllocation", json!({ "name": draft["name"] }))
            .await
            .unwrap(),
    );
    let proposed = twice
        .step(&kari, "ProposeAllocation", &draft, json!({}))
        .await;
    let back = twice
        .step(
            &berit,
            "ReturnAllocation",
            &proposed,
            json!({ "reason": "Se igjen." }),
        )
        .await;
    let proposed = twice
        .step(&kari, "ProposeAllocation", &back, json!({}))
        .await;
    let more = seen(&proposed);
    twice
        .step(&berit, "ApproveAllocation", &proposed, more)
        .await;
}

async fn grants_and_reports(twice: &mut Stutterer<'_>) {
    let world = twice.world;
    let (own, kari) = (world.applicant(1), world.case_handler());
    let offer = world.offer(1).await;
    let lines = as_applied(&offer);
    let said = || json!({ "reason": "Dokumentert." });
    let submit = "SubmitRevisedBudget";
    let submitted = twice.step(&own, submit, &offer, lines.clone()).await;
    let back = twice
        .step(&kari, "ReturnRevisedBudget", &submitted, said())
        .await;
    let submitted = twice.step(&own, submit, &back, lines).await;
    let offer = twice
        .step(&kari, "ApproveRevisedBudget", &submitted, said())
        .await;
    let to = acceptance(&offer, 1);
    let accepted = twice.step(&own, "AcceptGrant", &offer, to).await;
    world.document_payment(&accepted).await;
    let active = twice.step(&kari, "ActivateGrant", &accepted, said()).await;
    let paused = twice.step(&kari, "PauseGrant", &active, said()).await;
    let resumed = twice.step(&kari, "ResumeGrant", &paused, said()).await;
    let asked = twice
        .step(&own, "ChangeAccount", &resumed, another_account())
        .await;
    let checked = twice
        .step(&world.finance(), "ApproveAccount", &asked, said())
        .await;
    twice.step(&own, "RejectAccount", &checked, said()).await;
    let reports = own
        .call("ListReports", json!({ "parent": world.grant_name(1) }))
        .await
        .unwrap();
    let later = json!({ "due_date": "2027-06-01", "reason": "Revisor er syk." });
    let open = &twice
        .step(&kari, "ExtendReport", &reports["reports"][0], later)
        .await;
    let mut report = Centres::data()["report"].clone();
    report["name"] = open["name"].clone();
    report["etag"] = open["etag"].clone();
    report["narrative"] = "Det gikk bra.".into();
    world.certify(&own, &mut report).await;
    let mask = "indicators,accounts,certificate,narrative";
    let written = twice
        .send(
            &own,
            "UpdateReport",
            json!({ "report": report, "update_mask": mask }),
        )
        .await;
    let sent = twice.step(&own, "SubmitReport", &written, json!({})).await;
    let back = twice.step(&kari, "ReturnReport", &sent, said()).await;
    let sent = twice.step(&own, "SubmitReport", &back, json!({})).await;
    let goals = || json!({ "goal_assessment": "Nådd." });
    let recommended = twice.step(&kari, "RecommendReport", &sent, goals()).await;
    let siri = world.staff("siri", &[Role::CaseHandler]);
    twice
        .step(&siri, "AcceptReport", &recommended, goals())
        .await;
}

#[tokio::test]
async fn offers_that_end_can_be_ended_twice() {
    let world = World::<Centres>::start().await;
    world.decided_round(2).await;
    let mut twice = Stutterer {
        world: &world,
        twice: Vec::new(),
    };
    let offer = world.grant(1).await;
    twice
        .step(
            &world.applicant(1),
            "DeclineGrant",
            &offer,
            json!({ "reason": "Nei." }),
        )
        .await;
    world.clock.set(at("2026-06-01T11:00:00Z"));
    let (kari, said) = (world.case_handler(), || json!({ "reason": "Purret." }));
    let offer = world.offer(2).await;
    let late = json!({
        "accept_by_date": "2026-06-02", "reason": "Styremøte.", "terms": offer["terms"],
    });
    let late = twice.step(&kari, "AdmitLateAcceptance", &offer, late).await;
    world.clock.set(at("2026-06-03T11:00:00Z"));
    let noticed = twice.step(&kari, "NoticeLapse", &late, said()).await;
    world.clock.set(at("2026-06-23T11:00:00Z"));
    twice.step(&kari, "LapseGrant", &noticed, said()).await;
}

#[tokio::test]
async fn what_counts_what_is_new_counts_it_once() {
    let world = World::<Centres>::start().await;
    let entries = json!({ "parent": Centres::name(), "entries": Centres::entries(1) });
    let astrid = world.administrator();
    let recorded = astrid.call("RecordEntries", entries.clone()).await.unwrap();
    assert_eq!(recorded["recorded"], 1);
    assert_eq!(
        astrid.call("RecordEntries", entries).await.unwrap()["recorded"],
        0
    );
    answered_once(&world, &recorded["batch"]).await;
    world.decided_round(1).await;
    world.active(1).await;
    let due = json!({ "parent": world.call_name(), "due_by_date": "2100-01-01" });
    let finn = world.finance();
    finn.call("AttestPayments", due.clone()).await.unwrap();
    let mut twice = Stutterer {
        world: &world,
        twice: Vec::new(),
    };
    let (attested, more) = (
        world.grant(1).await,
        json!({ "number": 1, "reason": "Vent." }),
    );
    twice.step(&finn, "StopPayment", &attested, more).await;
    assert_eq!(
        finn.call("AttestPayments", due.clone()).await.unwrap()["instalments"],
        1
    );
    let again = finn.call("AttestPayments", due).await.unwrap();
    assert_eq!(
        (&again["instalments"], &again["amount"]["ore"]),
        (&json!(0), &json!(0))
    );
    let batch = world.approve_payments(1).await;
    let stored = world.stored().await;
    assert_eq!(world.approve_payments(1).await, batch);
    assert_eq!(world.stored().await, stored);
    let basis = json!({ "parent": world.call_name() });
    let basis = finn.stream("ExportPayments", vec![basis]).await.unwrap();
    let payment = &basis[0]["payments"][0];
    let receipt = json!({
        "end_to_end_id": payment["end_to_end_id"], "amount": payment["amount"], "booked_date": "2026-04-01",
    });
    let receipts = json!({ "parent": world.call_name(), "receipts": [receipt.clone(), receipt] });
    let taken = finn.call("ImportReceipts", receipts.clone()).await.unwrap();
    assert_eq!(
        (&taken["paid"], &taken["repeated_receipts"]),
        (&json!(1), &json!(1)),
        "twice in one file"
    );
    let again = finn.call("ImportReceipts", receipts).await.unwrap();
    assert_eq!(
        (&again["paid"], &again["repeated_receipts"]),
        (&json!(0), &json!(2))
    );
}

#[tokio::test]
async fn a_file_can_be_sent_twice() {
    let world = World::<Centres>::start().await;
    world.open_call().await;
    world.draft(1).await;
    let own = world.applicant(1);
    let file = world.file(1, b"%PDF-1.7 Vedtekter");
    let first = own.stream("UploadAttachment", file.clone()).await.unwrap();
    let stored = world.stored().await;
    assert_eq!(own.stream("UploadAttachment", file).await.unwrap(), first);
    assert_eq!(world.stored().await, stored);
    let other = own
        .stream("UploadAttachment", world.file(1, b"%PDF-1.7 Noe annet"))
        .await
        .unwrap_err();
    assert_eq!(other.is(), (Code::AlreadyExists, "ID_TAKEN"));
}

/// The negative controls: what looks like a retry and is none.
#[tokio::test]
async fn other_content_or_another_caller_is_no_retry() {
    let world = World::<Centres>::start().await;
    world.open_call().await;
    let draft = world.draft(1).await;
    let own = world.applicant(1);
    let mut other = world.application_to_create(1);
    other["requested"]["ore"] = 1.into();
    let taken = own
        .call("CreateApplication", json!({ "application": other }))
        .await
        .unwrap_err();
    assert_eq!(taken.is(), (Code::AlreadyExists, "ID_TAKEN"));
    let sent = world.step(&own, "SubmitApplication", &draft).await.unwrap();
    let back = |by: Person, reason: &str| {
        let more = json!({ "reason": reason, "complete_by_date": "2026-02-20" });
        let request = at_with(&sent, more);
        async move { by.call("ReturnApplication", request).await }
    };
    back(world.case_handler(), "Budsjettet mangler.")
        .await
        .unwrap();
    let stale = |answer: Result<Value, Fault>| {
        assert_eq!(answer.unwrap_err().is(), (Code::Aborted, "STALE_ETAG"));
    };
    stale(back(world.case_handler(), "Vedtektene mangler.").await);
    let ola = world.staff("ola", &[domain::caller::Role::CaseHandler]);
    stale(back(ola, "Budsjettet mangler.").await);
    back(world.case_handler(), "Budsjettet mangler.")
        .await
        .unwrap();
}
