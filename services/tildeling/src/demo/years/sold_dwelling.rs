//! One dwelling of a later round of rental housing: granted 450 000 kroner, paid, and sold a day
//! before the fourth year of its duty was complete. The amounts are those of the guide's example.

use chrono::{DateTime, NaiveDate, Utc};
use contract::v1;
use domain::money::Money;
use domain::organisation::ApplicantKind;
use rental_housing::RentalHousing;
use rental_housing::form::{Form, Measure, Owner, TargetGroup};
use rental_housing::indicators::Indicators;

use super::rental_housing::{RentalHousing2016, agreement, economy, project, setting, unit};
use super::{day, deadline, frame, morning};
use crate::demo::course::Course;
use crate::demo::world::World;
use crate::demo::year::{Planned, Year};

/// The grant, kroner.
const GRANTED: i64 = 450_000;
/// The cost, kroner: average of the round of 2016.
const COST: i64 = 2_250_000;

/// The round of 2018, of which one dwelling is followed to its sale.
#[derive(Debug, Clone, Copy)]
pub struct SoldDwelling;

impl SoldDwelling {
    /// The day the dwelling is paid for.
    pub fn paid() -> NaiveDate {
        day(2019, 3, 15)
    }

    /// The day it is sold: after three years and 364 days.
    pub fn sold() -> NaiveDate {
        day(2023, 3, 14)
    }
}

impl Year for SoldDwelling {
    type Scheme = RentalHousing;

    fn call(&self) -> v1::Call {
        v1::Call {
            title: "Tilskudd til utleieboliger 2018".to_owned(),
            grant_year: 2018,
            chapter_post: "0581.76".to_owned(),
            deadline_time: deadline(day(2018, 6, 1)),
            rules_date: "2018-03-01".to_owned(),
            sub_frames: vec![frame("general", 2 * GRANTED), frame("programme", 0)],
            acceptance_days: 0,
            report_due_date: "2019-12-31".to_owned(),
            tail_rule: v1::TailRule::Partial.into(),
            ..v1::Call::default()
        }
    }

    fn call_id(&self) -> &'static str {
        "2018-1"
    }

    fn begins(&self) -> DateTime<Utc> {
        morning(day(2018, 3, 1))
    }

    fn entries(&self, _world: &mut World) -> Vec<v1::RegisterEntry> {
        Vec::new()
    }

    fn applications(&self, world: &mut World) -> Vec<Planned<Form>> {
        let municipality = world.municipality(day(2018, 3, 1));
        let requested = Money::kroner(GRANTED);
        let mut project = project(world, municipality, Measure::NewBuild, Owner::Municipality);
        project.completion = Self::paid();
        let form = Form {
            project,
            agreement: agreement(true),
            units: vec![unit(5_000, TargetGroup::SubstanceDependency)],
            economy: economy(Measure::NewBuild, 1, Money::kroner(COST), requested),
            setting: setting(world, 1),
        };
        vec![Planned {
            applicant: world.organisation(ApplicantKind::Municipality, "Kommunen", municipality),
            requested,
            last_year: None,
            form,
            attachments: vec!["project_description"],
            merit: 80,
            course: Course::Straight,
        }]
    }

    fn indicators(&self, planned: &Planned<Form>, world: &mut World) -> Indicators {
        RentalHousing2016.indicators(planned, world)
    }
}
