//! Tables a person can read in a terminal.

use comfy_table::{Attribute, Cell, CellAlignment, Table, presets::UTF8_FULL_CONDENSED};

/// A table with a heading row. Columns named in `numbers` are set to the right.
pub fn table(
    headings: &[&str],
    numbers: &[usize],
    rows: impl IntoIterator<Item = Vec<String>>,
) -> Table {
    let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    styled(headings, numbers, rows, plain)
}

/// The table; `plain` leaves out what only a terminal understands (<https://no-color.org>).
fn styled(
    headings: &[&str],
    numbers: &[usize],
    rows: impl IntoIterator<Item = Vec<String>>,
    plain: bool,
) -> Table {
    let mut table = Table::new();
    table.load_style(UTF8_FULL_CONDENSED);
    table.set_header(headings.iter().map(|heading| {
        let cell = Cell::new(heading);
        if plain {
            cell
        } else {
            cell.add_attribute(Attribute::Bold)
        }
    }));
    for row in rows {
        table.add_row(row);
    }
    for column in numbers {
        if let Some(column) = table.column_mut(*column) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_table_has_no_escapes() {
        let drawn = |plain| {
            let mut table = styled(&["case"], &[], [vec!["1".to_owned()]], plain);
            table.enforce_styling().to_string()
        };
        assert!(drawn(false).contains('\u{1b}'));
        assert!(!drawn(true).contains('\u{1b}'));
    }
}
