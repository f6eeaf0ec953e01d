//! The purposes of a commitment, as the form tells them.

use domain::scheme::Scheme;
use user_run_centres::UserRunCentres;
use user_run_centres::form::OrganisationType;

use crate::scene::Situation;

#[test]
fn the_type_of_organisation_is_the_measure_for_both_goals() {
    let situation = Situation::default();
    for organisation_type in OrganisationType::ALL {
        let mut form = situation.form();
        form.organisation_type = *organisation_type;
        let tags = UserRunCentres::tags(&form, &situation.rules()).unwrap();
        let measure = organisation_type.code();
        let group = "users_and_next_of_kin";
        let expected = ["g1", "g4"].map(|goal| ("user_influence", goal, group, measure, 1));
        let shares = tags.shares().iter().map(|share| {
            let tag = &share.tag;
            let (line, goal) = (tag.plan_line.as_str(), tag.goal.as_str());
            let (group, measure) = (tag.target_group.as_str(), tag.measure.as_str());
            (line, goal, group, measure, share.weight)
        });
        assert_eq!(Vec::from_iter(shares), expected);
    }
}
