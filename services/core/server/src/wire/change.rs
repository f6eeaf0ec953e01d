//! Changes of grants.

use casework::application::ApplicationKey;
use casework::change::{Approve, ChangeKey, Reject, Request, Withdraw};
use casework::grant::GrantView;
use casework::ledger::WithLeft;
use contract::grant_change::asked;
use contract::names::{ChangeName, ResourceName};
use contract::state_aid::euro_rate;
use contract::{SchemeContract, inward as read};
use domain::violations::Violations;

use super::grant::{key, shown};
use super::{inward, respond};

inward! {
    RequestChangeRequest => Request |from, faults| {
        key: key::<S>(faults, &from.name),
        revision: read::etag(faults, "etag", &from.etag),
        reason: read::reason(faults, "reason", &from.reason),
        asked: asked(faults, from),
    }
    ApproveChangeRequest => Approve |from, faults| {
        key: named::<S>(faults, "name", &from.name),
        revision: read::etag(faults, "etag", &from.etag),
        euro_rate: euro_rate(faults, &from.euro_rate),
        reason: read::reason(faults, "reason", &from.reason),
    }
    RejectChangeRequest => Reject |from, faults| {
        key: named::<S>(faults, "name", &from.name),
        revision: read::etag(faults, "etag", &from.etag),
        reason: read::reason(faults, "reason", &from.reason),
    }
    WithdrawChangeRequest => Withdraw |from, faults| {
        key: named::<S>(faults, "name", &from.name),
        revision: read::etag(faults, "etag", &from.etag),
        reason: read::optional_reason(faults, "reason", &from.reason),
    }
}

respond! {
    |_step, view: GrantView, outward| {
        grant: Some(shown(view, outward)),
    }
    for Request => RequestChangeResponse,
        Reject => RejectChangeResponse,
        Withdraw => WithdrawChangeResponse;

    |_step, approved: WithLeft<GrantView>, outward| {
        grant: Some(shown(approved.answer, outward)),
        left: approved.frames.into_iter().map(Into::into).collect(),
    }
    for Approve => ApproveChangeResponse;
}

/// Reads the name of a change of this scheme.
fn named<S: SchemeContract>(faults: &mut Violations, field: &str, name: &str) -> Option<ChangeKey> {
    let name = ChangeName::read(faults, field, name, S::PROFILE.code)?;
    Some(ChangeKey {
        grant: ApplicationKey {
            call: name.call,
            application: name.grant,
        },
        number: name.change,
    })
}
