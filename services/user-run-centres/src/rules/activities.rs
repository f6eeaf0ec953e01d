//! Rules about the activities.

use domain::findings::Finding;
use domain::money::Money;
use domain::rules::RuleValues;
use domain::scheme::{Case, Found};

use crate::claim;
use crate::form::{Activity, Form};

/// The activities with their places in the form.
fn activities<'a>(case: &Case<'a, Form>) -> impl Iterator<Item = (usize, &'a Activity)> {
    case.draft.form.activities.iter().enumerate()
}

/// The amount applied for is the sum of the activities.
pub(super) fn sum_is_requested(case: &Case<'_, Form>, _rules: &RuleValues) -> Found {
    let (requested, applied) = (case.draft.requested, case.draft.form.applied());
    if requested == applied {
        return Ok(Vec::new());
    }
    Ok(vec![
        Finding::blocking("CENTRE_SUM_DIFFERS", "configurable")
            .on("requested")
            .with("requested", requested)
            .with("applied", applied),
    ])
}

/// Activity in Norway.
pub(super) fn in_norway(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    let Some(rule) = rules.set_flag("in_norway.required")? else {
        return Ok(Vec::new());
    };
    Ok(activities(case)
        .filter(|(_, activity)| !activity.in_norway)
        .map(|(at, activity)| {
            Finding::blocking("CENTRE_ACTIVITY_ABROAD", &rule)
                .on(format!("form.activities[{at}].in_norway"))
                .with("activity", activity.name.as_str())
        })
        .collect())
}

/// A funder that demands an equal municipal contribution gets it: otherwise that money, and the
/// activity with it, is lost.
pub(super) fn equal_contribution(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    let Some(rule) = rules.set_flag("equal_contribution.checked")? else {
        return Ok(Vec::new());
    };
    let demanded = |activity: &Activity| {
        Money::saturating_sum(
            activity
                .funding
                .iter()
                .filter(|part| part.requires_equal_municipal_contribution)
                .map(|part| part.amount),
        )
    };
    Ok(activities(case)
        .filter(|(_, activity)| activity.municipal_contribution() < demanded(activity))
        .map(|(at, activity)| {
            Finding::blocking("CENTRE_EQUAL_CONTRIBUTION", &rule)
                .on(format!("form.activities[{at}].funding"))
                .with("activity", activity.name.as_str())
                .with("demanded", demanded(activity))
                .with("municipal", activity.municipal_contribution())
        })
        .collect())
}

/// Public money for an activity, this grant included, is not more than it costs.
pub(super) fn double_funding(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    let Some(rule) = rules.set_flag("double_funding.refused")? else {
        return Ok(Vec::new());
    };
    let public =
        |activity: &Activity| Money::saturating_sum([activity.public_funding(), activity.applied]);
    Ok(activities(case)
        .filter(|(_, activity)| public(activity) > activity.cost())
        .map(|(at, activity)| {
            Finding::blocking("CENTRE_DOUBLE_FUNDING", &rule)
                .on(format!("form.activities[{at}].funding"))
                .with("activity", activity.name.as_str())
                .with("public", public(activity))
                .with("cost", activity.cost())
        })
        .collect())
}

/// An amount above the cap is pointed out: it cannot be granted.
pub(super) fn above_cap(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    let cap = rules.money_row(claim::CAP, case.draft.form.frame.code())?;
    Ok(activities(case)
        .filter(|(_, activity)| activity.applied > cap.value)
        .map(|(at, activity)| {
            Finding::notice("CENTRE_ABOVE_CAP", &cap)
                .on(format!("form.activities[{at}].applied"))
                .with("activity", activity.name.as_str())
                .with("applied", activity.applied)
                .with("cap", cap.value)
        })
        .collect())
}

/// The same activity is sought money for elsewhere: not wrong, but a case handler must see to it
/// that only one pays.
pub(super) fn sought_elsewhere(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    let rule = rules.source("double_funding.refused")?;
    let form = &case.draft.form;
    let of_the_form = |key: &str| form.activities.iter().find(|activity| activity.key == key);
    Ok(form
        .other_applications
        .iter()
        .enumerate()
        .filter_map(|(at, other)| {
            let activity = of_the_form(other.activity_key.as_deref()?)?;
            Some(
                Finding::notice("CENTRE_SOUGHT_ELSEWHERE", &rule)
                    .on(format!("form.other_applications[{at}]"))
                    .with("activity", activity.name.as_str())
                    .with("scheme", other.scheme.as_str())
                    .with("amount", other.amount),
            )
        })
        .collect())
}

/// There is something to grant: others do not pay for everything.
pub(super) fn needed(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    let claim = claim::claim(case.call, case.draft, rules)?;
    if claim.amount.is_positive() {
        return Ok(Vec::new());
    }
    Ok(vec![
        Finding::blocking("CENTRE_NOTHING_TO_GRANT", "configurable").on("form.activities"),
    ])
}
