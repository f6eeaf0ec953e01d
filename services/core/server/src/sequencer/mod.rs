//! The sequencer: signs checkpoints over the ends of all chains, in the background of a service.
//!
//! It gives chains that moved their entries in the log, computes the tree over all entries itself,
//! holds the last checkpoint of its file against it, and appends the next. Sequencers of several
//! instances take turns at giving entries their places; see [`store::log`].

mod file;
mod note;
mod witness;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use ct_merkle::mem_backed_tree::MemoryBackedTree;
use ct_merkle::{ConsistencyProof, RootHash};
use domain::calendar::Clock;
use domain::event::Hash;
use metrics::gauge;
use sha2::Sha256;
use sqlx::PgPool;
use store::StoreError;
use tokio_util::sync::CancellationToken;

use self::file::{CheckpointFile, FileFault};
pub use self::note::{KeyFault, Signer};
use self::witness::Witness;

/// Gauge: 1 while the history fits the last checkpoint, 0 when it does not, by scheme.
pub(crate) const FITS: &str = "tildeling_checkpoint_fits";
/// Gauge of the entries that the last checkpoint covers, by scheme.
pub(crate) const ENTRIES: &str = "tildeling_checkpoint_entries";

/// Between two looks for chains that moved.
const LOOK_EVERY: Duration = Duration::from_secs(30);
/// Entries that are read at a time.
const ENTRIES_MAX: i64 = 20_000;

/// The setup of checkpoints.
#[derive(Debug, Clone)]
pub struct CheckpointSetup {
    /// The folder of the files.
    pub folder: PathBuf,
    /// The file of the key.
    pub key: PathBuf,
    /// The address of a witness.
    pub witness: Option<String>,
    /// Between two looks for chains that moved.
    pub every: Duration,
}

impl Default for CheckpointSetup {
    fn default() -> Self {
        Self {
            folder: PathBuf::new(),
            key: PathBuf::new(),
            witness: None,
            every: LOOK_EVERY,
        }
    }
}

/// A fault that keeps a checkpoint from being made.
#[derive(Debug, thiserror::Error)]
enum SequencerFault {
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The file.
    #[error(transparent)]
    File(#[from] FileFault),
    /// The history is not the one that was signed.
    #[error(
        "the history does not fit the checkpoint of {signed} entries in {file}: it has {entries}, \
         and was cut or changed. Nothing is signed; `tildeling audit verify` names the event. \
         After a restore of the database, move the file away"
    )]
    Forked {
        /// The entries that were signed.
        signed: u64,
        /// The entries that there are.
        entries: u64,
        /// The file.
        file: String,
    },
}

/// The tree over all entries.
type Tree = MemoryBackedTree<Sha256, Hash>;

/// The sequencer of one scheme.
pub(crate) struct Sequencer {
    pub scheme: &'static str,
    pub pool: PgPool,
    pub clock: Arc<dyn Clock>,
    pub setup: CheckpointSetup,
    pub signer: Signer,
    /// Cancelled when the service stops.
    pub stop: CancellationToken,
}

impl Sequencer {
    /// Makes checkpoints until the service stops, and a last one then. A database or a file that
    /// does not answer is tried again later.
    pub async fn run(self) {
        let file = CheckpointFile::of(&self.setup.folder, self.scheme);
        let mut witness = self.setup.witness.clone().map(Witness::at);
        let mut tree = Tree::new();
        loop {
            let is_last = self.stop.is_cancelled();
            let made = self.turn(&mut tree, &file, witness.as_mut()).await;
            gauge!(FITS, "scheme" => self.scheme).set(f64::from(u8::from(made.is_ok())));
            if let Err(problem) = made {
                // An entry that was changed after it was read must be read again.
                tree = Tree::new();
                match problem {
                    SequencerFault::Store(problem) => {
                        tracing::warn!(scheme = self.scheme, %problem, "no checkpoint is made");
                    }
                    problem => {
                        tracing::error!(scheme = self.scheme, %problem, "no checkpoint is made");
                    }
                }
            }
            if is_last {
                return;
            }
            tokio::select! {
                () = self.stop.cancelled() => {}
                () = tokio::time::sleep(self.setup.every) => {}
            }
        }
    }

    async fn turn(
        &self,
        tree: &mut Tree,
        file: &CheckpointFile,
        witness: Option<&mut Witness>,
    ) -> Result<(), SequencerFault> {
        store::log::extend(&self.pool).await?;
        loop {
            let from = i64::try_from(tree.len()).unwrap_or(i64::MAX);
            let entries = store::log::entries(&self.pool, from, ENTRIES_MAX).await?;
            if entries.is_empty() {
                break;
            }
            entries.into_iter().for_each(|entry| tree.push(entry));
        }
        let size = tree.len();
        let mut open = file.open(&self.signer, self.scheme)?;
        if let Some((signed, root)) = open.last()
            && !grew_out_of(tree, signed, &root)
        {
            return Err(SequencerFault::Forked {
                signed,
                entries: size,
                file: file.path().display().to_string(),
            });
        }
        let root: Hash = (*tree.root().as_bytes()).into();
        if open.last().map_or(0, |(signed, _)| signed) < size {
            let note = self
                .signer
                .checkpoint(self.scheme, (size, &root), self.clock.now());
            open.append(&note)?;
        }
        let note = open.note().map(str::to_owned);
        drop(open);
        #[expect(clippy::cast_precision_loss, reason = "a gauge has no whole numbers")]
        gauge!(ENTRIES, "scheme" => self.scheme).set(size as f64);
        if let (Some(witness), Some(note)) = (witness, note)
            && let Err(problem) = witness
                .send(size, &note, |old| proof_since(tree, old))
                .await
        {
            tracing::warn!(scheme = self.scheme, %problem, "the witness has no checkpoint");
        }
        Ok(())
    }
}

/// Tells whether the tree has grown out of one with this size and root.
fn grew_out_of(tree: &Tree, size: u64, root: &Hash) -> bool {
    let old = RootHash::new((*root).into(), size);
    match usize::try_from(tree.len() - size.min(tree.len())) {
        _ if size > tree.len() => false,
        Ok(0) => tree.root() == old,
        Ok(additions) if size > 0 => {
            let proof = tree.prove_consistency(additions);
            tree.root().verify_consistency(&old, &proof).is_ok()
        }
        _ => true,
    }
}

/// The hashes that prove that the tree grew out of its first entries.
fn proof_since(tree: &Tree, old: u64) -> Vec<Hash> {
    let additions = usize::try_from(tree.len().saturating_sub(old)).unwrap_or(0);
    if old == 0 || additions == 0 {
        return Vec::new();
    }
    let proof: ConsistencyProof<Sha256> = tree.prove_consistency(additions);
    let (hashes, _) = proof.as_bytes().as_chunks::<32>();
    hashes.to_vec()
}
