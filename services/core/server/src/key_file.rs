//! Files of Ed25519 keys: made, readable by their owner only, where there is none.

use std::fs::Permissions;
use std::io::{self, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der};
use aws_lc_rs::signature::Ed25519KeyPair;

/// Returns the bytes of a key's file in PKCS #8; made when there is none.
///
/// # Errors
/// The system's answer.
pub(crate) fn open(path: &Path) -> io::Result<Vec<u8>> {
    match std::fs::read(path) {
        Err(problem) if problem.kind() == io::ErrorKind::NotFound => {
            let key = new_key().ok_or(io::Error::other("no key can be made"))?;
            keep(path, &key)
        }
        read => read,
    }
}

fn new_key() -> Option<Vec<u8>> {
    let pair = Ed25519KeyPair::generate().ok()?;
    let pkcs8 = AsDer::<Pkcs8V1Der<'static>>::as_der(&pair).ok()?;
    Some(pkcs8.as_ref().to_vec())
}

/// Keeps a key in a file readable by its owner only, and returns the key that is kept: that of
/// another program if it made the file first. The file gets its name when it is whole.
fn keep(path: &Path, key: &[u8]) -> io::Result<Vec<u8>> {
    let folder = path.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)?;
    let mut draft = tempfile::Builder::new()
        .prefix(".key-")
        .permissions(Permissions::from_mode(0o600))
        .tempfile_in(folder)?;
    draft.write_all(key)?;
    match draft.persist_noclobber(path) {
        Ok(_) => Ok(key.to_vec()),
        Err(refused) if refused.error.kind() == io::ErrorKind::AlreadyExists => std::fs::read(path),
        Err(refused) => Err(refused.error),
    }
}
