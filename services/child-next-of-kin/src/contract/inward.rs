//! From the messages: every fault of every field is noted, none hides another.

use contract::child_next_of_kin::v1 as pb;
use contract::fields::{choice, choices, count, each_once, optional_choice, unique};
use contract::money;
use domain::violations::Violations;

use crate::form::{Anchoring, BudgetLine, Form, Model, OtherGrant, Phase, Plan};
use crate::indicators::Indicators;

/// The largest number of people.
const PEOPLE_MAX: i32 = 1_000_000;
/// The longest text but the professional plan.
const TEXT_MAX: usize = 4_000;
/// The longest professional plan.
const PLAN_MAX: usize = 8_000;
/// The longest name.
const NAME_MAX: usize = 200;

fn plan(faults: &mut Violations, form: &pb::Form) -> Option<Plan> {
    let goals = faults.text("goals", &form.goals, TEXT_MAX);
    let changes = faults.text("expected_changes", &form.expected_changes, TEXT_MAX);
    let professional = faults.text("professional_plan", &form.professional_plan, PLAN_MAX);
    let leader = count(
        faults,
        "project_leader_percent",
        form.project_leader_percent,
        0..=100,
    );
    let services = choices(faults, "services", &form.services, 1..=12);
    let mut people = |field, number| count(faults, field, number, 0..=PEOPLE_MAX);
    let children = people("target_children", form.target_children);
    let families = people("target_families", form.target_families);
    let employees = people("target_employees", form.target_employees);
    Some(Plan {
        goals: goals?,
        expected_changes: changes?,
        professional_plan: professional?,
        project_leader_percent: leader?,
        services: services?,
        target_children: children?,
        target_families: families?,
        target_employees: employees?,
    })
}

fn anchoring(faults: &mut Violations, anchoring: Option<&pb::Anchoring>) -> Option<Anchoring> {
    let anchoring = faults.required("anchoring", anchoring)?;
    faults.within("anchoring", |faults| {
        let body = optional_choice(faults, "body", anchoring.body);
        let decided = faults.optional_date("decided_date", &anchoring.decided_date);
        Some(Anchoring {
            body: body?,
            decided: decided?,
        })
    })
}

fn budget_line(faults: &mut Violations, line: &pb::BudgetLine) -> Option<BudgetLine> {
    let kind = choice(faults, "kind", line.kind);
    let amount = money::required(faults, "amount", line.amount);
    Some(BudgetLine {
        kind: kind?,
        amount: amount?,
    })
}

fn budget(faults: &mut Violations, form: &pb::Form) -> Option<Vec<BudgetLine>> {
    faults.list_size("budget", form.budget.len(), 1..=7)?;
    let lines = faults.each("budget", &form.budget, budget_line)?;
    let kinds: Vec<_> = lines.iter().map(|line| line.kind).collect();
    unique(faults, "budget", ".kind", &kinds)?;
    Some(lines)
}

fn other_grant(faults: &mut Violations, grant: &pb::OtherGrant) -> Option<OtherGrant> {
    let kind = choice(faults, "kind", grant.kind);
    let scheme = faults.line("scheme", &grant.scheme, NAME_MAX);
    let amount = money::positive(faults, "amount", grant.amount);
    Some(OtherGrant {
        kind: kind?,
        scheme: scheme?,
        amount: amount?,
        same_project: grant.same_project,
        running: grant.running,
    })
}

/// A model is named by those who put one to use, and by no others.
fn model(faults: &mut Violations, form: &pb::Form, phase: Option<Phase>) -> Option<Model> {
    let name = match phase {
        Some(Phase::Implement) => faults.line("model_name", &form.model_name, NAME_MAX),
        Some(Phase::Develop) if !form.model_name.is_empty() => {
            faults.add(
                "model_name",
                "is for implementation; leave it empty when a model is developed",
            );
            None
        }
        Some(Phase::Develop) | None => {
            faults.optional_line("model_name", &form.model_name, NAME_MAX)
        }
    };
    let approved = faults.optional_date("model_approved_date", &form.model_approved_date);
    Some(Model {
        name: name?,
        approved: approved?,
    })
}

impl TryFrom<pb::Form> for Form {
    type Error = Violations;

    fn try_from(form: pb::Form) -> Result<Self, Self::Error> {
        let mut faults = Violations::new();
        let phase = choice(&mut faults, "phase", form.phase);
        let merged_from = each_once(&mut faults, "merged_from", &form.merged_from, 0..=20);
        let period = count(&mut faults, "period_months", form.period_months, 1..=60);
        let plan = plan(&mut faults, &form);
        let anchoring = anchoring(&mut faults, form.anchoring.as_ref());
        let budget = budget(&mut faults, &form);
        let other_grants = faults
            .list_size("other_grants", form.other_grants.len(), 0..=10)
            .and_then(|_| faults.each("other_grants", &form.other_grants, other_grant));
        let model = model(&mut faults, &form, phase);
        let read = (|| {
            Some(Form {
                phase: phase?,
                merged_from: merged_from?,
                period_months: period?,
                plan: plan?,
                anchoring: anchoring?,
                budget: budget?,
                other_grants: other_grants?,
                model: model?,
            })
        })();
        faults.finish(read)
    }
}

impl TryFrom<pb::Indicators> for Indicators {
    type Error = Violations;

    fn try_from(indicators: pb::Indicators) -> Result<Self, Self::Error> {
        let mut found = Violations::new();
        let faults = &mut found;
        let date = faults.optional_date("model_in_place_date", &indicators.model_in_place_date);
        if date.is_some_and(|date| date.is_some() != indicators.model_in_place) {
            faults.add(
                "model_in_place_date",
                "is required when the model is in place, and only then; correct one of the two",
            );
        }
        let services = choices(
            faults,
            "services_using_model",
            &indicators.services_using_model,
            0..=12,
        );
        let deviation = faults.optional_text("deviation", &indicators.deviation, TEXT_MAX);
        let mut people = |field, number| count(faults, field, number, 0..=PEOPLE_MAX);
        let trained = people("employees_trained", indicators.employees_trained);
        let identified = people("children_identified", indicators.children_identified);
        let followed_up = people("children_followed_up", indicators.children_followed_up);
        let families = people("families_followed_up", indicators.families_followed_up);
        let read = (|| {
            Some(Indicators {
                employees_trained: trained?,
                model_in_place: date?,
                children_identified: identified?,
                children_followed_up: followed_up?,
                families_followed_up: families?,
                services_using_model: services?,
                deviation: deviation?,
            })
        })();
        found.finish(read)
    }
}
