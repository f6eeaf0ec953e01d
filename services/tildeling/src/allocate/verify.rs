//! `tildeling verify`: an approved allocation run again from its published inputs, without anybody's database.
//!
//! Three forms are read: what `VerifyAllocation` answers (as JSON, with a document a sub-frame in `runs`), one such document by itself,
//! and what `tildeling allocate --publish` writes.
//!
//! Exit codes: 0 the same bytes; 1 something differs, and what; 2 the file cannot be read as any of the three.

use std::path::PathBuf;
use std::process::ExitCode;

use allocation::checker::check;
use allocation::text::Language;
use allocation::verify::Mismatch;
use allocation::{Allocation, ENGINE_VERSION};
use clap::Args;
use domain::award::run_hash;
use domain::frame::Run;
use serde_json::Value;

use super::{input, language, print, refuse};

/// Options of `verify`.
#[derive(Debug, Args)]
pub struct Options {
    /// The published allocation. `-` is standard input.
    file: PathBuf,
    /// Language of faults in the inputs: nb, nn or en.
    #[arg(long, default_value = "en", value_parser = language)]
    language: Language,
}

/// Why a file is not verified.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Problem {
    /// It is not a published allocation.
    Unreadable(Vec<String>),
    /// It is one, and this in it is not what its inputs give.
    Differs(Vec<String>),
}

/// Runs a published allocation again.
pub fn run(options: &Options) -> ExitCode {
    let bytes = match input::bytes(&options.file) {
        Ok(bytes) => bytes,
        Err(faults) => return refuse(&faults),
    };
    let verified = String::from_utf8(bytes)
        .map_err(|problem| unreadable(problem.to_string()))
        .and_then(|text| verify(&text, options.language));
    match verified {
        Ok(hash) => print(&format!("verified\nrun {hash}\n")),
        Err(Problem::Unreadable(faults)) => refuse(&faults),
        Err(Problem::Differs(what)) => {
            for line in what {
                eprintln!("not verified: {line}");
            }
            ExitCode::from(1)
        }
    }
}

fn unreadable(fault: impl Into<String>) -> Problem {
    Problem::Unreadable(vec![fault.into()])
}

fn differs(what: impl Into<String>) -> Problem {
    Problem::Differs(vec![what.into()])
}

/// Verifies a published allocation of any form and answers its run hash.
fn verify(text: &str, language: Language) -> Result<String, Problem> {
    let read: Value = serde_json::from_str(text).map_err(|fault| unreadable(fault.to_string()))?;
    if read.get("format").is_some() {
        return allocation::verify(text)
            .map(|again| again.run_hash)
            .map_err(|mismatch| told(&mismatch, language));
    }
    match read.get("runs").and_then(Value::as_array) {
        Some(runs) => answer(&read, runs),
        // A file saved from a terminal ends with a line feed that the document does not have.
        None => document(text.trim_end()),
    }
}

/// The answer of `VerifyAllocation`: every document, and the hash over their hashes.
fn answer(answer: &Value, runs: &[Value]) -> Result<String, Problem> {
    let mut hashes = Vec::with_capacity(runs.len());
    let mut wrong = Vec::new();
    for (place, run) in (1_usize..).zip(runs) {
        let text = run
            .as_str()
            .ok_or_else(|| unreadable(format!("run {place} is not text")))?;
        match document(text) {
            Ok(hash) => hashes.push(hash),
            Err(Problem::Unreadable(faults)) => return Err(Problem::Unreadable(faults)),
            Err(Problem::Differs(what)) => {
                wrong.extend(what.into_iter().map(|what| format!("run {place}: {what}")))
            }
        }
    }
    if !wrong.is_empty() {
        return Err(Problem::Differs(wrong));
    }
    let hash = run_hash(hashes.iter().map(String::as_str));
    let stated = ["run_hash", "runHash"]
        .iter()
        .find_map(|field| answer.get(field)?.as_str());
    match stated {
        Some(stated) if stated != hash => Err(differs(format!(
            "the answer names run {stated}, its documents give run {hash}"
        ))),
        Some(_) | None => Ok(hash),
    }
}

/// One frozen document (see [`domain::frame`]).
fn document(text: &str) -> Result<String, Problem> {
    let stored = Run::read(text).map_err(|problem| unreadable(problem.to_string()))?;
    if stored.result.engine != ENGINE_VERSION {
        return Err(other_engine(&stored.result.engine));
    }
    let again = Run::of(stored.scenario.clone()).map_err(|conflicts| {
        Problem::Differs(
            conflicts
                .iter()
                .map(|conflict| conflict.text(Language::English))
                .collect(),
        )
    })?;
    let mut wrong = differences(&stored.result, &again.result);
    if let Err(refused) = check(&stored.scenario, &stored.result) {
        wrong.push(format!("the checker refuses the result: {refused}"));
    }
    if wrong.is_empty() && again.document() != text {
        wrong.push("the text is not written as the engine writes it".into());
    }
    if wrong.is_empty() {
        return Ok(again.result.run_hash);
    }
    Err(Problem::Differs(wrong))
}

/// What of a published result is not what its inputs give.
fn differences(published: &Allocation, again: &Allocation) -> Vec<String> {
    let mut wrong = Vec::new();
    if published.run_hash != again.run_hash {
        wrong.push(format!(
            "the result names run {}, the inputs give run {}",
            published.run_hash, again.run_hash
        ));
    }
    for award in &again.awards {
        let stated = published.awards.iter().find(|stated| stated.id == award.id);
        match stated {
            None => wrong.push(format!("{}: has no award", award.id)),
            Some(stated) if stated.amount != award.amount => wrong.push(format!(
                "{}: published {}, the inputs give {}",
                award.id, stated.amount, award.amount
            )),
            Some(stated) if stated != award => {
                wrong.push(format!("{}: the way to its award differs", award.id));
            }
            Some(_) => {}
        }
    }
    if published.awards.len() > again.awards.len() {
        wrong.push("there are awards to others than the applicants".into());
    }
    if published.certificate != again.certificate {
        wrong.push("the certificate differs".into());
    }
    wrong
}

fn other_engine(published: &str) -> Problem {
    differs(format!(
        "it was made by {published:?}, and this is {ENGINE_VERSION}: verify with the version that made it"
    ))
}

/// The library's finding about its own published form.
fn told(mismatch: &Mismatch, language: Language) -> Problem {
    match mismatch {
        Mismatch::Unreadable(fault) => unreadable(fault.clone()),
        Mismatch::Faults(faults) => {
            Problem::Unreadable(faults.iter().map(|fault| fault.text(language)).collect())
        }
        Mismatch::Conflicts(conflicts) => Problem::Differs(
            conflicts
                .iter()
                .map(|conflict| conflict.text(language))
                .collect(),
        ),
        Mismatch::OtherEngine { published } => other_engine(published),
        Mismatch::Differs { run_hash, line } => differs(format!(
            "line {line} is not what the inputs give; they give run {run_hash}"
        )),
    }
}

#[cfg(test)]
mod tests {
    use allocation::{Applicant, Rule, Scenario, Style, allocate, publish};
    use serde_json::json;

    use super::*;

    fn scenario() -> Scenario {
        let list =
            [("a", 100), ("b", 200), ("c", 300)].map(|(id, claim)| Applicant::new(id, claim));
        Scenario::new(301, Rule::ConstrainedEqualAwards, list.to_vec())
    }

    fn ways(text: &str) -> Result<String, Problem> {
        verify(text, Language::English)
    }

    #[test]
    fn every_published_form_is_verified() {
        let run = Run::of(scenario()).unwrap();
        let hash = run.result.run_hash.clone();
        assert_eq!(ways(&run.document()), Ok(hash.clone()));
        assert_eq!(ways(&(run.document() + "\n")), Ok(hash.clone()));
        let published = publish(&scenario(), &run.result, Style::Plain, Language::English);
        assert_eq!(ways(&published), Ok(hash.clone()));
        let all = run_hash([hash.as_str(), hash.as_str()]);
        let answer =
            json!({ "verified": true, "runHash": all, "runs": [run.document(), run.document()] });
        assert_eq!(ways(&answer.to_string()), Ok(all));
    }

    #[test]
    fn what_differs_is_named() {
        let run = Run::of(scenario()).unwrap();
        let named = |text: &str| match ways(text) {
            Err(Problem::Differs(what)) => what.join("; "),
            other => panic!("{other:?}"),
        };
        let moved = run.document().replace("\"amount\":101", "\"amount\":102");
        assert!(
            named(&moved).contains("published 102, the inputs give 101"),
            "{}",
            named(&moved)
        );
        assert!(
            named(&moved).contains("the checker refuses"),
            "{}",
            named(&moved)
        );
        let spaced = run.document().replacen(':', ": ", 1);
        assert_eq!(
            named(&spaced),
            "the text is not written as the engine writes it"
        );
        let older = run
            .document()
            .replace(ENGINE_VERSION, "tildeling-allocation/0.0.1");
        assert!(named(&older).contains("0.0.1"));
        let answer = json!({ "run_hash": "00", "runs": [run.document()] });
        assert!(named(&answer.to_string()).contains("names run 00"));
        let published = publish(
            &scenario(),
            &allocate(&scenario()).unwrap(),
            Style::Plain,
            Language::English,
        );
        assert!(
            named(&published.replace("\"spent\": \"301\"", "\"spent\": \"300\"")).contains("line ")
        );
    }

    #[test]
    fn what_is_no_allocation_is_unreadable() {
        for text in [
            "",
            "{}",
            "[1]",
            "{\"runs\": [1]}",
            "{\"format\": \"other\"}",
        ] {
            assert!(matches!(ways(text), Err(Problem::Unreadable(_))), "{text}");
        }
    }
}
