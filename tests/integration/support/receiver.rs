//! A receiver of webhooks, over HTTPS or HTTP, that does what it is told to do with each request.

use std::collections::{BTreeMap, VecDeque};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use serde_json::Value;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufStream};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

/// What a receiver does with a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// Takes it.
    Takes,
    /// Takes it, and says so only after a while.
    TakesSlowly,
    /// Takes it, and answers twice: the second answer belongs to no request.
    AnswersTwice,
    /// Takes it, and says more than anyone reads.
    Babbles,
    /// Answers with this status.
    Answers(u16),
    /// Reads it, and never answers.
    Hangs,
    /// Breaks off before it answers.
    BreaksOff,
}

impl Manner {
    /// True if the sender is told that it was taken.
    fn takes(self) -> bool {
        matches!(
            self,
            Self::Takes | Self::TakesSlowly | Self::AnswersTwice | Self::Babbles
        )
    }
}

/// A request that came.
#[derive(Debug, Clone)]
pub struct Seen {
    pub headers: BTreeMap<String, String>,
    pub body: String,
    pub taken: bool,
}

impl Seen {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    pub fn id(&self) -> &str {
        self.header("webhook-id")
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }

    /// The case and the number in it.
    pub fn place(&self) -> (String, i64) {
        let data = &self.json()["data"];
        let case = data["case_reference"].as_str().unwrap().to_owned();
        (case, data["case_sequence"].as_i64().unwrap())
    }

    /// The secrets whose signatures it carries, as the library of Standard Webhooks signs.
    pub fn is_signed_with(&self, secret: &str) -> bool {
        let webhook = standardwebhooks::Webhook::new(secret).unwrap();
        let timestamp = self.header("webhook-timestamp").parse().unwrap();
        let signed = webhook.sign(self.id(), timestamp, self.body.as_bytes());
        let signed = signed.unwrap();
        self.header("webhook-signature")
            .split(' ')
            .any(|one| one == signed)
    }
}

#[derive(Default)]
struct Behaviour {
    /// What is done with the next requests, one after the other.
    script: VecDeque<Manner>,
    seen: Vec<Seen>,
    /// Requests that came, kept or not.
    count: usize,
    /// True if requests are counted and not kept.
    forgets: bool,
}

/// A receiver. It stops when it is dropped.
pub struct Receiver {
    pub url: String,
    behaviour: Arc<Mutex<Behaviour>>,
    usual: Arc<Mutex<Manner>>,
    task: JoinHandle<()>,
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// A certificate authority of the test's own, with a certificate for this machine.
pub struct Authority {
    /// The authority's certificate, in PEM.
    pub pem: Vec<u8>,
    acceptor: TlsAcceptor,
}

impl Authority {
    pub fn new() -> Self {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let own = params.self_signed(&key).unwrap();
        let issuer = Issuer::new(params, key);
        let leaf_key = KeyPair::generate().unwrap();
        let names = vec!["localhost".to_owned(), "127.0.0.1".to_owned()];
        let leaf = CertificateParams::new(names).unwrap();
        let leaf = leaf.signed_by(&leaf_key, &issuer).unwrap();
        let private = PrivatePkcs8KeyDer::from(leaf_key.serialize_der());
        let config = ServerConfig::builder()
            .with_no_client_auth()
            .with_single_cert(vec![leaf.der().clone()], PrivateKeyDer::Pkcs8(private))
            .unwrap();
        Self {
            pem: own.pem().into_bytes(),
            acceptor: TlsAcceptor::from(Arc::new(config)),
        }
    }
}

impl Receiver {
    /// Over HTTPS, with a certificate of the authority.
    pub async fn https(authority: &Authority) -> Self {
        Self::start(Some(authority.acceptor.clone())).await
    }

    /// Over HTTP.
    pub async fn http() -> Self {
        Self::start(None).await
    }

    async fn start(tls: Option<TlsAcceptor>) -> Self {
        let listener = TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], 0)));
        let listener = listener.await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let scheme = if tls.is_some() { "https" } else { "http" };
        let behaviour = Arc::<Mutex<Behaviour>>::default();
        let usual = Arc::new(Mutex::new(Manner::Takes));
        let (own, own_usual) = (Arc::clone(&behaviour), Arc::clone(&usual));
        let task = tokio::spawn(async move {
            while let Ok((wire, _)) = listener.accept().await {
                let (behaviour, usual) = (Arc::clone(&own), Arc::clone(&own_usual));
                let tls = tls.clone();
                tokio::spawn(async move {
                    match tls {
                        // A sender that does not trust the certificate breaks off here.
                        Some(tls) => {
                            if let Ok(wire) = tls.accept(wire).await {
                                serve(wire, &behaviour, &usual).await;
                            }
                        }
                        None => {
                            serve(wire, &behaviour, &usual).await;
                        }
                    }
                });
            }
        });
        Self {
            url: format!("{scheme}://localhost:{port}/hook"),
            behaviour,
            usual,
            task,
        }
    }

    /// Has the next requests dealt with in these manners, one after the other.
    pub fn next(&self, manners: &[Manner]) {
        self.behaviour.lock().unwrap().script.extend(manners);
    }

    /// Has all requests dealt with in this manner.
    pub fn usually(&self, manner: Manner) {
        *self.usual.lock().unwrap() = manner;
    }

    /// Has requests counted and not kept.
    pub fn forget(&self) {
        self.behaviour.lock().unwrap().forgets = true;
    }

    /// The number of requests that came.
    pub fn count(&self) -> usize {
        self.behaviour.lock().unwrap().count
    }

    /// All requests that came.
    pub fn seen(&self) -> Vec<Seen> {
        self.behaviour.lock().unwrap().seen.clone()
    }

    /// Those that it took.
    pub fn taken(&self) -> Vec<Seen> {
        self.seen().into_iter().filter(|one| one.taken).collect()
    }
}

/// Serves a connection until it ends.
async fn serve<W: AsyncRead + AsyncWrite + Unpin>(
    wire: W,
    behaviour: &Mutex<Behaviour>,
    usual: &Mutex<Manner>,
) -> Option<()> {
    let mut wire = BufStream::new(wire);
    loop {
        let (headers, body) = request(&mut wire).await?;
        let manner = {
            let mut behaviour = behaviour.lock().unwrap();
            let manner = behaviour.script.pop_front();
            let manner = manner.unwrap_or_else(|| *usual.lock().unwrap());
            behaviour.count += 1;
            let taken = manner.takes();
            if !behaviour.forgets {
                behaviour.seen.push(Seen {
                    headers,
                    body,
                    taken,
                });
            }
            manner
        };
        const OK: &str = "HTTP/1.1 204 No Content\r\n\r\n";
        let answer = match manner {
            Manner::Takes => OK.to_owned(),
            Manner::TakesSlowly => {
                tokio::time::sleep(Duration::from_millis(300)).await;
                OK.to_owned()
            }
            Manner::AnswersTwice => format!("{OK}{OK}"),
            Manner::Babbles => {
                let head = "HTTP/1.1 200 OK\r\ncontent-length: 10000000\r\n\r\n";
                format!("{head}{}", "x".repeat(100_000))
            }
            Manner::Answers(status) => {
                let to = "location: http://169.254.169.254/\r\n";
                format!("HTTP/1.1 {status} Told\r\n{to}content-length: 0\r\n\r\n")
            }
            Manner::Hangs => std::future::pending().await,
            Manner::BreaksOff => return None,
        };
        wire.write_all(answer.as_bytes()).await.ok()?;
        wire.flush().await.ok()?;
    }
}

/// Reads a request; nothing where the connection ends.
async fn request<W: AsyncRead + Unpin>(wire: &mut W) -> Option<(BTreeMap<String, String>, String)> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(wire.read_u8().await.ok()?);
    }
    let head = String::from_utf8(head).unwrap();
    let headers = head
        .lines()
        .skip(1)
        .filter_map(|line| line.split_once(": "));
    let headers: BTreeMap<String, String> = headers
        .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
        .collect();
    let length = headers["content-length"].parse().unwrap();
    let mut body = vec![0; length];
    wire.read_exact(&mut body).await.ok()?;
    Some((headers, String::from_utf8(body).unwrap()))
}
