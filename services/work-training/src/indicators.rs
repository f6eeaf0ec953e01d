//! The figures of a report: the plain types behind
//! `tildeling.work_training.v1.Indicators`.

use domain::identifiers::MunicipalityNumber;
use domain::report::{FullTimeEquivalents, IndicatorProfile, IndicatorValue, Measured};
use serde::{Deserialize, Serialize};

/// The destinations of participants.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exits {
    /// Ordinary work, full time.
    pub ordinary_work_full_time: u32,
    /// Ordinary work, part time.
    pub ordinary_work_part_time: u32,
    /// A labour-market measure (*tiltak*).
    pub measure: u32,
    /// Education.
    pub education: u32,
    /// Another activity.
    pub activity: u32,
    /// Nothing.
    pub nothing: u32,
    /// Not known.
    pub unknown: u32,
}

impl Exits {
    /// Each of them, in the contract's order, by its field.
    #[must_use]
    pub const fn by_field(&self) -> [(&'static str, u32); 7] {
        [
            ("ordinary_work_full_time", self.ordinary_work_full_time),
            ("ordinary_work_part_time", self.ordinary_work_part_time),
            ("measure", self.measure),
            ("education", self.education),
            ("activity", self.activity),
            ("nothing", self.nothing),
            ("unknown", self.unknown),
        ]
    }

    /// All of them.
    #[must_use]
    pub fn sum(&self) -> i64 {
        self.by_field()
            .map(|(_, count)| i64::from(count))
            .iter()
            .sum()
    }
}

/// Participants in, and what they went to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParticipantFlow {
    /// Started, or were in from the year before.
    pub started: u32,
    /// Completed.
    pub completed: u32,
    /// Dropped out.
    pub dropped_out: u32,
    /// The destinations of those who completed or dropped out.
    pub exits: Exits,
}

impl ParticipantFlow {
    /// Those who left, one way or the other.
    #[must_use]
    pub fn left(&self) -> i64 {
        i64::from(self.completed) + i64::from(self.dropped_out)
    }
}

/// The results of the project in its year.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Indicators {
    /// All participants.
    pub all: ParticipantFlow,
    /// Those of them with drug problems, and former users.
    pub drug_problems: ParticipantFlow,
    /// Hours of activity and training.
    pub hours: u32,
    /// Participants that NAV referred.
    pub nav_referrals: u32,
    /// Participants who answered how satisfied they are.
    pub satisfaction_answers: u32,
    /// Those of them who are.
    pub satisfied_answers: u32,
    /// The positions that the grant finances; `None` where the report does not say.
    pub full_time_equivalents: Option<FullTimeEquivalents>,
}

/// The indicators that reports sum to, in order: all participants, then people with drug problems.
/// A report tells of its year.
pub(crate) const PROFILES: &[IndicatorProfile] = &[
    profile("started", "persons"),
    profile("completed", "persons"),
    profile("dropped_out", "persons"),
    profile("exit_ordinary_work_full_time", "persons"),
    profile("exit_ordinary_work_part_time", "persons"),
    profile("exit_measure", "persons"),
    profile("exit_education", "persons"),
    profile("exit_activity", "persons"),
    profile("exit_nothing", "persons"),
    profile("exit_unknown", "persons"),
    profile("drug_started", "persons"),
    profile("drug_completed", "persons"),
    profile("drug_dropped_out", "persons"),
    profile("drug_exit_ordinary_work", "persons"),
    profile("drug_exit_nothing", "persons"),
    profile("hours", "hours"),
    profile("nav_referrals", "persons"),
    profile("satisfaction_answers", "answers"),
    profile("satisfied_answers", "answers"),
    FullTimeEquivalents::PROFILES[0],
    FullTimeEquivalents::PROFILES[1],
];

const fn profile(code: &'static str, unit: &'static str) -> IndicatorProfile {
    IndicatorProfile {
        code,
        unit,
        measured: Measured::Flow,
    }
}

impl Indicators {
    /// The figures of one report, in the profile's order.
    pub(crate) fn totals(&self, _municipality: &MunicipalityNumber) -> Vec<IndicatorValue> {
        let (all, drug) = (&self.all, &self.drug_problems);
        let drug_work = i64::from(drug.exits.ordinary_work_full_time)
            + i64::from(drug.exits.ordinary_work_part_time);
        let counts: [(&'static str, i64); 19] = [
            ("started", all.started.into()),
            ("completed", all.completed.into()),
            ("dropped_out", all.dropped_out.into()),
            (
                "exit_ordinary_work_full_time",
                all.exits.ordinary_work_full_time.into(),
            ),
            (
                "exit_ordinary_work_part_time",
                all.exits.ordinary_work_part_time.into(),
            ),
            ("exit_measure", all.exits.measure.into()),
            ("exit_education", all.exits.education.into()),
            ("exit_activity", all.exits.activity.into()),
            ("exit_nothing", all.exits.nothing.into()),
            ("exit_unknown", all.exits.unknown.into()),
            ("drug_started", drug.started.into()),
            ("drug_completed", drug.completed.into()),
            ("drug_dropped_out", drug.dropped_out.into()),
            ("drug_exit_ordinary_work", drug_work),
            ("drug_exit_nothing", drug.exits.nothing.into()),
            ("hours", self.hours.into()),
            ("nav_referrals", self.nav_referrals.into()),
            ("satisfaction_answers", self.satisfaction_answers.into()),
            ("satisfied_answers", self.satisfied_answers.into()),
        ];
        let numbers = counts.map(|(code, count)| IndicatorValue::number(code, count));
        let positions = FullTimeEquivalents::values(self.full_time_equivalents.as_ref());
        numbers.into_iter().chain(positions).collect()
    }
}
