//! Retention of cases, and disposals.

use casework::retention::{
    AnnounceDisposal, CarryOutDisposal, GetDisposal, GetDisposalPlan, GetRetention, HoldCase,
    ListDisposals, Plan, ReleaseCase,
};
use contract::names::{ApplicationName, ResourceName, SchemeName};
use contract::parents::CallOrAll;
use contract::retention::{DisposalName, asked, seen};
use contract::v1::retention_service_server::RetentionService;
use contract::{Outward, SchemeContract, inward as read, page, v1};
use domain::page::Listed;
use domain::retention::{Disposal, RetainedCase};
use domain::violations::Violations;

use super::page::PageOf;
use super::{Inward, Respond, application_key, inward, respond};
use crate::handlers::Handlers;

crate::table! {
    impl[S] RetentionService for Handlers<S>, scheme S {
        get_disposal_plan => casework::retention::GetDisposalPlan;
        announce_disposal => casework::retention::AnnounceDisposal;
        carry_out_disposal => casework::retention::CarryOutDisposal;
        get_disposal => casework::retention::GetDisposal;
        list_disposals => casework::retention::ListDisposals;
        get_retention => casework::retention::GetRetention;
        hold_case => casework::retention::HoldCase;
        release_case => casework::retention::ReleaseCase;
    }
}

/// The list, in page tokens.
const LIST: &str = "ListDisposals";

inward! {
    GetDisposalPlanRequest => GetDisposalPlan |from, faults| {
        call: CallOrAll::read(faults, "parent", &from.parent, S::PROFILE.code)
            .map(CallOrAll::call),
        due_by: faults.date("due_by_date", &from.due_by_date),
    }
    CarryOutDisposalRequest => CarryOutDisposal |from, faults| {
        id: DisposalName::read(faults, "name", &from.name, S::PROFILE.code).map(|name| name.id),
    }
    GetDisposalRequest => GetDisposal |from, faults| {
        id: DisposalName::read(faults, "name", &from.name, S::PROFILE.code).map(|name| name.id),
    }
    GetRetentionRequest => GetRetention |from, faults| {
        key: ApplicationName::read(faults, "name", &from.name, S::PROFILE.code)
            .map(application_key),
    }
    HoldCaseRequest => HoldCase |from, faults| {
        key: ApplicationName::read(faults, "name", &from.name, S::PROFILE.code)
            .map(application_key),
        revision: read::etag(faults, "etag", &from.etag),
        reason: read::reason(faults, "reason", &from.reason),
    }
    ReleaseCaseRequest => ReleaseCase |from, faults| {
        key: ApplicationName::read(faults, "name", &from.name, S::PROFILE.code)
            .map(application_key),
        revision: read::etag(faults, "etag", &from.etag),
        reason: read::reason(faults, "reason", &from.reason),
    }
}

impl<S: SchemeContract> Inward<S> for AnnounceDisposal {
    type Message = v1::AnnounceDisposalRequest;

    fn inward(message: Self::Message) -> Result<Self, Violations> {
        let mut faults = Violations::new();
        let asked = asked::<S>(&mut faults, message.disposal);
        let seen = seen(&mut faults, &message.seen);
        let reason = read::reason(&mut faults, "reason", &message.reason);
        let read = asked.zip(seen).zip(reason);
        let read = read.map(|(((id, call, due_by), seen), reason)| Self {
            id,
            call,
            due_by,
            seen,
            reason,
        });
        faults.finish(read)
    }
}

respond! {
    |_step, plan: Plan, outward| {
        cases: plan.cases.iter().map(|case| outward.disposal_case(case)).collect(),
        more: i32::try_from(plan.more).unwrap_or(i32::MAX),
        left_out: i32::try_from(plan.left_out).unwrap_or(i32::MAX),
        erase_on_date: plan.erase_on.map(|day| day.to_string()).unwrap_or_default(),
        seen: plan.seen,
    }
    for GetDisposalPlan => GetDisposalPlanResponse;
}

respond! {
    |_step, disposal: Disposal, outward| {
        disposal: Some(outward.disposal(&disposal, true)),
    }
    for AnnounceDisposal => AnnounceDisposalResponse,
        CarryOutDisposal => CarryOutDisposalResponse,
        GetDisposal => GetDisposalResponse;
}

respond! {
    |_step, case: RetainedCase, outward| {
        retention: Some(outward.retention(&case)),
    }
    for GetRetention => GetRetentionResponse,
        HoldCase => HoldCaseResponse,
        ReleaseCase => ReleaseCaseResponse;
}

impl<S: SchemeContract> Inward<S> for ListDisposals {
    type Message = v1::ListDisposalsRequest;

    fn inward(message: Self::Message) -> Result<Self, Violations> {
        let mut faults = Violations::new();
        let parent = SchemeName::read(&mut faults, "parent", &message.parent, S::PROFILE.code);
        let (size, token) = (message.page_size, &message.page_token);
        let page = page::read(&mut faults, LIST, parent.as_ref(), size, token);
        faults.finish(parent.and(page).map(|page| Self { page }))
    }
}

impl<S: SchemeContract> Respond<S> for ListDisposals {
    type Answer = Listed<Disposal, i64>;
    type Response = v1::ListDisposalsResponse;

    fn respond(&self, listed: Self::Answer, outward: &Outward<S>) -> Self::Response {
        let more = listed.next.is_some();
        let rows = listed.rows.iter();
        let rows = rows.map(|one| (one.number, outward.disposal(one, false)));
        let parent = format!("schemes/{}", S::PROFILE.code);
        let page = PageOf {
            list: LIST,
            parent: &parent,
        };
        let (disposals, next_page_token) = page.answer(rows, more);
        Self::Response {
            disposals,
            next_page_token,
        }
    }
}
