//! Files: added, added again, read.

use domain::application::{ATTACHMENT_BYTES_MAX, ATTACHMENTS_MAX};
use domain::refusal::Refusal;
use domain::step::StepName;

use crate::steps;
use crate::world::{World, applicant, case_handler, case_of};

fn file(number: u128, kind: &str, content: Vec<u8>) -> (u128, &str, Vec<u8>) {
    (number, kind, content)
}

/// Content that begins like a PDF.
fn pdf(bytes: usize) -> Vec<u8> {
    let mut content = b"%PDF-1.7 ".to_vec();
    content.resize(bytes, 0);
    content
}

#[tokio::test]
async fn a_file_is_added_once_and_read_back() {
    let world = World::new().await;
    world.open_call().await;
    let view = world.draft(1).await;
    let case = case_of(&view);
    let plan = file(1, "plan", b"%PDF-1.7 a plan".to_vec());
    let stored = world
        .take(&applicant(1), steps::upload(&case, plan.clone()))
        .await
        .unwrap();
    assert_eq!(stored.size_bytes, 15);
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
                steps::upload(&case, file(1, "plan", b"%PDF-1.7 another plan".to_vec()))
            )
            .await,
        Refusal::IdTaken { .. }
    );
    refused!(
        world
            .take(
                &applicant(1),
                steps::upload(&case, file(2, "plan", b"%PDF-1.7 late".to_vec()))
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
        (stored.clone(), &b"%PDF-1.7 a plan"[..])
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
    let lie = file(1, "plan", b"no plan".to_vec());
    refused!(
        world.take(&applicant(1), steps::upload(&case, lie)).await,
        Refusal::InvalidFields(faults) if faults[0].field == "attachment.media_type"
    );
    refused!(
        world.take(&applicant(1), steps::upload(&case, file(1, "poem", Vec::new()))).await,
        Refusal::InvalidFields(faults) if faults.len() == 3
    );
    refused!(
        world.take(&applicant(1), steps::upload(&case,
            file(1, "plan", pdf(ATTACHMENT_BYTES_MAX + 1)))).await,
        Refusal::InvalidFields(faults) if faults[0].field == "chunk"
    );
    world
        .take(
            &applicant(1),
            steps::upload(&case, file(1, "plan", pdf(ATTACHMENT_BYTES_MAX))),
        )
        .await
        .unwrap();
    for number in 2..=ATTACHMENTS_MAX {
        let one = file(u128::try_from(number).unwrap(), "accounts", pdf(9));
        world
            .take(&applicant(1), steps::upload(&case, one))
            .await
            .unwrap();
    }
    refused!(
        world.take(&applicant(1), steps::upload(&case, file(900, "accounts", pdf(9)))).await,
        Refusal::RulesNotMet(findings) if findings[0].code == "ATTACHMENTS_TOO_MANY"
    );
}
