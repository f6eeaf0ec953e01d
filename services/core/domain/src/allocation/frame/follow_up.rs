//! Money freed by declined and lapsed offers, divided again: in the order of the frozen run, and
//! never lowering what anybody was told.

use std::collections::BTreeMap;

use allocation::{Applicant as Entrant, Rule, Scenario, Tail};
use chrono::NaiveDate;
use insight::{Release, release};

use super::reason::Awards;
use super::{Competitor, Run};
use crate::allocation::SubFrameRun;
use crate::allocation::award::{Award, AwardReason, RELEASED};
use crate::findings::args;
use crate::money::Money;
use crate::refusal::Refusal;

/// The expectation of an application on freed money.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Footing {
    /// It can get more.
    Waiting,
    /// It stays as it is: a person decided its amount, or its grant is past being raised.
    Fixed,
    /// It was declined or it lapsed. It does not come back.
    Ended,
}

/// The standing of one application of the frozen run when freed money is divided.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// The application as the frozen run saw it.
    pub competitor: Competitor,
    /// The last decision on it.
    pub award: Award,
    /// Its expectation.
    pub footing: Footing,
}

impl Standing {
    /// Returns what it was told it gets and still can have.
    fn notified(&self) -> Money {
        match self.footing {
            Footing::Waiting | Footing::Fixed => self.award.amount,
            Footing::Ended => Money::ZERO,
        }
    }
}

/// One sub-frame of a call whose freed money is divided.
#[derive(Debug, Clone, Copy)]
pub struct FollowUp<'a> {
    /// The frozen run of the call's first allocation: its scores, its draw and its rule hold.
    pub first: &'a Run,
    /// The call's tail rule, where the frozen run was not a ranked list.
    pub tail_rule: Tail,
    /// True if all share by the scheme's rule, on top of what they were told; else notified awards
    /// stay and the money goes down the list to those who got nothing.
    pub to_everybody: bool,
    /// The amount that can be promised now: freed and left over.
    pub left: Money,
    /// The day, in Norway.
    pub today: NaiveDate,
}

impl FollowUp<'_> {
    /// The engine's scenario: the frozen one, without those who ended, with what the others were
    /// told as a first claim.
    #[must_use]
    pub fn scenario(&self, standings: &[Standing]) -> Scenario {
        let by_id: BTreeMap<String, &Standing> = standings
            .iter()
            .map(|standing| (standing.competitor.application.to_string(), standing))
            .collect();
        // The result of the frozen run with the amounts that were decided, which a person may have
        // changed since.
        let mut told = self.first.result.clone();
        for share in &mut told.awards {
            let standing = by_id.get(share.id.as_str());
            share.amount = standing.map_or(0, |standing| standing.notified().ore());
        }
        let ended: Vec<&str> = by_id
            .iter()
            .filter(|(_, standing)| standing.footing == Footing::Ended)
            .map(|(id, _)| id.as_str())
            .collect();
        let way = match &self.first.scenario.rule {
            _ if self.to_everybody => Release::ToEverybody,
            Rule::Ranked(tail) => Release::ToTheList(*tail),
            _ => Release::ToTheList(self.tail_rule),
        };
        let mut scenario = release(&self.first.scenario, &told, &ended, way);
        let notified: i64 = standings
            .iter()
            .map(|standing| standing.notified().ore())
            .sum();
        scenario.budget = notified.saturating_add(self.left.ore());
        // A reserved part is released when its day has come, also between two allocations.
        scenario.as_of = scenario.as_of.map(|_| self.today.to_string());
        for entrant in &mut scenario.applicants {
            let standing = by_id.get(entrant.id.as_str());
            if let Some(fixed) = standing.filter(|standing| standing.footing == Footing::Fixed) {
                hold(entrant, fixed.award.amount.ore());
            }
        }
        scenario
    }

    /// Divides: the frozen run, and an award for each, in their order, with what it was told and
    /// what it gets.
    ///
    /// # Errors
    /// [`Refusal::AllocationConflict`] with everything that contradicts.
    pub fn divide(
        &self,
        sub_frame: &str,
        standings: &[Standing],
    ) -> Result<(SubFrameRun, Vec<Award>), Refusal> {
        let scenario = self.scenario(standings);
        let budget = Money::from_ore(scenario.budget);
        let mut run = Run::of(scenario).map_err(Refusal::from)?;
        run.plan.clone_from(&self.first.plan);
        let calculated = Awards::of(&run);
        let awards = standings
            .iter()
            .map(|standing| decided(standing, &calculated))
            .collect();
        let frozen = SubFrameRun {
            sub_frame: sub_frame.to_owned(),
            budget,
            document: run.document(),
            run_hash: run.result.run_hash.clone(),
        };
        Ok((frozen, awards))
    }
}

/// Keeps an entrant at its amount.
fn hold(entrant: &mut Entrant, amount: i64) {
    entrant.max = Some(amount);
    entrant.min = None;
    entrant.committed = entrant.committed.map(|committed| committed.min(amount));
}

/// The award of one application: what it had, or more.
fn decided(standing: &Standing, calculated: &Awards<'_>) -> Award {
    let before = standing.award.clone();
    let notified = standing.notified();
    match standing.footing {
        Footing::Ended => released(before),
        Footing::Fixed => Award {
            notified,
            calculated: calculated.award(&standing.competitor).calculated,
            ..before
        },
        Footing::Waiting => {
            let now = calculated.award(&standing.competitor);
            if now.amount == notified && notified > Money::ZERO {
                return Award { notified, ..before };
            }
            let raised = AwardReason::engine(
                "RAISED",
                args([
                    ("notified", notified.into()),
                    ("amount", now.amount.into()),
                    ("claimed", now.claimed.into()),
                ]),
            );
            let cut = now.amount < now.claimed && notified > Money::ZERO;
            let reason = if cut { Some(raised) } else { now.reason };
            Award {
                notified,
                reason,
                ..now
            }
        }
    }
}

/// The award of an application that was declined or lapsed: nothing is promised on it any more.
fn released(before: Award) -> Award {
    let before_that = before.reason.as_ref().map(AwardReason::code);
    if before_that == Some(RELEASED) {
        return before;
    }
    Award {
        reason: Some(AwardReason::engine(
            RELEASED,
            args([("amount", before.amount.into())]),
        )),
        claimed: Money::ZERO,
        notified: Money::ZERO,
        calculated: Money::ZERO,
        amount: Money::ZERO,
        ..before
    }
}
