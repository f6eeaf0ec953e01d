-- Places bought in labour-market measures, kept apart from the grant: no application, no scoring.
-- Amounts are whole øre in bigint.

create schema work_training;

create table work_training.place_purchase (
    purchase_id     uuid        not null,
    supplier_number text        not null,
    supplier_name   text        not null,
    place_type      text        not null,
    places          integer     not null,
    first_month     date        not null,
    months          integer     not null,
    agreed_unit_price_ore bigint,
    unit_price_ore  bigint      not null,
    price_source    text        not null,
    cost_ore        bigint      not null generated always as (unit_price_ore * places * months) stored,
    used_place_months integer,
    recorded_by     text        not null,
    recorded        timestamptz not null,
    revision        bigint      not null,
    constraint place_purchase_pkey primary key (purchase_id),
    constraint place_purchase_place_type_known check (place_type in ('aft', 'vta', 'vtao')),
    constraint place_purchase_places_range check (places between 1 and 10000),
    constraint place_purchase_first_month_is_first_day check (extract(day from first_month) = 1),
    -- A rate holds for a calendar year: a purchase does not run from one into the next.
    constraint place_purchase_within_one_year check (months >= 1 and extract(month from first_month) + months <= 13),
    -- At most a million kroner for a place and a month: the cost of the largest purchase still fits.
    constraint place_purchase_unit_price_range check (unit_price_ore between 1 and 100000000),
    constraint place_purchase_used_range check (used_place_months between 0 and places * months),
    constraint place_purchase_revision_positive check (revision > 0)
);
-- Lists and sums are for a year, by first month.
create index place_purchase_by_month on work_training.place_purchase (first_month, purchase_id);
comment on table work_training.place_purchase is 'Places bought from one supplier (kjøp av tiltaksplasser).';
comment on column work_training.place_purchase.purchase_id is 'UUID the client made.';
comment on column work_training.place_purchase.supplier_number is 'Organisation number of the supplier (tiltaksarrangør).';
comment on column work_training.place_purchase.supplier_name is 'The supplier''s name.';
comment on column work_training.place_purchase.place_type is 'Kind of place: AFT, VTA or VTAO.';
comment on column work_training.place_purchase.places is 'How many places.';
comment on column work_training.place_purchase.first_month is 'First day of the first month.';
comment on column work_training.place_purchase.months is 'How many months, all in one calendar year.';
comment on column work_training.place_purchase.agreed_unit_price_ore is 'Price agreed with the supplier for one place and one month, øre; null where the published rate holds.';
comment on column work_training.place_purchase.unit_price_ore is 'Price used, øre.';
comment on column work_training.place_purchase.price_source is 'Where the price used is published, or agreed.';
comment on column work_training.place_purchase.cost_ore is 'Unit price × places × months, øre.';
comment on column work_training.place_purchase.used_place_months is 'Place-months used; null until recorded: not zero, unknown.';
comment on column work_training.place_purchase.recorded_by is 'Who recorded the purchase.';
comment on column work_training.place_purchase.recorded is 'When it was recorded.';
comment on column work_training.place_purchase.revision is 'Changes so far.';
