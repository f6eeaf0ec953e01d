//! An offer is accepted in the version of its terms that was sent.

use domain::decision::DecisionNumber;
use domain::grant::{GrantState, TermsVersion};
use domain::refusal::Refusal;

use crate::journey::{ROUND, grant_as_read};
use crate::steps;
use crate::world::{World, applicant, at, case_handler};

const ACCOUNT: &str = "12345678903";

#[tokio::test]
async fn an_offer_that_was_never_sent_does_not_lapse() {
    let world = World::new().await;
    let (cases, _) = world.decided_round(&ROUND).await;
    world.clock.set(at("2026-03-20T11:00:00Z"));
    let unsent = grant_as_read(&world.grant(&cases[0]).await);
    let notice = steps::notice_lapse(&unsent);
    refused!(world.on_grant(&case_handler(), notice).await, Refusal::RulesNotMet(findings)
        if findings[0].code == "GRANT_TERMS_NOT_SENT");
    world.lapse(&cases[0]).await;
}

#[tokio::test]
async fn terms_are_accepted_as_they_were_sent() {
    let world = World::new().await;
    let (cases, _) = world.decided_round(&ROUND).await;
    assert_eq!(world.grant(&cases[0]).await.terms, None);
    let [decision] = &world.decisions(&case_handler(), &cases[0]).await[..] else {
        panic!("one decision");
    };
    let version = TermsVersion {
        decision: decision.number,
        text_sha256: decision.text_sha256.clone(),
    };
    let mut offer = world.grant(&cases[0]).await;
    offer.terms = Some(version.clone());
    let own = applicant(1);
    let accept = steps::accept_grant(&offer, &ACCOUNT.parse().unwrap());
    refused!(world.on_grant(&own, accept.clone()).await, Refusal::RulesNotMet(findings)
        if findings[0].code == "GRANT_TERMS_NOT_SENT");
    let offer = world.offer(&cases[0]).await;
    assert_eq!(offer.terms.as_ref(), Some(&version));
    for wrong in [
        TermsVersion {
            text_sha256: "ab".repeat(32),
            ..version.clone()
        },
        TermsVersion {
            decision: DecisionNumber::FIRST.next(),
            ..version.clone()
        },
    ] {
        let mut other = accept.clone();
        other.terms = wrong;
        let first = format!("{}/decisions/1", cases[0].name());
        refused!(world.on_grant(&own, other).await, Refusal::OtherTerms { decision, text_sha256 }
            if decision == first && text_sha256 == version.text_sha256);
    }
    let accepted = world.on_grant(&own, accept).await.unwrap();
    assert_eq!(accepted.accepted_terms.as_ref(), Some(&version));
    let event = "select payload from casework.event where step = 'accept_grant'";
    let told: String = sqlx::query_scalar(event)
        .fetch_one(&world.pool)
        .await
        .unwrap();
    assert!(told.contains(&version.text_sha256));
    let forged = "update casework.grant set accepted_decision = 9 where state_name = 'accepted'";
    assert_eq!(
        world.refused_by(forged).await,
        "grant_accepted_decision_fkey"
    );
    let halved = "update casework.grant set accepted_sha256 = null where state_name = 'accepted'";
    assert_eq!(world.refused_by(halved).await, "grant_accepted_terms_whole");
}

#[tokio::test]
async fn a_later_letter_makes_other_terms_once_it_is_sent() {
    let world = World::new().await;
    let (cases, first) = world.decided_with_a_cut().await;
    let told = world.offer(&cases[1]).await;
    let risen = world.raised(&cases, &first, 350_000).await;
    let before = told.terms.clone().unwrap();
    assert_eq!(risen.terms.as_ref(), Some(&before), "decided, and not sent");
    let sent = world.offer(&cases[1]).await;
    let version = sent.terms.clone().unwrap();
    assert_eq!(version.decision, before.decision.next());
    let own = applicant(2);
    let mut outdated = steps::accept_grant(&sent, &ACCOUNT.parse().unwrap());
    outdated.terms = before.clone();
    refused!(world.on_grant(&own, outdated).await, Refusal::OtherTerms { text_sha256, .. }
        if text_sha256 == version.text_sha256);
    // The last day was 9 March.
    world.clock.set(at("2026-03-10T08:00:00Z"));
    let mut late = steps::admit_late(&sent, "2026-04-01");
    late.terms = before;
    refused!(
        world.on_grant(&case_handler(), late.clone()).await,
        Refusal::OtherTerms { .. }
    );
    late.terms = version.clone();
    let late = world.on_grant(&case_handler(), late).await.unwrap();
    assert_eq!(late.late_acceptance.unwrap().terms.as_ref(), Some(&version));
    let accepted = world.accept(&cases[1], 2).await.unwrap();
    assert_eq!(accepted.accepted_terms, Some(version));
    assert!(matches!(accepted.state, GrantState::Accepted { .. }));
}
