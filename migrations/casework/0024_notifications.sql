-- What a party must know leaves through an outbox: a notification is written with its event, in one transaction, and is handed to channels
-- afterwards. A channel carries the notifications of one case in order, so each case has a lane in each channel and webhook.

create table casework.notification (
    cursor              bigint      not null generated always as identity,
    written_by          xid8        not null default pg_current_xact_id(),
    chain               text        not null,
    number              integer     not null,
    sequence            bigint,
    kind                text        not null,
    organisation_number text        not null,
    call_id             text,
    application_id      uuid,
    case_reference      text,
    resource            text        not null,
    language            text        not null,
    at                  timestamptz not null,
    spread              timestamptz,
    delivered           timestamptz,
    read                timestamptz,
    constraint notification_pkey primary key (cursor),
    constraint notification_number_unique unique (chain, number),
    constraint notification_event_unique unique (chain, sequence),
    constraint notification_event_fkey foreign key (chain, sequence) references casework.event (chain, sequence),
    constraint notification_application_fkey foreign key (call_id, application_id)
        references casework.application (call_id, application_id),
    constraint notification_of_a_case check ((call_id is null) = (application_id is null)
        and (call_id is null) = (case_reference is null)),
    constraint notification_number_positive check (number >= 1),
    constraint notification_language_known check (language in ('nb', 'nn', 'en'))
);
create index notification_order on casework.notification (written_by, cursor);
create index notification_of_organisation on casework.notification (organisation_number, written_by, cursor);
create index notification_to_spread on casework.notification (cursor) where spread is null;
create index notification_of_resource on casework.notification (resource, kind);
comment on table casework.notification is 'The outbox: what a party is told, written in the transaction of the event it is told of. It holds nothing protected.';
comment on column casework.notification.cursor is 'Number in the whole outbox.';
comment on column casework.notification.written_by is 'The transaction: readers go by it, so that they miss nothing that is committed late.';
comment on column casework.notification.chain is 'The chain of the event: the case. For a notification without an event, the resource it is about.';
comment on column casework.notification.number is 'Number among the notifications of the case, from 1.';
comment on column casework.notification.sequence is 'Number of the event in its chain; null where the service itself tells something.';
comment on column casework.notification.kind is 'What is told, by its code.';
comment on column casework.notification.organisation_number is 'The party.';
comment on column casework.notification.call_id is 'The call; null outside cases.';
comment on column casework.notification.application_id is 'The application; null outside cases.';
comment on column casework.notification.case_reference is 'The case reference; null outside cases.';
comment on column casework.notification.resource is 'Name of the resource, below the scheme.';
comment on column casework.notification.language is 'Language of the party''s letters at the time: nb, nn or en.';
comment on column casework.notification.at is 'Time of the event.';
comment on column casework.notification.spread is 'When it was handed to channels; null before.';
comment on column casework.notification.delivered is 'When the first channel had delivered it; null before.';
comment on column casework.notification.read is 'When the party had read it, or the letter it is about; null before.';

create table casework.webhook (
    webhook_id          uuid        not null,
    organisation_number text        not null,
    url                 text        not null,
    secret              bytea       not null,
    earlier_secret      bytea,
    earlier_until       timestamptz,
    created             timestamptz not null,
    failing_since       timestamptz,
    disabled            timestamptz,
    deleted             timestamptz,
    revision            bigint      not null default 1,
    constraint webhook_pkey primary key (webhook_id),
    constraint webhook_secret_size check (octet_length(secret) between 24 and 64),
    constraint webhook_earlier_whole check ((earlier_secret is null) = (earlier_until is null)),
    constraint webhook_revision_positive check (revision > 0)
);
create index webhook_of_organisation on casework.webhook (organisation_number) where deleted is null;
comment on table casework.webhook is 'An address at which an organisation receives its notifications.';
comment on column casework.webhook.webhook_id is 'UUID the client made.';
comment on column casework.webhook.organisation_number is 'The organisation.';
comment on column casework.webhook.url is 'The address.';
comment on column casework.webhook.secret is 'The key that messages are signed with, 24 to 64 bytes.';
comment on column casework.webhook.earlier_secret is 'The key before the last rotation; messages carry both signatures until it ends.';
comment on column casework.webhook.earlier_until is 'When the earlier key ends.';
comment on column casework.webhook.created is 'When it was registered.';
comment on column casework.webhook.failing_since is 'Since when nothing could be delivered; null after a delivery.';
comment on column casework.webhook.disabled is 'When it was disabled after failing for too long; null while it is served.';
comment on column casework.webhook.deleted is 'When it was deleted; the row stays for the trace of deliveries.';
comment on column casework.webhook.revision is 'Changes so far: the contract''s etag.';

create table casework.notification_lane (
    lane_id    bigint      not null generated always as identity,
    channel    text        not null,
    webhook_id uuid,
    route      text        not null generated always as (coalesce(webhook_id::text, channel)) stored,
    chain      text        not null,
    waiting    integer     not null,
    due        timestamptz,
    claim      bigint      not null default 0,
    constraint notification_lane_pkey primary key (lane_id),
    constraint notification_lane_unique unique (route, chain),
    constraint notification_lane_webhook_fkey foreign key (webhook_id) references casework.webhook (webhook_id),
    constraint notification_lane_channel_known check (channel in ('webhook', 'email', 'folder')),
    constraint notification_lane_webhook_of_channel check ((webhook_id is not null) = (channel = 'webhook')),
    constraint notification_lane_waiting_not_negative check (waiting >= 0),
    constraint notification_lane_due_while_waiting check ((due is null) = (waiting = 0))
);
create index notification_lane_due on casework.notification_lane (route, due) where due is not null;
comment on table casework.notification_lane is 'The way of one case''s notifications through one channel: they go one after the other.';
comment on column casework.notification_lane.lane_id is 'Its number.';
comment on column casework.notification_lane.channel is 'webhook, email or folder.';
comment on column casework.notification_lane.webhook_id is 'The webhook; null in other channels.';
comment on column casework.notification_lane.route is 'The webhook, or the channel where it has no webhooks.';
comment on column casework.notification_lane.chain is 'The case.';
comment on column casework.notification_lane.waiting is 'Deliveries that are queued.';
comment on column casework.notification_lane.due is 'When the next attempt is due; while a sender works on it, when another may take it over. Null while nothing waits.';
comment on column casework.notification_lane.claim is 'Number of times it was taken up: a sender that was overtaken knows it.';

create table casework.notification_delivery (
    lane_id       bigint  not null,
    number        integer not null,
    cursor        bigint  not null,
    state         text    not null default 'queued',
    attempts      integer not null default 0,
    first_attempt timestamptz,
    last_attempt  timestamptz,
    delivered     timestamptz,
    problem       text,
    constraint notification_delivery_pkey primary key (lane_id, number),
    constraint notification_delivery_lane_fkey foreign key (lane_id) references casework.notification_lane (lane_id),
    constraint notification_delivery_notification_fkey foreign key (cursor) references casework.notification (cursor),
    constraint notification_delivery_state_known check (state in ('queued', 'delivered', 'failed')),
    constraint notification_delivery_delivered_has_time check ((delivered is not null) = (state = 'delivered')),
    constraint notification_delivery_attempts_not_negative check (attempts >= 0)
);
create index notification_delivery_queued on casework.notification_delivery (lane_id, number) where state = 'queued';
create index notification_delivery_of_notification on casework.notification_delivery (cursor);
comment on table casework.notification_delivery is 'A notification on its way through one lane.';
comment on column casework.notification_delivery.lane_id is 'The lane.';
comment on column casework.notification_delivery.number is 'Number of the notification in its case: the order in the lane.';
comment on column casework.notification_delivery.cursor is 'The notification.';
comment on column casework.notification_delivery.state is 'queued, delivered or failed.';
comment on column casework.notification_delivery.attempts is 'Attempts so far, since it was last queued.';
comment on column casework.notification_delivery.first_attempt is 'The first attempt since it was last queued; null before.';
comment on column casework.notification_delivery.last_attempt is 'The last attempt; null before.';
comment on column casework.notification_delivery.delivered is 'When it was delivered; null before.';
comment on column casework.notification_delivery.problem is 'What stood in the way of the last attempt; null where nothing did.';

-- The person whom the authority writes to about an application, and the address.

alter table casework.application add column contact jsonb;
alter table casework.application add column address jsonb;
comment on column casework.application.contact is 'Contact person: name, e-mail and telephone; null where none is given.';
comment on column casework.application.address is 'Postal address: lines, postal code and place; null where none is given.';
