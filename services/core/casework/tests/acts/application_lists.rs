//! Applications in numbers: references, lists, rows that are not as they should be.

use casework::CaseError;
use casework::application::case::CaseId;
use casework::application::view::{ListApplications, get_application, list_applications};
use casework::application::{create_application, withdraw_application};
use casework::run;
use domain::page::Page;
use store::StoreError;

use crate::pilot::Pilot;
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
    let references = |caller, page: &ListApplications| {
        let (world, page) = (&world, page.clone());
        async move {
            let found = step!(world, caller, list_applications::<Pilot>, &page).unwrap();
            found
                .rows
                .iter()
                .map(|view| view.application.case_reference.sequence())
                .collect::<Vec<_>>()
        }
    };
    let first = ListApplications {
        call: call_id(),
        page: Page {
            size: 3,
            after: None,
        },
        states: Vec::new(),
        organisation: None,
    };
    assert_eq!(references(case_handler(), &first).await, [1, 2, 3]);
    let next = ListApplications {
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
    let of_other = ListApplications {
        organisation: Some(draft(1).applicant.organisation),
        ..first.clone()
    };
    assert!(references(applicant(5), &of_other).await.is_empty());
    assert_eq!(references(case_handler(), &of_other).await, [1]);
    step!(
        world,
        applicant(2),
        withdraw_application::<Pilot>,
        &as_read(&sent[1]),
        ""
    )
    .unwrap();
    let withdrawn = ListApplications {
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
        step!(
            world,
            case_handler(),
            get_application::<Pilot>,
            &case_of(&view)
        )
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
            "update casework.application set state = jsonb_set(state, '{submission,claim,amount}', '\"much\"')",
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
        let case = CaseId {
            call: call_id(),
            application: world.id(),
        };
        let (pool, actor) = (world.pool.clone(), world.actor(&applicant(organisation)));
        tasks.spawn(async move {
            run(
                &pool,
                actor,
                (case, draft(organisation)),
                |connection, act, (case, draft)| {
                    Box::pin(async move {
                        create_application::<Pilot>(connection, &act, case, draft).await
                    })
                },
            )
            .await
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
