//! Bodies: an answer is watched to its end, for the log line and for a panic half-way; a request is
//! watched for being broken off.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use http::HeaderMap;
use http_body::{Body as HttpBody, Frame, SizeHint};
use text::Language;
use tonic::body::Body;
use tonic::{Code, Status};

use super::record::Record;
use crate::error::{self, Panicked};

/// A body whose end is recorded.
pub(super) struct RecordedBody {
    /// `None` after a panic: nothing more comes out of it.
    body: Option<Body>,
    record: Record,
}

impl RecordedBody {
    pub fn new(body: Body, record: Record) -> Self {
        Self {
            body: Some(body),
            record,
        }
    }

    /// The trailers that say INTERNAL, when the stream behind the body panicked.
    fn broken_off(&mut self) -> Frame<<Body as HttpBody>::Data> {
        self.body = None;
        self.record.ends_with(Code::Internal);
        let status = error::internal(&Panicked("a stream"), self.record.id(), Language::default());
        let mut trailers = HeaderMap::new();
        if status.add_header(&mut trailers).is_err() {
            // Only a status that is no header value fails; the code alone always is one.
            trailers.insert(Status::GRPC_STATUS, http::HeaderValue::from_static("13"));
        }
        Frame::trailers(trailers)
    }
}

impl HttpBody for RecordedBody {
    type Data = <Body as HttpBody>::Data;
    type Error = Status;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Self::Data>, Status>>> {
        let this = &mut *self;
        let Some(body) = this.body.as_mut() else {
            return Poll::Ready(None);
        };
        match catch_unwind(AssertUnwindSafe(|| Pin::new(body).poll_frame(context))) {
            Ok(Poll::Ready(Some(Ok(frame)))) => {
                let status = frame
                    .trailers_ref()
                    .and_then(|all| all.get(Status::GRPC_STATUS));
                if let Some(code) = status {
                    this.record.ends_with(Code::from_bytes(code.as_bytes()));
                }
                Poll::Ready(Some(Ok(frame)))
            }
            Ok(other) => other,
            Err(_) => Poll::Ready(Some(Ok(this.broken_off()))),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.body.as_ref().is_none_or(HttpBody::is_end_stream)
    }

    fn size_hint(&self) -> SizeHint {
        self.body
            .as_ref()
            .map_or_else(SizeHint::default, HttpBody::size_hint)
    }
}

/// Notes that a request's body was broken off. The transport turns a caller's reset into a clean
/// end of the stream, so that half a file would look like a whole one.
#[derive(Debug, Clone, Default)]
pub struct Cut(Arc<AtomicBool>);

impl Cut {
    /// Tells whether it was broken off so far.
    #[must_use]
    pub fn happened(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }
}

/// A request's body that notes when it is broken off.
pub(super) struct WatchedBody {
    body: Body,
    cut: Cut,
}

impl WatchedBody {
    pub const fn new(body: Body, cut: Cut) -> Self {
        Self { body, cut }
    }
}

impl HttpBody for WatchedBody {
    type Data = <Body as HttpBody>::Data;
    type Error = Status;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Self::Data>, Status>>> {
        let polled = Pin::new(&mut self.body).poll_frame(context);
        if matches!(polled, Poll::Ready(Some(Err(_)))) {
            self.cut.0.store(true, Ordering::Release);
        }
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;

    use super::*;

    /// Some bytes, then a reset by the caller.
    struct Reset(bool);

    impl HttpBody for Reset {
        type Data = <Body as HttpBody>::Data;
        type Error = Status;

        fn poll_frame(
            mut self: Pin<&mut Self>,
            _: &mut Context<'_>,
        ) -> Poll<Option<Result<Frame<Self::Data>, Status>>> {
            let first = !std::mem::replace(&mut self.0, true);
            Poll::Ready(Some(if first {
                Ok(Frame::data("half".into()))
            } else {
                Err(Status::cancelled("reset by the caller"))
            }))
        }
    }

    #[tokio::test]
    async fn a_reset_is_noted() {
        let cut = Cut::default();
        let mut body = WatchedBody::new(Body::new(Reset(false)), cut.clone());
        let mut frame = async || poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await;
        assert!(frame().await.is_some_and(|frame| frame.is_ok()));
        assert!(!cut.happened());
        assert!(frame().await.is_some_and(|frame| frame.is_err()));
        assert!(cut.happened());
    }
}
