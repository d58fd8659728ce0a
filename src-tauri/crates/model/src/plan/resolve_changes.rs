//! Planned changes of the units fees are counted by: typed ones, and what a project brings at its cutover.
//!
//! What a project adds is managed from its cutover on, not before: the step of a project to a managed service.

use super::resolve::Resolver;
use super::{Unit, UnitChange};
use crate::fact::{Counted, Facts, ProjectFact};
use crate::schedule::{MONTHS, month_of};
use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

pub(super) fn changes(r: &mut Resolver<'_>, facts: &Facts) -> Vec<UnitChange> {
    let mut changes = Vec::new();
    for (at, project) in facts.projects.iter().flatten().enumerate() {
        changes.extend(of_project(r, at, project));
    }
    let profile = r.profile;
    for (at, planned) in profile.planned.iter().enumerate() {
        for (unit, word, net) in [(Unit::User, "users", planned.users), (Unit::Device, "endpoints", planned.endpoints)] {
            let Some(month) = month(r, planned.from).filter(|_| !net.is_zero()) else { continue };
            let label = format!("Planned change of {word} from {}", planned.from);
            let net = r.constant(&format!("planned.{}.{word}", at + 1), &label, word, net);
            changes.push(UnitChange { month, unit, net, from: "as planned".to_owned() });
        }
    }
    changes
}

/// Net users and endpoints of a project from its cutover. Servers and cloud workloads count as surface, not as units:
/// what a quote calls a server is not what a project calls one.
fn of_project(r: &mut Resolver<'_>, at: usize, project: &ProjectFact) -> Vec<UnitChange> {
    let endpoints = project.changes.iter().find(|c| c.care == "endpoint").map(|c| c.net);
    let both = [(Unit::User, "users", project.users), (Unit::Device, "endpoint", endpoints)];
    let Some(month) = project.cutover.and_then(|day| month(r, day)) else { return Vec::new() };
    let change = |(unit, word, net): (Unit, &str, Option<Decimal>)| {
        let counted = Counted { value: net?, cells: vec![project.cell] };
        // The same quantity as the surface of T3, and so the same name.
        let label = format!("{}: net {}", project.name, if unit == Unit::User { "users" } else { "endpoints" });
        let net = r.fact(&format!("project.{}.{word}", at + 1), &label, "units", Some(&counted));
        Some(UnitChange { month, unit, net, from: project.name.clone() })
    };
    both.into_iter().filter_map(change).collect()
}

/// The first month of the horizon that begins with the change; what lies before it is counted already.
fn month(r: &Resolver<'_>, day: NaiveDate) -> Option<u16> {
    let begun = i32::from(day.day0() > 0);
    let month = u16::try_from((month_of(day, r.profile.as_of) + begun).max(1)).ok()?;
    (day > r.profile.as_of && month <= u16::from(r.profile.horizon_years) * MONTHS).then_some(month)
}
