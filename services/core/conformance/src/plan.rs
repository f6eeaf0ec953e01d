//! Plans as readable cases: how the scheme frames and divides a budget on the values of some day.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::allocation::division::SubFramePlan;
use domain::allocation::division::{Grouping, Part};
use domain::money::Money;
use domain::scheme::Scheme;
use serde::Deserialize;

use crate::cases::read;
use crate::specimen;

/// One plan.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    /// Its name.
    name: String,
    /// The day whose rule values hold.
    on: NaiveDate,
    /// Rule values this case replaces.
    #[serde(default)]
    rules: BTreeMap<String, toml::Value>,
    /// The sub-frames, in order.
    frame: Vec<Seen>,
}

/// The part of a sub-frame's plan that is told in a case. What a case leaves out is not there.
#[derive(Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Seen {
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
    /// The sub-frame that receives what is left, and the last day (month, day) it is kept.
    released: Option<(String, u32, u32)>,
}

impl Seen {
    fn of(plan: &SubFramePlan) -> Self {
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

/// Holds the scheme's plan against a file of cases; `book` is its `rules.toml`.
///
/// # Panics
/// With the name of the case that does not hold.
pub fn plans_are<S: Scheme>(cases: &str, book: &str) {
    for case in read::<Case>(cases) {
        let rules = specimen::rules(book, &case.rules, case.on);
        let plan = S::frame_plan(&rules);
        let seen: Vec<Seen> = match plan {
            Ok(plan) => plan.iter().map(Seen::of).collect(),
            Err(fault) => panic!("{}: {fault}", case.name),
        };
        assert_eq!(seen, case.frame, "{}", case.name);
    }
}
