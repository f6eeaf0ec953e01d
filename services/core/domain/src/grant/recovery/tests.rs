//! Recoveries: what is claimed, what comes in, interest to the øre, and who may do what.

mod lowered;
mod set_off;

use chrono::{DateTime, NaiveDate};
use proptest::prelude::*;

use super::*;
use crate::calendar::start_of_day;
use crate::grant::account_tests::{day, grant};
use crate::grant::{GrantState, InstalmentState, Received};
use crate::shared_rules::interest_rules;

/// The grant of 1,000 kroner, paid on the tenth day, of which 400 may be kept.
fn owing() -> Grant {
    let account = "15032080119".parse().unwrap();
    let mut grant = grant();
    grant.state = GrantState::Closed { account };
    for one in &mut grant.instalments {
        one.state = InstalmentState::Paid {
            by: "fia".to_owned(),
            at: DateTime::UNIX_EPOCH,
            booked: day(10),
            approval: None,
            set_off: None,
        };
    }
    grant.settlement = Some(crate::grant::Settlement {
        lines: Vec::new(),
        parts: Vec::new(),
        moved_to_equity: Money::ZERO,
        kept: Money::kroner(400),
    });
    grant.change_instalments(&[]);
    grant
}

fn by(person: &str, on: u64) -> StepRecord {
    StepRecord {
        actor: person.to_owned(),
        at: start_of_day(day(on)),
        reason: "Because.".to_owned(),
    }
}

/// Rules with one rate of 10 % on every day.
fn rules() -> InterestRules {
    InterestRules {
        from: vec![
            (FaultClass::GoodFaith, InterestFrom::Never),
            (FaultClass::Negligence, InterestFrom::Claim),
            (FaultClass::GrossNegligence, InterestFrom::Payment),
        ],
        rates: vec![InterestRate {
            from: NaiveDate::MIN,
            to: None,
            basis_points: 1_000,
        }],
        days_in_year: 365,
    }
}

const FIRST: RecoveryNumber = RecoveryNumber::FIRST;

fn claiming(kroner: i64, fault: FaultClass) -> Claiming {
    Claiming {
        decision: DecisionNumber::FIRST,
        amount: Money::kroner(kroner),
        fault,
        pay_by: day(60),
    }
}

/// The grant with 600 kroner claimed on day 40.
fn claimed(fault: FaultClass) -> Grant {
    let (noticed, _) = owing().notice_recovery(day(30), by("kari", 9)).unwrap();
    let claiming = claiming(600, fault);
    noticed
        .claim_recovery(FIRST, claiming, (&rules(), day(40)), by("siri", 40))
        .unwrap()
}

fn codes(refused: Result<impl Sized, Refusal>) -> Vec<String> {
    match refused.err() {
        Some(Refusal::RulesNotMet(findings)) => {
            let codes = findings.into_iter().map(|one| one.code.into_owned());
            codes.collect()
        }
        Some(other) => vec![format!("{other:?}")],
        None => Vec::new(),
    }
}

fn repaid(grant: Grant, ore: i64, on: u64) -> Grant {
    let received = Received {
        amount: Money::from_ore(ore),
        booked: day(on),
        reference: "Bilag 1".to_owned(),
        entry: None,
    };
    let around = (day(on), Vec::new());
    grant.repay(received, around, by("fia", on)).unwrap().0
}

fn standing(grant: &Grant, on: u64) -> RecoveryStanding {
    grant.recovery_standing(FIRST, &rules(), day(on))
}

fn approve(grant: Grant, plan: ArrangementPlan, on: u64) -> Result<Approved, Refusal> {
    let about = (&rules(), day(on));
    let proposed = grant.propose_arrangement(FIRST, plan, about, by("kari", on))?;
    proposed.approve_arrangement(FIRST, None, about, by("siri", on))
}

#[test]
fn a_claim_waits_for_the_answer_and_for_another_person() {
    let (noticed, _) = owing().notice_recovery(day(30), by("kari", 9)).unwrap();
    let claim = |grant: Grant, kroner, person: &str, on| {
        let claiming = claiming(kroner, FaultClass::GoodFaith);
        grant.claim_recovery(FIRST, claiming, (&rules(), day(on)), by(person, on))
    };
    let early = claim(noticed.clone(), 601, "siri", 30);
    assert_eq!(
        codes(early),
        ["RECOVERY_ANSWER_WAITS", "RECOVERY_ABOVE_REST"]
    );
    let alone = claim(noticed.clone(), 600, "kari", 31);
    assert!(matches!(alone, Err(Refusal::FourEyes { .. })));
    let again = noticed.clone().notice_recovery(day(40), by("kari", 12));
    assert_eq!(codes(again), ["RECOVERY_NOTICED"]);

    let answered = noticed.answer_recovery(FIRST, by("per", 12)).unwrap();
    let claimed = claim(answered, 600, "siri", 13).unwrap();
    assert_eq!(claimed.unclaimed(), Money::ZERO);
    assert!(claimed.has_debt());
    let twice = claim(claimed.clone(), 1, "siri", 14);
    assert!(matches!(twice, Err(Refusal::WrongState { .. })));
    let more = claimed.notice_recovery(day(60), by("kari", 14));
    assert_eq!(codes(more), ["RECOVERY_NOTHING_LEFT"]);
}

#[test]
fn a_grant_that_owes_nothing_gets_no_notice() {
    let noticed = grant().notice_recovery(day(30), by("kari", 9));
    assert!(matches!(noticed, Err(Refusal::WrongState { .. })));
}

#[test]
fn interest_begins_by_the_fault_and_falls_with_what_comes_in() {
    // 600 kroner at 10 % for 365 days are 60 kroner.
    for (fault, from_payment, from_claim) in [
        (FaultClass::GoodFaith, 0, 0),
        (FaultClass::Negligence, 0, 60),
        (FaultClass::GrossNegligence, 60, 0),
    ] {
        let claimed = claimed(fault);
        let interest = |on| standing(&claimed, on).interest.unwrap();
        if from_payment > 0 {
            assert_eq!(interest(10 + 365), Money::kroner(from_payment));
        }
        if from_claim > 0 {
            assert_eq!(interest(40), Money::ZERO);
            assert_eq!(interest(40 + 365), Money::kroner(from_claim));
        }
        if (from_payment, from_claim) == (0, 0) {
            assert_eq!(interest(4_000), Money::ZERO);
        }
    }
    // A half of it comes in after 73 days, which are a fifth of a year: 12 kroner so far, and then
    // the half of what the whole would bear.
    let half = repaid(claimed(FaultClass::Negligence), 30_000, 40 + 73);
    assert_eq!(standing(&half, 40 + 73).interest, Some(Money::kroner(12)));
    assert_eq!(standing(&half, 40 + 146).interest, Some(Money::kroner(18)));
    let whole = repaid(half, 30_000, 40 + 146);
    assert!(matches!(whole.state, GrantState::Closed { .. }));
    assert_eq!(standing(&whole, 4_000).interest, Some(Money::kroner(18)));

    let about = (&rules(), day(300));
    let paid = |ore| (Money::from_ore(ore), day(300), "Bilag 2".to_owned());
    let above = whole
        .clone()
        .record_interest(FIRST, paid(1_801), about, by("fia", 300));
    assert_eq!(codes(above), ["INTEREST_ABOVE_REST"]);
    let settled = whole.record_interest(FIRST, paid(1_800), about, by("fia", 300));
    assert_eq!(standing(&settled.unwrap(), 300).interest, Some(Money::ZERO));
}

#[test]
fn interest_without_a_rate_is_refused_and_told() {
    let known = InterestRules {
        rates: vec![InterestRate {
            from: day(0),
            to: Some(day(50)),
            basis_points: 850,
        }],
        ..rules()
    };
    let (noticed, _) = owing().notice_recovery(day(30), by("kari", 9)).unwrap();
    let claim = |fault, on| {
        let claiming = claiming(600, fault);
        let about = (&known, day(on));
        noticed
            .clone()
            .claim_recovery(FIRST, claiming, about, by("siri", on))
    };
    assert_eq!(
        codes(claim(FaultClass::Negligence, 51)),
        ["RECOVERY_RATE_MISSING"]
    );
    assert_eq!(
        codes(claim(FaultClass::GrossNegligence, 60)),
        ["RECOVERY_RATE_MISSING"]
    );
    assert_eq!(codes(claim(FaultClass::GoodFaith, 60)), [""; 0]);
    let claimed = claim(FaultClass::Negligence, 40).unwrap();
    let interest = |on| claimed.recovery_standing(FIRST, &known, day(on)).interest;
    assert!(interest(51).is_some());
    assert_eq!(interest(52), None, "the rate ended");
}

#[test]
fn the_rates_of_the_book_follow_the_half_years() {
    let rules = interest_rules("2017-03-15".parse().unwrap()).unwrap();
    let year = ["2019-01-01", "2020-01-01"].map(|day| day.parse().unwrap());
    // 181 days at 8.75 % and 184 at 9.25 %.
    let interest = rules.on(Money::kroner(100_000), (year[0], year[1]), &[]);
    assert_eq!(interest, Some(Money::from_ore(900_205)));
    let gap = ["2020-12-31", "2021-01-02"].map(|day| day.parse().unwrap());
    assert_eq!(rules.on(Money::kroner(1), (gap[0], gap[1]), &[]), None);
}

#[test]
fn parts_come_to_the_whole_and_let_other_payments_go_on() {
    let parts = |amounts: &[(u64, i64)]| {
        let parts = amounts.iter().map(|(on, kroner)| DuePart {
            pay_by: day(*on),
            amount: Money::kroner(*kroner),
        });
        ArrangementPlan::Instalments {
            parts: parts.collect(),
        }
    };
    let claimed = claimed(FaultClass::GoodFaith);
    let wrong = approve(claimed.clone(), parts(&[(90, 300), (40, 200)]), 50);
    assert_eq!(
        codes(wrong),
        [
            "ARRANGEMENT_SUM",
            "ARRANGEMENT_IN_PAST",
            "ARRANGEMENT_ORDER"
        ]
    );
    let approved = approve(claimed, parts(&[(60, 300), (90, 300)]), 50).unwrap();
    assert!(!approved.grant.has_debt());
    let collection = ArrangementPlan::Collection {
        reference: "SI 1".to_owned(),
    };
    let collected = approve(approved.grant, collection, 100).unwrap();
    assert!(collected.grant.has_debt(), "the last arrangement holds");
}

#[test]
fn a_remission_takes_two_persons_and_closes_the_grant() {
    let remission = |kroner| ArrangementPlan::Remission {
        amount: Money::kroner(kroner),
        interest: Money::ZERO,
    };
    let claimed = claimed(FaultClass::GoodFaith);
    let about = (&rules(), day(50));
    let above = approve(claimed.clone(), remission(601), 50);
    assert_eq!(codes(above), ["RECOVERY_ABOVE_REST"]);
    let proposed = claimed
        .propose_arrangement(FIRST, remission(600), about, by("kari", 50))
        .unwrap();
    let alone = proposed
        .clone()
        .approve_arrangement(FIRST, None, about, by("kari", 50));
    assert!(matches!(alone, Err(Refusal::FourEyes { .. })));
    let more = proposed
        .clone()
        .propose_arrangement(FIRST, remission(1), about, by("kari", 50));
    assert!(codes(more).contains(&"ARRANGEMENT_WAITS".to_owned()));
    let remitted = proposed
        .approve_arrangement(FIRST, None, about, by("siri", 50))
        .unwrap();
    assert!(matches!(remitted.grant.state, GrantState::Closed { .. }));
    assert_eq!(remitted.grant.remitted(), Money::kroner(600));
}

/// Two claims of a grant, and money that comes in: the sum of what is left of both is what was
/// claimed less what came in.
fn left_of_two(first: i64, received: &[i64]) -> (i64, i64) {
    let (noticed, _) = owing().notice_recovery(day(30), by("kari", 9)).unwrap();
    let about = (&rules(), day(40));
    let one = claiming(first, FaultClass::GoodFaith);
    let one = noticed
        .claim_recovery(FIRST, one, about, by("siri", 40))
        .unwrap();
    let (one, _) = one.notice_recovery(day(30), by("kari", 41)).unwrap();
    let two = claiming(600 - first, FaultClass::GoodFaith);
    let second = FIRST.next();
    let mut grant = one
        .claim_recovery(second, two, about, by("siri", 42))
        .unwrap();
    for (ore, on) in received.iter().zip(50..) {
        let most = grant.repayable().ore();
        if most > 0 {
            grant = repaid(grant, (*ore).min(most), on);
        }
    }
    let left = |number| grant.recovery_standing(number, &rules(), day(90)).left;
    (left(FIRST).ore(), left(second).ore())
}

proptest! {
    #[test]
    fn what_comes_in_lowers_the_oldest_claim_first(
        first in 1..600_i64,
        received in prop::collection::vec(1..40_000_i64, 0..5),
    ) {
        let (one, two) = left_of_two(first, &received);
        let came: i64 = received.iter().sum::<i64>().min(60_000);
        prop_assert_eq!(one + two, 60_000 - came);
        prop_assert!(one == 0 || two == (600 - first) * 100);
    }
}

/// The control: a claim that falls by what another one got is found by the same sum.
#[test]
fn money_that_lowers_both_claims_is_found() {
    let (one, two) = left_of_two(300, &[20_000]);
    assert_eq!((one, two), (10_000, 30_000));
    assert_ne!(one + (two - 20_000), 60_000 - 20_000);
}

#[test]
fn a_payment_that_comes_back_lowers_the_claim() {
    let mut claimed = claimed(FaultClass::GoodFaith);
    let back = crate::grant::Instalment {
        state: InstalmentState::Planned,
        ..claimed.instalments[3].clone()
    };
    claimed.change_instalments(&[back]);
    assert_eq!(standing(&claimed, 50).left, Money::kroner(350));
}
