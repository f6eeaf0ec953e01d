//! Decisions (vedtak) about applications and their letters. They are made by the steps that decide:
//! an approval, a dismissal, a lapse.

mod compose;
mod correct;
mod decision_row;
mod delivery_rows;
mod dispatch;
mod find;
mod give_reasons;
mod key;
mod letter;
mod list;
mod record_delivery;
mod request_reasons;
mod rows;
mod typesetter;

pub(crate) use compose::{Decided, compose};
pub use correct::Correct;
pub use dispatch::{Dispatch, Dispatched, Scope, Unprintable};
pub(crate) use find::{far_away, find, refused, subject, time_of};
pub use give_reasons::GiveReasons;
pub use key::DecisionKey;
pub use letter::{GetLetter, LetterFile};
pub use list::ListDecisions;
pub use record_delivery::RecordDelivery;
pub use request_reasons::RequestReasons;
pub(crate) use rows::{NewDecision, insert, next_number, of_application, officer_of};
pub use typesetter::{Document, Typesetter};
