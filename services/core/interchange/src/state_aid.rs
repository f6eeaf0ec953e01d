//! The work list on state aid (offentlig støtte): one row for each award to economic activity.

use chrono::NaiveDate;
use domain::identifiers::{CaseReference, OrganisationNumber};
use domain::money::Money;
use domain::state_aid::EuroRate;

use crate::table::{Cell, Column, Kind, Layout, Row};

/// A row of the table. What concerns small aid is empty unless the award is small aid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AidRow {
    /// The scheme's code.
    pub scheme: String,
    /// The call.
    pub call: String,
    /// The case.
    pub case_reference: CaseReference,
    /// Number among the awards to the grant, from 1.
    pub number: i64,
    /// The recipient.
    pub organisation: OrganisationNumber,
    /// The recipient's name.
    pub organisation_name: String,
    /// Organisation numbers of its group, separated by spaces.
    pub group: String,
    /// The day of the award.
    pub awarded: NaiveDate,
    /// The amount.
    pub amount: Money,
    /// Kroner for one euro on that day.
    pub rate: EuroRate,
    /// The amount in euro cents.
    pub euro_cents: i64,
    /// It must be registered.
    pub must_register: bool,
    /// It is small aid (de minimis).
    pub de_minimis: bool,
    /// The limit of small aid, in whole euro.
    pub limit_euro: Option<i64>,
    /// Small aid to the group before it, in euro cents.
    pub used_euro_cents: Option<i64>,
    /// Room that is left after it, in euro cents; below zero where it is beyond the limit.
    pub left_euro_cents: Option<i64>,
}

const COLUMNS: &[Column] = &[
    Column::new("scheme", Kind::Text),
    Column::new("call", Kind::Text),
    Column::new("case_reference", Kind::Text),
    Column::new("number", Kind::Integer),
    Column::new("organisation", Kind::Text),
    Column::new("organisation_name", Kind::Text),
    Column::new("group", Kind::Text),
    Column::new("awarded", Kind::Date),
    Column::new("amount", Kind::Money),
    Column::new("euro_rate", Kind::Text),
    Column::new("euro_cents", Kind::Integer),
    Column::new("must_register", Kind::Boolean),
    Column::new("de_minimis", Kind::Boolean),
    Column::new("limit_euro", Kind::Integer),
    Column::new("used_euro_cents", Kind::Integer),
    Column::new("left_euro_cents", Kind::Integer),
];

impl Row for AidRow {
    const LAYOUT: Layout = Layout {
        name: "state-aid",
        version: 1,
        columns: COLUMNS,
    };

    fn cell(&self, column: usize) -> Cell<'_> {
        match column {
            0 => Cell::text(&self.scheme),
            1 => Cell::text(&self.call),
            2 => Cell::Text(self.case_reference.to_string().into()),
            3 => Cell::Integer(self.number),
            4 => Cell::text(self.organisation.as_str()),
            5 => Cell::text(&self.organisation_name),
            6 => Cell::text(&self.group),
            7 => Cell::Date(self.awarded),
            8 => Cell::Money(self.amount),
            9 => Cell::Text(self.rate.kroner().to_string().into()),
            10 => Cell::Integer(self.euro_cents),
            11 => Cell::Boolean(self.must_register),
            12 => Cell::Boolean(self.de_minimis),
            13 => Cell::or_empty(self.limit_euro, Cell::Integer),
            14 => Cell::or_empty(self.used_euro_cents, Cell::Integer),
            15 => Cell::or_empty(self.left_euro_cents, Cell::Integer),
            _ => Cell::Empty,
        }
    }
}
