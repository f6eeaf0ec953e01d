use crate::cases::{numbers, of_kind};
use insight::metrics::guarded::{Guarded, guarded_count, withheld_rows};
use insight::metrics::inequality::{lorenz, theil};
use insight::metrics::per_inhabitant::percentile;
use insight::metrics::{Figures, Inequality, Mismatch, Municipality, NO_GROUP, Panel, figures};

pub(crate) fn near(figure: f64, expected: f64) {
    assert!((figure - expected).abs() < 1e-9, "{figure}, not {expected}");
}

/// Constrained equal awards in millionths, by bisection: enough for a Gini of two decimals.
fn equal_awards(claims: &[i64], budget: i64) -> Vec<i64> {
    let capped =
        |level: i64| -> Vec<i64> { claims.iter().map(|claim| level.min(*claim)).collect() };
    let (mut low, mut high) = (0, budget);
    while high - low > 1 {
        let level = (low + high) / 2;
        if capped(level).iter().sum::<i64>() <= budget {
            low = level
        } else {
            high = level
        }
    }
    capped(low)
}

#[test]
fn every_published_gini() {
    for case in of_kind("metric") {
        let scale = 1_000_000;
        let claims: Vec<i64> = numbers(&case["claims"])
            .iter()
            .map(|c| i64::try_from(*c).unwrap() * scale)
            .collect();
        let budget = case["budget"].as_i64().unwrap() * scale;
        let awards = match case["allocation_rule"].as_str().unwrap() {
            "proportional" => claims.clone(),
            "cea" => equal_awards(&claims, budget),
            // The budget is below half of all claims: equal awards on the half claims.
            "talmud" => {
                assert!(2 * budget <= claims.iter().sum::<i64>());
                equal_awards(&claims.iter().map(|c| c / 2).collect::<Vec<_>>(), budget)
            }
            other => panic!("no rule {other}"),
        };
        let gini = Inequality::of_amounts(&awards).gini;
        let off = (gini - case["expected"].as_f64().unwrap()).abs();
        assert!(
            off <= case["tolerance"].as_f64().unwrap(),
            "{} {gini}",
            case["id"]
        );
    }
}

/// By hand.
#[test]
fn own_table() {
    let one_has_all = Inequality::of_amounts(&[0, 0, 0, 8]);
    near(one_has_all.gini, 0.75);
    near(one_has_all.gini_corrected.unwrap(), 1.0);
    near(one_has_all.hoover, 0.75);
    near(one_has_all.jain, 0.25);
    let alike = Inequality::of_amounts(&[3, 3, 3]);
    assert_eq!((alike.gini, alike.hoover, alike.jain), (0.0, 0.0, 1.0));
    // Anglerfish quotas, proportional: published as 0.58.
    near(
        (Inequality::of_amounts(&[158, 299, 927, 2196, 4348, 6256, 13952]).gini * 100.0).round(),
        58.0,
    );
    let nothing = Inequality::of_amounts(&[]);
    assert_eq!((nothing.gini, nothing.gini_corrected), (0.0, None));
    // Ratios ½ and 1; half of 2/3 − 1/2 and of 1/2 − 1/3: a sixth would have to move.
    let ratios = Inequality::of_ratios(&[50, 100, 7], &[100, 100, 0]).unwrap();
    assert_eq!(ratios.units, 2);
    near(ratios.gini, 1.0 / 6.0);
    near(ratios.hoover, 1.0 / 6.0);
    assert_eq!(Inequality::of_ratios(&[1], &[0]), None);
    // One county has all, and one of its two has all: ln 2 each way.
    let split = theil(&[8, 0, 0, 0], &[1, 1, 1, 1], &[0, 0, 1, 1]).unwrap();
    near(split.between, 2.0_f64.ln());
    near(split.within, 2.0_f64.ln());
    near(split.total, 4.0_f64.ln());
    assert_eq!(lorenz(&[3, 1], 10), [(0.0, 0.0), (0.5, 0.25), (1.0, 1.0)]);
    near(percentile(&[1.0, 2.0, 3.0, 4.0], 0.1), 1.3);
    assert_eq!(percentile(&[], 0.5), 0.0);
}

fn town(inhabitants: u64, county: u32) -> Municipality {
    Municipality {
        name: format!("town of {inhabitants}"),
        county,
        inhabitants,
    }
}

/// Twelve applicants in twelve municipalities, six small and six large; the small ones get half as
/// often.
pub(crate) fn example() -> Figures {
    let towns: Vec<Municipality> = (0..6)
        .map(|i| town(1_000, i % 2))
        .chain((0..6).map(|i| town(50_000, i % 2)))
        .collect();
    let counties = ["A".to_owned(), "B".to_owned()];
    let kinds = ["kommune".to_owned(), "organisasjon".to_owned()];
    let own: Vec<u32> = (0..12).collect();
    figures(&Panel {
        claim: &[100; 12],
        award: &[100, 50, 50, 0, 0, 0, 100, 100, 100, 100, 100, 100],
        municipality: &own,
        county: &[0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1],
        kind: &[0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1],
        institution_based: &[
            true, true, false, false, false, false, false, false, false, false, false, false,
        ],
        new_entrant: &[
            false, false, false, false, false, false, false, false, false, false, true, true,
        ],
        last_year: &[
            Some(100),
            Some(100),
            Some(40),
            Some(10),
            None,
            None,
            Some(100),
            Some(106),
            Some(111),
            Some(126),
            Some(0),
            None,
        ],
        band: &[
            Some((90, 110)),
            Some((90, 110)),
            None,
            None,
            None,
            None,
            None,
            None,
            None,
            None,
            None,
            None,
        ],
        notice_days: &[30, 30, 30, 30, 30, -5, 60, 60, 60, 60, 60, 60],
        committed_years: &[1, 1, 1, 1, 1, 1, 3, 3, 1, 1, 1, 1],
        indicative: &[[Some(10), None]; 12],
        recommended: &[100, 50, 60, 0, 0, 0, 100, 100, 100, 100, 100, 90],
        deviation_reasoned: &[
            false, false, true, false, false, false, false, false, false, false, false, false,
        ],
        refusal_reasoned: &[
            false, false, false, true, true, false, false, false, false, false, false, false,
        ],
        score: &[1, 2, 3, 4, 4, 4, 5, 6, 7, 8, 9, 4],
        municipalities: &towns,
        counties: &counties,
        kinds: &kinds,
        size_limits: &[20_000],
    })
    .expect("the columns fit")
}

#[test]
fn coverage_counts_by_group_and_flags_disparity() {
    let figures = example();
    let all = figures.coverage.all.unwrap();
    near(all.share_funded, 0.75);
    near(all.need_met, 800.0 / 1200.0);
    // Three of six small ones were funded: fewer than five, so neither the number nor the share is
    // shown.
    let small = &figures.coverage.by_size[0];
    assert_eq!(small.name, "0–19999");
    assert_eq!(
        (
            small.applicants.shown(),
            small.funded.shown(),
            small.covered.shown()
        ),
        (Some(&6), None, None)
    );
    // All six large ones were, and that would tell the other number.
    let large = &figures.coverage.by_size[1];
    assert_eq!(
        (
            large.applicants.shown(),
            large.funded.shown(),
            large.covered.shown()
        ),
        (Some(&6), None, None)
    );
    let parity = figures.coverage.parity_size.unwrap();
    // Half, but the three funded are withheld, and the ratio would tell them.
    assert_eq!(parity.ratio.shown(), None);
    assert!(parity.flagged);
    assert_eq!(parity.lowest, "0–19999");
    let counties = figures.coverage.parity_county.unwrap();
    // Five of six against four of six, and four are withheld.
    assert_eq!((counties.flagged, counties.ratio.shown()), (false, None));
    // Three organisations are too few, and with nine municipalities shown they would follow from
    // the total.
    assert!(
        figures
            .coverage
            .by_kind
            .iter()
            .all(|row| row.applicants.shown().is_none())
    );
    assert_eq!(figures.coverage.parity_kind, None);
}

#[test]
fn groups_that_are_large_enough_are_shown() {
    let counties = ["A".to_owned(), "B".to_owned()];
    let panel = Panel {
        claim: &[10; 16],
        award: &[10, 10, 10, 10, 10, 10, 5, 0, 10, 10, 10, 10, 10, 0, 0, 0],
        county: &[0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1],
        counties: &counties,
        ..Panel::default()
    };
    let coverage = figures(&panel).unwrap().coverage;
    let covered = coverage.by_county[0].covered.shown().unwrap();
    near(covered.share_funded, 7.0 / 8.0);
    near(covered.need_met, 65.0 / 80.0);
    assert_eq!(coverage.by_county[1].funded.shown(), Some(&5));
    let parity = coverage.parity_county.unwrap();
    near(*parity.ratio.shown().unwrap(), 5.0 / 7.0);
    assert_eq!(
        (
            parity.flagged,
            parity.lowest.as_str(),
            parity.highest.as_str()
        ),
        (true, "B", "A")
    );
}

#[test]
fn money_by_inhabitant_concentration_and_handling() {
    let figures = example();
    let per = figures.per_inhabitant.unwrap();
    let spread = per.classes[0].spread.shown().unwrap();
    near(spread.overall, 200.0 / 6_000.0);
    near(spread.median, 0.025);
    near(spread.max_to_min.unwrap(), 2.0);
    near(
        per.small_to_large.unwrap(),
        (200.0 / 6_000.0) / (600.0 / 300_000.0),
    );
    assert_eq!(per.never_applying.shown(), Some(&0));
    near(figures.concentration.top_5, 500.0 / 800.0);
    near(
        figures.concentration.hhi,
        (7.0 * 10_000.0 + 2.0 * 2_500.0) / 640_000.0,
    );
    near(
        figures.concentration.institution_based.unwrap(),
        150.0 / 800.0,
    );
    near(figures.concentration.new_entrants.unwrap(), 200.0 / 800.0);
    near(figures.procedure.reasoned_refusals.unwrap(), 2.0 / 3.0);
    assert_eq!(figures.procedure.unexplained_overrides, Some(1));
    near(figures.procedure.equal_score_equal_decision.unwrap(), 0.5);
}

#[test]
fn a_withheld_figure_is_nowhere() {
    let count = guarded_count(4);
    assert_eq!(
        serde_json::to_string(&count).unwrap(),
        r#"{"suppressed":true}"#
    );
    assert!(!format!("{count:?}").contains('4'));
    assert_eq!(guarded_count(0).shown(), Some(&0));
    assert_eq!(guarded_count(5).shown(), Some(&5));
    for guarded in [guarded_count(3), guarded_count(7)] {
        let text = serde_json::to_string(&guarded).unwrap();
        assert_eq!(
            serde_json::from_str::<Guarded<u64>>(&text).unwrap(),
            guarded
        );
    }
    // One small group never stands alone: it would follow from the total.
    assert_eq!(withheld_rows(&[3, 50, 7, 0]), [true, false, true, false]);
    assert_eq!(withheld_rows(&[3, 50, 2, 7]), [true, false, true, false]);
    let text = serde_json::to_string(&example()).unwrap();
    assert_eq!(serde_json::from_str::<Figures>(&text).unwrap(), example());
}

#[test]
fn columns_that_do_not_fit_are_named() {
    let bad = |panel: Panel<'_>| figures(&panel).unwrap_err();
    let base = Panel {
        claim: &[1, 2],
        award: &[1, 2],
        ..Panel::default()
    };
    assert_eq!(
        bad(Panel {
            score: &[1],
            ..base
        }),
        Mismatch::Length {
            column: "score",
            rows: 1,
            expected: 2
        }
    );
    assert_eq!(
        bad(Panel { award: &[], ..base }),
        Mismatch::Length {
            column: "award",
            rows: 0,
            expected: 2
        }
    );
    assert_eq!(
        bad(Panel {
            county: &[NO_GROUP, 0],
            ..base
        }),
        Mismatch::Group {
            column: "county",
            row: 1
        }
    );
    assert_eq!(
        bad(Panel {
            award: &[1, -2],
            ..base
        }),
        Mismatch::Negative {
            column: "award",
            row: 1
        }
    );
    assert_eq!(
        bad(Panel {
            claim: &[1, i64::MAX],
            ..base
        }),
        Mismatch::TooLarge { column: "claim" }
    );
    assert!(figures(&Panel::default()).is_ok());
}
