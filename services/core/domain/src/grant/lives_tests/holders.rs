//! The recipient of a life: it has another grant, whose payments are kept for debts, and it is
//! taken over.

use super::recoveries::{by, rules};
use super::{Life, Tried, attested};
use crate::grant::{AccountRequest, ArrangementPlan, Grant, InstalmentState, Notice};
use crate::identifiers::{CaseReference, OrganisationNumber};
use crate::ledger::Position;
use crate::money::Money;
use crate::step::StepRecord;

/// Another grant of the same recipient, running, with nothing paid.
pub(super) fn other(grant: &Grant) -> Grant {
    Grant {
        id: "01890a5d-ac96-774b-bcce-b302099a8059".parse().unwrap(),
        case_reference: CaseReference::new("RH", 2026, 43).unwrap(),
        ..grant.clone()
    }
}

impl Life {
    /// Keeps a part of the first planned payment of the other grant for the last claim.
    pub(super) fn set_off(&mut self, ore: i64) -> bool {
        let number = self.grant.recoveries.last().map(|one| one.number);
        let planned = |state: &InstalmentState| *state == InstalmentState::Planned;
        let mut plan = self.other.instalments.iter();
        let instalment = plan.find(|one| planned(&one.state));
        let (Some(number), Some(instalment)) = (number, instalment) else {
            return false;
        };
        let plan = ArrangementPlan::SetOff {
            call: self.other.call.clone(),
            grant: self.other.id,
            instalment: instalment.number,
            amount: Money::from_ore(ore).min(instalment.amount),
        };
        let about = (&rules(), self.date());
        let grant = self.grant.clone();
        let Ok(proposed) = grant.propose_arrangement(number, plan, about, by("kari")) else {
            return false;
        };
        let other = Some((self.other.clone(), Vec::new()));
        let Ok(approved) = proposed.approve_arrangement(number, other, about, by("siri")) else {
            return false;
        };
        let before = (Position::of(&self.grant), Position::of(&self.other));
        self.grant = approved.grant;
        self.other = approved.kept_of.unwrap().grant;
        self.post(&before.0);
        let other = self.other.clone();
        self.post_of(&other, &before.1);
        true
    }

    /// The recipient is taken over: its successor holds both grants, and nothing is paid to the
    /// account that it gave.
    pub(super) fn merge(&mut self) -> bool {
        self.holder += 1;
        let at = self.now();
        for grant in [&mut self.grant, &mut self.other] {
            let recipient = &mut grant.recipient;
            let successor = OrganisationNumber::invented(self.holder);
            let before = std::mem::replace(&mut recipient.organisation, successor);
            let takeover = &mut grant.takeover;
            let granted_to = (before, recipient.name.clone());
            takeover.granted_to.get_or_insert(granted_to);
            takeover.account_stopped = Some(at);
        }
        true
    }

    /// The holder gives an account for both grants, which another person approves. One that cannot
    /// have another now keeps the one that it has.
    pub(super) fn give_account(&mut self) -> bool {
        let (today, at) = (self.date(), self.now());
        let step = |person: &str| StepRecord { at, ..by(person) };
        let mut given = false;
        for grant in [&mut self.grant, &mut self.other] {
            let request = AccountRequest {
                account: "15032080119".parse().unwrap(),
                asked_by: "Per".to_owned(),
                notice: Notice::new(),
            };
            let asked = grant.clone().change_account(request, today, step("lise"));
            let Ok((asked, _)) = asked else { continue };
            let approved = asked.approve_account(today, step("odd"));
            *grant = approved.unwrap().0;
            given = true;
        }
        given
    }

    /// What is kept of the other grant is what was repaid by it, and nothing waits for the bank to
    /// pay to an account of a predecessor.
    pub(super) fn kept_or_paid_wrongly(&self) -> Option<String> {
        let case = &self.grant.case_reference;
        let instalments = self.other.instalments.iter();
        let kept = instalments.filter(|one| one.state.set_off() == Some(case));
        let kept = Money::saturating_sum(kept.map(|one| one.amount));
        let repaid = self.grant.repayments.iter();
        let repaid = repaid.filter(|one| one.set_off.is_some());
        let repaid = Money::saturating_sum(repaid.map(|one| one.received.amount));
        if kept != repaid {
            return Some(format!(
                "{} kept, {} repaid by it",
                kept.ore(),
                repaid.ore()
            ));
        }
        let stopped = self.grant.takeover.account_stopped;
        let stopped = stopped.filter(|_| self.grant.has_account_of_predecessor());
        let mut instalments = self.grant.instalments.iter();
        let wrongly = instalments.find(|one| match &one.state {
            InstalmentState::Attested { at, .. } => stopped.is_some_and(|since| *at >= since),
            _ => false,
        });
        wrongly.map(|one| format!("instalment {} goes to a predecessor", one.number))
    }
}

/// The controls: a payment that is kept for nothing, and one to the account of a predecessor.
#[test]
fn a_debt_outlives_the_takeover_of_its_recipient() {
    let mut life = Life::begin(false);
    let all = [Tried::Activate, Tried::Attest(0), Tried::Pay(0)];
    assert!(all.iter().all(|one| life.take(one)));
    assert!(life.take(&Tried::Lower(10_000)) && life.take(&Tried::Claim(15_000)));
    assert!(life.take(&Tried::Merge));
    assert!(
        !life.take(&Tried::SetOff(5_000)),
        "nothing is paid to a predecessor"
    );
    assert!(life.take(&Tried::Account) && life.take(&Tried::SetOff(5_000)));
    assert_eq!(life.broken(), None);
    assert_eq!(life.grant.repayable(), Money::kroner(100));
    life.other.instalments.pop();
    assert!(life.broken().is_some());

    let mut wrongly = Life::begin(false);
    assert!(wrongly.take(&Tried::Activate) && wrongly.take(&Tried::Merge));
    assert!(!wrongly.take(&Tried::Attest(0)));
    let before = Position::of(&wrongly.grant);
    wrongly.grant.instalments[0].state = attested(wrongly.now());
    wrongly.post(&before);
    let broken = wrongly.broken();
    assert!(broken.is_some_and(|told| told.contains("predecessor")));
}
