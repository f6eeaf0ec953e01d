//! The table of payments: the attested payment basis (betalingsgrunnlag), one row an instalment.

use chrono::{DateTime, NaiveDate, Utc};
use domain::identifiers::{AccountNumber, CaseReference, ChapterPost, OrganisationNumber};
use domain::money::Money;

use crate::payment::Remittance;
use crate::table::{Cell, Column, Kind, Layout, Row};

/// A row of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payment {
    /// The scheme's code.
    pub scheme: String,
    /// The payment's id for ever.
    pub end_to_end_id: String,
    /// Name of the grant.
    pub grant: String,
    /// Recipient's organisation number.
    pub organisation: OrganisationNumber,
    /// Recipient's name.
    pub organisation_name: String,
    /// Account to pay to.
    pub account: AccountNumber,
    /// Amount.
    pub amount: Money,
    /// Chapter and post of the State budget.
    pub chapter_post: ChapterPost,
    /// Day to pay.
    pub due: NaiveDate,
    /// The person who attested.
    pub attested_by: String,
    /// The person with budget authority who approved; none before that.
    pub approved_by: Option<String>,
    /// The day it was booked; none before that.
    pub booked: Option<NaiveDate>,
    /// The case.
    pub case_reference: CaseReference,
    /// KID or text.
    pub remittance: Remittance,
    /// Account of the State's standard chart that is debited; none where it is not known.
    pub standard_account: Option<String>,
    /// Time of the attestation.
    pub attested: DateTime<Utc>,
    /// Time of the approval.
    pub approved: Option<DateTime<Utc>>,
    /// The batch; none before the approval.
    pub batch: Option<String>,
    /// State of the instalment, in snake case.
    pub state: String,
}

const COLUMNS: &[Column] = &[
    Column::new("scheme", Kind::Text),
    Column::new("end_to_end_id", Kind::Text),
    Column::new("grant", Kind::Text),
    Column::new("organisation_number", Kind::Text),
    Column::new("organisation_name", Kind::Text),
    Column::new("account_number", Kind::Text),
    Column::new("amount", Kind::Money),
    Column::new("chapter_post", Kind::Text),
    Column::new("due_date", Kind::Date),
    Column::new("attested_by", Kind::Text),
    Column::new("approved_by", Kind::Text),
    Column::new("booked_date", Kind::Date),
    Column::new("case_reference", Kind::Text),
    Column::new("kid", Kind::Text),
    Column::new("text", Kind::Text),
    Column::new("standard_account", Kind::Text),
    Column::new("attest_time", Kind::Time),
    Column::new("approve_time", Kind::Time),
    Column::new("batch", Kind::Text),
    Column::new("state", Kind::Text),
];

impl Row for Payment {
    const LAYOUT: Layout = Layout {
        name: "payments",
        version: 1,
        columns: COLUMNS,
    };

    fn cell(&self, column: usize) -> Cell<'_> {
        match column {
            0 => Cell::text(&self.scheme),
            1 => Cell::text(&self.end_to_end_id),
            2 => Cell::text(&self.grant),
            3 => Cell::text(self.organisation.as_str()),
            4 => Cell::text(&self.organisation_name),
            5 => Cell::text(self.account.as_str()),
            6 => Cell::Money(self.amount),
            7 => Cell::text(self.chapter_post.as_str()),
            8 => Cell::Date(self.due),
            9 => Cell::text(&self.attested_by),
            10 => Cell::or_empty(self.approved_by.as_deref(), Cell::text),
            11 => Cell::or_empty(self.booked, Cell::Date),
            12 => Cell::Text(self.case_reference.to_string().into()),
            13 => match &self.remittance {
                Remittance::Kid(kid) => Cell::text(kid.as_str()),
                Remittance::Text(_) => Cell::Empty,
            },
            14 => match &self.remittance {
                Remittance::Kid(_) => Cell::Empty,
                Remittance::Text(text) => Cell::text(text),
            },
            15 => Cell::or_empty(self.standard_account.as_deref(), Cell::text),
            16 => Cell::Time(self.attested),
            17 => Cell::or_empty(self.approved, Cell::Time),
            18 => Cell::or_empty(self.batch.as_deref(), Cell::text),
            19 => Cell::text(&self.state),
            _ => Cell::Empty,
        }
    }
}
