//! State aid of decided awards, stored with the decision.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::findings::Finding;
use domain::identifiers::{AllocationId, ApplicationId, CallId};
use domain::money::Money;
use domain::refusal::Refusal;
use domain::state_aid::{DeclaredAid, EuroRate, GivenAid, SmallAidLimit, StateAid};
use domain::succession::Heirs;
use sqlx::PgConnection;
use store::columns::{from_json, json};
use store::error::{Row, StoreError};
use uuid::Uuid;

use crate::error::CaseError;

/// Awards of one decision, each with what the form answers on state aid.
#[derive(Debug, Default)]
pub(crate) struct Aids(Vec<(ApplicationId, Money, StateAid)>);

impl Aids {
    /// Adds an award, or what raises it. Forms that do not ask have nothing to add.
    pub fn add(&mut self, grant: ApplicationId, amount: Money, aid: Option<StateAid>) {
        self.0.extend(aid.map(|aid| (grant, amount, aid)));
    }

    /// Stores what was added, with the rate of the day. `decision` is the number of the one that
    /// raised an award after its allocation; zero for what an allocation gives.
    ///
    /// # Errors
    /// [`Refusal::RulesNotMet`] when an award is to economic activity and there is no rate.
    pub async fn store(
        self,
        db: &mut PgConnection,
        (call, allocation, decision): (&CallId, AllocationId, i32),
        decided: DateTime<Utc>,
        rate: Option<EuroRate>,
    ) -> Result<(), CaseError> {
        let economic = self.0.iter().filter(|(.., aid)| aid.economic).count();
        if economic > 0 && rate.is_none() {
            let missing = Finding::blocking(
                "EURO_RATE_MISSING",
                "Forskningsrådet, Bagatellmessig støtte",
            );
            let awards = i64::try_from(economic).unwrap_or(i64::MAX);
            let missing = missing.on("euro_rate").with("awards", awards);
            return Err(CaseError::Refused(Refusal::RulesNotMet(vec![missing])));
        }
        if self.0.is_empty() {
            return Ok(());
        }
        let limits = |limit: fn(SmallAidLimit) -> i64| -> Vec<Option<i64>> {
            let aids = self.0.iter().map(|(.., aid)| aid);
            aids.map(|aid| aid.limit.map(limit)).collect()
        };
        sqlx::query!(
            "insert into casework.state_aid (call_id, grant_id, allocation_id, economic, \
             decided, amount_ore, rate_ten_thousandths, limit_euro, years_before, declared, \
             decision)
             select $1, grant_id, $2, economic, $3, amount_ore, \
             case when economic then $4::bigint end, limit_euro, years_before::integer, \
             declared, $11::integer
             from unnest($5::uuid[], $6::bigint[], $7::boolean[], $8::bigint[], $9::bigint[],
                 $10::jsonb[])
                 as new (grant_id, amount_ore, economic, limit_euro, years_before, declared)",
            call.as_str(),
            allocation.uuid(),
            decided,
            rate.map(EuroRate::ten_thousandths),
            &Vec::from_iter(self.0.iter().map(|(grant, ..)| grant.uuid())),
            &Vec::from_iter(self.0.iter().map(|(_, amount, _)| amount.ore())),
            &Vec::from_iter(self.0.iter().map(|(.., aid)| aid.economic)),
            &limits(|limit| limit.euro) as &[Option<i64>],
            &limits(|limit| limit.years_before.into()) as &[Option<i64>],
            &Vec::from_iter(self.0.iter().map(|(.., aid)| json(&aid.declared))),
            decision,
        )
        .execute(db)
        .await
        .map_err(StoreError::from)?;
        Ok(())
    }
}

/// Reads whether awards of a call are state aid; leaves those out of which no decision says.
///
/// # Errors
/// [`StoreError`].
pub(crate) async fn economic(
    db: &mut PgConnection,
    call: &CallId,
    grants: &[Uuid],
) -> Result<BTreeMap<Uuid, bool>, StoreError> {
    let rows = sqlx::query!(
        "select s.grant_id, bool_or(s.economic) as \"economic!\" from unnest($2::uuid[]) wanted
         cross join lateral (select grant_id, economic from casework.state_aid
             where call_id = $1 and grant_id = wanted offset 0) s
         group by s.grant_id",
        call.as_str(),
        grants,
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.grant_id, row.economic))
        .collect())
}

/// All state aid that was given, of all calls. Offers that ended gave none. Aid that a form
/// declares to an organisation that was taken over is its successor's, as what was given here is.
///
/// # Errors
/// [`StoreError`].
pub(crate) async fn given(db: &mut PgConnection) -> Result<Vec<GivenAid>, StoreError> {
    let heirs = crate::standing::heirs(db).await?;
    let rows = sqlx::query!(
        "select s.call_id, s.grant_id, s.allocation_id, s.decided, s.amount_ore,
             s.rate_ten_thousandths as \"rate!\", s.limit_euro, s.years_before, s.declared,
             p.case_reference, p.organisation_number, p.organisation_name
         from casework.state_aid s
         join casework.grant g on g.call_id = s.call_id and g.grant_id = s.grant_id
         join casework.application p on p.call_id = s.call_id and p.application_id = s.grant_id
         where s.economic and g.state_name not in ('declined', 'lapsed', 'reversed')",
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|row| {
            let at = Row::of("state_aid", row.grant_id);
            let recipient = row.organisation_number.try_into();
            Ok(GivenAid {
                call: at.column("call_id", row.call_id.try_into())?,
                grant: at.column("grant_id", row.grant_id.try_into())?,
                case: at.column("case_reference", row.case_reference.try_into())?,
                allocation: at.column("allocation_id", row.allocation_id.try_into())?,
                recipient: at.column("organisation_number", recipient)?,
                recipient_name: row.organisation_name,
                decided: row.decided,
                amount: Money::from_ore(row.amount_ore),
                rate: at.known("rate_ten_thousandths", EuroRate::new(row.rate))?,
                limit: limit(&at, row.limit_euro.zip(row.years_before))?,
                declared: held(&heirs, from_json(&at, "declared", row.declared)?),
            })
        })
        .collect()
}

/// Says of declared aid who holds it now.
fn held(heirs: &Heirs, declared: Vec<DeclaredAid>) -> Vec<DeclaredAid> {
    let declared = declared.into_iter();
    let now = declared.map(|aid| DeclaredAid {
        recipient: heirs.holder(&aid.recipient).clone(),
        ..aid
    });
    now.collect()
}

fn limit(at: &Row, stored: Option<(i64, i32)>) -> Result<Option<SmallAidLimit>, StoreError> {
    let Some((euro, years)) = stored else {
        return Ok(None);
    };
    let years_before = at.column("years_before", years.try_into())?;
    Ok(Some(SmallAidLimit { euro, years_before }))
}
