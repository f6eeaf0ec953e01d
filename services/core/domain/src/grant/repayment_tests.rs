//! Repayments, and settlements that are made again when a payment comes back or is stopped.

use chrono::{DateTime, NaiveDate};
use proptest::prelude::*;

use super::account_tests::{day, grant, record};
use super::settlement::Settlement;
use super::{Grant, GrantState, Instalment, InstalmentState, Received};
use crate::money::Money;
use crate::refusal::Refusal;

/// A grant of four instalments of 250 kroner: as many paid, and as many attested, the rest planned;
/// reported, so that it can be settled. The last two are charged to 2027.
fn reported(paid: usize, attested: usize) -> Grant {
    let mut grant = grant();
    for (place, instalment) in grant.instalments.iter_mut().enumerate() {
        if place >= 2 {
            instalment.year = 2027;
        }
        if place < paid {
            instalment.state = paid_state();
        } else if place < paid + attested {
            instalment.state = attested_state();
        }
    }
    grant.state = GrantState::Reported {
        account: "15032080119".parse().unwrap(),
    };
    grant
}

fn attested_state() -> InstalmentState {
    InstalmentState::Attested {
        by: "ola".to_owned(),
        at: DateTime::UNIX_EPOCH,
    }
}

fn paid_state() -> InstalmentState {
    InstalmentState::Paid {
        by: "ola".to_owned(),
        at: DateTime::UNIX_EPOCH,
        booked: day(10),
        approval: None,
        set_off: None,
    }
}

fn settled(paid: usize, attested: usize, kept: i64) -> Grant {
    let reported = reported(paid, attested);
    let step = record("kari", DateTime::UNIX_EPOCH);
    let settlement = Settlement {
        lines: Vec::new(),
        parts: Vec::new(),
        moved_to_equity: Money::ZERO,
        kept: Money::kroner(kept),
    };
    let (settled, _) = reported.settle(settlement, step.clone()).unwrap();
    settled.finish(step).unwrap()
}

fn received(ore: i64, booked: NaiveDate) -> Received {
    Received {
        amount: Money::from_ore(ore),
        booked,
        reference: "Bilag 4711".to_owned(),
        entry: None,
    }
}

fn repay(grant: Grant, kroner: i64) -> Result<Grant, Refusal> {
    let step = record("fia", DateTime::UNIX_EPOCH);
    let received = received(kroner * 100, day(20));
    let repaid = grant.repay(received, (day(30), Vec::new()), step);
    repaid.map(|(grant, _)| grant)
}

/// The instalment goes back to the plan, as when the bank returns it.
fn returned(grant: &mut Grant, number: i32) {
    let at = usize::try_from(number - 1).unwrap();
    let back = Instalment {
        state: InstalmentState::Planned,
        ..grant.instalments[at].clone()
    };
    grant.change_instalments(&[back]);
}

fn to_repay(grant: &Grant) -> Money {
    match grant.state {
        GrantState::Recovery { to_repay, .. } => to_repay,
        GrantState::Closed { .. } => Money::ZERO,
        ref other => panic!("{other:?}"),
    }
}

#[test]
fn a_grant_is_repaid_in_parts_and_closed_with_the_last() {
    let grant = settled(3, 0, 400);
    assert_eq!(to_repay(&grant), Money::kroner(350));
    let grant = repay(grant, 100).unwrap();
    assert_eq!(to_repay(&grant), Money::kroner(250));
    let grant = repay(grant, 250).unwrap();
    assert!(matches!(grant.state, GrantState::Closed { .. }));
    assert_eq!(grant.repaid(), Money::kroner(350));
    // The last year is repaid first: 250 was paid of it, and 100 of the year before.
    let years: Vec<_> = grant.repayments.iter().map(|one| &one.years).collect();
    assert_eq!(years[0], &[(2027, Money::kroner(100))].into());
    let second = [(2026, Money::kroner(100)), (2027, Money::kroner(150))];
    assert_eq!(years[1], &second.into());
    let refused = repay(grant, 1).unwrap_err();
    assert!(matches!(
        refused,
        Refusal::WrongState {
            state: "closed",
            ..
        }
    ));
}

#[test]
fn every_fault_of_a_repayment_is_told_at_once() {
    let grant = settled(3, 0, 400);
    let step = || record("fia", DateTime::UNIX_EPOCH);
    let codes = |received: Received| -> Vec<String> {
        let repaid = grant.clone().repay(received, (day(30), Vec::new()), step());
        let Err(Refusal::RulesNotMet(faults)) = repaid else {
            panic!("{repaid:?}")
        };
        let codes = faults.into_iter().map(|fault| fault.code.into_owned());
        codes.collect()
    };
    assert_eq!(
        codes(received(35_001, day(31))),
        ["REPAYMENT_TOO_MUCH", "REPAYMENT_IN_FUTURE"]
    );
    assert_eq!(
        codes(received(35_000, day(9))),
        ["REPAYMENT_BEFORE_PAYMENT"]
    );
    let last = received(35_000, day(30));
    assert!(
        grant
            .clone()
            .repay(last, (day(30), Vec::new()), step())
            .is_ok()
    );
    // What is attested and not paid cannot be repaid.
    let attested = settled(0, 4, 400);
    assert_eq!(to_repay(&attested), Money::kroner(600));
    assert!(matches!(repay(attested, 1), Err(Refusal::RulesNotMet(_))));
}

#[test]
fn a_payment_that_comes_back_need_not_be_repaid() {
    let mut grant = settled(3, 0, 400);
    returned(&mut grant, 3);
    assert_eq!(to_repay(&grant), Money::kroner(100));
    assert_eq!(grant.instalments[2].state, InstalmentState::Cancelled);
    returned(&mut grant, 2);
    // 250 is paid of the 400 that may be kept: 150 can be paid again.
    assert!(matches!(grant.state, GrantState::Closed { .. }));
    let again = &grant.instalments[1];
    assert_eq!(
        (again.amount, &again.state),
        (Money::kroner(150), &InstalmentState::Planned)
    );
}

#[test]
fn a_payment_that_is_stopped_need_not_be_repaid() {
    let grant = settled(1, 2, 400);
    assert_eq!(to_repay(&grant), Money::kroner(350));
    let step = record("fia", DateTime::UNIX_EPOCH);
    let (grant, changed) = grant.stop_payment(2, step).unwrap();
    assert_eq!(to_repay(&grant), Money::kroner(100));
    assert_eq!(changed.len(), 1);
    assert_eq!(changed[0].state, InstalmentState::Cancelled);
}

/// One thing that happens to a settled grant.
#[derive(Debug, Clone)]
enum Happens {
    Return(usize),
    Attest(usize),
    Pay(usize),
    Repay(i64),
}

fn happens() -> impl Strategy<Value = Happens> {
    let place = 0..4_usize;
    prop_oneof![
        place.clone().prop_map(Happens::Return),
        place.clone().prop_map(Happens::Attest),
        place.prop_map(Happens::Pay),
        (1..40_000_i64).prop_map(Happens::Repay),
    ]
}

/// Plays what happens; the first time that the sums do not explain the grant, if there is one.
fn unexplained(
    mut grant: Grant,
    kept: i64,
    all: &[Happens],
    change: impl Fn(&mut Grant, Instalment),
) -> Option<String> {
    for one in all {
        let moved = |place: &usize, to: InstalmentState, from: &[&str]| {
            let before = &grant.instalments[*place];
            let state = to.clone();
            let open = from.contains(&before.state.name());
            open.then(|| Instalment {
                state,
                ..before.clone()
            })
        };
        let closed = matches!(grant.state, GrantState::Closed { .. });
        let change_to = match one {
            Happens::Return(place) => moved(place, InstalmentState::Planned, &["paid", "attested"]),
            Happens::Attest(place) if closed => moved(place, attested_state(), &["planned"]),
            Happens::Attest(_) => None,
            Happens::Pay(place) => moved(place, paid_state(), &["attested"]),
            Happens::Repay(ore) => {
                let step = record("fia", DateTime::UNIX_EPOCH);
                let received = received(*ore, day(20));
                let repaid = grant.clone().repay(received, (day(30), Vec::new()), step);
                if let Ok((repaid, _)) = repaid {
                    grant = repaid;
                }
                None
            }
        };
        if let Some(to) = change_to {
            let mut after = grant.clone();
            change(&mut after, to);
            if after.repaid_was_paid() {
                grant = after;
            }
        }
        let sum = |states: &[&str]| -> i64 {
            let plan = grant.instalments.iter();
            let counted = plan.filter(|one| states.contains(&one.state.name()));
            counted.map(|one| one.amount.ore()).sum()
        };
        let held = sum(&["attested", "paid"]) - grant.repaid().ore();
        let wanted = (held - kept).max(0);
        if to_repay(&grant).ore() != wanted {
            return Some(format!(
                "{one:?}: {} is not {wanted}",
                to_repay(&grant).ore()
            ));
        }
        if held + sum(&["planned"]) - wanted != kept {
            return Some(format!(
                "{one:?}: the plan does not come to what may be kept"
            ));
        }
    }
    None
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20_000, ..ProptestConfig::default() })]

    #[test]
    fn what_remains_to_repay_is_what_is_held_beyond_what_may_be_kept(
        (paid, attested) in (0..=4_usize).prop_flat_map(|paid| (Just(paid), 0..=4 - paid)),
        kept in 0..=1_000_i64,
        all in prop::collection::vec(happens(), 1..16),
    ) {
        let change = |grant: &mut Grant, to| drop(grant.change_instalments(&[to]));
        let grant = settled(paid, attested, kept);
        prop_assert_eq!(unexplained(grant, kept * 100, &all, change), None);
    }
}

/// The control: a grant that is settled once only is found.
#[test]
fn a_settlement_that_is_not_made_again_is_noticed() {
    let once = |grant: &mut Grant, to| grant.put_instalment(to);
    let fault = unexplained(settled(3, 0, 400), 40_000, &[Happens::Return(2)], once);
    assert_eq!(fault.unwrap(), "Return(2): 35000 is not 10000");
}
