//! The acts against a real PostgreSQL, each test in a fresh database, with a small scheme that only
//! these tests have.

#![expect(
    clippy::unwrap_used,
    reason = "a test, helpers included, fails by panicking"
)]
#![expect(
    clippy::disallowed_methods,
    reason = "a test that is cut off has a database of its own"
)]

#[macro_use]
mod world;

mod accounts;
mod allocations;
mod appeal_money;
mod appealed_claims;
mod appealed_ends;
mod appeals;
mod application_lists;
mod application_rules;
mod applications;
mod assessments;
mod attachments;
mod audited;
mod bank;
mod bank_orders;
mod batches;
mod budgets;
mod callers;
mod calls;
mod certificates;
mod changes;
mod clamd;
mod corrections;
mod creation;
mod crowd;
mod decisions;
mod deliveries;
mod disposals;
mod documents;
mod draws;
mod due;
mod events;
mod follow_ups;
mod grants;
mod in_order;
mod indicators;
mod journey;
mod judgement;
mod late_reports;
mod letters;
mod next_year;
mod notifications;
mod object_store;
mod payments;
mod pilot;
mod races;
mod reconciliation;
mod recoveries;
mod registers;
mod releases;
mod repayments;
mod reports;
mod reversals;
mod round_trips;
mod runs;
mod samples;
mod schema;
mod steps;
mod tags;
mod terms;
mod tied;
