//! Incoming connections, bounded in number, and silent ones closed.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};
use tokio_stream::wrappers::ReceiverStream;
use tokio_util::sync::{CancellationToken, WaitForCancellationFutureOwned};
use tonic::transport::server::{Connected, TcpConnectInfo};

use super::limits::{CONNECTIONS_MAX, FIRST_BYTES_WITHIN};

/// A connection that has said something, and its place among the connections.
pub(super) struct Connection {
    stream: TcpStream,
    /// Ready when the connection is cut, whatever it is doing.
    cut: Pin<Box<WaitForCancellationFutureOwned>>,
    _place: OwnedSemaphorePermit,
}

impl Connection {
    /// Fails once the connection is cut: hyper then lets go of it, which it never does for a client
    /// that has stopped answering.
    fn whole(&mut self, context: &mut Context<'_>) -> io::Result<()> {
        if self.cut.as_mut().poll(context).is_ready() {
            return Err(io::ErrorKind::ConnectionAborted.into());
        }
        Ok(())
    }
}

/// Accepts connections for as long as the stream is read. A socket that stays silent would
/// otherwise live for ever and hold up the shutdown, and HTTP/2 keepalive does not see it.
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
            match accepted {
                Ok((stream, _)) => {
                    tokio::spawn(admit(stream, place, cut.clone(), sender.clone()));
                }
                // Out of file handles, say: the next accept would fail at once as well.
                Err(problem) => {
                    tracing::warn!(%problem, "a connection could not be accepted");
                    tokio::time::sleep(std::time::Duration::from_millis(50)).await;
                }
            }
        }
    });
    ReceiverStream::new(receiver)
}

async fn admit(
    stream: TcpStream,
    place: OwnedSemaphorePermit,
    cut: CancellationToken,
    sender: mpsc::Sender<io::Result<Connection>>,
) {
    let mut first = [0];
    let spoke = tokio::time::timeout(FIRST_BYTES_WITHIN, stream.peek(&mut first)).await;
    if matches!(spoke, Ok(Ok(read)) if read > 0) && stream.set_nodelay(true).is_ok() {
        // A closed channel means shutdown: the connection is dropped with the message.
        let _ = sender
            .send(Ok(Connection {
                stream,
                cut: Box::pin(cut.cancelled_owned()),
                _place: place,
            }))
            .await;
    }
}

impl Connected for Connection {
    type ConnectInfo = TcpConnectInfo;

    fn connect_info(&self) -> Self::ConnectInfo {
        self.stream.connect_info()
    }
}

impl AsyncRead for Connection {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        self.whole(context)?;
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Connection {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.whole(context)?;
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.whole(context)?;
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
