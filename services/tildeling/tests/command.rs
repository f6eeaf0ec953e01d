//! The command as a program: its version, and how it ends.

use std::process::{Command, Stdio};

fn tildeling(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tildeling"));
    command.args(arguments).env_remove("TILDELING_ADDRESS");
    command
}

fn refused(arguments: &[&str]) -> (Option<i32>, String) {
    let output = tildeling(arguments).output().expect("it runs");
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    (output.status.code(), told)
}

#[test]
fn the_version_names_commit_and_engine() {
    let output = tildeling(&["--version"]).output().expect("it runs");
    let said = String::from_utf8(output.stdout).expect("text");
    let (version, built_from) = said.trim().split_once(" (commit ").expect("a commit");
    assert_eq!(version, concat!("tildeling ", env!("CARGO_PKG_VERSION")));
    let (commit, engine) = built_from.split_once(", engine ").expect("an engine");
    assert_eq!(engine, format!("{})", allocation::ENGINE_VERSION));
    let hash = commit.bytes().all(|sign| sign.is_ascii_hexdigit());
    assert!(commit == "unknown" || hash, "{commit}");
}

#[test]
fn a_reader_that_leaves_ends_no_command_with_a_panic() {
    let commands: [&[&str]; 2] = [
        &["bench", "allocation", "--applicants", "10"],
        &["bench", "allocation", "--applicants", "10", "--json"],
    ];
    for arguments in commands {
        let mut command = tildeling(arguments);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("it runs");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("it ends");
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(
            (output.status.code(), &*told),
            (Some(0), ""),
            "{arguments:?}"
        );
    }
}

#[test]
fn the_export_is_measured_on_rows_that_copy_finds_too() {
    let mut command = tildeling(&["bench", "export", "--rows", "200", "--json"]);
    let output = command.output().expect("it runs");
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}");
    let figures: Vec<serde_json::Value> = serde_json::from_slice(&output.stdout).expect("JSON");
    let works: Vec<_> = figures.iter().map(|one| one["work"].as_str()).collect();
    let all = ["awards_csv", "payments_csv", "pain001"].map(Some);
    assert_eq!(works, all);
    for one in &figures {
        assert!(one["size"].as_u64() >= Some(200), "{one}");
        for figure in [
            "ours_per_second",
            "limit_per_second",
            "ratio",
            "peak_rss_bytes",
        ] {
            assert!(one[figure].as_f64() > Some(0.0), "{figure} of {one}");
        }
    }
}

#[test]
fn a_token_is_signed_with_a_key_that_is_there() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("elsewhere");
    let name = data.to_str().expect("text");
    let staff = ["--person", "me", "--role", "case_handler"];
    let (code, told) = refused(&[&["token", "--data-dir", name], &staff[..]].concat());
    assert_eq!(code, Some(1));
    assert!(
        told.contains(name) && told.contains("tildeling serve"),
        "{told}"
    );
    assert!(!data.exists());
}

#[test]
fn serving_needs_to_be_told_whom_to_trust() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("data");
    let name = data.to_str().expect("text");
    let file = folder.path().join("sign-in.toml");
    std::fs::write(&file, "[rights]\na = [\"b\"]\nb = [\"a\"]\n").expect("written");
    let file = file.to_str().expect("text");
    let serve = ["serve", "--data-dir", name];
    let cases: [(&[&str], &str); 3] = [
        (&[], "--dev"),
        (&["--dev", "--sign-in", file], "leave one of them out"),
        (&["--sign-in", file], "a circle"),
    ];
    for (flags, words) in cases {
        let (code, told) = refused(&[&serve, flags].concat());
        assert_eq!(code, Some(2), "{told}");
        assert!(told.contains(words), "{told}");
    }
    assert!(!data.exists());
}

#[test]
fn an_address_that_asks_for_tls_is_refused_before_the_token_is_sent() {
    let address = ["--address", "https://127.0.0.1:1", "--token", "t"];
    let list = ["call", "list", "rental-housing"];
    let (code, told) = refused(&[&list, &address[..]].concat());
    assert_eq!(code, Some(1));
    assert!(told.contains("TLS"), "{told}");
}

#[test]
fn pages_and_folders_do_not_go_to_standard_output() {
    for option in ["--report", "--publish"] {
        let (code, told) = refused(&["allocate", "a.json", option, "-"]);
        assert_eq!(code, Some(2));
        assert!(told.contains("name a file"), "{told}");
    }
    let (code, _) = refused(&[
        "allocation",
        "report",
        "schemes/a/calls/b/allocations/c",
        "--out",
        "-",
    ]);
    assert_eq!(code, Some(2));
    assert!(!std::path::Path::new("-").exists());
}
