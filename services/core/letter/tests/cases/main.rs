//! Letters as documents: every kind in every language, the structure that PDF/A-2a and PDF/UA-1
//! ask for, hostile input, limits, and the same bytes each time.

#[path = "../specimen/mod.rs"]
mod specimen;

mod hostile;
mod kinds;
mod pdf;
mod repeat;
mod structure;
