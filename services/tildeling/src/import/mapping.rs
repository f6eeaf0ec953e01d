//! The mapping file: which column is what, and constants for what the spreadsheet lacks.
//!
//! ```toml
//! key = "case_no"                      # what tells rows apart; a second run knows them by it
//!
//! [columns]
//! name = "applicant"                   # required
//! requested = "sum"                    # required
//! organisation_number = "orgnr"        # or [organisation] invent_missing_numbers = true
//! municipality_number = "kommunenr"    # or [organisation] municipality_number = "0301"
//! last_year = "last"                   # optional
//! granted = "granted"                  # optional: told where it is above what was applied for
//! score = "points"                     # optional, 0–100
//!
//! [amounts]
//! unit = "kroner"                      # or "øre"
//!
//! [organisation]
//! kind = "VOLUNTARY_ORGANISATION"
//! municipality_number = "0301"
//! invent_missing_numbers = true        # a row without a number (empty or 0) gets an invented
//!                                      # valid one, marked so, and is never paid
//!
//! [filter]                             # only rows in which each of these columns says this
//! year = "2020"
//!
//! [form]                               # the scheme's form as its program keeps it;
//!                                      # "$requested" and "$column:NAME" are filled in
//! ```

use std::collections::BTreeMap;

use domain::identifiers::MunicipalityNumber;
use domain::organisation::ApplicantKind;
use serde::Deserialize;

/// A mapping, read and found good.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// Column that tells rows apart.
    pub key: String,
    /// Which column is what.
    pub columns: Columns,
    /// Form of amounts.
    #[serde(default)]
    pub amounts: Amounts,
    /// Constants about organisations that the spreadsheet lacks.
    pub organisation: Organisation,
    /// Only rows whose columns say this.
    #[serde(default)]
    pub filter: BTreeMap<String, String>,
    /// The scheme's form, with places to fill in.
    pub form: toml::Table,
}

/// Which column is what.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Columns {
    /// Organisation number.
    pub organisation_number: Option<String>,
    /// Organisation's name.
    pub name: String,
    /// Municipality number.
    pub municipality_number: Option<String>,
    /// Amount applied for.
    pub requested: String,
    /// Score, 0–100.
    pub score: Option<String>,
    /// Amount of the year before.
    pub last_year: Option<String>,
    /// Amount granted in the spreadsheet's round.
    pub granted: Option<String>,
}

/// Form of amounts.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Amounts {
    /// Unit of a number.
    #[serde(default)]
    pub unit: Unit,
}

/// Unit of the spreadsheet's amounts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    /// Kroner, with øre as decimals.
    #[default]
    Kroner,
    /// Øre.
    #[serde(alias = "ore")]
    Øre,
}

/// Constants about organisations that the spreadsheet lacks.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Organisation {
    /// Their kind.
    pub kind: ApplicantKind,
    /// Municipality of rows that have none.
    pub municipality_number: Option<MunicipalityNumber>,
    /// A row without a number gets an invented one.
    #[serde(default)]
    pub invent_missing_numbers: bool,
}

impl Mapping {
    /// Reads a mapping file.
    ///
    /// # Errors
    /// Every fault, with line and column where the file is no TOML of this form.
    pub fn parse(text: &str) -> Result<Self, Vec<String>> {
        let mapping: Self =
            toml::from_str(text).map_err(|problem| vec![format!("the mapping: {problem}")])?;
        let mut faults = Vec::new();
        if mapping.columns.organisation_number.is_none()
            && !mapping.organisation.invent_missing_numbers
        {
            faults.push(
                "the mapping: say which column holds organisation numbers, \
                 columns.organisation_number, or that numbers are to be invented, \
                 organisation.invent_missing_numbers = true"
                    .to_owned(),
            );
        }
        if mapping.columns.municipality_number.is_none()
            && mapping.organisation.municipality_number.is_none()
        {
            faults.push(
                "the mapping: say which column holds municipality numbers, \
                 columns.municipality_number, or give one for all, \
                 organisation.municipality_number"
                    .to_owned(),
            );
        }
        if faults.is_empty() {
            Ok(mapping)
        } else {
            Err(faults)
        }
    }

    /// Every column the mapping names.
    pub fn named_columns(&self) -> impl Iterator<Item = &str> {
        let columns = &self.columns;
        let optional = [
            &columns.organisation_number,
            &columns.municipality_number,
            &columns.score,
            &columns.last_year,
            &columns.granted,
        ];
        [
            self.key.as_str(),
            columns.name.as_str(),
            columns.requested.as_str(),
        ]
        .into_iter()
        .chain(optional.into_iter().filter_map(|column| column.as_deref()))
        .chain(self.filter.keys().map(String::as_str))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEAST: &str = "key = 'no'\n[columns]\nname = 'n'\nrequested = 'r'\n";

    #[test]
    fn what_is_missing_is_told_at_once() {
        let text = format!("{LEAST}[organisation]\nkind = 'OTHER'\n[form]\n");
        assert_eq!(Mapping::parse(&text).unwrap_err().len(), 2);
    }

    #[test]
    fn a_misspelt_setting_is_not_read_over() {
        let text =
            format!("{LEAST}[organisation]\nkind = 'OTHER'\ninvent_numbers = true\n[form]\n");
        let faults = Mapping::parse(&text).unwrap_err();
        assert!(faults[0].contains("invent_numbers"), "{faults:?}");
    }
}
