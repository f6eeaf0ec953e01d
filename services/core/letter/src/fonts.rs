//! The typeface of all letters.

use std::sync::LazyLock;

use typst::foundations::Bytes;
use typst::text::Font;

/// Regular and bold of Noto Sans: Latin with all Sami letters, Greek, Cyrillic.
static FONTS: LazyLock<Vec<Font>> = LazyLock::new(|| {
    [notosans::REGULAR_TTF, notosans::BOLD_TTF]
        .into_iter()
        .flat_map(|face| Font::iter(Bytes::new(face)))
        .collect()
});

pub(crate) fn all() -> &'static [Font] {
    &FONTS
}

/// Returns whether every face has the character.
pub(crate) fn have(character: char) -> bool {
    let code = u32::from(character);
    FONTS.iter().all(|font| font.info().coverage.contains(code))
}
