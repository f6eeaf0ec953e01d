//! The channels of notifications.

use std::path::PathBuf;

use chrono::TimeDelta;
use clap::Args;
use courier::{EmailSetup, Security, WebhooksSetup};

use super::{ConfigFaults, Environment};
use crate::sender::{Channels, NotificationSetup};

/// The variables of the mail server's login.
const LOGIN: [&str; 2] = ["TILDELING_SMTP_USER", "TILDELING_SMTP_PASSWORD"];

/// The longest time before a delivery is given up, in days.
const GIVE_UP_DAYS_MAX: i64 = 30;

/// Flags and environment of notifications.
#[derive(Debug, Clone, Args)]
pub struct NotificationFlags {
    /// Whether this program sends notifications: `on`, or `off` where other instances do.
    #[arg(
        long,
        env = "TILDELING_SENDER",
        value_name = "ON",
        default_value = "on"
    )]
    pub sender: String,
    /// Days after which a delivery that fails is given up, and a webhook that fails disabled.
    #[arg(
        long,
        env = "TILDELING_GIVE_UP_DAYS",
        value_name = "DAYS",
        default_value = "7"
    )]
    pub give_up_days: String,
    /// Let webhooks lead to this machine itself, without TLS as well. For trying things out.
    #[arg(
        long,
        env = "TILDELING_WEBHOOK_LOOPBACK",
        value_parser = clap::builder::FalseyValueParser::new()
    )]
    pub webhook_loopback: bool,
    /// File of certificates, in PEM, of authorities that are trusted for webhooks beside the
    /// system's.
    #[arg(long, env = "TILDELING_WEBHOOK_AUTHORITIES", value_name = "FILE")]
    pub webhook_authorities: Option<PathBuf>,
    /// Mail server for notifications: `smtps://host:port`, `smtp://host:port` (TLS after the
    /// greeting) or `smtp-plain://host:port` (no TLS); the login is in `TILDELING_SMTP_USER` and
    /// `TILDELING_SMTP_PASSWORD`. No e-mail when unset.
    #[arg(long, env = "TILDELING_SMTP", value_name = "URL")]
    pub smtp: Option<String>,
    /// Sender of e-mail, as in `Tilskudd <tilskudd@example.org>`.
    #[arg(long, env = "TILDELING_MAIL_FROM", value_name = "ADDRESS")]
    pub mail_from: Option<String>,
    /// Folder to write notifications to, a text and a JSON file each; none when unset.
    #[arg(long, env = "TILDELING_NOTIFICATION_FOLDER", value_name = "FOLDER")]
    pub notification_folder: Option<PathBuf>,
}

impl Default for NotificationFlags {
    fn default() -> Self {
        Self {
            sender: "on".to_owned(),
            give_up_days: "7".to_owned(),
            webhook_loopback: false,
            webhook_authorities: None,
            smtp: None,
            mail_from: None,
            notification_folder: None,
        }
    }
}

/// What a program does with notifications.
#[derive(Debug, Clone, Default)]
pub struct Notifications {
    /// The channels to send by; `None` where other instances send.
    pub channels: Option<Channels>,
    /// True if webhooks may lead to this machine itself.
    pub loopback: bool,
}

impl Notifications {
    /// Returns notifications that are sent by the channels of a setup.
    ///
    /// # Errors
    /// The setup's fault.
    pub fn sent(setup: &NotificationSetup) -> Result<Self, crate::sender::SetupFault> {
        Ok(Self {
            channels: Some(Channels::open(setup)?),
            loopback: setup.webhooks.loopback,
        })
    }
}

impl NotificationFlags {
    /// Checks the setup, noting every fault.
    pub fn read(
        &self,
        faults: &mut ConfigFaults,
        environment: Environment<'_>,
    ) -> Option<Notifications> {
        let sends = faults.take(on_or_off(&self.sender));
        let give_up = faults.take(days(&self.give_up_days));
        let authorities = faults.take(self.authorities());
        let email = faults.take(self.email(environment));
        let setup = NotificationSetup {
            webhooks: WebhooksSetup {
                loopback: self.webhook_loopback,
                authorities: authorities?,
                ..WebhooksSetup::default()
            },
            email: email?,
            folder: self.notification_folder.clone(),
            give_up: give_up?,
        };
        let opened = Notifications::sent(&setup);
        let opened =
            opened.map_err(|fault| format!("--webhook-authorities, --smtp, --mail-from: {fault}"));
        let notifications = faults.take(opened)?;
        Some(Notifications {
            channels: notifications.channels.filter(|_| sends == Some(true)),
            ..notifications
        })
    }

    fn authorities(&self) -> Result<Vec<u8>, String> {
        let Some(file) = &self.webhook_authorities else {
            return Ok(Vec::new());
        };
        std::fs::read(file).map_err(|problem| {
            format!(
                "--webhook-authorities (TILDELING_WEBHOOK_AUTHORITIES): {}: {problem}",
                file.display()
            )
        })
    }

    fn email(&self, environment: Environment<'_>) -> Result<Option<EmailSetup>, String> {
        let (server, from) = match (&self.smtp, &self.mail_from) {
            (None, None) => return Ok(None),
            (Some(server), Some(from)) => (server, from),
            (Some(_), None) => {
                return Err(
                    "--mail-from (TILDELING_MAIL_FROM) is not set, and --smtp is; set it \
                            to the sender, as in Tilskudd <tilskudd@example.org>"
                        .to_owned(),
                );
            }
            (None, Some(_)) => {
                return Err(
                    "--smtp (TILDELING_SMTP) is not set, and --mail-from is; set it to a \
                            mail server, as in smtps://mail.example.org:465"
                        .to_owned(),
                );
            }
        };
        let (security, host, port) = mail_server(server)?;
        Ok(Some(EmailSetup {
            host,
            port,
            security,
            login: login(environment)?,
            from: from.clone(),
        }))
    }
}

fn on_or_off(text: &str) -> Result<bool, String> {
    match text {
        "on" => Ok(true),
        "off" => Ok(false),
        other => Err(format!(
            "--sender (TILDELING_SENDER) is {other:?}; choose on or off"
        )),
    }
}

fn days(text: &str) -> Result<TimeDelta, String> {
    let days = text.parse().ok();
    let days = days.filter(|days| (1..=GIVE_UP_DAYS_MAX).contains(days));
    days.map(TimeDelta::days).ok_or_else(|| {
        format!(
            "--give-up-days (TILDELING_GIVE_UP_DAYS) is {text:?}; choose a number from 1 to \
             {GIVE_UP_DAYS_MAX}"
        )
    })
}

/// Reads `smtps://host:port` and its like.
fn mail_server(text: &str) -> Result<(Security, String, u16), String> {
    let (scheme, rest) = text.split_once("://").unwrap_or_default();
    let (security, usual) = match scheme {
        "smtps" => (Security::Tls, 465),
        "smtp" => (Security::StartTls, 587),
        "smtp-plain" => (Security::None, 25),
        _ => return Err(no_mail_server(text)),
    };
    let (host, port) = match rest.rsplit_once(':') {
        Some((host, port)) => (host, port.parse().map_err(|_| no_mail_server(text))?),
        None => (rest, usual),
    };
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-.".contains(&byte);
    if host.is_empty() || !host.bytes().all(allowed) {
        return Err(no_mail_server(text));
    }
    Ok((security, host.to_owned(), port))
}

fn no_mail_server(text: &str) -> String {
    // It may hold a password that belongs elsewhere.
    let shown = if text.contains('@') {
        "another form"
    } else {
        text
    };
    format!(
        "--smtp (TILDELING_SMTP) is {shown:?}; write smtps://host:port, smtp://host:port or \
         smtp-plain://host:port, and the login into {} and {}",
        LOGIN[0], LOGIN[1]
    )
}

fn login(environment: Environment<'_>) -> Result<Option<(String, String)>, String> {
    match LOGIN.map(environment) {
        [Some(user), Some(password)] => Ok(Some((user, password))),
        [None, None] => Ok(None),
        [given, _] => {
            let [user, password] = LOGIN;
            let missing = if given.is_some() { password } else { user };
            Err(format!(
                "{missing} is not set, and the other half of the mail server's login is; set both"
            ))
        }
    }
}
