//! The layout of a table: where its header is, what it is an export of, which column feeds which field.

mod aside;
pub(crate) mod below;
mod bind;
mod header;
mod likely;
pub(crate) mod lines;
pub(crate) mod mapping;
mod plan;
mod recognise;
pub(crate) mod required;

pub(crate) use aside::Asides;
pub(crate) use bind::Bound;
pub use bind::Why;
pub(crate) use plan::{Plan, alternatives, open};
