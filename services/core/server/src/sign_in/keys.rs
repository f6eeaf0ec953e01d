//! The keys of an issuer as they are known: fetched, kept, and fetched again.

use std::sync::{Arc, PoisonError, RwLock};

use chrono::{DateTime, TimeDelta, Utc};
use reqwest::Client;
use tokio::sync::Mutex;

use super::TokenError;
use super::fault::KeysFault;
use super::fetch::Discovery;
use super::key_set::{Key, KeySet};

/// Older keys are fetched again.
const FETCHED_EVERY: TimeDelta = TimeDelta::hours(1);
/// Keys are fetched no oftener than this, whatever tokens ask for. That is all there is to remember
/// of unknown ids: none of them is looked for again before the next fetch is due.
const FETCHED_AT_MOST_EVERY: TimeDelta = TimeDelta::minutes(1);

/// Where keys come from.
#[derive(Debug)]
pub(super) enum Source {
    /// From a file, for good.
    Fixed,
    /// From the issuer.
    Discovery {
        /// Where it publishes them.
        at: Discovery,
        /// The way there.
        client: Client,
        /// The last good set is used for so long when the issuer does not answer.
        kept: TimeDelta,
    },
}

#[derive(Debug, Default)]
struct Known {
    keys: Arc<KeySet>,
    fetched: Option<DateTime<Utc>>,
    tried: Option<DateTime<Utc>>,
}

/// The keys of an issuer.
#[derive(Debug)]
pub(super) struct Keys {
    issuer: String,
    source: Source,
    known: RwLock<Known>,
    /// Held while a fetch runs: a second caller that wants the same keys waits for it.
    fetching: Mutex<()>,
}

impl Keys {
    /// Returns keys that stay as they are.
    pub fn fixed(issuer: &str, keys: KeySet) -> Self {
        let known = Known {
            keys: Arc::new(keys),
            ..Known::default()
        };
        Self::new(issuer, Source::Fixed, known)
    }

    /// Returns keys that are yet to be fetched.
    pub fn of(issuer: &str, source: Source) -> Self {
        Self::new(issuer, source, Known::default())
    }

    fn new(issuer: &str, source: Source, known: Known) -> Self {
        Self {
            issuer: issuer.to_owned(),
            source,
            known: RwLock::new(known),
            fetching: Mutex::new(()),
        }
    }

    /// Finds a key, fetching the set again where it does not have it, or has it from too long ago.
    pub async fn find(self: &Arc<Self>, kid: &str, now: DateTime<Utc>) -> Result<Key, TokenError> {
        match self.look_up(kid, now) {
            Ok(key) => {
                if self.is_old(now) && self.is_due(now) {
                    // The caller does not wait for it: the key is good.
                    drop(self.fetch_again(now));
                }
                Ok(key)
            }
            Err(_) if matches!(self.source, Source::Discovery { .. }) => {
                // It runs to its end even if this caller goes away.
                let fetched = self.fetch_again(now).await;
                fetched.map_err(|_| TokenError::KeyUnknown)?;
                self.look_up(kid, now)
            }
            Err(unknown) => Err(unknown),
        }
    }

    fn fetch_again(self: &Arc<Self>, now: DateTime<Utc>) -> tokio::task::JoinHandle<()> {
        let keys = Arc::clone(self);
        tokio::spawn(async move {
            if let Err(fault) = keys.fetch(now).await {
                let issuer = &keys.issuer;
                tracing::warn!(issuer, %fault, "keys not fetched; the last good ones are used");
            }
        })
    }

    /// Fetches the keys when it is due.
    ///
    /// # Errors
    /// [`KeysFault`]; the last good set stays.
    pub async fn fetch(&self, now: DateTime<Utc>) -> Result<(), KeysFault> {
        let Source::Discovery { at, client, .. } = &self.source else {
            return Ok(());
        };
        let _alone = self.fetching.lock().await;
        if !self.is_due(now) {
            return Ok(());
        }
        self.write(|known| known.tried = Some(now));
        let keys = at.fetch(client).await?;
        self.write(|known| {
            known.keys = Arc::new(keys);
            known.fetched = Some(now);
        });
        Ok(())
    }

    fn look_up(&self, kid: &str, now: DateTime<Utc>) -> Result<Key, TokenError> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        if let Source::Discovery { kept, .. } = &self.source
            && known.fetched.is_none_or(|fetched| now - fetched > *kept)
        {
            return Err(TokenError::KeysTooOld);
        }
        known.keys.get(kid).cloned().ok_or(TokenError::KeyUnknown)
    }

    /// Returns true if keys were fetched once.
    pub fn are_loaded(&self) -> bool {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        known.fetched.is_some() || matches!(self.source, Source::Fixed)
    }

    fn is_old(&self, now: DateTime<Utc>) -> bool {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        matches!(self.source, Source::Discovery { .. })
            && known
                .fetched
                .is_none_or(|fetched| now - fetched >= FETCHED_EVERY)
    }

    /// A clock that was set back is no reason to wait.
    fn is_due(&self, now: DateTime<Utc>) -> bool {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        known
            .tried
            .is_none_or(|tried| (now - tried).abs() >= FETCHED_AT_MOST_EVERY)
    }

    fn write(&self, change: impl FnOnce(&mut Known)) {
        change(&mut self.known.write().unwrap_or_else(PoisonError::into_inner));
    }
}
