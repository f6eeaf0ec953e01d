//! The price of each floor, quota and cap to the others: the difference to a run without it.

use allocation::Error;
use allocation::amounts;
use allocation::scenario::{Applicant, Scenario};
use serde::{Deserialize, Serialize};

/// A policy that a scenario could do without.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "policy", rename_all = "snake_case")]
pub enum Policy {
    /// Applicants' own minima.
    Minima,
    /// Applicants' own maxima.
    Maxima,
    /// Room under other rules.
    Headroom,
    /// The damper.
    Damping,
    /// The useful minimum.
    UsefulMinimum,
    /// Ceilings by year of support.
    YearlyCeilings,
    /// The score threshold.
    Threshold,
    /// Strict priority of classes.
    PriorityClasses,
    /// A group's quota.
    Quota {
        /// The group.
        group: String,
    },
    /// The cap on what all of one concern get.
    ConcernCap,
    /// A reserved frame.
    Reserved {
        /// The group it is kept for.
        group: String,
    },
}

/// The amounts that a policy moved, in units.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Price {
    /// The policy.
    #[serde(flatten)]
    pub policy: Policy,
    /// The sum of the gains of those who are better off with it.
    pub gained: i64,
    /// The sum of the losses of those who are worse off with it: its cost to the others.
    pub cost: i64,
    /// Number of applicants that are better off.
    pub gainers: usize,
    /// Number of applicants that pay.
    pub payers: usize,
}

/// The price of every policy that the scenario uses, each by a run without it.
///
/// # Errors
/// The scenario itself contradicts itself. A policy that the rest cannot do without (a run without
/// it is a conflict) has no price and is left out.
pub fn prices(scenario: &Scenario) -> Result<Vec<Price>, Error> {
    let with = amounts(scenario)?;
    let mut prices = Vec::new();
    for (policy, without) in without_each(scenario) {
        let Ok(without) = amounts(&without) else {
            continue;
        };
        let mut price = Price {
            policy,
            gained: 0,
            cost: 0,
            gainers: 0,
            payers: 0,
        };
        for (with, without) in with.iter().zip(without) {
            let more = (*with - without).get();
            price.gained += more.max(0);
            price.cost += (-more).max(0);
            price.gainers += usize::from(more > 0);
            price.payers += usize::from(more < 0);
        }
        prices.push(price);
    }
    Ok(prices)
}

/// The gain or loss of one applicant by a policy, in units.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnPrice {
    /// The policy.
    #[serde(flatten)]
    pub policy: Policy,
    /// Its award.
    pub with: i64,
    /// Its award in a run without the policy.
    pub without: i64,
}

/// Returns what every policy that the scenario uses gave one applicant or cost it, each by a run
/// without it; nothing where there is no such applicant.
///
/// # Errors
/// The scenario itself contradicts itself. A policy that the rest cannot do without is left out.
pub fn own_prices(scenario: &Scenario, id: &str) -> Result<Vec<OwnPrice>, Error> {
    let with = amounts(scenario)?;
    let place = scenario.applicants.iter().position(|one| one.id == id);
    let Some(place) = place else {
        return Ok(Vec::new());
    };
    let own = |(policy, without): (Policy, Scenario)| {
        let without = amounts(&without).ok()?;
        Some(OwnPrice {
            policy,
            with: with[place].get(),
            without: without[place].get(),
        })
    };
    Ok(without_each(scenario).into_iter().filter_map(own).collect())
}

/// The scenario without each policy that it uses.
fn without_each(scenario: &Scenario) -> Vec<(Policy, Scenario)> {
    let mut all = Vec::new();
    let mut without = |policy: Policy, change: &dyn Fn(&mut Scenario)| {
        let mut changed = scenario.clone();
        change(&mut changed);
        if changed != *scenario {
            all.push((policy, changed));
        }
    };
    let each = |change: fn(&mut Applicant)| {
        move |scenario: &mut Scenario| scenario.applicants.iter_mut().for_each(change)
    };
    without(Policy::Minima, &each(|a| a.min = None));
    without(Policy::Maxima, &each(|a| a.max = None));
    without(Policy::Headroom, &each(|a| a.headroom = None));
    without(
        Policy::PriorityClasses,
        &each(|a| a.priority_class = a.priority_class.filter(|class| *class == 1)),
    );
    without(Policy::Damping, &|scenario| scenario.damping = None);
    without(Policy::UsefulMinimum, &|scenario| {
        scenario.useful_minimum = None;
        scenario
            .applicants
            .iter_mut()
            .for_each(|a| a.useful_minimum = None);
    });
    without(Policy::YearlyCeilings, &|scenario| {
        scenario.yearly_ceilings.clear()
    });
    without(Policy::Threshold, &|scenario| scenario.threshold = None);
    without(Policy::ConcernCap, &|scenario| scenario.concern_cap = None);
    for (place, quota) in scenario.groups.iter().enumerate() {
        without(
            Policy::Quota {
                group: quota.path.join("/"),
            },
            &|scenario| drop(scenario.groups.remove(place)),
        );
    }
    for (place, frame) in scenario.reserved.iter().enumerate() {
        without(
            Policy::Reserved {
                group: frame.path.join("/"),
            },
            &|scenario| drop(scenario.reserved.remove(place)),
        );
    }
    all
}
