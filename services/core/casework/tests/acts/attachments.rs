//! Files: added, added again, read.

use domain::application::{ATTACHMENT_BYTES_MAX, ATTACHMENTS_MAX};
use domain::refusal::Refusal;
use domain::step::StepName;

use crate::steps;
use crate::world::{World, applicant, case_handler, case_of};

fn file(number: u128, kind: &str, content: Vec<u8>) -> (u128, &str, Vec<u8>) {
    (number, kind, content)
}

#[tokio::test]
async fn a_file_is_added_once_and_read_back() {
    let world = World::new().await;
    world.open_call().await;
    let view = world.draft(1).await;
    let case = case_of(&view);
    let plan = file(1, "plan", b"a plan".to_vec());
    let stored = world
        .take(&applicant(1), steps::upload(&case, plan.clone()))
        .await
        .unwrap();
    assert_eq!(stored.size_bytes, 6);
    assert_eq!(stored.sha256.len(), 64);

    world.submit(1, &view).await;
    assert_eq!(
        world
            .take(&applicant(1), steps::upload(&case, plan.clone()))
            .await
            .unwrap(),
        stored,
        "again, although the application has been sent in: the etag did not change, \
            nor did the answer"
    );
    refused!(
        world
            .take(
                &applicant(1),
                steps::upload(&case, file(1, "plan", b"another plan".to_vec()))
            )
            .await,
        Refusal::IdTaken { .. }
    );
    refused!(
        world
            .take(
                &applicant(1),
                steps::upload(&case, file(2, "plan", b"late".to_vec()))
            )
            .await,
        Refusal::WrongState {
            state: "submitted",
            step: StepName::UploadAttachment,
            ..
        }
    );
    let seen = world
        .take(&case_handler(), steps::get(&case))
        .await
        .unwrap();
    assert_eq!(seen.attachments, std::slice::from_ref(&stored));
    let (found, content) = world
        .take(&case_handler(), steps::download(&case, stored.id))
        .await
        .unwrap();
    assert_eq!(
        (found, content.as_slice()),
        (stored.clone(), &b"a plan"[..])
    );
    refused!(
        world
            .take(&applicant(2), steps::download(&case, stored.id))
            .await,
        Refusal::NotFound { .. }
    );
}

#[tokio::test]
async fn what_cannot_be_taken_is_told() {
    let world = World::new().await;
    world.open_call().await;
    let case = case_of(&world.draft(1).await);
    refused!(
        world.take(&applicant(1), steps::upload(&case, file(1, "poem", Vec::new()))).await,
        Refusal::InvalidFields(faults) if faults.len() == 2
    );
    refused!(
        world.take(&applicant(1), steps::upload(&case,
            file(1, "plan", vec![0; ATTACHMENT_BYTES_MAX + 1]))).await,
        Refusal::InvalidFields(faults) if faults[0].field == "chunk"
    );
    world
        .take(
            &applicant(1),
            steps::upload(&case, file(1, "plan", vec![0; ATTACHMENT_BYTES_MAX])),
        )
        .await
        .unwrap();
    for number in 2..=ATTACHMENTS_MAX {
        let one = file(u128::try_from(number).unwrap(), "accounts", vec![1]);
        world
            .take(&applicant(1), steps::upload(&case, one))
            .await
            .unwrap();
    }
    refused!(
        world.take(&applicant(1), steps::upload(&case, file(900, "accounts", vec![1]))).await,
        Refusal::RulesNotMet(findings) if findings[0].code == "ATTACHMENTS_TOO_MANY"
    );
}
