//! Checkpoints: signed notes in the form of C2SP (signed-note, tlog-checkpoint).

use aws_lc_rs::signature::{ED25519, UnparsedPublicKey};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use crate::Hash;
use crate::encoding::to_hex;

/// The number of Ed25519 in signed notes.
const ED25519_KIND: u8 = 1;
/// The beginning of a signature's line.
const SIGNATURE: &str = "\u{2014} ";
/// The beginning of the line with the time.
const TIME: &str = "time ";

/// A key that checkpoints are checked with, by the name of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    name: String,
    public: [u8; 32],
}

/// A checkpoint whose signature was not looked at yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// The log.
    pub origin: String,
    /// The number of its entries.
    pub size: u64,
    /// The root over them.
    pub root: Hash,
    /// When it was made, in seconds since 1970; a log need not say.
    pub time: Option<i64>,
    text: String,
    signatures: Vec<(String, Vec<u8>)>,
}

/// A fault of a note or of a key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoteFault {
    /// The text is no key.
    #[error("this is no key of a log; a key is written as NAME+HASH+BASE64, in one line")]
    NoKey,
    /// The hash of the key is another key's.
    #[error("the key's hash is not that of its name and bytes: a sign of it was lost or changed")]
    WrongKeyHash,
    /// The text is no checkpoint.
    #[error("this is no checkpoint: {0}")]
    NoCheckpoint(&'static str),
    /// Another log's.
    #[error("the checkpoint is of log {found}, and the key of log {expected}")]
    OtherLog {
        /// The key's.
        expected: String,
        /// The checkpoint's.
        found: String,
    },
    /// Signed by another key.
    #[error("the checkpoint is not signed by the key {key_id}, but by {found}")]
    OtherKey {
        /// The key's hash.
        key_id: String,
        /// The hashes of the keys that signed.
        found: String,
    },
    /// The signature is of another text.
    #[error("the signature does not fit the checkpoint's text: one of them was changed")]
    WrongSignature,
}

impl Key {
    /// Makes a key of a log's name and its 32 bytes.
    #[must_use]
    pub fn new(name: &str, public: [u8; 32]) -> Self {
        Self {
            name: name.to_owned(),
            public,
        }
    }

    /// Reads a key: `NAME+HASH+BASE64`.
    ///
    /// # Errors
    /// [`NoteFault::NoKey`], [`NoteFault::WrongKeyHash`].
    pub fn read(text: &str) -> Result<Self, NoteFault> {
        let mut parts = text.trim().splitn(3, '+');
        let (Some(name), Some(id), Some(key)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(NoteFault::NoKey);
        };
        let bytes = STANDARD.decode(key).map_err(|_| NoteFault::NoKey)?;
        let Some((&ED25519_KIND, public)) = bytes.split_first() else {
            return Err(NoteFault::NoKey);
        };
        let public = public.try_into().map_err(|_| NoteFault::NoKey)?;
        let key = Self::new(name, public);
        if name.is_empty() || to_hex(&key.id()) != id {
            return Err(NoteFault::WrongKeyHash);
        }
        Ok(key)
    }

    fn id(&self) -> [u8; 4] {
        let digest = Sha256::new()
            .chain_update(&self.name)
            .chain_update([b'\n', ED25519_KIND])
            .chain_update(self.public)
            .finalize();
        [digest[0], digest[1], digest[2], digest[3]]
    }
}

impl std::fmt::Display for Key {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let bytes = [&[ED25519_KIND], self.public.as_slice()].concat();
        let (id, bytes) = (to_hex(&self.id()), STANDARD.encode(bytes));
        write!(out, "{}+{id}+{bytes}", self.name)
    }
}

impl Checkpoint {
    /// Reads one note.
    ///
    /// # Errors
    /// [`NoteFault::NoCheckpoint`].
    pub fn read(note: &str) -> Result<Self, NoteFault> {
        let no = NoteFault::NoCheckpoint;
        let cut = no("it is cut off: the blank line before the signatures is missing");
        let (body, signed) = note.rsplit_once("\n\n").ok_or(cut)?;
        let mut signatures = Vec::new();
        for line in signed.lines() {
            let signature = line.strip_prefix(SIGNATURE).and_then(|s| s.split_once(' '));
            let (name, bytes) = signature.ok_or(no("a line after the blank is no signature"))?;
            let bytes = STANDARD.decode(bytes);
            let bytes = bytes.map_err(|_| no("a signature is no base64, or cut off"))?;
            signatures.push((name.to_owned(), bytes));
        }
        if signatures.is_empty() {
            return Err(no("it is cut off: it has no signature"));
        }
        let mut lines = body.lines();
        let origin = lines.next().filter(|line| !line.is_empty());
        let origin = origin.ok_or(no("it names no log"))?.to_owned();
        let digits = |line: &&str| {
            let plain = line.bytes().all(|byte| byte.is_ascii_digit());
            plain && (*line == "0" || !line.starts_with('0'))
        };
        let size = lines
            .next()
            .filter(digits)
            .and_then(|line| line.parse().ok());
        let root = lines.next().and_then(|line| STANDARD.decode(line).ok());
        let root = root.and_then(|bytes| bytes.try_into().ok());
        let time = lines.next().and_then(|line| line.strip_prefix(TIME));
        Ok(Self {
            origin,
            size: size.ok_or(no("its second line is no number of entries"))?,
            root: root.ok_or(no("its third line is no root"))?,
            time: time.and_then(|seconds| seconds.parse().ok()),
            text: format!("{body}\n"),
            signatures,
        })
    }

    /// Reads the notes of a file, one after the other, with a blank line between.
    ///
    /// # Errors
    /// [`NoteFault::NoCheckpoint`] for the first that is none; the number of those before it.
    pub fn read_all(file: &str) -> Result<Vec<Self>, (usize, NoteFault)> {
        let mut notes = Vec::new();
        let mut note = String::new();
        let mut is_signed = false;
        for line in file.split_inclusive('\n') {
            if line == "\n" && is_signed {
                notes.push(std::mem::take(&mut note));
                is_signed = false;
                continue;
            }
            is_signed |= line.starts_with(SIGNATURE);
            note.push_str(line);
        }
        if !note.is_empty() {
            notes.push(note);
        }
        let read = |(number, note): (usize, &String)| match note.ends_with('\n') {
            true => Self::read(note).map_err(|fault| (number, fault)),
            false => Err((number, NoteFault::NoCheckpoint("its last line is cut off"))),
        };
        notes.iter().enumerate().map(read).collect()
    }

    /// Checks that the log's key signed it.
    ///
    /// # Errors
    /// [`NoteFault::OtherLog`], [`NoteFault::OtherKey`], [`NoteFault::WrongSignature`].
    pub fn check(&self, key: &Key) -> Result<(), NoteFault> {
        if self.origin != key.name {
            return Err(NoteFault::OtherLog {
                expected: key.name.clone(),
                found: self.origin.clone(),
            });
        }
        let of_key =
            |(name, bytes): &&(String, Vec<u8>)| *name == key.name && bytes.starts_with(&key.id());
        let Some((_, bytes)) = self.signatures.iter().find(of_key) else {
            let ids = self.signatures.iter();
            let ids = ids.map(|(_, bytes)| to_hex(&bytes[..bytes.len().min(4)]));
            return Err(NoteFault::OtherKey {
                key_id: to_hex(&key.id()),
                found: ids.collect::<Vec<_>>().join(", "),
            });
        };
        UnparsedPublicKey::new(&ED25519, key.public)
            .verify(self.text.as_bytes(), &bytes[4..])
            .map_err(|_| NoteFault::WrongSignature)
    }
}

impl std::fmt::Display for Checkpoint {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(out, "{}", self.text)?;
        for (name, bytes) in &self.signatures {
            writeln!(out, "{SIGNATURE}{name} {}", STANDARD.encode(bytes))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the specification of signed notes, which another program signed.
    const SPECIMEN: &str = "This is an example message.\n\n\u{2014} example.com/foo \
        Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72\
        IneyaQM=\n";
    const SPECIMEN_KEY: &str =
        "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";

    #[test]
    fn the_specifications_own_key_and_signature_are_read() {
        let key = Key::read(SPECIMEN_KEY).unwrap();
        assert_eq!(key.to_string(), SPECIMEN_KEY);
        let (body, signature) = SPECIMEN.rsplit_once("\n\n").unwrap();
        let (_, signature) = signature.trim_end().rsplit_once(' ').unwrap();
        let mut checkpoint = Checkpoint {
            origin: "example.com/foo".to_owned(),
            size: 0,
            root: [0; 32],
            time: None,
            text: format!("{body}\n"),
            signatures: vec![(
                "example.com/foo".into(),
                STANDARD.decode(signature).unwrap(),
            )],
        };
        assert_eq!(checkpoint.check(&key), Ok(()));
        checkpoint.text.push('!');
        assert_eq!(checkpoint.check(&key), Err(NoteFault::WrongSignature));
        checkpoint.signatures[0].1[0] ^= 1;
        assert!(matches!(
            checkpoint.check(&key),
            Err(NoteFault::OtherKey { .. })
        ));
        checkpoint.signatures[0].1[0] ^= 1;
        checkpoint.signatures[0].0.push('o');
        assert!(matches!(
            checkpoint.check(&key),
            Err(NoteFault::OtherKey { .. })
        ));
        checkpoint.origin.push('o');
        assert!(matches!(
            checkpoint.check(&key),
            Err(NoteFault::OtherLog { .. })
        ));
    }

    #[test]
    fn what_is_no_key_says_so() {
        for text in [
            "",
            "a",
            "a+b",
            "a+b+c",
            "a+b+AQ==",
            "example.com/foo+530d903a+Auky",
        ] {
            assert_eq!(Key::read(text), Err(NoteFault::NoKey), "{text}");
        }
        let renamed = SPECIMEN_KEY.replace("foo", "bar");
        assert_eq!(Key::read(&renamed), Err(NoteFault::WrongKeyHash));
        let of_other_kind = SPECIMEN_KEY.replace("+Aek", "+Buk");
        assert_eq!(Key::read(&of_other_kind), Err(NoteFault::NoKey));
    }

    fn note() -> String {
        let root = STANDARD.encode([7; 32]);
        let signature = STANDARD.encode([3; 68]);
        format!("log\n12\n{root}\ntime 1760000000\n\n\u{2014} log {signature}\n")
    }

    #[test]
    fn a_checkpoint_is_read_whole_or_not_at_all() {
        let read = Checkpoint::read(&note()).unwrap();
        assert_eq!(
            (read.origin.as_str(), read.size, read.root),
            ("log", 12, [7; 32])
        );
        assert_eq!(read.time, Some(1_760_000_000));
        assert!(read.text.ends_with("time 1760000000\n"));
        assert_eq!(read.to_string(), note());
        for (wrong, right) in [
            ("\n012\n", "\n12\n"),
            ("\n+12\n", "\n12\n"),
            ("\n\n", "\n12\n"),
            ("\nBw\n", "\nBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=\n"),
            ("-- log", "\u{2014} log"),
            ("\u{2014}log", "\u{2014} log "),
        ] {
            let changed = note().replacen(right, wrong, 1);
            assert_ne!(changed, note());
            assert!(Checkpoint::read(&changed).is_err(), "{changed}");
        }
        let whole = note();
        for end in whole.char_indices().map(|(at, _)| at).take(whole.len() - 4) {
            assert!(
                Checkpoint::read_all(&whole[..end]).is_err() || end == 0,
                "{end}"
            );
        }
    }

    #[test]
    fn a_file_has_notes_one_after_the_other() {
        let file = format!("{}\n{}\n{}", note(), note(), note());
        assert_eq!(Checkpoint::read_all(&file).unwrap().len(), 3);
        let cut = &file[..file.len() - 30];
        assert_eq!(Checkpoint::read_all(cut).unwrap_err().0, 2);
        assert_eq!(Checkpoint::read_all("").unwrap(), []);
    }
}
