use crate::event::{FORMAT, ORIGIN};
use crate::identifiers::OrganisationNumber;
use crate::step::Revision;

use super::*;

const APPLICATION: &str = "calls/2026/applications/a";
const GRANT: &str = "calls/2026/grants/a";

/// An event of a case: by the party or by the staff, on a resource, with a payload.
fn event(
    (sequence, by_staff): (i64, bool),
    (resource, step): (&str, StepName),
    payload: &str,
) -> Event {
    Event {
        cursor: sequence,
        event: NewEvent {
            call: None,
            chain: APPLICATION.into(),
            resource: resource.into(),
            step,
            actor: if by_staff { "kari" } else { "lag" }.into(),
            by_staff,
            organisation: Some(OrganisationNumber::invented(1)),
            at: DateTime::UNIX_EPOCH,
            from_revision: Revision::NONE,
            request_hash: ORIGIN,
            reason: "because".into(),
            payload: payload.into(),
        },
        sequence,
        salt: Some([1; 16]),
        person: None,
        format: FORMAT,
        commitment: ORIGIN,
        previous: ORIGIN,
        hash: ORIGIN,
    }
}

fn read(chain: &[Event], reader: Reader) -> Vec<(i64, Vec<String>)> {
    let entries = history(chain, reader).into_iter();
    let entries = entries.map(|entry| {
        let changes = entry.changes.into_iter();
        let changes = changes.map(|one| format!("{}: {} → {}", one.path, one.before, one.after));
        (entry.sequence, changes.collect())
    });
    entries.collect()
}

/// A draft that is changed, sent in, judged, sent back and withdrawn.
fn a_case() -> Vec<Event> {
    let application = |step| (APPLICATION, step);
    vec![
        event(
            (1, false),
            application(StepName::CreateApplication),
            r#"{"requested":100,"contact":{"name":"A"}}"#,
        ),
        event(
            (2, false),
            application(StepName::UpdateApplication),
            r#"{"requested":200,"form":{"places":3}}"#,
        ),
        event(
            (3, false),
            application(StepName::SubmitApplication),
            r#"{"state":"submitted","submission":{"claim":200}}"#,
        ),
        event(
            (4, true),
            application(StepName::DeclareInterest),
            r#""automatic""#,
        ),
        event(
            (5, true),
            application(StepName::RecordAssessment),
            r#"[[{"criterion":"need","points":70}],70000]"#,
        ),
        event(
            (6, true),
            application(StepName::ProposeAllocation),
            r#"["recommended",{"amount":150}]"#,
        ),
        event(
            (7, true),
            application(StepName::ReturnApplication),
            r#"{"state":"returned","complete_by":"2026-03-01","secret":"kari"}"#,
        ),
        event(
            (8, false),
            application(StepName::WithdrawApplication),
            r#"{"state":"withdrawn","submission":{"claim":200}}"#,
        ),
    ]
}

#[test]
fn what_changed_comes_from_the_payload_before() {
    let told = read(&a_case(), Reader::Staff);
    let expected: [(i64, &[&str]); 8] = [
        (1, &["draft.contact.name:  → A", "draft.requested:  → 100"]),
        (
            2,
            &[
                "draft.form.places:  → 3",
                "draft.requested: 100 → 200",
                "draft.contact.name: A → ",
            ],
        ),
        (
            3,
            &["state:  → submitted", "state.submission.claim:  → 200"],
        ),
        (4, &["interest:  → automatic"]),
        (
            5,
            &[
                "scores[need].criterion:  → need",
                "scores[need].points:  → 70",
                "score:  → 70000",
            ],
        ),
        (
            6,
            &["state: submitted → recommended", "outcome.amount:  → 150"],
        ),
        (
            7,
            &[
                "state: recommended → returned",
                "state.complete_by:  → 2026-03-01",
                "state.secret:  → kari",
            ],
        ),
        (
            8,
            &[
                "state: returned → withdrawn",
                "state.submission.claim:  → 200",
            ],
        ),
    ];
    let expected = expected.map(|(at, lines)| {
        let lines = lines.iter().map(|line| (*line).to_owned());
        (at, lines.collect::<Vec<_>>())
    });
    assert_eq!(told, expected);
}

#[test]
fn the_party_is_told_what_it_did_and_what_it_was_told() {
    let told = history(&a_case(), Reader::Party);
    let steps: Vec<i64> = told.iter().map(|entry| entry.sequence).collect();
    assert_eq!(
        steps,
        [1, 2, 3, 7, 8],
        "nothing of the work among the staff"
    );
    let returned = &told[3];
    assert_eq!((returned.actor.as_str(), returned.by_staff), ("", true));
    assert_eq!(returned.reason, "because", "it was written to the party");
    let changes = read(&a_case(), Reader::Party);
    assert_eq!(
        changes[3].1,
        [
            "state: submitted → returned",
            "state.complete_by:  → 2026-03-01"
        ],
        "before is what the party was told, and no more of the payload is"
    );
    assert_eq!(told[0].actor, "lag");
}

/// Negative control: an outcome that the staff records is in the journal before its letter is sent,
/// and says nothing until then.
#[test]
fn a_decision_is_not_told_before_its_letter() {
    let application = |step| (APPLICATION, step);
    let chain = [
        event(
            (1, false),
            application(StepName::SubmitApplication),
            r#"{"state":"submitted","submission":{"claim":200}}"#,
        ),
        event(
            (2, true),
            application(StepName::RecordAppealOutcome),
            r#"["granted",{"amount":150}]"#,
        ),
    ];
    assert_eq!(
        read(&chain, Reader::Party)[1],
        (2, vec![]),
        "nor that a field fell away"
    );
    assert_eq!(
        history(&chain, Reader::Party)[1].reason,
        "",
        "it says what the outcome is"
    );
    let staff = read(&chain, Reader::Staff);
    assert_eq!(
        staff[1].1,
        ["state: submitted → granted", "outcome.amount:  → 150"]
    );
}

/// A state that is named alone keeps its fields: they are not told again with the next.
#[test]
fn fields_of_a_state_are_told_when_they_change() {
    let application = |step| (APPLICATION, step);
    let submission = |state: &str, step, claim: u32| {
        let payload = format!(r#"{{"state":"{state}","submission":{{"claim":{claim}}}}}"#);
        event((1, false), application(step), &payload)
    };
    let chain = [
        submission("submitted", StepName::SubmitApplication, 200),
        event(
            (2, true),
            application(StepName::ProposeAllocation),
            r#"["recommended",{"amount":150}]"#,
        ),
        event(
            (3, true),
            application(StepName::ReturnAllocation),
            r#"["assessed",null]"#,
        ),
        submission("withdrawn", StepName::WithdrawApplication, 200),
        submission("withdrawn", StepName::WithdrawApplication, 300),
    ];
    let told = read(&chain, Reader::Staff);
    assert_eq!(
        told[2].1,
        ["state: recommended → assessed", "outcome.amount: 150 → "]
    );
    assert_eq!(told[3].1, ["state: assessed → withdrawn"]);
    assert_eq!(told[4].1, ["state.submission.claim: 200 → 300"]);
}

#[test]
fn instalments_changes_and_amounts_are_named_by_their_numbers() {
    let grant = |step| (GRANT, step);
    let chain = [
        event(
            (1, true),
            grant(StepName::AttestPayments),
            r#"[[1,500,"attested"]]"#,
        ),
        event(
            (2, true),
            grant(StepName::ImportReceipts),
            r#"[[1,500,"paid"]]"#,
        ),
        event(
            (3, false),
            grant(StepName::RequestChange),
            r#"[2,"asked",{"amount":400}]"#,
        ),
        event(
            (4, true),
            grant(StepName::ApproveChange),
            r#"[2,"approved",400]"#,
        ),
        event((5, true), grant(StepName::DecideAppeal), "[400,600,3]"),
    ];
    let told = read(&chain, Reader::Staff);
    assert_eq!(told[1].1, ["instalments[1].state: attested → paid"]);
    assert_eq!(
        told[2].1,
        [
            "changes[2].state:  → asked",
            "changes[2].wanted.amount:  → 400"
        ]
    );
    assert_eq!(
        told[3].1,
        [
            "changes[2].state: asked → approved",
            "changes[2].granted:  → 400"
        ]
    );
    assert_eq!(told[4].1, ["granted: 400 → 600"]);
    let party = read(&chain, Reader::Party);
    assert_eq!(
        party[0].1,
        [
            "instalments[1].amount:  → 500",
            "instalments[1].state:  → paid"
        ]
    );
    assert_eq!(party.len(), 2, "{party:?}");
}

#[test]
fn accounts_are_told_to_those_who_may_see_them() {
    let grant = |step| (GRANT, step);
    let chain = [
        event(
            (1, false),
            grant(StepName::AcceptGrant),
            r#"[{"state":"accepted","account":"12345678903"},null]"#,
        ),
        event(
            (2, false),
            grant(StepName::ChangeAccount),
            r#"[1,"98765432100","12345678903"]"#,
        ),
    ];
    for reader in [Reader::Staff, Reader::Party] {
        let told = format!("{:?}", read(&chain, reader));
        assert!(
            told.contains("12345678903") && told.contains("98765432100"),
            "{told}"
        );
    }
    let without = read(&chain, Reader::StaffWithoutAccounts);
    assert_eq!(
        without,
        [(1, vec!["state:  → accepted".to_owned()]), (2, vec![])]
    );
}

#[test]
fn an_erased_payload_leaves_the_entry() {
    let mut chain = a_case();
    chain[1].event.payload.clear();
    chain[1].salt = None;
    let told = read(&chain, Reader::Staff);
    assert_eq!(told[1], (2, vec![]));
    assert_eq!(told.len(), 8);
}

#[test]
fn too_many_changes_are_counted() {
    let lines = (0..CHANGES_MAX + 3).map(|line| format!(r#""l{line}":{line}"#));
    let draft = format!("{{{}}}", lines.collect::<Vec<_>>().join(","));
    let created = (APPLICATION, StepName::CreateApplication);
    let chain = [event((1, false), created, &draft)];
    let told = history(&chain, Reader::Staff).remove(0);
    assert_eq!(
        (told.changes.len(), told.changes_left_out),
        (CHANGES_MAX, 3)
    );
}

/// Steps that read, or change what is no case.
const OF_NO_CASE: [StepName; 18] = [
    StepName::CreateCall,
    StepName::UpdateCall,
    StepName::OpenCall,
    StepName::CloseCall,
    StepName::RecordAppropriation,
    StepName::RecordEntries,
    StepName::ConfirmEntries,
    StepName::RejectEntries,
    StepName::ProposeSuccession,
    StepName::RejectSuccession,
    StepName::CreateSample,
    StepName::DrawSample,
    StepName::ClearBankEntry,
    StepName::RegisterWebhook,
    StepName::DeleteWebhook,
    StepName::RotateWebhookSecret,
    StepName::ReplayWebhook,
    StepName::MarkNotificationsRead,
];

#[test]
fn every_step_in_a_case_has_a_title_in_every_language() {
    // That a party reads its letter is an event.
    let reads = |name: &str| {
        let verbs = "get list check estimate download simulate compare explain verify export sum \
            summarize watch";
        let verb = name.split('_').next();
        name != "get_letter" && verbs.split(' ').any(|of| Some(of) == verb)
    };
    let steps = StepName::ALL.iter();
    let steps = steps.filter(|step| !reads(step.name()) && !OF_NO_CASE.contains(step));
    for step in steps {
        let event = event((1, true), (GRANT, *step), "null");
        let entry = history(&[event], Reader::Staff).remove(0);
        for language in [Language::Bokmal, Language::Nynorsk, Language::English] {
            let title = entry.title(language);
            assert!(!title.contains("-title-"), "{title}");
        }
    }
}
