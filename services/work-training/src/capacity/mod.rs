//! Places that are bought (*tiltaksplasser*), kept apart from the grant: unit rate × places ×
//! months. No application, no scoring.
//!
//! The plan promises 500 more places for people with reduced work capacity and sets aside 75.5
//! million: 151,000 kroner a place and year. At the published rate of 2018, 500 places in work
//! preparation training cost 98.82 million a year, and 75.5 million buy 382 place-years; a year's
//! summary holds what was bought against both.
//!
//! A purchase keeps the price it was made at and where that price is published. Where no rate is
//! published for its year, it states the price that was agreed. How much of what was bought was
//! used is recorded afterwards; until then it is unknown, not nothing.
//!
//! `purchase` and `summary` calculate, `rows` holds the SQL, the files named as methods hold their
//! steps, `requests` and `messages` the contract's side, [`own`] adds the service to the
//! scheme's own server.

mod list_purchases;
mod messages;
mod purchase;
mod record_occupancy;
mod record_purchase;
mod requests;
mod rows;
mod service;
mod summarise_capacity;
mod summary;

pub use purchase::{NewPurchase, PlaceType, Price, PurchaseId, place_years_for, unit_price};
pub use service::{own, tables};
pub use summary::{Line, Summary, summarise};
