//! Recoveries: from the notice to the last krone, with the letter, the ledger and the payments that
//! wait meanwhile.

use casework::application::ApplicationKey;
use casework::error::CaseError;
use casework::finance::{ApprovePayments, AttestPayments, RecordRepayment};
use casework::recovery::{
    Answer, Approve, ClaimRecovery, List, Notice, Propose, RecordInterest, RecoveryKey, Reject,
};
use domain::decision::DecisionKind;
use domain::finance::Attestation;
use domain::grant::{
    ArrangementPlan, DuePart, FaultClass, Grant, GrantState, InstalmentState, Received,
    RecoveryNumber,
};
use domain::identifiers::BatchId;
use domain::money::Money;
use domain::refusal::Refusal;

use crate::journey::{decision_maker, finance, first_page};
use crate::repayments::{in_recovery, settle};
use crate::steps;
use crate::world::{World, applicant, at, call_id, case_handler, draft};

const FIRST: RecoveryNumber = RecoveryNumber::FIRST;

pub fn key(grant: &Grant) -> ApplicationKey {
    ApplicationKey {
        call: grant.call.clone(),
        application: grant.id,
    }
}

fn of(grant: &Grant) -> RecoveryKey {
    RecoveryKey {
        grant: key(grant),
        number: FIRST,
    }
}

fn claim(grant: &Grant, kroner: i64, fault: FaultClass) -> ClaimRecovery {
    ClaimRecovery {
        key: of(grant),
        revision: grant.revision,
        amount: Money::kroner(kroner),
        fault,
        reason: "The course was not held.".to_owned(),
    }
}

fn propose(grant: &Grant, plan: ArrangementPlan) -> Propose {
    Propose {
        key: of(grant),
        revision: grant.revision,
        plan,
        reason: "As agreed.".to_owned(),
    }
}

fn approve(grant: &Grant) -> Approve {
    Approve {
        key: of(grant),
        revision: grant.revision,
        reason: "In order.".to_owned(),
    }
}

async fn noticed(world: &World, grant: &Grant) -> Grant {
    let notice = Notice {
        key: key(grant),
        revision: grant.revision,
        reason: "The course was not held.".to_owned(),
    };
    world.on_grant(&case_handler(), notice).await.unwrap()
}

/// A grant of which 50 000 kr is claimed back, after an answer, and its cases.
pub async fn claimed(world: &World, fault: FaultClass) -> (Vec<ApplicationKey>, Grant) {
    let (cases, _, grant) = in_recovery(world).await;
    let noticed = noticed(world, &grant).await;
    let answer = Answer {
        key: of(&noticed),
        revision: noticed.revision,
        answer: "We held the half of it.".to_owned(),
    };
    let answered = world.on_grant(&applicant(1), answer).await.unwrap();
    let step = claim(&answered, 50_000, fault);
    let claimed = world.on_grant(&decision_maker(), step).await.unwrap();
    (cases, claimed)
}

/// The other two grants are settled: all of them may be kept, and a third is not paid yet.
async fn others_settled(world: &World, cases: &[ApplicationKey]) {
    settle(world, &cases[1], 2, 300_000).await;
    settle(world, &cases[2], 3, 300_000).await;
}

/// The second case becomes one of the first one's recipient, which so has two grants.
async fn two_of_one(world: &World) {
    let sql = "update casework.application a set organisation_number = one.organisation_number \
        from (select organisation_number from casework.application order by case_number limit 1) \
        one where a.case_number = (select min(case_number) + 1 from casework.application)";
    world.meddle(sql).await;
}

pub async fn attest(world: &World, case: &ApplicationKey) -> Attestation {
    let step = AttestPayments {
        call: call_id(),
        grants: vec![case.application],
        due_by: "2028-01-01".parse().unwrap(),
    };
    world.take(&finance(), step).await.unwrap()
}

fn codes(attestation: &Attestation) -> Vec<String> {
    let blocked = attestation.blocked.iter().flat_map(|one| &one.blocks);
    blocked
        .map(|block| block.code.clone().into_owned())
        .collect()
}

pub fn refused_codes<T: std::fmt::Debug>(refused: Result<T, CaseError>) -> Vec<String> {
    match refused {
        Err(CaseError::Refused(Refusal::RulesNotMet(findings))) => findings
            .into_iter()
            .map(|one| one.code.into_owned())
            .collect(),
        other => vec![format!("{other:?}")],
    }
}

fn set_off(case: &ApplicationKey, instalment: i32, kroner: i64) -> ArrangementPlan {
    ArrangementPlan::SetOff {
        call: case.call.clone(),
        grant: case.application,
        instalment,
        amount: Money::kroner(kroner),
    }
}

#[tokio::test]
async fn a_claim_is_a_decision_with_a_letter_by_another_person() {
    let world = World::new().await;
    let (_, _, grant) = in_recovery(&world).await;
    let noticed = noticed(&world, &grant).await;
    let early = claim(&noticed, 50_001, FaultClass::GoodFaith);
    let early = world.on_grant(&decision_maker(), early).await;
    assert_eq!(
        refused_codes(early),
        ["RECOVERY_ANSWER_WAITS", "RECOVERY_ABOVE_REST"]
    );
    world.clock.set(at("2027-05-03T09:00:00Z"));
    let step = claim(&noticed, 50_000, FaultClass::GoodFaith);
    let claimed = world
        .on_grant(&decision_maker(), step.clone())
        .await
        .unwrap();
    let again = world.on_grant(&decision_maker(), step).await.unwrap();
    assert_eq!(again, claimed, "a retry");
    let told = claimed.recoveries[0].claim.as_ref().unwrap();
    assert_eq!(told.pay_by, "2027-05-24".parse().unwrap());
    let (kind, letter): (String, String) = sqlx::query_as(
        "select d.kind, l.content::text from casework.decision d join casework.letter l
         using (call_id, application_id, number) where d.kind = 'claim' and l.language = 'nb'",
    )
    .fetch_one(&world.pool)
    .await
    .unwrap();
    assert_eq!(kind, DecisionKind::Claim.code());
    assert!(letter.contains("omgjør vedtaket"), "{letter}");
    assert!(letter.contains("ikke mottatt noe svar"), "{letter}");
    let read = steps::get_grant(&key(&claimed));
    let seen = world.on_grant(&applicant(1), read).await.unwrap();
    let notice = seen.recoveries[0].notice.as_ref().unwrap();
    assert_eq!(notice.record.reason, "The course was not held.");
    assert!(notice.record.actor.is_empty(), "staff are not named");
}

#[tokio::test]
async fn a_debt_stops_other_payments_until_it_is_set_off() {
    let world = World::new().await;
    let (cases, claimed) = claimed(&world, FaultClass::GoodFaith).await;
    let overdue = codes(&attest(&world, &cases[2]).await);
    assert_eq!(overdue, ["PAYMENT_REPORT_OVERDUE"]);
    others_settled(&world, &cases).await;
    assert_eq!(
        codes(&attest(&world, &cases[2]).await),
        [""; 0],
        "another recipient"
    );
    two_of_one(&world).await;
    let other = world.grant(&cases[1]).await;
    assert_eq!(codes(&attest(&world, &cases[1]).await), ["PAYMENT_DEBT"]);
    let above = propose(&claimed, set_off(&cases[1], 2, 50_001));
    let above = world.on_grant(&case_handler(), above).await;
    assert_eq!(refused_codes(above), ["RECOVERY_ABOVE_REST"]);

    let step = propose(&claimed, set_off(&cases[1], 2, 50_000));
    let proposed = world.on_grant(&case_handler(), step).await.unwrap();
    let own = world.on_grant(&case_handler(), approve(&proposed)).await;
    assert!(
        matches!(own, Err(CaseError::Refused(Refusal::RoleNotAllowed { .. }))),
        "{own:?}"
    );
    let settled = world
        .on_grant(&decision_maker(), approve(&proposed))
        .await
        .unwrap();
    assert!(matches!(settled.state, GrantState::Closed { .. }));
    assert_eq!(settled.repayments[0].received.amount, Money::kroner(50_000));
    let kept = world.grant(&cases[1]).await;
    assert_eq!(kept.granted, other.granted);
    assert_eq!(
        kept.paid().ore() - other.paid().ore(),
        Money::kroner(50_000).ore()
    );
    let last = kept.instalments.last().unwrap();
    assert_eq!(
        last.state.set_off().map(ToString::to_string),
        Some(settled.case_reference.to_string())
    );
    assert_eq!(
        codes(&attest(&world, &cases[1]).await),
        [""; 0],
        "the rest is paid"
    );
}

#[tokio::test]
async fn a_payment_that_is_attested_first_is_not_approved_after_the_claim() {
    let world = World::new().await;
    let (cases, _, grant) = in_recovery(&world).await;
    others_settled(&world, &cases).await;
    two_of_one(&world).await;
    assert_eq!(codes(&attest(&world, &cases[1]).await), [""; 0]);
    let noticed = noticed(&world, &grant).await;
    world.clock.set(at("2027-05-03T09:00:00Z"));
    let step = claim(&noticed, 50_000, FaultClass::GoodFaith);
    let claimed = world.on_grant(&decision_maker(), step).await.unwrap();
    let pay = |world: &World| ApprovePayments {
        call: call_id(),
        batch: BatchId::try_from(world.id().uuid()).unwrap(),
        grants: vec![cases[1].application],
    };
    let refused = world.take(&decision_maker(), pay(&world)).await;
    assert_eq!(refused_codes(refused), ["PAYMENT_DEBT"]);
    let step = propose(&claimed, set_off(&cases[1], 2, 1_000));
    let proposed = world.on_grant(&case_handler(), step).await.unwrap();
    let refused = world.on_grant(&decision_maker(), approve(&proposed)).await;
    assert_eq!(refused_codes(refused), ["SET_OFF_NOT_PLANNED"]);
    let reject = Reject {
        key: of(&proposed),
        revision: proposed.revision,
        reason: "It is attested.".to_owned(),
    };
    let rejected = world.on_grant(&decision_maker(), reject).await.unwrap();
    let parts = |kroner: [i64; 2]| {
        let days = ["2027-06-01", "2027-07-01"];
        let parts = kroner.iter().zip(days).map(|(kroner, day)| DuePart {
            pay_by: day.parse().unwrap(),
            amount: Money::kroner(*kroner),
        });
        ArrangementPlan::Instalments {
            parts: parts.collect(),
        }
    };
    let step = propose(&rejected, parts([25_000, 25_000]));
    let proposed = world.on_grant(&case_handler(), step).await.unwrap();
    world
        .on_grant(&decision_maker(), approve(&proposed))
        .await
        .unwrap();
    world.take(&decision_maker(), pay(&world)).await.unwrap();
}

#[tokio::test]
async fn what_is_remitted_is_neither_repaid_nor_owed() {
    let world = World::new().await;
    let (_, claimed) = claimed(&world, FaultClass::GoodFaith).await;
    let remission = ArrangementPlan::Remission {
        amount: Money::kroner(20_000),
        interest: Money::ZERO,
    };
    let proposed = world
        .on_grant(&case_handler(), propose(&claimed, remission))
        .await
        .unwrap();
    let remitted = world
        .on_grant(&decision_maker(), approve(&proposed))
        .await
        .unwrap();
    assert!(matches!(remitted.state,
        GrantState::Recovery { to_repay, .. } if to_repay == Money::kroner(30_000)));
    let repay = RecordRepayment {
        key: key(&remitted),
        revision: remitted.revision,
        received: Received {
            amount: Money::kroner(30_000),
            booked: "2027-04-10".parse().unwrap(),
            reference: "Bilag 1".to_owned(),
            entry: None,
        },
    };
    let closed = world.on_grant(&finance(), repay).await.unwrap();
    assert!(matches!(closed.state, GrantState::Closed { .. }));
    let paid = |one: &domain::grant::Instalment| matches!(one.state, InstalmentState::Paid { .. });
    assert_eq!(closed.instalments.iter().filter(|one| paid(one)).count(), 1);
}

#[tokio::test]
async fn interest_is_recorded_beside_the_grant_and_moves_no_money_of_it() {
    let world = World::new().await;
    let (_, _, grant) = in_recovery(&world).await;
    let noticed = noticed(&world, &grant).await;
    world.clock.set(at("2027-05-03T09:00:00Z"));
    // The shared rules know no rate of 2027.
    let step = claim(&noticed, 50_000, FaultClass::Negligence);
    let missing = world.on_grant(&decision_maker(), step).await;
    assert_eq!(refused_codes(missing), ["RECOVERY_RATE_MISSING"]);
    let step = claim(&noticed, 50_000, FaultClass::GoodFaith);
    let claimed = world.on_grant(&decision_maker(), step).await.unwrap();
    let interest = RecordInterest {
        key: of(&claimed),
        revision: claimed.revision,
        amount: Money::from_ore(1),
        booked: "2027-05-03".parse().unwrap(),
        reference: "Bilag 2".to_owned(),
    };
    let refused = world.on_grant(&finance(), interest).await;
    assert_eq!(refused_codes(refused), ["INTEREST_ABOVE_REST"]);
}

#[tokio::test]
async fn a_debt_is_seen_in_new_applications_and_in_the_list() {
    let world = World::new().await;
    let (_, claimed) = claimed(&world, FaultClass::GoodFaith).await;
    let found = async |organisation| {
        let new = ApplicationKey {
            call: call_id(),
            application: world.id(),
        };
        let check = steps::check(&new, &draft(organisation));
        let checked = world.take(&applicant(organisation), check).await.unwrap();
        let debts = checked.findings.into_iter();
        let debts = debts.filter(|one| one.code == "APPLICATION_DEBT");
        debts.count()
    };
    assert_eq!((found(1).await, found(2).await), (1, 0));
    let list = List {
        call: None,
        organisation: None,
        open: true,
        page: first_page(10),
    };
    let all = world.take(&finance(), list.clone()).await.unwrap();
    let listed: Vec<_> = all.listed.rows.iter().map(|one| one.grant.id).collect();
    assert_eq!(listed, [claimed.id]);
    let stranger = List {
        organisation: Some(domain::identifiers::OrganisationNumber::invented(2)),
        ..list
    };
    let none = world.take(&finance(), stranger).await.unwrap();
    assert!(none.listed.rows.is_empty());
}
