//! Tags of commitments.

use domain::findings::{message_id, sentence};
use domain::tags::{Tag, TagSummary, TaggedSums};

use crate::outward::Outward;
use crate::{SchemeContract, v1};

/// Prefix of the messages for plan lines.
pub(crate) const PLAN_LINE: &str = "plan-line-";

/// Prefix of the messages for goals.
pub(crate) const GOAL: &str = "goal-";

/// Prefix of the messages for target groups.
pub(crate) const TARGET_GROUP: &str = "target-group-";

/// Prefix of the messages for measures.
pub(crate) const MEASURE: &str = "measure-";

impl<S: SchemeContract> Outward<S> {
    /// Sums by budget year and tag.
    #[must_use]
    pub fn tag_summary(&self, summary: &TagSummary) -> v1::SummarizeTagsResponse {
        let rows = summary.rows.iter();
        let sums = rows.map(|((year, tag), amounts)| v1::TagSum {
            year: *year,
            tag: Some(self.tag(tag)),
            amounts: Some(amounts.into()),
        });
        v1::SummarizeTagsResponse {
            sums: sums.collect(),
            total: Some((&summary.total).into()),
        }
    }

    /// A tag with its titles.
    #[must_use]
    pub fn tag(&self, tag: &Tag) -> v1::CommitmentTag {
        v1::CommitmentTag {
            plan_line: Some(self.tag_code(PLAN_LINE, &tag.plan_line)),
            goal: Some(self.tag_code(GOAL, &tag.goal)),
            target_group: Some(self.tag_code(TARGET_GROUP, &tag.target_group)),
            measure: Some(self.tag_code(MEASURE, &tag.measure)),
        }
    }

    /// Codes with their titles.
    pub(crate) fn tag_codes(&self, prefix: &str, codes: &[&str]) -> Vec<v1::TagCode> {
        codes
            .iter()
            .map(|code| self.tag_code(prefix, code))
            .collect()
    }

    pub(crate) fn tag_code(&self, prefix: &str, code: &str) -> v1::TagCode {
        // Goals are the plan's, and have their texts in the domain's catalogue.
        let id = message_id(prefix, code);
        let title = || sentence(self.catalogues(), self.language, &id, &[]);
        let title = (!code.is_empty()).then(title);
        v1::TagCode {
            code: code.to_owned(),
            title: title.unwrap_or_default(),
        }
    }
}

impl From<&TaggedSums> for v1::TaggedAmounts {
    fn from(sums: &TaggedSums) -> Self {
        Self {
            committed: Some(sums.committed.into()),
            paid: Some(sums.paid.into()),
            repaid: Some(sums.repaid.into()),
            released: Some(sums.released.into()),
        }
    }
}
