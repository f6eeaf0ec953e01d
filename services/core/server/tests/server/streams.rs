//! Files on their way in and out; events as they come.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use contract::bank_file::FILE_BYTES_MAX;
use contract::v1;
use contract::v1::download_attachment_response::Content as Out;
use contract::v1::import_bank_file_request::Content as Bank;
use contract::v1::upload_attachment_request::Content as In;
use domain::caller::Role;
use tokio::sync::mpsc;
use tokio_stream::StreamExt;
use tokio_stream::wrappers::ReceiverStream;
use tonic::{Code, Request, Status};
use tonic_types::StatusExt;

use crate::scene::{OURS, Scene, THEIRS, application, reason, signed, uuid};

const CHUNK: usize = 256 * 1024;
const FILE_MAX: usize = 10 * 1024 * 1024;

fn part(content: In) -> v1::UploadAttachmentRequest {
    v1::UploadAttachmentRequest {
        content: Some(content),
    }
}

fn facts(application: &str) -> v1::Attachment {
    v1::Attachment {
        name: format!("{application}/attachments/{}", uuid()),
        kind: "plan".to_owned(),
        file_name: "plan.pdf".to_owned(),
        media_type: "application/pdf".to_owned(),
        ..v1::Attachment::default()
    }
}

async fn draft(scene: &Scene) -> String {
    let call = scene.open_call().await;
    let create = v1::CreateApplicationRequest {
        application: Some(application(&call, "good work")),
    };
    let created = scene
        .applications()
        .create_application(signed(create, &scene.portal(OURS)))
        .await
        .unwrap();
    created.into_inner().application.unwrap().name
}

async fn upload(
    scene: &Scene,
    portal: &str,
    parts: Vec<v1::UploadAttachmentRequest>,
) -> Result<v1::Attachment, Status> {
    let request: Request<_> = signed(tokio_stream::iter(parts), portal);
    let answer = scene.applications().upload_attachment(request).await?;
    Ok(answer.into_inner().attachment.unwrap())
}

async fn files(scene: &Scene, application: &str) -> Vec<v1::Attachment> {
    let get = v1::GetApplicationRequest {
        name: application.to_owned(),
    };
    let answer = scene
        .applications()
        .get_application(signed(get, &scene.portal(OURS)))
        .await
        .unwrap();
    answer.into_inner().application.unwrap().attachments
}

#[tokio::test]
async fn a_file_comes_back_as_it_was_sent() {
    let scene = Scene::begin().await;
    let application = draft(&scene).await;
    let portal = scene.portal(OURS);
    let mut content: Vec<u8> = (0..FILE_MAX)
        .map(|at| u8::try_from(at % 251).unwrap())
        .collect();
    content[..8].copy_from_slice(b"%PDF-1.7");
    let mut parts = vec![part(In::Attachment(facts(&application)))];
    parts.extend(
        content
            .chunks(CHUNK)
            .map(|chunk| part(In::Chunk(chunk.to_vec()))),
    );
    let stored = upload(&scene, &portal, parts).await.unwrap();
    assert_eq!(stored.size_bytes, i64::try_from(FILE_MAX).unwrap());
    let download = v1::DownloadAttachmentRequest {
        name: stored.name.clone(),
    };
    let answer = scene
        .applications()
        .download_attachment(signed(download, &portal))
        .await
        .unwrap();
    let mut answer = answer.into_inner();
    let first = answer.next().await.unwrap().unwrap().content;
    assert_eq!(first, Some(Out::Attachment(stored.clone())));
    let mut back = Vec::new();
    while let Some(message) = answer.next().await {
        match message.unwrap().content {
            Some(Out::Chunk(chunk)) => back.extend(chunk),
            other => panic!("{other:?}"),
        }
    }
    assert!(back == content, "{} of {} bytes", back.len(), content.len());
    assert_eq!(files(&scene, &application).await, [stored]);
}

#[tokio::test]
async fn what_is_no_whole_file_leaves_nothing() {
    let scene = Scene::begin().await;
    let application = draft(&scene).await;
    let portal = scene.portal(OURS);
    let facts = || part(In::Attachment(facts(&application)));
    let chunk = |bytes: usize| part(In::Chunk(vec![1; bytes]));
    let full = || std::iter::repeat_with(|| chunk(CHUNK)).take(FILE_MAX / CHUNK);
    let menu: [(&str, Vec<v1::UploadAttachmentRequest>, &str); 7] = [
        ("nothing at all", vec![], "INVALID_FIELDS"),
        ("bytes first", vec![chunk(1)], "INVALID_FIELDS"),
        ("no bytes", vec![facts()], "INVALID_FIELDS"),
        ("facts twice", vec![facts(), facts()], "INVALID_FIELDS"),
        (
            "an empty message",
            vec![facts(), v1::UploadAttachmentRequest { content: None }],
            "INVALID_FIELDS",
        ),
        (
            "a large chunk",
            vec![facts(), chunk(CHUNK + 1)],
            "INVALID_FIELDS",
        ),
        (
            "a byte too many",
            std::iter::once(facts())
                .chain(full())
                .chain([chunk(1)])
                .collect(),
            "TOO_LARGE",
        ),
    ];
    for (what, parts, expected) in menu {
        let status = upload(&scene, &portal, parts).await.unwrap_err();
        assert_eq!(reason(&status), expected, "{what}");
        if expected == "TOO_LARGE" {
            let info = status.get_error_details().error_info().cloned().unwrap();
            assert_eq!(info.metadata["limit_bytes"], FILE_MAX.to_string());
        }
    }
    let pdf = || part(In::Chunk(b"%PDF-1.7".to_vec()));
    let status = upload(&scene, &scene.portal(THEIRS), vec![facts(), pdf()])
        .await
        .unwrap_err();
    assert_eq!(reason(&status), "NOT_FOUND");
    let staff = scene.staff("kari", Role::CaseHandler);
    let status = upload(&scene, &staff, vec![facts(), pdf()])
        .await
        .unwrap_err();
    assert_eq!(reason(&status), "ROLE_NOT_ALLOWED");
    assert_eq!(files(&scene, &application).await, []);
}

/// A bank's file without end, of a gigabyte and more, is refused at the limit: what is sent beyond
/// it is what stands in the buffers of the connection.
#[tokio::test]
async fn a_file_of_the_bank_without_end_is_refused_at_the_limit() {
    let scene = Scene::begin().await;
    let finance = scene.staff("finn", Role::Finance);
    let sent = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&sent);
    let parent = Bank::Parent("schemes/test-scheme".to_owned());
    let chunks = std::iter::repeat_with(move || {
        counted.fetch_add(CHUNK, Ordering::Relaxed);
        Bank::Chunk(vec![b'x'; CHUNK])
    });
    let parts = std::iter::once(parent).chain(chunks.take(4096));
    let parts = parts.map(|content| v1::ImportBankFileRequest {
        content: Some(content),
    });
    let request: Request<_> = signed(tokio_stream::iter(parts), &finance);
    let status = scene.finance().import_bank_file(request).await.unwrap_err();
    assert_eq!(reason(&status), "TOO_LARGE");
    let info = status.get_error_details().error_info().cloned().unwrap();
    assert_eq!(info.metadata["limit_bytes"], FILE_BYTES_MAX.to_string());
    let sent = sent.load(Ordering::Relaxed);
    assert!(sent > FILE_BYTES_MAX, "{sent}");
    assert!(sent < 2 * FILE_BYTES_MAX, "{sent}");
}

#[tokio::test]
async fn a_file_that_is_broken_off_leaves_nothing() {
    let scene = Scene::begin().await;
    let application = draft(&scene).await;
    for _ in 0..20 {
        let (sender, receiver) = mpsc::channel(4);
        let request = signed(ReceiverStream::new(receiver), &scene.portal(OURS));
        let mut client = scene.applications();
        let call = tokio::spawn(async move { client.upload_attachment(request).await });
        sender
            .send(part(In::Attachment(facts(&application))))
            .await
            .unwrap();
        sender.send(part(In::Chunk(vec![1; 1_000]))).await.unwrap();
        tokio::time::sleep(Duration::from_millis(5)).await;
        // The client goes away: the stream is reset, which the transport shows as its end.
        call.abort();
        drop(sender);
    }
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert_eq!(files(&scene, &application).await, []);
}

#[tokio::test]
async fn events_come_as_they_happen_and_only_ones_own() {
    let scene = Scene::begin().await;
    let call = scene.open_call().await;
    let watch = v1::WatchEventsRequest {
        parent: call.name.clone(),
        after_cursor: 0,
        follow: true,
    };
    let watch = |portal: &str| {
        let request = signed(watch.clone(), portal);
        let mut client = scene.events();
        async move { client.watch_events(request).await.unwrap().into_inner() }
    };
    let mut ours = watch(&scene.portal(OURS)).await;
    let mut theirs = watch(&scene.portal(THEIRS)).await;
    let create = v1::CreateApplicationRequest {
        application: Some(application(&call, "good work")),
    };
    let created = scene
        .applications()
        .create_application(signed(create, &scene.portal(OURS)))
        .await
        .unwrap();
    let name = created.into_inner().application.unwrap().name;
    let next = tokio::time::timeout(Duration::from_secs(10), ours.next()).await;
    let told = next.expect("told in time").unwrap().unwrap();
    let told: Vec<_> = told
        .events
        .iter()
        .map(|event| (event.resource.as_str(), event.step.as_str()))
        .collect();
    assert_eq!(told, [(name.as_str(), "create_application")]);
    let silence = tokio::time::timeout(Duration::from_millis(300), theirs.next()).await;
    assert!(silence.is_err(), "another organisation's case: {silence:?}");
}

#[tokio::test]
async fn who_does_not_follow_gets_everything_and_the_end() {
    let scene = Scene::begin().await;
    let call = scene.open_call().await;
    let watch = |after_cursor| v1::WatchEventsRequest {
        parent: call.name.clone(),
        after_cursor,
        follow: false,
    };
    let auditor = scene.staff("olga", Role::Auditor);
    let mut events = scene.events();
    let answer = events
        .watch_events(signed(watch(0), &auditor))
        .await
        .unwrap()
        .into_inner();
    let all: Vec<v1::Event> = answer
        .collect::<Vec<_>>()
        .await
        .into_iter()
        .flat_map(|batch| batch.unwrap().events)
        .collect();
    let steps: Vec<_> = all.iter().map(|event| event.step.as_str()).collect();
    assert_eq!(steps, ["create_call", "open_call"]);
    let answer = events
        .watch_events(signed(watch(all[0].cursor), &auditor))
        .await
        .unwrap()
        .into_inner();
    let rest: Vec<_> = answer.collect::<Vec<_>>().await;
    assert_eq!(rest.len(), 1);
    assert_eq!(rest[0].as_ref().unwrap().events, all[1..]);
    let nowhere = v1::WatchEventsRequest {
        parent: "schemes/test-scheme/calls/nowhere".to_owned(),
        ..watch(0)
    };
    let status = events
        .watch_events(signed(nowhere, &auditor))
        .await
        .unwrap_err();
    assert_eq!(
        status.code(),
        Code::NotFound,
        "refused at once, not in the stream"
    );
}
