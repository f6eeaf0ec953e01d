use std::collections::{BTreeMap, BTreeSet};

use domain::event::{EventRef, Hash, hexadecimal};
use domain::finance::{
    BankEntryState, BankFileRecord, BankWord, BankWordKind, PaymentBatch, read_end_to_end_id,
};
use domain::grant::Grant;
use domain::identifiers::{ApplicationId, BatchId, CaseReference};
use domain::names;
use domain::refusal::Refusal;
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use interchange::bank::{About, BankError, BankFile, Entry, Outcome};
use serde::Serialize;

use super::bank_rows::{self, Line};
use super::judged::Books;
use super::plan_changes::PlanChanges;
use super::rows;
use crate::error::CaseError;
use crate::grant::rows as grant_rows;
use crate::ledger::rows::lock_frames;
use crate::step::{Context, Record};
use crate::subject::Subject;

/// Imports an answer of the bank, pain.002 or camt.054: payments become accepted, rejected, paid or
/// returned. What fits no payment changes nothing and waits for a person. The same file again
/// changes nothing.
///
/// # Errors
/// [`Refusal::IdTaken`] when the bank's id was on a file with other bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ImportBankFile {
    message: String,
    message_id: String,
    sha256: Hash,
    /// Its content; in a retry the hash stands for it.
    #[serde(skip)]
    entries: Vec<Entry>,
}

/// A file after its import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedBankFile {
    /// The file.
    pub file: BankFileRecord,
    /// It had been imported before, and nothing was changed now.
    pub repeated: bool,
}

impl ImportBankFile {
    /// Reads a file to its end.
    ///
    /// # Errors
    /// [`BankError`]: nothing of the file counts.
    pub fn read(content: &[u8]) -> Result<Self, BankError> {
        let mut file = BankFile::open(content, content.len() as u64)?;
        let entries = file.by_ref().collect::<Result<Vec<_>, _>>()?;
        let identity = file.finish()?;
        Ok(Self {
            message: identity.message,
            message_id: identity.message_id,
            sha256: identity.sha256,
            entries,
        })
    }
}

impl<S: Scheme> Record<S> for ImportBankFile {
    const STEP: StepName = StepName::ImportBankFile;
    type Answer = ImportedBankFile;

    async fn record(&self, context: &mut Context<'_>) -> Result<ImportedBankFile, CaseError> {
        let file = BankFileRecord {
            sha256: self.sha256,
            message: self.message.clone(),
            message_id: self.message_id.clone(),
            imported: context.record(""),
            counts: Vec::new(),
        };
        let repeated = !bank_rows::insert_file(context.db, &file).await?;
        if !repeated {
            self.take_in(context).await?;
            let subject = Subject::bank_file(&hexadecimal(&self.sha256));
            let payload = (&self.message, &self.message_id, self.entries.len());
            let event = context.event(&subject, Revision::NONE, "", &payload);
            context.append(&[event]).await?;
        }
        let stored = bank_rows::file(context.db, &self.sha256).await?;
        let taken = || Refusal::IdTaken {
            resource: names::bank_file(&self.message_id),
        };
        let file = stored.ok_or_else(taken)?;
        Ok(ImportedBankFile { file, repeated })
    }
}

impl ImportBankFile {
    /// Judges every entry and stores it, with what it changes.
    async fn take_in(&self, context: &mut Context<'_>) -> Result<(), CaseError> {
        let words = self.words(context).await?;
        let ids: BTreeSet<&str> = words
            .iter()
            .map(|word| word.end_to_end_id.as_str())
            .filter(|id| !id.is_empty())
            .collect();
        let ids: Vec<String> = ids.into_iter().map(str::to_owned).collect();
        let cases = ids.iter().filter_map(|id| Some(read_end_to_end_id(id)?.0));
        let grants = lock(context, &cases.collect()).await?;
        // Read under the locks: no other file tells of these payments meanwhile.
        let earlier = bank_rows::earlier(context.db, &ids).await?;
        let batches = grants.values().flat_map(|grant| &grant.instalments);
        let batches = batches.filter_map(|one| Some(one.state.approval()?.batch));
        let payers = bank_rows::payers(context.db, &batches.collect()).await?;
        let lines = (1..).zip(words).map(|(number, word)| Line {
            id: None,
            number,
            word,
            state: BankEntryState::Open,
            problem: None,
            place: None,
        });
        let mut books = Books::open(grants, payers, earlier, context.actor.today());
        let lines = books.judge(lines.collect());
        let events = self.store_plans(context, books).await?;
        let (old, new): (Vec<Line>, Vec<Line>) =
            lines.into_iter().partition(|line| line.id.is_some());
        for line in old {
            if let Some((id, event)) = line.id.zip(event_of(&line, &events)) {
                let batch = line.place.as_ref().and_then(|place| place.batch);
                bank_rows::take_entry(context.db, id, batch, event).await?;
            }
        }
        let new: Vec<(Line, Option<EventRef>)> = new
            .into_iter()
            .map(|line| {
                let event = event_of(&line, &events).cloned();
                (line, event)
            })
            .collect();
        Ok(bank_rows::insert_entries(context.db, &self.sha256, &new).await?)
    }

    /// Returns the words of the file by payment: a word on a whole file or block of ours is one on
    /// each payment in it.
    async fn words(&self, context: &mut Context<'_>) -> Result<Vec<BankWord>, CaseError> {
        let mut batches: BTreeMap<&str, Option<PaymentBatch>> = BTreeMap::new();
        let mut words = Vec::new();
        for entry in &self.entries {
            let message_id = match &entry.about {
                About::Payment {
                    end_to_end_id,
                    bank_reference,
                } => {
                    let id = end_to_end_id.clone().unwrap_or_default();
                    let reference = bank_reference.clone().unwrap_or_default();
                    words.push(word(entry, id, reference));
                    continue;
                }
                About::File(message_id) | About::Block { message_id, .. } => message_id,
            };
            if !batches.contains_key(message_id.as_str()) {
                let id = PaymentBatch::id_of_message(message_id);
                let found = batch(context, id).await?;
                batches.insert(message_id, found);
            }
            let Some(Some(batch)) = batches.get(message_id.as_str()) else {
                words.push(word(entry, String::new(), message_id.clone()));
                continue;
            };
            let about = match &entry.about {
                About::Block {
                    payment_information_id,
                    ..
                } => batch.block(payment_information_id),
                About::File(_) | About::Payment { .. } => batch.payments.iter().collect(),
            };
            let of = |id: &String| word(entry, id.clone(), String::new());
            words.extend(about.into_iter().map(|payment| of(&payment.end_to_end_id)));
        }
        Ok(words)
    }

    async fn store_plans(
        &self,
        context: &mut Context<'_>,
        books: Books,
    ) -> Result<BTreeMap<ApplicationId, EventRef>, CaseError> {
        let mut events = BTreeMap::new();
        for (call, grants) in books.close() {
            let mut changes = PlanChanges::default();
            for (grant, instalments) in grants {
                changes.change(context, grant, &instalments);
            }
            events.extend(changes.finish(context, &call).await?);
        }
        Ok(events)
    }
}

/// Returns the event that tells of what an entry changed.
fn event_of<'e>(
    line: &Line,
    events: &'e BTreeMap<ApplicationId, EventRef>,
) -> Option<&'e EventRef> {
    let place = line.place.as_ref()?;
    let taken = line.state == BankEntryState::Taken;
    taken.then(|| events.get(&place.grant)).flatten()
}

async fn batch(
    context: &mut Context<'_>,
    id: Option<BatchId>,
) -> Result<Option<PaymentBatch>, CaseError> {
    match id {
        Some(id) => Ok(rows::batch_of_any_call(context.db, id).await?),
        None => Ok(None),
    }
}

/// Locks the grants of cases, call by call: frames before them, since money of a grant that has
/// ended returns to its frame when it comes back.
async fn lock(
    context: &mut Context<'_>,
    cases: &BTreeSet<CaseReference>,
) -> Result<BTreeMap<CaseReference, Grant>, CaseError> {
    let mut grants = BTreeMap::new();
    for (call, ids) in bank_rows::grants_of_cases(context.db, cases).await? {
        lock_frames(context.db, &call).await?;
        let locked = grant_rows::lock(context.db, &call, &ids, &[]).await?;
        grants.extend(
            locked
                .into_iter()
                .map(|grant| (grant.case_reference.clone(), grant)),
        );
    }
    Ok(grants)
}

/// Makes a word of an entry, about one payment.
fn word(entry: &Entry, end_to_end_id: String, bank_reference: String) -> BankWord {
    let none = Default::default;
    let (kind, money, reason) = match &entry.outcome {
        Outcome::Accepted => (BankWordKind::Accepted, None, none()),
        Outcome::Pending => (BankWordKind::Pending, None, none()),
        Outcome::Rejected(reason) => (BankWordKind::Rejected, None, reason.clone()),
        Outcome::Paid { amount, booked } => (BankWordKind::Paid, Some((*amount, *booked)), none()),
        Outcome::Returned {
            amount,
            booked,
            reason,
        } => (
            BankWordKind::Returned,
            Some((*amount, *booked)),
            reason.clone(),
        ),
        Outcome::Received { amount, booked } => {
            (BankWordKind::Received, Some((*amount, *booked)), none())
        }
        Outcome::Unknown(status) => {
            let mut reason: interchange::bank::Reason = none();
            reason.text.clone_from(status);
            (BankWordKind::Unknown, None, reason)
        }
    };
    BankWord {
        kind,
        end_to_end_id,
        bank_reference,
        account: entry.account.clone().unwrap_or_default(),
        amount: money.map(|(amount, _)| amount),
        booked: money.map(|(_, booked)| booked),
        code: reason.code,
        text: reason.text,
    }
}
