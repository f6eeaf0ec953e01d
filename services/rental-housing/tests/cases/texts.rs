//! Nothing without a sentence, no sentence for nothing; rule book and criteria fit together.

use std::collections::BTreeSet;

use allocation::text::Language;
use domain::findings::message_id;
use domain::rules::RuleBook;
use domain::scheme::{Case, Decided, Scheme};
use rental_housing::RentalHousing;

use crate::support::{application, base, call, date, facts, rules};

/// Every file that names codes.
const SOURCES: [&str; 6] = [
    include_str!("../../src/claim.rs"),
    include_str!("../../src/eligibility.rs"),
    include_str!("../../src/eligibility/agreement.rs"),
    include_str!("../../src/eligibility/economy.rs"),
    include_str!("../../src/letter.rs"),
    include_str!("../../src/report.rs"),
];

/// The text literals of a source.
fn literals(source: &str) -> impl Iterator<Item = &str> {
    source.split('"').skip(1).step_by(2)
}

/// The literals that follow one of the calls that take a code.
fn codes_after<'a>(source: &'a str, call: &'a str) -> impl Iterator<Item = &'a str> {
    source
        .split(call)
        .skip(1)
        .filter_map(|after| after.trim_start().strip_prefix('"'))
        .filter_map(|after| after.split('"').next())
}

/// The ids of all messages that the code and the profile speak by.
fn spoken() -> BTreeSet<String> {
    let profile = RentalHousing::PROFILE;
    let mut ids = BTreeSet::new();
    for source in SOURCES {
        ids.extend(
            literals(source)
                .filter(|text| text.starts_with("HOUSING_"))
                .map(|code| message_id("finding-", code)),
        );
        for call in ["ClaimStep::amount(", "ClaimStep::fact("] {
            ids.extend(codes_after(source, call).map(|code| message_id("step-", code)));
        }
        ids.extend(
            codes_after(source, "Condition::new(").map(|code| message_id("condition-", code)),
        );
    }
    ids.extend(
        profile
            .criteria
            .iter()
            .map(|criterion| message_id("criterion-", criterion.code)),
    );
    ids.extend(
        profile
            .indicators
            .iter()
            .map(|indicator| message_id("indicator-", indicator.code)),
    );
    for rules_date in ["2017-04-01", "2024-03-01"] {
        for plan in RentalHousing::frame_plan(&rules(rules_date)).unwrap() {
            ids.insert(message_id("sub-frame-", plan.code));
            ids.extend(
                plan.priority_classes
                    .iter()
                    .map(|class| message_id("class-", class)),
            );
        }
    }
    ids.extend(
        [
            "title",
            "purpose",
            "target-group",
            "goal-criteria",
            "follow-up",
        ]
        .map(str::to_owned),
    );
    ids
}

#[test]
fn every_code_has_its_sentence_and_every_sentence_its_code() {
    let spoken = spoken();
    assert!(spoken.len() > 80, "the codes were not found: {spoken:?}");
    let written: BTreeSet<String> = RentalHousing::messages()
        .ids()
        .filter(|id| !id.starts_with("format-"))
        .map(str::to_owned)
        .collect();
    let missing: Vec<_> = spoken.difference(&written).collect();
    assert!(missing.is_empty(), "no sentence for {missing:?}");
    let idle: Vec<_> = written.difference(&spoken).collect();
    assert!(idle.is_empty(), "nobody says {idle:?}");
}

/// A sentence whose values are not all given would show as its bare id.
#[test]
fn every_sentence_of_a_case_is_whole_in_every_language() {
    for rules_date in ["2017-04-01", "2024-03-01"] {
        let rules = rules(rules_date);
        let call = call(date(rules_date));
        let mut written = base();
        written.draft.form.units[0].primary_area_dm2 = 9_500;
        written.draft.form.project.subcontractor_levels = 9;
        written.draft.form.economy.financing.own = domain::money::Money::ZERO;
        let found = RentalHousing::findings(
            &Case {
                call: &call,
                draft: &written.draft,
                facts: &facts(Vec::new()),
                attachment_kinds: &[],
                date: date("2025-01-01"),
            },
            &rules,
        )
        .unwrap();
        let claim = RentalHousing::claim(&call, &written.draft, &rules).unwrap();
        let application = application(written.draft);
        let conditions = RentalHousing::conditions(
            &Decided {
                call: &call,
                application: &application,
                granted: claim.amount,
                date: date("2025-01-01"),
            },
            &rules,
        )
        .unwrap();
        let catalogues = [RentalHousing::messages()];
        for language in Language::ALL {
            let findings = found
                .iter()
                .map(|finding| finding.text(&catalogues, language));
            let said = |prefix, code: &str, args: &_| {
                domain::findings::sentence(&catalogues, language, &message_id(prefix, code), args)
            };
            let steps = claim
                .steps
                .iter()
                .map(|step| said("step-", &step.code, &step.args));
            let letter = conditions
                .iter()
                .map(|condition| said("condition-", &condition.code, &condition.args));
            for text in findings.chain(steps).chain(letter) {
                assert!(text.contains(' '), "{language} {rules_date}: {text}");
            }
        }
    }
}

#[test]
fn the_rule_book_is_without_fault_and_the_weights_sum_to_a_hundred() {
    RuleBook::parse(include_str!("../../rules.toml")).unwrap();
    for rules_date in [
        "2011-02-23",
        "2017-04-01",
        "2019-06-01",
        "2023-07-05",
        "2026-01-01",
    ] {
        let rules = rules(rules_date);
        let weights: u32 = RentalHousing::PROFILE
            .criteria
            .iter()
            .map(|criterion| rules.count(&format!("weight_{}", criterion.code)).unwrap())
            .sum();
        assert_eq!(weights, 100, "{rules_date}");
    }
}

/// Every number on the lists of rates is a municipality of its time, and is on one list.
#[test]
fn the_groups_of_municipalities_are_municipalities_of_their_time() {
    for (rules_date, listed) in [("2023-09-01", 66), ("2024-01-01", 66)] {
        let rules = rules(rules_date);
        let mut seen = BTreeSet::new();
        for (group, numbers) in rules.table("rate.groups").unwrap() {
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
