//! Reports on large grants are accepted by two persons: one recommends, another accepts what was
//! recommended.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{LineVerdict, Report, ReportState};
use crate::findings::Finding;
use crate::money::Money;
use crate::refusal::Refusal;
use crate::rules::{IfInForce, RuleError, RuleValues};
use crate::step::{StepName, StepRecord};

/// Rule value: a report on a grant of this amount or more is accepted by two persons.
const FOUR_EYES_FROM: &str = "report.four_eyes_from";

/// An acceptance that one person recommends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recommendation {
    /// Account of the attainment of the goals.
    pub goal_assessment: String,
    /// The verdict on each line.
    pub verdicts: Vec<LineVerdict>,
    /// The person who recommends it, and when.
    pub record: StepRecord,
}

impl<I> Report<I> {
    /// Recommends that the report is accepted, as [`Report::accept`] would. It takes the place of
    /// an earlier recommendation.
    ///
    /// # Errors
    /// Those of [`Report::accept`].
    pub fn recommend(
        mut self,
        goal_assessment: String,
        verdicts: &[LineVerdict],
        around: (&BTreeMap<String, Money>, bool),
        step: StepRecord,
    ) -> Result<Self, Refusal> {
        let ReportState::Submitted { notices, .. } = self.state.clone() else {
            return Err(self.wrong_state(StepName::RecommendReport));
        };
        let recommended = Recommendation {
            goal_assessment,
            verdicts: self.judged(verdicts, around)?,
            record: step.clone(),
        };
        self.state = ReportState::Submitted {
            notices,
            recommended: Some(recommended),
        };
        Ok(self.stamped(step))
    }

    /// The acceptance that is recommended.
    #[must_use]
    pub const fn recommendation(&self) -> Option<&Recommendation> {
        match &self.state {
            ReportState::Submitted { recommended, .. } => recommended.as_ref(),
            ReportState::Open | ReportState::Returned { .. } | ReportState::Accepted { .. } => None,
        }
    }

    /// Returns the finding that the report must be recommended first, where the grant is large and
    /// it is not. Calls that were opened before the scheme had the rule value need one person only.
    ///
    /// # Errors
    /// [`RuleError`] when the rule value is of the wrong type.
    pub fn recommendation_missing(
        &self,
        granted: Money,
        rules: &RuleValues,
    ) -> Result<Option<Finding>, RuleError> {
        let limit = rules.money(FOUR_EYES_FROM).if_in_force()?;
        let limit = limit.filter(|limit| granted >= limit.value && self.recommendation().is_none());
        Ok(limit.map(|limit| {
            Finding::blocking("REPORT_NOT_RECOMMENDED", &limit)
                .with("granted", granted)
                .with("limit", limit.value)
        }))
    }

    /// Judges that another person accepts what was recommended, where something was.
    pub(super) fn follows_recommendation(
        &self,
        (goal_assessment, verdicts): (&str, &[LineVerdict]),
        step: &StepRecord,
    ) -> Result<(), Refusal> {
        let Some(recommended) = self.recommendation() else {
            return Ok(());
        };
        if recommended.record.actor == step.actor {
            return Err(Refusal::FourEyes {
                actor: step.actor.clone(),
                other: StepName::RecommendReport,
                step: StepName::AcceptReport,
            });
        }
        let mut faults = Vec::new();
        let differs = |field| {
            Finding::blocking("REPORT_DIFFERS_FROM_RECOMMENDATION", "configurable").on(field)
        };
        if recommended.goal_assessment != goal_assessment {
            faults.push(differs("goal_assessment"));
        }
        if recommended.verdicts != verdicts {
            faults.push(differs("lines"));
        }
        if faults.is_empty() {
            Ok(())
        } else {
            Err(Refusal::RulesNotMet(faults))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests_support::{record, submitted};
    use super::*;

    fn by(actor: &str) -> StepRecord {
        StepRecord {
            actor: actor.to_owned(),
            ..record()
        }
    }

    fn codes(refused: &Refusal) -> Vec<(&str, &str)> {
        let Refusal::RulesNotMet(findings) = refused else {
            panic!("{refused:?}");
        };
        let findings = findings.iter();
        findings
            .map(|one| (one.code.as_ref(), one.field.as_str()))
            .collect()
    }

    #[test]
    fn another_person_accepts_what_was_recommended() {
        let none = BTreeMap::new();
        let report = submitted(1, &[("wages", 40)]);
        let less = [LineVerdict {
            line: "wages".to_owned(),
            parked_before: Money::ZERO,
            accepted: Money::kroner(30),
            parked: Money::ZERO,
            reason: "Ten are private.".to_owned(),
        }];
        let accept = |report: &Report<()>, goals: &str, lines: &[LineVerdict], actor| {
            let report = report.clone();
            report.accept(goals.to_owned(), lines, (&none, false), by(actor))
        };
        // The control: nothing is recommended, so one person is enough here.
        assert!(accept(&report, "Attained.", &less, "kari").is_ok());
        let told = report.recommend("Attained.".to_owned(), &less, (&none, false), by("kari"));
        let told = told.unwrap();
        let alone = accept(&told, "Attained.", &less, "kari").unwrap_err();
        assert!(matches!(alone, Refusal::FourEyes { .. }), "{alone:?}");
        let other = accept(&told, "Not attained.", &[], "siri").unwrap_err();
        let code = "REPORT_DIFFERS_FROM_RECOMMENDATION";
        let expected = [(code, "goal_assessment"), (code, "lines")];
        assert_eq!(codes(&other), expected);
        let accepted = accept(&told, "Attained.", &less, "siri").unwrap();
        assert!(matches!(accepted.state, ReportState::Accepted { .. }));
    }

    #[test]
    fn a_report_that_comes_back_is_recommended_anew() {
        let none = BTreeMap::new();
        let report = submitted(1, &[("wages", 40)]);
        let told = report.recommend("Attained.".to_owned(), &[], (&none, false), by("kari"));
        let back = told.unwrap().return_to_recipient(Vec::new(), by("kari"));
        let again = back.unwrap().submit(Vec::new(), by("lag")).unwrap();
        assert_eq!(again.recommendation(), None);
    }
}
