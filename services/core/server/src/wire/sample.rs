//! Samples for spot checks.

use casework::sample::{Create, DrawSample, Get, List, RecordControl, SampleKey, SampleView};
use contract::fields::choice;
use contract::names::{CallName, GrantName, ResourceName};
use contract::sample::{SampleName, sample_terms};
use contract::v1::sample_service_server::SampleService;
use contract::{Outward, SchemeContract, inward as read, page, v1};
use domain::identifiers::ApplicationId;
use domain::page::Listed;
use domain::violations::Violations;

use super::page::PageOf;
use super::{Inward, Respond, inward, respond};
use crate::handlers::Handlers;

crate::table! {
    impl[S] SampleService for Handlers<S>, scheme S {
        create_sample => casework::sample::Create;
        draw_sample => casework::sample::DrawSample;
        record_control => casework::sample::RecordControl;
        get_sample => casework::sample::Get;
        list_samples => casework::sample::List;
    }
}

/// The list, in page tokens.
const LIST: &str = "ListSamples";

impl<S: SchemeContract> Inward<S> for Create {
    type Message = v1::CreateSampleRequest;

    fn inward(message: Self::Message) -> Result<Self, Violations> {
        let mut faults = Violations::new();
        let asked = sample_terms::<S>(&mut faults, message.sample);
        let reason = read::reason(&mut faults, "reason", &message.reason);
        let read = asked.zip(reason).map(|((name, terms), reason)| Self {
            key: key(name),
            terms,
            reason,
        });
        faults.finish(read)
    }
}

inward! {
    DrawSampleRequest => DrawSample |from, faults| {
        key: SampleName::read(faults, "name", &from.name, S::PROFILE.code).map(key),
        revision: read::etag(faults, "etag", &from.etag),
    }
    RecordControlRequest => RecordControl |from, faults| {
        key: SampleName::read(faults, "name", &from.name, S::PROFILE.code).map(key),
        revision: read::etag(faults, "etag", &from.etag),
        grant: grant::<S>(faults, &from.name, &from.grant),
        finding: choice(faults, "finding", from.finding),
        follow_up: choice(faults, "follow_up", from.follow_up),
        reason: read::reason(faults, "reason", &from.reason),
    }
    GetSampleRequest => Get |from, faults| {
        key: SampleName::read(faults, "name", &from.name, S::PROFILE.code).map(key),
    }
}

respond! {
    |_step, view: SampleView, outward| {
        sample: Some(outward.sample(&view.sample, view.left_out)),
    }
    for Create => CreateSampleResponse,
        DrawSample => DrawSampleResponse,
        RecordControl => RecordControlResponse,
        Get => GetSampleResponse;
}

impl<S: SchemeContract> Inward<S> for List {
    type Message = v1::ListSamplesRequest;

    fn inward(message: Self::Message) -> Result<Self, Violations> {
        let mut faults = Violations::new();
        let parent = CallName::read(&mut faults, "parent", &message.parent, S::PROFILE.code);
        let (size, token) = (message.page_size, &message.page_token);
        let page = page::read(&mut faults, LIST, parent.as_ref(), size, token);
        let read = parent.zip(page).map(|(parent, page)| Self {
            call: parent.call,
            page,
        });
        faults.finish(read)
    }
}

impl<S: SchemeContract> Respond<S> for List {
    type Answer = Listed<SampleView, i64>;
    type Response = v1::ListSamplesResponse;

    fn respond(&self, listed: Self::Answer, outward: &Outward<S>) -> Self::Response {
        let more = listed.next.is_some();
        let rows = listed.rows.iter().map(|view| {
            let row = v1::Sample {
                population: Vec::new(),
                ..outward.sample(&view.sample, view.left_out)
            };
            (view.sample.number, row)
        });
        let parent = outward.call_name(&self.call).to_string();
        let page = PageOf {
            list: LIST,
            parent: &parent,
        };
        let (samples, next_page_token) = page.answer(rows, more);
        Self::Response {
            samples,
            next_page_token,
        }
    }
}

fn key(name: SampleName) -> SampleKey {
    SampleKey {
        call: name.call,
        sample: name.sample,
    }
}

/// Reads a grant of the call that a sample is of.
fn grant<S: SchemeContract>(
    faults: &mut Violations,
    sample: &str,
    text: &str,
) -> Option<ApplicationId> {
    let grant = GrantName::read(faults, "grant", text, S::PROFILE.code)?;
    let sample: Option<SampleName> = sample.parse().ok();
    if sample.is_some_and(|sample| sample.call != grant.call) {
        faults.add("grant", "is of another call than the sample");
        return None;
    }
    Some(grant.grant)
}
