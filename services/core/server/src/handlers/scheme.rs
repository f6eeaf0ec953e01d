//! `SchemeService`: the scheme, and its calls.

use casework::call;
use contract::SchemeContract;
use contract::call::{CloseCall, CreateCall, GetCall, ListCalls, OpenCall, UpdateCall};
use contract::scheme::GetScheme;
use contract::v1::scheme_service_server::SchemeService;
use contract::v1::{
    CloseCallRequest, CloseCallResponse, CreateCallRequest, CreateCallResponse, GetCallRequest,
    GetCallResponse, GetSchemeRequest, GetSchemeResponse, ListCallsRequest, ListCallsResponse,
    OpenCallRequest, OpenCallResponse, UpdateCallRequest, UpdateCallResponse,
};
use domain::calendar::Clock;
use domain::step::StepName;
use domain::violations::Violations;
use tonic::{Request, Response, Status};

use super::Handlers;
use crate::dispatcher::Dispatcher;
use crate::step;
use crate::wire::page::PageOf;

#[tonic::async_trait]
impl<S: SchemeContract> SchemeService for Handlers<S> {
    async fn get_scheme(
        &self,
        request: Request<GetSchemeRequest>,
    ) -> Result<Response<GetSchemeResponse>, Status> {
        let (context, get) = Dispatcher::<S>::receive::<GetScheme>(request)?;
        context.may(StepName::GetScheme)?;
        let date = get
            .date
            .unwrap_or_else(|| self.dispatcher.tools().clock.today());
        let described = context.outward().scheme_description(&S::rules().on(date));
        let scheme = described.map_err(|missing| {
            let mut faults = Violations::new();
            faults.add(
                "date",
                format_args!(
                    "is a day the scheme's rules do not cover ({missing}); choose another"
                ),
            );
            context.invalid(faults)
        })?;
        Ok(Response::new(GetSchemeResponse {
            scheme: Some(scheme),
        }))
    }

    async fn create_call(
        &self,
        request: Request<CreateCallRequest>,
    ) -> Result<Response<CreateCallResponse>, Status> {
        self.dispatcher
            .act(
                request,
                step!(|db, act, create: CreateCall| call::create_call::<S>(
                    db,
                    act,
                    &create.name.call,
                    &create.terms
                )),
                |outward, _, call| CreateCallResponse {
                    call: Some(outward.call(call)),
                },
            )
            .await
    }

    async fn update_call(
        &self,
        request: Request<UpdateCallRequest>,
    ) -> Result<Response<UpdateCallResponse>, Status> {
        self.dispatcher
            .act(
                request,
                step!(|db, act, update: UpdateCall| {
                    let update = call::UpdateCall {
                        call: update.name.call.clone(),
                        revision: update.revision,
                        changes: update.changes.clone(),
                        reason: update.reason.clone(),
                    };
                    async move { call::update_call::<S>(db, act, &update).await }
                }),
                |outward, _, call| UpdateCallResponse {
                    call: Some(outward.call(call)),
                },
            )
            .await
    }

    async fn open_call(
        &self,
        request: Request<OpenCallRequest>,
    ) -> Result<Response<OpenCallResponse>, Status> {
        self.dispatcher
            .act(
                request,
                step!(|db, act, open: OpenCall| call::open_call::<S>(
                    db,
                    act,
                    &open.name.call,
                    open.revision
                )),
                |outward, _, call| OpenCallResponse {
                    call: Some(outward.call(call)),
                },
            )
            .await
    }

    async fn close_call(
        &self,
        request: Request<CloseCallRequest>,
    ) -> Result<Response<CloseCallResponse>, Status> {
        self.dispatcher
            .act(
                request,
                step!(|db, act, close: CloseCall| call::close_call(
                    db,
                    act,
                    &close.name.call,
                    close.revision
                )),
                |outward, _, call| CloseCallResponse {
                    call: Some(outward.call(call)),
                },
            )
            .await
    }

    async fn get_call(
        &self,
        request: Request<GetCallRequest>,
    ) -> Result<Response<GetCallResponse>, Status> {
        self.dispatcher
            .look(
                request,
                step!(|db, act, get: GetCall| call::get_call(db, act, &get.name.call)),
                |outward, _, call| GetCallResponse {
                    call: Some(outward.call(call)),
                },
            )
            .await
    }

    async fn list_calls(
        &self,
        request: Request<ListCallsRequest>,
    ) -> Result<Response<ListCallsResponse>, Status> {
        self.dispatcher
            .look(
                request,
                step!(|db, act, list: ListCalls| call::list_calls(db, act, &list.page)),
                |outward, list, listed| {
                    let more = listed.next.is_some();
                    let rows = listed
                        .rows
                        .into_iter()
                        .map(|call| ((call.terms.grant_year, call.id.clone()), outward.call(call)));
                    let (calls, next_page_token) = PageOf {
                        list: ListCalls::LIST,
                        parent: &list.parent.to_string(),
                    }
                    .answer(rows, more);
                    ListCallsResponse {
                        calls,
                        next_page_token,
                    }
                },
            )
            .await
    }
}
