//! The frames of a call's budget, and the place an application competes in.
//!
//! There are two published ways to divide, and the rule value `calculation.method` chooses: by
//! score down a list, or, as the neighbouring scheme DT-0057 does it, a basic amount to every
//! applicant and the rest by points. Either way a transition can hold awards near last year's.

use domain::allocation::division::{Collar, PlanRule, SubFramePlan};
use domain::application::{Draft, Placement};
use domain::money::{Money, Rounding};
use domain::rules::{IfInForce, RuleError, RuleValues};

use crate::claim::Method;
use crate::form::{Form, Frame};

/// The rule value with the frames as announced for a year.
const ANNOUNCED: &str = "frame.announced";

/// The rule value with the largest change from one year to the next, in the years that have one.
const CHANGE: &str = "transition.change_percent_max";

/// Two frames, divided alike; nothing leaks from one to the other.
pub(crate) fn plan(rules: &RuleValues) -> Result<Vec<SubFramePlan>, RuleError> {
    let rule = match Method::in_force(rules)? {
        Method::Activities => PlanRule::Ranked,
        // A claim is a basic amount and points: what is left of it beyond the basic amount are the
        // points.
        Method::Formula => PlanRule::BasePlusProportional {
            base: basic_amount(rules)?,
        },
    };
    let collar = collar(rules)?;
    let frame = |frame: &Frame| {
        let mut plan = SubFramePlan::by(frame.code(), rule);
        plan.division.collar = collar;
        plan
    };
    Ok(Frame::ALL.iter().map(frame).collect())
}

/// The basic grant: so many G.
fn basic_amount(rules: &RuleValues) -> Result<Money, RuleError> {
    let amounts = rules.decimal("formula.basic_amounts")?;
    let g = rules.money("formula.g")?;
    // More than money can hold is more than any claim.
    Ok(g.value
        .times(amounts.value, Rounding::HalfUp)
        .unwrap_or(Money::MAX))
}

/// The transition: so much up or down, in the years that have one.
fn collar(rules: &RuleValues) -> Result<Collar, RuleError> {
    let Some(change) = rules.basis_points(CHANGE).if_in_force()? else {
        return Ok(Collar::default());
    };
    // A fall by more than all there was is a fall to nothing: the engine takes it so.
    let change = u32::try_from(change.value).ok();
    Ok(Collar {
        down: change,
        up: change,
    })
}

/// The frame the applicant chose. All stand equal in it.
pub(crate) fn placement(draft: &Draft<Form>, _rules: &RuleValues) -> Result<Placement, RuleError> {
    Ok(Placement::new(draft.form.frame.code(), 1))
}

/// The frames as they were announced, by code, in the plan's order: 108 and 22 million in 2020,
/// say. What a call divides is set when it is created; this is what the demonstration starts from
/// and comparisons are made with.
///
/// # Errors
/// [`RuleError::NoValue`] for years whose frames are not published in what we have seen.
pub fn announced(rules: &RuleValues) -> Result<Vec<(&'static str, Money)>, RuleError> {
    Frame::ALL
        .iter()
        .map(|frame| {
            Ok((
                frame.code(),
                rules.money_row(ANNOUNCED, frame.code())?.value,
            ))
        })
        .collect()
}
