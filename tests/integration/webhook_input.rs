//! Webhooks that cannot be: a clear answer each.

use serde_json::json;
use tonic::Code;

use crate::support::notifications::{sent, to_this_machine};
use crate::support::schemes::{Centres, TestScheme};
use crate::support::world::World;

#[tokio::test]
async fn bad_input_gets_a_clear_answer() {
    let world = World::<Centres>::start().await;
    let (own, other) = (world.applicant(1), world.applicant(2));
    let name = world.webhook_name(1);
    let refused = async |url: &str, secret: &str, field: &str, word: &str| {
        let request = json!({ "name": name, "url": url, "secret": secret });
        let fault = own.call("RegisterWebhook", request).await.unwrap_err();
        assert_eq!(
            fault.is(),
            (Code::InvalidArgument, "INVALID_FIELDS"),
            "{url}"
        );
        assert_eq!(fault.paths(), [field], "{url}");
        assert!(fault.fields[0].1.contains(word), "{url}: {fault}");
    };
    let there = "https://example.org/hook";
    for inside in [
        "https://10.0.0.1/",
        "https://169.254.169.254/latest",
        "https://[fd00::1]/",
    ] {
        refused(inside, "", "url", "public internet").await;
    }
    refused("https://db.internal/", "", "url", "public internet").await;
    refused("http://example.org/", "", "url", "https://").await;
    refused("gopher://example.org/", "", "url", "https://").await;
    refused("https://me:pw@example.org/", "", "url", "no user").await;
    refused(there, "hemmelig", "secret", "whsec_").await;
    refused(there, "whsec_c2hvcnQ=", "secret", "24 to 64").await;
    for n in 1..=5 {
        let request = json!({ "name": world.webhook_name(n), "url": there });
        own.call("RegisterWebhook", request).await.unwrap();
    }
    let sixth = json!({ "name": world.webhook_name(6), "url": there });
    let fault = own.call("RegisterWebhook", sixth).await.unwrap_err();
    assert_eq!(fault.rule_codes(), ["WEBHOOK_TOO_MANY"]);
    let taken = json!({ "name": name, "url": "https://example.com/" });
    let fault = own.call("RegisterWebhook", taken).await.unwrap_err();
    assert_eq!(fault.is(), (Code::AlreadyExists, "ID_TAKEN"));
    let parent = Centres::name();
    let elsewhere = contract::page::token("ListGrants", &parent, &1_i64);
    for wrong in [elsewhere.as_str(), "x"] {
        let replay = json!({ "name": name, "after": wrong });
        let fault = own.call("ReplayWebhook", replay).await.unwrap_err();
        assert_eq!(fault.paths(), ["after"]);
    }
    let stranger = [
        ("DeleteWebhook", json!({ "name": name })),
        ("ReplayWebhook", json!({ "name": name })),
        ("RotateWebhookSecret", json!({ "name": name, "etag": "1" })),
    ];
    for (method, request) in stranger {
        let fault = other.call(method, request).await.unwrap_err();
        assert_eq!(fault.is(), (Code::NotFound, "NOT_FOUND"), "{method}");
    }
    let staff = json!({ "parent": parent });
    let fault = world
        .auditor()
        .call("ListWebhooks", staff)
        .await
        .unwrap_err();
    assert_eq!(fault.paths(), ["organisation_number"]);
}

#[tokio::test]
async fn this_machine_is_called_only_where_the_setup_says_so() {
    let mut setup = to_this_machine(&[]);
    setup.webhooks.loopback = false;
    let world = World::<Centres>::with_notifications(sent(&setup)).await;
    for url in ["http://127.0.0.1/", "https://localhost/"] {
        let request = json!({ "name": world.webhook_name(1), "url": url });
        let fault = world.applicant(1).call("RegisterWebhook", request).await;
        assert_eq!(fault.unwrap_err().paths(), ["url"], "{url}");
    }
}
