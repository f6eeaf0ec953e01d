//! The payments that a bank's file names, and what its words make of them.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use domain::finance::{BankEntryState, BankVerdict, BankWord, BankWordKind, read_end_to_end_id};
use domain::findings::Finding;
use domain::grant::{Grant, Instalment};
use domain::identifiers::{AccountNumber, BatchId, CallId, CaseReference};

use super::bank_rows::{Line, Place};

/// The grants that a file names, locked, with what its words have changed so far.
pub(super) struct Books {
    grants: BTreeMap<CaseReference, Grant>,
    /// The numbers of instalments that changed.
    changed: BTreeMap<CaseReference, BTreeSet<i32>>,
    payers: BTreeMap<BatchId, AccountNumber>,
    /// By id of the payment: what was told of it, in earlier files and in this one.
    told: BTreeMap<String, Vec<Line>>,
    today: NaiveDate,
}

impl Books {
    pub fn open(
        grants: BTreeMap<CaseReference, Grant>,
        payers: BTreeMap<BatchId, AccountNumber>,
        earlier: Vec<Line>,
        today: NaiveDate,
    ) -> Self {
        let mut told: BTreeMap<String, Vec<Line>> = BTreeMap::new();
        for line in earlier {
            let id = line.word.end_to_end_id.clone();
            told.entry(id).or_default().push(line);
        }
        Self {
            grants,
            changed: BTreeMap::new(),
            payers,
            told,
            today,
        }
    }

    /// Judges the lines of a file, and returns them with the open lines of earlier files that are
    /// taken now: a return waits until the payment that it returns is booked.
    pub fn judge(&mut self, mut lines: Vec<Line>) -> Vec<Line> {
        let stored = self.told.values().flatten();
        let mut waiting: Vec<Line> = stored.filter(|line| is_open(line)).cloned().collect();
        for line in &mut lines {
            self.decide(line);
        }
        let mut progress = true;
        while progress {
            progress = false;
            let waits = lines.iter_mut().chain(&mut waiting);
            for line in waits.filter(|line| is_open(line)) {
                progress |= self.apply(line);
            }
        }
        let taken = |line: &Line| line.state == BankEntryState::Taken;
        lines.extend(waiting.into_iter().filter(taken));
        lines
    }

    /// Returns the grants that changed, each with its changed instalments, by call.
    pub fn close(mut self) -> BTreeMap<CallId, Vec<(Grant, Vec<Instalment>)>> {
        let mut calls: BTreeMap<CallId, Vec<_>> = BTreeMap::new();
        for (case, numbers) in self.changed {
            if let Some(grant) = self.grants.remove(&case) {
                let plan = grant.instalments.iter();
                let changed = plan.filter(|one| numbers.contains(&one.number));
                let changes = changed.cloned().collect();
                calls
                    .entry(grant.call.clone())
                    .or_default()
                    .push((grant, changes));
            }
        }
        calls
    }

    /// Decides a new line. Two bookings in one file are two, unless the bank's reference is the
    /// same; in two files they are one.
    fn decide(&mut self, line: &mut Line) {
        let word = &line.word;
        line.place = self.place(word);
        let tells_again = word.amount.is_none() || !word.bank_reference.is_empty();
        let repeats = |one: &Line| one.word.repeats(word) && (one.id.is_some() || tells_again);
        let told = self.told.get(&word.end_to_end_id);
        if !word.end_to_end_id.is_empty() && told.is_some_and(|told| told.iter().any(repeats)) {
            line.state = BankEntryState::Unchanged;
        } else {
            self.apply(line);
        }
        let told = self.told.entry(line.word.end_to_end_id.clone());
        told.or_default().push(line.clone());
    }

    /// Applies a line's word; returns whether that changed an instalment.
    fn apply(&mut self, line: &mut Line) -> bool {
        let found = self.find(&line.word.end_to_end_id);
        let batch = found.and_then(|(one, _)| Some(one.state.approval()?.batch));
        let payer = batch.and_then(|batch| self.payers.get(&batch));
        match line.word.judge(found, payer) {
            BankVerdict::Taken(after) if self.was_repaid(&line.word, &after) => {
                let repaid = Finding::blocking("BANK_REPAID_ALREADY", "configurable");
                line.problem = Some(repaid);
                false
            }
            BankVerdict::Taken(after) => {
                line.state = BankEntryState::Taken;
                line.problem = None;
                if let Some(place) = &mut line.place {
                    place.batch = batch;
                }
                self.change(&line.word, after);
                true
            }
            BankVerdict::Unchanged => {
                line.state = BankEntryState::Unchanged;
                false
            }
            BankVerdict::Open(problem) => {
                line.problem = Some(problem);
                false
            }
        }
    }

    fn change(&mut self, word: &BankWord, after: Instalment) {
        let Some(case) = case_of(word) else {
            return;
        };
        let came_back = matches!(word.kind, BankWordKind::Rejected | BankWordKind::Returned);
        if let Some(grant) = self.grants.get_mut(&case) {
            if came_back {
                grant.account_returned_on = Some(word.booked.unwrap_or(self.today));
            }
            let numbers = self.changed.entry(case).or_default();
            numbers.insert(after.number);
            grant.put_instalment(after);
        }
    }

    /// Returns true if the money that the word brings back was repaid by the recipient.
    fn was_repaid(&self, word: &BankWord, after: &Instalment) -> bool {
        let grant = case_of(word).and_then(|case| self.grants.get(&case));
        grant.is_some_and(|grant| {
            let mut grant = grant.clone();
            grant.put_instalment(after.clone());
            !grant.repaid_was_paid()
        })
    }

    /// The instalment that an id names, as it stands now, and which hand-over of it.
    fn find(&self, end_to_end_id: &str) -> Option<(&Instalment, i32)> {
        let (case, (number, hand_over)) = read_end_to_end_id(end_to_end_id)?;
        let grant = self.grants.get(&case)?;
        let planned = grant.instalments.iter().find(|one| one.number == number);
        Some((planned?, hand_over))
    }

    /// The grant that a word names, and the batch that its payment was sent in.
    fn place(&self, word: &BankWord) -> Option<Place> {
        let (case, _) = read_end_to_end_id(&word.end_to_end_id)?;
        let grant = self.grants.get(&case)?;
        let (one, hand_over) = self.find(&word.end_to_end_id)?;
        let approval = one.state.approval().filter(|_| hand_over == one.hand_over);
        let earlier = || {
            let mut told = self.told.get(&word.end_to_end_id)?.iter();
            told.find_map(|one| one.place.as_ref()?.batch)
        };
        Some(Place {
            call: grant.call.clone(),
            grant: grant.id,
            batch: approval.map(|approval| approval.batch).or_else(earlier),
        })
    }
}

fn case_of(word: &BankWord) -> Option<CaseReference> {
    read_end_to_end_id(&word.end_to_end_id).map(|(case, _)| case)
}

fn is_open(line: &Line) -> bool {
    line.state == BankEntryState::Open
}
