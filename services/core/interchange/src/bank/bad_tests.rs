//! Files that are refused, with what is said about them.

use std::io::{self, Read};

use super::*;
use crate::specimen::{self, Answer};

fn refused(bytes: &[u8]) -> BankError {
    let file = match BankFile::open(bytes, LARGEST_FILE) {
        Ok(file) => file,
        Err(error) => return error,
    };
    file.finish().expect_err("the file is refused")
}

fn camt() -> String {
    let payments = specimen::bank_payments();
    specimen::camt054("08", &[(&payments[2], Answer::Paid)])
}

macro_rules! assert_fault {
    ($xml:expr, $fault:pat, $says:expr) => {
        let error = refused($xml.as_ref());
        assert!(matches!(error.fault, $fault), "{error}");
        assert!(error.to_string().contains($says), "{error}");
    };
}

#[test]
fn another_message() {
    let xml = camt().replace("camt.054", "camt.053");
    assert_fault!(xml, Fault::OtherMessage(_), "camt.053.001.08");
    let xml = specimen::pain002("02", &[]);
    assert_fault!(xml, Fault::OtherMessage(_), "pain.002.001.02");
    assert_fault!("<html><body/></html>", Fault::OtherMessage(_), "html");
}

#[test]
fn entities_and_document_types() {
    let bomb = "<!DOCTYPE Document [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>";
    let xml = camt().replacen("<Document", &format!("{bomb}<Document"), 1);
    assert_fault!(xml, Fault::Entity, "document type");
    let xml = camt().replacen("BANK-1", "&b;", 1);
    assert_fault!(xml, Fault::Entity, "GrpHdr/MsgId");
    // The five entities of XML itself are none of these.
    let known = camt().replacen("BANK-1", "A&amp;B&#x2d;1", 1);
    let file = BankFile::open(known.as_bytes(), LARGEST_FILE).unwrap();
    assert_eq!(file.finish().unwrap().message_id, "A&B-1");
}

#[test]
fn half_a_file_and_none() {
    assert_fault!("", Fault::Empty, "empty");
    let xml = camt();
    assert_fault!(&xml[..xml.len() / 2], Fault::Truncated, "cut off");
    assert_fault!(&xml[..xml.len() - 3], Fault::Truncated, "cut off");
    assert_fault!("<?xml version=\"1.0\"?>", Fault::Truncated, "cut off");
    assert_fault!(xml.clone() + &xml, Fault::Xml(_), "well-formed");
    assert_fault!(
        xml.replace("</Ntry>", "</Entry>"),
        Fault::Xml(_),
        "well-formed"
    );
}

#[test]
fn other_encodings() {
    let xml = camt().replace("UTF-8", "ISO-8859-1");
    assert_fault!(xml, Fault::Encoding(_), "ISO-8859-1");
    let mut latin: Vec<u8> = camt().replace("BANK-1", "B-#").into_bytes();
    let at = latin.iter().position(|byte| *byte == b'#').unwrap();
    latin[at] = 0xe5;
    assert_fault!(latin, Fault::Encoding(_), "UTF-8");
    let mut wide = vec![0xff, 0xfe];
    wide.extend(camt().encode_utf16().flat_map(u16::to_le_bytes));
    assert_fault!(wide, Fault::Encoding(_), "UTF-16");
    let marked = format!("\u{feff}{}", camt());
    assert!(
        BankFile::open(marked.as_bytes(), LARGEST_FILE)
            .unwrap()
            .finish()
            .is_ok()
    );
}

#[test]
fn amounts_that_are_none() {
    let with = |amount: &str| camt().replace("1234.50", amount);
    assert_fault!(with("1234.500"), Fault::Amount(_), "two decimals");
    assert_fault!(with("-1234.50"), Fault::Amount(_), "digits");
    assert_fault!(with("1234,50"), Fault::Amount(_), "Ntry/Amt");
    assert_fault!(with("99999999999999"), Fault::Amount(_), "above");
    assert_fault!(
        camt().replace("\"NOK\"", "\"SEK\""),
        Fault::Currency(_),
        "SEK"
    );
    assert_fault!(
        camt().replace(" Ccy=\"NOK\"", ""),
        Fault::Currency(_),
        "no currency"
    );
}

#[test]
fn missing_parts() {
    assert_fault!(
        camt().replace("<MsgId>BANK-1</MsgId>", ""),
        Fault::Missing(_),
        "MsgId"
    );
    let xml = camt().replace("<BookgDt><Dt>2026-07-01</Dt></BookgDt>", "");
    assert_fault!(xml, Fault::Missing(_), "BookgDt");
    assert_fault!(
        camt().replace("<Dt>2026-07-01", "<Dt>1.7.2026"),
        Fault::Date(_),
        "1.7.2026"
    );
    assert_fault!(camt().replace("DBIT", "DBTI"), Fault::Direction, "CRDT");
    let empty = camt().replace("Ntfctn>", "Other>");
    assert_fault!(empty, Fault::Missing(_), "Ntfctn");
}

#[test]
fn nesting_has_an_end() {
    let deep = format!("{}{}", "<a>".repeat(60), "</a>".repeat(60));
    let xml = camt().replacen("<Ntfctn>", &format!("<Ntfctn>{deep}"), 1);
    assert_fault!(xml, Fault::TooDeep(_), "levels");
}

/// A file without end: a head, then one piece again and again. It counts what is read of it.
struct Endless<'f> {
    head: &'f [u8],
    piece: &'f [u8],
    at: usize,
    read: u64,
}

impl Read for Endless<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut written = 0;
        for byte in buffer.iter_mut() {
            *byte = match self.head.get(self.at) {
                Some(byte) => *byte,
                None => self.piece[(self.at - self.head.len()) % self.piece.len()],
            };
            self.at += 1;
            written += 1;
        }
        self.read += written as u64;
        Ok(written)
    }
}

fn refused_endless(head: &str, piece: &str, largest: u64) -> (BankError, u64) {
    let mut input = Endless {
        head: head.as_bytes(),
        piece: piece.as_bytes(),
        at: 0,
        read: 0,
    };
    let file = match BankFile::open(&mut input, largest) {
        Ok(file) => file.finish(),
        Err(error) => Err(error),
    };
    let error = file.map(|_| ()).expect_err("a file without end");
    (error, input.read)
}

#[test]
fn a_file_without_end_stops_at_the_limit() {
    let xml = camt();
    let from = xml.find("<Ntry>").unwrap();
    let to = xml.find("</Ntry>").unwrap() + "</Ntry>".len();
    let (error, read) = refused_endless(&xml[..from], &xml[from..to], 3_000_000);
    assert!(matches!(error.fault, Fault::TooLarge(3_000_000)), "{error}");
    assert!(read < 3_100_000, "{read}");
}

#[test]
fn one_text_without_end_stops_early() {
    let xml = camt();
    let (head, _) = xml.split_once("BANK-1").unwrap();
    for (piece, before) in [
        ("a", ""),
        ("<", "<!-- "),
        ("b", "<![CDATA["),
        (" ", "<x "),
        ("&amp;", ""),
    ] {
        let (error, read) = refused_endless(&format!("{head}{before}"), piece, LARGEST_FILE);
        assert!(
            matches!(error.fault, Fault::LongToken(_) | Fault::Xml(_)),
            "{piece}: {error}"
        );
        assert!(read < 1_000_000, "{piece}: {read}");
    }
}
