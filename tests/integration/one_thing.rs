//! Requests about one thing of an organisation: to another it does not exist.

use serde_json::{Value, json};

use crate::duty::supplied;
use crate::support::round::{account, another_account, at_with, id};
use crate::support::schemes::{Centres, TestScheme};
use crate::support::world::World;

/// Methods that ask for one thing of an organisation, with the request that asks.
pub fn about_one_thing(world: &World<Centres>, n: u32) -> Vec<(&'static str, Value)> {
    let (application, grant) = (world.application_name(n), world.grant_name(n));
    let report = format!("{grant}/reports/final");
    let file = format!("{application}/attachments/{}", id(3, 1));
    let at = |name: &str| json!({ "name": name, "etag": "1" });
    let named = |name: &str| json!({ "name": name });
    let mut draft = world.application_to_create(2);
    draft["name"] = application.clone().into();
    draft["etag"] = "1".into();
    let mut reported = Centres::data()["report"].clone();
    reported["name"] = report.clone().into();
    reported["etag"] = "1".into();
    let mut all = vec![
        ("GetApplication", named(&application)),
        (
            "UpdateApplication",
            json!({ "application": draft, "update_mask": "requested" }),
        ),
        ("SubmitApplication", at(&application)),
        ("WithdrawApplication", at(&application)),
        ("EstimateAward", named(&application)),
        (
            "UploadAttachment",
            json!({ "attachment": {
            "name": file, "kind": "articles", "file_name": "a.pdf", "media_type": "application/pdf" } }),
        ),
        ("DownloadAttachment", named(&file)),
        (
            "ExplainAward",
            json!({ "name": world.allocation_name(1), "application": application }),
        ),
        ("GetGrant", named(&grant)),
        (
            "AcceptGrant",
            json!({
                "name": grant, "etag": "1", "account_number": account(2),
                "terms": terms(&application),
            }),
        ),
        (
            "SubmitRevisedBudget",
            json!({
                "name": grant, "etag": "1",
                "lines": [{ "code": "leie", "amount": { "ore": 1 } }],
            }),
        ),
        ("DeclineGrant", at(&grant)),
        (
            "ChangeAccount",
            at_with(&json!({ "name": grant, "etag": "1" }), another_account()),
        ),
        (
            "RejectAccount",
            json!({ "name": grant, "etag": "1", "reason": "Nei." }),
        ),
        ("SupplyFacts", supplied(&grant)),
        ("GetReport", named(&report)),
        (
            "UpdateReport",
            json!({ "report": reported, "update_mask": "indicators" }),
        ),
        ("SubmitReport", at(&report)),
    ];
    all.extend(about_notifications(n));
    all.extend(about_decisions(&application));
    all.extend(about_documents(world, n));
    all.extend(about_changes(&grant));
    all
}

/// The same of changes and recoveries.
fn about_changes(grant: &str) -> [(&'static str, Value); 3] {
    let request = json!({ "name": grant, "etag": "1", "content": "Noe annet.", "reason": "Nei." });
    let withdraw = json!({ "name": format!("{grant}/changes/1"), "etag": "1" });
    let answer = json!({
        "name": format!("{grant}/recoveries/1"), "etag": "1", "answer": "Nei.",
    });
    [
        ("RequestChange", request),
        ("WithdrawChange", withdraw),
        ("AnswerRecovery", answer),
    ]
}

/// The same of notifications.
fn about_notifications(n: u32) -> [(&'static str, Value); 4] {
    let scheme = Centres::name();
    let cursor = contract::page::token("ListNotifications", &scheme, &i64::from(n));
    let mark = json!({ "parent": scheme, "cursors": [cursor] });
    let webhook = format!("{scheme}/webhooks/{}", id(1, n));
    let named = json!({ "name": webhook });
    [
        ("MarkNotificationsRead", mark),
        ("DeleteWebhook", named.clone()),
        ("ReplayWebhook", named),
        (
            "RotateWebhookSecret",
            json!({ "name": webhook, "etag": "1" }),
        ),
    ]
}

/// The same of decisions and appeals.
fn about_decisions(application: &str) -> [(&'static str, Value); 8] {
    let at = |name: &str| json!({ "name": name, "etag": "1" });
    let named = |name: &str| json!({ "name": name });
    [
        ("ListDecisions", json!({ "parent": application })),
        ("ListHistory", json!({ "parent": application })),
        ("GetRetention", named(application)),
        ("GetLetter", named(&format!("{application}/decisions/1"))),
        (
            "RequestReasons",
            named(&format!("{application}/decisions/1")),
        ),
        (
            "LodgeAppeal",
            json!({ "decision": format!("{application}/decisions/1"), "text": "Nei." }),
        ),
        ("GetAppeal", named(&format!("{application}/appeals/1"))),
        ("WithdrawAppeal", at(&format!("{application}/appeals/1"))),
    ]
}

/// The same of documents.
fn about_documents(world: &World<Centres>, n: u32) -> [(&'static str, Value); 3] {
    let grant = world.grant_name(n);
    let document = format!("{grant}/documents/{}", id(3, 2));
    let facts = json!({
        "name": document, "kind": "accounts", "file_name": "a.pdf", "media_type": "application/pdf",
    });
    [
        ("UploadDocument", json!({ "document": facts })),
        ("DownloadDocument", json!({ "name": document })),
        ("ListDocuments", json!({ "parent": grant })),
    ]
}

/// Terms that an acceptance can name.
fn terms(application: &str) -> Value {
    json!({ "decision": format!("{application}/decisions/1"), "text_sha256": "00".repeat(32) })
}
