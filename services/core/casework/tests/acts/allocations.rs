//! A budget divided, adjusted, proposed, sent back and decided.

use casework::allocations::create_allocation;
use casework::approvals::approve_allocation;
use casework::assessments::declare_interest;
use casework::awards::{
    explain_award, export_awards, list_allocations, list_awards, verify_allocation,
};
use casework::proposals::{AdjustAward, adjust_award, propose_allocation, return_allocation};
use casework::views::get_application;
use domain::application::ApplicationState;
use domain::assessment::InterestGround;
use domain::award::{AllocationState, Award, AwardReason, Decision};
use domain::identifiers::CaseReference;
use domain::money::Money;
use domain::page::{Listed, Page};
use domain::refusal::Refusal;

use crate::journey::{allocation_as_read, decision_maker, finance, key_of};
use crate::pilot::Pilot;
use crate::world::{World, applicant, call_id, case_handler, staff};

fn first_page<K>(size: u32) -> Page<K> {
    Page { size, after: None }
}

fn told(awards: &[Award]) -> Vec<(i64, Option<&str>)> {
    let code = |award: &Award| {
        award
            .reason
            .as_ref()
            .map(AwardReason::code)
            .map(str::to_owned)
    };
    awards
        .iter()
        .map(|award| {
            let code = code(award);
            (award.amount.ore() / 100, code.map(|code| &*code.leak()))
        })
        .collect()
}

async fn awards(world: &World, allocation: &domain::award::Allocation) -> Vec<Award> {
    let page = first_page(500);
    step!(
        world,
        case_handler(),
        list_awards,
        &key_of(allocation),
        &page
    )
    .unwrap()
    .rows
}

/// The national frame is a million: 100 places. The tail rule is `stop`.
const ROUND: [(i64, u8); 4] = [(50, 90), (40, 80), (20, 70), (10, 60)];

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
    let awards = awards(&world, &allocation).await;
    assert_eq!(
        told(&awards),
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
    let (key, create) = (world.allocation_key(), create_allocation::<Pilot>);
    refused!(
        step!(world, case_handler(), create, &key),
        Refusal::WrongState { state: "open", .. }
    );
    refused!(
        step!(world, applicant(1), create, &key),
        Refusal::RoleNotAllowed { .. }
    );

    let world = World::new().await;
    let cases = world.closed_round(&ROUND).await;
    world.assess(&cases[0], 50).await.unwrap();
    let result = step!(world, case_handler(), create, &world.allocation_key());
    let Err(casework::CaseError::Refused(Refusal::IncompleteRound(missing))) = result else {
        panic!("{result:?}")
    };
    let named: Vec<&str> = missing
        .iter()
        .map(|case| case.application.as_str())
        .collect();
    let expected: Vec<String> = cases[1..]
        .iter()
        .map(casework::case::CaseId::name)
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
    let (key, create) = (world.allocation_key(), create_allocation::<Pilot>);
    let first = step!(world, case_handler(), create, &key).unwrap();
    assert_eq!(step!(world, case_handler(), create, &key).unwrap(), first);
    world.clock.advance(chrono::TimeDelta::seconds(1));
    let second = world.allocation().await;
    assert_eq!(
        second.run_hash, first.run_hash,
        "one draw a call: running again changes no lot"
    );
    let list = list_allocations;
    let page = step!(world, case_handler(), list, &call_id(), &first_page(1)).unwrap();
    assert_eq!(page.rows[0].id, second.id, "newest first");
    let next = Page {
        size: 1,
        after: page.next,
    };
    let page = step!(world, case_handler(), list, &call_id(), &next).unwrap();
    assert_eq!((page.rows[0].id, page.next), (first.id, None));
}

#[tokio::test]
async fn an_award_is_adjusted_within_its_claim_and_its_frame() {
    let world = World::new().await;
    let cases = world.assessed_round(&ROUND).await;
    let allocation = world.allocation().await;
    let to = |kroner: i64, case: usize| AdjustAward {
        at: allocation_as_read(&allocation),
        application: cases[case].application,
        amount: Money::kroner(kroner),
        reason: "the municipality pays the rest".to_owned(),
    };
    refused!(
        step!(world, case_handler(), adjust_award, &to(100_001, 3)),
        Refusal::InvalidFields(_)
    );
    // 900 000 of a million is awarded.
    refused!(
        step!(world, case_handler(), adjust_award, &to(100_001, 2)),
        Refusal::FrameExceeded { left, wanted, .. }
            if left == Money::kroner(100_000) && wanted == Money::kroner(100_001)
    );
    let (award, after) = step!(world, case_handler(), adjust_award, &to(100_000, 2)).unwrap();
    assert_eq!(award.amount, Money::kroner(100_000));
    assert_eq!(
        award.calculated,
        Money::ZERO,
        "what the engine came to stays beside it"
    );
    assert_eq!(after.sub_frames[0].awarded, Money::kroner(1_000_000));
    let again = step!(world, case_handler(), adjust_award, &to(100_000, 2)).unwrap();
    assert_eq!(
        again,
        (award, after.clone()),
        "a retry answers with the present state"
    );
    refused!(
        step!(world, case_handler(), adjust_award, &to(50_000, 2)),
        Refusal::Stale { .. }
    );
    let unknown = AdjustAward {
        application: world.id(),
        ..to(0, 0)
    };
    let unknown = AdjustAward {
        at: allocation_as_read(&after),
        ..unknown
    };
    refused!(
        step!(world, case_handler(), adjust_award, &unknown),
        Refusal::NotFound { .. }
    );
    let proposed = world.propose(&after).await.unwrap();
    let late = AdjustAward {
        at: allocation_as_read(&proposed),
        ..to(0, 2)
    };
    refused!(
        step!(world, case_handler(), adjust_award, &late),
        Refusal::WrongState { .. }
    );
}

#[tokio::test]
async fn a_proposal_is_of_what_stands() {
    let world = World::new().await;
    let cases = world.assessed_round(&ROUND).await;
    let allocation = world.allocation().await;
    world.assess(&cases[3], 95).await.unwrap();
    let withdraw = casework::applications::withdraw_application::<Pilot>;
    let view = step!(world, applicant(2), get_application::<Pilot>, &cases[1]).unwrap();
    step!(
        world,
        applicant(2),
        withdraw,
        &crate::world::as_read(&view),
        "no longer needed"
    )
    .unwrap();
    let result = world.propose(&allocation).await;
    let Err(casework::CaseError::Refused(Refusal::IncompleteRound(changed))) = result else {
        panic!("{result:?}")
    };
    let told: Vec<(&str, &str)> = changed
        .iter()
        .map(|case| (case.application.as_str(), case.missing))
        .collect();
    let (gone, other) = (cases[1].name(), cases[3].name());
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told.contains(&(gone.as_str(), "missing-withdrawn")));
    assert!(told.contains(&(other.as_str(), "missing-changed")));
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
    let (at, give_back) = (allocation_as_read(&proposed), return_allocation::<Pilot>);
    let returned = step!(world, decision_maker(), give_back, &at, "look again").unwrap();
    let again = step!(world, decision_maker(), give_back, &at, "look again").unwrap();
    assert_eq!(again, returned);
    let view = step!(world, case_handler(), get_application::<Pilot>, &cases[0]).unwrap();
    assert!(matches!(
        view.application.state,
        ApplicationState::Assessed { .. }
    ));
    let proposed = world.propose(&second).await.unwrap();
    assert!(world.approve(&proposed).await.is_ok());
    refused!(world.propose(&returned).await, Refusal::WrongState { .. });
}

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
    let (at, approve) = (allocation_as_read(&proposed), approve_allocation::<Pilot>);
    refused!(
        step!(world, both, approve, &at, &proposed.run_hash),
        Refusal::FourEyes { .. }
    );
    refused!(
        step!(world, decision_maker(), approve, &at, &"00".repeat(32)),
        Refusal::Stale { .. }
    );
    // Whoever writes past the program meets the constraint.
    let forged = "update casework.allocation set state = jsonb_build_object('state', 'approved', 'proposed_by', proposed_by,
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

#[tokio::test]
async fn a_decision_decides_every_application_and_commits_the_frame() {
    let world = World::new().await;
    let (cases, approved) = world.decided_round(&ROUND).await;
    assert_eq!(world.committed().await, 90_000_000);
    let mut states = Vec::new();
    for case in &cases {
        let view = step!(world, case_handler(), get_application::<Pilot>, case).unwrap();
        states.push(view.application.state.name());
    }
    assert_eq!(states, ["granted", "granted", "refused", "refused"]);
    let exported = step!(
        world,
        finance(),
        export_awards,
        &call_id(),
        &first_page(500)
    )
    .unwrap()
    .rows;
    assert_eq!(exported, awards(&world, &approved).await);
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
    let verification = step!(world, case_handler(), verify_allocation, &key_of(&approved)).unwrap();
    assert!(verification.verified && verification.run_hash == approved.run_hash);
    world.meddle("update casework.allocation_run set document = replace(document, '\"90000\"', '\"90001\"')").await;
    let verification = step!(world, case_handler(), verify_allocation, &key_of(&approved)).unwrap();
    assert!(!verification.verified, "a changed score gives another hash");
}

#[tokio::test]
async fn a_frame_that_became_smaller_refuses_the_approval() {
    let world = World::new().await;
    world.assessed_round(&ROUND).await;
    let proposed = world.propose(&world.allocation().await).await.unwrap();
    world
        .meddle("update casework.sub_frame set budget_ore = 89999999 where code = 'national'")
        .await;
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
async fn a_person_with_an_interest_takes_no_step_on_the_round() {
    let world = World::new().await;
    let cases = world.assessed_round(&ROUND).await;
    let allocation = world.allocation().await;
    let declare = declare_interest::<Pilot>;
    for person in [case_handler(), decision_maker()] {
        step!(
            world,
            person,
            declare,
            &cases[2],
            InterestGround::Automatic,
            "my sister leads it"
        )
        .unwrap();
    }
    let create = create_allocation::<Pilot>;
    refused!(
        step!(world, case_handler(), create, &world.allocation_key()),
        Refusal::InterestDeclared { .. }
    );
    refused!(
        world.propose(&allocation).await,
        Refusal::InterestDeclared { .. }
    );
    let other = staff("olga", &[domain::caller::Role::CaseHandler]);
    let at = allocation_as_read(&allocation);
    let proposed = step!(world, other, propose_allocation::<Pilot>, &at).unwrap();
    refused!(world.approve(&proposed).await, Refusal::InterestDeclared { resource } if resource == cases[2].name());
    assert_eq!(
        awards(&world, &allocation).await.len(),
        3,
        "the case is left out of lists"
    );
    let explain = explain_award::<Pilot>;
    let key = key_of(&allocation);
    refused!(
        step!(world, case_handler(), explain, &key, cases[2].application),
        Refusal::InterestDeclared { .. }
    );
}

#[tokio::test]
async fn an_applicant_sees_its_own_award_once_it_is_decided() {
    let world = World::new().await;
    let cases = world.assessed_round(&ROUND).await;
    let proposed = world.propose(&world.allocation().await).await.unwrap();
    let (key, list, explain) = (key_of(&proposed), list_awards, explain_award::<Pilot>);
    let page = first_page::<CaseReference>(10);
    refused!(
        step!(world, applicant(3), list, &key, &page),
        Refusal::NotFound { .. }
    );
    refused!(
        step!(world, applicant(3), explain, &key, cases[2].application),
        Refusal::NotFound { .. }
    );
    world.approve(&proposed).await.unwrap();
    let own: Listed<Award, CaseReference> = step!(world, applicant(3), list, &key, &page).unwrap();
    assert_eq!(own.rows.len(), 1);
    let told = step!(world, applicant(3), explain, &key, cases[2].application).unwrap();
    assert_eq!(told.claim_steps[0].code, "rate");
    assert!(told.explanation.len() >= 4, "{:?}", told.explanation);
    refused!(
        step!(world, applicant(3), explain, &key, cases[0].application),
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
        let listed = step!(
            world,
            case_handler(),
            list_awards,
            &key_of(&allocation),
            &page
        )
        .unwrap();
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
