//! The figures of a report.

use chrono::NaiveDate;
use domain::report::IndicatorValue;
use domain::scheme::IndicatorProfile;
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
}

/// The indicators that the reports of a call sum to, in order.
pub(crate) const PROFILES: &[IndicatorProfile] = &[
    IndicatorProfile {
        code: "employees_trained",
        unit: "persons",
    },
    IndicatorProfile {
        code: "models_in_place",
        unit: "municipalities",
    },
    IndicatorProfile {
        code: "children_identified",
        unit: "persons",
    },
    IndicatorProfile {
        code: "children_followed_up",
        unit: "persons",
    },
    IndicatorProfile {
        code: "families_followed_up",
        unit: "families",
    },
    IndicatorProfile {
        code: "services_using_model",
        unit: "services",
    },
];

impl Indicators {
    /// The indicators in the order of [`PROFILES`].
    pub(crate) fn totals(&self) -> Vec<IndicatorValue> {
        let services = i64::try_from(self.services_using_model.len()).unwrap_or(i64::MAX);
        let values = [
            i64::from(self.employees_trained),
            i64::from(self.model_in_place.is_some()),
            i64::from(self.children_identified),
            i64::from(self.children_followed_up),
            i64::from(self.families_followed_up),
            services,
        ];
        PROFILES
            .iter()
            .zip(values)
            .map(|(profile, value)| IndicatorValue {
                code: profile.code,
                value,
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_totals_are_the_profile() {
        let indicators = Indicators {
            employees_trained: 40,
            model_in_place: "2018-05-01".parse().ok(),
            children_identified: 12,
            children_followed_up: 9,
            families_followed_up: 7,
            services_using_model: vec![Service::School, Service::Nav],
            deviation: String::new(),
        };
        let totals: Vec<_> = indicators
            .totals()
            .iter()
            .map(|total| (total.code, total.value))
            .collect();
        assert_eq!(
            totals,
            [
                ("employees_trained", 40),
                ("models_in_place", 1),
                ("children_identified", 12),
                ("children_followed_up", 9),
                ("families_followed_up", 7),
                ("services_using_model", 2),
            ]
        );
    }
}
