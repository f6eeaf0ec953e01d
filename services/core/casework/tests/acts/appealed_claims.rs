//! Appeals against claims of repayment: less is claimed, and what came in beyond is paid back.

use casework::CaseError;
use casework::appeal::{Decide, Forward, Prepare, RecordOutcome};
use casework::application::ApplicationKey;
use casework::decision::Scope;
use casework::finance::RecordRepayment;
use domain::appeal::{Appeal, BodyOutcome, OwnOutcome};
use domain::decision::DecisionKind;
use domain::grant::{FaultClass, Grant, GrantState, Instalment, InstalmentSource, Received};
use domain::money::Money;
use domain::refusal::Refusal;

use crate::appeals::{key, lodge, other_decision_maker, preparer};
use crate::journey::{decision_maker, finance};
use crate::recoveries::{attest, claimed};
use crate::recoveries::{key as grant_key, refused_codes};
use crate::reports::pay;
use crate::world::{World, applicant, case_handler};

impl World {
    /// The appeal of the first recipient against the claim, prepared.
    async fn claim_appealed(&self, grant: &Grant) -> Appeal {
        let case = grant_key(grant);
        self.dispatch(Scope::Application(case.clone())).await;
        let claim = grant.recoveries[0].claim.as_ref().unwrap();
        let lodge = lodge(&case, claim.decision.get());
        let appeal = self.take(&applicant(1), lodge).await.unwrap().0;
        let prepare = Prepare {
            key: key(&appeal),
            revision: appeal.revision,
            reason: "The course was held in part.".to_owned(),
        };
        self.take(&preparer(), prepare).await.unwrap().0
    }

    async fn lower(&self, appeal: &Appeal, kroner: i64) -> Result<Grant, CaseError> {
        let decide = Decide {
            key: key(appeal),
            revision: appeal.revision,
            outcome: OwnOutcome::PartlyReversed,
            amount: Some(Money::kroner(kroner)),
            euro_rate: None,
            reason: "The course was held in part.".to_owned(),
        };
        self.take(&other_decision_maker(), decide).await?;
        Ok(self.grant(&key(appeal).application).await)
    }

    async fn repay(&self, grant: &Grant, kroner: i64) -> Grant {
        let step = RecordRepayment {
            key: grant_key(grant),
            revision: grant.revision,
            received: Received {
                amount: Money::kroner(kroner),
                booked: "2027-04-10".parse().unwrap(),
                reference: format!("voucher {kroner}"),
                entry: None,
            },
        };
        self.on_grant(&finance(), step).await.unwrap()
    }
}

/// The amount that the recipient has in the end: what was paid, less what was repaid.
fn holds(grant: &Grant) -> i64 {
    (grant.paid().ore() - grant.repaid().ore()) / 100
}

/// The instalments that pay back, in kroner.
fn paid_back(grant: &Grant) -> Vec<(i64, &'static str)> {
    let plan = grant.instalments.iter();
    let back = plan.filter(|one| one.source == InstalmentSource::Repaid);
    let told = |one: &Instalment| (one.amount.ore() / 100, one.state.name());
    back.map(told).collect()
}

/// Both orders end with the same money: 180 000 kr are kept of the 200 000 kr that were paid.
#[tokio::test]
async fn a_claim_is_lowered_before_it_is_paid_or_after_it() {
    for paid_first in [false, true] {
        let world = World::new().await;
        let (_, mut grant) = claimed(&world, FaultClass::GoodFaith).await;
        if paid_first {
            grant = world.repay(&grant, 50_000).await;
            assert_eq!(grant.state.name(), "closed");
        }
        let appeal = world.claim_appealed(&grant).await;
        refused!(
            world.lower(&appeal, 50_000).await,
            Refusal::RulesNotMet(findings) if findings[0].code == "APPEAL_NOT_LESS"
        );
        let mut grant = world.lower(&appeal, 20_000).await.unwrap();
        let claim = grant.recoveries[0].claim.clone().unwrap();
        assert_eq!(claim.amount, Money::kroner(20_000));
        assert_eq!(claim.first_claimed(), Money::kroner(50_000));
        if paid_first {
            assert_eq!(paid_back(&grant), [(30_000, "planned")]);
            pay(&world, "2027-04-10").await;
            grant = world.grant(&grant_key(&grant)).await;
            assert_eq!(paid_back(&grant), [(30_000, "paid")]);
        } else {
            assert_eq!(grant.repayable(), Money::kroner(20_000));
            grant = world.repay(&grant, 20_000).await;
            assert_eq!(paid_back(&grant), []);
        }
        assert_eq!(holds(&grant), 180_000, "paid first: {paid_first}");
        assert_eq!(grant.state.name(), "closed");
        assert_eq!(grant.repayable(), Money::ZERO);
        let decisions = world.decisions(&case_handler(), &grant_key(&grant)).await;
        let last = decisions.last().unwrap();
        assert_eq!(
            (last.kind, last.amount, last.appealable),
            (DecisionKind::ClaimReversal, Money::kroner(20_000), true)
        );
    }
}

#[tokio::test]
async fn a_claim_that_the_body_annuls_ends_the_debt_and_other_payments_go_on() {
    let world = World::new().await;
    let (_, grant) = claimed(&world, FaultClass::GoodFaith).await;
    assert!(grant.has_debt());
    let appeal = world.claim_appealed(&grant).await;
    let forward = Forward {
        key: key(&appeal),
        revision: appeal.revision,
        reason: "The claim stands.".to_owned(),
    };
    let forwarded = world.take(&preparer(), forward).await.unwrap().0;
    let record = RecordOutcome {
        key: key(&forwarded),
        revision: forwarded.revision,
        outcome: BodyOutcome::Upheld,
        amount: Some(Money::ZERO),
        euro_rate: None,
        reason: "The board finds for the party.".to_owned(),
    };
    let by = decision_maker();
    let first = world.take(&by, record.clone()).await.unwrap().answer.0;
    let again = world.take(&by, record).await.unwrap().answer.0;
    assert_eq!(again, first, "a retry");
    let case: ApplicationKey = grant_key(&grant);
    let grant = world.grant(&case).await;
    assert!(
        matches!(grant.state, GrantState::Closed { .. }),
        "{:?}",
        grant.state
    );
    assert!(!grant.has_debt());
    assert_eq!(paid_back(&grant), [], "nothing had come in");
    let decisions = world.decisions(&case_handler(), &case).await;
    let last = decisions.last().unwrap();
    assert_eq!(
        (last.kind, last.amount),
        (DecisionKind::ClaimUpheld, Money::ZERO)
    );
    assert!(!last.appealable, "the body's word is the last");
    assert_eq!(attest(&world, &case).await.instalments, 0);
}

#[tokio::test]
async fn those_who_claimed_do_not_judge_the_appeal() {
    let world = World::new().await;
    let (_, grant) = claimed(&world, FaultClass::GoodFaith).await;
    let appeal = world.claim_appealed(&grant).await;
    let decide = Decide {
        key: key(&appeal),
        revision: appeal.revision,
        outcome: OwnOutcome::Reversed,
        amount: Some(Money::ZERO),
        euro_rate: None,
        reason: "The course was held.".to_owned(),
    };
    let by_who_claimed = world.take(&decision_maker(), decide).await;
    refused!(by_who_claimed, Refusal::FourEyes { .. });
    let more = refused_codes(world.lower(&appeal, 60_000).await);
    assert_eq!(more, ["APPEAL_NOT_LESS"]);
}
