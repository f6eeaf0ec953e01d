//! The access table over gRPC: every method tried with every role, and organisations that reach for
//! what belongs to another.

use domain::access::{Access, access};
use domain::caller::Role;
use domain::identifiers::OrganisationNumber;
use domain::step::StepName;
use serde_json::{Value, json};
use tonic::Code;

use crate::one_thing::about_one_thing;
use crate::support::bank::{bank_file, status_report};
use crate::support::fault::Fault;
use crate::support::notifications::cursor;
use crate::support::person::Person;
use crate::support::round::{etag, id};
use crate::support::schemes::{Centres, TestScheme};
use crate::support::wire::{METHODS, life_cycle};
use crate::support::world::World;

/// One good request of every method, as the contract's own tests keep them.
static REQUESTS: &str = include_str!("../../services/core/server/tests/requests/requests.json");

/// The step of a method: its name in snake case.
fn step(method: &str) -> StepName {
    let mut name = String::new();
    for letter in method.chars() {
        if letter.is_uppercase() && !name.is_empty() {
            name.push('_');
        }
        name.extend(letter.to_lowercase());
    }
    StepName::from_name(&name).unwrap_or_else(|| panic!("{method} is no step of the access table"))
}

/// A good request of the method, about things of the scheme that are not there.
fn request<S: TestScheme>(method: &str) -> Value {
    let all = REQUESTS
        .replace("test-scheme", S::CODE)
        .replace("864969682", OrganisationNumber::invented(1).as_str());
    let all: Value = serde_json::from_str(&all).unwrap();
    let mut request = all[METHODS[method].input().name()].clone();
    let replacements = [
        ("/cursors/0", cursor::<S>().into()),
        ("/after", cursor::<S>().into()),
        ("/application/form", S::application(1)["form"].clone()),
        (
            "/report/indicators",
            S::data()["report"]["indicators"].clone(),
        ),
        ("/scores", World::<S>::scores(80)),
        ("/report/financing", json!([])),
        ("/call/subFrames", S::call()["sub_frames"].clone()),
        ("/attachment/kind", S::data()["attachment_kind"].clone()),
        ("/follow", false.into()),
    ];
    for (pointer, value) in replacements {
        if let Some(there) = request.pointer_mut(pointer) {
            *there = value;
        }
    }
    request
}

/// A request as it is sent: a file is not whole without its bytes.
fn messages(method: &str, request: Value) -> Vec<Value> {
    let bytes = match method {
        // `%PDF-1.7`.
        "UploadAttachment" | "UploadDocument" => Some(json!({ "chunk": "JVBERi0xLjc=" })),
        "ImportBankFile" => bank_file::<Centres>(&status_report("0", &[])).pop(),
        _ => None,
    };
    std::iter::once(request).chain(bytes).collect()
}

/// Tells if the role may call a method, by the answer to a good request about a missing resource.
async fn may(person: &Person, method: &str) -> bool {
    match person
        .stream(method, messages(method, request::<Centres>(method)))
        .await
    {
        Err(fault) if fault.is() == (Code::PermissionDenied, "ROLE_NOT_ALLOWED") => {
            fault.assert_whole("nb");
            false
        }
        Err(fault) => {
            assert_ne!(
                fault.code,
                Code::InvalidArgument,
                "{method} was not judged by rights: {fault}"
            );
            true
        }
        Ok(_) => true,
    }
}

/// The table as it is found over gRPC is the one that was approved, and the one in the domain.
#[tokio::test]
async fn every_method_with_every_role() {
    let world = World::<Centres>::start().await;
    let mut table = format!("{:<22}", "");
    for role in Role::ALL {
        table.push_str(&format!(" {:<20}", role.name()));
    }
    let mut tried = Vec::new();
    for method in life_cycle() {
        table = format!("{}\n{method:<22}", table.trim_end());
        for role in Role::ALL {
            let may = may(&world.with_role(role), method).await;
            assert_eq!(
                may,
                step(method).roles().contains(&role),
                "{method} as {}",
                role.name()
            );
            let word = match access(step(method), role) {
                Access::Denied => "-",
                Access::OwnOrganisation => "own",
                Access::Allowed => "all",
            };
            table.push_str(&format!(" {word:<20}"));
        }
        tried.push(step(method));
    }
    insta::assert_snapshot!(table.trim_end());
    let untried: Vec<_> = StepName::ALL
        .iter()
        .filter(|step| !tried.contains(step))
        .collect();
    assert!(untried.is_empty(), "steps without a method: {untried:?}");
}

/// Methods that list, or that make something of the caller's own: what they give is looked at by
/// itself.
const LISTS: [&str; 9] = [
    "ListAppeals",
    "ListApplications",
    "ListAwards",
    "ListGrants",
    "ListJournal",
    "ListNotifications",
    "ListReports",
    "ListWebhooks",
    "WatchEvents",
];
/// Methods whose answer tells if an id is taken. Ids are UUIDs, which cannot be guessed.
const CHOSEN_IDS: [&str; 2] = ["CreateApplication", "RegisterWebhook"];
/// Methods that answer of another's id as of one that is free.
const AS_FREE: [&str; 1] = ["CheckApplication"];

#[tokio::test]
async fn what_belongs_to_another_does_not_exist() {
    let world = World::<Centres>::start().await;
    world.open_call().await;
    world.draft(1).await;
    world
        .applicant(1)
        .stream("UploadAttachment", world.file(1, b"%PDF-1.7 Vedtekter"))
        .await
        .unwrap();
    let draft = world.read(1).await;
    world
        .step(&world.applicant(1), "SubmitApplication", &draft)
        .await
        .unwrap();
    world.submitted(2).await;
    let webhook = format!("{}/webhooks/{}", Centres::name(), id(1, 1));
    let webhook = json!({ "name": webhook, "url": "https://example.org/hook" });
    let registered = world.applicant(1).call("RegisterWebhook", webhook).await;
    registered.unwrap();
    world.close_call().await;
    for n in [1, 2] {
        world.assess(&world.case_handler(), n, 80).await.unwrap();
    }
    let proposed = world.proposed().await;
    world.approve(&proposed).await.unwrap();
    let foreign = world.applicant(2);
    let before = world.stored().await;
    let nobodys = about_one_thing(&world, 99);
    for ((method, theirs), (_, nobodys)) in about_one_thing(&world, 1).into_iter().zip(nobodys) {
        let theirs = foreign
            .stream(method, messages(method, theirs))
            .await
            .unwrap_err();
        let nobodys = foreign
            .stream(method, messages(method, nobodys))
            .await
            .unwrap_err();
        assert_eq!(theirs.is(), (Code::NotFound, "NOT_FOUND"), "{method}");
        assert_eq!(said(theirs, 1), said(nobodys, 99), "{method}");
    }
    assert_eq!(before, world.stored().await);
    // The control: its owner reaches it.
    let own = json!({ "name": world.application_name(1) });
    world
        .applicant(1)
        .call("GetApplication", own)
        .await
        .unwrap();
    let tried: Vec<&str> = about_one_thing(&world, 1)
        .into_iter()
        .map(|(method, _)| method)
        .collect();
    for method in life_cycle() {
        let own = access(step(method), Role::Applicant) == Access::OwnOrganisation;
        let lists = [&LISTS[..], &CHOSEN_IDS, &AS_FREE];
        let known = tried.contains(&method) || lists.iter().any(|list| list.contains(&method));
        assert_eq!(
            own, known,
            "{method} reaches an organisation's own things and is not tried"
        );
    }
}

/// Returns what a caller can tell from the answer, the asked name and the call's id left out.
fn said(fault: Fault, n: u32) -> String {
    format!("{:?}", fault.without_id()).replace(&id(1, n), "…")
}

#[tokio::test]
async fn lists_hold_ones_own_only() {
    let world = World::<Centres>::start().await;
    world.decided_round(2).await;
    world.settle().await;
    let own = OrganisationNumber::invented(2);
    let call = json!({ "parent": world.call_name() });
    let scheme = json!({ "parent": Centres::name() });
    let number = "/organisation_number";
    let lists = [
        (
            "ListApplications",
            call.clone(),
            "applications",
            "/applicant/organisation_number",
        ),
        ("ListGrants", call.clone(), "grants", number),
        ("ListNotifications", scheme, "notifications", number),
        (
            "ListAwards",
            json!({ "parent": world.allocation_name(1) }),
            "awards",
            "/organisation_number",
        ),
    ];
    for (method, request, field, pointer) in lists {
        let of = |answer: Value| -> Vec<String> {
            let listed = answer[field].as_array().unwrap();
            listed
                .iter()
                .map(|one| one.pointer(pointer).unwrap().as_str().unwrap().to_owned())
                .collect()
        };
        let seen = of(world
            .applicant(2)
            .call(method, request.clone())
            .await
            .unwrap());
        assert_eq!(seen, [own.as_str()], "{method}");
        let staff = of(world.case_handler().call(method, request).await.unwrap());
        assert_eq!(staff.len(), 2, "{method}: the control");
    }
    for parent in [world.call_name(), world.grant_name(2)] {
        let reports = json!({ "parent": parent });
        let reports = world
            .applicant(2)
            .call("ListReports", reports)
            .await
            .unwrap();
        assert_eq!(reports["reports"].as_array().unwrap().len(), 1);
    }
    let theirs = world
        .applicant(2)
        .call("ListReports", json!({ "parent": world.grant_name(1) }))
        .await;
    let empty = |answer: Result<Value, Fault>| match answer {
        Ok(answer) => answer["reports"].as_array().unwrap().is_empty(),
        Err(fault) => fault.code == Code::NotFound,
    };
    assert!(empty(theirs));
    let filtered = json!({ "parent": world.call_name(), "organisation_number": OrganisationNumber::invented(1).as_str() });
    let filtered = world
        .applicant(2)
        .call("ListApplications", filtered)
        .await
        .unwrap();
    assert!(
        filtered["applications"].as_array().unwrap().is_empty(),
        "asking for another's gives nothing"
    );
}

/// An id that another organisation uses cannot be used to learn what is in it, or to take it over.
#[tokio::test]
async fn an_id_that_is_taken_tells_nothing_of_what_is_there() {
    let world = World::<Centres>::start().await;
    world.open_call().await;
    world.draft(1).await;
    let before = world.stored().await;
    let foreign = world.applicant(2);
    let mut theirs = world.application_to_create(2);
    theirs["name"] = world.application_name(1).into();
    let create = json!({ "application": theirs });
    let taken = foreign
        .call("CreateApplication", create.clone())
        .await
        .unwrap_err();
    assert_eq!(taken.is(), (Code::AlreadyExists, "ID_TAKEN"));
    let told = format!("{taken:?}");
    for secret in [OrganisationNumber::invented(1).as_str(), "Brukerhuset 1"] {
        assert!(!told.contains(secret), "{told}");
    }
    // To the letter what its owner wrote, sent by another: not a retry of theirs.
    let copied = json!({ "application": world.application_to_create(1) });
    let copied = foreign.call("CreateApplication", copied).await.unwrap_err();
    assert_eq!(copied.is(), (Code::PermissionDenied, "ROLE_NOT_ALLOWED"));
    let checked = foreign.call("CheckApplication", create.clone()).await;
    let mut free = create;
    free["application"]["name"] = world.application_name(9).into();
    let of_free = foreign.call("CheckApplication", free).await;
    assert_eq!(
        checked.unwrap(),
        of_free.unwrap(),
        "nothing tells them apart"
    );
    assert_eq!(before, world.stored().await);
    assert_eq!(etag(&world.read(1).await), "1");
}
