//! `cases/plan.toml`: how the budget is framed and divided.

use conformance::plans_are;
use user_run_centres::UserRunCentres;

#[test]
fn the_plan_is_what_the_cases_say() {
    plans_are::<UserRunCentres>(
        include_str!("../../cases/plan.toml"),
        include_str!("../../rules.toml"),
    );
}
