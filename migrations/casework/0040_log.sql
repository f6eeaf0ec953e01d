-- The log of all chains: an entry for each end of a chain. Signed checkpoints over the entries are kept outside the database.

create table casework.log_entry (
    place    bigint not null,
    chain    text   not null,
    sequence bigint not null,
    hash     bytea  not null,
    constraint log_entry_pkey primary key (place),
    constraint log_entry_end_unique unique (chain, sequence),
    constraint log_entry_place_not_negative check (place >= 0),
    constraint log_entry_sequence_positive check (sequence > 0),
    constraint log_entry_hash_length check (octet_length(hash) = 32)
);
comment on table casework.log_entry is 'The leaves of the Merkle tree over the ends of all chains. Rows are added, never changed.';
comment on column casework.log_entry.place is 'Place in the tree, from 0, without gaps.';
comment on column casework.log_entry.chain is 'The chain.';
comment on column casework.log_entry.sequence is 'Number of its last event then.';
comment on column casework.log_entry.hash is 'Hash of that event.';
