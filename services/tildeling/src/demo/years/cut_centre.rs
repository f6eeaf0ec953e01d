//! Two centres of a later round of user-run centres: the second gets what is left of the frame, and
//! a reserve is set aside for appeals.

use chrono::{DateTime, Utc};
use contract::v1;
use domain::money::Money;
use domain::organisation::ApplicantKind;
use user_run_centres::UserRunCentres;
use user_run_centres::form::{Form, Frame};
use user_run_centres::indicators::Indicators;

use super::user_run_centres::{UserRunCentres2020, activity, form};
use super::{day, deadline, frame, morning};
use crate::demo::course::Course;
use crate::demo::world::World;
use crate::demo::year::{Planned, Year};

/// The frame for the two, kroner.
const FRAME: i64 = 900_000;
/// Set aside for appeals, kroner.
const RESERVE: i64 = 300_000;
/// Wages, rent and what the municipality gives to each, kroner.
const AMOUNTS: [i64; 3] = [560_000, 60_000, 20_000];

/// The round of 2022, of which the centre that was cut appeals.
#[derive(Debug, Clone, Copy)]
pub struct CutCentre;

impl Year for CutCentre {
    type Scheme = UserRunCentres;

    fn call(&self) -> v1::Call {
        v1::Call {
            title: "Bruker- og pårørendearbeid 2022".to_owned(),
            grant_year: 2022,
            deadline_time: deadline(day(2021, 12, 1)),
            rules_date: "2021-10-15".to_owned(),
            sub_frames: vec![
                frame("national", 0),
                frame("local_regional", FRAME),
                frame("appeal_reserve", RESERVE),
            ],
            report_due_date: "2023-04-01".to_owned(),
            appeal_money: vec![
                v1::AppealMoney::Left.into(),
                v1::AppealMoney::Reserve.into(),
            ],
            ..UserRunCentres2020.call()
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
        (0..2).map(|_| centre(world)).collect()
    }

    fn indicators(&self, planned: &Planned<Form>, world: &mut World) -> Indicators {
        UserRunCentres2020.indicators(planned, world)
    }
}

fn centre(world: &mut World) -> Planned<Form> {
    let municipality = world.municipality(day(2021, 10, 15));
    let kind = ApplicantKind::VoluntaryOrganisation;
    let applicant = world.organisation(kind, "Brukerstyrt senter i", municipality);
    let activity = activity(world, 0, AMOUNTS.map(Money::kroner));
    Planned {
        requested: activity.applied,
        last_year: None,
        form: form(world, Frame::LocalRegional, &applicant, vec![activity]),
        applicant,
        attachments: vec!["articles"],
        merit: 80,
        course: Course::Straight,
    }
}
