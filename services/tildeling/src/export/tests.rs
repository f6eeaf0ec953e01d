//! Answers as the records of files.

use contract::v1;
use domain::money::Money;
use interchange::ledger::Side;

use super::{Scope, Titles};

fn ore(ore: i64) -> Option<v1::Money> {
    Some(v1::Money { ore })
}

fn noon() -> Option<prost_types::Timestamp> {
    Some(prost_types::Timestamp {
        seconds: 1_780_315_200,
        nanos: 0,
    })
}

pub fn award() -> v1::Award {
    v1::Award {
        application: "schemes/rental-housing/calls/2026/applications/1".to_owned(),
        case_reference: "RH-2026-00001".to_owned(),
        organisation_number: "942114184".to_owned(),
        organisation_name: "=Huset".to_owned(),
        municipality_number: "0301".to_owned(),
        requested: ore(10_000),
        calculated: ore(6_000),
        amount: ore(6_000),
        decision: v1::Decision::PartlyGranted.into(),
        reason: "Rammen er brukt opp.".to_owned(),
        ..v1::Award::default()
    }
}

/// The money of an award, by changes of what is promised and paid.
pub fn money(changes: &[(i64, i64)]) -> v1::AwardMoney {
    let movement = |(posting, (committed, paid)): (i64, &(i64, i64))| v1::MoneyMovement {
        posting,
        time: noon(),
        year: 2026,
        committed: ore(*committed),
        paid: ore(*paid),
        repaid: ore(0),
    };
    v1::AwardMoney {
        applicant_kind: v1::ApplicantKind::Municipality.into(),
        applied_date: "2026-02-01".to_owned(),
        decided_date: "2026-05-01".to_owned(),
        chapter_post: "0581.76".to_owned(),
        year: 2026,
        state_aid: Some(true),
        movements: (1..).zip(changes).map(movement).collect(),
        committed: ore(changes.iter().map(|(committed, _)| committed).sum()),
        paid: ore(changes.iter().map(|(_, paid)| paid).sum()),
        repaid: ore(0),
        tags: vec![tag("g3", changes), tag("g4", &[])],
        ..v1::AwardMoney::default()
    }
}

/// A tag with all the money.
fn tag(goal: &str, changes: &[(i64, i64)]) -> v1::TagShare {
    let code = |code: &str| {
        Some(v1::TagCode {
            code: code.to_owned(),
            title: code.to_uppercase(),
        })
    };
    v1::TagShare {
        tag: Some(v1::CommitmentTag {
            plan_line: code("housing"),
            goal: code(goal),
            target_group: code("young"),
            measure: code("housing_first"),
        }),
        weight: 3,
        amounts: Some(v1::TaggedAmounts {
            committed: ore(changes.iter().map(|(committed, _)| committed).sum()),
            paid: ore(changes.iter().map(|(_, paid)| paid).sum()),
            ..v1::TaggedAmounts::default()
        }),
    }
}

pub fn posting(from: &str, to: &str, amount: i64) -> v1::LedgerPosting {
    let account = |kind: &str| v1::LedgerAccount {
        kind: kind.to_owned(),
        chapter_post: "0581.76".to_owned(),
        year: 2026,
        ..v1::LedgerAccount::default()
    };
    v1::LedgerPosting {
        id: 7,
        debit: Some(account(to)),
        credit: Some(account(from)),
        amount: ore(amount),
        case_reference: "RH-2026-00001".to_owned(),
        applicant_kind: v1::ApplicantKind::Municipality.into(),
        event_chain: "schemes/rental-housing/calls/2026/applications/1".to_owned(),
        event_sequence: 3,
        time: noon(),
        ..v1::LedgerPosting::default()
    }
}

#[test]
fn a_scope_is_read_from_a_name() {
    let scope = Scope::of("schemes/rental-housing/calls/2026");
    assert_eq!(
        (scope.scheme.as_str(), scope.call.as_str()),
        ("rental-housing", "2026")
    );
}

#[test]
fn an_award_has_its_sums_and_tags() {
    let scope = Scope::of("schemes/rental-housing/calls/2026");
    let row = super::award(
        &scope,
        &award(),
        &money(&[(6_000, 0), (-1_000, 0), (0, 4_000)]),
    );
    let row = row.unwrap();
    let ore = [row.committed, row.paid, row.repaid].map(Money::ore);
    assert_eq!(ore, [5_000, 4_000, 0]);
    assert_eq!(
        [row.plan_line, row.goals, row.target_groups, row.measure],
        ["housing", "g3=3 g4=3", "young=6", "housing_first"]
    );
    let mut unknown = award();
    unknown.decision = 0;
    let refused = super::award(&scope, &unknown, &money(&[])).unwrap_err();
    assert!(
        format!("{refused:#}").contains("the decision is missing"),
        "{refused:#}"
    );
}

#[test]
fn a_grant_has_a_transaction_for_each_change() {
    let money = money(&[(6_000, 0), (-1_000, 0), (0, 4_000)]);
    let grant = super::grant(&Titles::default(), &award(), &money).unwrap();
    let ore = |all: &[interchange::three_sixty::Transaction]| -> Vec<i64> {
        all.iter().map(|one| one.amount.ore()).collect()
    };
    assert_eq!(ore(&grant.commitments), [6_000, -1_000]);
    assert_eq!(ore(&grant.disbursements), [4_000]);
    let codes = grant.classifications.iter();
    let codes: Vec<&str> = codes.map(|one| one.code.as_str()).collect();
    assert_eq!(codes, ["g3", "g4", "housing_first", "housing", "young"]);
}

#[test]
fn a_promise_is_no_entry_and_a_returned_payment_is_a_debt_again() {
    assert!(
        super::postings(&posting("frame", "committed", 1))
            .unwrap()
            .is_empty()
    );
    let back = super::postings(&posting("paid", "attested", 5)).unwrap();
    let lines: Vec<_> = back
        .iter()
        .map(|line| (line.account.as_str(), line.side))
        .collect();
    assert_eq!(
        lines,
        [("settlement", Side::Debit), ("grant_debt", Side::Credit)]
    );
}

#[test]
fn an_array_is_indented_as_a_whole_would_be() {
    let objects = [
        serde_json::json!({ "a": 1 }),
        serde_json::json!({ "b": [2, 3] }),
    ];
    for count in 0..=2 {
        let some = &objects[..count];
        let mut written = Vec::new();
        super::write_array(&mut written, some.iter().cloned().map(Ok)).unwrap();
        let whole = serde_json::to_string_pretty(some).unwrap() + "\n";
        assert_eq!(String::from_utf8(written).unwrap(), whole);
    }
}

#[test]
fn a_payment_is_approved_by_the_approver_of_its_batch() {
    let scope = Scope::of("schemes/rental-housing/calls/2026");
    let attested = v1::Payment {
        end_to_end_id: "RH-2026-00001/1".to_owned(),
        organisation_number: "942114184".to_owned(),
        account_number: "86011117947".to_owned(),
        amount: ore(6_000),
        chapter_post: "0581.76".to_owned(),
        due_date: "2026-06-01".to_owned(),
        attested_by: "finn".to_owned(),
        approved_by: "berit".to_owned(),
        attest_time: noon(),
        ..v1::Payment::default()
    };
    let row = super::payment(&scope, &attested).unwrap();
    assert_eq!(
        (row.approved_by, row.batch, row.state.as_str()),
        (None, None, "attested"),
        "who approved the allocation is another matter"
    );
    let approved = v1::Payment {
        batch: "schemes/rental-housing/calls/2026/batches/1".to_owned(),
        payment_approved_by: "bo".to_owned(),
        ..attested
    };
    let row = super::payment(&scope, &approved).unwrap();
    assert_eq!(
        (row.approved_by.as_deref(), row.state.as_str()),
        (Some("bo"), "approved")
    );
    assert_eq!(row.batch.as_deref(), Some(approved.batch.as_str()));
}
