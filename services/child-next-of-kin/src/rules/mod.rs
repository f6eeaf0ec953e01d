//! The rules about an application, one small function each. Each finding cites the rule value it
//! rests on.

mod exclusion;
mod reads;

pub(crate) use reads::READS;

use domain::findings::{Finding, when};
use domain::money::Money;
use domain::municipalities;
use domain::rules::RuleValues;
use domain::scheme::{Case, Found, Rule};
use domain::shared_rules::{applicant_kind, attachments as attachments_called_for};

use crate::claim::{eligible_cost, is_open, phase_rules, split_budget};
use crate::form::{Form, Phase};
use crate::frame;

/// Every rule: who, then what, then how much.
pub(crate) const RULES: &[Rule<Form>] = &[
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

/// The rules that judge again at the decision: another call may have granted something meanwhile.
pub(crate) const DECISION_RULES: &[Rule<Form>] = &[exclusion::earlier_recipients, one_at_a_time];

/// Municipalities only.
fn municipality_only(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    applicant_kind(case, rules, "CHILD_MUNICIPALITY_ONLY")
}

/// The municipalities that the form names were merged into the applicant.
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
    let rule = rules.source("phases")?;
    Ok(when(!open, || {
        Finding::blocking("CHILD_PHASE_NOT_OPEN", &rule)
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
    let Some(rule) = rules.set_flag("implement.needs_approved_model")? else {
        return Ok(Vec::new());
    };
    let registered = case.entries("approved_model").next().is_some();
    let mut found = when(!registered, || {
        Finding::blocking("CHILD_MODEL_NOT_APPROVED", &rule).on("form.model_name")
    });
    let dated = form.model.approved.is_some_and(|date| date <= case.date);
    found.extend(when(registered && !dated, || {
        Finding::notice("CHILD_MODEL_APPROVAL_DATE", &rule).on("form.model_approved_date")
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
    Ok(when(form.period_months > most.value, || {
        Finding::blocking("CHILD_PERIOD_TOO_LONG", &most)
            .on("form.period_months")
            .with("months", form.period_months)
            .with("most", most.value)
    }))
}

/// So many applications of a municipality in one call.
fn other_application(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    let reached = case.facts.reached_limit(rules)?;
    let finding = |most| Finding::blocking("CHILD_OTHER_APPLICATION", &most);
    Ok(reached.map(finding).into_iter().collect())
}

/// One project at a time: none that runs. Reports on one that is over are another matter.
fn one_at_a_time(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    let Some(rule) = rules.set_flag("one_at_a_time")? else {
        return Ok(Vec::new());
    };
    let running = case.facts.earlier_grants.iter().find(|grant| grant.running);
    Ok(running
        .map(|grant| {
            Finding::blocking("CHILD_EARLIER_GRANT_RUNNING", &rule)
                // A year as text: numbers are grouped in thousands.
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
    let rule = rules.source("frame.bti_earmarked")?;
    Ok(when(!registered, || {
        Finding::blocking("CHILD_BTI_NOT_REGISTERED", &rule).on("form.other_grants")
    }))
}

/// Anchoring weighs most: a project without a decision behind it is worth a look.
fn anchoring(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    let anchoring = case.draft.form.anchoring;
    let decided =
        anchoring.body.is_some() && anchoring.decided.is_some_and(|date| date <= case.date);
    let rule = rules.source("weight_anchoring")?;
    Ok(when(!decided, || {
        Finding::notice("CHILD_NOT_ANCHORED", &rule).on("form.anchoring")
    }))
}

/// A model works across services.
fn services(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    let least = rules.count("services.minimum")?;
    let named = u32::try_from(case.draft.form.plan.services.len()).unwrap_or(u32::MAX);
    Ok(when(named < least.value, || {
        Finding::notice("CHILD_FEW_SERVICES", &least)
            .on("form.services")
            .with("services", named)
            .with("least", least.value)
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
    Ok(when(requested > most.value, || {
        Finding::blocking("CHILD_ABOVE_CEILING", &most)
            .on("requested")
            .with("requested", requested)
            .with("most", most.value)
    }))
}

/// Budget lines the grant does not pay; without one that it pays there is nothing to give.
fn cost_is_paid(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    let form = &case.draft.form;
    if !is_open(form.phase, rules)? {
        return Ok(Vec::new());
    }
    let (_, unpaid) = split_budget(form, rules)?;
    let rule = rules.source(phase_rules(form.phase).eligible_cost)?;
    let nothing = !eligible_cost(form, rules)?.is_positive();
    let mut found = when(nothing, || {
        Finding::blocking("CHILD_NO_ELIGIBLE_COST", &rule).on("form.budget")
    });
    let unpaid = unpaid.into_iter().filter(|line| line.amount.is_positive());
    found.extend(unpaid.map(|line| {
        Finding::notice("CHILD_COST_NOT_PAID", &rule)
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
    let rule = rules.source(phase_rules(form.phase).eligible_cost)?;
    Ok(when(requested > cost, || {
        Finding::notice("CHILD_REQUEST_ABOVE_COST", &rule)
            .on("requested")
            .with("requested", requested)
            .with("cost", cost)
    }))
}

/// Public money for the project is not more than the project costs.
fn double_funding(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    let Some(rule) = rules.set_flag("funding.public_at_most_cost")? else {
        return Ok(Vec::new());
    };
    let form = &case.draft.form;
    let same = form.other_grants.iter().filter(|grant| grant.same_project);
    let others = Money::saturating_sum(same.map(|grant| grant.amount));
    let public = Money::saturating_sum([others, case.draft.requested]);
    let cost = form.cost();
    Ok(when(others.is_positive() && public > cost, || {
        Finding::blocking("CHILD_DOUBLE_FUNDING", &rule)
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
    attachments_called_for(case, rules, "CHILD_ATTACHMENT_MISSING", &called_for)
}
