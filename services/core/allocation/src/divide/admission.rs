//! Useful-minimum admission: an award is nothing or at least what is of use.
//!
//! The longest prefix of the ranking whose minima fit the budget is admitted, and the rule shares
//! the budget among them with the minima as lower bounds. The prefix grows with the budget; amounts
//! cannot (two claims of 200 with a minimum of 100 get 199 and 0 from 199, 100 and 100 from 200),
//! which the call should say.

use super::draft::{Draft, PotPlan};
use super::ranked;
use crate::divide::prepare::Prepared;
use crate::trace::{Clause, Outcome, Refusal};
use crate::units::Amount;

/// Returns true if anybody has a useful minimum.
pub(super) fn applies(prepared: &Prepared<'_>) -> bool {
    prepared.scenario.useful_minimum.is_some()
        || prepared
            .scenario
            .applicants
            .iter()
            .any(|applicant| applicant.useful_minimum.is_some())
}

/// Raises the lower bounds of those admitted to their minima and refuses the others.
pub(super) fn admit(prepared: &mut Prepared<'_>, draft: &mut Draft, plan: &PotPlan<'_>) {
    let floors: i64 = plan
        .members
        .iter()
        .map(|member| prepared.lines[*member as usize].lo)
        .sum();
    let mut left = plan.budget - floors;
    let mut open = true;
    for (rank, index) in (1_u32..).zip(ranked::ranking(prepared, plan.members)) {
        let useful = prepared.scenario.useful_minimum;
        let line = &mut prepared.lines[index as usize];
        let trace = &mut draft.traces[index as usize];
        trace.rank = Some(rank);
        if line.refused.is_some() {
            continue;
        }
        let least = line
            .applicant
            .useful_minimum
            .or(useful)
            .map_or(0, Amount::get)
            .min(line.hi);
        let more = (least - line.lo).max(0);
        open &= more <= left;
        if open {
            left -= more;
            if more > 0 {
                (line.lo, line.lo_clause) = (least, Clause::UsefulMinimum);
            }
        } else {
            (line.hi, line.hi_clause) = (line.lo, line.lo_clause);
            line.refused = Some(Refusal::NotAdmitted);
            trace.outcome = Outcome::Refused(Refusal::NotAdmitted);
        }
        (trace.lo, trace.lo_clause) = (line.lo.into(), line.lo_clause);
        (trace.hi, trace.hi_clause) = (line.hi.into(), line.hi_clause);
    }
}
