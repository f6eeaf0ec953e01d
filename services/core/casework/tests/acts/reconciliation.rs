//! A month of the bank against the ledger.

use casework::finance::{GetReconciliation, ImportReceipts};
use domain::finance::Receipt;
use domain::finance::reconciliation::{Amounts, Column, Month, Reconciliation};

use crate::bank::{ACCOUNT, Booking, at_the_bank, camt054, entries, import, pain002};
use crate::journey::finance;
use crate::world::{World, call_id};

async fn reconciled(world: &World, month: &str) -> Reconciliation {
    let step = GetReconciliation {
        call: call_id(),
        month: Month::read(month).unwrap(),
    };
    world.take(&finance(), step).await.unwrap()
}

/// The amounts in kroner, in the order of the columns, and the difference in øre.
fn row(amounts: &Amounts) -> ([i64; 7], i64) {
    let columns = [
        Column::Approved,
        Column::Sent,
        Column::Accepted,
        Column::Rejected,
        Column::Booked,
        Column::Returned,
        Column::Ledger,
    ];
    let kroner = columns.map(|column| amounts.at(column).ore() / 100);
    (kroner, amounts.difference().ore())
}

#[tokio::test]
async fn a_month_ties_the_bank_to_the_ledger() {
    let world = World::new().await;
    let (_, batch) = at_the_bank(&world).await;
    let id = |at: usize| batch.payments[at].end_to_end_id.clone();
    import(&world, &pain002("S-1", &batch, "ACCP", &[]))
        .await
        .unwrap();
    let rejected = pain002("S-2", &batch, "PART", &[(&id(2), "RJCT")]);
    import(&world, &rejected).await.unwrap();
    let approved_in = batch.approved.at.format("%Y-%m").to_string();
    let month = reconciled(&world, &approved_in).await;
    let amounts = &month.batches[&Some(batch.id)];
    assert_eq!(
        row(amounts),
        ([600_000, 600_000, 600_000, 200_000, 0, 0, 0], 0)
    );
    // Booked in March, whenever it is imported.
    let booked = [
        Booking::of(&batch, 0, true),
        Booking::of(&batch, 1, true),
        Booking::of(&batch, 1, false),
    ];
    import(&world, &camt054("N-1", ACCOUNT, &booked))
        .await
        .unwrap();
    let march = reconciled(&world, "2026-03").await;
    let amounts = &march.batches[&Some(batch.id)];
    let booked = [Column::Booked, Column::Returned, Column::Ledger];
    let kroner = booked.map(|column| amounts.at(column).ore() / 100);
    assert_eq!(
        (kroner, amounts.difference().ore()),
        ([400_000, 200_000, 200_000], 0)
    );
    assert_eq!(march.total(), *amounts);
    assert!(reconciled(&world, "2026-12").await.batches.is_empty());
    // What the bank booked and we did not is a difference, to the øre.
    let mut wrong = Booking::of(&batch, 0, true);
    wrong.amount = "0.01".to_owned();
    import(&world, &camt054("N-2", ACCOUNT, &[wrong]))
        .await
        .unwrap();
    assert_eq!(entries(&world, false).await.len(), 1);
    assert_eq!(
        reconciled(&world, "2026-03")
            .await
            .total()
            .difference()
            .ore(),
        1
    );
}

#[tokio::test]
async fn a_receipt_beside_the_bank_is_a_difference() {
    let world = World::new().await;
    let (_, batch) = at_the_bank(&world).await;
    let payment = &batch.payments[0];
    let receipts = vec![Receipt {
        end_to_end_id: payment.end_to_end_id.clone(),
        amount: payment.amount,
        booked: "2026-03-20".parse().unwrap(),
    }];
    let call = call_id();
    let step = ImportReceipts { call, receipts };
    world.take(&finance(), step).await.unwrap();
    let imported_in = batch.approved.at.format("%Y-%m").to_string();
    let month = reconciled(&world, &imported_in).await;
    assert_eq!(month.batches[&None].difference().ore(), -20_000_000);
}
