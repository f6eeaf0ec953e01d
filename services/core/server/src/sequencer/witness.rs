//! A witness: it signs no two checkpoints that do not grow out of one another, and remembers the
//! last (C2SP tlog-witness).

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::event::Hash;

/// The longest wait for an answer.
const ANSWERS_WITHIN: Duration = Duration::from_secs(5);

/// A fault of the witness.
#[derive(Debug, thiserror::Error)]
pub(super) enum WitnessFault {
    /// It does not answer.
    #[error(transparent)]
    Unreachable(#[from] reqwest::Error),
    /// It refuses.
    #[error("the witness answers {status}: {said}")]
    Refused {
        status: reqwest::StatusCode,
        said: String,
    },
}

/// A witness, and the size that it knows.
pub(super) struct Witness {
    address: String,
    client: reqwest::Client,
    knows: u64,
}

impl Witness {
    pub fn at(address: String) -> Self {
        Self {
            address,
            client: reqwest::Client::new(),
            knows: 0,
        }
    }

    /// Sends a checkpoint that the witness does not know, with the proof that it grew out of the
    /// one that the witness knows. One that knows another says which; that it knows more than there
    /// is, is a fault.
    pub async fn send(
        &mut self,
        size: u64,
        note: &str,
        proof_since: impl Fn(u64) -> Vec<Hash>,
    ) -> Result<(), WitnessFault> {
        for _ in 0..2 {
            if self.knows >= size {
                return Ok(());
            }
            let mut body = format!("old {}\n", self.knows);
            for hash in proof_since(self.knows) {
                body += &STANDARD.encode(hash);
                body.push('\n');
            }
            body += "\n";
            body += note;
            let sent = self
                .client
                .post(&self.address)
                .timeout(ANSWERS_WITHIN)
                .body(body);
            let answer = sent.send().await?;
            let status = answer.status();
            if status.is_success() {
                self.knows = size;
                return Ok(());
            }
            let said = answer.text().await?;
            match said.trim().parse() {
                Ok(knows) if status == reqwest::StatusCode::CONFLICT && knows <= size => {
                    self.knows = knows;
                }
                _ => return Err(WitnessFault::Refused { status, said }),
            }
        }
        Ok(())
    }
}
