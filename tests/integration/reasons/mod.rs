//! Every reason an error can have, met over gRPC: with its status, its details, and a sentence for
//! people in three languages.

use contract::v1::ErrorReason;
use domain::caller::Role;
use serde_json::{Value, json};
use tonic::Code;

use crate::support::fault::Fault;
use crate::support::person::{Person, Who};
use crate::support::round::{acceptance, at_with, etag, only, seen};
use crate::support::schemes::{Centres, TestScheme};
use crate::support::world::{World, at};

mod erased;
mod money;

type Here = World<Centres>;

/// A request that is refused: who sends it, which method, what.
type Refused = (Person, &'static str, Value);

/// Brings a fresh world to where a request meets the reason. Exhaustive: a new reason does not
/// compile before it has a case.
async fn case(world: &Here, reason: ErrorReason) -> Option<(Code, Refused)> {
    use ErrorReason as R;
    Some(match reason {
        R::Unspecified => return None,
        R::NotSignedIn => (Code::Unauthenticated, nobody(world)),
        R::InvalidFields => (Code::InvalidArgument, malformed(world)),
        R::RoleNotAllowed => (Code::PermissionDenied, wrong_role(world)),
        R::InterestDeclared => (Code::PermissionDenied, interest_declared(world).await),
        R::FourEyes => (
            Code::PermissionDenied,
            approved_by_the_proposer(world).await,
        ),
        R::NotFound => (Code::NotFound, nowhere(world)),
        R::IdTaken => (Code::AlreadyExists, other_content(world).await),
        R::StaleEtag => (Code::Aborted, stale(world).await),
        R::OtherRun => (Code::Aborted, not_what_was_compared(world).await),
        R::OtherDecision => (Code::Aborted, not_what_was_seen(world).await),
        R::OtherTerms => (Code::Aborted, not_what_was_sent(world).await),
        R::WrongState => (Code::FailedPrecondition, opened_twice(world).await),
        R::Erased => (
            Code::FailedPrecondition,
            erased::opened_too_late(world).await,
        ),
        R::RulesNotMet => (Code::FailedPrecondition, against_a_rule(world).await),
        R::DeadlinePassed => (Code::FailedPrecondition, late(world).await),
        R::FrameExceeded => (
            Code::FailedPrecondition,
            money::cut_below_the_promise(world).await,
        ),
        R::AppropriationExceeded => (
            Code::FailedPrecondition,
            money::without_appropriation(world).await,
        ),
        R::AuthorityExceeded => (Code::FailedPrecondition, money::authority_taken_back(world)),
        R::AllocationConflict => (Code::FailedPrecondition, beyond_the_engine(world).await),
        R::IncompleteRound => (Code::FailedPrecondition, unassessed(world).await),
        R::DuplicateApplication => (Code::AlreadyExists, second_of_one(world).await),
        R::TooLarge => (Code::ResourceExhausted, three_megabytes(world)),
        R::Unavailable => (Code::Unavailable, without_a_database(world).await),
        R::Internal => (Code::Internal, meddled_with(world).await),
    })
}

/// Meets one reason in all three languages.
async fn meet(reason: ErrorReason) {
    let world = Here::start().await;
    let Some((code, (person, method, request))) = case(&world, reason).await else {
        return;
    };
    let name = reason.as_str_name().trim_start_matches("ERROR_REASON_");
    let mut sentences = Vec::new();
    for language in ["nb", "nn", "en"] {
        let person = person.clone().speaking(language);
        let fault = person.call(method, request.clone()).await.unwrap_err();
        assert_eq!(fault.is(), (code, name), "{fault}");
        fault.assert_whole(language);
        details_fit(reason, &fault);
        sentences.push(fault.sentence.unwrap().1);
    }
    assert_ne!(
        sentences[0], sentences[2],
        "{name} is told in the caller's language"
    );
}

/// The details that the contract promises beside a reason.
fn details_fit(reason: ErrorReason, fault: &Fault) {
    let has = |key: &str| {
        fault
            .metadata
            .get(key)
            .is_some_and(|value| !value.is_empty())
    };
    let fits = match reason {
        ErrorReason::InvalidFields => !fault.fields.is_empty(),
        ErrorReason::RoleNotAllowed => has("step") && has("roles"),
        ErrorReason::StaleEtag => has("current_etag") && has("resource"),
        ErrorReason::Erased => has("erase_time") && has("disposal"),
        ErrorReason::OtherRun => has("run_hash"),
        ErrorReason::OtherDecision => has("decision_hash"),
        ErrorReason::OtherTerms => has("decision") && has("text_sha256"),
        ErrorReason::WrongState => {
            has("state")
                && fault.metadata["resource"].starts_with("schemes/user-run-centres/calls/")
        }
        ErrorReason::RulesNotMet
        | ErrorReason::IncompleteRound
        | ErrorReason::AllocationConflict => {
            !fault.rules.is_empty()
                && fault
                    .rules
                    .iter()
                    .all(|(_, _, text)| text.ends_with(['.', ')']))
        }
        ErrorReason::DeadlinePassed => {
            at(&fault.metadata["deadline"]) == at("2026-02-15T22:59:59Z")
        }
        ErrorReason::FrameExceeded => has("sub_frame") && has("left_ore") && has("wanted_ore"),
        ErrorReason::AppropriationExceeded | ErrorReason::AuthorityExceeded => {
            has("chapter_post") && has("year") && has("left_ore") && has("wanted_ore")
        }
        ErrorReason::DuplicateApplication => has("existing"),
        ErrorReason::TooLarge => has("limit_bytes"),
        ErrorReason::Internal | ErrorReason::Unavailable | ErrorReason::NotSignedIn => {
            fault.metadata.len() == 1
        }
        ErrorReason::Unspecified
        | ErrorReason::InterestDeclared
        | ErrorReason::FourEyes
        | ErrorReason::NotFound
        | ErrorReason::IdTaken => true,
    };
    assert!(fits, "{fault}");
}

macro_rules! reasons {
    ($($test:ident: $reason:ident,)+) => {
        $(#[tokio::test]
        async fn $test() {
            meet(ErrorReason::$reason).await;
        })+

        /// The reasons that are met above.
        const MET: &[ErrorReason] = &[$(ErrorReason::$reason),+];
    };
}

reasons! {
    not_signed_in: NotSignedIn,
    invalid_fields: InvalidFields,
    role_not_allowed: RoleNotAllowed,
    interest: InterestDeclared,
    four_eyes: FourEyes,
    not_found: NotFound,
    id_taken: IdTaken,
    stale_etag: StaleEtag,
    other_run: OtherRun,
    other_decision: OtherDecision,
    other_terms: OtherTerms,
    wrong_state: WrongState,
    erased: Erased,
    rules_not_met: RulesNotMet,
    deadline_passed: DeadlinePassed,
    frame_exceeded: FrameExceeded,
    appropriation_exceeded: AppropriationExceeded,
    authority_exceeded: AuthorityExceeded,
    allocation_conflict: AllocationConflict,
    incomplete_round: IncompleteRound,
    duplicate_application: DuplicateApplication,
    too_large: TooLarge,
    unavailable: Unavailable,
    internal: Internal,
}

#[test]
fn no_reason_is_left_out() {
    let all = (0..).map_while(|number| ErrorReason::try_from(number).ok());
    let missing: Vec<_> = all
        .filter(|reason| *reason != ErrorReason::Unspecified && !MET.contains(reason))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

fn nobody(world: &Here) -> Refused {
    (
        world.person(Who::Anonymous),
        "GetScheme",
        json!({ "name": Centres::name() }),
    )
}

fn malformed(world: &Here) -> Refused {
    (
        world.administrator(),
        "OpenCall",
        json!({ "name": "utlysning", "etag": "" }),
    )
}

fn wrong_role(world: &Here) -> Refused {
    (
        world.auditor(),
        "OpenCall",
        json!({ "name": world.call_name(), "etag": "1" }),
    )
}

fn nowhere(world: &Here) -> Refused {
    (
        world.case_handler(),
        "GetApplication",
        json!({ "name": world.application_name(1) }),
    )
}

fn three_megabytes(world: &Here) -> Refused {
    let mut application = world.application_to_create(1);
    application["form"]["control_measures"] = "x".repeat(3_000_000).into();
    (
        world.applicant(1),
        "CheckApplication",
        json!({ "application": application }),
    )
}

async fn interest_declared(world: &Here) -> Refused {
    world.open_call().await;
    world.submitted(1).await;
    let kari = world.case_handler();
    let interest = json!({
        "application": world.application_name(1), "ground": "INTEREST_GROUND_AUTOMATIC", "reason": "Søster.",
    });
    kari.call("DeclareInterest", interest).await.unwrap();
    (
        kari,
        "GetApplication",
        json!({ "name": world.application_name(1) }),
    )
}

async fn approved_by_the_proposer(world: &Here) -> Refused {
    world.assessed_round(1).await;
    let proposed = world.proposed().await;
    let both = world.staff("kari", &[Role::CaseHandler, Role::DecisionMaker]);
    (
        both,
        "ApproveAllocation",
        at_with(&proposed, seen(&proposed)),
    )
}

async fn other_content(world: &Here) -> Refused {
    world.open_call().await;
    world.draft(1).await;
    let mut other = world.application_to_create(1);
    other["requested"]["ore"] = 100.into();
    (
        world.applicant(1),
        "CreateApplication",
        json!({ "application": other }),
    )
}

async fn stale(world: &Here) -> Refused {
    let open = world.open_call().await;
    let request = json!({ "name": open["name"], "etag": "1" });
    (world.administrator(), "CloseCall", request)
}

async fn not_what_was_compared(world: &Here) -> Refused {
    world.assessed_round(1).await;
    (
        world.case_handler(),
        "CreateAllocation",
        json!({ "name": world.allocation_name(1), "run_hash": "ab".repeat(32) }),
    )
}

async fn not_what_was_seen(world: &Here) -> Refused {
    world.assessed_round(1).await;
    let proposed = world.proposed().await;
    let other = json!({ "run_hash": proposed["run_hash"], "decision_hash": "ab".repeat(32) });
    (
        world.decision_maker(),
        "ApproveAllocation",
        at_with(&proposed, other),
    )
}

async fn not_what_was_sent(world: &Here) -> Refused {
    world.decided_round(1).await;
    let offer = world.offer(1).await;
    let mut other = acceptance(&offer, 1);
    other["terms"]["text_sha256"] = "ab".repeat(32).into();
    (world.applicant(1), "AcceptGrant", at_with(&offer, other))
}

async fn opened_twice(world: &Here) -> Refused {
    let open = world.open_call().await;
    (
        world.administrator(),
        "OpenCall",
        json!({ "name": open["name"], "etag": etag(&open) }),
    )
}

async fn against_a_rule(world: &Here) -> Refused {
    world.open_call().await;
    let mut application = world.application_to_create(1);
    let breaks = &Centres::data()["breaks_a_rule"];
    *application
        .pointer_mut(breaks["path"].as_str().unwrap())
        .unwrap() = breaks["value"].clone();
    let own = world.applicant(1);
    let draft = only(
        own.call("CreateApplication", json!({ "application": application }))
            .await
            .unwrap(),
    );
    (own, "SubmitApplication", at_with(&draft, json!({})))
}

async fn late(world: &Here) -> Refused {
    world.open_call().await;
    let draft = world.draft(1).await;
    world.clock.set(at("2026-02-15T23:00:00Z"));
    (
        world.applicant(1),
        "SubmitApplication",
        at_with(&draft, json!({})),
    )
}

/// Claims that add up to more than the engine keeps exact: no request can write them, but another
/// version of the program could have.
async fn beyond_the_engine(world: &Here) -> Refused {
    world.assessed_round(3).await;
    world
        .meddle(
            "update casework.application set state =
                 jsonb_set(state, '{submission,claim,amount}', to_jsonb(1152921504606846976))",
        )
        .await;
    (
        world.case_handler(),
        "CreateAllocation",
        json!({ "name": world.allocation_name(1) }),
    )
}

async fn unassessed(world: &Here) -> Refused {
    world.open_call().await;
    world.submitted(1).await;
    world.close_call().await;
    (
        world.case_handler(),
        "CreateAllocation",
        json!({ "name": world.allocation_name(1) }),
    )
}

async fn second_of_one(world: &Here) -> Refused {
    world.open_call().await;
    world.submitted(1).await;
    let mut second = world.application_to_create(1);
    second["name"] = world.application_name(2).into();
    let own = world.applicant(1);
    let draft = only(
        own.call("CreateApplication", json!({ "application": second }))
            .await
            .unwrap(),
    );
    (own, "SubmitApplication", at_with(&draft, json!({})))
}

async fn without_a_database(world: &Here) -> Refused {
    world.service.pool().close().await;
    (
        world.case_handler(),
        "GetCall",
        json!({ "name": world.call_name() }),
    )
}

async fn meddled_with(world: &Here) -> Refused {
    world.open_call().await;
    world.submitted(1).await;
    world
        .meddle("update casework.application set municipality_number = 'Oslo'")
        .await;
    (
        world.case_handler(),
        "GetApplication",
        json!({ "name": world.application_name(1) }),
    )
}
