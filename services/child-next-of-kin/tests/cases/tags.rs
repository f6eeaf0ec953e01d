//! The purposes of a commitment, as the form tells them.

use child_next_of_kin::ChildNextOfKin;
use child_next_of_kin::form::Phase;
use domain::scheme::Scheme;

use crate::scene::{base, rules};

#[test]
fn the_phase_is_the_measure_and_children_are_the_group() {
    let mut form = base().draft.form;
    for (phase, measure) in [(Phase::Develop, "develop"), (Phase::Implement, "implement")] {
        form.phase = phase;
        let tags = ChildNextOfKin::tags(&form, &rules("2017-04-01")).unwrap();
        let [share] = tags.shares() else {
            panic!("{tags:?}")
        };
        let tag = &share.tag;
        let codes = [&tag.plan_line, &tag.goal, &tag.target_group, &tag.measure];
        let group = "children_next_of_kin";
        assert_eq!(codes, [group, "g2", group, measure]);
    }
}
