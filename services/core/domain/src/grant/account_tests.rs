//! Random ways through changes of account and payments: whatever happens, money goes to an account
//! that another person checked and that waited, and was attested to the same account.

use chrono::{DateTime, Days, NaiveDate, Utc};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

use super::*;
use crate::identifiers::{AllocationId, BatchId};
use crate::money::Money;
use crate::organisation::ApplicantKind;

const WAITING: u64 = 10;
const ACCOUNTS: [&str; 3] = ["12345678903", "86011117947", "15032080119"];
const PEOPLE: [&str; 3] = ["ola", "per", "kari"];

/// An act of a person on a day.
#[derive(Debug, Clone, Copy)]
enum Act {
    Ask(usize),
    ApproveAccount,
    Reject,
    Attest,
    Stop,
    Pay,
    Wait(u64),
}

fn acts() -> impl Strategy<Value = Vec<(Act, usize)>> {
    let act = prop_oneof![
        (0..ACCOUNTS.len()).prop_map(Act::Ask),
        Just(Act::ApproveAccount),
        Just(Act::Reject),
        Just(Act::Attest),
        Just(Act::Stop),
        Just(Act::Pay),
        (1_u64..12).prop_map(Act::Wait),
    ];
    prop::collection::vec((act, 0..PEOPLE.len()), 1..60)
}

/// Everything that was done, by the moment it was done at.
#[derive(Default)]
struct Seen {
    moment: u64,
    day: u64,
    asked: Option<(usize, &'static str)>,
    /// The accounts that were approved, and the two persons that kept each.
    approved: Vec<(usize, [&'static str; 2])>,
    /// A change is asked for or waits until a day.
    open_until: Option<u64>,
    attested: Option<usize>,
}

impl Seen {
    fn account(&self) -> usize {
        self.approved.last().map_or(0, |one| one.0)
    }

    fn is_open(&self) -> bool {
        self.open_until.is_some_and(|until| self.day < until)
    }

    /// Returns what is wrong with a payment now.
    fn fault(&self, paid_to: &str, person: &str) -> Option<&'static str> {
        if self.is_open() {
            return Some("paid while a change was open");
        }
        if paid_to != ACCOUNTS[self.account()] {
            return Some("paid to an account that is not the one in use");
        }
        if self.attested != Some(self.account()) {
            return Some("attested to another account");
        }
        let keeps = self.approved.iter().any(|one| one.1.contains(&person));
        keeps.then_some("approved by a person who keeps the account")
    }
}

pub(super) fn day(number: u64) -> NaiveDate {
    let first: NaiveDate = "2026-03-01".parse().unwrap();
    first.checked_add_days(Days::new(number)).unwrap()
}

pub(super) fn grant() -> Grant {
    let at = DateTime::UNIX_EPOCH;
    Grant {
        id: "01890a5d-ac96-774b-bcce-b302099a8057".parse().unwrap(),
        call: "2026".parse().unwrap(),
        allocation: "01890a5d-ac96-774b-bcce-b302099a8058"
            .parse::<AllocationId>()
            .unwrap(),
        case_reference: CaseReference::new("RH", 2026, 42).unwrap(),
        recipient: Applicant {
            organisation: crate::identifiers::OrganisationNumber::invented(1),
            name: "Lag 1".to_owned(),
            kind: ApplicantKind::VoluntaryOrganisation,
            municipality: "0301".parse().unwrap(),
            invented_number: false,
        },
        sub_frame: "all".to_owned(),
        granted: Money::kroner(1_000),
        approved_by: "berit".to_owned(),
        decided: at,
        accept_by: day(0),
        budget: None,
        conditions: Vec::new(),
        instalments: (1..=4)
            .map(|number| {
                let planned = PlannedInstalment {
                    due: day(0),
                    year: 2026,
                    amount: Money::kroner(250),
                };
                Instalment::planned(number, planned)
            })
            .collect(),
        facts: Vec::new(),
        obligations: Vec::new(),
        account_changes: Vec::new(),
        changes: Vec::new(),
        repayments: Vec::new(),
        recoveries: Vec::new(),
        settled_first: false,
        settlement: None,
        account_returned_on: None,
        takeover: GrantTakeover::default(),
        terms: None,
        accepted_terms: None,
        late_acceptance: None,
        lapse_notice: None,
        payment_documents: Vec::new(),
        state: GrantState::Active {
            account: ACCOUNTS[0].parse().unwrap(),
        },
        last_step: record("kari", at),
        revision: Revision::FIRST,
    }
}

pub(super) fn record(actor: &str, at: DateTime<Utc>) -> StepRecord {
    StepRecord {
        actor: actor.to_owned(),
        at,
        reason: String::new(),
    }
}

/// Plays acts; with `guarded` the grant's own rules are asked before a payment, without they are
/// not. Returns the first payment that is wrong.
fn play(acts: &[(Act, usize)], guarded: bool) -> Result<(), &'static str> {
    let (mut grant, mut seen) = (grant(), Seen::default());
    for (act, person) in acts {
        let person = PEOPLE[*person];
        seen.moment += 1;
        let today = day(seen.day);
        let at = DateTime::UNIX_EPOCH + chrono::TimeDelta::seconds(seen.moment.cast_signed());
        let step = record(person, at);
        match *act {
            Act::Wait(days) => seen.day += days,
            Act::Ask(account) => {
                let request = AccountRequest {
                    account: ACCOUNTS[account].parse().unwrap(),
                    asked_by: person.to_owned(),
                    notice: Notice::new(),
                };
                if let Ok((after, _)) = grant.clone().change_account(request, today, step) {
                    grant = after;
                    seen.asked = Some((account, person));
                    seen.open_until = Some(u64::MAX);
                }
            }
            Act::ApproveAccount => {
                let from = day(seen.day + WAITING);
                if let Ok((after, _)) = grant.clone().approve_account(from, step) {
                    grant = after;
                    let (account, asker) = seen.asked.take().unwrap();
                    assert_ne!(asker, person, "two persons");
                    seen.approved.push((account, [asker, person]));
                    seen.open_until = Some(seen.day + WAITING);
                }
            }
            Act::Reject => {
                if let Ok((after, _)) = grant.clone().reject_account(today, step) {
                    grant = after;
                    // A change that waited never came into use, but its keepers stay.
                    if seen.asked.take().is_none() {
                        let last = seen.approved.len() - 1;
                        let before = last
                            .checked_sub(1)
                            .map_or(0, |place| seen.approved[place].0);
                        seen.approved[last].0 = before;
                    }
                    seen.open_until = None;
                }
            }
            Act::Attest if grant.payment_blocks(Some(person), today).is_empty() || !guarded => {
                let account = seen.account();
                if attest(&mut grant, person, at) {
                    seen.attested = Some(account);
                }
            }
            Act::Stop => stop(&mut grant),
            Act::Pay if grant.approval_blocks(person, today).is_empty() || !guarded => {
                let Some(account) = grant.account_on(today).cloned() else {
                    continue;
                };
                if pay(&mut grant, person, at) {
                    let fault = seen.fault(account.as_str(), person);
                    fault.map_or(Ok(()), Err)?;
                }
            }
            Act::Attest | Act::Pay => {}
        }
    }
    Ok(())
}

/// Attests the next instalment, where none is attested.
fn attest(grant: &mut Grant, person: &str, at: DateTime<Utc>) -> bool {
    let attested = |one: &Instalment| matches!(one.state, InstalmentState::Attested { .. });
    if grant.instalments.iter().any(attested) {
        return false;
    }
    let planned = |one: &&mut Instalment| one.state == InstalmentState::Planned;
    let Some(next) = grant.instalments.iter_mut().find(planned) else {
        return false;
    };
    let by = person.to_owned();
    next.state = InstalmentState::Attested { by, at };
    true
}

fn stop(grant: &mut Grant) {
    for one in &mut grant.instalments {
        if matches!(one.state, InstalmentState::Attested { .. }) {
            one.state = InstalmentState::Planned;
        }
    }
}

fn pay(grant: &mut Grant, person: &str, approved: DateTime<Utc>) -> bool {
    let mut paid = false;
    for one in &mut grant.instalments {
        if let InstalmentState::Attested { by, at } = &one.state {
            one.state = InstalmentState::Approved {
                by: by.clone(),
                at: *at,
                approval: Approval {
                    by: person.to_owned(),
                    at: approved,
                    batch: "01890a5d-ac96-774b-bcce-b302099a8059"
                        .parse::<BatchId>()
                        .unwrap(),
                },
            };
            paid = true;
        }
    }
    paid
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn money_goes_to_an_account_that_was_checked_and_waited(acts in acts()) {
        prop_assert_eq!(play(&acts, true), Ok(()));
    }
}

/// Negative control: a program that does not ask the grant pays wrongly, and the test tells.
#[test]
fn without_the_blocks_money_would_go_astray() {
    let found = TestRunner::default().run(&acts(), |acts| {
        prop_assert_eq!(play(&acts, false), Ok(()));
        Ok(())
    });
    assert!(found.is_err());
}
