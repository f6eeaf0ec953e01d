//! The journal of a case, the same for all schemes: everything that came in, went out or stayed in
//! the house, with titles of two kinds.

use serde_json::{Value, json};
use tonic::Code;

use crate::support::person::Person;
use crate::support::round::{id, only};
use crate::support::schemes::{Centres, Children, Rental, TestScheme, Training};
use crate::support::world::World;

/// A file name that no public title may hold.
const NAMING: &str = "Leiekontrakt Ola Nordmann 010190 12345";

async fn journal<S: TestScheme>(world: &World<S>, by: &Person, n: u32) -> Vec<Value> {
    world.settle().await;
    let request = json!({
        "parent": S::name(), "page_size": 500, "application": world.application_name(n),
    });
    let answer = by.call("ListJournal", request).await.unwrap();
    answer["entries"].as_array().cloned().unwrap_or_default()
}

/// The kinds and ways of entries.
fn ways(entries: &[Value]) -> Vec<(&str, &str)> {
    let way = |one: &Value| match one["direction"].as_str() {
        Some("JOURNAL_DIRECTION_INCOMING") => "in",
        Some("JOURNAL_DIRECTION_OUTGOING") => "out",
        _ => "house",
    };
    let kinds = entries.iter().filter_map(|one| one["kind"].as_str());
    kinds.zip(entries.iter().map(way)).collect()
}

/// A case from the application to the running grant.
async fn a_case_is_journalled<S: TestScheme>() {
    let world = World::<S>::start().await;
    world.decided_round(2).await;
    world.active(1).await;
    let (kari, party) = (world.case_handler(), world.applicant(1));
    let all = journal(&world, &kari, 1).await;
    for (number, one) in (1..).zip(&all) {
        let name = format!("{}/journalEntries/{number}", world.application_name(1));
        assert_eq!(one["name"], name, "without gaps");
        let titles = (&one["public_title"], &one["protected_title"]);
        assert!(one["kind"] == "document" || titles.0 == titles.1);
        assert!(!one["public_title"].as_str().unwrap().is_empty());
    }
    let found = ways(&all);
    let expected = [
        ("application", "in"),
        ("assessment", "house"),
        ("decision", "out"),
        ("acceptance", "in"),
        ("payment_notice", "out"),
    ];
    let place = |one| found.iter().position(|found| found == one);
    let places: Vec<_> = expected.iter().map(place).collect();
    assert!(places.iter().all(Option::is_some), "{found:?}");
    assert!(places.is_sorted(), "{found:?}");
    let own = journal(&world, &party, 1).await;
    assert!(own.len() < all.len());
    assert!(ways(&own).iter().all(|(_, way)| *way != "house"));
    assert!(own.iter().all(|one| one["handler"] == ""));
    assert_eq!(
        journal(&world, &world.applicant(2), 1).await,
        [] as [Value; 0]
    );
    titles(&world, &all[0]).await;
    let interested = json!({
        "application": world.application_name(1), "ground": "INTEREST_GROUND_AUTOMATIC",
        "reason": "Søsteren leder søkeren.",
    });
    kari.call("DeclareInterest", interested).await.unwrap();
    assert_eq!(journal(&world, &kari, 1).await, [] as [Value; 0]);
}

/// Sets titles, wrongly first.
async fn titles<S: TestScheme>(world: &World<S>, entry: &Value) {
    let kari = world.case_handler();
    let set = |public: &str, ground: &str| {
        json!({
            "name": entry["name"], "public_title": public, "protected_title": NAMING,
            "ground": ground, "reason": "Navn i filnavnet.",
        })
    };
    let wrong = kari.call("SetJournalTitles", set(NAMING, "")).await;
    let wrong = wrong.unwrap_err();
    assert_eq!(wrong.is(), (Code::FailedPrecondition, "RULES_NOT_MET"));
    wrong.assert_whole("nb");
    let groundless = kari.call("SetJournalTitles", set("Leiekontrakt", "")).await;
    let groundless = groundless.unwrap_err();
    assert_eq!(groundless.is(), (Code::FailedPrecondition, "RULES_NOT_MET"));
    let right = set("Leiekontrakt", "offentleglova § 13");
    let titled = only(kari.call("SetJournalTitles", right.clone()).await.unwrap());
    assert_eq!(titled["public_title"], "Leiekontrakt");
    assert_eq!(titled["protected_title"], NAMING);
    assert_eq!(titled["ground"], "offentleglova § 13");
    let stored = world.stored().await;
    let again = only(kari.call("SetJournalTitles", right).await.unwrap());
    assert_eq!(again, titled);
    assert_eq!(world.stored().await, stored);
}

#[tokio::test]
async fn journal_of_rental_housing() {
    a_case_is_journalled::<Rental>().await;
}

#[tokio::test]
async fn journal_of_child_next_of_kin() {
    a_case_is_journalled::<Children>().await;
}

#[tokio::test]
async fn journal_of_user_run_centres() {
    a_case_is_journalled::<Centres>().await;
}

#[tokio::test]
async fn journal_of_work_training() {
    a_case_is_journalled::<Training>().await;
}

/// An upload is entered with its file's name withheld from the public title; days select.
#[tokio::test]
async fn a_file_name_is_no_public_title() {
    let world = World::<Centres>::start().await;
    world.decided_round(1).await;
    world.active(1).await;
    let name = format!("{}/documents/{}", world.grant_name(1), id(9, 1));
    let facts = json!({
        "name": name, "kind": "accounts", "file_name": "Ola Nordmann.pdf",
        "media_type": "application/pdf",
    });
    let content = json!({ "chunk": "JVBERi0xLjcKJSVFT0YK" });
    let messages = vec![json!({ "document": facts }), content];
    let party = world.applicant(1);
    party.stream("UploadDocument", messages).await.unwrap();
    let kari = world.case_handler();
    let all = journal(&world, &kari, 1).await;
    let last = all.last().unwrap();
    assert_eq!(last["resource"], name);
    assert_eq!(last["direction"], "JOURNAL_DIRECTION_INCOMING");
    let (public, protected) = (&last["public_title"], &last["protected_title"]);
    assert!(!public.as_str().unwrap().contains("Ola"), "{public}");
    assert!(protected.as_str().unwrap().ends_with("Ola Nordmann.pdf"));
    let day = last["entry_date"].as_str().unwrap();
    let of = |from: &str, to: &str| json!({ "parent": Centres::name(), "page_size": 500, "from_date": from, "to_date": to });
    let count = async |from: &str, to: &str| {
        let answer = kari.call("ListJournal", of(from, to)).await.unwrap();
        answer["entries"].as_array().map_or(0, Vec::len)
    };
    assert_eq!(count("", "").await, all.len());
    assert!(count(day, day).await >= 1);
    assert_eq!(count("", "2001-01-01").await, 0);
    let backwards = kari
        .call("ListJournal", of("2026-02-01", "2026-01-01"))
        .await;
    assert_eq!(backwards.unwrap_err().paths(), ["to_date"]);
}
