//! The table of summed indicators.

use std::io::Write;

use contract::v1;
use interchange::table::neutral;

use super::Scope;

/// Columns of `indicators.csv`.
const COLUMNS: [&str; 12] = [
    "scheme",
    "call",
    "indicator",
    "title",
    "unit",
    "value",
    "measurement",
    "group_by",
    "group",
    "group_title",
    "reports",
    "missing_reports",
];

/// A table of summed indicators that is being written.
pub struct IndicatorTable<W: Write> {
    csv: csv::Writer<W>,
}

impl<W: Write> IndicatorTable<W> {
    /// Begins a table.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn new(out: W) -> anyhow::Result<Self> {
        let mut csv = csv::Writer::from_writer(out);
        csv.write_record(COLUMNS)?;
        Ok(Self { csv })
    }

    /// Writes an answer: the sums over all grants, then those of each group. A figure that no
    /// report says is an empty cell. Returns the number of rows.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn write(
        &mut self,
        scope: &Scope,
        by: v1::IndicatorGrouping,
        answer: &v1::SumIndicatorsResponse,
    ) -> anyhow::Result<u64> {
        let all = v1::IndicatorGroup {
            sums: answer.sums.clone(),
            reports: answer.reports,
            missing_reports: answer.missing_reports,
            ..v1::IndicatorGroup::default()
        };
        let by = code(by.as_str_name(), "INDICATOR_GROUPING_");
        let groups = answer.groups.iter().map(|group| (by.as_str(), group));
        let mut rows = 0;
        for (by, group) in [("", &all)].into_iter().chain(groups) {
            for sum in &group.sums {
                self.csv.write_record(record(scope, by, group, sum))?;
                rows += 1;
            }
        }
        Ok(rows)
    }

    /// Ends the table.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn finish(mut self) -> anyhow::Result<()> {
        Ok(self.csv.flush()?)
    }
}

fn record(
    scope: &Scope,
    by: &str,
    group: &v1::IndicatorGroup,
    sum: &v1::IndicatorSum,
) -> [String; 12] {
    let cell = |text: &str| neutral(text).into_owned();
    let measurement = sum.measurement().as_str_name();
    [
        cell(&scope.scheme),
        cell(&scope.call),
        cell(&sum.code),
        cell(&sum.title),
        cell(&sum.unit),
        sum.value
            .map_or_else(String::new, |value| value.to_string()),
        code(measurement, "INDICATOR_MEASUREMENT_"),
        by.to_owned(),
        cell(&group.key),
        cell(&group.title),
        group.reports.to_string(),
        group.missing_reports.to_string(),
    ]
}

/// The name of an enum's value without its prefix, in small letters.
fn code(name: &str, prefix: &str) -> String {
    name.trim_start_matches(prefix).to_lowercase()
}
