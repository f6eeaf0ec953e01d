//! Figures that the reports of several schemes ask for, and the sums of indicators.

use domain::municipalities;
use domain::report::{
    FullTimeEquivalents, GroupBy, GroupSum, IndicatorProfile, IndicatorSums, IndicatorValue,
    Measured,
};
use domain::violations::Violations;

use crate::fields::{count, narrow};
use crate::outward::{Outward, count as counted};
use crate::tags::{GOAL, MEASURE, PLAN_LINE, TARGET_GROUP};
use crate::{SchemeContract, v1};

/// The field of a scheme's indicators.
const FIELD: &str = "full_time_equivalents";

/// The most full-time equivalents of one grant, in hundredths.
const HUNDREDTHS_MAX: i32 = 1_000_000;

/// Reads full-time equivalents that may be left out. The outer `None` is a fault.
pub fn full_time_equivalents(
    faults: &mut Violations,
    given: Option<v1::FullTimeEquivalents>,
) -> Option<Option<FullTimeEquivalents>> {
    let Some(given) = given else {
        return Some(None);
    };
    faults.within(FIELD, |faults| {
        let bounds = || 0..=HUNDREDTHS_MAX;
        let total = count(faults, "total_hundredths", given.total_hundredths, bounds());
        let field = "higher_education_hundredths";
        let higher = count(faults, field, given.higher_education_hundredths, bounds());
        let (total_hundredths, higher_education_hundredths) = (total?, higher?);
        if higher_education_hundredths > total_hundredths {
            faults.add(
                field,
                format_args!(
                    "is {higher_education_hundredths}, more than the {total_hundredths} it is a \
                     part of; correct one of them"
                ),
            );
            return None;
        }
        Some(Some(FullTimeEquivalents {
            total_hundredths,
            higher_education_hundredths,
        }))
    })
}

impl From<FullTimeEquivalents> for v1::FullTimeEquivalents {
    fn from(of: FullTimeEquivalents) -> Self {
        Self {
            total_hundredths: narrow(of.total_hundredths),
            higher_education_hundredths: narrow(of.higher_education_hundredths),
        }
    }
}

/// Returns the domain's grouping.
#[must_use]
pub fn group_by(message: v1::IndicatorGrouping) -> GroupBy {
    match message {
        v1::IndicatorGrouping::Unspecified => GroupBy::Nothing,
        v1::IndicatorGrouping::Call => GroupBy::Call,
        v1::IndicatorGrouping::GrantYear => GroupBy::GrantYear,
        v1::IndicatorGrouping::Municipality => GroupBy::Municipality,
        v1::IndicatorGrouping::PlanLine => GroupBy::PlanLine,
        v1::IndicatorGrouping::Goal => GroupBy::Goal,
        v1::IndicatorGrouping::TargetGroup => GroupBy::TargetGroup,
        v1::IndicatorGrouping::Measure => GroupBy::Measure,
    }
}

impl From<Measured> for v1::IndicatorMeasurement {
    fn from(measured: Measured) -> Self {
        match measured {
            Measured::Stock => Self::Stock,
            Measured::Flow => Self::Flow,
            Measured::Cumulative => Self::Cumulative,
        }
    }
}

impl<S: SchemeContract> Outward<S> {
    /// Sums of indicators, with titles and units.
    #[must_use]
    pub fn indicator_sums(&self, sums: &IndicatorSums) -> v1::SumIndicatorsResponse {
        let group = |(key, group): (&String, &GroupSum)| v1::IndicatorGroup {
            key: key.clone(),
            title: self.group_title(sums.by, key),
            sums: self.sums_of(group),
            reports: counted(group.reports),
            missing_reports: counted(group.missing),
        };
        v1::SumIndicatorsResponse {
            sums: self.sums_of(&sums.total),
            reports: counted(sums.total.reports),
            missing_reports: counted(sums.total.missing),
            groups: sums.groups.iter().map(group).collect(),
        }
    }

    fn sums_of(&self, group: &GroupSum) -> Vec<v1::IndicatorSum> {
        let profiles = S::PROFILE.indicators.iter();
        let sum = |(profile, sum): (&IndicatorProfile, &IndicatorValue)| v1::IndicatorSum {
            code: profile.code.to_owned(),
            title: self.code_title("indicator-", profile.code),
            unit: profile.unit.to_owned(),
            value: sum.figure.as_ref().map(domain::report::Figure::value),
            measurement: v1::IndicatorMeasurement::from(profile.measured).into(),
        };
        profiles.zip(&group.sums).map(sum).collect()
    }

    fn group_title(&self, by: GroupBy, key: &str) -> String {
        let prefix = match by {
            GroupBy::Nothing | GroupBy::Call | GroupBy::GrantYear => return String::new(),
            GroupBy::Municipality => return municipality_name(key),
            GroupBy::PlanLine => PLAN_LINE,
            GroupBy::Goal => GOAL,
            GroupBy::TargetGroup => TARGET_GROUP,
            GroupBy::Measure => MEASURE,
        };
        self.tag_code(prefix, key).title
    }
}

/// Returns the name of a municipality; empty where the number is not known.
fn municipality_name(number: &str) -> String {
    let number = number.parse().ok();
    let found = number.and_then(|number| municipalities::find(&number));
    found.map_or_else(String::new, |found| found.name.to_owned())
}
