//! The frames of a call's budget, and the place an application competes in.
//!
//! There is one frame. Continuations are its first class: what they need is bound, and new projects
//! share what is left, by score. In 2020, 54 million were announced, of which about 11.5 million
//! for new projects: that year part of the frame is kept for them. No source gives ceilings that
//! fall from year to year; a case handler can try them, since every application says which year of
//! support it is for.

use std::collections::BTreeMap;

use domain::allocation::division::{Grouping, Part, PlanRule, ReservedPart, SubFramePlan};
use domain::application::{Draft, Placement};
use domain::money::Money;
use domain::rules::{IfInForce, RuleError, RuleValues};

use crate::form::{Form, Stage};

/// The code of the one frame.
pub const PROJECTS: &str = "projects";

/// The grouping of applications by the stage of their project.
pub const STAGE: &str = "stage";

/// The rule value that says that continuations are served first.
const CONTINUATION_FIRST: &str = "class.continuation_first";

/// The rule value that says that what continuations claim has been promised to them.
const CONTINUATION_PROMISED: &str = "class.continuation_promised";

/// The rule value with the part of the frame that is kept for new projects, in the years that have
/// one.
const FOR_NEW: &str = "frame.new_reserved_percent";

/// The priority classes, in order.
const CLASSES: &[&str] = &[Stage::Continuation.code(), Stage::New.code()];

/// The class of continuations.
const CONTINUATIONS: u32 = 1;

/// The rule value with what was announced for a year.
const ANNOUNCED: &str = "frame.announced";

/// One frame, by score within each class.
pub(crate) fn plan(rules: &RuleValues) -> Result<Vec<SubFramePlan>, RuleError> {
    let mut plan = SubFramePlan::by(PROJECTS, PlanRule::Ranked);
    if rules.flag(CONTINUATION_FIRST)?.value {
        plan = plan.in_classes(CLASSES);
        if rules.flag(CONTINUATION_PROMISED)?.value {
            plan.division.first_claims = vec![CONTINUATIONS];
        }
    }
    if let Some(share) = rules.basis_points(FOR_NEW).if_in_force()? {
        plan.division.grouping = vec![Grouping::Scheme(STAGE.to_owned())];
        plan.division.reserved = vec![ReservedPart {
            path: vec![Stage::New.code().to_owned()],
            // Nothing is kept of a share below nothing.
            part: Part::Share(u32::try_from(share.value).unwrap_or(0)),
            released_from: None,
        }];
    }
    Ok(vec![plan])
}

/// The class and the group of the project's stage, and its year of support.
pub(crate) fn placement(draft: &Draft<Form>, rules: &RuleValues) -> Result<Placement, RuleError> {
    let project = &draft.form.project;
    let later = rules.flag(CONTINUATION_FIRST)?.value && project.stage == Stage::New;
    let class = if later {
        CONTINUATIONS + 1
    } else {
        CONTINUATIONS
    };
    Ok(Placement {
        support_year: Some(project.year),
        groups: BTreeMap::from([(STAGE.to_owned(), project.stage.code().to_owned())]),
        ..Placement::new(PROJECTS, class)
    })
}

/// The amounts announced for a year. A call's frames are set when it is created; these are what the
/// demonstration starts from and comparisons are made with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Announced {
    /// The whole frame.
    pub frame: Money,
    /// The part that was free for new projects: the frame less what continuations bind.
    pub for_new: Money,
}

/// Reads the amounts announced for the year of the rule values.
///
/// # Errors
/// [`RuleError::NoValue`] for years whose frame is not published in what we have seen.
pub fn announced(rules: &RuleValues) -> Result<Announced, RuleError> {
    Ok(Announced {
        frame: rules.money_row(ANNOUNCED, "frame")?.value,
        for_new: rules.money_row(ANNOUNCED, "for_new")?.value,
    })
}
