use chrono::{DateTime, NaiveDate};
use rust_decimal::Decimal;

use super::account_tests::{grant, record};
use super::{Grant, GrantState, Instalment, InstalmentState, Received};
use crate::identifiers::DocumentId;
use crate::money::Money;
use crate::obligation::{
    Breach, BreachKind, Obligation, ObligationState, PlannedObligation, WriteOff,
};
use crate::refusal::Refusal;
use crate::step::StepRecord;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn step() -> StepRecord {
    record("kari", DateTime::UNIX_EPOCH)
}

/// A running grant of 1,000 kroner in four instalments, with duties of 600 and 400 kroner that are
/// written off by 5 % over 20 years.
fn active() -> Grant {
    let plan = WriteOff {
        share_per_year: Decimal::new(5, 2),
        years: 20,
        at_once_below: None,
        left_at_end: Money::ZERO,
    };
    let duty =
        |kroner| PlannedObligation::new("unit", Vec::new(), Money::kroner(kroner), plan.clone());
    Grant {
        obligations: Obligation::plan(vec![duty(600), duty(400)]),
        state: GrantState::Active {
            account: "15032080119".parse().unwrap(),
        },
        ..grant()
    }
}

/// Pays one instalment on a day, or takes it back to the plan.
fn pay(grant: &mut Grant, at: usize, booked: Option<&str>) {
    let state = booked.map_or(InstalmentState::Planned, |booked| InstalmentState::Paid {
        by: "ola".to_owned(),
        at: DateTime::UNIX_EPOCH,
        booked: day(booked),
        approval: None,
        set_off: None,
    });
    let changed = Instalment {
        state,
        ..grant.instalments[at].clone()
    };
    grant.change_instalments(&[changed]);
}

/// The grant, all of it paid, the last part on 15 March 2017.
fn paid() -> Grant {
    let mut grant = active();
    for at in 0..4 {
        assert_eq!(grant.obligations[0].state, ObligationState::Planned);
        pay(&mut grant, at, Some(&format!("2017-03-1{}", at + 2)));
    }
    grant
}

fn breach(numbers: &[i32], on: &str) -> Breach {
    Breach {
        numbers: numbers.to_vec(),
        kind: BreachKind::Sale,
        on: day(on),
        documents: Vec::new(),
    }
}

fn codes<T: std::fmt::Debug>(refused: Result<T, Refusal>) -> Vec<String> {
    let Err(Refusal::RulesNotMet(faults)) = refused else {
        panic!("{refused:?}")
    };
    let codes = faults.into_iter().map(|fault| fault.code.into_owned());
    codes.collect()
}

#[test]
fn duties_begin_with_the_last_payment_and_return_with_one_that_comes_back() {
    let mut grant = paid();
    let began = day("2017-03-15");
    for one in &grant.obligations {
        assert_eq!(one.state, ObligationState::Running { began });
    }
    pay(&mut grant, 1, None);
    assert_eq!(grant.obligations, active().obligations);
    pay(&mut grant, 1, Some("2017-05-02"));
    assert_eq!(grant.obligations[1].began(), Some(day("2017-05-02")));
    assert_eq!(grant.obligations[1].amount, Money::kroner(400));
}

#[test]
fn a_payment_that_comes_back_after_a_year_was_written_off_changes_no_duty() {
    let (mut grant, written_off) = paid().walk(day("2018-03-15"), true, step());
    assert_eq!(written_off.len(), 2);
    let before = grant.obligations.clone();
    pay(&mut grant, 1, None);
    assert_eq!(grant.obligations, before);
}

#[test]
fn a_grant_is_closed_by_the_walk_when_it_owes_no_report() {
    for (owes_report, state) in [(true, "active"), (false, "closed")] {
        let (running, _) = paid().walk(day("2037-03-14"), owes_report, step());
        assert_eq!(running.state.name(), "active");
        let (ended, posted) = running.walk(day("2037-03-15"), owes_report, step());
        assert_eq!((ended.state.name(), posted.len()), (state, 2));
        assert!(
            ended
                .obligations
                .iter()
                .all(|one| one.state.name() == "ended")
        );
    }
}

#[test]
fn a_breach_claims_what_is_left_and_the_other_duty_goes_on() {
    let today = day("2021-06-01");
    let broken = paid().break_duties(&breach(&[1], "2021-03-14"), (today, &[]), step());
    let broken = broken.unwrap();
    // 600 less three years of 5 %.
    assert_eq!(broken.claimed(), Money::kroner(510));
    assert!(broken.obligations[1].runs());
    let owed = Money::kroner(510);
    assert!(matches!(&broken.state, GrantState::Recovery { to_repay, .. } if *to_repay == owed));
    let received = Received {
        amount: owed,
        booked: today,
        reference: "Bilag 1".to_owned(),
        entry: None,
    };
    let (repaid, _) = broken.repay(received, (today, Vec::new()), step()).unwrap();
    assert_eq!(repaid.state.name(), "active");
    let second = repaid.break_duties(&breach(&[2], "2021-03-15"), (today, &[]), step());
    let second = second.unwrap();
    assert_eq!(second.claimed(), Money::kroner(510 + 320));
    let owed = Money::kroner(320);
    assert!(matches!(&second.state, GrantState::Recovery { to_repay, .. } if *to_repay == owed));
}

#[test]
fn every_fault_of_a_breach_is_told_at_once() {
    let today = day("2021-06-01");
    let faults =
        |grant: &Grant, breach| codes(grant.clone().break_duties(&breach, (today, &[]), step()));
    let grant = paid();
    let unknown = faults(&grant, breach(&[1, 7, 8], "2021-06-02"));
    let expected = [
        "BREACH_IN_FUTURE",
        "OBLIGATION_UNKNOWN",
        "OBLIGATION_UNKNOWN",
    ];
    assert_eq!(unknown, expected);
    let early = faults(&grant, breach(&[1, 2], "2017-03-14"));
    assert_eq!(early, ["BREACH_BEFORE_PAYMENT"]);
    let planned = faults(&active(), breach(&[1, 2], "2017-03-14"));
    assert_eq!(planned, ["OBLIGATION_NOT_PAID"; 2]);
    let broken = grant.break_duties(&breach(&[1], "2021-03-14"), (today, &[]), step());
    let again = faults(&broken.unwrap(), breach(&[1], "2021-03-14"));
    assert_eq!(again, ["OBLIGATION_CLAIMED"]);
    let late = day("2040-01-01");
    let after = paid().break_duties(&breach(&[1], "2037-03-15"), (late, &[]), step());
    assert_eq!(codes(after), ["OBLIGATION_ENDED"], "though nobody walked");
}

#[test]
fn an_encumbrance_is_released_after_the_duty() {
    let numbers = ([1, 2], "2037/1-1");
    let release = |grant: Grant| grant.release_duties((&numbers.0, numbers.1), step());
    assert_eq!(codes(release(paid())), ["OBLIGATION_RUNS"; 2]);
    let (ended, _) = paid().walk(day("2037-03-15"), true, step());
    let released = release(ended).unwrap();
    let states = released.obligations.iter().map(Obligation::state_name);
    assert_eq!(states.collect::<Vec<_>>(), ["released"; 2]);
    assert_eq!(codes(release(released)), ["OBLIGATION_RELEASED"; 2]);
    let today = day("2021-06-01");
    let broken = paid().break_duties(&breach(&[1], "2021-03-14"), (today, &[]), step());
    let expected = ["OBLIGATION_NOT_REPAID", "OBLIGATION_RUNS"];
    assert_eq!(codes(release(broken.unwrap())), expected);
}

#[test]
fn a_breach_is_proved_by_documents_of_the_grant() {
    let document: DocumentId = "01890a5d-ac96-774b-bcce-b302099a8060".parse().unwrap();
    let proved = Breach {
        documents: vec![document],
        ..breach(&[1], "2021-03-14")
    };
    let today = day("2021-03-20");
    let unknown = paid().break_duties(&proved, (today, &[]), step());
    assert_eq!(codes(unknown), ["BREACH_DOCUMENT_UNKNOWN"]);
    let broken = paid().break_duties(&proved, (today, &[document]), step());
    let claim = broken.unwrap().obligations[0].claim().cloned().unwrap();
    assert_eq!(claim.documents, [document]);
}
