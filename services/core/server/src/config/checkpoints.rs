//! Checkpoints of the log of all chains.

use std::path::{Path, PathBuf};

use clap::Args;

use super::ConfigFaults;
use crate::sequencer::CheckpointSetup;

/// Flags and environment of checkpoints.
#[derive(Debug, Clone, Default, Args)]
pub struct CheckpointFlags {
    /// Folder of the checkpoints' files, which are only appended to; `checkpoints` in the data
    /// folder when unset. Choose one that the database's owner cannot write to.
    #[arg(long, env = "TILDELING_CHECKPOINTS", value_name = "FOLDER")]
    pub checkpoints: Option<PathBuf>,
    /// File of the key that signs checkpoints, Ed25519 in PKCS #8; made when there is none.
    /// `checkpoint.key` in the data folder when unset. Instances on one database share one.
    #[arg(long, env = "TILDELING_CHECKPOINT_KEY", value_name = "FILE")]
    pub checkpoint_key: Option<PathBuf>,
    /// Address that each checkpoint is sent to with its proof, as a witness takes it
    /// (C2SP tlog-witness, add-checkpoint); none when unset.
    #[arg(long, env = "TILDELING_WITNESS", value_name = "URL")]
    pub witness: Option<String>,
}

impl CheckpointFlags {
    /// Checks the setup, noting every fault.
    pub fn read(&self, faults: &mut ConfigFaults, data_dir: &Path) -> Option<CheckpointSetup> {
        let given = |path: &Option<PathBuf>, name: &str| {
            path.clone().unwrap_or_else(|| data_dir.join(name))
        };
        let witness = self.witness.as_deref().map(witness);
        let witness = match witness {
            Some(read) => Some(faults.take(read)?),
            None => None,
        };
        Some(CheckpointSetup {
            folder: given(&self.checkpoints, "checkpoints"),
            key: given(&self.checkpoint_key, "checkpoint.key"),
            witness,
            ..CheckpointSetup::default()
        })
    }
}

fn witness(text: &str) -> Result<String, String> {
    let is_address = ["https://", "http://"]
        .iter()
        .any(|scheme| text.starts_with(scheme))
        && text
            .parse::<http::Uri>()
            .is_ok_and(|uri| uri.host().is_some());
    if is_address {
        return Ok(text.to_owned());
    }
    Err(format!(
        "--witness (TILDELING_WITNESS) is {text:?}, which is no address; write one as in \
         https://witness.example.org/add-checkpoint"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_witness_has_an_address() {
        assert!(witness("https://witness.example.org/add-checkpoint").is_ok());
        for text in [
            "",
            "witness.example.org",
            "ftp://a",
            "https://",
            "https://a b",
        ] {
            assert!(witness(text).is_err(), "{text}");
        }
    }
}
