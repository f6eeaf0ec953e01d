//! The promises that hold in every life of a grant.

use super::{Life, NEIGHBOUR};
use crate::grant::{Grant, GrantState};
use crate::ledger::{Account, Position, Stage};
use crate::obligation::ObligationState;

impl Life {
    /// The first promise that does not hold.
    pub(super) fn broken(&self) -> Option<String> {
        let (grant, position) = (&self.grant, Position::of(&self.grant));
        let unposted = self.unposted(grant).or_else(|| self.unposted(&self.other));
        if unposted.is_some() {
            return unposted;
        }
        if self.balances.values().sum::<i64>() != 0 {
            return Some("postings do not sum to nothing".to_owned());
        }
        let held = position.at(Stage::Attested) + position.at(Stage::Paid);
        let to_repay = match grant.state {
            GrantState::Recovery { to_repay, .. } => to_repay.ore(),
            _ => 0,
        };
        let may_be_held = grant.remitted().ore();
        let not_repaid = position.total() - position.at(Stage::Repaid);
        if not_repaid > grant.granted.ore() + to_repay + may_be_held {
            return Some(format!("{not_repaid} of {}", grant.granted.ore()));
        }
        let beyond = grant
            .kept()
            .map_or(0, |kept| (held - kept.ore() - may_be_held).max(0));
        if to_repay != beyond {
            return Some(format!(
                "{to_repay} remains to repay, {beyond} is held beyond"
            ));
        }
        if let Some(told) = self.claimed_twice() {
            return Some(told);
        }
        if self.neighbour != NEIGHBOUR {
            return Some("another recipient was lowered".to_owned());
        }
        let given = self.grant.granted.ore() + self.paid_out + self.neighbour;
        if self.left < 0 || self.reserve < 0 || given + self.left + self.reserve != self.whole {
            return Some("an appeal was paid from nowhere".to_owned());
        }
        self.kept_or_paid_wrongly().or_else(|| self.lost_duty())
    }

    /// The first stage of a grant that the ledger has otherwise.
    fn unposted(&self, grant: &Grant) -> Option<String> {
        let position = Position::of(grant);
        let booked = |stage: Stage| -> i64 {
            let of_stage = self
                .balances
                .iter()
                .filter_map(|(account, ore)| match account {
                    Account::Grant {
                        stage: of,
                        grant: key,
                        ..
                    } if *of == stage && key.grant == grant.id => Some(ore),
                    _ => None,
                });
            of_stage.sum()
        };
        let mut stages = Stage::ALL.into_iter();
        let wrong = stages.find(|stage| booked(*stage) != position.at(*stage));
        wrong.map(|stage| format!("{stage:?} is {} in the ledger", booked(stage)))
    }

    pub(super) fn lost_duty(&self) -> Option<String> {
        if let GrantState::Closed { .. } = self.grant.state
            && self.grant.has_running_duty()
        {
            return Some("closed while a duty runs".to_owned());
        }
        let ended = self.grant.obligations.iter().find(|one| match one.state {
            ObligationState::Ended { began, on } => {
                on != began.checked_add_months(chrono::Months::new(240)).unwrap()
            }
            _ => false,
        });
        ended.map(|one| format!("duty {} ended before its years", one.number))
    }
}
