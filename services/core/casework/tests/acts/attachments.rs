//! Files: added, added again, read.

use casework::application::attachment::{NewAttachment, download_attachment, upload_attachment};
use casework::application::view::get_application;
use domain::application::{ATTACHMENT_BYTES_MAX, ATTACHMENTS_MAX};
use domain::identifiers::AttachmentId;
use domain::refusal::Refusal;
use domain::step::StepName;

use crate::pilot::Pilot;
use crate::world::{World, applicant, case_handler, case_of};

fn file(number: u128, kind: &str, content: Vec<u8>) -> NewAttachment {
    NewAttachment {
        id: AttachmentId::try_from(uuid::Uuid::from_u128(number)).unwrap(),
        kind: kind.to_owned(),
        file_name: "plan.pdf".to_owned(),
        media_type: "application/pdf".to_owned(),
        content,
    }
}

#[tokio::test]
async fn a_file_is_added_once_and_read_back() {
    let world = World::new().await;
    world.open_call().await;
    let view = world.draft(1).await;
    let (case, upload) = (case_of(&view), upload_attachment::<Pilot>);
    let plan = file(1, "plan", b"a plan".to_vec());
    let stored = step!(world, applicant(1), upload, &case, &plan).unwrap();
    assert_eq!(stored.size_bytes, 6);
    assert_eq!(stored.sha256.len(), 64);

    world.submit(1, &view).await;
    assert_eq!(
        step!(world, applicant(1), upload, &case, &plan).unwrap(),
        stored,
        "again, although the application has been sent in: the etag did not change, nor did the answer"
    );
    refused!(
        step!(
            world,
            applicant(1),
            upload,
            &case,
            &file(1, "plan", b"another plan".to_vec())
        ),
        Refusal::IdTaken { .. }
    );
    refused!(
        step!(
            world,
            applicant(1),
            upload,
            &case,
            &file(2, "plan", b"late".to_vec())
        ),
        Refusal::WrongState {
            state: "submitted",
            step: StepName::UploadAttachment,
            ..
        }
    );
    let seen = step!(world, case_handler(), get_application::<Pilot>, &case).unwrap();
    assert_eq!(seen.attachments, std::slice::from_ref(&stored));
    let (found, content) = step!(
        world,
        case_handler(),
        download_attachment::<Pilot>,
        &case,
        stored.id
    )
    .unwrap();
    assert_eq!(
        (found, content.as_slice()),
        (stored.clone(), &b"a plan"[..])
    );
    refused!(
        step!(
            world,
            applicant(2),
            download_attachment::<Pilot>,
            &case,
            stored.id
        ),
        Refusal::NotFound { .. }
    );
}

#[tokio::test]
async fn what_cannot_be_taken_is_told() {
    let world = World::new().await;
    world.open_call().await;
    let case = case_of(&world.draft(1).await);
    let upload = upload_attachment::<Pilot>;
    refused!(
        step!(world, applicant(1), upload, &case, &file(1, "poem", Vec::new())),
        Refusal::InvalidFields(faults) if faults.len() == 2
    );
    refused!(
        step!(world, applicant(1), upload, &case, &file(1, "plan", vec![0; ATTACHMENT_BYTES_MAX + 1])),
        Refusal::InvalidFields(faults) if faults[0].field == "chunk"
    );
    step!(
        world,
        applicant(1),
        upload,
        &case,
        &file(1, "plan", vec![0; ATTACHMENT_BYTES_MAX])
    )
    .unwrap();
    for number in 2..=ATTACHMENTS_MAX {
        let one = file(u128::try_from(number).unwrap(), "accounts", vec![1]);
        step!(world, applicant(1), upload, &case, &one).unwrap();
    }
    refused!(
        step!(world, applicant(1), upload, &case, &file(900, "accounts", vec![1])),
        Refusal::RulesNotMet(findings) if findings[0].code == "ATTACHMENTS_TOO_MANY"
    );
}
