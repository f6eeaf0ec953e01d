//! One binary for all integration tests, so that it is linked once and shares one PostgreSQL. A
//! file a subject.

#![expect(
    clippy::unwrap_used,
    reason = "a test, helpers included, fails by panicking"
)]

mod access;
mod adjusted;
mod application_role;
mod arrival;
mod audit;
mod bad_input;
mod bank;
mod chain;
mod collar;
mod database;
mod deadlines;
mod doctored;
mod documents;
mod drain;
mod draw;
mod duty;
mod estimate;
mod explain;
mod fairness;
mod history;
mod house;
mod journal;
mod judgement;
mod large_reports;
mod late;
mod letters;
mod one_thing;
mod races;
mod real_input;
mod reasons;
mod register_batches;
mod retention;
mod retries;
mod runs;
mod samples;
mod scheme_texts;
mod simulate;
mod state_aid;
mod story;
mod successions;
mod support;
mod transport;
mod waiting_list;
mod webhook_input;
mod webhooks;
mod write_off;
