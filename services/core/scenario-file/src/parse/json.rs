//! A JSON reader that knows the line of every value and sees a field that stands twice.
//!
//! General JSON libraries keep neither; a file with a million lines needs both. Strings are
//! borrowed from the text where they hold no escapes, numbers stay text, and a caller can read a
//! long list one element at a time.

use super::fault::{Fault, Problem, shown};
use std::borrow::Cow;

/// Objects and lists inside each other.
const DEPTH: u32 = 16;

/// A value and the line on which it starts.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Spot<'a> {
    pub line: usize,
    pub node: Node<'a>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Node<'a> {
    Null,
    Bool,
    Number(&'a str),
    Text(Cow<'a, str>),
    List(Vec<Spot<'a>>),
    Object(Vec<(Cow<'a, str>, Spot<'a>)>),
}

/// Reads values one after another.
pub(crate) struct Reader<'a> {
    text: &'a str,
    at: usize,
    line: usize,
}

impl<'a> Reader<'a> {
    pub(crate) const fn new(text: &'a str) -> Self {
        Self {
            text,
            at: 0,
            line: 1,
        }
    }

    pub(crate) const fn line(&self) -> usize {
        self.line
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn peek(&mut self) -> Option<u8> {
        let bytes = self.text.as_bytes();
        while let Some(byte) = bytes.get(self.at) {
            match byte {
                b'\n' => self.line += 1,
                b' ' | b'\t' | b'\r' => {}
                _ => return Some(*byte),
            }
            self.at += 1;
        }
        None
    }

    fn wrong(&self, expected: &str) -> Fault {
        let found = self.rest().lines().next().unwrap_or_default();
        Fault::new(
            self.line,
            "",
            Problem::Syntax {
                found: shown(found),
                expected: expected.to_owned(),
            },
        )
    }

    /// Takes the byte if it comes next.
    pub(crate) fn take(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    /// Takes the byte or fails.
    pub(crate) fn need(&mut self, byte: u8) -> Result<(), Fault> {
        if self.take(byte) {
            Ok(())
        } else {
            Err(self.wrong(&char::from(byte).to_string()))
        }
    }

    /// Fails unless nothing but white space is left.
    pub(crate) fn end(&mut self) -> Result<(), Fault> {
        if self.peek().is_none() {
            Ok(())
        } else {
            Err(self.wrong(""))
        }
    }

    /// After an element: whether another follows before `close`.
    pub(crate) fn more(&mut self, close: u8) -> Result<bool, Fault> {
        if self.take(close) {
            return Ok(false);
        }
        self.need(b',')
            .map_err(|_| self.wrong(&format!(", {}", char::from(close))))?;
        Ok(true)
    }

    /// A field's name and the colon after it.
    pub(crate) fn key(&mut self) -> Result<(usize, Cow<'a, str>), Fault> {
        if self.peek() != Some(b'"') {
            return Err(self.wrong("\"…\""));
        }
        let line = self.line;
        let key = self.string()?;
        self.need(b':')?;
        Ok((line, key))
    }

    /// Any value.
    pub(crate) fn value(&mut self) -> Result<Spot<'a>, Fault> {
        self.nested(DEPTH)
    }

    fn nested(&mut self, depth: u32) -> Result<Spot<'a>, Fault> {
        let first = self.peek();
        let line = self.line;
        if depth == 0 {
            return Err(Fault::new(line, "", Problem::TooDeep));
        }
        let node = match first {
            Some(b'{') => self.object(depth - 1)?,
            Some(b'[') => self.list(depth - 1)?,
            Some(b'"') => Node::Text(self.string()?),
            Some(b'-' | b'0'..=b'9') => Node::Number(self.number()),
            _ => self.word()?,
        };
        Ok(Spot { line, node })
    }

    fn list(&mut self, depth: u32) -> Result<Node<'a>, Fault> {
        self.at += 1;
        let mut list = Vec::new();
        if self.take(b']') {
            return Ok(Node::List(list));
        }
        loop {
            list.push(self.nested(depth)?);
            if !self.more(b']')? {
                return Ok(Node::List(list));
            }
        }
    }

    fn object(&mut self, depth: u32) -> Result<Node<'a>, Fault> {
        self.at += 1;
        let mut fields = Vec::new();
        if self.take(b'}') {
            return Ok(Node::Object(fields));
        }
        loop {
            let (_, key) = self.key()?;
            fields.push((key, self.nested(depth)?));
            if !self.more(b'}')? {
                return Ok(Node::Object(fields));
            }
        }
    }

    fn word(&mut self) -> Result<Node<'a>, Fault> {
        for (word, node) in [
            ("null", Node::Null),
            ("true", Node::Bool),
            ("false", Node::Bool),
        ] {
            if self.rest().starts_with(word) {
                self.at += word.len();
                return Ok(node);
            }
        }
        Err(self.wrong("…"))
    }

    /// Everything that could belong to a number; whether it is one is judged where the field is
    /// known.
    fn number(&mut self) -> &'a str {
        let rest = self.rest();
        let end = rest
            .find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '.' | '-' | '+'))
            .unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    fn string(&mut self) -> Result<Cow<'a, str>, Fault> {
        self.at += 1;
        let rest = self.rest();
        let stop = rest.find(['"', '\\', '\n']).unwrap_or(rest.len());
        self.at += stop;
        if rest[stop..].starts_with('"') {
            self.at += 1;
            return Ok(Cow::Borrowed(&rest[..stop]));
        }
        let mut owned = rest[..stop].to_owned();
        loop {
            let mut chars = self.rest().chars();
            match chars.next() {
                Some('"') => {
                    self.at += 1;
                    return Ok(Cow::Owned(owned));
                }
                Some('\\') => {
                    self.at += 1;
                    owned.push(self.escape()?);
                }
                Some('\n') | None => return Err(self.wrong("\"")),
                Some(other) => {
                    self.at += other.len_utf8();
                    owned.push(other);
                }
            }
        }
    }

    fn escape(&mut self) -> Result<char, Fault> {
        let escaped = self.rest().bytes().next();
        let plain = match escaped {
            Some(b @ (b'"' | b'\\' | b'/')) => char::from(b),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                self.at += 1;
                return self.unicode();
            }
            _ => return Err(self.wrong("\\n \\u0000")),
        };
        self.at += 1;
        Ok(plain)
    }

    /// Four hexadecimal digits, or two groups of them that make a surrogate pair.
    fn unicode(&mut self) -> Result<char, Fault> {
        let high = self.four_digits()?;
        if let Some(plain) = char::from_u32(high) {
            return Ok(plain);
        }
        if !self.rest().starts_with("\\u") {
            return Err(self.wrong("\\u"));
        }
        self.at += 2;
        let low = self.four_digits()?;
        let units = [high, low].map(|unit| u16::try_from(unit).unwrap_or_default());
        char::decode_utf16(units)
            .next()
            .and_then(Result::ok)
            .ok_or_else(|| self.wrong("\\u"))
    }

    fn four_digits(&mut self) -> Result<u32, Fault> {
        let digits = self
            .rest()
            .get(..4)
            .filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()));
        let unit = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
        let unit = unit.ok_or_else(|| self.wrong("0000"))?;
        self.at += 4;
        Ok(unit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read_with_their_lines() {
        let mut reader = Reader::new("{\"a\": [1.50,\n \"x\\u00e5\\ud83d\\ude00\"],\n\"a\": null}");
        let Node::Object(fields) = reader.value().unwrap().node else {
            panic!("an object")
        };
        assert_eq!(
            fields.len(),
            2,
            "a repeated field is kept for the caller to see"
        );
        let Node::List(list) = &fields[0].1.node else {
            panic!("a list")
        };
        assert_eq!(
            list[0],
            Spot {
                line: 1,
                node: Node::Number("1.50")
            }
        );
        assert_eq!(
            list[1],
            Spot {
                line: 2,
                node: Node::Text("xå😀".into())
            }
        );
        assert_eq!(fields[1].1.line, 3);
        reader.end().unwrap();
    }

    #[test]
    fn what_is_not_json_is_told_with_its_line() {
        for text in [
            "{\n\"a\"\n1}",
            "[1,\n\n",
            "{\"a\":\n\n\"x\n\"}",
            "[\n\n\"\\ud800x\"]",
            "\n\n\n{a:1}",
            "[1\n\n2]",
        ] {
            let fault = Reader::new(text).value().unwrap_err();
            assert!(
                matches!(fault.problem, Problem::Syntax { .. }) && fault.line >= 2,
                "{text:?}: {fault:?}"
            );
        }
        let deep = "[".repeat(100_000);
        assert_eq!(
            Reader::new(&deep).value().unwrap_err().problem,
            Problem::TooDeep
        );
    }
}
