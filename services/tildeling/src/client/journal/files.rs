//! The files of the entries of a case.

use std::fs;
use std::path::Path;

use anyhow::Context;
use contract::v1::download_attachment_response::Content;
use contract::{FILE_DESCRIPTOR_SET, v1};
use interchange::noark::StoredFile;
use prost_reflect::prost::{Message, Name};
use prost_reflect::{DescriptorPool, DynamicMessage};
use sha2::{Digest, Sha256};

use super::super::document::{download, ending};
use super::super::letter;
use super::super::told;
use crate::session::Session;

/// The folder of the files in an extraction.
pub(super) const FOLDER: &str = "dokumenter";

const JSON: &str = "application/json";
const PDF: &str = "application/pdf";

/// The source and the place of the files of a case.
pub(super) struct Store<'a> {
    pub(super) session: &'a Session,
    pub(super) folder: &'a Path,
    pub(super) application: &'a v1::Application,
}

impl Store<'_> {
    /// Fetches and writes the files of an entry, the main one first. `last` is true for the last
    /// application of a case: the form and the attachments are as they were sent in then.
    pub(super) async fn files_of(
        &self,
        entry: &v1::JournalEntry,
        last: bool,
    ) -> anyhow::Result<Vec<StoredFile>> {
        let name = &entry.resource;
        match entry.kind.as_str() {
            "application" if last => self.application(entry).await,
            "decision" => {
                let language = &self.application.letter_language;
                let (_, pdf) = letter(self.session, name, language).await?;
                self.one(entry, (name, PDF), &pdf)
            }
            "appeal" => {
                let request = v1::GetAppealRequest { name: name.clone() };
                let answer = self.session.appeals().get_appeal(request).await;
                let appeal = answer.map_err(told)?.into_inner().appeal;
                self.one(entry, (name, JSON), &json(&appeal.unwrap_or_default())?)
            }
            "report" => {
                let request = v1::GetReportRequest { name: name.clone() };
                let answer = self.session.reporting().get_report(request).await;
                let report = answer.map_err(told)?.into_inner().report;
                self.one(entry, (name, JSON), &json(&report.unwrap_or_default())?)
            }
            "document" => {
                let (document, content) = download(self.session, name).await?;
                self.one(entry, (name, &document.media_type), &content)
            }
            _ => Ok(Vec::new()),
        }
    }

    /// The form as JSON, and the attachments.
    async fn application(&self, entry: &v1::JournalEntry) -> anyhow::Result<Vec<StoredFile>> {
        let form = json(self.application)?;
        let mut files = self.one(entry, (&self.application.name, JSON), &form)?;
        for attachment in &self.application.attachments {
            let content = attached(self.session, &attachment.name).await?;
            let (name, title) = (&attachment.name, attachment.file_name.as_str());
            let place = files.len() + 1;
            let of = (name.as_str(), attachment.media_type.as_str());
            files.push(self.keep(entry, (place, title), of, &content)?);
        }
        Ok(files)
    }

    fn one(
        &self,
        entry: &v1::JournalEntry,
        of: (&str, &str),
        content: &[u8],
    ) -> anyhow::Result<Vec<StoredFile>> {
        let file = self.keep(entry, (1, &entry.protected_title), of, content)?;
        Ok(vec![file])
    }

    fn keep(
        &self,
        entry: &v1::JournalEntry,
        (place, title): (usize, &str),
        (name, media_type): (&str, &str),
        content: &[u8],
    ) -> anyhow::Result<StoredFile> {
        let number = entry.name.rsplit('/').next().unwrap_or_default();
        let ending = if media_type == JSON {
            "json"
        } else {
            ending(media_type)
        };
        let path = format!("{FOLDER}/{number}-{place}.{ending}");
        fs::write(self.folder.join(&path), content)?;
        Ok(StoredFile {
            name: name.to_owned(),
            title: title.to_owned(),
            path,
            media_type: media_type.to_owned(),
            sha256: domain::event::hexadecimal(&Sha256::digest(content)),
            size: content.len(),
        })
    }
}

/// Returns a message as JSON, as the contract names its fields.
fn json<M: Message + Name>(message: &M) -> anyhow::Result<Vec<u8>> {
    let pool = DescriptorPool::decode(FILE_DESCRIPTOR_SET)?;
    let name = M::full_name();
    let descriptor = pool
        .get_message_by_name(&name)
        .with_context(|| format!("the contract has no {name}"))?;
    let mut dynamic = DynamicMessage::new(descriptor);
    dynamic.transcode_from(message)?;
    Ok(serde_json::to_vec_pretty(&dynamic)?)
}

async fn attached(session: &Session, name: &str) -> anyhow::Result<Vec<u8>> {
    let request = v1::DownloadAttachmentRequest {
        name: name.to_owned(),
    };
    let answer = session.applications().download_attachment(request).await;
    let mut stream = answer.map_err(told)?.into_inner();
    let mut content = Vec::new();
    while let Some(message) = stream.message().await.map_err(told)? {
        if let Some(Content::Chunk(chunk)) = message.content {
            content.extend(chunk);
        }
    }
    Ok(content)
}
