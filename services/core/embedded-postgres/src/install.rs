//! Installing the server programs with the system's package manager, where the program may.

use crate::error::{EmbeddedError, tail};
use std::path::Path;
use std::process::{Command, Stdio};

/// One package manager and the line that installs the server with it; `{sudo}` stands for nothing,
/// or for `sudo `.
struct Manager {
    program: &'static str,
    line: &'static str,
    /// Homebrew refuses root and needs none.
    needs_root: bool,
}

/// In this order the first one present is used: a Mac has only Homebrew, a Linux system only its
/// own (Homebrew last there).
const MANAGERS: [Manager; 6] = [
    Manager {
        program: "apt-get",
        line: "{sudo}apt-get update && {sudo}apt-get install -y --no-install-recommends postgresql",
        needs_root: true,
    },
    Manager {
        program: "dnf",
        // Red Hat's default is too old; its module stream 16 is not. Fedora has no modules and a
        // new default.
        line: "{sudo}dnf install -y @postgresql:16/server \
               || {sudo}dnf install -y postgresql-server",
        needs_root: true,
    },
    Manager {
        program: "apk",
        line: "{sudo}apk add --no-cache postgresql",
        needs_root: true,
    },
    Manager {
        program: "zypper",
        line: "{sudo}zypper --non-interactive install postgresql-server",
        needs_root: true,
    },
    Manager {
        program: "pacman",
        line: "{sudo}pacman -Sy --noconfirm postgresql",
        needs_root: true,
    },
    Manager {
        program: "brew",
        line: "brew install postgresql@17",
        needs_root: false,
    },
];

/// Keeps Debian's package from making and starting a cluster of its own on port 5432, for as long
/// as the installation lasts.
const DEBIAN_SETTINGS: &str = "/etc/postgresql-common/createcluster.d";
const DEBIAN_SETTING: &str = "/etc/postgresql-common/createcluster.d/tildeling.conf";

/// The program's rights on this machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Privilege {
    /// We are root.
    Root,
    /// `sudo` works without asking.
    Sudo,
    /// Neither.
    Plain,
}

impl Privilege {
    /// Asks the system.
    pub fn of_this_program() -> Self {
        if nix::unistd::Uid::effective().is_root() {
            return Self::Root;
        }
        let asked = Command::new("sudo")
            .args(["-n", "true"])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        match asked {
            Ok(answer) if answer.success() => Self::Sudo,
            _ => Self::Plain,
        }
    }
}

/// A way to install PostgreSQL on this machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Plan {
    /// The line a person would type; exactly what [`Plan::carry_out`] runs.
    pub line: String,
    /// `true` if this program may run it.
    pub allowed: bool,
    debian: bool,
    sudo: &'static str,
}

impl Plan {
    /// The plan for this machine; `None` if it has no package manager we know.
    pub fn for_this_machine() -> Option<Self> {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let present =
            |name: &str| std::env::split_paths(&path).any(|folder| folder.join(name).is_file());
        Self::make(present, Privilege::of_this_program())
    }

    fn make(present: impl Fn(&str) -> bool, privilege: Privilege) -> Option<Self> {
        let manager = MANAGERS.iter().find(|manager| present(manager.program))?;
        let (sudo, allowed) = match (privilege, manager.needs_root) {
            (Privilege::Root, needs_root) => ("", needs_root),
            (Privilege::Sudo, true) => ("sudo ", true),
            (Privilege::Plain, true) => ("sudo ", false),
            (Privilege::Sudo | Privilege::Plain, false) => ("", true),
        };
        Some(Self {
            line: manager.line.replace("{sudo}", sudo),
            allowed,
            debian: manager.program == "apt-get",
            sudo,
        })
    }

    /// Runs the line. Takes as long as downloading and unpacking does, up to minutes.
    pub fn carry_out(&self) -> Result<(), EmbeddedError> {
        // Never over a setting of the operator's own.
        let quiet = self.debian && !Path::new(DEBIAN_SETTING).exists();
        if quiet {
            let write = format!(
                "mkdir -p {DEBIAN_SETTINGS} \
                 && echo \"create_main_cluster = false\" > {DEBIAN_SETTING}"
            );
            run(&format!("{}sh -c '{write}'", self.sudo))?;
        }
        let installed = run(&self.line);
        if quiet {
            // The folder goes too if only we needed it.
            let tidy = format!("rm -f {DEBIAN_SETTING}; rmdir {DEBIAN_SETTINGS} 2>/dev/null; true");
            run(&format!("{}sh -c '{tidy}'", self.sudo))?;
        }
        installed
    }
}

fn run(line: &str) -> Result<(), EmbeddedError> {
    let failed = |output| EmbeddedError::Install {
        command: line.to_owned(),
        output,
    };
    let done = Command::new("/bin/sh")
        .args(["-c", line])
        .env("DEBIAN_FRONTEND", "noninteractive")
        .stdin(Stdio::null())
        .output()
        .map_err(|refused| failed(refused.to_string()))?;
    if done.status.success() {
        return Ok(());
    }
    let said = [done.stdout, done.stderr].concat();
    Err(failed(tail(&String::from_utf8_lossy(&said))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_fits_the_machine_and_the_user() {
        let cases = [
            (
                "apt-get",
                Privilege::Root,
                true,
                "apt-get update && apt-get install -y --no-install-recommends postgresql",
            ),
            (
                "apt-get",
                Privilege::Plain,
                false,
                "sudo apt-get update && sudo apt-get install -y --no-install-recommends postgresql",
            ),
            (
                "apk",
                Privilege::Sudo,
                true,
                "sudo apk add --no-cache postgresql",
            ),
            ("brew", Privilege::Plain, true, "brew install postgresql@17"),
            ("brew", Privilege::Root, false, "brew install postgresql@17"),
        ];
        for (manager, privilege, allowed, line) in cases {
            let plan = Plan::make(|name| name == manager, privilege).unwrap();
            assert_eq!(
                (plan.line.as_str(), plan.allowed),
                (line, allowed),
                "{manager} as {privilege:?}"
            );
        }
        assert_eq!(Plan::make(|_| false, Privilege::Root), None);
    }

    #[test]
    fn a_failed_installation_says_what_the_manager_said() {
        let plan = Plan {
            line: "echo E: no network >&2; exit 100".to_owned(),
            allowed: true,
            debian: false,
            sudo: "",
        };
        let said = plan.carry_out().unwrap_err().to_string();
        assert!(
            said.contains("E: no network") && said.contains("exit 100"),
            "{said}"
        );
    }
}
