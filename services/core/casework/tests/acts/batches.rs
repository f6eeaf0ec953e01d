//! Batches of payments: approved by another than the attestant, never changed, exported with the
//! same bytes each time, and stopped only before that.

use casework::finance::{
    ApprovePayments, AttestPayments, ExportBatch, ImportReceipts, ListBatches, StopPayment,
};
use domain::assessment::InterestGround;
use domain::caller::{Caller, Role};
use domain::finance::{BatchSummary, PaymentBatch, Receipt};
use domain::grant::InstalmentState;
use domain::identifiers::BatchId;
use domain::money::Money;
use domain::page::Page;
use domain::refusal::Refusal;
use interchange::pain001::{Payer, Version};

use crate::journey::{decision_maker, finance, grant_as_read};
use crate::steps;
use crate::world::{World, at, call_id, case_handler, staff};

const ROUND: [(i64, u8); 3] = [(30, 90), (30, 80), (30, 70)];

fn batch(id: BatchId) -> ApprovePayments {
    ApprovePayments {
        call: call_id(),
        batch: id,
        grants: vec![],
    }
}

fn new_id(world: &World) -> BatchId {
    BatchId::try_from(world.id().uuid()).unwrap()
}

/// Approves what is attested, as a batch of its own.
pub async fn approve(world: &World) -> PaymentBatch {
    let step = batch(new_id(world));
    world.take(&decision_maker(), step).await.unwrap()
}

/// A round whose first instalments, of 200 000 kr each, are attested by frida.
pub async fn attested(world: &World) -> Vec<casework::application::ApplicationKey> {
    let (cases, _) = world.decided_round(&ROUND).await;
    for (case, organisation) in cases.iter().zip(1..) {
        world.activate(case, organisation).await;
    }
    let due = AttestPayments {
        call: call_id(),
        grants: vec![],
        due_by: "2026-02-16".parse().unwrap(),
    };
    world.take(&finance(), due).await.unwrap();
    cases
}

async fn file(world: &World, batch: BatchId, version: Version) -> String {
    let step = ExportBatch {
        call: call_id(),
        batch,
        payer: payer(),
        version,
    };
    let file = world.take(&auditor(), step).await.unwrap();
    String::from_utf8(file).unwrap()
}

fn auditor() -> Caller {
    staff("arne", &[Role::Auditor])
}

pub fn payer() -> Payer {
    Payer {
        name: "Testdirektoratet".to_owned(),
        customer_id: "TESTKUNDE".to_owned(),
        agreement_id: "TILSKUDD".to_owned(),
        account: "15032080119".parse().unwrap(),
        bic: "DNBANOKK".to_owned(),
    }
}

#[tokio::test]
async fn a_batch_is_approved_once_and_never_changed() {
    let world = World::new().await;
    let cases = attested(&world).await;
    let step = batch(new_id(&world));
    let approver = decision_maker();
    let made = world.take(&approver, step.clone()).await.unwrap();
    assert_eq!((made.payments.len(), made.sum), (3, Money::kroner(600_000)));
    assert_eq!(made.approved.actor, "bjarne");
    assert_eq!(world.take(&approver, step.clone()).await.unwrap(), made);
    // Another content under the same id, and the next batch with nothing left for it.
    let other = ApprovePayments {
        grants: vec![cases[0].application],
        ..step.clone()
    };
    refused!(world.take(&approver, other).await, Refusal::IdTaken { .. });
    refused!(
        world.take(&approver, batch(new_id(&world))).await,
        Refusal::RulesNotMet(findings) if findings[0].code == "PAYMENT_NOTHING_TO_APPROVE"
    );
    for forged in [
        "update casework.payment_batch set sum_ore = 1",
        "delete from casework.payment_batch",
    ] {
        let refused = sqlx::query(forged).execute(&world.pool).await.unwrap_err();
        assert!(refused.to_string().contains("never changed"), "{refused}");
    }
    let page = Page {
        size: 500,
        after: None,
    };
    let basis = world
        .take(&finance(), steps::export_payments(false, page))
        .await
        .unwrap();
    for line in basis.rows {
        let approval = line.approval.unwrap();
        assert_eq!((approval.by.as_str(), approval.batch), ("bjarne", made.id));
    }
}

#[tokio::test]
async fn two_at_once_with_one_id_make_one_batch() {
    let world = World::new().await;
    attested(&world).await;
    let step = batch(new_id(&world));
    let approver = decision_maker();
    let (one, other) = tokio::join!(
        world.take(&approver, step.clone()),
        world.take(&approver, step.clone())
    );
    assert_eq!(one.unwrap(), other.unwrap());
}

#[tokio::test]
async fn whoever_attested_may_not_approve() {
    let world = World::new().await;
    let cases = attested(&world).await;
    refused!(
        world.take(&finance(), batch(new_id(&world))).await,
        Refusal::FourEyes { .. }
    );
    let named = ApprovePayments {
        grants: vec![cases[0].application],
        ..batch(new_id(&world))
    };
    refused!(
        world.take(&finance(), named.clone()).await,
        Refusal::FourEyes { .. }
    );
    refused!(
        world.take(&case_handler(), named.clone()).await,
        Refusal::RoleNotAllowed { .. }
    );
    let forged = "update casework.instalment set state = state || jsonb_build_object('state', \
                  'approved', 'approval', jsonb_build_object('by', 'frida', 'at', \
                  '2026-02-16T09:00:00Z', 'batch', '01890a5d-ac96-774b-bcce-b302099a8057')) \
                  where state_name = 'attested'";
    assert_eq!(
        world.refused_by(forged).await,
        "instalment_payment_four_eyes"
    );
    // Another person in finance may.
    let other = staff("fredrik", &[Role::Finance]);
    let made = world.take(&other, named).await.unwrap();
    assert_eq!(made.payments.len(), 1);
}

#[tokio::test]
async fn what_cannot_be_paid_now_is_left_out_or_told() {
    let world = World::new().await;
    let cases = attested(&world).await;
    let grant = world.grant(&cases[0]).await;
    let pause = steps::pause_grant(&grant_as_read(&grant), "a tip");
    world.on_grant(&case_handler(), pause).await.unwrap();
    let named = ApprovePayments {
        grants: cases.iter().map(|case| case.application).collect(),
        ..batch(new_id(&world))
    };
    refused!(
        world.take(&decision_maker(), named).await,
        Refusal::RulesNotMet(findings) if findings[0].code == "PAYMENT_PAUSED"
    );
    let interest = steps::declare(&cases[1], InterestGround::Discretionary, "a friend");
    world.take(&decision_maker(), interest).await.unwrap();
    assert_eq!(approve(&world).await.payments.len(), 1);
}

#[tokio::test]
async fn what_the_bank_would_not_take_is_told_before_the_approval() {
    let world = World::new().await;
    attested(&world).await;
    world
        .meddle("update casework.application set organisation_name = ' '")
        .await;
    refused!(
        world.take(&decision_maker(), batch(new_id(&world))).await,
        Refusal::RulesNotMet(findings) if findings.len() == 3
            && findings.iter().all(|finding| finding.code == "PAYMENT_NOT_FOR_BANK")
    );
}

#[tokio::test]
async fn the_file_of_a_batch_has_the_same_bytes_each_time() {
    let world = World::new().await;
    attested(&world).await;
    let made = approve(&world).await;
    let first = file(&world, made.id, Version::V09).await;
    world.clock.set(at("2026-05-01T11:00:00Z"));
    // A new name does not reach what was approved.
    world
        .meddle("update casework.application set organisation_name = 'Et annet lag'")
        .await;
    assert_eq!(file(&world, made.id, Version::V09).await, first);
    assert!(first.contains("<CtrlSum>600000.00</CtrlSum>"), "{first}");
    assert!(first.contains(&format!("<MsgId>{}</MsgId>", made.message_id())));
    assert!(first.contains("<EndToEndId>PT-2026-00001/1</EndToEndId>"));
    assert!(first.contains("pain.001.001.09"));
    let old = file(&world, made.id, Version::V03).await;
    assert!(old.contains("pain.001.001.03"));
    let mut step = ExportBatch {
        call: call_id(),
        batch: made.id,
        payer: payer(),
        version: Version::V09,
    };
    step.payer.bic = "æøå".to_owned();
    refused!(
        world.take(&finance(), step.clone()).await,
        Refusal::InvalidFields(_)
    );
    step.batch = new_id(&world);
    refused!(world.take(&finance(), step).await, Refusal::NotFound { .. });
}

#[tokio::test]
async fn a_payment_is_stopped_before_its_approval_only() {
    let world = World::new().await;
    let cases = attested(&world).await;
    let stop = |grant: &domain::grant::Grant| StopPayment {
        key: cases[0].clone(),
        revision: grant.revision,
        number: 1,
        reason: "The account is asked about.".to_owned(),
    };
    let grant = world.grant(&cases[0]).await;
    let step = stop(&grant);
    let stopped = world.on_grant(&finance(), step.clone()).await.unwrap();
    assert_eq!(stopped.instalments[0].state, InstalmentState::Planned);
    assert_eq!(stopped.last_step.reason, step.reason);
    assert_eq!(world.on_grant(&finance(), step).await.unwrap(), stopped);
    refused!(
        world.on_grant(&finance(), stop(&stopped)).await,
        Refusal::WrongState { .. }
    );
    let unknown = StopPayment {
        number: 9,
        ..stop(&stopped)
    };
    refused!(
        world.on_grant(&finance(), unknown).await,
        Refusal::NotFound { .. }
    );
    // Attested again, and approved: the bank may have it.
    let due = AttestPayments {
        call: call_id(),
        grants: vec![],
        due_by: "2026-02-16".parse().unwrap(),
    };
    world.take(&finance(), due).await.unwrap();
    let made = approve(&world).await;
    assert_eq!(made.payments.len(), 3);
    let grant = world.grant(&cases[0]).await;
    refused!(
        world.on_grant(&finance(), stop(&grant)).await,
        Refusal::WrongState {
            state: "approved",
            ..
        }
    );
    let receipts = made.payments.iter().map(|payment| Receipt {
        end_to_end_id: payment.end_to_end_id.clone(),
        amount: payment.amount,
        booked: "2026-03-20".parse().unwrap(),
    });
    let step = ImportReceipts {
        call: call_id(),
        receipts: receipts.collect(),
    };
    let outcome = world.take(&finance(), step).await.unwrap();
    assert_eq!((outcome.paid, outcome.rejected.len()), (3, 0));
}

#[tokio::test]
async fn batches_are_listed_page_by_page() {
    let world = World::new().await;
    let cases = attested(&world).await;
    let mut approved = Vec::new();
    for case in &cases {
        let step = ApprovePayments {
            grants: vec![case.application],
            ..batch(new_id(&world))
        };
        approved.push(world.take(&decision_maker(), step).await.unwrap());
    }
    approved.sort_by_key(|batch| batch.id);
    let (mut listed, mut after) = (Vec::new(), None);
    loop {
        let step = ListBatches {
            call: call_id(),
            page: Page { size: 2, after },
        };
        let page = world.take(&finance(), step).await.unwrap();
        listed.extend(page.rows);
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    let expected: Vec<BatchSummary> = approved.into_iter().map(Into::into).collect();
    assert_eq!(listed, expected);
    assert!(listed.iter().all(|batch| batch.count == 1));
}
