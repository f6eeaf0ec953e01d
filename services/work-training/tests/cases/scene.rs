//! A call, an application and its facts, as the cases write them: a part that a case leaves out is
//! in order.

use chrono::NaiveDate;
use domain::application::{Applicant, Application, Draft};
use domain::call::Call;
use domain::decision::LETTER_LANGUAGES;
use domain::findings::Finding;
use domain::money::Money;
use domain::organisation::ApplicantKind;
use domain::register::{EarlierGrant, RegisterEntry};
use domain::rules::RuleValues;
use domain::scheme::ApplicantFacts;
use serde::Deserialize;
pub use testing::specimen::date;
use testing::specimen::{self, earlier_grant};
use testing::{Given, Scene};
use work_training::WorkTraining;
use work_training::form::{
    BudgetLine, Cooperation, CooperationKind, DeMinimisAward, EconomicActivity, Form, FunderKind,
    Funding, OtherApplication, OtherScheme, ParticipantGroup, Participants, Party, Project, Stage,
    TargetGroup,
};

/// The applicant of every case.
pub const APPLICANT: &str = "958935420";

const fn yes() -> bool {
    true
}

/// An earlier grant, as a case writes it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Earlier {
    pub year: i32,
    #[serde(default = "yes")]
    pub accepted: bool,
}

/// Small state aid that was given, in euro.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Aid {
    pub awarded: NaiveDate,
    pub euro: i64,
}

/// An application and what is known of the applicant.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Situation {
    pub date: NaiveDate,
    pub grant_year: i32,
    pub applicant_kind: ApplicantKind,
    pub private_foundation: bool,
    pub registered: Option<NaiveDate>,
    /// The period the register says it was registered in.
    pub register_says: Option<(NaiveDate, NaiveDate)>,
    pub earlier_grants: Vec<Earlier>,
    pub stage: Stage,
    pub year: u32,
    pub start: NaiveDate,
    pub method_novelty: String,
    pub direct_offer: bool,
    pub ordinary_operation: bool,
    pub commercial: bool,
    pub cooperation: CooperationKind,
    pub cooperation_signed: Option<NaiveDate>,
    pub municipality: String,
    pub attachments: Vec<String>,
    /// Kroner.
    pub requested: i64,
    pub cost: i64,
    pub cost_of_ordinary_operation: i64,
    pub state: i64,
    pub private: i64,
    pub economic: bool,
    pub state_aid: Vec<Aid>,
    pub also_sought: Option<OtherScheme>,
    /// The activity it is also sought for.
    pub also_sought_for: String,
    /// Rule values this case replaces.
    pub rules: std::collections::BTreeMap<String, toml::Value>,
}

impl Default for Situation {
    fn default() -> Self {
        Situation {
            date: date("2019-11-01"),
            grant_year: 2020,
            applicant_kind: ApplicantKind::VoluntaryOrganisation,
            private_foundation: false,
            registered: None,
            register_says: None,
            earlier_grants: Vec::new(),
            stage: Stage::New,
            year: 1,
            start: date("2020-03-01"),
            method_novelty: "Participants run a bakery from the first day.".to_owned(),
            direct_offer: true,
            ordinary_operation: false,
            commercial: false,
            cooperation: CooperationKind::Agreement,
            cooperation_signed: Some(date("2019-06-01")),
            municipality: "0301".to_owned(),
            attachments: ["cooperation_agreement", "letter_of_intent"]
                .map(str::to_owned)
                .to_vec(),
            requested: 800_000,
            cost: 1_000_000,
            cost_of_ordinary_operation: 0,
            state: 0,
            private: 0,
            economic: false,
            state_aid: Vec::new(),
            also_sought: None,
            also_sought_for: "bakery".to_owned(),
            rules: std::collections::BTreeMap::new(),
        }
    }
}

fn line(code: &str, kroner: i64, ordinary_operation: bool) -> Option<BudgetLine> {
    (kroner > 0).then(|| BudgetLine {
        code: code.to_owned(),
        description: code.to_owned(),
        amount: Money::kroner(kroner),
        ordinary_operation,
    })
}

fn funding(kind: FunderKind, kroner: i64) -> Option<Funding> {
    (kroner > 0).then(|| Funding {
        funder: kind.code().to_owned(),
        kind,
        amount: Money::kroner(kroner),
    })
}

impl Situation {
    pub fn form(&self) -> Form {
        Form {
            private_foundation: self.private_foundation,
            voluntary_registered: self.registered,
            project: self.project(),
            participants: Participants {
                groups: vec![ParticipantGroup {
                    group: TargetGroup::DrugProblems,
                    participants: 12,
                }],
                places: 6,
                hours_week: 20,
                duration_weeks: 26,
            },
            cooperations: vec![Cooperation {
                party: Party::Nav,
                municipality: self.municipality.parse().unwrap(),
                kind: self.cooperation,
                signed: self.cooperation_signed,
                recruitment: true,
                competence: false,
                labour_hours: 40,
            }],
            budget: [
                line("project", self.cost, false),
                line("operation", self.cost_of_ordinary_operation, true),
            ]
            .into_iter()
            .flatten()
            .collect(),
            funding: [
                funding(FunderKind::State, self.state),
                funding(FunderKind::Private, self.private),
            ]
            .into_iter()
            .flatten()
            .collect(),
            economic_activity: EconomicActivity {
                economic: self.economic,
                reason: "What is baked is or is not sold.".to_owned(),
            },
            de_minimis_awards: self
                .state_aid
                .iter()
                .map(|aid| DeMinimisAward {
                    organisation: APPLICANT.parse().unwrap(),
                    giver: "Innovasjon Norge".to_owned(),
                    awarded: aid.awarded,
                    euro_cents: aid.euro * 100,
                })
                .collect(),
            other_applications: self
                .also_sought
                .iter()
                .map(|scheme| OtherApplication {
                    scheme: *scheme,
                    activity_key: self.also_sought_for.clone(),
                })
                .collect(),
        }
    }

    fn project(&self) -> Project {
        Project {
            activity_key: "bakery".to_owned(),
            name: "The bakery".to_owned(),
            stage: self.stage,
            year: self.year,
            start: self.start,
            method_novelty: self.method_novelty.clone(),
            work_path: "From two hours a week to a job.".to_owned(),
            direct_offer: self.direct_offer,
            ordinary_operation: self.ordinary_operation,
            commercial: self.commercial,
            institution_based: true,
        }
    }

    pub fn draft(&self) -> Draft<Form> {
        Draft {
            applicant: Applicant {
                organisation: APPLICANT.parse().unwrap(),
                name: "Bakeriet".to_owned(),
                kind: self.applicant_kind,
                municipality: "0301".parse().unwrap(),
                invented_number: false,
            },
            requested: Money::kroner(self.requested),
            last_year: None,
            letter_language: LETTER_LANGUAGES[0],
            contact: None,
            address: None,
            form: self.form(),
        }
    }

    pub fn call(&self) -> Call {
        let mut call = specimen::call::<WorkTraining>(self.grant_year, self.date);
        call.terms.deadline = "2019-12-06T22:59:59Z".parse().unwrap();
        call
    }

    pub fn application(&self) -> Application<Form> {
        specimen::application::<WorkTraining>(&self.call(), self.draft())
    }

    fn facts(&self) -> ApplicantFacts {
        ApplicantFacts {
            entries: self
                .register_says
                .iter()
                .map(|(from, to)| RegisterEntry {
                    register: "frivillighetsregisteret".to_owned(),
                    organisation: APPLICANT.parse().unwrap(),
                    municipality: None,
                    from: *from,
                    to: Some(*to),
                    source: "case".to_owned(),
                })
                .collect(),
            earlier_grants: self
                .earlier_grants
                .iter()
                .map(|grant| EarlierGrant {
                    accepted: grant.accepted,
                    ..earlier_grant(grant.year, Money::kroner(700_000))
                })
                .collect(),
            group_grants: Vec::new(),
            other_applications: 0,
        }
    }

    /// The rule values of the case's date, with those the case replaces.
    pub fn rules(&self) -> RuleValues {
        let book = include_str!("../../rules.toml");
        specimen::rules::<WorkTraining>(book, &self.rules, self.date)
    }

    pub fn findings(&self) -> Vec<Finding> {
        self.scene().findings()
    }
}

impl Given for Situation {
    type Scheme = WorkTraining;

    fn scene(&self) -> Scene<WorkTraining> {
        Scene {
            call: self.call(),
            draft: self.draft(),
            facts: self.facts(),
            attachments: self.attachments.clone(),
            date: self.date,
            rules: self.rules(),
        }
    }
}
