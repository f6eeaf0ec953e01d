//! Whether an appeal can be lodged.

use chrono::NaiveDate;

use super::{Appeal, AppealOutcome, AppealState};
use crate::calendar::OutOfCalendar;
use crate::decision::Decision;
use crate::delivery::{AppealTime, Timeliness};
use crate::findings::Finding;

/// The decision that is appealed, with what was decided and appealed beside it.
#[derive(Debug, Clone, Copy)]
pub struct Appealed<'a> {
    /// The decision.
    pub decision: &'a Decision,
    /// All decisions about the application.
    pub series: &'a [Decision],
    /// All appeals of the application.
    pub appeals: &'a [Appeal],
    /// The rules about the time to appeal.
    pub time: &'a AppealTime,
}

/// Returns everything that stands in the way of an appeal that came in on a day, and how it stands
/// to the time for it.
///
/// # Errors
/// [`OutOfCalendar`].
pub fn lodging_faults(
    appealed: Appealed<'_>,
    received: NaiveDate,
    today: NaiveDate,
) -> Result<(Timeliness, Vec<Finding>), OutOfCalendar> {
    let (decision, time) = (appealed.decision, appealed.time);
    let mut faults = Vec::new();
    let fault = |code| Finding::blocking(code, "configurable");
    match decision.dispatched {
        None => faults.push(fault("DELIVERY_NOT_SENT")),
        Some(sent) if received < sent => {
            let early = fault("DELIVERY_BEFORE_DISPATCH").on("receive_date");
            faults.push(early.with("date", sent));
        }
        Some(_) => {}
    }
    if received > today {
        let future = fault("DELIVERY_IN_FUTURE").on("receive_date");
        faults.push(future.with("date", received));
    }
    if !decision.appealable {
        faults.push(fault("APPEAL_NOT_OPEN"));
    }
    let later = appealed.series.iter();
    let mut later = later.filter(|one| one.number > decision.number && one.kind.supersedes());
    if let Some(last) = later.next_back() {
        let by = i64::from(last.number.get());
        faults.push(fault("APPEAL_SUPERSEDED").with("number", by));
    }
    for appeal in appealed.appeals {
        let number = i64::from(appeal.number.get());
        if appeal.state.runs() {
            faults.push(fault("APPEAL_RUNS").with("number", number));
        } else if appeal.decision == decision.number && is_judged(&appeal.state) {
            faults.push(fault("APPEAL_DECIDED").with("number", number));
        }
    }
    let timeliness = decision.judge_appeal(time, received)?;
    if timeliness == Timeliness::TooLate {
        let until = time.late_until(decision.decided)?;
        let late = Finding::blocking("APPEAL_TOO_LATE", "Forvaltningsloven § 31");
        faults.push(late.with("date", until));
    }
    Ok((timeliness, faults))
}

/// Returns true if the matter was judged: a decision is not judged again.
const fn is_judged(state: &AppealState) -> bool {
    match state {
        AppealState::Closed { outcome, .. } => !matches!(outcome, AppealOutcome::Dismissed),
        _ => false,
    }
}
