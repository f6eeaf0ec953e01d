//! Faults of form in a request: all of them at once, one for each field, each saying what is wrong
//! and what to do.
//!
//! Reading a value and noting its fault is one step, so that a conversion is written straight
//! through:
//!
//! ```
//! use domain::identifiers::OrganisationNumber;
//! use domain::violations::Violations;
//!
//! let mut faults = Violations::new();
//! let field = "applicant.organisation_number";
//! let number: Option<OrganisationNumber> = faults.parse(field, "958935421");
//! let name = faults.line("applicant.organisation_name", "", 200);
//! let amount = faults.positive_money("amount", -5);
//! let fields = number.zip(name).zip(amount);
//! let found = faults.finish(fields).unwrap_err();
//! let paths: Vec<_> = found.iter().map(|fault| fault.field.as_str()).collect();
//! assert_eq!(paths, ["applicant.organisation_number", "applicant.organisation_name", "amount"]);
//! ```

mod read;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::fmt;

/// A fault of one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldViolation {
    /// The field's path from the request's root, `application.form.units[2].area`.
    pub field: String,
    /// The fault and its remedy, in English, for the client's developer.
    pub description: String,
}

/// Collects the faults of a request.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Violations {
    /// The path in the request, with its dot: `application.form.`
    prefix: String,
    found: Vec<FieldViolation>,
    /// The fields in `found`: thousands of faulty entries must not be compared each with each.
    known: BTreeSet<String>,
}

impl Violations {
    /// None so far.
    #[must_use]
    pub fn new() -> Violations {
        Violations::default()
    }

    /// Returns true if none was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Returns what was found, in the order of reading.
    pub fn iter(&self) -> impl Iterator<Item = &FieldViolation> {
        self.found.iter()
    }

    /// Returns what was found, in the order of reading.
    #[must_use]
    pub fn into_vec(self) -> Vec<FieldViolation> {
        self.found
    }

    /// Notes a fault. The first one of a field stands: a second would only puzzle.
    pub fn add(&mut self, field: &str, description: impl fmt::Display) {
        let field = if field.is_empty() {
            self.prefix.trim_end_matches('.').to_owned()
        } else {
            format!("{}{field}", self.prefix)
        };
        if self.known.insert(field.clone()) {
            self.found.push(FieldViolation {
                field,
                description: description.to_string(),
            });
        }
    }

    /// Takes over the faults that were found in a part of the request; their paths then begin with
    /// `part`.
    pub fn absorb(&mut self, part: &str, faults: impl IntoIterator<Item = FieldViolation>) {
        self.within(part, |own| {
            for fault in faults {
                own.add(&fault.field, fault.description);
            }
        });
    }

    /// Reads the fields of a part of the request; their paths begin with `part`.
    pub fn within<T>(&mut self, part: &str, read: impl FnOnce(&mut Violations) -> T) -> T {
        let outer = self.prefix.clone();
        self.prefix = format!("{outer}{part}.");
        let read = read(self);
        self.prefix = outer;
        read
    }

    /// Reads the parts of a list; their paths begin with `list[0].`, `list[1].` and so on. All
    /// parts are read, whether or not an earlier one failed; none when any did.
    pub fn each<I, T>(
        &mut self,
        list: &str,
        items: impl IntoIterator<Item = I>,
        mut read: impl FnMut(&mut Violations, I) -> Option<T>,
    ) -> Option<Vec<T>> {
        let items: Vec<Option<T>> = items
            .into_iter()
            .enumerate()
            .map(|(at, item)| self.within(&format!("{list}[{at}]"), |faults| read(faults, item)))
            .collect();
        items.into_iter().collect()
    }

    /// The value when nothing was wrong, else the faults.
    ///
    /// # Errors
    /// The faults. A value that is missing although no fault was noted is noted as a fault of the
    /// whole request, so that a reader that forgot to say what is wrong cannot turn it into a
    /// success.
    pub fn finish<T>(mut self, value: Option<T>) -> Result<T, Violations> {
        match value {
            Some(value) if self.found.is_empty() => Ok(value),
            Some(_) => Err(self),
            None => {
                if self.found.is_empty() {
                    self.add(
                        "",
                        "the request could not be read; check every field against the contract",
                    );
                }
                Err(self)
            }
        }
    }
}

impl fmt::Display for Violations {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, fault) in self.found.iter().enumerate() {
            write!(
                out,
                "{}{}: {}",
                if at == 0 { "" } else { "; " },
                fault.field,
                fault.description
            )?;
        }
        Ok(())
    }
}

impl std::error::Error for Violations {}
