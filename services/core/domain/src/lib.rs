//! The words of the system: pure types and rules, no I/O and no clock.
//!
//! A grant scheme divides a yearly budget among applicants. A [`call`] announces the budget; an
//! [`application`] is written, submitted, [assessed](assessment) and becomes part of an allocation
//! of [awards](award); an approved award becomes a [`grant`], which is paid and [reported](report).
//! What differs between schemes is behind one trait, [`scheme::Scheme`]; who may do what is one
//! table, [`access`]; every way to say no is one enum, [`refusal::Refusal`].

pub mod access;
pub mod application;
pub mod assessment;
pub mod award;
pub mod calendar;
pub mod call;
pub mod caller;
pub mod chance;
pub mod changes;
pub mod claim;
mod coded;
pub mod division;
pub mod event;
pub mod fairness;
pub mod finance;
pub mod findings;
pub mod frame;
pub mod grant;
pub mod identifiers;
pub mod instalment;
pub mod money;
pub mod municipalities;
pub mod names;
pub mod organisation;
pub mod page;
pub mod refusal;
pub mod register;
pub mod report;
pub mod rules;
pub mod scheme;
pub mod settlement;
pub mod shared_rules;
pub mod simulation;
pub mod step;
pub mod texts;
pub mod violations;
