//! The user the server runs as: PostgreSQL refuses root, so a program that is root gives the server
//! to an ordinary user.

use crate::error::EmbeddedError;
use nix::unistd::{Gid, Uid, User, chown};
use std::os::unix::fs::MetadataExt;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Stdio};

/// The users that may run the server for root, best first: the one packages make for it, then the
/// one every system has.
const STAND_INS: [&str; 2] = ["postgres", "nobody"];

/// The user the server's processes run as.
#[derive(Debug, Clone)]
pub(crate) struct Account {
    /// The login name.
    pub name: String,
    uid: Uid,
    gid: Gid,
}

impl Account {
    /// Chooses the owner of `cluster` if it exists; else ourselves, or a stand-in when we are root.
    pub fn choose(cluster: &Path) -> Result<Self, EmbeddedError> {
        let me = named(Uid::effective())?;
        let owner = cluster
            .metadata()
            .ok()
            .map(|found| Uid::from_raw(found.uid()));
        let user = match owner {
            Some(owner) if owner != me.uid && !me.uid.is_root() => {
                return Err(EmbeddedError::NotOwner {
                    path: cluster.to_owned(),
                    owner: owner.as_raw(),
                    user: me.name,
                });
            }
            // The first choice is kept: the user `postgres` may be added later.
            Some(owner) if !owner.is_root() => named(owner)?,
            _ if me.uid.is_root() => stand_in()?,
            _ => me,
        };
        Ok(Self {
            name: user.name,
            uid: user.uid,
            gid: user.gid,
        })
    }

    /// Tells whether the server runs as another user than this program.
    pub fn is_stand_in(&self) -> bool {
        self.uid != Uid::effective()
    }

    /// A command that runs as this user, in `folder`, in a process group of its own (so that Ctrl-C
    /// in a terminal reaches only the program, which then stops the server in order), deaf to the
    /// caller's `PG…` settings.
    pub fn command(&self, program: &Path, folder: &Path) -> Command {
        let mut command = Command::new(program);
        command
            .current_dir(folder)
            .stdin(Stdio::null())
            .process_group(0)
            .env("LC_ALL", "C");
        for (name, _) in std::env::vars_os() {
            if name.as_encoded_bytes().starts_with(b"PG") {
                command.env_remove(name);
            }
        }
        if self.is_stand_in() {
            // The standard library clears the supplementary groups too when it changes user as
            // root.
            command.uid(self.uid.as_raw()).gid(self.gid.as_raw());
        }
        command
    }

    /// Makes this user the owner of something this program made.
    pub fn give(&self, path: &Path) -> Result<(), EmbeddedError> {
        if self.is_stand_in() {
            chown(path, Some(self.uid), Some(self.gid))
                .map_err(EmbeddedError::io("change the owner of", path))?;
        }
        Ok(())
    }

    /// Tells whether a file or folder belongs to this user.
    pub fn owns(&self, found: &std::fs::Metadata) -> bool {
        found.uid() == self.uid.as_raw()
    }

    /// Refuses a folder the server could not walk to, naming the first closed door.
    pub fn check_way_to(&self, folder: &Path) -> Result<(), EmbeddedError> {
        if !self.is_stand_in() {
            return Ok(());
        }
        let mut way: Vec<&Path> = folder.ancestors().collect();
        way.reverse();
        for step in way {
            let found = step
                .metadata()
                .map_err(EmbeddedError::io("look at", step))?;
            let pass = if self.owns(&found) {
                0o100
            } else if found.gid() == self.gid.as_raw() {
                0o010
            } else {
                0o001
            };
            if found.mode() & pass == 0 {
                return Err(EmbeddedError::Unreachable {
                    folder: step.to_owned(),
                    user: self.name.clone(),
                });
            }
        }
        Ok(())
    }
}

/// The account behind a user number. PostgreSQL insists on one, as does its `peer` sign-in.
fn named(uid: Uid) -> Result<User, EmbeddedError> {
    User::from_uid(uid)
        .ok()
        .flatten()
        .ok_or(EmbeddedError::NoAccount { uid: uid.as_raw() })
}

fn stand_in() -> Result<User, EmbeddedError> {
    STAND_INS
        .iter()
        .find_map(|name| User::from_name(name).ok().flatten())
        .filter(|user| !user.uid.is_root())
        .ok_or(EmbeddedError::NoAccount { uid: 65_534 })
}
