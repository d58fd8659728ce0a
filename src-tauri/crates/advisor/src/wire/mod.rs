//! What goes over the wire: hand-written twins, decimals as strings, with their TypeScript written from here.

mod assessment;
mod export;
mod import;
mod report;

pub use assessment::*;
pub use export::*;
pub use import::*;
pub use report::*;
