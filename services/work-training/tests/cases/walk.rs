//! Nothing was forgotten: what every scheme must meet (`testing`), and what only this one
//! promises.

use domain::scheme::{Decided, Scheme};
use testing::{Walk, require_whole};
use work_training::VOLUNTARY_REGISTER;
use work_training::WorkTraining;

use crate::scene::{Situation, date};

fn walk() -> Walk<WorkTraining> {
    Walk::through(env!("CARGO_MANIFEST_DIR"), "TRAINING_")
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
        ordinary_operation: true,
        commercial: true,
        start: date("2019-01-01"),
        attachments: Vec::new(),
        ..Situation::default()
    };
    let (call, rules) = (situation.call(), situation.rules());
    let claim = WorkTraining::claim(&call, &situation.draft(), &rules).unwrap();
    let decided = Decided {
        call: &call,
        application: &situation.application(),
        granted: claim.amount,
        date: situation.date,
    };
    let conditions = WorkTraining::conditions(&decided, &rules).unwrap();
    let findings = situation.findings();
    assert!(findings.len() > 2, "{findings:?}");
    require_whole(WorkTraining::messages(), &findings, &claim, &conditions);
}

#[test]
fn the_register_rules_ask_has_a_name_the_contract_allows() {
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte == b'_';
    assert!(VOLUNTARY_REGISTER.bytes().all(allowed));
}
