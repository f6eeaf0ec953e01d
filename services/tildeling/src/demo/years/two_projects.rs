//! Two projects of one organisation in a later round of work training: the first costs less than
//! it was paid, and the second is paid when the first has ended.

use chrono::{DateTime, NaiveDate, Utc};
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

/// What is granted to each, kroner.
const GRANTED: [i64; 2] = [418_000, 622_000];

/// The round of 2024, of which an organisation owes a part of one grant when another is paid.
#[derive(Debug, Clone, Copy)]
pub struct TwoProjects;

impl TwoProjects {
    /// The day that the first project is reported on.
    pub fn reported() -> NaiveDate {
        day(2024, 7, 1)
    }
}

impl Year for TwoProjects {
    type Scheme = WorkTraining;

    fn call(&self) -> v1::Call {
        v1::Call {
            title: "Aktivisering og arbeidstrening i regi av frivillig virksomhet 2024".to_owned(),
            grant_year: 2024,
            deadline_time: deadline(day(2023, 12, 6)),
            rules_date: "2023-10-15".to_owned(),
            sub_frames: vec![frame("projects", GRANTED.iter().sum())],
            report_due_date: "2025-03-31".to_owned(),
            ..WorkTraining2020.call()
        }
    }

    fn call_id(&self) -> &'static str {
        "2024"
    }

    fn begins(&self) -> DateTime<Utc> {
        morning(day(2023, 10, 15))
    }

    fn entries(&self, _world: &mut World) -> Vec<v1::RegisterEntry> {
        Vec::new()
    }

    fn applications(&self, world: &mut World) -> Vec<Planned<Form>> {
        let [mut first, mut second] = GRANTED.map(|kroner| {
            application(
                world,
                day(2023, 10, 15),
                (Stage::New, Money::kroner(kroner)),
            )
        });
        first.course = Course::Underspends;
        first.form.project.start = day(2024, 2, 1);
        second.course = Course::Straight;
        second.form.project.start = day(2024, 9, 1);
        second.form.project.name = "Arbeidstrening i kafé".to_owned();
        second.applicant = first.applicant.clone();
        let mut both = vec![first, second];
        for project in &mut both {
            project.merit = 80;
        }
        both
    }

    fn indicators(&self, planned: &Planned<Form>, world: &mut World) -> Indicators {
        WorkTraining2020.indicators(planned, world)
    }
}
