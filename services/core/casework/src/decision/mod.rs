//! Decisions (vedtak) about applications and their letters. They are made by the steps that decide:
//! an approval, a dismissal, a lapse.

mod compose;
mod dispatch;
mod key;
mod letter;
mod list;
mod rows;
mod typesetter;

pub(crate) use compose::{Decided, compose};
pub use dispatch::{Dispatch, Dispatched, Scope, Unprintable};
pub use key::DecisionKey;
pub use letter::{GetLetter, LetterFile};
pub use list::ListDecisions;
pub(crate) use rows::{NewDecision, insert};
pub use typesetter::{Document, Typesetter};
