//! Input that tries to be markup, that no typeface has, or that is too much.

use domain::letter::{Block, Letter, LetterFault, Section, TEXT_MAX};
use text::Language;

use crate::pdf::{read, squeezed};
use crate::specimen::{Specimen, hostile, of};

#[test]
fn text_is_printed_and_never_read_as_markup() {
    let markup = "*AS* $x^2$ @ref <lbl> _kursiv_ #{i} #read(\"/etc/passwd\") \\ ] = h // c";
    let mut specimen = Specimen::centres();
    specimen.applicant.name = markup.into();
    specimen.assessments[0].scores[0].reason = markup.into();
    let pdf = read(&specimen.letter("refusal", Language::Bokmal));
    assert!(pdf.replaced.is_empty());
    assert!(
        pdf.text().matches(&squeezed(markup)).count() >= 2,
        "{}",
        pdf.text()
    );
}

#[test]
fn characters_that_cannot_be_printed_are_replaced_and_told() {
    let mut specimen = Specimen::centres();
    specimen.applicant.name =
        "李 & Søn 🎉 Ǥiehta A\u{30a}se \u{0}\u{1b}\u{202e}\u{feff}\u{e000}".into();
    let pdf = read(&specimen.letter("refusal", Language::Nynorsk));
    assert_eq!(
        pdf.replaced,
        [
            '\0', '\u{1b}', '\u{202e}', '李', '\u{e000}', '\u{feff}', '🎉'
        ]
    );
    assert!(pdf.text().contains("?&Søn?Ǥiehta"), "{}", pdf.text());
}

/// A letter whose only section is this text.
fn letter_of(text: String) -> Letter {
    let mut letter = of("lapse", Language::English);
    letter.sections = vec![Section {
        heading: "Text".into(),
        blocks: vec![Block::Paragraph(text)],
    }];
    letter
}

/// No text may fail a letter: every character of the first two planes alone, and every combining
/// mark after a letter, before one, and alone.
#[test]
fn every_character_there_is_can_stand_in_a_letter() {
    let all = ('\u{0}'..='\u{1ffff}').collect::<Vec<_>>();
    for part in all.chunks(TEXT_MAX / 2) {
        let spaced: String = part
            .iter()
            .flat_map(|character| [*character, ' '])
            .collect();
        letter::render(&letter_of(spaced)).unwrap();
    }
    let marks = ('\u{300}'..='\u{36f}')
        .chain('\u{483}'..='\u{489}')
        .chain('\u{1dc0}'..='\u{1dff}');
    let combined: String = marks
        .map(|mark| format!("a{mark} {mark}я{mark} ω{mark}{mark} fi{mark} "))
        .collect();
    for part in combined.chars().collect::<Vec<_>>().chunks(TEXT_MAX) {
        letter::render(&letter_of(part.iter().collect())).unwrap();
    }
}

#[test]
fn long_words_break_and_long_cells_go_over_pages() {
    let pdf = read(&hostile().letter("refusal", Language::Bokmal));
    assert_eq!(pdf.replaced, ['李', '🎉']);
    assert!(pdf.text().contains(&"w".repeat(300)));
    assert_eq!(
        pdf.text()
            .matches("flere sider.".replace(' ', "").as_str())
            .count(),
        180
    );
    assert!(pdf.pages() > 3);
}

/// Spoils a letter.
type Change = fn(&mut Letter);

#[test]
fn a_letter_over_a_limit_is_refused_with_its_field() {
    let cases: [(Change, &str); 5] = [
        (
            |letter| letter.subject = "x".repeat(301),
            "subject has 301 characters; at most 300 fit, so shorten it",
        ),
        (
            |letter| letter.recipient = vec![String::new(); 9],
            "recipient has 9 entries; at most 8 fit, so shorten it",
        ),
        (|letter| letter.ident.clear(), "ident is empty; fill it in"),
        (
            |letter| letter.sections[0].blocks.clear(),
            "sections[0].blocks is empty; fill it in",
        ),
        (
            |letter| {
                letter.sections[0].blocks = vec![Block::Numbered(vec!["x".repeat(TEXT_MAX); 26])];
            },
            "letter has 26",
        ),
    ];
    for (change, said) in cases {
        let mut letter = of("dismissal", Language::Bokmal);
        change(&mut letter);
        let fault = letter::render(&letter).unwrap_err().to_string();
        assert!(fault.starts_with(said), "{fault}");
    }
}

#[test]
fn a_row_that_does_not_fit_its_table_is_refused() {
    let mut letter = of("refusal", Language::Bokmal);
    let table = letter
        .sections
        .iter_mut()
        .flat_map(|section| &mut section.blocks);
    for block in table {
        if let Block::Table(table) = block {
            table.rows[0].pop();
        }
    }
    assert!(matches!(
        letter.check(),
        Err(LetterFault::Uneven {
            found: 3,
            columns: 4,
            ..
        })
    ));
}
