//! Exports: batch after batch by key, as fast as the reader takes them. Between two batches nothing
//! of the database's is held, so a slow reader costs no connection and memory stays what one batch
//! takes.

use std::future::Future;
use std::sync::Arc;

use casework::allocation::AllocationKey;
use casework::allocation::verification::{RunPart, RunPlace, export_runs};
use contract::SchemeContract;
use contract::v1::ExportRunsResponse;
use tonic::{Response, Status};

use crate::dispatcher::Dispatcher;
use crate::error;
use crate::request_context::RequestContext;
use crate::step;
use crate::stream::{Inlet, Over, Parts, parts};

/// Something that is exported.
pub(super) trait Export<S: SchemeContract>: Send + Sync + 'static {
    /// A message with one batch.
    type Message: Send + 'static;
    /// The key of the order.
    type Key: Send;

    /// The batch after a key, and its last key when more follow.
    fn after(
        &self,
        dispatcher: &Dispatcher<S>,
        context: &RequestContext<S>,
        key: Option<Self::Key>,
    ) -> impl Future<Output = Result<(Self::Message, Option<Self::Key>), Status>> + Send;
}

/// Streams an export. What is refused is refused at once, not half-way.
pub(super) async fn stream<S: SchemeContract, E: Export<S>>(
    dispatcher: Dispatcher<S>,
    context: RequestContext<S>,
    export: E,
) -> Result<Response<Parts<E::Message>>, Status> {
    let asked = context.admitted();
    let broken_off = error::unavailable("the export was broken off", &asked.id, asked.language);
    let (inlet, out) = parts(dispatcher.tools().stopping.clone(), broken_off);
    let first = export.after(&dispatcher, &context, None).await?;
    tokio::spawn(async move { put_all(&dispatcher, &context, export, first, inlet).await });
    Ok(Response::new(out))
}

async fn put_all<S: SchemeContract, E: Export<S>>(
    dispatcher: &Dispatcher<S>,
    context: &RequestContext<S>,
    export: E,
    first: (E::Message, Option<E::Key>),
    inlet: Inlet<E::Message>,
) -> Result<(), Over> {
    let (mut message, mut key) = first;
    loop {
        inlet.put(message).await?;
        if key.is_none() {
            return inlet.complete().await;
        }
        (message, key) = match export.after(dispatcher, context, key).await {
            Ok(next) => next,
            Err(status) => return inlet.fail(status).await,
        };
    }
}

/// The frozen runs of an allocation.
pub(super) struct Runs {
    pub key: AllocationKey,
}

impl<S: SchemeContract> Export<S> for Runs {
    type Message = ExportRunsResponse;
    type Key = RunPlace;

    async fn after(
        &self,
        dispatcher: &Dispatcher<S>,
        context: &RequestContext<S>,
        place: Option<RunPlace>,
    ) -> Result<(ExportRunsResponse, Option<RunPlace>), Status> {
        let from = Arc::new((self.key.clone(), place.unwrap_or_default()));
        let piece = dispatcher
            .see(
                context,
                from,
                step!(|db, act, from: (AllocationKey, RunPlace)| export_runs(
                    db, act, &from.0, from.1
                )),
            )
            .await?;
        let bytes = piece.text.into_bytes();
        let message = match piece.part {
            RunPart::Run(sub_frame) => ExportRunsResponse {
                sub_frame,
                chunk: bytes,
                ..ExportRunsResponse::default()
            },
            RunPart::Decision => ExportRunsResponse {
                decision: bytes,
                ..ExportRunsResponse::default()
            },
        };
        Ok((message, piece.next))
    }
}
