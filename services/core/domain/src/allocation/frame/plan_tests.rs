//! Tests of plans: their content, the parts of an application they look at, and what a frame that
//! is released leaves.

use super::steps::{by, entrants, quota, run};
use super::tests::{call, competitors, told};
use super::*;
use crate::allocation::division::Release;
use crate::allocation::division::{ChangedPlan, Division, GroupQuota, Grouping, Part, PlanRule};
use crate::allocation::simulation::Pool;
use crate::application::ScoreMilli;
use allocation::Tail;

/// What a division looks at, by a change of the competitor: `true` where another run would be
/// needed.
#[test]
fn drift_is_judged_on_what_the_division_looks_at() {
    type Change = fn(&mut Competitor);
    let plain = Division::by(PlanRule::Ranked);
    let by_stage = quota(None, Some(Part::Share(10_000)));
    let by_place = by(PlanRule::Ranked, |division| {
        let limits = vec![5_000, 20_000];
        division.grouping = vec![
            Grouping::County,
            Grouping::MunicipalitySize { limits },
            Grouping::NewEntrant,
        ];
    });
    let by_year = by(PlanRule::Ranked, |division| {
        division.yearly_ceilings = vec![Money::kroner(100); 3]
    });
    let claim: Change = |one| one.claim.amount = Money::kroner(90);
    let score: Change = |one| one.score = ScoreMilli(1);
    let class: Change = |one| one.placement.priority_class = 2;
    let last_year: Change = |one| one.last_year = None;
    let stage: Change = |one| {
        one.placement.groups.clear();
    };
    let place: Change = |one| one.applicant.municipality = "4601".parse().unwrap();
    let new: Change = |one| one.new_entrant = false;
    let year: Change = |one| one.placement.support_year = Some(3);
    let name: Change = |one| one.applicant.name = "Another".into();
    let cases = [
        (&plain, claim, true),
        (&plain, score, true),
        (&plain, class, true),
        (&plain, last_year, true),
        (&plain, stage, false),
        (&plain, place, false),
        (&plain, new, false),
        (&plain, year, false),
        (&plain, name, false),
        (&by_stage, stage, true),
        (&by_place, place, true),
        (&by_place, new, true),
        (&by_place, stage, false),
        (&by_year, year, true),
    ];
    for (at, (division, change, drifts)) in cases.into_iter().enumerate() {
        let before = entrants("90:1:100 80:1:100");
        let (frozen, _) = run(division, 200, &before).unwrap();
        let run = Run::read(&frozen.document).unwrap();
        let mut after = before.clone();
        change(&mut after[0]);
        let drift = Drift::between(&run, &after);
        assert_eq!(!drift.changed.is_empty(), drifts, "case {at}: {drift:?}");
        assert_eq!(Drift::between(&run, &before), Drift::default());
    }
}

#[test]
fn what_contradicts_is_a_fault_of_a_field() {
    fn some(least: u32, most: u32, groups: &[&str]) -> GroupQuota {
        GroupQuota {
            path: groups.iter().map(|group| (*group).to_owned()).collect(),
            least: Some(Part::Share(least)),
            most: Some(Part::Share(most)),
        }
    }
    type Change = Box<dyn FnOnce(&mut Division)>;
    let cases: Vec<(&str, Change)> = vec![
        ("step", Box::new(|one| one.step = Money::ZERO)),
        ("floor", Box::new(|one| one.floor = Some(Money::kroner(1)))),
        (
            "first_claims[0]",
            Box::new(|one| one.first_claims = vec![3]),
        ),
        (
            "grouping[1]",
            Box::new(|one| one.grouping = vec![Grouping::County, Grouping::County]),
        ),
        (
            "grouping[0].size_limits",
            Box::new(|one| one.grouping = vec![Grouping::MunicipalitySize { limits: vec![2, 1] }]),
        ),
        (
            "quotas[0].path",
            Box::new(|one| one.quotas = vec![some(1, 2, &["46"])]),
        ),
        (
            "quotas[0].least",
            Box::new(|one| {
                one.grouping = vec![Grouping::County];
                one.quotas = vec![some(2, 1, &["46"])];
            }),
        ),
        (
            "quotas[1].path",
            Box::new(|one| {
                one.grouping = vec![Grouping::County];
                one.quotas = vec![some(1, 2, &["46"]), some(1, 3, &["46"])];
            }),
        ),
        (
            "quotas[0].path",
            Box::new(|one| {
                one.grouping = vec![Grouping::County];
                one.quotas = vec![some(1, 2, &["46", "new"])];
            }),
        ),
    ];
    for (field, change) in cases {
        let division = by(PlanRule::Ranked, change);
        let faults: Vec<String> = division
            .faults(2)
            .into_iter()
            .map(|fault| fault.field)
            .collect();
        assert_eq!(faults, [field]);
    }
}

/// The programme's frame of domain facts §15.4: kept to 1 October, released on the 2nd. What it
/// leaves is the other's then.
#[test]
fn what_a_released_frame_leaves_goes_to_the_other() {
    let mut all = competitors("90:1:100 80:1:60 70:1:50");
    all[2].placement.sub_frame = "programme".into();
    let mut by_frame = std::collections::BTreeMap::new();
    by_frame.insert("programme".to_owned(), vec![all.remove(2)]);
    by_frame.insert("general".to_owned(), all);
    let mut call = call(Tail::Partial);
    call.sub_frames = [("general", 100), ("programme", 80)]
        .map(|(code, kroner)| crate::call::SubFrame {
            code: code.into(),
            budget: Money::kroner(kroner),
            committed: Money::ZERO,
            claimed: Money::ZERO,
        })
        .into();
    let release = Some(Release {
        to: "general",
        month: 10,
        day: 1,
    });
    let plans = [
        SubFramePlan::by("general", PlanRule::Ranked),
        SubFramePlan {
            release,
            ..SubFramePlan::by("programme", PlanRule::Ranked)
        },
    ]
    .map(|plan| ChangedPlan { plan, budget: None });
    for (today, expected) in [
        ("2026-10-01", "100, 0 RANKED_BELOW_LINE, 50"),
        ("2026-10-02", "100, 30 PARTLY_FUNDED_LAST, 50"),
    ] {
        let pool = Pool {
            call: call.clone(),
            competitors: by_frame.clone(),
            draw: Draw::committed("test"),
            today: today.parse().unwrap(),
        };
        let divided = pool.divide(&plans, None).unwrap();
        assert_eq!(told(&divided.awards), expected, "{today}");
        let codes: Vec<&str> = divided
            .runs
            .iter()
            .map(|run| run.sub_frame.as_str())
            .collect();
        assert_eq!(codes, ["general", "programme"], "in the order of the plan");
    }
}
