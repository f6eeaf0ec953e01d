//! Contents in an object store: in memory always, and on an S3 server where `moto_server` is found.

use std::io::Write;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use casework::CaseError;
use casework::document::Files;
use domain::refusal::Refusal;
use object_store::memory::InMemory;
use object_store::{ObjectStore, ObjectStoreExt};
use store::contents::{Contents, ContentsError, S3};

use crate::documents::{PDF, download, of_grant, upload};
use crate::world::{World, applicant, case_handler};

const ROUND: [(i64, u8); 1] = [(30, 90)];

fn with(world: World, contents: Contents) -> World {
    let files = Files {
        contents,
        ..Files::default()
    };
    world.with_files(files)
}

/// The keys of documents in the database.
async fn keys(world: &World) -> Vec<Option<String>> {
    let sql = "select object_key from casework.document order by document_id";
    sqlx::query_scalar(sql)
        .fetch_all(&world.pool)
        .await
        .unwrap()
}

async fn contents_in_database(world: &World) -> i64 {
    let sql = "select count(*) from casework.document_content";
    sqlx::query_scalar(sql)
        .fetch_one(&world.pool)
        .await
        .unwrap()
}

/// Adds, reads, and reads what was added while contents were in the database.
async fn walk(contents: Contents) -> (World, String) {
    let world = World::new().await;
    let (cases, _) = world.decided_round(&ROUND).await;
    world.activate(&cases[0], 1).await;
    let of = of_grant(&cases[0]);
    world
        .take(&applicant(1), upload(&of, 1, "accounts", PDF))
        .await
        .unwrap();
    let world = with(world, contents);
    let step = upload(&of, 2, "accounts", PDF);
    let stored = world.take(&applicant(1), step.clone()).await.unwrap();
    assert_eq!(world.take(&applicant(1), step).await.unwrap(), stored);
    for number in [1, 2] {
        let (_, content) = world
            .take(&case_handler(), download(&of, number))
            .await
            .unwrap();
        assert_eq!(content, PDF, "{number}");
    }
    assert_eq!(contents_in_database(&world).await, 1);
    let keys = keys(&world).await;
    let key = keys[1].clone().unwrap();
    assert_eq!(keys[0], None);
    assert!(
        key.starts_with("trial/pilot/calls/pilot-2026/grants/"),
        "{key}"
    );
    assert!(key.ends_with(&stored.sha256), "{key}");
    (world, key)
}

#[tokio::test]
async fn contents_are_objects_where_a_store_is_set_up() {
    let memory = Arc::new(InMemory::new());
    let contents = Contents::Objects(memory.clone(), "trial".to_owned());
    let (world, key) = walk(contents).await;
    let path = object_store::path::Path::from(key);
    let case = world.documents_of_the_only_grant().await;
    let read = async || world.take(&case_handler(), download(&case, 2)).await;
    memory
        .put(&path, b"%PDF-1.7 another".to_vec().into())
        .await
        .unwrap();
    assert!(matches!(
        read().await,
        Err(CaseError::ContentDiffers { .. })
    ));
    memory.delete(&path).await.unwrap();
    assert!(matches!(
        read().await,
        Err(CaseError::Contents(ContentsError::Missing(_)))
    ));
    let world = with(world, Contents::Database);
    assert!(matches!(
        world.take(&case_handler(), download(&case, 2)).await,
        Err(CaseError::Contents(ContentsError::NotSetUp(_)))
    ));
    world
        .take(&case_handler(), download(&case, 1))
        .await
        .unwrap();
}

#[tokio::test]
async fn without_an_answer_of_the_store_nothing_is_stored() {
    let world = World::new().await;
    let (cases, _) = world.decided_round(&ROUND).await;
    world.activate(&cases[0], 1).await;
    let of = of_grant(&cases[0]);
    let port = free_port();
    let contents = s3(&format!("http://127.0.0.1:{port}")).open().unwrap();
    let world = with(world, contents);
    let step = upload(&of, 1, "accounts", PDF);
    assert!(matches!(
        world.take(&applicant(1), step.clone()).await,
        Err(CaseError::Contents(ContentsError::Unavailable(_)))
    ));
    assert_eq!(world.documents(&of).await, []);
    // What is refused never reaches the store.
    refused!(
        world.take(&applicant(2), step).await,
        Refusal::NotFound { .. }
    );
}

#[tokio::test]
async fn contents_are_objects_of_an_s3_server() {
    let Some(server) = S3Server::start().await else {
        let told = "SKIPPED: no moto_server is found; .ci/counterparts installs it. The store in \
            memory was tried instead.\n";
        std::io::stderr().write_all(told.as_bytes()).unwrap();
        let contents = Contents::Objects(Arc::new(InMemory::new()), "trial".to_owned());
        walk(contents).await;
        return;
    };
    let contents = s3(&server.endpoint).open().unwrap();
    let Contents::Objects(store, _) = &contents else {
        panic!("an object store");
    };
    let store: Arc<dyn ObjectStore> = Arc::clone(store);
    let (world, key) = walk(contents).await;
    let path = object_store::path::Path::from(key);
    let there = store.get(&path).await.unwrap().bytes().await.unwrap();
    assert_eq!(there, PDF);
    store.delete(&path).await.unwrap();
    let case = world.documents_of_the_only_grant().await;
    assert!(matches!(
        world.take(&case_handler(), download(&case, 2)).await,
        Err(CaseError::Contents(ContentsError::Missing(_)))
    ));
}

fn s3(endpoint: &str) -> S3 {
    S3 {
        bucket: "documents".to_owned(),
        prefix: "trial".to_owned(),
        endpoint: Some(endpoint.to_owned()),
        region: Some("us-east-1".to_owned()),
        key: Some(("trial".to_owned(), "trial".to_owned())),
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}

/// An S3 server of moto, with a bucket.
struct S3Server {
    endpoint: String,
    process: Child,
}

impl Drop for S3Server {
    fn drop(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

impl S3Server {
    /// Starts it; `None` where moto is not installed.
    async fn start() -> Option<S3Server> {
        let program = program("moto_server")?;
        let port = free_port();
        let process = Command::new(program)
            .args(["-H", "127.0.0.1", "-p", &port.to_string()])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let server = S3Server {
            endpoint: format!("http://127.0.0.1:{port}"),
            process,
        };
        for _ in 0..600 {
            if let Ok(mut wire) = std::net::TcpStream::connect(("127.0.0.1", port)) {
                let create = format!(
                    "PUT /documents HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: 0\r\n\
                     Connection: close\r\n\r\n"
                );
                wire.write_all(create.as_bytes()).unwrap();
                let mut told = String::new();
                std::io::Read::read_to_string(&mut wire, &mut told).unwrap();
                assert!(told.starts_with("HTTP/1.1 200"), "{told}");
                return Some(server);
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("moto_server does not answer");
    }
}

/// A program in PATH, or where `.ci/counterparts` installs it.
pub fn program(name: &str) -> Option<PathBuf> {
    let ours = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../.ci/counterpart/.venv/bin");
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    folders.extend([ours, PathBuf::from("/usr/sbin")]);
    folders
        .into_iter()
        .map(|folder| folder.join(name))
        .find(|file| file.is_file())
}
