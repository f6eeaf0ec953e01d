//! Contact persons and addresses.

use domain::application::{ContactPerson, PostalAddress, is_email};
use domain::violations::Violations;

use crate::v1;

/// Reads a contact person; none where it is not set.
pub fn contact(
    faults: &mut Violations,
    from: Option<v1::ContactPerson>,
) -> Option<Option<ContactPerson>> {
    let Some(from) = from else {
        return Some(None);
    };
    faults.within("contact", |faults| {
        let name = faults.line("name", &from.name, 200);
        let email = email(faults, &from.email);
        let phone = phone(faults, &from.phone);
        let (name, email, phone) = (name?, email?, phone?);
        Some(Some(ContactPerson { name, email, phone }))
    })
}

fn email(faults: &mut Violations, text: &str) -> Option<String> {
    if is_email(text) {
        return Some(text.to_owned());
    }
    let problem = if text.is_empty() {
        "is required; write an e-mail address as in kari@example.org"
    } else {
        "is no e-mail address; write one as in kari@example.org"
    };
    faults.add("email", problem);
    None
}

/// Reads a telephone number: digits and spaces, with `+` and a country's code where it is not
/// Norway's.
fn phone(faults: &mut Violations, text: &str) -> Option<String> {
    let digits = text.strip_prefix('+').unwrap_or(text);
    let allowed = |byte: u8| byte.is_ascii_digit() || byte == b' ';
    let count = digits.bytes().filter(u8::is_ascii_digit).count();
    let good = digits.bytes().all(allowed) && (5..=15).contains(&count) && text.len() <= 30;
    if text.is_empty() || good {
        return Some(text.to_owned());
    }
    faults.add(
        "phone",
        "is no telephone number; write 5 to 15 digits as in 22 00 00 00 or +46 8 123 456",
    );
    None
}

/// Reads an address; none where it is not set.
pub fn address(
    faults: &mut Violations,
    from: Option<v1::PostalAddress>,
) -> Option<Option<PostalAddress>> {
    let Some(from) = from else {
        return Some(None);
    };
    faults.within("address", |faults| {
        let lines = lines(faults, &from.lines);
        let four = from.postal_code.len() == 4;
        let code = four && from.postal_code.bytes().all(|byte| byte.is_ascii_digit());
        if !code {
            faults.add("postal_code", "must be four digits, as in 0150");
        }
        let place = faults.line("place", &from.place, 100);
        Some(Some(PostalAddress {
            lines: lines?,
            postal_code: code.then_some(from.postal_code)?,
            place: place?,
        }))
    })
}

fn lines(faults: &mut Violations, lines: &[String]) -> Option<Vec<String>> {
    faults.list_size("lines", lines.len(), 1..=3)?;
    let read: Vec<Option<String>> = lines
        .iter()
        .enumerate()
        .map(|(at, line)| faults.line(&format!("lines[{at}]"), line, 200))
        .collect();
    read.into_iter().collect()
}

impl From<ContactPerson> for v1::ContactPerson {
    fn from(person: ContactPerson) -> Self {
        Self {
            name: person.name,
            email: person.email,
            phone: person.phone,
        }
    }
}

impl From<PostalAddress> for v1::PostalAddress {
    fn from(address: PostalAddress) -> Self {
        Self {
            lines: address.lines,
            postal_code: address.postal_code,
            place: address.place,
        }
    }
}
