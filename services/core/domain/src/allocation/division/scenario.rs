//! A way to divide a call's budget that a case handler tries: the scheme's plan, with changes.

use allocation::{Rounding, Tail};
use serde::Serialize;

use super::{Collar, Division, GroupQuota, Grouping, PlanRule, ReservedPart};
use crate::allocation::division::SubFramePlan;
use crate::money::Money;
use crate::violations::{FieldViolation, Violations};

/// A way to divide a call's budget.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlanScenario {
    /// Its name for people.
    pub name: String,
    /// Its changes, by sub-frame.
    pub sub_frames: Vec<SubFrameChange>,
}

/// The changes to the scheme's plan for one sub-frame. The outer `None` of each field leaves it as
/// it is.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct SubFrameChange {
    /// Code of the sub-frame.
    pub code: String,
    /// The budget.
    pub budget: Option<Money>,
    /// The rule for the first application on a ranked list that does not fit.
    pub tail_rule: Option<Tail>,
    /// The rule.
    pub rule: Option<PlanRule>,
    /// The step.
    pub step: Option<Money>,
    /// The rounding.
    pub rounding: Option<Rounding>,
    /// The collar; open for none.
    pub collar: Option<Collar>,
    /// The floor.
    pub floor: Option<Option<Money>>,
    /// The cap.
    pub cap: Option<Option<Money>>,
    /// Ceilings by year of support.
    pub yearly_ceilings: Option<Vec<Money>>,
    /// Classes with first claims.
    pub first_claims: Option<Vec<u32>>,
    /// Groupings.
    pub grouping: Option<Vec<Grouping>>,
    /// Quotas.
    pub quotas: Option<Vec<GroupQuota>>,
    /// Reserved parts.
    pub reserved: Option<Vec<ReservedPart>>,
}

impl SubFrameChange {
    /// The division with what changes.
    #[must_use]
    pub fn apply(&self, division: Division) -> Division {
        // Every field is named: a new one does not compile before it can be changed.
        let Division {
            rule,
            tail_rule,
            step,
            rounding,
            collar,
            floor,
            cap,
            yearly_ceilings,
            first_claims,
            grouping,
            quotas,
            reserved,
        } = division;
        fn or<T: Clone>(changed: &Option<T>, before: T) -> T {
            changed.clone().unwrap_or(before)
        }
        Division {
            rule: or(&self.rule, rule),
            tail_rule: self.tail_rule.or(tail_rule),
            step: or(&self.step, step),
            rounding: or(&self.rounding, rounding),
            collar: or(&self.collar, collar),
            floor: or(&self.floor, floor),
            cap: or(&self.cap, cap),
            yearly_ceilings: or(&self.yearly_ceilings, yearly_ceilings),
            first_claims: or(&self.first_claims, first_claims),
            grouping: or(&self.grouping, grouping),
            quotas: or(&self.quotas, quotas),
            reserved: or(&self.reserved, reserved),
        }
    }
}

/// A sub-frame's plan as a scenario has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedPlan {
    /// The plan.
    pub plan: SubFramePlan,
    /// The budget, where the scenario names one.
    pub budget: Option<Money>,
}

impl PlanScenario {
    /// The plan with the scenario's changes.
    ///
    /// # Errors
    /// Every fault there is, as the contract's `AllocationScenario` names its fields: sub-frames
    /// that the plan does not have, divisions that contradict themselves.
    pub fn applied(&self, plans: &[SubFramePlan]) -> Result<Vec<ChangedPlan>, Vec<FieldViolation>> {
        let mut faults = Violations::new();
        for (at, change) in self.sub_frames.iter().enumerate() {
            let field = format!("sub_frames[{at}]");
            let Some(plan) = plans.iter().find(|plan| plan.code == change.code) else {
                let codes: Vec<&str> = plans.iter().map(|plan| plan.code).collect();
                let known = codes.join(", ");
                faults.add(
                    &format!("{field}.code"),
                    format_args!("is not a sub-frame of this call; use {known}"),
                );
                continue;
            };
            let changed = change.apply(plan.division.clone());
            faults.absorb(&format!("{field}.division"), changed.faults(plan.classes()));
        }
        let changed = plans.iter().map(|plan| {
            let change = self.sub_frames.iter().find(|one| one.code == plan.code);
            let mut plan = plan.clone();
            if let Some(change) = change {
                plan.division = change.apply(plan.division);
            }
            ChangedPlan {
                plan,
                budget: change.and_then(|change| change.budget),
            }
        });
        faults
            .finish(Some(changed.collect()))
            .map_err(Violations::into_vec)
    }
}

/// The plan as it is, as a scenario without changes has it.
#[must_use]
pub fn unchanged(plans: &[SubFramePlan]) -> Vec<ChangedPlan> {
    plans
        .iter()
        .map(|plan| ChangedPlan {
            plan: plan.clone(),
            budget: None,
        })
        .collect()
}
