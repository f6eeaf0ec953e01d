//! The figures of a report: the plain types behind
//! `tildeling.user_run_centres.v1.Indicators`.

use domain::coded;
use domain::identifiers::MunicipalityNumber;
use domain::report::{FullTimeEquivalents, IndicatorProfile, IndicatorValue, Measured};
use serde::{Deserialize, Serialize};

coded! {
    /// Age bands.
    pub AgeBand {
        /// Under 18.
        Under18 = "under_18",
        /// 18 to 25.
        From18To25 = "18_25",
        /// 26 to 39.
        From26To39 = "26_39",
        /// 40 to 66.
        From40To66 = "40_66",
        /// 67 and older.
        From67 = "67_plus",
        /// Not known: who comes without giving a name is counted, not asked.
        Unknown = "unknown",
    }
}

coded! {
    /// Sexes, as the report counts them.
    pub Sex {
        /// Women.
        Women = "women",
        /// Men.
        Men = "men",
        /// Other, or not wanting to say.
        Other = "other",
        /// Not known.
        Unknown = "unknown",
    }
}

/// Users of one age and sex.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserGroup {
    /// Age.
    pub age: AgeBand,
    /// Sex.
    pub sex: Sex,
    /// The number of persons, each counted once.
    pub users: u32,
}

/// The results of the grant in its year.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Indicators {
    /// Users reached by age and sex.
    pub users: Vec<UserGroup>,
    /// Those of them in the target group.
    pub users_in_target_group: u32,
    /// Users who answered how satisfied they are.
    pub satisfaction_answers: u32,
    /// Those of them who are.
    pub satisfied_answers: u32,
    /// Hours open in the year.
    pub opening_hours: u32,
    /// *Frivillige*.
    pub volunteers: u32,
    /// *Likepersoner*.
    pub peer_supporters: u32,
    /// Courses held.
    pub courses: u32,
    /// *Brukerrepresentanter* trained.
    pub user_representatives_trained: u32,
    /// Municipalities worked with.
    pub cooperating_municipalities: Vec<MunicipalityNumber>,
    /// Keys of the activities that were carried out.
    pub activities_carried_out: Vec<String>,
    /// The positions that the grant finances; `None` where the report does not say.
    pub full_time_equivalents: Option<FullTimeEquivalents>,
}

impl Indicators {
    /// Users reached, each person counted once.
    #[must_use]
    pub fn users_reached(&self) -> i64 {
        self.users_where(|_| true)
    }

    /// The figures of one report, in the profile's order.
    pub(crate) fn totals(&self, _municipality: &MunicipalityNumber) -> Vec<IndicatorValue> {
        let number = |code, count: i64| IndicatorValue::number(code, count);
        let sex = |sex: Sex| self.users_where(|group| group.sex == sex);
        let young =
            self.users_where(|group| matches!(group.age, AgeBand::Under18 | AgeBand::From18To25));
        let old = self.users_where(|group| group.age == AgeBand::From67);
        let trained = self.user_representatives_trained.into();
        let activities = i64::try_from(self.activities_carried_out.len()).unwrap_or(i64::MAX);
        let cooperating = self.cooperating_municipalities.iter().cloned();
        let mut totals = vec![
            number("users_reached", self.users_reached()),
            number("users_in_target_group", self.users_in_target_group.into()),
            number("users_women", sex(Sex::Women)),
            number("users_men", sex(Sex::Men)),
            number("users_under_26", young),
            number("users_67_plus", old),
            number("satisfaction_answers", self.satisfaction_answers.into()),
            number("satisfied_answers", self.satisfied_answers.into()),
            number("opening_hours", self.opening_hours.into()),
            number("volunteers", self.volunteers.into()),
            number("peer_supporters", self.peer_supporters.into()),
            number("courses", self.courses.into()),
            number("user_representatives_trained", trained),
            IndicatorValue::municipalities("municipal_cooperations", cooperating),
            number("activities_carried_out", activities),
        ];
        totals.extend(FullTimeEquivalents::values(
            self.full_time_equivalents.as_ref(),
        ));
        totals
    }

    /// Users in the groups that meet a condition.
    fn users_where(&self, condition: impl Fn(&UserGroup) -> bool) -> i64 {
        self.users
            .iter()
            .filter(|group| condition(group))
            .map(|group| i64::from(group.users))
            .sum()
    }
}

/// The indicators that reports sum to, in order. A report tells of its year, and each person counts
/// once in it. Satisfaction is summed as answers: a share of the sums is a share of people.
pub(crate) const PROFILES: &[IndicatorProfile] = &[
    in_the_year("users_reached", "persons"),
    in_the_year("users_in_target_group", "persons"),
    in_the_year("users_women", "persons"),
    in_the_year("users_men", "persons"),
    in_the_year("users_under_26", "persons"),
    in_the_year("users_67_plus", "persons"),
    in_the_year("satisfaction_answers", "answers"),
    in_the_year("satisfied_answers", "answers"),
    in_the_year("opening_hours", "hours"),
    at_the_date("volunteers", "persons"),
    at_the_date("peer_supporters", "persons"),
    in_the_year("courses", "courses"),
    in_the_year("user_representatives_trained", "persons"),
    in_the_year("municipal_cooperations", "municipalities"),
    in_the_year("activities_carried_out", "activities"),
    FullTimeEquivalents::PROFILES[0],
    FullTimeEquivalents::PROFILES[1],
];

const fn in_the_year(code: &'static str, unit: &'static str) -> IndicatorProfile {
    IndicatorProfile {
        code,
        unit,
        measured: Measured::Flow,
    }
}

const fn at_the_date(code: &'static str, unit: &'static str) -> IndicatorProfile {
    IndicatorProfile {
        code,
        unit,
        measured: Measured::Stock,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_municipality_is_named_and_silence_is_not_zero() {
        let municipalities: Vec<MunicipalityNumber> =
            vec!["0301".parse().unwrap(), "1103".parse().unwrap()];
        let indicators = Indicators {
            cooperating_municipalities: municipalities.clone(),
            ..Indicators::default()
        };
        let totals = indicators.totals(&municipalities[0]);
        let cooperations = IndicatorValue::municipalities("municipal_cooperations", municipalities);
        assert!(
            totals.contains(&cooperations),
            "which, so that each counts once"
        );
        let silent = totals.iter().filter(|total| total.figure.is_none());
        assert_eq!(
            silent.count(),
            2,
            "full-time equivalents are missing, not zero"
        );
    }
}
