//! The figures of a report.

use chrono::NaiveDate;
use domain::identifiers::MunicipalityNumber;
use domain::report::{FullTimeEquivalents, IndicatorProfile, IndicatorValue, Measured};
use serde::{Deserialize, Serialize};

use crate::form::Service;

/// The results of the project until the day of the report.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Indicators {
    /// Employees that were trained.
    pub employees_trained: u32,
    /// The day the model and its routines were in place; none while they are not.
    pub model_in_place: Option<NaiveDate>,
    /// Children that were found (*identifisert*).
    pub children_identified: u32,
    /// Children that were followed up.
    pub children_followed_up: u32,
    /// Families that were followed up.
    pub families_followed_up: u32,
    /// Services that use the model.
    pub services_using_model: Vec<Service>,
    /// Deviations from the plan (*avvik*); empty when there were none.
    pub deviation: String,
    /// The positions that the grant finances; `None` where the report does not say.
    pub full_time_equivalents: Option<FullTimeEquivalents>,
}

/// The indicators that reports sum to, in order. A report tells of the project from its start, so
/// that the last one holds what those before it held.
pub(crate) const PROFILES: &[IndicatorProfile] = &[
    until_now("employees_trained", "persons"),
    until_now("models_in_place", "municipalities"),
    until_now("children_identified", "persons"),
    until_now("children_followed_up", "persons"),
    until_now("families_followed_up", "families"),
    IndicatorProfile {
        code: "services_using_model",
        unit: "services",
        measured: Measured::Stock,
    },
    FullTimeEquivalents::PROFILES[0],
    FullTimeEquivalents::PROFILES[1],
];

const fn until_now(code: &'static str, unit: &'static str) -> IndicatorProfile {
    IndicatorProfile {
        code,
        unit,
        measured: Measured::Cumulative,
    }
}

impl Indicators {
    /// The figures in the order of [`PROFILES`].
    pub(crate) fn totals(&self, municipality: &MunicipalityNumber) -> Vec<IndicatorValue> {
        let in_place = self.model_in_place.map(|_| municipality.clone());
        let services = i64::try_from(self.services_using_model.len()).unwrap_or(i64::MAX);
        let mut totals = vec![
            IndicatorValue::number("employees_trained", self.employees_trained),
            IndicatorValue::municipalities("models_in_place", in_place),
            IndicatorValue::number("children_identified", self.children_identified),
            IndicatorValue::number("children_followed_up", self.children_followed_up),
            IndicatorValue::number("families_followed_up", self.families_followed_up),
            IndicatorValue::number("services_using_model", services),
        ];
        totals.extend(FullTimeEquivalents::values(
            self.full_time_equivalents.as_ref(),
        ));
        totals
    }
}

#[cfg(test)]
mod tests {
    use domain::report::Figure;

    use super::*;

    #[test]
    fn the_totals_are_the_profile() {
        let oslo: MunicipalityNumber = "0301".parse().unwrap();
        let indicators = Indicators {
            employees_trained: 40,
            model_in_place: "2018-05-01".parse().ok(),
            children_identified: 12,
            children_followed_up: 9,
            families_followed_up: 7,
            services_using_model: vec![Service::School, Service::Nav],
            deviation: String::new(),
            full_time_equivalents: Some(FullTimeEquivalents {
                total_hundredths: 150,
                higher_education_hundredths: 100,
            }),
        };
        let totals = indicators.totals(&oslo);
        let values: Vec<_> = totals
            .iter()
            .map(|total| (total.code, total.figure.as_ref().map_or(-1, Figure::value)))
            .collect();
        assert_eq!(
            values,
            [
                ("employees_trained", 40),
                ("models_in_place", 1),
                ("children_identified", 12),
                ("children_followed_up", 9),
                ("families_followed_up", 7),
                ("services_using_model", 2),
                ("full_time_equivalents", 150),
                ("full_time_equivalents_higher_education", 100),
            ]
        );
        let codes = PROFILES.iter().map(|profile| profile.code);
        assert!(totals.iter().map(|total| total.code).eq(codes));
        assert_eq!(
            totals[1],
            IndicatorValue::municipalities("models_in_place", [oslo]),
            "which municipality, so that it counts once"
        );
    }
}
