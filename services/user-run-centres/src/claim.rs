//! The largest amount an application can be granted.
//!
//! There are two ways, and the rule value `calculation.method` says which holds. *Activities*: the
//! need of each activity (cost less what others pay, never more than is applied for), up to a cap,
//! summed. *Formula*: a basic amount and points for members and branches, as the neighbouring
//! scheme DT-0057 does it, never more than the activities need.

use std::cmp::min;

use domain::application::Draft;
use domain::application::claim::{Claim, ClaimStep};
use domain::call::Call;
use domain::findings::args;
use domain::money::{Money, Rounding};
use domain::rules::{RuleError, RuleValues};

use crate::form::{Activity, Form, Membership};

/// The rule value with the most an activity can be granted, by frame.
pub(crate) const CAP: &str = "activity.cap";

/// The rule value that says how the claim is calculated.
const METHOD: &str = "calculation.method";

/// The method of calculation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Method {
    /// The need of each activity, up to its cap.
    Activities,
    /// A basic amount and points.
    Formula,
}

impl Method {
    /// The method that holds.
    pub(crate) fn in_force(rules: &RuleValues) -> Result<Method, RuleError> {
        match rules.text(METHOD)?.value {
            "activities" => Ok(Method::Activities),
            "formula" => Ok(Method::Formula),
            other => Err(RuleError::NoRow {
                id: METHOD.to_owned(),
                date: rules.date(),
                key: other.to_owned(),
            }),
        }
    }
}

/// The calculation.
pub(crate) fn claim(
    _call: &Call,
    draft: &Draft<Form>,
    rules: &RuleValues,
) -> Result<Claim, RuleError> {
    let form = &draft.form;
    let mut steps = Vec::new();
    let need = need_of_activities(form, rules, &mut steps)?;
    let calculated = match Method::in_force(rules)? {
        Method::Activities => need,
        Method::Formula => min(need, by_formula(&form.membership, rules, &mut steps)?),
    };
    Ok(Claim::lower_of(calculated, draft.requested, steps))
}

/// The largest amount one activity can be granted.
pub(crate) fn grantable(activity: &Activity, cap: Money) -> Money {
    let need = activity.cost().ore() - activity.other_funding().ore();
    min(min(Money::from_ore(need.max(0)), activity.applied), cap)
}

fn need_of_activities(
    form: &Form,
    rules: &RuleValues,
    steps: &mut Vec<ClaimStep>,
) -> Result<Money, RuleError> {
    let cap = rules.money_row(CAP, form.frame.code())?;
    for activity in &form.activities {
        steps.push(ClaimStep::amount(
            "activity",
            grantable(activity, cap.value),
            args([
                ("activity", activity.name.as_str().into()),
                ("cost", activity.cost().into()),
                ("others", activity.other_funding().into()),
                ("applied", activity.applied.into()),
                ("cap", cap.value.into()),
            ]),
            &[CAP],
        ));
    }
    let sum = Money::saturating_sum(
        form.activities
            .iter()
            .map(|activity| grantable(activity, cap.value)),
    );
    steps.push(ClaimStep::amount(
        "sum_of_activities",
        sum,
        args([("activities", count(form.activities.len()).into())]),
        &[],
    ));
    Ok(sum)
}

fn by_formula(
    membership: &Membership,
    rules: &RuleValues,
    steps: &mut Vec<ClaimStep>,
) -> Result<Money, RuleError> {
    let (amounts, g) = (
        rules.decimal("formula.basic_amounts")?.value,
        rules.money("formula.g")?.value,
    );
    // More than money can hold is more than any need: the need is the lower of the two.
    let basic = g.times(amounts, Rounding::HalfUp).unwrap_or(Money::MAX);
    steps.push(ClaimStep::amount(
        "formula_basic",
        basic,
        args([("amounts", amounts.into()), ("g", g.into())]),
        &["formula.basic_amounts", "formula.g"],
    ));
    let per_point = rules.count("formula.members_per_point")?.value.max(1);
    let per_branch = rules.integer("formula.points_per_branch")?;
    let value = rules.money("formula.point_value")?;
    // Whole points only: a part of the members that a point takes gives none.
    let points = i64::from(membership.members / per_point)
        .saturating_add(i64::from(membership.local_branches).saturating_mul(per_branch.value));
    let for_points = value.value.times_count(points).unwrap_or(Money::MAX);
    steps.push(ClaimStep::amount(
        "formula_points",
        for_points,
        args([
            ("points", points.into()),
            ("members", membership.members.into()),
            ("branches", membership.local_branches.into()),
            ("value", value.value.into()),
        ]),
        &[
            "formula.members_per_point",
            "formula.points_per_branch",
            "formula.point_value",
        ],
    ));
    let sum = Money::saturating_sum([basic, for_points]);
    steps.push(ClaimStep::amount(
        "formula_sum",
        sum,
        args([("basic", basic.into()), ("points", for_points.into())]),
        &[METHOD],
    ));
    Ok(sum)
}

/// A length for a text.
fn count(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}
