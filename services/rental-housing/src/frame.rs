//! The frames of a call's budget, and the place an application competes in.
//!
//! Husbanken had to cut in 2016; how is not published, so a proportional cut is a rule value. The
//! programme's frame is kept until 1 October and released to all on 2 October.

use domain::allocation::division::{PlanRule, Release, SubFramePlan};
use domain::application::{Draft, Placement};
use domain::rules::{IfInForce, RuleError, RuleValues};

use crate::claim::out_of_range;
use crate::form::{Form, OtherGrantKind};

/// The frame that is open to all.
pub(crate) const GENERAL: &str = "general";
/// The frame reserved for programme municipalities, in the years that have one.
pub(crate) const PROGRAMME: &str = "programme";
/// The rule value with the last day of the year that frame is kept for them, month and day.
const RELEASE: &str = "frame.programme_release_month_day";
/// Projects that meet the guide's priorities, then projects that another grant is made for.
const CLASSES: &[&str] = &["prioritised", "investment_grant_possible"];

/// Returns whether a flag is set; not every version has every flag.
fn is_set(rules: &RuleValues, id: &str) -> Result<bool, RuleError> {
    Ok(rules.set_flag(id)?.is_some())
}

/// The sub-frames.
pub(crate) fn plan(rules: &RuleValues) -> Result<Vec<SubFramePlan>, RuleError> {
    let rule = if rules.flag("frame.proportional")?.value {
        PlanRule::Proportional
    } else {
        PlanRule::Ranked
    };
    let priority_classes = if is_set(rules, "class.investment_grant_last")? {
        CLASSES
    } else {
        &[]
    };
    let release = release(rules)?;
    let codes: &[&'static str] = if is_set(rules, "frame.programme_reserved")? {
        &[GENERAL, PROGRAMME]
    } else {
        &[GENERAL]
    };
    Ok(codes
        .iter()
        .map(|code| SubFramePlan {
            release: release.filter(|_| *code == PROGRAMME),
            ..SubFramePlan::by(code, rule).in_classes(priority_classes)
        })
        .collect())
}

/// The last day the programme's frame is kept, in the versions that have one; what is left of it is
/// then open to all.
fn release(rules: &RuleValues) -> Result<Option<Release>, RuleError> {
    let Some(day) = rules.text(RELEASE).if_in_force()? else {
        return Ok(None);
    };
    let day = day.value.split_once('-');
    let day = day.and_then(|(month, day)| Some((month.parse().ok()?, day.parse().ok()?)));
    let (month, day) = day.ok_or_else(|| out_of_range(RELEASE, rules))?;
    Ok(Some(Release {
        to: GENERAL,
        month,
        day,
    }))
}

/// Returns whether the investment grant for care homes is sought, given or possible.
pub(crate) fn investment_grant_possible(form: &Form) -> bool {
    form.economy.investment_grant_possible
        || form
            .economy
            .other_grants
            .iter()
            .any(|grant| grant.kind == OtherGrantKind::InvestmentGrant)
}

/// Sub-frame and priority class.
pub(crate) fn placement(draft: &Draft<Form>, rules: &RuleValues) -> Result<Placement, RuleError> {
    let programme =
        is_set(rules, "frame.programme_reserved")? && draft.form.project.programme_municipality;
    let last =
        is_set(rules, "class.investment_grant_last")? && investment_grant_possible(&draft.form);
    let sub_frame = if programme { PROGRAMME } else { GENERAL };
    Ok(Placement::new(sub_frame, if last { 2 } else { 1 }))
}
