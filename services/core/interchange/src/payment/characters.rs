//! The banks' character set: Latin letters with the accents of the Nordic languages, digits, and
//! few signs.

use std::num::NonZeroUsize;

use super::{Field, Notice};

/// Replacements of characters that are close to one in the set: the Sámi letters, typographic
/// signs, and signs that spreadsheets or bank systems act on.
const CLOSE: &[(char, &str)] = &[
    ('č', "c"),
    ('Č', "C"),
    ('đ', "d"),
    ('Đ', "D"),
    ('ŋ', "n"),
    ('Ŋ', "N"),
    ('š', "s"),
    ('Š', "S"),
    ('ŧ', "t"),
    ('Ŧ', "T"),
    ('ž', "z"),
    ('Ž', "Z"),
    ('ł', "l"),
    ('Ł', "L"),
    ('œ', "oe"),
    ('Œ', "OE"),
    ('–', "-"),
    ('—', "-"),
    ('‑', "-"),
    ('_', "-"),
    ('=', "-"),
    ('’', "'"),
    ('‘', "'"),
    ('“', "'"),
    ('”', "'"),
    ('«', "'"),
    ('»', "'"),
    ('"', "'"),
    ('`', "'"),
    ('´', "'"),
    ('&', "+"),
    (';', ","),
    ('!', "."),
    ('*', "."),
    ('…', "..."),
    ('[', "("),
    ('{', "("),
    ('<', "("),
    (']', ")"),
    ('}', ")"),
    ('>', ")"),
    ('\\', "/"),
    ('|', "/"),
    ('\u{a0}', " "),
    ('\t', " "),
    ('\r', " "),
    ('\n', " "),
];

/// Texts in the banks' set, with a note of every change.
#[derive(Debug, Default)]
pub(super) struct Sanitised {
    pub(super) notices: Vec<Notice>,
}

impl Sanitised {
    /// One line in the set, cut to a number of characters. Spaces at the ends go without a word.
    pub(super) fn line(&mut self, text: &str, field: Field, most: usize) -> String {
        let mut line = String::with_capacity(text.len());
        for character in text.trim().chars() {
            if in_set(character) {
                line.push(character);
                continue;
            }
            let close = CLOSE.iter().find(|(known, _)| *known == character);
            let with = close.map_or("?", |(_, with)| with);
            line.push_str(with);
            let notice = Notice::Replaced {
                field,
                character,
                with,
            };
            if !self.notices.contains(&notice) {
                self.notices.push(notice);
            }
        }
        let length = line.chars().count();
        if let Some(lost) = NonZeroUsize::new(length.saturating_sub(most)) {
            line = line.chars().take(most).collect();
            self.notices.push(Notice::Shortened { field, lost });
        }
        line.trim_end().to_owned()
    }
}

/// Returns true if banks take the character: the basic set of ISO 20022 payments, and the letters
/// of Latin-1, which Norwegian banks take in domestic payments.
pub(super) fn in_set(character: char) -> bool {
    character.is_ascii_alphanumeric()
        || " /-?:().,'+".contains(character)
        || matches!(character, 'À'..='ÿ' if !matches!(character, '×' | '÷'))
}
