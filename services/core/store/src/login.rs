//! The sign-in of a service to its database: a role that the database can hold to something.

use sqlx::PgPool;

use crate::error::StoreError;

/// The reason why a sign-in is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TooMighty {
    /// It is a superuser, or is excepted from row-level security.
    #[error("is that of a superuser or of a role with BYPASSRLS")]
    Bypasses,
    /// It owns tables, or is a member of their owner.
    #[error("is that of the schema's owner")]
    Owns,
    /// It is no member of the role that migrations give rights to.
    #[error("is that of no member of tildeling_application")]
    NoMember,
}

/// Returns why the pool's sign-in is not one of a service: the database would let it pass every
/// policy, or none of its statements.
///
/// # Errors
/// [`StoreError`].
pub async fn too_mighty(pool: &PgPool) -> Result<Option<TooMighty>, StoreError> {
    let role = sqlx::query!(
        r#"select r.rolsuper or r.rolbypassrls as "bypasses!",
             exists (select from pg_class c where c.relnamespace = 'casework'::regnamespace
                 and pg_has_role(r.oid, c.relowner, 'member')) as "owns!",
             pg_has_role(r.oid, 'tildeling_application', 'member') as "member!"
         from pg_roles r where r.rolname = current_user"#
    )
    .fetch_one(pool)
    .await?;
    Ok(if role.bypasses {
        Some(TooMighty::Bypasses)
    } else if role.owns {
        Some(TooMighty::Owns)
    } else {
        (!role.member).then_some(TooMighty::NoMember)
    })
}
