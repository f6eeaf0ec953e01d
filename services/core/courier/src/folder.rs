//! A folder of files: for those who send letters with a system of their own, and for trying things
//! out.

use std::io;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use tokio::fs;

use crate::message::Message;
use crate::{Channel, Undelivered};

/// A folder: two files for each message, a text for people and JSON for programs. A file is whole
/// once its name is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folder {
    path: PathBuf,
}

impl Folder {
    /// Uses a folder, which is made where it is not there.
    #[must_use]
    pub const fn new(path: PathBuf) -> Self {
        Self { path }
    }
}

impl Channel for Folder {
    /// The organisation number: the folder below.
    type Address = String;

    async fn deliver(
        &self,
        message: &Message,
        to: &String,
        _now: DateTime<Utc>,
    ) -> Result<(), Undelivered> {
        let folder = self.path.join(to);
        let text = format!("{}\n\n{}\n", message.title, message.text);
        let write = async {
            fs::create_dir_all(&folder).await?;
            put(&folder, &format!("{}.json", message.id), &message.body()).await?;
            put(&folder, &format!("{}.txt", message.id), &text).await
        };
        let written = write.await;
        written.map_err(|fault| Undelivered::Later(format!("the folder: {fault}")))
    }
}

/// Writes a file under another name, and gives it its own when it is whole.
async fn put(folder: &Path, name: &str, content: &str) -> io::Result<()> {
    let part = folder.join(format!(".{name}.part"));
    fs::write(&part, content).await?;
    fs::rename(&part, folder.join(name)).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::sample;

    #[tokio::test]
    async fn a_message_is_two_whole_files() {
        let base = tempfile::tempdir().unwrap();
        let folder = Folder::new(base.path().join("out"));
        let to = "958935420".to_owned();
        for _ in 0..2 {
            let now = DateTime::UNIX_EPOCH;
            folder.deliver(&sample(), &to, now).await.unwrap();
        }
        let within = base.path().join("out/958935420");
        let read = |name: &str| std::fs::read_to_string(within.join(name)).unwrap();
        assert_eq!(read("rental-housing-17.json"), sample().body());
        assert!(read("rental-housing-17.txt").starts_with("Vedtak er sendt\n\nVi har"));
        assert_eq!(std::fs::read_dir(&within).unwrap().count(), 2);
    }

    #[tokio::test]
    async fn a_folder_that_cannot_be_written_is_tried_later() {
        let base = tempfile::tempdir().unwrap();
        std::fs::write(base.path().join("out"), "a file").unwrap();
        let folder = Folder::new(base.path().join("out"));
        let to = "958935420".to_owned();
        let told = folder.deliver(&sample(), &to, DateTime::UNIX_EPOCH).await;
        assert!(matches!(told, Err(Undelivered::Later(_))));
    }
}
