//! Grants.

use casework::grant::{
    Accept, Activate, AdmitLateAcceptance, ApproveAccount, ApproveRevisedBudget, ChangeAccount,
    Decline, Fund, Get, GrantView, Lapse, List, NoticeLapse, Pause, RejectAccount, Resume,
    ReturnRevisedBudget, SubmitRevisedBudget,
};
use casework::ledger::WithLeft;
use contract::grant::{state_name, terms_version};
use contract::grant_budget::amounts;
use contract::names::{CallName, GrantName, ResourceName};
use contract::v1::grant_service_server::GrantService;
use contract::{Outward, SchemeContract, inward as read, page, v1};
use domain::identifiers::CaseReference;
use domain::page::Listed;
use domain::violations::Violations;

use super::page::PageOf;
use super::{Respond, inward, respond};
use crate::handlers::Handlers;

crate::table! {
    impl[S] GrantService for Handlers<S>, scheme S {
        get_grant => casework::grant::Get;
        list_grants => casework::grant::List;
        accept_grant => casework::grant::Accept;
        decline_grant => casework::grant::Decline;
        lapse_grant => casework::grant::Lapse;
        notice_lapse => casework::grant::NoticeLapse;
        admit_late_acceptance => casework::grant::AdmitLateAcceptance;
        submit_revised_budget => casework::grant::SubmitRevisedBudget;
        fund_grant => casework::grant::Fund;
        approve_revised_budget => casework::grant::ApproveRevisedBudget;
        return_revised_budget => casework::grant::ReturnRevisedBudget;
        activate_grant => casework::grant::Activate;
        pause_grant => casework::grant::Pause;
        resume_grant => casework::grant::Resume;
        change_account => casework::grant::ChangeAccount;
        approve_account => casework::grant::ApproveAccount;
        reject_account => casework::grant::RejectAccount;
        supply_facts => casework::grant::SupplyFacts;
        request_change => casework::change::Request;
        approve_change => casework::change::Approve;
        reject_change => casework::change::Reject;
        withdraw_change => casework::change::Withdraw;
        list_obligations => casework::obligation::List;
        walk_obligations => casework::obligation::Walk;
        record_breach => casework::obligation::RecordBreach;
        release_obligations => casework::obligation::Release;
    }
}

/// The list, in page tokens.
const LIST: &str = "ListGrants";

/// Characters of a name.
const ASKED_BY_MAX: usize = 200;

inward! {
    GetGrantRequest => Get |from, faults| {
        key: key::<S>(faults, &from.name),
    }
    AcceptGrantRequest => Accept |from, faults| {
        key: key::<S>(faults, &from.name),
        revision: read::etag(faults, "etag", &from.etag),
        account: faults.parse("account_number", &from.account_number),
        terms: terms_version(faults, from.name.parse().ok().as_ref(), from.terms),
    }
    DeclineGrantRequest => Decline |from, faults| {
        key: key::<S>(faults, &from.name),
        revision: read::etag(faults, "etag", &from.etag),
        reason: read::optional_reason(faults, "reason", &from.reason),
    }
    LapseGrantRequest => Lapse |from, faults| {
        key: key::<S>(faults, &from.name),
        revision: read::etag(faults, "etag", &from.etag),
        reason: read::reason(faults, "reason", &from.reason),
    }
    NoticeLapseRequest => NoticeLapse |from, faults| {
        key: key::<S>(faults, &from.name),
        revision: read::etag(faults, "etag", &from.etag),
        reason: read::reason(faults, "reason", &from.reason),
    }
    AdmitLateAcceptanceRequest => AdmitLateAcceptance |from, faults| {
        key: key::<S>(faults, &from.name),
        revision: read::etag(faults, "etag", &from.etag),
        accept_by: faults.date("accept_by_date", &from.accept_by_date),
        terms: terms_version(faults, from.name.parse().ok().as_ref(), from.terms),
        reason: read::reason(faults, "reason", &from.reason),
    }
    SubmitRevisedBudgetRequest => SubmitRevisedBudget |from, faults| {
        key: key::<S>(faults, &from.name),
        revision: read::etag(faults, "etag", &from.etag),
        lines: amounts(faults, "lines", from.lines),
    }
    FundGrantRequest => Fund |from, faults| {
        key: key::<S>(faults, &from.name),
        revision: read::etag(faults, "etag", &from.etag),
        reason: read::optional_reason(faults, "reason", &from.reason),
    }
    ApproveRevisedBudgetRequest => ApproveRevisedBudget |from, faults| {
        key: key::<S>(faults, &from.name),
        revision: read::etag(faults, "etag", &from.etag),
        reason: read::optional_reason(faults, "reason", &from.reason),
    }
    ReturnRevisedBudgetRequest => ReturnRevisedBudget |from, faults| {
        key: key::<S>(faults, &from.name),
        revision: read::etag(faults, "etag", &from.etag),
        reason: read::reason(faults, "reason", &from.reason),
    }
    ActivateGrantRequest => Activate |from, faults| {
        key: key::<S>(faults, &from.name),
        revision: read::etag(faults, "etag", &from.etag),
        reason: read::reason(faults, "reason", &from.reason),
    }
    PauseGrantRequest => Pause |from, faults| {
        key: key::<S>(faults, &from.name),
        revision: read::etag(faults, "etag", &from.etag),
        reason: read::reason(faults, "reason", &from.reason),
    }
    ResumeGrantRequest => Resume |from, faults| {
        key: key::<S>(faults, &from.name),
        revision: read::etag(faults, "etag", &from.etag),
        reason: read::reason(faults, "reason", &from.reason),
    }
    ChangeAccountRequest => ChangeAccount |from, faults| {
        key: key::<S>(faults, &from.name),
        revision: read::etag(faults, "etag", &from.etag),
        account: faults.parse("account_number", &from.account_number),
        asked_by: faults.line("asked_by", &from.asked_by, ASKED_BY_MAX),
        reason: read::reason(faults, "reason", &from.reason),
    }
    ApproveAccountRequest => ApproveAccount |from, faults| {
        key: key::<S>(faults, &from.name),
        revision: read::etag(faults, "etag", &from.etag),
        checked: read::reason(faults, "reason", &from.reason),
    }
    RejectAccountRequest => RejectAccount |from, faults| {
        key: key::<S>(faults, &from.name),
        revision: read::etag(faults, "etag", &from.etag),
        reason: read::reason(faults, "reason", &from.reason),
    }
}

respond! {
    |_step, view: GrantView, outward| {
        grant: Some(shown(view, outward)),
    }
    for Get => GetGrantResponse,
        Accept => AcceptGrantResponse,
        Decline => DeclineGrantResponse,
        NoticeLapse => NoticeLapseResponse,
        AdmitLateAcceptance => AdmitLateAcceptanceResponse,
        SubmitRevisedBudget => SubmitRevisedBudgetResponse,
        Fund => FundGrantResponse,
        ApproveRevisedBudget => ApproveRevisedBudgetResponse,
        ReturnRevisedBudget => ReturnRevisedBudgetResponse,
        Activate => ActivateGrantResponse,
        Pause => PauseGrantResponse,
        Resume => ResumeGrantResponse,
        ChangeAccount => ChangeAccountResponse,
        ApproveAccount => ApproveAccountResponse,
        RejectAccount => RejectAccountResponse;

    |_step, lapsed: WithLeft<GrantView>, outward| {
        grant: Some(shown(lapsed.answer, outward)),
        left: lapsed.frames.into_iter().map(Into::into).collect(),
    }
    for Lapse => LapseGrantResponse;
}

impl<S: SchemeContract> super::Inward<S> for List {
    type Message = contract::v1::ListGrantsRequest;

    fn inward(message: Self::Message) -> Result<Self, Violations> {
        let mut faults = Violations::new();
        let parent = CallName::read(&mut faults, "parent", &message.parent, S::PROFILE.code);
        let (size, token) = (message.page_size, &message.page_token);
        let page = page::read(&mut faults, LIST, parent.as_ref(), size, token);
        let states = read::choices(&mut faults, "states", &message.states, state_name);
        let read = (|| {
            Some(Self {
                call: parent?.call,
                page: page?,
                states: states?,
            })
        })();
        faults.finish(read)
    }
}

impl<S: SchemeContract> Respond<S> for List {
    type Answer = Listed<GrantView, CaseReference>;
    type Response = contract::v1::ListGrantsResponse;

    fn respond(&self, listed: Self::Answer, outward: &contract::Outward<S>) -> Self::Response {
        let more = listed.next.is_some();
        let rows = listed.rows.into_iter().map(|view| {
            let key = view.grant.case_reference.clone();
            (key, shown(view, outward))
        });
        let parent = outward.call_name(&self.call).to_string();
        let page = PageOf {
            list: LIST,
            parent: &parent,
        };
        let (grants, next_page_token) = page.answer(rows, more);
        Self::Response {
            grants,
            next_page_token,
        }
    }
}

/// Reads the name of a grant, which has its application's key.
pub(super) fn key<S: SchemeContract>(
    faults: &mut Violations,
    text: &str,
) -> Option<casework::application::ApplicationKey> {
    GrantName::read(faults, "name", text, S::PROFILE.code).map(grant_key)
}

/// Returns the key of a grant.
pub(super) fn grant_key(name: GrantName) -> casework::application::ApplicationKey {
    casework::application::ApplicationKey {
        call: name.call,
        application: name.grant,
    }
}

/// Shows a grant as its view has it.
pub(super) fn shown<S: SchemeContract>(view: GrantView, outward: &Outward<S>) -> v1::Grant {
    let mut grant = outward.grant(view.grant, view.account_visible, view.today);
    let others = outward.findings(&view.other_blocks);
    grant.payment_blocks.extend(others);
    grant
}
