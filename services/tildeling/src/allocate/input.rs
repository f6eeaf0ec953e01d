//! Reading a scenario from files and options.

use std::io::Read;
use std::path::Path;

use allocation::Scenario;
use scenario_file::Fault;
use serde_json::json;

use super::Options;

/// The scenario the options name, or one sentence a fault.
pub(super) fn scenario(options: &Options) -> Result<Scenario, Vec<String>> {
    let told = |faults: Vec<Fault>| {
        faults
            .iter()
            .map(|fault| fault.text(options.language))
            .collect::<Vec<_>>()
    };
    match (&options.file, &options.csv) {
        (Some(file), None) => scenario_file::parse_json(&bytes(file)?).map_err(told),
        (Some(settings), Some(rows)) => {
            scenario_file::parse_sheet(&bytes(settings)?, &bytes(rows)?).map_err(told)
        }
        (None, Some(rows)) => {
            scenario_file::parse_sheet(settings(options)?.as_bytes(), &bytes(rows)?).map_err(told)
        }
        (None, None) => Err(vec![
            "name a scenario file, or --csv FILE with --budget AMOUNT; see \
                 `tildeling allocate --help`"
                .into(),
        ]),
    }
}

/// The file the applicants stand in; `None` for standard input.
pub(super) fn read_from(options: &Options) -> Option<&Path> {
    let file = options.csv.as_deref().or(options.file.as_deref());
    file.filter(|file| *file != Path::new("-"))
}

/// The settings that the options stand for.
fn settings(options: &Options) -> Result<String, Vec<String>> {
    let Some(budget) = &options.budget else {
        return Err(vec![
            "--csv needs a settings file, or --budget AMOUNT".into(),
        ]);
    };
    let mut settings = json!({ "budget": budget });
    if let Some(rule) = &options.rule {
        settings["rule"] = json!({ "kind": rule });
    }
    if let Some(step) = &options.step {
        settings["step"] = json!(step);
    }
    if let Some(how) = &options.floors_cut {
        settings["floors_cut"] = json!(how);
    }
    if let Some(cap) = &options.concern_cap {
        settings["concern_cap"] = json!(cap);
    }
    if let Some(years) = &options.phase_in {
        settings["phase_in"] = json!({ "years": years });
    }
    Ok(settings.to_string())
}

/// A file's bytes, or standard input's where it is called `-`.
pub(super) fn bytes(path: &Path) -> Result<Vec<u8>, Vec<String>> {
    let read = if path == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::stdin()
            .lock()
            .read_to_end(&mut bytes)
            .map(|_| bytes)
    } else {
        std::fs::read(path)
    };
    read.map_err(|problem| vec![format!("{}: {problem}", path.display())])
}
