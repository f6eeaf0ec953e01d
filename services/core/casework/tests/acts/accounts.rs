//! Changes of the account of a grant: two persons, a notice, a waiting period, and payments that
//! wait.

use std::sync::Arc;

use casework::application::{ApplicationKey, CaseAt};
use casework::finance::{ApprovePayments, AttestPayments, StopPayment};
use casework::{CaseError, grant};
use domain::caller::{Caller, Role};
use domain::grant::{AccountChangeState, Grant};
use domain::identifiers::BatchId;
use domain::money::Money;
use domain::page::Page;
use domain::refusal::Refusal;
use domain::step::StepName;
use text::Language;

use crate::journey::{decision_maker, finance, grant_as_read};
use crate::steps;
use crate::world::{World, applicant, at, call_id, case_handler, staff};

const ROUND: [(i64, u8); 3] = [(30, 90), (30, 80), (30, 70)];
const OLD: &str = "12345678903";
const NEW: &str = "86011117947";

fn change_account(at: &CaseAt, account: &str) -> grant::ChangeAccount {
    grant::ChangeAccount {
        key: at.case.clone(),
        revision: at.revision,
        account: account.parse().unwrap(),
        asked_by: "Kari Nordmann".to_owned(),
        reason: "another bank".to_owned(),
    }
}

fn approve_account(at: &CaseAt) -> grant::ApproveAccount {
    grant::ApproveAccount {
        key: at.case.clone(),
        revision: at.revision,
        checked: "called back".to_owned(),
    }
}

fn reject_account(at: &CaseAt) -> grant::RejectAccount {
    grant::RejectAccount {
        key: at.case.clone(),
        revision: at.revision,
        reason: "not asked for".to_owned(),
    }
}

fn due() -> AttestPayments {
    AttestPayments {
        call: call_id(),
        grants: vec![],
        due_by: "2026-04-01".parse().unwrap(),
    }
}

fn batch(world: &World) -> ApprovePayments {
    ApprovePayments {
        call: call_id(),
        batch: BatchId::try_from(world.id().uuid()).unwrap(),
        grants: vec![],
    }
}

async fn changed(world: &World, grant: &Grant) -> Grant {
    let step = change_account(&grant_as_read(grant), NEW);
    world.on_grant(&applicant(1), step).await.unwrap()
}

async fn approved(world: &World, grant: &Grant, by: &Caller) -> Result<Grant, CaseError> {
    let step = approve_account(&grant_as_read(grant));
    world.on_grant(by, step).await
}

fn codes(findings: &[domain::findings::Finding]) -> Vec<&str> {
    findings.iter().map(|one| one.code.as_ref()).collect()
}

/// A round with one grant that runs.
async fn active(world: &World) -> (ApplicationKey, Grant) {
    let (cases, _) = world.decided_round(&ROUND).await;
    let grant = world.activate(&cases[0], 1).await;
    (cases[0].clone(), grant)
}

#[tokio::test]
async fn another_person_checks_an_account_before_it_is_paid_to() {
    let world = World::new().await;
    let (case, grant) = active(&world).await;
    let asked = changed(&world, &grant).await;
    let change = &asked.account_changes[0];
    assert_eq!(
        (change.account.as_str(), change.replaced.as_str()),
        (NEW, OLD)
    );
    for language in Language::ALL {
        let notice = &change.notice[&language];
        assert!(
            notice.contains("PT-2026-00001") && notice.contains("7947") && notice.contains("10"),
            "{notice}"
        );
    }
    let again = change_account(&grant_as_read(&asked), "15032080119");
    refused!(
        world.on_grant(&applicant(1), again).await,
        Refusal::RulesNotMet(findings) if codes(&findings) == ["ACCOUNT_CHANGE_OPEN"]
    );
    let attested = world.take(&finance(), due()).await.unwrap();
    assert_eq!(attested.instalments, 0);
    assert_eq!(
        codes(&attested.blocked[0].blocks),
        ["PAYMENT_ACCOUNT_PENDING"]
    );

    let waiting = approved(&world, &asked, &case_handler()).await.unwrap();
    let today = "2026-02-16".parse().unwrap();
    assert_eq!(
        waiting.account_changes[0].state(today),
        AccountChangeState::Waiting
    );
    assert_eq!(waiting.account_on(today).unwrap().as_str(), OLD);
    let attested = world.take(&finance(), due()).await.unwrap();
    assert_eq!(
        codes(&attested.blocked[0].blocks),
        ["PAYMENT_ACCOUNT_WAITING"]
    );
    world.clock.set(at("2026-02-25T22:59:59Z"));
    assert_eq!(world.take(&finance(), due()).await.unwrap().instalments, 0);
    // The tenth day after the approval begins.
    world.clock.set(at("2026-02-25T23:00:00Z"));
    let both = staff("kari", &[Role::CaseHandler, Role::Finance]);
    let own = world.take(&both, due()).await.unwrap();
    assert_eq!(codes(&own.blocked[0].blocks), ["PAYMENT_ACCOUNT_FOUR_EYES"]);
    assert_eq!(world.take(&finance(), due()).await.unwrap().instalments, 1);
    let keeper = staff("kari", &[Role::DecisionMaker]);
    refused!(
        world.take(&keeper, batch(&world)).await,
        Refusal::RulesNotMet(findings) if codes(&findings) == ["PAYMENT_ACCOUNT_FOUR_EYES"]
    );
    let paid = world.take(&decision_maker(), batch(&world)).await.unwrap();
    assert_eq!(paid.payments[0].account.as_str(), NEW);
    // The recipient reads its own change, without the names of the staff.
    let seen = world.on_grant(&applicant(1), steps::get_grant(&case)).await;
    let seen = seen.unwrap().account_changes.remove(0);
    assert_eq!(seen.requested.actor, "portal-1");
    assert_eq!(seen.approved.unwrap().record.actor, "");
}

#[tokio::test]
async fn what_was_attested_to_the_old_account_is_not_approved() {
    let world = World::new().await;
    let (case, grant) = active(&world).await;
    world.take(&finance(), due()).await.unwrap();
    let asked = changed(&world, &world.grant(&case).await).await;
    refused!(
        world.take(&decision_maker(), batch(&world)).await,
        Refusal::RulesNotMet(findings) if codes(&findings) == ["PAYMENT_ACCOUNT_PENDING"]
    );
    approved(&world, &asked, &case_handler()).await.unwrap();
    world.clock.set(at("2026-03-01T11:00:00Z"));
    refused!(
        world.take(&decision_maker(), batch(&world)).await,
        Refusal::RulesNotMet(findings) if codes(&findings) == ["PAYMENT_ACCOUNT_CHANGED"]
    );
    // The payment basis names the account that was attested.
    let page = Page {
        size: 500,
        after: None,
    };
    let export = steps::export_payments(true, page);
    let basis = world.take(&finance(), export).await.unwrap();
    assert_eq!(basis.rows[0].account.as_str(), OLD);
    let read = world.grant(&case).await;
    let stop = StopPayment {
        key: case.clone(),
        revision: read.revision,
        number: 1,
        reason: "another account".to_owned(),
    };
    world.take(&finance(), stop).await.unwrap();
    world.take(&finance(), due()).await.unwrap();
    let paid = world.take(&decision_maker(), batch(&world)).await.unwrap();
    assert_eq!(paid.payments[0].account.as_str(), NEW);
    assert_eq!(paid.sum, grant.instalments[0].amount);
}

#[tokio::test]
async fn an_account_that_waits_can_be_stopped() {
    let world = World::new().await;
    let (case, grant) = active(&world).await;
    world.take(&finance(), due()).await.unwrap();
    let asked = changed(&world, &world.grant(&case).await).await;
    let waiting = approved(&world, &asked, &finance()).await.unwrap();
    // The recipient reads the notice and objects.
    let reject = reject_account(&grant_as_read(&waiting));
    let rejected = world.on_grant(&applicant(1), reject).await.unwrap();
    assert_eq!(rejected.state, grant.state, "the account before it stays");
    // frida attested, and approved the account as well: neither she nor her payment is blocked
    // because of an account that is not used, but she keeps accounts of this grant.
    let paid = world.take(&decision_maker(), batch(&world)).await.unwrap();
    assert_eq!(paid.payments[0].account.as_str(), OLD);
    let nothing = reject_account(&grant_as_read(&world.grant(&case).await));
    refused!(
        world.on_grant(&case_handler(), nothing).await,
        Refusal::RulesNotMet(findings) if codes(&findings) == ["ACCOUNT_NO_CHANGE"]
    );
}

#[tokio::test]
async fn another_account_answers_a_payment_that_came_back() {
    let world = World::new().await;
    let (case, _) = active(&world).await;
    world
        .meddle("update casework.grant set account_returned_on = '2026-02-16'")
        .await;
    let asked = changed(&world, &world.grant(&case).await).await;
    let blocked = world.take(&finance(), due()).await.unwrap().blocked;
    assert_eq!(
        codes(&blocked[0].blocks),
        ["PAYMENT_ACCOUNT_RETURNED", "PAYMENT_ACCOUNT_PENDING"]
    );
    let waiting = approved(&world, &asked, &case_handler()).await.unwrap();
    assert_eq!(waiting.account_in_question(), None);
    // Rejected while it waits, the change answers nothing: the account before it is in question.
    let reject = reject_account(&grant_as_read(&waiting));
    let rejected = world.on_grant(&applicant(1), reject).await.unwrap();
    assert!(rejected.account_in_question().is_some());
}

#[tokio::test]
async fn one_person_alone_changes_no_account() {
    let world = World::new().await;
    let (case, grant) = active(&world).await;
    let step = change_account(&grant_as_read(&grant), NEW);
    let asked = world.on_grant(&case_handler(), step.clone()).await.unwrap();
    let retried = world.on_grant(&case_handler(), step).await.unwrap();
    assert_eq!(retried, asked, "a retry asks once");
    refused!(
        approved(&world, &asked, &case_handler()).await,
        Refusal::FourEyes {
            other: StepName::ChangeAccount,
            ..
        }
    );
    refused!(
        approved(&world, &asked, &decision_maker()).await,
        Refusal::RoleNotAllowed { .. }
    );
    assert!(approved(&world, &asked, &applicant(1)).await.is_err());
    let forged = "update casework.account_change set approved = requested, use_from = now()";
    assert_eq!(world.refused_by(forged).await, "account_change_four_eyes");
    for edit in [
        "update casework.account_change set account = '15032080119'",
        "delete from casework.account_change",
        "truncate casework.account_change",
    ] {
        assert!(
            sqlx::query(edit).execute(&world.pool).await.is_err(),
            "{edit}"
        );
    }
    let same = reject_account(&grant_as_read(&asked));
    world.on_grant(&applicant(1), same).await.unwrap();
    let same = change_account(&grant_as_read(&world.grant(&case).await), OLD);
    refused!(
        world.on_grant(&applicant(1), same).await,
        Refusal::RulesNotMet(findings) if codes(&findings) == ["ACCOUNT_UNCHANGED"]
    );
}

#[tokio::test]
async fn an_offer_has_no_account_to_change() {
    let world = World::new().await;
    let (cases, _) = world.decided_round(&ROUND).await;
    let offered = world.grant(&cases[0]).await;
    let step = change_account(&grant_as_read(&offered), NEW);
    refused!(
        world.on_grant(&applicant(1), step).await,
        Refusal::WrongState { .. }
    );
}

/// Attested payments of sixteen grants: each is approved or has its account changed, at once.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_payment_is_approved_while_its_account_changes() {
    let world = Arc::new(World::new().await);
    let asked: Vec<(i64, u8)> = (0..16).map(|place| (3, 90 - place)).collect();
    let (cases, _) = world.decided_round(&asked).await;
    for (case, organisation) in cases.iter().zip(1..) {
        world.activate(case, organisation).await;
    }
    world.take(&finance(), due()).await.unwrap();
    let mut racing = Vec::new();
    for (case, organisation) in cases.iter().zip(1_u32..) {
        let read = grant_as_read(&world.grant(case).await);
        let change = change_account(&read, NEW);
        let pay = ApprovePayments {
            grants: vec![case.application],
            ..batch(&world)
        };
        let (one, other) = (Arc::clone(&world), Arc::clone(&world));
        racing.push((
            tokio::spawn(async move { other.take(&decision_maker(), pay).await }),
            tokio::spawn(async move { one.on_grant(&applicant(organisation), change).await }),
        ));
    }
    let mut paid = 0;
    for (pay, change) in racing {
        match (pay.await.unwrap(), change.await.unwrap()) {
            (Ok(batch), Err(CaseError::Refused(Refusal::Stale { .. }))) => {
                assert_eq!(batch.payments[0].account.as_str(), OLD);
                paid += 1;
            }
            (Err(CaseError::Refused(Refusal::RulesNotMet(findings))), Ok(_)) => {
                assert_eq!(codes(&findings), ["PAYMENT_ACCOUNT_PENDING"]);
            }
            other => panic!("{other:?}"),
        }
    }
    let both = "select count(*) from casework.instalment i \
        join casework.account_change a on a.call_id = i.call_id and a.grant_id = i.grant_id \
        where i.state_name = 'approved'";
    let count = async || -> i64 {
        sqlx::query_scalar(both)
            .fetch_one(&world.pool)
            .await
            .unwrap()
    };
    assert_eq!(count().await, 0);
    let sum: Option<i64> =
        sqlx::query_scalar("select sum(sum_ore)::bigint from casework.payment_batch")
            .fetch_one(&world.pool)
            .await
            .unwrap();
    assert_eq!(sum.unwrap_or(0), paid * Money::kroner(20_000).ore());
    // Negative control: a program that writes past the lock and the blocks is told apart.
    world.untie();
    world
        .meddle(
            "insert into casework.account_change (call_id, grant_id, number, account, replaced, \
             asked_by, notice, requested)
             select call_id, grant_id, 9, '86011117947', '12345678903', 'x', '{}', last_step
             from casework.grant on conflict do nothing",
        )
        .await;
    assert_eq!(count().await, paid);
}
