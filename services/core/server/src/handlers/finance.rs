//! `FinanceService`: what was decided, what is to be paid, what was paid, what is left.

use casework::finance::payment::{self, attest_payments, get_budget};
use casework::finance::receipt::{self, import_receipts};
use contract::SchemeContract;
use contract::finance::{AttestPayments, ExportAwards, ExportPayments, GetBudget, ImportReceipts};
use contract::v1::finance_service_server::FinanceService;
use contract::v1::{
    AttestPaymentsRequest, AttestPaymentsResponse, ExportAwardsRequest, ExportAwardsResponse,
    ExportPaymentsRequest, ExportPaymentsResponse, GetBudgetRequest, GetBudgetResponse,
    ImportReceiptsRequest, ImportReceiptsResponse,
};
use tonic::{Request, Response, Status};

use super::Handlers;
use super::export::{Awards, Payments, stream};
use crate::dispatcher::Dispatcher;
use crate::step;
use crate::stream::Parts;

#[tonic::async_trait]
impl<S: SchemeContract> FinanceService for Handlers<S> {
    type ExportAwardsStream = Parts<ExportAwardsResponse>;
    type ExportPaymentsStream = Parts<ExportPaymentsResponse>;

    async fn export_awards(
        &self,
        request: Request<ExportAwardsRequest>,
    ) -> Result<Response<Self::ExportAwardsStream>, Status> {
        let (context, export) = Dispatcher::<S>::receive::<ExportAwards>(request)?;
        stream(
            self.dispatcher.clone(),
            context,
            Awards {
                call: export.parent.call,
            },
        )
        .await
    }

    async fn export_payments(
        &self,
        request: Request<ExportPaymentsRequest>,
    ) -> Result<Response<Self::ExportPaymentsStream>, Status> {
        let (context, export) = Dispatcher::<S>::receive::<ExportPayments>(request)?;
        let payments = Payments {
            call: export.parent.call,
            include_paid: export.include_paid,
        };
        stream(self.dispatcher.clone(), context, payments).await
    }

    async fn attest_payments(
        &self,
        request: Request<AttestPaymentsRequest>,
    ) -> Result<Response<AttestPaymentsResponse>, Status> {
        self.dispatcher
            .act(
                request,
                step!(|db, act, attest: AttestPayments| async move {
                    let due = payment::AttestPayments {
                        call: attest.parent.call.clone(),
                        grants: attest.grants.clone(),
                        due_by: attest.due_by,
                    };
                    attest_payments(db, act, &due).await
                }),
                |outward, attest, attestation| {
                    outward.attestation(&attest.parent.call, &attestation)
                },
            )
            .await
    }

    async fn import_receipts(
        &self,
        request: Request<ImportReceiptsRequest>,
    ) -> Result<Response<ImportReceiptsResponse>, Status> {
        self.dispatcher
            .act(
                request,
                step!(|db, act, import: ImportReceipts| async move {
                    let file = receipt::ImportReceipts {
                        call: import.parent.call.clone(),
                        receipts: import.receipts.clone(),
                    };
                    import_receipts(db, act, &file).await
                }),
                |outward, _, outcome| outward.receipt_outcome(outcome),
            )
            .await
    }

    async fn get_budget(
        &self,
        request: Request<GetBudgetRequest>,
    ) -> Result<Response<GetBudgetResponse>, Status> {
        self.dispatcher
            .look(
                request,
                step!(|db, act, get: GetBudget| async move {
                    get_budget(db, act, &get.parent.call).await
                }),
                |_, _, lines| GetBudgetResponse {
                    lines: lines.into_iter().map(Into::into).collect(),
                },
            )
            .await
    }
}
