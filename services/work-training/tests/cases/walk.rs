//! Nothing was forgotten: every code in the sources has its sentence in three languages, every sentence a code, every number a source.

use std::collections::BTreeSet;
use std::path::Path;

use allocation::text::{Args, Language};
use domain::assessment::weights;
use domain::findings::message_id;
use domain::scheme::Scheme;
use work_training::WorkTraining;
use work_training::eligibility::VOLUNTARY_REGISTER;

use crate::scene::day;

/// All of the crate's sources.
fn sources() -> String {
    fn read(folder: &Path, text: &mut String) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                read(&path, text);
            } else {
                text.push_str(&std::fs::read_to_string(path).unwrap());
            }
        }
    }
    let mut text = String::new();
    read(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        &mut text,
    );
    text
}

/// The text literals that come first after each `marker`.
fn first_literals(text: &str, marker: &str) -> BTreeSet<String> {
    text.split(marker)
        .skip(1)
        .filter_map(|after| after.trim_start().strip_prefix('"'))
        .filter_map(|after| after.split('"').next())
        .map(str::to_owned)
        .collect()
}

/// Every message the code asks for.
fn asked_for() -> BTreeSet<String> {
    let text = sources();
    let findings: BTreeSet<String> = text
        .split('"')
        .filter(|literal| literal.starts_with("TRAINING_"))
        .map(str::to_owned)
        .collect();
    let steps: BTreeSet<String> = first_literals(&text, "ClaimStep::amount(")
        .into_iter()
        .chain(first_literals(&text, "ClaimStep::fact("))
        .collect();
    let conditions = first_literals(&text, "Condition::new(");
    assert!(findings.len() > 30 && steps.len() >= 5 && conditions.len() >= 14);
    let profile = WorkTraining::PROFILE;
    let frames = WorkTraining::frame_plan(&WorkTraining::rules().on(day("2020-01-01"))).unwrap();
    let own = [
        "title",
        "purpose",
        "target-group",
        "goal-criteria",
        "follow-up",
    ];
    own.map(str::to_owned)
        .into_iter()
        .chain(findings.iter().map(|code| message_id("finding-", code)))
        .chain(steps.iter().map(|code| message_id("step-", code)))
        .chain(conditions.iter().map(|code| message_id("condition-", code)))
        .chain(
            profile
                .criteria
                .iter()
                .map(|one| message_id("criterion-", one.code)),
        )
        .chain(
            profile
                .indicators
                .iter()
                .map(|one| message_id("indicator-", one.code)),
        )
        .chain(
            frames
                .iter()
                .map(|frame| message_id("sub-frame-", frame.code)),
        )
        .chain(
            frames
                .iter()
                .flat_map(|frame| frame.priority_classes)
                .map(|class| message_id("class-", class)),
        )
        .collect()
}

#[test]
fn every_code_has_its_sentence_and_every_sentence_a_code() {
    let asked_for = asked_for();
    // Building the catalogue checks that the three languages hold the same messages with the same variables.
    let there: BTreeSet<String> = WorkTraining::messages()
        .ids()
        .filter(|id| !id.starts_with("format-"))
        .map(str::to_owned)
        .collect();
    assert_eq!(there, asked_for);
    for language in Language::ALL {
        let title = WorkTraining::messages().text(language, "title", &Args::new());
        assert!(title.len() > 20, "{language}");
    }
}

#[test]
fn the_rule_book_holds_all_years_and_weights_sum_to_a_hundred() {
    for date in [
        "2016-01-01",
        "2019-02-05",
        "2020-02-17",
        "2022-12-01",
        "2023-02-15",
    ] {
        let rules = WorkTraining::rules().on(day(date));
        let weights = weights(&WorkTraining::PROFILE, &rules).unwrap();
        assert_eq!(weights.values().sum::<i64>(), 100, "{date}");
    }
    for entry in WorkTraining::rules().entries() {
        let weight = entry.id.starts_with("weight_");
        assert!(
            !weight || entry.source.is_configurable(),
            "no source gives {}",
            entry.id
        );
    }
}

#[test]
fn every_rule_value_is_read_somewhere() {
    let text = sources();
    for entry in WorkTraining::rules().entries() {
        let read = entry.id.starts_with("weight_") || text.contains(&format!("\"{}\"", entry.id));
        assert!(read, "{} is in rules.toml, but nobody reads it", entry.id);
    }
}

#[test]
fn the_register_rules_ask_has_a_name_the_contract_allows() {
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte == b'_';
    assert!(VOLUNTARY_REGISTER.bytes().all(allowed));
}
