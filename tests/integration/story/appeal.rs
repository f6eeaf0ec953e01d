//! An appeal from the letter to the money, before a payment and after it, with the ledger tied
//! afterwards: the same for all schemes.

use domain::calendar::Clock;
use serde_json::{Value, json};
use tonic::Code;

use super::follow_up::{pay, the_ledger_ties};
use super::ore;
use crate::support::fault::Fault;
use crate::support::person::Person;
use crate::support::round::{at_with, only};
use crate::support::schemes::{Centres, Children, Rental, TestScheme, Training};
use crate::support::world::World;

/// The first of the round: it is cut by a person, and appeals.
pub(super) const FIRST: u32 = 1;
pub(super) const CUT: i64 = 30_000_000;

/// A decided round of two in which the first was cut; both letters are sent.
async fn cut<S: TestScheme>(world: &World<S>) {
    world.assessed_round(2).await;
    cut_and_sent(world).await;
}

/// Decides an assessed round of two, in which the first is cut, and sends both letters.
pub(super) async fn cut_and_sent<S: TestScheme>(world: &World<S>) {
    let kari = world.case_handler();
    let create = json!({ "name": world.allocation_name(1) });
    let draft = only(kari.call("CreateAllocation", create).await.unwrap());
    let adjust = json!({
        "application": world.application_name(FIRST), "amount": { "ore": CUT },
        "reason": "Kommunen dekker resten.",
    });
    let adjusted = kari.call("AdjustAward", at_with(&draft, adjust)).await;
    let adjusted = adjusted.unwrap()["allocation"].clone();
    let proposed = world.step(&kari, "ProposeAllocation", &adjusted).await;
    world.approve(&proposed.unwrap()).await.unwrap();
    let call = json!({ "name": world.call_name() });
    kari.call("DispatchDecisions", call).await.unwrap();
}

fn siri<S: TestScheme>(world: &World<S>) -> Person {
    world.staff("siri", &[domain::caller::Role::CaseHandler])
}

/// The appeal of the first applicant, prepared and with the body of appeal.
pub(super) async fn forwarded<S: TestScheme>(world: &World<S>) -> Value {
    let (party, other) = (world.applicant(FIRST), world.applicant(2));
    let decision = format!("{}/decisions/1", world.application_name(FIRST));
    let request =
        json!({ "decision": decision, "text": "Behovet er større enn dere har lagt til grunn." });
    let stranger = other
        .call("LodgeAppeal", request.clone())
        .await
        .unwrap_err();
    assert_eq!(stranger.is(), (Code::NotFound, "NOT_FOUND"));
    let empty = json!({ "decision": decision, "text": " " });
    let empty = party.call("LodgeAppeal", empty).await.unwrap_err();
    assert_eq!(empty.paths(), ["text"]);
    let lodged = party.call("LodgeAppeal", request.clone()).await.unwrap();
    assert_eq!(
        party.call("LodgeAppeal", request).await.unwrap(),
        lodged,
        "a retry"
    );
    let second = json!({ "decision": decision, "text": "Og en ting til." });
    told(party.call("LodgeAppeal", second).await, "APPEAL_RUNS");
    let lodged = only(lodged);
    assert_eq!(lodged["state"], "APPEAL_STATE_LODGED");
    documented(world, &lodged).await;
    let reason = json!({ "reason": "Behovet er dokumentert i vedlegget." });
    let kari = world.case_handler();
    let mine = world
        .step_with(&kari, "PrepareAppeal", &lodged, reason.clone())
        .await;
    assert_eq!(
        mine.unwrap_err().is(),
        (Code::PermissionDenied, "FOUR_EYES")
    );
    let siri = siri(world);
    let prepared = world
        .step_with(&siri, "PrepareAppeal", &lodged, reason.clone())
        .await
        .unwrap();
    let forwarded = world
        .step_with(&siri, "ForwardAppeal", &prepared, reason)
        .await
        .unwrap();
    let sent = forwarded["forwarded"]["items"].as_array().unwrap();
    let kinds: Vec<&str> = sent
        .iter()
        .map(|item| item["kind"].as_str().unwrap())
        .collect();
    for kind in [
        "APPLICATION",
        "ALLOCATION",
        "DECISION",
        "APPEAL",
        "DOCUMENT",
    ] {
        let kind = format!("CASE_FILE_KIND_{kind}");
        assert!(kinds.contains(&kind.as_str()), "{kinds:?}");
    }
    let seen = party
        .call("GetAppeal", json!({ "name": forwarded["name"] }))
        .await
        .unwrap();
    assert_eq!(
        seen["appeal"]["prepared"]["actor"], "",
        "no names of people on the staff"
    );
    forwarded
}

/// Both the party and the staff add a document to an appeal; a stranger sees none.
async fn documented<S: TestScheme>(world: &World<S>, appeal: &Value) {
    let (party, stranger) = (world.applicant(FIRST), world.applicant(2));
    let name = appeal["name"].as_str().unwrap();
    world.upload(&party, name, "accounts").await;
    world.upload(&world.case_handler(), name, "other").await;
    let list = json!({ "parent": name });
    let listed = party.call("ListDocuments", list.clone()).await.unwrap();
    let kinds = listed["documents"].as_array().unwrap().iter();
    let mut kinds: Vec<&str> = kinds.map(|one| one["kind"].as_str().unwrap()).collect();
    // The clock stands still: both came at once.
    kinds.sort_unstable();
    assert_eq!(kinds, ["accounts", "other"]);
    let first = listed["documents"][0]["name"].clone();
    let read = json!({ "name": first });
    let parts = party.stream("DownloadDocument", vec![read.clone()]).await;
    assert!(parts.unwrap().len() > 1);
    let hidden = stranger.call("ListDocuments", list).await.unwrap_err();
    assert_eq!(hidden.is().0, Code::NotFound);
    let hidden = stranger.stream("DownloadDocument", vec![read]).await;
    assert_eq!(hidden.unwrap_err().code, Code::NotFound);
}

/// Checks that a request was refused for one rule, in words.
pub(super) fn told(answer: Result<Value, Fault>, code: &str) {
    let fault = answer.unwrap_err();
    assert_eq!(
        fault.is(),
        (Code::FailedPrecondition, "RULES_NOT_MET"),
        "{code}"
    );
    assert!(format!("{fault:?}").contains(code), "{code}: {fault:?}");
    fault.assert_whole("nb");
}

/// Records that the body of appeal gives everything applied for.
pub(super) async fn upheld<S: TestScheme>(
    world: &World<S>,
    appeal: &Value,
) -> Result<Value, Fault> {
    let requested = world.read(FIRST).await["requested"].clone();
    let outcome = |amount: &Value| {
        let more = json!({
            "outcome": "BODY_OUTCOME_UPHELD", "amount": amount, "euro_rate": "11.4825",
            "reason": "Nemnda er enig med klageren.",
        });
        at_with(appeal, more)
    };
    let berit = world.decision_maker();
    let above = json!({ "ore": ore(&requested) + 100 });
    let above = berit
        .call("RecordAppealOutcome", outcome(&above))
        .await
        .unwrap_err();
    assert_eq!(above.is(), (Code::FailedPrecondition, "RULES_NOT_MET"));
    let answer = berit
        .call("RecordAppealOutcome", outcome(&requested))
        .await?;
    let again = berit
        .call("RecordAppealOutcome", outcome(&requested))
        .await?;
    assert_eq!(again, answer, "a retry");
    assert!(!answer["left"].as_array().unwrap().is_empty());
    Ok(only(answer))
}

/// Checks the outcome, the decision with its letter, and that the second applicant has what it had.
async fn changed<S: TestScheme>(world: &World<S>, appeal: &Value, before: &Value) {
    assert_eq!(appeal["outcome"], "APPEAL_OUTCOME_UPHELD");
    let requested = world.read(FIRST).await["requested"].clone();
    assert_eq!(world.grant(FIRST).await["granted"], requested);
    assert_eq!(&world.grant(2).await, before, "no other is touched");
    let application = json!({ "name": world.application_name(FIRST) });
    let kari = world.case_handler();
    kari.call("DispatchDecisions", application).await.unwrap();
    let parent = json!({ "parent": world.application_name(FIRST) });
    let party = world.applicant(FIRST);
    let listed = party.call("ListDecisions", parent).await.unwrap();
    let last = listed["decisions"]
        .as_array()
        .unwrap()
        .last()
        .unwrap()
        .clone();
    assert_eq!(last["kind"], "DECISION_KIND_APPEAL_UPHELD");
    assert_eq!(last["name"], appeal["outcome_decision"]);
    assert_eq!(
        (&last["appealable"], &last["appeal_until_date"]),
        (&json!(false), &json!(""))
    );
    let letter = json!({ "name": last["name"] });
    let parts = party.stream("GetLetter", vec![letter]).await.unwrap();
    assert!(parts.len() > 1, "facts and bytes");
}

/// Checks that the explanation of the award says what the appeal changed.
async fn explained<S: TestScheme>(world: &World<S>) {
    let request = json!({
        "name": world.allocation_name(1), "application": world.application_name(FIRST),
    });
    let told = world
        .applicant(FIRST)
        .call("ExplainAward", request)
        .await
        .unwrap();
    assert_eq!(
        ore(&told["award"]["amount"]),
        CUT,
        "what the allocation gave"
    );
    let later = &told["later_decisions"][0];
    assert_eq!(later["kind"], "DECISION_KIND_APPEAL_UPHELD");
    assert_eq!(later["amount"], world.read(FIRST).await["requested"]);
    assert!(
        later["text"].as_str().unwrap().contains("medhold"),
        "{later}"
    );
}

async fn tied<S: TestScheme>(world: &World<S>) {
    let parent = json!({ "parent": world.call_name() });
    let budget = world.finance().call("GetBudget", parent).await.unwrap();
    the_ledger_ties(world, &budget).await;
}

/// Pays what is due for the second time.
pub(super) async fn pay_again<S: TestScheme>(world: &World<S>, amount: i64) {
    let finn = world.finance();
    let due = json!({ "parent": world.call_name(), "due_by_date": "2100-01-01" });
    let attested = finn.call("AttestPayments", due).await.unwrap();
    assert_eq!(ore(&attested["amount"]), amount);
    world.approve_payments(2).await;
    let basis = json!({ "parent": world.call_name() });
    let basis = finn.stream("ExportPayments", vec![basis]).await.unwrap();
    let payments = basis
        .iter()
        .flat_map(|part| part["payments"].as_array().unwrap());
    let receipts: Vec<Value> = payments
        .map(|payment| {
            json!({
                "end_to_end_id": payment["end_to_end_id"], "amount": payment["amount"],
                "booked_date": world.clock.today().to_string(),
            })
        })
        .collect();
    let receipts = json!({ "parent": world.call_name(), "receipts": receipts });
    finn.call("ImportReceipts", receipts).await.unwrap();
}

async fn before_a_payment<S: TestScheme>() {
    let world = World::<S>::start().await;
    cut(&world).await;
    let other = world.grant(2).await;
    let appeal = forwarded(&world).await;
    world.accepted(FIRST).await;
    let appeal = upheld(&world, &appeal).await.unwrap();
    changed(&world, &appeal, &other).await;
    explained(&world).await;
    tied(&world).await;
    pay(&world).await;
    tied(&world).await;
}

/// A grant that is settled by its final cost before it is paid, and whose duties run then, cannot
/// rise any more: the refusal says so.
async fn after_a_payment<S: TestScheme>() {
    let world = World::<S>::start().await;
    cut(&world).await;
    let other = world.grant(2).await;
    let appeal = forwarded(&world).await;
    world.accepted(FIRST).await;
    pay(&world).await;
    let paid = world.grant(FIRST).await;
    if !paid["obligations"].as_array().unwrap().is_empty() {
        told(upheld(&world, &appeal).await, "APPEAL_GRANT_CANNOT_RISE");
        assert_eq!(world.grant(FIRST).await, paid, "nothing is half done");
        tied(&world).await;
        return;
    }
    let appeal = upheld(&world, &appeal).await.unwrap();
    changed(&world, &appeal, &other).await;
    let requested = ore(&world.read(FIRST).await["requested"]);
    pay_again(&world, requested - CUT).await;
    tied(&world).await;
}

/// A story of each scheme, in both orders.
macro_rules! stories {
    ($($before:ident, $after:ident: $scheme:ty;)+) => {$(
        #[tokio::test]
        async fn $before() {
            before_a_payment::<$scheme>().await;
        }

        #[tokio::test]
        async fn $after() {
            after_a_payment::<$scheme>().await;
        }
    )+};
}

stories! {
    an_appeal_of_rental_housing, a_paid_grant_of_rental_housing: Rental;
    an_appeal_of_child_next_of_kin, a_paid_grant_of_child_next_of_kin: Children;
    an_appeal_of_user_run_centres, a_paid_grant_of_user_run_centres: Centres;
    an_appeal_of_work_training, a_paid_grant_of_work_training: Training;
}
