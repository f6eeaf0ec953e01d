//! The place of documents' contents, and the virus scanner.

use casework::document::{Clamd, Files, Scanner};
use clap::Args;
use store::contents::{Contents, S3};

use super::{ConfigFaults, Environment};

/// The variables of the access key, as other programs for S3 name them.
const KEY: [&str; 2] = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"];

/// Flags and environment of documents.
#[derive(Debug, Clone, Args)]
pub struct DocumentFlags {
    /// Place of documents' contents: `database`, or `s3://bucket/prefix` of an S3-compatible store,
    /// whose access key is in `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`.
    #[arg(
        long,
        env = "TILDELING_DOCUMENTS",
        value_name = "PLACE",
        default_value = DATABASE
    )]
    pub documents: String,
    /// Address of the S3-compatible store, as in http://127.0.0.1:9000; Amazon's when unset.
    #[arg(long, env = "TILDELING_DOCUMENTS_ENDPOINT", value_name = "URL")]
    pub documents_endpoint: Option<String>,
    /// Region of the store, as in eu-north-1.
    #[arg(long, env = "TILDELING_DOCUMENTS_REGION", value_name = "REGION")]
    pub documents_region: Option<String>,
    /// Virus scanner of documents: `none`, or ClamAV's daemon at `tcp://host:port` or `unix:/path`.
    #[arg(
        long,
        env = "TILDELING_SCANNER",
        value_name = "SCANNER",
        default_value = NO_SCANNER
    )]
    pub scanner: String,
}

const DATABASE: &str = "database";
const NO_SCANNER: &str = "none";

impl Default for DocumentFlags {
    fn default() -> Self {
        Self {
            documents: DATABASE.to_owned(),
            documents_endpoint: None,
            documents_region: None,
            scanner: NO_SCANNER.to_owned(),
        }
    }
}

impl DocumentFlags {
    /// Checks the setup, noting every fault.
    pub fn read(&self, faults: &mut ConfigFaults, environment: Environment<'_>) -> Option<Files> {
        let contents = self.contents(faults, environment);
        let scanner = faults.take(scanner(&self.scanner));
        Some(Files {
            contents: contents?,
            scanner: scanner?,
        })
    }

    fn contents(
        &self,
        faults: &mut ConfigFaults,
        environment: Environment<'_>,
    ) -> Option<Contents> {
        if self.documents == DATABASE {
            let given = [
                ("--documents-endpoint", &self.documents_endpoint),
                ("--documents-region", &self.documents_region),
            ];
            for (flag, _) in given.iter().filter(|(_, value)| value.is_some()) {
                faults.add(format!(
                    "{flag} says where an object store is, and --documents (TILDELING_DOCUMENTS) \
                     names none; set it to s3://bucket/prefix"
                ));
            }
            return Some(Contents::Database);
        }
        let place = faults.take(bucket(&self.documents));
        let endpoint = faults.take(self.endpoint());
        let key = faults.take(access_key(environment));
        let (bucket, prefix) = place?;
        let store = S3 {
            bucket,
            prefix,
            endpoint: endpoint?,
            region: self.documents_region.clone(),
            key: key?,
        };
        let opened = store.open();
        faults.take(opened.map_err(|fault| format!("--documents (TILDELING_DOCUMENTS): {fault}")))
    }

    fn endpoint(&self) -> Result<Option<String>, String> {
        let Some(endpoint) = &self.documents_endpoint else {
            return Ok(None);
        };
        let uri = endpoint.parse::<http::Uri>().ok();
        let good = uri.is_some_and(|uri| {
            matches!(uri.scheme_str(), Some("http" | "https")) && uri.host().is_some()
        });
        if good {
            return Ok(Some(endpoint.clone()));
        }
        Err(format!(
            "--documents-endpoint (TILDELING_DOCUMENTS_ENDPOINT) is {endpoint:?}, which is no URL \
             of a store; write one as in http://127.0.0.1:9000"
        ))
    }
}

/// Reads `s3://bucket/prefix`.
fn bucket(text: &str) -> Result<(String, String), String> {
    let place = text.strip_prefix("s3://").unwrap_or_default();
    let (bucket, prefix) = place.split_once('/').unwrap_or((place, ""));
    let allowed =
        |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-.".contains(&byte);
    let prefix = prefix.trim_matches('/');
    if (3..=63).contains(&bucket.len()) && bucket.bytes().all(allowed) && prefix.is_ascii() {
        return Ok((bucket.to_owned(), prefix.to_owned()));
    }
    Err(format!(
        "--documents (TILDELING_DOCUMENTS) is {text:?}; choose database, or a bucket as in \
         s3://tildeling/documents"
    ))
}

/// Reads the access key; none where the environment gives credentials in another way.
fn access_key(environment: Environment<'_>) -> Result<Option<(String, String)>, String> {
    match KEY.map(environment) {
        [Some(id), Some(secret)] => Ok(Some((id, secret))),
        [None, None] => Ok(None),
        [given, _] => {
            let [id, secret] = KEY;
            let missing = if given.is_some() { secret } else { id };
            Err(format!(
                "{missing} is not set, and the other half of the access key is; set both"
            ))
        }
    }
}

fn scanner(text: &str) -> Result<Scanner, String> {
    if text == NO_SCANNER {
        return Ok(Scanner::None);
    }
    let address = text.parse();
    address
        .map(|address| Scanner::Clamd(Clamd { address }))
        .map_err(|form| {
            format!(
                "--scanner (TILDELING_SCANNER) is {text:?}; choose none, or {form} of ClamAV's \
                 daemon"
            )
        })
}
