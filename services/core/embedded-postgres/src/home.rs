//! Folders of the server: one below the program's data folder, and a socket path short enough for
//! the system.

use crate::account::Account;
use crate::error::EmbeddedError;
use nix::fcntl::OFlag;
use nix::sys::stat::Mode;
use nix::unistd::Uid;
use sha2::{Digest, Sha256};
use std::ffi::OsStr;
use std::fs::{DirBuilder, File, OpenOptions, Permissions};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

/// The port stands in the socket's name even when nothing listens on a network.
pub(crate) const PORT: u16 = 5432;

/// The longest path of a unix socket: `sun_path` has 104 bytes on macOS and 108 on Linux, the
/// closing zero included.
const LONGEST_SOCKET_PATH: usize = if cfg!(target_os = "linux") { 107 } else { 103 };

/// The folders and files of one embedded server; every path is absolute, as PostgreSQL requires.
#[derive(Debug, Clone)]
pub(crate) struct Home {
    /// `postgresql/` in the data folder, closed to everyone but the server's user.
    pub root: PathBuf,
    /// The cluster (`PGDATA`).
    pub data: PathBuf,
    /// A cluster in the making: renamed to `data` when whole, so that a crash never leaves half a
    /// cluster.
    pub unfinished: PathBuf,
    /// The folder of the socket.
    pub sockets: PathBuf,
    /// The server's output.
    pub log: PathBuf,
    /// Held by the program that is starting or stopping the server.
    pub turn: PathBuf,
    /// Held, shared, by every program that uses the server.
    pub users: PathBuf,
    /// The pipe every program keeps open; the watchdog sees the last one go.
    pub alive: PathBuf,
}

impl Home {
    /// Names everything below `data_dir`, which is made if need be.
    pub fn below(data_dir: &Path) -> Result<Self, EmbeddedError> {
        if !data_dir.exists() {
            std::fs::create_dir_all(data_dir)
                .map_err(EmbeddedError::io("make the data folder", data_dir))?;
            if Uid::effective().is_root() {
                // The server's user has to get to its own folder below, under any umask of root.
                std::fs::set_permissions(data_dir, Permissions::from_mode(0o711))
                    .map_err(EmbeddedError::io("open the way through", data_dir))?;
            }
        }
        // Without links, so that two ways to the same folder give the same socket.
        let data_dir = data_dir
            .canonicalize()
            .map_err(EmbeddedError::io("find the data folder", data_dir))?;
        let root = data_dir.join("postgresql");
        Ok(Self {
            data: root.join("data"),
            unfinished: root.join("data.unfinished"),
            sockets: socket_folder(&root),
            log: root.join("server.log"),
            turn: root.join("turn.lock"),
            users: root.join("users.lock"),
            alive: root.join("alive"),
            root,
        })
    }

    /// Makes the folders, the locks and the pipe, owned by the server's user and closed to others.
    pub fn prepare(&self, account: &Account) -> Result<(), EmbeddedError> {
        if let Some(data_dir) = self.root.parent() {
            account.check_way_to(data_dir)?;
        }
        private_folder(&self.root, account)?;
        private_folder(&self.sockets, account)?;
        for lock in [&self.turn, &self.users] {
            open_lock(lock)?;
            account.give(lock)?;
        }
        if !self.alive.exists() {
            match nix::unistd::mkfifo(&self.alive, Mode::S_IRUSR | Mode::S_IWUSR) {
                Ok(()) | Err(nix::errno::Errno::EEXIST) => account.give(&self.alive)?,
                Err(refused) => {
                    return Err(EmbeddedError::io("make the pipe", &self.alive)(refused));
                }
            }
        }
        Ok(())
    }

    /// The socket itself.
    pub fn socket(&self) -> PathBuf {
        socket_in(&self.sockets)
    }
}

/// The data folder when the operator names none: the system's state folder for root (whose home no
/// other user can enter), the XDG state folder for everyone else.
///
/// # Errors
/// [`EmbeddedError::NoDataDir`] when the user has no home.
pub fn default_data_dir() -> Result<PathBuf, EmbeddedError> {
    if Uid::effective().is_root() {
        return Ok(PathBuf::from("/var/lib/tildeling"));
    }
    let absolute = |name: &str| {
        std::env::var_os(name)
            .map(PathBuf::from)
            .filter(|path| path.is_absolute())
    };
    absolute("XDG_STATE_HOME")
        .or_else(|| absolute("HOME").map(|home| home.join(".local/state")))
        .map(|state| state.join("tildeling"))
        .ok_or(EmbeddedError::NoDataDir)
}

/// Opens a lock file, making it if need be.
pub(crate) fn open_lock(path: &Path) -> Result<File, EmbeddedError> {
    open(
        OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false),
        path,
    )
}

/// Opens a file of the server's, never through a link: root may not be led astray by the server's
/// user.
pub(crate) fn open(how: &mut OpenOptions, path: &Path) -> Result<File, EmbeddedError> {
    how.mode(0o600)
        .custom_flags(OFlag::O_NOFOLLOW.bits())
        .open(path)
        .map_err(EmbeddedError::io("open", path))
}

fn socket_in(folder: &Path) -> PathBuf {
    folder.join(format!(".s.PGSQL.{PORT}"))
}

/// Beside the data when that is short enough; else in `/tmp`, under a name that every program using
/// the same data finds again.
fn socket_folder(root: &Path) -> PathBuf {
    let beside = root.join("run");
    // PostgreSQL splits its list of socket folders at commas and unquotes it: such a folder is
    // easier avoided than quoted.
    let plain = |folder: &OsStr| {
        !folder
            .as_bytes()
            .iter()
            .any(|byte| matches!(byte, b',' | b'"' | b'\''))
    };
    if socket_in(&beside).as_os_str().len() <= LONGEST_SOCKET_PATH && plain(beside.as_os_str()) {
        return beside;
    }
    let digest = Sha256::digest(root.as_os_str().as_bytes());
    let name: String = digest
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    Path::new("/tmp").join(format!("tildeling-{name}"))
}

/// Makes a folder only the server's user can enter. One that is there already must be that user's:
/// in `/tmp` anyone could have made it before us.
fn private_folder(folder: &Path, account: &Account) -> Result<(), EmbeddedError> {
    match DirBuilder::new().mode(0o700).create(folder) {
        Ok(()) => return account.give(folder),
        Err(refused) if refused.kind() == std::io::ErrorKind::AlreadyExists => {}
        Err(refused) => return Err(EmbeddedError::io("make", folder)(refused)),
    }
    let found = folder
        .symlink_metadata()
        .map_err(EmbeddedError::io("look at", folder))?;
    let just_made_by_root = account.is_stand_in() && found.uid() == 0;
    if found.is_dir() && (account.owns(&found) || just_made_by_root) {
        account.give(folder)?;
        let closed = Permissions::from_mode(0o700);
        return std::fs::set_permissions(folder, closed)
            .map_err(EmbeddedError::io("close to others", folder));
    }
    Err(EmbeddedError::NotOwner {
        path: folder.to_owned(),
        owner: found.uid(),
        user: account.name.clone(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn socket_stands_beside_the_data_while_the_path_is_short_enough() {
        assert_eq!(
            socket_folder(Path::new("/srv/t/postgresql")),
            Path::new("/srv/t/postgresql/run")
        );
        for length in [80, 107, 200, 3000] {
            let root = PathBuf::from(format!("/{}", "x".repeat(length)));
            let socket = socket_in(&socket_folder(&root));
            assert!(
                socket.as_os_str().len() <= LONGEST_SOCKET_PATH,
                "{}",
                socket.display()
            );
        }
    }

    #[test]
    fn long_paths_keep_apart() {
        let long = |end: &str| socket_folder(&PathBuf::from(format!("/{}{end}", "x".repeat(120))));
        assert_ne!(long("a"), long("b"));
        assert_eq!(long("a"), long("a"));
    }

    #[test]
    fn a_comma_in_the_path_does_not_reach_the_server() {
        assert!(socket_folder(Path::new("/srv/a,b/postgresql")).starts_with("/tmp"));
    }
}
