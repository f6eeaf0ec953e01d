use chrono::NaiveDate;
use domain::identifiers::{CallId, CaseReference};
use domain::money::Money;
use domain::page::{Listed, Page};
use domain::scheme::Scheme;
use domain::step::StepName;

use super::rows::{self, DutyFilter, ListedDuty};
use crate::call::visible;
use crate::error::CaseError;
use crate::paging::{listed, one_more};
use crate::step::{Context, Query};

/// Lists duties to repay of a call or of the whole scheme, by case reference and number, with what
/// is left of them on a day, and the sum of all that match. Cases that the caller has declared an
/// interest in are left out.
///
/// # Errors
/// [`NotFound`](domain::refusal::Refusal::NotFound) when there is no such call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// The call; none for all.
    pub call: Option<CallId>,
    /// The day that balances are of; none for today.
    pub day: Option<NaiveDate>,
    /// Only those in these states, by their
    /// [names](domain::obligation::Obligation::state_name); all when empty.
    pub states: Vec<&'static str>,
    /// The page.
    pub page: Page<(CaseReference, i32)>,
}

/// A page of duties, and the sum over all pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duties {
    /// The day that balances are of.
    pub day: NaiveDate,
    /// The page.
    pub listed: Listed<ListedDuty, (CaseReference, i32)>,
    /// The number of duties that match.
    pub count: usize,
    /// The sum of their balances.
    pub balance: Money,
}

impl<S: Scheme> Query<S> for List {
    const STEP: StepName = StepName::ListObligations;
    type Answer = Duties;

    async fn look(&self, context: &mut Context<'_>) -> Result<Duties, CaseError> {
        if let Some(call) = &self.call {
            visible(context.db, context.actor, call).await?;
        }
        let day = self.day.unwrap_or_else(|| context.actor.today());
        let person = context.actor.caller.subject.as_str();
        let filter = DutyFilter {
            call: self.call.as_ref(),
            states: &self.states,
            without_interests_of: person,
        };
        let after = self.page.after.as_ref();
        let found = rows::page(context.db, filter, after, one_more(&self.page)).await?;
        let all = rows::balances(context.db, filter).await?;
        let left = all.iter().map(|one| one.balance_on(day));
        let key = |last: &ListedDuty| (last.case_reference.clone(), last.obligation.number);
        Ok(Duties {
            day,
            balance: Money::saturating_sum(left),
            count: all.len(),
            listed: listed(found, &self.page, key),
        })
    }
}
