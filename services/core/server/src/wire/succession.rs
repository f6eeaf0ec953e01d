//! Organisations that were taken over by others.

use casework::succession::{Confirm, ListSuccessions, Propose, Reject};
use contract::deadline::seen;
use contract::names::{ResourceName, SchemeName};
use contract::succession::{id, takeover};
use contract::v1::succession_service_server::SuccessionService;
use contract::{Outward, SchemeContract, inward as read, page, v1};
use domain::page::Listed;
use domain::succession::Succession;
use domain::violations::Violations;

use super::page::PageOf;
use super::{Inward, Respond, inward, respond};
use crate::handlers::Handlers;

crate::table! {
    impl[S] SuccessionService for Handlers<S>, scheme S {
        propose_succession => casework::succession::Propose;
        confirm_succession => casework::succession::Confirm;
        reject_succession => casework::succession::Reject;
        list_successions => casework::succession::ListSuccessions;
    }
}

/// The list, in page tokens.
const LIST: &str = "ListSuccessions";

impl<S: SchemeContract> Inward<S> for Propose {
    type Message = v1::ProposeSuccessionRequest;

    fn inward(message: Self::Message) -> Result<Self, Violations> {
        let mut found = Violations::new();
        let faults = &mut found;
        let asked = takeover::<S>(faults, message.succession);
        let ground = read::reason(faults, "ground", &message.ground);
        let seen = seen(faults, &message.seen);
        let read = (|| {
            let (id, takeover) = asked?;
            Some(Self {
                id,
                takeover,
                ground: ground?,
                dry_run: message.dry_run,
                seen: seen?,
            })
        })();
        found.finish(read)
    }
}

inward! {
    ConfirmSuccessionRequest => Confirm |from, faults| {
        id: id::<S>(faults, &from.name),
        revision: read::etag(faults, "etag", &from.etag),
        reason: read::optional_reason(faults, "reason", &from.reason),
    }
    RejectSuccessionRequest => Reject |from, faults| {
        id: id::<S>(faults, &from.name),
        revision: read::etag(faults, "etag", &from.etag),
        reason: read::reason(faults, "reason", &from.reason),
    }
}

respond! {
    |_step, succession: Succession, outward| {
        succession: Some(outward.succession(&succession)),
        seen: succession.seen,
    }
    for Propose => ProposeSuccessionResponse;

    |_step, succession: Succession, outward| {
        succession: Some(outward.succession(&succession)),
    }
    for Confirm => ConfirmSuccessionResponse, Reject => RejectSuccessionResponse;
}

impl<S: SchemeContract> Inward<S> for ListSuccessions {
    type Message = v1::ListSuccessionsRequest;

    fn inward(message: Self::Message) -> Result<Self, Violations> {
        let mut faults = Violations::new();
        let parent = SchemeName::read(&mut faults, "parent", &message.parent, S::PROFILE.code);
        let (size, token) = (message.page_size, &message.page_token);
        let page = page::read(&mut faults, LIST, parent.as_ref(), size, token);
        faults.finish(parent.and(page).map(|page| Self { page }))
    }
}

impl<S: SchemeContract> Respond<S> for ListSuccessions {
    type Answer = Listed<Succession, i64>;
    type Response = v1::ListSuccessionsResponse;

    fn respond(&self, listed: Self::Answer, outward: &Outward<S>) -> Self::Response {
        let more = listed.next.is_some();
        let rows = listed.rows.iter();
        let rows = rows.map(|one| (one.number, outward.succession(one)));
        let parent = format!("schemes/{}", S::PROFILE.code);
        let page = PageOf {
            list: LIST,
            parent: &parent,
        };
        let (successions, next_page_token) = page.answer(rows, more);
        Self::Response {
            successions,
            next_page_token,
        }
    }
}
