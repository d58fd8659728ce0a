//! What the use cases ask of the machine they run on.

use crate::placeholder::Host;

/// The real machine: its clock; nobody watches progress yet, and nothing is cancelled.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemHost;

impl Host for SystemHost {}
