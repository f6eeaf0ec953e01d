//! The data of a letter for the template, with only characters that can be printed.
//!
//! PDF/A and PDF/UA forbid a glyph without a meaning: one character that the typeface lacks would
//! make the whole export fail.

use std::borrow::Cow;
use std::collections::BTreeSet;

use domain::letter::Letter;
use serde::Serialize;
use serde_json::Value;
use text::Language;

use crate::labels::{Labels, date};
use crate::{Error, fonts};

/// Stands for a character that cannot be printed.
const REPLACEMENT: char = '?';

/// A word with more characters gets places to break, so that it does not run out of its column.
const LONGEST_WORD: usize = 30;

/// Characters between two places to break.
const PIECE: usize = 10;

/// Place to break a word without a hyphen.
const ZERO_WIDTH_SPACE: char = '\u{200b}';

/// The document that the template reads.
#[derive(Serialize)]
struct Data<'a> {
    letter: &'a Letter,
    labels: Labels,
    /// The letter's date in words.
    date: String,
    /// Region of the language.
    region: &'static str,
}

/// The data of a letter as JSON, and the characters that were replaced.
pub(crate) fn data(letter: &Letter) -> Result<(Vec<u8>, Vec<char>), Error> {
    let data = Data {
        letter,
        labels: Labels::new(letter.language),
        date: date(letter.language, letter.date),
        region: match letter.language {
            Language::Bokmal | Language::Nynorsk => "NO",
            Language::English => "GB",
        },
    };
    let typeset = |error: serde_json::Error| Error::Typeset(error.to_string());
    let mut value = serde_json::to_value(data).map_err(typeset)?;
    let mut replaced = BTreeSet::new();
    clean(&mut value, &mut replaced);
    let json = serde_json::to_vec(&value).map_err(typeset)?;
    Ok((json, replaced.into_iter().collect()))
}

fn clean(value: &mut Value, replaced: &mut BTreeSet<char>) {
    match value {
        Value::String(text) => *text = printable(text, replaced),
        Value::Array(values) => values.iter_mut().for_each(|value| clean(value, replaced)),
        Value::Object(values) => values.values_mut().for_each(|value| clean(value, replaced)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// The text with only characters that can be printed.
fn printable(text: &str, replaced: &mut BTreeSet<char>) -> String {
    let text = text.replace("\r\n", "\n");
    let printed: String = text
        .chars()
        .filter_map(|one| printed(one, replaced))
        .collect();
    let words = printed.split_inclusive(char::is_whitespace);
    words.map(breakable).collect()
}

/// The word with places to break if it is long.
fn breakable(word: &str) -> Cow<'_, str> {
    if word.chars().count() <= LONGEST_WORD {
        return Cow::Borrowed(word);
    }
    let mut out = String::with_capacity(word.len() * 2);
    for (at, character) in word.chars().enumerate() {
        if at > 0 && at % PIECE == 0 {
            out.push(ZERO_WIDTH_SPACE);
        }
        out.push(character);
    }
    Cow::Owned(out)
}

/// The character that is printed for another; nothing for one without a shape.
fn printed(character: char, replaced: &mut BTreeSet<char>) -> Option<char> {
    match character {
        '\n' | '\u{ad}' => Some(character),
        '\r' | '\u{2028}' | '\u{2029}' | '\u{85}' => Some('\n'),
        '\t' => Some(' '),
        // Hyphens of the typeface.
        '\u{2010}' | '\u{2011}' => Some('-'),
        _ if has_no_shape(character) => {
            replaced.insert(character);
            None
        }
        _ if fonts::have(character) && !is_private(character) => Some(character),
        _ => {
            replaced.insert(character);
            Some(REPLACEMENT)
        }
    }
}

/// Returns whether a character only steers others: controls, marks of direction, joiners, selectors
/// of variants, tags.
fn has_no_shape(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e0fff}')
}

/// Returns whether a character has no meaning of its own; PDF/A-2a allows none of them.
fn is_private(character: char) -> bool {
    matches!(character, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn print(text: &str) -> (String, Vec<char>) {
        let mut replaced = BTreeSet::new();
        let printed = printable(text, &mut replaced);
        (printed, replaced.into_iter().collect())
    }

    #[test]
    fn text_of_the_country_stays_as_it_is() {
        for text in [
            "Æsops blåbær på øya",
            "Guovdageainnu suohkan, Deatnu, Unjárga",
            "Ǥǥ Ǧǧ Ǩǩ Ǯǯ Ʒʒ Đđ Ŋŋ Ŧŧ ʹ",
            "A\u{30a}se – «sitat» § 5 → ≥ 3 m²",
            "*AS* $x^2$ @ref #{i} <b> \\ ]",
        ] {
            assert_eq!(print(text), (text.to_owned(), Vec::new()));
        }
    }

    #[test]
    fn what_cannot_be_printed_is_replaced_and_told() {
        assert_eq!(print("a李b🎉"), ("a?b?".into(), vec!['李', '🎉']));
        assert_eq!(
            print("\u{feff}a\u{0}b\u{202e}"),
            ("ab".into(), vec!['\0', '\u{202e}', '\u{feff}'])
        );
        assert_eq!(
            print("\u{e000}\u{fffe}"),
            ("??".into(), vec!['\u{e000}', '\u{fffe}'])
        );
        assert_eq!(print("a\r\nb\rc\td"), ("a\nb\nc d".into(), Vec::new()));
    }

    #[test]
    fn a_long_word_can_break() {
        let (printed, replaced) = print(&"a".repeat(95));
        assert_eq!(printed.matches(ZERO_WIDTH_SPACE).count(), 9);
        assert!(replaced.is_empty(), "{replaced:?}");
        assert_eq!(print(&"a".repeat(30)).0.len(), 30);
    }
}
