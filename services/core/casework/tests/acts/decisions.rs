//! Allocations decided, and awards as they can be read.

use casework::allocation::Verification;
use domain::allocation::Allocation;
use domain::allocation::award::Award;
use domain::allocation::decision::SeenHashes;
use domain::identifiers::CaseReference;
use domain::money::Money;
use domain::page::{Listed, Page};
use domain::refusal::Refusal;

use crate::journey::{
    ROUND, allocation_as_read, decision_maker, finance, first_page, key_of, seen,
};
use crate::steps;
use crate::world::{World, applicant, case_handler, staff};

#[tokio::test]
async fn two_persons_decide() {
    let world = World::new().await;
    world.assessed_round(&ROUND).await;
    let both = staff(
        "kari",
        &[
            domain::caller::Role::CaseHandler,
            domain::caller::Role::DecisionMaker,
        ],
    );
    let proposed = world.propose(&world.allocation().await).await.unwrap();
    let at = allocation_as_read(&proposed);
    refused!(
        world
            .take(&both, steps::approve(&at, &seen(&proposed)))
            .await,
        Refusal::FourEyes { .. }
    );
    let other_run = SeenHashes {
        run: "00".repeat(32),
        ..seen(&proposed)
    };
    refused!(
        world
            .take(&decision_maker(), steps::approve(&at, &other_run))
            .await,
        Refusal::Stale { .. }
    );
    // A writer past the program meets the constraint.
    let forged = "update casework.allocation set state = jsonb_build_object('state', 'approved', \
                  'proposed_by', proposed_by,
        'approved_by', proposed_by)";
    assert_eq!(world.refused_by(forged).await, "allocation_four_eyes");
    let half = "update casework.allocation set state = '{\"state\": \"approved\"}'";
    assert_eq!(world.refused_by(half).await, "allocation_approved_has_both");
    let approved = world.approve(&proposed).await.unwrap();
    assert_eq!(approved.state.approved_by(), Some("bjarne"));
    assert_eq!(
        world.approve(&proposed).await.unwrap(),
        approved,
        "a retry answers with the present state"
    );
}

/// An approver who saw the allocation before an award was adjusted approves nothing after it.
#[tokio::test]
async fn an_approval_covers_what_a_person_changed() {
    let world = World::new().await;
    let cases = world.assessed_round(&ROUND).await;
    let draft = world.allocation().await;
    let asked = (Money::kroner(300_000), "the municipality pays the rest");
    let adjust = steps::adjust(&allocation_as_read(&draft), cases[0].application, asked);
    let adjusted = world
        .take(&case_handler(), adjust)
        .await
        .unwrap()
        .allocation;
    let national = &adjusted.sub_frames[0];
    assert_eq!(
        (national.calculated, national.awarded),
        (Money::kroner(900_000), Money::kroner(700_000))
    );
    assert_eq!(adjusted.run_hash, draft.run_hash);
    assert_ne!(adjusted.decision_hash(), draft.decision_hash());
    let proposed = world.propose(&adjusted).await.unwrap();
    assert_eq!(proposed.decision, adjusted.decision);
    let at = allocation_as_read(&proposed);
    refused!(
        world.take(&decision_maker(), steps::approve(&at, &seen(&draft))).await,
        Refusal::OtherDecision { decision_hash } if decision_hash == proposed.decision_hash()
    );
    let approved = world.approve(&proposed).await.unwrap();
    assert_eq!(approved.decision, proposed.decision);
    assert_eq!(world.approve(&proposed).await.unwrap(), approved);
    refused!(
        world
            .take(&decision_maker(), steps::approve(&at, &seen(&draft)))
            .await,
        Refusal::Stale { .. }
    );
    assert_eq!(
        verified(&world, &approved).await,
        (true, Vec::<String>::new())
    );
    // Past the program: another amount with the person's reason, then one without a person.
    world
        .forge(
            "update casework.award set amount_ore = amount_ore - 1 where requested_ore = 50000000",
        )
        .await;
    assert_eq!(
        verified(&world, &approved).await,
        (false, Vec::<String>::new())
    );
    world
        .forge(
            "update casework.award set amount_ore = amount_ore - 1, reason =
                 (select reason from casework.award where reason ->> 'by' = 'engine' limit 1)
             where requested_ore = 40000000",
        )
        .await;
    let unaccounted = vec![cases[1].application.to_string()];
    assert_eq!(verified(&world, &approved).await, (false, unaccounted));
}

/// Verifies an allocation. Returns the verdict and the applications nothing accounts for.
async fn verified(world: &World, allocation: &Allocation) -> (bool, Vec<String>) {
    let verification = verify(world, allocation).await;
    (verification.verified, verification.decision.unaccounted)
}

async fn verify(world: &World, allocation: &Allocation) -> Verification {
    let verify = steps::verify(&key_of(allocation));
    world.take(&case_handler(), verify).await.unwrap()
}

#[tokio::test]
async fn a_decision_decides_every_application_and_commits_the_frame() {
    let world = World::new().await;
    let (cases, approved) = world.decided_round(&ROUND).await;
    assert_eq!(world.committed().await, 90_000_000);
    let mut states = Vec::new();
    for case in &cases {
        let view = world.take(&case_handler(), steps::get(case)).await.unwrap();
        states.push(view.application.state.name());
    }
    assert_eq!(states, ["granted", "granted", "refused", "refused"]);
    let exported = world
        .take(&finance(), steps::export_awards(&first_page(500)))
        .await
        .unwrap()
        .awards
        .rows;
    assert_eq!(exported, world.awards(&approved).await);
    let sum: i64 = exported.iter().map(|award| award.amount.ore()).sum();
    assert_eq!(
        sum,
        world.committed().await,
        "sum of awards = committed = export"
    );
    let grant = world.grant(&cases[0]).await;
    assert_eq!(
        grant.accept_by,
        "2026-03-09".parse().unwrap(),
        "21 days after 16 February"
    );
    assert_eq!(
        grant
            .instalments
            .iter()
            .map(|one| one.amount.ore())
            .sum::<i64>(),
        50_000_000
    );
    let verification = verify(&world, &approved).await;
    assert!(verification.verified && verification.run_hash == approved.run_hash);
    world
        .forge(
            "update casework.allocation_run set document = replace(document, '\"90000\"', \
            '\"90001\"')",
        )
        .await;
    let verification = verify(&world, &approved).await;
    assert!(!verification.verified, "a changed score gives another hash");
}

#[tokio::test]
async fn a_frame_that_became_smaller_refuses_the_approval() {
    let world = World::new().await;
    world.assessed_round(&ROUND).await;
    let proposed = world.propose(&world.allocation().await).await.unwrap();
    let (national, local) = (Money::from_ore(89_999_999), Money::kroner(500_000));
    world.rebudget(national, local).await.unwrap();
    refused!(
        world.approve(&proposed).await,
        Refusal::FrameExceeded { left, wanted, .. }
            if left == Money::from_ore(89_999_999) && wanted == Money::kroner(900_000)
    );
    assert_eq!(world.committed().await, 0, "nothing was promised");
    assert_eq!(
        world.the_allocation(&proposed).await.state.name(),
        "proposed"
    );
}

#[tokio::test]
async fn an_applicant_sees_its_own_award_once_it_is_decided() {
    let world = World::new().await;
    let cases = world.assessed_round(&ROUND).await;
    let proposed = world.propose(&world.allocation().await).await.unwrap();
    let key = key_of(&proposed);
    let list = steps::list_awards(&key, &first_page::<CaseReference>(10));
    refused!(
        world.take(&applicant(3), list.clone()).await,
        Refusal::NotFound { .. }
    );
    refused!(
        world
            .take(&applicant(3), steps::explain(&key, cases[2].application))
            .await,
        Refusal::NotFound { .. }
    );
    world.approve(&proposed).await.unwrap();
    let own: Listed<Award, CaseReference> = world.take(&applicant(3), list).await.unwrap();
    assert_eq!(own.rows.len(), 1);
    let explain = steps::explain(&key, cases[2].application);
    let explained = world.take(&applicant(3), explain).await.unwrap().explained;
    assert_eq!(explained.claim_steps[0].code, "rate");
    assert!(
        explained.explanation.len() >= 3,
        "{:?}",
        explained.explanation
    );
    refused!(
        world
            .take(&applicant(3), steps::explain(&key, cases[0].application))
            .await,
        Refusal::NotFound { .. }
    );
}

#[tokio::test]
async fn awards_are_listed_page_by_page() {
    let world = World::new().await;
    world.assessed_round(&ROUND).await;
    let allocation = world.allocation().await;
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let page = Page { size: 3, after };
        let list = steps::list_awards(&key_of(&allocation), &page);
        let listed = world.take(&case_handler(), list).await.unwrap();
        seen.extend(
            listed
                .rows
                .iter()
                .map(|award| award.case_reference.to_string()),
        );
        after = listed.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(
        seen,
        [
            "PT-2026-00001",
            "PT-2026-00002",
            "PT-2026-00003",
            "PT-2026-00004"
        ]
    );
}
