//! Money freed by declined and lapsed offers, divided again: in the order of the frozen run, and
//! never lowering what anybody was told.

use std::collections::BTreeMap;

use allocation::{Amount, Rule, Scenario, Tail};
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
pub enum WaitingStatus {
    /// It can get more.
    Waiting,
    /// It stays as it is: a person decided its amount, or its grant is past being raised.
    Fixed,
    /// It was declined or it lapsed. It does not come back.
    Ended,
}

/// One application of the frozen run when freed money is divided.
#[derive(Debug, Clone, PartialEq)]
pub struct WaitingCase {
    /// The application as the frozen run saw it.
    pub competitor: Competitor,
    /// The last decision on it.
    pub award: Award,
    /// Its expectation.
    pub status: WaitingStatus,
}

impl WaitingCase {
    /// Returns what it was told it gets and still can have.
    fn notified(&self) -> Money {
        match self.status {
            WaitingStatus::Waiting | WaitingStatus::Fixed => self.award.amount,
            WaitingStatus::Ended => Money::ZERO,
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
    pub fn scenario(&self, cases: &[WaitingCase]) -> Scenario {
        let by_id: BTreeMap<String, &WaitingCase> = cases
            .iter()
            .map(|case| (case.competitor.application.to_string(), case))
            .collect();
        // The result of the frozen run with the amounts that were decided, which a person may have
        // changed since.
        let mut notified_result = self.first.result.clone();
        for award in &mut notified_result.awards {
            let case = by_id.get(award.id.as_str());
            award.amount = case.map_or(Money::ZERO, |case| case.notified()).into();
        }
        let ended: Vec<&str> = by_id
            .iter()
            .filter(|(_, case)| case.status == WaitingStatus::Ended)
            .map(|(id, _)| id.as_str())
            .collect();
        let way = match &self.first.scenario.rule {
            _ if self.to_everybody => Release::ToEverybody,
            Rule::Ranked(tail) => Release::ToTheList(*tail),
            _ => Release::ToTheList(self.tail_rule),
        };
        let mut scenario = release(&self.first.scenario, &notified_result, &ended, way);
        let notified: i64 = cases.iter().map(|case| case.notified().ore()).sum();
        scenario.budget = notified.saturating_add(self.left.ore()).into();
        // A reserved part is released when its day has come, also between two allocations.
        scenario.as_of = scenario.as_of.map(|_| self.today.to_string());
        for applicant in &mut scenario.applicants {
            let case = by_id.get(applicant.id.as_str());
            if let Some(fixed) = case.filter(|case| case.status == WaitingStatus::Fixed) {
                hold(applicant, fixed.award.amount.into());
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
        cases: &[WaitingCase],
    ) -> Result<(SubFrameRun, Vec<Award>), Refusal> {
        let scenario = self.scenario(cases);
        let budget = Money::from(scenario.budget);
        let mut run = Run::of(scenario).map_err(Refusal::from)?;
        run.plan.clone_from(&self.first.plan);
        let calculated = Awards::of(&run);
        let awards = cases
            .iter()
            .map(|case| decided(case, &calculated))
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

/// Keeps an applicant at its amount.
fn hold(applicant: &mut allocation::Applicant, amount: Amount) {
    applicant.max = Some(amount);
    applicant.min = None;
    applicant.committed = applicant.committed.map(|committed| committed.min(amount));
}

/// The award of one application: what it had, or more.
fn decided(case: &WaitingCase, calculated: &Awards<'_>) -> Award {
    let before = case.award.clone();
    let notified = case.notified();
    match case.status {
        WaitingStatus::Ended => released(before),
        WaitingStatus::Fixed => Award {
            notified,
            calculated: calculated.award(&case.competitor).calculated,
            ..before
        },
        WaitingStatus::Waiting => {
            let now = calculated.award(&case.competitor);
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
