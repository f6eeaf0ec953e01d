//! Grants that are offered again after an appeal: an offer that lapsed, or a grant that was
//! reversed to nothing before anything was paid.

use chrono::NaiveDate;

use super::{Awaited, Condition, Grant, GrantState, Instalment};
use crate::money::Money;
use crate::obligation::Obligation;
use crate::refusal::Refusal;
use crate::step::{StepName, StepRecord};

/// An offer that is made again.
#[derive(Debug, Clone, PartialEq)]
pub struct Renewal {
    /// The amount.
    pub granted: Money,
    /// The part of it that waits for next year's frame.
    pub awaited: Option<Awaited>,
    /// The last day to accept it.
    pub accept_by: NaiveDate,
    /// The letter's conditions.
    pub conditions: Vec<Condition>,
    /// The duties to repay.
    pub obligations: Vec<Obligation>,
    /// The payment plan, numbered from 1.
    pub instalments: Vec<Instalment>,
}

impl Grant {
    /// Returns true if it can be offered again: nothing of it was paid, and it lapsed or was
    /// reversed.
    #[must_use]
    pub fn can_be_renewed(&self) -> bool {
        let ended = matches!(self.state, GrantState::Lapsed | GrantState::Reversed);
        ended && self.paid() == Money::ZERO
    }

    /// Offers it again, with a plan of its own behind the one that fell away. Terms that were
    /// accepted before do not bind. Gives the new instalments.
    ///
    /// # Errors
    /// [`Refusal::WrongState`] unless it can be ([`Grant::can_be_renewed`]).
    pub fn renew(
        mut self,
        renewal: Renewal,
        (by, step): (StepName, StepRecord),
    ) -> Result<(Self, Vec<Instalment>), Refusal> {
        if !self.can_be_renewed() {
            return Err(self.wrong_state(by));
        }
        let last = self.instalments.iter().map(|one| one.number).max();
        let mut added = renewal.instalments;
        for one in &mut added {
            one.number += last.unwrap_or(0);
        }
        if let Some(awaited) = renewal.awaited {
            awaited.set_aside(&mut added);
        }
        self.instalments.extend_from_slice(&added);
        self.state = GrantState::Offered;
        self.granted = renewal.granted;
        self.accept_by = renewal.accept_by;
        self.conditions = renewal.conditions;
        self.obligations = renewal.obligations;
        self.accepted_terms = None;
        self.late_acceptance = None;
        self.lapse_notice = None;
        self.approved_by.clone_from(&step.actor);
        Ok((self.stamped(step), added))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grant::account_tests::{day, grant};
    use crate::grant::{InstalmentState, PlannedInstalment};

    fn step() -> StepRecord {
        StepRecord {
            actor: "berit".to_owned(),
            at: chrono::DateTime::UNIX_EPOCH,
            reason: String::new(),
        }
    }

    fn renewed(grant: Grant) -> Result<(Grant, Vec<Instalment>), Refusal> {
        let planned = PlannedInstalment {
            due: day(40),
            year: 2026,
            amount: Money::kroner(500),
        };
        let renewal = Renewal {
            granted: Money::kroner(500),
            awaited: None,
            accept_by: day(60),
            conditions: Vec::new(),
            obligations: Vec::new(),
            instalments: vec![Instalment::planned(1, planned)],
        };
        grant.renew(renewal, (StepName::DecideAppeal, step()))
    }

    #[test]
    fn an_ended_offer_is_made_again_with_a_plan_of_its_own() {
        for state in [GrantState::Lapsed, GrantState::Reversed] {
            let mut ended = grant();
            ended.state = state;
            for one in &mut ended.instalments {
                one.state = InstalmentState::Cancelled;
            }
            let before = ended.instalments.len();
            let (offered, added) = renewed(ended).unwrap();
            assert_eq!(offered.state, GrantState::Offered);
            assert_eq!((offered.last_day(), added.len()), (day(60), 1));
            let last = offered.instalments.last().unwrap();
            assert_eq!(usize::try_from(last.number), Ok(before + 1));
        }
    }

    #[test]
    fn a_grant_that_runs_or_was_declined_is_not_offered_again() {
        let mut declined = grant();
        declined.state = GrantState::Declined;
        for grant in [grant(), declined] {
            assert!(matches!(renewed(grant), Err(Refusal::WrongState { .. })));
        }
    }
}
