//! The same letter gives the same bytes.

use std::process::Command;

use text::Language;

use crate::specimen::of;

fn hash() -> String {
    let rendered = letter::render(&of("partial-grant", Language::Bokmal)).expect("a PDF");
    rendered
        .sha256
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// Prints the hash for the test below, which runs it in processes of their own.
#[test]
#[ignore = "run by another test"]
fn in_a_process_of_its_own() {
    println!("hash={}", hash());
}

#[test]
fn every_process_writes_the_same_bytes() {
    let ours = hash();
    assert_eq!(ours, hash(), "a second time");
    for folder in ["/", "/tmp"] {
        let out = Command::new(std::env::current_exe().unwrap())
            .args([
                "--exact",
                "repeat::in_a_process_of_its_own",
                "--ignored",
                "--nocapture",
            ])
            .current_dir(folder)
            .output()
            .unwrap();
        let said = String::from_utf8(out.stdout).unwrap();
        assert!(said.contains(&format!("hash={ours}")), "{folder}: {said}");
    }
}

#[test]
fn another_identifier_or_date_gives_another_document() {
    let letter = of("dismissal", Language::English);
    let first = letter::render(&letter).unwrap();
    let mut other = letter.clone();
    other.ident.push('2');
    assert_ne!(first.sha256, letter::render(&other).unwrap().sha256);
    let mut later = letter;
    later.date = later.date.succ_opt().unwrap();
    assert_ne!(first.sha256, letter::render(&later).unwrap().sha256);
}
