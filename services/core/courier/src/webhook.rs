//! Webhooks: signed messages over HTTPS, to addresses on the public internet.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use chrono::{DateTime, Utc};
use domain::webhook::{WebhookSecret, WebhookUrl, is_public};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::header::CONTENT_TYPE;
use reqwest::redirect::Policy;
use reqwest::{Certificate, Client, Response, StatusCode};
use tokio::net::lookup_host;

use crate::message::Message;
use crate::signature::sign;
use crate::{Channel, Undelivered};

/// A connection, TLS included, is made within this time.
const CONNECTED_WITHIN: Duration = Duration::from_secs(5);
/// A connection that nothing goes over is kept this long.
const IDLE_FOR: Duration = Duration::from_secs(30);
/// Connections to one host that are kept.
const IDLE_MAX: usize = 8;
/// Bytes of an answer that are read, so that the connection can be used again. The rest is not.
const ANSWER_BYTES_MAX: usize = 16 * 1024;

/// Where a webhook's messages go, and the secrets they are signed with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    /// The address.
    pub url: WebhookUrl,
    /// The secrets, the present one first.
    pub secrets: Vec<WebhookSecret>,
}

/// The setup of webhooks.
#[derive(Debug, Clone)]
pub struct WebhooksSetup {
    /// True if this machine itself may be called, without TLS as well: for trying things out.
    pub loopback: bool,
    /// Certificates of authorities that are trusted beside the system's, in PEM.
    pub authorities: Vec<u8>,
    /// An attempt ends within this time, whatever the receiver does.
    pub answered_within: Duration,
}

impl Default for WebhooksSetup {
    fn default() -> Self {
        Self {
            loopback: false,
            authorities: Vec::new(),
            answered_within: Duration::from_secs(15),
        }
    }
}

/// A fault of the setup: of the authorities, or of TLS.
pub type HttpFault = reqwest::Error;

/// The channel of webhooks.
#[derive(Debug, Clone)]
pub struct Webhooks {
    client: Client,
    loopback: bool,
}

impl Webhooks {
    /// Opens the channel.
    ///
    /// # Errors
    /// The authorities cannot be read, or TLS cannot be set up.
    pub fn open(setup: &WebhooksSetup) -> Result<Self, HttpFault> {
        let authorities = Certificate::from_pem_bundle(&setup.authorities)?;
        let guarded = Guarded {
            loopback: setup.loopback,
        };
        let client = Client::builder()
            .user_agent(concat!("tildeling/", env!("CARGO_PKG_VERSION")))
            .timeout(setup.answered_within)
            .connect_timeout(CONNECTED_WITHIN)
            .pool_idle_timeout(IDLE_FOR)
            .pool_max_idle_per_host(IDLE_MAX)
            .redirect(Policy::none())
            .referer(false)
            // A proxy would resolve names where the guard does not see it.
            .no_proxy()
            .http1_only()
            .dns_resolver(guarded)
            .tls_certs_merge(authorities)
            .build()?;
        Ok(Self {
            client,
            loopback: setup.loopback,
        })
    }
}

impl Channel for Webhooks {
    type Address = Endpoint;

    async fn deliver(
        &self,
        message: &Message,
        to: &Endpoint,
        now: DateTime<Utc>,
    ) -> Result<(), Undelivered> {
        // An address that is written out is never looked up, so the guard of names does not see it.
        to.url
            .admit(self.loopback)
            .map_err(|fault| Undelivered::Never(format!("the address {fault}")))?;
        let (body, timestamp) = (message.body(), now.timestamp());
        let signature = sign(&to.secrets, &message.id, timestamp, &body);
        let request = self
            .client
            .post(to.url.as_str())
            .header(CONTENT_TYPE, "application/json")
            .header("webhook-id", &message.id)
            .header("webhook-timestamp", timestamp)
            .header("webhook-signature", signature)
            .body(body);
        let answer = request.send().await;
        let answer = answer.map_err(|fault| Undelivered::Later(words(&fault)))?;
        judge(answer).await
    }
}

/// Judges an answer, and reads what there is of it within the limit.
async fn judge(mut answer: Response) -> Result<(), Undelivered> {
    let status = answer.status();
    let mut read = 0;
    // What the receiver says is not looked at; that it breaks off changes nothing.
    while read < ANSWER_BYTES_MAX
        && let Ok(Some(part)) = answer.chunk().await
    {
        read += part.len();
    }
    if status.is_success() {
        return Ok(());
    }
    let told = format!("the receiver answered {}", status.as_u16());
    Err(if status == StatusCode::GONE {
        Undelivered::Gone(told)
    } else if status.is_redirection() {
        Undelivered::Later(format!("{told}; redirects are not followed"))
    } else {
        Undelivered::Later(told)
    })
}

/// The problem in words, without the address, which may hold a key of the receiver's.
fn words(fault: &reqwest::Error) -> String {
    let mut source = std::error::Error::source(fault);
    let mut innermost = None;
    while let Some(cause) = source {
        if let Some(inside) = cause.downcast_ref::<InsideError>() {
            return inside.to_string();
        }
        innermost = Some(cause.to_string());
        source = cause.source();
    }
    if fault.is_timeout() {
        return "the receiver did not answer in time".to_owned();
    }
    let kind = if fault.is_connect() {
        "no connection to the receiver"
    } else {
        "the receiver broke off"
    };
    innermost.map_or_else(|| kind.to_owned(), |cause| format!("{kind}: {cause}"))
}

/// A name that leads to the inside of the network.
#[derive(Debug, thiserror::Error)]
#[error("the name of the receiver leads to no address on the public internet")]
struct InsideError;

/// Looks names up and gives only addresses that may be called. A connection is made to one of the
/// addresses given here and to no other, so that what was judged is what is called.
#[derive(Debug, Clone, Copy)]
struct Guarded {
    loopback: bool,
}

impl Guarded {
    fn admits(self, ip: IpAddr) -> bool {
        is_public(ip) || (self.loopback && ip.is_loopback())
    }
}

impl Resolve for Guarded {
    fn resolve(&self, name: Name) -> Resolving {
        let guard = *self;
        Box::pin(async move {
            // The port is the address' own.
            let found = lookup_host((name.as_str(), 0)).await?;
            let admitted: Vec<SocketAddr> = found.filter(|at| guard.admits(at.ip())).collect();
            if admitted.is_empty() {
                return Err(io::Error::other(InsideError).into());
            }
            Ok(Box::new(admitted.into_iter()) as Addrs)
        })
    }
}
