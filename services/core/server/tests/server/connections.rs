//! Connections that send too little, and a database that goes and comes back.

use std::os::unix::fs::PermissionsExt;
use std::time::{Duration, Instant};

use clap::Parser;
use server::config::ServiceFlags;
use server::host::Host;
use server::{Start, start};
use sqlx::ConnectOptions;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tonic::transport::Channel;
use tonic_health::pb::HealthCheckRequest;
use tonic_health::pb::health_check_response::ServingStatus;
use tonic_health::pb::health_client::HealthClient;

use crate::scene::Scene;
use crate::scheme::TestScheme;

/// The longest time a connection may live that sends one byte, with room for a slow machine.
const CLOSED_WITHIN: Duration = Duration::from_secs(10);

#[tokio::test]
async fn sockets_that_send_one_byte_are_closed() {
    let scene = Scene::begin().await;
    let mut sockets = Vec::new();
    for _ in 0..300 {
        let mut socket = TcpStream::connect(scene.service.address()).await.unwrap();
        socket.write_all(b"P").await.unwrap();
        sockets.push(socket);
    }
    let begun = Instant::now();
    for mut socket in sockets {
        let mut rest = Vec::new();
        let left = CLOSED_WITHIN.saturating_sub(begun.elapsed());
        let closed = tokio::time::timeout(left, socket.read_to_end(&mut rest)).await;
        assert!(closed.is_ok(), "still open after {:?}", begun.elapsed());
    }
    scene.open_call().await;
}

/// The health of a service, by its name.
async fn health(channel: &Channel, service: &str) -> ServingStatus {
    let request = HealthCheckRequest {
        service: service.to_owned(),
    };
    let answer = HealthClient::new(channel.clone()).check(request).await;
    answer.unwrap().into_inner().status()
}

async fn becomes(channel: &Channel, expected: ServingStatus) {
    let begun = Instant::now();
    while health(channel, "tildeling.v1.SchemeService").await != expected {
        assert!(
            begun.elapsed() < Duration::from_secs(60),
            "not {expected:?}"
        );
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

#[tokio::test]
async fn readiness_follows_the_database_and_liveness_does_not() {
    let permissions = std::fs::Permissions::from_mode(0o755);
    let folder = tempfile::Builder::new()
        .permissions(permissions)
        .tempdir()
        .unwrap();
    let options = || embedded_postgres::Options::new(folder.path());
    let postgres = embedded_postgres::Server::start(options()).unwrap();
    postgres.ensure_database("ready").await.unwrap();
    let url = postgres
        .application_options("ready")
        .to_url_lossy()
        .to_string();
    let flags = ServiceFlags::parse_from([
        "server".as_ref(),
        "--dev".as_ref(),
        "--database-url".as_ref(),
        url.as_ref(),
        "--data-dir".as_ref(),
        folder.path().as_os_str(),
    ]);
    let owner = "TILDELING_TEST_SCHEME_OWNER_DATABASE_URL";
    let variables = |name: &str| (name == owner).then(|| postgres.url("ready"));
    let (_, config) = flags.check("test-scheme", &variables).unwrap();
    let host = Host::open(&config, &["test-scheme"]).unwrap();
    let listen = "127.0.0.1:0".parse().unwrap();
    let service = start::<TestScheme>(&host, Start::at(listen)).await.unwrap();
    let channel = Channel::from_shared(format!("http://{}", service.address()))
        .unwrap()
        .connect()
        .await
        .unwrap();
    becomes(&channel, ServingStatus::Serving).await;

    postgres.stop().unwrap();
    becomes(&channel, ServingStatus::NotServing).await;
    assert_eq!(health(&channel, "").await, ServingStatus::Serving);

    let _postgres = embedded_postgres::Server::start(options()).unwrap();
    becomes(&channel, ServingStatus::Serving).await;
    service.stop().await.unwrap();
}
