//! The decision document beside the runs of an approved allocation: held against them, and told.

use domain::allocation::decision::{
    DECISION_FORMAT, DecisionDocument, DecisionError, decision_hash,
};
use domain::allocation::frame::Run;
use domain::money::Money;
use serde_json::Value;
use text::Language;

use super::problem::Problem;

/// Checks whether JSON is a decision document, of this version or another.
pub(super) fn is_decision(read: &Value) -> bool {
    let kind = |format: &str| format.split('/').next().map(str::to_owned);
    let format = read.get("format").and_then(Value::as_str);
    format.is_some_and(|format| kind(format) == kind(DECISION_FORMAT))
}

/// Holds a decision document against the runs it rests on, in the order of the plan. Returns what
/// it says: its hash, the amounts as calculated and as decided, and every award that was changed.
pub(crate) fn decided(text: &str, runs: &[Run]) -> Result<Decided, Problem> {
    // A file saved from a terminal ends with a line feed that the document does not have.
    let text = text.trim_end();
    let document = DecisionDocument::read(text).map_err(|problem| match problem {
        DecisionError::Unreadable(_) => Problem::Unreadable(vec![problem.to_string()]),
        DecisionError::NotCanonical => Problem::Differs(vec![problem.to_string()]),
    })?;
    let faults = document.faults(runs);
    if faults.is_empty() {
        Ok(Decided {
            decision_hash: decision_hash(text),
            lines: lines(&document),
        })
    } else {
        let told = faults.iter().map(ToString::to_string);
        Err(Problem::Differs(told.collect()))
    }
}

/// A decision that its runs bear out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Decided {
    /// The hash that the approval named.
    pub decision_hash: String,
    /// The decision in words, a line each.
    pub lines: Vec<String>,
}

fn lines(document: &DecisionDocument) -> Vec<String> {
    let amounts = |what: &str, calculated: Money, decided: Money| {
        let (calculated, decided) = (kroner(calculated), kroner(decided));
        format!("{what}: calculated {calculated}, decided {decided}")
    };
    let frames = document.sub_frames.iter();
    let mut lines: Vec<String> = frames
        .map(|frame| amounts(&frame.code, frame.calculated, frame.decided))
        .collect();
    if document.sub_frames.len() > 1 {
        let (calculated, decided) = document.totals();
        lines.push(amounts("in all", calculated, decided));
    }
    lines.extend(document.adjusted.iter().map(|award| {
        let case = award.case_reference.to_string();
        let changed = amounts(&case, award.calculated, award.decided);
        format!("{changed}; changed by {}: {}", award.person, award.reason)
    }));
    if document.adjusted.is_empty() {
        lines.push("no award was changed".to_owned());
    }
    lines
}

fn kroner(amount: Money) -> String {
    text::kroner(amount.ore(), Language::English)
}

#[cfg(test)]
mod tests {
    use allocation::{Applicant, Rule, Scenario};

    use super::*;

    const CASE: &str = "01890a5d-ac96-774b-bcce-b30209000001";

    fn run() -> Run {
        let list = [(CASE, 300), ("b", 300)].map(|(id, claim)| Applicant::new(id, claim));
        Run::of(Scenario::new(400, Rule::Proportional, list.to_vec())).unwrap()
    }

    /// The decision on a run of 400 øre, of which one application gets 1.50 instead of 2.
    fn document(run: &Run) -> String {
        let run_hash = domain::allocation::run_hash([run.result.run_hash.as_str()]);
        format!(
            concat!(
                r#"{{"format":"tildeling-decision/1","run_hash":"{}","sub_frames":["#,
                r#"{{"code":"national","budget":400,"calculated":400,"decided":350}}],"#,
                r#""adjusted":["#,
                r#"{{"application":"{}","case_reference":"RH-2026-00001","sub_frame":"national","#,
                r#""calculated":200,"decided":150,"reason":"Dekket av andre.","person":"kari"}}]}}"#
            ),
            run_hash, CASE
        )
    }

    #[test]
    fn both_amounts_are_told_with_who_changed_which() {
        let run = run();
        let text = document(&run);
        let told = decided(&format!("{text}\n"), std::slice::from_ref(&run)).unwrap();
        assert_eq!(told.decision_hash, decision_hash(&text));
        assert_eq!(
            told.lines,
            [
                "national: calculated 4, decided 3.50",
                "RH-2026-00001: calculated 2, decided 1.50; changed by kari: Dekket av andre.",
            ]
        );
    }

    #[test]
    fn tampering_is_named() {
        let run = run();
        let named = |from: &str, to: &str| {
            let forged = document(&run).replace(from, to);
            match decided(&forged, std::slice::from_ref(&run)) {
                Err(Problem::Differs(what)) => what.join("; "),
                other => panic!("{to}: {other:?}"),
            }
        };
        for (from, to, expected) in [
            (
                r#""decided":350"#,
                r#""decided":400"#,
                "national: decided is 4, the runs give 3.50",
            ),
            (
                r#""decided":150"#,
                r#""decided":200"#,
                "national: decided is 3.50, the runs give 4",
            ),
            (
                r#""calculated":200"#,
                r#""calculated":150"#,
                "RH-2026-00001: calculated is 1.50",
            ),
            (
                r#""budget":400"#,
                r#""budget":500"#,
                "national: the budget is 5",
            ),
            (
                r#","person""#,
                r#", "person""#,
                "not written as a decision is written",
            ),
        ] {
            let told = named(from, to);
            assert!(told.contains(expected), "{expected:?} is not in {told:?}");
        }
        let other = Run::of(Scenario::new(399, Rule::Proportional, Vec::new())).unwrap();
        assert!(decided(&document(&run), &[other]).is_err());
        assert!(decided(&document(&run), &[]).is_err());
    }
}
