//! Which devices are supported endpoints (rules 7).

use super::{Counted, in_last_year};
use crate::cell::CellTotal;
use crate::policy::Policy;
use chrono::NaiveDate;
use rust_decimal::Decimal;

/// Kinds that count as supported endpoints.
const ENDPOINTS: [&str; 5] = ["workstation", "laptop", "server_physical", "server_virtual", "mobile"];

/// Devices, split by what counts.
#[derive(Debug, Clone)]
pub struct DeviceFacts {
    /// In service: PCs, servers, mobiles.
    pub endpoints: Counted,
    /// Servers among them.
    pub servers: Counted,
    /// In service, but of no known kind: they may or may not count.
    pub unclassified: Counted,
    /// Printers, network gear and others in service: listed, not counted.
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
            endpoints: pick(&|k| k.is_some_and(|k| ENDPOINTS.contains(&k))),
            servers: pick(&|k| matches!(k, Some("server_physical" | "server_virtual"))),
            unclassified: pick(&|k| k.is_none()),
            uncounted: pick(&|k| k.is_some_and(|k| !ENDPOINTS.contains(&k))),
            stale: Counted::records(stale),
            growth: growth(cells, as_of),
        })
    }
}

fn is_stale(cell: &CellTotal, policy: &Policy) -> bool {
    cell.dim("age").and_then(|a| a.parse::<Decimal>().ok()).is_some_and(|age| age > policy.stale_days)
}

/// In service minus retired; additions alone are never growth (W10).
fn growth(cells: &[&CellTotal], as_of: NaiveDate) -> Option<Counted> {
    let within = |dim: &'static str| {
        let counted = cells.iter().copied().filter(move |c| c.dim(dim).is_some_and(|m| in_last_year(m, as_of)));
        Counted::records(counted.filter(|c| c.dim("kind").is_some_and(|k| ENDPOINTS.contains(&k))))
    };
    if !cells.iter().any(|c| c.dim("retired").is_some()) {
        return None;
    }
    let (joined, retired) = (within("joined"), within("retired"));
    let cells = joined.cells.into_iter().chain(retired.cells).collect();
    Some(Counted { value: joined.value - retired.value, cells })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cell::CellId;

    fn cell(id: i64, key: &str, count: u64) -> CellTotal {
        CellTotal::from_key(CellId(id), key, count, vec![]).unwrap()
    }

    #[test]
    fn w10_a_refresh_is_no_growth_and_additions_alone_never_are() {
        let day = NaiveDate::from_ymd_opt(2026, 9, 30).unwrap();
        let new = cell(1, "devices|kind=laptop|status=in_service|joined=2026-03", 45);
        let old = cell(2, "devices|kind=laptop|status=retired|retired=2026-03", 45);
        let growth = |cells: &[&CellTotal]| growth(cells, day).map(|g| g.value);
        assert_eq!(growth(&[&new, &old]), Some(Decimal::ZERO), "45 in, 45 out: nothing more to care for");
        assert_eq!(growth(&[&new]), None, "without the retired ones nobody knows the growth");
    }
}
