//! The parts of a grant that are settled by themselves.

use crate::grant::{Budget, Grant, UnitArea};
use crate::money::Money;

/// The rule value with which a scheme says that a budget line counts no further than its budget.
pub const BY_LINE: &str = "settlement.by_line";

/// A part of a grant that is reduced by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GrantPart {
    /// Code; empty for the whole grant.
    pub code: String,
    /// The part of the amount granted.
    pub granted: Money,
    /// The budget lines that belong to it.
    lines: PartLines,
    /// The area of its unit, where it was granted by area.
    pub(super) area: Option<UnitArea>,
}

/// The budget lines of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum PartLines {
    /// All lines of the budget.
    All,
    /// The lines that are named by the part's code, or by that code, a dot and more.
    UnderItsCode,
}

impl GrantPart {
    /// The whole grant as one part.
    #[must_use]
    pub const fn whole(granted: Money) -> Self {
        Self {
            code: String::new(),
            granted,
            lines: PartLines::All,
            area: None,
        }
    }

    /// The part of an activity, which has budget lines of its own.
    #[must_use]
    pub fn activity(code: &str, granted: Money) -> Self {
        Self {
            code: code.to_owned(),
            granted,
            lines: PartLines::UnderItsCode,
            area: None,
        }
    }

    /// The part of a unit that was granted by area, by its number from 1. It shares the budget
    /// with the others.
    #[must_use]
    pub fn unit(number: u32, granted: Money) -> Self {
        Self {
            code: number.to_string(),
            granted,
            lines: PartLines::All,
            area: None,
        }
    }

    pub(super) fn has(&self, line: &str) -> bool {
        match self.lines {
            PartLines::All => true,
            PartLines::UnderItsCode => Budget::is_under(line, &self.code),
        }
    }
}

/// The rule by which accepted accounts reduce a grant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettlementRule {
    /// The parts that are reduced by themselves. They come to what is granted.
    pub parts: Vec<GrantPart>,
    /// True if a line counts no further than its budget.
    pub by_line: bool,
}

impl SettlementRule {
    /// The rule with the areas of a grant in its parts.
    #[must_use]
    pub fn with_areas(mut self, grant: &Grant) -> Self {
        for area in grant.unit_areas() {
            let code = area.number.to_string();
            let part = self.parts.iter_mut().find(|part| part.code == code);
            if let Some(part) = part {
                part.area = Some(area);
            }
        }
        self
    }
}
