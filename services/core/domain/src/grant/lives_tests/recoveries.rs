//! Claims and remissions in a life.

use super::{Life, Tried, step};
use crate::decision::DecisionNumber;
use crate::grant::{
    ArrangementPlan, Claiming, FaultClass, InterestFrom, InterestRules, RecoveryNumber,
};
use crate::ledger::Position;
use crate::money::Money;
use crate::step::StepRecord;

pub(super) fn rules() -> InterestRules {
    InterestRules {
        from: vec![(FaultClass::GoodFaith, InterestFrom::Never)],
        rates: Vec::new(),
        days_in_year: 365,
    }
}

pub(super) fn by(person: &str) -> StepRecord {
    StepRecord {
        actor: person.to_owned(),
        ..step()
    }
}

impl Life {
    /// Gives notice, and claims an amount or all that is not claimed yet.
    pub(super) fn claim(&mut self, ore: i64) -> bool {
        let (today, grant) = (self.date(), self.grant.clone());
        let Ok((noticed, recovery)) = grant.notice_recovery(today, by("kari")) else {
            return false;
        };
        let number = recovery.number;
        let answered = noticed.answer_recovery(number, by("per")).unwrap();
        let claiming = Claiming {
            decision: DecisionNumber::FIRST,
            amount: Money::from_ore(ore).min(answered.unclaimed()),
            fault: FaultClass::GoodFaith,
            pay_by: today,
        };
        let about = (&rules(), today);
        let claimed = answered.claim_recovery(number, claiming, about, by("siri"));
        self.grant = claimed.unwrap();
        true
    }

    /// Remits a part of the last claim.
    pub(super) fn remit(&mut self, ore: i64) -> bool {
        let Some(number) = self.grant.recoveries.last().map(|one| one.number) else {
            return false;
        };
        let (before, about) = (Position::of(&self.grant), (&rules(), self.date()));
        let plan = ArrangementPlan::Remission {
            amount: Money::from_ore(ore),
            interest: Money::ZERO,
        };
        let grant = self.grant.clone();
        let Ok(proposed) = grant.propose_arrangement(number, plan, about, by("kari")) else {
            return false;
        };
        let approved = proposed.approve_arrangement(number, None, about, by("siri"));
        self.grant = approved.unwrap().grant;
        self.post(&before);
        true
    }

    /// The claims that are left and the amount that no claim asks for come to what can be repaid.
    pub(super) fn claimed_twice(&self) -> Option<String> {
        let grant = &self.grant;
        let left = |number: RecoveryNumber| {
            let standing = grant.recovery_standing(number, &rules(), self.date());
            standing.left.ore()
        };
        let claimed: i64 = grant.recoveries.iter().map(|one| left(one.number)).sum();
        let whole = claimed + grant.unclaimed().ore();
        let repayable = grant.repayable().ore();
        (whole != repayable).then(|| format!("{whole} claimed or to be, {repayable} repayable"))
    }
}

/// The control: a remission that is forgotten is found.
#[test]
fn a_remission_that_is_forgotten_is_found() {
    let mut life = Life::begin(false);
    let all = [Tried::Activate, Tried::Attest(0), Tried::Pay(0)];
    assert!(all.iter().all(|one| life.take(one)));
    assert!(life.take(&Tried::Lower(10_000)) && life.take(&Tried::Claim(15_000)));
    assert!(life.take(&Tried::Remit(5_000)));
    assert_eq!(life.broken(), None);
    life.grant.recoveries[0].arrangements.clear();
    assert!(life.broken().is_some());
}
