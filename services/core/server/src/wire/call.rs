//! Calls.

use casework::call::{Close, Create, Get, List, Open, Update};
use contract::call::{changed, mask, whole};
use contract::names::{CallName, ResourceName, SchemeName};
use contract::v1::scheme_service_server::SchemeService;
use contract::{Outward, SchemeContract, inward as read, page, v1};
use domain::call::Call;
use domain::identifiers::CallId;
use domain::page::Listed;
use domain::violations::Violations;

use super::page::PageOf;
use super::{Inward, Respond, inward, respond};
use crate::handlers::Handlers;

crate::table! {
    impl[S] SchemeService for Handlers<S>, scheme S {
        get_scheme => casework::scheme::GetScheme;
        create_call => casework::call::Create;
        update_call => casework::call::Update;
        open_call => casework::call::Open;
        close_call => casework::call::Close;
        get_call => casework::call::Get;
        list_calls => casework::call::List;
    }
}

/// The list, in page tokens.
const LIST: &str = "ListCalls";

inward! {
    OpenCallRequest => Open |from, faults| {
        call: call::<S>(faults, &from.name),
        revision: read::etag(faults, "etag", &from.etag),
    }
    CloseCallRequest => Close |from, faults| {
        call: call::<S>(faults, &from.name),
        revision: read::etag(faults, "etag", &from.etag),
    }
    GetCallRequest => Get |from, faults| {
        call: call::<S>(faults, &from.name),
    }
}

respond! {
    |_step, call: Call, outward| { call: Some(outward.call(call)) }
    for Create => CreateCallResponse,
        Update => UpdateCallResponse,
        Open => OpenCallResponse,
        Close => CloseCallResponse,
        Get => GetCallResponse;
}

impl<S: SchemeContract> Inward<S> for Create {
    type Message = v1::CreateCallRequest;

    fn inward(message: Self::Message) -> Result<Self, Violations> {
        let mut faults = Violations::new();
        let read = whole::<S>(&mut faults, message.call);
        faults.finish(read.map(|(name, terms)| Self {
            call: name.call,
            terms,
        }))
    }
}

impl<S: SchemeContract> Inward<S> for Update {
    type Message = v1::UpdateCallRequest;

    fn inward(message: Self::Message) -> Result<Self, Violations> {
        let mut faults = Violations::new();
        let mask = mask(&mut faults, message.update_mask);
        let reason = read::optional_reason(&mut faults, "reason", &message.reason);
        let read = changed::<S>(&mut faults, &mask, message.call);
        let read = read.zip(reason);
        faults.finish(read.map(|((name, revision, changes), reason)| Self {
            call: name.call,
            revision,
            changes,
            reason,
        }))
    }
}

impl<S: SchemeContract> Inward<S> for List {
    type Message = v1::ListCallsRequest;

    fn inward(message: Self::Message) -> Result<Self, Violations> {
        let mut faults = Violations::new();
        let parent = SchemeName::read(&mut faults, "parent", &message.parent, S::PROFILE.code);
        let (size, token) = (message.page_size, &message.page_token);
        let page = page::read(&mut faults, LIST, parent.as_ref(), size, token);
        faults.finish(parent.and(page).map(|page| Self { page }))
    }
}

impl<S: SchemeContract> Respond<S> for List {
    type Answer = Listed<Call, (i32, CallId)>;
    type Response = v1::ListCallsResponse;

    fn respond(&self, listed: Self::Answer, outward: &Outward<S>) -> Self::Response {
        let more = listed.next.is_some();
        let rows = listed.rows.into_iter().map(|call| {
            let key = (call.terms.grant_year, call.id.clone());
            (key, outward.call(call))
        });
        let page = PageOf {
            list: LIST,
            parent: &outward.scheme_name().to_string(),
        };
        let (calls, next_page_token) = page.answer(rows, more);
        Self::Response {
            calls,
            next_page_token,
        }
    }
}

fn call<S: SchemeContract>(faults: &mut Violations, text: &str) -> Option<CallId> {
    CallName::read(faults, "name", text, S::PROFILE.code).map(|name| name.call)
}
