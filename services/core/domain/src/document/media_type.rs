//! The type of a file: those that are taken, and whether the content is of the type it is said to
//! be.

/// Type of PDF documents.
pub const PDF: &str = "application/pdf";
const PNG: &str = "image/png";
const JPEG: &str = "image/jpeg";
const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const ODT: &str = "application/vnd.oasis.opendocument.text";
const ODS: &str = "application/vnd.oasis.opendocument.spreadsheet";
const TEXT: &str = "text/plain";
const CSV: &str = "text/csv";

/// The type of content that is none we know.
const BINARY: &str = "application/octet-stream";

/// The media types that documents may have. None of them runs in a browser.
pub const ALLOWED: [&str; 9] = [PDF, PNG, JPEG, DOCX, XLSX, ODT, ODS, TEXT, CSV];

/// Judges whether content is of the type it is said to be. Types that are not [`ALLOWED`] are not
/// judged.
///
/// # Errors
/// The type that the content is of.
pub fn judge(said: &str, content: &[u8]) -> Result<(), &'static str> {
    let found = found(content);
    let true_to_it = match said {
        TEXT | CSV => found == TEXT,
        DOCX => found == DOCX || is_office(content, b"word/"),
        XLSX => found == XLSX || is_office(content, b"xl/"),
        PDF | PNG | JPEG | ODT | ODS => found == said,
        _ => true,
    };
    if true_to_it { Ok(()) } else { Err(found) }
}

/// Returns the type that content is of.
fn found(content: &[u8]) -> &'static str {
    // Two letters are enough for some types, so that a text may begin like a picture.
    if is_text(content) {
        return TEXT;
    }
    infer::get(content).map_or(BINARY, |kind| kind.mime_type())
}

/// Returns whether content is text that no program would take for something else: in UTF-8 or in
/// the Windows-1252 of spreadsheets.
fn is_text(content: &[u8]) -> bool {
    let control = |byte: &u8| byte.is_ascii_control() && !b"\t\n\r\x0c".contains(byte);
    let other = infer::archive::is_pdf(content)
        || infer::text::is_html(content)
        || infer::text::is_xml(content)
        || infer::text::is_shellscript(content);
    !other && !content.iter().any(control)
}

/// Returns whether content is an archive of office parts in this folder. Names stand uncompressed
/// in an archive, in an order that differs from program to program.
fn is_office(content: &[u8], folder: &[u8]) -> bool {
    let holds = |part: &[u8]| content.windows(part.len()).any(|window| window == part);
    content.starts_with(b"PK\x03\x04") && holds(b"[Content_Types].xml") && holds(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_is_of_the_type_it_is_said_to_be() {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice();
        let docx = b"PK\x03\x04\x14\0docProps/app.xml..[Content_Types].xml..word/document.xml";
        let odt = b"PK\x03\x04\x14\0\0\x08\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x08\0\0\0mimetype\
              application/vnd.oasis.opendocument.text";
        let truths: [(&str, &[u8]); 9] = [
            (PDF, b"%PDF-1.7\n1 0 obj\n"),
            (PNG, png),
            (JPEG, b"\xff\xd8\xff\xe0\0\x10JFIF\0"),
            (DOCX, docx),
            (ODT, odt),
            (TEXT, "Vårt regnskap".as_bytes()),
            (TEXT, b"V\xe5rt regnskap"),
            (CSV, b"BM;1\r\nlinje;2\r\n"),
            ("application/x-own", png),
        ];
        for (said, content) in truths {
            assert_eq!(judge(said, content), Ok(()), "{said}");
        }
        let lies: [(&str, &[u8], &str); 7] = [
            (PDF, png, PNG),
            (PDF, b"a plan", TEXT),
            (PNG, b"%PDF-1.7\n", PDF),
            (TEXT, b"%PDF-1.7\n", PDF),
            (TEXT, b"<html><script>", "text/html"),
            (XLSX, docx, "application/zip"),
            (
                CSV,
                b"MZ\x90\0\x03\0\0\0",
                "application/vnd.microsoft.portable-executable",
            ),
        ];
        for (said, content, is) in lies {
            assert_eq!(judge(said, content), Err(is), "{said}");
        }
    }
}
