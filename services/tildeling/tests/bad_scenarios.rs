//! Bad scenario files through `tildeling allocate` itself: one line a fault with the line and the
//! field it is in, exit code 2, nothing on standard output and no file written.

use std::process::Command;

/// Fault | file | line and field of each fault, in order (a field is left out where the fault is in
/// none).
const CASES: &str = include_str!("bad_scenarios.txt");

/// Runs the command on a file's bytes. Answers the faults it told.
fn refused(what: &str, bytes: &[u8], csv: bool) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    std::fs::write(at("file"), bytes).expect("written");
    let mut command = Command::new(env!("CARGO_BIN_EXE_tildeling"));
    command.arg("allocate");
    if csv {
        command.args(["--budget", "1000", "--csv"]);
    }
    let (publish, report) = (at("published.json"), at("report.html"));
    command.arg(at("file"));
    command.arg("--publish").arg(&publish);
    command.arg("--report").arg(&report);
    let output = command.output().expect("it runs");
    let told = String::from_utf8(output.stderr).expect("text");
    assert_eq!(output.status.code(), Some(2), "{what}: {told}");
    assert!(output.stdout.is_empty(), "{what}: something was printed");
    let written = [&publish, &report].into_iter().any(|path| path.exists());
    assert!(!written, "{what}: something was written");
    told.lines().map(str::to_owned).collect()
}

#[test]
fn every_fault_is_told_with_line_and_field() {
    for case in CASES.lines().filter(|line| !line.is_empty()) {
        let (what, rest) = case.split_once('|').expect("a name");
        let (file, faults) = rest.rsplit_once('|').expect("faults");
        let (what, file) = (what.trim(), file.trim().replace('⏎', "\n"));
        let told = refused(what, file.as_bytes(), what.starts_with("csv"));
        let expected: Vec<&str> = faults.split(';').map(str::trim).collect();
        assert_eq!(told.len(), expected.len(), "{what}: {told:#?}");
        for (told, expected) in told.iter().zip(expected) {
            let here = told.starts_with(&format!("Line {expected}:"));
            let whole =
                told.contains(expected) && !expected.starts_with(|c: char| c.is_ascii_digit());
            assert!(here || whole, "{what}: {told}, not {expected}");
        }
    }
}

/// Text in an encoding.
type Encode = fn(&str) -> Vec<u8>;

#[test]
fn wrong_encodings_are_told_and_those_of_spreadsheets_are_read() {
    let utf16 =
        |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
    let mut half = utf16("\u{feff}id;claim\n");
    half.extend([0x00, 0xd8, b'x']);
    let cases: [(&str, Vec<u8>, &str); 4] = [
        ("half a character in UTF-16", half, "Line 2:"),
        ("UTF-16 without a mark", utf16("id;claim\na;1\n"), "Line 1:"),
        (
            "UTF-8 by its mark, and then not",
            b"\xef\xbb\xbfid;claim\na;\xff\n".to_vec(),
            "Line 2:",
        ),
        (
            "no letters at all",
            b"id;claim\n\x81\x8d;1\n".to_vec(),
            "Line 2:",
        ),
    ];
    for (what, bytes, expected) in cases {
        let told = refused(what, &bytes, true);
        assert!(
            matches!(&told[..], [one] if one.starts_with(expected)),
            "{what}: {told:?}"
        );
    }
    // What Excel writes is read; the one fault in it is told in its own line.
    let latin: Encode = |text| {
        text.chars()
            .map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?'))
            .collect()
    };
    let wide: Encode = |text| {
        format!("\u{feff}{text}")
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect()
    };
    for encode in [latin, wide] {
        let told = refused(
            "Excel",
            &encode("Søknad;Søknadsbeløp\r\nå;1 000,50\r\nø;ti\r\n"),
            true,
        );
        assert!(
            matches!(&told[..], [one] if one.starts_with("Line 3, claim:")),
            "{told:?}"
        );
    }
}

#[test]
fn a_million_lines_and_a_line_of_ten_megabytes() {
    let rows: String = (0..1_000_000)
        .map(|row| format!("{row};{row},25\n"))
        .collect();
    let told = refused(
        "a million lines",
        format!("id;claim\n{rows}x;y\n").as_bytes(),
        true,
    );
    assert!(
        matches!(&told[..], [one] if one.starts_with("Line 1000002, claim:")),
        "{told:?}"
    );
    let long = "9".repeat(10_000_000);
    for (what, file, csv, expected) in [
        (
            "a long cell",
            format!("id;claim\na;{long}\n"),
            true,
            "Line 2, claim:",
        ),
        (
            "a long number",
            format!("{{\"budget\": 1,\n\"applicants\": [{{\"id\": \"a\", \"claim\": {long}}}]}}"),
            false,
            "Line 2, applicants[0].claim:",
        ),
        (
            "a long name",
            format!("{{\"budget\": 1, \"{long}\": 2, \"applicants\": []}}"),
            false,
            "Line 1, 999",
        ),
    ] {
        let told = refused(what, file.as_bytes(), csv);
        let short = |one: &String| one.starts_with(expected) && one.len() < 400;
        assert!(
            matches!(&told[..], [one] if short(one)),
            "{what}: {} lines",
            told.len()
        );
    }
}
