//! Which devices are supported endpoints (rules 7).

use super::{Counted, in_last_year};
use crate::cell::CellTotal;
use crate::policy::Policy;
use chrono::NaiveDate;
use rust_decimal::Decimal;

/// Devices, split by what counts.
#[derive(Debug, Clone)]
pub struct DeviceFacts {
    /// In service, of the kinds policy counts: by default PCs, servers, mobiles.
    pub endpoints: Counted,
    /// Servers among them.
    pub servers: Counted,
    /// In service, but of no known kind: they may or may not count.
    pub unclassified: Counted,
    /// In service, of the kinds policy leaves out: by default printers, network gear and others; listed, not counted.
    pub uncounted: Counted,
    /// Not seen within the policy's days: listed, not counted.
    pub stale: Counted,
    /// Net growth over twelve months, only where the export also knows what was retired.
    pub growth: Option<Counted>,
}

impl DeviceFacts {
    pub(super) fn fold(cells: &[&CellTotal], policy: &Policy, as_of: NaiveDate) -> Option<Self> {
        if cells.is_empty() {
            return None;
        }
        let live: Vec<_> = cells.iter().copied().filter(|c| matches!(c.dim("status"), None | Some("in_service"))).collect();
        let (stale, fresh): (Vec<_>, Vec<_>) = live.into_iter().partition(|c| is_stale(c, policy));
        let pick =
            |wanted: &dyn Fn(Option<&str>) -> bool| Counted::records(fresh.iter().copied().filter(|c| wanted(c.dim("kind"))));
        Some(Self {
            endpoints: pick(&|k| k.is_some_and(|k| policy.counts(k))),
            servers: pick(&|k| k.is_some_and(|k| k.starts_with("server_") && policy.counts(k))),
            unclassified: pick(&|k| k.is_none()),
            uncounted: pick(&|k| k.is_some_and(|k| !policy.counts(k))),
            stale: Counted::records(stale),
            growth: growth(cells, policy, as_of),
        })
    }
}

fn is_stale(cell: &CellTotal, policy: &Policy) -> bool {
    cell.dim("age").and_then(|a| a.parse::<Decimal>().ok()).is_some_and(|age| age > policy.stale_days)
}

/// In service minus retired; additions alone are never growth (W10).
fn growth(cells: &[&CellTotal], policy: &Policy, as_of: NaiveDate) -> Option<Counted> {
    let within = |dim: &'static str| {
        let counted = cells.iter().copied().filter(move |c| c.dim(dim).is_some_and(|m| in_last_year(m, as_of)));
        Counted::records(counted.filter(|c| c.dim("kind").is_some_and(|k| policy.counts(k))))
    };
    if !cells.iter().any(|c| c.dim("retired").is_some()) {
        return None;
    }
    let (joined, retired) = (within("joined"), within("retired"));
    let cells = joined.cells.into_iter().chain(retired.cells).collect();
    Some(Counted { value: joined.value - retired.value, cells })
}
