//! Arrangements that are approved: what each does to the grant, and to the one whose payment is
//! kept.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::claim::fault;
use super::{ArrangementPlan, ArrangementState, InterestRules, RecoveryNumber};
use crate::findings::Finding;
use crate::grant::{Grant, Instalment, InstalmentState, Received, Repayment};
use crate::identifiers::{ApplicationId, CallId, CaseReference};
use crate::money::Money;
use crate::refusal::Refusal;
use crate::step::{StepName, StepRecord};

/// The payment that was kept for a repayment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetOff {
    /// The call of the grant that it was a payment of.
    pub call: CallId,
    /// The grant.
    pub grant: ApplicationId,
    /// Number of the instalment that was kept.
    pub instalment: i32,
}

/// An arrangement as it was approved.
#[derive(Debug, Clone, PartialEq)]
pub struct Approved {
    /// The grant that owes.
    pub grant: Grant,
    /// The repayment by a payment that is kept; none for other arrangements.
    pub repayment: Option<Repayment>,
    /// The grant whose payment is kept; none for other arrangements.
    pub kept_of: Option<KeptOf>,
}

/// A grant whose payment was kept.
#[derive(Debug, Clone, PartialEq)]
pub struct KeptOf {
    /// The grant.
    pub grant: Grant,
    /// The instalment that was added for the part that is kept; none where a whole one is.
    pub added: Option<Instalment>,
    /// The instalments that changed.
    pub changed: Vec<Instalment>,
}

impl Grant {
    /// Approves the arrangement that waits. `other` is the grant whose payment is kept, where it is
    /// a set-off, with what stands in the way of its payments outside of it.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] when there is no such recovery, and when none waits;
    /// [`Refusal::FourEyes`] to the person who proposed it; [`Refusal::RulesNotMet`] with
    /// everything that stands in the way by now.
    pub fn approve_arrangement(
        mut self,
        number: RecoveryNumber,
        other: Option<(Grant, Vec<Finding>)>,
        (rules, today): (&InterestRules, NaiveDate),
        step: StepRecord,
    ) -> Result<Approved, Refusal> {
        let waiting = self.arrangement_to_answer(number)?.clone();
        if waiting.proposed.actor == step.actor {
            return Err(Refusal::FourEyes {
                actor: step.actor,
                other: StepName::ProposeArrangement,
                step: StepName::ApproveArrangement,
            });
        }
        let recovery = self.recovery(number)?;
        let mut faults = self.plan_faults(recovery, &waiting.plan, (rules, today));
        let mut approved = None;
        if let ArrangementPlan::SetOff {
            call,
            grant,
            instalment,
            amount,
        } = &waiting.plan
        {
            match other {
                Some((other, outside)) if *call == other.call && *grant == other.id => {
                    faults.extend(outside);
                    faults.extend(other.set_off_faults(&self, (*instalment, *amount)));
                    faults.extend(other.payment_blocks(Some(&waiting.proposed.actor), today));
                    approved = Some((other, *instalment, *amount));
                }
                _ => faults.push(fault("SET_OFF_GRANT_UNKNOWN").on("set_off")),
            }
        }
        if !faults.is_empty() {
            return Err(Refusal::RulesNotMet(faults));
        }
        self.answer_arrangement(number, ArrangementState::Approved, &step);
        let (mut repayment, mut kept_of) = (None, None);
        if let Some((other, instalment, amount)) = approved {
            let case = self.case_reference.clone();
            let by = (&waiting.proposed, today);
            let kept = other.keep_payment((instalment, amount), case, by, step.clone());
            let received = Received {
                amount,
                booked: today,
                reference: kept.grant.case_reference.to_string(),
                entry: None,
            };
            let set_off = SetOff {
                call: kept.grant.call.clone(),
                grant: kept.grant.id,
                instalment: kept.added.as_ref().map_or(instalment, |one| one.number),
            };
            repayment = Some(self.book(received, Some(set_off), &step));
            kept_of = Some(kept);
        } else {
            // A remission leaves less to repay.
            self.change_instalments(&[]);
        }
        Ok(Approved {
            grant: self.stamped(step),
            repayment,
            kept_of,
        })
    }

    /// Everything that is wrong with keeping a part of an instalment for another grant.
    fn set_off_faults(&self, owing: &Grant, (number, amount): (i32, Money)) -> Vec<Finding> {
        let mut faults = Vec::new();
        if self.recipient.organisation != owing.recipient.organisation || self.id == owing.id {
            faults.push(fault("SET_OFF_GRANT_UNKNOWN").on("set_off"));
            return faults;
        }
        let instalment = self.instalments.iter().find(|one| one.number == number);
        match instalment {
            Some(one) if one.state == InstalmentState::Planned && !one.is_awaited() => {
                if amount > one.amount {
                    let above = fault("SET_OFF_ABOVE_INSTALMENT").on("set_off");
                    faults.push(above.with("amount", amount).with("left", one.amount));
                }
            }
            _ => {
                let number = i64::from(number);
                faults.push(
                    fault("SET_OFF_NOT_PLANNED")
                        .on("set_off")
                        .with("number", number),
                );
            }
        }
        faults
    }

    /// Keeps a part of a planned instalment for a debt: it counts as paid, and no money moves. The
    /// rest of it is paid as planned.
    fn keep_payment(
        mut self,
        (number, amount): (i32, Money),
        debt: CaseReference,
        (proposed, today): (&StepRecord, NaiveDate),
        step: StepRecord,
    ) -> KeptOf {
        let paid = InstalmentState::Paid {
            by: proposed.actor.clone(),
            at: proposed.at,
            booked: today,
            approval: None,
            set_off: Some(debt),
        };
        let next = self.instalments.iter().map(|one| one.number).max();
        let next = next.map_or(1, |last| last + 1);
        let mut added = None;
        let mut plan = self.instalments.iter_mut();
        if let Some(one) = plan.find(|one| one.number == number) {
            if one.amount == amount {
                one.state = paid;
            } else {
                one.amount = Money::from_ore(one.amount.ore() - amount.ore());
                added = Some(Instalment {
                    number: next,
                    amount,
                    state: paid,
                    hand_over: 1,
                    bank: None,
                    ..one.clone()
                });
            }
        }
        self.instalments.extend(added.clone());
        let first = self.instalments.iter().filter(|one| one.number == number);
        let first: Vec<Instalment> = first.cloned().collect();
        let mut changed = self.change_instalments(&first);
        // The part that is kept is written as a new row.
        changed.retain(|one| one.number != next);
        KeptOf {
            grant: self.stamped(step),
            added,
            changed,
        }
    }
}
