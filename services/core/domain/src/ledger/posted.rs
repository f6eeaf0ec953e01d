//! Postings as they are read back: with their source, and as the story of one grant.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};

use super::{BudgetItem, Posting};
use crate::event::EventRef;
use crate::identifiers::{AllocationId, CaseReference, OrganisationNumber};
use crate::money::Money;
use crate::organisation::ApplicantKind;
use crate::tags::{TaggedShare, TaggedSums, Tags};

/// A posting with its source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Posted {
    /// Number of the posting, in the order of posting.
    pub id: i64,
    /// The posting.
    pub posting: Posting,
    /// Case and recipient of the grant that it touches.
    pub case: Option<(CaseReference, ApplicantKind)>,
    /// The allocation whose decision moved it.
    pub decision: Option<AllocationId>,
    /// The event that tells of it.
    pub event: EventRef,
    /// The time.
    pub at: DateTime<Utc>,
}

/// A change of one grant's money, by one posting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Movement {
    /// The posting.
    pub posting: i64,
    /// The time.
    pub at: DateTime<Utc>,
    /// The budget year it is charged to.
    pub year: i32,
    /// Change of what is promised; below zero where it was released.
    pub committed: Money,
    /// Change of what was paid, repaid or not.
    pub paid: Money,
    /// Change of what was repaid.
    pub repaid: Money,
}

/// The dates and the money of an award.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AwardMoney {
    /// Kind of applicant.
    pub kind: ApplicantKind,
    /// Day the application was submitted last.
    pub applied: NaiveDate,
    /// Day of the decision that set the amount.
    pub decided: NaiveDate,
    /// The budget item that the call draws on.
    pub item: BudgetItem,
    /// Promised and not released.
    pub committed: Money,
    /// Paid, repaid or not.
    pub paid: Money,
    /// Repaid.
    pub repaid: Money,
    /// Every change of its money, in order; `None` where only the sums were asked for.
    pub movements: Option<Vec<Movement>>,
    /// It is state aid, or is not; none where nothing was promised or the form does not ask.
    pub state_aid: Option<bool>,
    /// Its tags; none where nothing was promised, or before there were tags.
    pub tags: Option<Tags>,
    /// Number and name of the organisation it was granted to, where another holds it now.
    pub granted_to: Option<(OrganisationNumber, String)>,
}

impl AwardMoney {
    /// The money of each tag, in the order of the tags; none where the changes are not known.
    #[must_use]
    pub fn tagged(&self) -> Vec<(&TaggedShare, Option<TaggedSums>)> {
        let Some(tags) = &self.tags else {
            return Vec::new();
        };
        let shares = tags.shares().iter();
        match &self.movements {
            None => shares.map(|share| (share, None)).collect(),
            Some(movements) => shares.zip(parts(tags, movements).map(Some)).collect(),
        }
    }
}

/// Divides the money among tags. Each budget year is divided by itself, as in the sums over all
/// grants.
fn parts(tags: &Tags, movements: &[Movement]) -> impl Iterator<Item = TaggedSums> + use<> {
    let mut years: BTreeMap<i32, TaggedSums> = BTreeMap::new();
    for movement in movements {
        years.entry(movement.year).or_default().add(&TaggedSums {
            committed: movement.committed,
            paid: movement.paid,
            repaid: movement.repaid,
            // What is promised falls by a release alone.
            released: Money::from_ore((-movement.committed.ore()).max(0)),
        });
    }
    let mut parts = vec![TaggedSums::default(); tags.shares().len()];
    for sums in years.values() {
        for (of_tag, part) in parts.iter_mut().zip(sums.divide(tags)) {
            of_tag.add(&part);
        }
    }
    parts.into_iter()
}
