//! Documents over gRPC: what cannot be stored is told, and leaves nothing.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use prost_reflect::DynamicMessage;
use serde_json::{Value, json};
use server::config::{ConfigFaults, DocumentFlags, Files};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use tonic::Code;

use crate::support::round::id;
use crate::support::schemes::Centres;
use crate::support::wire::{METHODS, message};
use crate::support::world::World;

const PDF: &[u8] = b"%PDF-1.7\n%%EOF\n";

/// The messages that send a document.
fn file(parent: &str, content: &[u8]) -> Vec<Value> {
    let facts = json!({
        "name": format!("{parent}/documents/{}", id(9, 1)),
        "kind": "accounts",
        "file_name": "regnskap.pdf",
        "media_type": "application/pdf",
    });
    let chunks = content
        .chunks(256 * 1024)
        .map(|chunk| json!({ "chunk": STANDARD.encode(chunk) }));
    std::iter::once(json!({ "document": facts }))
        .chain(chunks)
        .collect()
}

/// The place of documents and the scanner, as an operator sets them up.
fn scanned_at(scanner: String) -> Files {
    let flags = DocumentFlags {
        scanner,
        ..DocumentFlags::default()
    };
    let mut faults = ConfigFaults::default();
    let files = flags.read(&mut faults, &|_| None);
    faults.finish(files).unwrap()
}

/// A daemon that speaks ClamAV's protocol and finds everything infected.
async fn suspicious_daemon() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut wire, _)) = listener.accept().await {
            let mut command = [0; 9];
            wire.read_exact(&mut command).await.unwrap();
            let answer: &[u8] = if &command == b"zVERSION\0" {
                b"ClamAV 1.0.0/1/today\0"
            } else {
                // The end of the command, then chunks to the empty one.
                wire.read_u8().await.unwrap();
                loop {
                    let length = usize::try_from(wire.read_u32().await.unwrap()).unwrap();
                    if length == 0 {
                        break;
                    }
                    wire.read_exact(&mut vec![0; length]).await.unwrap();
                }
                b"stream: Tildeling.Test FOUND\0"
            };
            wire.write_all(answer).await.unwrap();
        }
    });
    format!("tcp://{address}")
}

async fn documents(world: &World<Centres>, parent: &str) -> Value {
    let list = json!({ "parent": parent });
    let answer = world
        .applicant(1)
        .call("ListDocuments", list)
        .await
        .unwrap();
    answer["documents"].clone()
}

#[tokio::test]
async fn a_document_comes_back_as_it_was_sent() {
    let world = World::<Centres>::start().await;
    world.decided_round(1).await;
    world.active(1).await;
    let own = world.applicant(1);
    let parent = format!("{}/reports/final", world.grant_name(1));
    let mut content = PDF.to_vec();
    content.resize(600_000, b' ');
    let stored = own
        .stream("UploadDocument", file(&parent, &content))
        .await
        .unwrap();
    let document = &stored[0]["document"];
    assert_eq!(document["size_bytes"], 600_000);
    assert_eq!(documents(&world, &parent).await, json!([document]));
    assert_eq!(documents(&world, &world.grant_name(1)).await, json!([]));
    let download = vec![json!({ "name": document["name"] })];
    let answers = own.stream("DownloadDocument", download).await.unwrap();
    assert_eq!(&answers[0]["document"], document);
    let chunks = answers[1..]
        .iter()
        .map(|part| part["chunk"].as_str().unwrap());
    let back: Vec<u8> = chunks
        .flat_map(|chunk| STANDARD.decode(chunk).unwrap())
        .collect();
    assert!(back == content);
}

#[tokio::test]
async fn a_document_can_be_sent_twice() {
    let world = World::<Centres>::start().await;
    world.decided_round(1).await;
    world.active(1).await;
    let own = world.applicant(1);
    let facts = json!({ "document": {
        "name": format!("{}/documents/{}", world.grant_name(1), id(9, 1)),
        "kind": "accounts", "file_name": "a.csv", "media_type": "text/csv",
    } });
    // `linje;1` and `linje;2`.
    let file = |chunk: &str| vec![facts.clone(), json!({ "chunk": chunk })];
    let first = own
        .stream("UploadDocument", file("bGluamU7MQ=="))
        .await
        .unwrap();
    let stored = world.stored().await;
    let again = own.stream("UploadDocument", file("bGluamU7MQ==")).await;
    assert_eq!(again.unwrap(), first);
    assert_eq!(world.stored().await, stored);
    let other = own.stream("UploadDocument", file("bGluamU7Mg==")).await;
    assert_eq!(other.unwrap_err().is(), (Code::AlreadyExists, "ID_TAKEN"));
}

#[tokio::test]
async fn files_that_cannot_be_stored() {
    let world = World::<Centres>::start().await;
    world.decided_round(1).await;
    world.active(1).await;
    let before = world.stored().await;
    let grant = world.grant_name(1);
    let changed = |field: &str, value: &str| {
        let mut messages = file(&grant, PDF);
        messages[0]["document"][field] = value.into();
        messages
    };
    let mut too_large = PDF.to_vec();
    too_large.resize(10 * 1024 * 1024 + 1, b' ');
    let invalid = (Code::InvalidArgument, "INVALID_FIELDS");
    let cases = [
        (
            file(&grant, &too_large),
            (Code::ResourceExhausted, "TOO_LARGE"),
        ),
        (file(&grant, b""), invalid),
        (file(&grant, PDF)[1..].to_vec(), invalid),
        (Vec::new(), invalid),
        (file(&grant, b"\x89PNG\r\n\x1a\n"), invalid),
        (changed("media_type", "text/plain"), invalid),
        (changed("media_type", "text/html"), invalid),
        (changed("kind", "articles"), invalid),
        (changed("file_name", "../a.pdf"), invalid),
        (changed("name", &format!("{grant}/documents/1")), invalid),
        (
            file(&world.grant_name(99), PDF),
            (Code::NotFound, "NOT_FOUND"),
        ),
    ];
    for (place, (messages, expected)) in cases.into_iter().enumerate() {
        let sent = world.applicant(1).stream("UploadDocument", messages).await;
        let fault = sent.unwrap_err();
        assert_eq!(fault.is(), expected, "case {place}: {fault}");
        fault.assert_whole("nb");
        assert_eq!(before, world.stored().await, "case {place}");
    }
}

#[tokio::test]
async fn an_infected_file_is_refused_by_name() {
    let world = World::<Centres>::with_files(scanned_at(suspicious_daemon().await)).await;
    world.decided_round(1).await;
    world.active(1).await;
    let before = world.stored().await;
    let grant = world.grant_name(1);
    let sent = world
        .applicant(1)
        .stream("UploadDocument", file(&grant, PDF))
        .await;
    let fault = sent.unwrap_err();
    assert_eq!(fault.is(), (Code::FailedPrecondition, "RULES_NOT_MET"));
    let told = fault.to_string();
    assert!(told.contains("DOCUMENT_INFECTED"), "{told}");
    assert!(told.contains("Tildeling.Test"), "{told}");
    assert_eq!(before, world.stored().await);
}

#[tokio::test]
async fn without_its_scanner_the_service_takes_no_file() {
    let files = scanned_at("unix:/nowhere/clamd.ctl".to_owned());
    let world = World::<Centres>::with_files(files).await;
    world.decided_round(1).await;
    world.active(1).await;
    let before = world.stored().await;
    let grant = world.grant_name(1);
    let sent = world
        .applicant(1)
        .stream("UploadDocument", file(&grant, PDF))
        .await;
    let fault = sent.unwrap_err();
    assert_eq!(fault.is(), (Code::Unavailable, "UNAVAILABLE"));
    fault.assert_whole("nb");
    assert_eq!(before, world.stored().await);
}

#[tokio::test]
async fn a_document_that_is_broken_off_leaves_nothing() {
    let world = World::<Centres>::start().await;
    world.decided_round(1).await;
    world.active(1).await;
    let before = world.stored().await;
    let grant = world.grant_name(1);
    for _ in 0..10 {
        let (sender, receiver) = mpsc::channel::<DynamicMessage>(4);
        let own = world.applicant(1);
        let call = tokio::spawn(async move {
            own.open("UploadDocument", ReceiverStream::new(receiver))
                .await
        });
        for part in file(&grant, PDF) {
            let part = message(METHODS["UploadDocument"].input(), &part);
            sender.send(part).await.unwrap();
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
        call.abort();
        assert!(call.await.is_err());
        drop(sender);
    }
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert_eq!(before, world.stored().await);
    assert_eq!(documents(&world, &grant).await, json!([]));
}
