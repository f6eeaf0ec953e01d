//! The file of a scheme's checkpoints, which is only appended to.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use domain::event::Hash;

use super::note::{Signer, size_and_root};

/// The end of the file that is read: longer than two checkpoints.
const END: u64 = 4_096;

/// A fault of the file.
#[derive(Debug, thiserror::Error)]
pub(super) enum FileFault {
    /// It cannot be read or written.
    #[error("{path}: {source}")]
    File { path: String, source: io::Error },
    /// It ends within a checkpoint.
    #[error(
        "{path} ends within a checkpoint. Nothing is signed; move the file away and keep it, and a \
         new one is begun"
    )]
    Cut { path: String },
}

/// The file, by its name.
pub(super) struct CheckpointFile {
    folder: PathBuf,
    path: PathBuf,
    key: PathBuf,
}

/// The file, locked against other programs until this is dropped.
pub(super) struct OpenFile<'a> {
    file: File,
    of: &'a CheckpointFile,
    /// The last note.
    note: Option<String>,
}

impl CheckpointFile {
    pub fn of(folder: &Path, scheme: &str) -> Self {
        Self {
            folder: folder.to_owned(),
            path: folder.join(format!("{scheme}.checkpoints")),
            key: folder.join(format!("{scheme}.key")),
        }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Opens and locks the file, and reads its last checkpoint. A new one gets the public key
    /// beside it.
    pub fn open(&self, signer: &Signer, scheme: &str) -> Result<OpenFile<'_>, FileFault> {
        let fault = |source| FileFault::File {
            path: self.path.display().to_string(),
            source,
        };
        let opened = || {
            std::fs::create_dir_all(&self.folder)?;
            let mut options = OpenOptions::new();
            let mut file = options
                .create(true)
                .append(true)
                .read(true)
                .open(&self.path)?;
            file.lock()?;
            let length = file.metadata()?.len();
            if length == 0 {
                std::fs::write(&self.key, signer.public(scheme) + "\n")?;
            }
            file.seek(SeekFrom::Start(length.saturating_sub(END)))?;
            let mut end = Vec::new();
            file.read_to_end(&mut end)?;
            Ok((file, end))
        };
        let (file, end) = opened().map_err(fault)?;
        let end = String::from_utf8_lossy(&end);
        let note = match end.is_empty() {
            true => None,
            false => Some(last_note(&end).ok_or(FileFault::Cut {
                path: self.path.display().to_string(),
            })?),
        };
        Ok(OpenFile {
            file,
            of: self,
            note,
        })
    }
}

/// The last note of the end of a file: a text, a blank line, and a signature.
fn last_note(end: &str) -> Option<String> {
    let mut parts = end.rsplit("\n\n");
    let (signed, text) = (parts.next()?, parts.next()?);
    let note = format!("{text}\n\n{signed}");
    let is_whole = signed.starts_with('\u{2014}') && signed.ends_with('\n');
    (is_whole && size_and_root(&note).is_some()).then_some(note)
}

impl OpenFile<'_> {
    pub fn note(&self) -> Option<&str> {
        self.note.as_deref()
    }

    /// Size and root of the last checkpoint.
    pub fn last(&self) -> Option<(u64, Hash)> {
        size_and_root(self.note()?)
    }

    /// Appends a checkpoint, and returns when it is on the disk.
    pub fn append(&mut self, note: &str) -> Result<(), FileFault> {
        let between = if self.note.is_some() { "\n" } else { "" };
        let written = self.file.write_all(format!("{between}{note}").as_bytes());
        written
            .and_then(|()| self.file.sync_data())
            .map_err(|source| FileFault::File {
                path: self.of.path.display().to_string(),
                source,
            })?;
        self.note = Some(note.to_owned());
        Ok(())
    }
}
