//! The figures of a report: the use of the dwellings.

use domain::identifiers::MunicipalityNumber;
use domain::report::{IndicatorProfile, IndicatorValue, Measured};
use serde::{Deserialize, Serialize};

use crate::form::TargetGroup;

/// Dwellings in use by one group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitsInUse {
    /// The group.
    pub target_group: TargetGroup,
    /// Dwellings.
    pub units: u32,
}

/// The use of the dwellings on the day of the report.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Indicators {
    /// In use by the target groups, each dwelling under its main group.
    pub in_use: Vec<UnitsInUse>,
    /// Empty.
    pub vacant: u32,
    /// Used for others.
    pub other_use: u32,
    /// Sold.
    pub sold: u32,
}

const fn dwellings(code: &'static str) -> IndicatorProfile {
    IndicatorProfile {
        code,
        unit: "dwellings",
        measured: Measured::Stock,
    }
}

/// The indicators that reports sum to, in order. All are of the day of the report: ten dwellings in
/// three yearly reports are ten.
pub(crate) const PROFILES: &[IndicatorProfile] = &[
    dwellings("dwellings_in_use"),
    dwellings("in_use_substance_dependency"),
    dwellings("in_use_mental_illness"),
    dwellings("in_use_intellectual_disability"),
    dwellings("in_use_refugee"),
    dwellings("in_use_weak_economy"),
    dwellings("in_use_young"),
    dwellings("in_use_other_disadvantaged"),
    dwellings("dwellings_vacant"),
    dwellings("dwellings_other_use"),
    dwellings("dwellings_sold"),
];

impl Indicators {
    /// Dwellings in use by the target groups.
    #[must_use]
    pub fn in_use_in_all(&self) -> u32 {
        self.in_use.iter().map(|line| line.units).sum()
    }

    /// All dwellings accounted for.
    #[must_use]
    pub fn accounted_for(&self) -> u32 {
        self.in_use_in_all() + self.vacant + self.other_use + self.sold
    }

    fn in_use_by(&self, group: TargetGroup) -> u32 {
        self.in_use
            .iter()
            .filter(|line| line.target_group == group)
            .map(|line| line.units)
            .sum()
    }

    /// The indicators in the order of [`PROFILES`].
    pub(crate) fn totals(&self, _municipality: &MunicipalityNumber) -> Vec<IndicatorValue> {
        let by_group = TargetGroup::ALL.iter().map(|group| self.in_use_by(*group));
        let values = std::iter::once(self.in_use_in_all())
            .chain(by_group)
            .chain([self.vacant, self.other_use, self.sold]);
        PROFILES
            .iter()
            .zip(values)
            .map(|(profile, value)| IndicatorValue::number(profile.code, value))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_group_has_its_indicator_in_the_same_order() {
        let groups: Vec<_> = TargetGroup::ALL
            .iter()
            .map(|group| format!("in_use_{}", group.code()))
            .collect();
        let codes: Vec<_> = PROFILES[1..=groups.len()]
            .iter()
            .map(|profile| profile.code)
            .collect();
        assert_eq!(codes, groups);
    }

    #[test]
    fn the_totals_are_the_profile() {
        let indicators = Indicators {
            in_use: vec![UnitsInUse {
                target_group: TargetGroup::Refugee,
                units: 3,
            }],
            vacant: 1,
            other_use: 0,
            sold: 2,
        };
        let totals = indicators.totals(&"0301".parse().unwrap());
        assert_eq!(totals.len(), PROFILES.len());
        let value = |code| {
            let total = totals.iter().find(|total| total.code == code).unwrap();
            total.figure.as_ref().unwrap().value()
        };
        assert_eq!(value("dwellings_in_use"), 3);
        assert_eq!(value("in_use_refugee"), 3);
        assert_eq!(value("in_use_young"), 0);
        assert_eq!(value("dwellings_sold"), 2);
        assert_eq!(indicators.accounted_for(), 6);
    }
}
