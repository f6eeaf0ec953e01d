//! Any bytes as a scenario file: never a panic; what is read is written and read back as the same
//! scenario; what is not read has faults, each with a line of the file and with a field wherever
//! the fault is in one.

use allocation::Scenario;
use scenario_file::{Fault, Problem};
use text::Language;

/// Reads the bytes as JSON, and as CSV with settings: those before the first empty line, or a
/// budget.
pub fn run(data: &[u8]) {
    held(data, scenario_file::parse_json(data));
    let blank = data.windows(2).position(|pair| pair == b"\n\n");
    let (settings, rows) = match blank {
        Some(at) if data.starts_with(b"{") => (&data[..at], &data[at + 2..]),
        _ => (
            &br#"{"budget": "1000", "rule": {"kind": "ranked"}}"#[..],
            data,
        ),
    };
    held(data, scenario_file::parse_sheet(settings, rows));
}

fn held(data: &[u8], read: Result<Scenario, Vec<Fault>>) {
    match read {
        Ok(scenario) => read_back(scenario),
        Err(faults) => {
            assert!(!faults.is_empty(), "neither read nor faulty");
            // UTF-16 and Windows-1252 have no fewer bytes than lines either.
            faults.iter().for_each(|fault| told(fault, data.len() + 1));
        }
    }
}

fn read_back(mut scenario: Scenario) {
    let text = scenario_file::to_json(&scenario).to_string();
    let again = scenario_file::parse_json(text.as_bytes());
    let Ok(mut again) = again else {
        panic!("{text} is not read: {again:?}")
    };
    for read in [&mut scenario, &mut again] {
        read.applicants.sort_by(|a, b| a.id.cmp(&b.id));
    }
    assert_eq!(scenario, again, "{text}");
}

fn told(fault: &Fault, lines: usize) {
    assert!((1..=lines).contains(&fault.line), "{fault:?}");
    let of_the_file = matches!(
        fault.problem,
        Problem::Syntax { .. }
            | Problem::Encoding
            | Problem::TooDeep
            | Problem::WrongKind { .. }
            | Problem::Columns { .. }
    );
    assert!(of_the_file || !fault.field.is_empty(), "{fault:?}");
    for language in Language::ALL {
        let text = fault.text(language);
        assert!(text.contains(&fault.line.to_string()), "{text}");
        assert!(text.len() < 2_000, "{text}");
    }
}
