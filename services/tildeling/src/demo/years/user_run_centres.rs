//! User-run centres, 2020: 108 million for national organisations and 22 million for local and
//! regional measures, as Helsedirektoratet published. The applicants are generated.

use chrono::{DateTime, Utc};
use contract::v1;
use domain::application::Applicant;
use domain::money::Money;
use domain::organisation::ApplicantKind;
use user_run_centres::UserRunCentres;
use user_run_centres::form::{
    Activity, Articles, BudgetLine, CooperationAgreement, Form, Frame, FunderKind, Funding,
    Membership, OrganisationType, SignatoryCapacity, Signature, VoluntaryRegistration,
};
use user_run_centres::indicators::{AgeBand, Indicators, Sex, UserGroup};

use super::{day, deadline, frame, morning};
use crate::demo::world::World;
use crate::demo::year::{Planned, Year};

/// Frame for national organisations, kroner (Helsedirektoratet, Bruker- og pårørendearbeid, 2020).
const NATIONAL: i64 = 108_000_000;
/// Frame for local and regional measures, kroner (same source).
const LOCAL_REGIONAL: i64 = 22_000_000;
/// Applications by frame: assumed.
const APPLICATIONS: [(Frame, i64); 2] = [(Frame::National, 70), (Frame::LocalRegional, 250)];

/// The year 2020.
#[derive(Debug, Clone, Copy)]
pub struct UserRunCentres2020;

impl Year for UserRunCentres2020 {
    type Scheme = UserRunCentres;

    fn call(&self) -> v1::Call {
        v1::Call {
            title: "Bruker- og pårørendearbeid 2020".to_owned(),
            grant_year: 2020,
            chapter_post: "0765.71".to_owned(),
            deadline_time: deadline(day(2020, 2, 17)),
            rules_date: "2020-01-10".to_owned(),
            sub_frames: vec![
                frame("national", NATIONAL),
                frame("local_regional", LOCAL_REGIONAL),
            ],
            // Those of the scheme's rules.
            acceptance_days: 0,
            report_due_date: "2021-04-01".to_owned(),
            tail_rule: v1::TailRule::Partial.into(),
            ..v1::Call::default()
        }
    }

    fn call_id(&self) -> &'static str {
        "2020"
    }

    fn begins(&self) -> DateTime<Utc> {
        morning(day(2020, 1, 10))
    }

    fn entries(&self, _world: &mut World) -> Vec<v1::RegisterEntry> {
        Vec::new()
    }

    fn applications(&self, world: &mut World) -> Vec<Planned<Form>> {
        APPLICATIONS
            .iter()
            .flat_map(|(frame, count)| {
                (0..*count)
                    .map(|_| application(world, *frame))
                    .collect::<Vec<_>>()
            })
            .collect()
    }

    fn indicators(&self, planned: &Planned<Form>, world: &mut World) -> Indicators {
        let form = &planned.form;
        let planned_users: u32 = form
            .activities
            .iter()
            .map(|activity| activity.users_planned)
            .sum();
        let women = planned_users / 2;
        let group = |sex, users| UserGroup {
            age: AgeBand::From40To66,
            sex,
            users,
        };
        Indicators {
            users: vec![
                group(Sex::Women, women),
                group(Sex::Men, planned_users - women),
            ],
            users_in_target_group: planned_users,
            satisfaction_answers: planned_users / 3,
            satisfied_answers: planned_users / 4,
            opening_hours: form
                .activities
                .iter()
                .map(|activity| activity.opening_hours_week * 44)
                .sum(),
            volunteers: u32::try_from(world.between(2, 30)).unwrap_or(2),
            peer_supporters: u32::try_from(world.between(1, 12)).unwrap_or(1),
            courses: u32::try_from(world.between(0, 8)).unwrap_or(0),
            user_representatives_trained: u32::try_from(world.between(0, 10)).unwrap_or(0),
            cooperating_municipalities: form
                .cooperation_agreements
                .iter()
                .map(|agreement| agreement.municipality.clone())
                .collect(),
            activities_carried_out: form
                .activities
                .iter()
                .map(|activity| activity.key.clone())
                .collect(),
            full_time_equivalents: Some(world.positions(100, 800)),
        }
    }
}

fn application(world: &mut World, frame: Frame) -> Planned<Form> {
    let municipality = world.municipality(day(2020, 1, 10));
    let national = frame == Frame::National;
    let name = if national {
        "Landsforbundet for pårørende, sete i"
    } else {
        "Brukerstyrt senter i"
    };
    let applicant = world.organisation(ApplicantKind::VoluntaryOrganisation, name, municipality);
    let activities: Vec<Activity> = (0..world.between(1, 3))
        .map(|place| {
            let amounts = amounts(world, national);
            activity(world, place, amounts)
        })
        .collect();
    let requested = Money::from_ore(
        activities
            .iter()
            .map(|activity| activity.applied.ore())
            .sum(),
    );
    let form = form(world, frame, &applicant, activities);
    let last_year = world
        .chance(60)
        .then(|| Money::from_ore(requested.ore() / 100 * world.between(70, 110)));
    Planned {
        applicant,
        requested,
        last_year,
        form,
        attachments: vec!["articles"],
        merit: world.merit(),
        course: world.course(),
    }
}

pub(super) fn form(
    world: &mut World,
    frame: Frame,
    applicant: &Applicant,
    activities: Vec<Activity>,
) -> Form {
    // A few are registered only after they applied: the rules must find it.
    let registered = if world.chance(4) {
        day(2020, 6, 1)
    } else {
        day(2010, 5, 1)
    };
    let registration = VoluntaryRegistration {
        organisation_number: applicant.organisation.clone(),
        registered,
    };
    let county = applicant.municipality.to_string()[..2].to_owned();
    Form {
        organisation_type: if frame == Frame::National {
            OrganisationType::InterestOrganisation
        } else {
            OrganisationType::UserRunCentre
        },
        frame,
        voluntary_registration: Some(registration),
        articles: Articles {
            purpose_clause: "§ 1: Brukerstyrt virksomhet uten økonomisk formål. Generert."
                .to_owned(),
            ideal_purpose: true,
            core_business_user_involvement: true,
        },
        membership: Membership {
            user_share_of_board_percent: u32::try_from(world.between(50, 100)).unwrap_or(50),
            members: u32::try_from(world.between(50, 4_000)).unwrap_or(50),
            local_branches: u32::try_from(world.between(1, 20)).unwrap_or(1),
            counties: vec![county]
                .into_iter()
                .filter_map(|county| county.parse().ok())
                .collect(),
        },
        related_organisations: Vec::new(),
        activities,
        cooperation_agreements: vec![CooperationAgreement {
            municipality: applicant.municipality.clone(),
            signed: Some(day(2019, 3, 1)),
        }],
        other_applications: Vec::new(),
        control_measures: "To attesterer hvert bilag; regnskapet revideres. Generert.".to_owned(),
        institution_based: false,
        signature: Signature {
            name: "Generert leder".to_owned(),
            capacity: SignatoryCapacity::Chair,
        },
    }
}

/// Wages, rent, and what the municipality gives.
fn amounts(world: &mut World, national: bool) -> [Money; 3] {
    let wages = if national {
        world.thousands(600, 2_400)
    } else {
        world.thousands(60, 220)
    };
    let rent = world.thousands(20, 90);
    [wages, rent, world.thousands(5, 20)]
}

/// An activity that costs wages and rent, of which the municipality gives a part.
pub(super) fn activity(
    world: &mut World,
    place: i64,
    [wages, rent, municipal]: [Money; 3],
) -> Activity {
    let name = [
        "Åpent hus",
        "Likepersonstelefon",
        "Kurs for brukerrepresentanter",
    ];
    Activity {
        key: format!("activity_{}", place + 1),
        name: name[usize::try_from(place).unwrap_or_default() % name.len()].to_owned(),
        goal: "Et sted å være etter behandling. Generert.".to_owned(),
        target_group: "Mennesker med ruserfaring og deres pårørende".to_owned(),
        users_planned: u32::try_from(world.between(20, 400)).unwrap_or(20),
        opening_hours_week: u32::try_from(world.between(5, 40)).unwrap_or(5),
        in_norway: true,
        budget: vec![
            BudgetLine {
                code: "wages".to_owned(),
                description: "Lønn".to_owned(),
                amount: wages,
            },
            BudgetLine {
                code: "rent".to_owned(),
                description: "Husleie".to_owned(),
                amount: rent,
            },
        ],
        funding: vec![Funding {
            funder: "Kommunen".to_owned(),
            kind: FunderKind::Municipality,
            amount: municipal,
            confirmed: true,
            requires_equal_municipal_contribution: false,
        }],
        applied: Money::from_ore(wages.ore() + rent.ore() - municipal.ore()),
    }
}
