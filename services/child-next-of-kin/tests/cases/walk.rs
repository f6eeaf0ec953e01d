//! Nothing was forgotten: what every scheme must meet (`testing`), and what only this one
//! promises.

use child_next_of_kin::ChildNextOfKin;
use domain::money::Money;
use domain::register::EarlierGrant;
use domain::scheme::{ApplicantFacts, Case, Decided, Scheme};
use testing::specimen::earlier_grant;
use testing::{Walk, require_whole};

use crate::scene::{application, base, call, date, rules};

fn walk() -> Walk<ChildNextOfKin> {
    Walk::through(env!("CARGO_MANIFEST_DIR"), "CHILD_")
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
    for rules_date in ["2017-04-01", "2024-03-01"] {
        let (rules, call) = (rules(rules_date), call(date(rules_date)));
        let mut draft = base().draft;
        draft.requested = Money::kroner(2_000_000);
        draft.form.period_months = 60;
        draft.form.plan.services.truncate(1);
        draft.form.anchoring.decided = None;
        draft.form.merged_from = vec!["1241".parse().unwrap()];
        let facts = ApplicantFacts {
            earlier_grants: vec![EarlierGrant {
                running: true,
                ..earlier_grant(2018, Money::kroner(500_000))
            }],
            other_applications: 1,
            ..ApplicantFacts::default()
        };
        let case = Case {
            call: &call,
            draft: &draft,
            facts: &facts,
            attachment_kinds: &[],
            date: date("2025-01-01"),
        };
        let findings = ChildNextOfKin::findings(&case, &rules).unwrap();
        let claim = ChildNextOfKin::claim(&call, &draft, &rules).unwrap();
        let decided = Decided {
            call: &call,
            application: &application(draft),
            granted: claim.amount,
            date: date("2025-01-01"),
        };
        let conditions = ChildNextOfKin::conditions(&decided, &rules).unwrap();
        require_whole(ChildNextOfKin::messages(), &findings, &claim, &conditions);
    }
}
