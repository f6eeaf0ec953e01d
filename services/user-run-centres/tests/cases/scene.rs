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
use user_run_centres::UserRunCentres;
use user_run_centres::form::{
    Activity, Articles, BudgetLine, CooperationAgreement, Form, Frame, FunderKind, Funding,
    Membership, OrganisationType, OtherApplication, SignatoryCapacity, Signature,
    VoluntaryRegistration,
};

/// The applicant of every case.
pub const APPLICANT: &str = "958935420";
/// Another organisation.
pub const ANOTHER: &str = "864969682";

/// An entry of a register, as a case writes it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    pub register: String,
    pub from: NaiveDate,
    pub to: Option<NaiveDate>,
}

const fn yes() -> bool {
    true
}

/// An earlier grant, as a case writes it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Earlier {
    pub year: i32,
    pub granted: i64,
    #[serde(default = "yes")]
    pub accepted: bool,
}

/// An activity, in kroner.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Work {
    pub cost: i64,
    pub applied: i64,
    pub state: i64,
    pub municipality: i64,
    pub private: i64,
    pub own: i64,
    /// A private funder's amount that is given only if the municipality gives as much.
    pub private_if_municipality_gives_as_much: i64,
    pub in_norway: bool,
    pub users_planned: u32,
}

impl Default for Work {
    fn default() -> Self {
        Work {
            cost: 1_000_000,
            applied: 800_000,
            state: 0,
            municipality: 0,
            private: 0,
            own: 0,
            private_if_municipality_gives_as_much: 0,
            in_norway: true,
            users_planned: 40,
        }
    }
}

/// An application and what is known of the applicant.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Situation {
    pub date: NaiveDate,
    pub grant_year: i32,
    pub applicant_kind: ApplicantKind,
    pub organisation_type: OrganisationType,
    pub frame: Frame,
    /// In kroner; the sum of the activities when not given.
    pub requested: Option<i64>,
    pub last_year: Option<i64>,
    /// The day the form says it was registered; "never" when it was not.
    pub registered: String,
    pub registered_number: String,
    pub ideal_purpose: bool,
    pub core_business_user_involvement: bool,
    pub members: u32,
    pub local_branches: u32,
    pub counties: Vec<String>,
    pub agreement_with: String,
    pub agreement_signed: Option<NaiveDate>,
    pub attachments: Vec<String>,
    pub other_applications: u32,
    pub also_sought: Option<String>,
    pub entries: Vec<Entry>,
    pub earlier_grants: Vec<Earlier>,
    pub activities: Vec<Work>,
    /// Rule values this case replaces: `calculation.method = "formula"`.
    pub rules: std::collections::BTreeMap<String, toml::Value>,
}

impl Default for Situation {
    fn default() -> Self {
        Situation {
            date: date("2019-11-01"),
            grant_year: 2020,
            applicant_kind: ApplicantKind::VoluntaryOrganisation,
            organisation_type: OrganisationType::UserRunCentre,
            frame: Frame::LocalRegional,
            requested: None,
            last_year: None,
            registered: "2012-05-02".to_owned(),
            registered_number: APPLICANT.to_owned(),
            ideal_purpose: true,
            core_business_user_involvement: true,
            members: 250,
            local_branches: 3,
            counties: vec!["03".to_owned(), "46".to_owned()],
            agreement_with: "0301".to_owned(),
            agreement_signed: Some(date("2018-06-01")),
            attachments: ["articles", "budget", "municipal_contribution_letter"]
                .map(str::to_owned)
                .to_vec(),
            other_applications: 0,
            also_sought: None,
            entries: vec![Entry {
                register: "frivillighetsregisteret".to_owned(),
                from: date("2012-05-02"),
                to: None,
            }],
            earlier_grants: Vec::new(),
            activities: vec![Work::default()],
            rules: std::collections::BTreeMap::new(),
        }
    }
}

fn funding(kind: FunderKind, kroner: i64, equal: bool) -> Option<Funding> {
    (kroner > 0).then(|| Funding {
        funder: kind.code().to_owned(),
        kind,
        amount: Money::kroner(kroner),
        confirmed: true,
        requires_equal_municipal_contribution: equal,
    })
}

impl Work {
    fn activity(&self, number: usize) -> Activity {
        let funding = [
            funding(FunderKind::State, self.state, false),
            funding(FunderKind::Municipality, self.municipality, false),
            funding(FunderKind::Private, self.private, false),
            funding(FunderKind::Own, self.own, false),
            funding(
                FunderKind::Private,
                self.private_if_municipality_gives_as_much,
                true,
            ),
        ];
        Activity {
            key: format!("activity_{number}"),
            name: format!("Activity {number}"),
            goal: "That more people take part".to_owned(),
            target_group: "People with drug problems".to_owned(),
            users_planned: self.users_planned,
            opening_hours_week: 30,
            in_norway: self.in_norway,
            budget: vec![BudgetLine {
                code: "all".to_owned(),
                description: "Everything".to_owned(),
                amount: Money::kroner(self.cost),
            }],
            funding: funding.into_iter().flatten().collect(),
            applied: Money::kroner(self.applied),
        }
    }
}

impl Situation {
    pub fn form(&self) -> Form {
        let activities: Vec<Activity> = self
            .activities
            .iter()
            .zip(1..)
            .map(|(work, number)| work.activity(number))
            .collect();
        Form {
            organisation_type: self.organisation_type,
            frame: self.frame,
            voluntary_registration: (self.registered != "never").then(|| VoluntaryRegistration {
                organisation_number: self.registered_number.parse().unwrap(),
                registered: date(&self.registered),
            }),
            articles: Articles {
                purpose_clause: "§ 2".to_owned(),
                ideal_purpose: self.ideal_purpose,
                core_business_user_involvement: self.core_business_user_involvement,
            },
            membership: Membership {
                user_share_of_board_percent: 60,
                members: self.members,
                local_branches: self.local_branches,
                counties: self
                    .counties
                    .iter()
                    .map(|one| one.parse().unwrap())
                    .collect(),
            },
            related_organisations: Vec::new(),
            activities,
            cooperation_agreements: vec![CooperationAgreement {
                municipality: self.agreement_with.parse().unwrap(),
                signed: self.agreement_signed,
            }],
            other_applications: self
                .also_sought
                .iter()
                .map(|scheme| OtherApplication {
                    scheme: scheme.clone(),
                    activity_key: Some("activity_1".to_owned()),
                    amount: Money::kroner(100_000),
                })
                .collect(),
            control_measures: "The board reads the accounts every quarter.".to_owned(),
            institution_based: true,
            signature: Signature {
                name: "Kari Nordmann".to_owned(),
                capacity: SignatoryCapacity::Chair,
            },
        }
    }

    pub fn draft(&self) -> Draft<Form> {
        let form = self.form();
        Draft {
            applicant: Applicant {
                organisation: APPLICANT.parse().unwrap(),
                name: "Brukerhuset".to_owned(),
                kind: self.applicant_kind,
                municipality: "0301".parse().unwrap(),
                invented_number: false,
            },
            requested: self.requested.map_or_else(|| form.applied(), Money::kroner),
            last_year: self.last_year.map(Money::kroner),
            letter_language: LETTER_LANGUAGES[0],
            contact: None,
            address: None,
            form,
        }
    }

    pub fn call(&self) -> Call {
        specimen::call::<UserRunCentres>(self.grant_year, self.date)
    }

    pub fn application(&self) -> Application<Form> {
        specimen::application::<UserRunCentres>(&self.call(), self.draft())
    }

    fn facts(&self) -> ApplicantFacts {
        ApplicantFacts {
            entries: self
                .entries
                .iter()
                .map(|entry| RegisterEntry {
                    register: entry.register.clone(),
                    organisation: APPLICANT.parse().unwrap(),
                    municipality: None,
                    from: entry.from,
                    to: entry.to,
                    source: "case".to_owned(),
                })
                .collect(),
            earlier_grants: self
                .earlier_grants
                .iter()
                .map(|grant| EarlierGrant {
                    accepted: grant.accepted,
                    ..earlier_grant(grant.year, Money::kroner(grant.granted))
                })
                .collect(),
            group_grants: Vec::new(),
            other_applications: self.other_applications,
        }
    }

    /// The rule values of the case's date, with those the case replaces.
    pub fn rules(&self) -> RuleValues {
        let book = include_str!("../../rules.toml");
        specimen::rules::<UserRunCentres>(book, &self.rules, self.date)
    }

    pub fn findings(&self) -> Vec<Finding> {
        self.scene().findings()
    }
}

impl Given for Situation {
    type Scheme = UserRunCentres;

    fn scene(&self) -> Scene<UserRunCentres> {
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
