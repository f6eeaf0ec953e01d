//! The settlement of a grant by its accepted accounts: what may be kept, what is not paid, what is
//! paid back.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::grant::{
    Budget, Grant, GrantPart, GrantState, Instalment, InstalmentState, SettlementRule, UnitArea,
};
use crate::money::Money;
use crate::refusal::Refusal;
use crate::step::{StepName, StepRecord};

/// One line of the accounts over all reports, held against the budget.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettledLine {
    /// Code of the budget line.
    pub code: String,
    /// The approved budget.
    pub budget: Money,
    /// Reported as actual.
    pub reported: Money,
    /// Accepted by the authority.
    pub accepted: Money,
    /// The part of what was accepted that counts.
    pub counted: Money,
}

/// A part of the grant as it was settled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettledPart {
    /// Code; empty for the whole grant.
    pub code: String,
    /// The amount granted.
    pub granted: Money,
    /// The approved budget of its lines.
    pub budget: Money,
    /// The cost that counts.
    pub counted: Money,
    /// The area of its unit, where it was granted by area.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<UnitArea>,
    /// The amount that may be kept: granted × min(1, counted ÷ budget) × min(1, area built ÷ area
    /// counted).
    pub kept: Money,
}

/// The settlement of a grant, line by line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settlement {
    /// The lines; none for grants that were settled before settlements had lines.
    #[serde(default)]
    pub lines: Vec<SettledLine>,
    /// The parts.
    #[serde(default)]
    pub parts: Vec<SettledPart>,
    /// Moved to equity, which is not kept.
    #[serde(default)]
    pub moved_to_equity: Money,
    /// The amount that may be kept.
    pub kept: Money,
}

/// One line of accepted accounts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AcceptedLine {
    /// Code of the budget line.
    pub code: String,
    /// Budgeted.
    pub budget: Money,
    /// Reported as actual.
    pub reported: Money,
    /// Accepted by the authority.
    pub accepted: Money,
}

impl Settlement {
    /// Settles a grant by the accepted lines of all its reports, each code once: every part is
    /// reduced in proportion to the cost that counts, and to the area that was built where it was
    /// granted by area, to the øre, rounded down; less what was moved to equity. Without any line
    /// cost reduces nothing. Source of the proportion: Husbanken's guide
    /// 4.4 and Helsedirektoratet's standard terms.
    ///
    /// `budget` is the approved one; a grant that was decided before grants had budgets is held
    /// against the figures of its reports.
    #[must_use]
    pub fn of(
        rule: &SettlementRule,
        budget: Option<&Budget>,
        accepted: &[AcceptedLine],
        moved_to_equity: Money,
    ) -> Self {
        let lines: Vec<SettledLine> = accepted
            .iter()
            .map(|line| settled_line(line, budget, rule.by_line))
            .collect();
        let parts: Vec<SettledPart> = rule
            .parts
            .iter()
            .map(|part| settled_part(part, budget, &lines))
            .collect();
        let kept: i64 = parts.iter().map(|part| part.kept.ore()).sum();
        Self {
            lines,
            parts,
            moved_to_equity,
            kept: Money::from_ore((kept - moved_to_equity.ore()).max(0)),
        }
    }
}

fn settled_line(line: &AcceptedLine, budget: Option<&Budget>, by_line: bool) -> SettledLine {
    let budgeted = budget.map_or(Some(line.budget), |budget| budget.at(&line.code));
    let counted = match budgeted {
        // A cost that was never approved.
        None => Money::ZERO,
        Some(most) if by_line => line.accepted.min(most),
        Some(_) => line.accepted,
    };
    SettledLine {
        code: line.code.clone(),
        budget: budgeted.unwrap_or_default(),
        reported: line.reported,
        accepted: line.accepted,
        counted,
    }
}

fn settled_part(part: &GrantPart, budget: Option<&Budget>, lines: &[SettledLine]) -> SettledPart {
    let of_part = || lines.iter().filter(|line| part.has(&line.code));
    let budgeted = match budget {
        Some(budget) => Money::saturating_sum(
            budget
                .lines()
                .iter()
                .filter(|line| part.has(&line.code))
                .map(|line| line.amount),
        ),
        None => Money::saturating_sum(of_part().map(|line| line.budget)),
    };
    let counted = Money::saturating_sum(of_part().map(|line| line.counted));
    let by_cost = (!lines.is_empty()).then_some((counted, budgeted));
    SettledPart {
        code: part.code.clone(),
        granted: part.granted,
        budget: budgeted,
        counted,
        area: part.area,
        kept: reduced(part.granted, by_cost, part.area),
    }
}

/// Returns granted × min(1, counted ÷ budget), to the øre, rounded down.
#[must_use]
pub fn in_proportion(granted: Money, counted: Money, budget: Money) -> Money {
    reduced(granted, Some((counted, budget)), None)
}

/// The amount reduced in proportion to the cost that counts, and to the area that was built;
/// rounded down to the øre once.
fn reduced(granted: Money, by_cost: Option<(Money, Money)>, area: Option<UnitArea>) -> Money {
    let cost = by_cost.map(|(counted, budget)| (counted.ore().max(0), budget.ore()));
    let area = area.map(|area| (i64::from(area.built_or_counted()), i64::from(area.counted)));
    let shares = [cost, area].into_iter().flatten();
    let below_one = shares.filter(|(part, whole)| part < whole);
    let (part, whole) = below_one.fold((1, 1), |(parts, wholes), (part, whole)| {
        (parts * i128::from(part), wholes * i128::from(whole))
    });
    // An amount is below 2^53 øre and an area below 2^16 dm², so that three of them fit.
    let kept = i128::from(granted.ore()) * part / whole;
    Money::from_ore(i64::try_from(kept).unwrap_or(granted.ore()))
}

/// A payment plan that is held against what may be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettledPlan {
    /// The amount paid, or on its way, beyond what may be kept.
    pub to_repay: Money,
    /// The instalments that change: reduced, or cancelled.
    pub changed: Vec<Instalment>,
}

/// Holds a payment plan against what may be kept: what is paid and attested counts first, then
/// planned instalments in order, each as far as what may be kept reaches.
#[must_use]
pub fn settle(kept: Money, instalments: &[Instalment]) -> SettledPlan {
    let bound = |state: &InstalmentState| {
        matches!(
            state,
            InstalmentState::Attested { .. }
                | InstalmentState::Approved { .. }
                | InstalmentState::Paid { .. }
        )
    };
    let paid: i64 = instalments
        .iter()
        .filter(|instalment| bound(&instalment.state))
        .map(|instalment| instalment.amount.ore())
        .sum();
    let mut left = kept.ore() - paid;
    let to_repay = Money::from_ore((-left).max(0));
    let mut changed = Vec::new();
    for instalment in instalments {
        if instalment.state != InstalmentState::Planned {
            continue;
        }
        let payable = instalment.amount.ore().min(left.max(0));
        left -= payable;
        if payable == 0 {
            changed.push(Instalment {
                state: InstalmentState::Cancelled,
                ..instalment.clone()
            });
        } else if payable < instalment.amount.ore() {
            changed.push(Instalment {
                amount: Money::from_ore(payable),
                ..instalment.clone()
            });
        }
    }
    SettledPlan { to_repay, changed }
}

impl Grant {
    /// The amount that may be kept, as it was settled last and no more than is granted, less what
    /// was claimed after breaches and with what appeals annulled of claims. None before a
    /// settlement, a claim, or a decision that grants less than is paid.
    #[must_use]
    pub fn kept(&self) -> Option<Money> {
        let claimed = self.claimed();
        let settled = self.settlement.as_ref().map(|settled| settled.kept);
        let annulled = self.annulled();
        let reduced = claimed.is_positive() || annulled.is_positive() || self.is_beyond();
        let kept = settled.or_else(|| reduced.then_some(self.granted))?;
        let kept = (kept.min(self.granted).ore() - claimed.ore()).max(0);
        Some(Money::from_ore(kept + annulled.ore()))
    }

    /// Settles the grant by accepted accounts. Gives the instalments that change.
    ///
    /// # Errors
    /// [`Refusal::WrongState`] unless it takes reports.
    pub fn settle(
        mut self,
        settlement: Settlement,
        step: StepRecord,
    ) -> Result<(Self, Vec<Instalment>), Refusal> {
        if !self.takes_reports() {
            return Err(self.wrong_state(StepName::AcceptReport));
        }
        self.settlement = Some(settlement);
        let changed = self.change_instalments(&[]);
        Ok((self.stamped(step), changed))
    }

    /// Ends the grant when its last report is accepted: closed, or recovery of what was paid beyond
    /// what may be kept. A grant with a duty to repay that is not over goes on.
    ///
    /// # Errors
    /// [`Refusal::WrongState`] unless it runs, its last report is delivered, or money remains to
    /// repay.
    pub fn finish(mut self, step: StepRecord) -> Result<Self, Refusal> {
        let goes_on = self.has_open_duty();
        self.state = match self.state {
            GrantState::Reported { account } | GrantState::Active { account } if goes_on => {
                GrantState::Active { account }
            }
            GrantState::Recovery { .. } if goes_on => self.state,
            GrantState::Reported { account } | GrantState::Active { account } => {
                GrantState::Closed { account }
            }
            GrantState::Recovery {
                account, to_repay, ..
            } => GrantState::Recovery {
                account,
                to_repay,
                ended: true,
            },
            _ => return Err(self.wrong_state(StepName::AcceptReport)),
        };
        Ok(self.stamped(step))
    }

    /// Puts changed instalments into the payment plan. A grant that is settled is held against what
    /// may be kept again, less what was repaid or remitted: a payment that came back or was stopped
    /// need not be repaid. Gives all that changed.
    pub fn change_instalments(&mut self, changes: &[Instalment]) -> Vec<Instalment> {
        for change in changes {
            self.put_instalment(change.clone());
        }
        let settled = self.settle_again();
        self.follow_payments();
        let numbers: BTreeSet<i32> = changes
            .iter()
            .chain(&settled)
            .map(|one| one.number)
            .collect();
        let plan = self.instalments.iter();
        let changed = plan.filter(|one| numbers.contains(&one.number));
        changed.cloned().collect()
    }

    fn settle_again(&mut self) -> Vec<Instalment> {
        let Some(kept) = self.kept() else {
            return Vec::new();
        };
        let still_held = Money::from_ore(kept.ore() + self.repaid_for_good().ore());
        let plan = self.instalments.iter().filter(|one| !one.is_paid_back());
        let plan: Vec<Instalment> = plan.cloned().collect();
        let SettledPlan { to_repay, changed } = settle(still_held, &plan);
        let to_repay = Money::from_ore((to_repay.ore() - self.remitted().ore()).max(0));
        for change in &changed {
            self.put_instalment(change.clone());
        }
        self.state = self.state.clone().settled(to_repay);
        changed
    }
}

impl GrantState {
    /// The state after a settlement that leaves an amount to repay. A grant that has money to repay
    /// is in recovery, and goes on or is closed when nothing remains.
    fn settled(self, to_repay: Money) -> Self {
        let owes = to_repay.is_positive();
        match self {
            Self::Closed { account } if owes => Self::Recovery {
                account,
                to_repay,
                ended: true,
            },
            Self::Active { account } | Self::Paused { account } | Self::Reported { account }
                if owes =>
            {
                Self::Recovery {
                    account,
                    to_repay,
                    ended: false,
                }
            }
            Self::Recovery { account, ended, .. } if owes => Self::Recovery {
                account,
                to_repay,
                ended,
            },
            Self::Recovery {
                account,
                ended: true,
                ..
            } => Self::Closed { account },
            Self::Recovery { account, .. } => Self::Active { account },
            other => other,
        }
    }
}
