//! Numbers and amounts as each language writes them. Integers only: øre are never turned into a
//! float.

use super::Language;

/// No-break space: Norwegian groups thousands with it, and a line must not end inside a number.
const NO_BREAK: char = '\u{a0}';

/// A whole number with its thousands grouped: `1 234 567` in Norwegian (no-break spaces),
/// `1,234,567` in English.
#[must_use]
pub fn grouped(number: i64, language: Language) -> String {
    let separator = match language {
        Language::Bokmal | Language::Nynorsk => NO_BREAK,
        Language::English => ',',
    };
    let digits = number.unsigned_abs().to_string();
    let mut out = String::with_capacity(digits.len() * 2 + 3);
    if number < 0 {
        out.push('−');
    }
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(separator);
        }
        out.push(digit);
    }
    out
}

/// Øre as kroner without the currency's name: `1 500 000` or, where there are øre, `1 500 000,50`.
#[must_use]
pub fn kroner(ore: i64, language: Language) -> String {
    let comma = match language {
        Language::Bokmal | Language::Nynorsk => ',',
        Language::English => '.',
    };
    let (whole, rest) = (ore / 100, (ore % 100).unsigned_abs());
    let sign = if ore < 0 && whole == 0 { "−" } else { "" };
    let whole = grouped(whole, language);
    match rest {
        0 => format!("{sign}{whole}"),
        _ => format!("{sign}{whole}{comma}{rest:02}"),
    }
}
