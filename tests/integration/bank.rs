//! Answers of the bank over gRPC: files that cannot be read, and what is sent twice.

use domain::calendar::Clock;
use serde_json::json;
use tonic::Code;

use crate::support::bank::{bank_file, status_report};
use crate::support::round::{only, payer};
use crate::support::schemes::{Centres, TestScheme};
use crate::support::stutterer::Stutterer;
use crate::support::world::World;

/// A bank's word, its clearing, and the account that is confirmed after it.
#[tokio::test]
async fn the_bank_can_say_it_twice() {
    let world = World::<Centres>::start().await;
    world.decided_round(1).await;
    world.active(1).await;
    let due = json!({ "parent": world.call_name(), "due_by_date": "2100-01-01" });
    let finn = world.finance();
    finn.call("AttestPayments", due).await.unwrap();
    let batch = world.approve_payments(1).await;
    let export = json!({ "name": batch["name"], "payer": payer() });
    finn.stream("ExportBatch", vec![export.clone()])
        .await
        .unwrap();
    let stored = world.stored().await;
    finn.stream("ExportBatch", vec![export]).await.unwrap();
    assert_eq!(world.stored().await, stored);
    let basis = json!({ "parent": world.call_name() });
    let basis = finn.stream("ExportPayments", vec![basis]).await.unwrap();
    let id = basis[0]["payments"][0]["end_to_end_id"].as_str().unwrap();
    let message_id = batch["message_id"].as_str().unwrap();
    let report = status_report(message_id, &[(id, "RJCT"), ("XX-2026-00001/1", "ACCP")]);
    let file = bank_file::<Centres>(&report);
    let first = finn.stream("ImportBankFile", file.clone()).await.unwrap();
    assert_eq!(first[0]["repeated_file"], false);
    let stored = world.stored().await;
    let again = finn.stream("ImportBankFile", file).await.unwrap();
    assert_eq!(again[0]["repeated_file"], true);
    assert_eq!(again[0]["file"], first[0]["file"]);
    assert_eq!(world.stored().await, stored);
    let mut twice = Stutterer {
        world: &world,
        twice: Vec::new(),
    };
    let entries = json!({ "parent": Centres::name() });
    let entries = finn.call("ListBankEntries", entries).await.unwrap();
    let entry = &entries["entries"][0];
    assert_eq!(entry["end_to_end_id"], "XX-2026-00001/1");
    let clear = json!({ "name": entry["name"], "reason": "Ikke vår." });
    twice.send(&finn, "ClearBankEntry", clear).await;
    let (grant, more) = (
        world.grant(1).await,
        json!({ "reason": "Ringt mottakeren." }),
    );
    twice.step(&finn, "ConfirmAccount", &grant, more).await;
}

/// A grant that costs less than it was paid is repaid, and every export tells of it.
#[tokio::test]
async fn money_that_is_repaid_can_be_told_twice() {
    let world = World::<Centres>::start().await;
    world.decided_round(1).await;
    let granted = world.active(1).await["granted"].clone();
    let parent = || json!({ "parent": world.call_name() });
    let due = json!({ "parent": world.call_name(), "due_by_date": "2100-01-01" });
    let (finn, own, kari) = (world.finance(), world.applicant(1), world.case_handler());
    finn.call("AttestPayments", due).await.unwrap();
    world.approve_payments(1).await;
    let basis = finn.stream("ExportPayments", vec![parent()]).await.unwrap();
    let today = world.clock.today().to_string();
    let payments = basis[0]["payments"].as_array().unwrap().iter();
    let receipts = payments.map(|payment| {
        let (id, amount) = (&payment["end_to_end_id"], &payment["amount"]);
        json!({ "end_to_end_id": id, "amount": amount, "booked_date": today })
    });
    let receipts = receipts.collect::<Vec<_>>();
    let receipts = json!({ "parent": world.call_name(), "receipts": receipts });
    finn.call("ImportReceipts", receipts).await.unwrap();
    let reports = json!({ "parent": world.grant_name(1) });
    let reports = own.call("ListReports", reports).await.unwrap();
    let mut report = Centres::data()["report"].clone();
    for field in ["name", "etag"] {
        report[field] = reports["reports"][0][field].clone();
    }
    let half = report["accounts"][0]["budget"]["ore"].as_i64().unwrap() / 2;
    report["accounts"][0]["actual"]["ore"] = half.into();
    report["narrative"] = "Halvparten ble gjort.".into();
    world.certify(&own, &mut report).await;
    let mask = "indicators,accounts,certificate,narrative";
    let update = json!({ "report": report, "update_mask": mask });
    let written = only(own.call("UpdateReport", update).await.unwrap());
    let sent = world.step(&own, "SubmitReport", &written).await.unwrap();
    let said = json!({ "goal_assessment": "Halvveis." });
    let accepted = world.step_with(&kari, "AcceptReport", &sent, said).await;
    accepted.unwrap();
    let grant = world.grant(1).await;
    assert_eq!(grant["state"], "GRANT_STATE_RECOVERY");
    let half = granted["ore"].as_i64().unwrap() / 2;
    assert_eq!(grant["to_repay"]["ore"], half);
    let mut twice = Stutterer {
        world: &world,
        twice: Vec::new(),
    };
    let money = json!({
        "amount": grant["to_repay"], "booked_date": today, "reference": "Bilag 4711",
    });
    let closed = twice.step(&finn, "RecordRepayment", &grant, money).await;
    assert_eq!(closed["state"], "GRANT_STATE_CLOSED");
    assert_eq!(closed["repayments"][0]["years"][0]["amount"]["ore"], half);
    let budget = finn.call("GetBudget", parent()).await.unwrap();
    assert_eq!(budget["item"]["totals"]["repaid"]["ore"], half);
    let tags = finn.call("SummarizeTags", parent()).await.unwrap();
    assert_eq!(tags["total"]["repaid"]["ore"], half);
    let awards = finn.stream("ExportAwards", vec![parent()]).await.unwrap();
    let movements = awards[0]["money"][0]["movements"].as_array().unwrap();
    assert_eq!(movements.last().unwrap()["repaid"]["ore"], half);
    let seen = own.call("GetGrant", json!({ "name": grant["name"] })).await;
    let seen = &seen.unwrap()["grant"]["repayments"][0];
    assert_eq!(seen["amount"]["ore"], half);
    assert_eq!(seen["step"]["actor"], "");
}

/// Nothing of a bank's file that cannot be read to its end is stored, and each is told what is wrong
/// with it.
#[tokio::test]
async fn files_of_the_bank_that_cannot_be_read() {
    let world = World::<Centres>::start().await;
    let before = world.stored().await;
    let good = status_report("0", &[("RH-2026-00001/1", "RJCT")]);
    let bomb = "<!DOCTYPE a [<!ENTITY b \"bb\"><!ENTITY c \"&b;&b;&b;\">]><Document";
    let cases = [
        (good[..good.len() / 2].to_owned(), "cut off"),
        (good.replacen("<Document", bomb, 1), "document type"),
        (good.replace("STATUS", "&c;"), "document type"),
        (good.replace("UTF-8", "ISO-8859-1"), "ISO-8859-1"),
        (good.replace("pain.002", "camt.053"), "camt.053"),
        ("<html/>".to_owned(), "html"),
        (String::new(), "empty"),
    ];
    for (content, says) in cases {
        let messages = bank_file::<Centres>(&content);
        let answer = world.finance().stream("ImportBankFile", messages).await;
        let fault = answer.unwrap_err();
        assert_eq!(
            fault.is(),
            (Code::InvalidArgument, "INVALID_FIELDS"),
            "{says}: {fault}"
        );
        fault.assert_whole("nb");
        let told = &fault.fields[0];
        assert_eq!(told.0, "chunk");
        assert!(told.1.contains(says), "{says}: {}", told.1);
        assert_eq!(before, world.stored().await, "{says}");
    }
    for wrong in [Vec::new(), bank_file::<Centres>(&good)[1..].to_vec()] {
        let answer = world.finance().stream("ImportBankFile", wrong).await;
        let fault = answer.unwrap_err();
        assert_eq!(fault.is(), (Code::InvalidArgument, "INVALID_FIELDS"));
    }
}
