//! Appeals against what ended a case: an offer that lapsed, a grant that was reversed to nothing,
//! an application that was dismissed.

use casework::CaseError;
use casework::appeal::{Decide, Prepare};
use casework::application::{ApplicationKey, CaseAt};
use casework::decision::{DecisionKey, Scope};
use casework::reversal::Reverse;
use domain::appeal::{Appeal, AppealState, OwnOutcome};
use domain::decision::{DecisionKind, DecisionNumber};
use domain::grant::{Grant, GrantState};
use domain::money::Money;
use domain::refusal::Refusal;
use domain::reversal::ReversalGround;

use crate::appeals::{key, lodge, other_decision_maker, preparer};
use crate::recoveries::refused_codes;
use crate::steps;
use crate::world::{World, applicant, as_read, case_handler};

impl World {
    /// The appeal against the last decision of a case, prepared.
    async fn last_appealed(&self, case: &ApplicationKey, organisation: u32) -> Appeal {
        self.dispatch(Scope::Application(case.clone())).await;
        let decisions = self.decisions(&case_handler(), case).await;
        let lodge = lodge(case, decisions.last().unwrap().number.get());
        let lodged = self.take(&applicant(organisation), lodge).await;
        let appeal = lodged.unwrap().0;
        let prepare = Prepare {
            key: key(&appeal),
            revision: appeal.revision,
            reason: "It was told otherwise.".to_owned(),
        };
        self.take(&preparer(), prepare).await.unwrap().0
    }

    async fn decide_appeal(&self, appeal: &Appeal, kroner: i64) -> Result<Appeal, CaseError> {
        let decide = Decide {
            key: key(appeal),
            revision: appeal.revision,
            outcome: OwnOutcome::Reversed,
            amount: Some(Money::kroner(kroner)),
            euro_rate: None,
            reason: "It was told otherwise.".to_owned(),
        };
        let decided = self.take(&other_decision_maker(), decide).await;
        decided.map(|decided| decided.answer.0)
    }

    async fn reports_of(&self, grant: &Grant) -> i64 {
        let sql =
            "select count(*) from casework.report where grant_id = $1 and state_name = 'open'";
        let count = sqlx::query_scalar(sql).bind(grant.id.uuid());
        count.fetch_one(&self.pool).await.unwrap()
    }
}

#[tokio::test]
async fn an_offer_that_lapsed_is_restored_with_new_days_to_accept() {
    let world = World::new().await;
    let cases = world.sent_round().await;
    let before = world.grant(&cases[1]).await;
    let reports = world.reports_of(&before).await;
    world.clock.advance(chrono::TimeDelta::days(30));
    let lapsed = world.lapse(&cases[1]).await.answer.grant;
    assert_eq!(lapsed.state, GrantState::Lapsed);
    let committed = world.committed().await;
    let appeal = world.last_appealed(&cases[1], 2).await;
    let other = world.decide_appeal(&appeal, 100_000).await;
    assert_eq!(refused_codes(other), ["APPEAL_OTHER_THAN_LAPSED"]);
    let closed = world.decide_appeal(&appeal, 400_000).await.unwrap();
    assert!(matches!(closed.state, AppealState::Closed { .. }));
    let offered = world.grant(&cases[1]).await;
    assert_eq!(offered.state, GrantState::Offered);
    assert_eq!(offered.granted, before.granted);
    assert!(offered.last_day() > before.last_day(), "new days to accept");
    assert_eq!(world.committed().await, committed + 40_000_000);
    assert_eq!(
        world.reports_of(&offered).await,
        reports,
        "reports are owed again"
    );
    let accepted = world.accept(&cases[1], 2).await.unwrap();
    let decisions = world.decisions(&case_handler(), &cases[1]).await;
    let last = decisions.last().unwrap();
    assert_eq!(last.kind, DecisionKind::AppealReversal);
    let terms = accepted.accepted_terms.unwrap();
    assert_eq!(terms.decision, last.number, "the terms of the new letter");
}

#[tokio::test]
async fn what_was_freed_and_given_to_others_is_not_there_for_a_lapsed_offer() {
    let world = World::new().await;
    let cases = world.sent_round().await;
    world.clock.advance(chrono::TimeDelta::days(30));
    world.lapse(&cases[1]).await;
    let appeal = world.last_appealed(&cases[1], 2).await;
    world
        .meddle("update casework.call set appeal_money = '{reserve}'")
        .await;
    let nothing = world.decide_appeal(&appeal, 400_000).await;
    assert_eq!(refused_codes(nothing), ["APPEAL_MONEY_MISSING"]);
    let lapsed = world.grant(&cases[1]).await;
    assert_eq!(lapsed.state, GrantState::Lapsed, "nothing is half done");
}

#[tokio::test]
async fn a_grant_that_was_reversed_to_nothing_is_granted_again() {
    let world = World::new().await;
    let cases = world.sent_round().await;
    world.activate(&cases[0], 1).await;
    let reverse = Reverse {
        key: DecisionKey {
            application: cases[0].clone(),
            number: DecisionNumber::FIRST,
        },
        amount: Money::ZERO,
        ground: ReversalGround::Invalid,
        euro_rate: None,
        reason: "The course has another host.".to_owned(),
    };
    let olav = crate::world::staff("olav", &[domain::caller::Role::DecisionMaker]);
    world.take(&olav, reverse).await.unwrap();
    let reversed = world.grant(&cases[0]).await;
    assert_eq!(reversed.state, GrantState::Reversed);
    let appeal = world.last_appealed(&cases[0], 1).await;
    let above = world.decide_appeal(&appeal, 500_001).await;
    assert_eq!(refused_codes(above), ["APPEAL_ABOVE_REQUESTED"]);
    world.decide_appeal(&appeal, 300_000).await.unwrap();
    let offered = world.grant(&cases[0]).await;
    assert_eq!(
        (offered.state.clone(), offered.granted),
        (GrantState::Offered, Money::kroner(300_000))
    );
    assert_eq!(offered.accepted_terms, None, "the terms are others");
    assert!(world.reports_of(&offered).await > 0);
    let active = world.activate(&cases[0], 1).await;
    assert!(matches!(active.state, GrantState::Active { .. }));
}

#[tokio::test]
async fn an_application_that_was_dismissed_is_treated_while_the_round_runs() {
    let world = World::new().await;
    let cases = world.assessed_round(&crate::journey::ROUND).await;
    let view = world.take(&case_handler(), steps::get(&cases[0])).await;
    let before = view.unwrap();
    let at: CaseAt = as_read(&before);
    let dismiss = steps::dismiss(&at, "It came too late.");
    world.take(&case_handler(), dismiss).await.unwrap();
    let appeal = world.last_appealed(&cases[0], 1).await;
    let amount = world.decide_appeal(&appeal, 500_000).await;
    assert_eq!(refused_codes(amount), ["APPEAL_REOPENS"]);
    world.decide_appeal(&appeal, 0).await.unwrap();
    let view = world.take(&case_handler(), steps::get(&cases[0])).await;
    let state = view.unwrap().application.state;
    assert_eq!(state, before.application.state, "where it was before");
    let decisions = world.decisions(&case_handler(), &cases[0]).await;
    assert_eq!(decisions.last().unwrap().kind, DecisionKind::AppealAnnulled);
    let draft = world.allocation().await;
    let proposed = world.propose(&draft).await.unwrap();
    world.approve(&proposed).await.unwrap();
    assert_eq!(world.grant(&cases[0]).await.granted, Money::kroner(500_000));
}

#[tokio::test]
async fn an_application_is_not_taken_up_again_once_the_round_is_decided() {
    let world = World::new().await;
    let cases = world.assessed_round(&crate::journey::ROUND).await;
    let view = world.take(&case_handler(), steps::get(&cases[3])).await;
    let dismiss = steps::dismiss(&as_read(&view.unwrap()), "It came too late.");
    world.take(&case_handler(), dismiss).await.unwrap();
    let draft = world.allocation().await;
    let proposed = world.propose(&draft).await.unwrap();
    world.approve(&proposed).await.unwrap();
    let appeal = world.last_appealed(&cases[3], 4).await;
    refused!(
        world.decide_appeal(&appeal, 0).await,
        Refusal::RulesNotMet(findings) if findings[0].code == "APPEAL_ROUND_DECIDED"
    );
}
