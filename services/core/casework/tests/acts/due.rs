//! Payments that are due and not made, each with what it waits for.

use casework::finance::ListDuePayments;

use crate::bank::{ACCOUNT, Booking, attest, camt054, confirm, export, import, pain002};
use crate::batches::{approve, payer};
use crate::journey::{finance, first_page};
use crate::world::{World, call_id};

/// Each payment with the codes of what it waits for.
async fn due(world: &World, by: &str) -> Vec<String> {
    let step = ListDuePayments {
        call: call_id(),
        due_by: by.parse().unwrap(),
        page: first_page(500),
    };
    let listed = world.take(&finance(), step).await.unwrap();
    let line = |due: domain::finance::DuePayment| {
        let codes: Vec<_> = due.reasons.iter().map(|one| one.code.clone()).collect();
        format!("{} {}", due.instalment.number, codes.join(" "))
    };
    listed.rows.into_iter().map(line).collect()
}

#[tokio::test]
async fn a_due_payment_tells_what_it_waits_for() {
    let world = World::new().await;
    let (cases, _) = world.decided_round(&[(30, 90)]).await;
    let day = "2026-02-16";
    assert_eq!(
        due(&world, day).await,
        ["1 DUE_NOT_ATTESTED PAYMENT_NOT_ACCEPTED"]
    );
    assert!(due(&world, "2025-01-01").await.is_empty());
    world.activate(&cases[0], 1).await;
    assert_eq!(due(&world, day).await, ["1 DUE_NOT_ATTESTED"]);
    assert_eq!(attest(&world).await, 1);
    assert_eq!(due(&world, day).await, ["1 DUE_NOT_APPROVED"]);
    let batch = approve(&world).await;
    assert_eq!(due(&world, day).await, ["1 DUE_NOT_SENT"]);
    export(&world, &batch, payer()).await.unwrap();
    assert_eq!(due(&world, day).await, ["1 DUE_NOT_ANSWERED"]);
    import(&world, &pain002("S-1", &batch, "ACCP", &[]))
        .await
        .unwrap();
    assert_eq!(due(&world, day).await, ["1 DUE_NOT_BOOKED"]);
    let wrong = Booking {
        amount: "1.00".to_owned(),
        ..Booking::of(&batch, 0, true)
    };
    import(&world, &camt054("N-1", ACCOUNT, &[wrong]))
        .await
        .unwrap();
    assert_eq!(
        due(&world, day).await,
        ["1 DUE_NOT_BOOKED PAYMENT_BANK_ENTRY_OPEN"]
    );
    let id = batch.payments[0].end_to_end_id.as_str();
    let rejected = pain002("S-2", &batch, "PART", &[(id, "RJCT")]);
    import(&world, &rejected).await.unwrap();
    assert_eq!(
        due(&world, day).await,
        ["1 DUE_NOT_ATTESTED PAYMENT_ACCOUNT_RETURNED PAYMENT_BANK_ENTRY_OPEN"]
    );
    confirm(&world, &world.grant(&cases[0]).await)
        .await
        .unwrap();
    assert_eq!(
        due(&world, day).await,
        ["1 DUE_NOT_ATTESTED PAYMENT_BANK_ENTRY_OPEN"]
    );
}
