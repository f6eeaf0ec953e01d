//! The indicators.

use contract::fields::{count, narrow};
use contract::indicators::full_time_equivalents;
use contract::work_training::v1 as pb;
use domain::violations::Violations;

use crate::indicators::{Exits, Indicators, ParticipantFlow};

const PARTICIPANTS_MAX: i32 = 100_000;
const HOURS_MAX: i32 = 10_000_000;

impl TryFrom<pb::Indicators> for Indicators {
    type Error = Violations;

    fn try_from(indicators: pb::Indicators) -> Result<Self, Self::Error> {
        let mut faults = Violations::new();
        let read = read_indicators(&mut faults, &indicators);
        faults.finish(read)
    }
}

fn persons(faults: &mut Violations, field: &str, number: i32) -> Option<u32> {
    count(faults, field, number, 0..=PARTICIPANTS_MAX)
}

fn read_indicators(faults: &mut Violations, given: &pb::Indicators) -> Option<Indicators> {
    let all = faults
        .required("all", given.all)
        .and_then(|given| faults.within("all", |faults| flow(faults, &given)));
    let drug_problems = faults
        .required("drug_problems", given.drug_problems)
        .and_then(|given| faults.within("drug_problems", |faults| flow(faults, &given)));
    let hours = count(faults, "hours", given.hours, 0..=HOURS_MAX);
    let nav_referrals = persons(faults, "nav_referrals", given.nav_referrals);
    let answers = persons(faults, "satisfaction_answers", given.satisfaction_answers);
    let satisfied = persons(faults, "satisfied_answers", given.satisfied_answers);
    let positions = full_time_equivalents(faults, given.full_time_equivalents);
    let read = Indicators {
        all: all?,
        drug_problems: drug_problems?,
        hours: hours?,
        nav_referrals: nav_referrals?,
        satisfaction_answers: answers?,
        satisfied_answers: satisfied?,
        full_time_equivalents: positions?,
    };
    parts_within_wholes(faults, &read);
    Some(read)
}

fn flow(faults: &mut Violations, given: &pb::ParticipantFlow) -> Option<ParticipantFlow> {
    let started = persons(faults, "started", given.started);
    let completed = persons(faults, "completed", given.completed);
    let dropped_out = persons(faults, "dropped_out", given.dropped_out);
    let exits = faults
        .required("exits", given.exits)
        .and_then(|given| faults.within("exits", |faults| exits(faults, &given)));
    let read = ParticipantFlow {
        started: started?,
        completed: completed?,
        dropped_out: dropped_out?,
        exits: exits?,
    };
    if read.left() > i64::from(read.started) {
        faults.add(
            "started",
            format_args!(
                "is {}, but {} completed or dropped out; correct one of them",
                read.started,
                read.left()
            ),
        );
    }
    if read.exits.sum() != read.left() {
        faults.add(
            "exits",
            format_args!(
                "sum to {}, but {} completed or dropped out; count those not known as unknown",
                read.exits.sum(),
                read.left()
            ),
        );
    }
    Some(read)
}

fn exits(faults: &mut Violations, given: &pb::Exits) -> Option<Exits> {
    let full_time = persons(
        faults,
        "ordinary_work_full_time",
        given.ordinary_work_full_time,
    );
    let part_time = persons(
        faults,
        "ordinary_work_part_time",
        given.ordinary_work_part_time,
    );
    let measure = persons(faults, "measure", given.measure);
    let education = persons(faults, "education", given.education);
    let activity = persons(faults, "activity", given.activity);
    let nothing = persons(faults, "nothing", given.nothing);
    let unknown = persons(faults, "unknown", given.unknown);
    Some(Exits {
        ordinary_work_full_time: full_time?,
        ordinary_work_part_time: part_time?,
        measure: measure?,
        education: education?,
        activity: activity?,
        nothing: nothing?,
        unknown: unknown?,
    })
}

/// "Those of them" is never more than they.
fn parts_within_wholes(faults: &mut Violations, read: &Indicators) {
    let flow = |flow: &ParticipantFlow| {
        let own = [
            ("started", flow.started),
            ("completed", flow.completed),
            ("dropped_out", flow.dropped_out),
        ];
        own.into_iter()
            .map(|(field, count)| (format!("drug_problems.{field}"), count))
            .chain(
                flow.exits
                    .by_field()
                    .map(|(field, count)| (format!("drug_problems.exits.{field}"), count)),
            )
            .collect::<Vec<_>>()
    };
    let mut parts: Vec<(String, u32, u32)> = flow(&read.drug_problems)
        .into_iter()
        .zip(flow(&read.all))
        .map(|((field, part), (_, whole))| (field, part, whole))
        .collect();
    parts.push((
        "satisfied_answers".to_owned(),
        read.satisfied_answers,
        read.satisfaction_answers,
    ));
    parts.push((
        "nav_referrals".to_owned(),
        read.nav_referrals,
        read.all.started,
    ));
    for (field, part, whole) in parts {
        if part > whole {
            faults.add(
                &field,
                format_args!(
                    "is {part}, more than the {whole} it is a part of; correct one of them"
                ),
            );
        }
    }
}

impl From<Indicators> for pb::Indicators {
    fn from(indicators: Indicators) -> Self {
        pb::Indicators {
            all: Some(indicators.all.into()),
            drug_problems: Some(indicators.drug_problems.into()),
            hours: narrow(indicators.hours),
            nav_referrals: narrow(indicators.nav_referrals),
            satisfaction_answers: narrow(indicators.satisfaction_answers),
            satisfied_answers: narrow(indicators.satisfied_answers),
            full_time_equivalents: indicators.full_time_equivalents.map(Into::into),
        }
    }
}

impl From<ParticipantFlow> for pb::ParticipantFlow {
    fn from(flow: ParticipantFlow) -> Self {
        pb::ParticipantFlow {
            started: narrow(flow.started),
            completed: narrow(flow.completed),
            dropped_out: narrow(flow.dropped_out),
            exits: Some(pb::Exits {
                ordinary_work_full_time: narrow(flow.exits.ordinary_work_full_time),
                ordinary_work_part_time: narrow(flow.exits.ordinary_work_part_time),
                measure: narrow(flow.exits.measure),
                education: narrow(flow.exits.education),
                activity: narrow(flow.exits.activity),
                nothing: narrow(flow.exits.nothing),
                unknown: narrow(flow.exits.unknown),
            }),
        }
    }
}
