//! The purposes of a commitment, as the form tells them.

use domain::scheme::Scheme;
use work_training::WorkTraining;
use work_training::form::{ParticipantGroup, TargetGroup};

use crate::scene::Situation;

/// Returns groups with weights, for these groups of participants.
fn weights(groups: &[(TargetGroup, u32)]) -> Vec<(String, i64)> {
    let situation = Situation::default();
    let mut form = situation.form();
    form.participants.groups = groups
        .iter()
        .map(|(group, participants)| ParticipantGroup {
            group: *group,
            participants: *participants,
        })
        .collect();
    let tags = WorkTraining::tags(&form, &situation.rules()).unwrap();
    let shares = tags.shares().iter().map(|share| {
        let tag = &share.tag;
        let codes = [&tag.plan_line, &tag.goal, &tag.measure];
        let stage = situation.stage.code();
        assert_eq!(codes, ["activity_and_work", "g4", stage]);
        (tag.target_group.clone(), share.weight)
    });
    shares.collect()
}

#[test]
fn groups_weigh_as_many_as_take_part() {
    use TargetGroup::{DrugProblems, Homeless, Youth};
    let given = [(DrugProblems, 12), (Youth, 0), (Homeless, 3)];
    let expected = [("drug_problems", 12), ("homeless", 3)];
    let expected = expected.map(|(group, weight)| (group.to_owned(), weight));
    assert_eq!(weights(&given), expected);
}

/// A form that counts none of its participants has a tag without a group, so that no money is lost.
#[test]
fn without_participants_there_is_no_group() {
    let given = [(TargetGroup::Youth, 0)];
    assert_eq!(weights(&given), [(String::new(), 1)]);
}
