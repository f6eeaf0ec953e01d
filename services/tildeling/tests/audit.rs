//! `tildeling audit` as a program, on the export of a generated case that an earlier build wrote:
//! what was once exported can be checked for ever.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn specimen(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/audit")
        .join(name)
}

/// Runs `audit` with words and files; returns the exit code and all that was said.
fn audit(arguments: &[&str]) -> (Option<i32>, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tildeling"));
    command
        .env_remove("TILDELING_DATA_DIR")
        .arg("audit")
        .args(arguments);
    let output = command.output().expect("it runs");
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8_lossy(&said).into_owned();
    (output.status.code(), said)
}

/// Verifies an export whose text is changed, with the key's.
fn verified(change: impl Fn(&str) -> String, key: &str, more: &[&str]) -> (Option<i32>, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let (export, of_key) = (
        folder.path().join("export.json"),
        folder.path().join("log.key"),
    );
    let text = fs::read_to_string(specimen("export.json")).expect("the export");
    fs::write(&export, change(&text)).expect("it is written");
    fs::write(&of_key, key).expect("it is written");
    let paths = [export.to_string_lossy(), of_key.to_string_lossy()];
    let words = ["verify", "--export", &paths[0], "--key", &paths[1]];
    audit(&[&words, more].concat())
}

fn key() -> String {
    fs::read_to_string(specimen("log.key")).expect("the key")
}

#[test]
fn an_export_of_before_fits_and_its_first_wrong_event_is_named() {
    let known = specimen("known.checkpoints");
    let known = known.to_string_lossy();
    let (code, said) = verified(str::to_owned, &key(), &["--known", &known]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.starts_with("fits: 4 events"), "{said}");
    let later = |text: &str| text.replacen("\"from_revision\": 1,", "\"from_revision\": 2,", 1);
    let (code, said) = verified(later, &key(), &[]);
    assert_eq!(code, Some(1), "{said}");
    assert!(
        said.contains("event 3: its hash is not that of its fields"),
        "{said}"
    );
    let (code, said) = verified(later, &key(), &["--json"]);
    assert_eq!(code, Some(1));
    let said: serde_json::Value = serde_json::from_str(&said).expect("JSON");
    assert_eq!(
        (&said["fits"], &said["findings"][0]["sequence"]),
        (&false.into(), &3.into())
    );
}

#[test]
fn what_cannot_be_read_or_is_signed_by_another_says_so() {
    let (code, said) = verified(|text| text[..3_000].to_owned(), &key(), &[]);
    assert_eq!(code, Some(2));
    assert!(said.contains("cut off"), "{said}");
    let short = "tildeling/rental-housing+b37b9e44+AQ==";
    let (code, said) = verified(str::to_owned, short, &[]);
    assert_eq!(code, Some(2));
    assert!(said.contains("no key of a log"), "{said}");
    let renamed = key().replace("rental", "vental");
    let (code, said) = verified(str::to_owned, &renamed, &[]);
    assert_eq!(code, Some(2));
    assert!(said.contains("hash"), "{said}");
    let file = specimen("known.checkpoints");
    let (file, key) = (file.to_string_lossy(), specimen("log.key"));
    let (code, said) = audit(&[
        "verify",
        "--checkpoints",
        &file,
        "--key",
        &key.to_string_lossy(),
    ]);
    assert_eq!(code, Some(0), "{said}");
    let (code, said) = audit(&[
        "checkpoint",
        "--checkpoints",
        &file,
        "--key",
        &key.to_string_lossy(),
    ]);
    assert!(
        code == Some(0) && said.contains("key tildeling/rental-housing+"),
        "{said}"
    );
    let (code, _) = audit(&["verify"]);
    assert_eq!(code, Some(2));
}
