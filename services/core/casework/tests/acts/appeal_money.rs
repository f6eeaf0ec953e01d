//! The money of upheld appeals: from where the call says, and never from another recipient.

use casework::CaseError;
use casework::appeal::{Decide, RecordOutcome};
use casework::application::ApplicationKey;
use casework::call::Update;
use casework::decision::Scope;
use casework::ledger::WithLeft;
use domain::appeal::{APPEAL_RESERVE, Appeal, AppealOutcome, AppealState, BodyOutcome, OwnOutcome};
use domain::call::CallChanges;
use domain::caller::Caller;
use domain::decision::DecisionKind;
use domain::grant::GrantState;
use domain::money::Money;
use domain::refusal::Refusal;
use domain::step::StepName;

use crate::appeals::{key, other_decision_maker, preparer};
use crate::journey::{decision_maker, first_page};
use crate::letters::kinds;
use crate::reports::pay;
use crate::steps;
use crate::world::{World, administrator, call_id, case_handler};

fn reversal(appeal: &Appeal, kroner: i64) -> Decide {
    Decide {
        key: key(appeal),
        revision: appeal.revision,
        outcome: OwnOutcome::Reversed,
        amount: Some(Money::kroner(kroner)),
        euro_rate: None,
        reason: "The need is documented.".to_owned(),
    }
}

impl World {
    pub async fn reverse(&self, appeal: &Appeal, kroner: i64) -> Result<Appeal, CaseError> {
        let decided = self
            .take(&other_decision_maker(), reversal(appeal, kroner))
            .await;
        decided.map(|WithLeft { answer, .. }| answer.0)
    }

    /// A call in which the order of sources is another, and a reserve is set aside. The order is
    /// fixed once a call is open.
    async fn with_reserve(&self, kroner: i64) {
        self.meddle("update casework.call set appeal_money = '{left,reserve}'")
            .await;
        let read = steps::get_call(&call_id());
        let call = self.take(&administrator(), read).await.unwrap();
        let mut frames = call.terms.sub_frames.clone();
        frames.push((APPEAL_RESERVE.to_owned(), Money::kroner(kroner)));
        let change = Update {
            call: call.id,
            revision: call.revision,
            changes: CallChanges {
                sub_frames: Some(frames),
                ..CallChanges::default()
            },
            reason: "Set aside for appeals.".to_owned(),
        };
        self.take(&administrator(), change).await.unwrap();
    }

    /// The cases of a round that is dispatched, in which the second was cut to 300,000 kroner.
    pub async fn cut_and_sent(&self) -> Vec<ApplicationKey> {
        let (cases, _) = self.decided_with_a_cut().await;
        self.dispatch(Scope::Call(call_id())).await;
        cases
    }
}

async fn state_of(world: &World, case: &ApplicationKey) -> &'static str {
    let view = world.take(&case_handler(), steps::get(case)).await.unwrap();
    view.application.state.name()
}

#[tokio::test]
async fn an_applicant_that_was_refused_is_offered_a_grant_from_what_is_left() {
    let world = World::new().await;
    let cases = world.sent_round().await;
    let others = [world.grant(&cases[0]).await, world.grant(&cases[1]).await];
    let prepared = world.prepared(&cases[3], 4).await;
    let closed = world.reverse(&prepared, 100_000).await.unwrap();
    let outcome = AppealOutcome::Reversed;
    assert!(matches!(closed.state, AppealState::Closed { outcome: of, .. } if of == outcome));
    assert_eq!(world.committed().await, 100_000_000, "all of the frame");
    let offered = world.grant(&cases[3]).await;
    assert_eq!(
        (offered.state.clone(), offered.granted),
        (GrantState::Offered, Money::kroner(100_000))
    );
    assert_eq!(state_of(&world, &cases[3]).await, "granted");
    let decisions = world.decisions(&case_handler(), &cases[3]).await;
    assert_eq!(
        kinds(&decisions),
        [
            (1, DecisionKind::Refusal, Money::ZERO),
            (2, DecisionKind::AppealReversal, Money::kroner(100_000)),
        ]
    );
    assert_eq!(
        (decisions[1].appealable, decisions[1].allocation),
        (true, None)
    );
    assert_eq!(
        [world.grant(&cases[0]).await, world.grant(&cases[1]).await],
        others,
        "no other is touched"
    );
    // Accepted like any offer, on the terms of the new letter.
    let accepted = world.accept(&cases[3], 4).await.unwrap();
    assert_eq!(accepted.accepted_terms.unwrap().decision.get(), 2);
}

#[tokio::test]
async fn what_the_money_does_not_reach_is_refused_with_what_is_missing() {
    let world = World::new().await;
    let cases = world.sent_round().await;
    let prepared = world.prepared(&cases[2], 3).await;
    let missing = world.reverse(&prepared, 200_000).await;
    let Err(CaseError::Refused(Refusal::RulesNotMet(findings))) = missing else {
        panic!("{missing:?}");
    };
    assert_eq!(findings[0].code, "APPEAL_MONEY_MISSING");
    let values: Vec<_> = findings[0]
        .args
        .iter()
        .map(|(_, value)| value.clone())
        .collect();
    let kroner = |kroner| Money::kroner(kroner).into();
    assert_eq!(
        values,
        [
            kroner(100_000),
            "national".into(),
            kroner(100_000),
            kroner(0)
        ]
    );
    assert_eq!(world.committed().await, 90_000_000, "nothing is half done");
    assert_eq!(
        world.appeal(&case_handler(), &prepared).await.unwrap(),
        prepared
    );
    // What is set aside in the call makes it whole; the rest of it stays.
    world.with_reserve(300_000).await;
    world.reverse(&prepared, 200_000).await.unwrap();
    let call = world
        .take(&administrator(), steps::get_call(&call_id()))
        .await
        .unwrap();
    let left: Vec<_> = call
        .sub_frames
        .iter()
        .map(|one| (one.code.as_str(), one.left()))
        .collect();
    assert_eq!(
        left,
        [
            ("national", Money::ZERO),
            ("local", Money::kroner(500_000)),
            (APPEAL_RESERVE, Money::kroner(200_000)),
        ]
    );
}

#[tokio::test]
async fn an_amount_is_more_than_before_and_not_above_what_was_applied_for() {
    let world = World::new().await;
    let cases = world.cut_and_sent().await;
    let prepared = world.prepared(&cases[1], 2).await;
    for (kroner, code) in [
        (400_001, "APPEAL_ABOVE_REQUESTED"),
        (300_000, "APPEAL_NOT_MORE"),
    ] {
        refused!(
            world.reverse(&prepared, kroner).await,
            Refusal::RulesNotMet(findings) if findings[0].code == code
        );
    }
    let by_who_decided = world
        .take(&decision_maker(), reversal(&prepared, 400_000))
        .await;
    refused!(
        by_who_decided,
        Refusal::FourEyes {
            other: StepName::ApproveAllocation,
            ..
        }
    );
    let both = crate::world::staff(
        &preparer().subject,
        &[
            domain::caller::Role::CaseHandler,
            domain::caller::Role::DecisionMaker,
        ],
    );
    refused!(
        world.take(&both, reversal(&prepared, 400_000)).await,
        Refusal::FourEyes {
            other: StepName::PrepareAppeal,
            ..
        }
    );
}

/// Raises the second grant by the body of appeal, by 100,000 kroner.
async fn upheld(world: &World, case: &ApplicationKey) -> Appeal {
    let forwarded = world.forwarded(case, 2).await;
    let record = RecordOutcome {
        key: key(&forwarded),
        revision: forwarded.revision,
        outcome: BodyOutcome::Upheld,
        amount: Some(Money::kroner(400_000)),
        euro_rate: None,
        reason: "The board finds for the party.".to_owned(),
    };
    let by: Caller = decision_maker();
    let first = world.take(&by, record.clone()).await.unwrap().answer.0;
    assert_eq!(
        world.take(&by, record).await.unwrap().answer.0,
        first,
        "a retry"
    );
    first
}

/// Both orders end with the same money: 400,000 kroner, paid in the same instalments.
#[tokio::test]
async fn an_appeal_is_upheld_before_a_payment_or_after_it() {
    for paid_first in [true, false] {
        let world = World::new().await;
        let cases = world.cut_and_sent().await;
        let active = world.activate(&cases[1], 2).await;
        if paid_first {
            pay(&world, "2026-02-16").await;
        }
        upheld(&world, &cases[1]).await;
        if !paid_first {
            pay(&world, "2026-02-16").await;
        }
        let raised = world.grant(&cases[1]).await;
        assert_eq!(raised.granted, Money::kroner(400_000));
        assert_eq!(raised.instalments.len(), active.instalments.len() + 1);
        assert_eq!(
            raised.paid(),
            Money::kroner(200_000),
            "two thirds of what was first granted"
        );
        assert_eq!(
            world.committed().await,
            90_000_000,
            "paid first: {paid_first}"
        );
        let decisions = world.decisions(&case_handler(), &cases[1]).await;
        assert_eq!(decisions[1].kind, DecisionKind::AppealUpheld);
        assert!(!decisions[1].appealable, "the body's word is the last");
    }
}

#[tokio::test]
async fn the_waiting_list_leaves_what_an_appeal_changed() {
    let world = World::new().await;
    let cases = world.sent_round().await;
    let first = world
        .take(&case_handler(), steps::list_allocations(&first_page(10)))
        .await;
    let first = first.unwrap().rows.remove(0);
    let prepared = world.prepared(&cases[3], 4).await;
    world.reverse(&prepared, 60_000).await.unwrap();
    let changed = world.grant(&cases[3]).await;
    world.decline(&cases[0], 1).await;
    let follow = steps::follow(&world.allocation_key(), first.id);
    let draft = world.created(&follow).await.unwrap();
    let proposed = world.propose(&draft).await.unwrap();
    world.approve(&proposed).await.unwrap();
    assert_eq!(world.grant(&cases[3]).await, changed);
    assert_eq!(world.grant(&cases[2]).await.granted, Money::kroner(200_000));
}
