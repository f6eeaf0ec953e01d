//! Every step of a division as a case: what a plan says, who competes, what comes of it and why.

use allocation::text::Language;

use super::tests::{call, competitors, told};
use super::*;
use crate::call::TailRule;
use crate::division::{
    ChangedPlan, Collar, Division, GroupQuota, Grouping, Part, PlanRule, ReservedPart, StepRounding,
};
use crate::scheme::Release;
use crate::simulation::Pool;
use crate::texts;

const TODAY: &str = "2026-10-01";

/// A division by a rule, with something changed.
fn by(rule: PlanRule, change: impl FnOnce(&mut Division)) -> Division {
    let mut division = Division::by(rule);
    change(&mut division);
    division
}

fn kept_for_new(released_from: Option<&str>) -> Division {
    by(PlanRule::Ranked, |division| {
        division.tail_rule = Some(TailRule::Skip);
        division.grouping = vec![Grouping::Scheme("stage".into())];
        division.reserved = vec![ReservedPart {
            path: vec!["new".into()],
            part: Part::Share(5_000),
            released_from: released_from.map(|day| day.parse().unwrap()),
        }];
    })
}

fn quota(least: Option<Part>, most: Option<Part>) -> Division {
    by(PlanRule::Ranked, |division| {
        division.tail_rule = Some(TailRule::Skip);
        division.grouping = vec![Grouping::Scheme("stage".into())];
        division.quotas = vec![GroupQuota {
            path: vec!["new".into()],
            least,
            most,
        }];
    })
}

/// Competitors in the first step of this test: all had 100 kroner last year, are in their second year of support, and stand in groups
/// `new` and `earlier` by turns.
fn entrants(texts: &str) -> Vec<Competitor> {
    let mut all = competitors(texts);
    for (competitor, group) in all.iter_mut().zip(["new", "earlier"].into_iter().cycle()) {
        competitor.last_year = Some(Money::kroner(100));
        competitor.placement.support_year = Some(2);
        competitor.placement.groups = [("stage".to_owned(), group.to_owned())].into();
    }
    all
}

fn run(
    division: &Division,
    budget: i64,
    competitors: &[Competitor],
) -> Result<(SubFrameRun, Vec<Award>), Vec<Conflict>> {
    let mut plan = SubFramePlan::by("national", PlanRule::Ranked).in_classes(&["first", "second"]);
    plan.division = division.clone();
    Frame {
        call: &call(TailRule::Stop),
        plan: &plan,
        budget: Money::kroner(budget),
        draw: &Draw::committed("test"),
        today: TODAY.parse().unwrap(),
        adopted: None,
    }
    .divide(competitors)
}

#[test]
#[expect(clippy::too_many_lines, reason = "cases as data, one a step")]
fn every_step_does_what_it_says_and_gives_its_reason() {
    use PlanRule::{BasePlusProportional, ByScore, EqualAwards, EqualLosses, Proportional, Ranked};
    let share = |points| Some(Part::Share(points));
    let collar = |down, up| by(Ranked, |division| division.collar = Collar { down, up });
    let cases = [
        (
            "equal awards",
            by(EqualAwards, |_| {}),
            100,
            "90:1:100 80:1:40",
            "60 SHARED_BY_RULE, 40",
        ),
        (
            "equal losses",
            by(EqualLosses, |_| {}),
            100,
            "90:1:100 80:1:40",
            "80 SHARED_BY_RULE, 20 SHARED_BY_RULE",
        ),
        (
            "by score",
            by(ByScore, |_| {}),
            80,
            "90:1:100 30:1:100",
            "60 SHARED_BY_RULE, 20 SHARED_BY_RULE",
        ),
        (
            "basic amount and points",
            by(
                BasePlusProportional {
                    base: Money::kroner(20),
                },
                |_| {},
            ),
            100,
            "90:1:100 80:1:60",
            "60 SHARED_BY_RULE, 40 SHARED_BY_RULE",
        ),
        (
            "cap",
            by(Ranked, |division| division.cap = Some(Money::kroner(60))),
            200,
            "90:1:100 80:1:50",
            "60 AWARD_CAP, 50",
        ),
        (
            "floor",
            by(Proportional, |division| {
                division.floor = Some(Money::kroner(30))
            }),
            100,
            "90:1:300 80:1:100",
            "70 PROPORTIONAL_CUT, 30 AWARD_FLOOR",
        ),
        (
            "a claim below the floor is a whole claim",
            by(Proportional, |division| {
                division.floor = Some(Money::kroner(30))
            }),
            100,
            "90:1:300 80:1:20",
            "80 PROPORTIONAL_CUT, 20",
        ),
        (
            "step",
            by(Ranked, |division| {
                division.step = Money::kroner(50);
                division.rounding = StepRounding::Down;
            }),
            200,
            "90:1:120 80:1:50",
            "100 WHOLE_STEPS, 50",
        ),
        (
            "tail rule of its own",
            by(Ranked, |division| {
                division.tail_rule = Some(TailRule::Partial)
            }),
            150,
            "90:1:100 80:1:100",
            "100, 50 PARTLY_FUNDED_LAST",
        ),
        (
            "largest fall",
            collar(Some(5_000), None),
            150,
            "90:1:100 80:1:100",
            "100, 50 LAST_YEAR_FLOOR",
        ),
        (
            "largest rise",
            collar(None, Some(2_000)),
            400,
            "90:1:200 80:1:100",
            "120 LAST_YEAR_CEILING, 100",
        ),
        (
            "ceiling of the second year",
            by(Ranked, |division| {
                division.yearly_ceilings = vec![Money::kroner(90), Money::kroner(60)]
            }),
            400,
            "90:1:100 80:1:50",
            "60 YEARLY_CEILING, 50",
        ),
        (
            "nothing after the last year",
            by(Ranked, |division| {
                division.yearly_ceilings = vec![Money::kroner(90)]
            }),
            400,
            "90:1:100",
            "0 YEARLY_CEILING",
        ),
        (
            "first claims",
            by(Ranked, |division| division.first_claims = vec![2]),
            150,
            "90:1:100 80:2:100",
            "0 FRAME_TOO_SMALL, 100",
        ),
        (
            "group with a most",
            quota(None, share(2_500)),
            200,
            "90:1:100 80:1:100",
            "0 GROUP_FULL, 100",
        ),
        (
            "group with a least",
            quota(share(5_000), None),
            200,
            "70:1:100 80:1:200",
            "100, 0 DID_NOT_FIT",
        ),
        (
            "kept",
            kept_for_new(None),
            200,
            "70:1:100 80:1:150",
            "100, 0 DID_NOT_FIT",
        ),
        (
            "kept until tomorrow",
            kept_for_new(Some("2026-10-02")),
            200,
            "70:1:100 80:1:150",
            "100, 0 DID_NOT_FIT",
        ),
        (
            "released today",
            kept_for_new(Some("2026-10-01")),
            200,
            "70:1:100 80:1:150",
            "0 DID_NOT_FIT, 150",
        ),
    ];
    for (what, division, budget, texts, expected) in cases {
        assert_eq!(division.faults(2), [], "{what}");
        let (frozen, awards) = run(&division, budget, &entrants(texts))
            .unwrap_or_else(|conflicts| panic!("{what}: {conflicts:?}"));
        assert_eq!(told(&awards), expected, "{what}");
        let run = Run::read(&frozen.document).unwrap();
        for (award, language) in awards
            .iter()
            .flat_map(|award| Language::ALL.map(|one| (award, one)))
        {
            for line in explain(&run, award, true) {
                let sentence = line.text(&[texts::catalogue()], language);
                assert!(
                    sentence.contains(' ') && !sentence.contains("{$"),
                    "{what}: {sentence}"
                );
            }
        }
        assert!(Run::verify(&frozen.document).verified, "{what}");
        assert_eq!(
            Run::read(&frozen.document).unwrap().division(),
            division,
            "{what}"
        );
    }
}

/// Promises that the frame does not hold are told, not cut.
#[test]
fn first_claims_that_do_not_fit_are_a_conflict() {
    let promised = by(PlanRule::Ranked, |division| division.first_claims = vec![1]);
    let conflicts = run(&promised, 80, &entrants("50:1:100 90:2:100")).unwrap_err();
    assert_eq!(conflicts[0].code(), "conflict-floors-exceed-budget");
}

/// What a division looks at, by a change of the competitor: `true` where another run would be needed.
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

/// The programme's frame of domain facts §15.4: kept to 1 October, released on the 2nd. What it leaves is the other's then.
#[test]
fn what_a_released_frame_leaves_goes_to_the_other() {
    let mut all = competitors("90:1:100 80:1:60 70:1:50");
    all[2].placement.sub_frame = "programme".into();
    let mut by_frame = std::collections::BTreeMap::new();
    by_frame.insert("programme".to_owned(), vec![all.remove(2)]);
    by_frame.insert("general".to_owned(), all);
    let mut call = call(TailRule::Partial);
    call.sub_frames = [("general", 100), ("programme", 80)]
        .map(|(code, kroner)| crate::call::SubFrame {
            code: code.into(),
            budget: Money::kroner(kroner),
            committed: Money::ZERO,
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
