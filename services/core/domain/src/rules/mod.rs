//! The rule book: every number, date and list a regulation gives, as data with a period and a
//! source.
//!
//! A scheme embeds its `rules.toml` and parses it once, together with the table of what its code
//! [reads](Reads); code then reads a value by id on a date, and gets its citation with it.
//!
//! ```
//! use domain::money::Money;
//! use domain::rules::RuleBook;
//!
//! let book = RuleBook::parse(r#"
//!     [[value]]
//!     id = "write_off.at_once_below"
//!     value = 40000
//!     unit = "NOK"
//!     from = 2011-02-23
//!     to = 2023-07-04
//!     source = "HB 8.B.20, ch. 4.5"
//!
//!     [[value]]
//!     id = "announcement.days"
//!     value = 42
//!     unit = "days"
//!     from = 2011-02-23
//!     source = "configurable"
//! "#, &[]).unwrap();
//! let rules = book.on("2017-03-15".parse().unwrap());
//! let limit = rules.money("write_off.at_once_below").unwrap();
//! assert_eq!(limit.value, Money::kroner(40_000));
//! assert_eq!(limit.citation(), "HB 8.B.20, ch. 4.5");
//! let later = book.on("2024-01-01".parse().unwrap());
//! assert_eq!(
//!     later.money("write_off.at_once_below").unwrap_err().to_string(),
//!     "rule write_off.at_once_below has no value on 2024-01-01",
//! );
//! ```
//!
//! The form of an entry:
//!
//! | key | content |
//! |---|---|
//! | `id` | small letters, digits, `_`, parts divided by `.` |
//! | `value` | integer; decimal as text (`"0.033"`); text; date; true/false; list; table of these |
//! | `unit` | `NOK`, `NOK/m2`, `percent`, `basis_points`, `share`, `years`, … ; `text` for text |
//! | `from`, `to` | first and last day it holds, both included; no `to` while it still holds |
//! | `source` | the place of publication, or `"configurable"` for what no source gives |
//! | `note` | what the reader should know (optional) |
//! | `after_gap` | the reason for a gap before this period; only where there is a gap |

mod entry;
mod fault;
mod hash;
mod parse;
mod reads;
mod typed;
mod values;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use chrono::NaiveDate;

pub use entry::{RuleData, RuleEntry, RuleSource};
pub use fault::{RuleBookFault, RuleFaultKind};
pub use hash::{RuleHash, RuleHashError};
pub use reads::{APPLICATIONS_MAX, Reads, SHARED};
pub use typed::{Cited, RuleType};
use values::Version;
pub use values::{IfInForce, RuleError, RuleValues};

/// All values of a scheme, of all times. Never changes once it is parsed.
#[derive(Debug)]
pub struct RuleBook {
    /// In order of id, then of period.
    entries: Vec<Arc<RuleEntry>>,
    /// By the first day: every day on which a period begins or has ended. Filled at first use.
    versions: BTreeMap<NaiveDate, OnceLock<Arc<Version>>>,
    reads: Vec<Reads>,
}

impl RuleBook {
    /// Reads a rule book and holds it against the values that code reads.
    ///
    /// # Errors
    /// Every fault there is, in the order of the text.
    pub fn parse(text: &str, reads: &[Reads]) -> Result<RuleBook, Vec<RuleBookFault>> {
        let mut entries = parse::entries(text, reads)?;
        entries.sort_by(|a, b| (&a.id, a.from).cmp(&(&b.id, b.from)));
        let after = |entry: &RuleEntry| entry.to.and_then(|to| to.succ_opt());
        let changes = entries
            .iter()
            .flat_map(|entry| [Some(entry.from), after(entry)])
            .flatten()
            .chain([NaiveDate::MIN]);
        Ok(RuleBook {
            versions: changes.map(|day| (day, OnceLock::new())).collect(),
            entries: entries.into_iter().map(Arc::new).collect(),
            reads: reads.to_vec(),
        })
    }

    /// The values that hold on a date.
    #[must_use]
    pub fn on(&self, date: NaiveDate) -> RuleValues {
        let version = self.versions.range(..=date).next_back();
        let version = version.map(|(first, version)| version.get_or_init(|| self.version(*first)));
        RuleValues::new(date, version.cloned().unwrap_or_default())
    }

    fn version(&self, first: NaiveDate) -> Arc<Version> {
        let holding = self.entries.iter().filter(|entry| entry.holds_on(first));
        Arc::new(Version::new(holding.cloned()))
    }

    /// The type that code states it reads a value as, where it states one.
    #[must_use]
    pub fn stated_type(&self, id: &str) -> Option<RuleType> {
        let mut stated = self.reads.iter().chain(SHARED);
        stated
            .find(|group| group.ids.contains(&id))
            .map(|group| group.as_type)
    }

    /// Every value of every period, in order of id and period, for showing.
    pub fn entries(&self) -> impl Iterator<Item = &RuleEntry> {
        self.entries.iter().map(AsRef::as_ref)
    }
}
