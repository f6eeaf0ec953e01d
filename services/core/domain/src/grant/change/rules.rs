//! The rules of a scheme about changes of its grants.

use super::{ChangeKind, Wanted};
use crate::grant::Budget;
use crate::rules::{IfInForce, RuleError, RuleValues};

/// The rule value with the share of a budget line, in per cent, that may be moved to other lines
/// without a decision.
pub const CHANGE_BUDGET_FREE: &str = "change.budget_free_percent";

/// The rule value that says whether another day of the end is decided.
pub const CHANGE_TIME_DECIDED: &str = "change.time_decided";

/// The rule value that says whether another content is decided.
pub const CHANGE_CONTENT_DECIDED: &str = "change.content_decided";

/// The rule value that says whether another partner is decided.
pub const CHANGE_PARTNER_DECIDED: &str = "change.partner_decided";

/// The rule value that says whether another person than the one who registered a change decides it.
pub const CHANGE_FOUR_EYES: &str = "change.four_eyes";

/// The rule value with the days from the new end of the work to the last day of the last report.
pub const CHANGE_REPORT_DAYS: &str = "change.report_days";

/// The rules about changes. A book without them has every change decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeRules {
    /// The share of a budget line, in per cent, that may be moved without a decision.
    pub budget_free: u32,
    /// Another day of the end is decided.
    pub time_decided: bool,
    /// Another content is decided.
    pub content_decided: bool,
    /// Another partner is decided.
    pub partner_decided: bool,
    /// Another person than the one who registered it decides.
    pub four_eyes: bool,
    /// Days from the new end to the last day of the last report; none where it does not follow.
    pub report_days: Option<u32>,
}

impl ChangeRules {
    /// Reads the rules.
    ///
    /// # Errors
    /// [`RuleError`] for a value of another type.
    pub fn of(rules: &RuleValues) -> Result<Self, RuleError> {
        let decided = |id| -> Result<bool, RuleError> {
            Ok(rules.flag(id).if_in_force()?.is_none_or(|flag| flag.value))
        };
        let count = |id| -> Result<Option<u32>, RuleError> {
            Ok(rules.count(id).if_in_force()?.map(|count| count.value))
        };
        Ok(Self {
            budget_free: count(CHANGE_BUDGET_FREE)?.unwrap_or(0),
            time_decided: decided(CHANGE_TIME_DECIDED)?,
            content_decided: decided(CHANGE_CONTENT_DECIDED)?,
            partner_decided: decided(CHANGE_PARTNER_DECIDED)?,
            four_eyes: decided(CHANGE_FOUR_EYES)?,
            report_days: count(CHANGE_REPORT_DAYS)?,
        })
    }

    /// Returns true if a change needs a decision. `decided` is the budget that was decided last, so
    /// that small moves cannot add up to a large one.
    #[must_use]
    pub fn needs_decision(&self, wanted: &Wanted, decided: Option<&Budget>) -> bool {
        wanted.kinds().into_iter().any(|kind| match kind {
            ChangeKind::Budget => !self.is_small_move(decided, wanted.budget.as_ref()),
            ChangeKind::Time => self.time_decided,
            ChangeKind::Content => self.content_decided,
            ChangeKind::Partner => self.partner_decided,
            ChangeKind::Amount => true,
        })
    }

    /// Returns true if no line loses more than the free share, and no line is new.
    fn is_small_move(&self, decided: Option<&Budget>, wanted: Option<&Budget>) -> bool {
        let (Some(decided), Some(wanted)) = (decided, wanted) else {
            return false;
        };
        let mut lines = wanted.lines().iter();
        let known = lines.all(|line| decided.line(&line.code).is_some());
        let small = decided.lines().iter().all(|line| {
            let left = wanted.line(&line.code).map_or(0, |line| line.amount.ore());
            let taken = i128::from(line.amount.ore() - left);
            taken * 100 <= i128::from(line.amount.ore()) * i128::from(self.budget_free)
        });
        known && small
    }
}
