//! An application (søknad) and the steps it can take. A step consumes the old state and returns the
//! new or a refusal.

mod changes;
pub mod claim;
mod contact;
mod placement;
mod state;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use text::Language;

use crate::calendar::{end_of_day, is_within};
use crate::call::Call;
use crate::identifiers::{
    ApplicationId, AttachmentId, CallId, CaseReference, MunicipalityNumber, OrganisationNumber,
};
use crate::money::Money;
use crate::names;
use crate::organisation::ApplicantKind;
use crate::refusal::Refusal;
use crate::retention::Erasure;
use crate::step::{Revision, StepName, StepRecord};

pub use changes::DraftChanges;
pub use contact::{ContactPerson, PostalAddress, is_email};
pub use placement::Placement;
pub use state::{ApplicationState, Outcome, ScoreMilli, Submission};

/// The applicant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Applicant {
    /// Organisation number.
    pub organisation: OrganisationNumber,
    /// Name.
    pub name: String,
    /// Kind.
    pub kind: ApplicantKind,
    /// Municipality.
    pub municipality: MunicipalityNumber,
    /// True if the number is invented (imported rounds whose source has none). Never paid.
    pub invented_number: bool,
}

/// The applicant's draft.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Draft<F> {
    /// The applicant.
    pub applicant: Applicant,
    /// The amount applied for.
    pub requested: Money,
    /// The award of the year before.
    pub last_year: Option<Money>,
    /// The language of the letters of its decisions.
    #[serde(default)]
    pub letter_language: Language,
    /// The person whom the authority writes to.
    #[serde(default)]
    pub contact: Option<ContactPerson>,
    /// The postal address.
    #[serde(default)]
    pub address: Option<PostalAddress>,
    /// The scheme's form.
    pub form: F,
}

/// A file of an application, without its content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Attachment {
    /// Id, made by the client.
    pub id: AttachmentId,
    /// Its kind.
    pub kind: String,
    /// File name.
    pub file_name: String,
    /// Media type.
    pub media_type: String,
    /// Size in bytes.
    pub size_bytes: i64,
    /// SHA-256, hexadecimal.
    pub sha256: String,
}

/// The largest file an application takes, in bytes: 10 MiB.
pub const ATTACHMENT_BYTES_MAX: usize = 10 * 1024 * 1024;

/// The most files of an application.
pub const ATTACHMENTS_MAX: usize = 50;

/// An application.
#[derive(Debug, Clone, PartialEq)]
pub struct Application<F> {
    /// Id, made by the client.
    pub id: ApplicationId,
    /// The call.
    pub call: CallId,
    /// The case reference, the name people use.
    pub case_reference: CaseReference,
    /// The applicant's draft.
    pub draft: Draft<F>,
    /// Its state.
    pub state: ApplicationState,
    /// The step that brought it there.
    pub last_step: StepRecord,
    /// Changes so far.
    pub revision: Revision,
    /// Time of creation.
    pub created: DateTime<Utc>,
    /// Time of the last change.
    pub updated: DateTime<Utc>,
    /// Its erasure; none while it is kept. What the applicant wrote is empty since.
    pub erased: Option<Erasure>,
}

impl<F> Application<F> {
    /// Replaces what the applicant wrote.
    ///
    /// # Errors
    /// [`Refusal::WrongState`] unless draft or returned.
    pub fn update(mut self, draft: Draft<F>, step: StepRecord) -> Result<Self, Refusal> {
        match self.state {
            ApplicationState::Draft | ApplicationState::Returned { .. } => {
                self.draft = draft;
                Ok(self.stamped(step))
            }
            _ => Err(self.wrong_state(StepName::UpdateApplication)),
        }
    }

    /// Returns whether it may be submitted at an instant: a draft before the call's deadline, a
    /// returned application until the end of the day it is to be completed by, whether or not the
    /// call still takes others.
    ///
    /// # Errors
    /// [`Refusal::WrongState`] unless draft or returned; [`Refusal::DeadlinePassed`].
    pub fn in_time(&self, call: &Call, now: DateTime<Utc>) -> Result<(), Refusal> {
        match &self.state {
            ApplicationState::Draft => call.takes_applications_at(now),
            ApplicationState::Returned { complete_by, .. } if is_within(now, *complete_by) => {
                Ok(())
            }
            ApplicationState::Returned { complete_by, .. } => Err(Refusal::DeadlinePassed {
                // The day's end exists for every day a person can be asked to answer by.
                deadline: end_of_day(*complete_by).unwrap_or(now),
            }),
            _ => Err(self.wrong_state(StepName::SubmitApplication)),
        }
    }

    /// Returns whether files can be added.
    ///
    /// # Errors
    /// [`Refusal::WrongState`] unless draft or returned.
    pub fn takes_attachments(&self) -> Result<(), Refusal> {
        match self.state {
            ApplicationState::Draft | ApplicationState::Returned { .. } => Ok(()),
            _ => Err(self.wrong_state(StepName::UploadAttachment)),
        }
    }

    /// Submits a draft, or a returned application again: the first submission's time stays.
    ///
    /// # Errors
    /// [`Refusal::WrongState`] unless draft or returned.
    pub fn submit(mut self, mut submission: Submission, step: StepRecord) -> Result<Self, Refusal> {
        match &self.state {
            ApplicationState::Draft => {}
            ApplicationState::Returned {
                submission: first, ..
            } => submission.at = first.at,
            _ => return Err(self.wrong_state(StepName::SubmitApplication)),
        }
        self.state = ApplicationState::Submitted { submission };
        Ok(self.stamped(step))
    }

    /// Takes the application back.
    ///
    /// # Errors
    /// [`Refusal::WrongState`] once it is part of a proposal or ended.
    pub fn withdraw(mut self, step: StepRecord) -> Result<Self, Refusal> {
        self.state = match self.state {
            ApplicationState::Draft => ApplicationState::Withdrawn { submission: None },
            ApplicationState::Submitted { submission }
            | ApplicationState::Returned { submission, .. }
            | ApplicationState::Assessed { submission, .. } => ApplicationState::Withdrawn {
                submission: Some(submission),
            },
            _ => return Err(self.wrong_state(StepName::WithdrawApplication)),
        };
        Ok(self.stamped(step))
    }

    /// Sends it back to be completed.
    ///
    /// # Errors
    /// [`Refusal::WrongState`] unless submitted.
    pub fn return_to_applicant(
        mut self,
        complete_by: NaiveDate,
        step: StepRecord,
    ) -> Result<Self, Refusal> {
        self.state = match self.state {
            ApplicationState::Submitted { submission } => ApplicationState::Returned {
                submission,
                complete_by,
            },
            _ => return Err(self.wrong_state(StepName::ReturnApplication)),
        };
        Ok(self.stamped(step))
    }

    /// Gives the applicant until a later day to complete it.
    ///
    /// # Errors
    /// [`Refusal::WrongState`] unless it was sent back.
    pub fn complete_later(mut self, until: NaiveDate, step: StepRecord) -> Result<Self, Refusal> {
        self.state = match self.state {
            ApplicationState::Returned { submission, .. } => ApplicationState::Returned {
                submission,
                complete_by: until,
            },
            _ => return Err(self.wrong_state(StepName::MoveDeadlines)),
        };
        Ok(self.stamped(step))
    }

    /// Dismisses it.
    ///
    /// # Errors
    /// [`Refusal::WrongState`] unless submitted, returned or assessed.
    pub fn dismiss(mut self, step: StepRecord) -> Result<Self, Refusal> {
        let score = self.state.score();
        self.state = match self.state {
            ApplicationState::Submitted { submission }
            | ApplicationState::Returned { submission, .. }
            | ApplicationState::Assessed { submission, .. } => {
                ApplicationState::Dismissed { submission, score }
            }
            _ => return Err(self.wrong_state(StepName::DismissApplication)),
        };
        Ok(self.stamped(step))
    }

    /// Takes it up again after its dismissal was annulled, where it was before.
    ///
    /// # Errors
    /// [`Refusal::WrongState`] unless dismissed.
    pub fn reopen(mut self, (by, step): (StepName, StepRecord)) -> Result<Self, Refusal> {
        self.state = match self.state {
            ApplicationState::Dismissed {
                submission,
                score: Some(score),
            } => ApplicationState::Assessed { submission, score },
            ApplicationState::Dismissed {
                submission,
                score: None,
            } => ApplicationState::Submitted { submission },
            _ => return Err(self.wrong_state(by)),
        };
        Ok(self.stamped(step))
    }

    /// Records the mean score of its assessments.
    ///
    /// # Errors
    /// [`Refusal::WrongState`] unless submitted or assessed.
    pub fn assess(mut self, score: ScoreMilli, step: StepRecord) -> Result<Self, Refusal> {
        self.state = match self.state {
            ApplicationState::Submitted { submission }
            | ApplicationState::Assessed { submission, .. } => {
                ApplicationState::Assessed { submission, score }
            }
            _ => return Err(self.wrong_state(StepName::RecordAssessment)),
        };
        Ok(self.stamped(step))
    }

    /// Makes it part of a proposal.
    ///
    /// # Errors
    /// [`Refusal::WrongState`] unless assessed or recommended before.
    pub fn recommend(mut self, outcome: Outcome, step: StepRecord) -> Result<Self, Refusal> {
        self.state = match self.state {
            ApplicationState::Assessed { submission, score }
            | ApplicationState::Recommended {
                submission, score, ..
            } => ApplicationState::Recommended {
                submission,
                score,
                outcome,
            },
            _ => return Err(self.wrong_state(StepName::ProposeAllocation)),
        };
        Ok(self.stamped(step))
    }

    /// Decides it as proposed: in full when it gets everything it applied for.
    ///
    /// # Errors
    /// [`Refusal::WrongState`] unless recommended.
    pub fn decide(mut self, step: StepRecord) -> Result<Self, Refusal> {
        let requested = self.draft.requested;
        self.state = match self.state {
            ApplicationState::Recommended {
                submission,
                score,
                outcome,
            } => ApplicationState::decide(requested, submission, score, outcome),
            _ => return Err(self.wrong_state(StepName::ApproveAllocation)),
        };
        Ok(self.stamped(step))
    }

    /// Gives more to an application that was refused or granted in part, from money that others
    /// left.
    ///
    /// # Errors
    /// [`Refusal::WrongState`] unless it was decided, with less than this.
    pub fn raise(mut self, outcome: Outcome, step: StepRecord) -> Result<Self, Refusal> {
        let requested = self.draft.requested;
        self.state = match self.state {
            ApplicationState::Refused {
                submission,
                score,
                outcome: before,
            }
            | ApplicationState::PartlyGranted {
                submission,
                score,
                outcome: before,
            } if before.amount < outcome.amount => {
                ApplicationState::decide(requested, submission, score, outcome)
            }
            _ => return Err(self.wrong_state(StepName::ApproveAllocation)),
        };
        Ok(self.stamped(step))
    }

    /// Gives less to an application that was granted something, after its decision.
    ///
    /// # Errors
    /// [`Refusal::WrongState`] unless it was decided, with more than this.
    pub fn lower(
        mut self,
        outcome: Outcome,
        (by, step): (StepName, StepRecord),
    ) -> Result<Self, Refusal> {
        let requested = self.draft.requested;
        self.state = match self.state {
            ApplicationState::Granted {
                submission,
                score,
                outcome: before,
            }
            | ApplicationState::PartlyGranted {
                submission,
                score,
                outcome: before,
            } if before.amount > outcome.amount => {
                ApplicationState::decide(requested, submission, score, outcome)
            }
            _ => return Err(self.wrong_state(by)),
        };
        Ok(self.stamped(step))
    }

    /// Takes it out of a proposal that was sent back.
    ///
    /// # Errors
    /// [`Refusal::WrongState`] unless recommended.
    pub fn unrecommend(mut self, step: StepRecord) -> Result<Self, Refusal> {
        self.state = match self.state {
            ApplicationState::Recommended {
                submission, score, ..
            } => ApplicationState::Assessed { submission, score },
            _ => return Err(self.wrong_state(StepName::ReturnAllocation)),
        };
        Ok(self.stamped(step))
    }

    /// The refusal for a step that is not open now.
    #[must_use]
    pub fn wrong_state(&self, step: StepName) -> Refusal {
        Refusal::WrongState {
            resource: names::application(&self.call, self.id),
            state: self.state.name(),
            step,
        }
    }

    fn stamped(mut self, step: StepRecord) -> Self {
        self.updated = step.at;
        self.last_step = step;
        self.revision = self.revision.next();
        self
    }
}
