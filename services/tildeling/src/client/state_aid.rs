//! The work list on state aid.

use contract::v1;

use super::told;
use crate::pages;
use crate::session::Session;

/// Reads the state aid of a call.
///
/// # Errors
/// The service's refusals.
pub async fn read(session: &Session, call: &str) -> anyhow::Result<Vec<v1::StateAidAward>> {
    pages::all(async |page_token| {
        let request = v1::ListStateAidRequest {
            parent: call.to_owned(),
            page_size: pages::PAGE_SIZE,
            page_token,
        };
        let answer = session.finance().list_state_aid(request).await;
        let page = answer.map_err(told)?.into_inner();
        Ok((page.awards, page.next_page_token))
    })
    .await
}
