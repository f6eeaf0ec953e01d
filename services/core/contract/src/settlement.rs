//! Settlements of grants, and verdicts on lines of accounts.

use domain::findings::{args, sentence};
use domain::grant::Settlement;
use domain::grant::settlement::{SettledLine, SettledPart};
use domain::report::{LineVerdict, ReturnedLine};
use domain::violations::Violations;

use crate::grant_budget::LINE_CODE_MAX;
use crate::obligation::unit_area;
use crate::outward::Outward;
use crate::{SchemeContract, money, v1};

/// The most lines that are judged or sent back: one for each line of the accounts.
const LINES_MAX: usize = 500;

/// Characters of the reason for a verdict.
const REASON_CHARACTERS_MAX: usize = 2_000;

/// Reads verdicts on lines.
pub fn verdicts(faults: &mut Violations, lines: Vec<v1::LineVerdict>) -> Option<Vec<LineVerdict>> {
    faults.list_size("lines", lines.len(), 0..=LINES_MAX)?;
    faults.each("lines", lines, |faults, from| {
        let line = faults.line("line", &from.line, LINE_CODE_MAX);
        let accepted = money::required(faults, "accepted", from.accepted);
        let parked = money::optional(faults, "parked", from.parked);
        let reason = faults.optional_text("reason", &from.reason, REASON_CHARACTERS_MAX);
        Some(LineVerdict {
            line: line?,
            parked_before: domain::money::Money::ZERO,
            accepted: accepted?,
            parked: parked?.unwrap_or_default(),
            reason: reason?,
        })
    })
}

/// Reads lines that a report is sent back for.
pub fn returned(
    faults: &mut Violations,
    lines: Vec<v1::ReturnedLine>,
) -> Option<Vec<ReturnedLine>> {
    faults.list_size("lines", lines.len(), 0..=LINES_MAX)?;
    faults.each("lines", lines, |faults, from| {
        let line = faults.line("line", &from.line, LINE_CODE_MAX);
        let reason = faults.text("reason", &from.reason, REASON_CHARACTERS_MAX);
        Some(ReturnedLine {
            line: line?,
            reason: reason?,
        })
    })
}

impl From<ReturnedLine> for v1::ReturnedLine {
    fn from(returned: ReturnedLine) -> Self {
        v1::ReturnedLine {
            line: returned.line,
            reason: returned.reason,
        }
    }
}

impl From<LineVerdict> for v1::LineVerdict {
    fn from(verdict: LineVerdict) -> Self {
        v1::LineVerdict {
            line: verdict.line,
            accepted: Some(verdict.accepted.into()),
            parked: Some(verdict.parked.into()),
            reason: verdict.reason,
            parked_before: Some(verdict.parked_before.into()),
        }
    }
}

impl From<&SettledLine> for v1::SettledLine {
    fn from(line: &SettledLine) -> Self {
        v1::SettledLine {
            code: line.code.clone(),
            budget: Some(line.budget.into()),
            reported: Some(line.reported.into()),
            accepted: Some(line.accepted.into()),
            counted: Some(line.counted.into()),
        }
    }
}

impl<S: SchemeContract> Outward<S> {
    /// A settlement; none where it has no parts.
    pub(crate) fn settlement(&self, settlement: &Settlement) -> Option<v1::Settlement> {
        let parts = settlement.parts.iter().map(|part| self.settled_part(part));
        let parts: Vec<v1::SettledPart> = parts.collect();
        (!parts.is_empty()).then(|| v1::Settlement {
            lines: settlement.lines.iter().map(Into::into).collect(),
            parts,
            moved_to_equity: Some(settlement.moved_to_equity.into()),
            kept: Some(settlement.kept.into()),
        })
    }

    fn settled_part(&self, part: &SettledPart) -> v1::SettledPart {
        let id = match part.area {
            Some(_) => "settlement-unit",
            None if part.kept < part.granted => "settlement-reduced",
            None => "settlement-whole",
        };
        let mut values = args([
            ("granted", part.granted.into()),
            ("budget", part.budget.into()),
            ("counted", part.counted.into()),
            ("kept", part.kept.into()),
        ]);
        if let Some(area) = part.area {
            values.extend(args([
                ("number", area.number.into()),
                ("built", area.built_m2().into()),
                ("area", area.counted_m2().into()),
            ]));
        }
        let values: Vec<_> = values
            .into_iter()
            .map(|(name, value)| (name.into(), value))
            .collect();
        v1::SettledPart {
            code: part.code.clone(),
            granted: Some(part.granted.into()),
            budget: Some(part.budget.into()),
            counted: Some(part.counted.into()),
            kept: Some(part.kept.into()),
            explanation: sentence(self.catalogues(), self.language, id, &values),
            area: part.area.map(unit_area),
        }
    }
}
