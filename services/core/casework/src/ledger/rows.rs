//! Accounts and postings.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use domain::identifiers::{ApplicationId, CallId, ChapterPost};
use domain::ledger::{Account, BudgetItem, GrantKey, Position, Stage};
use sqlx::PgConnection;
use store::error::{Row, StoreError};
use uuid::Uuid;

use super::Entry;

/// An account whose row is locked.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Locked {
    id: i64,
    /// The balance, in øre.
    pub balance: i64,
}

/// The budget item that a call draws on.
///
/// # Errors
/// [`StoreError`].
pub(crate) async fn item(db: &mut PgConnection, call: &CallId) -> Result<BudgetItem, StoreError> {
    let row = sqlx::query!(
        "select chapter_post, grant_year from casework.call where call_id = $1",
        call.as_str(),
    )
    .fetch_one(db)
    .await?;
    let at = Row::of("call", call);
    Ok(BudgetItem {
        chapter_post: at.column("chapter_post", row.chapter_post.parse())?,
        year: row.grant_year,
    })
}

/// Locks a call's frames, in the order of their codes.
///
/// # Errors
/// [`StoreError`].
pub(crate) async fn lock_frames(db: &mut PgConnection, call: &CallId) -> Result<(), StoreError> {
    sqlx::query!(
        "select account_id from casework.ledger_account where call_id = $1 and grant_id is null \
         order by sub_frame for update",
        call.as_str(),
    )
    .fetch_all(db)
    .await?;
    Ok(())
}

/// The money of grants of a call by sub-frame, as the ledger has it.
///
/// # Errors
/// [`StoreError`].
pub(crate) async fn positions(
    db: &mut PgConnection,
    call: &CallId,
    grants: &[ApplicationId],
) -> Result<BTreeMap<(ApplicationId, String), Position>, StoreError> {
    let ids: Vec<Uuid> = grants.iter().map(|grant| grant.uuid()).collect();
    let rows = sqlx::query!(
        "select grant_id as \"grant_id!\", sub_frame as \"sub_frame!\", kind, budget_year,
             balance_ore
         from casework.ledger_account
         where call_id = $1 and grant_id = any($2) and kind <> 'authority_used'",
        call.as_str(),
        &ids,
    )
    .fetch_all(db)
    .await?;
    let mut positions: BTreeMap<_, Position> = BTreeMap::new();
    for row in rows {
        let at = Row::of("ledger_account", row.grant_id);
        let grant = at.column("grant_id", row.grant_id.try_into())?;
        let stage = at.known("kind", Stage::from_name(&row.kind))?;
        let position = positions.entry((grant, row.sub_frame)).or_default();
        position.add(row.budget_year, stage, row.balance_ore);
    }
    Ok(positions)
}

/// Sums the money that came to each frame of a call from above it and from other frames, in øre.
///
/// # Errors
/// [`StoreError`].
pub(crate) async fn framed(
    db: &mut PgConnection,
    call: &CallId,
) -> Result<BTreeMap<String, i64>, StoreError> {
    let rows = sqlx::query!(
        "select sub_frame as \"sub_frame!\", sum(balance_ore)::bigint as \"ore!\"
         from casework.ledger_account
         where call_id = $1 and kind <> 'authority_used' group by sub_frame",
        call.as_str(),
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.sub_frame, row.ore))
        .collect())
}

/// The columns that name accounts.
#[derive(Default)]
struct Columns {
    kind: Vec<String>,
    chapter_post: Vec<String>,
    budget_year: Vec<i32>,
    call_id: Vec<Option<String>>,
    sub_frame: Vec<Option<String>>,
    grant_id: Vec<Option<Uuid>>,
}

impl Columns {
    fn of<'a>(accounts: impl IntoIterator<Item = &'a Account>) -> Self {
        let mut columns = Self::default();
        for account in accounts {
            let item = account.item();
            columns.kind.push(account.kind().to_owned());
            columns.chapter_post.push(item.chapter_post.to_string());
            columns.budget_year.push(item.year);
            let (call, sub_frame) = account.frame().unzip();
            columns.call_id.push(call.map(CallId::to_string));
            columns.sub_frame.push(sub_frame.map(str::to_owned));
            let grant = account.grant().map(|key| key.grant.uuid());
            columns.grant_id.push(grant);
        }
        columns
    }
}

/// Finds, or makes, and locks the accounts of postings. The update that changes nothing locks the
/// row and returns its newest version; all transactions lock in the order of [`Account`].
///
/// # Errors
/// [`StoreError`].
pub(crate) async fn lock(
    db: &mut PgConnection,
    entries: &[Entry<'_>],
) -> Result<BTreeMap<Account, Locked>, StoreError> {
    let postings = entries.iter().map(|entry| &entry.posting);
    let sides = postings.flat_map(|one| [&one.from, &one.to]);
    let accounts: BTreeSet<&Account> = sides.collect();
    let columns = Columns::of(accounts);
    let rows = sqlx::query_as!(
        AccountRow,
        "insert into casework.ledger_account as a
             (kind, chapter_post, budget_year, call_id, sub_frame, grant_id)
         select kind, chapter_post, budget_year, call_id, sub_frame, grant_id
         from unnest($1::text[], $2::text[], $3::integer[], $4::text[], $5::text[], $6::uuid[])
             with ordinality
             as new (kind, chapter_post, budget_year, call_id, sub_frame, grant_id, place)
         order by place
         on conflict on constraint ledger_account_unique do update set kind = a.kind
         returning account_id, kind, chapter_post, budget_year, call_id, sub_frame, grant_id,
             balance_ore",
        &columns.kind,
        &columns.chapter_post,
        &columns.budget_year,
        &columns.call_id as &[Option<String>],
        &columns.sub_frame as &[Option<String>],
        &columns.grant_id as &[Option<Uuid>],
    )
    .fetch_all(db)
    .await?;
    let locked = rows.into_iter().map(|row| {
        let locked = Locked {
            id: row.account_id,
            balance: row.balance_ore,
        };
        Ok((Account::try_from(row)?, locked))
    });
    locked.collect()
}

/// Writes postings between accounts that are locked.
///
/// # Errors
/// [`StoreError`].
pub(crate) async fn insert(
    db: &mut PgConnection,
    entries: &[Entry<'_>],
    accounts: &BTreeMap<Account, Locked>,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    let id = |account: &Account| accounts.get(account).map_or(0, |locked| locked.id);
    let postings = || entries.iter().map(|entry| &entry.posting);
    let debits: Vec<i64> = postings().map(|posting| id(&posting.to)).collect();
    let credits: Vec<i64> = postings().map(|posting| id(&posting.from)).collect();
    let amounts: Vec<i64> = postings().map(|posting| posting.amount.ore()).collect();
    let sources = || entries.iter().map(|entry| entry.source);
    let decisions: Vec<Option<Uuid>> = sources()
        .map(|source| source.decision.map(|allocation| allocation.uuid()))
        .collect();
    let chains: Vec<String> = sources().map(|source| source.event.chain.clone()).collect();
    let sequences: Vec<i64> = sources().map(|source| source.event.sequence).collect();
    sqlx::query!(
        "insert into casework.posting
             (debit_id, credit_id, amount_ore, allocation_id, chain, sequence, at)
         select debit_id, credit_id, amount_ore, allocation_id, chain, sequence, $7
         from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::uuid[], $5::text[],
             $6::bigint[]) with ordinality
             as new (debit_id, credit_id, amount_ore, allocation_id, chain, sequence, place)
         order by place",
        &debits,
        &credits,
        &amounts,
        &decisions as &[Option<Uuid>],
        &chains,
        &sequences,
        at,
    )
    .execute(db)
    .await?;
    Ok(())
}

pub(super) struct AccountRow {
    pub(super) account_id: i64,
    pub(super) kind: String,
    pub(super) chapter_post: String,
    pub(super) budget_year: i32,
    pub(super) call_id: Option<String>,
    pub(super) sub_frame: Option<String>,
    pub(super) grant_id: Option<Uuid>,
    pub(super) balance_ore: i64,
}

impl TryFrom<AccountRow> for Account {
    type Error = StoreError;

    fn try_from(row: AccountRow) -> Result<Self, StoreError> {
        let at = Row::of("ledger_account", row.account_id);
        let chapter_post: ChapterPost = at.column("chapter_post", row.chapter_post.parse())?;
        let item = BudgetItem {
            chapter_post,
            year: row.budget_year,
        };
        let call: Option<CallId> = match row.call_id {
            Some(call) => Some(at.column("call_id", call.parse())?),
            None => None,
        };
        let grant: Option<ApplicationId> = match row.grant_id {
            Some(grant) => Some(at.column("grant_id", grant.try_into())?),
            None => None,
        };
        let account = match (row.kind.as_str(), call, row.sub_frame, grant) {
            ("vote", None, None, None) => Some(Self::Vote(item)),
            ("appropriation", None, None, None) => Some(Self::Appropriation(item)),
            ("authority_vote", None, None, None) => Some(Self::AuthorityVote(item)),
            ("authority", None, None, None) => Some(Self::Authority(item)),
            ("frame", Some(call), Some(sub_frame), None) => Some(Self::Frame {
                item,
                call,
                sub_frame,
            }),
            (kind, Some(call), Some(sub_frame), Some(grant)) => {
                let grant = GrantKey {
                    call,
                    sub_frame,
                    grant,
                };
                match Stage::from_name(kind) {
                    Some(stage) => Some(Self::Grant { item, grant, stage }),
                    None if kind == "authority_used" => Some(Self::AuthorityUsed { item, grant }),
                    None => None,
                }
            }
            _ => None,
        };
        at.known("kind", account)
    }
}
