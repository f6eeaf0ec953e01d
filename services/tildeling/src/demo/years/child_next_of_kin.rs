//! Child next-of-kin, 2015: the fourteen municipalities that were granted money, with their
//! published amounts; and others, generated.
//!
//! The published total, 6 600 000, is not the sum of the published rows, 6 610 000: here sums are
//! computed, never typed.

use child_next_of_kin::ChildNextOfKin;
use child_next_of_kin::form::{
    Anchoring, AnchoringBody, BudgetKind, BudgetLine, Form, Model, Phase, Plan, Service,
};
use child_next_of_kin::indicators::Indicators;
use chrono::{DateTime, Utc};
use contract::v1;
use domain::application::Applicant;
use domain::identifiers::OrganisationNumber;
use domain::money::Money;
use domain::municipalities::{self, Municipality};
use domain::organisation::ApplicantKind;

use super::{day, deadline, frame, morning};
use crate::demo::course::Course;
use crate::demo::world::{GENERATED, World};
use crate::demo::year::{Planned, Year};

/// Number, name and thousands of kroner of the fourteen (list of recipients of 2015; numbers as
/// they were that year).
const FOURTEEN: [(&str, &str, i64); 14] = [
    ("0719", "Andebu kommune", 400),
    ("0124", "Askim kommune", 500),
    ("1241", "Fusa kommune", 500),
    ("0701", "Horten kommune", 500),
    ("1120", "Klepp kommune", 350),
    ("1263", "Lindås kommune", 360),
    ("0233", "Nittedal kommune", 500),
    ("0301", "Oslo kommune, Helseetaten", 500),
    ("0105", "Sarpsborg kommune", 500),
    ("1124", "Sola kommune", 500),
    ("2030", "Sør-Varanger kommune", 500),
    ("0122", "Trøgstad kommune", 500),
    ("1519", "Volda kommune", 500),
    ("1235", "Voss kommune", 500),
];
/// Frame of the call, kroner: assumed, no source gives it.
const FRAME: i64 = 30_000_000;
/// Municipalities beside the fourteen that apply: assumed.
const OTHERS: usize = 230;
/// The day by whose numbers all apply.
const TODAY: (i32, u32, u32) = (2015, 5, 4);

/// The year 2015.
#[derive(Debug, Clone, Copy)]
pub struct ChildNextOfKin2015;

impl Year for ChildNextOfKin2015 {
    type Scheme = ChildNextOfKin;

    fn call(&self) -> v1::Call {
        v1::Call {
            title: "Barn av psykisk syke og barn av foreldre som misbruker rusmidler 2015"
                .to_owned(),
            grant_year: 2015,
            // No source gives the scheme's chapter and post: a placeholder of the right form.
            chapter_post: "0854.60".to_owned(),
            deadline_time: deadline(day(2015, 6, 9)),
            rules_date: "2015-05-04".to_owned(),
            sub_frames: vec![frame("general", FRAME)],
            // Those of the scheme's rules.
            acceptance_days: 0,
            report_due_date: "2016-12-31".to_owned(),
            tail_rule: v1::TailRule::Stop.into(),
            ..v1::Call::default()
        }
    }

    fn call_id(&self) -> &'static str {
        "2015"
    }

    fn begins(&self) -> DateTime<Utc> {
        morning(today())
    }

    fn entries(&self, _world: &mut World) -> Vec<v1::RegisterEntry> {
        Vec::new()
    }

    fn applications(&self, world: &mut World) -> Vec<Planned<Form>> {
        let mut planned: Vec<Planned<Form>> = FOURTEEN
            .iter()
            .zip(0_u32..)
            .filter_map(|((number, name, thousands), place)| {
                let municipality = municipalities::valid_on(&number.parse().ok()?, today())?;
                let mut applicant = municipal(municipality, place);
                applicant.name = (*name).to_owned();
                let mut one = application(world, applicant, Money::kroner(thousands * 1_000));
                // That they were granted what they got is the fact; the score that brings them
                // there is generated.
                one.merit = 92;
                one.course = Course::Straight;
                Some(one)
            })
            .collect();
        let fourteen: Vec<&str> = FOURTEEN.iter().map(|(number, ..)| *number).collect();
        let others = municipalities::all_on(today())
            .filter(|municipality| !fourteen.contains(&municipality.number.to_string().as_str()));
        let others: Vec<&'static Municipality> = others.collect();
        let step = others.len() / OTHERS + 1;
        for (municipality, place) in others
            .into_iter()
            .step_by(step.max(1))
            .take(OTHERS)
            .zip(100_u32..)
        {
            // Some ask for more than the ceiling of the year: the rules must find it.
            let most = if world.chance(4) { 900 } else { 500 };
            let requested = world.thousands(most / 2, most);
            let mut applicant = municipal(municipality, place);
            applicant.name = format!("{} kommune {GENERATED}", municipality.name);
            planned.push(application(world, applicant, requested));
        }
        planned
    }

    fn indicators(&self, planned: &Planned<Form>, world: &mut World) -> Indicators {
        let plan = &planned.form.plan;
        let identified = u32::try_from(world.between(5, 60)).unwrap_or(5);
        Indicators {
            employees_trained: plan.target_employees,
            model_in_place: world.chance(70).then(|| day(2016, 6, 1)),
            children_identified: identified,
            children_followed_up: identified * 3 / 4,
            families_followed_up: identified / 2,
            services_using_model: plan.services.clone(),
            deviation: String::new(),
            full_time_equivalents: Some(world.positions(50, 300)),
        }
    }
}

fn today() -> chrono::NaiveDate {
    let (year, month, date) = TODAY;
    day(year, month, date)
}

/// A municipality as applicant: with its own number where the table has it, else with an invented
/// one, marked so. A municipality that only changed its number since has kept its organisation
/// number; one that was merged has not.
fn municipal(municipality: &Municipality, place: u32) -> Applicant {
    let present = municipalities::current(&municipality.number, day(2024, 1, 1));
    let own = present
        .iter()
        .find(|present| present.name == municipality.name)
        .and_then(|present| present.today.as_ref()?.organisation_number.clone());
    Applicant {
        invented_number: own.is_none(),
        organisation: own.unwrap_or_else(|| OrganisationNumber::invented(place)),
        name: String::new(),
        kind: ApplicantKind::Municipality,
        municipality: municipality.number.clone(),
    }
}

pub(super) fn application(
    world: &mut World,
    applicant: Applicant,
    requested: Money,
) -> Planned<Form> {
    let release = Money::from_ore(requested.ore() / 10 * 7);
    let training = Money::from_ore(requested.ore() - release.ore());
    let budget = vec![
        BudgetLine {
            kind: BudgetKind::PersonnelRelease,
            amount: release,
        },
        BudgetLine {
            kind: BudgetKind::Training,
            amount: training,
        },
    ];
    let form = Form {
        phase: Phase::Develop,
        merged_from: Vec::new(),
        period_months: 12,
        plan: Plan {
            goals: "Finne barna tidlig og følge dem opp. Generert.".to_owned(),
            expected_changes: "Flere barn kartlagt innen ett år. Generert.".to_owned(),
            professional_plan: "Opplæring, rutiner, veiledning. Generert.".to_owned(),
            project_leader_percent: u32::try_from(world.between(4, 20) * 5).unwrap_or(50),
            services: vec![
                Service::HealthStation,
                Service::Kindergarten,
                Service::School,
                Service::ChildWelfare,
            ],
            target_children: u32::try_from(world.between(10, 200)).unwrap_or(10),
            target_families: u32::try_from(world.between(5, 100)).unwrap_or(5),
            target_employees: u32::try_from(world.between(10, 150)).unwrap_or(10),
        },
        anchoring: Anchoring {
            body: Some(AnchoringBody::Council),
            decided: Some(day(2015, 3, 12)),
        },
        budget,
        other_grants: Vec::new(),
        model: Model::default(),
    };
    Planned {
        applicant,
        requested,
        last_year: None,
        form,
        attachments: vec!["anchoring_decision"],
        merit: world.merit(),
        course: world.course(),
    }
}
