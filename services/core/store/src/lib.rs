//! All SQL, one file a table group, and the embedded PostgreSQL.

pub mod embedded;
