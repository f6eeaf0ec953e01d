//! Answers of the bank in random orders: no instalment is ever paid twice, and what becomes of it
//! does not depend on the order.

use std::collections::{BTreeMap, BTreeSet};

use domain::finance::{BankEntry, BankEntryState, BankWordKind, PaymentBatch, read_end_to_end_id};
use domain::grant::InstalmentState;

use crate::bank::{
    ACCOUNT, Booking, at_the_bank, attest, camt054, confirm, entries, export, import, pain002,
};
use crate::batches::{approve, payer};
use crate::world::World;

/// The bank's course of a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Course {
    Paid,
    Returned,
    Rejected,
}

const COURSES: [Course; 3] = [Course::Paid, Course::Returned, Course::Rejected];

/// Numbers that look random, from a seed (splitmix64).
struct Dice(u64);

impl Dice {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % below as u64).unwrap()
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.next(last + 1));
        }
    }
}

/// Everything that the bank says of a batch, each word in a file of its own, and each told again in
/// another file.
fn files(tag: &str, batch: &PaymentBatch, courses: &[Course]) -> Vec<String> {
    let mut files = Vec::new();
    for copy in ["a", "b"] {
        let name = |what: &str| format!("{tag}-{what}-{copy}");
        files.push(pain002(&name("accepted"), batch, "ACCP", &[]));
        for (at, course) in courses.iter().enumerate() {
            let booked = |out| {
                let name = name(&format!("{at}-{out}"));
                camt054(&name, ACCOUNT, &[Booking::of(batch, at, out)])
            };
            match course {
                Course::Paid => files.push(booked(true)),
                Course::Returned => files.extend([booked(true), booked(false)]),
                Course::Rejected => {
                    let id = batch.payments[at].end_to_end_id.as_str();
                    let report = pain002(&name(&format!("{at}")), batch, "PART", &[(id, "RJCT")]);
                    files.push(report);
                }
            }
        }
    }
    files
}

/// Instalments that were booked more often than they came back and once more.
fn paid_twice(entries: &[BankEntry]) -> BTreeSet<String> {
    let mut net: BTreeMap<String, i32> = BTreeMap::new();
    for entry in entries {
        if entry.state != BankEntryState::Taken {
            continue;
        }
        let Some((case, (number, _))) = read_end_to_end_id(&entry.word.end_to_end_id) else {
            continue;
        };
        *net.entry(format!("{case}/{number}")).or_default() += match entry.word.kind {
            BankWordKind::Paid => 1,
            BankWordKind::Returned => -1,
            _ => 0,
        };
    }
    let twice = net.into_iter().filter(|(_, net)| !(0..=1).contains(net));
    twice.map(|(instalment, _)| instalment).collect()
}

#[tokio::test]
async fn no_instalment_is_paid_twice_in_any_order_of_files() {
    for seed in 0..6 {
        let mut dice = Dice(seed);
        let world = World::new().await;
        let (cases, first) = at_the_bank(&world).await;
        let courses: Vec<Course> = (0..3).map(|_| COURSES[dice.next(3)]).collect();
        let mut told = files("1", &first, &courses);
        dice.shuffle(&mut told);
        for file in &told {
            import(&world, file).await.unwrap();
            assert_eq!(paid_twice(&entries(&world, true).await), BTreeSet::new());
        }
        for (case, course) in cases.iter().zip(&courses) {
            let grant = world.grant(case).await;
            let one = &grant.instalments[0];
            let paid = matches!(one.state, InstalmentState::Paid { .. });
            let expected = (*course == Course::Paid, i32::from(*course != Course::Paid));
            assert_eq!(
                (paid, one.hand_over - 1),
                expected,
                "seed {seed}, {courses:?}"
            );
            if !paid {
                confirm(&world, &grant).await.unwrap();
            }
        }
        if attest(&world).await == 0 {
            continue;
        }
        // Everything that is left is paid by another batch, and the old files come again.
        let second = approve(&world).await;
        export(&world, &second, payer()).await.unwrap();
        let ids = |batch: &PaymentBatch| -> BTreeSet<String> {
            let ids = batch.payments.iter().map(|one| one.end_to_end_id.clone());
            ids.collect()
        };
        assert!(ids(&first).is_disjoint(&ids(&second)));
        let all_paid = vec![Course::Paid; second.payments.len()];
        told.extend(files("2", &second, &all_paid));
        told.extend(files("3", &first, &courses));
        dice.shuffle(&mut told);
        for file in &told {
            import(&world, file).await.unwrap();
            assert_eq!(paid_twice(&entries(&world, true).await), BTreeSet::new());
        }
        for case in &cases {
            let grant = world.grant(case).await;
            let state = &grant.instalments[0].state;
            assert!(matches!(state, InstalmentState::Paid { .. }), "seed {seed}");
        }
    }
}

/// The negative controls: the property sees a second booking, and a program that gave an instalment
/// its old id again is refused by the database.
#[tokio::test]
async fn a_second_booking_would_be_seen() {
    let world = World::new().await;
    world.untie();
    let (_, batch) = at_the_bank(&world).await;
    let states = "select state from casework.instalment where batch_id is not null
                  order by grant_id limit 1";
    let before: serde_json::Value = sqlx::query_scalar(states)
        .fetch_one(&world.pool)
        .await
        .unwrap();
    let mut booking = Booking::of(&batch, 0, true);
    import(&world, &camt054("1", ACCOUNT, &[booking.clone()]))
        .await
        .unwrap();
    let mut history = entries(&world, true).await;
    assert_eq!(paid_twice(&history), BTreeSet::new());
    history.push(history[0].clone());
    assert_eq!(paid_twice(&history).len(), 1);
    sqlx::query("update casework.instalment set state = $1, bank = null where state_name = 'paid'")
        .bind(before)
        .execute(&world.pool)
        .await
        .unwrap();
    booking.reference = "ANOTHER".to_owned();
    let again = import(&world, &camt054("2", ACCOUNT, &[booking])).await;
    let refused = again.unwrap_err();
    assert!(
        matches!(&refused, casework::CaseError::Store(error)
            if error.is_refused_by("bank_entry_taken_once")),
        "{refused:?}"
    );
}
