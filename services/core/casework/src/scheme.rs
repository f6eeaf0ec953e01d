//! The scheme, as its rules describe it.

use std::sync::Arc;

use chrono::NaiveDate;
use domain::refusal::Refusal;
use domain::rules::RuleError;
use domain::rules_of_day::RulesOfDay;
use domain::scheme::Scheme;
use domain::step::StepName;
use domain::violations::FieldViolation;

use crate::actor::Actor;
use crate::error::CaseError;
use crate::runner::{Run, Runner};

/// Reads the rules that describe the scheme on a day.
///
/// # Errors
/// [`Refusal::InvalidFields`] for a day that the rules do not cover.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GetScheme {
    /// The day; today in Norway when `None`.
    pub date: Option<NaiveDate>,
}

/// A kind of its own: it is answered without the database.
impl<S: Scheme> Run<S, GetScheme> for GetScheme {
    const STEP: StepName = StepName::GetScheme;
    type Answer = RulesOfDay;

    async fn run(self: Arc<Self>, _runner: &Runner, actor: Actor) -> Result<RulesOfDay, CaseError> {
        actor.may(StepName::GetScheme)?;
        let day = self.date.unwrap_or_else(|| actor.today());
        RulesOfDay::of::<S>(day).map_err(|missing| {
            CaseError::Refused(Refusal::InvalidFields(vec![not_covered("date", &missing)]))
        })
    }
}

/// Returns the fault of a field that names a day which the rules do not cover.
pub(crate) fn not_covered(field: &str, missing: &RuleError) -> FieldViolation {
    FieldViolation {
        field: field.to_owned(),
        description: format!(
            "is a day the scheme's rules do not cover ({missing}); choose another"
        ),
    }
}
