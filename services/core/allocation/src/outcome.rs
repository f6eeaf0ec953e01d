//! The result of an allocation.

use crate::fraction::Fraction;
use crate::trace::Trace;
use crate::units::Amount;
use serde::{Deserialize, Serialize};

/// A budget divided. The same scenario gives the same allocation, byte for byte, on every machine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Allocation {
    /// The engine that made it: part of the run hash.
    pub engine: String,
    /// SHA-256 over engine version, rules, inputs and the draw's key: what an approver approves.
    pub run_hash: String,
    /// One award for each applicant, in the canonical order of their ids, whatever order they came
    /// in.
    pub awards: Vec<Award>,
    /// The certificate for an independent checker.
    pub certificate: Certificate,
}

/// The award of one applicant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Award {
    /// The applicant.
    pub id: String,
    /// The award in whole units. Without rounding, `exact` rounded down.
    pub amount: Amount,
    /// The exact share in units, before rounding.
    pub exact: Fraction,
    /// Its origin.
    pub trace: Trace,
}

/// The figures that prove an allocation, together with the trace of each award. Amounts in units.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Certificate {
    /// The budget.
    pub budget: Amount,
    /// Σ of all awards.
    pub spent: Amount,
    /// Kept for groups whose reserved frame has not been released and that could not use it.
    pub reserve: Amount,
    /// The amount left: `budget − spent − reserve`.
    pub unspent: Amount,
    /// The pots that shared the budget; an award's trace says which is its own.
    pub pots: Vec<Pot>,
}

/// Applicants that share one amount by one rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pot {
    /// The priority class.
    pub class: u32,
    /// The group that had a frame of its own; empty for the common pot.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub group: Vec<String>,
    /// The concern whose cap the pot is; `None` where the pot is a group's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub concern: Option<String>,
    /// The pot's budget.
    pub budget: Amount,
    /// The sum of its members' awards.
    pub spent: Amount,
    /// The sharing.
    pub sharing: Sharing,
    /// λ (or μ for losses), in units of amount for one of the traces' weights; `None` where the
    /// rule has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<Fraction>,
    /// The traces' weights per weight of one.
    pub weight_scale: Fraction,
    /// The proof that no other set is worth more, where whole projects were chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub knapsack: Option<crate::places::Certificate>,
}

/// The sharing of a pot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sharing {
    /// `x = clamp(base + λ·w, lo, hi)`.
    Awards,
    /// `x = clamp(claim − μ·w, lo, hi)`.
    Losses,
    /// Talmud, the budget at most half the claims: equal awards on half-claims, λ.
    TalmudAwards,
    /// Talmud, the budget above half the claims: half-claims and equal losses on the other halves,
    /// μ.
    TalmudLosses,
    /// The floors do not fit, and all there is goes to them:
    /// `x = clamp(λ·floor, first claim, floor)`, λ below 1.
    CutFloors,
    /// Down the ranked list.
    Ranked(crate::scenario::Tail),
    /// Whole places by a method of apportionment.
    Apportionment(crate::places::Method),
    /// The set of whole claims that is worth most.
    Knapsack,
}

impl Allocation {
    /// The award of an applicant.
    #[must_use]
    pub fn award(&self, id: &str) -> Option<&Award> {
        let found = self
            .awards
            .binary_search_by(|award| crate::draw::compare_ids(&award.id, id))
            .ok()?;
        self.awards.get(found)
    }
}
