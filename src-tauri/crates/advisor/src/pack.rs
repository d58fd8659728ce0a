//! Reads the data the model needs, once: the pack of defaults, and the catalogues of requirements.

use crate::error::Error;
use model::framework::Catalogue;
use model::input::{Grade, Spread};
use model::pack::{Pack, PackValue, Timing};
use model::policy::Policy;
use rust_decimal::Decimal;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The pack in use.
pub const PACK: &str = "benchmarks/us-2026.json";

#[derive(Deserialize)]
struct PackFile {
    id: String,
    sources: Vec<SourceFile>,
    values: Vec<ValueFile>,
    timing: Vec<TimingFile>,
    policy: Vec<PolicyFile>,
}

#[derive(Deserialize)]
struct SourceFile {
    id: String,
    title: String,
    publisher: Option<String>,
    year: Option<i32>,
    url: Option<String>,
}

#[derive(Deserialize)]
struct ValueFile {
    id: String,
    label: String,
    low: Decimal,
    likely: Decimal,
    high: Decimal,
    unit: String,
    grade: String,
    sources: Vec<String>,
    ask: Option<String>,
}

#[derive(Deserialize)]
struct TimingFile {
    id: String,
    value: u16,
}

#[derive(Deserialize)]
struct PolicyFile {
    id: String,
    value: Decimal,
}

/// The pack and its sources in words, by id.
pub struct Defaults {
    /// The pack.
    pub pack: Pack,
    /// Title, publisher, year of each source.
    pub sources: BTreeMap<String, String>,
    /// Address of each source, where it has one.
    pub addresses: BTreeMap<String, String>,
    /// Year of each source, where it has one.
    pub years: BTreeMap<String, i32>,
}

/// The pack, read once.
pub fn defaults() -> Result<&'static Defaults, Error> {
    static READ: OnceLock<Defaults> = OnceLock::new();
    kept(&READ, read_defaults)
}

/// The catalogues, read once.
pub fn catalogues() -> Result<&'static [Catalogue], Error> {
    static READ: OnceLock<Vec<Catalogue>> = OnceLock::new();
    kept(&READ, crate::frameworks::read_all).map(Vec::as_slice)
}

/// What was read before, or what is read now; a failure is not kept.
fn kept<T>(place: &'static OnceLock<T>, read: impl FnOnce() -> Result<T, Error>) -> Result<&'static T, Error> {
    match place.get() {
        Some(read) => Ok(read),
        None => read().map(|new| place.get_or_init(|| new)),
    }
}

fn read_defaults() -> Result<Defaults, Error> {
    let file: PackFile = read(PACK)?;
    let values = file.values.into_iter().map(value).collect();
    let timing: BTreeMap<_, _> = file.timing.into_iter().map(|t| (t.id, t.value)).collect();
    let policy: BTreeMap<_, _> = file.policy.into_iter().map(|p| (p.id, p.value)).collect();
    let addresses = file.sources.iter().filter_map(|s| Some((s.id.clone(), s.url.clone()?))).collect();
    let years = file.sources.iter().filter_map(|s| Some((s.id.clone(), s.year?))).collect();
    let sources = file.sources.into_iter().map(|s| (s.id.clone(), source(&s))).collect();
    Ok(Defaults {
        pack: Pack { id: file.id, values, timing: timing_of(&timing)?, policy: policy_of(&policy)? },
        sources,
        addresses,
        years,
    })
}

fn source(s: &SourceFile) -> String {
    let parts = [Some(s.title.clone()), s.publisher.clone(), s.year.map(|y| y.to_string())];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn value(v: ValueFile) -> (String, PackValue) {
    let grade = if v.grade == "benchmark" { Grade::Benchmark } else { Grade::Guess };
    let spread = Spread { low: v.low, likely: v.likely, high: v.high };
    (v.id, PackValue { label: v.label, spread, unit: v.unit, grade, sources: v.sources, ask: v.ask })
}

fn timing_of(t: &BTreeMap<String, u16>) -> Result<Timing, Error> {
    let get = |id: &str| t.get(id).copied().ok_or_else(|| Error::damaged_content(PACK, id));
    Ok(Timing {
        overlap_months: get("overlap_months")?,
        go_live_month: get("go_live_month")?,
        hire_fill_days: get("hire_fill_days")?,
        hire_useful_months: get("hire_useful_months")?,
    })
}

fn policy_of(p: &BTreeMap<String, Decimal>) -> Result<Policy, Error> {
    let get = |id: &str| p.get(id).copied().ok_or_else(|| Error::damaged_content(PACK, id));
    Ok(Policy {
        ratio_limit: get("ratio_limit")?,
        ratio_near_low: get("ratio_near_low")?,
        ratio_near_high: get("ratio_near_high")?,
        shortfall_cap: get("shortfall_cap")?,
        stale_days: get("stale_days")?,
        compliance_near: get("compliance_near")?,
        velocity_limit: get("velocity_limit")?,
        velocity_near: get("velocity_near")?,
        zero_capacity_demand: get("zero_capacity_demand")?,
        loaded_cost_limit: get("loaded_cost_limit")?,
        loaded_cost_near: get("loaded_cost_near")?,
        loaded_line: get("loaded_line")?,
        hurdle_share: get("hurdle_share")?,
        hurdle_sum: None,
        price_check_low: get("price_check_low")?,
        price_check_high: get("price_check_high")?,
        max_users_without_quote: get("max_users_without_quote")?,
        data_age_months: get("data_age_months")?,
        self_set_due_months: get("self_set_due_months")?,
        confidence: get("confidence")?,
        guess_share_limit: get("guess_share_limit")?,
        guess_variance_limit: get("guess_variance_limit")?,
        weight_cost: get("weight_cost")?,
        weight_risk: get("weight_risk")?,
        weight_capability: get("weight_capability")?,
        weight_control: get("weight_control")?,
        weight_reversibility: get("weight_reversibility")?,
        counts_workstation: get("counts_workstation")?,
        counts_laptop: get("counts_laptop")?,
        counts_server_physical: get("counts_server_physical")?,
        counts_server_virtual: get("counts_server_virtual")?,
        counts_mobile: get("counts_mobile")?,
        counts_network: get("counts_network")?,
        counts_printer: get("counts_printer")?,
        counts_other: get("counts_other")?,
        supports_administrator: get("supports_administrator")?,
        supports_support: get("supports_support")?,
        supports_network_support: get("supports_network_support")?,
        supports_security: get("supports_security")?,
        supports_manager: get("supports_manager")?,
    })
}

pub(crate) fn read<T: for<'a> Deserialize<'a>>(id: &str) -> Result<T, Error> {
    let bytes = content::file(id).ok_or_else(|| Error::damaged_content(id, "the file"))?;
    serde_json::from_slice(bytes).map_err(|cause| Error::damaged_content(id, &cause.to_string()))
}
