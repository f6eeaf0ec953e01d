//! How a call's budget is framed, and where an application competes.
//!
//! There is one frame. Continuations are its first class: what they need is bound, and new projects share what is left, by score. In 2020,
//! 54 million were announced, of which about 11.5 million were free for new projects.

use domain::application::Draft;
use domain::money::Money;
use domain::rules::{RuleError, RuleValues};
use domain::scheme::{Placement, PlanRule, SubFramePlan};

use crate::form::{Form, Stage};

/// The code of the one frame.
pub const PROJECTS: &str = "projects";

/// The rule value that says that continuations are served first.
const CONTINUATION_FIRST: &str = "class.continuation_first";

/// The priority classes, in order.
const CLASSES: &[&str] = &[Stage::Continuation.code(), Stage::New.code()];

/// The rule value with what was announced for a year.
const ANNOUNCED: &str = "frame.announced";

/// One frame, by score within each class.
pub(crate) fn plan(rules: &RuleValues) -> Result<Vec<SubFramePlan>, RuleError> {
    let classes = rules.flag(CONTINUATION_FIRST)?;
    let classes = if classes { CLASSES } else { &[] };
    Ok(vec![
        SubFramePlan::by(PROJECTS, PlanRule::Ranked).in_classes(classes),
    ])
}

/// The class of the project's stage.
pub(crate) fn placement(draft: &Draft<Form>, rules: &RuleValues) -> Result<Placement, RuleError> {
    let later = rules.flag(CONTINUATION_FIRST)? && draft.form.project.stage == Stage::New;
    Ok(Placement::new(PROJECTS, if later { 2 } else { 1 }))
}

/// What was announced for a year. What a call divides is set when it is created; this is what the demonstration starts from and
/// comparisons are made with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Announced {
    /// The whole frame.
    pub frame: Money,
    /// What of it was free for new projects: the frame less what continuations bind.
    pub for_new: Money,
}

/// What was announced for the year of the rule values.
///
/// # Errors
/// [`RuleError::NoValue`] for years whose frame is not published in what we have seen.
pub fn announced(rules: &RuleValues) -> Result<Announced, RuleError> {
    Ok(Announced {
        frame: rules.money_row(ANNOUNCED, "frame")?,
        for_new: rules.money_row(ANNOUNCED, "for_new")?,
    })
}
