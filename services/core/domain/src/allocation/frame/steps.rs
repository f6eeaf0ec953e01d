//! Every step of a division as a case: what a plan says, who competes, what comes of it and why.

use allocation::{Rounding, Tail};
use text::Language;

use super::tests::{call, competitors, told};
use super::*;
use crate::allocation::division::{
    Collar, Division, GroupQuota, Grouping, Part, PlanRule, ReservedPart,
};
use crate::texts;

const TODAY: &str = "2026-10-01";

/// A division by a rule, with something changed.
pub(super) fn by(rule: PlanRule, change: impl FnOnce(&mut Division)) -> Division {
    let mut division = Division::by(rule);
    change(&mut division);
    division
}

fn kept_for_new(released_from: Option<&str>) -> Division {
    by(PlanRule::Ranked, |division| {
        division.tail_rule = Some(Tail::Skip);
        division.grouping = vec![Grouping::Scheme("stage".into())];
        division.reserved = vec![ReservedPart {
            path: vec!["new".into()],
            part: Part::Share(5_000),
            released_from: released_from.map(|day| day.parse().unwrap()),
        }];
    })
}

pub(super) fn quota(least: Option<Part>, most: Option<Part>) -> Division {
    by(PlanRule::Ranked, |division| {
        division.tail_rule = Some(Tail::Skip);
        division.grouping = vec![Grouping::Scheme("stage".into())];
        division.quotas = vec![GroupQuota {
            path: vec!["new".into()],
            least,
            most,
        }];
    })
}

/// Competitors in the first step of this test: all had 100 kroner last year, are in their second
/// year of support, and stand in groups `new` and `earlier` by turns.
pub(super) fn entrants(texts: &str) -> Vec<Competitor> {
    let mut all = competitors(texts);
    for (competitor, group) in all.iter_mut().zip(["new", "earlier"].into_iter().cycle()) {
        competitor.last_year = Some(Money::kroner(100));
        competitor.placement.support_year = Some(2);
        competitor.placement.groups = [("stage".to_owned(), group.to_owned())].into();
    }
    all
}

pub(super) fn run(
    division: &Division,
    budget: i64,
    competitors: &[Competitor],
) -> Result<(SubFrameRun, Vec<Award>), Error> {
    let mut plan = SubFramePlan::by("national", PlanRule::Ranked).in_classes(&["first", "second"]);
    plan.division = division.clone();
    Frame {
        call: &call(Tail::Stop),
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
                division.rounding = Rounding::Down;
            }),
            200,
            "90:1:120 80:1:50",
            "100 WHOLE_STEPS, 50",
        ),
        (
            "tail rule of its own",
            by(Ranked, |division| division.tail_rule = Some(Tail::Partial)),
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
    assert_eq!(
        conflicts.conflicts()[0].code(),
        "conflict-floors-exceed-budget"
    );
}
