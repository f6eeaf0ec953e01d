//! Exports: batch after batch by key, as fast as the reader takes them. Between two batches nothing
//! of the database's is held, so a slow reader costs no connection and memory stays what one batch
//! takes.

use std::future::Future;
use std::sync::Arc;

use casework::allocation::AllocationKey;
use casework::allocation::award::export_awards;
use casework::allocation::verification::{RunPart, RunPlace, export_runs};
use casework::finance::payment::export_payments;
use contract::SchemeContract;
use contract::v1::{ExportAwardsResponse, ExportPaymentsResponse, ExportRunsResponse};
use domain::identifiers::{CallId, CaseReference};
use domain::page::Page;
use tonic::{Response, Status};

use crate::dispatcher::Dispatcher;
use crate::error;
use crate::request_context::RequestContext;
use crate::step;
use crate::stream::{Inlet, Over, Parts, parts};

/// Rows in one message: 500 was measured to be as fast as larger ones.
const BATCH: u32 = 500;

/// Something that is exported.
pub(super) trait Export<S: SchemeContract>: Send + Sync + 'static {
    /// A message with one batch.
    type Message: Send + 'static;
    /// What it is ordered by.
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

/// The decided awards of a call.
pub(super) struct Awards {
    pub call: CallId,
}

impl<S: SchemeContract> Export<S> for Awards {
    type Message = ExportAwardsResponse;
    type Key = CaseReference;

    async fn after(
        &self,
        dispatcher: &Dispatcher<S>,
        context: &RequestContext<S>,
        after: Option<CaseReference>,
    ) -> Result<(ExportAwardsResponse, Option<CaseReference>), Status> {
        let from = Arc::new((self.call.clone(), Page { size: BATCH, after }));
        let listed = dispatcher
            .see(
                context,
                from,
                step!(
                    |db, act, from: (CallId, Page<CaseReference>)| export_awards(
                        db, act, &from.0, &from.1
                    )
                ),
            )
            .await?;
        let outward = context.outward();
        let rows = listed.rows.into_iter();
        let awards = rows.map(|row| outward.award(&self.call, row)).collect();
        Ok((ExportAwardsResponse { awards }, listed.next))
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

/// The payment basis of a call.
pub(super) struct Payments {
    pub call: CallId,
    pub include_paid: bool,
}

/// A call, whether what is paid is wanted, and a page.
type PaymentPage = (CallId, bool, Page<(CaseReference, i32)>);

impl<S: SchemeContract> Export<S> for Payments {
    type Message = ExportPaymentsResponse;
    type Key = (CaseReference, i32);

    async fn after(
        &self,
        dispatcher: &Dispatcher<S>,
        context: &RequestContext<S>,
        after: Option<(CaseReference, i32)>,
    ) -> Result<(ExportPaymentsResponse, Option<(CaseReference, i32)>), Status> {
        let page = Page { size: BATCH, after };
        let from = Arc::new((self.call.clone(), self.include_paid, page));
        let listed = dispatcher
            .see(
                context,
                from,
                step!(|db, act, from: PaymentPage| export_payments(
                    db, act, &from.0, from.1, &from.2
                )),
            )
            .await?;
        let outward = context.outward();
        let rows = listed.rows.into_iter();
        let payments = rows.map(|row| outward.payment(&self.call, row)).collect();
        Ok((ExportPaymentsResponse { payments }, listed.next))
    }
}
