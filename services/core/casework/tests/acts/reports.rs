//! Reports written, delivered, sent back and accepted; what becomes of the money; indicators
//! summed.

use casework::application::ApplicationKey;
use casework::finance::{AttestPayments, ImportReceipts};
use casework::report;
use domain::finance::Receipt;
use domain::grant::{Grant, GrantState, InstalmentState};
use domain::money::Money;
use domain::page::Page;
use domain::refusal::Refusal;
use domain::report::ReportChanges;
use domain::report::ReportState;

use crate::audited::first_break;
use crate::batches::approve;
use crate::journey::{finance, first_page, report_as_read};
use crate::pilot::Indicators;
use crate::steps;
use crate::world::{World, applicant, at, call_id, case_handler};

const ROUND: [(i64, u8); 3] = [(30, 90), (30, 80), (30, 70)];

const NOTHING: ReportChanges<Indicators> = ReportChanges {
    indicators: None,
    accounts: None,
    financing: None,
    moved_to_equity: None,
    certificate: None,
    narrative: None,
};

/// A decided round whose first grants are active, with their first instalments paid.
pub async fn paid_round(world: &World, active: u32) -> Vec<ApplicationKey> {
    let (cases, _) = world.decided_round(&ROUND).await;
    for (case, organisation) in cases.iter().zip(1..=active) {
        world.activate(case, organisation).await;
    }
    pay(world, "2026-02-16").await;
    cases
}

/// Attests and pays what is due on a day.
pub async fn pay(world: &World, day: &str) {
    let due = AttestPayments {
        call: call_id(),
        grants: vec![],
        due_by: day.parse().unwrap(),
    };
    world.take(&finance(), due.clone()).await.unwrap();
    approve(world).await;
    let page = Page {
        size: 500,
        after: None,
    };
    let basis = world
        .take(&finance(), steps::export_payments(false, page))
        .await
        .unwrap();
    let receipts = basis.rows.iter().map(|line| Receipt {
        end_to_end_id: line.end_to_end_id(),
        amount: line.amount,
        booked: day.parse().unwrap(),
    });
    let request = ImportReceipts {
        call: call_id(),
        receipts: receipts.collect(),
    };
    world.take(&finance(), request).await.unwrap();
}

#[tokio::test]
async fn a_year_from_application_to_paid_and_reported() {
    let world = World::new().await;
    let cases = paid_round(&world, 3).await;
    world.clock.set(at("2027-03-20T09:00:00Z"));
    let written = world
        .write_report(&cases[0], 1, (300_000, 300_000, 12))
        .await;
    let submitted = world.submit_report(&written, 1).await.unwrap();
    assert_eq!(
        world.submit_report(&written, 1).await.unwrap(),
        submitted,
        "a retry"
    );
    assert!(matches!(
        world.grant(&cases[0]).await.state,
        GrantState::Reported { .. }
    ));
    let at = report_as_read(&submitted);
    let accept = steps::accept_report(&at, "Attained in full.");
    let accepted = world.on_report(&case_handler(), accept.clone()).await;
    let again = world.on_report(&case_handler(), accept).await;
    assert_eq!(again.unwrap(), accepted.unwrap());
    let closed = world.grant(&cases[0]).await.state;
    assert!(matches!(closed, GrantState::Closed { .. }));
    // What was held back until the report can still be paid.
    pay(&world, "2027-04-01").await;
    assert_eq!(world.grant(&cases[0]).await.paid(), Money::kroner(300_000));
    let mut connection = world.pool.acquire().await.unwrap();
    let chain = store::event::read_chain(&mut connection, &cases[0].name())
        .await
        .unwrap();
    assert_eq!(
        first_break(&world, &cases[0].name()).await,
        None,
        "the case's whole history verifies"
    );
    let steps: Vec<&str> = chain.iter().map(|event| event.event.step.name()).collect();
    assert_eq!(
        steps,
        [
            "create_application",
            "submit_application",
            "record_assessment",
            "propose_allocation",
            "approve_allocation",
            "dispatch_decisions",
            "accept_grant",
            "activate_grant",
            "attest_payments",
            "approve_payments",
            "import_receipts",
            "upload_document",
            "update_report",
            "submit_report",
            "submit_report",
            "accept_report",
            "accept_report",
            "attest_payments",
            "approve_payments",
            "import_receipts",
        ]
    );
}

#[tokio::test]
async fn a_lower_cost_reduces_what_is_not_paid_and_then_asks_back() {
    // Granted 300 000, of which 200 000 is paid. Cost of 300 000 budgeted; what is left to pay;
    // what is asked back.
    let cases = [
        (270_000, Some(70_000), 0),
        (200_000, None, 0),
        (150_000, None, 50_000),
    ];
    for (actual, left_to_pay, to_repay) in cases {
        let world = World::new().await;
        let round = paid_round(&world, 1).await;
        let written = world.write_report(&round[0], 1, (300_000, actual, 1)).await;
        let submitted = world.submit_report(&written, 1).await.unwrap();
        assert!(
            matches!(&submitted.state, ReportState::Submitted { notices, .. }
                if notices[0].code == "REPORT_LOWER_COST")
        );
        let at = report_as_read(&submitted);
        world
            .on_report(
                &case_handler(),
                steps::accept_report(&at, "Attained in part."),
            )
            .await
            .unwrap();
        let grant = world.grant(&round[0]).await;
        let last = &grant.instalments[1];
        match left_to_pay {
            Some(kroner) => assert_eq!(
                (last.amount, &last.state),
                (Money::kroner(kroner), &InstalmentState::Planned)
            ),
            None => assert_eq!(last.state, InstalmentState::Cancelled),
        }
        match grant.state {
            GrantState::Closed { .. } => assert_eq!(to_repay, 0),
            GrantState::Recovery { to_repay: told, .. } => {
                assert_eq!(told, Money::kroner(to_repay))
            }
            other => panic!("{other:?}"),
        }
    }
}

/// The grant of a paid round, settled on a report that tells a budget and an actual cost.
async fn settled(world: &World, case: &ApplicationKey, told: i64, actual: i64) -> Grant {
    let written = world.write_report(case, 1, (told, actual, 1)).await;
    let submitted = world.submit_report(&written, 1).await.unwrap();
    let accept = steps::accept_report(&report_as_read(&submitted), "Attained in part.");
    world.on_report(&case_handler(), accept).await.unwrap();
    world.grant(case).await
}

#[tokio::test]
async fn a_recipient_cannot_steer_what_it_keeps_by_the_budget_it_tells() {
    // Granted 300 000 on as large a budget, of which 200 000 is paid; 150 000 was spent.
    for told in [0, 100_000, 300_000, 3_000_000] {
        let world = World::new().await;
        let round = paid_round(&world, 1).await;
        let grant = settled(&world, &round[0], told, 150_000).await;
        let expected = Money::kroner(50_000);
        assert!(
            matches!(grant.state, GrantState::Recovery { to_repay, .. } if to_repay == expected),
            "{told}: {:?}",
            grant.state
        );
        let report = world.report(&round[0], 1).await;
        let account = &report.content.unwrap().accounts[0];
        let wages = Money::kroner(270_000);
        assert_eq!(
            (account.budget, account.actual),
            (wages, Money::kroner(150_000))
        );
        let list = report::List {
            call: Some(call_id()),
            grant: Some(round[0].application),
            page: first_page(10),
            states: vec![],
            overdue: false,
        };
        let listed = world.take(&applicant(1), list).await.unwrap().rows;
        assert_eq!(
            listed[0].0.content.as_ref().unwrap().accounts[0].budget,
            wages
        );
    }
    // A grant from before budgets has no other figure than the recipient's.
    let world = World::new().await;
    let round = paid_round(&world, 1).await;
    world
        .meddle("update casework.grant set budget = null")
        .await;
    let grant = settled(&world, &round[0], 150_000, 150_000).await;
    assert!(matches!(grant.state, GrantState::Closed { .. }));
}

#[tokio::test]
async fn a_report_meets_the_rules_before_it_is_delivered() {
    let world = World::new().await;
    let cases = paid_round(&world, 1).await;
    let empty = world.report(&cases[0], 1).await;
    refused!(world.submit_report(&empty, 1).await, Refusal::RulesNotMet(findings)
        if findings[0].code == "REPORT_EMPTY");
    let narrated = ReportChanges {
        narrative: Some("Done.".to_owned()),
        ..NOTHING
    };
    let begun = ReportChanges {
        moved_to_equity: Some(Money::ZERO),
        ..NOTHING
    };
    let begun = world
        .on_report(
            &applicant(1),
            steps::update_report(&report_as_read(&empty), &begun),
        )
        .await
        .unwrap();
    let result = world.submit_report(&begun, 1).await;
    let Err(casework::CaseError::Refused(Refusal::RulesNotMet(findings))) = result else {
        panic!("{result:?}")
    };
    let codes: Vec<&str> = findings
        .iter()
        .map(|finding| finding.code.as_ref())
        .collect();
    assert_eq!(
        codes,
        [
            "REPORT_INDICATORS_MISSING",
            "REPORT_NARRATIVE_MISSING",
            "REPORT_ACCOUNTS_MISSING",
            "REPORT_AUDITOR_MISSING"
        ]
    );
    refused!(
        world
            .on_report(
                &applicant(2),
                steps::update_report(&report_as_read(&begun), &narrated)
            )
            .await,
        Refusal::NotFound { .. }
    );
}

#[tokio::test]
async fn a_report_is_sent_back_and_delivered_again() {
    let world = World::new().await;
    let cases = paid_round(&world, 1).await;
    let written = world
        .write_report(&cases[0], 1, (300_000, 300_000, 12))
        .await;
    let submitted = world.submit_report(&written, 1).await.unwrap();
    let returned = world
        .on_report(
            &case_handler(),
            steps::return_report(&report_as_read(&submitted), "lines are missing"),
        )
        .await
        .unwrap();
    assert!(matches!(returned.state, ReportState::Returned { .. }));
    assert_eq!(returned.last_step.reason, "lines are missing");
    let corrected = world
        .write_report(&cases[0], 1, (300_000, 299_000, 12))
        .await;
    assert!(world.submit_report(&corrected, 1).await.is_ok());
    refused!(
        world
            .on_report(
                &case_handler(),
                steps::accept_report(&report_as_read(&submitted), "Attained.")
            )
            .await,
        Refusal::Stale { .. }
    );
    let forged = "update casework.report set state = '{\"state\": \"accepted\", \"notices\": [], \
        \"goal_assessment\": \"\"}'";
    assert_eq!(
        world.refused_by(forged).await,
        "report_accepted_is_assessed"
    );
}

#[tokio::test]
async fn a_grant_that_is_not_running_takes_no_report() {
    let world = World::new().await;
    let cases = paid_round(&world, 1).await;
    let written = world
        .write_report(&cases[1], 2, (300_000, 300_000, 1))
        .await;
    refused!(
        world.submit_report(&written, 2).await,
        Refusal::WrongState {
            state: "offered",
            ..
        }
    );
}
