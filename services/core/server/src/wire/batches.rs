//! Batches of payments, listed.

use casework::finance::ListBatches;
use contract::names::{CallName, ResourceName};
use contract::{Outward, SchemeContract, page, v1};
use domain::finance::BatchSummary;
use domain::identifiers::BatchId;
use domain::page::Listed;
use domain::violations::Violations;

use super::page::PageOf;
use super::{Inward, Respond};

/// The list, in page tokens.
const LIST: &str = "ListBatches";

impl<S: SchemeContract> Inward<S> for ListBatches {
    type Message = v1::ListBatchesRequest;

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

impl<S: SchemeContract> Respond<S> for ListBatches {
    type Answer = Listed<BatchSummary, BatchId>;
    type Response = v1::ListBatchesResponse;

    fn respond(&self, listed: Self::Answer, outward: &Outward<S>) -> Self::Response {
        let more = listed.next.is_some();
        let rows = listed.rows.into_iter();
        let rows = rows.map(|batch| (batch.id, outward.payment_batch(batch)));
        let parent = outward.call_name(&self.call).to_string();
        let page = PageOf {
            list: LIST,
            parent: &parent,
        };
        let (batches, next_page_token) = page.answer(rows, more);
        Self::Response {
            batches,
            next_page_token,
        }
    }
}
