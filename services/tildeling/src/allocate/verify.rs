//! `tildeling verify`: an approved allocation run again from its published inputs, without
//! anybody's database.
//!
//! Two forms of a run are read: the frozen run of one sub-frame, as `ExportRuns` streams it and
//! `tildeling allocation verify --out` saves it, and what `tildeling allocate --publish` writes.
//! The decision document that is saved beside frozen runs says what was decided on them; it is held
//! against the runs.
//!
//! Exit codes: 0 the same bytes, and a decision that follows from them; 1 something differs, and
//! what; 2 a file cannot be read as any of these.

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

use super::decided::{decided, is_decision};
use super::problem::Problem;
use super::{input, language, print};
use crate::output::complain;

/// Options of `verify`.
#[derive(Debug, Args)]
pub struct Options {
    /// The published allocation. `-` is standard input. Several are the sub-frames of one
    /// allocation, in the order of its plan, and its decision document: the hashes over them, which
    /// the approval named, are printed last, with the amounts as calculated and as decided.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Language of faults in the inputs: nb, nn or en.
    #[arg(long, default_value = "en", value_parser = language)]
    language: Language,
}

/// Content of a verified file that is printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Verified {
    /// The run's hash.
    pub run_hash: String,
    /// Promise about the draw, where there was one: to be compared with what was
    /// published before the deadline.
    pub draw_commitment: Option<String>,
    /// The run, where the file is a frozen one.
    pub run: Option<Run>,
}

/// A file that was read.
enum Found {
    /// A run, verified.
    Run(Box<Verified>),
    /// A decision document, not held against anything yet.
    Decision(String),
}

/// The outcome of several files together.
#[derive(Default)]
struct Together {
    /// Text for standard output.
    said: String,
    hashes: Vec<String>,
    runs: Vec<Run>,
    /// Decision documents by the name of their file.
    decisions: Vec<(String, String)>,
    unreadable: bool,
    differs: bool,
}

/// Runs published allocations again.
pub fn run(options: &Options) -> ExitCode {
    let mut together = Together::default();
    for file in &options.files {
        let name = match options.files.len() {
            1 => String::new(),
            _ => format!("{}: ", file.display()),
        };
        match read(file, options.language) {
            Ok(Found::Run(verified)) => together.add(&name, *verified),
            Ok(Found::Decision(text)) => together.decisions.push((name, text)),
            Err(problem) => together.refuse(&name, problem),
        }
    }
    together.finish()
}

impl Together {
    fn add(&mut self, name: &str, verified: Verified) {
        self.said += &format!("{name}verified\nrun {}\n", verified.run_hash);
        if let Some(commitment) = verified.draw_commitment {
            self.said += &format!("draw {commitment}\n");
        }
        self.hashes.push(verified.run_hash);
        self.runs.extend(verified.run);
    }

    fn refuse(&mut self, name: &str, problem: Problem) {
        match problem {
            Problem::Unreadable(faults) => {
                self.unreadable = true;
                for fault in faults {
                    complain(format_args!("{name}{fault}"));
                }
            }
            Problem::Differs(what) => {
                self.differs = true;
                for line in what {
                    complain(format_args!("{name}not verified: {line}"));
                }
            }
        }
    }

    fn finish(mut self) -> ExitCode {
        let decisions = std::mem::take(&mut self.decisions);
        if !self.failed() && (self.hashes.len() > 1 || !decisions.is_empty()) {
            let hash = run_hash(self.hashes.iter().map(String::as_str));
            self.said += &format!("allocation {hash}\n");
        }
        if decisions.is_empty() && !self.runs.is_empty() {
            self.said += "no decision document among the files: the amounts are as calculated, \
                          and what was decided is not known from them\n";
        }
        if decisions.len() > 1 {
            let more = "one allocation has one decision document".to_owned();
            self.refuse("", Problem::Differs(vec![more]));
        }
        for (name, text) in decisions {
            self.decide(&name, &text);
        }
        match (self.unreadable, self.differs) {
            (true, _) => ExitCode::from(2),
            (_, true) => ExitCode::from(1),
            (false, false) => print(&self.said),
        }
    }

    fn decide(&mut self, name: &str, text: &str) {
        match decided(text, &self.runs) {
            Ok(decided) => {
                self.said += &format!("{name}verified\ndecision {}\n", decided.decision_hash);
                for line in decided.lines {
                    self.said += &format!("{line}\n");
                }
            }
            Err(problem) => self.refuse(name, problem),
        }
    }

    const fn failed(&self) -> bool {
        self.unreadable || self.differs
    }
}

fn read(file: &Path, language: Language) -> Result<Found, Problem> {
    let bytes = input::bytes(file).map_err(Problem::Unreadable)?;
    let text = String::from_utf8(bytes).map_err(|problem| unreadable(problem.to_string()))?;
    let json: Value = serde_json::from_str(&text).map_err(|fault| unreadable(fault.to_string()))?;
    if is_decision(&json) {
        return Ok(Found::Decision(text));
    }
    verify(&text, &json, language).map(|verified| Found::Run(Box::new(verified)))
}

fn unreadable(fault: impl Into<String>) -> Problem {
    Problem::Unreadable(vec![fault.into()])
}

fn differs(what: impl Into<String>) -> Problem {
    Problem::Differs(vec![what.into()])
}

/// Verifies a published allocation of either form.
fn verify(text: &str, read: &Value, language: Language) -> Result<Verified, Problem> {
    if read.get("format").is_some() {
        let commitment = read.pointer("/scenario/draw/commitment");
        return scenario_file::verify(text)
            .map(|again| Verified {
                run_hash: again.run_hash,
                draw_commitment: commitment.and_then(Value::as_str).map(str::to_owned),
                run: None,
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
            run_hash: again.result.run_hash.clone(),
            draw_commitment: again
                .scenario
                .draw
                .as_ref()
                .and_then(|draw| draw.commitment.clone()),
            run: Some(again),
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

    fn verified(text: &str) -> Result<Verified, Problem> {
        let json = serde_json::from_str(text).map_err(|_| unreadable("no JSON"))?;
        verify(text, &json, Language::English)
    }

    fn ways(text: &str) -> Result<String, Problem> {
        verified(text).map(|verified| verified.run_hash)
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
            let verified = verified(&text).unwrap();
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
