//! Numbers and amounts as each language writes them. Amounts stay integers: øre never become a
//! float.

use super::Language;

/// No-break space: Norwegian groups thousands with it, and a line must not end inside a number.
const NO_BREAK: char = '\u{a0}';

/// Writes a whole number with its thousands grouped: `1 234 567` in Norwegian (no-break spaces),
/// `1,234,567` in English.
#[must_use]
pub fn grouped(number: i64, language: Language) -> String {
    written(number < 0, &number.unsigned_abs().to_string(), "", language)
}

/// Writes øre as kroner without the currency's name: `1 500 000` or, with øre, `1 500 000,50`.
#[must_use]
pub fn kroner(ore: i64, language: Language) -> String {
    let (whole, rest) = (ore.unsigned_abs() / 100, ore.unsigned_abs() % 100);
    let rest = match rest {
        0 => String::new(),
        _ => format!("{rest:02}"),
    };
    written(ore < 0, &whole.to_string(), &rest, language)
}

/// Writes a figure for reading, such as a share or an index, rounded to this many decimals. A
/// figure that rounds to zero has no sign.
#[must_use]
pub fn decimals(figure: f64, digits: usize, language: Language) -> String {
    let text = format!("{:.digits$}", figure.abs());
    let zero = text.chars().all(|c| matches!(c, '0' | '.'));
    let (whole, rest) = text.split_once('.').unwrap_or((&text, ""));
    written(figure < 0.0 && !zero, whole, rest, language)
}

/// Writes a sign, digits grouped by three, and decimals where there are any.
fn written(negative: bool, whole: &str, decimals: &str, language: Language) -> String {
    let (separator, point) = match language {
        Language::Bokmal | Language::Nynorsk => (NO_BREAK, ','),
        Language::English => (',', '.'),
    };
    let mut out = String::with_capacity(whole.len() * 2 + decimals.len() + 4);
    if negative {
        out.push('−');
    }
    // "inf" and "NaN" are words, not digits.
    let digits = whole.bytes().all(|byte| byte.is_ascii_digit());
    for (place, digit) in whole.chars().enumerate() {
        if digits && place > 0 && (whole.len() - place).is_multiple_of(3) {
            out.push(separator);
        }
        out.push(digit);
    }
    if !decimals.is_empty() {
        out.push(point);
        out.push_str(decimals);
    }
    out
}
