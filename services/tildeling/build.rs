//! Gives the command the git commit it was built from; without git it says so.

use std::path::Path;
use std::process::Command;

fn main() {
    let commit = git(&["rev-parse", "--short=12", "HEAD"]);
    let commit = commit.unwrap_or_else(|| "unknown".to_owned());
    println!("cargo:rustc-env=TILDELING_COMMIT={commit}");
    println!("cargo:rerun-if-changed=build.rs");
    // This log grows with every commit and checkout.
    if let Some(log) = git(&["rev-parse", "--git-path", "logs/HEAD"])
        && Path::new(&log).exists()
    {
        println!("cargo:rerun-if-changed={log}");
    }
}

/// Returns the answer of git; `None` outside a clone or where git is missing.
fn git(arguments: &[&str]) -> Option<String> {
    let output = Command::new("git").args(arguments).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let answered = output.status.success() && !text.trim().is_empty();
    answered.then(|| text.trim().to_owned())
}
