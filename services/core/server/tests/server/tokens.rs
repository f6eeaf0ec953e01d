//! Tokens that must not get in: over the wire, where all of them get the same answer.

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use contract::v1;
use domain::calendar::Clock;
use domain::caller::Role;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};
use server::sign_in::{AUDIENCE, EMBEDDED_ORGANISATIONS, EMBEDDED_STAFF, SCOPE};
use tonic::metadata::MetadataValue;
use tonic::{Code, Request, Status};

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
        signed_by(&self.pair, &part(&json!({ "alg": "EdDSA" })), &part(claims))
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

async fn each_is_refused(scene: &Scene, tokens: impl IntoIterator<Item = (&str, String)>) {
    for (what, token) in tokens {
        let status = ask(scene, signed(get(), &token)).await.expect_err(what);
        assert_eq!(status.code(), Code::Unauthenticated, "{what}");
        assert_eq!(reason(&status), "NOT_SIGNED_IN", "{what}");
        assert!(
            status.message().starts_with("sign in: "),
            "{what}: why stays in the log"
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
async fn bad_claims() {
    let scene = Scene::begin().await;
    let forge = Forge::new(&scene);
    let now = forge.now;
    let menu = [
        ("no issuer", json!({ "iss": null })),
        (
            "issuer without its slash",
            json!({ "iss": EMBEDDED_STAFF.trim_end_matches('/') }),
        ),
        (
            "issuer in capitals",
            json!({ "iss": EMBEDDED_STAFF.to_uppercase() }),
        ),
        (
            "another issuer",
            json!({ "iss": "https://maskinporten.no/" }),
        ),
        ("no audience", json!({ "aud": null })),
        ("another audience", json!({ "aud": "payroll" })),
        ("audience not said", json!({ "aud": "unspecified" })),
        ("several audiences", json!({ "aud": [AUDIENCE, "payroll"] })),
        ("no subject", json!({ "sub": null })),
        ("empty subject", json!({ "sub": " " })),
        ("no end", json!({ "exp": null })),
        ("ended", json!({ "iat": now - 3_000, "exp": now - 11 })),
        ("end as text", json!({ "exp": (now + 60).to_string() })),
        ("end as a fraction", json!({ "exp": 1e300 })),
        ("end before all time", json!({ "exp": -1 })),
        ("end beyond all time", json!({ "exp": i64::MAX })),
        ("ten years", json!({ "exp": now + 315_360_000 })),
        ("not issued", json!({ "iat": null })),
        (
            "issued tomorrow",
            json!({ "iat": now + 86_400, "exp": now + 87_000 }),
        ),
        ("not yet valid", json!({ "nbf": now + 3_600 })),
        ("no roles", json!({ "roles": null })),
        ("empty roles", json!({ "roles": [] })),
        ("roles as text", json!({ "roles": "case_handler" })),
        (
            "one role too many",
            json!({ "roles": ["case_handler", "king"] }),
        ),
        ("an applicant by role", json!({ "roles": ["applicant"] })),
        (
            "a machine where a person must stand",
            json!({ "idtyp": "app" }),
        ),
        (
            "a person with an organisation",
            json!({ "consumer": party(OURS) }),
        ),
    ];
    let tokens = menu.map(|(what, changes)| (what, forge.staff(&changes)));
    each_is_refused(&scene, tokens).await;
}

#[tokio::test]
async fn bad_organisations() {
    let scene = Scene::begin().await;
    let forge = Forge::new(&scene);
    let user = |organisation: &str| {
        json!({
            "type": "urn:altinn:systemuser", "systemuser_id": ["1"],
                "systemuser_org": party(organisation),
        })
    };
    let named = |id: &str| json!({ "consumer": { "authority": "iso6523-actorid-upis", "ID": id } });
    let twice = json!({ "authority": "iso6523-actorid-upis", "ID": format!("0192:{OURS}"),
        "id": format!("0192:{THEIRS}") });
    let menu = [
        ("no scope", json!({ "scope": null })),
        (
            "a longer scope",
            json!({ "scope": format!("{SCOPE}.write") }),
        ),
        ("scopes as a list", json!({ "scope": [SCOPE] })),
        ("no consumer", json!({ "consumer": null })),
        ("consumer as text", json!({ "consumer": OURS })),
        ("another country's number", named("9908:958935420")),
        ("a wrong check digit", named("0192:958935421")),
        ("a number with spaces", named("0192:958 935 420")),
        ("a number alone", named(OURS)),
        (
            "another authority",
            json!({ "consumer": { "authority": "x", "ID": format!("0192:{OURS}") } }),
        ),
        ("two numbers", json!({ "consumer": twice })),
        (
            "supplier without its source",
            json!({ "supplier": party(THEIRS) }),
        ),
        (
            "a source without supplier",
            json!({ "delegation_source": "https://www.altinn.no" }),
        ),
        (
            "supplier and system user",
            json!({ "supplier": party(THEIRS), "delegation_source": "x",
                "authorization_details": [user(OURS)] }),
        ),
        (
            "two system users",
            json!({ "authorization_details": [user(OURS), user(THEIRS)] }),
        ),
        (
            "another kind of authorization",
            json!({ "authorization_details": [{ "type": "ansattporten:altinn:service" }] }),
        ),
    ];
    let tokens = menu.map(|(what, changes)| (what, forge.organisation(&changes)));
    each_is_refused(&scene, tokens).await;
    let staff_by_machine = forge.organisation(&json!({ "iss": EMBEDDED_STAFF }));
    let machine_by_staff = forge.staff(&json!({ "iss": EMBEDDED_ORGANISATIONS }));
    each_is_refused(
        &scene,
        [
            ("organisation as staff", staff_by_machine),
            ("staff as organisation", machine_by_staff),
        ],
    )
    .await;
}

#[tokio::test]
async fn bad_signatures() {
    let scene = Scene::begin().await;
    let forge = Forge::new(&scene);
    let good = forge.staff(&json!({}));
    let [_, claims, signature] = good.split('.').collect::<Vec<_>>()[..] else {
        panic!("three parts");
    };
    let none = part(&json!({ "alg": "none" }));
    let stranger = Ed25519KeyPair::generate().unwrap();
    let public = stranger.public_key();
    let own_key =
        json!({ "kty": "OKP", "crv": "Ed25519", "x": URL_SAFE_NO_PAD.encode(public.as_ref()) });
    let brought =
        part(&json!({ "alg": "EdDSA", "jku": "https://x/", "kid": "../../x", "jwk": own_key }));
    let body: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(claims).unwrap()).unwrap();
    let secret = EncodingKey::from_secret(forge.pair.public_key().as_ref());
    let symmetric = encode(&Header::new(Algorithm::HS256), &body, &secret).unwrap();
    let eddsa = part(&json!({ "alg": "EdDSA" }));
    let menu = [
        ("another's key", signed_by(&stranger, &eddsa, claims)),
        (
            "a key the token brings along",
            signed_by(&stranger, &brought, claims),
        ),
        ("no algorithm", format!("{none}.{claims}.")),
        (
            "no algorithm, signed",
            signed_by(&forge.pair, &none, claims),
        ),
        ("our public key as a shared secret", symmetric),
        (
            "another algorithm's name",
            signed_by(&forge.pair, &part(&json!({ "alg": "RS256" })), claims),
        ),
        ("no signature", format!("{eddsa}.{claims}.")),
        (
            "a made-up signature",
            format!("{eddsa}.{claims}.{}", "A".repeat(86)),
        ),
        (
            "other claims under the signature",
            format!("{eddsa}.{}.{signature}", part(&json!({ "sub": "ola" }))),
        ),
    ];
    each_is_refused(&scene, menu).await;
    // The same by our key gets in: it is the signatures that were bad.
    ask(
        &scene,
        signed(get(), &signed_by(&forge.pair, &eddsa, claims)),
    )
    .await
    .unwrap();
}

#[tokio::test]
async fn bad_shapes() {
    let scene = Scene::begin().await;
    let forge = Forge::new(&scene);
    let good = forge.staff(&json!({}));
    let [header, claims, signature] = good.split('.').collect::<Vec<_>>()[..] else {
        panic!("three parts");
    };
    let body = String::from_utf8(URL_SAFE_NO_PAD.decode(claims).unwrap()).unwrap();
    let twice = body.replacen('{', "{\"sub\":\"ola\",", 1);
    let menu = [
        (
            "a claim twice",
            signed_by(&forge.pair, header, &URL_SAFE_NO_PAD.encode(twice)),
        ),
        (
            "claims that are no object",
            signed_by(&forge.pair, header, &URL_SAFE_NO_PAD.encode("[]")),
        ),
        ("two parts", format!("{header}.{claims}")),
        ("four parts", format!("{good}.{signature}")),
        ("nothing", String::new()),
        ("dots", "..".to_owned()),
        ("space before", format!(" {good}")),
        ("space after", format!("{good} ")),
        ("comma", format!("{good},{good}")),
    ];
    each_is_refused(&scene, menu).await;
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
