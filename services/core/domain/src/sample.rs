//! Samples for spot checks (stikkprøvekontroll): which grants are checked is drawn from a stated
//! population by a key that was committed to before, so that no person picks them.

use std::collections::BTreeSet;

use allocation::Draw;
use allocation::draw::compare_ids;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::event::hexadecimal;
use crate::identifiers::{ApplicationId, CallId, SampleId};
use crate::money::Money;
use crate::names;
use crate::refusal::Refusal;
use crate::step::{Revision, StepName, StepRecord};
use crate::violations::Violations;

crate::coded! {
    /// Finding of a control.
    pub ControlFinding {
        /// All is as it was decided and reported.
        InOrder = "in_order",
        /// Something is not.
        Deviation = "deviation",
    }
}

crate::coded! {
    /// Follow-up of a control. Each is a step of its own; the control says which.
    pub ControlFollowUp {
        /// Nothing more is done.
        Nothing = "nothing",
        /// The recipient is asked for documents.
        Documents = "documents",
        /// Payments are stopped.
        PaymentStopped = "payment_stopped",
        /// Money is claimed back.
        ClaimedBack = "claimed_back",
    }
}

/// The population of a sample, in words that can be held against the grants, and how many of it are
/// drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SampleTerms {
    /// Grants in these states, by [`GrantState::name`](crate::grant::GrantState::name).
    pub states: Vec<String>,
    /// Grants of at least this amount.
    pub at_least: Money,
    /// True to leave out grants of municipalities.
    pub without_municipalities: bool,
    /// How many grants are drawn.
    pub size: u32,
}

/// A control of a sampled grant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Control {
    /// The grant.
    pub grant: ApplicationId,
    /// The finding.
    pub finding: ControlFinding,
    /// The follow-up.
    pub follow_up: ControlFollowUp,
    /// Who recorded it, when, and what was found.
    pub record: StepRecord,
}

/// A sample.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    /// The id.
    pub id: SampleId,
    /// The call.
    pub call: CallId,
    /// The order of samples; 0 before it is stored.
    pub number: i64,
    /// The terms.
    pub terms: SampleTerms,
    /// The population as it was frozen, in the canonical order of ids.
    pub population: Vec<ApplicationId>,
    /// The key and its commitment. The key is for none to see before the draw.
    pub draw: Draw,
    /// Who created it, when and why.
    pub created: StepRecord,
    /// Who drew it; none before.
    pub drawn: Option<StepRecord>,
    /// The controls, in order.
    pub controls: Vec<Control>,
    /// Changes so far.
    pub revision: Revision,
}

impl Sample {
    /// Freezes a population and commits to a key.
    ///
    /// # Errors
    /// [`Refusal::InvalidFields`] when the population is empty, or smaller than the sample.
    pub fn freeze(
        (call, id): (&CallId, SampleId),
        terms: SampleTerms,
        mut population: Vec<ApplicationId>,
        key: String,
        step: StepRecord,
    ) -> Result<Self, Refusal> {
        let size = usize::try_from(terms.size).unwrap_or(usize::MAX);
        let mut faults = Violations::new();
        if population.is_empty() {
            faults.add("sample.states", "no grant of the call is in the population");
        }
        if size == 0 || size > population.len() {
            let all = population.len();
            let problem = format_args!("must be 1 to {all}, which the population has");
            faults.add("sample.size", problem);
        }
        faults
            .finish(Some(()))
            .map_err(|faults| Refusal::InvalidFields(faults.into_vec()))?;
        population.sort_by(|a, b| compare_ids(&a.to_string(), &b.to_string()));
        Ok(Self {
            id,
            call: call.clone(),
            number: 0,
            terms,
            population,
            draw: Draw::committed(key),
            created: step,
            drawn: None,
            controls: Vec::new(),
            revision: Revision::FIRST,
        })
    }

    /// The hash of the population: SHA-256 of its ids, each on a line.
    #[must_use]
    pub fn population_hash(&self) -> String {
        let lines: String = self.population.iter().map(|id| format!("{id}\n")).collect();
        hexadecimal(&Sha256::digest(lines.as_bytes()))
    }

    /// The key, once it is drawn.
    #[must_use]
    pub fn published_key(&self) -> Option<&str> {
        self.drawn.as_ref().map(|_| self.draw.key.as_str())
    }

    /// The sampled grants, in the order that the key gives; none before the draw.
    #[must_use]
    pub fn sampled(&self) -> Vec<ApplicationId> {
        if self.drawn.is_none() {
            return Vec::new();
        }
        let size = usize::try_from(self.terms.size).unwrap_or(usize::MAX);
        first(&self.draw, &self.population, size)
    }

    /// Draws it.
    ///
    /// # Errors
    /// [`Refusal::WrongState`] when it is drawn; [`Refusal::FourEyes`] to the person who created
    /// it.
    pub fn draw(mut self, step: StepRecord) -> Result<Self, Refusal> {
        if self.drawn.is_some() {
            return Err(self.wrong("drawn", StepName::DrawSample));
        }
        if self.created.actor == step.actor {
            return Err(Refusal::FourEyes {
                actor: step.actor,
                other: StepName::CreateSample,
                step: StepName::DrawSample,
            });
        }
        self.drawn = Some(step);
        self.revision = self.revision.next();
        Ok(self)
    }

    /// Adds a control of a sampled grant. Earlier ones of the same grant stay.
    ///
    /// # Errors
    /// [`Refusal::WrongState`] before the draw; [`Refusal::InvalidFields`] for a grant that is not
    /// sampled, and for money claimed back where all is in order.
    pub fn record(mut self, control: Control) -> Result<Self, Refusal> {
        if self.drawn.is_none() {
            return Err(self.wrong("created", StepName::RecordControl));
        }
        let mut faults = Violations::new();
        if !BTreeSet::from_iter(self.sampled()).contains(&control.grant) {
            faults.add("grant", "is not in the sample");
        }
        let in_order = control.finding == ControlFinding::InOrder;
        if in_order && control.follow_up != ControlFollowUp::Nothing {
            faults.add("follow_up", "must be nothing where all is in order");
        }
        faults
            .finish(Some(()))
            .map_err(|faults| Refusal::InvalidFields(faults.into_vec()))?;
        self.controls.push(control);
        self.revision = self.revision.next();
        Ok(self)
    }

    /// The last step on it.
    #[must_use]
    pub fn last_step(&self) -> &StepRecord {
        let control = self.controls.last().map(|control| &control.record);
        control.or(self.drawn.as_ref()).unwrap_or(&self.created)
    }

    fn wrong(&self, state: &'static str, step: StepName) -> Refusal {
        Refusal::WrongState {
            resource: names::sample(&self.call, self.id),
            state,
            step,
        }
    }
}

/// Returns the first of a population in the order of its lots.
fn first(draw: &Draw, population: &[ApplicationId], size: usize) -> Vec<ApplicationId> {
    let lot = |id: &ApplicationId| (draw.lot(&id.to_string()), *id);
    let mut lots: Vec<_> = population.iter().map(lot).collect();
    lots.sort_unstable();
    lots.into_iter().take(size).map(|(_, id)| id).collect()
}

#[cfg(test)]
mod tests;
