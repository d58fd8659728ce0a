//! The canonical form of what a report was computed from, and its hash.

use model::input::Input;
use model::plan::{Framework, Plan, Quote};
use model::scope::Domains;
use rust_decimal::Decimal;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// Every input and every choice the formulas run over, by name, in words that do not depend on how they are stored.
pub(super) fn canonical(plan: &Plan, seed: &str) -> BTreeMap<String, String> {
    let mut lines: BTreeMap<String, String> = plan.inputs.iter().map(|(_, i)| (i.name.clone(), input(i))).collect();
    let mut put = |key: &str, value: String| drop(lines.insert(format!("plan.{key}"), value));
    put("as_of", plan.as_of.to_string());
    put("seed", seed.to_owned());
    put("horizon_years", plan.schedule.years.to_string());
    let coverage = |c: Option<model::scope::Coverage>| c.map_or("unknown", |c| c.name()).to_owned();
    put("required", format!("{} {}", coverage(plan.required.coverage), domains(plan.required.domains)));
    put("today", format!("{} {}", coverage(plan.today.coverage), domains(plan.today.domains)));
    put("core_domains", domains(plan.core_domains));
    put("co_managed_domains", domains(plan.co_managed_domains));
    put("break_fix_keeps_posts", format!("{:?}", plan.break_fix_keeps_posts));
    put("on_call", plan.on_call.to_string());
    put("co_managed_coverage", coverage(plan.co_managed_coverage));
    put("capital_lines", plan.capital_lines.iter().map(|l| l.name()).collect::<Vec<_>>().join("+"));
    put("small_options", plan.small_options.to_string());
    for (at, h) in plan.hires.iter().enumerate() {
        put(&format!("hire.{at}"), format!("useful {} paid {:?}", h.month, h.paid_from));
    }
    for (at, l) in plan.leaving.iter().enumerate() {
        put(&format!("leaving.{at}"), l.month.to_string());
    }
    for (at, u) in plan.unit_changes.iter().enumerate() {
        put(&format!("units.{at}"), format!("{:?} from {}", u.unit, u.month));
    }
    for (at, s) in plan.surface.iter().enumerate() {
        put(&format!("surface.{at}"), s.month.to_string());
    }
    let t = &plan.timing;
    put("timing", format!("{} {} {} {}", t.overlap_months, t.go_live_month, t.hire_fill_days, t.hire_useful_months));
    for f in &plan.frameworks {
        put(&format!("framework.{}", f.id), framework(f));
        put(&gaps_key(f), format!("{} / {}", barring(f), f.unmatched.join("+")));
    }
    for (at, c) in plan.contracts.iter().enumerate() {
        put(&format!("contract.{at}"), format!("{} {} {:?} {:?}", c.vendor, domains(c.domains), c.last_month, c.fates));
    }
    for q in &plan.quotes {
        put(&format!("quote.{}", q.slug), quote(q));
    }
    lines
}

fn plain(value: Decimal) -> String {
    value.normalize().to_string()
}

fn input(i: &Input) -> String {
    let range = i.spread.map_or_else(|| "unknown".to_owned(), |s| [s.low, s.likely, s.high].map(plain).join(" "));
    format!("{range} {} {}", i.unit, i.grade.name())
}

fn domains(set: Domains) -> String {
    set.iter().map(|d| d.name()).collect::<Vec<_>>().join("+")
}

fn quote(q: &Quote) -> String {
    let coverage = q.coverage.map_or("unknown", |c| c.name());
    let valid = q.valid_until.map_or_else(|| "–".to_owned(), |d| d.to_string());
    let answers = format!("{:?} {:?} {:?}", q.signs_baa, q.cmmc, q.pci);
    let excluded = q.exclusions.as_deref().unwrap_or("–");
    format!("{} {} {} {coverage} {} {answers} {valid} {excluded}", q.vendor, q.term, domains(q.domains), q.compliance)
}

/// The line that names single requirements: it may not leave the house everywhere.
pub(super) fn gaps_key(f: &Framework) -> String {
    format!("framework.{}.gaps", f.id)
}

fn barring(f: &Framework) -> String {
    f.score.iter().flat_map(|s| &s.barring).map(|(id, _)| id.clone()).collect::<Vec<_>>().join("+")
}

fn framework(f: &Framework) -> String {
    let points = |value: Option<i64>| value.map_or_else(|| "–".to_owned(), |v| v.to_string());
    let score = f.score.as_ref().map_or_else(
        || "no score".to_owned(),
        |s| format!("score {} claimed {} {:?}", points(s.value), points(s.claimed), s.status),
    );
    let told = if f.register { "register" } else { "no register" };
    format!("{} {} {} of {} {} {told} {score}", f.due, f.self_set, f.evidenced, f.applicable, f.obligation.name())
}

/// SHA-256 of the canonical form and the engine that reads it, hexadecimal.
pub(super) fn hash(lines: &BTreeMap<String, String>, engine: &str) -> String {
    let mut hasher = Sha256::new();
    hasher.update(format!("threshold {engine}\n"));
    for (key, value) in lines {
        hasher.update(format!("{key}\t{value}\n"));
    }
    hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
