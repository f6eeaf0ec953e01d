//! Scores with reasons, and who must not take part.

use casework::CaseError;
use casework::application::case::CaseAt;
use casework::application::view::{ListApplications, get_application, list_applications};
use casework::application::{dismiss_application, return_application};
use casework::assessment::{
    declare_interest, declared_interest, list_assessments, record_assessment, require_no_interest,
};
use domain::application::ScoreMilli;
use domain::assessment::{CriterionScore, InterestGround};
use domain::caller::Role;
use domain::page::Page;
use domain::refusal::Refusal;
use domain::step::StepName;

use crate::pilot::Pilot;
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
    let record = record_assessment::<Pilot>;
    let at = |revision| CaseAt {
        revision,
        ..as_read(&view)
    };

    let first = step!(
        world,
        assessor("anne"),
        record,
        &as_read(&view),
        &scores(80, 50)
    )
    .unwrap();
    assert_eq!(first.assessment.total, ScoreMilli(68_000));
    refused!(
        step!(world, assessor("bjarne"), record, &as_read(&view), &scores(0, 0)),
        Refusal::Stale { current, .. } if current == first.revision
    );
    let second = step!(
        world,
        assessor("bjarne"),
        record,
        &at(first.revision),
        &scores(81, 50)
    )
    .unwrap();
    let corrected = step!(
        world,
        assessor("anne"),
        record,
        &at(second.revision),
        &scores(90, 50)
    )
    .unwrap();
    assert_eq!(
        step!(
            world,
            assessor("anne"),
            record,
            &at(second.revision),
            &scores(90, 50)
        )
        .unwrap(),
        corrected,
        "sent again"
    );
    let seen = step!(
        world,
        case_handler(),
        get_application::<Pilot>,
        &case_of(&view)
    )
    .unwrap();
    // (60 % × 90 + 40 % × 50 + 60 % × 81 + 40 % × 50) ÷ 2
    assert_eq!(seen.application.state.score(), Some(ScoreMilli(71_300)));
    assert!(seen.score_visible);
    let own = step!(
        world,
        applicant(1),
        get_application::<Pilot>,
        &case_of(&view)
    )
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
        step!(world, assessor("anne"), record_assessment::<Pilot>, &as_read(&view), &twice),
        Refusal::InvalidFields(faults) if faults.len() == 2
    );
}

#[tokio::test]
async fn others_scores_are_hidden_until_the_assessor_has_scored() {
    let world = World::new().await;
    world.open_call().await;
    let view = world.submitted(1).await;
    let case = case_of(&view);
    let first = step!(
        world,
        assessor("anne"),
        record_assessment::<Pilot>,
        &as_read(&view),
        &scores(80, 50)
    )
    .unwrap();
    let list = list_assessments::<Pilot>;
    assert_eq!(step!(world, assessor("bjarne"), list, &case).unwrap(), []);
    assert!(
        !step!(world, assessor("bjarne"), get_application::<Pilot>, &case)
            .unwrap()
            .score_visible
    );
    assert_eq!(step!(world, case_handler(), list, &case).unwrap().len(), 1);
    refused!(
        step!(world, applicant(1), list, &case),
        Refusal::RoleNotAllowed { .. }
    );

    let at = CaseAt {
        revision: first.revision,
        ..as_read(&view)
    };
    step!(
        world,
        assessor("bjarne"),
        record_assessment::<Pilot>,
        &at,
        &scores(1, 2)
    )
    .unwrap();
    let all = step!(world, assessor("bjarne"), list, &case).unwrap();
    let names: Vec<&str> = all.iter().map(|one| one.assessor.as_str()).collect();
    assert_eq!(names, ["anne", "bjarne"]);
    assert!(
        step!(world, assessor("bjarne"), get_application::<Pilot>, &case)
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
    let recorded = step!(
        world,
        kari,
        record_assessment::<Pilot>,
        &as_read(&view),
        &scores(50, 50)
    )
    .unwrap();

    let declare = declare_interest::<Pilot>;
    let earlier = step!(
        world,
        kari,
        declare,
        &case,
        InterestGround::Automatic,
        "Min bror leder laget."
    )
    .unwrap();
    assert_eq!(
        earlier,
        [StepName::RecordAssessment],
        "for another to look at again"
    );
    let again = step!(
        world,
        kari,
        declare,
        &case,
        InterestGround::Discretionary,
        "Nei, forresten."
    )
    .unwrap();
    assert_eq!(again, earlier);

    let at = CaseAt {
        revision: recorded.revision,
        ..as_read(&view)
    };
    let by = "2026-02-20".parse().unwrap();
    let attempts: [Result<(), CaseError>; 5] = [
        step!(
            world,
            kari,
            record_assessment::<Pilot>,
            &at,
            &scores(99, 99)
        )
        .map(drop),
        step!(world, kari, return_application::<Pilot>, &at, "Mer", by).map(drop),
        step!(world, kari, dismiss_application::<Pilot>, &at, "Nei").map(drop),
        step!(world, kari, get_application::<Pilot>, &case).map(drop),
        step!(world, kari, list_assessments::<Pilot>, &case).map(drop),
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
    let (declare, case) = (declare_interest::<Pilot>, case_of(&view));
    step!(
        world,
        kari,
        declare,
        &case,
        InterestGround::Automatic,
        "Min bror leder laget."
    )
    .unwrap();
    let all = ListApplications {
        call: call_id(),
        page: Page {
            size: 10,
            after: None,
        },
        states: Vec::new(),
        organisation: None,
    };
    let listed = step!(world, kari, list_applications::<Pilot>, &all).unwrap();
    assert_eq!(listed.rows.len(), 1, "the case is not in the person's list");
    assert_eq!(
        step!(
            world,
            staff("ola", &[Role::CaseHandler]),
            list_applications::<Pilot>,
            &all
        )
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
    let call = call_id();
    refused!(
        step!(world, kari, require_no_interest, &call, &ids),
        Refusal::InterestDeclared { .. }
    );
    step!(world, kari, require_no_interest, &call, &ids[1..]).unwrap();
    step!(
        world,
        kari,
        record_assessment::<Pilot>,
        &as_read(&other),
        &scores(1, 1)
    )
    .unwrap();
    refused!(
        step!(
            world,
            administrator(),
            declare,
            &case,
            InterestGround::Automatic,
            "x"
        ),
        Refusal::RoleNotAllowed { .. }
    );
}
