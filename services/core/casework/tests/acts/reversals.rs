//! Reversals: the application, the grant, its money, its letter and its reports in one step.

use casework::application::ApplicationKey;
use casework::decision::{DecisionKey, ListDecisions};
use casework::error::CaseError;
use casework::reversal::Reverse;
use domain::caller::{Caller, Role};
use domain::decision::{Decision, DecisionKind, DecisionNumber};
use domain::grant::GrantState;
use domain::money::Money;
use domain::refusal::Refusal;
use domain::reversal::ReversalGround;

use crate::bank::{ACCOUNT, Booking, at_the_bank, camt054, import};
use crate::journey::decision_maker;
use crate::world::{World, case_handler, staff};

fn other() -> Caller {
    staff("olav", &[Role::DecisionMaker])
}

fn reverse(case: &ApplicationKey, kroner: i64, ground: ReversalGround) -> Reverse {
    Reverse {
        key: DecisionKey {
            application: case.clone(),
            number: DecisionNumber::FIRST,
        },
        amount: Money::kroner(kroner),
        ground,
        euro_rate: None,
        reason: "The course has a lower cost than was told.".to_owned(),
    }
}

fn codes(refused: Result<Decision, CaseError>) -> Vec<String> {
    match refused {
        Err(CaseError::Refused(Refusal::RulesNotMet(findings))) => findings
            .into_iter()
            .map(|one| one.code.into_owned())
            .collect(),
        other => vec![format!("{other:?}")],
    }
}

async fn series(world: &World, case: &ApplicationKey) -> Vec<DecisionKind> {
    let list = ListDecisions { key: case.clone() };
    let all = world.take(&case_handler(), list).await.unwrap();
    all.into_iter().map(|one| one.kind).collect()
}

/// The sum that the frames have left, in kroner.
async fn left(world: &World) -> i64 {
    let sql = "select sum(balance_ore)::bigint / 100 from casework.ledger_account
        where kind = 'frame'";
    sqlx::query_scalar(sql)
        .fetch_one(&world.pool)
        .await
        .unwrap()
}

#[tokio::test]
async fn a_lower_amount_is_back_in_the_frame_at_once() {
    let world = World::new().await;
    let (cases, _) = world.decided_round(&[(30, 90), (30, 80)]).await;
    let before = left(&world).await;
    let step = reverse(&cases[0], 200_000, ReversalGround::Invalid);
    let own = world.take(&decision_maker(), step.clone()).await;
    assert!(matches!(
        own,
        Err(CaseError::Refused(Refusal::FourEyes { .. }))
    ));
    let wrong = reverse(&cases[0], 300_000, ReversalGround::NotReached);
    assert_eq!(
        codes(world.take(&other(), wrong).await),
        ["REVERSAL_SAME_AMOUNT"]
    );
    let harms = reverse(&cases[0], 200_000, ReversalGround::NoHarm);
    assert_eq!(codes(world.take(&other(), harms).await), ["REVERSAL_HARMS"]);
    let reversed = world.take(&other(), step.clone()).await.unwrap();
    let again = world.take(&other(), step).await.unwrap();
    assert_eq!(again, reversed, "a repetition");
    assert_eq!(reversed.kind, DecisionKind::Reversal);
    assert!(reversed.appealable);
    let grant = world.grant(&cases[0]).await;
    assert_eq!(grant.granted, Money::kroner(200_000));
    assert_eq!(left(&world).await, before + 100_000);
    let older = reverse(&cases[0], 100_000, ReversalGround::Invalid);
    assert_eq!(
        codes(world.take(&other(), older).await),
        ["REVERSAL_SUPERSEDED"]
    );
    assert_eq!(
        series(&world, &cases[0]).await,
        [DecisionKind::Grant, DecisionKind::Reversal]
    );
}

#[tokio::test]
async fn nothing_is_granted_any_more_and_the_offer_ends() {
    let world = World::new().await;
    let (cases, _) = world.decided_round(&[(30, 90)]).await;
    let before = left(&world).await;
    let step = reverse(&cases[0], 0, ReversalGround::NotReached);
    world.take(&other(), step).await.unwrap();
    let grant = world.grant(&cases[0]).await;
    assert_eq!(
        (grant.state, grant.granted),
        (GrantState::Reversed, Money::ZERO)
    );
    assert_eq!(left(&world).await, before + 300_000);
    let reports: i64 = sqlx::query_scalar("select count(*) from casework.report")
        .fetch_one(&world.pool)
        .await
        .unwrap();
    assert_eq!(reports, 0);
}

#[tokio::test]
async fn what_was_paid_remains_to_repay_after_a_reversal() {
    let world = World::new().await;
    let (cases, batch) = at_the_bank(&world).await;
    let bookings = [Booking::of(&batch, 0, true)];
    import(&world, &camt054("N-1", ACCOUNT, &bookings))
        .await
        .unwrap();
    let step = reverse(&cases[0], 0, ReversalGround::Invalid);
    world.take(&other(), step).await.unwrap();
    let grant = world.grant(&cases[0]).await;
    assert!(matches!(grant.state,
        GrantState::Recovery { to_repay, ended: true, .. } if to_repay == Money::kroner(200_000)));
    assert_eq!(grant.unclaimed(), Money::kroner(200_000));
    let reached = reverse(&cases[1], 0, ReversalGround::NotReached);
    assert_eq!(
        codes(world.take(&other(), reached).await),
        ["REVERSAL_REACHED"]
    );
    let others = [world.grant(&cases[1]).await, world.grant(&cases[2]).await];
    assert!(
        others
            .iter()
            .all(|one| one.granted == Money::kroner(300_000))
    );
}
