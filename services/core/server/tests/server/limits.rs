//! Sizes, compression, bytes that are no message.

use contract::v1;
use contract::v1::application_service_client::ApplicationServiceClient;
use domain::caller::Role;
use server::transport::MESSAGE_BYTES_MAX;
use tonic::Code;
use tonic::codec::CompressionEncoding;
use tonic_types::StatusExt;

use crate::scene::{OURS, Scene, application, reason, signed};

#[tokio::test]
async fn a_message_over_the_limit_is_refused_with_the_limit() {
    let scene = Scene::begin().await;
    let call = scene.open_call().await;
    let check = |bytes: usize| v1::CheckApplicationRequest {
        application: Some(application(&call, &"x".repeat(bytes))),
    };
    let portal = scene.portal(OURS);
    let plain = scene.applications();
    let gzip = scene
        .applications()
        .send_compressed(CompressionEncoding::Gzip);
    for mut client in [plain, gzip] {
        let status = client
            .check_application(signed(check(MESSAGE_BYTES_MAX), &portal))
            .await
            .unwrap_err();
        assert_eq!(status.code(), Code::ResourceExhausted, "{status:?}");
        assert_eq!(reason(&status), "TOO_LARGE");
        let info = status.get_error_details().error_info().cloned().unwrap();
        assert_eq!(info.metadata["limit_bytes"], MESSAGE_BYTES_MAX.to_string());
        // Below the transport's limit, the field's own holds.
        let status = client
            .check_application(signed(check(1_000_000), &portal))
            .await
            .unwrap_err();
        assert_eq!(reason(&status), "INVALID_FIELDS");
    }
}

#[tokio::test]
async fn who_is_not_signed_in_does_not_learn_that_it_is_too_large() {
    let scene = Scene::begin().await;
    let check = v1::CreateCallRequest {
        call: Some(v1::Call {
            title: "x".repeat(MESSAGE_BYTES_MAX),
            ..v1::Call::default()
        }),
    };
    let status = scene
        .schemes()
        .create_call(signed(check, "no.token.atall"))
        .await
        .unwrap_err();
    assert_eq!(status.code(), Code::Unauthenticated);
}

#[tokio::test]
async fn gzip_is_taken_and_given() {
    let scene = Scene::begin().await;
    let call = scene.open_call().await;
    let mut client: ApplicationServiceClient<_> = scene
        .applications()
        .send_compressed(CompressionEncoding::Gzip)
        .accept_compressed(CompressionEncoding::Gzip);
    let create = v1::CreateApplicationRequest {
        application: Some(application(&call, &"good work ".repeat(1_000))),
    };
    let answer = client
        .create_application(signed(create, &scene.portal(OURS)))
        .await
        .unwrap();
    assert_eq!(answer.metadata().get("grpc-encoding").unwrap(), "gzip");
    assert_eq!(
        answer.into_inner().application.unwrap().state(),
        v1::ApplicationState::Draft
    );
}

#[tokio::test]
async fn a_thousand_wrong_fields_fit_into_one_answer() {
    let scene = Scene::begin().await;
    let entry = v1::RegisterEntry {
        register: "NOT A CODE".to_owned(),
        organisation_number: "123".to_owned(),
        from_date: "yesterday".to_owned(),
        ..v1::RegisterEntry::default()
    };
    let record = v1::RecordEntriesRequest {
        parent: "schemes/test-scheme".to_owned(),
        entries: vec![entry; 1_000],
    };
    let mut registers =
        v1::register_service_client::RegisterServiceClient::new(scene.channel.clone());
    let administrator = scene.staff("ada", Role::SchemeAdministrator);
    let status = registers
        .record_entries(signed(record, &administrator))
        .await
        .unwrap_err();
    assert_eq!(
        (status.code(), reason(&status).as_str()),
        (Code::InvalidArgument, "INVALID_FIELDS")
    );
    let details = status.get_error_details();
    let last = details
        .bad_request()
        .unwrap()
        .field_violations
        .last()
        .unwrap()
        .clone();
    assert!(
        last.description.starts_with("and ") && last.description.contains("more"),
        "{last:?}"
    );
}
