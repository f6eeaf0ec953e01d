//! Facts that must be known before a grant is paid. A scheme says at the decision which ones, and
//! gives those that the application has; the others are supplied on the grant.

use std::borrow::Cow;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Grant, GrantState};
use crate::findings::{Finding, when};
use crate::identifiers::{MunicipalityNumber, PropertyNumber};
use crate::municipalities::{covered_from, predecessors, successors};
use crate::refusal::Refusal;
use crate::step::{StepName, StepRecord};

/// A fact that must be known before payment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "snake_case")]
pub enum PaymentFact {
    /// The properties in the land register (gårds- og bruksnummer) that the grant pays for.
    Property {
        /// The municipality that they lie in, or that has taken its place.
        municipality: MunicipalityNumber,
        /// Regulation or guide, or `configurable`.
        citation: Cow<'static, str>,
        /// The value that was given; none before that.
        given: Option<Properties>,
    },
    /// The registration (tinglysing) of the clause that secures the use.
    Registration {
        /// Regulation or guide, or `configurable`.
        citation: Cow<'static, str>,
        /// The value that was given; none before that.
        given: Option<Registration>,
    },
    /// The areas, as they were built, of the units that the grant was reckoned by.
    Areas {
        /// The area of each unit that the grant counted, dm², by number from 1. Above zero.
        counted: Vec<u32>,
        /// Regulation or guide, or `configurable`.
        citation: Cow<'static, str>,
        /// The value that was given; none before that.
        given: Option<Areas>,
    },
}

/// Properties in the land register of a municipality.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Properties {
    /// The municipality.
    pub municipality: MunicipalityNumber,
    /// The properties; at least one.
    pub numbers: Vec<PropertyNumber>,
    /// The person who gave them, and the time; none where the application has them.
    pub record: Option<StepRecord>,
}

/// A registration in the land register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registration {
    /// The day it was registered.
    pub date: NaiveDate,
    /// Its reference in the register: year, number, embete.
    pub reference: String,
    /// The person who gave it, and the time; none where the application has it.
    pub record: Option<StepRecord>,
}

/// Areas of units as they were built.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Areas {
    /// The area of each unit, dm², by number from 1.
    pub built: Vec<u32>,
    /// The person who gave them, and the time.
    pub record: StepRecord,
}

/// Facts that a step supplies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SuppliedFacts {
    /// Properties: their municipality and their numbers.
    pub property: Option<(MunicipalityNumber, Vec<PropertyNumber>)>,
    /// A registration: its day and its reference.
    pub registration: Option<(NaiveDate, String)>,
    /// The area of each unit as it was built, dm², by number from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub areas: Option<Vec<u32>>,
}

impl PaymentFact {
    /// Properties that must be known, with those that the application names.
    #[must_use]
    pub fn property(
        municipality: MunicipalityNumber,
        known: Option<PropertyNumber>,
        citation: impl Into<Cow<'static, str>>,
    ) -> Self {
        let given = known.map(|number| Properties {
            municipality: municipality.clone(),
            numbers: vec![number],
            record: None,
        });
        Self::Property {
            municipality,
            citation: citation.into(),
            given,
        }
    }

    /// A registration that must be known.
    #[must_use]
    pub fn registration(citation: impl Into<Cow<'static, str>>) -> Self {
        Self::Registration {
            citation: citation.into(),
            given: None,
        }
    }

    /// Areas as built that must be known, of units that the grant counted with these, dm².
    #[must_use]
    pub fn areas(counted: Vec<u32>, citation: impl Into<Cow<'static, str>>) -> Self {
        Self::Areas {
            counted,
            citation: citation.into(),
            given: None,
        }
    }

    /// The finding that it is missing; none when it is known.
    pub(super) fn missing(&self) -> Option<Finding> {
        match self {
            Self::Property {
                citation,
                given: None,
                ..
            } => Some(Finding::blocking(
                "PAYMENT_PROPERTY_MISSING",
                citation.clone(),
            )),
            Self::Registration {
                citation,
                given: None,
            } => Some(Finding::blocking(
                "PAYMENT_REGISTRATION_MISSING",
                citation.clone(),
            )),
            Self::Areas {
                citation,
                given: None,
                ..
            } => Some(Finding::blocking("PAYMENT_AREAS_MISSING", citation.clone())),
            Self::Property { .. } | Self::Registration { .. } | Self::Areas { .. } => None,
        }
    }

    /// The record of who gave it, where a person did.
    pub fn record_mut(&mut self) -> Option<&mut StepRecord> {
        match self {
            Self::Property { given, .. } => given.as_mut()?.record.as_mut(),
            Self::Registration { given, .. } => given.as_mut()?.record.as_mut(),
            Self::Areas { given, .. } => given.as_mut().map(|given| &mut given.record),
        }
    }
}

impl Grant {
    /// Everything that must be known before payment and is not.
    #[must_use]
    pub fn missing_facts(&self) -> Vec<Finding> {
        self.facts.iter().filter_map(PaymentFact::missing).collect()
    }

    /// Supplies facts, in the place of what was given before. The recipient does so until the
    /// grant is paid, case handlers later too: numbers of the land register change.
    ///
    /// # Errors
    /// [`Refusal::WrongState`] when the grant has ended; [`Refusal::RulesNotMet`] with every fault.
    pub fn supply(
        mut self,
        supplied: SuppliedFacts,
        (today, by_staff): (NaiveDate, bool),
        step: StepRecord,
    ) -> Result<Self, Refusal> {
        if let GrantState::Declined
        | GrantState::Lapsed
        | GrantState::Reversed
        | GrantState::Closed { .. } = self.state
        {
            return Err(self.wrong_state(StepName::SupplyFacts));
        }
        let mut faults = when(!by_staff && self.paid().is_positive(), || {
            Finding::blocking("FACT_AFTER_PAYMENT", "configurable")
        });
        faults.extend(self.supply_faults(&supplied, today));
        if !faults.is_empty() {
            return Err(Refusal::RulesNotMet(faults));
        }
        let record = Some(step.clone());
        for fact in &mut self.facts {
            match fact {
                PaymentFact::Property { given, .. } => {
                    if let Some((municipality, numbers)) = &supplied.property {
                        *given = Some(Properties {
                            municipality: municipality.clone(),
                            numbers: numbers.clone(),
                            record: record.clone(),
                        });
                    }
                }
                PaymentFact::Registration { given, .. } => {
                    if let Some((date, reference)) = &supplied.registration {
                        *given = Some(Registration {
                            date: *date,
                            reference: reference.clone(),
                            record: record.clone(),
                        });
                    }
                }
                PaymentFact::Areas { given, .. } => {
                    if let Some(built) = &supplied.areas {
                        *given = Some(Areas {
                            built: built.clone(),
                            record: step.clone(),
                        });
                    }
                }
            }
        }
        Ok(self.stamped(step))
    }

    fn supply_faults(&self, supplied: &SuppliedFacts, today: NaiveDate) -> Vec<Finding> {
        let mut faults = Vec::new();
        let not_needed = |field| Finding::blocking("FACT_NOT_NEEDED", "configurable").on(field);
        if let Some((given, _)) = &supplied.property {
            let needed = self.facts.iter().find_map(|fact| match fact {
                PaymentFact::Property {
                    municipality,
                    citation,
                    ..
                } => Some((municipality, citation)),
                PaymentFact::Registration { .. } | PaymentFact::Areas { .. } => None,
            });
            match needed {
                None => faults.push(not_needed("property")),
                Some((municipality, citation)) => {
                    faults.extend(when(!is_same(municipality, given, today), || {
                        Finding::blocking("PROPERTY_OF_OTHER_MUNICIPALITY", citation.clone())
                            .on("property.municipality_number")
                            .with("given", given.as_str())
                            .with("municipality", municipality.as_str())
                    }));
                }
            }
        }
        if let Some((date, _)) = &supplied.registration {
            let is_registration =
                |fact: &PaymentFact| matches!(fact, PaymentFact::Registration { .. });
            if !self.facts.iter().any(is_registration) {
                faults.push(not_needed("registration"));
            } else if *date > today {
                faults.push(
                    Finding::blocking("REGISTRATION_IN_FUTURE", "configurable")
                        .on("registration.date")
                        .with("date", *date),
                );
            }
        }
        if let Some(built) = &supplied.areas {
            faults.extend(self.area_faults(built));
        }
        faults
    }

    /// Areas are given for all units that the grant was reckoned by, and before it is settled.
    fn area_faults(&self, built: &[u32]) -> Option<Finding> {
        let fault = |code| Finding::blocking(code, "configurable").on("areas");
        let units = self.unit_areas().len();
        if units == 0 {
            return Some(fault("FACT_NOT_NEEDED"));
        }
        if self.settlement.is_some() {
            return Some(fault("AREAS_AFTER_SETTLEMENT"));
        }
        (units != built.len()).then(|| {
            let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
            fault("AREAS_OF_OTHER_UNITS")
                .with("units", number(units))
                .with("given", number(built.len()))
        })
    }
}

/// Returns whether a municipality is another, has taken its place, or had its place before.
fn is_same(needed: &MunicipalityNumber, given: &MunicipalityNumber, today: NaiveDate) -> bool {
    needed == given
        || successors(needed, today).contains(given)
        || predecessors(needed, covered_from()).contains(given)
}
