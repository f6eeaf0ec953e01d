//! An issuer of the tests' own: it publishes keys, rotates them, goes down and misbehaves.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard};

use aws_lc_rs::encoding::AsDer;
use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};
use server::sign_in::{Trust, Verifier};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// A key of the issuer.
#[derive(Clone)]
pub struct Key {
    pub kid: String,
    pkcs8: Vec<u8>,
    pub public: Value,
}

impl Key {
    pub fn new(kid: &str) -> Self {
        let pair = Ed25519KeyPair::generate().unwrap();
        let der = AsDer::<aws_lc_rs::encoding::Pkcs8V1Der<'static>>::as_der(&pair).unwrap();
        let x = URL_SAFE_NO_PAD.encode(pair.public_key().as_ref());
        Self {
            kid: kid.to_owned(),
            pkcs8: der.as_ref().to_vec(),
            public: json!({ "kty": "OKP", "crv": "Ed25519", "kid": kid, "x": x, "use": "sig" }),
        }
    }
}

/// What the issuer answers.
#[derive(Default)]
pub struct Behaviour {
    pub down: bool,
    /// Answers to paths, instead of the usual ones.
    pub answers: Vec<(&'static str, String)>,
    pub keys: Vec<Value>,
    /// Key sets that were asked for.
    pub fetches: usize,
}

pub struct Issuer {
    pub url: String,
    behaviour: Arc<Mutex<Behaviour>>,
    folder: tempfile::TempDir,
}

impl Issuer {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let behaviour = Arc::new(Mutex::new(Behaviour::default()));
        let (own, at) = (Arc::clone(&behaviour), url.clone());
        tokio::spawn(async move {
            while let Ok((wire, _)) = listener.accept().await {
                tokio::spawn(answer(wire, Arc::clone(&own), at.clone()));
            }
        });
        Self {
            url,
            behaviour,
            folder: tempfile::tempdir().unwrap(),
        }
    }

    pub fn behaves(&self) -> MutexGuard<'_, Behaviour> {
        self.behaviour.lock().unwrap()
    }

    pub fn publish(&self, keys: &[&Key]) {
        self.behaves().keys = keys.iter().map(|key| key.public.clone()).collect();
    }

    /// A verifier that trusts this issuer.
    pub fn verifier(&self) -> Verifier {
        let url = &self.url;
        let text = format!(
            "[[issuer]]\nissuer = \"{url}\"\nkind = \"openid\"\naudience = [\"tildeling\"]\n\
             algorithms = [\"EdDSA\"]\ndiscovery = \"{url}/.well-known/openid-configuration\"\n\
             [issuer.gives]\nhandlers = [\"case_handler\"]\n"
        );
        let file: PathBuf = self.folder.path().join("sign-in.toml");
        std::fs::write(&file, text).unwrap();
        Verifier::new(Trust::read(&file).unwrap())
    }

    pub fn mint(&self, key: &Key, now: DateTime<Utc>) -> String {
        let seconds = now.timestamp();
        let claims = json!({
            "iss": self.url, "aud": "tildeling", "sub": "248289761001", "groups": ["handlers", "x"],
            "iat": seconds, "exp": seconds + 600,
        });
        let mut header = Header::new(Algorithm::EdDSA);
        header.kid = Some(key.kid.clone());
        encode(&header, &claims, &EncodingKey::from_ed_der(&key.pkcs8)).unwrap()
    }
}

async fn answer(mut wire: TcpStream, behaviour: Arc<Mutex<Behaviour>>, url: String) {
    let mut asked = Vec::new();
    while !asked.windows(4).any(|end| end == b"\r\n\r\n") {
        let mut part = [0; 1024];
        match wire.read(&mut part).await {
            Ok(length @ 1..) => asked.extend_from_slice(&part[..length]),
            Ok(0) | Err(_) => return,
        }
    }
    let asked = String::from_utf8(asked).unwrap();
    let path = asked.split(' ').nth(1).unwrap();
    let told = {
        let mut behaviour = behaviour.lock().unwrap();
        if behaviour.down {
            return;
        }
        if path == "/jwks" {
            behaviour.fetches += 1;
        }
        let own = behaviour.answers.iter().find(|(at, _)| *at == path);
        own.map_or_else(|| usual(path, &behaviour, &url), |(_, told)| told.clone())
    };
    // A receiver that has read enough closes the connection.
    let _ = wire.write_all(told.as_bytes()).await;
}

fn usual(path: &str, behaviour: &Behaviour, url: &str) -> String {
    if path == "/jwks" {
        return ok(&json!({ "keys": behaviour.keys }).to_string());
    }
    ok(&json!({ "issuer": url, "jwks_uri": format!("{url}/jwks") }).to_string())
}

/// A good answer with this body.
pub fn ok(body: &str) -> String {
    let length = body.len();
    format!("HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n{body}")
}
