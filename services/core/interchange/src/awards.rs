//! The table of awards: every decided application of a call.

use chrono::NaiveDate;
use domain::allocation::award::Decision;
use domain::identifiers::{CaseReference, ChapterPost, MunicipalityNumber, OrganisationNumber};
use domain::money::Money;
use domain::organisation::ApplicantKind;

use crate::table::{Cell, Column, Kind, Layout, Row};

/// A row of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Award {
    /// The scheme's code.
    pub scheme: String,
    /// The call's id.
    pub call: String,
    /// Name of the application.
    pub application: String,
    /// Applicant's organisation number; none for a private person.
    pub organisation: Option<OrganisationNumber>,
    /// Applicant's name.
    pub organisation_name: String,
    /// Applicant's municipality.
    pub municipality: Option<MunicipalityNumber>,
    /// Amount applied for (søkt).
    pub requested: Money,
    /// Largest amount the rules allow (innstilt).
    pub calculated: Money,
    /// Amount decided.
    pub awarded: Money,
    /// The decision.
    pub decision: Decision,
    /// The reason, in words; empty where everything was granted.
    pub reason: String,
    /// The case.
    pub case_reference: CaseReference,
    /// Kind of applicant.
    pub applicant_kind: ApplicantKind,
    /// Promised and not released (tilsagn).
    pub committed: Money,
    /// Paid (utbetalt).
    pub paid: Money,
    /// Repaid (tilbakebetalt).
    pub repaid: Money,
    /// Day of the decision.
    pub decided: Option<NaiveDate>,
    /// Chapter and post of the State budget.
    pub chapter_post: ChapterPost,
    /// Budget year.
    pub budget_year: i32,
    /// True if the award must be in the register of state aid; none where it is not known.
    pub state_aid: Option<bool>,
    /// Plan line, as a code; empty where it is not known.
    pub plan_line: String,
    /// Goals, as codes with weights: `g3=2 g4=2`.
    pub goals: String,
    /// Target groups, as codes with weights.
    pub target_groups: String,
    /// Measure, as a code.
    pub measure: String,
    /// The organisation it was granted to, where another holds it now.
    pub granted_to: Option<OrganisationNumber>,
    /// Name of that organisation; empty otherwise.
    pub granted_to_name: String,
}

const COLUMNS: &[Column] = &[
    Column::new("scheme", Kind::Text),
    Column::new("call", Kind::Text),
    Column::new("application", Kind::Text),
    Column::new("organisation_number", Kind::Text),
    Column::new("organisation_name", Kind::Text),
    Column::new("municipality_number", Kind::Text),
    Column::new("requested", Kind::Money),
    Column::new("calculated", Kind::Money),
    Column::new("awarded", Kind::Money),
    Column::new("decision", Kind::Text),
    Column::new("reason", Kind::Text),
    Column::new("case_reference", Kind::Text),
    Column::new("applicant_kind", Kind::Text),
    Column::new("committed", Kind::Money),
    Column::new("paid", Kind::Money),
    Column::new("repaid", Kind::Money),
    Column::new("decided_date", Kind::Date),
    Column::new("chapter_post", Kind::Text),
    Column::new("budget_year", Kind::Integer),
    Column::new("state_aid", Kind::Boolean),
    Column::new("plan_line", Kind::Text),
    Column::new("goals", Kind::Text),
    Column::new("target_groups", Kind::Text),
    Column::new("measure", Kind::Text),
    Column::new("granted_to_number", Kind::Text),
    Column::new("granted_to_name", Kind::Text),
];

impl Row for Award {
    const LAYOUT: Layout = Layout {
        name: "awards",
        version: 1,
        columns: COLUMNS,
    };

    fn cell(&self, column: usize) -> Cell<'_> {
        match column {
            0 => Cell::text(&self.scheme),
            1 => Cell::text(&self.call),
            2 => Cell::text(&self.application),
            3 => Cell::or_empty(self.organisation.as_ref(), |number| {
                Cell::text(number.as_str())
            }),
            4 => Cell::text(&self.organisation_name),
            5 => Cell::or_empty(self.municipality.as_ref(), |number| {
                Cell::text(number.as_str())
            }),
            6 => Cell::Money(self.requested),
            7 => Cell::Money(self.calculated),
            8 => Cell::Money(self.awarded),
            9 => Cell::text(self.decision.name()),
            10 => Cell::text(&self.reason),
            11 => Cell::Text(self.case_reference.to_string().into()),
            12 => Cell::text(self.applicant_kind.code()),
            13 => Cell::Money(self.committed),
            14 => Cell::Money(self.paid),
            15 => Cell::Money(self.repaid),
            16 => Cell::or_empty(self.decided, Cell::Date),
            17 => Cell::text(self.chapter_post.as_str()),
            18 => Cell::Integer(self.budget_year.into()),
            19 => Cell::or_empty(self.state_aid, Cell::Boolean),
            20 => Cell::text(&self.plan_line),
            21 => Cell::text(&self.goals),
            22 => Cell::text(&self.target_groups),
            23 => Cell::text(&self.measure),
            24 => Cell::or_empty(self.granted_to.as_ref(), |number| {
                Cell::text(number.as_str())
            }),
            25 => Cell::text(&self.granted_to_name),
            _ => Cell::Empty,
        }
    }
}
