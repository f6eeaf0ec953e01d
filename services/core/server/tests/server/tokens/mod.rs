//! Tokens that must not get in: over the wire, where all of them get the same answer.

mod forms;
mod menu;

use aws_lc_rs::signature::Ed25519KeyPair;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use contract::v1;
use domain::calendar::Clock;
use domain::caller::Role;
use serde_json::{Value, json};
use server::sign_in::{AUDIENCE, EMBEDDED_KEY, EMBEDDED_ORGANISATIONS, EMBEDDED_STAFF, SCOPE};
use tonic::metadata::MetadataValue;
use tonic::{Code, Request, Status};

use crate::logs;
use crate::scene::{OURS, Scene, THEIRS, host_folder, reason, signed};

/// Signs any claims with the key of the host's issuer, like a broken or careless
/// issuer could send.
struct Forge {
    pair: Ed25519KeyPair,
    now: i64,
}

impl Forge {
    fn new(scene: &Scene) -> Self {
        let pkcs8 = std::fs::read(server::host::issuer_key(&host_folder())).unwrap();
        Self {
            pair: Ed25519KeyPair::from_pkcs8(&pkcs8).unwrap(),
            now: scene.clock.now().timestamp(),
        }
    }

    fn sign(&self, claims: &Value) -> String {
        signed_by(&self.pair, &part(&header(&json!({}))), &part(claims))
    }

    /// A good staff token with these claims changed; null takes one away.
    fn staff(&self, changes: &Value) -> String {
        let good = json!({
            "iss": EMBEDDED_STAFF, "aud": AUDIENCE, "sub": "kari", "jti": "1",
                "roles": ["case_handler"],
            "iat": self.now, "exp": self.now + 3_600,
        });
        self.sign(&changed(good, changes))
    }

    /// A good organisation token with these claims changed.
    fn organisation(&self, changes: &Value) -> String {
        let good = json!({
            "iss": EMBEDDED_ORGANISATIONS, "aud": AUDIENCE, "sub": "portal", "jti": "1",
                "scope": SCOPE,
            "consumer": party(OURS), "iat": self.now, "exp": self.now + 900,
        });
        self.sign(&changed(good, changes))
    }
}

/// A good header with these fields changed.
fn header(changes: &Value) -> Value {
    changed(
        json!({ "alg": "EdDSA", "typ": "JWT", "kid": EMBEDDED_KEY }),
        changes,
    )
}

fn part(value: &Value) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string())
}

fn signed_by(pair: &Ed25519KeyPair, header: &str, claims: &str) -> String {
    let signature = pair.sign(format!("{header}.{claims}").as_bytes());
    format!(
        "{header}.{claims}.{}",
        URL_SAFE_NO_PAD.encode(signature.as_ref())
    )
}

fn changed(mut claims: Value, changes: &Value) -> Value {
    let map = claims.as_object_mut().unwrap();
    for (name, value) in changes.as_object().unwrap() {
        if value.is_null() {
            map.remove(name);
        } else {
            map.insert(name.clone(), value.clone());
        }
    }
    claims
}

fn party(number: &str) -> Value {
    json!({ "authority": "iso6523-actorid-upis", "ID": format!("0192:{number}") })
}

async fn ask(scene: &Scene, request: Request<v1::GetSchemeRequest>) -> Result<(), Status> {
    scene.schemes().get_scheme(request).await.map(|_| ())
}

fn get() -> v1::GetSchemeRequest {
    v1::GetSchemeRequest {
        name: "schemes/test-scheme".to_owned(),
        date: String::new(),
    }
}

/// A bad token: what is bad about it, the token, and the reason in the audit log.
type Bad<'a> = (&'a str, String, &'a str);

/// Each is refused with one and the same answer, and with its own reason in the audit log.
async fn each_is_refused<'a>(scene: &Scene, tokens: impl IntoIterator<Item = Bad<'a>>) {
    for (what, token, told) in tokens {
        logs::listen();
        let status = ask(scene, signed(get(), &token)).await.expect_err(what);
        let lines = logs::lines();
        assert_eq!(status.code(), Code::Unauthenticated, "{what}");
        assert_eq!(reason(&status), "NOT_SIGNED_IN", "{what}");
        assert_eq!(
            status.message(),
            "sign in: send one valid bearer token in the authorization metadata",
            "{what}: why stays in the log"
        );
        let audit = lines.lines().find(|line| line.contains("token refused"));
        let audit = audit.expect(what);
        assert!(
            audit.contains(" audit:") && audit.contains(&format!("reason={told} ")),
            "{what}: {audit}"
        );
    }
}

#[tokio::test]
async fn what_the_menus_are_made_of_is_good() {
    let scene = Scene::begin().await;
    let forge = Forge::new(&scene);
    let delegated =
        json!({ "supplier": party(THEIRS), "delegation_source": "https://www.altinn.no" });
    for token in [
        forge.staff(&json!({})),
        forge.staff(&json!({ "nbf": forge.now, "more": { "is": "ignored" } })),
        forge.organisation(&json!({})),
        forge.organisation(&json!({ "scope": format!("other {SCOPE}") })),
        forge.organisation(&delegated),
    ] {
        ask(&scene, signed(get(), &token)).await.unwrap();
    }
}

#[tokio::test]
async fn a_token_longer_than_a_header_may_be() {
    let scene = Scene::begin().await;
    let forge = Forge::new(&scene);
    // The transport closes, before anybody is asked.
    let long = forge.staff(&json!({ "more": "x".repeat(12_500) }));
    assert!(ask(&scene, signed(get(), &long)).await.is_err());
}

#[tokio::test]
async fn a_good_token_in_a_wrong_place() {
    let scene = Scene::begin().await;
    let token = scene.staff("kari", Role::CaseHandler);
    let value = |text: String| MetadataValue::try_from(text).unwrap();
    let mut elsewhere = Request::new(get());
    elsewhere
        .metadata_mut()
        .insert("x-authorization", value(format!("Bearer {token}")));
    let mut twice = signed(get(), &token);
    twice
        .metadata_mut()
        .append("authorization", value(format!("Bearer {token}")));
    let mut other_scheme = Request::new(get());
    other_scheme
        .metadata_mut()
        .insert("authorization", value(format!("Basic {token}")));
    let mut bare = Request::new(get());
    bare.metadata_mut()
        .insert("authorization", value(token.clone()));
    for request in [elsewhere, twice, other_scheme, bare, Request::new(get())] {
        let status = ask(&scene, request).await.unwrap_err();
        assert_eq!(reason(&status), "NOT_SIGNED_IN");
    }
    ask(&scene, signed(get(), &token)).await.unwrap();
}

#[tokio::test]
async fn a_token_ends_by_the_clock_that_is_passed_in() {
    let scene = Scene::begin().await;
    let token = scene.staff("kari", Role::CaseHandler);
    ask(&scene, signed(get(), &token)).await.unwrap();
    scene.clock.advance(chrono::TimeDelta::minutes(61));
    let status = ask(&scene, signed(get(), &token)).await.unwrap_err();
    assert_eq!(status.code(), Code::Unauthenticated);
}

#[tokio::test]
async fn a_flood_of_bad_tokens_does_not_flood_the_log() {
    let scene = Scene::begin().await;
    logs::listen();
    for _ in 0..200 {
        ask(&scene, signed(get(), "no.token.atall"))
            .await
            .unwrap_err();
    }
    let flood = logs::lines();
    let told = ["token refused", "call ended"];
    let of_calls = |line: &&str| told.iter().any(|words| line.contains(words));
    assert_eq!(flood.lines().filter(of_calls).count(), 20, "{flood}");
    scene.clock.advance(chrono::TimeDelta::minutes(1));
    logs::listen();
    ask(&scene, signed(get(), "no.token.atall"))
        .await
        .unwrap_err();
    assert!(logs::lines().contains("left_out=190"));
}
