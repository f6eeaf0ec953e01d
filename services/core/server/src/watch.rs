//! `EventService`: everything that happened, in order.

use std::sync::Arc;
use std::time::Duration;

use casework::event::WatchEvents;
use contract::SchemeContract;
use contract::v1::event_service_server::EventService;
use contract::v1::{WatchEventsRequest, WatchEventsResponse};
use tokio::time::Instant;
use tonic::{Request, Response, Status};

use crate::dispatcher::Dispatcher;
use crate::error;
use crate::handlers::Handlers;
use crate::request_context::RequestContext;
use crate::stream::{Inlet, Over, Parts, parts};
use crate::wire::Respond;

/// Between two looks for what other programs wrote; what this one wrote is looked for at once.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// After a step was taken here: further ones are taken along.
const GATHER: Duration = Duration::from_millis(20);
/// An empty message says that the server is alive.
const ALIVE_EVERY: Duration = Duration::from_secs(15);
/// A stream is no longer than a token of an organisation holds: then it ends, and a caller who
/// still may takes it up from its cursor.
const FOLLOW_WITHIN: Duration = Duration::from_secs(15 * 60);

#[tonic::async_trait]
impl<S: SchemeContract> EventService for Handlers<S> {
    type WatchEventsStream = Parts<WatchEventsResponse>;

    async fn watch_events(
        &self,
        request: Request<WatchEventsRequest>,
    ) -> Result<Response<Self::WatchEventsStream>, Status> {
        let follow = request.get_ref().follow;
        let (context, query) = Dispatcher::<S>::read::<WatchEvents>(request)?;
        let asked = context.admitted();
        let broken_off = error::unavailable("the service stops", &asked.id, asked.language);
        let (inlet, out) = parts(self.dispatcher.tools().stopping.clone(), broken_off);
        let mut reader = Reader {
            dispatcher: self.dispatcher.clone(),
            context,
            query,
        };
        // What is refused is refused at once, not half-way through a stream.
        let first = reader.next().await?;
        tokio::spawn(async move { reader.put_all(inlet, first, follow).await });
        Ok(Response::new(out))
    }
}

/// Reads on from a cursor. Between two looks it holds nothing of the database's.
struct Reader<S> {
    dispatcher: Dispatcher<S>,
    context: RequestContext<S>,
    query: WatchEvents,
}

impl<S: SchemeContract> Reader<S> {
    /// Reads the next events; none when there are no more for now.
    async fn next(&mut self) -> Result<WatchEventsResponse, Status> {
        let query = Arc::new(self.query.clone());
        let events = self.dispatcher.run(&self.context, query).await?;
        if let Some(last) = events.last() {
            self.query.after = last.cursor;
        }
        Ok(self.query.respond(events, &self.context.outward()))
    }

    /// Puts everything in, from what was read first; to the end, or until the reader has gone.
    async fn put_all(
        mut self,
        inlet: Inlet<WatchEventsResponse>,
        first: WatchEventsResponse,
        follow: bool,
    ) -> Result<(), Over> {
        let begun = Instant::now();
        let mut batch = first;
        let mut said = begun;
        loop {
            let caught_up = batch.events.is_empty();
            if !caught_up || said.elapsed() >= ALIVE_EVERY {
                inlet.put(batch).await?;
                said = Instant::now();
            }
            if caught_up && (!follow || begun.elapsed() >= FOLLOW_WITHIN) {
                return inlet.complete().await;
            }
            if caught_up {
                self.wait_for_news(&inlet).await?;
            }
            batch = match self.next().await {
                Ok(batch) => batch,
                Err(status) => return inlet.fail(status).await,
            };
        }
    }

    async fn wait_for_news(&self, inlet: &Inlet<WatchEventsResponse>) -> Result<(), Over> {
        tokio::select! {
            over = inlet.over() => return Err(over),
            () = tokio::time::sleep(LOOK_EVERY) => {}
            () = self.dispatcher.news().notified() => tokio::time::sleep(GATHER).await,
        }
        Ok(())
    }
}
