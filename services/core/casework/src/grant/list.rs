use std::collections::BTreeMap;

use domain::grant::Grant;
use domain::identifiers::{ApplicationId, CallId, CaseReference};
use domain::page::{Listed, Page};
use domain::scheme::Scheme;
use domain::step::StepName;

use super::rows::{self, GrantFilter};
use super::view::GrantView;
use crate::blocks;
use crate::call::visible;
use crate::error::CaseError;
use crate::paging::{listed, one_more};
use crate::step::{Context, Query};

/// Lists a call's grants, by case reference. Recipients see their own; staff all but those they
/// have declared an interest in.
///
/// # Errors
/// [`NotFound`](domain::refusal::Refusal::NotFound) when there is no such call for the caller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// The call.
    pub call: CallId,
    /// The page.
    pub page: Page<CaseReference>,
    /// Only those in these states, by [`GrantState::name`](domain::grant::GrantState::name); all
    /// when empty.
    pub states: Vec<&'static str>,
}

impl<S: Scheme> Query<S> for List {
    const STEP: StepName = StepName::ListGrants;
    type Answer = Listed<GrantView, CaseReference>;

    async fn look(&self, context: &mut Context<'_>) -> Result<Self::Answer, CaseError> {
        let actor = context.actor;
        visible(context.db, actor, &self.call).await?;
        let filter = GrantFilter {
            after: self.page.after.as_ref(),
            organisation: actor.caller.organisation(),
            without_interests_of: Some(&actor.caller.subject),
            states: &self.states,
            limit: Some(one_more(&self.page)),
            ..GrantFilter::default()
        };
        let found = rows::page(context.db, &self.call, filter).await?;
        let reference = |last: &Grant| last.case_reference.clone();
        let Listed { rows, next } = listed(found, &self.page, reference);
        let ids: Vec<ApplicationId> = rows.iter().map(|grant| grant.id).collect();
        // An empty list would ask for all.
        let mut outside = match ids.as_slice() {
            [] => BTreeMap::new(),
            some => blocks::of_payments::<S>(context, &self.call, some).await?,
        };
        let show = |grant: Grant| {
            let outside = outside.remove(&grant.id).unwrap_or_default();
            GrantView::of(grant, actor, outside)
        };
        Ok(Listed {
            rows: rows.into_iter().map(show).collect(),
            next,
        })
    }
}
