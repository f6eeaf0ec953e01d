//! The cases of `cases/*.toml`, each told by its name when it fails.

use std::collections::BTreeMap;

use child_next_of_kin::ChildNextOfKin;
use chrono::NaiveDate;
use conformance::specimen::earlier_grant;
use domain::application::Placement;
use domain::money::Money;
use domain::register::RegisterEntry;
use domain::scheme::{ApplicantFacts, Case, Scheme};
use serde::Deserialize;

use crate::scene::{Written, base, call, changed, date, rules};

#[derive(Deserialize)]
struct Cases {
    case: Vec<Worked>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Worked {
    name: String,
    #[expect(dead_code, reason = "for the reader of the case")]
    source: String,
    rules_date: NaiveDate,
    #[serde(default)]
    change: toml::Table,
    #[serde(default)]
    entries: Vec<RegisterEntry>,
    #[serde(default)]
    earlier_grants: Vec<Earlier>,
    #[serde(default)]
    other_applications: u32,
    expect: Expected,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(deny_unknown_fields)]
struct Earlier {
    year: i32,
    reports_accepted: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    claim: Option<Money>,
    #[serde(default)]
    steps: BTreeMap<String, Money>,
    findings: Option<Vec<String>>,
    placement: Option<Placement>,
}

/// The codes the rules find on the rules' own day.
fn found(written: &Written, facts: &ApplicantFacts, rules_date: &str) -> Vec<String> {
    let found = ChildNextOfKin::findings(
        &Case {
            call: &call(date(rules_date)),
            draft: &written.draft,
            facts,
            attachment_kinds: &written.attachments,
            date: date(rules_date),
        },
        &rules(rules_date),
    )
    .unwrap();
    found
        .iter()
        .map(|finding| finding.code.to_string())
        .collect()
}

fn check(case: &Worked) {
    let name = &case.name;
    let rules_date = case.rules_date.to_string();
    let rules = rules(&rules_date);
    let written = changed(&case.change);

    let claim = ChildNextOfKin::claim(&call(case.rules_date), &written.draft, &rules).unwrap();
    if let Some(expected) = case.expect.claim {
        assert_eq!(claim.amount, expected, "{name}: claim");
    }
    for (code, expected) in &case.expect.steps {
        let step = claim.steps.iter().find(|step| step.code == code.as_str());
        let amount = step.and_then(|step| step.amount);
        assert_eq!(amount, Some(*expected), "{name}: step {code}");
    }
    if let Some(expected) = &case.expect.findings {
        let earlier = case.earlier_grants.iter();
        let facts = ApplicantFacts {
            entries: case.entries.clone(),
            earlier_grants: earlier
                .map(|grant| {
                    earlier_grant(grant.year, Money::kroner(500_000), grant.reports_accepted)
                })
                .collect(),
            other_applications: case.other_applications,
        };
        assert_eq!(
            &found(&written, &facts, &rules_date),
            expected,
            "{name}: findings"
        );
    }
    if let Some(expected) = &case.expect.placement {
        let placement = ChildNextOfKin::placement(&written.draft, &rules).unwrap();
        assert_eq!(&placement, expected, "{name}: placement");
    }
}

#[test]
fn calculations() {
    let cases: Cases = toml::from_str(include_str!("../../cases/calculation.toml")).unwrap();
    cases.case.iter().for_each(check);
}

#[test]
fn eligibility() {
    let cases: Cases = toml::from_str(include_str!("../../cases/eligibility.toml")).unwrap();
    cases.case.iter().for_each(check);
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Recipients {
    published_total: Money,
    total: Money,
    recipient: Vec<Recipient>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Recipient {
    name: String,
    number: String,
    amount: Money,
    later: String,
    in_2020: String,
}

fn recipients() -> Recipients {
    toml::from_str(include_str!("../../cases/recipients_2015.toml")).unwrap()
}

#[test]
fn the_sum_of_2015_is_computed_and_differs_from_the_one_published() {
    let table = recipients();
    assert_eq!(table.recipient.len(), 14);
    let sum = Money::sum(table.recipient.iter().map(|row| row.amount)).unwrap();
    assert_eq!(sum, table.total);
    assert_ne!(sum, table.published_total);
}

#[test]
fn the_fourteen_of_2015_could_be_granted_what_they_were() {
    for row in recipients().recipient {
        let mut written = base();
        written.draft.requested = row.amount;
        written.draft.applicant.municipality = row.number.parse().unwrap();
        written.draft.form.period_months = 12;
        written.draft.form.anchoring.decided = Some(date("2015-05-01"));
        let claim = ChildNextOfKin::claim(
            &call(date("2015-06-01")),
            &written.draft,
            &rules("2015-06-01"),
        )
        .unwrap();
        assert_eq!(claim.amount, row.amount, "{}", row.name);
        let facts = ApplicantFacts::default();
        assert!(
            found(&written, &facts, "2015-06-01").is_empty(),
            "{}",
            row.name
        );
    }
}

/// Renumbered municipalities remain what they were; merged ones are new, and excluded by the
/// version.
#[test]
fn the_fourteen_of_2015_later() {
    for row in recipients().recipient {
        let mut written = base();
        written.draft.applicant.municipality = row.later.parse().unwrap();
        let facts = ApplicantFacts {
            entries: vec![RegisterEntry {
                register: "earlier_recipient".to_owned(),
                organisation: written.draft.applicant.organisation.clone(),
                municipality: Some(row.number.parse().unwrap()),
                from: date("2015-06-01"),
                to: None,
                source: "Bufdir 2015".to_owned(),
            }],
            ..ApplicantFacts::default()
        };
        assert_eq!(
            found(&written, &facts, "2020-02-01"),
            [row.in_2020.as_str()],
            "{} under the rules of 2019",
            row.name
        );
        let in_2022 = match row.in_2020.as_str() {
            "CHILD_MERGED_ONLY_IMPLEMENT" => "CHILD_MERGED_EXCLUDED",
            excluded => excluded,
        };
        assert_eq!(
            found(&written, &facts, "2022-09-01"),
            [in_2022],
            "{} under the rules of 2022",
            row.name
        );
    }
}
