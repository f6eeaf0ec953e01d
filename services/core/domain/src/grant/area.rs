//! Areas of units that a grant was reckoned by, and what was built of them.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Grant, PaymentFact};
use crate::findings::Finding;

/// The area of a unit, dm².
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitArea {
    /// Number of the unit, from 1.
    pub number: u32,
    /// The area that the grant counted. Above zero.
    pub counted: u32,
    /// The area as it was built; none before it is given.
    pub built: Option<u32>,
}

impl UnitArea {
    /// The area that was built, and before it is given the one that the grant counted.
    #[must_use]
    pub fn built_or_counted(self) -> u32 {
        self.built.unwrap_or(self.counted)
    }

    /// Returns the same in m², exact.
    #[must_use]
    pub fn built_m2(self) -> Decimal {
        Decimal::new(self.built_or_counted().into(), 2)
    }

    /// Returns the area that the grant counted in m², exact.
    #[must_use]
    pub fn counted_m2(self) -> Decimal {
        Decimal::new(self.counted.into(), 2)
    }
}

impl PaymentFact {
    /// Returns the areas of the units, where the fact is of areas; none where it is of another.
    #[must_use]
    pub fn unit_areas(&self) -> Vec<UnitArea> {
        let Self::Areas { counted, given, .. } = self else {
            return Vec::new();
        };
        let built = |at: usize| {
            given
                .as_ref()
                .and_then(|given| given.built.get(at).copied())
        };
        let units = counted.iter().enumerate().zip(1_u32..);
        units
            .map(|((at, counted), number)| UnitArea {
                number,
                counted: *counted,
                built: built(at),
            })
            .collect()
    }
}

impl Grant {
    /// Returns the areas of the units that the grant was reckoned by; none where it was not.
    #[must_use]
    pub fn unit_areas(&self) -> Vec<UnitArea> {
        self.facts
            .iter()
            .flat_map(PaymentFact::unit_areas)
            .collect()
    }

    /// The finding on a settlement before the areas as built are given; none where it needs none.
    #[must_use]
    pub fn areas_missing(&self) -> Option<Finding> {
        let of_areas = |fact: &&PaymentFact| matches!(fact, PaymentFact::Areas { .. });
        let mut areas = self.facts.iter().filter(of_areas);
        areas.find_map(PaymentFact::missing)
    }
}
