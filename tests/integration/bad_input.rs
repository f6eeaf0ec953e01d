//! Bad input, from a table that people can read (`bad_input.json`): each line changes one good
//! request, and says with which status, which reason, and at which field or rule it is refused.
//! Whatever is refused leaves the stored data as it was.

use serde_json::{Value, json};
use tonic::Code;

use crate::support::fault::Fault;
use crate::support::person::Person;
use crate::support::round::{acceptance, at_with, etag, only};
use crate::support::schemes::{Centres, TestScheme};
use crate::support::world::World;

static TABLE: &str = include_str!("bad_input.json");

/// One line of the table.
struct Line {
    name: String,
    request: String,
    change: Vec<(String, Value)>,
    code: Code,
    reason: String,
    at: Option<String>,
}

fn lines(stage: &str) -> Vec<Line> {
    let table: Value = serde_json::from_str(TABLE).unwrap();
    let lines = table[stage].as_array().unwrap();
    lines.iter().map(line).collect()
}

fn line(line: &Value) -> Line {
    let text = |field: &str| line[field].as_str().unwrap().to_owned();
    let change = line["change"].as_object().unwrap();
    Line {
        name: text("name"),
        request: text("request"),
        change: change
            .iter()
            .map(|(pointer, value)| (pointer.clone(), written_out(value)))
            .collect(),
        code: match line["code"].as_str().unwrap() {
            "INVALID_ARGUMENT" => Code::InvalidArgument,
            "FAILED_PRECONDITION" => Code::FailedPrecondition,
            "ALREADY_EXISTS" => Code::AlreadyExists,
            "RESOURCE_EXHAUSTED" => Code::ResourceExhausted,
            "NOT_FOUND" => Code::NotFound,
            other => panic!("{other} is no code of the table"),
        },
        reason: text("reason"),
        at: line["at"].as_str().map(str::to_owned),
    }
}

/// A value of the table; `{ "repeat": "x", "times": 9 }` is a text too long to write out.
fn written_out(value: &Value) -> Value {
    match (value["repeat"].as_str(), value["times"].as_u64()) {
        (Some(text), Some(times)) => text.repeat(usize::try_from(times).unwrap()).into(),
        _ => value.clone(),
    }
}

/// Puts a value where the pointer points, making the last field if need be.
fn put(request: &mut Value, pointer: &str, value: Value) {
    let (parent, field) = pointer.rsplit_once('/').unwrap();
    let parent = request
        .pointer_mut(parent)
        .unwrap_or_else(|| panic!("{pointer} points nowhere"));
    match parent {
        Value::Array(items) => items[field.parse::<usize>().unwrap()] = value,
        other => other[field] = value,
    }
}

/// Sends every line of a stage; `good` gives the sender, the method and the good request of a line.
async fn send_all(
    world: &World<Centres>,
    stage: &str,
    good: impl AsyncFn(&str) -> (Person, &'static str, Value),
) {
    let before = world.stored().await;
    for line in lines(stage) {
        let (person, method, mut request) = good(&line.request).await;
        for (pointer, value) in line.change {
            put(&mut request, &pointer, value);
        }
        let name = line.name;
        let fault = person.call(method, request).await.expect_err(&name);
        assert_eq!(
            fault.is(),
            (line.code, line.reason.as_str()),
            "{name}: {fault}"
        );
        fault.assert_whole("nb");
        if let Some(at) = line.at {
            assert!(stands_at(&fault, &at), "{name}: not at {at}: {fault}");
        }
        assert_eq!(
            before,
            world.stored().await,
            "{name} changed what is stored"
        );
    }
}

/// Tells if the fault names the field, or the rule, with a description.
fn stands_at(fault: &Fault, at: &str) -> bool {
    let field = fault
        .fields
        .iter()
        .any(|(path, description)| path == at && description.len() > 10);
    let rule = fault
        .rules
        .iter()
        .any(|(code, _, text)| code == at && text.len() > 10);
    field || rule
}

#[tokio::test]
async fn calls_that_make_no_sense() {
    let world = World::<Centres>::start().await;
    let astrid = world.administrator();
    let draft = only(
        astrid
            .call("CreateCall", json!({ "call": world.call_to_create() }))
            .await
            .unwrap(),
    );
    let mut other = world.call_to_create();
    other["name"] = format!("{}/calls/other", Centres::name()).into();
    send_all(&world, "calls", async |request| {
        let astrid = astrid.clone();
        match request {
            "create" => (astrid, "CreateCall", json!({ "call": other })),
            "update" => (
                astrid,
                "UpdateCall",
                json!({ "call": draft, "update_mask": "title" }),
            ),
            "entry" => {
                let entries = json!({ "parent": Centres::name(), "entries": Centres::entries(1) });
                (astrid, "RecordEntries", entries)
            }
            other => panic!("{other} is no request of this stage"),
        }
    })
    .await;
}

#[tokio::test]
async fn applications_that_make_no_sense() {
    let world = World::<Centres>::start().await;
    world.open_call().await;
    let draft = world.draft(1).await;
    let own = world.applicant(1);
    send_all(&world, "applications", async |request| {
        let own = own.clone();
        match request {
            "create" => {
                let mut application = world.application_to_create(1);
                application["name"] = world.application_name(2).into();
                (
                    own,
                    "CreateApplication",
                    json!({ "application": application }),
                )
            }
            "update" => {
                let mut application = world.application_to_create(1);
                application["etag"] = draft["etag"].clone();
                (
                    own,
                    "UpdateApplication",
                    json!({ "application": application, "update_mask": "form" }),
                )
            }
            "submit" => (own, "SubmitApplication", at_with(&draft, json!({}))),
            "list" => (
                own,
                "ListApplications",
                json!({ "parent": world.call_name() }),
            ),
            other => panic!("{other} is no request of this stage"),
        }
    })
    .await;
}

/// Well-formed drafts are stored, and refused when they are submitted.
#[tokio::test]
async fn drafts_that_the_rules_refuse() {
    for line in lines("drafts") {
        let world = World::<Centres>::start().await;
        world.open_call().await;
        world.register(1).await;
        let mut application = world.application_to_create(1);
        for (pointer, value) in line.change {
            put(&mut application, &pointer, value);
        }
        let own = world.applicant(1);
        let draft = only(
            own.call("CreateApplication", json!({ "application": application }))
                .await
                .unwrap(),
        );
        let before = world.stored().await;
        let fault = world
            .step(&own, "SubmitApplication", &draft)
            .await
            .expect_err(&line.name);
        assert_eq!(
            fault.is(),
            (line.code, line.reason.as_str()),
            "{}: {fault}",
            line.name
        );
        assert!(
            stands_at(&fault, line.at.as_deref().unwrap()),
            "{}: {fault}",
            line.name
        );
        fault.assert_whole("nb");
        assert_eq!(before, world.stored().await, "{}", line.name);
    }
}

#[tokio::test]
async fn assessments_awards_and_payments_that_make_no_sense() {
    let world = World::<Centres>::start().await;
    world.assessed_round(2).await;
    let kari = world.case_handler();
    let seen = only(
        kari.call(
            "GetApplication",
            json!({ "name": world.application_name(1) }),
        )
        .await
        .unwrap(),
    );
    let name = json!({ "name": world.allocation_name(1) });
    let allocation = only(kari.call("CreateAllocation", name).await.unwrap());
    send_all(&world, "round", async |request| match request {
        "assess" => {
            let assess = json!({
                "application": seen["name"], "etag": etag(&seen), "scores": World::<Centres>::scores(50),
            });
            (kari.clone(), "RecordAssessment", assess)
        }
        "adjust" => {
            let more = json!({ "application": seen["name"], "amount": { "ore": 100 }, "reason": "Fordi." });
            (kari.clone(), "AdjustAward", at_with(&allocation, more))
        }
        other => panic!("{other} is no request of this stage"),
    })
    .await;
    let proposed = world
        .step(&kari, "ProposeAllocation", &allocation)
        .await
        .unwrap();
    world.approve(&proposed).await.unwrap();
    let offer = world.offer(1).await;
    let receipt = json!({ "end_to_end_id": "UC-2026-00001/1", "amount": { "ore": 1 }, "booked_date": "2026-03-01" });
    send_all(&world, "grants", async |request| match request {
        "accept" => (
            world.applicant(1),
            "AcceptGrant",
            at_with(&offer, acceptance(&offer, 1)),
        ),
        "attest" => {
            let attest = json!({ "parent": world.call_name(), "due_by_date": "2026-06-01" });
            (world.finance(), "AttestPayments", attest)
        }
        "receipts" => {
            let receipts = json!({ "parent": world.call_name(), "receipts": [receipt] });
            (world.finance(), "ImportReceipts", receipts)
        }
        other => panic!("{other} is no request of this stage"),
    })
    .await;
}

/// Receipts that cannot be true are told one by one, and change nothing.
#[tokio::test]
async fn receipts_that_cannot_be_true() {
    let world = World::<Centres>::start().await;
    world.decided_round(1).await;
    world.active(1).await;
    let finn = world.finance();
    let due = json!({ "parent": world.call_name(), "due_by_date": "2100-01-01" });
    finn.call("AttestPayments", due).await.unwrap();
    world.approve_payments(1).await;
    let before = world.stored().await;
    let receipt = |id: &str, ore: i64| json!({ "end_to_end_id": id, "amount": { "ore": ore }, "booked_date": "2026-03-01" });
    let wrong = [
        receipt("UC-2026-00001/1", 1),
        receipt("UC-2026-00001/2", 80_000_000),
        receipt("noe annet", 5),
    ];
    let request = json!({ "parent": world.call_name(), "receipts": wrong });
    let answer = finn.call("ImportReceipts", request).await.unwrap();
    assert_eq!(answer["paid"], 0);
    let rejected = answer["rejected"].as_array().unwrap();
    assert_eq!(rejected.len(), wrong.len());
    for one in rejected {
        assert!(one["problem"].as_str().unwrap().ends_with('.'), "{one}");
    }
    assert_eq!(before, world.stored().await);
}

/// Every field of the form wrong at once: one answer, one line a field, approved as a file.
#[tokio::test]
async fn a_form_with_every_field_wrong() {
    let world = World::<Centres>::start().await;
    world.open_call().await;
    let before = world.stored().await;
    let table: Value = serde_json::from_str(TABLE).unwrap();
    let mut application = table["everything_wrong"].clone();
    application["name"] = world.application_name(1).into();
    let fault = world
        .applicant(1)
        .call("CreateApplication", json!({ "application": application }))
        .await
        .unwrap_err();
    assert_eq!(fault.is(), (Code::InvalidArgument, "INVALID_FIELDS"));
    let told: Vec<String> = fault
        .fields
        .iter()
        .map(|(path, description)| format!("{path} {description}"))
        .collect();
    insta::assert_snapshot!(told.join("\n"));
    assert_eq!(before, world.stored().await);
}

#[tokio::test]
async fn files_that_cannot_be_taken() {
    let world = World::<Centres>::start().await;
    world.open_call().await;
    world.draft(1).await;
    let before = world.stored().await;
    let too_large = vec![b'x'; 10 * 1024 * 1024 + 1];
    let changed = |pointer: &str, value: Value| {
        let mut messages = world.file(1, b"%PDF-1.7 Vedtekter");
        put(&mut messages[0], pointer, value);
        messages
    };
    let mut large_chunk = world.file(1, b"x");
    large_chunk[1] = json!({ "chunk": "eHh4".repeat(90_000) });
    let invalid = (Code::InvalidArgument, "INVALID_FIELDS");
    let cases = [
        (
            world.file(1, &too_large),
            (Code::ResourceExhausted, "TOO_LARGE"),
        ),
        (world.file(1, b""), invalid),
        (world.file(1, b"x")[1..].to_vec(), invalid),
        (Vec::new(), invalid),
        (large_chunk, invalid),
        (changed("/attachment/kind", "selfie".into()), invalid),
        (
            changed("/attachment/file_name", "../../etc/passwd".into()),
            invalid,
        ),
        (changed("/attachment/media_type", "pdf".into()), invalid),
        (
            changed(
                "/attachment/name",
                format!("{}/attachments/1", world.application_name(1)).into(),
            ),
            invalid,
        ),
    ];
    for (place, (messages, expected)) in cases.into_iter().enumerate() {
        let fault = world
            .applicant(1)
            .stream("UploadAttachment", messages)
            .await
            .unwrap_err();
        assert_eq!(fault.is(), expected, "case {place}: {fault}");
        fault.assert_whole("nb");
        assert_eq!(before, world.stored().await, "case {place}");
    }
}
