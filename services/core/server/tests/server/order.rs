//! The order in which a request is judged, retries, and languages.

use contract::v1;
use domain::caller::Role;
use prost_types::FieldMask;
use tonic::{Code, Request};
use tonic_types::StatusExt;

use crate::scene::{OURS, Scene, THEIRS, application, call, in_language, reason, signed, unique};

#[tokio::test]
async fn a_request_with_every_fault_is_judged_in_order() {
    let scene = Scene::begin().await;
    let open = scene.open_call().await;
    let mut schemes = scene.schemes();
    let administrator = scene.staff("ada", Role::SchemeAdministrator);
    let finance = scene.staff("finn", Role::Finance);
    let request = |name: &str, etag: &str| v1::CloseCallRequest {
        name: name.to_owned(),
        etag: etag.to_owned(),
    };
    // Malformed and not signed in: who asks comes first.
    let status = schemes
        .close_call(Request::new(request("x", "")))
        .await
        .unwrap_err();
    assert_eq!(
        (status.code(), reason(&status).as_str()),
        (Code::Unauthenticated, "NOT_SIGNED_IN")
    );
    // Malformed and not allowed: the form comes next, every field at once.
    let status = schemes
        .close_call(signed(request("x", "y"), &finance))
        .await
        .unwrap_err();
    assert_eq!(
        (status.code(), reason(&status).as_str()),
        (Code::InvalidArgument, "INVALID_FIELDS")
    );
    let fields: Vec<String> = status
        .get_error_details()
        .bad_request()
        .unwrap()
        .field_violations
        .iter()
        .map(|violation| violation.field.clone())
        .collect();
    assert_eq!(fields, ["name", "etag"]);
    // Not allowed and not there.
    let nowhere = "schemes/test-scheme/calls/nowhere";
    let status = schemes
        .close_call(signed(request(nowhere, "7"), &finance))
        .await
        .unwrap_err();
    assert_eq!(
        (status.code(), reason(&status).as_str()),
        (Code::PermissionDenied, "ROLE_NOT_ALLOWED")
    );
    // Allowed and not there.
    let status = schemes
        .close_call(signed(request(nowhere, "7"), &administrator))
        .await
        .unwrap_err();
    assert_eq!(
        (status.code(), reason(&status).as_str()),
        (Code::NotFound, "NOT_FOUND")
    );
    // Stale and not open for the step (its deadline has not passed).
    let status = schemes
        .close_call(signed(request(&open.name, "77"), &administrator))
        .await
        .unwrap_err();
    assert_eq!(
        (status.code(), reason(&status).as_str()),
        (Code::Aborted, "STALE_ETAG")
    );
    let info = status.get_error_details().error_info().cloned().unwrap();
    assert_eq!(info.metadata["current_etag"], open.etag);
    assert_eq!(info.metadata["resource"], open.name);
    // Not open for the step.
    let status = schemes
        .close_call(signed(request(&open.name, &open.etag), &administrator))
        .await
        .unwrap_err();
    assert_eq!(
        (status.code(), reason(&status).as_str()),
        (Code::FailedPrecondition, "WRONG_STATE")
    );
}

#[tokio::test]
async fn the_rules_answer_in_the_callers_language() {
    let scene = Scene::begin().await;
    let call = scene.open_call().await;
    let portal = scene.portal(OURS);
    let mut applications = scene.applications();
    let create = v1::CreateApplicationRequest {
        application: Some(application(&call, "empty words")),
    };
    let created = applications
        .create_application(signed(create, &portal))
        .await
        .unwrap();
    let created = created.into_inner().application.unwrap();
    for (language, expected) in [
        ("nn", "The purpose sier ingenting. (configurable)"),
        (
            "sv, en;q=0.9, nb;q=0.1",
            "The purpose says nothing. (configurable)",
        ),
        ("de", "The purpose sier ingenting. (configurable)"),
    ] {
        let submit = v1::SubmitApplicationRequest {
            name: created.name.clone(),
            etag: created.etag.clone(),
        };
        let request = in_language(signed(submit, &portal), language);
        let status = applications.submit_application(request).await.unwrap_err();
        assert_eq!(status.code(), Code::FailedPrecondition);
        let details = status.get_error_details();
        let violation = &details.precondition_failure().unwrap().violations[0];
        assert_eq!(violation.r#type, "TEST_PURPOSE_EMPTY_WORDS");
        assert_eq!(violation.subject, "form.purpose");
        assert_eq!(violation.description, expected, "{language}");
        assert!(details.localized_message().is_some());
    }
    let described = |language| {
        let get = v1::GetSchemeRequest {
            name: "schemes/test-scheme".to_owned(),
            date: String::new(),
        };
        let request = in_language(signed(get, &portal), language);
        let mut schemes = scene.schemes();
        async move {
            schemes
                .get_scheme(request)
                .await
                .unwrap()
                .into_inner()
                .scheme
                .unwrap()
                .title
        }
    };
    assert_eq!(described("en").await, "The test scheme");
    assert_eq!(described("no").await, "Prøveordningen");
}

#[tokio::test]
async fn a_retry_is_harmless_and_another_content_is_not_a_retry() {
    let scene = Scene::begin().await;
    let administrator = scene.staff("ada", Role::SchemeAdministrator);
    let mut schemes = scene.schemes();
    let wanted = call(&format!("schemes/test-scheme/calls/{}", unique()));
    let create = |call: &v1::Call| {
        let request = v1::CreateCallRequest {
            call: Some(call.clone()),
        };
        signed(request, &administrator)
    };
    let first = schemes
        .create_call(create(&wanted))
        .await
        .unwrap()
        .into_inner();
    let second = schemes
        .create_call(create(&wanted))
        .await
        .unwrap()
        .into_inner();
    assert_eq!(first, second);
    let mut other = wanted.clone();
    other.title = "Another".to_owned();
    let status = schemes.create_call(create(&other)).await.unwrap_err();
    assert_eq!(
        (status.code(), reason(&status).as_str()),
        (Code::AlreadyExists, "ID_TAKEN")
    );
}

#[tokio::test]
async fn unknown_paths_of_a_mask_are_refused_with_the_known_ones() {
    let scene = Scene::begin().await;
    let open = scene.open_call().await;
    let update = v1::UpdateCallRequest {
        call: Some(open),
        update_mask: Some(FieldMask {
            paths: vec!["title".to_owned(), "state".to_owned()],
        }),
        reason: "try".to_owned(),
    };
    let administrator = scene.staff("ada", Role::SchemeAdministrator);
    let status = scene
        .schemes()
        .update_call(signed(update, &administrator))
        .await
        .unwrap_err();
    assert_eq!(status.code(), Code::InvalidArgument);
    let details = status.get_error_details();
    let violation = &details.bad_request().unwrap().field_violations[0];
    assert_eq!(violation.field, "update_mask");
    assert!(violation.description.contains("\"state\"") && violation.description.contains("title"));
}

#[tokio::test]
async fn another_organisations_case_does_not_exist() {
    let scene = Scene::begin().await;
    let call = scene.open_call().await;
    let mut applications = scene.applications();
    let create = v1::CreateApplicationRequest {
        application: Some(application(&call, "good work")),
    };
    let created = applications
        .create_application(signed(create, &scene.portal(OURS)))
        .await
        .unwrap();
    let name = created.into_inner().application.unwrap().name;
    let get = v1::GetApplicationRequest { name };
    let status = applications
        .get_application(signed(get, &scene.portal(THEIRS)))
        .await
        .unwrap_err();
    assert_eq!(
        (status.code(), reason(&status).as_str()),
        (Code::NotFound, "NOT_FOUND")
    );
}

#[tokio::test]
async fn a_panic_is_an_error_with_an_id_and_the_service_goes_on() {
    let scene = Scene::begin().await;
    let call = scene.open_call().await;
    let portal = scene.portal(OURS);
    let check = |purpose: &str| v1::CheckApplicationRequest {
        application: Some(application(&call, purpose)),
    };
    let mut applications = scene.applications();
    let status = applications
        .check_application(signed(check("panic"), &portal))
        .await
        .unwrap_err();
    assert_eq!(
        (status.code(), reason(&status).as_str()),
        (Code::Internal, "INTERNAL")
    );
    assert!(!status.get_error_details().error_info().unwrap().metadata["id"].is_empty());
    assert!(!status.message().contains("asked to"), "{status:?}");
    let checked = applications
        .check_application(signed(check("good work"), &portal))
        .await
        .unwrap();
    let found = checked.into_inner().findings;
    let codes: Vec<&str> = found.iter().map(|one| one.code.as_str()).collect();
    assert_eq!(codes, ["CONTACT_MISSING"]);
}

#[tokio::test]
async fn lists_come_in_pages() {
    let scene = Scene::begin().await;
    let call = scene.open_call().await;
    let portal = scene.portal(OURS);
    let mut applications = scene.applications();
    for number in 0..5 {
        let create = v1::CreateApplicationRequest {
            application: Some(application(&call, &format!("work {number}"))),
        };
        applications
            .create_application(signed(create, &portal))
            .await
            .unwrap();
    }
    let (mut seen, mut token) = (Vec::new(), String::new());
    loop {
        let list = v1::ListApplicationsRequest {
            parent: call.name.clone(),
            page_size: 2,
            page_token: token,
            ..v1::ListApplicationsRequest::default()
        };
        let page = applications
            .list_applications(signed(list, &portal))
            .await
            .unwrap()
            .into_inner();
        assert!(page.applications.len() <= 2);
        seen.extend(page.applications.into_iter().map(|one| one.case_reference));
        token = page.next_page_token;
        if token.is_empty() {
            break;
        }
    }
    assert_eq!(seen.len(), 5);
    assert!(seen.is_sorted(), "{seen:?}");
}
