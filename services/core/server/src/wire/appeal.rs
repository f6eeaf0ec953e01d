//! Appeals.

use casework::appeal::{
    Admit, AppealKey, AppealView, Decide, Dismiss, Forward, Get, List, ListedAppeal, Lodge,
    Prepare, RecordOutcome, Withdraw,
};
use casework::application::ApplicationKey;
use casework::ledger::WithLeft;
use contract::appeal::{amount, body_outcome, own_outcome, state_name, text};
use contract::names::{AppealName, CallName, ResourceName};
use contract::state_aid::euro_rate;
use contract::v1::appeal_service_server::AppealService;
use contract::{Outward, SchemeContract, inward as read, page, v1};
use domain::appeal::{BodyOutcome, OwnOutcome};
use domain::identifiers::CaseReference;
use domain::page::Listed;
use domain::violations::Violations;

use super::decision::named as decision;
use super::page::PageOf;
use super::{Inward, Respond, inward, respond};
use crate::handlers::Handlers;

crate::table! {
    impl[S] AppealService for Handlers<S>, scheme S {
        lodge_appeal => casework::appeal::Lodge;
        get_appeal => casework::appeal::Get;
        list_appeals => casework::appeal::List;
        admit_appeal => casework::appeal::Admit;
        dismiss_appeal => casework::appeal::Dismiss;
        prepare_appeal => casework::appeal::Prepare;
        decide_appeal => casework::appeal::Decide;
        forward_appeal => casework::appeal::Forward;
        record_appeal_outcome => casework::appeal::RecordOutcome;
        withdraw_appeal => casework::appeal::Withdraw;
    }
}

/// The list, in page tokens.
const LIST: &str = "ListAppeals";

inward! {
    LodgeAppealRequest => Lodge |from, faults| {
        decision: decision::<S>(faults, "decision", &from.decision),
        received: faults.optional_date("receive_date", &from.receive_date),
        text: text(faults, "text", &from.text),
    }
    GetAppealRequest => Get |from, faults| {
        key: key::<S>(faults, &from.name),
    }
    AdmitAppealRequest => Admit |from, faults| {
        key: key::<S>(faults, &from.name),
        revision: read::etag(faults, "etag", &from.etag),
        reason: read::reason(faults, "reason", &from.reason),
    }
    DismissAppealRequest => Dismiss |from, faults| {
        key: key::<S>(faults, &from.name),
        revision: read::etag(faults, "etag", &from.etag),
        reason: read::reason(faults, "reason", &from.reason),
    }
    PrepareAppealRequest => Prepare |from, faults| {
        key: key::<S>(faults, &from.name),
        revision: read::etag(faults, "etag", &from.etag),
        reason: read::reason(faults, "reason", &from.reason),
    }
    ForwardAppealRequest => Forward |from, faults| {
        key: key::<S>(faults, &from.name),
        revision: read::etag(faults, "etag", &from.etag),
        reason: read::reason(faults, "reason", &from.reason),
    }
    DecideAppealRequest => Decide |from, faults| {
        key: key::<S>(faults, &from.name),
        revision: read::etag(faults, "etag", &from.etag),
        outcome: read::choice(faults, "outcome", from.outcome, own_outcome),
        amount: amount(faults, gives(from.outcome, own_outcome, OwnOutcome::gives), from.amount),
        euro_rate: euro_rate(faults, &from.euro_rate),
        reason: read::reason(faults, "reason", &from.reason),
    }
    RecordAppealOutcomeRequest => RecordOutcome |from, faults| {
        key: key::<S>(faults, &from.name),
        revision: read::etag(faults, "etag", &from.etag),
        outcome: read::choice(faults, "outcome", from.outcome, body_outcome),
        amount: amount(faults, gives(from.outcome, body_outcome, BodyOutcome::gives), from.amount),
        euro_rate: euro_rate(faults, &from.euro_rate),
        reason: read::reason(faults, "reason", &from.reason),
    }
    WithdrawAppealRequest => Withdraw |from, faults| {
        key: key::<S>(faults, &from.name),
        revision: read::etag(faults, "etag", &from.etag),
        reason: read::optional_reason(faults, "reason", &from.reason),
    }
}

respond! {
    |_step, view: AppealView, outward| { appeal: Some(outward.appeal(view.0)) }
    for Lodge => LodgeAppealResponse,
        Get => GetAppealResponse,
        Admit => AdmitAppealResponse,
        Dismiss => DismissAppealResponse,
        Prepare => PrepareAppealResponse,
        Forward => ForwardAppealResponse,
        Withdraw => WithdrawAppealResponse;

    |_step, decided: WithLeft<AppealView>, outward| {
        appeal: Some(outward.appeal(decided.answer.0)),
        left: decided.frames.into_iter().map(Into::into).collect(),
    }
    for Decide => DecideAppealResponse,
        RecordOutcome => RecordAppealOutcomeResponse;
}

impl<S: SchemeContract> Inward<S> for List {
    type Message = v1::ListAppealsRequest;

    fn inward(message: Self::Message) -> Result<Self, Violations> {
        let mut faults = Violations::new();
        let call = CallName::read(&mut faults, "parent", &message.parent, S::PROFILE.code);
        let states = read::choices(&mut faults, "states", &message.states, state_name);
        let (size, token) = (message.page_size, &message.page_token);
        let page = page::read(&mut faults, LIST, call.as_ref(), size, token);
        let read = (|| {
            Some(Self {
                call: call?.call,
                states: states?,
                page: page?,
            })
        })();
        faults.finish(read)
    }
}

impl<S: SchemeContract> Respond<S> for List {
    type Answer = Listed<ListedAppeal, (CaseReference, i32)>;
    type Response = v1::ListAppealsResponse;

    fn respond(&self, listed: Self::Answer, outward: &Outward<S>) -> Self::Response {
        let more = listed.next.is_some();
        let rows = listed.rows.into_iter().map(|one| {
            let key = (one.case_reference, one.appeal.number.get());
            (key, outward.appeal(one.appeal))
        });
        let page = PageOf {
            list: LIST,
            parent: &outward.call_name(&self.call).to_string(),
        };
        let (appeals, next_page_token) = page.answer(rows, more);
        Self::Response {
            appeals,
            next_page_token,
        }
    }
}

/// Returns true if an outcome grants an amount; none where it is no outcome.
fn gives<E: TryFrom<i32>, T>(
    number: i32,
    known: fn(E) -> Option<T>,
    gives: fn(T) -> bool,
) -> Option<bool> {
    E::try_from(number).ok().and_then(known).map(gives)
}

fn key<S: SchemeContract>(faults: &mut Violations, text: &str) -> Option<AppealKey> {
    let name = AppealName::read(faults, "name", text, S::PROFILE.code)?;
    Some(AppealKey {
        application: ApplicationKey {
            call: name.call,
            application: name.application,
        },
        number: name.appeal,
    })
}
