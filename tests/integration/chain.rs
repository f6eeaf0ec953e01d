//! The events of a whole year: every step once, in order, each case a chain that anyone can check.

use std::collections::{BTreeMap, BTreeSet};

use ::audit::event::{Content, Event, Person};
use ::audit::{Checker, Hash};
use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use crate::support::person;
use crate::support::schemes::TestScheme;
use crate::support::world::World;

/// An event, as the check of a chain takes it.
pub type Link = Event;

/// Everything the person may see of a scheme's events after a cursor.
pub async fn events(person: &person::Person, parent: &str, after_cursor: i64) -> Vec<Value> {
    let request = json!({ "parent": parent, "after_cursor": after_cursor });
    let batches = person.stream("WatchEvents", vec![request]).await.unwrap();
    batches
        .iter()
        .flat_map(|batch| batch["events"].as_array().unwrap().clone())
        .collect()
}

fn hash(event: &Value, field: &str) -> Hash {
    let text = event[field].as_str().unwrap();
    let bytes: Vec<u8> = (0..text.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap())
        .collect();
    bytes.try_into().unwrap()
}

/// The link of an event, from what every reader is told.
fn link(event: &Value) -> Link {
    let text = |field: &str| event[field].as_str().unwrap();
    let optional = |field: &str| event[field].as_str().map(str::to_owned);
    // Names of the wire begin with the scheme's.
    let below = |field: &str| text(field).splitn(3, '/').nth(2).unwrap().to_owned();
    let number = |field: &str| event[field].as_i64().unwrap();
    let time: DateTime<Utc> = text("time").parse().unwrap();
    Link {
        format: i16::try_from(number("format")).unwrap(),
        cursor: number("cursor"),
        call: optional("call"),
        chain: below("chain"),
        sequence: number("sequence"),
        resource: below("resource"),
        step: text("step").to_owned(),
        person: Person::Withheld(hash(event, "person_commitment")),
        by_staff: event["by_staff"].as_bool().unwrap(),
        organisation: optional("organisation_number"),
        at: time.timestamp_micros(),
        from_revision: number("from_revision"),
        content: Content::Withheld,
        commitment: hash(event, "commitment"),
        previous: hash(event, "previous_hash"),
        hash: hash(event, "hash"),
    }
}

/// Tells if the links are one chain from its beginning.
pub fn holds(links: &[Link]) -> bool {
    let mut checker = Checker::default();
    links.iter().for_each(|link| checker.event(link));
    if let Some(last) = links.last() {
        checker.end(last.chain.clone(), last.sequence, last.hash);
    }
    checker.finish(&[]).findings.is_empty()
}

/// The chains in a list of events.
pub fn chains(events: &[Value]) -> BTreeMap<String, Vec<Link>> {
    let mut chains: BTreeMap<String, Vec<Link>> = BTreeMap::new();
    for event in events {
        let link = link(event);
        chains.entry(link.chain.clone()).or_default().push(link);
    }
    chains
}

/// Steps that some schemes have: registers are filled, areas as built supplied, duties walked.
const OF_SOME: [&str; 4] = [
    "confirm_entries",
    "record_entries",
    "supply_facts",
    "walk_obligations",
];

/// All steps of the year are told, from any cursor on, and every chain holds.
pub async fn every_step_is_told_once<S: TestScheme>(world: &World<S>) {
    world.settle().await;
    let auditor = world.auditor();
    let all = events(&auditor, &S::name(), 0).await;
    let cursors: Vec<i64> = all
        .iter()
        .map(|event| event["cursor"].as_i64().unwrap())
        .collect();
    let distinct: BTreeSet<i64> = cursors.iter().copied().collect();
    assert_eq!(distinct.len(), cursors.len(), "every event once");
    let half = cursors[cursors.len() / 2];
    let rest = events(&auditor, &S::name(), half).await;
    assert_eq!(
        rest[..],
        all[cursors.len() / 2 + 1..],
        "from a cursor on, nothing is missing and nothing comes twice"
    );
    let chains = chains(&all);
    for (case, links) in &chains {
        assert!(holds(links), "{case}");
    }
    let steps: BTreeSet<&str> = all
        .iter()
        .map(|event| event["step"].as_str().unwrap())
        .collect();
    let expected = [
        "accept_grant",
        "accept_report",
        "activate_grant",
        "approve_allocation",
        "approve_payments",
        "attest_payments",
        "close_call",
        "create_allocation",
        "create_application",
        "create_call",
        "declare_interest",
        "decline_grant",
        "dismiss_application",
        "dispatch_decisions",
        "export_batch",
        "import_receipts",
        "lapse_grant",
        "notice_lapse",
        "open_call",
        "propose_allocation",
        "record_appropriation",
        "record_assessment",
        "return_allocation",
        "return_application",
        "return_report",
        "submit_application",
        "submit_report",
        "update_application",
        "update_report",
        "upload_document",
        "withdraw_application",
    ];
    let steps: Vec<&str> = steps
        .into_iter()
        .filter(|step| !OF_SOME.contains(step))
        .collect();
    assert_eq!(steps, expected);
    own_events_only(world, &all).await;
    a_chain_that_was_touched_does_not_hold(&chains);
}

/// An applicant gets its own organisation's events, and is not told which person on the staff
/// acted.
async fn own_events_only<S: TestScheme>(world: &World<S>, all: &[Value]) {
    let own = events(&world.applicant(1), &S::name(), 0).await;
    let (application, grant) = (world.application_name(1), world.grant_name(1));
    assert!(!own.is_empty());
    assert!(chains(&own).values().all(|links| holds(links)));
    for event in &own {
        let resource = event["resource"].as_str().unwrap();
        assert!(
            resource.starts_with(&application) || resource.starts_with(&grant),
            "{event}"
        );
        let actor = event["actor"].as_str().unwrap();
        assert!(
            actor.is_empty() || actor.starts_with("portal of"),
            "{event}"
        );
    }
    let of_case = all
        .iter()
        .filter(|event| event["chain"] == own[0]["chain"])
        .count();
    // A declared interest is nothing the applicant is told of, if the service holds it back;
    // everything else is.
    assert!(
        own.len() == of_case || own.len() + 1 == of_case,
        "{} of {of_case}",
        own.len()
    );
}

/// The negative control: each kind of tampering with one event is found.
fn a_chain_that_was_touched_does_not_hold(chains: &BTreeMap<String, Vec<Link>>) {
    let whole = chains.values().find(|links| links.len() > 3).unwrap();
    let touched: [fn(&mut Vec<Link>); 6] = [
        |links| links[1].at += 1,
        |links| links[2].by_staff ^= true,
        |links| links[1].commitment[0] ^= 1,
        |links| links[2].hash[31] ^= 1,
        |links| links.retain(|link| link.sequence != 2),
        |links| links.swap(1, 2),
    ];
    for touch in touched {
        let mut links = whole.clone();
        touch(&mut links);
        assert!(!holds(&links));
    }
}
