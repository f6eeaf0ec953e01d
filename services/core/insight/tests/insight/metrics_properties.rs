//! Inequality by its definitions, each with a formula that is not it.

use crate::property::{cases, property};
use insight::metrics::Inequality;
use insight::metrics::inequality::theil;
use proptest::prelude::*;

fn amounts() -> impl Strategy<Value = Vec<i64>> {
    prop::collection::vec(
        prop_oneof![Just(0), 0..10_i64, 0..1_000_000_000_000_i64],
        1..30,
    )
}

#[test]
fn gini_is_the_double_sum() {
    let double_sum = |x: &[i64]| {
        let sum: f64 = x.iter().map(|a| *a as f64).sum();
        let differences: f64 = x
            .iter()
            .flat_map(|a| x.iter().map(move |b| (a - b).abs() as f64))
            .sum();
        if sum == 0.0 {
            0.0
        } else {
            differences / (2.0 * x.len() as f64 * sum)
        }
    };
    for corrected in [false, true] {
        // Control: the corrected figure is another one.
        property(cases(), &amounts(), corrected, |x| {
            let inequality = Inequality::of_amounts(&x);
            let figure = if corrected {
                inequality.gini_corrected.unwrap_or(0.0)
            } else {
                inequality.gini
            };
            prop_assert!((figure - double_sum(&x)).abs() < 1e-9);
            // All bases equal: the same as of the amounts themselves.
            let ratios = Inequality::of_ratios(&x, &vec![7; x.len()]).expect("there are bases");
            prop_assert!((ratios.gini - inequality.gini).abs() < 1e-9);
            prop_assert!((ratios.hoover - inequality.hoover).abs() < 1e-9);
            prop_assert!((ratios.jain - inequality.jain).abs() < 1e-9);
            Ok(())
        });
    }
}

#[test]
fn theil_adds_up() {
    let rows = prop::collection::vec((0..1_000_000_i64, 1..100_000_i64, 0..4_u32), 1..40);
    for averaged in [false, true] {
        property(cases(), &rows, averaged, |rows| {
            let column = |of: fn(&(i64, i64, u32)) -> i64| rows.iter().map(of).collect::<Vec<_>>();
            let groups: Vec<u32> = rows.iter().map(|row| row.2).collect();
            let Some(split) = theil(&column(|row| row.0), &column(|row| row.1), &groups) else {
                return Ok(());
            };
            // Control: the plain mean of the groups' figures does not add up.
            let within = if averaged {
                split.within / 4.0
            } else {
                split.within
            };
            prop_assert!(
                (split.total - split.between - within).abs() < 1e-9,
                "{:?}",
                split
            );
            prop_assert!(split.total > -1e-9 && split.between > -1e-9 && split.within > -1e-9);
            Ok(())
        });
    }
}

#[test]
fn scale_and_order_do_not_matter() {
    property(cases(), &(amounts(), 1..1_000_i64), false, |(mut x, by)| {
        let before = Inequality::of_amounts(&x);
        x.reverse();
        x.iter_mut().for_each(|a| *a *= by);
        let after = Inequality::of_amounts(&x);
        for (a, b) in [
            (before.gini, after.gini),
            (before.hoover, after.hoover),
            (before.jain, after.jain),
        ] {
            prop_assert!((a - b).abs() < 1e-9);
        }
        Ok(())
    });
}
