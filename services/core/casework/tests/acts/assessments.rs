//! Scores with reasons, and who must not take part.

use casework::CaseError;
use casework::application::CaseAt;
use casework::application::List;
use casework::assessment::{declared_interest, require_no_interest};
use domain::application::ScoreMilli;
use domain::assessment::{CriterionScore, InterestGround};
use domain::caller::Role;
use domain::page::Page;
use domain::refusal::Refusal;
use domain::step::StepName;

use crate::steps;
use crate::world::{
    World, administrator, applicant, as_read, assessor, call_id, case_handler, case_of, staff,
};

fn scores(need: u8, quality: u8) -> Vec<CriterionScore> {
    [("need", need), ("quality", quality)]
        .into_iter()
        .map(|(criterion, points)| CriterionScore {
            criterion: criterion.to_owned(),
            points,
            reason: "Godt begrunnet.".to_owned(),
        })
        .collect()
}

#[tokio::test]
async fn the_score_is_the_mean_over_assessors_and_can_be_corrected() {
    let world = World::new().await;
    world.open_call().await;
    let view = world.submitted(1).await;
    let at = |revision| CaseAt {
        revision,
        ..as_read(&view)
    };

    let first = world
        .take(
            &assessor("anne"),
            steps::record(&as_read(&view), &scores(80, 50)),
        )
        .await
        .unwrap();
    assert_eq!(first.assessment.total, ScoreMilli(68_000));
    refused!(
        world.take(&assessor("bjarne"), steps::record(&as_read(&view), &scores(0, 0))).await,
        Refusal::Stale { current, .. } if current == first.revision
    );
    let second = world
        .take(
            &assessor("bjarne"),
            steps::record(&at(first.revision), &scores(81, 50)),
        )
        .await
        .unwrap();
    let corrected = world
        .take(
            &assessor("anne"),
            steps::record(&at(second.revision), &scores(90, 50)),
        )
        .await
        .unwrap();
    assert_eq!(
        world
            .take(
                &assessor("anne"),
                steps::record(&at(second.revision), &scores(90, 50))
            )
            .await
            .unwrap(),
        corrected,
        "sent again"
    );
    let seen = world
        .take(&case_handler(), steps::get(&case_of(&view)))
        .await
        .unwrap();
    // (60 % × 90 + 40 % × 50 + 60 % × 81 + 40 % × 50) ÷ 2
    assert_eq!(seen.application.state.score(), Some(ScoreMilli(71_300)));
    assert!(seen.score_visible);
    let own = world
        .take(&applicant(1), steps::get(&case_of(&view)))
        .await
        .unwrap();
    assert!(!own.score_visible, "not before the decision");
}

#[tokio::test]
async fn every_criterion_is_scored_once() {
    let world = World::new().await;
    world.open_call().await;
    let view = world.submitted(1).await;
    let mut twice = scores(1, 1);
    twice[1].criterion = "need".to_owned();
    refused!(
        world.take(&assessor("anne"), steps::record(&as_read(&view), &twice)).await,
        Refusal::InvalidFields(faults) if faults.len() == 2
    );
}

#[tokio::test]
async fn others_scores_are_hidden_until_the_assessor_has_scored() {
    let world = World::new().await;
    world.open_call().await;
    let view = world.submitted(1).await;
    let case = case_of(&view);
    let first = world
        .take(
            &assessor("anne"),
            steps::record(&as_read(&view), &scores(80, 50)),
        )
        .await
        .unwrap();
    assert_eq!(
        world
            .take(&assessor("bjarne"), steps::list(&case))
            .await
            .unwrap(),
        []
    );
    assert!(
        !world
            .take(&assessor("bjarne"), steps::get(&case))
            .await
            .unwrap()
            .score_visible
    );
    assert_eq!(
        world
            .take(&case_handler(), steps::list(&case))
            .await
            .unwrap()
            .len(),
        1
    );
    refused!(
        world.take(&applicant(1), steps::list(&case)).await,
        Refusal::RoleNotAllowed { .. }
    );

    let at = CaseAt {
        revision: first.revision,
        ..as_read(&view)
    };
    world
        .take(&assessor("bjarne"), steps::record(&at, &scores(1, 2)))
        .await
        .unwrap();
    let all = world
        .take(&assessor("bjarne"), steps::list(&case))
        .await
        .unwrap();
    let names: Vec<&str> = all.iter().map(|one| one.assessor.as_str()).collect();
    assert_eq!(names, ["anne", "bjarne"]);
    assert!(
        world
            .take(&assessor("bjarne"), steps::get(&case))
            .await
            .unwrap()
            .score_visible
    );
}

#[tokio::test]
async fn a_declared_interest_closes_the_case() {
    let world = World::new().await;
    world.open_call().await;
    let view = world.submitted(1).await;
    let case = case_of(&view);
    let kari = staff("kari", &[Role::CaseHandler, Role::Assessor]);
    let recorded = world
        .take(&kari, steps::record(&as_read(&view), &scores(50, 50)))
        .await
        .unwrap();

    let earlier = world
        .take(
            &kari,
            steps::declare(&case, InterestGround::Automatic, "Min bror leder laget."),
        )
        .await
        .unwrap();
    assert_eq!(
        earlier,
        [StepName::RecordAssessment],
        "for another to look at again"
    );
    let again = world
        .take(
            &kari,
            steps::declare(&case, InterestGround::Discretionary, "Nei, forresten."),
        )
        .await
        .unwrap();
    assert_eq!(again, earlier);

    let at = CaseAt {
        revision: recorded.revision,
        ..as_read(&view)
    };
    let by = "2026-02-20".parse().unwrap();
    let attempts: [Result<(), CaseError>; 5] = [
        world
            .take(&kari, steps::record(&at, &scores(99, 99)))
            .await
            .map(drop),
        world
            .take(&kari, steps::send_back(&at, "Mer", by))
            .await
            .map(drop),
        world
            .take(&kari, steps::dismiss(&at, "Nei"))
            .await
            .map(drop),
        world.take(&kari, steps::get(&case)).await.map(drop),
        world.take(&kari, steps::list(&case)).await.map(drop),
    ];
    for attempt in attempts {
        refused!(attempt, Refusal::InterestDeclared { resource } if resource == case.name());
    }
}

#[tokio::test]
async fn a_declared_interest_closes_the_round_and_no_other_case() {
    let world = World::new().await;
    world.open_call().await;
    let (view, other) = (world.submitted(1).await, world.submitted(2).await);
    let kari = staff("kari", &[Role::CaseHandler, Role::Assessor]);
    let case = case_of(&view);
    world
        .take(
            &kari,
            steps::declare(&case, InterestGround::Automatic, "Min bror leder laget."),
        )
        .await
        .unwrap();
    let all = List {
        call: call_id(),
        page: Page {
            size: 10,
            after: None,
        },
        states: Vec::new(),
        organisation: None,
    };
    let listed = world.take(&kari, all.clone()).await.unwrap();
    assert_eq!(listed.rows.len(), 1, "the case is not in the person's list");
    assert_eq!(
        world
            .take(&staff("ola", &[Role::CaseHandler]), all.clone())
            .await
            .unwrap()
            .rows
            .len(),
        2
    );

    // The whole round is closed, too; a part of it without the case is not.
    let ids = [view.application.id, other.application.id];
    let mut connection = world.pool.acquire().await.unwrap();
    assert_eq!(
        declared_interest(&mut connection, &call_id(), "kari")
            .await
            .unwrap(),
        ids[..1]
    );
    let (call, actor) = (call_id(), world.actor(&kari));
    refused!(
        require_no_interest(&mut connection, &actor, &call, &ids).await,
        Refusal::InterestDeclared { .. }
    );
    require_no_interest(&mut connection, &actor, &call, &ids[1..])
        .await
        .unwrap();
    world
        .take(&kari, steps::record(&as_read(&other), &scores(1, 1)))
        .await
        .unwrap();
    refused!(
        world
            .take(
                &administrator(),
                steps::declare(&case, InterestGround::Automatic, "x")
            )
            .await,
        Refusal::RoleNotAllowed { .. }
    );
}
