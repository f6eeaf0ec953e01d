//! Rules on an application, one small function a rule. Each finding cites the rule value it rests
//! on.

mod exclusion;

use domain::findings::{Finding, blocking_first};
use domain::municipalities;
use domain::rules::{RuleError, RuleValues};
use domain::scheme::Case;

use crate::claim::{eligible_cost, is_open, phase_rules, split_budget};
use crate::form::{Form, Phase, total};
use crate::frame;

/// The findings of one rule.
type Found = Result<Vec<Finding>, RuleError>;
/// One rule.
type Rule = fn(&Case<'_, Form>, &RuleValues) -> Found;

/// Every rule: who, then what, then how much.
const RULES: &[Rule] = &[
    municipality_only,
    exclusion::earlier_recipients,
    exclusion::only_merged_implement,
    merged_from,
    phase_open,
    approved_model,
    period,
    other_application,
    one_at_a_time,
    bti_frame,
    anchoring,
    services,
    ceiling,
    cost_is_paid,
    request_within_cost,
    double_funding,
    attachments,
];

/// Everything the rules find, blocking findings first.
pub(crate) fn findings(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    let mut found = Vec::new();
    for rule in RULES {
        found.extend(rule(case, rules)?);
    }
    blocking_first(&mut found);
    Ok(found)
}

/// One finding, or none.
fn when(it_is_so: bool, finding: impl FnOnce() -> Finding) -> Vec<Finding> {
    if it_is_so {
        vec![finding()]
    } else {
        Vec::new()
    }
}

/// Municipalities only.
fn municipality_only(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    let kind = case.applicant().kind.code();
    let allowed = rules.texts("applicant.kinds")?.contains(&kind);
    let citation = rules.citation("applicant.kinds")?;
    Ok(when(!allowed, || {
        Finding::blocking("CHILD_MUNICIPALITY_ONLY", citation).on("applicant.kind")
    }))
}

/// Returns what the form says was merged into the applicant, was.
fn merged_from(case: &Case<'_, Form>, _rules: &RuleValues) -> Found {
    let before = municipalities::predecessors(
        &case.applicant().municipality,
        municipalities::covered_from(),
    );
    let named = case.draft.form.merged_from.iter().zip(0_u32..);
    Ok(named
        .filter(|(number, _)| !before.contains(*number))
        .map(|(number, at)| {
            Finding::notice("CHILD_NOT_MERGED", "SSB, standard for kommuneinndeling")
                .on(format!("form.merged_from[{at}]"))
                .with("number", number.as_str())
        })
        .collect())
}

/// Implementation came with the version of 2019.
fn phase_open(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    let phase = case.draft.form.phase;
    let open = is_open(phase, rules)?;
    let citation = rules.citation("phases")?;
    Ok(when(!open, || {
        Finding::blocking("CHILD_PHASE_NOT_OPEN", citation)
            .on("form.phase")
            .with("phase", phase.code())
    }))
}

/// A model is implemented only when Bufdir has approved it.
fn approved_model(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    let form = &case.draft.form;
    if form.phase != Phase::Implement || !is_open(form.phase, rules)? {
        return Ok(Vec::new());
    }
    if !rules.flag("implement.needs_approved_model")? {
        return Ok(Vec::new());
    }
    let registered = case.entries("approved_model").next().is_some();
    let citation = rules.citation("implement.needs_approved_model")?;
    let mut found = when(!registered, || {
        Finding::blocking("CHILD_MODEL_NOT_APPROVED", citation.clone()).on("form.model_name")
    });
    let dated = form.model.approved.is_some_and(|date| date <= case.date);
    found.extend(when(registered && !dated, || {
        Finding::notice("CHILD_MODEL_APPROVAL_DATE", citation).on("form.model_approved_date")
    }));
    Ok(found)
}

/// The project is not longer than its phase.
fn period(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    let form = &case.draft.form;
    if !is_open(form.phase, rules)? {
        return Ok(Vec::new());
    }
    let id = phase_rules(form.phase).months;
    let most = rules.count(id)?;
    let citation = rules.citation(id)?;
    Ok(when(form.period_months > most, || {
        Finding::blocking("CHILD_PERIOD_TOO_LONG", citation)
            .on("form.period_months")
            .with("months", form.period_months)
            .with("most", most)
    }))
}

/// So many applications of a municipality in one call.
fn other_application(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    let id = "applications.per_organisation_max";
    let too_many = case.facts.other_applications >= rules.count(id)?;
    let citation = rules.citation(id)?;
    Ok(when(too_many, || {
        Finding::blocking("CHILD_OTHER_APPLICATION", citation)
    }))
}

/// One project at a time: nothing unreported from before.
fn one_at_a_time(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    if !rules.flag("one_at_a_time")? {
        return Ok(Vec::new());
    }
    let unreported = case
        .facts
        .earlier_grants
        .iter()
        .find(|grant| !grant.reports_accepted);
    let citation = rules.citation("one_at_a_time")?;
    Ok(unreported
        .map(|grant| {
            Finding::blocking("CHILD_EARLIER_GRANT_NOT_REPORTED", citation)
                // As text: a year is not grouped as numbers are.
                .with("year", grant.grant_year.to_string())
        })
        .into_iter()
        .collect())
}

/// An applicant for the earmarked part of the frame has such a grant.
fn bti_frame(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    if !frame::is_earmarked(rules)? || !case.draft.form.has_running_bti() {
        return Ok(Vec::new());
    }
    let registered = case.entries("bti_recipient").next().is_some();
    let citation = rules.citation("frame.bti_earmarked")?;
    Ok(when(!registered, || {
        Finding::blocking("CHILD_BTI_NOT_REGISTERED", citation).on("form.other_grants")
    }))
}

/// Anchoring weighs most: a project without a decision is worth a look.
fn anchoring(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    let anchoring = case.draft.form.anchoring;
    let decided =
        anchoring.body.is_some() && anchoring.decided.is_some_and(|date| date <= case.date);
    let citation = rules.citation("weight_anchoring")?;
    Ok(when(!decided, || {
        Finding::notice("CHILD_NOT_ANCHORED", citation).on("form.anchoring")
    }))
}

/// A model works across services.
fn services(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    let least = rules.count("services.minimum")?;
    let named = u32::try_from(case.draft.form.plan.services.len()).unwrap_or(u32::MAX);
    let citation = rules.citation("services.minimum")?;
    Ok(when(named < least, || {
        Finding::notice("CHILD_FEW_SERVICES", citation)
            .on("form.services")
            .with("services", named)
            .with("least", least)
    }))
}

/// Not more than the phase's ceiling is applied for.
fn ceiling(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    let phase = case.draft.form.phase;
    if !is_open(phase, rules)? {
        return Ok(Vec::new());
    }
    let id = phase_rules(phase).max;
    let most = rules.money(id)?;
    let requested = case.draft.requested;
    let citation = rules.citation(id)?;
    Ok(when(requested > most, || {
        Finding::blocking("CHILD_ABOVE_CEILING", citation)
            .on("requested")
            .with("requested", requested)
            .with("most", most)
    }))
}

/// Budget lines the grant does not pay; without one that it pays there is nothing to give.
fn cost_is_paid(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    let form = &case.draft.form;
    if !is_open(form.phase, rules)? {
        return Ok(Vec::new());
    }
    let (_, unpaid) = split_budget(form, rules)?;
    let citation = rules.citation(phase_rules(form.phase).eligible_cost)?;
    let nothing = !eligible_cost(form, rules)?.is_positive();
    let mut found = when(nothing, || {
        Finding::blocking("CHILD_NO_ELIGIBLE_COST", citation.clone()).on("form.budget")
    });
    let unpaid = unpaid.into_iter().filter(|line| line.amount.is_positive());
    found.extend(unpaid.map(|line| {
        Finding::notice("CHILD_COST_NOT_PAID", citation.clone())
            .on("form.budget")
            .with("kind", line.kind.code())
            .with("amount", line.amount)
    }));
    Ok(found)
}

/// More is applied for than the cost the grant pays: the award can be no higher.
fn request_within_cost(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    let form = &case.draft.form;
    if !is_open(form.phase, rules)? {
        return Ok(Vec::new());
    }
    let cost = eligible_cost(form, rules)?;
    let requested = case.draft.requested;
    let citation = rules.citation(phase_rules(form.phase).eligible_cost)?;
    Ok(when(requested > cost, || {
        Finding::notice("CHILD_REQUEST_ABOVE_COST", citation)
            .on("requested")
            .with("requested", requested)
            .with("cost", cost)
    }))
}

/// Public money for the project is not more than the project costs.
fn double_funding(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    if !rules.flag("funding.public_at_most_cost")? {
        return Ok(Vec::new());
    }
    let form = &case.draft.form;
    let same = form.other_grants.iter().filter(|grant| grant.same_project);
    let others = total(same.map(|grant| grant.amount));
    let public = total([others, case.draft.requested]);
    let cost = form.cost();
    let citation = rules.citation("funding.public_at_most_cost")?;
    Ok(when(others.is_positive() && public > cost, || {
        Finding::blocking("CHILD_DOUBLE_FUNDING", citation)
            .on("form.other_grants")
            .with("public", public)
            .with("cost", cost)
    }))
}

/// The files the case calls for. What is missing is asked for when the case is handled.
fn attachments(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    let form = &case.draft.form;
    let called_for = [
        ("attachments.anchored", form.anchoring.body.is_some()),
        ("attachments.implement", form.phase == Phase::Implement),
    ];
    let mut found = Vec::new();
    for (id, is_called_for) in called_for {
        for kind in rules.texts(id)? {
            let missing = is_called_for && case.attachment_kinds.iter().all(|given| given != kind);
            let citation = rules.citation(id)?;
            found.extend(when(missing, || {
                Finding::notice("CHILD_ATTACHMENT_MISSING", citation)
                    .on("attachments")
                    .with("kind", kind)
            }));
        }
    }
    Ok(found)
}
