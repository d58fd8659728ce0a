//! Projects: the surface each adds and retires at its cutover (rules 9).

use crate::cell::{CellId, CellTotal};
use chrono::NaiveDate;
use rust_decimal::Decimal;

/// What a project changes of one kind of surface.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SurfaceChange {
    /// `endpoint`, `vm`, `server`, `saas`, `automation`: the divisor's name.
    pub care: &'static str,
    /// Added minus retired.
    pub net: Decimal,
}

/// One project that is approved or under way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProjectFact {
    /// Its name.
    pub name: String,
    /// Day from which its surface counts; unknown projects are listed as missing.
    pub cutover: Option<NaiveDate>,
    /// Net change by kind of surface.
    pub changes: Vec<SurfaceChange>,
    /// Users it brings less users that leave; nothing where the export says nothing of users.
    pub users: Option<Decimal>,
    /// Led by automation or AI.
    pub programme: bool,
    /// The record.
    pub cell: CellId,
}

const SURFACES: [(&str, &str, &str); 5] = [
    ("endpoint", "endpoints_added", "endpoints_retired"),
    ("vm", "vms_added", "vms_retired"),
    ("server", "servers_added", "servers_retired"),
    ("saas", "saas_added", "saas_retired"),
    ("automation", "automations_added", "automations_retired"),
];

pub(super) fn fold(cells: &[&CellTotal]) -> Option<Vec<ProjectFact>> {
    let live = cells.iter().filter(|c| matches!(c.dim("status"), Some("approved" | "active")));
    (!cells.is_empty()).then(|| live.filter_map(|c| project(c)).collect())
}

fn project(cell: &CellTotal) -> Option<ProjectFact> {
    Some(ProjectFact {
        name: cell.dim("name").or(cell.dim("project_id"))?.to_owned(),
        cutover: cell.dim("cutover").and_then(|d| d.parse().ok()),
        changes: SURFACES.iter().filter_map(|s| change(cell, *s)).collect(),
        users: net(cell, "users_added", "users_retired").filter(|n| !n.is_zero()),
        programme: matches!(cell.dim("led_by"), Some("automation" | "ai")),
        cell: cell.id,
    })
}

fn change(cell: &CellTotal, (care, added, retired): (&'static str, &str, &str)) -> Option<SurfaceChange> {
    let net = net(cell, added, retired)?;
    (!net.is_zero()).then_some(SurfaceChange { care, net })
}

/// Added less retired; nothing where neither is said.
fn net(cell: &CellTotal, added: &str, retired: &str) -> Option<Decimal> {
    let number = |dim: &str| cell.dim(dim).and_then(|n| n.parse::<Decimal>().ok());
    let (added, retired) = (number(added), number(retired));
    (added.is_some() || retired.is_some()).then(|| added.unwrap_or_default() - retired.unwrap_or_default())
}
