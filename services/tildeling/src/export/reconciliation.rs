//! Reconciliations as rows of a table.

use contract::v1;
use interchange::reconciliation::Reconciled;

use super::{Scope, money};

/// Returns a month as rows: one for each batch, then the total.
#[must_use]
pub fn reconciled(
    scope: &Scope,
    month: &str,
    answer: v1::GetReconciliationResponse,
) -> Vec<Reconciled> {
    let row = |batch: &str, line: &v1::ReconciliationLine| Reconciled {
        scheme: scope.scheme.clone(),
        month: month.to_owned(),
        batch: batch.to_owned(),
        approved: money(line.approved),
        sent: money(line.sent),
        accepted: money(line.accepted),
        rejected: money(line.rejected),
        booked: money(line.booked),
        returned: money(line.returned),
        ledger: money(line.ledger),
        difference: money(line.difference),
        received: money(line.received),
        repaid: money(line.repaid),
    };
    let lines = answer.lines.iter().map(|line| row(&line.batch, line));
    let total = answer.total.iter().map(|total| row("total", total));
    lines.chain(total).collect()
}
