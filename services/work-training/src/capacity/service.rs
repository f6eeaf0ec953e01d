//! `CapacityService`, beside the services that every scheme has.

use contract::page;
use contract::work_training::v1 as pb;
use contract::work_training::v1::capacity_service_server::{
    CapacityService, CapacityServiceServer,
};
use server::dispatcher::Dispatcher;
use server::{Services, limited, step};
use tonic::{Request, Response, Status};

use super::requests::{
    KeyPart, LIST, ListPurchases, RecordOccupancy, RecordPurchase, SummariseCapacity,
};
use super::steps;
use crate::WorkTraining;

/// The handlers, at the scheme's dispatcher.
struct Handlers {
    dispatcher: Dispatcher<WorkTraining>,
}

/// Adds the service to those of the scheme: `server::run_with::<WorkTraining>(capacity::beside)`.
#[must_use]
pub fn beside(services: Services<WorkTraining>) -> Services<WorkTraining> {
    let handlers = Handlers {
        dispatcher: services.dispatcher().clone(),
    };
    services.and(limited!(CapacityServiceServer::new(handlers)))
}

#[tonic::async_trait]
impl CapacityService for Handlers {
    async fn record_purchase(
        &self,
        request: Request<pb::RecordPurchaseRequest>,
    ) -> Result<Response<pb::RecordPurchaseResponse>, Status> {
        self.dispatcher
            .act(
                request,
                step!(|db, act, record: RecordPurchase| steps::record_purchase(db, act, record)),
                |_, _, purchase| pb::RecordPurchaseResponse {
                    place_purchase: Some(purchase.into()),
                },
            )
            .await
    }

    async fn record_occupancy(
        &self,
        request: Request<pb::RecordOccupancyRequest>,
    ) -> Result<Response<pb::RecordOccupancyResponse>, Status> {
        self.dispatcher
            .act(
                request,
                step!(|db, act, record: RecordOccupancy| steps::record_occupancy(db, act, record)),
                |_, _, purchase| pb::RecordOccupancyResponse {
                    place_purchase: Some(purchase.into()),
                },
            )
            .await
    }

    async fn list_purchases(
        &self,
        request: Request<pb::ListPurchasesRequest>,
    ) -> Result<Response<pb::ListPurchasesResponse>, Status> {
        self.dispatcher
            .look(
                request,
                step!(|db, act, list: ListPurchases| steps::list_purchases(db, act, list)),
                |_, list: &ListPurchases, listed| pb::ListPurchasesResponse {
                    next_page_token: listed.next.map_or_else(String::new, |key| {
                        page::token(LIST, &list.parent.to_string(), &KeyPart(key))
                    }),
                    place_purchases: listed.rows.into_iter().map(Into::into).collect(),
                },
            )
            .await
    }

    async fn summarise_capacity(
        &self,
        request: Request<pb::SummariseCapacityRequest>,
    ) -> Result<Response<pb::SummariseCapacityResponse>, Status> {
        self.dispatcher
            .look(
                request,
                step!(|db, act, sum: SummariseCapacity| steps::summarise_capacity(db, act, sum)),
                |_, _, summary| pb::SummariseCapacityResponse {
                    summary: Some(summary.into()),
                },
            )
            .await
    }
}
