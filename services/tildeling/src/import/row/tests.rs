use super::*;

fn mapping() -> Mapping {
    Mapping::parse(
        "key = 'no'\n[columns]\nname = 'name'\nrequested = 'sum'\n\
         organisation_number = 'orgnr'\nmunicipality_number = 'kommune'\nscore = 'poeng'\n\
         [organisation]\nkind = 'OTHER'\n[form]\n",
    )
    .unwrap()
}

const HEADER: &str = "no;name;sum;orgnr;kommune;poeng";

fn one(row: &str) -> Result<Row, Vec<Rejected>> {
    let file = format!("{HEADER}\n{row}\n");
    read(file.as_bytes(), &mapping()).unwrap().rows.remove(0)
}

#[test]
fn norwegian_spreadsheets_are_read() {
    let file = format!("\u{feff}{HEADER}\r\n1;Huset på høyden;1 234,50;958 935 420;0301;80,5\r\n");
    let mut ansi = Vec::new();
    for sign in file.chars().skip(1) {
        ansi.push(u8::try_from(u32::from(sign)).unwrap());
    }
    for bytes in [file.as_bytes(), &ansi] {
        let read = read(bytes, &mapping()).unwrap();
        let row = read.rows[0].as_ref().unwrap();
        assert_eq!((row.requested.ore(), row.line), (123_450, 2));
        assert_eq!(row.organisation.to_string(), "958935420");
        assert_eq!(row.name, "Huset på høyden");
        let score = row.score.unwrap();
        assert_eq!((score.given.to_string(), score.points), ("80.5".into(), 81));
    }
}

#[test]
fn a_number_that_can_be_read_in_two_ways_is_a_fault() {
    for amount in ["250.000", "1.000", "1,000", "1.234.567", "1.234,50"] {
        let faults = one(&format!("1;Huset;{amount};958935420;0301;")).unwrap_err();
        assert_eq!(faults[0].column, "sum", "{amount}");
        assert!(faults[0].reason.contains(amount), "{faults:?}");
        assert!(faults[0].reason.contains("two ways"), "{faults:?}");
    }
    for (amount, ore) in [("250000", 25_000_000), ("1,50", 150), ("1234.5", 123_450)] {
        let row = one(&format!("1;Huset;{amount};958935420;0301;")).unwrap();
        assert_eq!(row.requested.ore(), ore, "{amount}");
    }
}

#[test]
fn a_score_lies_from_0_to_100() {
    for score in ["100,4", "-1", "101", "good"] {
        let faults = one(&format!("1;Huset;5;958935420;0301;{score}")).unwrap_err();
        assert_eq!(faults[0].column, "poeng", "{score}");
    }
}

#[test]
fn zero_is_no_organisation_number() {
    let row = "1;Huset;5;0;0301;";
    assert!(one(row).unwrap_err()[0].reason.starts_with("is 0;"));
    let mut inventing = mapping();
    inventing.organisation.invent_missing_numbers = true;
    let file = format!("{HEADER}\n{row}\n");
    let read = read(file.as_bytes(), &inventing).unwrap();
    assert!(read.rows[0].as_ref().unwrap().invented);
}

#[test]
fn every_fault_of_a_row_is_told_with_its_column() {
    let faults = one(";;-5;123456789;301;").unwrap_err();
    let columns: Vec<&str> = faults.iter().map(|fault| fault.column.as_str()).collect();
    assert_eq!(columns, ["name", "orgnr", "kommune", "sum", "no"]);
}

#[test]
fn lines_and_columns_are_told_as_the_file_has_them() {
    let file =
        format!("{HEADER}\r\n1;Huset;5;958935420;0301;\r\n2;Huset;5\r\n3;;5;958935420;0301;");
    let read = read(file.as_bytes(), &mapping()).unwrap();
    let faults: Vec<&Rejected> = read
        .rows
        .iter()
        .filter_map(|row| row.as_ref().err())
        .flatten()
        .collect();
    let lines: Vec<usize> = faults.iter().map(|fault| fault.line).collect();
    assert_eq!(lines, [3, 4]);
}

#[test]
fn a_missing_column_is_told_with_those_there_are() {
    let problem = read(b"no,name,sum\n", &mapping()).err().unwrap();
    assert!(
        problem.contains("orgnr, kommune") && problem.contains("no, name, sum"),
        "{problem}"
    );
}

#[test]
fn a_column_that_is_there_twice_is_a_fault() {
    let problem = read(format!("{HEADER};sum\n").as_bytes(), &mapping())
        .err()
        .unwrap();
    assert!(problem.contains("sum more than once"), "{problem}");
}
