//! The figures of a report: the plain types behind
//! `tildeling.user_run_centres.v1.Indicators`.

use domain::coded;
use domain::identifiers::MunicipalityNumber;
use domain::report::IndicatorValue;
use domain::scheme::IndicatorProfile;
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
}

impl Indicators {
    /// Users reached, each person counted once.
    #[must_use]
    pub fn users_reached(&self) -> i64 {
        self.users_where(|_| true)
    }

    /// The sums of one report, in the profile's order.
    pub(crate) fn totals(&self) -> Vec<IndicatorValue> {
        let sex = |sex: Sex| self.users_where(|group| group.sex == sex);
        let young =
            self.users_where(|group| matches!(group.age, AgeBand::Under18 | AgeBand::From18To25));
        let old = self.users_where(|group| group.age == AgeBand::From67);
        let count = |list: usize| i64::try_from(list).unwrap_or(i64::MAX);
        [
            ("users_reached", self.users_reached()),
            ("users_in_target_group", self.users_in_target_group.into()),
            ("users_women", sex(Sex::Women)),
            ("users_men", sex(Sex::Men)),
            ("users_under_26", young),
            ("users_67_plus", old),
            ("satisfaction_answers", self.satisfaction_answers.into()),
            ("satisfied_answers", self.satisfied_answers.into()),
            ("opening_hours", self.opening_hours.into()),
            ("volunteers", self.volunteers.into()),
            ("peer_supporters", self.peer_supporters.into()),
            ("courses", self.courses.into()),
            (
                "user_representatives_trained",
                self.user_representatives_trained.into(),
            ),
            (
                "municipal_cooperations",
                count(self.cooperating_municipalities.len()),
            ),
            (
                "activities_carried_out",
                count(self.activities_carried_out.len()),
            ),
        ]
        .map(|(code, value)| IndicatorValue { code, value })
        .to_vec()
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

/// The indicators that reports sum to, in order. Satisfaction is summed as answers: a share of the
/// sums is a share of people.
pub(crate) const PROFILES: &[IndicatorProfile] = &[
    profile("users_reached", "persons"),
    profile("users_in_target_group", "persons"),
    profile("users_women", "persons"),
    profile("users_men", "persons"),
    profile("users_under_26", "persons"),
    profile("users_67_plus", "persons"),
    profile("satisfaction_answers", "answers"),
    profile("satisfied_answers", "answers"),
    profile("opening_hours", "hours"),
    profile("volunteers", "persons"),
    profile("peer_supporters", "persons"),
    profile("courses", "courses"),
    profile("user_representatives_trained", "persons"),
    profile("municipal_cooperations", "agreements"),
    profile("activities_carried_out", "activities"),
];

const fn profile(code: &'static str, unit: &'static str) -> IndicatorProfile {
    IndicatorProfile { code, unit }
}
