//! The indicators.

use contract::fields::{choice, count, each_once, narrow, unique};
use contract::indicators::full_time_equivalents;
use contract::same_variants;
use contract::user_run_centres::v1 as pb;
use domain::violations::Violations;

use super::{ACTIVITIES_MAX, PEOPLE_MAX};
use crate::indicators::{AgeBand, Indicators, Sex, UserGroup};

const GROUPS_MAX: usize = 24;
const HOURS_MAX: i32 = 1_000_000;
const COURSES_MAX: i32 = 100_000;
const MUNICIPALITIES_MAX: usize = 400;

same_variants!(pb: AgeBand { Under18, From18To25, From26To39, From40To66, From67, Unknown });
same_variants!(pb: Sex { Women, Men, Other, Unknown });

impl TryFrom<pb::Indicators> for Indicators {
    type Error = Violations;

    fn try_from(indicators: pb::Indicators) -> Result<Self, Self::Error> {
        let mut faults = Violations::new();
        let read = read_indicators(&mut faults, indicators);
        faults.finish(read)
    }
}

fn read_indicators(faults: &mut Violations, given: pb::Indicators) -> Option<Indicators> {
    let users = users(faults, given.users);
    let people = |faults: &mut Violations, field: &str, number: i32| {
        count(faults, field, number, 0..=PEOPLE_MAX)
    };
    let in_target_group = people(faults, "users_in_target_group", given.users_in_target_group);
    let answers = people(faults, "satisfaction_answers", given.satisfaction_answers);
    let satisfied = people(faults, "satisfied_answers", given.satisfied_answers);
    let hours = count(faults, "opening_hours", given.opening_hours, 0..=HOURS_MAX);
    let volunteers = people(faults, "volunteers", given.volunteers);
    let peer_supporters = people(faults, "peer_supporters", given.peer_supporters);
    let courses = count(faults, "courses", given.courses, 0..=COURSES_MAX);
    let representatives = people(
        faults,
        "user_representatives_trained",
        given.user_representatives_trained,
    );
    let municipalities = each_once(
        faults,
        "cooperating_municipalities",
        &given.cooperating_municipalities,
        0..=MUNICIPALITIES_MAX,
    );
    let carried_out = carried_out(faults, given.activities_carried_out);
    let positions = full_time_equivalents(faults, given.full_time_equivalents);
    let read = Indicators {
        users: users?,
        users_in_target_group: in_target_group?,
        satisfaction_answers: answers?,
        satisfied_answers: satisfied?,
        opening_hours: hours?,
        volunteers: volunteers?,
        peer_supporters: peer_supporters?,
        courses: courses?,
        user_representatives_trained: representatives?,
        cooperating_municipalities: municipalities?,
        activities_carried_out: carried_out?,
        full_time_equivalents: positions?,
    };
    parts_within_wholes(faults, &read);
    Some(read)
}

fn users(faults: &mut Violations, given: Vec<pb::UserGroup>) -> Option<Vec<UserGroup>> {
    faults.list_size("users", given.len(), 0..=GROUPS_MAX)?;
    let read = faults.each("users", given, |faults, group| {
        let age = choice(faults, "age", group.age);
        let sex = choice(faults, "sex", group.sex);
        let users = count(faults, "users", group.users, 0..=PEOPLE_MAX);
        Some(UserGroup {
            age: age?,
            sex: sex?,
            users: users?,
        })
    })?;
    let groups: Vec<_> = read.iter().map(|group| (group.age, group.sex)).collect();
    unique(faults, "users", "", &groups)?;
    Some(read)
}

fn carried_out(faults: &mut Violations, given: Vec<String>) -> Option<Vec<String>> {
    const LIST: &str = "activities_carried_out";
    faults.list_size(LIST, given.len(), 0..=ACTIVITIES_MAX)?;
    let read: Vec<Option<String>> = given
        .iter()
        .enumerate()
        .map(|(at, key)| faults.code(&format!("{LIST}[{at}]"), key))
        .collect();
    let read: Vec<String> = read.into_iter().collect::<Option<_>>()?;
    unique(faults, LIST, "", &read)?;
    Some(read)
}

/// "Those of them" is never more than they.
fn parts_within_wholes(faults: &mut Violations, read: &Indicators) {
    let parts = [
        (
            "users_in_target_group",
            i64::from(read.users_in_target_group),
            read.users_reached(),
        ),
        (
            "satisfied_answers",
            i64::from(read.satisfied_answers),
            i64::from(read.satisfaction_answers),
        ),
    ];
    for (field, part, whole) in parts {
        if part > whole {
            faults.add(
                field,
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
            users: indicators
                .users
                .into_iter()
                .map(|group| pb::UserGroup {
                    age: pb::AgeBand::from(group.age).into(),
                    sex: pb::Sex::from(group.sex).into(),
                    users: narrow(group.users),
                })
                .collect(),
            users_in_target_group: narrow(indicators.users_in_target_group),
            satisfaction_answers: narrow(indicators.satisfaction_answers),
            satisfied_answers: narrow(indicators.satisfied_answers),
            opening_hours: narrow(indicators.opening_hours),
            volunteers: narrow(indicators.volunteers),
            peer_supporters: narrow(indicators.peer_supporters),
            courses: narrow(indicators.courses),
            user_representatives_trained: narrow(indicators.user_representatives_trained),
            cooperating_municipalities: indicators
                .cooperating_municipalities
                .into_iter()
                .map(Into::into)
                .collect(),
            activities_carried_out: indicators.activities_carried_out,
            full_time_equivalents: indicators.full_time_equivalents.map(Into::into),
        }
    }
}
