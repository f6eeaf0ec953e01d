//! A budget divided, adjusted, proposed and sent back.

use casework::allocation::{AdjustAward, AwardKey, AwardOfAllocation};
use domain::allocation::AllocationState;
use domain::allocation::award::{Award, AwardReason, Decision};
use domain::application::ApplicationState;
use domain::assessment::InterestGround;
use domain::money::Money;
use domain::page::Page;
use domain::refusal::Refusal;

use crate::journey::{ROUND, allocation_as_read, decision_maker, first_page, key_of};
use crate::steps;
use crate::world::{World, applicant, case_handler, staff};

/// Amounts in kroner, and why they are what they are.
fn amounts(awards: &[Award]) -> Vec<(i64, Option<&str>)> {
    awards
        .iter()
        .map(|award| {
            let code = award.reason.as_ref().map(AwardReason::code);
            (award.amount.ore() / 100, code)
        })
        .collect()
}

#[tokio::test]
async fn a_budget_is_divided_by_score_until_it_is_empty() {
    let world = World::new().await;
    world.assessed_round(&ROUND).await;
    let allocation = world.allocation().await;
    assert_eq!(allocation.state, AllocationState::Draft);
    let national = &allocation.sub_frames[0];
    assert_eq!(
        (national.awarded, national.granted, national.refused),
        (Money::kroner(900_000), 2, 2)
    );
    assert_eq!(
        allocation.sub_frames.len(),
        2,
        "the local frame has a run too, of nobody"
    );
    let awards = world.awards(&allocation).await;
    assert_eq!(
        amounts(&awards),
        [
            (500_000, None),
            (400_000, None),
            (0, Some("RANKED_BELOW_LINE")),
            (0, Some("RANKED_BELOW_LINE")),
        ]
    );
    assert_eq!(awards[2].decision(), Decision::Refused);
}

#[tokio::test]
async fn an_allocation_waits_for_a_closed_call_and_every_assessment() {
    let world = World::new().await;
    world.open_call().await;
    let new = steps::create_allocation(&world.allocation_key());
    refused!(
        world.created(&new).await,
        Refusal::WrongState { state: "open", .. }
    );
    refused!(
        world.take(&applicant(1), new).await,
        Refusal::RoleNotAllowed { .. }
    );

    let world = World::new().await;
    let cases = world.closed_round(&ROUND).await;
    world.assess(&cases[0], 50).await.unwrap();
    let new = steps::create_allocation(&world.allocation_key());
    let result = world.created(&new).await;
    let Err(casework::CaseError::Refused(Refusal::IncompleteRound(missing))) = result else {
        panic!("{result:?}")
    };
    let named: Vec<&str> = missing
        .iter()
        .map(|case| case.application.as_str())
        .collect();
    let expected: Vec<String> = cases[1..]
        .iter()
        .map(casework::application::ApplicationKey::name)
        .collect();
    assert_eq!(named.len(), 3);
    assert!(
        expected.iter().all(|name| named.contains(&name.as_str())),
        "all of them are listed"
    );
}

#[tokio::test]
async fn the_same_allocation_again_is_what_is_there() {
    let world = World::new().await;
    world.assessed_round(&ROUND).await;
    let new = steps::create_allocation(&world.allocation_key());
    let first = world.created(&new).await.unwrap();
    assert_eq!(world.created(&new).await.unwrap(), first);
    world.clock.advance(chrono::TimeDelta::seconds(1));
    let second = world.allocation().await;
    assert_eq!(
        second.run_hash, first.run_hash,
        "one draw a call: running again changes no lot"
    );
    let list = steps::list_allocations(&first_page(1));
    let page = world.take(&case_handler(), list).await.unwrap();
    assert_eq!(page.rows[0].id, second.id, "newest first");
    let next = Page {
        size: 1,
        after: page.next,
    };
    let list = steps::list_allocations(&next);
    let page = world.take(&case_handler(), list).await.unwrap();
    assert_eq!((page.rows[0].id, page.next), (first.id, None));
}

#[tokio::test]
async fn an_award_is_adjusted_within_its_claim_and_its_frame() {
    let world = World::new().await;
    let cases = world.assessed_round(&ROUND).await;
    let allocation = world.allocation().await;
    let at = allocation_as_read(&allocation);
    let to = |kroner: i64, case: usize| {
        let asked = (Money::kroner(kroner), "the municipality pays the rest");
        steps::adjust(&at, cases[case].application, asked)
    };
    refused!(
        world.take(&case_handler(), to(100_001, 3)).await,
        Refusal::InvalidFields(_)
    );
    // 900 000 of a million is awarded.
    refused!(
        world.take(&case_handler(), to(100_001, 2)).await,
        Refusal::FrameExceeded { left, wanted, .. }
            if left == Money::kroner(100_000) && wanted == Money::kroner(100_001)
    );
    let adjusted = world.take(&case_handler(), to(100_000, 2)).await.unwrap();
    let AwardOfAllocation {
        award,
        allocation: after,
    } = adjusted.clone();
    assert_eq!(award.amount, Money::kroner(100_000));
    assert_eq!(
        award.calculated,
        Money::ZERO,
        "what the engine came to stays beside it"
    );
    assert_eq!(after.sub_frames[0].awarded, Money::kroner(1_000_000));
    let again = world.take(&case_handler(), to(100_000, 2)).await.unwrap();
    assert_eq!(again, adjusted, "a retry answers with the present state");
    refused!(
        world.take(&case_handler(), to(50_000, 2)).await,
        Refusal::Stale { .. }
    );
    let unknown = AwardKey {
        allocation: key_of(&after),
        application: world.id(),
    };
    let unknown = AdjustAward {
        key: unknown,
        revision: after.revision,
        ..to(0, 0)
    };
    refused!(
        world.take(&case_handler(), unknown).await,
        Refusal::NotFound { .. }
    );
    let proposed = world.propose(&after).await.unwrap();
    let late = AdjustAward {
        revision: proposed.revision,
        ..to(0, 2)
    };
    refused!(
        world.take(&case_handler(), late).await,
        Refusal::WrongState { .. }
    );
}

#[tokio::test]
async fn a_proposal_is_of_what_stands() {
    let world = World::new().await;
    let cases = world.assessed_round(&ROUND).await;
    let allocation = world.allocation().await;
    world.assess(&cases[3], 95).await.unwrap();
    let view = world
        .take(&applicant(2), steps::get(&cases[1]))
        .await
        .unwrap();
    world
        .take(
            &applicant(2),
            steps::withdraw(&crate::world::as_read(&view), "no longer needed"),
        )
        .await
        .unwrap();
    let result = world.propose(&allocation).await;
    let Err(casework::CaseError::Refused(Refusal::IncompleteRound(changed))) = result else {
        panic!("{result:?}")
    };
    let named: Vec<(&str, &str)> = changed
        .iter()
        .map(|case| (case.application.as_str(), case.missing))
        .collect();
    let (gone, other) = (cases[1].name(), cases[3].name());
    assert_eq!(named.len(), 2, "{named:?}");
    assert!(named.contains(&(gone.as_str(), "missing-withdrawn")));
    assert!(named.contains(&(other.as_str(), "missing-changed")));
    assert!(
        world.propose(&world.allocation().await).await.is_ok(),
        "run anew, it can be proposed"
    );
}

#[tokio::test]
async fn one_allocation_of_a_call_is_in_flight() {
    let world = World::new().await;
    let cases = world.assessed_round(&ROUND).await;
    let (first, second) = (world.allocation().await, world.allocation().await);
    let proposed = world.propose(&first).await.unwrap();
    refused!(
        world.propose(&second).await,
        Refusal::WrongState {
            state: "proposed",
            ..
        }
    );
    let give_back = steps::return_allocation(&allocation_as_read(&proposed), "look again");
    let returned = world.take(&decision_maker(), give_back.clone()).await;
    let returned = returned.unwrap();
    let again = world.take(&decision_maker(), give_back).await.unwrap();
    assert_eq!(again, returned);
    let view = world
        .take(&case_handler(), steps::get(&cases[0]))
        .await
        .unwrap();
    assert!(matches!(
        view.application.state,
        ApplicationState::Assessed { .. }
    ));
    let proposed = world.propose(&second).await.unwrap();
    assert!(world.approve(&proposed).await.is_ok());
    refused!(world.propose(&returned).await, Refusal::WrongState { .. });
}

#[tokio::test]
async fn a_person_with_an_interest_takes_no_step_on_the_round() {
    let world = World::new().await;
    let cases = world.assessed_round(&ROUND).await;
    let allocation = world.allocation().await;
    for person in [case_handler(), decision_maker()] {
        world
            .take(
                &person,
                steps::declare(&cases[2], InterestGround::Automatic, "my sister leads it"),
            )
            .await
            .unwrap();
    }
    let new = steps::create_allocation(&world.allocation_key());
    refused!(world.created(&new).await, Refusal::InterestDeclared { .. });
    refused!(
        world.propose(&allocation).await,
        Refusal::InterestDeclared { .. }
    );
    let other = staff("olga", &[domain::caller::Role::CaseHandler]);
    let at = allocation_as_read(&allocation);
    let proposed = world.take(&other, steps::propose(&at)).await.unwrap();
    refused!(world.approve(&proposed).await, Refusal::InterestDeclared { resource }
        if resource == cases[2].name());
    assert_eq!(
        world.awards(&allocation).await.len(),
        3,
        "the case is left out of lists"
    );
    let explain = steps::explain(&key_of(&allocation), cases[2].application);
    refused!(
        world.take(&case_handler(), explain).await,
        Refusal::InterestDeclared { .. }
    );
}
