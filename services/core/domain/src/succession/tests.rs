use super::*;
use crate::organisation::ApplicantKind;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn organisation(n: u32) -> OrganisationNumber {
    OrganisationNumber::invented(n)
}

/// Lardal is taken over by Larvik, as on 1 January 2018.
fn takeover() -> Takeover {
    Takeover {
        predecessor: organisation(1),
        successor: Applicant {
            organisation: organisation(2),
            name: "Larvik kommune".to_owned(),
            kind: ApplicantKind::Municipality,
            municipality: "0712".parse().unwrap(),
            invented_number: false,
        },
        contact: None,
        date: day("2018-01-01"),
    }
}

fn case() -> TakenCase {
    TakenCase {
        call: "2017".parse().unwrap(),
        application: "0192f000-0001-7000-8000-000000000001".parse().unwrap(),
        case_reference: "PP-2017-00001".parse().unwrap(),
        organisation_name: "Lardal kommune".to_owned(),
        municipality: Some("0728".parse().unwrap()),
        applied: day("2017-02-01"),
        state: "granted".to_owned(),
        grant: None,
        revision: Revision::FIRST,
    }
}

fn codes(takeover: &Takeover, cases: &[TakenCase], taken: &[(u32, u32, &str)]) -> Vec<String> {
    let heirs = taken.iter().map(|(old, new, date)| {
        let heir = (organisation(*new), day(date));
        (organisation(*old), heir)
    });
    let known = Known {
        cases,
        is_registered: false,
        is_proposed: false,
        heirs: &heirs.collect(),
        today: day("2018-02-01"),
    };
    let found = findings(takeover, known).into_iter();
    found.map(|finding| finding.code.into_owned()).collect()
}

#[test]
fn a_merger_of_the_table_stands() {
    assert!(codes(&takeover(), &[case()], &[]).is_empty());
    // Its number of today is as good; one that went out of use before is not.
    let mut other = takeover();
    other.successor.municipality = "3909".parse().unwrap();
    assert!(codes(&other, &[case()], &[]).is_empty());
    other.successor.municipality = "0709".parse().unwrap();
    assert_eq!(
        codes(&other, &[case()], &[]),
        ["SUCCESSION_MUNICIPALITY_INVALID", "SUCCESSION_NOT_IN_TABLE"]
    );
}

#[test]
fn every_fault_is_told_at_once() {
    let mut bad = takeover();
    bad.predecessor = organisation(2);
    bad.date = day("2018-03-01");
    bad.successor.kind = ApplicantKind::Company;
    let mut paying = case();
    paying.applied = day("2018-03-02");
    paying.grant = Some(TakenGrant {
        state: "active".to_owned(),
        has_account: true,
        is_paying: true,
    });
    assert_eq!(
        codes(&bad, &[paying], &[]),
        [
            "SUCCESSION_SAME_ORGANISATION",
            "SUCCESSION_IN_FUTURE",
            "SUCCESSION_BEFORE_APPLICATION",
            "SUCCESSION_PAYMENT_UNDER_WAY",
            "SUCCESSION_NOT_A_MUNICIPALITY",
            "SUCCESSION_NOT_IN_TABLE",
        ]
    );
    assert_eq!(
        codes(&takeover(), &[], &[]),
        ["SUCCESSION_UNKNOWN_ORGANISATION"]
    );
}

#[test]
fn circles_and_chains_are_told_apart() {
    let taken = |pairs: &[(u32, u32, &str)]| codes(&takeover(), &[case()], pairs);
    assert_eq!(taken(&[(2, 1, "2017-01-01")]), ["SUCCESSION_CIRCLE"]);
    assert_eq!(
        taken(&[(2, 3, "2017-01-01"), (3, 1, "2017-06-01")]),
        ["SUCCESSION_CIRCLE"]
    );
    assert_eq!(taken(&[(2, 3, "2017-01-01")]), ["SUCCESSION_CHAIN"]);
    assert_eq!(
        taken(&[(1, 3, "2017-01-01")]),
        ["SUCCESSION_TAKEN_OVER_ALREADY"]
    );
    assert_eq!(
        taken(&[(3, 1, "2018-01-02")]),
        ["SUCCESSION_BEFORE_EARLIER"]
    );
    assert!(
        taken(&[(3, 1, "2017-01-01")]).is_empty(),
        "one after the other"
    );
}

#[test]
fn a_case_that_was_dropped_does_not_matter() {
    let mut dropped = case();
    dropped.applied = day("2018-01-20");
    dropped.state = "withdrawn".to_owned();
    assert!(codes(&takeover(), &[dropped], &[]).is_empty());
}

#[test]
fn a_merger_after_the_table_is_not_judged_by_it() {
    let mut later = takeover();
    later.successor.municipality = "0301".parse().unwrap();
    later.date = day("2026-01-01");
    let found = codes(&later, &[case()], &[]);
    assert_eq!(found, ["SUCCESSION_IN_FUTURE"]);
}

#[test]
fn the_holder_is_at_the_end_of_the_way() {
    let heirs: Heirs = [(1, 2), (2, 3)]
        .into_iter()
        .map(|(old, new)| (organisation(old), (organisation(new), day("2020-01-01"))))
        .collect();
    assert_eq!(heirs.holder(&organisation(1)), &organisation(3));
    assert_eq!(heirs.holder(&organisation(3)), &organisation(3));
}
