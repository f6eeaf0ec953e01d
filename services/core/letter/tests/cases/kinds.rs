//! Every kind of letter in every language.

use domain::letter::{Block, Letter};
use text::{Language, kroner};

use crate::pdf::{read, squeezed};
use crate::specimen::{KINDS, LONGEST_NAME, Specimen, of};

/// Every text of a letter's sections.
fn texts(letter: &Letter) -> Vec<String> {
    let mut texts = Vec::new();
    for section in &letter.sections {
        texts.push(section.heading.clone());
        for block in &section.blocks {
            match block {
                Block::Paragraph(text) => texts.push(text.clone()),
                Block::Numbered(items) => texts.extend(items.iter().cloned()),
                Block::Table(table) => {
                    texts.push(table.caption.clone());
                    texts.extend(table.columns.iter().map(|column| column.head.clone()));
                    texts.extend(table.rows.iter().flatten().cloned());
                    texts.extend(table.total.iter().cloned());
                }
                Block::Facts(facts) => {
                    texts.extend(
                        facts
                            .iter()
                            .flat_map(|fact| [&fact.label, &fact.value])
                            .cloned(),
                    );
                }
            }
        }
    }
    texts
}

#[test]
fn every_text_of_every_letter_is_in_the_document() {
    for kind in KINDS {
        for language in Language::ALL {
            let letter = of(kind, language);
            let document = read(&letter);
            assert!(document.replaced.is_empty(), "{kind} {language}");
            let printed = document.text();
            let head = [
                &letter.subject,
                &letter.case_reference,
                &letter.decision_number,
                &letter.officer,
                &letter.signers[1].name,
            ];
            for text in texts(&letter).iter().chain(head) {
                // A long text may run over a page, and a footer stands in it then.
                let text = squeezed(text);
                let part: String = text.chars().take(30).collect();
                assert!(
                    printed.contains(&part),
                    "{kind} {language}: {text}\n{printed}"
                );
            }
        }
    }
}

#[test]
fn a_grant_states_its_amount_conditions_plan_and_appeal() {
    let specimen = Specimen::housing(40);
    let pdf = read(&specimen.letter("grant", Language::Bokmal));
    assert_eq!(pdf.pages(), 5);
    let printed = pdf.text();
    let amount = kroner(specimen.granted.ore(), Language::Bokmal);
    for text in [
        LONGEST_NAME,
        &format!("{amount} kr"),
        "Kapittel 581 post 76",
        "Boligene skal være ferdige og i bruk innen 30. juni 2018.",
        "Termin",
        "1. september 2017",
        "gitt med forbehold om Stortingets budsjettvedtak",
        "Rapport for år 19",
        "Sluttrapport",
        "akseptert senest 12. april 2017",
        "Fristen er 3 uker",
        "sendes klagen til Klagenemnda for Husbanken",
        "kan kontrollere at tilskuddet brukes",
        "kreves tilbake",
    ] {
        assert!(printed.contains(&squeezed(text)), "{text}\n{printed}");
    }
}

#[test]
fn a_refusal_states_points_reasons_and_the_way_to_the_amount() {
    let letter = Specimen::centres().letter("refusal", Language::English);
    let printed = read(&letter).text();
    for text in [
        "refuses the application",
        "2 people assessed the application",
        "Har rapportert godt i tre år.",
        "Total score",
        "73.25",
        "25%",
        "The largest amount that can be awarded was calculated so:",
        "NOK 2,900,000",
        "DT-0057",
    ] {
        assert!(printed.contains(&squeezed(text)), "{text}\n{printed}");
    }
    // Assessors are not named.
    assert!(!texts(&letter).iter().any(|text| text == "a" || text == "b"));
}

#[test]
fn no_standard_text_without_a_source_in_law_cites_law() {
    use domain::letter::{CONFIGURABLE, STANDARD_TEXTS};
    let letter = of("partial-grant", Language::Bokmal);
    assert!(
        STANDARD_TEXTS
            .iter()
            .filter(|(_, source)| *source == CONFIGURABLE)
            .count()
            > 5
    );
    let standard = texts(&letter).into_iter().filter(|text| text.contains('§'));
    assert_eq!(standard.collect::<Vec<_>>(), Vec::<String>::new());
}
