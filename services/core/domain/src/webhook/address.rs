//! Addresses of webhooks, and what lies on the public internet.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use serde::{Serialize, Serializer};
use url::{Host, Url};

/// The longest address.
const URL_CHARACTERS_MAX: usize = 2_000;

/// Ends of names that stand for the machine itself or for a network behind it.
const INSIDE: [&str; 6] = [
    "localhost",
    "local",
    "internal",
    "localdomain",
    "home.arpa",
    "lan",
];

/// A fault of an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum UrlFault {
    /// It cannot be read.
    #[error("must be an address as in https://example.org/hook, at most 2,000 characters")]
    Form,
    /// It is not HTTPS.
    #[error("must begin with https://, so that messages cannot be read or changed on the way")]
    NotHttps,
    /// It has a user or a password.
    #[error(
        "must hold no user and no password; messages are signed, so the receiver knows the sender"
    )]
    Credentials,
    /// It has a fragment.
    #[error("must hold no #, which is never sent")]
    Fragment,
    /// It is on the inside of the network.
    #[error(
        "must lie on the public internet; private, loopback, link-local and other special \
         addresses are not called"
    )]
    Inside,
}

/// The address of a webhook: HTTPS to a name or an address on the public internet; or this machine
/// itself, which a service calls only where it is set up to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebhookUrl(Url);

impl WebhookUrl {
    /// Reads an address.
    ///
    /// # Errors
    /// [`UrlFault`]. A name is not looked up here: what it leads to is judged at every connection.
    pub fn read(text: &str) -> Result<Self, UrlFault> {
        // Other parsers end at what this one takes away.
        let plain = |byte: u8| byte.is_ascii_graphic();
        if text.len() > URL_CHARACTERS_MAX || !text.bytes().all(plain) {
            return Err(UrlFault::Form);
        }
        let url = Url::parse(text).map_err(|_| UrlFault::Form)?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(UrlFault::NotHttps);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(UrlFault::Credentials);
        }
        if url.fragment().is_some() {
            return Err(UrlFault::Fragment);
        }
        let read = Self(url);
        if read.is_loopback() {
            return Ok(read);
        }
        if read.0.scheme() != "https" {
            return Err(UrlFault::NotHttps);
        }
        let public = match read.0.host() {
            Some(Host::Ipv4(ip)) => is_public(IpAddr::V4(ip)),
            Some(Host::Ipv6(ip)) => is_public(IpAddr::V6(ip)),
            Some(Host::Domain(name)) => is_public_name(name),
            None => return Err(UrlFault::Form),
        };
        if public {
            Ok(read)
        } else {
            Err(UrlFault::Inside)
        }
    }

    /// Returns whether a service may call it: this machine itself only where `loopback` says so.
    ///
    /// # Errors
    /// [`UrlFault::NotHttps`], [`UrlFault::Inside`].
    pub fn admit(&self, loopback: bool) -> Result<(), UrlFault> {
        if !self.is_loopback() || loopback {
            return Ok(());
        }
        Err(if self.0.scheme() == "https" {
            UrlFault::Inside
        } else {
            UrlFault::NotHttps
        })
    }

    /// Returns true if it is this machine itself, by address or by name.
    #[must_use]
    pub fn is_loopback(&self) -> bool {
        match self.0.host() {
            Some(Host::Ipv4(ip)) => ip.is_loopback(),
            Some(Host::Ipv6(ip)) => ip.is_loopback(),
            Some(Host::Domain(name)) => name == "localhost",
            None => false,
        }
    }

    /// Returns the address as it is called.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// Returns the name to look up and the port; `None` where the host is an address already.
    #[must_use]
    pub fn to_look_up(&self) -> Option<(&str, u16)> {
        let port = self.0.port_or_known_default()?;
        match self.0.host() {
            Some(Host::Domain(name)) => Some((name, port)),
            _ => None,
        }
    }
}

impl Serialize for WebhookUrl {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(self.as_str())
    }
}

/// Returns true if a name can be one of the public internet: it has a dot and no end that is used
/// inside networks.
fn is_public_name(name: &str) -> bool {
    let name = name.strip_suffix('.').unwrap_or(name);
    let inside = |end: &str| {
        name.strip_suffix(end)
            .is_some_and(|before| before.is_empty() || before.ends_with('.'))
    };
    name.contains('.') && !INSIDE.iter().any(|end| inside(end))
}

/// Returns true if an address is one of the public internet. Addresses that carry another one in
/// them are not: which network they lead to is the network's to say.
#[must_use]
pub fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    let special = ip.is_private()
        || ip.is_loopback()
        || ip.is_link_local()
        || ip.is_multicast()
        || ip.is_documentation()
        // This network; shared by providers (RFC 6598); protocols; 6to4 relays; measurements;
        // reserved, broadcast included.
        || a == 0
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 192 && b == 88 && c == 99)
        || (a == 198 && (b == 18 || b == 19))
        || a >= 240;
    !special
}

fn is_public_v6(ip: Ipv6Addr) -> bool {
    let [a, b, ..] = ip.segments();
    // Only 2000::/3 is given out. Within it: protocols and Teredo, documentation twice, 6to4.
    let given_out = a & 0xe000 == 0x2000;
    let special = matches!(
        (a, b),
        (0x2001, 0..0x200 | 0xdb8) | (0x3fff, 0..0x1000) | (0x2002, _)
    );
    given_out && !special
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(text: &str) -> UrlFault {
        WebhookUrl::read(text).unwrap_err()
    }

    #[test]
    fn an_address_is_https_on_the_public_internet() {
        for text in [
            "https://example.org/hook?of=1",
            "https://varsel.kommune.no:8443/",
            "https://1.1.1.1/",
            "https://[2606:4700::1111]/",
        ] {
            let url = WebhookUrl::read(text).unwrap();
            assert_eq!((url.as_str(), url.admit(false)), (text, Ok(())));
        }
        assert_eq!(fault("http://example.org/"), UrlFault::NotHttps);
        assert_eq!(fault("ftp://example.org/"), UrlFault::NotHttps);
        assert_eq!(fault("file:///etc/passwd"), UrlFault::NotHttps);
        assert_eq!(fault("https://me:pw@example.org/"), UrlFault::Credentials);
        assert_eq!(fault("https://me@example.org/"), UrlFault::Credentials);
        assert_eq!(fault("https://example.org/#top"), UrlFault::Fragment);
        for text in [
            "",
            "example.org",
            "https://",
            "https://a b/",
            "https://ø.no/\n",
        ] {
            assert_eq!(fault(text), UrlFault::Form, "{text:?}");
        }
        let long = format!("https://example.org/{}", "a".repeat(2_000));
        assert_eq!(fault(&long), UrlFault::Form);
    }

    #[test]
    fn the_inside_of_a_network_is_refused_in_every_spelling() {
        for host in [
            "10.0.0.1",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1",
            "255.255.255.255",
            "198.18.0.1",
            "192.0.2.1",
            // Ten, in other spellings.
            "0x0a000001",
            "012.0.0.1",
            "167772161",
            "10.1",
            "[::]",
            "[fe80::1]",
            "[fc00::1]",
            "[ff02::1]",
            "[::ffff:10.0.0.1]",
            "[::ffff:8.8.8.8]",
            "[64:ff9b::a00:1]",
            "[2002:a00:1::]",
            "[2001:db8::1]",
            "intranett",
            "db.internal",
            "printer.local",
            "a.localhost",
            "vault.lan.",
        ] {
            assert_eq!(
                fault(&format!("https://{host}/")),
                UrlFault::Inside,
                "{host}"
            );
        }
    }

    #[test]
    fn this_machine_is_called_where_the_setup_says_so() {
        for (text, refused) in [
            ("http://127.0.0.1:8080/", UrlFault::NotHttps),
            ("https://localhost:8443/", UrlFault::Inside),
            ("https://[::1]/", UrlFault::Inside),
            ("http://2130706433/", UrlFault::NotHttps),
        ] {
            let url = WebhookUrl::read(text).unwrap();
            assert_eq!(url.admit(true), Ok(()), "{text}");
            assert_eq!(url.admit(false), Err(refused), "{text}");
        }
    }
}
