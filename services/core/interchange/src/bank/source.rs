//! XML of a bank as leaves and closings, with the path of elements around them.

use std::io::Read;

use quick_xml::Reader;
use quick_xml::errors::{Error, SyntaxError};
use quick_xml::events::{BytesDecl, BytesStart, Event as XmlEvent};

use super::error::{BankError, Fault};
use super::guard::Guard;
use crate::digest::Hash;

/// Deepest nesting. The formats have about fifteen levels.
const DEEPEST: usize = 40;

/// The common start of the namespaces of ISO 20022 messages.
const NAMESPACE: &str = "urn:iso:std:iso:20022:tech:xsd:";

/// An item that the readers of messages see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Event {
    /// An element opened; the path includes it.
    Open,
    /// A text with its element's end; the path includes the element.
    Leaf(String),
    /// An element with elements in it closed; the path includes it.
    Close,
    /// The document ended.
    End,
}

/// A stream of events.
pub(super) struct Source<R: Read> {
    reader: Reader<Guard<R>>,
    buffer: Vec<u8>,
    path: String,
    depth: usize,
    /// Text of the open element, and true if it has no element in it so far.
    text: String,
    is_leaf: bool,
    /// Currency of the open element, where it has one.
    currency: Option<String>,
    /// True if the last event closed the path's last element.
    closing: bool,
    rooted: bool,
}

impl<R: Read> Source<R> {
    pub(super) fn new(input: R, largest: u64) -> Self {
        let mut reader = Reader::from_reader(Guard::new(input, largest));
        reader.config_mut().expand_empty_elements = true;
        Self {
            reader,
            buffer: Vec::new(),
            path: String::new(),
            depth: 0,
            text: String::new(),
            is_leaf: false,
            currency: None,
            closing: false,
            rooted: false,
        }
    }

    /// Elements around the last event, as in `/Document/CstmrPmtStsRpt/GrpHdr`.
    pub(super) fn path(&self) -> Path<'_> {
        Path {
            path: &self.path,
            currency: self.currency.as_deref(),
        }
    }

    /// A fault with the place.
    pub(super) fn fault(&self, fault: Fault) -> BankError {
        let root = if self.path.is_empty() {
            "/"
        } else {
            &self.path
        };
        BankError {
            fault,
            offset: self.reader.buffer_position(),
            path: root.to_owned(),
        }
    }

    /// SHA-256 of what was read.
    pub(super) fn sha256(self) -> Hash {
        self.reader.into_inner().sha256()
    }

    /// Reads as far as the root and returns its message, as in `camt.054.001.08`.
    pub(super) fn message_type(&mut self) -> Result<String, BankError> {
        if self.reader.get_mut().is_utf16() {
            return Err(self.fault(Fault::Encoding("UTF-16".to_owned())));
        }
        loop {
            let start = match self.parse()? {
                XmlEvent::Start(start) => start.into_owned(),
                XmlEvent::Eof => {
                    let empty = self.reader.get_mut().total() == 0;
                    let fault = if empty {
                        Fault::Empty
                    } else {
                        Fault::Truncated
                    };
                    return Err(self.fault(fault));
                }
                XmlEvent::Text(text) if !is_blank(&text) => {
                    return Err(self.fault(Fault::Xml("text before the first element".into())));
                }
                _ => continue,
            };
            let message = message_of(&start);
            self.begin(&start);
            self.rooted = true;
            return match message {
                Some(message) => Ok(message),
                None => Err(self.fault(Fault::OtherMessage(start.name().as_ref().to_owned()))),
            };
        }
    }

    /// Reads to the next event.
    pub(super) fn event(&mut self) -> Result<Event, BankError> {
        if std::mem::take(&mut self.closing) {
            let parent = self.path.rfind('/').unwrap_or(0);
            self.path.truncate(parent);
            self.currency = None;
        }
        loop {
            match self.parse()? {
                XmlEvent::Start(start) => {
                    let start = start.into_owned();
                    if self.depth == 0 {
                        return Err(self.fault(Fault::Xml("a second root element".into())));
                    }
                    if self.depth == DEEPEST {
                        return Err(self.fault(Fault::TooDeep(DEEPEST)));
                    }
                    self.begin(&start);
                    return Ok(Event::Open);
                }
                XmlEvent::End(_) => {
                    self.depth -= 1;
                    self.closing = true;
                    let leaf = std::mem::take(&mut self.is_leaf);
                    let text = std::mem::take(&mut self.text);
                    return Ok(if leaf {
                        Event::Leaf(text.trim().to_owned())
                    } else {
                        Event::Close
                    });
                }
                XmlEvent::Text(text) => {
                    let text = text.xml10_content().into_owned();
                    self.text(&text)?;
                }
                XmlEvent::CData(text) => {
                    let text = text.xml10_content().into_owned();
                    self.text(&text)?;
                }
                XmlEvent::GeneralRef(reference) => {
                    let text = if let Ok(Some(character)) = reference.resolve_char_ref() {
                        character.to_string()
                    } else {
                        let name = reference.xml10_content().into_owned();
                        let known = quick_xml::escape::resolve_predefined_entity(&name);
                        known
                            .ok_or(Fault::Entity)
                            .map_err(|fault| self.fault(fault))?
                            .to_owned()
                    };
                    self.text(&text)?;
                }
                XmlEvent::Eof if self.depth == 0 => return Ok(Event::End),
                XmlEvent::Eof => return Err(self.fault(Fault::Truncated)),
                _ => {}
            }
        }
    }

    fn begin(&mut self, start: &BytesStart<'_>) {
        self.path.push('/');
        self.path.push_str(start.local_name().as_ref());
        self.depth += 1;
        self.is_leaf = true;
        self.text.clear();
        let currency = start.try_get_attribute("Ccy").ok().flatten();
        self.currency = currency.map(|attribute| attribute.value.into_owned());
    }

    fn text(&mut self, text: &str) -> Result<(), BankError> {
        if self.depth == 0 && !is_blank(text) {
            return Err(self.fault(Fault::Xml("text outside the root element".into())));
        }
        self.text.push_str(text);
        if self.text.len() as u64 > super::guard::LONGEST_TOKEN {
            return Err(self.fault(Fault::LongToken(super::guard::LONGEST_TOKEN)));
        }
        Ok(())
    }

    /// The parser's next event, checked for encoding and document types.
    fn parse(&mut self) -> Result<XmlEvent<'static>, BankError> {
        self.buffer.clear();
        self.reader.get_mut().token_ends();
        let event = self
            .reader
            .read_event_into(&mut self.buffer)
            .map(XmlEvent::into_owned);
        let fault = match event {
            Ok(XmlEvent::DocType(_)) => Fault::Entity,
            Ok(XmlEvent::Decl(declaration)) => match other_encoding(&declaration) {
                Some(encoding) => Fault::Encoding(encoding),
                None => return Ok(XmlEvent::Decl(declaration)),
            },
            Ok(event) => return Ok(event),
            Err(error) => self
                .reader
                .get_mut()
                .tripped()
                .unwrap_or_else(|| fault_of(error)),
        };
        Err(self.fault(fault))
    }
}

/// Elements around an event.
#[derive(Debug, Clone, Copy)]
pub(super) struct Path<'p> {
    path: &'p str,
    currency: Option<&'p str>,
}

impl Path<'_> {
    /// True if the innermost elements are these, as in `/Refs/EndToEndId`.
    pub(super) fn ends_with(self, elements: &str) -> bool {
        self.path.ends_with(elements)
    }

    /// The element's attribute `Ccy`.
    pub(super) fn currency(&self) -> Option<&str> {
        self.currency
    }
}

fn is_blank(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_whitespace())
}

/// The message that a root element's namespace names.
fn message_of(root: &BytesStart<'_>) -> Option<String> {
    if root.local_name().as_ref() != "Document" {
        return None;
    }
    let name = root.name();
    let key = match name.prefix() {
        Some(prefix) => format!("xmlns:{}", prefix.as_ref()),
        None => "xmlns".to_owned(),
    };
    let namespace = root.try_get_attribute(&key).ok()??;
    let message = namespace.value.strip_prefix(NAMESPACE)?;
    Some(message.to_owned())
}

/// The declared encoding, where it is not UTF-8 or its subset.
fn other_encoding(declaration: &BytesDecl<'_>) -> Option<String> {
    let encoding = declaration.encoding()?.ok()?.into_owned();
    let ours = ["utf-8", "utf8", "us-ascii"];
    (!ours.contains(&encoding.to_ascii_lowercase().as_str())).then_some(encoding)
}

fn fault_of(error: Error) -> Fault {
    match error {
        Error::Io(error) => Fault::Io(error.to_string()),
        Error::Encoding(_) => Fault::Encoding("another encoding".to_owned()),
        Error::Syntax(
            SyntaxError::UnclosedTag
            | SyntaxError::UnclosedComment
            | SyntaxError::UnclosedCData
            | SyntaxError::UnclosedPI
            | SyntaxError::UnclosedXmlDecl
            | SyntaxError::UnclosedSingleQuotedAttributeValue
            | SyntaxError::UnclosedDoubleQuotedAttributeValue,
        ) => Fault::Truncated,
        other => Fault::Xml(other.to_string()),
    }
}
