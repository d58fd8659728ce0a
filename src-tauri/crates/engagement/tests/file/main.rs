//! The engagement file from outside: what is on disk after each call, and what another program sees.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod crash;
mod evidence;
mod history;
mod imports;
mod merges;
mod opening;
mod privacy;
mod support;
mod winners;
