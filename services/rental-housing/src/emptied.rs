//! The form of a case that is erased.

use domain::money::Money;

use crate::form::{Economy, FinancingPlan, Form, Project, Setting};

impl Form {
    /// The form without what was written in it.
    #[must_use]
    pub fn emptied(&self) -> Self {
        Self {
            project: Project {
                property: None,
                need_announced: None,
                quality_gains: Vec::new(),
                takeover: None,
                ..self.project.clone()
            },
            agreement: self.agreement.clone(),
            units: Vec::new(),
            economy: Economy {
                costs: Vec::new(),
                market_value: None,
                market_value_exception: None,
                financing: FinancingPlan {
                    loan: Money::ZERO,
                    grant: Money::ZERO,
                    own: Money::ZERO,
                    other: Money::ZERO,
                },
                yearly_cash_flows: Vec::new(),
                other_grants: Vec::new(),
                investment_grant_possible: false,
            },
            setting: Setting {
                net_addition: 0,
                housing_challenge: String::new(),
                living_environment: String::new(),
                child_friendly: false,
                follow_up_services: String::new(),
                housing_first: self.setting.housing_first,
            },
        }
    }
}
