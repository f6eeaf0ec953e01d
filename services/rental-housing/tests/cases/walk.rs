//! Nothing was forgotten: what every scheme must meet (`testing`), and what only this one
//! promises.

use std::collections::BTreeSet;

use domain::money::Money;
use domain::scheme::{Case, Decided, Scheme};
use rental_housing::RentalHousing;
use testing::{Walk, require_whole};

use crate::scene::{application, base, call, date, facts, rules};

fn walk() -> Walk<RentalHousing> {
    Walk::through(env!("CARGO_MANIFEST_DIR"), "HOUSING_")
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
        draft.form.units[0].primary_area_dm2 = 9_500;
        draft.form.project.subcontractor_levels = 9;
        draft.form.economy.financing.own = Money::ZERO;
        let case = Case {
            call: &call,
            draft: &draft,
            facts: &facts(Vec::new()),
            attachment_kinds: &[],
            date: date("2025-01-01"),
        };
        let findings = RentalHousing::findings(&case, &rules).unwrap();
        let claim = RentalHousing::claim(&call, &draft, &rules).unwrap();
        let decided = Decided {
            call: &call,
            application: &application(draft),
            granted: claim.amount,
            date: date("2025-01-01"),
        };
        let conditions = RentalHousing::conditions(&decided, &rules).unwrap();
        require_whole(RentalHousing::messages(), &findings, &claim, &conditions);
    }
}

/// Every number on the lists of rates is a municipality of its time, and is on one list.
#[test]
fn the_groups_of_municipalities_are_municipalities_of_their_time() {
    for (rules_date, listed) in [("2023-09-01", 66), ("2024-01-01", 66)] {
        let rules = rules(rules_date);
        let mut seen = BTreeSet::new();
        for (group, numbers) in rules.table("rate.groups").unwrap().value {
            let domain::rules::RuleData::List(numbers) = numbers else {
                panic!("{group} is no list");
            };
            for number in numbers {
                let number = number.as_text().unwrap().parse().unwrap();
                assert!(
                    domain::municipalities::valid_on(&number, rules.date()).is_some(),
                    "{number} on {rules_date}"
                );
                assert!(seen.insert(number.clone()), "{number} is there twice");
            }
            assert!(rules.money_row("rate.per_m2", group).is_ok());
        }
        assert_eq!(seen.len(), listed);
    }
}
