//! Appeals (klager): a party asks for a decision to be judged again, by the authority and then by
//! the body above it. Every outcome is a new decision.

mod judged;
mod money;
#[cfg(test)]
mod tests;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::case_file::CaseFileItem;
use crate::decision::DecisionNumber;
use crate::identifiers::{ApplicationId, CallId, OrganisationNumber, serial_number};
use crate::names;
use crate::refusal::Refusal;
use crate::step::{Revision, StepName, StepRecord};

pub use judged::{Appealed, lodging_faults};
pub use money::{
    APPEAL_RESERVE, AppealMoney, Available, Cover, NEXT_YEAR_FRAME, amount_faults, cover,
};

serial_number!(
    /// Number of an appeal among those of its application, from 1.
    AppealNumber
);

crate::coded! {
    /// The end of an appeal that was decided.
    pub AppealOutcome {
        /// The authority gave what was asked for (omgjøring).
        Reversed = "reversed",
        /// The authority gave a part of it.
        PartlyReversed = "partly_reversed",
        /// The authority decided anew after an annulment, with the same result.
        Reconsidered = "reconsidered",
        /// The body of appeal gave what was asked for (medhold).
        Upheld = "upheld",
        /// The body of appeal gave a part of it (delvis medhold).
        PartlyUpheld = "partly_upheld",
        /// The decision stands (stadfesting).
        Rejected = "rejected",
        /// Not considered (avvisning): late or inadmissible.
        Dismissed = "dismissed",
    }
}

/// State of an appeal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum AppealState {
    /// Waits to be prepared.
    Lodged,
    /// Came after the time to appeal: waits to be admitted or dismissed.
    Late,
    /// Prepared: waits for the authority's decision, or to be sent to the body of appeal.
    Prepared {
        /// The body of appeal annulled the decision before, so the authority must decide.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        annulled_by: Option<DecisionNumber>,
    },
    /// With the body of appeal.
    Forwarded,
    /// The body of appeal annulled the decision (oppheving): waits to be prepared again.
    SentBack {
        /// The decision that annuls.
        annulled_by: DecisionNumber,
    },
    /// Decided.
    Closed {
        /// The outcome.
        outcome: AppealOutcome,
        /// The decision with it.
        decision: DecisionNumber,
    },
    /// Taken back (trukket).
    Withdrawn,
}

impl AppealState {
    /// The names of all states.
    pub const NAMES: [&'static str; 7] = [
        "lodged",
        "late",
        "prepared",
        "forwarded",
        "sent_back",
        "closed",
        "withdrawn",
    ];

    /// The name in the database and in error metadata.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Lodged => "lodged",
            Self::Late => "late",
            Self::Prepared { .. } => "prepared",
            Self::Forwarded => "forwarded",
            Self::SentBack { .. } => "sent_back",
            Self::Closed { .. } => "closed",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Returns true until it is decided or withdrawn.
    #[must_use]
    pub const fn runs(&self) -> bool {
        !matches!(self, Self::Closed { .. } | Self::Withdrawn)
    }
}

/// The case file as it was sent to the body of appeal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Forwarding {
    /// Who sent it, when, and the authority's view.
    pub record: StepRecord,
    /// What was sent, in order.
    pub items: Vec<CaseFileItem>,
}

/// An appeal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appeal {
    /// The call.
    pub call: CallId,
    /// The application.
    pub application: ApplicationId,
    /// Number among the application's appeals.
    pub number: AppealNumber,
    /// The party.
    pub organisation: OrganisationNumber,
    /// The decision that is appealed.
    pub decision: DecisionNumber,
    /// The day it came in, in Norway.
    pub received: NaiveDate,
    /// Its words.
    pub text: String,
    /// Who lodged or registered it, and when.
    pub lodged: StepRecord,
    /// Who admitted it although it was late; none where it was in time, and before.
    pub admitted: Option<StepRecord>,
    /// Who prepared it last, and what was found; none before.
    pub prepared: Option<StepRecord>,
    /// The case file at the body of appeal; none before it is sent.
    pub forwarded: Option<Forwarding>,
    /// Its state.
    pub state: AppealState,
    /// The step that brought it there.
    pub last_step: StepRecord,
    /// Changes so far.
    pub revision: Revision,
}

impl Appeal {
    /// Admits it although it is late.
    ///
    /// # Errors
    /// [`Refusal::WrongState`] unless late.
    pub fn admit(mut self, step: StepRecord) -> Result<Self, Refusal> {
        if self.state != AppealState::Late {
            return Err(self.wrong_state(StepName::AdmitAppeal));
        }
        self.admitted = Some(step.clone());
        Ok(self.moved(AppealState::Lodged, step))
    }

    /// Judges whether it takes documents: until it is decided or withdrawn.
    ///
    /// # Errors
    /// [`Refusal::WrongState`].
    pub fn takes_documents(&self) -> Result<(), Refusal> {
        if self.state.runs() {
            return Ok(());
        }
        Err(self.wrong_state(StepName::UploadDocument))
    }

    /// Dismisses it, by a decision.
    ///
    /// # Errors
    /// [`Refusal::WrongState`] once it is with the body of appeal or ended.
    pub fn dismiss(self, decision: DecisionNumber, step: StepRecord) -> Result<Self, Refusal> {
        match self.state {
            AppealState::Late | AppealState::Lodged | AppealState::Prepared { .. } => {
                Ok(self.closed(AppealOutcome::Dismissed, decision, step))
            }
            AppealState::Forwarded
            | AppealState::SentBack { .. }
            | AppealState::Closed { .. }
            | AppealState::Withdrawn => Err(self.wrong_state(StepName::DismissAppeal)),
        }
    }

    /// Records that it is prepared.
    ///
    /// # Errors
    /// [`Refusal::WrongState`] unless it waits for that or is prepared.
    pub fn prepare(mut self, step: StepRecord) -> Result<Self, Refusal> {
        let annulled_by = match self.state {
            AppealState::Lodged => None,
            AppealState::Prepared { annulled_by } => annulled_by,
            AppealState::SentBack { annulled_by } => Some(annulled_by),
            AppealState::Late
            | AppealState::Forwarded
            | AppealState::Closed { .. }
            | AppealState::Withdrawn => return Err(self.wrong_state(StepName::PrepareAppeal)),
        };
        self.prepared = Some(step.clone());
        Ok(self.moved(AppealState::Prepared { annulled_by }, step))
    }

    /// Sends it to the body of appeal with a case file.
    ///
    /// # Errors
    /// [`Refusal::WrongState`] unless prepared, and once the body has annulled the decision: the
    /// authority decides then.
    pub fn forward(mut self, items: Vec<CaseFileItem>, step: StepRecord) -> Result<Self, Refusal> {
        if self.state != (AppealState::Prepared { annulled_by: None }) {
            return Err(self.wrong_state(StepName::ForwardAppeal));
        }
        self.forwarded = Some(Forwarding {
            record: step.clone(),
            items,
        });
        Ok(self.moved(AppealState::Forwarded, step))
    }

    /// Decides it as the authority.
    ///
    /// # Errors
    /// [`Refusal::WrongState`] unless prepared; for the same result, unless the body of appeal
    /// annulled the decision: without that the appeal is sent to the body.
    pub fn decide(
        self,
        outcome: OwnOutcome,
        decision: DecisionNumber,
        step: StepRecord,
    ) -> Result<Self, Refusal> {
        let outcome = match (&self.state, outcome) {
            (AppealState::Prepared { .. }, OwnOutcome::Reversed) => AppealOutcome::Reversed,
            (AppealState::Prepared { .. }, OwnOutcome::PartlyReversed) => {
                AppealOutcome::PartlyReversed
            }
            (
                AppealState::Prepared {
                    annulled_by: Some(_),
                },
                OwnOutcome::Reconsidered,
            ) => AppealOutcome::Reconsidered,
            _ => return Err(self.wrong_state(StepName::DecideAppeal)),
        };
        Ok(self.closed(outcome, decision, step))
    }

    /// Records what the body of appeal decided.
    ///
    /// # Errors
    /// [`Refusal::WrongState`] unless it is with the body.
    pub fn decided_by_body(
        self,
        outcome: BodyOutcome,
        decision: DecisionNumber,
        step: StepRecord,
    ) -> Result<Self, Refusal> {
        if self.state != AppealState::Forwarded {
            return Err(self.wrong_state(StepName::RecordAppealOutcome));
        }
        Ok(match outcome {
            BodyOutcome::Annulled => {
                let annulled_by = decision;
                self.moved(AppealState::SentBack { annulled_by }, step)
            }
            BodyOutcome::Rejected => self.closed(AppealOutcome::Rejected, decision, step),
            BodyOutcome::Upheld => self.closed(AppealOutcome::Upheld, decision, step),
            BodyOutcome::PartlyUpheld => self.closed(AppealOutcome::PartlyUpheld, decision, step),
        })
    }

    /// Takes it back.
    ///
    /// # Errors
    /// [`Refusal::WrongState`] once it ended.
    pub fn withdraw(self, step: StepRecord) -> Result<Self, Refusal> {
        if !self.state.runs() {
            return Err(self.wrong_state(StepName::WithdrawAppeal));
        }
        Ok(self.moved(AppealState::Withdrawn, step))
    }

    /// The refusal for a step that is not open now.
    #[must_use]
    pub fn wrong_state(&self, step: StepName) -> Refusal {
        Refusal::WrongState {
            resource: names::appeal(&self.call, self.application, self.number),
            state: self.state.name(),
            step,
        }
    }

    fn closed(self, outcome: AppealOutcome, decision: DecisionNumber, step: StepRecord) -> Self {
        self.moved(AppealState::Closed { outcome, decision }, step)
    }

    fn moved(mut self, state: AppealState, step: StepRecord) -> Self {
        self.state = state;
        self.last_step = step;
        self.revision = self.revision.next();
        self
    }
}

crate::coded! {
    /// A decision of the body of appeal.
    pub BodyOutcome {
        /// What was asked for is given (medhold).
        Upheld = "upheld",
        /// A part of it is given (delvis medhold).
        PartlyUpheld = "partly_upheld",
        /// The decision stands (stadfesting).
        Rejected = "rejected",
        /// The decision is annulled (oppheving): the authority decides anew.
        Annulled = "annulled",
    }
}

crate::coded! {
    /// A decision of the authority on an appeal.
    pub OwnOutcome {
        /// What was asked for is given.
        Reversed = "reversed",
        /// A part of it is given.
        PartlyReversed = "partly_reversed",
        /// The same result as before, decided anew after an annulment.
        Reconsidered = "reconsidered",
    }
}

impl OwnOutcome {
    /// Returns true if it grants an amount.
    #[must_use]
    pub const fn gives(self) -> bool {
        matches!(self, Self::Reversed | Self::PartlyReversed)
    }
}

impl BodyOutcome {
    /// Returns true if it grants an amount.
    #[must_use]
    pub const fn gives(self) -> bool {
        matches!(self, Self::Upheld | Self::PartlyUpheld)
    }
}
