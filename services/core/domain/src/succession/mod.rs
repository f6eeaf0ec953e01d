//! Successions (rettsetterfølge): an organisation is taken over by another, which holds its cases
//! since.

mod heirs;
mod judged;
#[cfg(test)]
mod tests;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::application::{Applicant, ContactPerson};
use crate::identifiers::{
    ApplicationId, CallId, CaseReference, MunicipalityNumber, OrganisationNumber, SuccessionId,
};
use crate::names;
use crate::refusal::Refusal;
use crate::step::{Revision, StepName, StepRecord};

pub use heirs::Heirs;
pub use judged::{Known, findings};

/// A succession as it is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Takeover {
    /// The organisation that was taken over.
    pub predecessor: OrganisationNumber,
    /// The organisation that took it over.
    pub successor: Applicant,
    /// The successor's contact person in the cases.
    pub contact: Option<ContactPerson>,
    /// The day it was taken over.
    pub date: NaiveDate,
}

/// A case of the predecessor, as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TakenCase {
    /// The call.
    pub call: CallId,
    /// The application.
    pub application: ApplicationId,
    /// The case reference.
    pub case_reference: CaseReference,
    /// The predecessor's name in the case.
    pub organisation_name: String,
    /// The predecessor's municipality, where it is one itself.
    pub municipality: Option<MunicipalityNumber>,
    /// The day of the application.
    pub applied: NaiveDate,
    /// Name of the application's state.
    pub state: String,
    /// The grant; none where there is none.
    pub grant: Option<TakenGrant>,
    /// The revision of the application: not among what is seen.
    #[serde(skip)]
    pub revision: Revision,
}

/// A grant of the predecessor, as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TakenGrant {
    /// Name of its state.
    pub state: String,
    /// It has an account, which nothing more is paid to.
    pub has_account: bool,
    /// A payment is approved, and the bank has not answered.
    pub is_paying: bool,
}

impl TakenCase {
    /// Returns true while the application is the applicant's alone.
    #[must_use]
    pub fn is_draft(&self) -> bool {
        self.state == "draft"
    }

    /// Returns true if it ended without a decision.
    #[must_use]
    pub fn is_dropped(&self) -> bool {
        matches!(self.state.as_str(), "withdrawn" | "dismissed")
    }

    /// Returns true if an account is stopped with it.
    #[must_use]
    pub fn stops_account(&self) -> bool {
        self.grant.as_ref().is_some_and(|grant| grant.has_account)
    }
}

/// A case of a succession, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SuccessionCase {
    /// The call.
    pub call: CallId,
    /// The application.
    pub application: ApplicationId,
    /// The case reference.
    pub case_reference: CaseReference,
    /// The predecessor's name in the case.
    pub organisation_name: String,
    /// The grant had an account, which nothing more is paid to.
    pub account_stopped: bool,
}

impl From<&TakenCase> for SuccessionCase {
    fn from(case: &TakenCase) -> Self {
        Self {
            call: case.call.clone(),
            application: case.application,
            case_reference: case.case_reference.clone(),
            organisation_name: case.organisation_name.clone(),
            account_stopped: case.stops_account(),
        }
    }
}

/// A succession: proposed by one person, confirmed by another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Succession {
    /// Its id.
    pub id: SuccessionId,
    /// Its number in the order of proposals; zero for one that was only tried.
    pub number: i64,
    /// The succession as it was asked for.
    pub takeover: Takeover,
    /// Name of the predecessor, as its last application has it.
    pub predecessor_name: String,
    /// The predecessor's contact person, who is told of it.
    pub predecessor_contact: Option<ContactPerson>,
    /// The cases, by call and case.
    pub cases: Vec<SuccessionCase>,
    /// Cases that are not shown, because the person has declared an interest in them.
    pub left_out: i32,
    /// SHA-256 of the cases as they stood at the proposal, in hexadecimal.
    pub seen: String,
    /// The person who proposed it, the time and the ground.
    pub proposed: StepRecord,
    /// The other person who confirmed it; none before.
    pub confirmed: Option<StepRecord>,
    /// The rejection; none without one.
    pub rejected: Option<StepRecord>,
    /// Changes so far.
    pub revision: Revision,
}

impl Succession {
    /// Name of its state.
    #[must_use]
    pub const fn state(&self) -> &'static str {
        match (&self.confirmed, &self.rejected) {
            (Some(_), _) => "confirmed",
            (None, Some(_)) => "rejected",
            (None, None) => "proposed",
        }
    }

    /// Confirms it.
    ///
    /// # Errors
    /// [`Refusal::WrongState`] unless proposed; [`Refusal::FourEyes`] to the person who proposed
    /// it.
    pub fn confirm(mut self, step: StepRecord) -> Result<Self, Refusal> {
        self.require_proposed(StepName::ConfirmSuccession)?;
        if self.proposed.actor == step.actor {
            return Err(Refusal::FourEyes {
                actor: step.actor,
                other: StepName::ProposeSuccession,
                step: StepName::ConfirmSuccession,
            });
        }
        self.confirmed = Some(step);
        self.revision = self.revision.next();
        Ok(self)
    }

    /// Rejects it; also the person who proposed it may.
    ///
    /// # Errors
    /// [`Refusal::WrongState`] unless proposed.
    pub fn reject(mut self, step: StepRecord) -> Result<Self, Refusal> {
        self.require_proposed(StepName::RejectSuccession)?;
        self.rejected = Some(step);
        self.revision = self.revision.next();
        Ok(self)
    }

    /// The last step on it.
    #[must_use]
    pub fn last_step(&self) -> &StepRecord {
        let ended = self.confirmed.as_ref().or(self.rejected.as_ref());
        ended.unwrap_or(&self.proposed)
    }

    fn require_proposed(&self, step: StepName) -> Result<(), Refusal> {
        match self.state() {
            "proposed" => Ok(()),
            state => Err(Refusal::WrongState {
                resource: names::succession(self.id),
                state,
                step,
            }),
        }
    }
}
