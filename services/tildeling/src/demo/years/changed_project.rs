//! One project of a later round of work training: granted what it applied for, of which it gives a
//! part back before it is paid.

use chrono::{DateTime, Utc};
use contract::v1;
use domain::money::Money;
use work_training::WorkTraining;
use work_training::form::{Form, Stage};
use work_training::indicators::Indicators;

use super::work_training::{WorkTraining2020, application};
use super::{day, deadline, frame, morning};
use crate::demo::course::Course;
use crate::demo::world::World;
use crate::demo::year::{Planned, Year};

/// The grant, kroner.
const GRANTED: i64 = 622_000;
/// The part that is given back, kroner.
const GIVEN_BACK: i64 = 120_000;

/// The round of 2022, of which one project changes.
#[derive(Debug, Clone, Copy)]
pub struct ChangedProject;

impl ChangedProject {
    /// The amount that is given back, øre.
    pub fn given_back_ore() -> i64 {
        Money::kroner(GIVEN_BACK).ore()
    }
}

impl Year for ChangedProject {
    type Scheme = WorkTraining;

    fn call(&self) -> v1::Call {
        v1::Call {
            title: "Aktivisering og arbeidstrening i regi av frivillig virksomhet 2022".to_owned(),
            grant_year: 2022,
            deadline_time: deadline(day(2021, 12, 6)),
            rules_date: "2021-10-15".to_owned(),
            sub_frames: vec![frame("projects", GRANTED)],
            report_due_date: "2023-03-31".to_owned(),
            ..WorkTraining2020.call()
        }
    }

    fn call_id(&self) -> &'static str {
        "2022"
    }

    fn begins(&self) -> DateTime<Utc> {
        morning(day(2021, 10, 15))
    }

    fn entries(&self, _world: &mut World) -> Vec<v1::RegisterEntry> {
        Vec::new()
    }

    fn applications(&self, world: &mut World) -> Vec<Planned<Form>> {
        let requested = Money::kroner(GRANTED);
        let mut planned = application(world, day(2021, 10, 15), (Stage::New, requested));
        planned.form.project.start = day(2022, 9, 1);
        planned.merit = 80;
        planned.course = Course::Straight;
        vec![planned]
    }

    fn indicators(&self, planned: &Planned<Form>, world: &mut World) -> Indicators {
        WorkTraining2020.indicators(planned, world)
    }
}
