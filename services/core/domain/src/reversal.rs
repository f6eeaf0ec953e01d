//! Reversals (omgjøring): the authority changes its own decision without an appeal.

use chrono::NaiveDate;

use crate::calendar::local_date;
use crate::decision::Decision;
use crate::findings::Finding;
use crate::grant::{Grant, GrantState};
use crate::money::Money;
use crate::shared_rules::appeal_time;

/// The law that allows a reversal without an appeal.
const LAW: &str = "Forvaltningsloven § 35";

crate::coded! {
    /// The ground of a reversal.
    pub ReversalGround {
        /// It harms no one whom the decision is about.
        NoHarm = "no_harm",
        /// The decision has not reached the party.
        NotReached = "not_reached",
        /// The decision is invalid.
        Invalid = "invalid",
        /// The decision itself, a law or general rules allow it, such as when its terms are broken.
        Allowed = "allowed",
    }
}

/// A decision that is to be reversed, with what it stands beside.
#[derive(Debug, Clone, Copy)]
pub struct Reversing<'a> {
    /// The decision.
    pub decision: &'a Decision,
    /// All decisions about the application, in order.
    pub series: &'a [Decision],
    /// True if an appeal of the case runs.
    pub appealed: bool,
    /// The grant; none where nothing was granted.
    pub grant: Option<&'a Grant>,
    /// The amount that is decided now; none where none is.
    pub now: Option<Money>,
    /// The amount applied for.
    pub requested: Money,
}

impl Reversing<'_> {
    /// Everything that stands in the way of an amount on a ground today.
    #[must_use]
    pub fn faults(
        &self,
        (amount, ground): (Money, ReversalGround),
        today: NaiveDate,
    ) -> Vec<Finding> {
        let mut faults = Vec::new();
        let later = self.series.iter();
        let mut later = later.filter(|one| one.number > self.decision.number);
        if !self.decision.kind.supersedes() || later.any(|one| one.kind.supersedes()) {
            faults.push(fault("REVERSAL_SUPERSEDED").on("name"));
        }
        let Some(now) = self.now else {
            faults.push(fault("REVERSAL_OF_NO_AMOUNT").on("name"));
            return faults;
        };
        if self.appealed {
            faults.push(fault("REVERSAL_APPEAL_RUNS").on("name"));
        }
        if amount == now {
            faults.push(
                fault("REVERSAL_SAME_AMOUNT")
                    .on("amount")
                    .with("amount", now),
            );
        }
        if amount > self.requested {
            let above = fault("REVERSAL_ABOVE_REQUESTED").on("amount");
            faults.push(
                above
                    .with("amount", amount)
                    .with("requested", self.requested),
            );
        }
        faults.extend(self.grant_fault(amount, now, today));
        faults.extend(self.ground_fault(ground, amount < now, today));
        faults
    }

    /// The reason that the grant cannot follow.
    fn grant_fault(&self, amount: Money, now: Money, today: NaiveDate) -> Option<Finding> {
        let grant = self.grant?;
        let follows = if amount > now {
            grant.can_rise_on(today)
        } else {
            grant.can_fall()
        };
        let code = match grant.state {
            GrantState::Declined | GrantState::Lapsed | GrantState::Reversed => {
                "REVERSAL_GRANT_ENDED"
            }
            _ if amount < now => "REVERSAL_DUTY_RUNS",
            _ => "REVERSAL_GRANT_CANNOT_RISE",
        };
        (!follows).then(|| fault(code).on("amount"))
    }

    /// The reason that the ground does not hold.
    fn ground_fault(
        &self,
        ground: ReversalGround,
        harms: bool,
        today: NaiveDate,
    ) -> Option<Finding> {
        let code = match ground {
            ReversalGround::NoHarm if harms => "REVERSAL_HARMS",
            ReversalGround::NotReached if self.has_reached(today) => "REVERSAL_REACHED",
            _ => return None,
        };
        Some(Finding::blocking(code, LAW).on("ground"))
    }

    /// Returns true if the decision has reached the party by a day, or is taken to: a party that
    /// accepted its terms has read it.
    fn has_reached(&self, today: NaiveDate) -> bool {
        let accepted = self.grant.and_then(|grant| grant.accepted_terms.as_ref());
        let accepted = accepted.is_some_and(|terms| terms.decision == self.decision.number);
        let time = appeal_time(local_date(self.decision.decided)).ok();
        let reached = time.and_then(|time| time.reached(&self.decision.delivery()).ok()?);
        accepted || reached.is_some_and(|reached| reached.on <= today)
    }
}

fn fault(code: &'static str) -> Finding {
    Finding::blocking(code, "configurable")
}
