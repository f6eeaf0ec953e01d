//! An allocation of a call's budget and the awards in it.

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use text::{Catalogue, Language};

use crate::application::Applicant;
use crate::findings::{FindingValue, message_id, sentence};
use crate::identifiers::{AllocationId, ApplicationId, CallId, CaseReference};
use crate::money::Money;
use crate::names;
use crate::refusal::Refusal;
use crate::step::{Revision, StepName, StepRecord};

/// What was decided on an application.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// Everything it applied for (innvilget).
    Granted,
    /// Less, with a reason (delvis innvilget).
    PartlyGranted,
    /// Nothing, with a reason (avslag).
    Refused,
    /// It was granted, declined or left to lapse, and its money was divided again (frigitt).
    Released,
}

impl Decision {
    /// What an amount means for a request.
    #[must_use]
    pub fn of(requested: Money, amount: Money) -> Self {
        if amount == Money::ZERO {
            Self::Refused
        } else if amount < requested {
            Self::PartlyGranted
        } else {
            Self::Granted
        }
    }

    /// The name in exports and in the database.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Granted => "granted",
            Self::PartlyGranted => "partly_granted",
            Self::Refused => "refused",
            Self::Released => "released",
        }
    }
}

/// Code of the reason of an award whose money was divided again.
pub const RELEASED: &str = "RELEASED";

/// Why an award is not everything that was applied for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum AwardReason {
    /// The engine: a message of the domain's catalogue, `reason-<code>` with `-` for `_` and in
    /// lower case.
    Engine {
        /// Code, for example `RANKED_BELOW_LINE`.
        code: Cow<'static, str>,
        /// The values in the sentence.
        args: Vec<(Cow<'static, str>, FindingValue)>,
    },
    /// A person who adjusted the award; code `ADJUSTED`.
    Person {
        /// Who.
        actor: String,
        /// Their words.
        text: String,
    },
}

impl AwardReason {
    /// The reason's code.
    #[must_use]
    pub fn code(&self) -> &str {
        match self {
            Self::Engine { code, .. } => code,
            Self::Person { .. } => "ADJUSTED",
        }
    }

    /// The reason in words: what a person wrote as it was written, the engine's in the language.
    /// Where the claim's calculation set the limit, `step` names its step and `step-…` carry the
    /// values of that step's sentence, which becomes `$limit` in ours.
    #[must_use]
    pub fn text(&self, catalogues: &[&Catalogue], language: Language) -> String {
        let (code, args) = match self {
            Self::Person { text, .. } => return text.clone(),
            Self::Engine { code, args } => (code, args),
        };
        let mut values = args.clone();
        let step = args.iter().find(|(name, _)| name == "step");
        if let Some((_, FindingValue::Text(step))) = step {
            let step_values: Vec<_> = args
                .iter()
                .filter_map(|(name, value)| {
                    let name = name.strip_prefix("step-")?.to_owned();
                    Some((Cow::Owned(name), value.clone()))
                })
                .collect();
            let limit = sentence(
                catalogues,
                language,
                &message_id("step-", step),
                &step_values,
            );
            values.push((Cow::Borrowed("limit"), FindingValue::Text(limit)));
        }
        sentence(catalogues, language, &message_id("reason-", code), &values)
    }
}

/// What one application gets.
#[derive(Debug, Clone, PartialEq)]
pub struct Award {
    /// The application.
    pub application: ApplicationId,
    /// What people call the case.
    pub case_reference: CaseReference,
    /// Who applied.
    pub applicant: Applicant,
    /// Where it competes.
    pub sub_frame: String,
    /// What was applied for.
    pub requested: Money,
    /// What could be granted at the most.
    pub claimed: Money,
    /// What the applicant had been told it gets before this allocation; zero in the first. No award
    /// is below it.
    pub notified: Money,
    /// What the engine came to.
    pub calculated: Money,
    /// What is proposed or decided (innstilt, vedtatt).
    pub amount: Money,
    /// Why not everything; `None` only when it is everything and nobody adjusted it.
    pub reason: Option<AwardReason>,
}

impl Award {
    /// What was decided.
    #[must_use]
    pub fn decision(&self) -> Decision {
        match &self.reason {
            Some(reason) if reason.code() == RELEASED => Decision::Released,
            Some(_) | None => Decision::of(self.requested, self.amount),
        }
    }

    /// Whether the allocation gives more than the applicant had been told before.
    #[must_use]
    pub fn is_raised(&self) -> bool {
        self.amount > self.notified
    }

    /// Whether the award may be proposed: cut or refused, it has its reason.
    #[must_use]
    pub fn is_explained(&self) -> bool {
        self.decision() == Decision::Granted || self.reason.is_some()
    }
}

/// Where an allocation stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum AllocationState {
    /// Calculated.
    Draft,
    /// Proposed (innstilling fremmet).
    Proposed {
        /// By whom.
        by: String,
    },
    /// Sent back.
    Returned,
    /// Decided (vedtak).
    Approved {
        /// Who proposed.
        proposed_by: String,
        /// Who approved: another.
        approved_by: String,
    },
}

impl AllocationState {
    /// The name in the database and in error metadata.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Proposed { .. } => "proposed",
            Self::Returned => "returned",
            Self::Approved { .. } => "approved",
        }
    }

    /// Who proposed it, if it is proposed.
    #[must_use]
    pub fn proposed_by(&self) -> Option<&str> {
        match self {
            Self::Proposed { by } => Some(by),
            Self::Approved { proposed_by, .. } => Some(proposed_by),
            Self::Draft | Self::Returned => None,
        }
    }

    /// Who approved it, if it is approved.
    #[must_use]
    pub fn approved_by(&self) -> Option<&str> {
        match self {
            Self::Approved { approved_by, .. } => Some(approved_by),
            Self::Draft | Self::Proposed { .. } | Self::Returned => None,
        }
    }
}

/// The frozen run of one sub-frame: inputs and result as the engine wrote them, byte for byte.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubFrameRun {
    /// Code of the sub-frame.
    pub sub_frame: String,
    /// What could be promised when it was run.
    pub budget: Money,
    /// The engine's document, as JSON.
    pub document: String,
    /// The engine's hash of it, hexadecimal.
    pub run_hash: String,
}

/// The hash of a whole allocation, which an approval names: SHA-256 over the runs' hashes in the
/// order of the frame plan, hexadecimal.
#[must_use]
pub fn run_hash<'a>(hashes: impl IntoIterator<Item = &'a str>) -> String {
    let digest = hashes
        .into_iter()
        .fold(Sha256::new(), |digest, hash| {
            digest.chain_update(hash.as_bytes())
        })
        .finalize();
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A scenario that is adopted instead of the scheme's plan.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Adopted {
    /// What the case handler called it.
    pub scenario: String,
    /// Why; empty where it does what the scheme's plan does.
    pub reason: String,
}

/// What an allocation does with one sub-frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubFrameResult {
    /// Code of the sub-frame.
    pub sub_frame: String,
    /// What could be promised when it was run.
    pub budget: Money,
    /// The sum of the awards.
    pub awarded: Money,
    /// Applications granted in full.
    pub granted: u32,
    /// Applications granted in part.
    pub partly_granted: u32,
    /// Applications refused.
    pub refused: u32,
}

/// One division of a call's budget.
#[derive(Debug, Clone, PartialEq)]
pub struct Allocation {
    /// Id, made by the client.
    pub id: AllocationId,
    /// The call.
    pub call: CallId,
    /// The approved allocation whose freed money this one divides; `None` for the first.
    pub follows: Option<AllocationId>,
    /// Where it stands.
    pub state: AllocationState,
    /// SHA-256 over the runs' hashes in the order of their sub-frames, hexadecimal.
    pub run_hash: String,
    /// The scenario it adopted, where it did.
    pub adopted: Option<Adopted>,
    /// What it does, by sub-frame. Output only: computed from the awards when it is read.
    pub sub_frames: Vec<SubFrameResult>,
    /// Who brought it where it stands.
    pub last_step: StepRecord,
    /// Changes so far.
    pub revision: Revision,
    /// When it was created.
    pub created: DateTime<Utc>,
}

impl Allocation {
    /// Whether awards can still be adjusted.
    ///
    /// # Errors
    /// [`Refusal::WrongState`] unless draft or returned.
    pub fn adjust(self, step: StepRecord) -> Result<Self, Refusal> {
        match self.state {
            AllocationState::Draft | AllocationState::Returned => Ok(self.stamped(step)),
            AllocationState::Proposed { .. } | AllocationState::Approved { .. } => {
                Err(self.wrong_state(StepName::AdjustAward))
            }
        }
    }

    /// Proposes it.
    ///
    /// # Errors
    /// [`Refusal::WrongState`] unless draft or returned.
    pub fn propose(mut self, step: StepRecord) -> Result<Self, Refusal> {
        match self.state {
            AllocationState::Draft | AllocationState::Returned => {
                self.state = AllocationState::Proposed {
                    by: step.actor.clone(),
                };
                Ok(self.stamped(step))
            }
            AllocationState::Proposed { .. } | AllocationState::Approved { .. } => {
                Err(self.wrong_state(StepName::ProposeAllocation))
            }
        }
    }

    /// Sends it back.
    ///
    /// # Errors
    /// [`Refusal::WrongState`] unless proposed.
    pub fn send_back(mut self, step: StepRecord) -> Result<Self, Refusal> {
        match self.state {
            AllocationState::Proposed { .. } => {
                self.state = AllocationState::Returned;
                Ok(self.stamped(step))
            }
            AllocationState::Draft
            | AllocationState::Returned
            | AllocationState::Approved { .. } => Err(self.wrong_state(StepName::ReturnAllocation)),
        }
    }

    /// Approves it.
    ///
    /// # Errors
    /// [`Refusal::WrongState`] unless proposed; [`Refusal::FourEyes`] when the proposer approves.
    pub fn approve(mut self, step: StepRecord) -> Result<Self, Refusal> {
        match &self.state {
            AllocationState::Proposed { by } if *by == step.actor => Err(Refusal::FourEyes {
                actor: step.actor,
                other: StepName::ProposeAllocation,
                step: StepName::ApproveAllocation,
            }),
            AllocationState::Proposed { by } => {
                self.state = AllocationState::Approved {
                    proposed_by: by.clone(),
                    approved_by: step.actor.clone(),
                };
                Ok(self.stamped(step))
            }
            AllocationState::Draft
            | AllocationState::Returned
            | AllocationState::Approved { .. } => {
                Err(self.wrong_state(StepName::ApproveAllocation))
            }
        }
    }

    /// The refusal for a step that is not open now.
    #[must_use]
    pub fn wrong_state(&self, step: StepName) -> Refusal {
        Refusal::WrongState {
            resource: names::allocation(&self.call, self.id),
            state: self.state.name(),
            step,
        }
    }

    fn stamped(mut self, step: StepRecord) -> Self {
        self.last_step = step;
        self.revision = self.revision.next();
        self
    }
}
