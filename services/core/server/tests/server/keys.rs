//! The keys of issuers: rotated, not answered for, asked for too often, and bad.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;
use server::sign_in::{TokenError, Verifier};

use crate::issuer::{Issuer, Key, ok};
use crate::scene::noon;

/// Rotations that are lived through.
const ROTATIONS: usize = 50;
/// Tokens that are verified at once around each rotation.
const LOAD: usize = 40;

/// A verifier that has loaded the key of its issuer.
async fn loaded(issuer: &Issuer, keys: &[&Key]) -> Verifier {
    issuer.publish(keys);
    let verifier = issuer.verifier();
    verifier.load(noon()).await.unwrap();
    verifier
}

/// The number of tokens that are refused when this many are verified at once.
async fn refused(verifier: &Verifier, tokens: Vec<String>, now: DateTime<Utc>) -> usize {
    let verifier = Arc::new(verifier.clone());
    let judged = tokens.into_iter().map(|token| {
        let verifier = Arc::clone(&verifier);
        tokio::spawn(async move { verifier.caller(&token, now).await.is_err() })
    });
    let mut count = 0;
    for one in judged.collect::<Vec<_>>() {
        count += usize::from(one.await.unwrap());
    }
    count
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rotation_with_overlap_refuses_no_good_token() {
    let issuer = Issuer::start().await;
    let mut present = Key::new("0");
    let verifier = loaded(&issuer, &[&present]).await;
    let mut now = noon();
    for number in 1..=ROTATIONS {
        let next = Key::new(&number.to_string());
        issuer.publish(&[&present, &next]);
        now += TimeDelta::minutes(2);
        let both = [&present, &next].into_iter().cycle().take(LOAD);
        let tokens = both.map(|key| issuer.mint(key, now)).collect();
        assert_eq!(
            refused(&verifier, tokens, now).await,
            0,
            "rotation {number}"
        );
        present = next;
    }
    assert_eq!(issuer.behaves().fetches, 1 + ROTATIONS);
    // The control: a key that was never published gets in never.
    let tokens = vec![issuer.mint(&Key::new("stranger"), now); LOAD];
    assert_eq!(refused(&verifier, tokens, now).await, LOAD);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_outage_of_a_day_refuses_no_good_token_and_one_of_four_does() {
    let issuer = Issuer::start().await;
    let key = Key::new("only");
    let verifier = loaded(&issuer, &[&key]).await;
    issuer.behaves().down = true;
    for hour in 1..=24 {
        let now = noon() + TimeDelta::hours(hour);
        let tokens = (0..LOAD).map(|_| issuer.mint(&key, now)).collect();
        assert_eq!(refused(&verifier, tokens, now).await, 0, "hour {hour}");
    }
    let much_later = noon() + TimeDelta::hours(73);
    let token = issuer.mint(&key, much_later);
    let judged = verifier.caller(&token, much_later).await;
    assert_eq!(judged, Err(TokenError::KeysTooOld));
    // It is back: the same token gets in when the next fetch is due.
    issuer.behaves().down = false;
    let now = much_later + TimeDelta::minutes(1);
    assert!(verifier.caller(&token, now).await.is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn unknown_keys_make_at_most_two_fetches_a_minute() {
    let issuer = Issuer::start().await;
    let key = Key::new("only");
    let verifier = loaded(&issuer, &[&key]).await;
    let before = issuer.behaves().fetches;
    let now = noon() + TimeDelta::minutes(5);
    let stranger = Key::new("stranger");
    let tokens = (0..10_000).map(|number| {
        let mut named = stranger.clone();
        named.kid = number.to_string();
        // Half of them before the next fetch is due, half after.
        issuer.mint(&named, now)
    });
    let mut tokens: Vec<String> = tokens.collect();
    let second = tokens.split_off(5_000);
    assert_eq!(refused(&verifier, tokens, now).await, 5_000);
    let almost = now + TimeDelta::seconds(59);
    assert_eq!(refused(&verifier, second, almost).await, 5_000);
    let fetches = issuer.behaves().fetches - before;
    assert!(fetches <= 2, "{fetches}");
    assert!(
        verifier
            .caller(&issuer.mint(&key, now), almost)
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn a_bad_discovery_is_refused_at_start_and_says_why() {
    let issuer = Issuer::start().await;
    issuer.publish(&[&Key::new("only")]);
    let (url, here) = (issuer.url.clone(), "/.well-known/openid-configuration");
    let document =
        |own: &str, keys: &str| ok(&json!({ "issuer": own, "jwks_uri": keys }).to_string());
    let twice = json!({ "keys": [Key::new("a").public, Key::new("a").public] }).to_string();
    let moved = format!("HTTP/1.1 302 Found\r\nlocation: {url}/jwks\r\ncontent-length: 0\r\n\r\n");
    let huge = ok(&"x".repeat(50 * 1024 * 1024));
    let other = json!({ "keys": [{ "kty": "oct", "kid": "a", "k": "AAAA" }] }).to_string();
    let cases = [
        (
            here,
            document("https://elsewhere.example/", &format!("{url}/jwks")),
            "elsewhere.example",
        ),
        (
            here,
            document(&format!("{url}/"), &format!("{url}/jwks")),
            "is the document of",
        ),
        (
            here,
            document(&url, "https://elsewhere.example/jwks"),
            "key_hosts",
        ),
        (here, document(&url, "file:///etc/keys"), "key_hosts"),
        (here, ok("{}"), "no discovery document"),
        (here, moved, "302"),
        ("/jwks", ok(&twice), "two keys"),
        ("/jwks", ok(&other), "no key that verifies"),
        ("/jwks", ok("<html>"), "no JSON Web Key Set"),
        ("/jwks", huge, "which is not read"),
    ];
    for (at, told, words) in cases {
        issuer.behaves().answers = vec![(at, told)];
        let fault = issuer.verifier().load(noon()).await.unwrap_err();
        assert!(fault.to_string().contains(words), "{words}: {fault}");
    }
    issuer.behaves().answers.clear();
    issuer.behaves().down = true;
    let fault = issuer.verifier().load(noon()).await.unwrap_err();
    assert!(fault.to_string().contains("does not answer"), "{fault}");
    issuer.behaves().down = false;
    issuer.verifier().load(noon()).await.unwrap();
}

#[tokio::test]
async fn bad_keys_later_leave_the_good_ones() {
    let issuer = Issuer::start().await;
    let key = Key::new("only");
    let verifier = loaded(&issuer, &[&key]).await;
    issuer.behaves().keys = vec![Key::new("only").public, Key::new("only").public];
    let now = noon() + TimeDelta::hours(2);
    let stranger = issuer.mint(&Key::new("stranger"), now);
    assert_eq!(
        verifier.caller(&stranger, now).await,
        Err(TokenError::KeyUnknown)
    );
    let caller = verifier.caller(&issuer.mint(&key, now), now).await.unwrap();
    assert_eq!(caller.subject, format!("{}#248289761001", issuer.url));
}
