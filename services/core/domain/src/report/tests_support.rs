//! Reports for tests.

use super::{AccountLine, Report, ReportContent, ReportKind, ReportState};
use crate::money::Money;
use crate::step::{Revision, StepRecord};

pub(super) fn record() -> StepRecord {
    StepRecord {
        actor: "kari".to_owned(),
        at: chrono::DateTime::UNIX_EPOCH,
        reason: String::new(),
    }
}

/// A report that was submitted, with its actual cost by line in kroner.
pub(super) fn submitted(number: i32, lines: &[(&str, i64)]) -> Report<()> {
    let account = |(line, kroner): &(&str, i64)| AccountLine {
        line: (*line).to_owned(),
        budget: Money::kroner(100),
        actual: Money::kroner(*kroner),
    };
    Report {
        grant: "01890a5d-ac96-774b-bcce-b302099a8057".parse().unwrap(),
        id: format!("year-{number}").parse().unwrap(),
        call: "2020-1".parse().unwrap(),
        case_reference: "TS-2020-00001".parse().unwrap(),
        number,
        kind: ReportKind::Whole,
        due: None,
        years_after_payment: None,
        last: false,
        content: Some(ReportContent {
            indicators: Some(()),
            accounts: lines.iter().map(account).collect(),
            financing: Vec::new(),
            moved_to_equity: Money::ZERO,
            certificate: None,
            said_confirmed: false,
            narrative: String::new(),
        }),
        state: ReportState::Submitted {
            notices: Vec::new(),
            recommended: None,
        },
        last_step: record(),
        extensions: Vec::new(),
        reminders: Vec::new(),
        revision: Revision::FIRST,
    }
}
