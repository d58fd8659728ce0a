//! What goes over the wire: hand-written twins, decimals as strings, with their TypeScript written from here.

mod assessment;
mod beside;
mod client;
mod data;
mod desk;
mod export;
mod framework;
mod import;
mod preview;
mod report;
mod rows;
mod uncertainty;

pub use assessment::*;
pub use beside::*;
pub use client::*;
pub use data::*;
pub use desk::*;
pub use export::*;
pub use framework::*;
pub use import::*;
pub use preview::*;
pub use report::*;
pub use rows::*;
pub use uncertainty::*;
