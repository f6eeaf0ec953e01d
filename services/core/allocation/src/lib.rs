//! Dividing a public budget among applicants: exact, deterministic, explained, provable.

pub mod apportionment;
pub mod biproportional;
pub mod knapsack;
pub mod text;
