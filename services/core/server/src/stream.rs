//! Answers in parts: made one at a time, as fast as the reader takes them, and never mistaken for
//! complete when they are not.

use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::sync::mpsc;
use tokio_stream::Stream;
use tokio_util::sync::CancellationToken;
use tonic::Status;

/// Parts that wait for the reader: the next one is made while the last one is sent.
const WAITING_MAX: usize = 1;

/// A stream of parts, as handlers return it.
pub type Parts<T> = Pin<Box<dyn Stream<Item = Result<T, Status>> + Send>>;

enum Part<T> {
    Some(T),
    Failed(Status),
    Complete,
}

/// The inlet of a stream's parts.
pub(crate) struct Inlet<T> {
    sender: mpsc::Sender<Part<T>>,
    stopping: CancellationToken,
}

/// The reader has gone or the service stops: there is no reader to make further parts for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Over;

impl<T: Send + 'static> Inlet<T> {
    /// Puts in a part; waits until the reader has taken the one before.
    pub async fn put(&self, part: T) -> Result<(), Over> {
        self.send(Part::Some(part)).await
    }

    /// Ends the stream as complete. Without it the reader is told that it was broken off.
    pub async fn complete(self) -> Result<(), Over> {
        self.send(Part::Complete).await
    }

    /// Ends the stream with an error.
    pub async fn fail(self, status: Status) -> Result<(), Over> {
        self.send(Part::Failed(status)).await
    }

    /// Returns when there is no reader to make parts for any more.
    pub async fn over(&self) -> Over {
        tokio::select! {
            () = self.stopping.cancelled() => Over,
            () = self.sender.closed() => Over,
        }
    }

    async fn send(&self, part: Part<T>) -> Result<(), Over> {
        tokio::select! {
            over = self.over() => Err(over),
            sent = self.sender.send(part) => sent.map_err(|_| Over),
        }
    }
}

/// An inlet, and the stream that comes out. `broken_off` is what the reader is told when the parts
/// end without being complete.
pub(crate) fn parts<T: Send + 'static>(
    stopping: CancellationToken,
    broken_off: Status,
) -> (Inlet<T>, Parts<T>) {
    let (sender, receiver) = mpsc::channel(WAITING_MAX);
    let outlet = Outlet {
        receiver,
        broken_off: Some(broken_off),
    };
    (Inlet { sender, stopping }, Box::pin(outlet))
}

struct Outlet<T> {
    receiver: mpsc::Receiver<Part<T>>,
    /// `None` once the stream has ended.
    broken_off: Option<Status>,
}

impl<T> Stream for Outlet<T> {
    type Item = Result<T, Status>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.broken_off.is_none() {
            return Poll::Ready(None);
        }
        match self.receiver.poll_recv(context) {
            Poll::Pending => Poll::Pending,
            Poll::Ready(Some(Part::Some(part))) => Poll::Ready(Some(Ok(part))),
            Poll::Ready(Some(Part::Failed(status))) => {
                self.broken_off = None;
                Poll::Ready(Some(Err(status)))
            }
            Poll::Ready(Some(Part::Complete)) => {
                self.broken_off = None;
                Poll::Ready(None)
            }
            Poll::Ready(None) => Poll::Ready(self.broken_off.take().map(Err)),
        }
    }
}

#[cfg(test)]
mod tests {
    use tokio_stream::StreamExt;
    use tonic::Code;

    use super::*;

    fn stream() -> (Inlet<u8>, Parts<u8>, CancellationToken) {
        let stopping = CancellationToken::new();
        let (inlet, out) = parts(stopping.clone(), Status::unavailable("broken off"));
        (inlet, out, stopping)
    }

    async fn all(out: Parts<u8>) -> (Vec<u8>, Option<Code>) {
        let (mut taken, mut error) = (Vec::new(), None);
        for part in out.collect::<Vec<_>>().await {
            match part {
                Ok(part) => taken.push(part),
                Err(status) => error = Some(status.code()),
            }
        }
        (taken, error)
    }

    #[tokio::test]
    async fn complete_is_said() {
        let (inlet, out, _stopping) = stream();
        tokio::spawn(async move {
            inlet.put(1).await?;
            inlet.put(2).await?;
            inlet.complete().await
        });
        assert_eq!(all(out).await, (vec![1, 2], None));
    }

    #[tokio::test]
    async fn what_is_not_complete_does_not_seem_so() {
        let (inlet, out, _stopping) = stream();
        inlet.put(1).await.unwrap();
        drop(inlet);
        assert_eq!(all(out).await, (vec![1], Some(Code::Unavailable)));
    }

    #[tokio::test]
    async fn a_slow_reader_holds_up_the_making_and_the_stop_ends_it() {
        let (inlet, out, stopping) = stream();
        inlet.put(1).await.unwrap();
        let second = tokio::spawn(async move { inlet.put(2).await });
        tokio::task::yield_now().await;
        assert!(!second.is_finished(), "the first has not been taken");
        stopping.cancel();
        assert_eq!(second.await.unwrap(), Err(Over));
        assert_eq!(all(out).await, (vec![1], Some(Code::Unavailable)));
    }

    #[tokio::test]
    async fn nothing_is_made_for_a_reader_that_has_gone() {
        let (inlet, out, _stopping) = stream();
        drop(out);
        assert_eq!(inlet.over().await, Over);
        assert_eq!(inlet.put(1).await, Err(Over));
    }
}
