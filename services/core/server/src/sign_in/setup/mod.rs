//! The sign-in file: which issuers are trusted, and what their tokens give. Read as a whole, with
//! every fault at once.

mod issuer;
mod rights;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use reqwest::Client;
use toml::{Table, Value};

use self::issuer::IssuerEntry;
use self::rights::Rights;
use super::fetch::client;
use super::trust::{Issuer, Trust};

/// The keys that may stand at the top of the file.
const TOP: [&str; 3] = ["authorities", "issuer", "rights"];

/// What issuers of one file share.
struct Common {
    /// The folder of the file: other files are named from there.
    folder: PathBuf,
    rights: Rights,
    client: Client,
}

impl Trust {
    /// Reads a sign-in file.
    ///
    /// # Errors
    /// Every fault, each with what, where and what to do.
    pub fn read(path: &Path) -> Result<Self, Vec<String>> {
        let text = std::fs::read_to_string(path)
            .map_err(|problem| vec![format!("cannot be read: {problem}")])?;
        let folder = path.parent().unwrap_or(Path::new(".")).to_owned();
        Self::parse(&text, folder)
    }

    fn parse(text: &str, folder: PathBuf) -> Result<Self, Vec<String>> {
        let table: Table = text
            .parse()
            .map_err(|fault: toml::de::Error| vec![format!("is no TOML: {fault}")])?;
        let mut faults = Vec::new();
        for key in table.keys().filter(|key| !TOP.contains(&key.as_str())) {
            faults.push(format!(
                "holds {key:?}, which is none of {}",
                TOP.join(", ")
            ));
        }
        let rights = Rights::read(table.get("rights"), &mut faults);
        let client = shared_client(table.get("authorities"), &folder, &mut faults);
        let entries = match table.get("issuer") {
            Some(Value::Array(entries)) if !entries.is_empty() => entries.clone(),
            Some(_) | None => {
                faults.push("names no issuer; write one as [[issuer]]".to_owned());
                Vec::new()
            }
        };
        let mut issuers = Vec::new();
        if let Some(client) = client {
            let common = Common {
                folder,
                rights,
                client,
            };
            for (number, entry) in (1..).zip(entries) {
                issuers.extend(one(number, entry, &common, &mut faults));
            }
        }
        faults.extend(twice(&issuers));
        if faults.is_empty() {
            Ok(Self(issuers))
        } else {
            Err(faults)
        }
    }
}

/// Reads one issuer, its faults named by its number and its name.
fn one(number: usize, entry: Value, common: &Common, all: &mut Vec<String>) -> Option<Arc<Issuer>> {
    let name = entry
        .get("issuer")
        .and_then(Value::as_str)
        .unwrap_or("without a name");
    let place = format!("issuer {number} ({name})");
    let mut faults = Vec::new();
    let read = entry.try_into::<IssuerEntry>();
    let issuer = match read {
        Ok(entry) => entry.check(common, &mut faults),
        Err(fault) => {
            faults.push(fault.message().to_owned());
            None
        }
    };
    let good = faults.is_empty();
    all.extend(faults.into_iter().map(|fault| format!("{place}: {fault}")));
    issuer.filter(|_| good).map(Arc::new)
}

fn twice(issuers: &[Arc<Issuer>]) -> Vec<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for issuer in issuers {
        *counts.entry(&issuer.iss).or_default() += 1;
    }
    let several = counts.into_iter().filter(|(_, count)| *count > 1);
    let told = several.map(|(iss, count)| {
        format!("{iss} stands {count} times; a token must tell by its issuer what it gives")
    });
    told.collect()
}

fn shared_client(
    authorities: Option<&Value>,
    folder: &Path,
    faults: &mut Vec<String>,
) -> Option<Client> {
    let pem = match authorities {
        None => Ok(Vec::new()),
        Some(Value::String(file)) => std::fs::read(folder.join(file))
            .map_err(|problem| format!("authorities: {file} cannot be read: {problem}")),
        Some(_) => Err("authorities: write the name of a file with certificates".to_owned()),
    };
    let opened = pem.and_then(|pem| {
        client(&pem).map_err(|problem| format!("authorities: no certificates in PEM: {problem}"))
    });
    opened.map_err(|fault| faults.push(fault)).ok()
}

/// Returns names in quotes, for a fault.
fn quoted<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let names: BTreeSet<String> = names.into_iter().map(|name| format!("{name:?}")).collect();
    names.into_iter().collect::<Vec<_>>().join(", ")
}
