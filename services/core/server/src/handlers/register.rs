//! `RegisterService`: facts about applicants that rules look up.

use casework::register;
use contract::SchemeContract;
use contract::register::{ListEntries, RecordEntries};
use contract::v1::register_service_server::RegisterService;
use contract::v1::{
    ListEntriesRequest, ListEntriesResponse, RecordEntriesRequest, RecordEntriesResponse,
};
use tonic::{Request, Response, Status};

use super::Handlers;
use crate::step;

#[tonic::async_trait]
impl<S: SchemeContract> RegisterService for Handlers<S> {
    async fn record_entries(
        &self,
        request: Request<RecordEntriesRequest>,
    ) -> Result<Response<RecordEntriesResponse>, Status> {
        self.dispatcher
            .act(
                request,
                step!(|db, act, record: RecordEntries| register::record_entries(
                    db,
                    act,
                    &record.entries
                )),
                |_, _, recorded| RecordEntriesResponse {
                    // A request holds a thousand entries at the most.
                    recorded: i32::try_from(recorded).unwrap_or(i32::MAX),
                },
            )
            .await
    }

    async fn list_entries(
        &self,
        request: Request<ListEntriesRequest>,
    ) -> Result<Response<ListEntriesResponse>, Status> {
        self.dispatcher
            .look(
                request,
                step!(|db, act, list: ListEntries| register::list_entries(
                    db,
                    act,
                    &list.organisation
                )),
                |_, _, entries| ListEntriesResponse {
                    entries: entries.into_iter().map(Into::into).collect(),
                },
            )
            .await
    }
}
