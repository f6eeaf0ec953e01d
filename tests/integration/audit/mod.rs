//! The history, tampered with by the database's owner, and checked from outside.

mod forks;
mod made;
mod mutations;
mod sequencers;
mod tampering;
