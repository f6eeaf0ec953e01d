//! The settlement of a grant when its last report is accepted: what may be kept, what is not paid,
//! what is paid back.

use std::collections::BTreeSet;

use crate::grant::{Grant, GrantState, Instalment, InstalmentState};
use crate::money::Money;
use crate::refusal::Refusal;
use crate::step::{StepName, StepRecord};

/// Returns what may be kept of a grant when the cost came out lower: granted × min(1, actual ÷
/// approved), to the øre, rounded down, less what was moved to equity. Source: Husbanken's guide
/// 4.4 and Helsedirektoratet's standard terms (proportional reduction).
#[must_use]
pub fn kept(granted: Money, approved: Money, actual: Money, moved_to_equity: Money) -> Money {
    let share = if approved <= Money::ZERO || actual >= approved {
        granted.ore()
    } else {
        let product = i128::from(granted.ore()) * i128::from(actual.ore().max(0));
        // The quotient is below granted, which is an i64.
        i64::try_from(product / i128::from(approved.ore())).unwrap_or(0)
    };
    Money::from_ore((share - moved_to_equity.ore()).max(0))
}

/// The settlement of a grant's money when its last report is accepted and `kept` is what may be
/// kept of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settlement {
    /// The amount paid, or on its way, beyond what may be kept.
    pub to_repay: Money,
    /// The instalments that change: reduced, or cancelled.
    pub changed: Vec<Instalment>,
}

/// Settles a grant: what is paid and attested counts first, then planned instalments in order, each
/// as far as what may be kept reaches.
#[must_use]
pub fn settle(kept: Money, instalments: &[Instalment]) -> Settlement {
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
    Settlement { to_repay, changed }
}

impl Grant {
    /// Ends the grant when its last report is accepted and `kept` is what may be kept of it:
    /// closed, or recovery of what was paid beyond it. Gives the instalments that change.
    ///
    /// # Errors
    /// [`Refusal::WrongState`] unless reported.
    pub fn finish(
        mut self,
        kept: Money,
        step: StepRecord,
    ) -> Result<(Self, Vec<Instalment>), Refusal> {
        self.state = match self.state {
            GrantState::Reported { account } => GrantState::Closed { account, kept },
            _ => return Err(self.wrong_state(StepName::AcceptReport)),
        };
        let changed = self.change_instalments(&[]);
        Ok((self.stamped(step), changed))
    }

    /// Puts changed instalments into the payment plan. A grant that has ended is settled again with
    /// them, less what was repaid: a payment that came back or was stopped need not be repaid.
    /// Gives all that changed.
    pub fn change_instalments(&mut self, changes: &[Instalment]) -> Vec<Instalment> {
        for change in changes {
            self.put_instalment(change.clone());
        }
        let settled = self.settle_again();
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
        let (account, kept) = match &self.state {
            GrantState::Closed { account, kept } | GrantState::Recovery { account, kept, .. } => {
                (account.clone(), *kept)
            }
            _ => return Vec::new(),
        };
        let still_held = Money::from_ore(kept.ore() + self.repaid().ore());
        let Settlement { to_repay, changed } = settle(still_held, &self.instalments);
        for change in &changed {
            self.put_instalment(change.clone());
        }
        self.state = if to_repay > Money::ZERO {
            GrantState::Recovery {
                account,
                kept,
                to_repay,
            }
        } else {
            GrantState::Closed { account, kept }
        };
        changed
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grant::PlannedInstalment;

    #[test]
    fn lower_cost_reduces_the_grant_in_proportion() {
        // domain facts §2.6: granted 900 000 on 2 250 000, actual 2 000 000 -> 800 000.
        let kept_amount = kept(
            Money::kroner(900_000),
            Money::kroner(2_250_000),
            Money::kroner(2_000_000),
            Money::ZERO,
        );
        assert_eq!(kept_amount, Money::kroner(800_000));
    }

    #[test]
    fn higher_cost_never_raises_the_grant() {
        let granted = Money::kroner(900_000);
        assert_eq!(
            kept(
                granted,
                Money::kroner(2_250_000),
                Money::kroner(3_000_000),
                Money::ZERO
            ),
            granted
        );
    }

    /// Instalments as amount and state (P planned, A attested, D paid), what may be kept, what is
    /// repaid, what the plan becomes.
    #[test]
    fn settlement_reduces_what_is_not_paid_yet() {
        let cases = [
            ("60P 40P", 100, 0, "60P 40P"),
            ("60D 40P", 100, 0, "60D 40P"),
            ("60D 40P", 80, 0, "60D 20P"),
            ("60D 40P", 60, 0, "60D 40C"),
            ("60D 40P", 50, 10, "60D 40C"),
            ("60A 40P", 50, 10, "60A 40C"),
            ("60D 40D", 70, 30, "60D 40D"),
            ("60P 30P 10P", 70, 0, "60P 10P 10C"),
            ("60P 40P", 0, 0, "60C 40C"),
            ("60D 40P", 0, 60, "60D 40C"),
        ];
        for (plan, kept, to_repay, expected) in cases {
            let mut instalments: Vec<Instalment> = (1..).zip(plan.split(' ')).map(read).collect();
            let settlement = settle(Money::kroner(kept), &instalments);
            assert_eq!(
                settlement.to_repay,
                Money::kroner(to_repay),
                "{plan}, {kept}"
            );
            for change in settlement.changed {
                let place = usize::try_from(change.number - 1).unwrap();
                instalments[place] = change;
            }
            let after: Vec<String> = instalments.iter().map(write).collect();
            assert_eq!(after.join(" "), expected, "{plan}, {kept}");
        }
    }

    fn read((number, text): (i32, &str)) -> Instalment {
        let (kroner, state) = text.split_at(text.len() - 1);
        let (by, at) = ("ola".to_owned(), chrono::DateTime::UNIX_EPOCH);
        let state = match state {
            "P" => InstalmentState::Planned,
            "A" => InstalmentState::Attested { by, at },
            _ => InstalmentState::Paid {
                by,
                at,
                booked: at.date_naive(),
                approval: None,
            },
        };
        let planned = PlannedInstalment {
            due: at.date_naive(),
            year: 1970,
            amount: Money::kroner(kroner.parse().unwrap()),
        };
        Instalment {
            state,
            ..Instalment::planned(number, planned)
        }
    }

    fn write(instalment: &Instalment) -> String {
        let state = match instalment.state {
            InstalmentState::Planned => 'P',
            InstalmentState::Attested { .. } | InstalmentState::Approved { .. } => 'A',
            InstalmentState::Paid { .. } => 'D',
            InstalmentState::Cancelled => 'C',
        };
        format!("{}{state}", instalment.amount.ore() / 100)
    }

    #[test]
    fn what_moved_to_equity_is_not_kept() {
        let kept_amount = kept(
            Money::kroner(100),
            Money::kroner(100),
            Money::kroner(100),
            Money::kroner(30),
        );
        assert_eq!(kept_amount, Money::kroner(70));
    }
}
