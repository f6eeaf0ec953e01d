//! Applications in numbers: references, lists, rows that are not as they should be.

use std::sync::Arc;

use casework::CaseError;
use casework::application::ApplicationKey;
use casework::application::List;
use domain::page::Page;
use store::StoreError;

use crate::pilot::Pilot;
use crate::steps;
use crate::world::{World, applicant, as_read, call_id, case_handler, case_of, draft};

#[tokio::test]
async fn lists_go_by_case_reference_page_by_page() {
    let world = World::new().await;
    world.open_call().await;
    let mut sent = Vec::new();
    for organisation in 1..=4 {
        sent.push(world.submitted(organisation).await);
    }
    world.draft(5).await;
    let references = |caller, page: &List| {
        let (world, page) = (&world, page.clone());
        async move {
            let found = world.take(&caller, page.clone()).await.unwrap();
            found
                .rows
                .iter()
                .map(|view| view.application.case_reference.sequence())
                .collect::<Vec<_>>()
        }
    };
    let first = List {
        call: call_id(),
        page: Page {
            size: 3,
            after: None,
        },
        states: Vec::new(),
        organisation: None,
    };
    assert_eq!(references(case_handler(), &first).await, [1, 2, 3]);
    let next = List {
        page: Page {
            size: 3,
            after: Some("PT-2026-00003".parse().unwrap()),
        },
        ..first.clone()
    };
    assert_eq!(
        references(case_handler(), &next).await,
        [4],
        "the draft is nobody's business yet"
    );
    assert_eq!(references(applicant(5), &first).await, [5]);
    let of_other = List {
        organisation: Some(draft(1).applicant.organisation),
        ..first.clone()
    };
    assert!(references(applicant(5), &of_other).await.is_empty());
    assert_eq!(references(case_handler(), &of_other).await, [1]);
    world
        .take(&applicant(2), steps::withdraw(&as_read(&sent[1]), ""))
        .await
        .unwrap();
    let withdrawn = List {
        states: vec!["withdrawn"],
        ..first
    };
    assert_eq!(references(case_handler(), &withdrawn).await, [2]);
}

#[tokio::test]
async fn a_row_the_domain_does_not_know_is_an_error_and_never_a_default() {
    let world = World::new().await;
    world.open_call().await;
    let view = world.submitted(1).await;
    let get = || async {
        world
            .take(&case_handler(), steps::get(&case_of(&view)))
            .await
    };
    for (meddling, mending, column) in [
        (
            "update casework.application set form = form - 'places'",
            "update casework.application set form = form || '{\"places\": 10}'",
            "form",
        ),
        (
            "update casework.application set municipality_number = '12'",
            "update casework.application set municipality_number = '0301'",
            "municipality_number",
        ),
        (
            "update casework.application set state = jsonb_set(state, \
                '{submission,claim,amount}', '\"much\"')",
            "",
            "state",
        ),
    ] {
        world.meddle(meddling).await;
        match get().await {
            Err(CaseError::Store(StoreError::Inconsistent {
                table: "application",
                column: found,
                row,
            })) => {
                assert_eq!(found, column);
                assert!(row.ends_with(&view.application.id.to_string()), "{row}");
            }
            other => panic!("{other:?}"),
        }
        if !mending.is_empty() {
            world.meddle(mending).await;
            get().await.unwrap();
        }
    }
}

#[tokio::test]
async fn case_numbers_have_no_holes_and_no_doubles_when_many_write_at_once() {
    let world = World::new().await;
    world.open_call().await;
    let mut tasks = tokio::task::JoinSet::new();
    for organisation in 1..=20 {
        let case = ApplicationKey {
            call: call_id(),
            application: world.id(),
        };
        let (runner, actor) = (world.runner.clone(), world.actor(&applicant(organisation)));
        tasks.spawn(async move {
            let create = steps::create(&case, &draft(organisation));
            runner.run::<Pilot, _, _>(actor, Arc::new(create)).await
        });
    }
    let mut numbers: Vec<u32> = tasks
        .join_all()
        .await
        .into_iter()
        .map(|created| created.unwrap().application.case_reference.sequence())
        .collect();
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=20).collect::<Vec<u32>>());
}
