//! The frames of a call's budget, and the place an application competes in.
//!
//! No source speaks of priority classes: all stand equal. The cap of an award is in the claim, so
//! the plan has none of its own. In 2018 part of the frame was earmarked.

use domain::allocation::division::{PlanRule, SubFramePlan};
use domain::application::Draft;
use domain::application::Placement;
use domain::rules::{RuleError, RuleValues};

use crate::form::Form;

/// The frame that is open to all.
const GENERAL: &str = "general";
/// The part of the frame of 2018 for municipalities with a running grant to better
/// interdisciplinary work.
const ONGOING_BTI: &str = "ongoing_bti";

/// Returns whether part of the frame is earmarked, as in 2018.
pub(crate) fn is_earmarked(rules: &RuleValues) -> Result<bool, RuleError> {
    Ok(rules.set_flag("frame.bti_earmarked")?.is_some())
}

/// The sub-frames: by score, all equal.
pub(crate) fn plan(rules: &RuleValues) -> Result<Vec<SubFramePlan>, RuleError> {
    let codes: &[&'static str] = if is_earmarked(rules)? {
        &[GENERAL, ONGOING_BTI]
    } else {
        &[GENERAL]
    };
    Ok(codes
        .iter()
        .map(|code| SubFramePlan::by(code, PlanRule::Ranked))
        .collect())
}

/// Sub-frame and class.
pub(crate) fn placement(draft: &Draft<Form>, rules: &RuleValues) -> Result<Placement, RuleError> {
    let earmarked = is_earmarked(rules)? && draft.form.has_running_bti();
    let sub_frame = if earmarked { ONGOING_BTI } else { GENERAL };
    Ok(Placement::new(sub_frame, 1))
}
