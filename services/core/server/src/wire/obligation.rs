//! Duties to repay, and the facts that must be known before payment.

use casework::grant::{GrantView, SupplyFacts};
use casework::obligation::{Duties, List, ListedDuty, RecordBreach, Release, Walk, Walked};
use contract::names::{ResourceName, SchemeName};
use contract::obligation::{
    areas, breach_kind, calls, documents, numbers, properties, reference, registration, state_name,
};
use contract::{Outward, SchemeContract, inward as read, page, v1};
use domain::grant::{FaultClass, SuppliedFacts};
use domain::obligation::Breach;
use domain::violations::Violations;

use contract::recovery::fault_class;

use super::grant::{key, shown};
use super::page::PageOf;
use super::{Inward, Respond, inward, respond};

/// The list, in page tokens.
const LIST: &str = "ListObligations";

inward! {
    RecordBreachRequest => RecordBreach |from, faults| {
        key: key::<S>(faults, &from.name),
        revision: read::etag(faults, "etag", &from.etag),
        breach: breach(faults, &from),
        fault: breach_fault(faults, from.fault_class),
        reason: read::reason(faults, "reason", &from.reason),
    }
    ReleaseObligationsRequest => Release |from, faults| {
        key: key::<S>(faults, &from.name),
        revision: read::etag(faults, "etag", &from.etag),
        numbers: numbers(faults, from.numbers),
        reference: reference(faults, &from.reference),
        reason: read::reason(faults, "reason", &from.reason),
    }
    SupplyFactsRequest => SupplyFacts |from, faults| {
        key: key::<S>(faults, &from.name),
        revision: read::etag(faults, "etag", &from.etag),
        supplied: supplied(faults, (from.property, from.registration, from.areas)),
    }
}

respond! {
    |_step, view: GrantView, outward| {
        grant: Some(shown(view, outward)),
    }
    for SupplyFacts => SupplyFactsResponse,
        RecordBreach => RecordBreachResponse,
        Release => ReleaseObligationsResponse;

    |_step, walked: Walked, _outward| {
        date: walked.day.to_string(),
        years: count(walked.years),
        ended: count(walked.ended),
        closed: count(walked.closed),
    }
    for Walk => WalkObligationsResponse;
}

/// Returns how many, as the contract carries it.
fn count(number: usize) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

/// Reads the fault in a breach: good faith where none is named.
fn breach_fault(faults: &mut Violations, number: i32) -> Option<FaultClass> {
    if number == v1::FaultClass::Unspecified as i32 {
        return Some(FaultClass::GoodFaith);
    }
    read::choice(faults, "fault_class", number, fault_class)
}

fn breach(faults: &mut Violations, from: &v1::RecordBreachRequest) -> Option<Breach> {
    let numbers = numbers(faults, from.numbers.clone());
    let kind = read::choice(faults, "breach", from.breach, breach_kind);
    let on = faults.date("breach_date", &from.breach_date);
    let documents = documents(faults, &from.documents);
    Some(Breach {
        numbers: numbers?,
        kind: kind?,
        on: on?,
        documents: documents?,
    })
}

fn supplied(
    faults: &mut Violations,
    (property, clause, built): (
        Option<v1::PropertyFact>,
        Option<v1::RegistrationFact>,
        Option<v1::AreasFact>,
    ),
) -> Option<SuppliedFacts> {
    if property.is_none() && clause.is_none() && built.is_none() {
        faults.add(
            "property",
            "or registration or areas is required; send the one that is known",
        );
        return None;
    }
    let property = properties(faults, property);
    let registration = registration(faults, clause);
    let areas = areas(faults, built);
    Some(SuppliedFacts {
        property: property?,
        registration: registration?,
        areas: areas?,
    })
}

impl<S: SchemeContract> Inward<S> for Walk {
    type Message = v1::WalkObligationsRequest;

    fn inward(message: Self::Message) -> Result<Self, Violations> {
        let mut faults = Violations::new();
        let parent = SchemeName::read(&mut faults, "parent", &message.parent, S::PROFILE.code);
        let day = faults.optional_date("date", &message.date);
        faults.finish(parent.and(day).map(|day| Self { day }))
    }
}

impl<S: SchemeContract> Inward<S> for List {
    type Message = v1::ListObligationsRequest;

    fn inward(message: Self::Message) -> Result<Self, Violations> {
        let mut faults = Violations::new();
        let call = calls(&mut faults, &message.parent, S::PROFILE.code);
        let parent = call.is_some().then_some(&message.parent);
        let day = faults.optional_date("date", &message.date);
        let states = read::choices(&mut faults, "states", &message.states, state_name);
        let (size, token) = (message.page_size, &message.page_token);
        let page = page::read(&mut faults, LIST, parent, size, token);
        let read = (|| {
            Some(Self {
                call: call?,
                day: day?,
                states: states?,
                page: page?,
            })
        })();
        faults.finish(read)
    }
}

impl<S: SchemeContract> Respond<S> for List {
    type Answer = Duties;
    type Response = v1::ListObligationsResponse;

    fn respond(&self, duties: Duties, outward: &Outward<S>) -> Self::Response {
        let (day, more) = (duties.day, duties.listed.next.is_some());
        let rows = duties.listed.rows.into_iter().map(|one| {
            let key = (one.case_reference.clone(), one.obligation.number);
            let ListedDuty {
                call,
                grant,
                case_reference,
                organisation,
                organisation_name,
                obligation,
            } = one;
            let row = v1::GrantObligation {
                grant: outward.grant_name(&call, grant).to_string(),
                case_reference: case_reference.to_string(),
                organisation_number: organisation.into(),
                organisation_name,
                obligation: Some(outward.obligation(&obligation, day)),
            };
            (key, row)
        });
        let call = self.call.as_ref();
        let parent = call.map_or_else(
            || format!("schemes/{}/calls/-", S::PROFILE.code),
            |call| outward.call_name(call).to_string(),
        );
        let page = PageOf {
            list: LIST,
            parent: &parent,
        };
        let (obligations, next_page_token) = page.answer(rows, more);
        Self::Response {
            obligations,
            next_page_token,
            date: day.to_string(),
            count: count(duties.count),
            balance: Some(duties.balance.into()),
        }
    }
}
