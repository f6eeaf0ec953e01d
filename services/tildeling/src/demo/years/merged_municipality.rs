//! One municipality of a later round of child next-of-kin: Sund, granted money in 2018 for two
//! years, and a part of Øygarden from 1 January 2020 on.

use child_next_of_kin::ChildNextOfKin;
use child_next_of_kin::form::Form;
use child_next_of_kin::indicators::Indicators;
use chrono::{DateTime, NaiveDate, Utc};
use contract::v1;
use domain::application::Applicant;
use domain::money::Money;
use domain::municipalities::{self, Municipality};
use domain::organisation::ApplicantKind;

use super::child_next_of_kin::{ChildNextOfKin2015, application};
use super::{day, deadline, frame, morning};
use crate::demo::course::Course;
use crate::demo::world::World;
use crate::demo::year::{Planned, Year};

/// The grant, kroner.
const GRANTED: i64 = 400_000;
/// Sund, which had no grant of 2015.
const OLD: &str = "1245";
/// Øygarden.
const NEW: &str = "4626";

/// The round of 2018, of which one municipality is followed through its merger.
#[derive(Debug, Clone, Copy)]
pub struct MergedMunicipality;

impl MergedMunicipality {
    /// The day of the merger.
    pub fn merged() -> NaiveDate {
        day(2020, 1, 1)
    }

    /// The municipality that takes over, with its registered number.
    pub fn successor() -> Option<Applicant> {
        let municipality = municipality(NEW)?;
        let today = municipality.today.as_ref()?;
        Some(Applicant {
            organisation: today.organisation_number.clone()?,
            name: format!("{} kommune", municipality.name),
            kind: ApplicantKind::Municipality,
            municipality: municipality.number.clone(),
            invented_number: false,
        })
    }
}

fn municipality(number: &str) -> Option<&'static Municipality> {
    municipalities::find(&number.parse().ok()?)
}

impl Year for MergedMunicipality {
    type Scheme = ChildNextOfKin;

    fn call(&self) -> v1::Call {
        v1::Call {
            title: "Barn av psykisk syke og barn av foreldre som misbruker rusmidler 2018"
                .to_owned(),
            grant_year: 2018,
            deadline_time: deadline(day(2018, 6, 1)),
            rules_date: "2018-03-01".to_owned(),
            sub_frames: vec![frame("general", GRANTED), frame("ongoing_bti", 0)],
            report_due_date: "2020-12-31".to_owned(),
            ..ChildNextOfKin2015.call()
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
        let Some(municipality) = municipality(OLD) else {
            return Vec::new();
        };
        let applicant = world.organisation(ApplicantKind::Municipality, "Kommunen", municipality);
        let mut planned = application(world, applicant, Money::kroner(GRANTED));
        planned.form.period_months = 24;
        planned.form.anchoring.decided = Some(day(2018, 2, 15));
        planned.merit = 80;
        planned.course = Course::Straight;
        vec![planned]
    }

    fn indicators(&self, planned: &Planned<Form>, world: &mut World) -> Indicators {
        Indicators {
            model_in_place: Some(day(2019, 6, 1)),
            ..ChildNextOfKin2015.indicators(planned, world)
        }
    }
}
