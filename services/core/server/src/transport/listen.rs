//! Incoming connections: bounded in number, and closed when they send no request in time.

use std::future::Future;
use std::io;
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};
use tokio::time::{Instant, Sleep};
use tokio_stream::wrappers::ReceiverStream;
use tokio_util::sync::{CancellationToken, WaitForCancellationFutureOwned};
use tonic::transport::server::Connected;

use super::limits::{CONNECTIONS_MAX, FIRST_REQUEST_WITHIN, PREFACE_WITHIN};

/// The length of HTTP/2's connection preface, in bytes. No HTTP/1.1 request is shorter.
const PREFACE_BYTES: usize = 24;

/// Marks a connection that has sent a request. Requests carry it among their extensions.
#[derive(Debug, Clone)]
pub(super) struct InUse {
    noted: Arc<AtomicBool>,
    /// The address at the other end.
    pub peer: Option<IpAddr>,
}

impl InUse {
    /// Notes a request on the connection.
    pub fn note(&self) {
        self.noted.store(true, Ordering::Relaxed);
    }

    fn is_noted(&self) -> bool {
        self.noted.load(Ordering::Relaxed)
    }
}

/// An accepted connection, and its place among the connections.
pub(super) struct Connection {
    stream: TcpStream,
    opening: Opening,
    /// Ready when the connection is cut.
    cut: Pin<Box<WaitForCancellationFutureOwned>>,
    _place: OwnedSemaphorePermit,
}

impl Connection {
    /// Fails once the connection is cut or its opening took too long: hyper then lets go of it,
    /// which it never does for a client that has stopped answering.
    fn check(&mut self, context: &mut Context<'_>) -> io::Result<()> {
        if self.cut.as_mut().poll(context).is_ready() {
            return Err(io::ErrorKind::ConnectionAborted.into());
        }
        if self.opening.is_overdue(context) {
            return Err(io::ErrorKind::TimedOut.into());
        }
        Ok(())
    }
}

/// The deadlines of a new connection: for its preface, then for its first request. HTTP/2's
/// keepalive watches it only after that.
struct Opening {
    in_use: InUse,
    received_bytes: usize,
    first_request_by: Instant,
    deadline: Pin<Box<Sleep>>,
}

impl Opening {
    fn new(peer: Option<IpAddr>, preface_within: Duration, first_request_within: Duration) -> Self {
        let now = Instant::now();
        Self {
            in_use: InUse {
                noted: Arc::default(),
                peer,
            },
            received_bytes: 0,
            first_request_by: now + first_request_within,
            deadline: Box::pin(tokio::time::sleep_until(now + preface_within)),
        }
    }

    fn receive(&mut self, bytes: usize) {
        let before = self.received_bytes;
        self.received_bytes = before.saturating_add(bytes);
        if before < PREFACE_BYTES && self.received_bytes >= PREFACE_BYTES {
            self.deadline.as_mut().reset(self.first_request_by);
        }
    }

    fn is_overdue(&mut self, context: &mut Context<'_>) -> bool {
        !self.in_use.is_noted() && self.deadline.as_mut().poll(context).is_ready()
    }
}

/// Accepts connections for as long as the stream is read.
pub(super) fn incoming(
    listener: TcpListener,
    cut: CancellationToken,
) -> ReceiverStream<io::Result<Connection>> {
    let (sender, receiver) = mpsc::channel(64);
    let places = Arc::new(Semaphore::new(CONNECTIONS_MAX));
    tokio::spawn(async move {
        while let Ok(place) = Arc::clone(&places).acquire_owned().await {
            let accepted = tokio::select! {
                accepted = listener.accept() => accepted,
                () = sender.closed() => return,
            };
            let stream = accepted.and_then(|(stream, peer)| {
                stream.set_nodelay(true)?;
                Ok((stream, peer.ip()))
            });
            match stream {
                Ok((stream, peer)) => {
                    let connection = Connection {
                        stream,
                        opening: Opening::new(Some(peer), PREFACE_WITHIN, FIRST_REQUEST_WITHIN),
                        cut: Box::pin(cut.clone().cancelled_owned()),
                        _place: place,
                    };
                    if sender.send(Ok(connection)).await.is_err() {
                        return;
                    }
                }
                // Out of file handles, say: the next accept would fail at once as well.
                Err(problem) => {
                    tracing::warn!(%problem, "a connection could not be accepted");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
            }
        }
    });
    ReceiverStream::new(receiver)
}

impl Connected for Connection {
    type ConnectInfo = InUse;

    fn connect_info(&self) -> InUse {
        self.opening.in_use.clone()
    }
}

impl AsyncRead for Connection {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        self.check(context)?;
        let before = buffer.filled().len();
        let read = Pin::new(&mut self.stream).poll_read(context, buffer);
        self.opening.receive(buffer.filled().len() - before);
        read
    }
}

impl AsyncWrite for Connection {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.check(context)?;
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.check(context)?;
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;

    use super::*;

    const SOON: Duration = Duration::from_millis(20);
    const LATER: Duration = Duration::from_millis(60);

    /// Waits, then tells whether the opening is overdue.
    async fn overdue_after(opening: &mut Opening, wait: Duration) -> bool {
        tokio::time::sleep(wait).await;
        poll_fn(|context| Poll::Ready(opening.is_overdue(context))).await
    }

    #[tokio::test]
    async fn a_preface_moves_the_deadline_and_a_request_lifts_it() {
        let mut one_byte = Opening::new(None, SOON, LATER);
        one_byte.receive(1);
        assert!(overdue_after(&mut one_byte, SOON * 2).await);

        let mut preface_only = Opening::new(None, SOON, Duration::from_secs(60));
        preface_only.receive(PREFACE_BYTES - 1);
        preface_only.receive(1);
        assert!(!overdue_after(&mut preface_only, SOON * 2).await);
        let mut preface_only = Opening::new(None, SOON, LATER);
        preface_only.receive(PREFACE_BYTES);
        assert!(overdue_after(&mut preface_only, LATER * 2).await);

        let mut used = Opening::new(None, SOON, LATER);
        used.receive(PREFACE_BYTES);
        used.in_use.note();
        assert!(!overdue_after(&mut used, LATER * 2).await);
    }
}
