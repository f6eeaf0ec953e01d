//! The axioms of public allocation: which rule has which, tried element by element. The tables are
//! `exact.txt` and `rounded.txt`.
//!
//! ✓ holds in every case that was tried; ✗ fails, and a case is found in which it does; – is not
//! asked (a rule without weights has no higher weight). Where a row has no ✗ of its own, a culprit
//! made for it must be caught instead. The exact shares are those before rounding; the second table
//! is about rounding.
//!
//! PRO proportional · CEA constrained equal awards · CEL constrained equal losses · Talmud ·
//! score-CEA min(claim, λ·score) · floor+cap clamp(λ·score, floor, cap) · England score-CEA, then
//! no applicant below last year and all increases above that scaled by one factor · LR largest
//! remainder · SL bounded Sainte-Laguë

mod columns;
mod equality;
mod incentives;
mod monotone;
mod parts;
mod problem;

use crate::property::{cases, is_caught, property};
use columns::{Column, Divide, ROUNDINGS, RULES};
use problem::{Problem, Size, problems};
use proptest::prelude::*;
use std::cell::Cell;

const EXACT: &str = include_str!("exact.txt");

const ROUNDED: &str = include_str!("rounded.txt");

/// The verdict of an axiom on a way to divide in one case; `None` where the case says nothing about
/// it.
type Axiom = fn(&Column, &Problem) -> Option<bool>;

/// The trial of a row of the tables.
struct Row {
    name: &'static str,
    axiom: Axiom,
    size: Size,
    /// A way to divide that must be caught, where no column of the row is.
    culprit: Option<Divide>,
}

/// One test a row, so that the rows run beside each other and are named when they fail.
macro_rules! rows {
    ($($test:ident: $name:literal, $axiom:path, $size:ident, $culprit:expr;)*) => {
        const ROWS: &[Row] = &[$(Row {
            name: $name, axiom: $axiom, size: Size::$size, culprit: $culprit,
        }),*];
        $(#[test] fn $test() { prove($name) })*
    };
}

rows! {
    more_budget: "more budget never hurts anyone",
        monotone::more_budget, Large, Some(columns::passing_over);
    higher_claim: "a higher claim never hurts",
        monotone::higher_claim, Large, Some(columns::smallest_first);
    higher_score: "a higher score never hurts",
        monotone::higher_weight, Large, Some(columns::lightest_first);
    withdrawal: "a withdrawal never hurts the rest",
        monotone::withdrawal, Large, Some(columns::capped_by_number);
    consistency: "settling one leaves the others (consistency)",
        parts::consistency, Small, Some(columns::random_arrival);
    composition_up: "a top-up is a rerun (composition up)", parts::composition_up, Small, None;
    composition_down: "a cut is a rerun (composition down)", parts::composition_down, Small, None;
    inflating: "no gain from inflating the claim", incentives::inflating, Large, None;
    inflating_when_short: "… unless already paid in full",
        incentives::inflating_when_short, Large, None;
    splitting: "no gain from splitting in two", incentives::splitting, Small, None;
    merging: "no gain from merging", incentives::merging, Small, None;
    equal_treatment: "equals get equal shares",
        equality::equal_treatment, Large, Some(columns::in_whole_units);
    order: "the order of the list never matters", equality::order, Large, Some(columns::first_come);
    scaling: "the unit counted in never matters",
        equality::scaling, Large, Some(columns::in_whole_units);
    rounded_budget: "rounded: more budget never hurts", monotone::more_budget, Large, None;
    rounded_consistency: "rounded: consistency", parts::consistency, Small, None;
    rounded_score: "rounded: a higher score never hurts",
        monotone::higher_weight, Large, Some(columns::lightest_first);
    rounded_exact: "rounded: less than a unit from exact",
        equality::within_a_unit_of_exact, Small, None;
    rounded_twins: "rounded: equals within one step",
        equality::within_a_step, Large, Some(columns::first_come);
    rounded_order: "rounded: the order of the list never matters",
        equality::order, Large, Some(columns::first_come);
}

/// Returns what the tables say: row, column, verdict.
fn verdicts() -> Vec<(&'static str, &'static Column, char)> {
    let mut all = Vec::new();
    for line in EXACT
        .lines()
        .chain(ROUNDED.lines())
        .filter(|line| !line.is_empty())
    {
        let mut cells = line.split('|').map(str::trim);
        let row = cells.next().expect("a name");
        for cell in cells {
            let (name, verdict) = cell.rsplit_once(' ').expect("column and verdict");
            let column = RULES
                .iter()
                .chain(&ROUNDINGS)
                .find(|column| column.name == name);
            let verdict = verdict.chars().next().expect("a verdict");
            all.push((row, column.expect("a column"), verdict));
        }
    }
    all
}

fn prove(name: &str) {
    let row = ROWS.iter().find(|row| row.name == name).expect("a row");
    let of = |wanted: char| -> Vec<&Column> {
        let cells = verdicts().into_iter();
        let chosen = cells.filter(|(row, _, verdict)| *row == name && *verdict == wanted);
        chosen.map(|(_, column, _)| column).collect()
    };
    let (holds, mut fails) = (of('✓'), of('✗'));
    let culprit = row.culprit.map(|divide| Column {
        name: "the culprit",
        divide,
        exact: divide,
    });
    fails.extend(&culprit);
    assert!(!fails.is_empty(), "{name}: nothing that must be caught");
    let input = problems(row.size);
    let spoken: Vec<Cell<u32>> = vec![Cell::new(0); holds.len()];
    property(cases(), &input, false, |problem| {
        for (column, spoken) in holds.iter().zip(&spoken) {
            if let Some(held) = (row.axiom)(column, &problem) {
                prop_assert!(held, "{}: {name}", column.name);
                spoken.set(spoken.get() + 1);
            }
        }
        Ok(())
    });
    for (column, spoken) in holds.iter().zip(&spoken) {
        assert!(
            spoken.get() >= cases() / 8,
            "{}: {name}: too few cases say anything",
            column.name
        );
    }
    for column in fails {
        let caught = is_caught(cases(), &input, |problem| {
            prop_assert!((row.axiom)(column, &problem).unwrap_or(true));
            Ok(())
        });
        assert!(
            caught,
            "{}: {name}: not caught in {} cases",
            column.name,
            cases()
        );
    }
}

#[test]
fn every_row_of_the_tables_is_tried() {
    let mut written: Vec<&str> = verdicts().iter().map(|(row, ..)| *row).collect();
    written.dedup();
    let tried: Vec<&str> = ROWS.iter().map(|row| row.name).collect();
    assert_eq!(written, tried);
    assert_eq!(RULES.len() * 14 + ROUNDINGS.len() * 6, verdicts().len());
}
