//! Fetches an issuer's keys by OpenID discovery.

use std::time::Duration;

use reqwest::redirect::Policy;
use reqwest::{Certificate, Client, Url};
use serde::Deserialize;

use super::fault::KeysFault;
use super::key_set::{self, KeySet};

/// A connection is made within this time, TLS included.
const CONNECTED_WITHIN: Duration = Duration::from_secs(3);
/// An answer is read within this time.
const ANSWERED_WITHIN: Duration = Duration::from_secs(5);
/// A longer answer is not read to its end. Entra ID's are about 20 KiB.
const ANSWER_BYTES_MAX: usize = 512 * 1024;

/// Where an issuer publishes its keys.
#[derive(Debug, Clone)]
pub(super) struct Discovery {
    /// The exact issuer the document must name.
    pub issuer: String,
    /// The document's address.
    pub url: Url,
    /// Other hosts that may have the keys.
    pub key_hosts: Vec<String>,
}

#[derive(Deserialize)]
struct Document {
    issuer: String,
    jwks_uri: String,
}

/// Returns a client that goes where it is told and nowhere else.
pub(super) fn client(authorities: &[u8]) -> Result<Client, reqwest::Error> {
    Client::builder()
        .user_agent(concat!("tildeling/", env!("CARGO_PKG_VERSION")))
        .connect_timeout(CONNECTED_WITHIN)
        .timeout(ANSWERED_WITHIN)
        .redirect(Policy::none())
        .referer(false)
        .no_proxy()
        .http1_only()
        .tls_certs_merge(Certificate::from_pem_bundle(authorities)?)
        .build()
}

impl Discovery {
    /// Fetches the keys.
    pub async fn fetch(&self, client: &Client) -> Result<KeySet, KeysFault> {
        let bytes = get(client, &self.url).await?;
        let keys = self.place_of_keys(&bytes)?;
        key_set::read(&get(client, &keys).await?, keys.as_str())
    }

    fn place_of_keys(&self, bytes: &[u8]) -> Result<Url, KeysFault> {
        let url = || self.url.to_string();
        let document: Document =
            serde_json::from_slice(bytes).map_err(|_| KeysFault::NoDocument(url()))?;
        if document.issuer != self.issuer {
            return Err(KeysFault::OtherIssuer {
                url: url(),
                found: document.issuer,
                expected: self.issuer.clone(),
            });
        }
        let keys = Url::parse(&document.jwks_uri).ok();
        keys.filter(|keys| self.admits(keys))
            .ok_or_else(|| KeysFault::Elsewhere {
                url: url(),
                keys: document.jwks_uri,
            })
    }

    /// Keys come from the document's own origin, or over HTTPS from a host that was named.
    fn admits(&self, keys: &Url) -> bool {
        let named = keys.scheme() == "https"
            && keys
                .host_str()
                .is_some_and(|host| self.key_hosts.iter().any(|own| own == host));
        keys.origin() == self.url.origin() || named
    }
}

async fn get(client: &Client, url: &Url) -> Result<Vec<u8>, KeysFault> {
    let silent = |fault: &reqwest::Error| KeysFault::Silent {
        url: url.to_string(),
        cause: innermost(fault),
    };
    let answer = client.get(url.clone()).send().await;
    let mut answer = answer.map_err(|fault| silent(&fault))?;
    if answer.status().as_u16() != 200 {
        return Err(KeysFault::Status {
            url: url.to_string(),
            status: answer.status().as_u16(),
        });
    }
    let mut bytes = Vec::new();
    while let Some(part) = answer.chunk().await.map_err(|fault| silent(&fault))? {
        if bytes.len() + part.len() > ANSWER_BYTES_MAX {
            return Err(KeysFault::TooLong {
                url: url.to_string(),
                bytes_max: ANSWER_BYTES_MAX,
            });
        }
        bytes.extend_from_slice(&part);
    }
    Ok(bytes)
}

fn innermost(fault: &reqwest::Error) -> String {
    if fault.is_timeout() {
        return "not in time".to_owned();
    }
    let mut words = String::new();
    let mut cause: Option<&dyn std::error::Error> = Some(fault);
    while let Some(inner) = cause {
        words = inner.to_string();
        cause = inner.source();
    }
    words
}
