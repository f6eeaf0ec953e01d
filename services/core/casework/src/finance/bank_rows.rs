//! Files of the bank, their entries, and the accounts that batches were exported for.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use domain::event::{EventRef, Hash, hexadecimal};
use domain::finance::{BankCount, BankEntry, BankEntryState, BankFileRecord, BankWord};
use domain::findings::Finding;
use domain::identifiers::{AccountNumber, ApplicationId, BatchId, CallId, CaseReference};
use domain::step::StepRecord;
use serde_json::Value;
use sqlx::PgConnection;
use store::columns::{from_json, json, name};
use store::error::{Row, StoreError};
use uuid::Uuid;

/// The place of an entry: its grant, and the batch of its payment where that is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    pub call: CallId,
    pub grant: ApplicationId,
    pub batch: Option<BatchId>,
}

/// An entry that is new, or was open.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// Its place among all entries; `None` for a new one.
    pub id: Option<i64>,
    pub number: i32,
    pub word: BankWord,
    pub state: BankEntryState,
    pub problem: Option<Finding>,
    pub place: Option<Place>,
}

/// Records the first export of a batch; returns whether it was the first.
pub(super) async fn insert_export(
    db: &mut PgConnection,
    (call, batch): (&CallId, BatchId),
    account: &AccountNumber,
    record: &StepRecord,
) -> Result<bool, StoreError> {
    let inserted = sqlx::query!(
        "insert into casework.payment_batch_export (batch_id, call_id, account_number, last_step)
         values ($1, $2, $3, $4) on conflict (batch_id) do nothing",
        batch.uuid(),
        call.as_str(),
        account.as_str(),
        json(record),
    )
    .execute(db)
    .await?
    .rows_affected();
    Ok(inserted == 1)
}

/// The accounts that batches were exported for.
pub(super) async fn payers(
    db: &mut PgConnection,
    batches: &BTreeSet<BatchId>,
) -> Result<BTreeMap<BatchId, AccountNumber>, StoreError> {
    let ids: Vec<Uuid> = batches.iter().map(|batch| batch.uuid()).collect();
    let rows = sqlx::query!(
        "select batch_id, account_number from casework.payment_batch_export
         where batch_id = any($1)",
        &ids,
    )
    .fetch_all(db)
    .await?;
    let read = rows.into_iter().map(|row| {
        let at = Row::of("payment_batch_export", row.batch_id);
        let batch = at.column("batch_id", row.batch_id.try_into())?;
        let account = at.column("account_number", row.account_number.try_into())?;
        Ok((batch, account))
    });
    read.collect()
}

/// The accounts that batches of a call were exported for.
pub(super) async fn payers_of_call(
    db: &mut PgConnection,
    call: &CallId,
) -> Result<Vec<AccountNumber>, StoreError> {
    let accounts = sqlx::query_scalar!(
        "select distinct account_number from casework.payment_batch_export where call_id = $1",
        call.as_str(),
    )
    .fetch_all(db)
    .await?;
    let at = Row::of("payment_batch_export", call);
    let read = accounts.into_iter();
    read.map(|account| at.column("account_number", account.try_into()))
        .collect()
}

/// Stores a file; returns whether it is new, by its bytes and by the bank's id of it.
pub(super) async fn insert_file(
    db: &mut PgConnection,
    file: &BankFileRecord,
) -> Result<bool, StoreError> {
    let inserted = sqlx::query!(
        "insert into casework.bank_file (sha256, message, message_id, last_step)
         values ($1, $2, $3, $4) on conflict do nothing",
        file.sha256.as_slice(),
        file.message,
        file.message_id,
        json(&file.imported),
    )
    .execute(db)
    .await?
    .rows_affected();
    Ok(inserted == 1)
}

/// Reads a file with the number of its entries.
pub(super) async fn file(
    db: &mut PgConnection,
    sha256: &Hash,
) -> Result<Option<BankFileRecord>, StoreError> {
    let row = sqlx::query!(
        "select message, message_id, last_step from casework.bank_file where sha256 = $1",
        sha256.as_slice(),
    )
    .fetch_optional(&mut *db)
    .await?;
    let Some(row) = row else {
        return Ok(None);
    };
    let at = Row::of("bank_file", hexadecimal(sha256));
    let counts = sqlx::query!(
        r#"select kind, state, count(*) as "entries!" from casework.bank_entry where sha256 = $1
           group by kind, state order by kind, state"#,
        sha256.as_slice(),
    )
    .fetch_all(db)
    .await?;
    let counts = counts.into_iter().map(|count| {
        Ok(BankCount {
            kind: from_json(&at, "kind", Value::String(count.kind))?,
            state: from_json(&at, "state", Value::String(count.state))?,
            entries: usize::try_from(count.entries).unwrap_or(usize::MAX),
        })
    });
    Ok(Some(BankFileRecord {
        sha256: *sha256,
        message: row.message,
        message_id: row.message_id,
        imported: from_json(&at, "last_step", row.last_step)?,
        counts: counts.collect::<Result<_, StoreError>>()?,
    }))
}

/// The grants behind cases, by call.
pub(super) async fn grants_of_cases(
    db: &mut PgConnection,
    cases: &BTreeSet<CaseReference>,
) -> Result<BTreeMap<CallId, Vec<ApplicationId>>, StoreError> {
    let references: Vec<String> = cases.iter().map(CaseReference::to_string).collect();
    let rows = sqlx::query!(
        "select g.call_id, g.grant_id from casework.application p
         join casework.grant g on g.call_id = p.call_id and g.grant_id = p.application_id
         where p.case_reference = any($1)",
        &references,
    )
    .fetch_all(db)
    .await?;
    let mut grants: BTreeMap<CallId, Vec<ApplicationId>> = BTreeMap::new();
    for row in rows {
        let at = Row::of("grant", row.grant_id);
        let call = at.column("call_id", row.call_id.try_into())?;
        let grant = at.column("grant_id", row.grant_id.try_into())?;
        grants.entry(call).or_default().push(grant);
    }
    Ok(grants)
}

/// Entries about these payments, in the order of import.
pub(super) async fn earlier(
    db: &mut PgConnection,
    ids: &[String],
) -> Result<Vec<Line>, StoreError> {
    let rows = sqlx::query_as!(
        EntryRow,
        "select entry_id, sha256, number, word, state, problem, call_id, grant_id, batch_id, \
         cleared
         from casework.bank_entry where end_to_end_id = any($1) order by entry_id",
        ids,
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|row| {
            let batch = row.batch_id;
            let entry = BankEntry::try_from(row)?;
            let at = Row::of("bank_entry", entry.id);
            let batch = batch.map(|batch| at.column("batch_id", batch.try_into()));
            let batch = batch.transpose()?;
            Ok(Line {
                id: Some(entry.id),
                number: entry.number,
                word: entry.word,
                state: entry.state,
                problem: entry.problem,
                place: entry
                    .grant
                    .map(|(call, grant)| Place { call, grant, batch }),
            })
        })
        .collect()
}

/// Stores the entries of a file, each with the event that tells of what it changed.
pub(super) async fn insert_entries(
    db: &mut PgConnection,
    file: &Hash,
    lines: &[(Line, Option<EventRef>)],
) -> Result<(), StoreError> {
    fn of<T>(lines: &[(Line, Option<EventRef>)], read: impl Fn(&Line) -> T) -> Vec<T> {
        lines.iter().map(|(line, _)| read(line)).collect()
    }
    let place = |line: &Line| line.place.clone();
    let events = || lines.iter().map(|(_, event)| event.as_ref());
    sqlx::query!(
        "insert into casework.bank_entry (sha256, number, word, booked, state, problem, call_id, \
         grant_id, batch_id, chain, sequence)
         select $1, number, word, booked, state, problem, call_id, grant_id, batch_id, chain, \
         sequence
         from unnest($2::integer[], $3::jsonb[], $4::date[], $5::text[], $6::jsonb[], \
         $7::text[], $8::uuid[], $9::uuid[], $10::text[], $11::bigint[])
             as new (number, word, booked, state, problem, call_id, grant_id, batch_id, chain, \
             sequence)
         order by number",
        file.as_slice(),
        &of(lines, |line| line.number),
        &of(lines, |line| json(&line.word)),
        &of(lines, |line| line.word.booked) as &[Option<NaiveDate>],
        &of(lines, |line| name(&line.state)),
        &of(lines, |line| line.problem.as_ref().map(json)) as &[Option<Value>],
        &of(lines, |line| place(line).map(|at| at.call.to_string())) as &[Option<String>],
        &of(lines, |line| place(line).map(|at| at.grant.uuid())) as &[Option<Uuid>],
        &of(lines, |line| place(line)
            .and_then(|at| Some(at.batch?.uuid()))) as &[Option<Uuid>],
        &events()
            .map(|event| event.map(|event| event.chain.clone()))
            .collect::<Vec<_>>() as &[Option<String>],
        &events()
            .map(|event| event.map(|event| event.sequence))
            .collect::<Vec<_>>() as &[Option<i64>],
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Stores that an open entry was taken after all.
pub(super) async fn take_entry(
    db: &mut PgConnection,
    id: i64,
    batch: Option<BatchId>,
    event: &EventRef,
) -> Result<(), StoreError> {
    sqlx::query!(
        "update casework.bank_entry set state = 'taken', batch_id = $2, chain = $3, sequence = $4
         where entry_id = $1",
        id,
        batch.map(BatchId::uuid),
        event.chain,
        event.sequence,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Locks and reads one entry.
pub(super) async fn lock_entry(
    db: &mut PgConnection,
    file: &Hash,
    number: i32,
) -> Result<Option<BankEntry>, StoreError> {
    let row = sqlx::query_as!(
        EntryRow,
        "select entry_id, sha256, number, word, state, problem, call_id, grant_id, batch_id, \
         cleared
         from casework.bank_entry where sha256 = $1 and number = $2 for update",
        file.as_slice(),
        number,
    )
    .fetch_optional(db)
    .await?;
    row.map(BankEntry::try_from).transpose()
}

/// Stores that an entry is cleared.
pub(super) async fn clear_entry(
    db: &mut PgConnection,
    id: i64,
    record: &StepRecord,
) -> Result<(), StoreError> {
    sqlx::query!(
        "update casework.bank_entry set state = 'cleared', cleared = $2 where entry_id = $1",
        id,
        json(record),
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Entries after a place, in the order of import: the open ones, or all.
pub(super) async fn entries(
    db: &mut PgConnection,
    all: bool,
    after: i64,
    limit: i64,
) -> Result<Vec<BankEntry>, StoreError> {
    let rows = sqlx::query_as!(
        EntryRow,
        "select entry_id, sha256, number, word, state, problem, call_id, grant_id, batch_id, \
         cleared
         from casework.bank_entry where entry_id > $1 and ($2 or state = 'open')
         order by entry_id limit $3",
        after,
        all,
        limit,
    )
    .fetch_all(db)
    .await?;
    rows.into_iter().map(BankEntry::try_from).collect()
}

/// The grants of a call with an open entry of the bank.
pub(super) async fn in_question(
    db: &mut PgConnection,
    call: &CallId,
) -> Result<BTreeSet<ApplicationId>, StoreError> {
    let ids = sqlx::query_scalar!(
        r#"select distinct grant_id as "grant_id!" from casework.bank_entry
           where call_id = $1 and grant_id is not null and state = 'open'"#,
        call.as_str(),
    )
    .fetch_all(db)
    .await?;
    ids.into_iter()
        .map(|id| Row::of("bank_entry", id).column("grant_id", id.try_into()))
        .collect()
}

struct EntryRow {
    entry_id: i64,
    sha256: Vec<u8>,
    number: i32,
    word: Value,
    state: String,
    problem: Option<Value>,
    call_id: Option<String>,
    grant_id: Option<Uuid>,
    batch_id: Option<Uuid>,
    cleared: Option<Value>,
}

impl TryFrom<EntryRow> for BankEntry {
    type Error = StoreError;

    fn try_from(row: EntryRow) -> Result<Self, StoreError> {
        let at = Row::of("bank_entry", row.entry_id);
        let problem = row
            .problem
            .map(|problem| from_json(&at, "problem", problem));
        let cleared = row
            .cleared
            .map(|cleared| from_json(&at, "cleared", cleared));
        let grant = row.call_id.zip(row.grant_id).map(|(call, grant)| {
            let call = at.column("call_id", call.try_into())?;
            Ok::<_, StoreError>((call, at.column("grant_id", grant.try_into())?))
        });
        Ok(BankEntry {
            id: row.entry_id,
            file: at.column("sha256", row.sha256.try_into())?,
            number: row.number,
            word: from_json(&at, "word", row.word)?,
            state: from_json(&at, "state", Value::String(row.state))?,
            problem: problem.transpose()?,
            grant: grant.transpose()?,
            cleared: cleared.transpose()?,
        })
    }
}
