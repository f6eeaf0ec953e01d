//! The application form: the plain types behind `tildeling.child_next_of_kin.v1.Form`.

use chrono::NaiveDate;
use domain::coded;
use domain::grant;
use domain::identifiers::MunicipalityNumber;
use domain::money::Money;
use domain::tags::FormTags;
use serde::{Deserialize, Serialize};

coded! {
    /// The phase of the project.
    pub Phase {
        /// A model is developed.
        Develop = "develop",
        /// A model that is there is put to use.
        Implement = "implement",
    }
}

coded! {
    /// The body that decided on the project.
    pub AnchoringBody {
        /// *Kommunestyre*.
        Council = "council",
        /// *Kommunedirektør*, *rådmann*.
        ChiefExecutive = "chief_executive",
        /// The head of the services concerned.
        ServiceHead = "service_head",
    }
}

coded! {
    /// A service that takes part.
    pub Service {
        /// *Helsestasjon*, *skolehelsetjeneste*.
        HealthStation = "health_station",
        /// *Barnehage*.
        Kindergarten = "kindergarten",
        /// *Skole*.
        School = "school",
        /// *Barnevern*.
        ChildWelfare = "child_welfare",
        /// *NAV*.
        Nav = "nav",
        /// *Psykisk helse og rus* for adults.
        MentalHealthAndDrug = "mental_health_and_drug",
        /// *PPT*.
        Ppt = "ppt",
        /// *Fastleger*.
        GeneralPractitioner = "general_practitioner",
        /// *Familievern*.
        FamilyCounselling = "family_counselling",
        /// Police.
        Police = "police",
        /// *Spesialisthelsetjeneste*.
        SpecialistHealth = "specialist_health",
        /// Another service.
        Other = "other",
    }
}

coded! {
    /// The purpose of a budget line. The kinds that the grant pays are the rule value
    /// `eligible_cost.<phase>`.
    pub BudgetKind {
        /// Release of key personnel (*frikjøp*).
        PersonnelRelease = "personnel_release",
        /// Material.
        Material = "material",
        /// *Opplæring*.
        Training = "training",
        /// *Implementering*.
        Implementation = "implementation",
        /// *Tverretatlig kompetanse*.
        CrossAgencyCompetence = "cross_agency_competence",
        /// Equipment.
        Equipment = "equipment",
        /// Ordinary operation.
        Operation = "operation",
    }
}

coded! {
    /// Kinds of other grants.
    pub OtherGrantKind {
        /// *Bedre tverrfaglig innsats*.
        Bti = "bti",
        /// Another grant from Bufdir.
        Bufdir = "bufdir",
        /// Any other public grant.
        Other = "other",
    }
}

/// The one target group of the scheme: children of parents with mental illness or drug problems.
pub const TARGET_GROUP: &str = "children_next_of_kin";

/// The decision behind the project.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchoring {
    /// The body that decided on it; none yet.
    pub body: Option<AnchoringBody>,
    /// The day.
    pub decided: Option<NaiveDate>,
}

/// One line of the budget.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct BudgetLine {
    /// The purpose.
    pub kind: BudgetKind,
    /// The amount.
    pub amount: Money,
}

/// Another grant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OtherGrant {
    /// The kind.
    pub kind: OtherGrantKind,
    /// Its name.
    pub scheme: String,
    /// The amount.
    pub amount: Money,
    /// It is for the same project.
    pub same_project: bool,
    /// It is decided and not yet reported.
    pub running: bool,
}

/// The aims of the project, and the services in it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// The goals.
    pub goals: String,
    /// The changes that are expected.
    pub expected_changes: String,
    /// The professional plan.
    pub professional_plan: String,
    /// The project leader's share of a full position, in per cent.
    pub project_leader_percent: u32,
    /// The services that take part.
    pub services: Vec<Service>,
    /// Children to reach.
    pub target_children: u32,
    /// Families to reach.
    pub target_families: u32,
    /// Employees to train.
    pub target_employees: u32,
}

/// For implementation: the model that is put to use.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Model {
    /// Its name; empty when a model is to be developed.
    pub name: String,
    /// The day Bufdir approved it.
    pub approved: Option<NaiveDate>,
}

/// The form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    /// The phase of the project.
    pub phase: Phase,
    /// Municipalities that were merged into the applicant.
    pub merged_from: Vec<MunicipalityNumber>,
    /// Months it runs from the day of the decision.
    pub period_months: u32,
    /// The plan.
    pub plan: Plan,
    /// The decision behind it.
    pub anchoring: Anchoring,
    /// The cost.
    pub budget: Vec<BudgetLine>,
    /// Other grants.
    pub other_grants: Vec<OtherGrant>,
    /// The model it puts to use.
    pub model: Model,
}

impl Form {
    /// The form does not ask whether the measure is based in an institution.
    #[must_use]
    pub const fn institution_based(&self) -> Option<bool> {
        None
    }

    /// Returns the tags: one group, and the phase as the measure.
    #[must_use]
    pub fn tags(&self) -> FormTags {
        FormTags {
            measure: self.phase.code(),
            target_groups: vec![(TARGET_GROUP, 1)],
        }
    }

    /// The budget, a line a purpose.
    #[must_use]
    pub fn budget_lines(&self) -> Vec<grant::BudgetLine> {
        let lines = self.budget.iter().map(|line| grant::BudgetLine {
            code: line.kind.code().to_owned(),
            title: String::new(),
            amount: line.amount,
        });
        lines.collect()
    }

    /// The form without what was written in it.
    #[must_use]
    pub fn emptied(&self) -> Self {
        Self {
            phase: self.phase,
            merged_from: Vec::new(),
            period_months: 0,
            plan: Plan::default(),
            anchoring: Anchoring::default(),
            budget: Vec::new(),
            other_grants: Vec::new(),
            model: Model::default(),
        }
    }

    /// The whole budget.
    #[must_use]
    pub fn cost(&self) -> Money {
        Money::saturating_sum(self.budget.iter().map(|line| line.amount))
    }

    /// Returns whether a grant to better interdisciplinary work is running.
    #[must_use]
    pub fn has_running_bti(&self) -> bool {
        self.other_grants
            .iter()
            .any(|grant| grant.kind == OtherGrantKind::Bti && grant.running)
    }
}
