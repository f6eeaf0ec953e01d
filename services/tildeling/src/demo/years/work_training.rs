//! Work training, 2020: about 54 million in the frame, of which about 11.5 million for new
//! projects, as NAV published: what continues comes first and is bound. The projects are generated
//! so that the continuing ones sum to 42.5 million.

use chrono::{DateTime, NaiveDate, Utc};
use contract::v1;
use domain::application::Applicant;
use domain::money::Money;
use domain::organisation::ApplicantKind;
use work_training::WorkTraining;
use work_training::form::{
    BudgetLine, Cooperation, CooperationKind, DeMinimisAward, EconomicActivity, Form, FunderKind,
    Funding, ParticipantGroup, Participants, Party, Project, Stage, TargetGroup,
};
use work_training::indicators::{Exits, Indicators, ParticipantFlow};

use super::{day, deadline, frame, morning};
use crate::demo::course::Course;
use crate::demo::world::World;
use crate::demo::year::{Planned, Year};

/// The frame, kroner (NAV, Tilskudd til aktivisering og arbeidstrening for 2020).
const FRAME: i64 = 54_000_000;
/// For new projects, kroner (same source).
const FREE: i64 = 11_500_000;
/// Projects that continue: assumed.
const CONTINUING: i64 = 50;
/// New projects: assumed.
const NEW: i64 = 190;

/// Applicants that ask for a multiple of this, øre, sell what they make: assumed.
const SOLD_MULTIPLE_ORE: i64 = 500_000;

/// The year 2020.
#[derive(Debug, Clone, Copy)]
pub struct WorkTraining2020;

impl WorkTraining2020 {
    fn written() -> NaiveDate {
        day(2019, 10, 15)
    }
}

impl Year for WorkTraining2020 {
    type Scheme = WorkTraining;

    fn call(&self) -> v1::Call {
        v1::Call {
            title: "Aktivisering og arbeidstrening i regi av frivillig virksomhet 2020".to_owned(),
            grant_year: 2020,
            chapter_post: "0621.70".to_owned(),
            deadline_time: deadline(day(2019, 12, 6)),
            rules_date: "2019-10-15".to_owned(),
            sub_frames: vec![frame("projects", FRAME)],
            // Those of the scheme's rules.
            acceptance_days: 0,
            report_due_date: "2021-03-31".to_owned(),
            tail_rule: v1::TailRule::Partial.into(),
            ..v1::Call::default()
        }
    }

    fn call_id(&self) -> &'static str {
        "2020"
    }

    fn begins(&self) -> DateTime<Utc> {
        morning(Self::written())
    }

    fn entries(&self, _world: &mut World) -> Vec<v1::RegisterEntry> {
        Vec::new()
    }

    fn applications(&self, world: &mut World) -> Vec<Planned<Form>> {
        let bound = FRAME - FREE;
        let mut planned = Vec::new();
        let mut so_far = 0;
        for place in 1..=CONTINUING {
            // Unequal shares that sum to what is bound: the last brings the sum there exactly.
            let here = if place == CONTINUING {
                bound
            } else {
                bound / CONTINUING * place / 1_000 * 1_000
            };
            let mut one = application(
                world,
                Self::written(),
                (Stage::Continuation, Money::kroner(here - so_far)),
            );
            one.course = Course::Straight;
            planned.push(one);
            so_far = here;
        }
        for _ in 0..NEW {
            let requested = world.thousands(150, 900);
            let new = (Stage::New, requested);
            planned.push(application(world, Self::written(), new));
        }
        planned
    }

    fn indicators(&self, planned: &Planned<Form>, world: &mut World) -> Indicators {
        let started = u32::try_from(planned.form.participants.planned()).unwrap_or(10);
        let all = flow(world, started);
        Indicators {
            all,
            drug_problems: half(&all),
            hours: started * 120,
            nav_referrals: started / 2,
            satisfaction_answers: started / 3,
            satisfied_answers: started / 4,
            full_time_equivalents: Some(world.positions(100, 500)),
        }
    }
}

/// Participants who started, and where those who left went.
fn flow(world: &mut World, started: u32) -> ParticipantFlow {
    let completed = started * u32::try_from(world.between(50, 80)).unwrap_or(50) / 100;
    let dropped_out = (started - completed) / 2;
    let left = completed + dropped_out;
    let (work, measure, education) = (left / 5, left / 4, left / 10);
    ParticipantFlow {
        started,
        completed,
        dropped_out,
        exits: Exits {
            ordinary_work_full_time: work / 2,
            ordinary_work_part_time: work - work / 2,
            measure,
            education,
            activity: left / 5,
            nothing: 0,
            unknown: left - work - measure - education - left / 5,
        },
    }
}

/// Those with drug problems: about half of all, in every number.
fn half(all: &ParticipantFlow) -> ParticipantFlow {
    let exits = Exits {
        ordinary_work_full_time: all.exits.ordinary_work_full_time / 2,
        ordinary_work_part_time: all.exits.ordinary_work_part_time / 2,
        measure: all.exits.measure / 2,
        education: all.exits.education / 2,
        activity: all.exits.activity / 2,
        nothing: all.exits.nothing / 2,
        unknown: all.exits.unknown / 2,
    };
    let left = u32::try_from(exits.sum()).unwrap_or_default();
    let completed = left.min(all.completed / 2);
    ParticipantFlow {
        started: all.started / 2,
        completed,
        dropped_out: left - completed,
        exits,
    }
}

/// An application that is written on a day.
pub(super) fn application(
    world: &mut World,
    written: NaiveDate,
    (stage, requested): (Stage, Money),
) -> Planned<Form> {
    let municipality = world.municipality(written);
    let applicant = world.organisation(
        ApplicantKind::VoluntaryOrganisation,
        "Arbeidsfellesskapet i",
        municipality,
    );
    let continuing = stage == Stage::Continuation;
    // Some new projects have begun already: the rules must find it.
    let begun = !continuing && world.chance(5);
    let start = if continuing || begun {
        day(2019, 2, 1)
    } else {
        day(2020, 9, 1)
    };
    let (economic_activity, de_minimis_awards) = state_aid(&applicant, requested);
    let local = world.thousands(20, 120);
    let wages = Money::from_ore(requested.ore() / 10 * 8);
    let other = Money::from_ore(requested.ore() + local.ore() - wages.ore());
    let line = |code: &str, description: &str, amount| BudgetLine {
        code: code.to_owned(),
        description: description.to_owned(),
        amount,
        ordinary_operation: false,
    };
    let budget = vec![
        line("wages", "Arbeidsledere", wages),
        line("other", "Utstyr, reiser", other),
    ];
    let form = Form {
        private_foundation: false,
        voluntary_registered: Some(day(2011, 4, 1)),
        project: project(world, stage, start),
        participants: participants(world),
        cooperations: vec![Cooperation {
            party: Party::Nav,
            municipality: municipality.number.clone(),
            kind: CooperationKind::Agreement,
            signed: Some(day(2019, 6, 1)),
            recruitment: true,
            competence: false,
            labour_hours: 0,
        }],
        budget,
        funding: vec![Funding {
            funder: "Kommunen".to_owned(),
            kind: FunderKind::Local,
            amount: local,
        }],
        economic_activity,
        de_minimis_awards,
        other_applications: Vec::new(),
    };
    Planned {
        applicant,
        requested,
        last_year: continuing.then_some(requested),
        form,
        attachments: vec![],
        merit: world.merit(),
        course: world.course(),
    }
}

/// Some sell what they make: small state aid, beside some from their municipality.
fn state_aid(applicant: &Applicant, requested: Money) -> (EconomicActivity, Vec<DeMinimisAward>) {
    let economic = requested.ore() % SOLD_MULTIPLE_ORE == 0;
    let award = DeMinimisAward {
        organisation: applicant.organisation.clone(),
        giver: "Kommunen".to_owned(),
        awarded: day(2018, 5, 15),
        euro_cents: 1_000_000,
    };
    let reason = if economic {
        "Varene selges i egen butikk. Generert."
    } else {
        "Tilbudet selges ikke. Generert."
    };
    let activity = EconomicActivity {
        economic,
        reason: reason.to_owned(),
    };
    (activity, economic.then_some(award).into_iter().collect())
}

fn project(world: &mut World, stage: Stage, start: NaiveDate) -> Project {
    let year = match stage {
        Stage::New => 1,
        Stage::Continuation => world.between(2, 3),
    };
    Project {
        activity_key: "workshop".to_owned(),
        name: "Arbeidstrening i verksted".to_owned(),
        stage,
        year: u32::try_from(year).unwrap_or(1),
        start,
        method_novelty: "Likepersoner som arbeidsledere. Generert.".to_owned(),
        work_path: "Trening, praksis hos bedrift, jobb. Generert.".to_owned(),
        direct_offer: true,
        ordinary_operation: false,
        commercial: false,
        institution_based: false,
    }
}

fn participants(world: &mut World) -> Participants {
    let half = u32::try_from(world.between(5, 30)).unwrap_or(5);
    let group = |group| ParticipantGroup {
        group,
        participants: half,
    };
    Participants {
        groups: vec![group(TargetGroup::DrugProblems), group(TargetGroup::Youth)],
        places: half,
        hours_week: 20,
        duration_weeks: 26,
    }
}
