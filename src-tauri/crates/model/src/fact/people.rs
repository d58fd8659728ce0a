//! Users: active directory accounts, never employees (rules 11).

use super::Counted;
use crate::cell::CellTotal;

/// Directory accounts by unit.
#[derive(Debug, Clone)]
pub struct PeopleFacts {
    /// Active accounts of persons.
    pub users: Counted,
    /// Active shared and frontline accounts: a second unit.
    pub light: Counted,
}

impl PeopleFacts {
    pub(super) fn fold(cells: &[&CellTotal]) -> Option<Self> {
        let active = || cells.iter().copied().filter(|c| c.dim("active") != Some("no"));
        (!cells.is_empty()).then(|| Self {
            users: Counted::records(active().filter(|c| matches!(c.dim("account"), None | Some("person")))),
            light: Counted::records(active().filter(|c| matches!(c.dim("account"), Some("shared" | "frontline")))),
        })
    }
}
