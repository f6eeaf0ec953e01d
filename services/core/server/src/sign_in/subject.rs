//! A person is one person, whatever the spelling of the subject.

use unicode_normalization::UnicodeNormalization;

use super::TokenError;

/// A longer subject is refused.
const SUBJECT_CHARS_MAX: usize = 255;

/// What an issuer's subjects are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Subjects {
    /// Ids of the issuer's own, told apart by every character.
    Opaque,
    /// Names of people, which are the same in capitals.
    Names,
}

impl Subjects {
    /// Returns the one spelling of a subject: composed as NFC says, names in small letters as well.
    ///
    /// # Errors
    /// [`TokenError::Subject`] when it is empty, too long, or holds what no reader sees.
    pub fn spell(self, subject: &str) -> Result<String, TokenError> {
        let spelled: String = match self {
            Self::Opaque => subject.nfc().collect(),
            // By way of capitals, so that letters with several small forms fall together.
            Self::Names => subject
                .nfkc()
                .collect::<String>()
                .to_uppercase()
                .to_lowercase()
                .nfc()
                .collect(),
        };
        let wrong = spelled.trim().is_empty()
            || spelled.trim() != spelled
            || spelled.chars().count() > SUBJECT_CHARS_MAX
            || spelled.chars().any(is_unseen);
        if wrong {
            Err(TokenError::Subject)
        } else {
            Ok(spelled)
        }
    }
}

/// Control characters, and those that change what is shown and are not shown themselves.
fn is_unseen(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_person_is_one_whatever_the_spelling() {
        let spell = |name| Subjects::Names.spell(name).unwrap();
        for (one, other) in [
            ("petra", "Petra"),
            ("k\u{e5}re", "ka\u{30a}re"),
            ("KÅRE", "ka\u{30a}re"),
            ("stra\u{df}e", "STRASSE"),
            ("\u{ff50}etra", "petra"),
            ("οδός", "ΟΔΌΣ"),
        ] {
            assert_eq!(spell(one), spell(other), "{one} {other}");
        }
        assert_ne!(spell("petra"), spell("petter"));
        // Ids are told apart by capitals, and composed all the same.
        let opaque = |id| Subjects::Opaque.spell(id).unwrap();
        assert_ne!(opaque("aB3"), opaque("ab3"));
        assert_eq!(opaque("\u{e5}"), opaque("a\u{30a}"));
    }

    #[test]
    fn what_no_reader_sees_is_refused() {
        let long = "x".repeat(256);
        for wrong in [
            "",
            " ",
            " kari",
            "kari\n",
            "ka\0ri",
            "ka\u{200b}ri",
            "\u{202e}irak",
            "kari\u{ad}",
            "kari\u{fe0f}",
            &long,
        ] {
            let spelled = Subjects::Opaque.spell(wrong);
            assert_eq!(spelled, Err(TokenError::Subject), "{wrong:?}");
        }
    }
}
