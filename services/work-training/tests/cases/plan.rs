//! `cases/plan.toml`: how the budget is framed and divided; `cases/placement.toml`: where a project
//! competes.

use std::collections::BTreeMap;

use conformance::{cases::read, plans_are};
use domain::application::Placement;
use domain::scheme::Scheme;
use serde::Deserialize;
use work_training::WorkTraining;

use crate::scene::Situation;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    #[serde(default)]
    given: Situation,
    class: u32,
    support_year: u32,
    stage: String,
}

#[test]
fn the_plan_is_what_the_cases_say() {
    plans_are::<WorkTraining>(
        include_str!("../../cases/plan.toml"),
        include_str!("../../rules.toml"),
    );
}

#[test]
fn a_project_competes_where_the_cases_say() {
    for case in read::<Case>(include_str!("../../cases/placement.toml")) {
        let (draft, rules) = (case.given.draft(), case.given.rules());
        let placement = WorkTraining::placement(&draft, &rules).unwrap();
        let expected = Placement {
            support_year: Some(case.support_year),
            groups: BTreeMap::from([("stage".to_owned(), case.stage)]),
            ..Placement::new("projects", case.class)
        };
        assert_eq!(placement, expected, "{}", case.name);
    }
}
