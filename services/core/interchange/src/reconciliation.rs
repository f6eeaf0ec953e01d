//! The table of a reconciliation (avstemming): one row for each batch of a month.

use domain::money::Money;

use crate::table::{Cell, Column, Kind, Layout, Row};

/// A row of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reconciled {
    /// The scheme's code.
    pub scheme: String,
    /// The month, as `2026-06`.
    pub month: String,
    /// The batch; `total` in the last row.
    pub batch: String,
    /// Approved for payment.
    pub approved: Money,
    /// Exported for the bank.
    pub sent: Money,
    /// Accepted by the bank.
    pub accepted: Money,
    /// Rejected by the bank.
    pub rejected: Money,
    /// Booked by the bank.
    pub booked: Money,
    /// Returned.
    pub returned: Money,
    /// Paid in the ledger, less what came back.
    pub ledger: Money,
    /// The sum booked less returned and received, less what the ledger has of it: zero when all is
    /// well.
    pub difference: Money,
    /// Credited by the bank and recorded as repaid.
    pub received: Money,
    /// Repaid in the ledger.
    pub repaid: Money,
}

const COLUMNS: &[Column] = &[
    Column::new("scheme", Kind::Text),
    Column::new("month", Kind::Text),
    Column::new("batch", Kind::Text),
    Column::new("approved", Kind::Money),
    Column::new("sent", Kind::Money),
    Column::new("accepted", Kind::Money),
    Column::new("rejected", Kind::Money),
    Column::new("booked", Kind::Money),
    Column::new("returned", Kind::Money),
    Column::new("ledger", Kind::Money),
    Column::new("difference", Kind::Money),
    Column::new("received", Kind::Money),
    Column::new("repaid", Kind::Money),
];

impl Row for Reconciled {
    const LAYOUT: Layout = Layout {
        name: "reconciliation",
        version: 1,
        columns: COLUMNS,
    };

    fn cell(&self, column: usize) -> Cell<'_> {
        match column {
            0 => Cell::text(&self.scheme),
            1 => Cell::text(&self.month),
            2 => Cell::text(&self.batch),
            3 => Cell::Money(self.approved),
            4 => Cell::Money(self.sent),
            5 => Cell::Money(self.accepted),
            6 => Cell::Money(self.rejected),
            7 => Cell::Money(self.booked),
            8 => Cell::Money(self.returned),
            9 => Cell::Money(self.ledger),
            10 => Cell::Money(self.difference),
            11 => Cell::Money(self.received),
            12 => Cell::Money(self.repaid),
            _ => Cell::Empty,
        }
    }
}
