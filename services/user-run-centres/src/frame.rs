//! How a call's budget is framed, and where an application competes.

use domain::application::Draft;
use domain::money::Money;
use domain::rules::{RuleError, RuleValues};
use domain::scheme::{Placement, PlanRule, SubFramePlan};

use crate::form::{Form, Frame};

/// The rule value with the frames as announced for a year.
const ANNOUNCED: &str = "frame.announced";

/// Two frames, each divided by score; nothing leaks from one to the other.
pub(crate) fn plan() -> Vec<SubFramePlan> {
    Frame::ALL
        .iter()
        .map(|frame| SubFramePlan::by(frame.code(), PlanRule::Ranked))
        .collect()
}

/// The frame the applicant chose. All stand equal in it.
pub(crate) fn placement(draft: &Draft<Form>) -> Placement {
    Placement::new(draft.form.frame.code(), 1)
}

/// The frames as they were announced, by code, in the plan's order: 108 and 22 million in 2020, say. What a call divides is set when it
/// is created; this is what the demonstration starts from and comparisons are made with.
///
/// # Errors
/// [`RuleError::NoValue`] for years whose frames are not published in what we have seen.
pub fn announced(rules: &RuleValues) -> Result<Vec<(&'static str, Money)>, RuleError> {
    Frame::ALL
        .iter()
        .map(|frame| Ok((frame.code(), rules.money_row(ANNOUNCED, frame.code())?)))
        .collect()
}
