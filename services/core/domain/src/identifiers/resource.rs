//! The parts of a resource name: `schemes/{scheme}/calls/{call}/applications/{application}` and so
//! on.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::text_identifier::text_identifier;
use crate::randomness::{Randomness, uuid_v7};

/// Why a text is not a short name chosen by people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SlugError {
    /// Empty or too long.
    #[error("the id has between 1 and {most} characters; choose a shorter one")]
    Length {
        /// The most characters this kind of id may have.
        most: usize,
    },
    /// Something else than a–z, 0–9 and hyphen, or a hyphen first or last.
    #[error(
        "the id is small letters a-z, digits and hyphens, and starts and ends with a letter \
            or digit, as in housing-2026"
    )]
    Form,
}

/// `[a-z0-9]([a-z0-9-]*[a-z0-9])?` of at most `most` characters.
fn check_slug(text: &str, most: usize) -> Result<(), SlugError> {
    if !(1..=most).contains(&text.chars().count()) {
        return Err(SlugError::Length { most });
    }
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if !text.bytes().all(allowed) || text.starts_with('-') || text.ends_with('-') {
        return Err(SlugError::Form);
    }
    Ok(())
}

macro_rules! slug_identifier {
    ($(#[$doc:meta])* $name:ident, $most:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        text_identifier!($name, SlugError);

        impl FromStr for $name {
            type Err = SlugError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                check_slug(text, $most).map(|()| $name(text.to_owned()))
            }
        }
    };
}

slug_identifier!(
    /// One call for applications (*utlysning*) within a scheme, as in `housing-2026`: at most 63
    /// characters, so that it can stand in a host name or a file name as well.
    CallId,
    63
);
slug_identifier!(
    /// One report (*rapport*) within a grant, as in `2027` or `final`: at most 32 characters.
    ReportId,
    32
);

/// Why a text is not a UUID of the kind we take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum UuidError {
    /// Not the 36 characters with hyphens.
    #[error(
        "the id is a UUID written with hyphens, as in 01890a5d-ac96-774b-bcce-b302099a8057; \
            make one (version 7 is best) and keep it for retries"
    )]
    Form,
    /// All zeros or all ones: a variable that was never filled in.
    #[error(
        "the id cannot be the nil or the max UUID; make one (version 7 is best) \
            and keep it for retries"
    )]
    Reserved,
}

macro_rules! uuid_identifier {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(Uuid);

        impl $name {
            /// A new id that sorts by time. Clients choose their own; this is for what we make
            /// ourselves.
            #[must_use]
            pub fn generate(now: chrono::DateTime<chrono::Utc>,
                randomness: &dyn Randomness) -> $name {
                $name(uuid_v7(now, randomness))
            }

            /// The id as a UUID, for a database column.
            #[must_use]
            pub const fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl TryFrom<Uuid> for $name {
            type Error = UuidError;

            fn try_from(uuid: Uuid) -> Result<Self, Self::Error> {
                if uuid.is_nil() || uuid.is_max() { Err(UuidError::Reserved) } else {
                    Ok($name(uuid)) }
            }
        }

        impl FromStr for $name {
            type Err = UuidError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                // The library also reads braces, `urn:uuid:` and 32 bare digits; a resource name
                // has one spelling.
                if text.len() != 36 {
                    return Err(UuidError::Form);
                }
                Uuid::try_parse(text).map_err(|_| UuidError::Form)?.try_into()
            }
        }

        impl TryFrom<&str> for $name {
            type Error = UuidError;

            fn try_from(text: &str) -> Result<Self, Self::Error> {
                text.parse()
            }
        }

        impl TryFrom<String> for $name {
            type Error = UuidError;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                text.parse()
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Uuid {
                id.0
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.to_string()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.0.hyphenated(), out)
            }
        }
    };
}

uuid_identifier!(
    /// One application (*søknad*) within a call. A grant carries its application's id.
    ApplicationId
);
uuid_identifier!(
    /// One run of dividing a call's budget (*fordeling*).
    AllocationId
);
uuid_identifier!(
    /// One file of an application (*vedlegg*).
    AttachmentId
);
uuid_identifier!(
    /// One file of a grant or of a report (*vedlegg*).
    DocumentId
);
uuid_identifier!(
    /// One batch of payments that were approved together.
    BatchId
);
uuid_identifier!(
    /// One change of an appropriation (*bevilgning*).
    AppropriationChangeId
);
uuid_identifier!(
    /// One webhook of an organisation.
    WebhookId
);
uuid_identifier!(
    /// One move of last days (*fristforskyvning*).
    DeadlineMoveId
);
uuid_identifier!(
    /// One organisation taken over by another (*rettsetterfølge*).
    SuccessionId
);
uuid_identifier!(
    /// One disposal of cases (*kassasjon*).
    DisposalId
);
uuid_identifier!(
    /// One sample of grants for spot checks (*stikkprøve*).
    SampleId
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs() {
        let longest = "a".repeat(63);
        for text in ["a", "1", "housing-2026", "a--b", longest.as_str()] {
            assert_eq!(text.parse::<CallId>().unwrap().as_str(), text);
        }
        for text in ["-a", "a-", "-", "A", "a b", "a/b", "a_b", "å", "a\n"] {
            assert_eq!(text.parse::<CallId>(), Err(SlugError::Form), "{text:?}");
        }
        for text in ["", "a".repeat(64).as_str()] {
            assert_eq!(
                text.parse::<CallId>(),
                Err(SlugError::Length { most: 63 }),
                "{text:?}"
            );
        }
        assert_eq!(
            "a".repeat(33).parse::<ReportId>(),
            Err(SlugError::Length { most: 32 })
        );
    }

    #[test]
    fn uuids_have_one_spelling() {
        let text = "01890a5d-ac96-774b-bcce-b302099a8057";
        let id: ApplicationId = text.parse().unwrap();
        assert_eq!(id.to_string(), text);
        assert_eq!(
            text.to_uppercase().parse::<ApplicationId>(),
            Ok(id),
            "read in capitals, written in small letters"
        );
        assert_eq!(serde_json::to_string(&id).unwrap(), format!("\"{text}\""));
        let bare = text.replace('-', "");
        for wrong in [
            "",
            &bare,
            &format!("{{{text}}}"),
            &format!("urn:uuid:{text}"),
            &text.replace('a', "g"),
        ] {
            assert_eq!(
                wrong.parse::<ApplicationId>(),
                Err(UuidError::Form),
                "{wrong:?}"
            );
        }
        for reserved in [Uuid::nil(), Uuid::max()] {
            assert_eq!(
                reserved.to_string().parse::<AttachmentId>(),
                Err(UuidError::Reserved)
            );
        }
    }
}
