//! `GrantService`: a grant from offer to the end.

use casework::application::{ApplicationKey, CaseAt};
use casework::grant;
use contract::grant::{
    AcceptGrant, ActivateGrant, DeclineGrant, GetGrant, LapseGrant, ListGrants, PauseGrant,
    ResumeGrant,
};
use contract::names::GrantName;
use contract::v1::grant_service_server::GrantService;
use contract::v1::{
    AcceptGrantRequest, AcceptGrantResponse, ActivateGrantRequest, ActivateGrantResponse,
    DeclineGrantRequest, DeclineGrantResponse, GetGrantRequest, GetGrantResponse,
    LapseGrantRequest, LapseGrantResponse, ListGrantsRequest, ListGrantsResponse,
    PauseGrantRequest, PauseGrantResponse, ResumeGrantRequest, ResumeGrantResponse,
};
use contract::{Outward, SchemeContract};
use domain::access::sees_account;
use domain::grant::Grant;
use domain::step::Revision;
use tonic::{Request, Response, Status};

use super::Handlers;
use crate::step;
use crate::wire::page::PageOf;

/// A grant, and whether the caller may see the account it is paid to.
type Seen = (Grant, bool);

fn grant<S: SchemeContract>(outward: &Outward<S>, (grant, account): Seen) -> contract::v1::Grant {
    outward.grant(grant, account)
}

/// A grant's case is its application's.
fn case_id(name: &GrantName) -> ApplicationKey {
    ApplicationKey {
        call: name.call.clone(),
        application: name.grant,
    }
}

fn case_at(name: &GrantName, revision: Revision) -> CaseAt {
    CaseAt {
        case: case_id(name),
        revision,
    }
}

#[tonic::async_trait]
impl<S: SchemeContract> GrantService for Handlers<S> {
    async fn get_grant(
        &self,
        request: Request<GetGrantRequest>,
    ) -> Result<Response<GetGrantResponse>, Status> {
        self.dispatcher
            .look(
                request,
                step!(|db, act, get: GetGrant| async move {
                    let found = grant::get_grant(db, act, &case_id(&get.name)).await?;
                    Ok((found, sees_account(&act.caller)))
                }),
                |outward, _, seen| GetGrantResponse {
                    grant: Some(grant(outward, seen)),
                },
            )
            .await
    }

    async fn list_grants(
        &self,
        request: Request<ListGrantsRequest>,
    ) -> Result<Response<ListGrantsResponse>, Status> {
        self.dispatcher
            .look(
                request,
                step!(|db, act, list: ListGrants| async move {
                    let page = grant::ListGrants {
                        call: list.parent.call.clone(),
                        page: list.page.clone(),
                        states: list.states.clone(),
                    };
                    let listed = grant::list_grants(db, act, &page).await?;
                    Ok((listed, sees_account(&act.caller)))
                }),
                |outward, list, (listed, account)| {
                    let more = listed.next.is_some();
                    let rows = listed
                        .rows
                        .into_iter()
                        .map(|row| (row.case_reference.clone(), outward.grant(row, account)));
                    let (grants, next_page_token) = PageOf {
                        list: ListGrants::LIST,
                        parent: &list.parent.to_string(),
                    }
                    .answer(rows, more);
                    ListGrantsResponse {
                        grants,
                        next_page_token,
                    }
                },
            )
            .await
    }

    async fn accept_grant(
        &self,
        request: Request<AcceptGrantRequest>,
    ) -> Result<Response<AcceptGrantResponse>, Status> {
        self.dispatcher
            .act(
                request,
                step!(|db, act, accept: AcceptGrant| async move {
                    let at = case_at(&accept.name, accept.revision);
                    let after = grant::accept_grant(db, act, &at, &accept.account).await?;
                    Ok((after, sees_account(&act.caller)))
                }),
                |outward, _, seen| AcceptGrantResponse {
                    grant: Some(grant(outward, seen)),
                },
            )
            .await
    }

    async fn decline_grant(
        &self,
        request: Request<DeclineGrantRequest>,
    ) -> Result<Response<DeclineGrantResponse>, Status> {
        self.dispatcher
            .act(
                request,
                step!(|db, act, decline: DeclineGrant| async move {
                    let at = case_at(&decline.name, decline.revision);
                    let after = grant::decline_grant(db, act, &at, &decline.reason).await?;
                    Ok((after, sees_account(&act.caller)))
                }),
                |outward, _, seen| DeclineGrantResponse {
                    grant: Some(grant(outward, seen)),
                },
            )
            .await
    }

    async fn lapse_grant(
        &self,
        request: Request<LapseGrantRequest>,
    ) -> Result<Response<LapseGrantResponse>, Status> {
        self.dispatcher
            .act(
                request,
                step!(|db, act, lapse: LapseGrant| async move {
                    let at = case_at(&lapse.name, lapse.revision);
                    let after = grant::lapse_grant(db, act, &at, &lapse.reason).await?;
                    Ok((after, sees_account(&act.caller)))
                }),
                |outward, _, seen| LapseGrantResponse {
                    grant: Some(grant(outward, seen)),
                },
            )
            .await
    }

    async fn activate_grant(
        &self,
        request: Request<ActivateGrantRequest>,
    ) -> Result<Response<ActivateGrantResponse>, Status> {
        self.dispatcher
            .act(
                request,
                step!(|db, act, activate: ActivateGrant| async move {
                    let at = case_at(&activate.name, activate.revision);
                    let after = grant::activate_grant(db, act, &at, &activate.reason).await?;
                    Ok((after, sees_account(&act.caller)))
                }),
                |outward, _, seen| ActivateGrantResponse {
                    grant: Some(grant(outward, seen)),
                },
            )
            .await
    }

    async fn pause_grant(
        &self,
        request: Request<PauseGrantRequest>,
    ) -> Result<Response<PauseGrantResponse>, Status> {
        self.dispatcher
            .act(
                request,
                step!(|db, act, pause: PauseGrant| async move {
                    let at = case_at(&pause.name, pause.revision);
                    let after = grant::pause_grant(db, act, &at, &pause.reason).await?;
                    Ok((after, sees_account(&act.caller)))
                }),
                |outward, _, seen| PauseGrantResponse {
                    grant: Some(grant(outward, seen)),
                },
            )
            .await
    }

    async fn resume_grant(
        &self,
        request: Request<ResumeGrantRequest>,
    ) -> Result<Response<ResumeGrantResponse>, Status> {
        self.dispatcher
            .act(
                request,
                step!(|db, act, resume: ResumeGrant| async move {
                    let at = case_at(&resume.name, resume.revision);
                    let after = grant::resume_grant(db, act, &at, &resume.reason).await?;
                    Ok((after, sees_account(&act.caller)))
                }),
                |outward, _, seen| ResumeGrantResponse {
                    grant: Some(grant(outward, seen)),
                },
            )
            .await
    }
}
