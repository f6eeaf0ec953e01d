//! Nothing was forgotten: what every scheme must meet (`testing`), and what only this one
//! promises.

use domain::scheme::{Decided, Scheme};
use testing::{Walk, require_whole};
use user_run_centres::UserRunCentres;
use user_run_centres::{EXCLUSION_REGISTER, TRANSITION_REGISTER, VOLUNTARY_REGISTER};

use crate::scene::{Situation, date};

fn walk() -> Walk<UserRunCentres> {
    Walk::through(env!("CARGO_MANIFEST_DIR"), "CENTRE_")
}

#[test]
fn every_code_has_its_sentence_and_every_sentence_its_code() {
    walk().every_code_has_its_sentence_and_every_sentence_its_code();
}

#[test]
fn every_rule_value_is_read_somewhere() {
    walk().every_rule_value_is_read_somewhere();
}

#[test]
fn every_read_is_stated_with_its_type() {
    walk().every_read_is_stated_with_its_type();
}

#[test]
fn overdue_reports_block_what_there_is() {
    walk().overdue_reports_block_what_there_is();
}

#[test]
fn weights_sum_to_a_hundred_in_every_version() {
    walk().weights_sum_to_a_hundred_in_every_version();
}

#[test]
fn every_sentence_of_a_case_is_whole_in_every_language() {
    let situation = Situation {
        registered: "never".to_owned(),
        ideal_purpose: false,
        other_applications: 1,
        attachments: Vec::new(),
        ..Situation::default()
    };
    let (call, rules) = (situation.call(), situation.rules());
    let claim = UserRunCentres::claim(&call, &situation.draft(), &rules).unwrap();
    let decided = Decided {
        call: &call,
        application: &situation.application(),
        granted: claim.amount,
        date: situation.date,
    };
    let conditions = UserRunCentres::conditions(&decided, &rules).unwrap();
    let findings = situation.findings();
    assert!(findings.len() > 2, "{findings:?}");
    require_whole(UserRunCentres::messages(), &findings, &claim, &conditions);
}

#[test]
fn the_registers_rules_ask_have_names_the_contract_allows() {
    for register in [VOLUNTARY_REGISTER, TRANSITION_REGISTER, EXCLUSION_REGISTER] {
        assert!(
            register
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte == b'_')
        );
    }
}

#[test]
fn the_frames_of_2020_and_2023_are_as_announced() {
    let kroner = |on: &str| -> Vec<(&str, i64)> {
        user_run_centres::frame::announced(&UserRunCentres::rules().on(date(on)))
            .unwrap()
            .into_iter()
            .map(|(code, amount)| (code, amount.ore() / 100))
            .collect()
    };
    assert_eq!(
        kroner("2020-02-17"),
        [("national", 108_000_000), ("local_regional", 22_000_000)]
    );
    assert_eq!(
        kroner("2023-02-15"),
        [("national", 101_800_000), ("local_regional", 23_000_000)]
    );
    let unpublished = UserRunCentres::rules().on(date("2021-02-15"));
    assert!(user_run_centres::frame::announced(&unpublished).is_err());
}
