use chrono::{DateTime, Utc};
use domain::notification::Channel;
use sqlx::{PgConnection, PgPool};

use crate::error::StoreError;

/// The advisory lock under which notifications are spread: one sender at a time, so that those of a
/// case come into their lanes in order.
const LOCK: i64 = 0x7469_6c64_0001;

/// Lets no sender spread until the transaction ends, and waits for one that does: what is not
/// spread then is not in any lane yet.
///
/// # Errors
/// [`StoreError`].
pub async fn hold_spreading(db: &mut PgConnection) -> Result<(), StoreError> {
    sqlx::query!("select pg_advisory_xact_lock($1) is null as held", LOCK)
        .fetch_one(db)
        .await?;
    Ok(())
}

/// Puts at most `limit` new notifications into lanes, the oldest first: one for each webhook of the
/// organisation, and one for each of these other channels; e-mail only where there is a contact
/// person. Returns how many; none while another sender does it.
///
/// # Errors
/// [`StoreError`].
pub async fn spread(
    pool: &PgPool,
    now: DateTime<Utc>,
    channels: &[Channel],
    limit: i64,
) -> Result<u64, StoreError> {
    let channels: Vec<String> = channels.iter().map(|one| one.code().to_owned()).collect();
    // A statement of its own looks: where there is nothing, nothing is written.
    let any = sqlx::query_scalar!(
        "select exists (select from casework.notification where spread is null) as \"any!\""
    )
    .fetch_one(pool)
    .await?;
    if !any {
        return Ok(0);
    }
    let spread = sqlx::query_scalar!(
        "with new as (
             update casework.notification n set spread = $1
             where spread is null and cursor in (
                 select cursor from casework.notification,
                     (select pg_try_advisory_xact_lock($4) as got) as held
                 where held.got and spread is null order by cursor limit $3)
             returning cursor, chain, number, organisation_number, call_id, application_id
         ), way as (
             select new.cursor, new.chain, new.number, 'webhook' as channel, w.webhook_id
             from new join casework.webhook w using (organisation_number)
             where w.deleted is null and w.disabled is null
             union all
             select new.cursor, new.chain, new.number, other.channel, null
             from new cross join unnest($2::text[]) as other (channel)
             where other.channel <> 'email' or exists (select from casework.application a
                 where a.organisation_number = new.organisation_number and a.contact is not null
                     and (new.call_id is null or (a.call_id = new.call_id \
                     and a.application_id = new.application_id)))
                 or exists (select from casework.succession s
                     where new.chain = 'successions/' || s.succession_id \
                     and s.predecessor_contact is not null)
         ), lane as (
             insert into casework.notification_lane as l (channel, webhook_id, chain, waiting, due)
             select channel, webhook_id, chain, count(*), $1 from way
             group by channel, webhook_id, chain order by channel, webhook_id, chain
             on conflict (route, chain) do update set waiting = l.waiting + excluded.waiting,
                 due = coalesce(l.due, excluded.due)
             returning lane_id, channel, webhook_id, chain
         ), put as (
             insert into casework.notification_delivery (lane_id, number, cursor)
             select lane.lane_id, way.number, way.cursor from way join lane
                 on lane.channel = way.channel and lane.chain = way.chain
                 and lane.webhook_id is not distinct from way.webhook_id
         )
         select count(*) as \"count!\" from new",
        now,
        &channels,
        limit,
        LOCK,
    )
    .fetch_one(pool)
    .await?;
    Ok(u64::try_from(spread).unwrap_or(0))
}
