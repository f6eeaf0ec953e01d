//! Samples for spot checks.

use std::fmt;

use domain::identifiers::{CallId, SampleId};
use domain::money::Money;
use domain::sample::{Control, ControlFinding, ControlFollowUp, Sample, SampleTerms};
use domain::violations::Violations;

use crate::fields::{count, narrow};
use crate::grant::state_name;
use crate::names::{NameError, ResourceName, resource_name};
use crate::outward::Outward;
use crate::{SchemeContract, inward, money, v1};

/// The largest sample.
const SIZE_MAX: i32 = 10_000;

resource_name!(
    /// A sample of a call's grants (stikkprøve).
    SampleName = "schemes/{scheme}/calls/{call}/samples/{sample}" {
        /// The call.
        "calls" / call: CallId,
        /// The sample.
        "samples" / sample: SampleId,
    }
);

/// Reads the name and the terms of a sample.
pub fn sample_terms<S: SchemeContract>(
    faults: &mut Violations,
    from: Option<v1::Sample>,
) -> Option<(SampleName, SampleTerms)> {
    let from = faults.required("sample", from)?;
    faults.within("sample", |faults| {
        let name = SampleName::read(faults, "name", &from.name, S::PROFILE.code);
        let states = inward::choices(faults, "states", &from.states, state_name);
        if from.states.is_empty() {
            faults.add("states", "is required: name at least one state");
        }
        let at_least = money::optional(faults, "at_least", from.at_least);
        let size = count(faults, "size", from.size, 1..=SIZE_MAX);
        let terms = SampleTerms {
            states: states?.into_iter().map(str::to_owned).collect(),
            at_least: at_least?.unwrap_or(Money::ZERO),
            without_municipalities: from.without_municipalities,
            size: size?,
        };
        Some((name?, terms))
    })
}

crate::same_variants!(v1: ControlFinding { InOrder, Deviation });
crate::same_variants!(v1: ControlFollowUp { Nothing, Documents, PaymentStopped, ClaimedBack });

impl<S: SchemeContract> Outward<S> {
    /// A sample, and how many of its controls are left out. The key and the sampled grants are
    /// there once it is drawn.
    #[must_use]
    pub fn sample(&self, of: &Sample, left_out: u32) -> v1::Sample {
        let name = SampleName {
            scheme: self.scheme(),
            call: of.call.clone(),
            sample: of.id,
        };
        let grant = |id: &_| self.grant_name(&of.call, *id).to_string();
        let drawing = of.drawn.as_ref();
        v1::Sample {
            name: name.to_string(),
            states: of.terms.states.iter().map(|name| state(name)).collect(),
            at_least: Some(of.terms.at_least.into()),
            without_municipalities: of.terms.without_municipalities,
            size: narrow(of.terms.size),
            population_size: i32::try_from(of.population.len()).unwrap_or(i32::MAX),
            population_sha256: of.population_hash(),
            population: of.population.iter().map(grant).collect(),
            commitment: of.draw.commitment.clone().unwrap_or_default(),
            key: of.published_key().unwrap_or_default().to_owned(),
            sampled: of.sampled().iter().map(grant).collect(),
            controls: of
                .controls
                .iter()
                .map(|one| self.control(&of.call, one))
                .collect(),
            left_out: narrow(left_out),
            creation: Some(self.step(&of.created, true)),
            drawing: drawing.map(|record| self.step(record, true)),
            etag: of.revision.etag(),
        }
    }

    fn control(&self, call: &CallId, of: &Control) -> v1::SampleControl {
        v1::SampleControl {
            grant: self.grant_name(call, of.grant).to_string(),
            finding: v1::ControlFinding::from(of.finding).into(),
            follow_up: v1::ControlFollowUp::from(of.follow_up).into(),
            record: Some(self.step(&of.record, true)),
        }
    }
}

/// The contract's number of a state that the domain names.
fn state(name: &str) -> i32 {
    let all = (0..).map_while(|number| v1::GrantState::try_from(number).ok());
    let mut found = all.filter(|state| state_name(*state) == Some(name));
    found.next().unwrap_or_default().into()
}
