//! Random lives of a grant, in any order that its rules allow: the ledger ties, never more is paid
//! than is decided, what remains to repay is what is held beyond what may be kept, and a duty ends
//! only by its years or by a claim.

mod amounts;
mod appeals;
mod holders;
mod promises;
mod recoveries;

use std::collections::BTreeMap;

use chrono::{DateTime, Days, NaiveDate, Utc};
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::account_tests::{day, grant, record};
use super::settlement::AcceptedLine;
use super::{
    Grant, GrantPart, GrantState, Instalment, InstalmentState, Received, Settlement, SettlementRule,
};
use crate::ledger::{Account, GrantKey, Position, postings};
use crate::money::Money;
use crate::obligation::{
    Breach, BreachKind, Obligation, ObligationState, PlannedObligation, WriteOff,
};
use crate::refusal::Refusal;
use crate::step::StepRecord;

const YEAR: i32 = 2026;
const BUDGET: i64 = 2_000;

/// What the sub-frame and the reserve have left, and what another recipient was granted, in øre.
const LEFT: i64 = 50_000;
const RESERVE: i64 = 30_000;
const NEIGHBOUR: i64 = 70_000;

/// One thing that is tried. A grant that refuses it stays as it was.
#[derive(Debug, Clone)]
enum Tried {
    Activate,
    Pause,
    Resume,
    Attest(usize),
    Stop(usize),
    Pay(usize),
    Return(usize),
    Deliver,
    Settle(i64),
    Finish,
    Repay(i64),
    Claim(i64),
    Remit(i64),
    Wait(u64),
    Walk,
    Break(i32, u64),
    Uphold(i64),
    Change(i64),
    Lower(i64),
    SetOff(i64),
    Merge,
    Account,
}

fn tried() -> impl Strategy<Value = Tried> {
    let place = 0..4_usize;
    prop_oneof![
        2 => Just(Tried::Activate),
        1 => Just(Tried::Pause),
        1 => Just(Tried::Resume),
        6 => place.clone().prop_map(Tried::Attest),
        1 => place.clone().prop_map(Tried::Stop),
        6 => place.clone().prop_map(Tried::Pay),
        1 => place.prop_map(Tried::Return),
        1 => Just(Tried::Deliver),
        2 => (0..=BUDGET).prop_map(Tried::Settle),
        1 => Just(Tried::Finish),
        2 => (1..60_000_i64).prop_map(Tried::Repay),
        2 => (1..60_000_i64).prop_map(Tried::Claim),
        1 => (1..60_000_i64).prop_map(Tried::Remit),
        2 => (1..2_000_u64).prop_map(Tried::Wait),
        2 => Just(Tried::Walk),
        1 => (1..=2_i32, 0..2_000_u64).prop_map(|(number, ago)| Tried::Break(number, ago)),
        2 => (1..40_000_i64).prop_map(Tried::Uphold),
        2 => (0..130_000_i64).prop_map(Tried::Change),
        1 => (0..100_000_i64).prop_map(Tried::Lower),
        2 => (1..60_000_i64).prop_map(Tried::SetOff),
        1 => Just(Tried::Merge),
        2 => Just(Tried::Account),
    ]
}

/// A grant with its ledger.
struct Life {
    grant: Grant,
    /// Another grant of the recipient.
    other: Grant,
    /// Number of the organisation that holds both.
    holder: u32,
    /// Things that were tried.
    tries: i64,
    today: u64,
    balances: BTreeMap<Account, i64>,
    /// What the sub-frame has left.
    left: i64,
    /// What the reserve has left.
    reserve: i64,
    /// What another recipient is granted.
    neighbour: i64,
    /// What was lowered although it is paid: it comes back as a repayment, not to the frame.
    paid_out: i64,
    /// Everything there was at the beginning.
    whole: i64,
}

impl Life {
    fn begin(duties: bool) -> Self {
        let mut grant = grant();
        grant.settled_first = duties;
        grant.state = GrantState::Accepted {
            account: "15032080119".parse().unwrap(),
        };
        if duties {
            let half = |number: i32| {
                let plan = WriteOff {
                    share_per_year: Decimal::new(5, 2),
                    years: 20,
                    at_once_below: None,
                    left_at_end: Money::ZERO,
                };
                let args = vec![("number", i64::from(number).into())];
                PlannedObligation::new("unit", args, Money::kroner(500), plan)
            };
            grant.obligations = Obligation::plan(vec![half(1), half(2)]);
        }
        let mut life = Self {
            whole: grant.granted.ore() + LEFT + RESERVE + NEIGHBOUR,
            other: holders::other(&super::account_tests::grant()),
            grant,
            holder: 1,
            tries: 0,
            today: 10,
            balances: BTreeMap::new(),
            left: LEFT,
            reserve: RESERVE,
            neighbour: NEIGHBOUR,
            paid_out: 0,
        };
        life.post(&Position::default());
        let other = life.other.clone();
        life.post_of(&other, &Position::default());
        life
    }

    /// Posts the way from a position to where the grant stands.
    fn post(&mut self, before: &Position) {
        let grant = self.grant.clone();
        self.post_of(&grant, before);
    }

    /// Posts the way of a grant from a position to where it stands.
    fn post_of(&mut self, grant: &Grant, before: &Position) {
        let key = GrantKey {
            call: grant.call.clone(),
            sub_frame: grant.sub_frame.clone(),
            grant: grant.id,
        };
        let (item, after) = ("0581.76".parse().unwrap(), Position::of(grant));
        for posting in postings(&key, &item, YEAR, (before, &after)) {
            *self.balances.entry(posting.from).or_default() -= posting.amount.ore();
            *self.balances.entry(posting.to).or_default() += posting.amount.ore();
        }
    }

    fn date(&self) -> NaiveDate {
        day(self.today)
    }

    /// A moment after that of all that was tried before.
    fn now(&self) -> DateTime<Utc> {
        DateTime::from_timestamp(self.tries, 0).unwrap()
    }

    /// Tries one thing; returns whether the grant took it.
    fn take(&mut self, tried: &Tried) -> bool {
        self.tries += 1;
        if let Tried::Wait(days) = tried {
            self.today += days;
            return true;
        }
        match tried {
            Tried::Uphold(ore) => return self.uphold(*ore),
            Tried::Change(ore) => return self.change(*ore),
            Tried::Lower(ore) => return self.lower(*ore),
            Tried::Claim(ore) => return self.claim(*ore),
            Tried::Remit(ore) => return self.remit(*ore),
            Tried::SetOff(ore) => return self.set_off(*ore),
            Tried::Merge => return self.merge(),
            Tried::Account => return self.give_account(),
            _ => {}
        }
        let before = Position::of(&self.grant);
        match self.after(tried) {
            Ok(after) => self.grant = after,
            Err(_) => return false,
        }
        self.post(&before);
        true
    }

    fn after(&self, tried: &Tried) -> Result<Grant, Refusal> {
        let (grant, step) = (self.grant.clone(), step());
        match tried {
            Tried::Activate => grant.activate(step),
            Tried::Pause => grant.pause(step),
            Tried::Resume => grant.resume(step),
            Tried::Attest(place) => {
                let blocks = grant.payment_blocks(Some("fia"), self.date());
                self.moved(*place, "planned", attested(self.now()), blocks.is_empty())
            }
            Tried::Stop(place) => {
                let number = grant.instalments[*place].number;
                grant.stop_payment(number, step).map(|(grant, _)| grant)
            }
            Tried::Pay(place) => self.moved(*place, "attested", paid(self.date()), true),
            Tried::Return(place) => self.moved(*place, "paid", InstalmentState::Planned, true),
            Tried::Deliver => grant.report(true, step),
            Tried::Settle(spent) => grant
                .settle(settlement(*spent), step)
                .map(|(grant, _)| grant),
            Tried::Finish => grant.finish(step),
            Tried::Repay(ore) => {
                let received = Received {
                    amount: Money::from_ore(*ore),
                    booked: self.date(),
                    reference: "Bilag 4711".to_owned(),
                    entry: None,
                };
                let around = (self.date(), Vec::new());
                grant.repay(received, around, step).map(|(grant, _)| grant)
            }
            Tried::Walk => Ok(grant.walk(self.date(), true, step).0),
            Tried::Break(number, ago) => {
                let on = self.date().checked_sub_days(Days::new(*ago)).unwrap();
                let breach = Breach {
                    numbers: vec![*number],
                    kind: BreachKind::Sale,
                    on,
                    documents: Vec::new(),
                };
                grant.break_duties(&breach, (self.date(), &[]), step)
            }
            Tried::Wait(_)
            | Tried::Uphold(_)
            | Tried::Change(_)
            | Tried::Lower(_)
            | Tried::Claim(_)
            | Tried::Remit(_)
            | Tried::SetOff(_)
            | Tried::Merge
            | Tried::Account => unreachable!("taken before"),
        }
    }

    /// Moves an instalment from one state to another, as finance and the bank do.
    fn moved(
        &self,
        place: usize,
        from: &str,
        to: InstalmentState,
        may: bool,
    ) -> Result<Grant, Refusal> {
        let mut grant = self.grant.clone();
        let before = grant.instalments[place].clone();
        let moved = Instalment {
            state: to,
            ..before.clone()
        };
        let changed = grant.change_instalments(&[moved]);
        if before.state.name() != from || !may || changed.is_empty() || !grant.repaid_was_paid() {
            return Err(Refusal::NotFound {
                resource: "a move".to_owned(),
            });
        }
        Ok(grant)
    }
}

fn step() -> StepRecord {
    record("kari", DateTime::UNIX_EPOCH)
}

fn attested(at: DateTime<Utc>) -> InstalmentState {
    InstalmentState::Attested {
        by: "fia".to_owned(),
        at,
    }
}

fn paid(booked: NaiveDate) -> InstalmentState {
    InstalmentState::Paid {
        by: "fia".to_owned(),
        at: DateTime::UNIX_EPOCH,
        booked,
        approval: None,
        set_off: None,
    }
}

/// The settlement of 1,000 kroner on a budget, by what was spent of it.
fn settlement(spent: i64) -> Settlement {
    let rule = SettlementRule {
        parts: vec![GrantPart::whole(Money::kroner(1_000))],
        by_line: true,
    };
    let line = AcceptedLine {
        code: "wages".to_owned(),
        budget: Money::kroner(BUDGET),
        reported: Money::kroner(spent),
        accepted: Money::kroner(spent),
    };
    Settlement::of(&rule, None, &[line], Money::ZERO)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20_000, ..ProptestConfig::default() })]

    #[test]
    fn no_life_of_a_grant_loses_money_or_a_duty(
        duties in any::<bool>(),
        all in prop::collection::vec(tried(), 1..40),
    ) {
        let mut life = Life::begin(duties);
        for one in &all {
            if life.take(one) {
                prop_assert_eq!(life.broken(), None, "after {:?} in {:?}", one, all);
            }
        }
    }
}

/// The controls: a payment beyond the ledger, a claim that is forgotten, and a closed grant whose
/// duty runs are found.
#[test]
fn a_life_that_goes_wrong_is_found() {
    let mut paid_outside = Life::begin(false);
    paid_outside.grant.instalments[0].state = paid(day(10));
    assert!(paid_outside.broken().is_some());

    let mut sold = Life::begin(true);
    let all = [Tried::Settle(BUDGET), Tried::Activate];
    let paid_out = (0..4).flat_map(|place| [Tried::Attest(place), Tried::Pay(place)]);
    for one in all.into_iter().chain(paid_out) {
        assert!(sold.take(&one), "{one:?}");
    }
    assert!(sold.grant.has_running_duty());
    sold.today += 1_000;
    let running = sold.grant.state.clone();
    assert!(sold.take(&Tried::Break(1, 0)));
    assert_eq!(sold.broken(), None);
    sold.grant.state = running;
    assert!(sold.broken().is_some(), "a claim without recovery");

    let mut closed = Life::begin(true);
    closed.grant.state = GrantState::Closed {
        account: "15032080119".parse().unwrap(),
    };
    let plan = closed.grant.obligations.iter_mut();
    plan.for_each(|one| one.state = ObligationState::Running { began: day(10) });
    assert!(closed.lost_duty().is_some());
}
