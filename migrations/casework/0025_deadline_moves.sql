-- Last days of many cases are moved in one step, and one record says which were.

create table casework.deadline_move (
    move_id   uuid    not null,
    number    bigint  not null generated always as identity,
    call_id   text,
    kind      text    not null,
    due_from  date    not null,
    due_to    date    not null,
    until     date    not null,
    left_out  integer not null,
    last_step jsonb   not null,
    constraint deadline_move_pkey primary key (move_id),
    constraint deadline_move_number_unique unique (number),
    constraint deadline_move_call_fkey foreign key (call_id) references casework.call (call_id),
    constraint deadline_move_kind_known check (kind in ('completion', 'acceptance', 'report')),
    constraint deadline_move_later check (due_from <= due_to and due_to < until),
    constraint deadline_move_left_out_not_negative check (left_out >= 0)
);
comment on table casework.deadline_move is 'A move of last days, for one case or many.';
comment on column casework.deadline_move.move_id is 'UUID the client made.';
comment on column casework.deadline_move.number is 'Order of moves.';
comment on column casework.deadline_move.call_id is 'The call; null for all calls of the scheme.';
comment on column casework.deadline_move.kind is 'The last day that is moved: to complete an application, to accept an offer, to report.';
comment on column casework.deadline_move.due_from is 'Last days from this one on are moved.';
comment on column casework.deadline_move.due_to is 'Last days to this one are moved.';
comment on column casework.deadline_move.until is 'The last day since.';
comment on column casework.deadline_move.left_out is 'Cases that were passed over, because the person had declared an interest in them.';
comment on column casework.deadline_move.last_step is 'The person, the time and the reason.';

create table casework.deadline_moved (
    move_id        uuid    not null,
    place          integer not null,
    call_id        text    not null,
    application_id uuid    not null,
    report_id      text,
    before         date    not null,
    constraint deadline_moved_pkey primary key (move_id, place),
    constraint deadline_moved_move_fkey foreign key (move_id) references casework.deadline_move (move_id),
    constraint deadline_moved_application_fkey foreign key (call_id, application_id)
        references casework.application (call_id, application_id)
);
create index deadline_moved_application on casework.deadline_moved (call_id, application_id);
comment on table casework.deadline_moved is 'A last day that was moved.';
comment on column casework.deadline_moved.move_id is 'The move.';
comment on column casework.deadline_moved.place is 'Its place in the move, from 1.';
comment on column casework.deadline_moved.call_id is 'The call of the case.';
comment on column casework.deadline_moved.application_id is 'The case.';
comment on column casework.deadline_moved.report_id is 'The report, where its last day was moved.';
comment on column casework.deadline_moved.before is 'The last day before.';
