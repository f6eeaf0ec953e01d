//! Contents of documents: in the database, or in an S3-compatible object store.
//!
//! An object is written before the row that names its key, and the key holds the hash of the
//! content. What fails half-way leaves an object without a row, which no step can see.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use object_store::aws::AmazonS3Builder;
use object_store::path::Path;
use object_store::{ClientOptions, ObjectStore, ObjectStoreExt, RetryConfig};

/// A request to the object store takes no longer.
const REQUEST_WITHIN: Duration = Duration::from_secs(30);
/// A connection to the object store is made within this time.
const CONNECTED_WITHIN: Duration = Duration::from_secs(5);
/// A request that failed is sent again this many times, within [`REQUEST_WITHIN`].
const RETRIES_MAX: usize = 2;

/// The place of contents.
#[derive(Clone, Default)]
pub enum Contents {
    /// In the database, beside the rows.
    #[default]
    Database,
    /// In an object store, below a prefix.
    Objects(Arc<dyn ObjectStore>, String),
}

/// The setup of an S3-compatible object store.
#[derive(Clone, PartialEq, Eq)]
pub struct S3 {
    /// The bucket.
    pub bucket: String,
    /// The beginning of every key, without slashes around it; may be empty.
    pub prefix: String,
    /// The address of the store; Amazon's when `None`.
    pub endpoint: Option<String>,
    /// The region; the environment's when `None`.
    pub region: Option<String>,
    /// The access key and its secret; those of the environment when `None`.
    pub key: Option<(String, String)>,
}

/// An error of the place of contents.
#[derive(Debug, thiserror::Error)]
pub enum ContentsError {
    /// The setup cannot be used.
    #[error("the object store cannot be set up: {0}")]
    Setup(object_store::Error),
    /// The store does not answer, or refuses.
    #[error("the object store did not take or give the object: {0}")]
    Unavailable(object_store::Error),
    /// The object that a row names is not there.
    #[error("the object {0} is not there")]
    Missing(String),
    /// A row names an object, and no object store is set up.
    #[error("the object {0} is in an object store, and none is set up")]
    NotSetUp(String),
}

impl fmt::Debug for Contents {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Database => out.write_str("Database"),
            Self::Objects(store, prefix) => write!(out, "Objects({store}, {prefix:?})"),
        }
    }
}

impl fmt::Debug for S3 {
    /// The secret is left out.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "S3({}/{})", self.bucket, self.prefix)
    }
}

impl S3 {
    /// Opens the store. Nothing is asked of it yet.
    ///
    /// # Errors
    /// [`ContentsError::Setup`].
    pub fn open(self) -> Result<Contents, ContentsError> {
        let options = ClientOptions::new()
            .with_timeout(REQUEST_WITHIN)
            .with_connect_timeout(CONNECTED_WITHIN)
            .with_allow_http(true);
        let retry = RetryConfig {
            max_retries: RETRIES_MAX,
            retry_timeout: REQUEST_WITHIN,
            ..RetryConfig::default()
        };
        let mut builder = AmazonS3Builder::from_env()
            .with_bucket_name(self.bucket)
            .with_client_options(options)
            .with_retry(retry);
        if let Some(endpoint) = self.endpoint {
            builder = builder.with_endpoint(endpoint);
        }
        if let Some(region) = self.region {
            builder = builder.with_region(region);
        }
        if let Some((id, secret)) = self.key {
            builder = builder
                .with_access_key_id(id)
                .with_secret_access_key(secret);
        }
        let store = builder.build().map_err(ContentsError::Setup)?;
        Ok(Contents::Objects(Arc::new(store), self.prefix))
    }
}

impl Contents {
    /// Writes content as an object, and returns the key that its row must name; `None` where the
    /// content belongs into the database. The same content under the same name is the same object.
    ///
    /// # Errors
    /// [`ContentsError::Unavailable`].
    pub async fn put(
        &self,
        name: &str,
        sha256: &str,
        content: Bytes,
    ) -> Result<Option<String>, ContentsError> {
        let Self::Objects(store, prefix) = self else {
            return Ok(None);
        };
        let path = Path::from(format!("{prefix}/{name}/{sha256}"));
        let put = store.put(&path, content.into()).await;
        put.map_err(ContentsError::Unavailable)?;
        Ok(Some(path.to_string()))
    }

    /// Reads the object with a key.
    ///
    /// # Errors
    /// [`ContentsError`].
    pub async fn get(&self, key: &str) -> Result<Bytes, ContentsError> {
        let Self::Objects(store, _) = self else {
            return Err(ContentsError::NotSetUp(key.to_owned()));
        };
        let read = async { store.get(&Path::from(key)).await?.bytes().await };
        read.await.map_err(|error| match error {
            object_store::Error::NotFound { path, .. } => ContentsError::Missing(path),
            other => ContentsError::Unavailable(other),
        })
    }

    /// Deletes the object with a key; one that is gone already is no fault.
    ///
    /// # Errors
    /// [`ContentsError`].
    pub async fn delete(&self, key: &str) -> Result<(), ContentsError> {
        let Self::Objects(store, _) = self else {
            return Err(ContentsError::NotSetUp(key.to_owned()));
        };
        match store.delete(&Path::from(key)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(ContentsError::Unavailable(error)),
        }
    }
}
