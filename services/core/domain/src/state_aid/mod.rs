//! State aid (offentlig støtte): awards to economic activity, in euro at the rate of the day of the
//! award; which of them must be registered, and the room for small aid (bagatellmessig støtte, de
//! minimis) of an undertaking and its group.
//!
//! Small aid counts by fiscal year: the year of the award and the years before it that the limit
//! says, never years to come. It counts for the whole group, from all public givers: what this
//! service gave, and what the forms declare, each once.

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::calendar::local_date;
use crate::identifiers::{AllocationId, ApplicationId, CallId, CaseReference, OrganisationNumber};
use crate::money::Money;
use crate::rules::RuleError;

/// Kroner for one euro on a day, in ten-thousandths of a krone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EuroRate(i64);

/// A text that is no rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be kroner for one euro with at most four decimals, as in 11.4825")]
pub struct NoEuroRate;

impl EuroRate {
    /// Ten-thousandths of a krone in a krone.
    const PARTS: i64 = 10_000;

    /// The rate of so many ten-thousandths of a krone; `None` unless between 0.0001 and 999.9999
    /// kroner.
    #[must_use]
    pub const fn new(ten_thousandths: i64) -> Option<Self> {
        if ten_thousandths >= 1 && ten_thousandths < 1_000 * Self::PARTS {
            Some(Self(ten_thousandths))
        } else {
            None
        }
    }

    /// Ten-thousandths of a krone.
    #[must_use]
    pub const fn ten_thousandths(self) -> i64 {
        self.0
    }

    /// Kroner.
    #[must_use]
    pub fn kroner(self) -> Decimal {
        Decimal::new(self.0, 4)
    }

    /// Returns an amount in euro cents, rounded up: a cent too little would hide a limit.
    #[must_use]
    pub fn euro_cents(self, amount: Money) -> i64 {
        let product = i128::from(amount.ore()) * i128::from(Self::PARTS);
        let cents = -(-product).div_euclid(i128::from(self.0));
        i64::try_from(cents).unwrap_or(i64::MAX)
    }
}

impl FromStr for EuroRate {
    type Err = NoEuroRate;

    fn from_str(text: &str) -> Result<Self, NoEuroRate> {
        let digits = |byte: u8| byte.is_ascii_digit() || byte == b'.';
        let rate: Decimal = text.parse().map_err(|_| NoEuroRate)?;
        if !text.bytes().all(digits) || rate.scale() > 4 {
            return Err(NoEuroRate);
        }
        let parts = (rate * Decimal::from(Self::PARTS)).try_into();
        parts.ok().and_then(Self::new).ok_or(NoEuroRate)
    }
}

/// The limit of small aid that holds for a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SmallAidLimit {
    /// The limit, in whole euro.
    pub euro: i64,
    /// The years before that of the award that count with it.
    pub years_before: u32,
}

/// Aid that a form declares: given by any public giver to the applicant or another of its group.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct DeclaredAid {
    /// The recipient.
    pub recipient: OrganisationNumber,
    /// The day it was awarded.
    pub awarded: NaiveDate,
    /// The amount in euro cents, at the rate of that day.
    pub euro_cents: i64,
    /// It was given as small aid.
    pub small: bool,
}

/// The answers of a form on state aid, under the rules of its call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StateAid {
    /// The activity is economic, so that a grant is aid.
    pub economic: bool,
    /// The limit of small aid; none while small aid is paused.
    pub limit: Option<SmallAidLimit>,
    /// Aid that was given before.
    pub declared: Vec<DeclaredAid>,
}

/// Aid that this service gave: an award to economic activity, or what raised it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenAid {
    /// The call.
    pub call: CallId,
    /// The grant.
    pub grant: ApplicationId,
    /// The case.
    pub case: CaseReference,
    /// The allocation that decided it.
    pub allocation: AllocationId,
    /// The recipient.
    pub recipient: OrganisationNumber,
    /// The recipient's name.
    pub recipient_name: String,
    /// The time of the decision.
    pub decided: DateTime<Utc>,
    /// The amount.
    pub amount: Money,
    /// The rate of the day.
    pub rate: EuroRate,
    /// The limit of small aid that held; none where it was paused.
    pub limit: Option<SmallAidLimit>,
    /// Aid that the form declared.
    pub declared: Vec<DeclaredAid>,
}

impl GivenAid {
    /// The day it was awarded.
    #[must_use]
    pub fn awarded(&self) -> NaiveDate {
        local_date(self.decided)
    }

    /// The amount in euro cents.
    #[must_use]
    pub fn euro_cents(&self) -> i64 {
        self.rate.euro_cents(self.amount)
    }
}

/// A line of the work list on state aid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AidLine {
    /// The aid.
    pub given: GivenAid,
    /// Its number among the awards to the grant, from 1: the award, then what raised it.
    pub number: i32,
    /// The recipient and the others of its group, as far as forms tell.
    pub group: BTreeSet<OrganisationNumber>,
    /// It must be registered: the awards to the grant so far come to the threshold of its day.
    pub registered: bool,
    /// Small aid to the group in the window before it, in euro cents; none where it is not small
    /// aid itself.
    pub used: Option<i64>,
}

impl AidLine {
    /// Returns the room for small aid that is left after it, in euro cents: below zero where it is
    /// beyond the limit. None where it is not small aid.
    #[must_use]
    pub fn left(&self) -> Option<i64> {
        let limit = self.given.limit?.euro.saturating_mul(100);
        Some(limit - self.used? - self.given.euro_cents())
    }
}

/// Returns the lines of all aid that was given, in the order of the decisions. `threshold` is the
/// euro from which aid of a day is registered.
///
/// # Errors
/// [`RuleError`] when the threshold cannot be read.
pub fn lines(
    mut all: Vec<GivenAid>,
    threshold: impl Fn(NaiveDate) -> Result<Option<i64>, RuleError>,
) -> Result<Vec<AidLine>, RuleError> {
    all.sort_by(|one, other| {
        let order = |aid: &GivenAid| (aid.decided, aid.case.to_string(), aid.allocation);
        order(one).cmp(&order(other))
    });
    let groups = groups(&all);
    let mut lines: Vec<AidLine> = Vec::with_capacity(all.len());
    for given in all {
        let group = groups.get(&given.recipient).cloned().unwrap_or_default();
        let of_grant = lines
            .iter()
            .filter(|line| (&line.given.call, line.given.grant) == (&given.call, given.grant));
        let (mut number, mut cents) = (1, given.euro_cents());
        for line in of_grant {
            number += 1;
            cents = cents.saturating_add(line.given.euro_cents());
        }
        let used = given.limit.map(|limit| {
            let before = lines.iter().map(|line| &line.given);
            used(before, &given, &group, limit.years_before)
        });
        let threshold = threshold(given.awarded())?;
        let reached = threshold.is_some_and(|euro| cents >= euro.saturating_mul(100));
        lines.push(AidLine {
            given,
            number,
            group,
            registered: reached,
            used,
        });
    }
    Ok(lines)
}

/// Sums the small aid to a group in the window of an award. Aid that is declared by several forms,
/// or that this service gave itself, counts once.
fn used<'a>(
    before: impl Iterator<Item = &'a GivenAid>,
    given: &GivenAid,
    group: &BTreeSet<OrganisationNumber>,
    years_before: u32,
) -> i64 {
    let year = given.awarded().year();
    let first = year.saturating_sub(i32::try_from(years_before).unwrap_or(i32::MAX));
    let counts = |recipient: &OrganisationNumber, awarded: NaiveDate| {
        group.contains(recipient) && (first..=year).contains(&awarded.year())
    };
    let of_group: Vec<&GivenAid> = before
        .filter(|one| group.contains(&one.recipient))
        .collect();
    // How often each award counts: as often as the form says that names it most often.
    let mut told: BTreeMap<&DeclaredAid, usize> = BTreeMap::new();
    for form in of_group.iter().copied().chain([given]) {
        let mut of_form: BTreeMap<&DeclaredAid, usize> = BTreeMap::new();
        let small = form.declared.iter().filter(|one| one.small);
        for one in small.filter(|one| counts(&one.recipient, one.awarded)) {
            *of_form.entry(one).or_default() += 1;
        }
        for (one, times) in of_form {
            let most = told.entry(one).or_default();
            *most = times.max(*most);
        }
    }
    let mut cents = 0_i64;
    let small = of_group.into_iter().filter(|one| one.limit.is_some());
    for one in small.filter(|one| counts(&one.recipient, one.awarded())) {
        cents = cents.saturating_add(one.euro_cents());
        let same = told.iter_mut().find(|(declared, times)| {
            **times > 0
                && (&declared.recipient, declared.awarded, declared.euro_cents)
                    == (&one.recipient, one.awarded(), one.euro_cents())
        });
        if let Some((_, times)) = same {
            *times -= 1;
        }
    }
    told.into_iter().fold(cents, |cents, (one, times)| {
        let times = i64::try_from(times).unwrap_or(i64::MAX);
        cents.saturating_add(one.euro_cents.saturating_mul(times))
    })
}

/// Returns the group of each recipient: those that forms name together, with those that other forms
/// name together with them.
fn groups(all: &[GivenAid]) -> BTreeMap<OrganisationNumber, BTreeSet<OrganisationNumber>> {
    let mut groups: Vec<BTreeSet<OrganisationNumber>> = Vec::new();
    for aid in all {
        let others = aid.declared.iter().map(|one| one.recipient.clone());
        let mut group: BTreeSet<OrganisationNumber> = others.collect();
        group.insert(aid.recipient.clone());
        groups.retain(|other| {
            let apart = group.is_disjoint(other);
            if !apart {
                group.extend(other.iter().cloned());
            }
            apart
        });
        groups.push(group);
    }
    let members = groups.into_iter().flat_map(|group| {
        let members = group.clone().into_iter();
        members.map(move |member| (member, group.clone()))
    });
    members.collect()
}

#[cfg(test)]
mod tests;
