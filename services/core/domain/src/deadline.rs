//! Moves of last days (fristforskyvning), for one case or many in one step.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::identifiers::{
    ApplicationId, CallId, CaseReference, DeadlineMoveId, OrganisationNumber, ReportId,
};
use crate::names;
use crate::step::StepRecord;
use crate::violations::Violations;

/// The most last days of one move.
pub const MOVED_MAX: usize = 1_000;

crate::coded! {
    /// A last day that can be moved.
    pub DeadlineKind {
        /// To complete an application that was sent back.
        Completion = "completion",
        /// To accept an offer.
        Acceptance = "acceptance",
        /// To deliver a report.
        Report = "report",
    }
}

/// A move as it is asked for: the last days of a kind between two days become another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeadlineMove {
    /// The kind.
    pub kind: DeadlineKind,
    /// Last days from this one on are moved.
    pub due_from: NaiveDate,
    /// Last days to this one are moved.
    pub due_to: NaiveDate,
    /// The last day since.
    pub until: NaiveDate,
}

impl DeadlineMove {
    /// Returns whether a last day is moved.
    #[must_use]
    pub fn concerns(&self, day: NaiveDate) -> bool {
        (self.due_from..=self.due_to).contains(&day)
    }

    /// Notes every fault: the new day is later than those that are moved, and not over.
    pub fn faults(&self, today: NaiveDate, faults: &mut Violations) {
        let (from, to, until) = (self.due_from, self.due_to, self.until);
        if to < from {
            let problem = format_args!("must be {from} or later, as due_from_date is");
            faults.add("due_to_date", problem);
        }
        if until <= to {
            let problem = format_args!("must be after {to}: last days are moved to a later day");
            faults.add("until_date", problem);
        }
        if until < today {
            let problem = format_args!("must be {today} or later; the day is over");
            faults.add("until_date", problem);
        }
    }
}

/// A last day that is moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MovedDeadline {
    /// The call.
    pub call: CallId,
    /// The case.
    pub application: ApplicationId,
    /// The report, where its last day is moved.
    pub report: Option<ReportId>,
    /// The case reference.
    pub case_reference: CaseReference,
    /// The party.
    pub organisation: OrganisationNumber,
    /// The party's name.
    pub organisation_name: String,
    /// The last day before.
    pub before: NaiveDate,
}

impl MovedDeadline {
    /// Returns the name, below the scheme, of the resource whose last day is moved.
    #[must_use]
    pub fn name(&self, kind: DeadlineKind) -> String {
        match (kind, &self.report) {
            (_, Some(report)) => names::report(&self.call, self.application, report),
            (DeadlineKind::Completion, None) => names::application(&self.call, self.application),
            (DeadlineKind::Acceptance | DeadlineKind::Report, None) => {
                names::grant(&self.call, self.application)
            }
        }
    }
}

/// A move of last days with what it moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MovedDeadlines {
    /// Its id.
    pub id: DeadlineMoveId,
    /// Its number in the order of moves; zero for one that was only tried.
    pub number: i64,
    /// The call; none for all of the scheme.
    pub call: Option<CallId>,
    /// The move as it was asked for.
    pub asked: DeadlineMove,
    /// The last days, by call and case.
    pub moved: Vec<MovedDeadline>,
    /// Cases that were passed over, because the person had declared an interest in them.
    pub left_out: i32,
    /// The person, the time and the reason.
    pub record: StepRecord,
}

impl MovedDeadlines {
    /// Returns the last days before, by the names of their resources below the scheme.
    #[must_use]
    pub fn named(&self) -> Vec<(String, NaiveDate)> {
        let moved = self.moved.iter();
        moved
            .map(|one| (one.name(self.asked.kind), one.before))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn faults(from: &str, to: &str, until: &str) -> Vec<String> {
        let asked = DeadlineMove {
            kind: DeadlineKind::Report,
            due_from: day(from),
            due_to: day(to),
            until: day(until),
        };
        let mut faults = Violations::new();
        asked.faults(day("2020-03-20"), &mut faults);
        let faults = faults.into_vec().into_iter();
        faults.map(|fault| fault.field).collect()
    }

    #[test]
    fn the_move_of_2020_is_from_31_march_to_1_may() {
        assert!(faults("2020-03-31", "2020-03-31", "2020-05-01").is_empty());
    }

    #[test]
    fn last_days_are_not_moved_back_nor_into_the_past() {
        assert_eq!(
            faults("2020-03-31", "2020-03-31", "2020-03-31"),
            ["until_date"]
        );
        assert_eq!(
            faults("2020-03-31", "2020-03-01", "2020-03-01"),
            ["due_to_date", "until_date"]
        );
        assert_eq!(
            faults("2020-01-01", "2020-01-31", "2020-03-19"),
            ["until_date"]
        );
    }

    #[test]
    fn the_first_and_the_last_day_are_moved() {
        let asked = DeadlineMove {
            kind: DeadlineKind::Report,
            due_from: day("2020-03-01"),
            due_to: day("2020-03-31"),
            until: day("2020-05-01"),
        };
        let concerned = ["2020-02-29", "2020-03-01", "2020-03-31", "2020-04-01"];
        let concerned = concerned.map(|date| asked.concerns(day(date)));
        assert_eq!(concerned, [false, true, true, false]);
    }
}
