//! The figures of reports: the way each is measured, and the sums over several reports.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::identifiers::MunicipalityNumber;
use crate::municipalities;

/// The way a figure is measured, which decides the reports of a grant that count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measured {
    /// On the day of the report: the latest report of a grant counts.
    Stock,
    /// In the period of the report: every report counts.
    Flow,
    /// From the start of the grant to the day of the report: the latest report counts, which holds
    /// what those before it held.
    Cumulative,
}

/// Something reports sum. Its title is the message `indicator-<code>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IndicatorProfile {
    /// Code, stable.
    pub code: &'static str,
    /// Unit: `persons`, `dwellings`, `hours`.
    pub unit: &'static str,
    /// The way it is measured.
    pub measured: Measured,
}

/// A figure: of one report, or what those of several come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Figure {
    /// A number, added to others.
    Number(i64),
    /// Municipalities, each counted once.
    Municipalities(BTreeSet<MunicipalityNumber>),
}

impl Figure {
    /// The number, or how many municipalities there are.
    #[must_use]
    pub fn value(&self) -> i64 {
        match self {
            Self::Number(number) => *number,
            Self::Municipalities(these) => i64::try_from(these.len()).unwrap_or(i64::MAX),
        }
    }

    /// Adds another figure of the same indicator.
    fn add(&mut self, other: Self) {
        match (self, other) {
            (Self::Number(sum), Self::Number(more)) => *sum = sum.saturating_add(more),
            (Self::Municipalities(all), Self::Municipalities(more)) => all.extend(more),
            // One function of the scheme writes an indicator, always as the same kind.
            (Self::Number(_), Self::Municipalities(_))
            | (Self::Municipalities(_), Self::Number(_)) => {}
        }
    }

    /// The figure with the municipalities under the numbers that they have on a day, so that a new
    /// number makes no second municipality.
    fn renumbered(self, on: NaiveDate) -> Self {
        match self {
            Self::Number(number) => Self::Number(number),
            Self::Municipalities(these) => {
                Self::Municipalities(these.iter().map(|one| present_number(one, on)).collect())
            }
        }
    }
}

/// Returns the number under which a municipality is counted on a day: that of the one that has
/// taken its place; its own where it was divided or is not known.
#[must_use]
pub fn present_number(number: &MunicipalityNumber, on: NaiveDate) -> MunicipalityNumber {
    match municipalities::current(number, on).as_slice() {
        [one] => one.number.clone(),
        _ => number.clone(),
    }
}

/// One figure of one report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndicatorValue {
    /// One of the profile's codes.
    pub code: &'static str,
    /// The figure, in the profile's unit; `None` where the report does not say it.
    pub figure: Option<Figure>,
}

impl IndicatorValue {
    /// A number.
    #[must_use]
    pub fn number(code: &'static str, number: impl Into<i64>) -> Self {
        Self::number_if_said(code, Some(number.into()))
    }

    /// A number that a report may leave out.
    #[must_use]
    pub fn number_if_said(code: &'static str, number: Option<i64>) -> Self {
        Self {
            code,
            figure: number.map(Figure::Number),
        }
    }

    /// Municipalities.
    #[must_use]
    pub fn municipalities(
        code: &'static str,
        these: impl IntoIterator<Item = MunicipalityNumber>,
    ) -> Self {
        Self {
            code,
            figure: Some(Figure::Municipalities(these.into_iter().collect())),
        }
    }
}

/// Full-time equivalents (årsverk) that a grant finances on the day of a report, in hundredths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FullTimeEquivalents {
    /// All of them.
    pub total_hundredths: u32,
    /// Those of people with higher education.
    pub higher_education_hundredths: u32,
}

impl FullTimeEquivalents {
    /// Unit of the indicators.
    pub const UNIT: &'static str = "hundredths_of_full_time_equivalents";

    /// The profiles of the two indicators, in the order of [`Self::values`].
    pub const PROFILES: [IndicatorProfile; 2] = [
        IndicatorProfile {
            code: "full_time_equivalents",
            unit: Self::UNIT,
            measured: Measured::Stock,
        },
        IndicatorProfile {
            code: "full_time_equivalents_higher_education",
            unit: Self::UNIT,
            measured: Measured::Stock,
        },
    ];

    /// The two indicators of a report that may leave them out.
    #[must_use]
    pub fn values(said: Option<&Self>) -> [IndicatorValue; 2] {
        let hundredths = said.map(|said| [said.total_hundredths, said.higher_education_hundredths]);
        let [total, higher] = &Self::PROFILES;
        let of = |profile: &IndicatorProfile, place: usize| {
            let number = hundredths.map(|all| i64::from(all[place]));
            IndicatorValue::number_if_said(profile.code, number)
        };
        [of(total, 0), of(higher, 1)]
    }
}

/// The grouping of indicators.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum GroupBy {
    /// Nothing: there is only the sum of all.
    #[default]
    Nothing,
    /// The call.
    Call,
    /// The year that the grants are for.
    GrantYear,
    /// The municipality of the recipient.
    Municipality,
    /// The plan line of the commitment's tags.
    PlanLine,
    /// A goal of the tags.
    Goal,
    /// A target group of the tags.
    TargetGroup,
    /// The measure of the tags.
    Measure,
}

/// The part of one grant in the sums.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GrantFigures {
    /// The groups that the grant counts in; it counts whole in each of them.
    pub groups: Vec<String>,
    /// Accepted reports.
    pub reports: u32,
    /// Reports that are due and were not delivered.
    pub missing: u32,
    /// The figures of each accepted report that counts, the latest first.
    pub latest_first: Vec<Vec<IndicatorValue>>,
}

/// The sums over a group of grants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupSum {
    /// The sums, in the profile's order; `None` where no accepted report says the figure.
    pub sums: Vec<IndicatorValue>,
    /// Accepted reports.
    pub reports: u32,
    /// Reports that are due and missing: not zero, missing.
    pub missing: u32,
}

/// Sums of indicators over accepted reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndicatorSums {
    /// The grouping.
    pub by: GroupBy,
    /// All grants.
    pub total: GroupSum,
    /// Each group by its key: a call, a year, a number or a code, empty where no tag is known.
    pub groups: BTreeMap<String, GroupSum>,
    profiles: &'static [IndicatorProfile],
    on: NaiveDate,
}

impl IndicatorSums {
    /// Sums of nothing, on a day.
    #[must_use]
    pub fn new(profiles: &'static [IndicatorProfile], by: GroupBy, on: NaiveDate) -> Self {
        Self {
            by,
            total: GroupSum::of_nothing(profiles),
            groups: BTreeMap::new(),
            profiles,
            on,
        }
    }

    /// Adds a grant.
    pub fn add(&mut self, mut grant: GrantFigures) {
        grant.groups.sort();
        grant.groups.dedup();
        let figures = self.counted(std::mem::take(&mut grant.latest_first));
        self.total.add(&grant, &figures);
        if self.by == GroupBy::Nothing {
            return;
        }
        for key in &grant.groups {
            let new = || GroupSum::of_nothing(self.profiles);
            let group = self.groups.entry(key.clone()).or_insert_with(new);
            group.add(&grant, &figures);
        }
    }

    /// The figures of one grant, in the profile's order: those of its latest report, and those of
    /// every report where a figure belongs to the report's period.
    fn counted(&self, latest_first: Vec<Vec<IndicatorValue>>) -> Vec<Option<Figure>> {
        let mut counted: Vec<Option<Figure>> = vec![None; self.profiles.len()];
        for (age, report) in latest_first.into_iter().enumerate() {
            let slots = self.profiles.iter().zip(&mut counted);
            for (profile, slot) in slots {
                if age > 0 && profile.measured != Measured::Flow {
                    continue;
                }
                let said = report.iter().find(|value| value.code == profile.code);
                let figure = said.and_then(|said| said.figure.clone());
                add(slot, figure.map(|figure| figure.renumbered(self.on)));
            }
        }
        counted
    }
}

impl GroupSum {
    fn of_nothing(profiles: &[IndicatorProfile]) -> Self {
        let blank = |profile: &IndicatorProfile| IndicatorValue {
            code: profile.code,
            figure: None,
        };
        Self {
            sums: profiles.iter().map(blank).collect(),
            reports: 0,
            missing: 0,
        }
    }

    fn add(&mut self, grant: &GrantFigures, figures: &[Option<Figure>]) {
        self.reports = self.reports.saturating_add(grant.reports);
        self.missing = self.missing.saturating_add(grant.missing);
        for (sum, figure) in self.sums.iter_mut().zip(figures) {
            add(&mut sum.figure, figure.clone());
        }
    }
}

/// Adds a figure to a sum. Nothing said adds nothing, and is no zero.
fn add(sum: &mut Option<Figure>, more: Option<Figure>) {
    match (sum, more) {
        (_, None) => {}
        (Some(sum), Some(more)) => sum.add(more),
        (sum @ None, Some(first)) => *sum = Some(first),
    }
}
