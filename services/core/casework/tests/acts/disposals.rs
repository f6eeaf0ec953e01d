//! Disposals: settled some cases at a time, continued after they are cut off, and guarded by the
//! database.

use std::sync::Arc;

use casework::application::ApplicationKey;
use casework::document::Files;
use casework::retention::{
    AnnounceDisposal, CarryOutDisposal, GetDisposalPlan, GetRetention, HoldCase, Plan,
};
use casework::{CaseError, Runner};
use domain::caller::{Caller, Role};
use domain::identifiers::DisposalId;
use domain::refusal::Refusal;
use domain::retention::{Disposal, KeptReason, Outcome};
use domain::step::Revision;
use object_store::memory::InMemory;
use object_store::{ObjectStoreExt, PutPayload};
use store::contents::{Contents, ContentsError};

use crate::audited::first_break;
use crate::documents::{PDF, of_grant, upload};
use crate::journey::decision_maker;
use crate::steps;
use crate::world::{World, applicant, at, call_id, case_handler, staff};

/// A day on which everything that ended in 2026 is due.
const LATE: &str = "2040-01-15T10:00:00Z";
/// The day that the notice of what was announced then is over.
const OVER: &str = "2040-02-12T10:00:00Z";

async fn plan(world: &World) -> Plan {
    let plan = GetDisposalPlan {
        call: Some(call_id()),
        due_by: "2040-01-15".parse().unwrap(),
    };
    world.take(&case_handler(), plan).await.unwrap()
}

/// Announces what is due, and lets the notice pass.
async fn announced(world: &World) -> Disposal {
    world.clock.set(at(LATE));
    let planned = plan(world).await;
    let announce = AnnounceDisposal {
        id: DisposalId::try_from(world.id().uuid()).unwrap(),
        call: Some(call_id()),
        due_by: planned.due_by,
        seen: planned.seen,
        reason: "Over.".to_owned(),
    };
    let disposal = world.take(&case_handler(), announce).await.unwrap();
    world.clock.set(at(OVER));
    disposal
}

async fn carry_out(world: &World, of: &Disposal) -> Result<Disposal, CaseError> {
    let step = CarryOutDisposal { id: of.id };
    world.take(&decision_maker(), step).await
}

fn erased(disposal: &Disposal) -> usize {
    let cases = disposal.cases.iter();
    let erased = cases.filter(|case| matches!(case.outcome, Some(Outcome::Erased { .. })));
    erased.count()
}

fn kept(disposal: &Disposal) -> Vec<KeptReason> {
    let cases = disposal.cases.iter();
    let kept = cases.filter_map(|case| match &case.outcome {
        Some(Outcome::Kept { reasons, .. }) => Some(reasons.clone()),
        Some(Outcome::Erased { .. }) | None => None,
    });
    kept.flatten().collect()
}

/// A grant with a document in a store, which has ended.
async fn closed_grant(world: World, contents: Contents) -> (World, ApplicationKey) {
    let (cases, _) = world.decided_round(&[(30, 90)]).await;
    world.activate(&cases[0], 1).await;
    let world = world.with_files(files(contents));
    let step = upload(&of_grant(&cases[0]), 1, "accounts", PDF);
    world.take(&applicant(1), step).await.unwrap();
    // Its instalments are cancelled by hand, and the ledger is not told.
    world.untie();
    world
        .meddle("update casework.instalment set state = '{\"state\": \"cancelled\"}'")
        .await;
    world
        .meddle("update casework.grant set state = jsonb_set(state, '{state}', '\"closed\"')")
        .await;
    (world, cases[0].clone())
}

fn files(contents: Contents) -> Files {
    Files {
        contents,
        ..Files::default()
    }
}

async fn count(world: &World, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql)
        .fetch_one(&world.pool)
        .await
        .unwrap()
}

#[tokio::test]
async fn many_cases_are_settled_some_at_a_time() {
    let world = World::new().await;
    world.open_call().await;
    for n in 1..=45 {
        world.draft(n).await;
    }
    let disposal = announced(&world).await;
    assert_eq!(disposal.cases.len(), 45);
    let mut settled = Vec::new();
    for _ in 0..4 {
        let after = carry_out(&world, &disposal).await.unwrap();
        settled.push((erased(&after), after.is_done()));
    }
    assert_eq!(settled, [(20, false), (40, false), (45, true), (45, true)]);
    let told = "select count(*) from casework.event where step = 'carry_out_disposal'";
    assert_eq!(count(&world, told).await, 45, "each once");
    let names = "select count(*) from casework.application
        where organisation_name = organisation_number and contact is null";
    assert_eq!(count(&world, names).await, 45);
}

#[tokio::test]
async fn two_persons_carry_it_out_at_once_and_each_case_is_erased_once() {
    let world = World::new().await;
    world.open_call().await;
    for n in 1..=25 {
        world.draft(n).await;
    }
    let disposal = announced(&world).await;
    let other: Caller = staff("berit", &[Role::DecisionMaker]);
    let step = || CarryOutDisposal { id: disposal.id };
    let first = decision_maker();
    let (one, two) = tokio::join!(world.take(&first, step()), world.take(&other, step()));
    one.unwrap();
    two.unwrap();
    let after = carry_out(&world, &disposal).await.unwrap();
    assert!(after.is_done());
    assert_eq!(erased(&after), 25);
    let told = "select count(*) from casework.event where step = 'carry_out_disposal'";
    assert_eq!(count(&world, told).await, 25);
}

#[tokio::test]
async fn objects_that_were_not_deleted_are_deleted_by_the_next_call() {
    let memory = Arc::new(InMemory::new());
    let contents = Contents::Objects(memory.clone(), "trial".to_owned());
    let (world, case) = closed_grant(World::new().await, contents.clone()).await;
    let beside = object_store::path::Path::from("trial/beside");
    memory
        .put(&beside, PutPayload::from_static(PDF))
        .await
        .unwrap();
    let disposal = announced(&world).await;
    let sql = "select object_key from casework.document";
    let key: String = sqlx::query_scalar(sql)
        .fetch_one(&world.pool)
        .await
        .unwrap();
    let key = object_store::path::Path::from(key);
    assert!(memory.head(&key).await.is_ok());
    let runner: Runner = world.runner.clone();
    let cut = world.with_files(files(Contents::Database));
    let failed = carry_out(&cut, &disposal).await;
    assert!(matches!(
        failed,
        Err(CaseError::Contents(ContentsError::NotSetUp(_)))
    ));
    assert!(memory.head(&key).await.is_ok(), "the rows are gone first");
    let mut world = cut;
    world.runner = runner;
    let left = "select count(*) from casework.disposal_object";
    assert_eq!(count(&world, left).await, 1);
    let after = carry_out(&world, &disposal).await.unwrap();
    assert!(after.is_done());
    assert!(memory.head(&key).await.is_err());
    assert!(memory.head(&beside).await.is_ok(), "that of no erased case");
    assert_eq!(count(&world, left).await, 0);
    let counts = after.counts();
    assert_eq!(counts.documents, 1);
    assert!(counts.bytes >= i64::try_from(PDF.len()).unwrap());
    let again = upload(&of_grant(&case), 1, "accounts", PDF);
    let again = world.take(&applicant(1), again).await;
    refused!(again, Refusal::Erased { .. });
}

#[tokio::test]
async fn a_case_that_lives_again_is_kept() {
    let (world, case) = closed_grant(World::new().await, Contents::Database).await;
    let disposal = announced(&world).await;
    world
        .meddle(
            "insert into casework.appeal (call_id, application_id, number, decision, received, \
             text, lodged, state, last_step, revision) select call_id, grant_id, 1, 1, \
             '2040-01-20', 'x', last_step, '{\"state\": \"lodged\"}', last_step, 1 \
             from casework.grant",
        )
        .await;
    let after = carry_out(&world, &disposal).await.unwrap();
    assert_eq!(kept(&after), [KeptReason::AppealRuns]);
    assert!(after.is_done());
    let name = case.name();
    let mut connection = world.pool.acquire().await.unwrap();
    let chain = store::event::read_chain(&mut connection, &name)
        .await
        .unwrap();
    assert!(chain.iter().all(|event| event.salt.is_some()));
    let read = GetRetention { key: case };
    let retained = world.take(&case_handler(), read).await.unwrap();
    assert_eq!((retained.announced, retained.erased), (None, None));
    assert_eq!(retained.standing.kept, [KeptReason::AppealRuns]);
}

#[tokio::test]
async fn what_runs_keeps_a_grant_from_the_plan() {
    let (world, _) = closed_grant(World::new().await, Contents::Database).await;
    world.clock.set(at(LATE));
    assert_eq!(plan(&world).await.cases.len(), 1);
    for (live, again) in [
        (
            "update casework.instalment set state = '{\"state\": \"planned\"}'",
            "update casework.instalment set state = '{\"state\": \"cancelled\"}'",
        ),
        (
            "update casework.grant set state = jsonb_set(state, '{state}', '\"paused\"')",
            "update casework.grant set state = jsonb_set(state, '{state}', '\"closed\"')",
        ),
        (
            "insert into casework.recovery (call_id, grant_id, number, notice, arrangements, \
             interest_paid) select call_id, grant_id, 1, '{}', '[]', '[]' from casework.grant",
            "delete from casework.recovery",
        ),
        (
            "insert into casework.obligation (call_id, grant_id, number, title, planned_ore, \
             amount_ore, before_ore, plan, posted, state, next_on) select call_id, grant_id, 1, \
             '{}', 1, 1, 0, '{}', 0, '{\"state\": \"running\"}', '2041-01-01' \
             from casework.grant",
            "delete from casework.obligation",
        ),
        (
            "insert into casework.grant_change (call_id, grant_id, number, wanted, granted_ore, \
             asked, state) select call_id, grant_id, 1, '{}', 1, '{}', '{\"state\": \"asked\"}' \
             from casework.grant",
            "delete from casework.grant_change",
        ),
    ] {
        world.meddle(live).await;
        assert!(plan(&world).await.cases.is_empty(), "{live}");
        world.meddle(again).await;
        assert_eq!(plan(&world).await.cases.len(), 1, "{again}");
    }
}

#[tokio::test]
async fn only_what_a_disposal_erased_can_be_removed() {
    let (world, case) = closed_grant(World::new().await, Contents::Database).await;
    for sql in [
        "delete from casework.document_content",
        "delete from casework.document",
        "update casework.document set file_name = 'x'",
        "delete from casework.letter",
        "truncate casework.document_content",
    ] {
        assert_eq!(world.refused_in(sql).await, "23001", "{sql}");
    }
    let marked = "update casework.application set erased = now()";
    assert_eq!(
        world.refused_by(marked).await,
        "application_erased_by_disposal"
    );
    let disposal = announced(&world).await;
    let alone = "update casework.disposal set carried_out = announced";
    assert_eq!(world.refused_by(alone).await, "disposal_four_eyes");
    carry_out(&world, &disposal).await.unwrap();
    for sql in [
        "update casework.disposal_case set counts = null, outcome = null, settled = null",
        "delete from casework.disposal_case",
    ] {
        assert_eq!(world.refused_in(sql).await, "23001", "{sql}");
    }
    let mut connection = world.pool.acquire().await.unwrap();
    let name = case.name();
    let read = store::event::read_chain(&mut connection, &name).await;
    let chain = read.unwrap();
    assert_eq!(first_break(&world, &name).await, None);
    assert!(chain.iter().filter(|event| event.salt.is_none()).count() > 3);
    world
        .forge("update casework.event set commitment = sha256('x') where sequence = 2")
        .await;
    assert_eq!(first_break(&world, &name).await, Some(2));
}

#[tokio::test]
async fn a_person_with_an_interest_neither_holds_nor_erases() {
    let (world, case) = closed_grant(World::new().await, Contents::Database).await;
    let disposal = announced(&world).await;
    let siri = staff("siri", &[Role::CaseHandler, Role::DecisionMaker]);
    let ground = domain::assessment::InterestGround::Automatic;
    let declare = steps::declare(&case, ground, "A brother leads it.");
    world.take(&siri, declare).await.unwrap();
    let hold = HoldCase {
        key: case.clone(),
        revision: Revision::FIRST,
        reason: "Asked for.".to_owned(),
    };
    refused!(
        world.take(&siri, hold).await,
        Refusal::InterestDeclared { .. }
    );
    let step = CarryOutDisposal { id: disposal.id };
    refused!(
        world.take(&siri, step).await,
        Refusal::InterestDeclared { .. }
    );
    assert_eq!(erased(&carry_out(&world, &disposal).await.unwrap()), 1);
    let draft = world.take(&applicant(1), steps::get(&case)).await;
    refused!(draft, Refusal::Erased { .. });
}
