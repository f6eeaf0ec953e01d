//! Cases with a mark of their own in every place that takes words.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::TimeDelta;
use serde_json::{Value, json};

use super::{DRAFT, GRANTED, HELD, WITHDRAWN, announcement, change, planned, siri};
use crate::story::follow_up::pay;
use crate::story::recovery::claimed_back;
use crate::support::round::{account, at_with, id, only};
use crate::support::schemes::TestScheme;
use crate::support::world::{World, at};

/// The mark of the n-th case.
pub fn mark(n: u32) -> String {
    format!("Kjennemerke{n}x")
}

/// Adds a mark to all that persons wrote: to texts of more than one word.
fn add(value: &mut Value, mark: &str) {
    match value {
        Value::String(text) if text.contains(' ') && text.contains(char::is_alphabetic) => {
            text.push(' ');
            text.push_str(mark);
        }
        Value::Array(items) => items.iter_mut().for_each(|item| add(item, mark)),
        Value::Object(fields) => fields.values_mut().for_each(|field| add(field, mark)),
        _ => {}
    }
}

/// The application of the n-th applicant with its mark; the name of one that is paid is accounting
/// material, and has none.
pub fn application<S: TestScheme>(world: &World<S>, n: u32) -> Value {
    let mut application = world.application_to_create(n);
    let name = application["applicant"]["organisation_name"].clone();
    add(&mut application, &mark(n));
    if n == GRANTED {
        application["applicant"]["organisation_name"] = name;
    }
    application
}

/// A draft with a marked file.
async fn drafted<S: TestScheme>(world: &World<S>, n: u32) -> Value {
    world.register(n).await;
    let own = world.applicant(n);
    let request = json!({ "application": application(world, n) });
    own.call("CreateApplication", request).await.unwrap();
    let content = format!("%PDF-1.7 {}", mark(n));
    let mut file = world.file(n, content.as_bytes());
    file[0]["attachment"]["file_name"] = format!("{}.pdf", mark(n)).into();
    own.stream("UploadAttachment", file).await.unwrap();
    world.read(n).await
}

/// The four cases, to their ends.
pub async fn lives<S: TestScheme>(world: &World<S>) {
    world.open_call().await;
    for n in [GRANTED, HELD, WITHDRAWN] {
        let draft = drafted(world, n).await;
        let own = world.applicant(n);
        world.step(&own, "SubmitApplication", &draft).await.unwrap();
    }
    drafted(world, DRAFT).await;
    let (own, sent) = (world.applicant(WITHDRAWN), world.read(WITHDRAWN).await);
    let why = json!({ "reason": mark(WITHDRAWN) });
    let withdrawn = world.step_with(&own, "WithdrawApplication", &sent, why);
    withdrawn.await.unwrap();
    world.close_call().await;
    for (n, points) in [(GRANTED, 90), (HELD, 80)] {
        assessed(world, n, points).await;
    }
    let proposed = world.proposed().await;
    world.approve(&proposed).await.unwrap();
    let held = world.offer(HELD).await;
    let why = json!({ "reason": mark(HELD) });
    let own = world.applicant(HELD);
    world
        .step_with(&own, "DeclineGrant", &held, why)
        .await
        .unwrap();
    world.offer(GRANTED).await;
    appealed(world).await;
    world.accepted(GRANTED).await;
    another_account(world).await;
    pay(world).await;
    another_content(world).await;
    claimed_back(world).await;
    beside(world).await;
}

/// The four cases, to their ends, and then erased, all but the one that is held.
pub async fn lived_and_erased<S: TestScheme>(world: &World<S>) {
    lives(world).await;
    world.clock.advance(TimeDelta::days(11 * 366));
    let kari = world.case_handler();
    let asked = announcement(world, 1, &planned(world, &kari).await);
    let announced = only(kari.call("AnnounceDisposal", asked).await.unwrap());
    change(world, "HoldCase", HELD, "Innsyn.").await;
    let day = format!("{}T08:00:00Z", announced["erase_on_date"].as_str().unwrap());
    world.clock.set(at(&day));
    let name = json!({ "name": announced["name"] });
    let done = world.decision_maker().call("CarryOutDisposal", name).await;
    done.unwrap();
}

/// Scores with marked reasons.
async fn assessed<S: TestScheme>(world: &World<S>, n: u32, points: i32) {
    let kari = world.case_handler();
    let named = json!({ "name": world.application_name(n) });
    let application = only(kari.call("GetApplication", named).await.unwrap());
    let mut scores = World::<S>::scores(points);
    add(&mut scores, &mark(n));
    let request = json!({
        "application": world.application_name(n), "etag": application["etag"], "scores": scores,
    });
    kari.call("RecordAssessment", request).await.unwrap();
}

/// An appeal with a document, taken back.
async fn appealed<S: TestScheme>(world: &World<S>) {
    let own = world.applicant(GRANTED);
    let decision = format!("{}/decisions/1", world.application_name(GRANTED));
    let lodge = json!({ "decision": decision, "text": mark(GRANTED) });
    let lodged = only(own.call("LodgeAppeal", lodge).await.unwrap());
    let name = lodged["name"].as_str().unwrap();
    let facts = json!({
        "name": format!("{name}/documents/{}", id(9, 1)), "kind": "accounts",
        "file_name": format!("{}.pdf", mark(GRANTED)), "media_type": "application/pdf",
    });
    let content = format!("%PDF-1.7\n%{}\n%%EOF\n", mark(GRANTED));
    let chunk = json!({ "chunk": STANDARD.encode(content) });
    let messages = vec![json!({ "document": facts }), chunk];
    own.stream("UploadDocument", messages).await.unwrap();
    let named = json!({ "name": name });
    let appeal = only(own.call("GetAppeal", named).await.unwrap());
    world.step(&own, "WithdrawAppeal", &appeal).await.unwrap();
}

/// Another account that is asked for, and not used.
async fn another_account<S: TestScheme>(world: &World<S>) {
    let (own, grant) = (world.applicant(GRANTED), world.grant(GRANTED).await);
    let asked = json!({
        "account_number": account(7), "asked_by": mark(GRANTED), "reason": mark(GRANTED),
    });
    let asked = world.step_with(&own, "ChangeAccount", &grant, asked).await;
    let (asked, why) = (asked.unwrap(), json!({ "reason": mark(GRANTED) }));
    let rejected = world.step_with(&own, "RejectAccount", &asked, why);
    rejected.await.unwrap();
}

/// Another content that is asked for, and taken back where it waits.
async fn another_content<S: TestScheme>(world: &World<S>) {
    let (own, grant) = (world.applicant(GRANTED), world.grant(GRANTED).await);
    let asked = json!({ "content": mark(GRANTED), "reason": mark(GRANTED) });
    let asked = world.step_with(&own, "RequestChange", &grant, asked).await;
    let asked = asked.unwrap();
    let change = asked["changes"].as_array().unwrap().last().unwrap();
    if change["state"] == "GRANT_CHANGE_STATE_ASKED" {
        let on = json!({ "name": change["name"], "etag": asked["etag"] });
        own.call("WithdrawChange", on).await.unwrap();
    }
}

/// What stands beside the case: a title in the journal, an interest, a control.
async fn beside<S: TestScheme>(world: &World<S>) {
    let kari = world.case_handler();
    let titles = json!({
        "name": format!("{}/journalEntries/1", world.application_name(GRANTED)),
        "public_title": "Søknad", "protected_title": mark(GRANTED),
        "ground": "offentleglova § 13", "reason": mark(GRANTED),
    });
    kari.call("SetJournalTitles", titles).await.unwrap();
    let interest = json!({
        "application": world.application_name(GRANTED),
        "ground": "INTEREST_GROUND_AUTOMATIC", "reason": mark(GRANTED),
    });
    let eva = world.assessor("eva");
    eva.call("DeclareInterest", interest).await.unwrap();
    let sample = json!({
        "name": format!("{}/samples/{}", world.call_name(), id(7, 1)),
        "states": ["GRANT_STATE_CLOSED"], "size": 1,
    });
    let create = json!({ "sample": sample, "reason": "Årlig kontroll." });
    let created = only(kari.call("CreateSample", create).await.unwrap());
    let drawn = world
        .step(&siri(world), "DrawSample", &created)
        .await
        .unwrap();
    let control = json!({
        "grant": world.grant_name(GRANTED), "finding": "CONTROL_FINDING_DEVIATION",
        "follow_up": "CONTROL_FOLLOW_UP_NOTHING", "reason": mark(GRANTED),
    });
    let record = at_with(&drawn, control);
    kari.call("RecordControl", record).await.unwrap();
    let letter = json!({ "name": format!("{}/decisions/1", world.application_name(GRANTED)) });
    kari.stream("GetLetter", vec![letter]).await.unwrap();
}
