//! The rules of a scheme on one day.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::allocation::division::SubFramePlan;
use crate::assessment::weights;
use crate::decision::APPEAL_KINDS;
use crate::grant::BY_LINE;
use crate::grant::{ACCEPTANCE_DAYS, ACCOUNT_WAITING_DAYS, LAPSE_NOTICE_DAYS, REVISED_BUDGET};
use crate::rules::{RuleError, RuleValues};
use crate::scheme::Scheme;

/// The rules of a scheme on one day, with what a call needs of them. A day that lacks any of it is
/// a day that the rules do not cover.
#[derive(Debug)]
pub struct RulesOfDay {
    /// The rule values.
    pub values: RuleValues,
    /// The weights of the criteria, in per cent.
    pub weights: BTreeMap<&'static str, i64>,
    /// The sub-frames of a call's budget.
    pub sub_frames: Vec<SubFramePlan>,
}

impl RulesOfDay {
    /// Reads the rules of a scheme on a day.
    ///
    /// # Errors
    /// [`RuleError`] when the rules do not cover the day.
    pub fn of<S: Scheme>(day: NaiveDate) -> Result<Self, RuleError> {
        let values = S::rules().on(day);
        values.count(ACCEPTANCE_DAYS)?;
        values.count(ACCOUNT_WAITING_DAYS)?;
        values.count(LAPSE_NOTICE_DAYS)?;
        values.flag(REVISED_BUDGET)?;
        values.flag(BY_LINE)?;
        values.texts(APPEAL_KINDS)?;
        Ok(Self {
            weights: weights(&S::PROFILE, &values)?,
            sub_frames: S::frame_plan(&values)?,
            values,
        })
    }
}
