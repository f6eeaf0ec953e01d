//! Claims that fall after an appeal: what is owed, what is paid back, and the interest.

use proptest::prelude::*;

use super::*;

fn lower(grant: Grant, kroner: i64, on: u64) -> Result<Lowered, Refusal> {
    let to = (DecisionNumber::FIRST.next(), Money::kroner(kroner));
    grant.lower_claim(FIRST, to, (&rules(), day(on)), by("berit", on))
}

/// A grant of which 600 kroner are claimed, some remitted, some paid, and the claim then lowered.
fn lowered((remitted, paid, to): (i64, i64, i64)) -> Grant {
    let mut grant = claimed(FaultClass::GoodFaith);
    if remitted > 0 {
        let remission = ArrangementPlan::Remission {
            amount: Money::kroner(remitted),
            interest: Money::ZERO,
        };
        grant = approve(grant, remission, 50).unwrap().grant;
    }
    if paid > 0 {
        grant = repaid(grant, paid * 100, 55);
    }
    lower(grant, to, 60).unwrap().grant
}

/// What is wrong with a grant that owes so much after its claim was lowered.
fn broken(grant: &Grant, owed: i64) -> Option<String> {
    let there = grant.repaid_for_good().ore() + grant.repayable().ore();
    let has = (there != owed * 100).then(|| format!("{there} øre are repaid or to be repaid"));
    let in_recovery = matches!(grant.state, GrantState::Recovery { .. });
    let waits = in_recovery != grant.repayable().is_positive();
    has.or_else(|| waits.then(|| format!("{:?}", grant.state)))
}

#[test]
fn a_claim_falls_and_is_never_raised() {
    for kroner in [600, 601] {
        let refused = lower(claimed(FaultClass::GoodFaith), kroner, 60);
        assert_eq!(codes(refused), ["APPEAL_NOT_LESS"]);
    }
    let annulled = lowered((0, 600, 0));
    let back = annulled.instalments.iter().filter(|one| one.is_paid_back());
    assert_eq!(back.map(|one| one.amount.ore()).sum::<i64>(), 60_000);
    assert_eq!(annulled.annulled(), Money::kroner(600));
}

proptest! {
    /// Whatever was remitted and paid before, what is repaid in the end is what is owed.
    #[test]
    fn what_is_repaid_for_good_is_what_is_owed(
        remitted in 0..500_i64, paid in 0..500_i64, to in 0..600_i64,
    ) {
        let paid = paid.min(600 - remitted);
        let grant = lowered((remitted, paid, to));
        prop_assert_eq!(broken(&grant, (to - remitted).max(0)), None);
    }
}

/// The control: a grant that keeps what was not owed is found.
#[test]
fn money_that_is_not_paid_back_is_found() {
    let mut grant = lowered((100, 500, 200));
    assert_eq!(broken(&grant, 100), None);
    grant.instalments.retain(|one| !one.is_paid_back());
    assert!(broken(&grant, 100).is_some());
}

#[test]
fn interest_falls_with_the_claim_from_its_first_day() {
    // 600 kroner at 10 % for 365 days are 60 kroner; 200 kroner bear 20.
    let mut grant = claimed(FaultClass::Negligence);
    assert_eq!(standing(&grant, 405).interest, Some(Money::kroner(60)));
    grant.with_recovery(FIRST, |one| {
        one.interest_paid.push(InterestPaid {
            amount: Money::kroner(60),
            booked: day(405),
            reference: "Bilag 2".to_owned(),
            record: by("fia", 405),
        });
    });
    let lowered = lower(grant, 200, 405).unwrap().grant;
    let claim = lowered.recoveries[0].claim.as_ref().unwrap();
    assert_eq!(claim.interest_back(), Money::kroner(40));
    let now = standing(&lowered, 405);
    assert_eq!(
        (now.left, now.interest),
        (Money::kroner(200), Some(Money::ZERO))
    );
    // It goes on by what is claimed now.
    let later = standing(&lowered, 405 + 365);
    assert_eq!(later.interest, Some(Money::kroner(20)));
}
