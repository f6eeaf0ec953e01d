//! E-mail by SMTP.

use std::time::Duration;

use chrono::{DateTime, Utc};
use lettre::message::header::ContentType;
use lettre::message::{Mailbox as Header, MessageBuilder};
use lettre::transport::smtp::AsyncSmtpTransport;
use lettre::transport::smtp::authentication::Credentials;
use lettre::{Address, AsyncTransport, Tokio1Executor};

use crate::message::Message;
use crate::{Channel, Undelivered};

/// An attempt ends within this time.
const TAKEN_WITHIN: Duration = Duration::from_secs(30);

/// The protection of a connection to the mail server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Security {
    /// TLS from the first byte (`smtps`).
    Tls,
    /// TLS after the greeting, or no delivery (`smtp`).
    StartTls,
    /// None: a server on the same machine.
    None,
}

/// The setup of e-mail.
#[derive(Clone, PartialEq, Eq)]
pub struct EmailSetup {
    /// The mail server.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// The connection's security.
    pub security: Security,
    /// User and password; none where the server asks for none.
    pub login: Option<(String, String)>,
    /// The sender, `Name <address>` or an address.
    pub from: String,
}

impl std::fmt::Debug for EmailSetup {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("EmailSetup")
            .field("host", &self.host)
            .field("port", &self.port)
            .field("security", &self.security)
            .field("from", &self.from)
            .finish_non_exhaustive()
    }
}

/// A fault of the setup.
#[derive(Debug, thiserror::Error)]
pub enum SetupFault {
    /// The sender is no address.
    #[error("the sender is no e-mail address; write one as in Tilskudd <tilskudd@example.org>")]
    From(#[source] lettre::address::AddressError),
    /// The server's name cannot be used.
    #[error("the mail server cannot be used")]
    Server(#[source] lettre::transport::smtp::Error),
}

/// The recipient of an e-mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mailbox {
    /// The name.
    pub name: String,
    /// The address.
    pub address: String,
}

/// The channel of e-mail.
#[derive(Debug, Clone)]
pub struct Email {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Header,
}

impl Email {
    /// Opens the channel; the server is connected to when the first message goes out.
    ///
    /// # Errors
    /// [`SetupFault`].
    pub fn open(setup: &EmailSetup) -> Result<Self, SetupFault> {
        type Smtp = AsyncSmtpTransport<Tokio1Executor>;
        let from: Header = setup.from.parse().map_err(SetupFault::From)?;
        let builder = match setup.security {
            Security::Tls => Smtp::relay(&setup.host).map_err(SetupFault::Server)?,
            Security::StartTls => Smtp::starttls_relay(&setup.host).map_err(SetupFault::Server)?,
            Security::None => Smtp::builder_dangerous(&setup.host),
        };
        let builder = builder.port(setup.port).timeout(Some(TAKEN_WITHIN));
        let builder = match &setup.login {
            Some((user, password)) => {
                builder.credentials(Credentials::new(user.clone(), password.clone()))
            }
            None => builder,
        };
        Ok(Self {
            transport: builder.build(),
            from,
        })
    }
}

impl Channel for Email {
    type Address = Mailbox;

    async fn deliver(
        &self,
        message: &Message,
        to: &Mailbox,
        now: DateTime<Utc>,
    ) -> Result<(), Undelivered> {
        let letter = letter(&self.from, message, to, now)?;
        let sent = tokio::time::timeout(TAKEN_WITHIN, self.transport.send(letter)).await;
        match sent {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(refused)) if refused.is_permanent() => Err(Undelivered::Never(
                "the mail server refused the message for good".to_owned(),
            )),
            // The server's words may repeat the address.
            Ok(Err(_)) => Err(Undelivered::Later(
                "the mail server did not take the message".to_owned(),
            )),
            Err(_) => Err(Undelivered::Later(
                "the mail server did not answer in time".to_owned(),
            )),
        }
    }
}

/// Writes a message as e-mail. Its id is the message's, so a mail program shows a repetition once.
fn letter(
    from: &Header,
    message: &Message,
    to: &Mailbox,
    now: DateTime<Utc>,
) -> Result<lettre::Message, Undelivered> {
    let address: Result<Address, _> = to.address.parse();
    let address = address
        .map_err(|_| Undelivered::Never("the contact person has no e-mail address".to_owned()))?;
    // A name with control characters cannot stand in a head: the library panics on it.
    let name: String = to.name.chars().filter(|one| !one.is_control()).collect();
    let name = Some(name).filter(|name| !name.is_empty());
    let id = format!("<{}@{}>", message.id, from.email.domain());
    let written = MessageBuilder::new()
        .from(from.clone())
        .to(Header::new(name, address))
        .date(now.into())
        .message_id(Some(id))
        .header(ContentType::TEXT_PLAIN)
        .subject(&message.title)
        .body(format!("{}\n", message.text));
    written.map_err(|_| Undelivered::Never("the message cannot be written as e-mail".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::sample;

    fn to(address: &str) -> Mailbox {
        Mailbox {
            name: "Kari Nordmann".to_owned(),
            address: address.to_owned(),
        }
    }

    #[test]
    fn a_letter_has_its_heads() {
        let from: Header = "Tilskudd <tilskudd@example.org>".parse().unwrap();
        let now = "2026-03-02T11:00:00Z".parse().unwrap();
        let letter = letter(&from, &sample(), &to("kari@example.com"), now).unwrap();
        let text = String::from_utf8(letter.formatted()).unwrap();
        for line in [
            "From: Tilskudd <tilskudd@example.org>\r\n",
            "To: \"Kari Nordmann\" <kari@example.com>\r\n",
            "Message-ID: <rental-housing-17@example.org>\r\n",
            "Subject: Vedtak er sendt\r\n",
            "Date: Mon, 02 Mar 2026 11:00:00 +0000\r\n",
        ] {
            assert!(text.contains(line), "{line} in {text}");
        }
        let never = super::letter(&from, &sample(), &to("kari"), now);
        assert!(matches!(never, Err(Undelivered::Never(_))));
    }

    #[test]
    fn a_name_cannot_put_heads_into_a_letter() {
        let from: Header = "tilskudd@example.org".parse().unwrap();
        let to = Mailbox {
            name: "Kari\r\nBcc: all@example.org".to_owned(),
            address: "kari@example.com".to_owned(),
        };
        let letter = letter(&from, &sample(), &to, DateTime::UNIX_EPOCH).unwrap();
        let text = String::from_utf8(letter.formatted()).unwrap();
        assert!(!text.contains("\r\nBcc:"), "{text}");
    }

    #[test]
    fn a_setup_without_a_sender_is_told() {
        let setup = EmailSetup {
            host: "127.0.0.1".to_owned(),
            port: 25,
            security: Security::None,
            login: None,
            from: "no address".to_owned(),
        };
        assert!(matches!(Email::open(&setup), Err(SetupFault::From(_))));
    }
}
