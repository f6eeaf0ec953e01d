//! Rules about money: ordinary operation left out, no cost paid twice, state aid within its limit.

use domain::findings::Finding;
use domain::money::Money;
use domain::rules::RuleValues;
use domain::scheme::{Case, Found};

use crate::claim;
use crate::de_minimis::{self, Standing};
use crate::form::Form;

/// Budget lines of ordinary operation are not paid: the applicant is told what is left out.
pub(super) fn lines_left_out(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    let left_out = case.draft.form.ordinary_operation();
    let rule = rules
        .set_flag("project.not_ordinary_operation")?
        .filter(|_| left_out.is_positive() && left_out < case.draft.form.cost());
    Ok(rule
        .map(|rule| {
            Finding::notice("TRAINING_LINES_LEFT_OUT", &rule)
                .on("form.budget")
                .with("amount", left_out)
        })
        .into_iter()
        .collect())
}

/// Public money, this grant included, is not more than what the project costs.
pub(super) fn double_funding(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    let form = &case.draft.form;
    let public = Money::saturating_sum([form.public_funding(), case.draft.requested]);
    let rule = rules
        .set_flag("double_funding.refused")?
        .filter(|_| public > form.cost());
    Ok(rule
        .map(|rule| {
            Finding::blocking("TRAINING_DOUBLE_FUNDING", &rule)
                .on("form.funding")
                .with("public", public)
                .with("cost", form.cost())
        })
        .into_iter()
        .collect())
}

/// Economic activity gets small state aid only: within the limit, and not while the rules are
/// paused.
pub(super) fn state_aid(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    let form = &case.draft.form;
    let finding = match de_minimis::standing(form, case.call.terms.grant_year, rules)? {
        Standing::NotEconomic => return Ok(Vec::new()),
        Standing::Paused => Finding::blocking(
            "TRAINING_STATE_AID_PAUSED",
            &rules.source(de_minimis::PAUSED)?,
        ),
        Standing::Within { room, used, limit } if room.is_positive() => {
            let without = claim::need(form).min(case.draft.requested);
            if without <= room {
                return Ok(Vec::new());
            }
            Finding::notice(
                "TRAINING_STATE_AID_REDUCES",
                &rules.source(de_minimis::LIMIT)?,
            )
            .with("room", room)
            .with("used", used)
            .with("limit", limit)
        }
        Standing::Within { used, limit, .. } => Finding::blocking(
            "TRAINING_STATE_AID_USED_UP",
            &rules.source(de_minimis::LIMIT)?,
        )
        .with("used", used)
        .with("limit", limit),
    };
    Ok(vec![finding.on("form.de_minimis_awards")])
}

/// There is something to grant: others do not pay for everything.
pub(super) fn needed(case: &Case<'_, Form>, _rules: &RuleValues) -> Found {
    if claim::need(&case.draft.form).is_positive() {
        return Ok(Vec::new());
    }
    Ok(vec![
        Finding::blocking("TRAINING_NOTHING_TO_GRANT", "configurable").on("form.budget"),
    ])
}
