//! Samples for spot checks (stikkprøvekontroll).

mod create;
mod draw;
mod get;
mod list;
mod record;
mod resource;
mod rows;

pub use create::Create;
pub use draw::DrawSample;
pub use get::Get;
pub use list::List;
pub use record::RecordControl;
pub use resource::{SampleKey, SampleView};
