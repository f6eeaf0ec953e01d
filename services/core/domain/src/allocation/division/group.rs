//! By what applicants are grouped, and in which group each is.

use serde::{Deserialize, Serialize};

use crate::allocation::Competitor;
use crate::municipalities::{find, size_class};

/// The group of those who never had a grant of the scheme, as far as is known.
pub const NEW_ENTRANT: &str = "new";

/// The group of all others.
pub const EARLIER_RECIPIENT: &str = "earlier";

/// The group of those of whom it is not known where they belong.
pub const UNKNOWN_GROUP: &str = "unknown";

/// Something that applicants are grouped by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grouping {
    /// The applicant's county (fylke): the two digits its municipality number begins with.
    County,
    /// The size class of the applicant's municipality: `1` below the first limit, `2` from there to
    /// the second, and so on; `unknown` where the municipality exists no more. No source gives
    /// limits, so they are the scheme's or the case handler's.
    MunicipalitySize {
        /// Inhabitants where a class ends and the next begins, rising.
        limits: Vec<u32>,
    },
    /// New or earlier applicants of the scheme: `new` or `earlier`.
    NewEntrant,
    /// A grouping the scheme itself names when it places an application, by its code; `unknown`
    /// where it named no group.
    Scheme(String),
}

impl Grouping {
    /// The group an applicant is in.
    #[must_use]
    pub fn group(&self, competitor: &Competitor) -> String {
        let municipality = &competitor.applicant.municipality;
        match self {
            Grouping::County => municipality.county().to_owned(),
            Grouping::MunicipalitySize { limits } => find(municipality)
                .and_then(|found| found.today.as_ref())
                .map_or_else(
                    || UNKNOWN_GROUP.to_owned(),
                    |today| (size_class(today.population_2024, limits) + 1).to_string(),
                ),
            Grouping::NewEntrant if competitor.new_entrant => NEW_ENTRANT.to_owned(),
            Grouping::NewEntrant => EARLIER_RECIPIENT.to_owned(),
            Grouping::Scheme(code) => competitor
                .placement
                .groups
                .get(code)
                .map_or_else(|| UNKNOWN_GROUP.to_owned(), Clone::clone),
        }
    }

    /// Returns what it is called, for faults: two groupings of one division must differ in it.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Grouping::County => "county",
            Grouping::MunicipalitySize { .. } => "municipality_size",
            Grouping::NewEntrant => "new_entrant",
            Grouping::Scheme(code) => code,
        }
    }
}
