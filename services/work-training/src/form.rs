//! The application form: the plain types behind `tildeling.work_training.v1.Form`.

use chrono::NaiveDate;
use domain::coded;
use domain::grant;
use domain::identifiers::{MunicipalityNumber, OrganisationNumber};
use domain::money::Money;
use domain::tags::FormTags;
use serde::{Deserialize, Serialize};

coded! {
    /// The stage of a project. The codes are those of the priority classes.
    pub Stage {
        /// It has not had this grant before (*nytt prosjekt*).
        New = "new",
        /// It has, and goes on (*videreføring*).
        Continuation = "continuation",
    }
}

coded! {
    /// Groups with little or no connection to the labour market.
    pub TargetGroup {
        /// People with drug problems, and former users: specially prioritised.
        DrugProblems = "drug_problems",
        /// *Løslatte*.
        FormerPrisoners = "former_prisoners",
        /// Youth.
        Youth = "youth",
        /// *Bostedsløse*.
        Homeless = "homeless",
        /// Refugees and immigrants.
        Refugees = "refugees",
        /// Others.
        Other = "other",
    }
}

coded! {
    /// The other party of a co-operation.
    pub Party {
        /// *Kommune*.
        Municipality = "municipality",
        /// A NAV office.
        Nav = "nav",
    }
}

coded! {
    /// The form of a co-operation.
    pub CooperationKind {
        /// *Avtale*.
        Agreement = "agreement",
        /// *Intensjonsavtale*.
        Intent = "intent",
    }
}

coded! {
    /// Kinds of funders.
    pub FunderKind {
        /// The state, this scheme not counted.
        State = "state",
        /// A county or a municipality.
        Local = "local",
        /// A private funder.
        Private = "private",
        /// The organisation itself (*egenfinansiering*).
        Own = "own",
    }
}

impl FunderKind {
    /// Returns whether the money is public.
    #[must_use]
    pub const fn is_public(self) -> bool {
        match self {
            FunderKind::State | FunderKind::Local => true,
            FunderKind::Private | FunderKind::Own => false,
        }
    }
}

coded! {
    /// Other schemes.
    pub OtherScheme {
        /// *Sosialt entreprenørskap*: may be sought too, but not for the same activity.
        SocialEntrepreneurship = "social_entrepreneurship",
        /// Projects against poverty and social exclusion.
        PovertyProjects = "poverty_projects",
        /// Any other public grant.
        Other = "other",
    }
}

/// The project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Project {
    /// The key of the activity across schemes and years.
    pub activity_key: String,
    /// Name.
    pub name: String,
    /// New or a continuation.
    pub stage: Stage,
    /// Which grant year this is for it, from 1.
    pub year: u32,
    /// The day the activity begins; for a continuation the day the first year began.
    pub start: NaiveDate,
    /// The new part of the method; may be empty.
    pub method_novelty: String,
    /// The way to work, and the goal.
    pub work_path: String,
    /// It is a direct offer to the target group.
    pub direct_offer: bool,
    /// *Ordinær drift*.
    pub ordinary_operation: bool,
    /// *Kommersiell virksomhet*.
    pub commercial: bool,
    /// It is run in or from an institution (*institusjonsbasert*): for the figures alone.
    /// Those who applied before it was asked have not said so.
    #[serde(default)]
    pub institution_based: bool,
}

/// Participants of one group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParticipantGroup {
    /// The group.
    pub group: TargetGroup,
    /// The number.
    pub participants: u32,
}

/// The participants of a project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Participants {
    /// Participants planned, by group.
    pub groups: Vec<ParticipantGroup>,
    /// Places at any one time.
    pub places: u32,
    /// Hours a week for each.
    pub hours_week: u32,
    /// Weeks for each.
    pub duration_weeks: u32,
}

impl Participants {
    /// Participants planned in all.
    #[must_use]
    pub fn planned(&self) -> i64 {
        self.groups
            .iter()
            .map(|group| i64::from(group.participants))
            .sum()
    }
}

/// An agreement or a letter of intent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cooperation {
    /// With whom.
    pub party: Party,
    /// Which municipality, or the one the NAV office is in.
    pub municipality: MunicipalityNumber,
    /// The form.
    pub kind: CooperationKind,
    /// The day it was signed; none while it is not.
    pub signed: Option<NaiveDate>,
    /// The other party recruits participants.
    pub recruitment: bool,
    /// The other party gives competence.
    pub competence: bool,
    /// Hours of labour the other party gives in a year.
    pub labour_hours: u32,
}

/// One line of the budget.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BudgetLine {
    /// Code, unique in the form.
    pub code: String,
    /// The purpose.
    pub description: String,
    /// The amount.
    pub amount: Money,
    /// It belongs to the organisation's ordinary operation.
    pub ordinary_operation: bool,
}

/// A part of the cost that another funder pays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Funding {
    /// The payer.
    pub funder: String,
    /// The kind of funder.
    pub kind: FunderKind,
    /// The amount.
    pub amount: Money,
}

/// Economic activity under the rules on state aid (*økonomisk aktivitet*).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EconomicActivity {
    /// It is.
    pub economic: bool,
    /// Why, or why not.
    pub reason: String,
}

/// Small state aid that was given (*bagatellmessig støtte*).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeMinimisAward {
    /// The recipient: the applicant or another of its group.
    pub organisation: OrganisationNumber,
    /// The giver.
    pub giver: String,
    /// The day it was awarded.
    pub awarded: NaiveDate,
    /// Gross grant equivalent in euro cents, at the exchange rate of that day.
    pub euro_cents: i64,
}

/// Another public grant sought for the same year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OtherApplication {
    /// The other scheme.
    pub scheme: OtherScheme,
    /// Key of the activity it is for.
    pub activity_key: String,
}

/// The form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    /// A foundation is private.
    pub private_foundation: bool,
    /// The day it was registered in *Frivillighetsregisteret*; none when it is not.
    pub voluntary_registered: Option<NaiveDate>,
    /// The project.
    pub project: Project,
    /// The participants.
    pub participants: Participants,
    /// Agreements and letters of intent.
    pub cooperations: Vec<Cooperation>,
    /// The cost.
    pub budget: Vec<BudgetLine>,
    /// The other payers.
    pub funding: Vec<Funding>,
    /// Economic activity, or not.
    pub economic_activity: EconomicActivity,
    /// Small state aid that was given.
    pub de_minimis_awards: Vec<DeMinimisAward>,
    /// Other public grants sought.
    pub other_applications: Vec<OtherApplication>,
}

impl Form {
    /// Returns whether the measure is based in an institution (*institusjonsbasert*).
    #[must_use]
    pub const fn institution_based(&self) -> Option<bool> {
        Some(self.project.institution_based)
    }

    /// Returns the tags: groups by participants planned, and the stage as the measure.
    #[must_use]
    pub fn tags(&self) -> FormTags {
        let groups = self.participants.groups.iter();
        FormTags {
            measure: self.project.stage.code(),
            target_groups: groups
                .map(|of| (of.group.code(), of.participants))
                .collect(),
        }
    }

    /// The budget of the project. Ordinary operation is no part of it: the grant does not pay it,
    /// and accounts need not tell of it.
    #[must_use]
    pub fn budget_lines(&self) -> Vec<grant::BudgetLine> {
        let project = self.budget.iter().filter(|line| !line.ordinary_operation);
        let lines = project.map(|line| grant::BudgetLine {
            code: line.code.clone(),
            title: line.description.clone(),
            amount: line.amount,
        });
        lines.collect()
    }

    /// The form without what was written in it.
    #[must_use]
    pub fn emptied(&self) -> Self {
        Self {
            private_foundation: self.private_foundation,
            voluntary_registered: None,
            project: Project {
                activity_key: String::new(),
                name: String::new(),
                method_novelty: String::new(),
                work_path: String::new(),
                ..self.project.clone()
            },
            participants: Participants {
                groups: Vec::new(),
                places: 0,
                hours_week: 0,
                duration_weeks: 0,
            },
            cooperations: Vec::new(),
            budget: Vec::new(),
            funding: Vec::new(),
            economic_activity: EconomicActivity {
                reason: String::new(),
                ..self.economic_activity
            },
            de_minimis_awards: Vec::new(),
            other_applications: Vec::new(),
        }
    }

    /// Everything the budget holds.
    #[must_use]
    pub fn cost(&self) -> Money {
        Money::saturating_sum(self.budget.iter().map(|line| line.amount))
    }

    /// The part of the cost that belongs to ordinary operation.
    #[must_use]
    pub fn ordinary_operation(&self) -> Money {
        Money::saturating_sum(
            self.budget
                .iter()
                .filter(|line| line.ordinary_operation)
                .map(|line| line.amount),
        )
    }

    /// The sum that others pay.
    #[must_use]
    pub fn other_funding(&self) -> Money {
        Money::saturating_sum(self.funding.iter().map(|part| part.amount))
    }

    /// The public money that others pay.
    #[must_use]
    pub fn public_funding(&self) -> Money {
        Money::saturating_sum(
            self.funding
                .iter()
                .filter(|part| part.kind.is_public())
                .map(|part| part.amount),
        )
    }
}
