//! Repayments: recorded when they are booked, tied to the bank's entries, and lowered by payments
//! that come back or are stopped.

use casework::application::ApplicationKey;
use casework::error::CaseError;
use casework::finance::{GetReconciliation, RecordRepayment, StopPayment};
use domain::finance::reconciliation::{Column, Month};
use domain::finance::{BankEntry, BankEntryState, PaymentBatch};
use domain::grant::{Grant, GrantState, InstalmentState, Received};
use domain::money::Money;
use domain::refusal::Refusal;

use crate::bank::{ACCOUNT, Booking, at_the_bank, camt054, entries, import};
use crate::batches::attested;
use crate::journey::{finance, report_as_read};
use crate::steps;
use crate::world::{World, applicant, at, call_id, case_handler};

/// The day on which the bank of these tests books repayments.
const DAY: &str = "2027-04-02";

/// Settles a grant of 300 000 kr by its last report: what it cost of what was budgeted is kept.
pub async fn settle(world: &World, case: &ApplicationKey, organisation: u32, actual: i64) -> Grant {
    world.clock.set(at("2027-04-10T09:00:00Z"));
    let written = world
        .write_report(case, organisation, (300_000, actual, 1))
        .await;
    let submitted = world.submit_report(&written, organisation).await.unwrap();
    let accept = steps::accept_report(&report_as_read(&submitted), "Attained in part.");
    world.on_report(&case_handler(), accept).await.unwrap();
    world.grant(case).await
}

/// Three grants of which 200 000 kr each is paid by the bank; of the first, 50 000 kr must be
/// repaid.
pub async fn in_recovery(world: &World) -> (Vec<ApplicationKey>, PaymentBatch, Grant) {
    let (cases, batch) = at_the_bank(world).await;
    let bookings: Vec<_> = (0..3).map(|at| Booking::of(&batch, at, true)).collect();
    import(world, &camt054("N-1", ACCOUNT, &bookings))
        .await
        .unwrap();
    let grant = settle(world, &cases[0], 1, 150_000).await;
    assert_eq!(to_repay(&grant), Some(Money::kroner(50_000)));
    (cases, batch, grant)
}

fn to_repay(grant: &Grant) -> Option<Money> {
    match grant.state {
        GrantState::Recovery { to_repay, .. } => Some(to_repay),
        _ => None,
    }
}

/// Imports money that came in without being a return, and gives the bank's entry of it.
async fn credited(
    world: &World,
    (file, id): (&str, &str),
    account: &str,
    amount: &str,
) -> BankEntry {
    let booking = Booking {
        id: id.to_owned(),
        amount: amount.to_owned(),
        out: false,
        reference: file.to_owned(),
    };
    let returned = camt054(file, account, &[booking]);
    let (start, rest) = returned.split_once("<RtrInf>").unwrap();
    let (_, end) = rest.split_once("</RtrInf>").unwrap();
    let credit = format!("{start}{end}").replace("2026-03-20", DAY);
    import(world, &credit).await.unwrap();
    let mut open = entries(world, false).await;
    open.retain(|entry| entry.word.bank_reference == file);
    assert_eq!(
        open[0].problem.as_ref().unwrap().code,
        "BANK_MONEY_RECEIVED"
    );
    open.remove(0)
}

fn repayment(grant: &Grant, kroner: i64, entry: Option<&BankEntry>) -> RecordRepayment {
    RecordRepayment {
        key: ApplicationKey {
            call: grant.call.clone(),
            application: grant.id,
        },
        revision: grant.revision,
        received: Received {
            amount: Money::kroner(kroner),
            booked: DAY.parse().unwrap(),
            reference: "Bilag 4711".to_owned(),
            entry: entry.map(|entry| (entry.file, entry.number)),
        },
    }
}

async fn record(world: &World, step: RecordRepayment) -> Result<Grant, CaseError> {
    world.on_grant(&finance(), step).await
}

/// The balances of the accounts of one kind, in kroner, and the number of postings.
async fn balance(world: &World, kind: &str) -> (i64, i64) {
    let sql = "select coalesce(sum(balance_ore), 0)::bigint / 100,
            (select count(*) from casework.posting)
        from casework.ledger_account where kind = $1";
    let read = sqlx::query_as(sql).bind(kind);
    read.fetch_one(&world.pool).await.unwrap()
}

#[tokio::test]
async fn money_that_came_in_is_repaid_by_its_entry_and_ties_to_the_bank() {
    let world = World::new().await;
    let (_, _, grant) = in_recovery(&world).await;
    let entry = credited(&world, ("R-1", "NOTPROVIDED"), ACCOUNT, "30000.00").await;
    let step = repayment(&grant, 30_000, Some(&entry));
    let part = record(&world, step.clone()).await.unwrap();
    assert_eq!(to_repay(&part), Some(Money::kroner(20_000)));
    assert_eq!(record(&world, step).await.unwrap(), part, "a retry");
    let told = &part.repayments[0];
    assert_eq!(told.received.reference, "Bilag 4711");
    assert_eq!(told.years, [(2026, Money::kroner(30_000))].into());
    let all = entries(&world, true).await;
    let cleared = all.iter().find(|one| one.id == entry.id).unwrap();
    assert_eq!(cleared.state, BankEntryState::Cleared);
    assert_eq!(cleared.cleared.as_ref().unwrap().reason, "Bilag 4711");
    assert_eq!(balance(&world, "repaid").await.0, 30_000);
    assert_eq!(balance(&world, "paid").await.0, 570_000);
    let month = GetReconciliation {
        call: call_id(),
        month: Month::read("2027-04").unwrap(),
    };
    let reconciled = world.take(&finance(), month.clone()).await.unwrap().total();
    let columns = [Column::Received, Column::Repaid];
    let kroner = columns.map(|column| reconciled.at(column).ore() / 100);
    assert_eq!((kroner, reconciled.difference().ore()), ([30_000; 2], 0));
    // Beside the bank, and the grant is done.
    let closed = record(&world, repayment(&part, 20_000, None))
        .await
        .unwrap();
    assert!(matches!(closed.state, GrantState::Closed { .. }));
    let reconciled = world.take(&finance(), month).await.unwrap().total();
    assert_eq!(reconciled.difference(), Money::kroner(20_000));
    assert_eq!(balance(&world, "repaid").await.0, 50_000);
    // The recipient sees the repayment, and neither the bank's entry nor who recorded it.
    let key = repayment(&grant, 1, None).key;
    let seen = world.on_grant(&applicant(1), steps::get_grant(&key)).await;
    let seen = seen.unwrap().repayments.remove(0);
    assert_eq!(seen.received.amount, Money::kroner(30_000));
    assert_eq!(
        (seen.received.entry, seen.recorded.actor.as_str()),
        (None, "")
    );
}

/// The repayment on another day.
fn on(day: &str, mut step: RecordRepayment) -> RecordRepayment {
    step.received.booked = day.parse().unwrap();
    step
}

/// The codes of what is wrong with a repayment.
async fn faults(world: &World, step: RecordRepayment) -> Vec<String> {
    let refused = record(world, step).await;
    let Err(CaseError::Refused(Refusal::RulesNotMet(faults))) = refused else {
        panic!("{refused:?}")
    };
    let codes = faults.into_iter().map(|fault| fault.code.into_owned());
    codes.collect()
}

#[tokio::test]
async fn a_repayment_that_cannot_be_is_refused_and_moves_no_money() {
    let world = World::new().await;
    let (cases, _, grant) = in_recovery(&world).await;
    let before = balance(&world, "paid").await;
    let one = || repayment(&grant, 1, None);
    for (step, code) in [
        (repayment(&grant, 50_001, None), "REPAYMENT_TOO_MUCH"),
        (on("2027-04-11", one()), "REPAYMENT_IN_FUTURE"),
        (on("2026-03-19", one()), "REPAYMENT_BEFORE_PAYMENT"),
    ] {
        assert_eq!(faults(&world, step).await, [code]);
    }
    let running = world.grant(&cases[2]).await;
    refused!(
        record(&world, repayment(&running, 1, None)).await,
        Refusal::WrongState {
            state: "active",
            ..
        }
    );
    refused!(
        world.on_grant(&case_handler(), one()).await,
        Refusal::RoleNotAllowed { .. }
    );
    assert_eq!(balance(&world, "paid").await, before);
    record(&world, one()).await.unwrap();
    for forged in [
        "update casework.repayment set amount_ore = 1",
        "delete from casework.repayment_year",
    ] {
        let refused = sqlx::query(forged).execute(&world.pool).await.unwrap_err();
        assert!(refused.to_string().contains("never changed"), "{refused}");
    }
}

#[tokio::test]
async fn an_entry_that_tells_of_other_money_is_refused_and_stays_open() {
    let world = World::new().await;
    let (cases, _, grant) = in_recovery(&world).await;
    let other = settle(&world, &cases[1], 2, 150_000).await;
    let credit =
        async |file, id, account, amount| credited(&world, (file, id), account, amount).await;
    let whole = credit("R-1", "NOTPROVIDED", ACCOUNT, "50000.00").await;
    let short = credit("R-2", "NOTPROVIDED", ACCOUNT, "49999.99").await;
    let elsewhere = credit("R-3", "NOTPROVIDED", "86011117947", "50000.00").await;
    let of_other = credit("R-4", "PT-2026-00002/1", ACCOUNT, "50000.00").await;
    let debit = Booking {
        id: "NOTPROVIDED".to_owned(),
        amount: "50000.00".to_owned(),
        out: true,
        reference: "R-5".to_owned(),
    };
    let debit = camt054("R-5", ACCOUNT, &[debit]);
    import(&world, &debit).await.unwrap();
    let out = entries(&world, false).await.pop().unwrap();
    let before = balance(&world, "paid").await;
    let by = |entry: &BankEntry| repayment(&grant, 50_000, Some(entry));
    for (step, code) in [
        (by(&short), "BANK_ENTRY_OTHER_AMOUNT"),
        (by(&elsewhere), "BANK_ENTRY_OTHER_ACCOUNT"),
        (by(&of_other), "BANK_ENTRY_OTHER_GRANT"),
        (on("2027-04-03", by(&whole)), "BANK_ENTRY_OTHER_DAY"),
        (on("2026-03-20", by(&out)), "BANK_ENTRY_NO_CREDIT"),
    ] {
        assert_eq!(faults(&world, step).await, [code]);
    }
    let unknown = BankEntry {
        number: 9,
        ..whole.clone()
    };
    refused!(record(&world, by(&unknown)).await, Refusal::NotFound { .. });
    assert_eq!(balance(&world, "paid").await, before);
    assert_eq!(entries(&world, false).await.len(), 5);
    record(&world, by(&whole)).await.unwrap();
    // It is used once, whichever grant names it.
    refused!(
        record(&world, repayment(&other, 50_000, Some(&whole))).await,
        Refusal::WrongState {
            state: "cleared",
            ..
        }
    );
}

#[tokio::test]
async fn a_payment_that_comes_back_after_the_settlement_need_not_be_repaid() {
    let world = World::new().await;
    let (cases, batch, grant) = in_recovery(&world).await;
    let before = world.committed().await;
    let back = camt054("N-2", ACCOUNT, &[Booking::of(&batch, 0, false)]);
    import(&world, &back).await.unwrap();
    let closed = world.grant(&cases[0]).await;
    assert!(
        matches!(closed.state, GrantState::Closed { .. }),
        "{:?}",
        closed.state
    );
    // Of the 200 000 kr that came back, 150 000 kr may be kept and can be paid again.
    let again = &closed.instalments[0];
    assert_eq!(
        (again.amount, &again.state),
        (Money::kroner(150_000), &InstalmentState::Planned)
    );
    assert_eq!(before - world.committed().await, 5_000_000);
    refused!(
        record(&world, repayment(&closed, 1, None)).await,
        Refusal::WrongState {
            state: "closed",
            ..
        }
    );
    assert_ne!(grant.revision, closed.revision);
}

#[tokio::test]
async fn a_payment_that_was_attested_and_is_stopped_need_not_be_repaid() {
    let world = World::new().await;
    let cases = attested(&world).await;
    let grant = settle(&world, &cases[0], 1, 150_000).await;
    assert_eq!(to_repay(&grant), Some(Money::kroner(50_000)));
    // Nothing was paid, so nothing can be repaid.
    refused!(
        record(&world, repayment(&grant, 1, None)).await,
        Refusal::RulesNotMet(faults) if faults[0].code == "REPAYMENT_TOO_MUCH"
    );
    let stop = StopPayment {
        key: cases[0].clone(),
        revision: grant.revision,
        number: 1,
        reason: "Less may be kept.".to_owned(),
    };
    let stopped = world.on_grant(&finance(), stop).await.unwrap();
    assert!(matches!(stopped.state, GrantState::Closed { .. }));
    assert_eq!(stopped.instalments[0].amount, Money::kroner(150_000));
}

#[tokio::test]
async fn money_that_was_repaid_and_comes_back_too_waits_for_a_person() {
    let world = World::new().await;
    let (cases, batch, grant) = in_recovery(&world).await;
    let repaid = record(&world, repayment(&grant, 50_000, None))
        .await
        .unwrap();
    let back = camt054("N-2", ACCOUNT, &[Booking::of(&batch, 0, false)]);
    import(&world, &back).await.unwrap();
    let open = entries(&world, false).await;
    assert_eq!(
        open[0].problem.as_ref().unwrap().code,
        "BANK_REPAID_ALREADY"
    );
    assert_eq!(world.grant(&cases[0]).await, repaid);
}
