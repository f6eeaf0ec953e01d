//! The transport of the real services: methods open to every caller, the protocols of browsers and
//! old tools, sizes, and a stop that ends. The server's own tests go through the menu of broken
//! connections; here the four programs are held to the contract they serve.

use std::collections::BTreeSet;

use prost::Message;
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_stream::StreamExt;
use tonic::Code;
use tonic_health::pb::HealthCheckRequest;
use tonic_health::pb::health_client::HealthClient;
use tonic_reflection::pb::{v1, v1alpha};

use crate::support::schemes::{Centres, Children, Rental, TestScheme, Training};
use crate::support::wire::{CONTRACT, METHODS, message};
use crate::support::world::World;

/// The services of the contract that a scheme serves: the shared ones and its own.
fn promised<S: TestScheme>() -> BTreeSet<String> {
    let own = format!("tildeling.{}.v1", S::CODE.replace('-', "_"));
    CONTRACT
        .services()
        .filter(|service| service.package_name() == "tildeling.v1" || service.package_name() == own)
        .map(|service| service.full_name().to_owned())
        .collect()
}

/// Health, and both versions of reflection.
async fn open_to_everybody<S: TestScheme>() {
    let world = World::<S>::start().await;
    let mut health = HealthClient::new(world.channel.clone());
    for service in promised::<S>().into_iter().chain([String::new()]) {
        let request = HealthCheckRequest {
            service: service.clone(),
        };
        let answer = health.check(request).await.unwrap().into_inner();
        assert_eq!(answer.status, 1, "{service} is serving");
    }
    let unknown = HealthCheckRequest {
        service: "tildeling.v1.NoService".to_owned(),
    };
    assert_eq!(
        health.check(unknown).await.unwrap_err().code(),
        Code::NotFound
    );
    macro_rules! listed {
        ($version:ident) => {{
            let request = $version::ServerReflectionRequest {
                host: String::new(),
                message_request: Some($version::server_reflection_request::MessageRequest::ListServices(String::new())),
            };
            let mut client = $version::server_reflection_client::ServerReflectionClient::new(world.channel.clone());
            let answers = client.server_reflection_info(tokio_stream::once(request)).await.unwrap();
            let answer = answers.into_inner().next().await.unwrap().unwrap().message_response.unwrap();
            let $version::server_reflection_response::MessageResponse::ListServicesResponse(list) = answer else {
                panic!("{answer:?}")
            };
            list.service.into_iter().map(|service| service.name).collect::<BTreeSet<_>>()
        }};
    }
    for listed in [listed!(v1), listed!(v1alpha)] {
        let own: BTreeSet<_> = listed
            .into_iter()
            .filter(|service| service.starts_with("tildeling."))
            .collect();
        assert_eq!(own, promised::<S>());
    }
}

#[tokio::test]
async fn rental_housing_serves_what_it_promises() {
    open_to_everybody::<Rental>().await;
}

#[tokio::test]
async fn child_next_of_kin_serves_what_it_promises() {
    open_to_everybody::<Children>().await;
}

#[tokio::test]
async fn user_run_centres_serve_what_they_promise() {
    open_to_everybody::<Centres>().await;
}

#[tokio::test]
async fn work_training_serves_what_it_promises() {
    open_to_everybody::<Training>().await;
}

/// A browser: HTTP/1.1, and the trailers in the body.
#[tokio::test]
async fn a_browser_describes_the_scheme() {
    let world = World::<Rental>::start().await;
    let method = &METHODS["GetScheme"];
    let request = message(method.input(), &json!({ "name": Rental::name() })).encode_to_vec();
    let mut body = vec![0];
    body.extend(u32::try_from(request.len()).unwrap().to_be_bytes());
    body.extend(request);
    let token = world.auditor().authorization().unwrap();
    let head = format!(
        "POST /tildeling.v1.SchemeService/GetScheme HTTP/1.1\r\nhost: localhost\r\n\
         content-type: application/grpc-web+proto\r\nauthorization: {token}\r\n\
         content-length: {}\r\nconnection: close\r\n\r\n",
        body.len()
    );
    let mut socket = TcpStream::connect(world.service.address()).await.unwrap();
    socket
        .write_all(&[head.as_bytes(), &body].concat())
        .await
        .unwrap();
    let mut answer = Vec::new();
    socket.read_to_end(&mut answer).await.unwrap();
    let answer = String::from_utf8_lossy(&answer);
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    for part in [
        "content-type: application/grpc-web+proto",
        "schemes/rental-housing",
        "grpc-status:0",
    ] {
        assert!(answer.contains(part), "{part} is missing in {answer}");
    }
}

#[tokio::test]
async fn gzip_is_taken_and_given() {
    let world = World::<Centres>::start().await;
    world.open_call().await;
    let mut application = world.application_to_create(1);
    application["form"]["control_measures"] = "Styret går gjennom regnskapet. ".repeat(100).into();
    let request = json!({ "application": application });
    let plain = world
        .applicant(1)
        .call("CheckApplication", request.clone())
        .await
        .unwrap();
    let zipped = world
        .applicant(1)
        .zipped()
        .call("CheckApplication", request)
        .await
        .unwrap();
    assert_eq!(plain, zipped);
}

/// Three megabytes of zeros, small when zipped: the limit is of what comes out.
#[tokio::test]
async fn a_message_is_measured_unzipped() {
    let world = World::<Centres>::start().await;
    let mut application = world.application_to_create(1);
    application["form"]["control_measures"] = "0".repeat(3 << 20).into();
    let request = json!({ "application": application });
    for person in [world.applicant(1), world.applicant(1).zipped()] {
        let fault = person
            .call("CheckApplication", request.clone())
            .await
            .unwrap_err();
        assert_eq!(fault.is(), (Code::ResourceExhausted, "TOO_LARGE"));
        assert_eq!(fault.metadata["limit_bytes"], "2097152");
    }
}

/// A stop ends although one client follows events, one is silent, and one sends half a request.
#[tokio::test]
async fn a_stop_ends_whatever_clients_do() {
    let world = World::<Centres>::start().await;
    world.open_call().await;
    let address = world.service.address();
    let silent = TcpStream::connect(address).await.unwrap();
    let mut half = TcpStream::connect(address).await.unwrap();
    let half_request = b"POST /tildeling.v1.SchemeService/GetScheme HTTP/1.1\r\nhost: x\r\n\
        content-length: 100\r\n\r\nhalf";
    half.write_all(half_request).await.unwrap();
    let method = &METHODS["WatchEvents"];
    let follow = message(
        method.input(),
        &json!({ "parent": Centres::name(), "follow": true }),
    );
    let mut following = world
        .auditor()
        .open("WatchEvents", tokio_stream::once(follow))
        .await
        .unwrap();
    following.next().await.unwrap().unwrap();
    world.service.stop().await.unwrap();
    let mut told = None;
    while let Some(answer) = following.next().await {
        told = answer.err().map(|status| status.code());
    }
    assert_eq!(
        told,
        Some(Code::Unavailable),
        "who follows is told to come back"
    );
    assert!(
        TcpStream::connect(address).await.is_err(),
        "nobody listens any more"
    );
    drop((silent, half));
}
