//! `tildeling verify`: an approved allocation run again from its published inputs, without
//! anybody's database.
//!
//! Two forms are read: the frozen run of one sub-frame, as `ExportRuns` streams it and
//! `tildeling allocation verify --out` saves it, and what `tildeling allocate --publish` writes.
//!
//! Exit codes: 0 the same bytes; 1 something differs, and what; 2 a file cannot be read as either
//! of the two.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use allocation::check::check;
use allocation::{Allocation, ENGINE_VERSION};
use clap::Args;
use domain::allocation::frame::Run;
use domain::allocation::run_hash;
use insight::Style;
use scenario_file::Mismatch;
use serde_json::Value;
use text::Language;

use super::{input, language, print};
use crate::output::complain;

/// Options of `verify`.
#[derive(Debug, Args)]
pub struct Options {
    /// The published allocation. `-` is standard input. Several are the sub-frames of one
    /// allocation, in the order of its plan: the hash over them, which the approval named, is
    /// printed last.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Language of faults in the inputs: nb, nn or en.
    #[arg(long, default_value = "en", value_parser = language)]
    language: Language,
}

/// Why a file is not verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Problem {
    /// It is not a published allocation.
    Unreadable(Vec<String>),
    /// It is one, and this in it is not what its inputs give.
    Differs(Vec<String>),
}

/// Content of a verified file that is printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Verified {
    /// The run's hash.
    pub run_hash: String,
    /// Promise about the draw, where there was one: to be compared with what was
    /// published before the deadline.
    pub draw_commitment: Option<String>,
}

/// Runs published allocations again.
pub fn run(options: &Options) -> ExitCode {
    let (mut hashes, mut said) = (Vec::new(), String::new());
    let (mut unreadable, mut differs) = (false, false);
    for file in &options.files {
        let name = match options.files.len() {
            1 => String::new(),
            _ => format!("{}: ", file.display()),
        };
        match read(file, options.language) {
            Ok(verified) => {
                said += &format!("{name}verified\nrun {}\n", verified.run_hash);
                if let Some(commitment) = verified.draw_commitment {
                    said += &format!("draw {commitment}\n");
                }
                hashes.push(verified.run_hash);
            }
            Err(Problem::Unreadable(faults)) => {
                unreadable = true;
                for fault in faults {
                    complain(format_args!("{name}{fault}"));
                }
            }
            Err(Problem::Differs(what)) => {
                differs = true;
                for line in what {
                    complain(format_args!("{name}not verified: {line}"));
                }
            }
        }
    }
    if unreadable || differs {
        return ExitCode::from(if unreadable { 2 } else { 1 });
    }
    if hashes.len() > 1 {
        said += &format!(
            "allocation {}\n",
            run_hash(hashes.iter().map(String::as_str))
        );
    }
    print(&said)
}

fn read(file: &Path, language: Language) -> Result<Verified, Problem> {
    let bytes = input::bytes(file).map_err(Problem::Unreadable)?;
    let text = String::from_utf8(bytes).map_err(|problem| unreadable(problem.to_string()))?;
    verify(&text, language)
}

fn unreadable(fault: impl Into<String>) -> Problem {
    Problem::Unreadable(vec![fault.into()])
}

fn differs(what: impl Into<String>) -> Problem {
    Problem::Differs(vec![what.into()])
}

/// Verifies a published allocation of either form.
fn verify(text: &str, language: Language) -> Result<Verified, Problem> {
    let read: Value = serde_json::from_str(text).map_err(|fault| unreadable(fault.to_string()))?;
    if read.get("format").is_some() {
        let commitment = read.pointer("/scenario/draw/commitment");
        return scenario_file::verify(text)
            .map(|again| Verified {
                run_hash: again.run_hash,
                draw_commitment: commitment.and_then(Value::as_str).map(str::to_owned),
            })
            .map_err(|mismatch| told(&mismatch, language));
    }
    // A file saved from a terminal ends with a line feed that the document does not have.
    document(text.trim_end())
}

/// One frozen document (see [`domain::allocation::frame`]).
pub(crate) fn document(text: &str) -> Result<Verified, Problem> {
    let stored = Run::read(text).map_err(|problem| unreadable(problem.to_string()))?;
    if stored.result.engine != ENGINE_VERSION {
        return Err(other_engine(&stored.result.engine));
    }
    let mut again = Run::of(stored.scenario.clone()).map_err(|error| {
        Problem::Differs(insight::problems(
            &error,
            Style::Plain,
            1,
            Language::English,
        ))
    })?;
    again.plan = stored.plan;
    let mut wrong = differences(&stored.result, &again.result);
    if let Err(refused) = check(&stored.scenario, &stored.result) {
        wrong.push(format!("the checker refuses the result: {refused}"));
    }
    if wrong.is_empty() && again.document() != text {
        wrong.push("the text is not written as the engine writes it".into());
    }
    if wrong.is_empty() {
        return Ok(Verified {
            run_hash: again.result.run_hash,
            draw_commitment: again.scenario.draw.and_then(|draw| draw.commitment),
        });
    }
    Err(Problem::Differs(wrong))
}

/// Lists what of a published result is not what its inputs give.
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
        "it was made by {published:?}, and this is {ENGINE_VERSION}: verify with the version that \
         made it"
    ))
}

/// The library's finding about its own published form.
fn told(mismatch: &Mismatch, language: Language) -> Problem {
    match mismatch {
        Mismatch::Unreadable(fault) => unreadable(fault.clone()),
        Mismatch::Faults(faults) => {
            Problem::Unreadable(faults.iter().map(|fault| fault.text(language)).collect())
        }
        Mismatch::Undivided(error) => {
            Problem::Differs(insight::problems(error, Style::Plain, 1, language))
        }
        Mismatch::OtherEngine { published } => other_engine(published),
        Mismatch::Differs { run_hash, line } => differs(format!(
            "line {line} is not what the inputs give; they give run {run_hash}"
        )),
    }
}

#[cfg(test)]
mod tests {
    use allocation::{Applicant, Draw, Rule, Scenario, allocate};
    use scenario_file::publish;

    use super::*;

    fn scenario() -> Scenario {
        let list =
            [("a", 100), ("b", 200), ("c", 300)].map(|(id, claim)| Applicant::new(id, claim));
        Scenario::new(301, Rule::ConstrainedEqualAwards, list.to_vec())
    }

    fn ways(text: &str) -> Result<String, Problem> {
        verify(text, Language::English).map(|verified| verified.run_hash)
    }

    #[test]
    fn every_published_form_is_verified() {
        let run = Run::of(scenario()).unwrap();
        let hash = run.result.run_hash.clone();
        assert_eq!(ways(&run.document()), Ok(hash.clone()));
        assert_eq!(ways(&(run.document() + "\n")), Ok(hash.clone()));
        let published = publish(&scenario(), &run.result, Style::Plain, Language::English);
        assert_eq!(ways(&published), Ok(hash));
    }

    #[test]
    fn the_commitment_is_told_and_a_key_that_breaks_it_is_not_verified() {
        let mut drawn = scenario();
        drawn.draw = Some(Draw::committed("loddtrekning"));
        let run = Run::of(drawn.clone()).unwrap();
        let promised = drawn.draw.clone().unwrap().commitment;
        let published = publish(&drawn, &run.result, Style::Plain, Language::English);
        for text in [run.document(), published] {
            let verified = verify(&text, Language::English).unwrap();
            assert_eq!(verified.draw_commitment, promised);
            let broken = text.replace("loddtrekning", "another key");
            assert!(
                matches!(ways(&broken), Err(Problem::Differs(_))),
                "{broken}"
            );
        }
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
