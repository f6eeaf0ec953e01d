//! The language of an answer, from the request's `accept-language`.

use http::HeaderMap;
use http::header::ACCEPT_LANGUAGE;
use text::Language;

/// The longest list of languages that is read, in bytes.
const BYTES_MAX: usize = 500;

/// Returns the language the caller prefers of those we write; bokmål when it names none of them.
pub(super) fn of(headers: &HeaderMap) -> Language {
    let mut best = None;
    let values = headers.get_all(ACCEPT_LANGUAGE).iter();
    for range in values
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.get(..BYTES_MAX).unwrap_or(value).split(','))
    {
        let Some((language, weight)) = accepted(range) else {
            continue;
        };
        // Of two that are liked equally, the first.
        if weight > best.map_or(0, |(_, most)| most) {
            best = Some((language, weight));
        }
    }
    best.map_or_else(Language::default, |(language, _)| language)
}

/// Reads one language range with its weight in thousandths: `nn`, `en-GB;q=0.8`. Zero means "not
/// this one".
fn accepted(range: &str) -> Option<(Language, u16)> {
    let mut parts = range.split(';').map(str::trim);
    let tag = parts.next()?.to_ascii_lowercase();
    let language = match tag.split(['-', '_']).next()? {
        "nb" | "no" => Language::Bokmal,
        "nn" => Language::Nynorsk,
        "en" => Language::English,
        _ => return None,
    };
    let weight = match parts.find_map(|part| part.strip_prefix("q=")) {
        Some(quality) => thousandths(quality)?,
        None => 1_000,
    };
    Some((language, weight))
}

/// Reads a weight as RFC 9110 writes it: `1`, `0.8`, `0.875`.
fn thousandths(quality: &str) -> Option<u16> {
    let (whole, decimals) = quality.split_once('.').unwrap_or((quality, ""));
    let whole: u16 = whole.parse().ok().filter(|whole| *whole <= 1)?;
    if decimals.len() > 3 || !decimals.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let decimals: u16 = format!("{decimals:0<3}").parse().ok()?;
    Some((whole * 1_000 + decimals).min(1_000))
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    #[test]
    fn the_best_liked_of_those_we_write() {
        let cases = [
            ("", Language::Bokmal),
            ("nb", Language::Bokmal),
            ("no", Language::Bokmal),
            ("nn", Language::Nynorsk),
            ("nn-NO", Language::Nynorsk),
            ("en_GB", Language::English),
            ("EN", Language::English),
            ("sv", Language::Bokmal),
            ("sv, en;q=0.5", Language::English),
            ("nb;q=0.7, nn;q=0.8, en;q=0.1", Language::Nynorsk),
            ("en, nn", Language::English),
            ("nn;q=0, en;q=0.001", Language::English),
            ("nn;q=0", Language::Bokmal),
            ("nn;q=2, en;q=0.1", Language::English),
            ("nn;q=, en;q=x", Language::Bokmal),
            ("nn ; q=0.9 , en;q=0.95", Language::English),
            ("*", Language::Bokmal),
            (";;,,=", Language::Bokmal),
        ];
        for (value, expected) in cases {
            let headers = [(ACCEPT_LANGUAGE, HeaderValue::from_static(value))];
            assert_eq!(of(&headers.into_iter().collect()), expected, "{value:?}");
        }
        assert_eq!(of(&HeaderMap::new()), Language::Bokmal);
    }

    #[test]
    fn a_long_list_is_cut_and_letters_are_not() {
        let value = format!("{}, nn", "x,".repeat(400));
        let headers = [(ACCEPT_LANGUAGE, HeaderValue::from_str(&value).unwrap())];
        assert_eq!(of(&headers.into_iter().collect()), Language::Bokmal);
    }
}
