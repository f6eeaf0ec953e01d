//! The draw that settles a call's ties (loddtrekning): its key is drawn when the call opens, and
//! only its commitment is published then.
//!
//! Every caller can note the commitment before the deadline, none can read the key before an
//! allocation is approved, and no run is made with another key than the one that was committed to.
//! So no applicant can choose an id that wins, and no person can draw again until the lots please.

use allocation::Draw;
use allocation::draw::commitment;
use domain::call::Call;
use domain::event::hexadecimal;
use domain::identifiers::CallId;
use domain::randomness::random_bytes;
use sqlx::PgConnection;
use store::error::Row;

use super::rows;
use crate::actor::Actor;
use crate::error::CaseError;

/// Draws the key of a call that opens, keeps it, and returns what may be published of it.
pub(crate) async fn draw(
    connection: &mut PgConnection,
    actor: &Actor,
    call: &CallId,
) -> Result<String, CaseError> {
    let key = hexadecimal(&random_bytes::<32>(actor.chance.as_ref()));
    rows::draw::insert(connection, call, &key, actor.now).await?;
    Ok(commitment(&key))
}

/// Returns the draw of a call that has been opened: the stored key beside the published commitment.
/// They need not belong together: the engine refuses to run with a key that does not match.
pub(crate) async fn of(connection: &mut PgConnection, call: &Call) -> Result<Draw, CaseError> {
    let at = Row::of("draw", &call.id);
    let key = at.known("key", rows::draw::key(connection, &call.id).await?)?;
    let commitment = at.known("commitment", call.draw_commitment())?;
    Ok(Draw {
        key,
        commitment: Some(commitment.to_owned()),
    })
}
