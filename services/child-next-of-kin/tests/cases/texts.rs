//! Nothing without a sentence, no sentence for nothing; rule book and criteria fit together.

use std::collections::BTreeSet;

use allocation::text::Language;
use child_next_of_kin::ChildNextOfKin;
use domain::findings::message_id;
use domain::money::Money;
use domain::rules::RuleBook;
use domain::scheme::{ApplicantFacts, Case, Decided, Scheme};

use crate::support::{application, base, call, date, earlier_grant, rules};

/// Every file that names codes.
const SOURCES: [&str; 5] = [
    include_str!("../../src/claim.rs"),
    include_str!("../../src/eligibility.rs"),
    include_str!("../../src/eligibility/exclusion.rs"),
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
    let profile = ChildNextOfKin::PROFILE;
    let mut ids = BTreeSet::new();
    for source in SOURCES {
        ids.extend(
            literals(source)
                .filter(|text| text.starts_with("CHILD_"))
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
    for rules_date in ["2017-04-01", "2018-03-01"] {
        for plan in ChildNextOfKin::frame_plan(&rules(rules_date)).unwrap() {
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
    assert!(spoken.len() > 50, "the codes were not found: {spoken:?}");
    let written: BTreeSet<String> = ChildNextOfKin::messages()
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
        written.draft.requested = Money::kroner(2_000_000);
        written.draft.form.period_months = 60;
        written.draft.form.plan.services.truncate(1);
        written.draft.form.anchoring.decided = None;
        written.draft.form.merged_from = vec!["1241".parse().unwrap()];
        let facts = ApplicantFacts {
            entries: Vec::new(),
            earlier_grants: vec![earlier_grant(2018, false)],
            other_applications: 1,
        };
        let found = ChildNextOfKin::findings(
            &Case {
                call: &call,
                draft: &written.draft,
                facts: &facts,
                attachment_kinds: &[],
                date: date("2025-01-01"),
            },
            &rules,
        )
        .unwrap();
        let claim = ChildNextOfKin::claim(&call, &written.draft, &rules).unwrap();
        let application = application(written.draft);
        let conditions = ChildNextOfKin::conditions(
            &Decided {
                call: &call,
                application: &application,
                granted: claim.amount,
                date: date("2025-01-01"),
            },
            &rules,
        )
        .unwrap();
        let catalogues = [ChildNextOfKin::messages()];
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
        "2015-01-01",
        "2017-04-01",
        "2019-06-01",
        "2022-09-01",
        "2026-01-01",
    ] {
        let rules = rules(rules_date);
        let weights: u32 = ChildNextOfKin::PROFILE
            .criteria
            .iter()
            .map(|criterion| rules.count(&format!("weight_{}", criterion.code)).unwrap())
            .sum();
        assert_eq!(weights, 100, "{rules_date}");
    }
}
