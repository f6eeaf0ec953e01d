//! From a stream of messages to a writer of a file, a few messages at a time: the writer runs on a
//! thread of its own and memory does not grow with the rows.

use std::vec;

use tokio::sync::mpsc::{Receiver, channel};
use tonic::Streaming;

use super::told;

/// Messages that wait for the writer.
const WAITING: usize = 4;

/// The rows that a writer takes.
pub struct Rows<R> {
    parts: Receiver<anyhow::Result<Vec<R>>>,
    part: vec::IntoIter<R>,
}

impl<R> Iterator for Rows<R> {
    type Item = anyhow::Result<R>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(row) = self.part.next() {
                return Some(Ok(row));
            }
            match self.parts.blocking_recv()? {
                Ok(part) => self.part = part.into_iter(),
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

/// Feeds a writer with the rows of each message, and returns what it returns.
pub async fn feed<M, R: Send + 'static, T: Send + 'static>(
    mut stream: Streaming<M>,
    rows: impl Fn(M) -> anyhow::Result<Vec<R>>,
    write: impl FnOnce(Rows<R>) -> anyhow::Result<T> + Send + 'static,
) -> anyhow::Result<T> {
    let (sender, parts) = channel(WAITING);
    let writer = tokio::task::spawn_blocking(move || {
        write(Rows {
            parts,
            part: Vec::new().into_iter(),
        })
    });
    loop {
        let part = match stream.message().await {
            Ok(Some(message)) => rows(message),
            Ok(None) => break,
            Err(status) => Err(told(status)),
        };
        let is_last = part.is_err();
        // A writer that has left has its own error to tell.
        if sender.send(part).await.is_err() || is_last {
            break;
        }
    }
    drop(sender);
    writer.await?
}
