//! `tildeling webhook`.

use clap::Subcommand;
use contract::v1;
use domain::calendar::{Clock, SystemClock};
use domain::randomness::{SystemRandomness, uuid_v7};

use super::{Connection, told};
use crate::output::say;
use crate::session::Session;
use crate::table::table;

/// Commands on webhooks.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Registers a webhook of the caller's organisation; prints its name and, once, its secret.
    Register {
        /// The scheme's code.
        scheme: String,
        /// The address, https://….
        url: String,
        /// A secret of one's own, `whsec_…`; one is made when left out.
        #[arg(
            long,
            env = "TILDELING_WEBHOOK_SECRET",
            hide_env_values = true,
            default_value = ""
        )]
        secret: String,
    },
    /// Lists webhooks, with what waits for each and since when it fails.
    List {
        /// The scheme's code.
        scheme: String,
        /// The organisation, nine digits; required of the staff.
        #[arg(long, default_value = "")]
        organisation: String,
    },
    /// Deletes a webhook.
    Delete {
        /// `schemes/{scheme}/webhooks/{webhook}`.
        webhook: String,
    },
    /// Gives a webhook a new secret and prints it, this once. For a day both sign.
    Rotate {
        /// `schemes/{scheme}/webhooks/{webhook}`.
        webhook: String,
        /// A secret of one's own, `whsec_…`; one is made when left out.
        #[arg(
            long,
            env = "TILDELING_WEBHOOK_SECRET",
            hide_env_values = true,
            default_value = ""
        )]
        secret: String,
    },
    /// Has what was told after a notification delivered again, and a disabled webhook served again.
    Replay {
        /// `schemes/{scheme}/webhooks/{webhook}`.
        webhook: String,
        /// The cursor of the notification, as `tildeling notification list` shows it; from the
        /// first when left out.
        #[arg(long, default_value = "")]
        after: String,
    },
}

pub(super) fn run(command: &Command, connection: &Connection) -> anyhow::Result<()> {
    match command {
        Command::Register {
            scheme,
            url,
            secret,
        } => connection.with(scheme, async |session| {
            register(&session, (scheme, url, secret)).await
        }),
        Command::List {
            scheme,
            organisation,
        } => connection.with(scheme, async |session| {
            let webhooks = all(&session, scheme, organisation).await?;
            say!("{}", listed(webhooks))?;
            Ok(())
        }),
        Command::Delete { webhook } => connection.with(webhook, async |session| {
            let name = webhook.clone();
            let request = v1::DeleteWebhookRequest { name };
            let answer = session.notifications().delete_webhook(request).await;
            answer.map_err(told)?;
            say!("{webhook} is deleted")?;
            Ok(())
        }),
        Command::Rotate { webhook, secret } => connection.with(webhook, async |session| {
            rotate(&session, webhook, secret).await
        }),
        Command::Replay { webhook, after } => connection.with(webhook, async |session| {
            let request = v1::ReplayWebhookRequest {
                name: webhook.clone(),
                after: after.clone(),
            };
            let answer = session.notifications().replay_webhook(request).await;
            let webhook = answer.map_err(told)?.into_inner().webhook;
            let queued = webhook.map_or(0, |webhook| webhook.queued);
            say!("{queued} deliveries are queued")?;
            Ok(())
        }),
    }
}

async fn register(
    session: &Session,
    (scheme, url, secret): (&str, &str, &str),
) -> anyhow::Result<()> {
    let id = uuid_v7(SystemClock.now(), &SystemRandomness);
    let request = v1::RegisterWebhookRequest {
        name: format!("schemes/{scheme}/webhooks/{id}"),
        url: url.to_owned(),
        secret: secret.to_owned(),
    };
    let answer = session.notifications().register_webhook(request).await;
    let answer = answer.map_err(told)?.into_inner();
    let name = answer.webhook.map(|webhook| webhook.name);
    say!("{}", name.unwrap_or_default())?;
    say!("secret {}", answer.secret)?;
    Ok(())
}

async fn rotate(session: &Session, webhook: &str, secret: &str) -> anyhow::Result<()> {
    let scheme = webhook.strip_prefix("schemes/").unwrap_or_default();
    let scheme = scheme.split('/').next().unwrap_or_default();
    let found = all(session, scheme, "").await?;
    let found = found.into_iter().find(|one| one.name == webhook);
    let found = found.ok_or_else(|| anyhow::anyhow!("{webhook} is no webhook of yours"))?;
    let request = v1::RotateWebhookSecretRequest {
        name: found.name,
        etag: found.etag,
        secret: secret.to_owned(),
    };
    let answer = session.notifications().rotate_webhook_secret(request).await;
    say!("secret {}", answer.map_err(told)?.into_inner().secret)?;
    Ok(())
}

async fn all(
    session: &Session,
    scheme: &str,
    organisation: &str,
) -> anyhow::Result<Vec<v1::Webhook>> {
    let request = v1::ListWebhooksRequest {
        parent: format!("schemes/{scheme}"),
        organisation_number: organisation.to_owned(),
    };
    let answer = session.notifications().list_webhooks(request).await;
    Ok(answer.map_err(told)?.into_inner().webhooks)
}

fn listed(webhooks: Vec<v1::Webhook>) -> String {
    let rows = webhooks.into_iter().map(|one| {
        let since = one.failing_since_time.as_ref();
        let state = match (&one.disable_time, since) {
            (Some(since), _) => format!("disabled {since}"),
            (None, Some(since)) => format!("failing since {since}"),
            (None, None) => "served".to_owned(),
        };
        vec![one.url, state, one.queued.to_string(), one.name]
    });
    table(&["address", "state", "queued", "name"], &[2], rows).to_string()
}
