//! Tags of commitments: the purposes that the money is for, fixed at the decision.
//!
//! A commitment has a tag for each goal and target group, with a weight. The money is divided by
//! the weights, to the øre, so that "how much of the plan line went to this target group" is a sum.
//! The plan line and the goals are rule values of the scheme; target groups and measure are read
//! from the application that was decided.

use std::collections::{BTreeMap, BTreeSet};

use allocation::places::apportionment::{Method, Options, Recipient, Weight, apportion};

use crate::money::Money;
use crate::rules::{IfInForce, RuleBook, RuleData, RuleError, RuleValues};

/// The plan line that a scheme's commitments are counted on: a code.
pub const PLAN_LINE: &str = "tags.plan_line";

/// The goals of the plan that a scheme serves, each as much as the next: codes.
pub const GOALS: &str = "tags.goals";

/// One purpose of a commitment, in codes. Codes are empty where nothing is known: for grants that
/// were decided before there were tags, and for rules that name no plan line.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tag {
    /// The plan line.
    pub plan_line: String,
    /// The goal.
    pub goal: String,
    /// The target group.
    pub target_group: String,
    /// The measure.
    pub measure: String,
}

/// A tag with its weight among the tags of one commitment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaggedShare {
    /// The tag.
    pub tag: Tag,
    /// The weight, above zero.
    pub weight: i64,
}

/// The part of a tag that an application's form decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormTags {
    /// The measure, a code of the profile.
    pub measure: &'static str,
    /// Target groups, codes of the profile, with weights. A group may stand several times.
    pub target_groups: Vec<(&'static str, u32)>,
}

/// The tags of one commitment: at least one, each once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tags(Vec<TaggedShare>);

impl Tags {
    /// The tags of a commitment: each goal with each target group.
    ///
    /// # Errors
    /// [`RuleError`] when the plan line or the goals are of the wrong type.
    pub fn of(form: &FormTags, rules: &RuleValues) -> Result<Self, RuleError> {
        let plan_line = rules.text(PLAN_LINE).if_in_force()?;
        let plan_line = plan_line.map_or("", |cited| cited.value);
        let goals = rules.texts(GOALS).if_in_force()?;
        let goals = goals.map(|cited| cited.value).unwrap_or_default();
        let mut weights: BTreeMap<&str, i64> = BTreeMap::new();
        for (group, weight) in form.target_groups.iter().filter(|(_, weight)| *weight > 0) {
            *weights.entry(group).or_default() += i64::from(*weight);
        }
        if weights.is_empty() {
            weights.insert("", 1);
        }
        let mut goals: BTreeSet<&str> = goals.into_iter().collect();
        if goals.is_empty() {
            goals.insert("");
        }
        let shares = goals.into_iter().flat_map(|goal| {
            weights.iter().map(move |(group, weight)| TaggedShare {
                tag: Tag {
                    plan_line: plan_line.to_owned(),
                    goal: goal.to_owned(),
                    target_group: (*group).to_owned(),
                    measure: form.measure.to_owned(),
                },
                weight: *weight,
            })
        });
        Ok(Self(shares.collect()))
    }

    /// Tags as they were stored; `None` unless there is one and all weights are above zero.
    #[must_use]
    pub fn stored(shares: Vec<TaggedShare>) -> Option<Self> {
        let sound = !shares.is_empty() && shares.iter().all(|share| share.weight > 0);
        sound.then_some(Self(shares))
    }

    /// The one tag, without codes, of a grant that was decided before there were tags.
    #[must_use]
    pub fn none() -> Self {
        Self(vec![TaggedShare {
            tag: Tag::default(),
            weight: 1,
        }])
    }

    /// The tags with their weights.
    #[must_use]
    pub fn shares(&self) -> &[TaggedShare] {
        &self.0
    }

    /// Divides an amount among the tags, in their order: the parts sum to it.
    ///
    /// The engine divides the øre by D'Hondt; among equals the first tag goes first. So a part
    /// never falls when the amount grows, and no tag is paid more than it was promised. Largest
    /// remainder and [`Money::split`] do not promise that.
    ///
    /// # Panics
    /// Never: weights above zero take any amount of money, and no two tags have the same place.
    #[must_use]
    pub fn divide(&self, amount: Money) -> Vec<Money> {
        let recipients: Vec<Recipient<usize>> = self
            .0
            .iter()
            .enumerate()
            .map(|(place, share)| {
                Recipient::new(Weight::whole(share.weight.unsigned_abs().into()), place)
            })
            .collect();
        let ore = amount.ore().unsigned_abs();
        let divided = apportion(ore, Method::Dhondt, &recipients, &Options::default())
            .expect("weights above zero take any amount of money");
        let parts = divided.places.into_iter().map(|part| {
            // No part is larger than the amount, which fits.
            let part = i64::try_from(part).unwrap_or_default();
            Money::from_ore(part * amount.ore().signum())
        });
        parts.collect()
    }
}

/// Sums over commitments.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TaggedSums {
    /// Promised and not released, whether paid or not.
    pub committed: Money,
    /// Paid, whether repaid or not.
    pub paid: Money,
    /// Repaid.
    pub repaid: Money,
    /// Promised once, and back in the frame.
    pub released: Money,
}

impl TaggedSums {
    /// Divides the sums among tags, in their order.
    #[must_use]
    pub fn divide(&self, tags: &Tags) -> Vec<Self> {
        let amounts = [self.committed, self.paid, self.repaid, self.released];
        let parts = amounts.map(|amount| tags.divide(amount).into_iter());
        let [mut committed, mut paid, mut repaid, mut released] = parts;
        let next = || {
            Some(Self {
                committed: committed.next()?,
                paid: paid.next()?,
                repaid: repaid.next()?,
                released: released.next()?,
            })
        };
        std::iter::from_fn(next).collect()
    }

    /// Adds other sums.
    pub fn add(&mut self, other: &Self) {
        let add = |sum: &mut Money, more| *sum = Money::saturating_sum([*sum, more]);
        add(&mut self.committed, other.committed);
        add(&mut self.paid, other.paid);
        add(&mut self.repaid, other.repaid);
        add(&mut self.released, other.released);
    }
}

/// The tags to sum over: all, or those with the codes that are given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TagFilter {
    /// The plan line.
    pub plan_line: Option<String>,
    /// The goal.
    pub goal: Option<String>,
    /// The target group.
    pub target_group: Option<String>,
    /// The measure.
    pub measure: Option<String>,
}

impl TagFilter {
    /// Returns whether a tag has every code that is given.
    #[must_use]
    pub fn takes(&self, tag: &Tag) -> bool {
        let codes = [
            (&self.plan_line, &tag.plan_line),
            (&self.goal, &tag.goal),
            (&self.target_group, &tag.target_group),
            (&self.measure, &tag.measure),
        ];
        codes
            .into_iter()
            .all(|(wanted, code)| wanted.as_ref().is_none_or(|wanted| wanted == code))
    }
}

/// Sums of commitments by budget year and tag.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TagSummary {
    /// The sums.
    pub rows: BTreeMap<(i32, Tag), TaggedSums>,
    /// The sum of the rows.
    pub total: TaggedSums,
}

impl TagSummary {
    /// Adds the money of one commitment in one budget year.
    pub fn add(&mut self, year: i32, (tags, sums): (&Tags, &TaggedSums), filter: &TagFilter) {
        for (share, part) in tags.shares().iter().zip(sums.divide(tags)) {
            if filter.takes(&share.tag) {
                let row = self.rows.entry((year, share.tag.clone()));
                row.or_default().add(&part);
                self.total.add(&part);
            }
        }
    }
}

/// Returns the plan lines that a rule book names, in any period.
#[must_use]
pub fn plan_lines(book: &RuleBook) -> BTreeSet<&str> {
    codes(book, PLAN_LINE)
}

/// Returns the goals that a rule book names, in any period.
#[must_use]
pub fn goals(book: &RuleBook) -> BTreeSet<&str> {
    codes(book, GOALS)
}

fn codes<'b>(book: &'b RuleBook, id: &str) -> BTreeSet<&'b str> {
    let values = book.entries().filter(|entry| entry.id == id);
    let texts = values.flat_map(|entry| match &entry.value {
        RuleData::List(list) => list.iter().filter_map(RuleData::as_text).collect(),
        one => Vec::from_iter(one.as_text()),
    });
    texts.collect()
}

#[cfg(test)]
mod tests;
