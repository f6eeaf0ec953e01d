//! Methods open to every caller, and the protocols of browsers.

use contract::v1;
use domain::caller::Role;
use prost::Message;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_stream::StreamExt;
use tonic_health::pb::HealthCheckRequest;
use tonic_health::pb::health_check_response::ServingStatus;
use tonic_health::pb::health_client::HealthClient;
use tonic_reflection::pb::{v1 as reflection, v1alpha as alpha};

use crate::scene::Scene;

#[tokio::test]
async fn health_needs_no_token_and_knows_every_service() {
    let scene = Scene::begin().await;
    let mut health = HealthClient::new(scene.channel.clone());
    for service in [
        "",
        "tildeling.v1.SchemeService",
        "tildeling.v1.ApplicationService",
        "tildeling.v1.AssessmentService",
        "tildeling.v1.AllocationService",
        "tildeling.v1.AppealService",
        "tildeling.v1.GrantService",
        "tildeling.v1.ReportingService",
        "tildeling.v1.FinanceService",
        "tildeling.v1.RegisterService",
        "tildeling.v1.EventService",
    ] {
        let request = HealthCheckRequest {
            service: service.to_owned(),
        };
        let answer = health.check(request).await.expect(service).into_inner();
        assert_eq!(answer.status(), ServingStatus::Serving, "{service}");
    }
}

#[tokio::test]
async fn both_reflections_list_the_services() {
    let scene = Scene::begin().await;
    let ask = reflection::ServerReflectionRequest {
        host: String::new(),
        message_request: Some(
            reflection::server_reflection_request::MessageRequest::ListServices(String::new()),
        ),
    };
    let mut client =
        reflection::server_reflection_client::ServerReflectionClient::new(scene.channel.clone());
    let mut answers = client
        .server_reflection_info(tokio_stream::once(ask))
        .await
        .unwrap()
        .into_inner();
    let answer = answers.next().await.unwrap().unwrap();
    let Some(reflection::server_reflection_response::MessageResponse::ListServicesResponse(list)) =
        answer.message_response
    else {
        panic!("a list");
    };
    let new: Vec<String> = list
        .service
        .into_iter()
        .map(|service| service.name)
        .collect();
    assert!(
        new.contains(&"tildeling.v1.FinanceService".to_owned()),
        "{new:?}"
    );
    let ask = alpha::ServerReflectionRequest {
        host: String::new(),
        message_request: Some(
            alpha::server_reflection_request::MessageRequest::ListServices(String::new()),
        ),
    };
    let mut client =
        alpha::server_reflection_client::ServerReflectionClient::new(scene.channel.clone());
    let mut answers = client
        .server_reflection_info(tokio_stream::once(ask))
        .await
        .unwrap()
        .into_inner();
    assert!(answers.next().await.unwrap().is_ok());
}

/// A call as a browser makes it: HTTP/1.1, the message in a frame, the status in a frame of its
/// own.
async fn from_a_browser(scene: &Scene, token: &str) -> String {
    let message = v1::GetSchemeRequest {
        name: "schemes/test-scheme".to_owned(),
        date: String::new(),
    }
    .encode_to_vec();
    let length = u32::try_from(message.len()).unwrap().to_be_bytes();
    let body = [&[0], length.as_slice(), &message].concat();
    let head = format!(
        "POST /tildeling.v1.SchemeService/GetScheme HTTP/1.1\r\nhost: x\r\n\
         content-type: application/grpc-web+proto\r\n\
         authorization: Bearer {token}\r\naccept-language: en\r\ncontent-length: {}\r\n\
         connection: close\r\n\r\n",
        body.len()
    );
    let mut socket = TcpStream::connect(scene.service.address()).await.unwrap();
    socket.write_all(head.as_bytes()).await.unwrap();
    socket.write_all(&body).await.unwrap();
    let mut answer = Vec::new();
    socket.read_to_end(&mut answer).await.unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test]
async fn a_browser_gets_its_answer_and_its_refusal() {
    let scene = Scene::begin().await;
    let answer = from_a_browser(&scene, &scene.staff("kari", Role::Auditor)).await;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(
        answer.contains("The test scheme") && answer.contains("grpc-status:0"),
        "{answer}"
    );
    let refusal = from_a_browser(&scene, "no.token.atall").await;
    assert!(
        refusal.to_lowercase().contains("grpc-status: 16"),
        "{refusal}"
    );
}
