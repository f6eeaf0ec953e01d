//! Figures of one year against another, and of one division against another.

use crate::metrics::{example, near};
use insight::metrics::{Change, Comparison, Panel, compare, figures};

#[test]
fn change_and_timing() {
    let figures = example();
    let change = figures.change.unwrap();
    assert_eq!(change.in_both_years, 9);
    // Funded last year: 100→100, 100→50, 40→50, 10→0, 100→100, 106→100, 111→100, 126→100.
    let moved = 50 + 10 + 10 + 6 + 11 + 26 + 100;
    let total = 200 + 150 + 90 + 10 + 200 + 206 + 211 + 226 + 100;
    near(
        change.predictability.unwrap(),
        1.0 - f64::from(moved) / f64::from(total),
    );
    // One to three in every band of losers, and two who changed by more than 30 %.
    assert_eq!(change.changing_over_30.shown(), None);
    assert_eq!(change.changed_over_30.shown(), None);
    near(change.inside_band.unwrap(), 0.5);
    assert_eq!(
        (
            figures.timing.median_notice_days,
            figures.timing.least_notice_days
        ),
        (Some(30), Some(-5))
    );
    near(figures.timing.notified_in_time.unwrap(), 11.0 / 12.0);
    near(
        figures.timing.committed_beyond_the_year.unwrap(),
        200.0 / 800.0,
    );
    assert_eq!(figures.timing.indicated, Some([120, 0]));
    near(figures.timing.indicated_share.unwrap()[0], 120.0 / 800.0);
}

/// So many applicants, each with last year's award and this year's.
fn changed(times: usize, pairs: &[(i64, i64)]) -> Change {
    let all = pairs.iter().flat_map(|pair| vec![*pair; times]);
    let (last, award): (Vec<Option<i64>>, Vec<i64>) =
        all.map(|(last, now)| (Some(last), now)).unzip();
    let panel = Panel {
        claim: &award,
        award: &award,
        last_year: &last,
        ..Panel::default()
    };
    let figures = figures(&panel).expect("a sound panel");
    figures.change.expect("last year is known")
}

#[test]
fn shares_of_losers_are_told_from_five_up() {
    let pairs = [
        (100, 100),
        (100, 50),
        (40, 50),
        (10, 0),
        (106, 100),
        (111, 100),
        (126, 100),
        (100, 100),
    ];
    let many = changed(5, &pairs);
    let told = [
        (many.losing_over_5, 5.0 / 8.0),
        (many.losing_over_10, 3.0 / 8.0),
        (many.losing_over_20, 3.0 / 8.0),
        (many.changing_over_30, 2.0 / 8.0),
    ];
    for (share, expected) in told {
        near(*share.shown().unwrap(), expected);
    }
    // Four who lost everything, and no other applicant who changed.
    let few = changed(4, &[(10, 0)]);
    assert_eq!(few.losing_over_20.shown(), None);
}

#[test]
fn a_loss_on_the_line_is_not_over_it() {
    let change = |last, now| changed(5, &[(last, now)]);
    assert_eq!(change(100, 95).losing_over_5.shown(), Some(&0.0));
    assert_eq!(change(10_001, 9_500).losing_over_5.shown(), Some(&1.0));
    assert_eq!(change(100, 80).losing_over_20.shown(), Some(&0.0));
}

#[test]
fn scenarios_are_compared_in_money_moved() {
    let expected = Comparison {
        moved: 15,
        winners: 1,
        losers: 2,
        largest_gain: 15,
        largest_loss: 10,
    };
    assert_eq!(compare(&[10, 20, 30, 5], &[25, 10, 25, 5]), expected);
}
