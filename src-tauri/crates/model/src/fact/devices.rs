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

/// Devices as one export told them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// Exports of one number are of the same source.
    pub source: usize,
    /// Day of the export.
    pub day: NaiveDate,
    /// Its records by cell.
    pub cells: Vec<CellTotal>,
}

/// Fewest days between two exports that show growth: a change of weeks says nothing of a year (ours).
const LEAST_DAYS: i64 = 90;

impl DeviceFacts {
    /// Takes growth from two exports of one source where the devices do not tell it: the newest up to the as-of date and the
    /// one nearest to a year before it, over twelve months (rules 9). Of several sources the one with the longest span counts.
    pub fn observe(&mut self, snapshots: &[Snapshot], policy: &Policy, as_of: NaiveDate) {
        if self.growth.is_some() {
            return;
        }
        let known: Vec<&Snapshot> = snapshots.iter().filter(|s| s.day <= as_of).collect();
        let last = |s: &&Snapshot| !known.iter().any(|other| other.source == s.source && other.day > s.day);
        let pair = known
            .iter()
            .copied()
            .filter(last)
            .filter_map(|newest| Some((year_before(newest, &known)?, newest)))
            .max_by_key(|(first, newest)| newest.day - first.day);
        self.growth = pair.and_then(|(first, newest)| between(first, newest, policy));
    }

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

/// The export of the same source nearest to a year before another.
fn year_before<'a>(newest: &Snapshot, known: &[&'a Snapshot]) -> Option<&'a Snapshot> {
    let days = |s: &Snapshot| (newest.day - s.day).num_days();
    let before = known.iter().copied().filter(|s| s.source == newest.source && days(s) >= LEAST_DAYS);
    before.min_by_key(|s| (days(s) - 365).abs())
}

/// Endpoints of the later less those of the earlier, as a year's.
fn between(first: &Snapshot, newest: &Snapshot, policy: &Policy) -> Option<Counted> {
    let counts = |c: &&CellTotal| {
        let in_service = matches!(c.dim("status"), None | Some("in_service"));
        in_service && !is_stale(c, policy) && c.dim("kind").is_some_and(|k| policy.counts(k))
    };
    let of = |s: &Snapshot| Counted::records(s.cells.iter().filter(counts));
    let (then, now) = (of(first), of(newest));
    let net = (now.value - then.value) * Decimal::from(365);
    let cells = then.cells.into_iter().chain(now.cells).collect();
    Some(Counted { value: net.checked_div(Decimal::from((newest.day - first.day).num_days()))?, cells })
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
