//! T1, T3 and T4 on the edges of the rules, and what must leave every finding alone (rules 6, 7, 9, 10, 15).

use crate::pack::{catalogues, defaults};
use crate::profile::profile;
use model::decide::{Finding, Judgement, State, exact, framework_rows, judge};
use model::evaluate::{Calc, evaluate};
use model::fact::Facts;
use model::figure::FigureId;
use model::input::{InputId, Spread};
use model::number::{Arena, Exact, Node};
use model::plan::{Plan, resolve};
use model::{CellId, CellTotal, Sum};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

const TYPED: &[(&str, &str)] = &[
    ("as_of", "\"2026-09-30\""),
    ("users", "140"),
    ("endpoints", "182"),
    ("servers", "12"),
    ("support_fte", "\"2.4\""),
    ("frameworks", "\"none\""),
    ("coverage", "\"8x5\""),
];

/// A plan of typed facts, some changed or (empty) taken away, and of counted records.
fn plan_of(changes: &[(&str, &str)], cells: &[CellTotal]) -> Plan {
    let mut settings: BTreeMap<String, String> = TYPED.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
    for (key, value) in changes {
        match value.is_empty() {
            true => drop(settings.remove(*key)),
            false => drop(settings.insert((*key).to_owned(), (*value).to_owned())),
        }
    }
    let (defaults, catalogues) = (defaults().unwrap(), catalogues().unwrap());
    let profile = profile(&settings).unwrap();
    let policy = defaults.pack.policy.with(&profile.stated);
    let facts = Facts::fold(cells, &policy, catalogues, profile.as_of);
    resolve(&profile, &facts, &defaults.pack, catalogues).unwrap()
}

fn typed(changes: &[(&str, &str)]) -> Judgement {
    judge(&plan_of(changes, &[]))
}

fn counted(changes: &[(&str, &str)], cells: &[CellTotal]) -> Judgement {
    judge(&plan_of(changes, cells))
}

fn cell(id: i64, key: &str, count: u64) -> CellTotal {
    CellTotal::from_key(CellId(id), key, count, vec![]).unwrap()
}

fn post(id: i64, key: &str, count: u64, fte: &str) -> CellTotal {
    let sum = |total: &str| Sum { total: total.parse().unwrap(), known: count };
    CellTotal::from_key(CellId(id), key, count, vec![("fte".to_owned(), sum(fte))]).unwrap()
}

fn project(id: i64, what: &str) -> CellTotal {
    cell(id, &format!("projects|project_id=P{id}|name=P{id}|status=approved|{what}"), 1)
}

/// What a finding decides and shows, without the records behind it.
fn said(j: &Judgement) -> Vec<(State, Exact, Vec<&'static str>, String)> {
    j.thresholds.all().into_iter().map(|f| (f.state, f.value, f.flags.clone(), f.sentence.clone())).collect()
}

#[test]
fn the_band_of_the_ratio_is_compared_unrounded() {
    let at = |endpoints: &str| {
        let t1 = typed(&[("endpoints", endpoints), ("servers", "0"), ("support_fte", "10")]).thresholds.staff_ratio;
        (t1.state, t1.over_limit)
    };
    assert_eq!(at("699"), (State::NotCrossed, false), "69.9");
    assert_eq!(at("700"), (State::Near, false), "70 is in the band");
    assert_eq!(at("800"), (State::Near, false), "80 is not over 80");
    assert_eq!(at("801"), (State::Near, true), "80.1 is over the limit, and the band wins");
    assert_eq!(at("900"), (State::Near, true), "90 is in the band");
    assert_eq!(at("\"900.001\""), (State::Crossed, true), "90.0001 is past it, and reads 90.0");
}

#[test]
fn a_quarter_of_an_fte_short_is_enough_to_cross() {
    let at = |endpoints: &str, fte: &str| {
        let t1 = typed(&[("endpoints", endpoints), ("servers", "0"), ("support_fte", fte)]);
        (t1.thresholds.staff_ratio.state, t1.outcome.staff_ratio.shortfall)
    };
    assert_eq!(at("100", "1"), (State::Crossed, Exact::Known(Decimal::new(25, 2))), "100:1 lacks exactly a quarter FTE");
    assert_eq!(at("\"99.9\"", "1").0, State::Near, "a little less caps the state");
}

#[test]
fn policy_says_which_kinds_and_roles_count() {
    let devices = [cell(1, "devices|kind=laptop", 80), cell(2, "devices|kind=printer", 20)];
    let endpoints = |changes: &[(&str, &str)]| {
        counted(&[&[("endpoints", ""), ("servers", "")], changes].concat(), &devices).outcome.workload.endpoints
    };
    assert_eq!(endpoints(&[]), Exact::Known(80.into()), "printers are listed, not counted");
    assert_eq!(endpoints(&[("policy.counts_printer", "1")]), Exact::Known(100.into()), "unless policy counts them");
    let roles = [("support_fte", ""), ("fte.support", "2"), ("fte.security", "1"), ("policy.supports_security", "0")];
    let j = typed(&roles);
    assert_eq!(j.outcome.staff_ratio.fte, Exact::Known(2.into()), "security is left out of the ratio");
    assert_eq!(j.outcome.workload.fte, Exact::Known(3.into()), "and still works and costs");
}

#[test]
fn ratio_and_hours_that_disagree_are_said() {
    let few = [("endpoints", "10000"), ("servers", "0"), ("support_fte", "90"), ("tickets", "24000")];
    let notes = typed(&few).thresholds.staff_ratio.notes;
    assert!(notes.iter().any(|n| n.starts_with("Ratio and hours disagree")), "W3: 1:111, and the hours fit: {notes:?}");
    let sample = typed(&[]).thresholds.staff_ratio.notes;
    assert!(sample.iter().any(|n| n.starts_with("Ratio and hours agree")), "W8: neutral by construction: {sample:?}");
}

#[test]
fn rows_of_no_known_kind_give_a_range() {
    let devices = [cell(1, "devices|kind=laptop", 160), cell(2, "devices", 40)];
    let t1 = counted(&[("endpoints", ""), ("servers", ""), ("support_fte", "2")], &devices).thresholds.staff_ratio;
    assert!(t1.notes.iter().any(|n| n.contains("between 80.0 and 100.0")), "160 or 200 on two: {:?}", t1.notes);
}

#[test]
fn growth_says_in_which_month_the_ratio_crosses() {
    let t1 = typed(&[("endpoint_growth", "\"0.30\""), ("support_fte", "\"2.1\"")]).thresholds.staff_ratio;
    assert_eq!(t1.state, State::Near, "86.7 today");
    assert!(t1.flags.contains(&"crosses_later"), "and over 90 with 30 % a year");
    assert!(t1.sentence.contains("With growth it crosses in month 2"), "182 × (1 + 0.3 × 2 ÷ 12) ÷ 2.1 = 91: {}", t1.sentence);
}

/// Free capacity of one FTE at 24 productive months' ease: 10 FTE, so that demand alone decides.
fn velocity(automations: &str, cutover: &str, more: &[(&str, &str)]) -> Finding {
    let p = project(1, &format!("led_by=ai|cutover={cutover}|automations_added={automations}"));
    counted(&[&[("support_fte", "4"), ("occupancy", "\"0.6\"")], more].concat(), &[p]).thresholds.velocity
}

#[test]
fn what_nobody_knows_of_the_surface_is_said_and_is_no_zero() {
    let t3 = typed(&[]).thresholds.velocity;
    assert!(t3.flags.contains(&"surface_not_known"), "no devices over time, no projects, nothing stated");
    assert!(t3.clause.starts_with("What is added is not known"), "the shown text says so: {}", t3.clause);
    let stated = typed(&[("endpoint_growth", "0")]).thresholds.velocity;
    assert!(!stated.flags.contains(&"surface_not_known"), "a stated zero is a zero");
}

#[test]
fn the_month_that_decides_is_the_one_shown() {
    let cap = typed(&[("support_fte", "4")]).outcome.velocity.capacity_12.known().unwrap();
    let much = (cap * Decimal::from(20)).ceil() + Decimal::ONE;
    let t3 = velocity(&much.to_string(), "2027-03-15", &[]);
    assert_eq!((t3.state, t3.month), (State::Crossed, Some(12)), "still over at month 12: the year's value decides");
    let back = [
        project(1, &format!("led_by=ai|cutover=2027-01-15|automations_added={much}")),
        project(2, &format!("led_by=ai|cutover=2027-06-15|automations_retired={much}")),
    ];
    let t3 = counted(&[("support_fte", "4")], &back).thresholds.velocity;
    assert_eq!(t3.state, State::Crossed, "saturated in between");
    assert_eq!(t3.month, Some(4), "the first month in which all of it counts");
    assert!(t3.value.known().unwrap() > Decimal::ONE, "and the value shown is that month's: {:?}", t3.value);
}

#[test]
fn velocity_is_near_from_four_fifths_and_crossed_above_one() {
    let cap = typed(&[("support_fte", "4")]).outcome.velocity.capacity_12.known().unwrap();
    let at = |share: &str| {
        let units = cap * Decimal::from(20) * share.parse::<Decimal>().unwrap();
        velocity(&units.to_string(), "2027-03-15", &[]).state
    };
    assert_eq!(at("0.79"), State::NotCrossed);
    assert_eq!(at("0.81"), State::Near);
    assert_eq!(at("1.01"), State::Crossed);
    let other = project(1, &format!("led_by=other|cutover=2027-03-15|automations_added={}", cap * Decimal::from(30)));
    let t3 = counted(&[("support_fte", "4")], &[other]).thresholds.velocity;
    assert_eq!(t3.state, State::Near, "without an automation- or AI-led programme at most near");
}

#[test]
fn a_refresh_and_printers_and_halved_rows_leave_every_finding() {
    let day = [("endpoints", ""), ("servers", ""), ("support_fte", "")];
    let base = vec![
        cell(1, "devices|kind=laptop|status=in_service", 150),
        cell(2, "devices|kind=laptop|status=retired|retired=2026-01", 0),
        post(3, "staff|role=support|fte=1", 1, "1"),
        post(4, "staff|role=administrator|fte=1", 1, "1"),
    ];
    let found = said(&counted(&day, &base));
    let with = |more: Vec<CellTotal>| said(&counted(&day, &[base.clone(), more].concat()));
    let mut halves = base.clone();
    halves[2] = post(3, "staff|role=support|fte=0.5|person=E1", 1, "0.5");
    halves.push(post(5, "staff|role=support|fte=0.5|person=E1", 1, "0.5"));
    assert_eq!(said(&counted(&day, &halves)), found, "one person on two half rows is one post");
    let states =
        |list: Vec<(State, Exact, Vec<&'static str>, String)>| list.into_iter().map(|(s, v, ..)| (s, v)).collect::<Vec<_>>();
    assert_eq!(states(with(vec![cell(9, "devices|kind=printer|status=in_service", 40)])), states(found.clone()), "printers");
    let mut refreshed = base.clone();
    refreshed[0] = cell(1, "devices|kind=laptop|status=in_service", 105);
    refreshed.push(cell(7, "devices|kind=laptop|status=in_service|joined=2026-03", 45));
    refreshed[1] = cell(2, "devices|kind=laptop|status=retired|retired=2026-03", 45);
    assert_eq!(said(&counted(&day, &refreshed)), found, "W10: 45 in, 45 out, nothing more to care for");
}

#[test]
fn a_doubled_client_has_the_same_ratios() {
    let one = typed(&[("tickets", "1200"), ("tools", "15000")]);
    let two = typed(&[
        ("users", "280"),
        ("endpoints", "364"),
        ("servers", "24"),
        ("support_fte", "\"4.8\""),
        ("tickets", "2400"),
        ("tools", "30000"),
        ("seats", "2"),
    ]);
    assert_eq!(one.outcome.staff_ratio.value, two.outcome.staff_ratio.value, "T1");
    let loaded = |j: &Judgement| j.outcome.loaded_cost.fte.known().unwrap();
    // Each line is rounded to the cent before it is divided by the FTE.
    assert!((loaded(&one) - loaded(&two)).abs() < Decimal::new(1, 2), "T4's loaded FTE");
    assert_eq!(one.outcome.velocity.value, two.outcome.velocity.value, "T3");
}

#[test]
fn every_day_moved_alike_changes_nothing() {
    let found = |as_of: &str, cutover: &str| {
        let p = project(1, &format!("led_by=ai|cutover={cutover}|automations_added=3"));
        let j = counted(&[("as_of", as_of)], &[p]);
        j.thresholds.all().into_iter().map(|f| (f.state, f.value, f.month)).collect::<Vec<_>>()
    };
    assert_eq!(found("\"2026-09-30\"", "2027-03-15"), found("\"2027-09-30\"", "2028-03-15"), "a year later");
}

#[test]
fn roles_add_up_to_the_loaded_fte() {
    let roles = [("support_fte", ""), ("fte.administrator", "2"), ("fte.support", "1"), ("tools", "15000")];
    let cost = typed(&roles).outcome.loaded_cost;
    let totals: Vec<Decimal> = cost.roles.iter().map(|r| r.total.known().unwrap()).collect();
    let mean = (totals[0] * Decimal::TWO + totals[1]) / Decimal::from(3);
    // Each of three lines of a year is rounded to the cent before it is divided by 3 FTE.
    assert!((mean - cost.fte.known().unwrap()).abs() < Decimal::new(1, 2), "{mean} against {:?}", cost.fte);
}

/// Figures that depend on an input, by the trace.
fn reached(plan: &Plan, input: InputId) -> BTreeSet<FigureId> {
    let arena = Arena::default();
    let likely = |id| plan.inputs.get(id).and_then(|i| i.spread).map_or(Exact::Unknown, |s| Exact::Known(s.likely));
    let read = |id: InputId| arena.input(id, likely(id));
    let outcome = evaluate(Calc::new(plan, &read));
    let nodes = arena.nodes();
    let mut hit = vec![false; nodes.len()];
    for at in 0..nodes.len() {
        hit[at] = match &nodes[at] {
            Node::Input(id, _) => *id == input,
            Node::Step(_, args, _) => args.iter().flatten().any(|a| hit[*a as usize]),
            Node::Named(_, inner, _) => hit[*inner as usize],
            Node::Literal(_) => false,
        };
    }
    outcome.figures.iter().filter(|(_, v)| v.node().is_some_and(|n| hit[n as usize])).map(|(id, _)| *id).collect()
}

#[test]
fn an_unknown_input_makes_exactly_the_reachable_figures_unknown() {
    let plan = plan_of(&[("tickets", "1200")], &[]);
    for (id, input) in plan.inputs.iter().filter(|(_, i)| i.spread.is_some()) {
        let read = |other: InputId| match plan.inputs.get(other).and_then(|i| i.spread) {
            Some(s) if other != id => Exact::Known(s.likely),
            _ => Exact::Unknown,
        };
        let unknown: BTreeSet<FigureId> =
            evaluate(Calc::new(&plan, &read)).figures.into_iter().filter(|(_, v)| *v == Exact::Unknown).map(|(f, _)| f).collect();
        let was: BTreeSet<FigureId> =
            exact(&plan, None).figures.into_iter().filter(|(_, v)| *v == Exact::Unknown).map(|(f, _)| f).collect();
        let want: BTreeSet<FigureId> = reached(&plan, id).union(&was).copied().collect();
        assert_eq!(unknown, want, "{}: unknown is strict, and reaches nothing else", input.name);
    }
}

#[test]
fn the_trace_has_the_values_of_the_formulas_wherever_inputs_lie() {
    let plan = plan_of(&[("tickets", "1200")], &[]);
    let mut state = 7_u64;
    let mut share = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        Decimal::from(state >> 44) / Decimal::from(1_u64 << 20)
    };
    for _ in 0..100 {
        let moved: BTreeMap<InputId, Decimal> = plan
            .inputs
            .iter()
            .filter_map(|(id, i)| i.spread.map(|Spread { low, high, .. }| (id, low + (high - low) * share())))
            .collect();
        let value = |id: InputId| moved.get(&id).map_or(Exact::Unknown, |v| Exact::Known(*v));
        let arena = Arena::default();
        let traced = |id: InputId| arena.input(id, value(id));
        let exact = evaluate(Calc::new(&plan, &value)).figures;
        let traced: Vec<(FigureId, Exact)> =
            evaluate(Calc::new(&plan, &traced)).figures.iter().map(|(id, v)| (*id, v.value())).collect();
        assert_eq!(exact, traced, "the explanation never differs from what it explains");
    }
}

#[test]
fn an_obligation_the_client_states_stands_before_the_catalogues() {
    let csf = ("frameworks", "[\"nist_csf\"]");
    let due = ("frameworks.nist_csf.due", "\"2026-12-31\"");
    let catalogue = typed(&[csf, due]).thresholds.compliance.state;
    assert_eq!(catalogue, State::Near, "a framework chosen freely is at most near (rules 8)");
    let plan = plan_of(&[csf, due, ("frameworks.nist_csf.obligation", "\"external audit\"")], &[]);
    let j = judge(&plan);
    assert_eq!(j.thresholds.compliance.state, State::Crossed, "a contract that asks for an audit makes it one");
    let row = framework_rows(&plan, &j.outcome).remove(0);
    assert_eq!(row.obligation, "external audit, as stated", "and it is told whose word that is");
}

#[test]
fn what_can_be_carried_and_what_stays_is_all_there_is() {
    let plan = plan_of(&[("frameworks", "[\"hipaa\",\"cmmc_l2\"]")], &[]);
    let j = judge(&plan);
    for (gap, row) in j.outcome.gaps.iter().zip(framework_rows(&plan, &j.outcome)) {
        assert_eq!(gap.carried + gap.stays, gap.effort, "each open requirement can be carried or stays");
        let most = gap.by_domain.iter().filter_map(|h| h.known()).max().unwrap();
        assert!(most <= gap.carried.known().unwrap(), "one domain carries no more than all four");
        let of_families: u32 = row.families.iter().map(|f| f.provider.count + f.client.count).sum();
        let counts: Vec<u32> = row.carriers.iter().rev().take(2).map(|(open, _)| *open).collect();
        assert_eq!(counts.iter().sum::<u32>(), of_families, "families are the same requirements cut another way");
    }
}

#[test]
fn velocity_on_its_very_limits_is_near() {
    let cap = typed(&[("support_fte", "4")]).outcome.velocity.capacity_12.known().unwrap();
    let at = |share: &str| {
        let wanted = cap * share.parse::<Decimal>().unwrap();
        // One automation is 1/20 FTE of care: so much care is that many of them.
        let t3 = velocity(&(wanted * Decimal::from(20)).to_string(), "2027-03-15", &[]);
        (t3.state, t3.value.known().unwrap().round_dp(10))
    };
    assert_eq!(at("0.8"), (State::Near, Decimal::new(8, 1)), "near from 0.8");
    assert_eq!(at("1"), (State::Near, Decimal::ONE), "crossed above 1.0, not at it");
}

#[test]
fn loaded_cost_on_its_very_limits_is_near() {
    let plan = plan_of(&[], &[]);
    let of = |limit: &str, near: &str| {
        let mut plan = plan.clone();
        (plan.policy.loaded_cost_limit, plan.policy.loaded_cost_near) = (limit.parse().unwrap(), near.parse().unwrap());
        judge(&plan).thresholds.loaded_cost.state
    };
    let value = judge(&plan).thresholds.loaded_cost.value.known().unwrap().to_string();
    let more = |by: &str| (value.parse::<Decimal>().unwrap() + by.parse::<Decimal>().unwrap()).to_string();
    assert_eq!(of(&value, &more("0.2")), State::Near, "crossed below 0.90, not at it");
    assert_eq!(of(&more("0.0000001"), &more("0.2")), State::Crossed, "a hair below it");
    assert_eq!(of(&more("-0.2"), &value), State::Near, "near up to 1.10");
    assert_eq!(of(&more("-0.2"), &more("-0.0000001")), State::NotCrossed, "and no further");
}

#[test]
fn a_hire_and_its_pay_leave_the_loaded_fte_where_it_was() {
    let roles = [("support_fte", ""), ("fte.administrator", "1"), ("fte.support", "2"), ("tools", "0"), ("recruiting_cost", "0")];
    let hire = ("hires", r#"[{"role":"support","fte":1,"approved":"2026-09-15"}]"#);
    let overhead = ("overhead", "3000");
    let loaded = |more: &[(&str, &str)]| {
        let j = typed(&[&roles[..], more].concat());
        j.outcome.loaded_cost.fte.known().unwrap()
    };
    let (alone, with_hire) = (loaded(&[]), loaded(&[hire]));
    assert!((alone - with_hire).abs() < alone * Decimal::new(5, 2), "{alone} and {with_hire}: who is paid is counted");
    assert!(with_hire < alone, "a support post is paid less than the mean");
    // Two lines of a year rounded to the cent, divided by three FTE.
    assert!((loaded(&[overhead]) - alone - Decimal::from(3000)).abs() < Decimal::new(1, 2), "overhead is part of it");
}

#[test]
fn a_hire_that_lands_in_time_gives_its_hours_to_the_gap() {
    let base = [("frameworks", "[\"hipaa\"]"), ("frameworks.hipaa.due", "\"2027-09-30\""), ("support_fte", "3")];
    let hire = ("hires", r#"[{"role":"support","fte":1,"approved":"2026-10-15"}]"#);
    let late = ("hires", r#"[{"role":"support","fte":1,"approved":"2027-08-15"}]"#);
    let of = |more: &[(&str, &str)]| typed(&[&base[..], more].concat()).outcome;
    let (alone, with, too_late) = (of(&[]), of(&[hire]), of(&[late]));
    let free = |o: &model::evaluate::Outcome<Exact>| o.gaps[0].free.known().unwrap();
    // Filled 42 days after approval, useful three months on: from March 2027, 213 days before the day, at 1,110 hours a year.
    let want = Decimal::from(1110) * Decimal::from(213) / Decimal::from(365);
    assert!((free(&with) - free(&alone) - want).abs() < Decimal::new(1, 6), "{} more", free(&with) - free(&alone));
    assert_eq!(free(&too_late), free(&alone), "one useful after the day helps nothing");
    let gate = |o: &model::evaluate::Outcome<Exact>| o.option(model::figure::OptionId::Today).unwrap().gate_left.unwrap();
    assert!((gate(&with) - gate(&alone)).known().unwrap() > Decimal::from(600), "and Today, which pays it, has its hours too");
}
