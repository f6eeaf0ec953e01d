//! The plan of a call's budget, as cases write it.

use std::collections::BTreeMap;

use domain::allocation::division::{Grouping, Part, SubFramePlan};
use domain::money::Money;
use serde::Deserialize;

/// The plan of a sub-frame as a case writes it. What a case leaves out is not there.
#[derive(Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Frame {
    code: String,
    /// The name of the rule, as in the contract.
    rule: String,
    /// The basic amount to every applicant, kroner.
    basic_amount: Option<i64>,
    /// Priority classes, in order.
    classes: Vec<String>,
    /// Priority classes whose claims are promised.
    promised: Vec<u32>,
    /// The largest fall and rise from last year's amount, basis points.
    collar: Option<[u32; 2]>,
    /// Groups that a part is kept for, and how much of the frame that is: basis points.
    kept: BTreeMap<String, u32>,
    /// By what the scheme itself groups applicants.
    grouped_by: Vec<String>,
    /// The frame that gets what is left, and the last day (month, day) it is kept.
    released: Option<(String, u32, u32)>,
}

impl Frame {
    pub(crate) fn of(plan: &SubFramePlan) -> Self {
        let division = &plan.division;
        let collar = division.collar.down.zip(division.collar.up);
        let kept = division.reserved.iter().filter_map(|kept| match kept.part {
            Part::Share(points) => Some((kept.path.join("/"), points)),
            Part::Amount(_) => None,
        });
        let named = division.grouping.iter().filter_map(|by| match by {
            Grouping::Scheme(code) => Some(code.clone()),
            Grouping::County | Grouping::MunicipalitySize { .. } | Grouping::NewEntrant => None,
        });
        let base = match division.rule {
            domain::allocation::division::PlanRule::BasePlusProportional { base } => Some(base),
            _ => None,
        };
        Self {
            code: plan.code.to_owned(),
            rule: division.rule.name().to_owned(),
            basic_amount: base.map(|base| base.ore() / Money::kroner(1).ore()),
            classes: plan
                .priority_classes
                .iter()
                .map(ToString::to_string)
                .collect(),
            promised: division.first_claims.clone(),
            collar: collar.map(|(down, up)| [down, up]),
            kept: kept.collect(),
            grouped_by: named.collect(),
            released: plan.release.map(|to| (to.to.to_owned(), to.month, to.day)),
        }
    }
}
