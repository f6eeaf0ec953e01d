//! A reader that counts, hashes, and stops where a file or one token of it grows too large.

use std::io::{self, BufRead, BufReader, Read};

use sha2::{Digest, Sha256};

use super::error::Fault;
use crate::digest::Hash;

/// Bytes read at a time.
const CHUNK: usize = 16 * 1024;

/// Longest token in bytes. The longest field of the formats has 500 characters.
pub(super) const LONGEST_TOKEN: u64 = 64 * 1024;

/// The guarded input of a parser.
pub(super) struct Guard<R> {
    input: BufReader<R>,
    hash: Sha256,
    largest: u64,
    total: u64,
    since_token: u64,
    tripped: Option<Fault>,
}

impl<R: Read> Guard<R> {
    pub(super) fn new(input: R, largest: u64) -> Self {
        Self {
            input: BufReader::with_capacity(CHUNK, input),
            hash: Sha256::new(),
            largest,
            total: 0,
            since_token: 0,
            tripped: None,
        }
    }

    /// Returns true if the input starts as UTF-16 does. What cannot be read shows itself later.
    pub(super) fn is_utf16(&mut self) -> bool {
        let start = self.input.fill_buf().unwrap_or_default();
        matches!(
            start,
            [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [0, _, ..] | [_, 0, ..]
        )
    }

    /// Marks that the parser has finished a token.
    pub(super) fn token_ends(&mut self) {
        self.since_token = 0;
    }

    /// Takes the limit that was passed, if one was.
    pub(super) fn tripped(&mut self) -> Option<Fault> {
        self.tripped.take()
    }

    /// Bytes the parser has consumed.
    pub(super) fn total(&self) -> u64 {
        self.total
    }

    pub(super) fn sha256(self) -> Hash {
        self.hash.finalize().into()
    }

    fn trip(&mut self, fault: Fault) -> io::Error {
        self.tripped = Some(fault);
        io::Error::other("a limit was passed")
    }
}

impl<R: Read> Read for Guard<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let length = available.len().min(buffer.len());
        buffer[..length].copy_from_slice(&available[..length]);
        self.consume(length);
        Ok(length)
    }
}

impl<R: Read> BufRead for Guard<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.total > self.largest {
            return Err(self.trip(Fault::TooLarge(self.largest)));
        }
        if self.since_token > LONGEST_TOKEN {
            return Err(self.trip(Fault::LongToken(LONGEST_TOKEN)));
        }
        self.input.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.hash.update(&self.input.buffer()[..amount]);
        let bytes = amount as u64;
        self.total += bytes;
        self.since_token += bytes;
        self.input.consume(amount);
    }
}
