//! `ReportingService`: reports on grants, and what they sum to.

use casework::allocation::AllocationKey;
use casework::allocation::fairness::gather_figures;
use casework::application::ApplicationKey;
use casework::report::indicators::sum_indicators;
use casework::report::{self, ReportAt, ReportKey};
use contract::SchemeContract;
use contract::fairness::{GetFairnessReport, fairness_report};
use contract::names::{CallOrGrant, ReportName};
use contract::report::{
    AcceptReport, GetReport, ListReports, ReturnReport, SubmitReport, SumIndicators, UpdateReport,
};
use contract::v1::reporting_service_server::ReportingService;
use contract::v1::{
    AcceptReportRequest, AcceptReportResponse, GetFairnessReportRequest, GetFairnessReportResponse,
    GetReportRequest, GetReportResponse, ListReportsRequest, ListReportsResponse,
    ReturnReportRequest, ReturnReportResponse, SubmitReportRequest, SubmitReportResponse,
    SumIndicatorsRequest, SumIndicatorsResponse, UpdateReportRequest, UpdateReportResponse,
};
use domain::step::Revision;
use tonic::{Request, Response, Status};

use super::Handlers;
use crate::step;
use crate::wire::page::PageOf;

fn key(name: &ReportName) -> ReportKey {
    ReportKey {
        case: ApplicationKey {
            call: name.call.clone(),
            application: name.grant,
        },
        report: name.report.clone(),
    }
}

fn at(name: &ReportName, revision: Revision) -> ReportAt {
    ReportAt {
        key: key(name),
        revision,
    }
}

fn page(list: &ListReports) -> report::ListReports {
    let (call, grant) = match &list.parent {
        CallOrGrant::Call(name) => (name.call.clone(), None),
        CallOrGrant::Grant(name) => (name.call.clone(), Some(name.grant)),
    };
    report::ListReports {
        call,
        grant,
        page: list.page.clone(),
        states: list.states.clone(),
    }
}

#[tonic::async_trait]
impl<S: SchemeContract> ReportingService for Handlers<S> {
    async fn get_report(
        &self,
        request: Request<GetReportRequest>,
    ) -> Result<Response<GetReportResponse>, Status> {
        self.dispatcher
            .look(
                request,
                step!(|db, act, get: GetReport| async move {
                    report::get_report::<S>(db, act, &key(&get.name)).await
                }),
                |outward, _, report| GetReportResponse {
                    report: Some(outward.report(report)),
                },
            )
            .await
    }

    async fn list_reports(
        &self,
        request: Request<ListReportsRequest>,
    ) -> Result<Response<ListReportsResponse>, Status> {
        self.dispatcher
            .look(
                request,
                step!(|db, act, list: ListReports| async move {
                    report::list_reports::<S>(db, act, &page(list)).await
                }),
                |outward, list, listed| {
                    let more = listed.next.is_some();
                    let rows = listed.rows.into_iter().map(|row| {
                        let key = (row.case_reference.clone(), row.id.clone());
                        (key, outward.report(row))
                    });
                    let (reports, next_page_token) = PageOf {
                        list: ListReports::LIST,
                        parent: &list.parent.to_string(),
                    }
                    .answer(rows, more);
                    ListReportsResponse {
                        reports,
                        next_page_token,
                    }
                },
            )
            .await
    }

    async fn update_report(
        &self,
        request: Request<UpdateReportRequest>,
    ) -> Result<Response<UpdateReportResponse>, Status> {
        self.dispatcher
            .act(
                request,
                step!(|db, act, update: UpdateReport<S::Indicators>| async move {
                    let at = at(&update.name, update.revision);
                    report::update_report::<S>(db, act, &at, &update.changes).await
                }),
                |outward, _, report| UpdateReportResponse {
                    report: Some(outward.report(report)),
                },
            )
            .await
    }

    async fn submit_report(
        &self,
        request: Request<SubmitReportRequest>,
    ) -> Result<Response<SubmitReportResponse>, Status> {
        self.dispatcher
            .act(
                request,
                step!(|db, act, submit: SubmitReport| async move {
                    report::submit_report::<S>(db, act, &at(&submit.name, submit.revision)).await
                }),
                |outward, _, report| SubmitReportResponse {
                    report: Some(outward.report(report)),
                },
            )
            .await
    }

    async fn return_report(
        &self,
        request: Request<ReturnReportRequest>,
    ) -> Result<Response<ReturnReportResponse>, Status> {
        self.dispatcher
            .act(
                request,
                step!(|db, act, back: ReturnReport| async move {
                    let at = at(&back.name, back.revision);
                    report::return_report::<S>(db, act, &at, &back.reason).await
                }),
                |outward, _, report| ReturnReportResponse {
                    report: Some(outward.report(report)),
                },
            )
            .await
    }

    async fn accept_report(
        &self,
        request: Request<AcceptReportRequest>,
    ) -> Result<Response<AcceptReportResponse>, Status> {
        self.dispatcher
            .act(
                request,
                step!(|db, act, accept: AcceptReport| async move {
                    let at = at(&accept.name, accept.revision);
                    report::accept_report::<S>(db, act, &at, &accept.goal_assessment).await
                }),
                |outward, _, report| AcceptReportResponse {
                    report: Some(outward.report(report)),
                },
            )
            .await
    }

    async fn get_fairness_report(
        &self,
        request: Request<GetFairnessReportRequest>,
    ) -> Result<Response<GetFairnessReportResponse>, Status> {
        self.dispatcher
            .look_and_work(
                request,
                step!(|db, act, get: GetFairnessReport| async move {
                    let key = AllocationKey {
                        call: get.name.call.clone(),
                        allocation: get.name.allocation,
                    };
                    gather_figures::<S>(db, act, &key).await
                }),
                |_, gathered| gathered.report(),
                |outward, get, report| GetFairnessReportResponse {
                    report: Some(fairness_report(&get.name, &report)),
                    report_html: get
                        .with_page
                        .then(|| outward.fairness_page(&report))
                        .flatten(),
                },
            )
            .await
    }

    async fn sum_indicators(
        &self,
        request: Request<SumIndicatorsRequest>,
    ) -> Result<Response<SumIndicatorsResponse>, Status> {
        self.dispatcher
            .look(
                request,
                step!(|db, act, sum: SumIndicators| async move {
                    sum_indicators::<S>(db, act, &sum.parent.call).await
                }),
                |outward, _, sums| outward.indicator_sums(&sums),
            )
            .await
    }
}
