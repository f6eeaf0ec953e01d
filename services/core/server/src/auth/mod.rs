//! The authentication layer: every call passes it before its message is read. It checks the token,
//! chooses the language, and records how the call ended.
//!
//! A caller that is not signed in learns nothing else, not even that its message is malformed. A
//! panic behind the layer becomes INTERNAL with the request's id, and a refusal by the transport
//! itself (a message too large, bytes that are no message) gets a reason of the contract.

mod body;
mod language;
mod record;

use std::convert::Infallible;
use std::future::{Future, poll_fn};
use std::net::IpAddr;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll};

use domain::calendar::Clock;
use domain::caller::Caller;
use http::header::AUTHORIZATION;
use http::{HeaderMap, Request, Response};
use text::Language;
use tonic::body::Body;
use tonic::server::NamedService;
use tonic::{Code, Status};
use tower::{Layer, Service};
use tracing::Instrument;

pub use self::body::Cut;
use self::body::{RecordedBody, WatchedBody};
use self::record::Record;
use crate::error::{self, Panicked};
use crate::sign_in::{Refusals, TokenError, Verifier};
use crate::telemetry;
use crate::transport::{MESSAGE_BYTES_MAX, Peer, RequestId};

/// An authenticated call. Handlers find it among the request's extensions.
#[derive(Debug, Clone)]
pub struct Admitted {
    /// The request's id: stands on its log lines, in its answer and in its errors.
    pub id: String,
    /// The caller the token makes.
    pub caller: Caller,
    /// The language of the texts in the answer.
    pub language: Language,
    /// Tells whether the caller broke off its message.
    pub cut: Cut,
}

/// Admits calls with a valid token.
#[derive(Clone)]
pub struct AuthLayer {
    scheme: &'static str,
    verifier: Verifier,
    refusals: Refusals,
    clock: Arc<dyn Clock>,
}

impl AuthLayer {
    /// Returns a layer for one scheme's services, which takes the tokens that the verifier takes,
    /// by this clock.
    #[must_use]
    pub fn new(scheme: &'static str, verifier: Verifier, clock: Arc<dyn Clock>) -> Self {
        Self {
            scheme,
            verifier,
            refusals: Refusals::default(),
            clock,
        }
    }

    async fn caller(&self, headers: &HeaderMap) -> Result<Caller, TokenError> {
        let now = self.clock.now();
        self.verifier.caller(bearer(headers)?, now).await
    }

    /// Admits a request, or notes why not.
    async fn admit(
        &self,
        headers: &HeaderMap,
        peer: Option<IpAddr>,
        record: &mut Record,
    ) -> Option<Caller> {
        match self.caller(headers).await {
            Ok(caller) => {
                record.is_by(&caller);
                Some(caller)
            }
            Err(problem) => {
                let now = self.clock.now();
                if !self.refusals.note(problem, record.id(), peer, now) {
                    record.silence();
                }
                None
            }
        }
    }
}

/// Returns the token of the one `authorization: Bearer …` there must be. With two of them it would
/// be open which one counts.
fn bearer(headers: &HeaderMap) -> Result<&str, TokenError> {
    let mut values = headers.get_all(AUTHORIZATION).iter();
    let (Some(value), None) = (values.next(), values.next()) else {
        return Err(TokenError::Missing);
    };
    let (scheme, token) = value
        .to_str()
        .ok()
        .and_then(|text| text.split_once(' '))
        .ok_or(TokenError::Missing)?;
    if scheme.eq_ignore_ascii_case("bearer") {
        Ok(token)
    } else {
        Err(TokenError::Missing)
    }
}

impl<T> Layer<T> for AuthLayer {
    type Service = AuthService<T>;

    fn layer(&self, inner: T) -> AuthService<T> {
        AuthService {
            auth: self.clone(),
            inner,
        }
    }
}

/// A gRPC service behind the authentication layer.
#[derive(Clone)]
pub struct AuthService<T> {
    auth: AuthLayer,
    inner: T,
}

impl<T: NamedService> NamedService for AuthService<T> {
    const NAME: &'static str = T::NAME;
}

impl<T> Service<Request<Body>> for AuthService<T>
where
    T: Service<Request<Body>, Response = Response<Body>, Error = Infallible>
        + Clone
        + Send
        + 'static,
    T::Future: Send + 'static,
{
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response<Body>, Infallible>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, mut request: Request<Body>) -> Self::Future {
        let id = request.extensions().get::<RequestId>();
        let id = id.map_or_else(String::new, |id| id.as_str().to_owned());
        let mut record = Record::begin(self.auth.scheme, &id, request.uri().path());
        let language = language::of(request.headers());
        let span = telemetry::call_span(self.auth.scheme, &id, record.method(), request.headers());
        let auth = self.auth.clone();
        // The one that was found ready is used, and its copy is asked the next time.
        let copy = self.inner.clone();
        let mut inner = std::mem::replace(&mut self.inner, copy);
        let answered = async move {
            let peer = request.extensions().get::<Peer>().and_then(|peer| peer.0);
            let caller = auth.admit(request.headers(), peer, &mut record).await;
            let Some(caller) = caller else {
                let refused = error::not_signed_in(&id, language).into_http();
                return Ok(recorded(refused, record));
            };
            let cut = Cut::default();
            request.extensions_mut().insert(Admitted {
                id: id.clone(),
                caller,
                language,
                cut: cut.clone(),
            });
            let watched = request.map(|body| Body::new(WatchedBody::new(body, cut)));
            let response = match caught(inner.call(watched)).await {
                Ok(Ok(response)) => in_our_words(response, &id, language),
                Err(()) => error::internal(&Panicked("a handler"), &id, language).into_http(),
            };
            Ok(recorded(response, record))
        };
        Box::pin(answered.instrument(span))
    }
}

/// Runs a future to its end or to its panic. The panic hook has logged the panic; the caller learns
/// nothing of it.
async fn caught<F: Future>(future: F) -> Result<F::Output, ()> {
    let mut future = pin!(future);
    poll_fn(move |context| {
        // Nothing is used again after a panic: the future is dropped with all it holds.
        match catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(context))) {
            Ok(Poll::Ready(output)) => Poll::Ready(Ok(output)),
            Ok(Poll::Pending) => Poll::Pending,
            Err(_) => Poll::Ready(Err(())),
        }
    })
    .await
}

/// Gives a refusal by the transport a reason of the contract. Our own refusals have one already,
/// and one that comes before a handler is always about the message that was sent.
fn in_our_words(response: Response<Body>, id: &str, language: Language) -> Response<Body> {
    let Some(status) = response.extensions().get::<Status>() else {
        return response;
    };
    match foreign(status, id, language) {
        Some(ours) => ours.into_http(),
        None => response,
    }
}

/// Translates a status of the transport for the caller; `None` when it is ours, or says enough.
#[must_use]
pub(crate) fn foreign(status: &Status, id: &str, language: Language) -> Option<Status> {
    if !status.details().is_empty() {
        return None;
    }
    match status.code() {
        Code::OutOfRange | Code::ResourceExhausted => Some(error::too_large(
            "the message",
            MESSAGE_BYTES_MAX,
            id,
            language,
        )),
        Code::Internal => Some(error::unreadable(id, language)),
        _ => None,
    }
}

fn recorded(response: Response<Body>, mut record: Record) -> Response<Body> {
    if let Some(code) = response.headers().get(Status::GRPC_STATUS) {
        record.ends_with(Code::from_bytes(code.as_bytes()));
    }
    response.map(|body| Body::new(RecordedBody::new(body, record)))
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn headers(values: &[&str]) -> HeaderMap {
        values
            .iter()
            .map(|value| (AUTHORIZATION, HeaderValue::from_str(value).unwrap()))
            .collect()
    }

    #[test]
    fn one_bearer_token_and_no_other() {
        assert_eq!(bearer(&headers(&["Bearer a.b.c"])), Ok("a.b.c"));
        assert_eq!(bearer(&headers(&["bearer a.b.c"])), Ok("a.b.c"));
        for wrong in [
            &[][..],
            &["Bearer"],
            &["a.b.c"],
            &["Basic a.b.c"],
            &["Bearer a.b.c", "Bearer a.b.c"],
        ] {
            assert_eq!(
                bearer(&headers(wrong)),
                Err(TokenError::Missing),
                "{wrong:?}"
            );
        }
    }

    #[tokio::test]
    async fn a_panic_ends_the_call_and_not_the_connection() {
        assert_eq!(caught(async { 5 }).await, Ok(5));
        let thrown: Result<(), ()> = caught(async { panic!("for the test") }).await;
        assert_eq!(thrown, Err(()));
    }

    #[test]
    fn what_the_transport_refuses_gets_a_reason_of_ours() {
        use tonic_types::StatusExt;
        let reason = |status: &Status| {
            let ours = foreign(status, "1", Language::English)?;
            let info = ours.get_error_details().error_info().cloned()?;
            Some((ours.code(), info.reason))
        };
        assert_eq!(
            reason(&Status::out_of_range("decoded message length too large")),
            Some((Code::ResourceExhausted, "ERROR_REASON_TOO_LARGE".into()))
        );
        assert_eq!(
            reason(&Status::internal("failed to decode Protobuf message")),
            Some((Code::InvalidArgument, "ERROR_REASON_INVALID_FIELDS".into()))
        );
        assert_eq!(reason(&Status::unimplemented("")), None);
        assert_eq!(
            reason(&error::internal(&Panicked("x"), "1", Language::English)),
            None
        );
    }
}
