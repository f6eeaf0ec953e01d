//! Offers accepted, declined and lapsed; grants paused and resumed.

use casework::{grant, report};
use domain::grant::{GrantState, InstalmentState};
use domain::money::Money;
use domain::page::Page;
use domain::refusal::Refusal;

use crate::journey::grant_as_read;
use crate::steps;
use crate::world::{World, applicant, at, call_id, case_handler};

const ROUND: [(i64, u8); 3] = [(50, 90), (40, 80), (20, 70)];

#[tokio::test]
async fn an_offer_is_accepted_until_the_last_day() {
    let world = World::new().await;
    let (cases, _) = world.decided_round(&ROUND).await;
    let offered = world.offer(&cases[0]).await;
    refused!(
        world
            .on_grant(&applicant(2), steps::get_grant(&cases[0]))
            .await,
        Refusal::NotFound { .. }
    );
    // The last day is 9 March in Norway: until 23:00 UTC.
    world.clock.set(at("2026-03-09T22:59:59Z"));
    let accepted = world.accept(&cases[0], 1).await.unwrap();
    assert!(matches!(accepted.state, GrantState::Accepted { .. }));
    let account = "12345678903".parse().unwrap();
    let again = world
        .on_grant(&applicant(1), steps::accept_grant(&offered, &account))
        .await
        .unwrap();
    assert_eq!(again, accepted, "a retry answers with the present state");
    let other = "86011117947".parse().unwrap();
    refused!(
        world
            .on_grant(&applicant(1), steps::accept_grant(&offered, &other))
            .await,
        Refusal::Stale { .. }
    );
    world.clock.set(at("2026-03-09T23:00:00Z"));
    refused!(world.accept(&cases[1], 2).await, Refusal::RulesNotMet(findings)
        if findings[0].code == "GRANT_ACCEPTANCE_LATE");
}

#[tokio::test]
async fn what_is_declined_returns_to_the_frame() {
    let world = World::new().await;
    let (cases, _) = world.decided_round(&ROUND).await;
    assert_eq!(world.committed().await, 90_000_000);
    let offered = grant_as_read(&world.grant(&cases[1]).await);
    let declined = world
        .on_grant(&applicant(2), steps::decline_grant(&offered, "not needed"))
        .await
        .unwrap();
    assert_eq!(declined.state, GrantState::Declined);
    assert!(
        declined
            .instalments
            .iter()
            .all(|one| one.state == InstalmentState::Cancelled)
    );
    assert_eq!(world.committed().await, 50_000_000);
    assert_eq!(
        world
            .on_grant(&applicant(2), steps::decline_grant(&offered, "not needed"))
            .await
            .unwrap(),
        declined
    );
    assert_eq!(
        world.committed().await,
        50_000_000,
        "a retry returns it once"
    );
    let request = report::List {
        call: Some(call_id()),
        grant: Some(cases[1].application),
        page: Page {
            size: 10,
            after: None,
        },
        states: vec![],
        overdue: false,
    };
    let reports = world.take(&case_handler(), request.clone()).await.unwrap();
    assert!(
        reports.rows.is_empty(),
        "a grant that never began owes no report"
    );
    refused!(
        world.accept(&cases[1], 2).await,
        Refusal::WrongState {
            state: "declined",
            ..
        }
    );
}

#[tokio::test]
async fn an_offer_lapses_after_its_last_day_and_only_by_a_step() {
    let world = World::new().await;
    let (cases, _) = world.decided_round(&ROUND).await;
    let offered = grant_as_read(&world.grant(&cases[0]).await);
    let early = world
        .on_grant(
            &case_handler(),
            steps::lapse_grant(&offered, "told by letter"),
        )
        .await;
    refused!(early, Refusal::RulesNotMet(findings) if findings[0].code == "GRANT_STILL_OPEN");
    world.clock.set(at("2026-03-10T08:00:00Z"));
    assert_eq!(
        world.grant(&cases[0]).await.state,
        GrantState::Offered,
        "never by itself"
    );
    let lapse = steps::lapse_grant(&offered, "told by letter");
    let silent = world.take(&case_handler(), lapse).await;
    refused!(silent, Refusal::RulesNotMet(findings)
        if findings[0].code == "GRANT_LAPSE_NOT_NOTICED");
    let lapsed = world.lapse(&cases[0]).await;
    assert_eq!(lapsed.answer.grant.state, GrantState::Lapsed);
    let left = lapsed.frames.iter().map(|frame| frame.left());
    let left: Vec<_> = left.collect();
    assert_eq!(left, [600_000, 500_000].map(Money::kroner), "what is left");
    assert_eq!(world.committed().await, 40_000_000);
}

#[tokio::test]
async fn an_offer_is_accepted_late_by_leave_and_lapses_after_a_notice() {
    let world = World::new().await;
    let (cases, _) = world.decided_round(&ROUND).await;
    let offered = world.offer(&cases[0]).await;
    let kari = case_handler();
    let early = steps::notice_lapse(&grant_as_read(&offered));
    refused!(world.on_grant(&kari, early).await, Refusal::RulesNotMet(findings)
        if findings[0].code == "GRANT_STILL_OPEN");
    let early = steps::admit_late(&offered, "2026-04-01");
    refused!(world.on_grant(&kari, early).await, Refusal::RulesNotMet(findings)
        if findings[0].code == "GRANT_ACCEPTANCE_NOT_LATE");
    // The last day was 9 March.
    world.clock.set(at("2026-03-10T08:00:00Z"));
    let noticed = steps::notice_lapse(&grant_as_read(&offered));
    let noticed = world.on_grant(&kari, noticed).await.unwrap();
    let seen = world
        .on_grant(&applicant(1), steps::get_grant(&cases[0]))
        .await;
    let told = seen.unwrap().lapse_notice.unwrap();
    assert_eq!(
        (told.answer_by, told.record.actor.as_str()),
        ("2026-03-24".parse().unwrap(), "")
    );
    assert!(
        told.notice
            .values()
            .all(|text| text.contains("PT-2026-00001"))
    );
    let again = steps::notice_lapse(&grant_as_read(&noticed));
    refused!(world.on_grant(&kari, again).await, Refusal::RulesNotMet(findings)
        if findings[0].code == "GRANT_LAPSE_NOTICED");
    world.clock.set(at("2026-03-24T22:59:59Z"));
    let lapse = steps::lapse_grant(&grant_as_read(&noticed), "no answer");
    refused!(world.on_grant(&kari, lapse).await, Refusal::RulesNotMet(findings)
        if findings[0].code == "GRANT_LAPSE_NOTICED");
    let over = steps::admit_late(&noticed, "2026-03-23");
    refused!(world.on_grant(&kari, over).await, Refusal::RulesNotMet(findings)
        if findings[0].code == "GRANT_LATE_DAY_OVER");
    let late = steps::admit_late(&noticed, "2026-04-01");
    let late = world.on_grant(&kari, late).await.unwrap();
    assert_eq!(
        (late.last_day(), &late.lapse_notice),
        ("2026-04-01".parse().unwrap(), &None)
    );
    world.clock.set(at("2026-04-01T12:00:00Z"));
    let accepted = world.accept(&cases[0], 1).await.unwrap();
    assert_eq!(
        accepted.late_acceptance.unwrap().record.reason,
        "the board met late"
    );
    // The other was given notice before; a late day that passes needs a notice of its own.
    let other = world.offer(&cases[1]).await;
    let late = steps::admit_late(&other, "2026-04-02");
    let late = world.on_grant(&kari, late).await.unwrap();
    world.clock.set(at("2026-04-03T12:00:00Z"));
    let lapse = steps::lapse_grant(&grant_as_read(&late), "no answer");
    refused!(world.on_grant(&kari, lapse).await, Refusal::RulesNotMet(findings)
        if findings[0].code == "GRANT_LAPSE_NOT_NOTICED");
    world.lapse(&cases[1]).await;
}

#[tokio::test]
async fn a_grant_is_paused_and_resumed() {
    let world = World::new().await;
    let (cases, _) = world.decided_round(&ROUND).await;
    let active = world.activate(&cases[0], 1).await;
    let paused = world
        .on_grant(
            &case_handler(),
            steps::pause_grant(&grant_as_read(&active), "double funding?"),
        )
        .await
        .unwrap();
    let today = "2026-02-20".parse().unwrap();
    assert_eq!(paused.payment_blocks(None, today)[0].code, "PAYMENT_PAUSED");
    let seen = world
        .on_grant(&applicant(1), steps::get_grant(&cases[0]))
        .await
        .unwrap();
    assert_eq!(
        seen.last_step.actor, "",
        "a recipient is not told which person"
    );
    assert_eq!(seen.last_step.reason, "double funding?");
    let again = world
        .on_grant(
            &case_handler(),
            steps::pause_grant(&grant_as_read(&active), "double funding?"),
        )
        .await;
    assert_eq!(again.unwrap(), paused);
    let resumed = world
        .on_grant(
            &case_handler(),
            steps::resume_grant(&grant_as_read(&paused), "it was not"),
        )
        .await
        .unwrap();
    assert!(resumed.payment_blocks(None, today).is_empty());
    refused!(
        world
            .on_grant(
                &case_handler(),
                steps::resume_grant(&grant_as_read(&resumed), "again")
            )
            .await,
        Refusal::WrongState { .. }
    );
}

#[tokio::test]
async fn recipients_list_their_own_grants() {
    let world = World::new().await;
    let (cases, _) = world.decided_round(&ROUND).await;
    world.accept(&cases[0], 1).await.unwrap();
    let request = |states: &[&'static str]| grant::List {
        call: call_id(),
        page: Page {
            size: 10,
            after: None,
        },
        states: states.to_vec(),
    };
    let count = async |caller, states: &[&'static str]| {
        world
            .take(&caller, request(states))
            .await
            .unwrap()
            .rows
            .len()
    };
    assert_eq!(count(case_handler(), &[]).await, 2, "the refused has none");
    assert_eq!(count(case_handler(), &["offered"]).await, 1);
    assert_eq!(count(applicant(1), &[]).await, 1);
    assert_eq!(count(applicant(3), &[]).await, 0);
}
