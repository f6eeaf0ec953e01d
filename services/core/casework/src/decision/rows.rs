//! Decisions and their letters.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use domain::decision::{Decision, DecisionKind, DecisionNumber};
use domain::event::EventRef;
use domain::identifiers::{AllocationId, ApplicationId, CallId};
use domain::letter::Letter;
use domain::money::Money;
use domain::names;
use serde_json::from_value;
use sqlx::PgConnection;
use store::columns::json;
use store::error::{Row, StoreError};
use text::Language;
use uuid::Uuid;

use super::decision_row::DecisionRow;
use super::key::DecisionKey;
use super::typesetter::Document;
use crate::application::ApplicationKey;

/// A decision that is not stored yet, with its letters.
#[derive(Debug)]
pub(crate) struct NewDecision {
    /// The call.
    pub call: CallId,
    /// The application.
    pub application: ApplicationId,
    /// Number in the application's series.
    pub number: DecisionNumber,
    /// The kind.
    pub kind: DecisionKind,
    /// The amount.
    pub amount: Money,
    /// The scheme's legal basis.
    pub legal_ground: String,
    /// The allocation, where one decided.
    pub allocation: Option<AllocationId>,
    /// True if the party may appeal it.
    pub appealable: bool,
    /// The person who decided.
    pub signer: String,
    /// Time of the decision.
    pub decided: DateTime<Utc>,
    /// The letter in each language.
    pub letters: Vec<Letter>,
}

/// A query for decisions with the party of each; the text given ends it.
macro_rules! decisions {
    ($tail:literal $(, $arg:expr)* $(,)?) => {
        sqlx::query_as!(
            DecisionRow,
            "select call_id, application_id, number, kind, organisation_number, amount_ore, \
             legal_ground, allocation_id, signer, decided, chain, sequence, dispatched, \
             appealable, \
             arrival.letter_delivered, arrival.letter_read, arrival.reasons_delivered, \
             arrival.reasons_read, \
             told.letter_taken, told.letter_told, told.reasons_taken, told.reasons_told, \
             r.asked as \"asked?\", r.text as \"reasons?\", r.given as \"given?\", \
             (select encode(sha256(string_agg(l.text_sha256, ''::bytea order by l.language)), \
             'hex') from casework.letter l
             where l.call_id = decision.call_id and l.application_id = decision.application_id \
             and l.number = decision.number) as \"text_sha256!\"
             from casework.decision join casework.application using (call_id, application_id)
             left join casework.reasons r using (call_id, application_id, number)
             left join lateral (select
                 (array_agg(d.arrived order by d.entry desc) filter \
                 (where d.part = 'letter' and d.arrival = 'delivered'))[1] as letter_delivered,
                 (array_agg(d.arrived order by d.entry desc) filter \
                 (where d.part = 'letter' and d.arrival = 'read'))[1] as letter_read,
                 (array_agg(d.arrived order by d.entry desc) filter \
                 (where d.part = 'reasons' and d.arrival = 'delivered'))[1] as reasons_delivered,
                 (array_agg(d.arrived order by d.entry desc) filter \
                 (where d.part = 'reasons' and d.arrival = 'read'))[1] as reasons_read
                 from casework.delivery d where d.call_id = decision.call_id
                 and d.application_id = decision.application_id and d.number = decision.number
             ) arrival on true
             left join lateral (select
                 min(n.taken) filter (where n.kind = 'decision_dispatched') as letter_taken,
                 min(n.read) filter (where n.kind = 'decision_dispatched') as letter_told,
                 min(n.taken) filter (where n.kind = 'reasons_given') as reasons_taken,
                 min(n.read) filter (where n.kind = 'reasons_given') as reasons_told
                 from casework.notification n
                 where n.resource = 'calls/' || decision.call_id || '/applications/' \
                 || decision.application_id || '/decisions/' || decision.number
             ) told on true "
                + $tail
            $(, $arg)*
        )
    };
}

/// Returns the number of the last decision of each of these applications that has one.
///
/// # Errors
/// [`StoreError`].
pub(super) async fn last_numbers(
    db: &mut PgConnection,
    call: &CallId,
    applications: &[ApplicationId],
) -> Result<BTreeMap<ApplicationId, DecisionNumber>, StoreError> {
    let ids: Vec<Uuid> = applications.iter().map(|id| id.uuid()).collect();
    let rows = sqlx::query!(
        r#"select application_id, max(number) as "number!" from casework.decision
         where call_id = $1 and application_id = any ($2) group by application_id"#,
        call.as_str(),
        &ids,
    )
    .fetch_all(db)
    .await?;
    let read = |id: Uuid, number: i32| {
        let at = Row::of("decision", id);
        let application = at.column("application_id", ApplicationId::try_from(id))?;
        Ok((
            application,
            at.known("number", DecisionNumber::new(number))?,
        ))
    };
    rows.into_iter()
        .map(|row| read(row.application_id, row.number))
        .collect()
}

/// Returns the number of the next decision about an application, which is locked.
///
/// # Errors
/// [`StoreError`].
pub(crate) async fn next_number(
    db: &mut PgConnection,
    call: &CallId,
    application: ApplicationId,
) -> Result<DecisionNumber, StoreError> {
    let last = last_numbers(db, call, &[application]).await?;
    let last = last.get(&application);
    Ok(last.map_or(DecisionNumber::FIRST, |last| last.next()))
}

/// Writes decisions and their letters, however many, in two statements. Each is told of by the last
/// of these events in its application's chain.
///
/// # Errors
/// [`StoreError`].
pub(crate) async fn insert(
    db: &mut PgConnection,
    decisions: &[NewDecision],
    events: &[EventRef],
) -> Result<(), StoreError> {
    if decisions.is_empty() {
        return Ok(());
    }
    let sequences: BTreeMap<&str, i64> = events
        .iter()
        .map(|event| (event.chain.as_str(), event.sequence))
        .collect();
    let (mut chains, mut numbers) = (Vec::new(), Vec::new());
    for one in decisions {
        let chain = names::application(&one.call, one.application);
        let sequence = sequences.get(chain.as_str()).copied();
        numbers.push(Row::of("decision", &chain).known("sequence", sequence)?);
        chains.push(chain);
    }
    sqlx::query!(
        "insert into casework.decision (call_id, application_id, number, kind, amount_ore, \
         legal_ground, allocation_id, signer, decided, chain, sequence, appealable)
         select * from unnest($1::text[], $2::uuid[], $3::integer[], $4::text[], $5::bigint[], \
         $6::text[], $7::uuid[], $8::text[], $9::timestamptz[], $10::text[], $11::bigint[], \
         $12::boolean[])",
        &each(decisions, |one| one.call.to_string()),
        &each(decisions, |one| one.application.uuid()),
        &each(decisions, |one| one.number.get()),
        &each(decisions, |one| one.kind.code().to_owned()),
        &each(decisions, |one| one.amount.ore()),
        &each(decisions, |one| one.legal_ground.clone()),
        &each(decisions, |one| one.allocation.map(AllocationId::uuid)) as &[Option<Uuid>],
        &each(decisions, |one| one.signer.clone()),
        &each(decisions, |one| one.decided),
        &chains,
        &numbers,
        &each(decisions, |one| one.appealable),
    )
    .execute(&mut *db)
    .await?;
    insert_letters(db, decisions).await
}

async fn insert_letters(
    db: &mut PgConnection,
    decisions: &[NewDecision],
) -> Result<(), StoreError> {
    let letters: Vec<(&NewDecision, &Letter)> = decisions
        .iter()
        .flat_map(|one| one.letters.iter().map(move |letter| (one, letter)))
        .collect();
    sqlx::query!(
        "insert into casework.letter (call_id, application_id, number, language, content)
         select * from unnest($1::text[], $2::uuid[], $3::integer[], $4::text[], $5::jsonb[])",
        &each(&letters, |(one, _)| one.call.to_string()),
        &each(&letters, |(one, _)| one.application.uuid()),
        &each(&letters, |(one, _)| one.number.get()),
        &each(&letters, |(_, letter)| letter.language.code().to_owned()),
        &each(&letters, |(_, letter)| json(letter)),
    )
    .execute(db)
    .await?;
    Ok(())
}

/// One value of each.
fn each<T, V>(all: &[T], value: impl Fn(&T) -> V) -> Vec<V> {
    all.iter().map(value).collect()
}

/// Reads the decisions about an application, by number.
///
/// # Errors
/// [`StoreError`].
pub(crate) async fn of_application(
    db: &mut PgConnection,
    key: &ApplicationKey,
) -> Result<Vec<Decision>, StoreError> {
    let rows = decisions!(
        "where call_id = $1 and application_id = $2 order by number",
        key.call.as_str(),
        key.application.uuid(),
    )
    .fetch_all(db)
    .await?;
    rows.into_iter().map(DecisionRow::read).collect()
}

/// Reads the officer of a decision's letter: the person who recommended it.
///
/// # Errors
/// [`StoreError`].
pub(crate) async fn officer_of(
    db: &mut PgConnection,
    decision: &Decision,
) -> Result<Option<String>, StoreError> {
    let officer = sqlx::query_scalar!(
        "select content ->> 'officer' from casework.letter
         where call_id = $1 and application_id = $2 and number = $3 and language = $4",
        decision.call.as_str(),
        decision.application.uuid(),
        decision.number.get(),
        Language::Bokmal.code(),
    )
    .fetch_optional(db)
    .await?;
    Ok(officer.flatten())
}

/// Locks the decisions of a call, or about one application of it, that are not dispatched.
///
/// # Errors
/// [`StoreError`].
pub(super) async fn waiting(
    db: &mut PgConnection,
    call: &CallId,
    application: Option<ApplicationId>,
) -> Result<Vec<Decision>, StoreError> {
    let rows = decisions!(
        "where call_id = $1 and ($2::uuid is null or application_id = $2) and dispatched is null
         order by application_id, number for update of decision",
        call.as_str(),
        application.map(ApplicationId::uuid),
    )
    .fetch_all(db)
    .await?;
    rows.into_iter().map(DecisionRow::read).collect()
}

/// Sets the date of dispatch where there is none.
///
/// # Errors
/// [`StoreError`].
pub(super) async fn dispatch(
    db: &mut PgConnection,
    call: &CallId,
    application: Option<ApplicationId>,
    date: NaiveDate,
) -> Result<(), StoreError> {
    sqlx::query!(
        "update casework.decision set dispatched = $3
         where call_id = $1 and ($2::uuid is null or application_id = $2) and dispatched is null",
        call.as_str(),
        application.map(ApplicationId::uuid),
        date,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Reads the decisions that were dispatched on a date, with their letters in bokmål: what people
/// wrote stands in every language.
///
/// # Errors
/// [`StoreError`].
pub(super) async fn dispatched_on(
    db: &mut PgConnection,
    call: &CallId,
    application: Option<ApplicationId>,
    date: NaiveDate,
) -> Result<Vec<(Decision, Letter)>, StoreError> {
    let decisions = decisions!(
        "where call_id = $1 and ($2::uuid is null or application_id = $2) and dispatched = $3
         order by application_id, number",
        call.as_str(),
        application.map(ApplicationId::uuid),
        date,
    )
    .fetch_all(&mut *db)
    .await?;
    let letters = sqlx::query_scalar!(
        "select content from casework.letter
         join casework.decision using (call_id, application_id, number)
         where call_id = $1 and ($2::uuid is null or application_id = $2) and dispatched = $3 \
         and language = $4 order by application_id, number",
        call.as_str(),
        application.map(ApplicationId::uuid),
        date,
        Language::Bokmal.code(),
    )
    .fetch_all(db)
    .await?;
    let both = decisions.into_iter().zip(letters);
    both.map(|(decision, letter)| {
        let decision = decision.read()?;
        let at = Row::of("letter", &decision.event.chain);
        Ok((
            decision,
            at.column("content", from_value::<Letter>(letter))?,
        ))
    })
    .collect()
}

/// Reads the letter of a decision in one language, with its document where it is typeset.
///
/// # Errors
/// [`StoreError`].
pub(super) async fn letter(
    db: &mut PgConnection,
    key: &DecisionKey,
    language: Language,
) -> Result<Option<(Letter, Option<Document>)>, StoreError> {
    let row = sqlx::query!(
        "select content, pdf, sha256 from casework.letter
         where call_id = $1 and application_id = $2 and number = $3 and language = $4",
        key.application.call.as_str(),
        key.application.application.uuid(),
        key.number.get(),
        language.code(),
    )
    .fetch_optional(db)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let at = Row::of("letter", key.name());
    let letter = at.column("content", from_value::<Letter>(row.content))?;
    let document = match (row.pdf, row.sha256) {
        (Some(pdf), Some(sha256)) => Some(Document {
            pdf,
            sha256: at.known("sha256", sha256.try_into().ok())?,
        }),
        _ => None,
    };
    Ok(Some((letter, document)))
}

/// Keeps the document of a letter, unless one is kept.
///
/// # Errors
/// [`StoreError`].
pub(super) async fn keep(
    db: &mut PgConnection,
    key: &DecisionKey,
    language: Language,
    document: &Document,
) -> Result<(), StoreError> {
    sqlx::query!(
        "update casework.letter set pdf = $5, sha256 = $6
         where call_id = $1 and application_id = $2 and number = $3 and language = $4 \
         and pdf is null",
        key.application.call.as_str(),
        key.application.application.uuid(),
        key.number.get(),
        language.code(),
        document.pdf,
        &document.sha256,
    )
    .execute(db)
    .await?;
    Ok(())
}
