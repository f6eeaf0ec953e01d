//! Steps that move the amount of a grant in a life: appeals, changes and reversals.

use super::{Life, Tried, paid, step};
use crate::appeal::{AppealMoney, Available, cover};
use crate::decision::DecisionNumber;
use crate::grant::account_tests::day;
use crate::grant::{Asked, ChangeRules, Lower, Raise};
use crate::ledger::Position;
use crate::money::Money;
use crate::step::StepName;

const RULES: ChangeRules = ChangeRules {
    budget_free: 0,
    time_decided: true,
    content_decided: true,
    partner_decided: true,
    four_eyes: false,
    report_days: None,
};

impl Life {
    /// Gives more after an appeal, from what is left and then from the reserve.
    pub(super) fn uphold(&mut self, ore: i64) -> bool {
        let available = Available {
            left: Money::from_ore(self.left),
            reserve: Money::from_ore(self.reserve),
        };
        let (more, order) = (
            Money::from_ore(ore),
            [AppealMoney::Left, AppealMoney::Reserve],
        );
        let Ok(cover) = cover(more, &order, ("general", available)) else {
            return false;
        };
        let raise = Raise {
            allocation: self.grant.allocation,
            granted: Money::from_ore(self.grant.granted.ore() + ore),
            awaited: None,
            conditions: Vec::new(),
            obligations: self.grant.obligations.clone(),
        };
        let before = Position::of(&self.grant);
        let Ok((raised, _)) = self.grant.clone().raise(raise, self.date(), step()) else {
            return false;
        };
        self.grant = raised;
        self.left -= cover.left.ore();
        self.reserve -= cover.reserve.ore();
        self.post(&before);
        true
    }

    /// Asks for another amount, and approves it: more from what is left, less to the frame. One
    /// that cannot be approved is taken back.
    pub(super) fn change(&mut self, ore: i64) -> bool {
        let asked = Asked {
            amount: Some(Money::from_ore(ore)),
            ..Asked::default()
        };
        let (before, today) = (self.grant.granted.ore(), self.date());
        let asking = self.grant.clone();
        let Ok(asking) = asking.request_change(&asked, &RULES, today, step()) else {
            return false;
        };
        self.grant = asking;
        let Some(number) = self.grant.waiting_change().map(|one| one.number) else {
            return false;
        };
        let judged = self
            .grant
            .judge_change(number, (&RULES, false), (today, "siri"));
        let moved = judged.is_ok() && ore < before && self.lower(ore);
        let moved = moved || (judged.is_ok() && ore > before && self.uphold(ore - before));
        let answering = self.grant.clone();
        let answered = if moved {
            answering.approve_change(number, DecisionNumber::FIRST, step())
        } else {
            answering.withdraw_change(number, step())
        };
        self.grant = answered.unwrap();
        true
    }

    /// Promises less. What is not paid goes back to the frame.
    pub(super) fn lower(&mut self, ore: i64) -> bool {
        let lower = Lower {
            granted: Money::from_ore(ore),
            conditions: Vec::new(),
            obligations: self.grant.obligations.clone(),
        };
        let (before, granted) = (Position::of(&self.grant), self.grant.granted.ore());
        let by = (StepName::ApproveChange, step());
        let Ok((lowered, _)) = self.grant.clone().lower(lower, by) else {
            return false;
        };
        self.grant = lowered;
        let released = before.total() - Position::of(&self.grant).total();
        self.left += released;
        self.paid_out += granted - ore - released;
        self.post(&before);
        true
    }
}

/// The controls: a grant that was lowered and is paid as before, and money that is taken back and
/// paid out as well.
#[test]
fn a_lowered_grant_that_is_paid_as_before_is_found() {
    let mut paid_twice = Life::begin(false);
    assert!(paid_twice.take(&Tried::Activate) && paid_twice.take(&Tried::Change(60_000)));
    assert_eq!((paid_twice.left, paid_twice.broken()), (90_000, None));
    paid_twice.grant.instalments[3].state = paid(day(10));
    assert!(paid_twice.broken().is_some());

    let mut lost = Life::begin(false);
    let all = [Tried::Activate, Tried::Attest(0), Tried::Pay(0)];
    assert!(all.iter().all(|one| lost.take(one)));
    assert!(!lost.take(&Tried::Change(10_000)) || lost.grant.granted.ore() == 100_000);
    assert!(lost.take(&Tried::Lower(10_000)));
    assert_eq!(lost.broken(), None, "15,000 øre remain to repay");
    assert!(lost.take(&Tried::Repay(15_000)));
    assert_eq!(lost.broken(), None);
    lost.left += 100;
    assert!(lost.broken().is_some());
}
