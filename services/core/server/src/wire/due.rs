//! Instalments that are due and not paid.

use casework::finance::ListDuePayments;
use contract::names::{CallName, ResourceName};
use contract::{Outward, SchemeContract, page, v1};
use domain::finance::DuePayment;
use domain::identifiers::CaseReference;
use domain::page::Listed;
use domain::violations::Violations;

use super::page::PageOf;
use super::{Inward, Respond};

/// The list, in page tokens.
const LIST: &str = "ListDuePayments";

impl<S: SchemeContract> Inward<S> for ListDuePayments {
    type Message = v1::ListDuePaymentsRequest;

    fn inward(message: Self::Message) -> Result<Self, Violations> {
        let mut faults = Violations::new();
        let parent = CallName::read(&mut faults, "parent", &message.parent, S::PROFILE.code);
        let due_by = faults.date("due_by_date", &message.due_by_date);
        let (size, token) = (message.page_size, &message.page_token);
        let page = page::read(&mut faults, LIST, parent.as_ref(), size, token);
        let read = (|| {
            Some(Self {
                call: parent?.call,
                due_by: due_by?,
                page: page?,
            })
        })();
        faults.finish(read)
    }
}

impl<S: SchemeContract> Respond<S> for ListDuePayments {
    type Answer = Listed<DuePayment, (CaseReference, i32)>;
    type Response = v1::ListDuePaymentsResponse;

    fn respond(&self, listed: Self::Answer, outward: &Outward<S>) -> Self::Response {
        let more = listed.next.is_some();
        let rows = listed.rows.into_iter().map(|due| {
            let key = (due.grant.case_reference.clone(), due.instalment.number);
            (key, outward.due_payment(due))
        });
        let parent = outward.call_name(&self.call).to_string();
        let page = PageOf {
            list: LIST,
            parent: &parent,
        };
        let (payments, next_page_token) = page.answer(rows, more);
        Self::Response {
            payments,
            next_page_token,
        }
    }
}
