//! The worked examples of the rules, as tests: facts typed, no file.

use crate::pack::{catalogues, defaults};
use crate::profile::profile;
use model::decide::{Judgement, State, VerdictKind, judge};
use model::evaluate::Costed;
use model::fact::Facts;
use model::figure::{LineId, OptionId};
use model::number::{Exact, Number};
use model::plan::{Plan, resolve};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use std::collections::BTreeMap;

/// The rules' worked sample: 140 users, 182 endpoints of which 12 servers; 1.0 + 1.0 + 0.4 FTE.
const SAMPLE: &[(&str, &str)] = &[
    ("as_of", "\"2026-09-30\""),
    ("users", "140"),
    ("endpoints", "182"),
    ("servers", "12"),
    ("fte.administrator", "1"),
    ("fte.support", "1"),
    ("fte.manager", "1"),
    ("hands_on.manager", "\"0.4\""),
    ("frameworks", "\"none\""),
    ("coverage", "\"8x5\""),
];

fn plan(changes: &[(&str, &str)]) -> Plan {
    let mut settings: BTreeMap<String, String> = SAMPLE.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
    for (key, value) in changes {
        match value.is_empty() {
            true => drop(settings.remove(*key)),
            false => drop(settings.insert((*key).to_owned(), (*value).to_owned())),
        }
    }
    let (defaults, catalogues) = (defaults().unwrap(), catalogues().unwrap());
    let profile = profile(&settings).unwrap();
    let facts = Facts::fold(&[], &defaults.pack.policy, catalogues, profile.as_of);
    resolve(&profile, &facts, &defaults.pack, catalogues).unwrap()
}

fn judged(changes: &[(&str, &str)]) -> Judgement {
    judge(&plan(changes))
}

/// Whole thousands of a dollar amount.
fn thousands(value: Exact) -> i64 {
    (value.known().unwrap() / Decimal::from(1000)).round().to_i64().unwrap()
}

fn option(j: &Judgement, id: OptionId) -> &Costed<Exact> {
    j.outcome.option(id).unwrap()
}

fn year(option: &Costed<Exact>, lines: &[LineId], year: usize) -> Exact {
    let picked = option.lines.iter().filter(|l| lines.contains(&l.id));
    Exact::Known(picked.map(|l| l.yearly[year].known().unwrap()).sum())
}

fn close(value: Exact, want: &str, tolerance: &str) -> bool {
    let (want, tolerance): (Decimal, Decimal) = (want.parse().unwrap(), tolerance.parse().unwrap());
    (value.known().unwrap() - want).abs() <= tolerance
}

#[test]
fn w2_around_the_clock_takes_the_maximum_not_the_sum() {
    let j = judged(&[("coverage", "\"24x7\""), ("today.coverage", "\"8x5\"")]);
    let running = [LineId::InternalStaff, LineId::Turnover, LineId::Coverage, LineId::Tools];
    assert_eq!(thousands(year(option(&j, OptionId::InHouse), &running, 0)), 716, "4.735 FTE, not 2.25 + 4.735");
    assert_eq!(thousands(year(option(&j, OptionId::Today), &running, 0)), 370, "pay, benefits, training, turnover, tools");
    // The steady year without the posts that end: the manager's 0.4 alone stays beside the fee.
    let steady =
        [("coverage", "\"24x7\""), ("today.coverage", "\"8x5\""), ("fte.administrator", "\"0\""), ("fte.support", "\"0\"")];
    let msp = [LineId::InternalStaff, LineId::Turnover, LineId::ManagedFee, LineId::OutOfScope, LineId::VendorManagement];
    let running = year(option(&judged(&steady), OptionId::FullOutsource), &msp, 0);
    assert_eq!(thousands(running), 548, "an MSP at $225 with its running lines: $178k over Today's $370k");
}

#[test]
fn the_managers_part_post_is_paid_on_every_option() {
    let j = judged(&[("coverage", "\"24x7\""), ("fte.administrator", "\"0\""), ("fte.support", "\"0\"")]);
    let staff = [LineId::InternalStaff, LineId::Turnover];
    let three: Decimal = (0..3).map(|y| year(option(&j, OptionId::FullOutsource), &staff, y).known().unwrap()).sum();
    assert!((three - Decimal::from(329_902)).abs() < Decimal::ONE, "0.4 of a manager over three years, got {three}");
}

#[test]
fn w4_the_one_post_that_can_go_saves_a_post_not_a_share() {
    let with = judged(&[]);
    let without = judged(&[("fte.support", "\"0\"")]);
    let staff = |j: &Judgement| year(option(j, OptionId::Today), &[LineId::InternalStaff], 0).known().unwrap();
    assert_eq!(thousands(Exact::Known(staff(&with) - staff(&without))), 91, "$91k, not 45 % of staff cost");
}

#[test]
fn w5_a_departure_costs_a_share_of_salary() {
    let j = judged(&[("fte.support", "\"0\""), ("fte.manager", "\"0\"")]);
    assert!(close(year(option(&j, OptionId::Today), &[LineId::Turnover], 0), "9196", "1"), "19 % × 50 % × 96,800 = $9.2k");
}

#[test]
fn w6_break_fix_is_priced_by_tier() {
    let j = judged(&[
        ("break_fix.keeps_posts", "false"),
        ("break_fix.after_hours_share", "\"0\""),
        ("break_fix.on_site_share", "\"0\""),
    ]);
    let labour = |id| year(option(&j, id), &[LineId::ReactiveLabour], 0);
    assert_eq!(thousands(labour(OptionId::BreakFixAsSold)), 203, "the minimum holds for each ticket, so by tier");
    let patching = labour(OptionId::BreakFix).known().unwrap() - labour(OptionId::BreakFixAsSold).known().unwrap();
    assert_eq!(patching, Decimal::from(196_200), "1,308 hours of patching at $150");
}

#[test]
fn w8_servers_are_not_also_endpoints() {
    let j = judged(&[]);
    let w = &j.outcome.workload;
    assert!(close(w.reactive, "1187.76", "0.001") && close(w.proactive, "1308", "0.001"), "1,188 + 1,308 hours");
    assert!(close(w.hours / w.usable_per_fte, "2.25", "0.005"), "2.25 FTE against 182 ÷ 80 = 2.28");
    assert!(close(option(&j, OptionId::CoManaged).kept_hours_left.unwrap(), "495.4", "1"), "1,554 − 874 − 185");
}

#[test]
fn in_house_at_required_scope_stays_at_todays_team() {
    let plan = plan(&[]);
    let j = judge(&plan);
    let fte = j.outcome.figures.iter().find(|(id, _)| id.item == "in_house_fte").unwrap().1;
    assert_eq!(fte, Exact::Known("2.4".parse().unwrap()), "it shrinks only by whole posts, and 1.4 would not cover 2.28");
}

#[test]
fn w12_one_fee_two_readings_of_its_steps() {
    use model::input::{Basis, Grade, Input, InputTable, Spread};
    let mut table = InputTable::default();
    let mut add = |name: &str, value: i64| {
        let spread = Some(Spread::point(Decimal::from(value)));
        table.add(Input {
            name: name.into(),
            label: name.into(),
            spread,
            unit: String::new(),
            grade: Grade::Stated,
            basis: Basis::Profile,
            ask: None,
        })
    };
    let steps = [(1, 175), (51, 150), (151, 125)].map(|(from, price)| (Decimal::from(from), add(&format!("p{from}"), price)));
    let (graduated, whole) = (Exact::whole(1), Exact::whole(0));
    let plan = plan(&[]);
    let read = |id| table.get(id).and_then(|i| i.spread).map_or(Exact::Unknown, |s| Exact::Known(s.likely));
    let c = model::evaluate::Calc::new(&plan, &read);
    let fee = |users: i64, how| model::evaluate::stepped(&c, Exact::Known(users.into()), &steps, how).known().unwrap();
    assert_eq!(fee(140, graduated), Decimal::from(22_250), "50 × 175 + 90 × 150");
    assert_eq!(fee(140, whole), Decimal::from(21_000), "140 × 150");
    assert!(fee(151, whole) < fee(150, whole), "under whole-volume 151 users cost less than 150");
}

#[test]
fn six_typed_facts_give_a_directional_answer() {
    let typed = [
        ("fte.administrator", ""),
        ("fte.support", ""),
        ("fte.manager", ""),
        ("hands_on.manager", ""),
        ("support_fte", "\"2.4\""),
    ];
    let j = judged(&typed);
    assert_ne!(j.verdict.kind, VerdictKind::NotYet, "users, endpoints, FTE, frameworks, coverage and servers are enough");
    assert_eq!(j.thresholds.staff_ratio.state, State::Near, "182 ÷ 2.4 = 75.8");
}

#[test]
fn a_missing_fact_is_named_and_never_a_zero() {
    let j = judged(&[("users", "")]);
    assert_eq!(j.verdict.kind, VerdictKind::NotYet);
    assert_eq!(j.verdict.missing, ["users"], "it says what to find out");
    assert_eq!(option(&j, OptionId::FullOutsource).total, Exact::Unknown, "a fee for unknown users is unknown");
    assert!(option(&j, OptionId::Today).total.known().is_some(), "what does not depend on users stands");
}

#[test]
fn no_staff_is_crossed_without_a_value() {
    let j = judged(&[
        ("fte.administrator", ""),
        ("fte.support", ""),
        ("fte.manager", ""),
        ("hands_on.manager", ""),
        ("support_fte", "\"0\""),
    ]);
    let t1 = &j.thresholds.staff_ratio;
    assert_eq!((t1.state, t1.value.known()), (State::Crossed, None), "endpoints with nobody to support them");
}

#[test]
fn splitting_segments_changes_no_figure() {
    let whole = plan(&[("coverage", "\"24x7\"")]);
    let mut split = whole.clone();
    split.schedule = split.schedule.by_month();
    let (a, b) = (judge(&whole), judge(&split));
    for (one, other) in a.outcome.options.iter().zip(&b.outcome.options) {
        assert_eq!((one.total, one.npv), (other.total, other.npv), "{:?}: months are only an expansion", one.id);
    }
}

#[test]
fn w3_the_workload_decides_not_the_ratio() {
    let j = judged(&[
        ("endpoints", "10000"),
        ("servers", "600"),
        ("fte.administrator", "45"),
        ("fte.support", "45"),
        ("fte.manager", ""),
        ("hands_on.manager", ""),
        ("tickets", "24000"),
    ]);
    assert_eq!(j.thresholds.staff_ratio.state, State::Crossed, "1:111");
    let fte = j.outcome.figures.iter().find(|(id, _)| id.item == "in_house_fte").unwrap().1;
    let needed = j.outcome.required_fte.known().unwrap();
    assert!(needed < Decimal::from(90), "24,000 tickets and the upkeep need {needed} FTE, not 10,000 ÷ 80 = 125");
    assert!(fte.known().unwrap() <= Decimal::from(90), "so in-house at required scope does not grow to the ratio");
}

#[test]
fn no_framework_is_a_statement_and_silence_is_not() {
    assert_eq!(judged(&[]).thresholds.compliance.state, State::NotCrossed, "none is a statement");
    let unknown = judged(&[("frameworks", "")]);
    assert_eq!(unknown.thresholds.compliance.state, State::Unknown, "unsaid is not none");
    assert_eq!(unknown.verdict.missing, ["frameworks"]);
}

#[test]
fn the_band_wins_at_both_ends_and_a_small_shortfall_caps_the_state() {
    let state = |endpoints: &str, fte: &str| {
        let typed = [("fte.administrator", ""), ("fte.support", ""), ("fte.manager", ""), ("hands_on.manager", "")];
        let facts = [("endpoints", endpoints), ("support_fte", fte), ("servers", "0")];
        judged(&[typed.as_slice(), facts.as_slice()].concat()).thresholds.staff_ratio
    };
    assert_eq!(state("167", "2.4").state, State::NotCrossed, "69.6 is under the band");
    assert_eq!(state("168", "2.4").state, State::Near, "70 is in it");
    let ninety = state("216", "2.4");
    assert_eq!((ninety.state, ninety.over_limit), (State::Near, true), "90 is in it, and over the plain limit");
    assert_eq!(state("217", "2.4").state, State::Crossed, "90.4 is past it, and 0.31 FTE are missing");
    assert_eq!(state("9", "0.1").state, State::Near, "90:1, but it lacks 23 hours a year");
    assert_eq!(state("0", "2.4").state, State::NotApplicable, "nothing to support");
}

#[test]
fn a_framework_without_a_catalogue_is_unknown_and_never_none() {
    let j = judged(&[("frameworks", "\"cmmc\"")]);
    assert_eq!(j.thresholds.compliance.state, State::Unknown, "it is in force, and nobody assessed it");
    assert_eq!((j.verdict.kind, j.verdict.missing.len()), (VerdictKind::NotYet, 1), "so the answer waits, and says for what");
}

#[test]
fn posts_that_add_up_to_nothing_are_no_staff() {
    let j = judged(&[("fte.administrator", "\"0\""), ("fte.support", "\"0\""), ("fte.manager", "\"0\"")]);
    for o in &j.outcome.options {
        assert!(o.total.known().is_some(), "{:?} is priced at the mix of an unknown role, not undefined", o.id);
    }
}

#[test]
fn today_keeps_its_tools_whoever_is_left() {
    let j = judged(&[("fte.administrator", ""), ("fte.support", ""), ("tools", "\"12000\"")]);
    let tools = year(option(&j, OptionId::Today), &[LineId::Tools], 1);
    assert!(tools.known().unwrap() >= Decimal::from(12_000), "nothing ends under Today");
}

#[test]
fn a_limit_typed_with_a_reason_holds() {
    let j = judged(&[("policy.ratio_near_high", "\"75\"")]);
    assert_eq!(j.thresholds.staff_ratio.state, State::Near, "75.8 is past a limit of 75, but lacks less than a quarter FTE");
    let strict = judged(&[("policy.ratio_near_high", "\"75\""), ("policy.ratio_limit", "\"60\"")]);
    assert_eq!(strict.thresholds.staff_ratio.state, State::Crossed, "at 60 per FTE 0.6 FTE are missing");
}

#[test]
fn a_part_post_ends_only_where_its_reduction_is_stated() {
    let kept = judged(&[("coverage", "\"24x7\""), ("today.coverage", "\"8x5\"")]);
    let reduced = judged(&[("coverage", "\"24x7\""), ("today.coverage", "\"8x5\""), ("reduced_fte.manager", "\"0.4\"")]);
    let staff = |j: &Judgement, id| year(option(j, id), &[LineId::InternalStaff], 2).known().unwrap();
    assert!(staff(&kept, OptionId::FullOutsource) > Decimal::ZERO, "0.4 of a manager stays and is paid");
    assert_eq!(staff(&reduced, OptionId::FullOutsource), Decimal::ZERO, "stated hours of a named post are cash");
    assert_eq!(staff(&kept, OptionId::CoManaged), staff(&reduced, OptionId::CoManaged), "co-managed keeps a manager to steer it");
}

#[test]
fn a_policy_of_age_holds_when_devices_are_counted() {
    use model::{CellId, CellTotal};
    let (defaults, catalogues) = (defaults().unwrap(), catalogues().unwrap());
    let cells = [CellTotal::from_key(CellId(1), "devices|kind=laptop|age=60", 10, vec![]).unwrap()];
    let count = |days: &str| {
        let settings = [("as_of", "\"2026-09-30\""), ("policy.stale_days", days)];
        let profile = profile(&settings.map(|(k, v)| (k.to_owned(), v.to_owned())).into()).unwrap();
        let policy = defaults.pack.policy.with(&profile.stated);
        Facts::fold(&cells, &policy, catalogues, profile.as_of).devices.unwrap().endpoints.value
    };
    assert_eq!((count("90"), count("30")), (Decimal::from(10), Decimal::ZERO), "60 days is fresh under 90 and stale under 30");
}

#[test]
fn what_nothing_reads_is_told() {
    let plan = plan(&[("uesrs", "140")]);
    assert!(plan.notes.iter().any(|n| n.contains("uesrs")), "a slip in a profile must not pass in silence: {:?}", plan.notes);
}

#[test]
fn required_hours_without_todays_are_asked_for() {
    let j = judged(&[("coverage", ""), ("required.coverage", "\"24x7\"")]);
    assert_eq!(j.verdict.missing, ["today.coverage"], "nobody said that Today covers business hours only");
}
