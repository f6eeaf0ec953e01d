use std::sync::Arc;

use chrono::{DateTime, Utc};
use domain::identifiers::WebhookId;
use domain::notification::DeliveryState;
use sqlx::{PgConnection, PgPool};

use super::webhooks;
use crate::error::StoreError;
use crate::reach::Reach;
use crate::transaction::{self, Job};

/// How an attempt went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It was taken.
    Delivered,
    /// It is to be attempted again.
    Later {
        /// When.
        due: DateTime<Utc>,
        /// What stood in the way.
        problem: String,
    },
    /// It is given up.
    GivenUp {
        /// What stood in the way.
        problem: String,
    },
}

/// An attempt at a delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// The lane.
    pub lane: i64,
    /// The claim under which it was made.
    pub claim: i64,
    /// Number of the delivery in the lane.
    pub number: i32,
    /// Time of the attempt.
    pub at: DateTime<Utc>,
    /// How it went.
    pub outcome: Outcome,
}

/// Writes how attempts went, however many, in one transaction. A lane whose attempts went well is
/// due at once where more of it waits. What another sender ended meanwhile stays as that one wrote
/// it. Webhooks that want no more are disabled in the same transaction: no sender finds their lanes
/// due in between.
///
/// # Errors
/// [`StoreError`].
pub async fn record(
    pool: &PgPool,
    attempts: Vec<Attempt>,
    gone: Vec<WebhookId>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    if attempts.is_empty() {
        return Ok(());
    }
    let recording = Recording {
        attempts,
        gone,
        now,
    };
    transaction::write(pool, &Reach::Scheme, Arc::new(recording)).await
}

struct Recording {
    attempts: Vec<Attempt>,
    gone: Vec<WebhookId>,
    now: DateTime<Utc>,
}

impl Job<StoreError> for Recording {
    fn attempt<'a>(&'a self, db: &'a mut PgConnection) -> transaction::Attempt<'a, StoreError> {
        Box::pin(async move {
            self.lock(db).await?;
            self.write(db).await?;
            for webhook in &self.gone {
                webhooks::disable_in(db, *webhook, None, self.now).await?;
            }
            Ok(())
        })
    }
}

impl Recording {
    /// Locks the lanes, in order and before their deliveries: those who queue again do the same.
    async fn lock(&self, db: &mut PgConnection) -> Result<(), StoreError> {
        sqlx::query!(
            "select lane_id from casework.notification_lane where lane_id = any($1) \
             order by lane_id for update",
            &self.each(|one| one.lane),
        )
        .fetch_all(db)
        .await?;
        Ok(())
    }

    async fn write(&self, db: &mut PgConnection) -> Result<(), StoreError> {
        let state = |one: &Attempt| match one.outcome {
            Outcome::Delivered => DeliveryState::Delivered,
            Outcome::Later { .. } => DeliveryState::Queued,
            Outcome::GivenUp { .. } => DeliveryState::Failed,
        };
        let problem = |one: &Attempt| match &one.outcome {
            Outcome::Delivered => None,
            Outcome::Later { problem, .. } | Outcome::GivenUp { problem } => Some(problem.clone()),
        };
        let due = |one: &Attempt| match one.outcome {
            Outcome::Later { due, .. } => Some(due),
            Outcome::Delivered | Outcome::GivenUp { .. } => None,
        };
        sqlx::query!(
            "with told as (
                 select * from unnest($1::bigint[], $2::bigint[], $3::integer[], \
                 $4::timestamptz[], $5::text[], $6::text[], $7::timestamptz[])
                     as t (lane_id, claim, number, at, state, problem, due)
             ), ended as (
                 update casework.notification_delivery d set state = told.state, \
                     attempts = d.attempts + 1,
                     first_attempt = coalesce(d.first_attempt, told.at), last_attempt = told.at,
                     delivered = case when told.state = 'delivered' then told.at end,
                     problem = told.problem
                 from told where d.lane_id = told.lane_id and d.number = told.number \
                 and d.state = 'queued'
                 returning d.lane_id, d.cursor, d.state, told.at
             ), reached as (
                 update casework.notification n
                 set delivered = coalesce(n.delivered, first.at),
                     taken = coalesce(n.taken, first.taken)
                 from (select cursor, min(at) as at, \
                     min(at) filter (where channel = 'webhook') as taken
                     from ended join casework.notification_lane using (lane_id)
                     where state = 'delivered' group by cursor) as first
                 where n.cursor = first.cursor and (n.delivered is null or n.taken is null)
             ), done as (
                 select lane_id, count(*) as count from ended where state <> 'queued'
                 group by lane_id
             ), turn as (
                 select lane_id, max(claim) as claim, max(due) as due from told group by lane_id
             )
             update casework.notification_lane l set waiting = l.waiting - coalesce(done.count, 0),
                 due = case when l.waiting = coalesce(done.count, 0) then null
                     when l.claim = turn.claim then coalesce(turn.due, $8) else l.due end
             from turn left join done using (lane_id) where l.lane_id = turn.lane_id",
            &self.each(|one| one.lane),
            &self.each(|one| one.claim),
            &self.each(|one| one.number),
            &self.each(|one| one.at),
            &self.each(|one| state(one).code().to_owned()),
            &self.each(problem) as &[Option<String>],
            &self.each(due) as &[Option<DateTime<Utc>>],
            self.now,
        )
        .execute(db)
        .await?;
        Ok(())
    }

    /// One value of each.
    fn each<T>(&self, value: impl Fn(&Attempt) -> T) -> Vec<T> {
        self.attempts.iter().map(value).collect()
    }
}
