use super::{ids, json, list, text};
use rust_decimal::Decimal;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

const PACK: &str = "benchmarks/us-2026.json";

/// What the model asks the pack for: id, likely value, unit.
const VALUES: &[(&str, &str, &str)] = &[
    ("pay.administrator", "96800", "USD/FTE-year"),
    ("pay.support", "60340", "USD/FTE-year"),
    ("pay.network_support", "73340", "USD/FTE-year"),
    ("pay.security", "124910", "USD/FTE-year"),
    ("pay.manager", "171200", "USD/FTE-year"),
    ("benefits_rate", "0.427", "fraction of wages"),
    ("benefits_rate_with_bonus", "0.378", "fraction of wages"),
    ("training", "5000", "USD/FTE-year"),
    ("turnover_rate", "0.19", "fraction/year"),
    ("departure_cost", "0.5", "fraction of pay"),
    ("recruiting_cost", "4129", "USD/hire"),
    ("tools", "15000", "USD/year"),
    ("productive_hours", "1850", "h/FTE-year"),
    ("paid_hours", "2080", "h/FTE-year"),
    ("occupancy", "0.6", "fraction of productive hours"),
    ("handling.l1", "0.3", "h"),
    ("handling.l2", "1.5", "h"),
    ("handling.l3", "5", "h"),
    ("tier_share.l1", "0.7", "fraction"),
    ("tier_share.l2", "0.2", "fraction"),
    ("tier_share.l3", "0.1", "fraction"),
    ("tickets_per_user_month", "0.7", "tickets/user-month"),
    ("proactive.endpoint", "0.5", "h/month"),
    ("proactive.server", "2", "h/month"),
    ("effort_per_requirement", "24", "h"),
    ("unlisted_open_share", "1", "fraction"),
    ("architecture_fte", "0.1", "FTE"),
    ("service_owner_fte", "0", "FTE"),
    ("price.standard", "150", "USD/user-month"),
    ("price.premium", "225", "USD/user-month"),
    ("coverage_24x7", "30", "USD/user-month"),
    ("mdr_price", "30", "USD/endpoint-month"),
    ("contractor_rate", "85", "USD/hour"),
    ("fee_escalator", "0.04", "fraction/year"),
    ("merit", "0.035", "fraction/year"),
    ("inflation", "0.025", "fraction/year"),
    ("discount", "0.08", "fraction/year"),
    ("vendor_management", "0.07", "fraction of fee"),
    ("out_of_scope", "0.10", "fraction of fee"),
    ("co_managed_factor", "1.15", "factor"),
    ("domain_share.service_desk", "0.45", "fraction"),
    ("domain_share.endpoint", "0.20", "fraction"),
    ("domain_share.network", "0.15", "fraction"),
    ("domain_share.security_operations", "0.20", "fraction"),
    ("undo_probability", "0.14", "probability"),
    ("severance", "0.04", "fraction of pay"),
    ("selection", "0.01", "fraction of yearly fee"),
    ("onboarding_months", "1.0", "months of fee"),
    ("notice_months", "2", "months of fee"),
    ("light_share", "0.5", "fraction of price"),
    ("on_call", "0.03", "fraction of pay"),
    ("break_fix.hourly_rate", "150", "USD/h"),
    ("break_fix.after_hours_multiplier", "1.5", "factor"),
    ("break_fix.remote_minimum", "0.5", "h"),
    ("break_fix.after_hours_share", "0.10", "fraction"),
    ("break_fix.on_site_share", "0.15", "fraction"),
    ("break_fix.trip_charge", "50", "USD/visit"),
    ("break_fix.agent_tools", "336", "USD/device-year"),
    ("care.endpoint", "80", "units/FTE"),
    ("care.vm", "80", "units/FTE"),
    ("care.server", "30", "units/FTE"),
    ("care.saas", "60", "units/FTE"),
    ("care.automation", "20", "units/FTE"),
    ("lost_minutes", "28", "min/issue"),
    ("user_hour_value", "34", "USD/h"),
    ("endpoint_growth", "0", "fraction/year"),
    ("early_termination_months", "6", "months of fee"),
    ("server_share", "0.05", "fraction"),
    ("manager_hands_on", "0", "fraction"),
];

/// Whole numbers that shape the schedule.
const TIMING: &[(&str, u64)] = &[("overlap_months", 2), ("go_live_month", 1), ("hire_fill_days", 42), ("hire_useful_months", 3)];

const POLICY: &[(&str, &str)] = &[
    ("ratio_limit", "80"),
    ("ratio_near_low", "70"),
    ("ratio_near_high", "90"),
    ("shortfall_cap", "0.25"),
    ("stale_days", "90"),
    ("compliance_near", "0.25"),
    ("velocity_limit", "1.0"),
    ("velocity_near", "0.8"),
    ("zero_capacity_demand", "0.10"),
    ("loaded_cost_limit", "0.90"),
    ("loaded_cost_near", "1.10"),
    ("loaded_line", "120000"),
    ("hurdle_share", "0.10"),
    ("price_check_low", "100"),
    ("price_check_high", "250"),
    ("confidence", "0.80"),
    ("max_users_without_quote", "500"),
    ("guess_variance_limit", "0.50"),
    ("weight_cost", "30"),
    ("weight_risk", "25"),
    ("weight_capability", "20"),
    ("weight_control", "15"),
    ("weight_reversibility", "10"),
    ("guess_share_limit", "0.30"),
    ("data_age_months", "12"),
    ("self_set_due_months", "12"),
    ("counts_workstation", "1"),
    ("counts_laptop", "1"),
    ("counts_server_physical", "1"),
    ("counts_server_virtual", "1"),
    ("counts_mobile", "1"),
    ("counts_network", "0"),
    ("counts_printer", "0"),
    ("counts_other", "0"),
    ("supports_administrator", "1"),
    ("supports_support", "1"),
    ("supports_network_support", "1"),
    ("supports_security", "1"),
    ("supports_manager", "1"),
];

fn number(entry: &Value, key: &str) -> Decimal {
    text(entry, key).parse().unwrap_or_else(|error| panic!("{key} of {entry}: {error}"))
}

/// Everything that carries sources.
fn sourced(pack: &Value) -> impl Iterator<Item = &Value> {
    ["values", "timing", "policy"].into_iter().flat_map(|key| list(pack, key))
}

#[test]
fn the_pack_says_what_it_is() {
    let pack = json(PACK);
    for (key, value) in [("id", "us-2026"), ("version", "1"), ("market", "US"), ("currency", "USD")] {
        assert_eq!(text(&pack, key), value, "the pack is named by its file");
    }
}

#[test]
fn the_values_are_those_the_model_asks_for() {
    let pack = json(PACK);
    ids(list(&pack, "values"));
    let held: Vec<_> = list(&pack, "values").iter().map(|v| (text(v, "id"), text(v, "likely"), text(v, "unit"))).collect();
    assert_eq!(held, VALUES, "no value without a reader, no reader without a value");
}

#[test]
fn timing_and_policy_are_complete() {
    let pack = json(PACK);
    ids(list(&pack, "timing"));
    let timing: Vec<_> = list(&pack, "timing").iter().map(|t| (text(t, "id"), t["value"].as_u64().unwrap())).collect();
    assert_eq!(timing, TIMING, "timing is whole numbers, never sampled");
    ids(list(&pack, "policy"));
    let policy: Vec<_> = list(&pack, "policy").iter().map(|p| (text(p, "id"), text(p, "value"))).collect();
    assert_eq!(policy, POLICY, "every limit is policy and can be edited");
}

#[test]
fn low_likely_and_high_are_in_order() {
    for value in list(&json(PACK), "values") {
        let (low, likely, high) = (number(value, "low"), number(value, "likely"), number(value, "high"));
        assert!(low <= likely && likely <= high, "{}: {low} {likely} {high}", value["id"]);
    }
}

#[test]
fn shares_add_up_to_one() {
    let pack = json(PACK);
    for prefix in ["tier_share.", "domain_share."] {
        let shares = list(&pack, "values").iter().filter(|v| text(v, "id").starts_with(prefix));
        assert_eq!(shares.map(|v| number(v, "likely")).sum::<Decimal>(), Decimal::ONE, "{prefix} splits a whole");
    }
}

#[test]
fn every_source_is_named_and_every_named_source_exists() {
    let pack = json(PACK);
    let known = ids(list(&pack, "sources"));
    let mut used = BTreeSet::new();
    for entry in sourced(&pack) {
        let sources: Vec<_> = list(entry, "sources").iter().map(|s| s.as_str().unwrap()).collect();
        assert!(!sources.is_empty(), "{}: someone said it, if only we", entry["id"]);
        used.extend(sources.into_iter().map(str::to_owned));
    }
    assert_eq!(used, known.into_iter().map(str::to_owned).collect(), "no source is missing or idle");
}

#[test]
fn sources_say_how_far_to_trust_them() {
    for source in list(&json(PACK), "sources") {
        let confidence = text(source, "confidence");
        assert!(["primary", "secondary", "vendor", "recalled", "ours"].contains(&confidence), "{source}");
        assert!(source["url"].is_null() || text(source, "url").starts_with("http"), "{source}: an address or null");
        assert!(source["year"].is_null() || source["year"].is_u64(), "{source}: a year or null");
        assert!(!text(source, "title").is_empty() && !text(source, "publisher").is_empty(), "{source}: can be found");
    }
}

#[test]
fn a_benchmark_rests_on_a_primary_or_secondary_source() {
    let pack = json(PACK);
    let trust: BTreeMap<_, _> = list(&pack, "sources").iter().map(|s| (text(s, "id"), text(s, "confidence"))).collect();
    for entry in list(&pack, "values").iter().chain(list(&pack, "timing")) {
        let grade = text(entry, "grade");
        let solid = list(entry, "sources").iter().any(|s| matches!(trust[s.as_str().unwrap()], "primary" | "secondary"));
        assert!(grade == "guess" || (grade == "benchmark" && solid), "{}: vendors and memory give guesses", entry["id"]);
    }
}
