//! A disposal: cases that are announced together, and what became of each.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{KeptReason, RetentionClass, Standing};
use crate::findings::Finding;
use crate::identifiers::{ApplicationId, CallId, CaseReference, DisposalId, OrganisationNumber};
use crate::names;
use crate::refusal::Refusal;
use crate::step::{Revision, StepName, StepRecord};

/// The most cases of one disposal.
pub const DISPOSAL_MAX: usize = 1_000;

/// The erasure of a case: when, and under which disposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Erasure {
    /// The time.
    pub at: DateTime<Utc>,
    /// The disposal.
    pub disposal: DisposalId,
}

impl Erasure {
    /// The refusal of a step on something of the case.
    #[must_use]
    pub fn refusal(self, resource: String) -> Refusal {
        Refusal::Erased {
            resource,
            at: self.at,
            disposal: names::disposal(self.disposal),
        }
    }
}

/// Numbers of what was erased of a case.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErasedCounts {
    /// Events whose payload was erased.
    pub events: i64,
    /// Documents and files of the application.
    pub documents: i64,
    /// Letters, in any language.
    pub letters: i64,
    /// Bytes of documents, files and letters.
    pub bytes: i64,
    /// Other rows that were removed or emptied.
    pub rows: i64,
}

impl ErasedCounts {
    /// Adds what was erased of another case.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self {
            events: self.events + other.events,
            documents: self.documents + other.documents,
            letters: self.letters + other.letters,
            bytes: self.bytes + other.bytes,
            rows: self.rows + other.rows,
        }
    }
}

/// What became of a case of a disposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Its content was erased.
    Erased {
        /// The time.
        at: DateTime<Utc>,
        /// Numbers of what was.
        counts: ErasedCounts,
    },
    /// It was passed over.
    Kept {
        /// The time.
        at: DateTime<Utc>,
        /// The reasons.
        reasons: Vec<KeptReason>,
    },
}

/// A case of a disposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DisposalCase {
    /// The call.
    pub call: CallId,
    /// The case.
    pub application: ApplicationId,
    /// The case reference.
    pub case_reference: CaseReference,
    /// The party.
    pub organisation: OrganisationNumber,
    /// The class.
    pub class: RetentionClass,
    /// The day that its time is counted from.
    pub ended: NaiveDate,
    /// The day that its time is over.
    pub due: NaiveDate,
    /// The source of the rule value.
    pub source: String,
    /// What became of it; none before.
    pub outcome: Option<Outcome>,
}

impl DisposalCase {
    /// Returns what the seen hash is taken of, and what events tell.
    #[must_use]
    pub fn named(&self) -> (String, RetentionClass, NaiveDate) {
        let name = names::application(&self.call, self.application);
        (name, self.class, self.due)
    }
}

/// A disposal of cases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disposal {
    /// The id that the client chose.
    pub id: DisposalId,
    /// Order of disposals; zero for a plan.
    pub number: i64,
    /// The call; none for all of the scheme.
    pub call: Option<CallId>,
    /// Cases whose time is over by this day.
    pub due_by: NaiveDate,
    /// The first day that they may be erased.
    pub erase_on: NaiveDate,
    /// Its cases, by the day that their time is over.
    pub cases: Vec<DisposalCase>,
    /// Cases that were passed over, because the person had declared an interest in them.
    pub left_out: i32,
    /// The person who announced it, the time and the reason.
    pub announced: StepRecord,
    /// The other person who began to carry it out; none before.
    pub carried_out: Option<StepRecord>,
    /// Objects that are still to be deleted from the object store.
    pub objects_left: i64,
}

impl Disposal {
    /// Judges whether a person may carry it out: another than the one who announced it, when the
    /// notice is over.
    ///
    /// # Errors
    /// [`Refusal::FourEyes`]; [`Refusal::RulesNotMet`] before that day.
    pub fn may_be_carried_out(&self, by: &str, today: NaiveDate) -> Result<(), Refusal> {
        if self.announced.actor == by {
            return Err(Refusal::FourEyes {
                actor: by.to_owned(),
                other: StepName::AnnounceDisposal,
                step: StepName::CarryOutDisposal,
            });
        }
        if today < self.erase_on {
            let finding = Finding::blocking("DISPOSAL_NOTICE_RUNS", "configurable");
            let finding = finding.with("date", self.erase_on);
            return Err(Refusal::RulesNotMet(vec![finding]));
        }
        Ok(())
    }

    /// Returns true once every case is settled and every object is deleted.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.objects_left == 0 && self.cases.iter().all(|case| case.outcome.is_some())
    }

    /// Returns the sum of what was erased.
    #[must_use]
    pub fn counts(&self) -> ErasedCounts {
        let counts = self.cases.iter().filter_map(|case| match &case.outcome {
            Some(Outcome::Erased { counts, .. }) => Some(*counts),
            Some(Outcome::Kept { .. }) | None => None,
        });
        counts.fold(ErasedCounts::default(), ErasedCounts::plus)
    }
}

/// A hold on a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseHold {
    /// The person who held it, the time and the reason.
    pub held: StepRecord,
    /// The person who released it; none while it is held.
    pub released: Option<StepRecord>,
}

/// The retention of one case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RetainedCase {
    /// The call.
    pub call: CallId,
    /// The case.
    pub application: ApplicationId,
    /// The party.
    pub organisation: OrganisationNumber,
    /// Where it stands.
    pub standing: Standing,
    /// Its holds, in order.
    pub holds: Vec<CaseHold>,
    /// The disposal that it is announced under, and the first day that it may be erased; none
    /// where it is in none that is open.
    pub announced: Option<(DisposalId, NaiveDate)>,
    /// Its erasure; none while it is kept.
    pub erased: Option<Erasure>,
}

impl RetainedCase {
    /// Returns true while it is held.
    #[must_use]
    pub fn is_held(&self) -> bool {
        self.holds.iter().any(|hold| hold.released.is_none())
    }

    /// Returns the number of its changes, from 1: each hold and each release is one.
    #[must_use]
    pub fn revision(&self) -> Revision {
        let released = self.holds.iter().filter(|hold| hold.released.is_some());
        let changes = self.holds.len() + released.count();
        (0..changes).fold(Revision::FIRST, |revision, _| revision.next())
    }

    /// Holds it, or releases it.
    ///
    /// # Errors
    /// [`Refusal::WrongState`] when it is held already, or not held.
    pub fn hold(&self, step: StepName) -> Result<(), Refusal> {
        let (held, wanted) = (self.is_held(), step == StepName::HoldCase);
        if held != wanted {
            return Ok(());
        }
        Err(Refusal::WrongState {
            resource: names::retention(&self.call, self.application),
            state: if held { "held" } else { "not_held" },
            step,
        })
    }
}
