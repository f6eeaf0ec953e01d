//! Channels that carry notifications out: signed webhooks, e-mail, and a folder of files.
//!
//! A channel makes one attempt and says how it went; when to try again, in which order, and when to
//! give up is the sender's, which keeps it in the database. Another channel, such as Altinn or
//! digital post, is a type that implements [`Channel`]: its address is what it needs to know of the
//! recipient.

mod email;
mod folder;
mod message;
mod signature;
mod webhook;

use std::future::Future;

use chrono::{DateTime, Utc};

pub use email::{Email, EmailSetup, Mailbox, Security, SetupFault};
pub use folder::Folder;
pub use message::Message;
pub use signature::sign;
pub use webhook::{Endpoint, HttpFault, Webhooks, WebhooksSetup};

/// A way of telling.
pub trait Channel: Send + Sync {
    /// The facts of the recipient that the channel needs.
    type Address: Sync;

    /// Makes one attempt at `now`. It ends within a bounded time.
    fn deliver(
        &self,
        message: &Message,
        to: &Self::Address,
        now: DateTime<Utc>,
    ) -> impl Future<Output = Result<(), Undelivered>> + Send;
}

/// Why an attempt did not deliver. The text goes into the trace: it names no person.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Undelivered {
    /// Another attempt may.
    #[error("{0}")]
    Later(String),
    /// No further attempt will.
    #[error("{0}")]
    Never(String),
    /// The recipient wants no more at this address.
    #[error("{0}")]
    Gone(String),
}
