//! The parts that PDF/A-2a and PDF/UA-1 ask for, read from the document itself.

use lopdf::Object;
use text::Language;

use crate::pdf::read;
use crate::specimen::{KINDS, of};

#[test]
fn every_document_carries_what_the_standards_ask_for() {
    for kind in KINDS {
        for (language, code) in [
            (Language::Bokmal, "nb-NO"),
            (Language::Nynorsk, "nn-NO"),
            (Language::English, "en-GB"),
        ] {
            let letter = of(kind, language);
            let pdf = read(&letter);
            let catalog = pdf.catalog();
            let lang = pdf.get(catalog, "Lang").as_str().unwrap();
            assert_eq!(String::from_utf8_lossy(lang), code, "{kind}");
            let marked = pdf.get(catalog, "MarkInfo").as_dict().unwrap();
            assert!(pdf.get(marked, "Marked").as_bool().unwrap());
            let viewer = pdf.get(catalog, "ViewerPreferences").as_dict().unwrap();
            assert!(pdf.get(viewer, "DisplayDocTitle").as_bool().unwrap());
            let intents = pdf.get(catalog, "OutputIntents").as_array().unwrap();
            let intent = pdf
                .document
                .dereference(&intents[0])
                .unwrap()
                .1
                .as_dict()
                .unwrap();
            assert_eq!(pdf.get(intent, "S").as_name().unwrap(), b"GTS_PDFA1");
            assert!(intent.has(b"DestOutputProfile"));

            let metadata = pdf.get(catalog, "Metadata").as_stream().unwrap();
            let xmp = metadata.get_plain_content().unwrap();
            let xmp = String::from_utf8(xmp).unwrap();
            for entry in [
                "<pdfaid:part>2</pdfaid:part>",
                "<pdfaid:conformance>A</pdfaid:conformance>",
                "<pdfuaid:part>1</pdfuaid:part>",
                &letter.subject,
            ] {
                assert!(xmp.contains(entry), "{kind} {language}: {entry}\n{xmp}");
            }
            assert!(catalog.has(b"StructTreeRoot"));
            assert_eq!(pdf.elements("H1"), 1);
            assert_eq!(pdf.elements("H2"), letter.sections.len());
        }
    }
}

#[test]
fn tables_have_heads_and_captions_and_lists_are_lists() {
    let pdf = read(&of("partial-grant", Language::Bokmal));
    // Assessment, activities, payment, reports.
    assert_eq!(pdf.elements("Table"), 4);
    assert_eq!(pdf.elements("Caption"), 4);
    assert_eq!(pdf.elements("TH"), 4 + 2 + 3 + 2);
    assert!(pdf.elements("LI") > 12);
}

#[test]
fn every_font_is_embedded_with_its_characters() {
    let pdf = read(&of("grant", Language::Bokmal));
    let fonts: Vec<_> = pdf
        .document
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok())
        .filter(|font| font.get(b"Subtype").and_then(Object::as_name).ok() == Some(b"Type0"))
        .collect();
    assert_eq!(fonts.len(), 2, "regular and bold");
    for font in fonts {
        assert!(font.has(b"ToUnicode"));
    }
    let files = pdf
        .document
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok())
        .filter(|one| one.has(b"FontFile2") || one.has(b"FontFile3"));
    assert_eq!(files.count(), 2);
}
