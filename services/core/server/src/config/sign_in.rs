//! Who is let in.

use std::path::PathBuf;

use clap::Args;

use super::ConfigFaults;
use crate::sign_in::Trust;

/// Flags and environment of sign-in.
#[derive(Debug, Clone, Default, Args)]
pub struct SignInFlags {
    /// File that says which issuers are trusted and what their tokens give (docs/sign-in.toml).
    #[arg(long, env = "TILDELING_SIGN_IN", value_name = "FILE")]
    pub sign_in: Option<PathBuf>,
    /// Trust the embedded issuer instead, for which `tildeling token` signs. For trying things out:
    /// a reader of the data folder can sign for any role.
    #[arg(
        long,
        env = "TILDELING_DEV",
        value_parser = clap::builder::FalseyValueParser::new()
    )]
    pub dev: bool,
}

/// The issuers whose tokens are taken.
#[derive(Debug, Clone)]
pub enum SignIn {
    /// The embedded one.
    Embedded,
    /// Those of a sign-in file.
    Trusted(Trust),
}

impl SignInFlags {
    /// Checks the setup, noting every fault.
    pub fn read(&self, faults: &mut ConfigFaults) -> Option<SignIn> {
        match (&self.sign_in, self.dev) {
            (Some(file), false) => match Trust::read(file) {
                Ok(trust) => Some(SignIn::Trusted(trust)),
                Err(found) => {
                    for fault in found {
                        let file = file.display();
                        faults.add(format!("--sign-in (TILDELING_SIGN_IN): {file}: {fault}"));
                    }
                    None
                }
            },
            (None, true) => Some(SignIn::Embedded),
            (Some(_), true) => {
                faults.add(
                    "--dev (TILDELING_DEV) trusts the embedded issuer, and --sign-in \
                     (TILDELING_SIGN_IN) names others; leave one of them out",
                );
                None
            }
            (None, false) => {
                faults.add(
                    "--sign-in (TILDELING_SIGN_IN) is not set: name the file that says whose \
                     tokens are taken (docs/sign-in.toml is an example), or try things out on \
                     this machine with --dev (TILDELING_DEV)",
                );
                None
            }
        }
    }
}
