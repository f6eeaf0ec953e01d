//! The contact person of an application, and the address.

use serde::{Deserialize, Serialize};

/// The person whom the authority writes to about an application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactPerson {
    /// The name.
    pub name: String,
    /// The e-mail address.
    pub email: String,
    /// The telephone number; empty where none is given.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub phone: String,
}

/// Where letters on paper go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostalAddress {
    /// Street and number, post box, or a name to ask for; one to three lines.
    pub lines: Vec<String>,
    /// The postal code, four digits.
    pub postal_code: String,
    /// The place.
    pub place: String,
}

/// Returns true if a text has the form of an e-mail address: something before one `@`, and a name
/// of the internet after it.
#[must_use]
pub fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else {
        return false;
    };
    let label = |label: &str| {
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        !label.is_empty() && label.bytes().all(allowed)
    };
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b".!#$%&'*+/=?^_`{|}~-".contains(&byte);
    (1..=64).contains(&local.len())
        && text.len() <= 254
        && local.bytes().all(plain)
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
        && domain.contains('.')
        && domain.split('.').all(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_email_address_has_one_form() {
        for text in ["kari@example.org", "post.mottak+rus@klepp.kommune.no"] {
            assert!(is_email(text), "{text}");
        }
        let long = format!("{}@example.org", "a".repeat(65));
        for text in [
            "",
            "kari",
            "@example.org",
            "kari@",
            "kari@localhost",
            "kari@example..org",
            "kari@@example.org",
            "kari nordmann@example.org",
            "kari@example.org\r\nBcc: all@example.org",
            ".kari@example.org",
            "ka..ri@example.org",
            "<kari@example.org>",
            long.as_str(),
        ] {
            assert!(!is_email(text), "{text:?}");
        }
    }
}
