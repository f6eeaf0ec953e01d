//! Every request's id: taken from the caller or made, and put into every answer.

use std::convert::Infallible;
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use domain::calendar::Clock;
use domain::randomness::{Randomness, uuid_v7};
use http::{HeaderMap, HeaderName, HeaderValue, Request, Response};
use tower::{Layer, Service};

use super::listen::InUse;

/// The header of a request's id, in requests and answers.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The longest id taken from a caller, in bytes.
const ID_BYTES_MAX: usize = 128;

/// The id of a request: stands on its log lines, in its answer and in its errors.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RequestId(String);

impl RequestId {
    /// Returns the id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Reads the caller's id. One that is empty, long or holds other than letters, digits, `-`, `_`
    /// and `.` is not taken: it stands in logs.
    fn of_caller(headers: &HeaderMap) -> Option<Self> {
        let text = headers.get(REQUEST_ID)?.to_str().ok()?;
        let is_plain =
            |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
        let taken = (1..=ID_BYTES_MAX).contains(&text.len()) && text.bytes().all(is_plain);
        taken.then(|| Self(text.to_owned()))
    }
}

/// A layer that gives every request an id, and notes that its connection is in use.
#[derive(Clone)]
pub struct RequestIds {
    clock: Arc<dyn Clock>,
    randomness: Arc<dyn Randomness>,
}

impl RequestIds {
    /// Returns a layer that makes ids from this clock and randomness.
    #[must_use]
    pub fn new(clock: Arc<dyn Clock>, randomness: Arc<dyn Randomness>) -> Self {
        Self { clock, randomness }
    }

    fn id(&self, headers: &HeaderMap) -> RequestId {
        RequestId::of_caller(headers).unwrap_or_else(|| {
            RequestId(uuid_v7(self.clock.now(), self.randomness.as_ref()).to_string())
        })
    }
}

/// The address a request came from: that of a proxy, behind one.
#[derive(Debug, Clone, Copy)]
pub struct Peer(pub Option<IpAddr>);

impl<T> Layer<T> for RequestIds {
    type Service = WithRequestId<T>;

    fn layer(&self, inner: T) -> WithRequestId<T> {
        WithRequestId {
            ids: self.clone(),
            inner,
        }
    }
}

/// A service whose requests have ids.
#[derive(Clone)]
pub struct WithRequestId<T> {
    ids: RequestIds,
    inner: T,
}

impl<T, A, B> Service<Request<A>> for WithRequestId<T>
where
    T: Service<Request<A>, Response = Response<B>, Error = Infallible>,
    T::Future: Send + 'static,
{
    type Response = Response<B>;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response<B>, Infallible>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, mut request: Request<A>) -> Self::Future {
        if let Some(connection) = request.extensions().get::<InUse>() {
            connection.note();
            let peer = connection.peer;
            request.extensions_mut().insert(Peer(peer));
        }
        let id = self.ids.id(request.headers());
        let header = HeaderValue::from_str(id.as_str());
        request.extensions_mut().insert(id);
        let answered = self.inner.call(request);
        Box::pin(async move {
            let mut response = answered.await?;
            if let Ok(header) = header {
                response.headers_mut().insert(REQUEST_ID, header);
            }
            Ok(response)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_ids_are_taken_from_callers() {
        let taken = |value: &str| {
            let value = HeaderValue::from_str(value).unwrap();
            let headers = HeaderMap::from_iter([(REQUEST_ID, value)]);
            RequestId::of_caller(&headers)
        };
        let longest = "a".repeat(ID_BYTES_MAX);
        for good in ["7", "req-1_a.B", longest.as_str()] {
            assert_eq!(taken(good), Some(RequestId(good.to_owned())));
        }
        let too_long = "a".repeat(ID_BYTES_MAX + 1);
        for bad in ["", "a b", "a\"b", "a/b", too_long.as_str()] {
            assert_eq!(taken(bad), None, "{bad:?}");
        }
        assert_eq!(RequestId::of_caller(&HeaderMap::new()), None);
    }
}
