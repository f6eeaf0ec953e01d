//! State aid.

use casework::finance::ListStateAid;
use contract::names::{CallName, ResourceName};
use contract::{Outward, SchemeContract, page, v1};
use domain::identifiers::CaseReference;
use domain::page::Listed;
use domain::state_aid::AidLine;
use domain::violations::Violations;

use super::page::PageOf;
use super::{Inward, Respond};

/// The list, in page tokens.
const LIST: &str = "ListStateAid";

impl<S: SchemeContract> Inward<S> for ListStateAid {
    type Message = v1::ListStateAidRequest;

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

impl<S: SchemeContract> Respond<S> for ListStateAid {
    type Answer = Listed<AidLine, (CaseReference, i32)>;
    type Response = v1::ListStateAidResponse;

    fn respond(&self, listed: Self::Answer, outward: &Outward<S>) -> Self::Response {
        let more = listed.next.is_some();
        let rows = listed.rows.into_iter();
        let rows = rows.map(|line| {
            let key = (line.given.case.clone(), line.number);
            (key, outward.state_aid(line))
        });
        let parent = outward.call_name(&self.call).to_string();
        let page = PageOf {
            list: LIST,
            parent: &parent,
        };
        let (awards, next_page_token) = page.answer(rows, more);
        Self::Response {
            awards,
            next_page_token,
        }
    }
}
