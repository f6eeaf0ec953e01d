//! Request ids and metrics: in every answer, and for every call.

use std::net::SocketAddr;
use std::time::Duration;

use contract::v1;
use domain::caller::Role;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tonic::metadata::MetadataMap;
use tonic::{Code, Request};
use tonic_types::StatusExt;

use crate::scene::{Scene, signed};

fn id(metadata: &MetadataMap) -> String {
    let value = metadata.get("x-request-id").unwrap();
    value.to_str().unwrap().to_owned()
}

fn get_scheme() -> v1::GetSchemeRequest {
    v1::GetSchemeRequest {
        name: "schemes/test-scheme".to_owned(),
        ..v1::GetSchemeRequest::default()
    }
}

#[tokio::test]
async fn every_answer_has_the_callers_request_id_or_a_new_one() {
    let scene = Scene::begin().await;
    let auditor = scene.staff("olga", Role::Auditor);
    let with_id = |mut request: Request<v1::GetSchemeRequest>, id: &'static str| {
        let value = id.parse().unwrap();
        request.metadata_mut().insert("x-request-id", value);
        request
    };
    let ask = async |request| scene.schemes().get_scheme(request).await;

    let made = ask(signed(get_scheme(), &auditor)).await.unwrap();
    assert_eq!(id(made.metadata()).len(), 36, "a UUID");
    let taken = ask(with_id(signed(get_scheme(), &auditor), "portal-7")).await;
    assert_eq!(id(taken.unwrap().metadata()), "portal-7");
    let odd = ask(with_id(signed(get_scheme(), &auditor), "a b")).await;
    assert_eq!(id(odd.unwrap().metadata()).len(), 36);

    let refused = ask(with_id(Request::new(get_scheme()), "portal-8")).await;
    let refused = refused.unwrap_err();
    assert_eq!(refused.code(), Code::Unauthenticated);
    assert_eq!(id(refused.metadata()), "portal-8");
    let details = refused.get_error_details();
    assert_eq!(details.error_info().unwrap().metadata["id"], "portal-8");
}

/// The number after the line that begins so.
fn metric(metrics: &str, begins: &str) -> f64 {
    let line = metrics.lines().find(|line| line.starts_with(begins));
    let line = line.unwrap_or_else(|| panic!("no {begins} in {metrics}"));
    line.rsplit(' ').next().unwrap().parse().unwrap()
}

async fn scrape(address: SocketAddr) -> String {
    let mut socket = TcpStream::connect(address).await.unwrap();
    let get = b"GET /metrics HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n";
    socket.write_all(get).await.unwrap();
    let mut answer = String::new();
    socket.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    answer
}

#[tokio::test]
async fn calls_and_the_pool_are_counted_for_prometheus() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = free.local_addr().unwrap();
    drop(free);
    server::telemetry::expose_metrics(address).unwrap();
    let scene = Scene::begin().await;
    scene.open_call().await;

    let labels = "scheme=\"test-scheme\",method=\"tildeling.v1.SchemeService/OpenCall\",\
                  status=\"Ok\"";
    let metrics = scrape(address).await;
    for name in [
        "tildeling_requests_total",
        "tildeling_request_duration_seconds_count",
    ] {
        assert!(metric(&metrics, &format!("{name}{{{labels}")) >= 1.0);
    }
    // The pool is looked at every two seconds, frames every ten.
    let (mut connections, mut left) = (0.0, 0.0);
    for _ in 0..200 {
        let metrics = scrape(address).await;
        let pool = "tildeling_pool_connections{database=\"test_scheme\",state=";
        connections = metric(&metrics, &format!("{pool}\"in_use\""))
            + metric(&metrics, &format!("{pool}\"idle\""));
        let frame = "tildeling_frame_left_kroner{scheme=\"test-scheme\"";
        if metrics.contains(frame) {
            left = metric(&metrics, frame);
        }
        if connections > 0.0 && left > 0.0 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert!(connections > 0.0, "open_call left a connection");
    assert!((left - 1_000_000.0).abs() < 0.5, "{left} kroner left");
}
