//! The nouns of the system and their rules: pure types, no I/O and no clock.
//!
//! A grant scheme divides a yearly budget among applicants. A [`call`] announces the budget; an
//! [`application`] is written, submitted, [assessed](assessment) and becomes part of an
//! [`mod@allocation`] of [awards](allocation::award); an approved award becomes a
//! [`grant`], which is paid and [reported](report). Every [`step`] on the way is an [`event`] in
//! the history of its case. What differs between schemes is behind one trait, [`scheme::Scheme`];
//! who may do what is one table, [`access`]; every way to say no is one enum, [`refusal::Refusal`].

// Values that cannot be wrong.
pub mod calendar;
pub mod identifiers;
pub mod money;
pub mod municipalities;
pub mod names;
pub mod organisation;
pub mod page;
pub mod randomness;
pub mod violations;

// Callers and their steps.
pub mod access;
pub mod caller;
pub mod deadline;
pub mod decision;
pub mod delivery;
pub mod event;
pub mod refusal;
pub mod state_aid;
pub mod step;

// The nouns.
pub mod allocation;
pub mod appeal;
pub mod application;
pub mod assessment;
pub mod call;
pub mod case_file;
pub mod document;
pub mod finance;
pub mod grant;
pub mod history;
pub mod journal;
pub mod ledger;
pub mod letter;
pub mod notification;
pub mod obligation;
pub mod register;
pub mod report;
pub mod retention;
pub mod sample;
pub mod succession;
pub mod tags;
pub mod webhook;

// Schemes and their rules.
pub mod audit;
pub mod case;
mod coded;
pub mod findings;
pub mod reversal;
pub mod rules;
pub mod rules_of_day;
pub mod scheme;
mod scheme_files;
pub mod shared_rules;
pub mod texts;

#[doc(hidden)]
pub use text;
