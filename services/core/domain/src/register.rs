//! Facts about applicants that rules look up: registrations, earlier recipients, approved models.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::identifiers::{
    CallId, CaseReference, MunicipalityNumber, OrganisationNumber, serial_number,
};
use crate::money::Money;
use crate::names;
use crate::refusal::Refusal;
use crate::step::{StepName, StepRecord};

serial_number!(
    /// Number of a batch of register entries, from 1.
    EntryBatchNumber
);

/// One fact about one organisation, for a time.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RegisterEntry {
    /// Which register, one of the scheme's.
    pub register: String,
    /// The organisation.
    pub organisation: OrganisationNumber,
    /// The municipality the fact follows through mergers, if it does.
    pub municipality: Option<MunicipalityNumber>,
    /// First day.
    pub from: NaiveDate,
    /// Last day; `None` while it holds.
    pub to: Option<NaiveDate>,
    /// The source of the fact.
    pub source: String,
}

impl RegisterEntry {
    /// Returns true if the entry holds on a day.
    #[must_use]
    pub fn holds_on(&self, date: NaiveDate) -> bool {
        self.from <= date && self.to.is_none_or(|to| date <= to)
    }
}

/// Entries that were recorded together. They hold once another person confirmed them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryBatch {
    /// Its number.
    pub number: EntryBatchNumber,
    /// The entries.
    pub entries: Vec<RegisterEntry>,
    /// The person who recorded them, and when.
    pub recorded: StepRecord,
    /// The answer; none while they wait.
    pub answer: Option<BatchAnswer>,
}

/// The answer to a batch of entries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchAnswer {
    /// True if they hold from then on.
    pub confirmed: bool,
    /// The person who answered, when and why.
    pub record: StepRecord,
}

impl EntryBatch {
    /// Answers the batch.
    ///
    /// # Errors
    /// [`Refusal::WrongState`] once it is answered; [`Refusal::FourEyes`] when the person who
    /// recorded it confirms it.
    pub fn answered(mut self, answer: BatchAnswer, step: StepName) -> Result<Self, Refusal> {
        if let Some(before) = &self.answer {
            return Err(Refusal::WrongState {
                resource: names::entry_batch(self.number),
                state: if before.confirmed {
                    "confirmed"
                } else {
                    "rejected"
                },
                step,
            });
        }
        if answer.confirmed && answer.record.actor == self.recorded.actor {
            return Err(Refusal::FourEyes {
                actor: answer.record.actor,
                other: StepName::RecordEntries,
                step,
            });
        }
        self.answer = Some(answer);
        Ok(self)
    }
}

/// A grant the applicant, or a municipality merged into it, got in this scheme before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EarlierGrant {
    /// The call.
    pub call: CallId,
    /// The year it was for.
    pub grant_year: i32,
    /// The amount granted.
    pub granted: Money,
    /// True while the project runs: the grant is accepted and not ended, and the period of its
    /// project is not over.
    pub running: bool,
    /// True if every report that is due has been delivered.
    pub delivered: bool,
    /// True if every report that is due has been accepted.
    pub accepted: bool,
    /// Its case.
    pub case: CaseReference,
    /// The amount that is claimed back and remains to repay.
    pub debt: Money,
}
