//! Finding PostgreSQL's server programs.
//!
//! A folder counts when `initdb` and `postgres` stand in it side by side. Links are followed first,
//! because a link into `/usr/local/bin` is common; scripts are not trusted to be the server
//! (version managers put shims on `PATH`): there we ask the `pg_config` beside them.

use crate::error::EmbeddedError;
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The environment variable that names a folder of server programs; nothing else is then looked at.
pub const PROGRAMS_VARIABLE: &str = "TILDELING_POSTGRES_BIN";

/// The oldest version we run on (it is also the oldest our SQL is tested with).
const OLDEST: u32 = 15;

/// Folders a distribution or Homebrew keeps its versions in; `*` stands for any text.
const USUAL_PLACES: [&str; 9] = [
    "/usr/lib/postgresql/*/bin",         // Debian, Ubuntu
    "/usr/pgsql-*/bin",                  // PostgreSQL's own packages for Red Hat
    "/usr/libexec/postgresql*",          // Alpine
    "/usr/lib/postgresql*/bin",          // openSUSE, Gentoo
    "/usr/bin",                          // Fedora, Arch
    "/opt/homebrew/opt/postgresql*/bin", // Homebrew, Apple silicon
    "/usr/local/opt/postgresql*/bin",    // Homebrew, Intel
    "/home/linuxbrew/.linuxbrew/opt/postgresql*/bin",
    "/usr/local/pgsql/bin", // built from source
];

/// A folder with a usable server in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Programs {
    folder: PathBuf,
    /// The server's major version.
    pub major: u32,
}

/// The places to look in.
#[derive(Debug, Clone)]
pub(crate) struct Search {
    /// A folder the operator insists on.
    pub named: Option<PathBuf>,
    /// `PATH`.
    pub path: Option<OsString>,
    /// Patterns of folders, as in [`USUAL_PLACES`].
    pub places: Vec<String>,
}

impl Search {
    /// Reads the places from this program's environment.
    pub fn from_environment() -> Self {
        Self {
            named: std::env::var_os(PROGRAMS_VARIABLE).map(PathBuf::from),
            path: std::env::var_os("PATH"),
            places: USUAL_PLACES.map(str::to_owned).to_vec(),
        }
    }

    /// The programs for a cluster of version `cluster`, or for a new one. `None` when there are
    /// none.
    ///
    /// # Errors
    /// [`EmbeddedError::UnfitPrograms`] if the operator named a folder that does not serve.
    pub fn find(&self, cluster: Option<u32>) -> Result<Option<Programs>, EmbeddedError> {
        if let Some(folder) = &self.named {
            let unfit = |why| EmbeddedError::UnfitPrograms {
                variable: PROGRAMS_VARIABLE,
                folder: folder.clone(),
                why,
            };
            let programs = Programs::at(folder).ok_or_else(|| {
                unfit("there is no working `initdb` and `postgres` in it".to_owned())
            })?;
            return match programs.serves(cluster) {
                true => Ok(Some(programs)),
                false => Err(unfit(format!(
                    "it is version {}, not {}",
                    programs.major,
                    wanted(cluster)
                ))),
            };
        }
        Ok(self
            .folders()
            .iter()
            .filter_map(|folder| Programs::at(folder))
            .find(|found| found.serves(cluster)))
    }

    /// The error for a search that found nothing, with the line that would help.
    pub fn nothing(&self, cluster: Option<u32>, advice: String) -> EmbeddedError {
        let mut looked_in = vec!["PATH".to_owned()];
        looked_in.extend(self.places.iter().cloned());
        EmbeddedError::NoPrograms {
            wanted: wanted(cluster),
            looked_in: looked_in.join(", "),
            advice,
            variable: PROGRAMS_VARIABLE,
        }
    }

    /// Folders worth a look, in order: `PATH`, then the usual places, newest version first within a
    /// place.
    fn folders(&self) -> Vec<PathBuf> {
        let mut folders: Vec<PathBuf> = self
            .path
            .iter()
            .flat_map(std::env::split_paths)
            .filter(|folder| folder.is_absolute())
            .collect();
        for place in &self.places {
            folders.extend(matching(place));
        }
        folders
    }
}

impl Programs {
    /// The full path of one of the programs.
    pub fn program(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Returns the programs behind `folder`, if there is a server.
    fn at(folder: &Path) -> Option<Self> {
        let postgres = folder.join("postgres").canonicalize().ok()?;
        let folder = match is_script(&postgres)? {
            true => PathBuf::from(answer(&folder.join("pg_config"), "--bindir")?),
            false => postgres.parent()?.to_owned(),
        };
        let (postgres, initdb) = (folder.join("postgres"), folder.join("initdb"));
        if is_script(&postgres)? || is_script(&initdb)? {
            return None;
        }
        let major = major(&answer(&postgres, "--version")?)?;
        Some(Self { folder, major })
    }

    /// A cluster is only opened by the version that made it.
    fn serves(&self, cluster: Option<u32>) -> bool {
        match cluster {
            Some(cluster) => self.major == cluster,
            None => self.major >= OLDEST,
        }
    }
}

/// The wanted versions in words.
fn wanted(cluster: Option<u32>) -> String {
    match cluster {
        Some(cluster) => format!("{cluster} (which made the data)"),
        None => format!("{OLDEST} or newer"),
    }
}

/// `postgres (PostgreSQL) 15.18 (Debian …)` → 15; betas such as `19beta1` count as their version.
fn major(version: &str) -> Option<u32> {
    let number = version.split_once("(PostgreSQL)")?.1.trim_start();
    let digits: String = number.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

/// Tells whether a file begins with `#!`; `None` if it cannot be read.
fn is_script(path: &Path) -> Option<bool> {
    let mut start = [0; 2];
    File::open(path).ok()?.read_exact(&mut start).ok()?;
    Some(&start == b"#!")
}

/// The one line a program prints when asked `question`.
fn answer(program: &Path, question: &str) -> Option<String> {
    let asked = Command::new(program)
        .arg(question)
        .stdin(Stdio::null())
        .output()
        .ok()?;
    let line = String::from_utf8(asked.stdout).ok()?.trim().to_owned();
    (asked.status.success() && !line.is_empty()).then_some(line)
}

/// The folders a pattern with at most one `*` stands for, highest number first.
fn matching(place: &str) -> Vec<PathBuf> {
    let Some((before, after)) = place.split_once('*') else {
        return vec![PathBuf::from(place)];
    };
    let (parent, prefix) = before.rsplit_once('/').unwrap_or(("", before));
    let mut found = BTreeSet::new();
    for entry in Path::new(&format!("{parent}/"))
        .read_dir()
        .into_iter()
        .flatten()
        .flatten()
    {
        let name = entry.file_name();
        if let Some(rest) = name.to_str().and_then(|name| name.strip_prefix(prefix)) {
            let digits: String = rest
                .chars()
                .skip_while(|character| !character.is_ascii_digit())
                .take_while(char::is_ascii_digit)
                .collect();
            let folder = format!("{}{after}", entry.path().display());
            found.insert((digits.parse::<u32>().unwrap_or(0), PathBuf::from(folder)));
        }
    }
    found.into_iter().rev().map(|(_, folder)| folder).collect()
}

/// The version of the cluster in `data`, if there is one.
pub(crate) fn cluster_version(data: &Path) -> Option<u32> {
    std::fs::read_to_string(data.join("PG_VERSION"))
        .ok()?
        .trim()
        .parse()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::{PermissionsExt, symlink};

    fn put(path: &Path, text: &str) {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).unwrap();
    }

    fn real() -> Programs {
        Search {
            named: None,
            ..Search::from_environment()
        }
        .find(None)
        .unwrap()
        .expect("PostgreSQL for the tests")
    }

    fn only(path: &Path) -> Search {
        Search {
            named: None,
            path: Some(path.into()),
            places: Vec::new(),
        }
    }

    #[test]
    fn versions_are_read_as_printed() {
        for (printed, expected) in [
            (
                "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)",
                Some(15),
            ),
            ("postgres (PostgreSQL) 17.2", Some(17)),
            ("postgres (PostgreSQL) 19beta1", Some(19)),
            ("postgres (EnterpriseDB) 15", None),
            ("", None),
        ] {
            assert_eq!(major(printed), expected, "{printed}");
        }
    }

    #[test]
    fn a_link_leads_to_the_folder_behind_it() {
        let scene = tempfile::tempdir().unwrap();
        symlink(real().program("postgres"), scene.path().join("postgres")).unwrap();
        assert_eq!(only(scene.path()).find(None).unwrap(), Some(real()));
    }

    #[test]
    fn a_script_is_asked_through_pg_config() {
        let scene = tempfile::tempdir().unwrap();
        let folder = real().folder;
        put(&scene.path().join("postgres"), "#!/bin/sh\nexit 1\n");
        put(&scene.path().join("initdb"), "#!/bin/sh\nexit 1\n");
        assert_eq!(
            only(scene.path()).find(None).unwrap(),
            None,
            "scripts alone are no server"
        );
        put(
            &scene.path().join("pg_config"),
            &format!("#!/bin/sh\necho {}\n", folder.display()),
        );
        assert_eq!(only(scene.path()).find(None).unwrap(), Some(real()));
    }

    #[test]
    fn a_dangling_link_is_passed_over() {
        let scene = tempfile::tempdir().unwrap();
        symlink("/nowhere/postgres", scene.path().join("postgres")).unwrap();
        assert_eq!(only(scene.path()).find(None).unwrap(), None);
    }

    #[test]
    fn newest_first_by_number_not_by_letter() {
        let scene = tempfile::tempdir().unwrap();
        for version in ["9.6", "15", "100"] {
            std::fs::create_dir_all(scene.path().join(version)).unwrap();
        }
        let found = matching(&format!("{}/*/bin", scene.path().display()));
        let ends: Vec<_> = found
            .iter()
            .map(|path| path.strip_prefix(scene.path()).unwrap().to_str().unwrap())
            .collect();
        assert_eq!(ends, ["100/bin", "15/bin", "9.6/bin"]);
    }

    #[test]
    fn a_cluster_is_opened_by_its_own_version_only() {
        let search = Search {
            named: None,
            ..Search::from_environment()
        };
        assert_eq!(
            search
                .find(Some(real().major))
                .unwrap()
                .map(|found| found.major),
            Some(real().major)
        );
        assert_eq!(search.find(Some(14)).unwrap(), None);
    }

    #[test]
    fn a_named_folder_must_serve() {
        let scene = tempfile::tempdir().unwrap();
        let search = Search {
            named: Some(scene.path().to_owned()),
            ..Search::from_environment()
        };
        let said = search.find(None).unwrap_err().to_string();
        assert!(
            said.contains(PROGRAMS_VARIABLE) && said.contains("`initdb`"),
            "{said}"
        );
    }
}
