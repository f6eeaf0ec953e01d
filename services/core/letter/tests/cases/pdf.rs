//! Reading a PDF back.

use domain::letter::Letter;
use lopdf::{Dictionary, Document, Object};

/// A letter, typeset and read back.
pub struct Read {
    pub document: Document,
    pub replaced: Vec<char>,
}

/// Typesets a letter and reads the PDF.
pub fn read(letter: &Letter) -> Read {
    let rendered = letter::render(letter).expect("the PDF is readable");
    Read {
        document: Document::load_mem(&rendered.pdf).expect("the PDF is readable"),
        replaced: rendered.replaced,
    }
}

/// A text without its spaces: a reader puts lines where it finds them.
pub fn squeezed(text: &str) -> String {
    let kept = |character: &char| !character.is_whitespace() && *character != '\u{200b}';
    text.chars().filter(kept).collect()
}

impl Read {
    /// The text of all pages, without spaces.
    pub fn text(&self) -> String {
        let pages: Vec<u32> = self.document.get_pages().keys().copied().collect();
        squeezed(
            &self
                .document
                .extract_text(&pages)
                .expect("the PDF is readable"),
        )
    }

    pub fn pages(&self) -> usize {
        self.document.get_pages().len()
    }

    pub fn catalog(&self) -> &Dictionary {
        self.document.catalog().expect("the PDF is readable")
    }

    /// The value of a key, through references.
    pub fn get<'a>(&'a self, dictionary: &'a Dictionary, key: &str) -> &'a Object {
        let value = dictionary.get(key.as_bytes()).expect("the PDF is readable");
        self.document
            .dereference(value)
            .expect("the PDF is readable")
            .1
    }

    /// The number of structure elements of a type.
    pub fn elements(&self, role: &str) -> usize {
        self.document
            .objects
            .values()
            .filter_map(|object| object.as_dict().ok())
            .filter(|element| {
                let name = |key: &[u8]| element.get(key).and_then(Object::as_name).ok();
                name(b"S") == Some(role.as_bytes()) && element.has(b"P")
            })
            .count()
    }
}
