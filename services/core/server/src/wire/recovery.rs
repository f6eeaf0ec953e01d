//! Recoveries of money that grants must pay back.

use casework::application::ApplicationKey;
use casework::grant::GrantView;
use casework::recovery::{
    Answer, Approve, ClaimRecovery, List, Notice, Propose, RecordInterest, Recoveries, RecoveryKey,
    Reject,
};
use contract::names::{RecoveryName, ResourceName};
use contract::obligation::calls;
use contract::recovery::{REFERENCE_CHARACTERS_MAX, fault_class, plan};
use contract::v1::recovery_service_server::RecoveryService;
use contract::{Outward, SchemeContract, inward as read, money, page, v1};
use domain::violations::Violations;

use super::grant::{key, shown};
use super::page::PageOf;
use super::{Inward, Respond, inward, respond};
use crate::handlers::Handlers;

crate::table! {
    impl[S] RecoveryService for Handlers<S>, scheme S {
        notice_recovery => casework::recovery::Notice;
        answer_recovery => casework::recovery::Answer;
        claim_recovery => casework::recovery::ClaimRecovery;
        propose_arrangement => casework::recovery::Propose;
        approve_arrangement => casework::recovery::Approve;
        reject_arrangement => casework::recovery::Reject;
        record_interest => casework::recovery::RecordInterest;
        list_recoveries => casework::recovery::List;
    }
}

/// The list, in page tokens.
const LIST: &str = "ListRecoveries";

inward! {
    NoticeRecoveryRequest => Notice |from, faults| {
        key: key::<S>(faults, &from.name),
        revision: read::etag(faults, "etag", &from.etag),
        reason: read::reason(faults, "reason", &from.reason),
    }
    AnswerRecoveryRequest => Answer |from, faults| {
        key: named::<S>(faults, &from.name),
        revision: read::etag(faults, "etag", &from.etag),
        answer: read::reason(faults, "answer", &from.answer),
    }
    ClaimRecoveryRequest => ClaimRecovery |from, faults| {
        key: named::<S>(faults, &from.name),
        revision: read::etag(faults, "etag", &from.etag),
        amount: money::positive(faults, "amount", from.amount),
        fault: read::choice(faults, "fault_class", from.fault_class, fault_class),
        reason: read::reason(faults, "reason", &from.reason),
    }
    ProposeArrangementRequest => Propose |from, faults| {
        key: named::<S>(faults, &from.name),
        revision: read::etag(faults, "etag", &from.etag),
        plan: plan::<S>(faults, from.plan),
        reason: read::reason(faults, "reason", &from.reason),
    }
    ApproveArrangementRequest => Approve |from, faults| {
        key: named::<S>(faults, &from.name),
        revision: read::etag(faults, "etag", &from.etag),
        reason: read::reason(faults, "reason", &from.reason),
    }
    RejectArrangementRequest => Reject |from, faults| {
        key: named::<S>(faults, &from.name),
        revision: read::etag(faults, "etag", &from.etag),
        reason: read::reason(faults, "reason", &from.reason),
    }
    RecordInterestRequest => RecordInterest |from, faults| {
        key: named::<S>(faults, &from.name),
        revision: read::etag(faults, "etag", &from.etag),
        amount: money::positive(faults, "amount", from.amount),
        booked: faults.date("booked_date", &from.booked_date),
        reference: faults.line("reference", &from.reference, REFERENCE_CHARACTERS_MAX),
    }
}

respond! {
    |_step, view: GrantView, outward| {
        grant: Some(shown(view, outward)),
    }
    for Notice => NoticeRecoveryResponse,
        Answer => AnswerRecoveryResponse,
        ClaimRecovery => ClaimRecoveryResponse,
        Propose => ProposeArrangementResponse,
        Approve => ApproveArrangementResponse,
        Reject => RejectArrangementResponse,
        RecordInterest => RecordInterestResponse;
}

impl<S: SchemeContract> Inward<S> for List {
    type Message = v1::ListRecoveriesRequest;

    fn inward(message: Self::Message) -> Result<Self, Violations> {
        let mut faults = Violations::new();
        let call = calls(&mut faults, &message.parent, S::PROFILE.code);
        let parent = call.is_some().then_some(&message.parent);
        let number = &message.organisation_number;
        let organisation = faults.parse_optional("organisation_number", number);
        let (size, token) = (message.page_size, &message.page_token);
        let page = page::read(&mut faults, LIST, parent, size, token);
        let read = (|| {
            Some(Self {
                call: call?,
                organisation: organisation?,
                open: message.open,
                page: page?,
            })
        })();
        faults.finish(read)
    }
}

impl<S: SchemeContract> Respond<S> for List {
    type Answer = Recoveries;
    type Response = v1::ListRecoveriesResponse;

    fn respond(&self, recoveries: Recoveries, outward: &Outward<S>) -> Self::Response {
        let (today, more) = (recoveries.today, recoveries.listed.next.is_some());
        let rows = recoveries.listed.rows.into_iter().filter_map(|one| {
            let grant = &one.grant;
            let key = (grant.case_reference.clone(), one.number.get());
            let row = v1::GrantRecovery {
                grant: outward.grant_name(&grant.call, grant.id).to_string(),
                case_reference: grant.case_reference.to_string(),
                organisation_number: grant.recipient.organisation.to_string(),
                organisation_name: grant.recipient.name.clone(),
                recovery: Some(outward.recovery(grant, one.recovery()?, today)),
            };
            Some((key, row))
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
        let (recoveries, next_page_token) = page.answer(rows, more);
        Self::Response {
            recoveries,
            next_page_token,
        }
    }
}

/// Reads the name of a recovery of this scheme.
fn named<S: SchemeContract>(faults: &mut Violations, name: &str) -> Option<RecoveryKey> {
    let name = RecoveryName::read(faults, "name", name, S::PROFILE.code)?;
    Some(RecoveryKey {
        grant: ApplicationKey {
            call: name.call,
            application: name.grant,
        },
        number: name.recovery,
    })
}
