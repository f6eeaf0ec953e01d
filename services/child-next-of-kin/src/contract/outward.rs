//! To the messages.

use chrono::NaiveDate;
use contract::child_next_of_kin::v1 as pb;

use crate::form::{Anchoring, BudgetLine, Form, OtherGrant, Service};
use crate::indicators::Indicators;

/// Back to the contract's width: what was read from it, fits.
fn narrow(number: u32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

/// A date as the contract carries it; empty where there is none.
fn told_date(date: Option<NaiveDate>) -> String {
    date.map(|date| date.to_string()).unwrap_or_default()
}

fn told_services(services: Vec<Service>) -> Vec<i32> {
    services
        .into_iter()
        .map(|service| pb::Service::from(service).into())
        .collect()
}

impl From<Anchoring> for pb::Anchoring {
    fn from(anchoring: Anchoring) -> Self {
        pb::Anchoring {
            body: anchoring
                .body
                .map(pb::AnchoringBody::from)
                .unwrap_or_default()
                .into(),
            decided_date: told_date(anchoring.decided),
        }
    }
}

impl From<BudgetLine> for pb::BudgetLine {
    fn from(line: BudgetLine) -> Self {
        pb::BudgetLine {
            kind: pb::BudgetKind::from(line.kind).into(),
            amount: Some(line.amount.into()),
        }
    }
}

impl From<OtherGrant> for pb::OtherGrant {
    fn from(grant: OtherGrant) -> Self {
        pb::OtherGrant {
            kind: pb::OtherGrantKind::from(grant.kind).into(),
            scheme: grant.scheme,
            amount: Some(grant.amount.into()),
            same_project: grant.same_project,
            running: grant.running,
        }
    }
}

impl From<Form> for pb::Form {
    fn from(form: Form) -> Self {
        pb::Form {
            phase: pb::Phase::from(form.phase).into(),
            merged_from: form.merged_from.into_iter().map(String::from).collect(),
            period_months: narrow(form.period_months),
            goals: form.plan.goals,
            expected_changes: form.plan.expected_changes,
            professional_plan: form.plan.professional_plan,
            anchoring: Some(form.anchoring.into()),
            project_leader_percent: narrow(form.plan.project_leader_percent),
            services: told_services(form.plan.services),
            target_children: narrow(form.plan.target_children),
            target_families: narrow(form.plan.target_families),
            target_employees: narrow(form.plan.target_employees),
            budget: form.budget.into_iter().map(pb::BudgetLine::from).collect(),
            other_grants: form
                .other_grants
                .into_iter()
                .map(pb::OtherGrant::from)
                .collect(),
            model_name: form.model.name,
            model_approved_date: told_date(form.model.approved),
        }
    }
}

impl From<Indicators> for pb::Indicators {
    fn from(indicators: Indicators) -> Self {
        pb::Indicators {
            employees_trained: narrow(indicators.employees_trained),
            model_in_place: indicators.model_in_place.is_some(),
            model_in_place_date: told_date(indicators.model_in_place),
            children_identified: narrow(indicators.children_identified),
            children_followed_up: narrow(indicators.children_followed_up),
            families_followed_up: narrow(indicators.families_followed_up),
            services_using_model: told_services(indicators.services_using_model),
            deviation: indicators.deviation,
        }
    }
}
