//! The metric of the money that frames have left.

use sqlx::PgPool;
use store::error::StoreError;

/// The gauge of what a frame has left to promise, in whole kroner.
pub const FRAME_LEFT: &str = "tildeling_frame_left_kroner";

/// Records what every frame of the scheme's calls has left.
///
/// # Errors
/// [`StoreError`].
#[expect(
    clippy::cast_precision_loss,
    reason = "a gauge is a float, and no amount is computed from it"
)]
pub async fn record_frames(pool: &PgPool, scheme: &'static str) -> Result<(), StoreError> {
    let frames = sqlx::query!(
        "select call_id as \"call!\", sub_frame as \"sub_frame!\", balance_ore / 100 as \"kroner!\"
         from casework.ledger_account where kind = 'frame'",
    )
    .fetch_all(pool)
    .await?;
    for frame in frames {
        let (call, sub_frame) = (frame.call, frame.sub_frame);
        metrics::gauge!(FRAME_LEFT, "scheme" => scheme, "call" => call, "sub_frame" => sub_frame)
            .set(frame.kroner as f64);
    }
    Ok(())
}
