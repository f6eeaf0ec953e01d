//! Bad tokens by their headers, signatures and shapes.

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};
use server::sign_in::EMBEDDED_KEY;

use super::{Forge, ask, changed, each_is_refused, get, header, part, signed_by};
use crate::scene::{Scene, signed};

#[tokio::test]
async fn bad_signatures() {
    let scene = Scene::begin().await;
    let forge = Forge::new(&scene);
    let good = forge.staff(&json!({}));
    let [_, claims, signature] = good.split('.').collect::<Vec<_>>()[..] else {
        panic!("three parts");
    };
    let stranger = Ed25519KeyPair::generate().unwrap();
    let x = URL_SAFE_NO_PAD.encode(stranger.public_key().as_ref());
    let own = json!({ "kty": "OKP", "crv": "Ed25519", "x": x });
    let brought = part(&header(
        &json!({ "jku": "https://x/", "x5u": "https://x/", "jwk": own }),
    ));
    let ours = part(&header(&json!({})));
    let body: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(claims).unwrap()).unwrap();
    let made = "signature not valid";
    let made_up = format!("{ours}.{claims}.{}", "A".repeat(86));
    let other = part(&changed(body, &json!({ "sub": "ola" })));
    let menu = [
        ("another's key", signed_by(&stranger, &ours, claims), made),
        (
            "a key it brings along",
            signed_by(&stranger, &brought, claims),
            made,
        ),
        ("no signature", format!("{ours}.{claims}."), made),
        ("a made-up signature", made_up, made),
        ("other claims", format!("{ours}.{other}.{signature}"), made),
    ];
    each_is_refused(&scene, menu).await;
}

#[tokio::test]
async fn bad_algorithms() {
    let scene = Scene::begin().await;
    let forge = Forge::new(&scene);
    let good = forge.staff(&json!({}));
    let claims = good.split('.').nth(1).unwrap();
    let with = |alg: &str| signed_by(&forge.pair, &part(&header(&json!({ "alg": alg }))), claims);
    let none = part(&header(&json!({ "alg": "none" })));
    let body: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(claims).unwrap()).unwrap();
    let secret = EncodingKey::from_secret(forge.pair.public_key().as_ref());
    let mut by_secret = Header::new(Algorithm::HS256);
    by_secret.kid = Some(EMBEDDED_KEY.to_owned());
    let told = "algorithm not taken";
    let menu = [
        ("no algorithm", format!("{none}.{claims}."), told),
        ("no algorithm, signed", with("none"), told),
        (
            "our key as a secret",
            encode(&by_secret, &body, &secret).unwrap(),
            told,
        ),
        ("another algorithm", with("RS256"), told),
        ("an algorithm of no list", with("eddsa"), told),
    ];
    each_is_refused(&scene, menu).await;
}

#[tokio::test]
async fn bad_headers() {
    let scene = Scene::begin().await;
    let forge = Forge::new(&scene);
    let good = forge.staff(&json!({}));
    let claims = good.split('.').nth(1).unwrap();
    let with = |changes: &Value| signed_by(&forge.pair, &part(&header(changes)), claims);
    let (critical, unknown) = ("critical header not understood", "unknown key");
    let typ = "type of token not taken";
    let menu = [
        ("no key id", json!({ "kid": null }), "no key id"),
        ("an unknown key", json!({ "kid": "of-next-year" }), unknown),
        (
            "a key by a path",
            json!({ "kid": "../../issuer.key" }),
            unknown,
        ),
        (
            "a key id as a number",
            json!({ "kid": 1 }),
            "not a signed token",
        ),
        (
            "a critical header",
            json!({ "crit": ["b64"], "b64": true }),
            critical,
        ),
        ("an empty critical header", json!({ "crit": [] }), critical),
        ("an encrypted token's type", json!({ "typ": "JWE" }), typ),
        (
            "a grant as a token",
            json!({ "typ": "authorization-grant+jwt" }),
            typ,
        ),
        ("a logout token", json!({ "typ": "logout+jwt" }), typ),
    ];
    let tokens = menu.map(|(what, changes, told)| (what, with(&changes), told));
    each_is_refused(&scene, tokens).await;
    // The control: by other headers the same token gets in.
    for good in [
        json!({}),
        json!({ "typ": "at+JWT" }),
        json!({ "typ": null }),
    ] {
        ask(&scene, signed(get(), &with(&good))).await.unwrap();
    }
}

#[tokio::test]
async fn bad_shapes() {
    let scene = Scene::begin().await;
    let forge = Forge::new(&scene);
    let good = forge.staff(&json!({}));
    let [header, claims, signature] = good.split('.').collect::<Vec<_>>()[..] else {
        panic!("three parts");
    };
    let body = URL_SAFE_NO_PAD.decode(claims).unwrap();
    let of = |bytes: Vec<u8>| signed_by(&forge.pair, header, &URL_SAFE_NO_PAD.encode(bytes));
    let with = |text: &[u8]| [b"{", text, b",", &body[1..]].concat();
    let malformed = "not a signed token";
    let menu = [
        (
            "a claim twice",
            of(with(b"\"sub\":\"ola\"")),
            "claims not valid",
        ),
        (
            "no UTF-8 in an ignored claim",
            of(with(b"\"more\":\"\xff\"")),
            malformed,
        ),
        ("claims that are no object", of(b"[]".to_vec()), malformed),
        ("two parts", format!("{header}.{claims}"), malformed),
        ("four parts", format!("{good}.{signature}"), malformed),
        ("dots", "..".to_owned(), malformed),
        (
            "padded",
            format!("{header}.{claims}=.{signature}"),
            malformed,
        ),
        ("space before", format!(" {good}"), malformed),
        ("space after", format!("{good} "), "signature not valid"),
        ("comma", format!("{good},{good}"), malformed),
    ];
    each_is_refused(&scene, menu).await;
    each_is_refused(&scene, [("nothing", String::new(), malformed)]).await;
}
