use chrono::NaiveDate;
use domain::decision::Decision;
use domain::delivery::{Arrival, DecisionPart, Delivery};
use domain::findings::Finding;
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use serde::Serialize;

use super::delivery_rows;
use super::find::{find, refused, subject};
use super::key::DecisionKey;
use crate::error::CaseError;
use crate::resource::Lock;
use crate::step::{Context, Record};

/// Records the day that a letter, or reasons that were asked for, reached the party. A later record
/// corrects an earlier one; the same again changes nothing.
///
/// # Errors
/// [`RulesNotMet`](domain::refusal::Refusal::RulesNotMet) for what was not sent, for a day before
/// it was, and for a day to come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RecordDelivery {
    /// The decision.
    pub key: DecisionKey,
    /// The part that arrived.
    pub part: DecisionPart,
    /// Delivered or read.
    pub arrival: Arrival,
    /// The day.
    pub on: NaiveDate,
    /// The evidence.
    pub reason: String,
}

impl<S: Scheme> Record<S> for RecordDelivery {
    const STEP: StepName = StepName::RecordDelivery;
    type Answer = Decision;

    async fn record(&self, context: &mut Context<'_>) -> Result<Decision, CaseError> {
        let before = find::<S>(context, &self.key, Lock::Yes).await?;
        let delivery = self.delivery(&before);
        let known = match self.arrival {
            Arrival::Read => delivery.read,
            Arrival::Delivered | Arrival::Assumed => delivery.delivered,
        };
        if known == Some(self.on) {
            return Ok(before);
        }
        let faults = self.faults(&delivery, context.actor.today());
        if !faults.is_empty() {
            return Err(refused(faults));
        }
        let record = context.record(&self.reason);
        let arrived = (self.part, self.arrival, self.on);
        delivery_rows::insert(context.db, &self.key, arrived, &record).await?;
        let event = context.event(&subject(&before), Revision::NONE, &self.reason, &arrived);
        context.append(&[event]).await?;
        find::<S>(context, &self.key, Lock::No).await
    }
}

impl RecordDelivery {
    fn delivery(&self, decision: &Decision) -> Delivery {
        match self.part {
            DecisionPart::Letter => decision.delivery(),
            DecisionPart::Reasons => {
                let reasons = decision.reasons.as_ref();
                reasons.map(|one| one.delivery).unwrap_or_default()
            }
        }
    }

    fn faults(&self, delivery: &Delivery, today: NaiveDate) -> Vec<Finding> {
        let fault = |code| Finding::blocking(code, "configurable").on("arrival_date");
        let mut faults = Vec::new();
        match delivery.sent {
            None => faults.push(Finding::blocking("DELIVERY_NOT_SENT", "configurable")),
            Some(sent) if self.on < sent => {
                faults.push(fault("DELIVERY_BEFORE_DISPATCH").with("date", sent));
            }
            Some(_) => {}
        }
        if self.on > today {
            faults.push(fault("DELIVERY_IN_FUTURE").with("date", self.on));
        }
        faults
    }
}
