//! Figures on the fairness and predictability of an allocation: from its frozen runs, its awards as
//! they are proposed or decided, and the municipality table. Figures are for people; none of them
//! feeds a decision.

mod ahead;
mod columns;
mod page;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use insight::metrics::{Figures, Mismatch, figures};
use rust_decimal::Decimal;

pub use ahead::ahead;
pub use page::Wording;

use crate::allocation::AllocationState;
use crate::allocation::award::Award;
use crate::allocation::decision::total;
use crate::allocation::frame::Run;
use crate::identifiers::{ApplicationId, CallId, OrganisationNumber};
use crate::money::Money;
use crate::rules::{RuleData, RuleValues};
use columns::Columns;

/// The rule value with the limits of the size classes of municipalities, inhabitants, ascending.
/// Without it there is one class.
const SIZE_LIMITS: &str = "figures.size_limits";

/// Reasons that rest on the budget alone and on nothing in the application: a refusal with one of
/// these names no criterion.
const UNSPECIFIC: [&str; 2] = ["FRAME_TOO_SMALL", "NOT_FUNDED"];

/// The inputs of the figures of one allocation.
#[derive(Debug, Clone)]
pub struct Subject {
    /// The call's title.
    pub title: String,
    /// The call.
    pub call: CallId,
    /// Its state.
    pub state: AllocationState,
    /// The day of the last step, in Norway.
    pub last_step_on: NaiveDate,
    /// The year the grants are for.
    pub grant_year: i32,
    /// SHA-256 over the runs' hashes.
    pub run_hash: String,
    /// SHA-256 over the decision document.
    pub decision_hash: String,
    /// The frozen runs by the code of their sub-frame, in the plan's order.
    pub runs: Vec<(String, Run)>,
    /// The awards as they are proposed or decided.
    pub awards: Vec<Award>,
    /// The facts of the decision; `None` before it.
    pub decided: Option<Decided>,
    /// Organisations that had a grant of the scheme in an earlier year.
    pub earlier: BTreeSet<OrganisationNumber>,
    /// Applications whose measure is based in an institution; `None` where the scheme's form does
    /// not ask.
    pub institution_based: Option<BTreeSet<ApplicationId>>,
    /// Limits between size classes of municipalities, inhabitants, ascending.
    pub size_limits: Vec<u64>,
}

/// The facts that only a decision has.
#[derive(Debug, Clone)]
pub struct Decided {
    /// The day, in Norway.
    pub on: NaiveDate,
    /// The year of the last planned payment of each grant.
    pub last_payment: BTreeMap<ApplicationId, i32>,
}

/// Another division among the same applicants, to compare with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alternative {
    /// Its kind.
    pub kind: AlternativeKind,
    /// The award of each application, øre, in the order of the subject's awards.
    pub award: Vec<i64>,
}

/// The kind of an alternative.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AlternativeKind {
    /// The engine's amounts, before a person adjusted any.
    Calculated,
    /// The same inputs by another rule.
    Rule(allocation::Rule),
}

/// The figures of one allocation, with what a page about them needs.
#[derive(Debug)]
pub struct FairnessReport {
    /// The figures. Groups of municipalities and kinds of applicants go by code.
    pub figures: Figures,
    subject: Subject,
    columns: Columns,
    alternatives: Vec<Alternative>,
}

impl Subject {
    /// Adds the calculated amounts of all awards.
    #[must_use]
    pub fn calculated(&self) -> Money {
        total(self.awards.iter().map(|award| award.calculated))
    }

    /// Adds the proposed or decided amounts of all awards.
    #[must_use]
    pub fn decided_sum(&self) -> Money {
        total(self.awards.iter().map(|award| award.amount))
    }

    /// Counts the awards that a person changed.
    #[must_use]
    pub fn adjusted(&self) -> usize {
        let changed = self.awards.iter().filter_map(Award::adjusted_by);
        changed.count()
    }
}

impl FairnessReport {
    /// Computes the figures, and what simple rules would have given the same applicants.
    ///
    /// # Errors
    /// [`Mismatch`] when the amounts sum to more than can be counted.
    pub fn of(subject: Subject) -> Result<Self, Mismatch> {
        let columns = Columns::of(&subject);
        Ok(Self {
            figures: figures(&columns.panel(&subject, &columns.kinds))?,
            alternatives: alternatives(&subject),
            columns,
            subject,
        })
    }

    /// The allocation the figures are about.
    #[must_use]
    pub const fn subject(&self) -> &Subject {
        &self.subject
    }
}

/// The limits of the size classes in force; none where the scheme names none.
#[must_use]
pub fn size_limits(rules: &RuleValues) -> Vec<u64> {
    let whole = |limit: &RuleData| match limit {
        RuleData::Integer(limit) => u64::try_from(*limit).ok(),
        RuleData::Decimal(_)
        | RuleData::Text(_)
        | RuleData::Date(_)
        | RuleData::Flag(_)
        | RuleData::List(_)
        | RuleData::Table(_) => None,
    };
    rules
        .list(SIZE_LIMITS)
        .map(|limits| limits.value.iter().filter_map(whole).collect())
        .unwrap_or_default()
}

/// A figure as a decimal number with six decimals, half to even.
#[must_use]
pub fn decimal(figure: f64) -> Decimal {
    // Six decimals of a figure that is no number: there is none, and zero says so in every table.
    let mut rounded = Decimal::try_from(figure).unwrap_or_default().round_dp(6);
    rounded.rescale(6);
    rounded
}

/// Returns true if a refusal names something in the application: its score, its class, its claim or
/// a rule about them.
fn names_a_criterion(award: &Award) -> bool {
    let reason = award.reason.as_ref();
    reason.is_some_and(|reason| !UNSPECIFIC.contains(&reason.code()))
}

/// The engine's amounts where any was adjusted, and the simple rules on the same frozen inputs,
/// each sub-frame by itself. A rule that contradicts the frame's bounds is left out.
fn alternatives(subject: &Subject) -> Vec<Alternative> {
    let calculated: Vec<i64> = subject
        .awards
        .iter()
        .map(|award| award.calculated.ore())
        .collect();
    let adjusted = subject
        .awards
        .iter()
        .any(|award| award.amount != award.calculated);
    let mut all = Vec::new();
    if adjusted {
        all.push(Alternative {
            kind: AlternativeKind::Calculated,
            award: calculated,
        });
    }
    let simple = [
        allocation::Rule::Proportional,
        allocation::Rule::ConstrainedEqualAwards,
    ];
    for rule in simple {
        if subject
            .runs
            .iter()
            .all(|(_, run)| run.scenario.rule == rule)
        {
            continue;
        }
        if let Some(award) = by_rule(subject, &rule) {
            let kind = AlternativeKind::Rule(rule);
            all.push(Alternative { kind, award });
        }
    }
    all
}

fn by_rule(subject: &Subject, rule: &allocation::Rule) -> Option<Vec<i64>> {
    let mut amounts: BTreeMap<String, i64> = BTreeMap::new();
    for (_, run) in &subject.runs {
        let mut scenario = run.scenario.clone();
        scenario.rule = rule.clone();
        let other = allocation::allocate(&scenario).ok()?;
        amounts.extend(
            other
                .awards
                .into_iter()
                .map(|award| (award.id, award.amount.get())),
        );
    }
    let amount = |award: &Award| amounts.get(&award.application.to_string()).copied();
    subject.awards.iter().map(amount).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_has_six_decimals() {
        let text = |figure: f64| decimal(figure).to_string();
        assert_eq!(text(1.0 / 3.0), "0.333333");
        assert_eq!(text(0.0), "0.000000");
        assert_eq!(text(-0.000_000_1), "0.000000");
        assert_eq!(text(12.5), "12.500000");
        assert_eq!(text(f64::NAN), "0.000000");
    }
}
