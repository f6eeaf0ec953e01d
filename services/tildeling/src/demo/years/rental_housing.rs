//! Rental housing, the first round of 2016: 939 million sought for 1,375 dwellings at 2,250,000 a
//! dwelling on average, as Husbanken published. Who sought what is generated so that the sums are
//! those; the frame of the round is not published and is assumed.

use chrono::{DateTime, Utc};
use contract::v1;
use domain::money::Money;
use domain::municipalities::Municipality;
use domain::organisation::ApplicantKind;
use rental_housing::RentalHousing;
use rental_housing::form::{
    Agreement, AgreementKind, CostKind, CostLine, Economy, FinancingPlan, Form, Measure, Owner,
    Project, Recommendation, Setting, TargetGroup, Unit,
};
use rental_housing::indicators::{Indicators, UnitsInUse};

use super::{day, deadline, frame, morning};
use crate::demo::course::Course;
use crate::demo::world::World;
use crate::demo::year::{Planned, Year};

/// Sought in the round, kroner (Husbanken, Tilskudd til utleieboliger, 2016).
const SOUGHT: i64 = 939_000_000;
/// Dwellings in the round (same source).
const DWELLINGS: i64 = 1_375;
/// Average cost of a dwelling, kroner (same source).
const COST: i64 = 2_250_000;
/// The round's frame, kroner: assumed, no source gives it.
const FRAME: i64 = 800_000_000;
/// Applications that make up the published sums: assumed.
const APPLICATIONS: i64 = 310;
/// Applications beside them that fail a rule, come late or are withdrawn.
const OTHERS: usize = 24;
/// Yearly cash flow of a dwelling, kroner, and for how many years: assumed, so that the need is
/// real.
const CASH_FLOW: (i64, usize) = (70_000, 30);

/// The first round of 2016.
#[derive(Debug, Clone, Copy)]
pub struct RentalHousing2016;

impl Year for RentalHousing2016 {
    type Scheme = RentalHousing;

    fn call(&self) -> v1::Call {
        v1::Call {
            title: "Tilskudd til utleieboliger 2016, første runde".to_owned(),
            grant_year: 2016,
            // The chapter and post of the scheme are background knowledge, not sourced: a
            // placeholder of the right form.
            chapter_post: "0581.76".to_owned(),
            deadline_time: deadline(day(2016, 2, 15)),
            rules_date: "2016-01-15".to_owned(),
            sub_frames: rental_frames(),
            // Those of the scheme's rules.
            acceptance_days: 0,
            report_due_date: "2017-12-31".to_owned(),
            tail_rule: v1::TailRule::Partial.into(),
            ..v1::Call::default()
        }
    }

    fn call_id(&self) -> &'static str {
        "2016-1"
    }

    fn begins(&self) -> DateTime<Utc> {
        morning(day(2016, 1, 4))
    }

    fn entries(&self, _world: &mut World) -> Vec<v1::RegisterEntry> {
        Vec::new()
    }

    fn applications(&self, world: &mut World) -> Vec<Planned<Form>> {
        let dwellings = spread(world, DWELLINGS, APPLICATIONS);
        let mut planned = Vec::new();
        let (mut so_far, mut sought) = (0, 0);
        for units in dwellings {
            so_far += units;
            // The amount that brings the running sum to its share of the published one: the last
            // brings it there exactly.
            let here = SOUGHT / 1_000 * so_far / DWELLINGS * 1_000;
            let course = match world.course() {
                Course::Late | Course::Withdraws => Course::Straight,
                course => course,
            };
            planned.push(application(
                world,
                units,
                Money::kroner(here - sought),
                course,
            ));
            sought = here;
        }
        for course in [Course::Straight, Course::Late, Course::Withdraws]
            .into_iter()
            .cycle()
            .take(OTHERS)
        {
            let units = world.between(1, 6);
            let requested = Money::kroner(units * SOUGHT / DWELLINGS);
            let mut other = application(world, units, requested, course);
            if course == Course::Straight {
                // Its financing does not add up: the rules must find it.
                other.form.economy.financing.own = Money::kroner(1);
            }
            planned.push(other);
        }
        planned
    }

    fn indicators(&self, planned: &Planned<Form>, world: &mut World) -> Indicators {
        let units = u32::try_from(planned.form.units.len()).unwrap_or_default();
        let vacant = u32::from(world.chance(10));
        let group = planned.form.units[0].target_groups[0];
        Indicators {
            in_use: vec![UnitsInUse {
                target_group: group,
                units: units - vacant.min(units),
            }],
            vacant: vacant.min(units),
            other_use: 0,
            sold: 0,
        }
    }
}

fn rental_frames() -> Vec<v1::SubFrame> {
    vec![frame("general", FRAME)]
}

/// A number divided among many, each getting at least one.
fn spread(world: &mut World, whole: i64, parts: i64) -> Vec<i64> {
    let mut sizes = vec![1; usize::try_from(parts).unwrap_or_default()];
    for _ in 0..whole - parts {
        let place = world.between(0, parts - 1);
        sizes[usize::try_from(place).unwrap_or_default()] += 1;
    }
    sizes
}

fn application(world: &mut World, units: i64, requested: Money, course: Course) -> Planned<Form> {
    let municipality = world.municipality(day(2016, 1, 15));
    let municipal = world.chance(80);
    let (kind, owner, name) = if municipal {
        (ApplicantKind::Municipality, Owner::Municipality, "Kommunen")
    } else {
        (ApplicantKind::Foundation, Owner::Other, "Boligstiftelsen i")
    };
    let applicant = world.organisation(kind, name, municipality);
    let measure = if world.chance(50) {
        Measure::NewBuild
    } else {
        Measure::Purchase
    };
    let unit_cost = COST / 1_000 + world.between(-150, 150);
    let cost = Money::kroner(units * unit_cost * 1_000);
    let group = world.one_of(&[
        TargetGroup::SubstanceDependency,
        TargetGroup::MentalIllness,
        TargetGroup::WeakEconomy,
        TargetGroup::Refugee,
        TargetGroup::IntellectualDisability,
    ]);
    let areas: Vec<u32> = (0..units)
        .map(|_| u32::try_from(world.between(380, 760) * 10).unwrap_or(5_000))
        .collect();
    let form = Form {
        project: project(world, municipality, measure, owner),
        agreement: agreement(municipal),
        units: areas.iter().map(|area| unit(*area, group)).collect(),
        economy: economy(measure, units, cost, requested),
        setting: setting(world, units),
    };
    let mut attachments = vec!["project_description"];
    if measure == Measure::Purchase {
        attachments.push("purchase_contract");
    }
    Planned {
        applicant,
        requested,
        last_year: None,
        form,
        attachments,
        merit: world.merit(),
        course,
    }
}

pub(super) fn project(
    world: &mut World,
    municipality: &Municipality,
    measure: Measure,
    owner: Owner,
) -> Project {
    Project {
        municipality: municipality.number.clone(),
        property: format!("{}/{}", world.between(1, 200), world.between(1, 900))
            .parse()
            .ok(),
        measure,
        owner,
        developer: false,
        private_partner: false,
        need_announced: None,
        programme_municipality: false,
        quality_gains: Vec::new(),
        takeover: (measure == Measure::Purchase).then(|| day(2016, 6, 1)),
        completion: day(2016, 12, 1),
        builder_centrally_approved: true,
        subcontractor_levels: 1,
    }
}

/// Owners that are no municipality owe it the right to say who lives there, for twenty years,
/// registered on the property.
pub(super) const fn agreement(municipal: bool) -> Agreement {
    if municipal {
        Agreement {
            kind: AgreementKind::None,
            years: 0,
            registered_clause: false,
            recommendation: Recommendation::NotNeeded,
        }
    } else {
        Agreement {
            kind: AgreementKind::Allocation,
            years: 20,
            registered_clause: true,
            recommendation: Recommendation::Recommended,
        }
    }
}

pub(super) fn setting(world: &mut World, units: i64) -> Setting {
    Setting {
        net_addition: u32::try_from(units).unwrap_or_default(),
        housing_challenge: "Venteliste for kommunale boliger. Generert.".to_owned(),
        living_environment: "Spredt i vanlige bomiljø. Generert.".to_owned(),
        child_friendly: world.chance(50),
        housing_first: units <= 2,
        follow_up_services: "Oppfølging i bolig alle dager. Generert.".to_owned(),
    }
}

pub(super) fn unit(area: u32, group: TargetGroup) -> Unit {
    Unit {
        primary_area_dm2: area,
        rooms: 2,
        monthly_rent: Money::kroner(7_500),
        target_groups: vec![group],
    }
}

pub(super) fn economy(measure: Measure, units: i64, cost: Money, requested: Money) -> Economy {
    let kind = if measure == Measure::NewBuild {
        CostKind::Building
    } else {
        CostKind::Price
    };
    let (flow, years) = CASH_FLOW;
    // Half the rest is a loan: loan and grant stay well below the cost.
    let rest = cost.ore() - requested.ore();
    let loan = Money::from_ore(rest / 2);
    Economy {
        costs: vec![CostLine { kind, amount: cost }],
        market_value: Some(cost),
        market_value_exception: None,
        financing: FinancingPlan {
            loan,
            grant: requested,
            own: Money::from_ore(rest - loan.ore()),
            other: Money::ZERO,
        },
        yearly_cash_flows: vec![Money::kroner(units * flow); years],
        other_grants: Vec::new(),
        investment_grant_possible: false,
    }
}
