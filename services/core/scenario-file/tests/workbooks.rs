//! Spreadsheets as programs save them: `.xlsx`, `.ods` and CSV hold the same round.

use std::error::Error;
use std::io::{Cursor, Write};

use rust_xlsxwriter::Workbook;
use scenario_file::{Problem, parse_sheet};
use zip::write::SimpleFileOptions;

const SETTINGS: &[u8] = br#"{ "budget": "1000000" }"#;

fn xlsx(number: f64, text: &str) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, name) in (0..).zip(["saksnummer", "Søkt beløp", "poeng", "navn på søker"]) {
        sheet.write(2, column, name)?;
    }
    sheet.write(3, 0, 2_016_001)?;
    sheet.write(3, 1, number)?;
    sheet.write(3, 2, 80.5)?;
    sheet.write(4, 0, "b")?;
    sheet.write(4, 1, text)?;
    book.add_worksheet().write(0, 0, "notes")?;
    Ok(book.save_to_buffer()?)
}

fn ods() -> Result<Vec<u8>, Box<dyn Error>> {
    let cell = |kind: &str, shown: &str| {
        let open = format!(r#"<table:table-cell office:value-type="{kind}">"#);
        format!("{open}<text:p>{shown}</text:p></table:table-cell>")
    };
    let text = |text: &str| cell("string", text);
    let number = |value: &str, shown: &str| {
        let typed = cell("float", shown);
        typed.replacen('>', &format!(r#" office:value="{value}">"#), 1)
    };
    let row = |cells: &[String]| format!("<table:table-row>{}</table:table-row>", cells.concat());
    let rows = [
        row(&["saksnummer", "Søkt beløp", "poeng"].map(text)),
        row(&[
            number("2016001", "2016001"),
            number("250000", "250.000,00"),
            number("80.5", "80,5"),
        ]),
        row(&[text("b"), number("1000.1", "1.000,10"), text("")]),
    ];
    let names = ["office", "table", "text"]
        .map(|name| format!(r#"xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0""#));
    let content = format!(
        "<office:document-content {}><office:body><office:spreadsheet>\
         <table:table table:name=\"Ark1\">{}</table:table>\
         </office:spreadsheet></office:body></office:document-content>",
        names.join(" "),
        rows.concat()
    );
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    archive.start_file("mimetype", stored)?;
    archive.write_all(b"application/vnd.oasis.opendocument.spreadsheet")?;
    archive.start_file("META-INF/manifest.xml", stored)?;
    let manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0";
    write!(archive, r#"<m:manifest xmlns:m="{manifest}"></m:manifest>"#)?;
    archive.start_file("content.xml", stored)?;
    archive.write_all(content.as_bytes())?;
    Ok(archive.finish()?.into_inner())
}

#[test]
fn a_workbook_is_read_as_the_same_rows_in_csv() -> Result<(), Box<dyn Error>> {
    let csv = "saksnummer;Søkt beløp;poeng\n2016001;250000,00;80,5\nb;1000,10;\n";
    let expected = parse_sheet(SETTINGS, csv.as_bytes()).map_err(|faults| format!("{faults:?}"))?;
    for file in [ods()?, xlsx(250_000.0, "1000,10")?] {
        let read = parse_sheet(SETTINGS, &file).map_err(|faults| format!("{faults:?}"))?;
        assert_eq!(read, expected);
    }
    Ok(())
}

#[test]
fn a_text_that_can_be_read_as_two_numbers_is_a_fault_at_its_row() -> Result<(), Box<dyn Error>> {
    for text in ["1.000", "1,000", "1.234.567"] {
        let Err(faults) = parse_sheet(SETTINGS, &xlsx(5.0, text)?) else {
            return Err(format!("{text} was read").into());
        };
        assert_eq!((faults[0].line, &*faults[0].field), (5, "claim"));
        assert!(
            matches!(faults[0].problem, Problem::Ambiguous { .. }),
            "{faults:?}"
        );
    }
    Ok(())
}

#[test]
fn an_amount_that_can_be_read_in_two_ways_is_a_fault_in_any_csv() {
    for row in ["a;1,000", "a;1.000", "a;250.000"] {
        let file = format!("id;claim\n{row}\n");
        assert!(parse_sheet(SETTINGS, file.as_bytes()).is_err(), "{row}");
    }
    // A share of a weight is no amount.
    let file = "id;claim;weight\na;5;1,125\n";
    assert!(parse_sheet(SETTINGS, file.as_bytes()).is_ok());
}
