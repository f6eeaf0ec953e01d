//! The channels that a service has, and how they carry one delivery.

use std::path::PathBuf;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use courier::{
    Channel as _, Email, EmailSetup, Endpoint, Folder, Mailbox, Message, Undelivered, Webhooks,
    WebhooksSetup,
};
use domain::notification::Channel;
use domain::webhook::WebhookUrl;
use store::lanes::{Claimed, Keys, Route};

/// The setup of notifications.
#[derive(Debug, Clone)]
pub struct NotificationSetup {
    /// Webhooks.
    pub webhooks: WebhooksSetup,
    /// E-mail, where there is a mail server.
    pub email: Option<EmailSetup>,
    /// A folder of files.
    pub folder: Option<PathBuf>,
    /// A delivery is given up, and a webhook disabled, after failing for this long.
    pub give_up: TimeDelta,
}

impl Default for NotificationSetup {
    fn default() -> Self {
        Self {
            webhooks: WebhooksSetup::default(),
            email: None,
            folder: None,
            give_up: TimeDelta::days(7),
        }
    }
}

/// A fault of the setup.
#[derive(Debug, thiserror::Error)]
pub enum SetupFault {
    /// Webhooks.
    #[error("webhooks cannot be sent: {0}")]
    Webhooks(#[from] courier::HttpFault),
    /// E-mail.
    #[error(transparent)]
    Email(#[from] courier::SetupFault),
}

/// The channels of a service, open.
#[derive(Debug, Clone)]
pub struct Channels {
    webhooks: Webhooks,
    email: Option<Arc<Email>>,
    folder: Option<Folder>,
    /// A delivery is given up, and a webhook disabled, after failing for this long.
    pub(super) give_up: TimeDelta,
}

impl Channels {
    /// Opens the channels.
    ///
    /// # Errors
    /// [`SetupFault`].
    pub fn open(setup: &NotificationSetup) -> Result<Self, SetupFault> {
        let email = setup.email.as_ref().map(Email::open).transpose()?;
        Ok(Self {
            webhooks: Webhooks::open(&setup.webhooks)?,
            email: email.map(Arc::new),
            folder: setup.folder.clone().map(Folder::new),
            give_up: setup.give_up,
        })
    }

    /// Returns the channels beside webhooks.
    pub(super) fn others(&self) -> Vec<Channel> {
        let email = self.email.is_some().then_some(Channel::Email);
        let folder = self.folder.is_some().then_some(Channel::Folder);
        email.into_iter().chain(folder).collect()
    }

    /// Makes one attempt.
    pub(super) async fn deliver(
        &self,
        (route, keys): (&Route, Option<&Keys>),
        message: &Message,
        of: &Claimed,
        now: DateTime<Utc>,
    ) -> Result<(), Undelivered> {
        let missing = |what: &str| Undelivered::Later(format!("{what} is not set up here"));
        match route.channel {
            Channel::Webhook => {
                let keys = keys.ok_or_else(|| missing("the webhook"))?;
                let url = WebhookUrl::read(&keys.url)
                    .map_err(|fault| Undelivered::Never(format!("the address {fault}")))?;
                let to = Endpoint {
                    url,
                    secrets: keys.secrets.clone(),
                };
                self.webhooks.deliver(message, &to, now).await
            }
            Channel::Email => {
                let email = self.email.as_ref().ok_or_else(|| missing("e-mail"))?;
                let contact = of.contact.as_ref().ok_or_else(|| {
                    Undelivered::Never("the case has no contact person any more".to_owned())
                })?;
                let to = Mailbox {
                    name: contact.name.clone(),
                    address: contact.email.clone(),
                };
                email.deliver(message, &to, now).await
            }
            Channel::Folder => {
                let folder = self.folder.as_ref().ok_or_else(|| missing("the folder"))?;
                let to = of.organisation.to_string();
                folder.deliver(message, &to, now).await
            }
        }
    }
}
