//! From attestation to receipts: what is paid, and what stands in the way.

use casework::finance::{AttestPayments, BudgetOf, GetBudget, ImportReceipts};
use domain::assessment::InterestGround;
use domain::caller::Role;
use domain::finance::{Payment, Receipt, ReceiptOutcome};
use domain::money::Money;
use domain::page::Page;
use domain::refusal::Refusal;

use crate::batches::approve;
use crate::journey::finance;
use crate::steps;
use crate::world::{World, call_id, staff};

const ROUND: [(i64, u8); 3] = [(30, 90), (30, 80), (30, 70)];

fn due_by(day: &str) -> AttestPayments {
    AttestPayments {
        call: call_id(),
        grants: vec![],
        due_by: day.parse().unwrap(),
    }
}

async fn exported(world: &World, include_paid: bool) -> Vec<Payment> {
    let page = Page {
        size: 500,
        after: None,
    };
    world
        .take(&finance(), steps::export_payments(include_paid, page))
        .await
        .unwrap()
        .rows
}

async fn import(world: &World, receipts: Vec<Receipt>) -> ReceiptOutcome {
    let request = ImportReceipts {
        call: call_id(),
        receipts,
    };
    world.take(&finance(), request).await.unwrap()
}

fn receipt(payment: &Payment) -> Receipt {
    Receipt {
        end_to_end_id: payment.end_to_end_id(),
        amount: payment.amount,
        booked: "2026-03-20".parse().unwrap(),
    }
}

#[tokio::test]
async fn what_is_due_and_not_blocked_is_attested_once() {
    let world = World::new().await;
    let (cases, _) = world.decided_round(&ROUND).await;
    world.activate(&cases[0], 1).await;
    world.activate(&cases[1], 2).await;
    // All that can be paid; the third is an offer, and not one of them.
    let attested = world.take(&finance(), due_by("2026-02-16")).await.unwrap();
    assert_eq!(
        (attested.instalments, attested.amount),
        (2, Money::kroner(400_000))
    );
    assert!(attested.blocked.is_empty());
    let again = world.take(&finance(), due_by("2026-02-16")).await.unwrap();
    assert_eq!((again.instalments, again.amount), (0, Money::ZERO));
    // Named, it is told with what stands in its way; the others go on.
    let named = AttestPayments {
        grants: cases.iter().map(|case| case.application).collect(),
        ..due_by("2027-04-01")
    };
    let attested = world.take(&finance(), named.clone()).await.unwrap();
    assert_eq!(
        (attested.instalments, attested.amount),
        (2, Money::kroner(200_000))
    );
    assert_eq!(attested.blocked.len(), 1);
    assert_eq!(attested.blocked[0].blocks[0].code, "PAYMENT_NOT_ACCEPTED");
    let unknown = AttestPayments {
        grants: vec![world.id()],
        ..due_by("2027-04-01")
    };
    refused!(
        world.take(&finance(), unknown.clone()).await,
        Refusal::NotFound { .. }
    );
    let basis = exported(&world, false).await;
    assert_eq!(basis.len(), 4);
    assert_eq!(basis[1].end_to_end_id(), "PT-2026-00001/2");
    assert_eq!(
        basis.iter().map(|line| line.amount.ore()).sum::<i64>(),
        60_000_000
    );
}

#[tokio::test]
async fn whoever_decided_may_not_attest() {
    let world = World::new().await;
    let (cases, _) = world.decided_round(&ROUND).await;
    world.activate(&cases[0], 1).await;
    let both = staff("bjarne", &[Role::DecisionMaker, Role::Finance]);
    refused!(
        world.take(&both, due_by("2026-02-16")).await,
        Refusal::FourEyes { .. }
    );
    let forged = "update casework.instalment set state = jsonb_build_object('state', 'attested', \
                  'by', approved_by,
        'at', '2026-02-16T09:00:00Z')";
    assert_eq!(world.refused_by(forged).await, "instalment_four_eyes");
}

#[tokio::test]
async fn a_case_of_interest_is_left_to_another() {
    let world = World::new().await;
    let (cases, _) = world.decided_round(&ROUND).await;
    for (case, organisation) in cases.iter().zip(1..) {
        world.activate(case, organisation).await;
    }
    world
        .take(
            &finance(),
            steps::declare(&cases[1], InterestGround::Discretionary, "a friend"),
        )
        .await
        .unwrap();
    let named = AttestPayments {
        grants: vec![cases[1].application],
        ..due_by("2026-02-16")
    };
    refused!(
        world.take(&finance(), named.clone()).await,
        Refusal::InterestDeclared { .. }
    );
    let attested = world.take(&finance(), due_by("2026-02-16")).await.unwrap();
    assert_eq!(attested.instalments, 2);
    assert_eq!(attested.blocked[0].grant, cases[1].application);
    assert_eq!(
        attested.blocked[0].blocks[0].code,
        "PAYMENT_INTEREST_DECLARED"
    );
}

#[tokio::test]
async fn an_invented_organisation_is_never_paid() {
    let world = World::new().await;
    let (cases, _) = world.decided_round(&ROUND).await;
    world.activate(&cases[0], 1).await;
    world
        .meddle("update casework.application set invented_number = true")
        .await;
    let attested = world.take(&finance(), due_by("2026-02-16")).await.unwrap();
    assert_eq!(attested.instalments, 0);
    assert_eq!(
        attested.blocked[0].blocks[0].code,
        "PAYMENT_INVENTED_NUMBER"
    );
}

#[tokio::test]
async fn receipts_come_in_any_order_and_however_often() {
    let world = World::new().await;
    let (cases, _) = world.decided_round(&ROUND).await;
    for (case, organisation) in cases.iter().zip(1..) {
        world.activate(case, organisation).await;
    }
    world.take(&finance(), due_by("2026-02-16")).await.unwrap();
    let basis = exported(&world, false).await;
    let early = import(&world, vec![receipt(&basis[0])]).await;
    assert_eq!(early.rejected[0].problem.code, "RECEIPT_NOT_APPROVED");
    approve(&world).await;
    let basis = exported(&world, false).await;
    let [first, second, third] = [0, 1, 2].map(|place| receipt(&basis[place]));
    let outcome = import(&world, vec![third.clone(), first.clone(), third.clone()]).await;
    assert_eq!(
        (outcome.paid, outcome.repeated, outcome.rejected.len()),
        (2, 1, 0)
    );
    let mut wrong = second.clone();
    wrong.amount = Money::kroner(1);
    let unknown = Receipt {
        end_to_end_id: "PT-2026-00099/1".to_owned(),
        ..second.clone()
    };
    let no_id = Receipt {
        end_to_end_id: "hello".to_owned(),
        ..second.clone()
    };
    let planned = Receipt {
        end_to_end_id: "PT-2026-00001/2".to_owned(),
        amount: Money::kroner(100_000),
        ..second.clone()
    };
    let other_day = Receipt {
        booked: "2026-03-21".parse().unwrap(),
        ..first.clone()
    };
    let all = vec![second, wrong, unknown, no_id, planned, other_day, first];
    let outcome = import(&world, all.clone()).await;
    let codes: Vec<&str> = outcome
        .rejected
        .iter()
        .map(|one| one.problem.code.as_ref())
        .collect();
    let expected = [
        "RECEIPT_WRONG_AMOUNT",
        "RECEIPT_UNKNOWN",
        "RECEIPT_UNKNOWN",
        "RECEIPT_NOT_ATTESTED",
        "RECEIPT_CONTRADICTS",
    ];
    assert_eq!(
        (outcome.paid, outcome.repeated, codes.as_slice()),
        (1, 1, expected.as_slice())
    );
    let again = import(&world, all).await;
    assert_eq!(
        (again.paid, again.repeated, again.rejected.len()),
        (0, 2, 5)
    );
    assert!(exported(&world, false).await.is_empty());
    assert_eq!(exported(&world, true).await.len(), 3);
    the_budget_ties(&world).await;
}

/// Checks the call's budget after a payment of 600 000 kroner.
async fn the_budget_ties(world: &World) {
    let get_budget = GetBudget {
        of: BudgetOf::Call(call_id()),
    };
    let budget = world.take(&finance(), get_budget).await.unwrap();
    let national = &budget.frames[0];
    let (totals, left) = (&national.totals, national.left());
    let amounts = [national.budget, totals.committed(), totals.paid(), left];
    assert_eq!(
        amounts,
        [1_000_000, 900_000, 600_000, 100_000].map(Money::kroner)
    );
    let item = &budget.item;
    assert_eq!(item.framed, Money::kroner(1_500_000));
    assert_eq!(item.totals.paid(), totals.paid());
    assert_eq!(
        item.appropriated.ore(),
        item.totals.committed().ore() + item.left().ore(),
        "appropriated = committed + left"
    );
}

#[tokio::test]
async fn the_payment_basis_is_exported_page_by_page() {
    let world = World::new().await;
    let (cases, _) = world.decided_round(&ROUND).await;
    for (case, organisation) in cases.iter().zip(1..) {
        world.activate(case, organisation).await;
    }
    world.take(&finance(), due_by("2027-04-01")).await.unwrap();
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let page = Page { size: 4, after };
        let listed = world
            .take(&finance(), steps::export_payments(false, page))
            .await
            .unwrap();
        seen.extend(listed.rows.iter().map(Payment::end_to_end_id));
        after = listed.next;
        if after.is_none() {
            break;
        }
    }
    let expected =
        ["1/1", "1/2", "2/1", "2/2", "3/1", "3/2"].map(|end| format!("PT-2026-0000{end}"));
    assert_eq!(seen, expected);
}
