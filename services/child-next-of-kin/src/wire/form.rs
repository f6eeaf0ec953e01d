//! The form. Every fault of every field is noted, none hides another.

use contract::child_next_of_kin::v1 as pb;
use contract::fields::{
    choice, choices, count, date_text, each_once, narrow, optional_choice, unique,
};
use contract::{money, same_variants};
use domain::violations::Violations;

use super::{PEOPLE_MAX, TEXT_MAX, services};
use crate::form::{
    Anchoring, AnchoringBody, BudgetKind, BudgetLine, Form, Model, OtherGrant, OtherGrantKind,
    Phase, Plan, Service,
};

/// The longest professional plan.
const PLAN_MAX: usize = 8_000;
/// The longest name.
const NAME_MAX: usize = 200;

same_variants!(pb: Phase { Develop, Implement });
same_variants!(pb: AnchoringBody { Council, ChiefExecutive, ServiceHead });
same_variants!(pb: Service {
    HealthStation, Kindergarten, School, ChildWelfare, Nav, MentalHealthAndDrug, Ppt,
    GeneralPractitioner, FamilyCounselling, Police, SpecialistHealth, Other,
});
same_variants!(pb: BudgetKind {
    PersonnelRelease, Material, Training, Implementation, CrossAgencyCompetence, Equipment,
    Operation,
});
same_variants!(pb: OtherGrantKind { Bti, Bufdir, Other });

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

/// A model is named for implementation, and for nothing else.
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

impl From<Anchoring> for pb::Anchoring {
    fn from(anchoring: Anchoring) -> Self {
        pb::Anchoring {
            body: anchoring
                .body
                .map(pb::AnchoringBody::from)
                .unwrap_or_default()
                .into(),
            decided_date: date_text(anchoring.decided),
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
            services: services(form.plan.services),
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
            model_approved_date: date_text(form.model.approved),
        }
    }
}
