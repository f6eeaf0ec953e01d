//! Statements on the rows of one case.

use sqlx::postgres::PgQueryResult;

/// Runs a statement on the rows of a case, whose call and id are its first two values.
macro_rules! on_case {
    ($db:ident, $key:ident, $sql:literal $(, $arg:expr)*) => {
        sqlx::query!($sql, $key.call.as_str(), $key.application.uuid() $(, $arg)*)
            .execute(&mut *$db)
            .await?
    };
}
pub(super) use on_case;

/// Sums the rows of statements.
pub(super) fn sum(done: &[PgQueryResult]) -> i64 {
    let rows: u64 = done.iter().map(PgQueryResult::rows_affected).sum();
    i64::try_from(rows).unwrap_or(i64::MAX)
}
