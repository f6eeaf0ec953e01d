use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use domain::identifiers::{CaseReference, OrganisationNumber, WebhookId};
use domain::notification::{Channel, NotificationKind};
use domain::webhook::WebhookSecret;
use sqlx::PgPool;
use text::Language;

use crate::error::{Row, StoreError};

/// Deliveries of one lane that are taken up at a time.
const AT_A_TIME: i64 = 16;

/// A channel, or one webhook of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Route {
    /// The channel.
    pub channel: Channel,
    /// The webhook, where that is the channel.
    pub webhook: Option<WebhookId>,
}

impl Route {
    /// Returns the key in the database.
    fn key(&self) -> String {
        let webhook = self.webhook.map(|webhook| webhook.to_string());
        webhook.unwrap_or_else(|| self.channel.code().to_owned())
    }
}

/// The address and the secrets of a webhook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keys {
    /// The address.
    pub url: String,
    /// The secrets that hold, the present one first.
    pub secrets: Vec<WebhookSecret>,
}

/// The contact person of a case, as it is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactOf {
    /// The name.
    pub name: String,
    /// The e-mail address.
    pub email: String,
}

/// A delivery to attempt, with what its notification says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claimed {
    /// Number in the lane.
    pub number: i32,
    /// Attempts before.
    pub attempts: i32,
    /// Time of the first of them.
    pub first_attempt: Option<DateTime<Utc>>,
    /// Number of the notification in the outbox.
    pub cursor: i64,
    /// The kind.
    pub kind: NotificationKind,
    /// The party.
    pub organisation: OrganisationNumber,
    /// Name of the resource, below the scheme.
    pub resource: String,
    /// The case reference.
    pub case_reference: Option<CaseReference>,
    /// Language of the party's letters.
    pub language: Language,
    /// Time of the event.
    pub at: DateTime<Utc>,
    /// The day that it tells of; none where it tells of none.
    pub about: Option<NaiveDate>,
    /// The contact person, where e-mail is the channel.
    pub contact: Option<ContactOf>,
}

/// A lane that was taken up, with its next deliveries in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimedLane {
    /// The lane.
    pub lane: i64,
    /// The claim, which no later one shares.
    pub claim: i64,
    /// The deliveries.
    pub deliveries: Vec<Claimed>,
}

/// Returns the routes in which a lane is due, with the keys of each webhook.
///
/// # Errors
/// [`StoreError`].
pub async fn due_routes(
    pool: &PgPool,
    now: DateTime<Utc>,
    channels: &[Channel],
) -> Result<Vec<(Route, Option<Keys>)>, StoreError> {
    let codes: Vec<String> = channels.iter().map(|one| one.code().to_owned()).collect();
    let rows = sqlx::query!(
        "select w.webhook_id as \"webhook_id?\", 'webhook' as \"channel!\", w.url as \"url?\", \
         w.secret as \"secret?\", case when w.earlier_until > $1 then w.earlier_secret end \
         as earlier
         from casework.webhook w
         where w.deleted is null and w.disabled is null and exists (
             select from casework.notification_lane l
             where l.route = w.webhook_id::text and l.due <= $1)
         union all
         select null, c.channel, null, null, null from unnest($2::text[]) as c (channel)
         where exists (select from casework.notification_lane l
             where l.route = c.channel and l.due <= $1)",
        now,
        &codes,
    )
    .fetch_all(pool)
    .await?;
    let read = rows.into_iter().map(|row| {
        let at = Row::of("webhook", row.webhook_id.unwrap_or_default());
        let channel = at.known("channel", Channel::from_code(&row.channel))?;
        let webhook = row.webhook_id.map(TryInto::try_into).transpose();
        let webhook = at.column("webhook_id", webhook)?;
        let keys = row.url.map(|url| {
            let secrets = [row.secret, row.earlier].into_iter().flatten();
            let secrets = secrets.map(|bytes| at.known("secret", WebhookSecret::from_bytes(bytes)));
            let secrets = secrets.collect::<Result<_, StoreError>>()?;
            Ok::<_, StoreError>(Keys { url, secrets })
        });
        Ok((Route { channel, webhook }, keys.transpose()?))
    });
    read.collect()
}

/// Takes up at most `lanes` lanes of a route that are due, the longest waiting first. Until `until`
/// no other sender takes them up.
///
/// # Errors
/// [`StoreError`].
pub async fn claim(
    pool: &PgPool,
    route: &Route,
    lanes: i64,
    (now, until): (DateTime<Utc>, DateTime<Utc>),
) -> Result<Vec<ClaimedLane>, StoreError> {
    let rows = sqlx::query_as!(
        ClaimedRow,
        "with head as (
             select lane_id from casework.notification_lane
             where route = $1 and due <= $2 order by due limit $3 for update skip locked
         ), taken as (
             update casework.notification_lane l set due = $4, claim = l.claim + 1
             from head where l.lane_id = head.lane_id returning l.lane_id, l.claim
         )
         select taken.lane_id, taken.claim, d.number, d.attempts, d.first_attempt, d.cursor, \
         n.kind, n.organisation_number, n.resource, n.case_reference, n.language, n.at, n.about, \
         to_mail.name as \"contact_name?\", to_mail.email as \"contact_email?\"
         from taken cross join lateral (
             select number, attempts, first_attempt, cursor from casework.notification_delivery
             where notification_delivery.lane_id = taken.lane_id and state = 'queued' \
             order by number limit $5
         ) d join casework.notification n using (cursor)
         left join lateral (
             select a.contact ->> 'name' as name, a.contact ->> 'email' as email
             from (
                 select contact, updated from casework.application
                 where n.call_id is null and organisation_number = n.organisation_number
                 union all
                 select contact, updated from casework.application
                 where call_id = n.call_id and application_id = n.application_id
                 union all
                 select predecessor_contact, confirmed_at from casework.succession
                 where n.chain = 'successions/' || succession_id
             ) a
             where $1 = 'email' and a.contact is not null
             order by a.updated desc limit 1
         ) to_mail on true
         order by taken.lane_id, d.number",
        route.key(),
        now,
        lanes,
        until,
        AT_A_TIME,
    )
    .fetch_all(pool)
    .await?;
    let mut claimed: BTreeMap<i64, ClaimedLane> = BTreeMap::new();
    for row in rows {
        let (lane, claim) = (row.lane_id, row.claim);
        let of = claimed.entry(lane).or_insert_with(|| ClaimedLane {
            lane,
            claim,
            deliveries: Vec::new(),
        });
        of.deliveries.push(row.read()?);
    }
    Ok(claimed.into_values().collect())
}

/// Gives lanes back that were taken up and not worked on: they are due at once.
///
/// # Errors
/// [`StoreError`].
pub async fn release(
    pool: &PgPool,
    claims: &[(i64, i64)],
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    if claims.is_empty() {
        return Ok(());
    }
    let (lanes, numbers): (Vec<i64>, Vec<i64>) = claims.iter().copied().unzip();
    sqlx::query!(
        "update casework.notification_lane l set due = $3
         from unnest($1::bigint[], $2::bigint[]) as held (lane_id, claim)
         where l.lane_id = held.lane_id and l.claim = held.claim and l.waiting > 0",
        &lanes,
        &numbers,
        now,
    )
    .execute(pool)
    .await?;
    Ok(())
}

struct ClaimedRow {
    lane_id: i64,
    claim: i64,
    number: i32,
    attempts: i32,
    first_attempt: Option<DateTime<Utc>>,
    cursor: i64,
    kind: String,
    organisation_number: String,
    resource: String,
    case_reference: Option<String>,
    language: String,
    at: DateTime<Utc>,
    about: Option<NaiveDate>,
    contact_name: Option<String>,
    contact_email: Option<String>,
}

impl ClaimedRow {
    fn read(self) -> Result<Claimed, StoreError> {
        let at = Row::of("notification", self.cursor);
        let case = self.case_reference.map(TryInto::try_into).transpose();
        let contact = self.contact_name.zip(self.contact_email);
        Ok(Claimed {
            number: self.number,
            attempts: self.attempts,
            first_attempt: self.first_attempt,
            cursor: self.cursor,
            kind: at.known("kind", NotificationKind::from_code(&self.kind))?,
            organisation: at.column("organisation_number", self.organisation_number.try_into())?,
            resource: self.resource,
            case_reference: at.column("case_reference", case)?,
            language: at.column("language", self.language.parse())?,
            at: self.at,
            about: self.about,
            contact: contact.map(|(name, email)| ContactOf { name, email }),
        })
    }
}
