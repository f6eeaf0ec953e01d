use crate::cases::{numbers, of_kind};
use crate::property::{cases, property};
use allocation::apportionment::Weight;
use allocation::biproportional::{Cell, Conflict, Refusal, Rounding, Table, check, divide};
use proptest::prelude::*;
use serde_json::Value;

type Cells = Vec<Vec<Cell<usize>>>;

fn keyed(weights: &[Vec<u64>]) -> Cells {
    let row = |(i, row): (usize, &Vec<u64>)| {
        row.iter()
            .enumerate()
            .map(|(j, weight)| Cell::whole(u128::from(*weight), i * 100 + j))
            .collect()
    };
    weights.iter().enumerate().map(row).collect()
}

fn checked(
    rounding: Rounding,
    cells: &Cells,
    rows: &[u64],
    columns: &[u64],
) -> Result<Table, Conflict> {
    let table = divide(rounding, cells, rows, columns)?;
    assert_eq!(
        check(rounding, cells, rows, columns, &table),
        Ok(()),
        "{table:?}"
    );
    Ok(table)
}

#[test]
fn every_published_table() {
    let matrix = |value: &Value| -> Vec<Vec<u64>> {
        value.as_array().unwrap().iter().map(numbers).collect()
    };
    for case in of_kind("biproportional") {
        let cells = keyed(&matrix(&case["matrix_rows"]));
        let (rows, columns) = (numbers(&case["row_totals"]), numbers(&case["col_totals"]));
        let table = checked(Rounding::Nearest, &cells, &rows, &columns).unwrap();
        assert_eq!(table.places, matrix(&case["expected"]), "{}", case["id"]);
        assert!(table.tied.is_empty());
    }
}

/// Wikipedia, "Biproportional apportionment"; and the same table divided otherwise.
#[test]
fn own_table() {
    let cells = keyed(&[vec![123, 45, 815], vec![912, 714, 414], vec![312, 255, 215]]);
    let (rows, columns) = ([5, 11, 4], [7, 5, 8]);
    let nearest = checked(Rounding::Nearest, &cells, &rows, &columns).unwrap();
    assert_eq!(nearest.places, [[1, 0, 4], [4, 4, 3], [2, 1, 1]]);
    assert!(checked(Rounding::Down, &cells, &rows, &columns).is_ok());
    let million = checked(
        Rounding::Nearest,
        &cells,
        &[5_000_000, 11_000_000, 4_000_000],
        &[7_000_000, 5_000_000, 8_000_000],
    );
    assert_eq!(million.unwrap().places[0].iter().sum::<u64>(), 5_000_000);
}

#[test]
fn a_tie_is_decided_by_the_keys_and_told() {
    let mut cells = keyed(&[vec![1, 1], vec![1, 1]]);
    let table = checked(Rounding::Nearest, &cells, &[1, 1], &[1, 1]).unwrap();
    assert_eq!(table.places, [[1, 0], [0, 1]]);
    assert_eq!(table.tied, [(0, 0), (0, 1), (1, 0), (1, 1)]);
    cells[0][1].tie_key = 0;
    cells[0][0].tie_key = 1;
    assert_eq!(
        checked(Rounding::Nearest, &cells, &[1, 1], &[1, 1])
            .unwrap()
            .places,
        [[0, 1], [1, 0]]
    );
    cells[1][1].tie_key = 0;
    assert_eq!(
        divide(Rounding::Nearest, &cells, &[1, 1], &[1, 1]),
        Err(Conflict::SameTieKey {
            first: (0, 1),
            second: (1, 1)
        })
    );
}

#[test]
fn contradictions_are_named() {
    let cells = keyed(&[vec![5, 0], vec![3, 4], vec![7, 0]]);
    let run = |rows: &[u64], columns: &[u64]| divide(Rounding::Nearest, &cells, rows, columns);
    assert_eq!(
        run(&[1, 1, 1], &[2, 2]),
        Err(Conflict::TotalsDiffer {
            rows: 3,
            columns: 4
        })
    );
    assert_eq!(
        run(&[1, 1], &[1, 1]),
        Err(Conflict::Shape {
            rows: 2,
            columns: 2
        })
    );
    // Rows 0 and 2 have weight in column 0 only.
    assert_eq!(
        run(&[2, 1, 2], &[3, 2]),
        Err(Conflict::RowsNeedMore {
            rows: vec![0, 2],
            columns: vec![0],
            needed: 4,
            available: 3
        })
    );
    let empty = keyed(&[vec![5, 0], vec![3, 0]]);
    assert_eq!(
        divide(Rounding::Nearest, &empty, &[1, 1], &[1, 1]),
        Err(Conflict::EmptyColumn {
            column: 1,
            places: 1
        })
    );
    let mut broken = keyed(&[vec![5]]);
    broken[0][0].weight = Weight::ratio(1, 0);
    assert_eq!(
        divide(Rounding::Nearest, &broken, &[1], &[1]),
        Err(Conflict::ZeroDenominator { row: 0, column: 0 })
    );
}

#[test]
fn the_checker_refuses_what_was_changed() {
    let cells = keyed(&[vec![123, 45, 815], vec![912, 714, 414], vec![312, 255, 215]]);
    let (rows, columns) = ([5, 11, 4], [7, 5, 8]);
    let right = checked(Rounding::Nearest, &cells, &rows, &columns).unwrap();
    let mut wrong = right.clone();
    wrong.places[0][0] += 1;
    assert_eq!(
        check(Rounding::Nearest, &cells, &rows, &columns, &wrong),
        Err(Refusal::Row { row: 0, sum: 6 })
    );
    wrong.places[0][2] -= 1;
    assert_eq!(
        check(Rounding::Nearest, &cells, &rows, &columns, &wrong),
        Err(Refusal::Column { column: 0, sum: 8 })
    );
    wrong.places[1][0] -= 1;
    wrong.places[1][2] += 1;
    assert!(matches!(
        check(Rounding::Nearest, &cells, &rows, &columns, &wrong),
        Err(Refusal::Cell { .. })
    ));
    let mut wrong = right;
    wrong.row_multipliers[0] = "x".to_owned();
    assert_eq!(
        check(Rounding::Nearest, &cells, &rows, &columns, &wrong),
        Err(Refusal::Shape)
    );
}

/// A table of weights with many zeros and equals, and totals of a table that exists.
fn tables() -> impl Strategy<Value = (Vec<Vec<u64>>, Vec<u64>, Vec<u64>)> {
    let weight = || prop_oneof![1 => Just(0_u64), 3 => 1..4_u64, 2 => 1..100_000_u64];
    (1..5_usize, 1..5_usize).prop_flat_map(move |(rows, columns)| {
        let weights = prop::collection::vec(prop::collection::vec(weight(), columns), rows);
        let places = prop::collection::vec(prop::collection::vec(0..5_u64, columns), rows);
        (weights, places).prop_map(|(weights, mut places)| {
            for (places, weights) in places.iter_mut().flatten().zip(weights.iter().flatten()) {
                *places *= u64::from(*weights > 0);
            }
            let columns = (0..weights[0].len())
                .map(|j| places.iter().map(|row| row[j]).sum())
                .collect();
            (
                weights,
                places.iter().map(|row| row.iter().sum()).collect(),
                columns,
            )
        })
    })
}

#[test]
fn every_table_that_can_be_is_found_and_checked() {
    property(cases() / 5, &tables(), false, |(weights, rows, columns)| {
        for rounding in [Rounding::Nearest, Rounding::Down] {
            prop_assert!(checked(rounding, &keyed(&weights), &rows, &columns).is_ok());
        }
        Ok(())
    });
    // Control: the columns divided each for itself do not give the row totals.
    property(cases() / 5, &tables(), true, |(weights, rows, columns)| {
        let free = keyed(&weights);
        let each = divide(Rounding::Nearest, &free, &rows, &columns).unwrap();
        prop_assert_eq!(
            each.row_multipliers.iter().filter(|m| *m != "1/1").count(),
            0
        );
        Ok(())
    });
}

#[test]
fn order_of_rows_and_columns_does_not_matter() {
    property(cases() / 5, &tables(), false, |(weights, rows, columns)| {
        let cells = keyed(&weights);
        let table = divide(Rounding::Nearest, &cells, &rows, &columns).unwrap();
        let turned: Cells = (0..columns.len())
            .rev()
            .map(|j| cells.iter().rev().map(|row| row[j].clone()).collect())
            .collect();
        let back: Vec<u64> = rows.iter().rev().copied().collect();
        let side: Vec<u64> = columns.iter().rev().copied().collect();
        let other = divide(Rounding::Nearest, &turned, &side, &back).unwrap();
        for (i, row) in table.places.iter().enumerate() {
            for (j, places) in row.iter().enumerate() {
                prop_assert_eq!(
                    *places,
                    other.places[columns.len() - 1 - j][rows.len() - 1 - i]
                );
            }
        }
        Ok(())
    });
}
