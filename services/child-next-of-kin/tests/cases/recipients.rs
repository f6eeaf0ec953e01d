//! `cases/recipients_2015.toml`: the fourteen recipients of 2015, then and later.

use child_next_of_kin::ChildNextOfKin;
use domain::money::Money;
use domain::register::RegisterEntry;
use domain::scheme::{ApplicantFacts, Case, Scheme};
use serde::Deserialize;
use testing::{Kroner, Scene};

use crate::scene::{base, call, date, rules};

/// The codes of the findings on the rules' own day.
fn found(written: &Scene<ChildNextOfKin>, facts: &ApplicantFacts, rules_date: &str) -> Vec<String> {
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

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Recipients {
    published_total: Kroner,
    total: Kroner,
    recipient: Vec<Recipient>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Recipient {
    name: String,
    number: String,
    amount: Kroner,
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
    let sum = Money::sum(table.recipient.iter().map(|row| row.amount.0)).unwrap();
    assert_eq!(sum, table.total.0);
    assert_ne!(sum, table.published_total.0);
}

#[test]
fn the_fourteen_of_2015_could_be_granted_what_they_were() {
    for row in recipients().recipient {
        let mut written = base();
        written.draft.requested = row.amount.0;
        written.draft.applicant.municipality = row.number.parse().unwrap();
        written.draft.form.period_months = 12;
        written.draft.form.anchoring.decided = Some(date("2015-05-01"));
        let claim = ChildNextOfKin::claim(
            &call(date("2015-06-01")),
            &written.draft,
            &rules("2015-06-01"),
        )
        .unwrap();
        assert_eq!(claim.amount, row.amount.0, "{}", row.name);
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
