//! Answers of the bank over gRPC: files that cannot be read, and what is sent twice.

use serde_json::json;
use tonic::Code;

use crate::support::bank::{bank_file, status_report};
use crate::support::round::payer;
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
