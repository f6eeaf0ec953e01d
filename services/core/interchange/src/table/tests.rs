use calamine::{Data, Reader, Xlsx};
use domain::money::Money;
use proptest::prelude::*;

use super::csv::Dialect;
use super::*;
use crate::awards::Award;
use crate::payments::Payment;
use crate::specimen;

fn csv_of<R: Row + Clone>(dialect: Dialect, map: &ColumnMap, rows: &[R]) -> String {
    let mut out = Vec::new();
    let file = File {
        snapshot: "S-2026-0001",
        map,
    };
    let rows = rows.iter().cloned().map(Ok::<_, TableError>);
    super::csv::write(&mut out, dialect, file, rows).unwrap();
    String::from_utf8(out).unwrap()
}

fn own<R: Row>(amounts: Amounts) -> ColumnMap {
    ColumnMap::own(&R::LAYOUT, amounts)
}

/// Cells of a column, by its name.
fn column(text: &str, delimiter: u8, name: &str) -> Vec<String> {
    let mut reader = ::csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let at = reader
        .headers()
        .unwrap()
        .iter()
        .position(|head| head == name)
        .unwrap();
    reader
        .records()
        .map(|record| record.unwrap()[at].to_owned())
        .collect()
}

#[test]
fn the_first_columns_of_awards_are_those_of_earlier_files() {
    let text = csv_of(
        Dialect::Comma,
        &own::<Award>(Amounts::Ore),
        &specimen::awards(),
    );
    let expected = "scheme,call,application,organisation_number,organisation_name,\
        municipality_number,requested_ore,calculated_ore,awarded_ore,decision,reason,";
    assert!(text.starts_with(expected), "{text}");
    let head = text.lines().next().unwrap();
    assert!(head.ends_with(",snapshot,layout"), "{head}");
    assert_eq!(column(&text, b',', "layout")[0], "awards/1");
    assert_eq!(column(&text, b',', "snapshot")[5], "S-2026-0001");
}

#[test]
fn names_read_back_and_formulas_are_texts() {
    let awards = specimen::awards();
    for (dialect, delimiter) in [(Dialect::Comma, b','), (Dialect::Semicolon, b';')] {
        let text = csv_of(dialect, &own::<Award>(Amounts::Ore), &awards);
        let names = column(&text, delimiter, "organisation_name");
        for (name, award) in names.iter().zip(&awards) {
            assert_eq!(*name, neutral(&award.organisation_name));
        }
        assert!(names[2].starts_with("'=HYPERLINK"));
        assert!(names[5].starts_with("'+47"));
        let sum: i64 = column(&text, delimiter, "awarded_ore")
            .iter()
            .map(|cell| cell.parse::<i64>().unwrap())
            .sum();
        assert_eq!(sum, specimen::AMOUNTS.iter().sum::<i64>());
    }
}

#[test]
fn a_spreadsheet_in_norwegian_gets_commas_in_amounts() {
    let text = csv_of(
        Dialect::Semicolon,
        &own::<Payment>(Amounts::Kroner),
        &specimen::payment_rows(),
    );
    assert!(text.starts_with("\u{feff}scheme;"));
    assert_eq!(
        column(&text, b';', "amount")[..3],
        ["0,01", "10000000000,00", "1234,50"]
    );
    assert_eq!(column(&text, b';', "due_date")[0], "2026-06-15");
    assert_eq!(
        column(&text, b';', "attest_time")[0],
        "2026-06-01T10:00:00Z"
    );
    assert_eq!(column(&text, b';', "kid")[0], "20260006");
    assert_eq!(column(&text, b';', "text")[0], "");
}

const MAP: &str = r#"
table = "awards"
version = 1
amounts = "kroner"
[[column]]
name = "Org.nr."
source = "organisation_number"
[[column]]
name = "Tilskuddsforvalter"
constant = "=Husbanken"
[[column]]
name = "Beløp"
source = "awarded"
[[column]]
name = "Uttrekk"
source = "snapshot"
"#;

#[test]
fn a_template_is_a_file() {
    let map = ColumnMap::parse(MAP, &Award::LAYOUT).unwrap();
    let text = csv_of(Dialect::Semicolon, &map, &specimen::awards()[..1]);
    let number = specimen::awards()[0].organisation.clone().unwrap();
    assert_eq!(
        text,
        format!(
            "\u{feff}Org.nr.;Tilskuddsforvalter;Beløp;Uttrekk\n\
             {number};'=Husbanken;0,01;S-2026-0001\n"
        )
    );
}

#[test]
fn a_wrong_template_is_refused() {
    let parse = |map: &str| {
        ColumnMap::parse(map, &Award::LAYOUT)
            .unwrap_err()
            .to_string()
    };
    for (from, to, says) in [
        ("awarded", "granted", "“Beløp” takes “granted”"),
        ("\"awards\"", "\"payments\"", "payments/1"),
        ("version = 1", "version = 2", "awards/2"),
        ("Uttrekk", "Beløp", "two columns"),
        ("source = \"snapshot\"", "", "either a source or a constant"),
        ("version = 1", "", "version"),
        ("amounts = \"kroner\"", "amounts = \"dollars\"", "dollars"),
    ] {
        let told = parse(&MAP.replacen(from, to, 1));
        assert!(told.contains(says), "{told}");
    }
    assert!(parse("table = \"awards\"\nversion = 1").contains("no columns"));
    let file = File {
        snapshot: "S",
        map: &own::<Award>(Amounts::Ore),
    };
    let rows = specimen::payment_rows()
        .into_iter()
        .map(Ok::<_, TableError>);
    let written = super::csv::write(Vec::new(), Dialect::Comma, file, rows);
    assert!(matches!(written, Err(TableError::OtherTable { .. })));
}

fn sheets(amounts: Amounts, sheet_rows: u32) -> Xlsx<std::io::Cursor<Vec<u8>>> {
    let mut out = Vec::new();
    let map = own::<Award>(amounts);
    let file = File {
        snapshot: "S-2026-0001",
        map: &map,
    };
    let rows = specimen::awards().into_iter().map(Ok::<_, TableError>);
    let count = super::xlsx::write_sheets(&mut out, file, rows, sheet_rows).unwrap();
    assert_eq!(count, 6);
    Xlsx::new(std::io::Cursor::new(out)).unwrap()
}

#[test]
fn cells_of_a_workbook_have_types() {
    let mut workbook = sheets(Amounts::Kroner, 1_000);
    let range = workbook.worksheet_range("awards").unwrap();
    let at = |name: &str| {
        Award::LAYOUT
            .columns()
            .position(|column| column.name == name)
            .unwrap()
    };
    for (row, award) in range.rows().skip(1).zip(specimen::awards()) {
        assert_eq!(
            row[at("organisation_name")],
            Data::String(award.organisation_name.clone())
        );
        let Data::Float(kroner) = row[at("awarded")] else {
            panic!("{:?}", row[at("awarded")]);
        };
        assert_eq!(
            format!("{kroner:.2}"),
            crate::amount::decimal(award.awarded)
        );
        assert_eq!(row[at("state_aid")], Data::Bool(award.state_aid.unwrap()));
        match (&row[at("decided_date")], award.decided) {
            (Data::DateTime(_), Some(_)) | (Data::Empty, None) => {}
            (cell, decided) => panic!("{cell:?} for {decided:?}"),
        }
    }
}

#[test]
fn a_full_sheet_goes_on_in_the_next() {
    let mut workbook = sheets(Amounts::Ore, 4);
    assert_eq!(workbook.sheet_names(), ["awards", "awards 2"]);
    for name in ["awards", "awards 2"] {
        assert_eq!(workbook.worksheet_range(name).unwrap().height(), 4);
    }
}

proptest! {
    #[test]
    fn any_name_and_amount_read_back(
        name in "\\PC{0,60}", ore in -Money::MAX.ore()..=Money::MAX.ore(),
    ) {
        let mut award = specimen::awards().remove(0);
        award.organisation_name.clone_from(&name);
        award.awarded = Money::from_ore(ore);
        let text = csv_of(Dialect::Comma, &own::<Award>(Amounts::Ore), &[award]);
        let read = column(&text, b',', "organisation_name").remove(0);
        prop_assert_eq!(read.as_str(), neutral(&name));
        // Negative control: only names that start with a sign are changed.
        prop_assert!(!read.starts_with(['=', '+', '-', '@']));
        prop_assert_eq!(read != name, name.starts_with(['=', '+', '-', '@', '\t', '\r']));
        prop_assert_eq!(column(&text, b',', "awarded_ore").remove(0), ore.to_string());
    }
}
