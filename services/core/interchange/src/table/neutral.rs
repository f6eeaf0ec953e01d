//! Texts that a spreadsheet must not calculate.

use std::borrow::Cow;

/// A text as a CSV cell. Spreadsheets calculate a cell that starts with one of these signs, so an
/// apostrophe goes before it: a name must not become a formula.
#[must_use]
pub fn neutral(text: &str) -> Cow<'_, str> {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_is_a_formula() {
        let formula = "=HYPERLINK(\"http://example.org\";\"Huset\")";
        assert_eq!(neutral(formula), format!("'{formula}"));
        for start in ["+47", "-5", "@a", "\ta", "\ra"] {
            assert_eq!(neutral(start), format!("'{start}"));
        }
        for plain in ["Huset", "1-2", "", "'=1"] {
            assert_eq!(neutral(plain), plain);
        }
    }
}
