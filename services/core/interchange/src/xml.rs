//! XML as the formats here need it: nested elements with text, written in a stream.

use std::borrow::Cow;
use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// A stream of elements.
pub(crate) struct Xml<W: Write> {
    writer: Writer<W>,
    open: Vec<&'static str>,
}

impl<W: Write> Xml<W> {
    /// Begins a document with its root element in a default namespace.
    pub(crate) fn document(out: W, root: &'static str, namespace: &str) -> io::Result<Self> {
        let mut writer = Writer::new_with_indent(out, b' ', 1);
        writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        let start = BytesStart::new(root).with_attributes([("xmlns", namespace)]);
        writer.write_event(Event::Start(start))?;
        Ok(Self {
            writer,
            open: vec![root],
        })
    }

    /// Opens an element; [`Xml::close`] closes it.
    pub(crate) fn open(&mut self, name: &'static str) -> io::Result<()> {
        self.writer
            .write_event(Event::Start(BytesStart::new(name)))?;
        self.open.push(name);
        Ok(())
    }

    /// Opens an element of a derived type; [`Xml::close`] closes it.
    pub(crate) fn open_as(&mut self, name: &'static str, derived: &str) -> io::Result<()> {
        let instance = ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance");
        let start = BytesStart::new(name).with_attributes([instance, ("xsi:type", derived)]);
        self.writer.write_event(Event::Start(start))?;
        self.open.push(name);
        Ok(())
    }

    /// Closes the innermost open elements.
    pub(crate) fn close(&mut self, levels: usize) -> io::Result<()> {
        for name in self
            .open
            .drain(self.open.len().saturating_sub(levels)..)
            .rev()
        {
            self.writer.write_event(Event::End(BytesEnd::new(name)))?;
        }
        Ok(())
    }

    /// Writes an element with text.
    pub(crate) fn leaf(&mut self, name: &'static str, text: &str) -> io::Result<()> {
        self.write_leaf(BytesStart::new(name), name, text)
    }

    /// Writes an element with text and one attribute.
    pub(crate) fn leaf_with(
        &mut self,
        name: &'static str,
        attribute: (&str, &str),
        text: &str,
    ) -> io::Result<()> {
        let start = BytesStart::new(name).with_attributes([attribute]);
        self.write_leaf(start, name, text)
    }

    /// Writes elements in one another, the innermost with text.
    pub(crate) fn path(&mut self, names: &[&'static str], text: &str) -> io::Result<()> {
        let Some((last, outer)) = names.split_last() else {
            return Ok(());
        };
        for name in outer {
            self.open(name)?;
        }
        self.leaf(last, text)?;
        self.close(outer.len())
    }

    /// Closes everything and returns the writer.
    pub(crate) fn finish(mut self) -> io::Result<W> {
        self.close(self.open.len())?;
        let mut out = self.writer.into_inner();
        out.write_all(b"\n")?;
        Ok(out)
    }

    fn write_leaf(&mut self, start: BytesStart<'_>, name: &str, text: &str) -> io::Result<()> {
        self.writer.write_event(Event::Start(start))?;
        let text = allowed(text);
        self.writer
            .write_event(Event::Text(BytesText::new(&text)))?;
        self.writer.write_event(Event::End(BytesEnd::new(name)))
    }
}

/// Replaces the characters that no XML 1.0 document may contain by spaces.
fn allowed(text: &str) -> Cow<'_, str> {
    let forbidden = |character: char| {
        matches!(character, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}'
            | '\u{fffe}' | '\u{ffff}')
    };
    if text.contains(forbidden) {
        Cow::Owned(text.replace(forbidden, " "))
    } else {
        Cow::Borrowed(text)
    }
}
