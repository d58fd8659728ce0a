//! What must hold whatever the engagement: over seeded random engagements, offers and contracts included.

use crate::pack::{catalogues, defaults};
use crate::profile::profile;
use model::cell::{CellId, CellTotal, Sum};
use model::decide::{audit, designs, exact, judge, target};
use model::evaluate::{Costed, Outcome};
use model::fact::Facts;
use model::figure::{LineId, OptionId};
use model::input::InputId;
use model::number::Exact;
use model::plan::{Plan, resolve};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// A linear congruential generator (Knuth's MMIX constants): the same engagements on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    fn one_of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[usize::try_from(self.roll(words.len() as u64)).unwrap()]
    }
}

const COVERAGE: [&str; 3] = ["8x5", "12x5", "24x7"];

fn settings(dice: &mut Dice) -> BTreeMap<String, String> {
    let mut s = BTreeMap::from([("as_of".to_owned(), "\"2026-09-30\"".to_owned())]);
    let mut set = |key: &str, value: String| drop(s.insert(key.to_owned(), value));
    set("users", (10 + dice.roll(600)).to_string());
    set("endpoints", (10 + dice.roll(900)).to_string());
    set("servers", dice.roll(9).to_string());
    set("horizon_years", (1 + dice.roll(7)).to_string());
    set("frameworks", "\"none\"".to_owned());
    set("today.coverage", format!("\"{}\"", dice.one_of(&COVERAGE)));
    set("required.coverage", format!("\"{}\"", dice.one_of(&COVERAGE)));
    for role in ["administrator", "support", "network_support", "security"] {
        set(&format!("fte.{role}"), format!("\"{}.{}\"", dice.roll(4), dice.roll(10)));
    }
    if dice.roll(2) == 0 {
        set(
            "planned",
            format!(r#"[{{"from":"2027-{:02}-01","users":{}}}]"#, 1 + dice.roll(12), i64::try_from(dice.roll(90)).unwrap() - 45),
        );
    }
    if dice.roll(3) == 0 {
        set("hires", format!(r#"[{{"role":"{}","fte":1,"approved":"2026-09-15"}}]"#, dice.one_of(&["support", "developer"])));
    }
    if dice.roll(3) == 0 {
        set("overhead", dice.roll(9000).to_string());
    }
    s
}

fn cell(id: i64, key: &str, amount: u64) -> CellTotal {
    let sums = vec![("amount".to_owned(), Sum { total: Decimal::from(amount), known: 1 })];
    CellTotal::from_key(CellId(id), key, 1, sums).unwrap()
}

fn offer(dice: &mut Dice, id: i64, vendor: &str) -> CellTotal {
    let price = match dice.roll(3) {
        0 => format!("price={}", 60 + dice.roll(200)),
        1 => "tiers=1-50:175; 51-150:150; 151+:125".to_owned(),
        _ => format!("price={}|minimum={}|floor=0.85", 60 + dice.roll(200), dice.roll(20_000)),
    };
    let domains = dice.one_of(&["service_desk;endpoint;network;security_operations", "service_desk;endpoint", "network"]);
    let (coverage, term) = (dice.one_of(&COVERAGE), 12 * (1 + dice.roll(5)));
    let basis = dice.one_of(&["user", "device"]);
    cell(id, &format!("quotes|basis={basis}|coverage={coverage}|domains={domains}|{price}|term_months={term}|vendor={vendor}"), 0)
}

fn contracts(dice: &mut Dice) -> Vec<CellTotal> {
    let one = |dice: &mut Dice, id: i64| {
        let end = format!("20{}-0{}-28", 27 + dice.roll(4), 1 + dice.roll(9));
        let key =
            format!("costs|contract_end={end}|domains=network|entry=contract|escalator=0.0{}|vendor=Own {id}", 1 + dice.roll(8));
        cell(id, &key, 1000 + dice.roll(50_000))
    };
    (0..i64::try_from(dice.roll(3)).unwrap()).map(|id| one(dice, 100 + id)).collect()
}

pub(crate) fn resolved(settings: &BTreeMap<String, String>, cells: &[CellTotal]) -> Plan {
    let (defaults, catalogues) = (defaults().unwrap(), catalogues().unwrap());
    let profile = profile(settings).unwrap();
    let facts = Facts::fold(cells, &defaults.pack.policy, catalogues, profile.as_of);
    resolve(&profile, &facts, &defaults.pack, catalogues).unwrap()
}

/// So many random engagements, each with its settings and cells.
pub(crate) fn engagements(count: u64) -> impl Iterator<Item = (BTreeMap<String, String>, Vec<CellTotal>)> {
    (0..count).map(|seed| {
        let mut dice = Dice(seed.wrapping_mul(7919) + 17);
        let settings = settings(&mut dice);
        let mut cells = contracts(&mut dice);
        cells.push(offer(&mut dice, 1, "Alder"));
        cells.push(offer(&mut dice, 2, "Birch"));
        (settings, cells)
    })
}

fn known(values: impl IntoIterator<Item = Exact>) -> Decimal {
    values.into_iter().map(|v| v.known().unwrap()).sum()
}

#[test]
fn parts_add_to_totals_to_the_cent_and_the_audit_holds() {
    for (settings, cells) in engagements(60) {
        let plan = resolved(&settings, &cells);
        let outcome = exact(&plan, None);
        for o in &outcome.options {
            for l in o.lines.iter().filter(|l| l.applies) {
                assert_eq!(known(l.yearly.iter().copied().chain([l.once])), l.total.known().unwrap(), "{:?} {:?}", o.id, l.id);
            }
            let direct = o.lines.iter().filter(|l| l.applies && l.id.in_total()).map(|l| l.total);
            assert_eq!(known(direct), o.total.known().unwrap(), "{:?}: lines are the total, {settings:?}", o.id);
            assert_eq!(known([o.capex, o.opex]), o.total.known().unwrap(), "{:?}: capital and operating are all of it", o.id);
        }
        let failed: Vec<_> = audit(&plan, &outcome).into_iter().filter(|c| !c.passed()).collect();
        assert!(failed.is_empty(), "{failed:?} in {settings:?} {cells:?}");
    }
}

#[test]
fn without_a_discount_the_present_value_is_the_plain_sum() {
    for (mut settings, cells) in engagements(20) {
        settings.insert("discount".to_owned(), "0".to_owned());
        for o in exact(&resolved(&settings, &cells), None).options {
            assert_eq!(o.npv, o.total, "{:?}", o.id);
        }
    }
}

#[test]
fn splitting_segments_changes_nothing() {
    for (settings, cells) in engagements(20) {
        let whole = resolved(&settings, &cells);
        let mut split = whole.clone();
        split.schedule = split.schedule.by_month();
        for (one, other) in exact(&whole, None).options.iter().zip(&exact(&split, None).options) {
            assert_eq!((one.total, one.npv), (other.total, other.npv), "{:?}: months are an expansion, {settings:?}", one.id);
        }
    }
}

fn totals(outcome: &Outcome<Exact>) -> Vec<(OptionId, Exact, Exact)> {
    outcome.options.iter().filter(|o| !matches!(o.id, OptionId::Quote(_))).map(|o| (o.id, o.total, o.npv)).collect()
}

#[test]
fn an_offer_more_or_less_and_its_name_change_no_other_option() {
    for (settings, cells) in engagements(20) {
        let both = exact(&resolved(&settings, &cells), None);
        let one: Vec<CellTotal> = cells.iter().filter(|c| c.dim("vendor") != Some("Birch")).cloned().collect();
        let fewer = exact(&resolved(&settings, &one), None);
        assert_eq!(totals(&both), totals(&fewer), "an offer prices itself alone");
        let alder = |o: &Outcome<Exact>| o.option(OptionId::Quote(0)).map(|o| (o.total, o.npv));
        assert_eq!(alder(&both), alder(&fewer), "the other offer stays as it is");
        let renamed: Vec<CellTotal> =
            one.iter().map(|c| if c.dim("vendor") == Some("Alder") { named(c, "Cypress") } else { c.clone() }).collect();
        assert_eq!(alder(&fewer), alder(&exact(&resolved(&settings, &renamed), None)), "a name is no price");
    }
}

fn named(c: &CellTotal, vendor: &str) -> CellTotal {
    let dims = ["basis", "coverage", "domains", "floor", "minimum", "price", "term_months", "tiers"];
    let kept: Vec<String> = dims.iter().filter_map(|d| Some(format!("{d}={}", c.dim(d)?))).collect();
    cell(1, &format!("quotes|{}|vendor={vendor}", kept.join("|")), 0)
}

#[test]
fn a_dearer_input_never_makes_an_option_cheaper() {
    let dearer = ["pay.support", "tools", "price.standard", "coverage_24x7", "break_fix.hourly_rate", "mdr_price", "inflation"];
    for (settings, cells) in engagements(12) {
        let plan = resolved(&settings, &cells);
        let before = exact(&plan, None);
        for name in dearer {
            let id: InputId = plan.inputs.find(name).unwrap();
            let raised = plan.inputs.get(id).unwrap().spread.unwrap().likely * Decimal::new(12, 1);
            let after = exact(&plan, Some((id, raised)));
            for (a, b) in before.options.iter().zip(&after.options) {
                assert!(b.total.known() >= a.total.known(), "{name} up 20 %: {:?} falls in {settings:?}", a.id);
            }
        }
    }
}

#[test]
fn at_its_target_price_an_offer_ties() {
    let mut found = 0;
    for (settings, cells) in engagements(20) {
        let plan = resolved(&settings, &cells);
        let outcome = exact(&plan, None);
        for id in [OptionId::Quote(0), OptionId::FullOutsource] {
            let Some(tie) = target(&plan, &outcome, id, OptionId::InHouse) else { continue };
            found += 1;
            let read = |id| plan.inputs.get(id).and_then(|i| i.spread).map_or(Exact::Unknown, |s| Exact::Known(s.likely));
            let c = model::evaluate::Calc::new(&plan, &read);
            let at = model::evaluate::at_fee(&c, id, Exact::Known(tie.fee)).unwrap().npv.known().unwrap();
            let goal = outcome.option(OptionId::InHouse).unwrap().npv.known().unwrap();
            // The fee is shown to the cent: half of one, over every month of seven years and the shares taken of the fee.
            assert!((at - goal).abs() < Decimal::from(3), "{id:?}: {at} against {goal}");
        }
    }
    assert!(found > 10, "most offers have a fee that ties: {found}");
}

#[test]
fn designs_are_priced_as_the_option_would_be() {
    for (settings, cells) in engagements(20) {
        let plan = resolved(&settings, &cells);
        for d in designs(&plan).best {
            let mut used = plan.clone();
            (used.co_managed_domains, used.co_managed_coverage) = (d.domains, Some(d.coverage));
            let judged = judge(&used);
            let option = judged.outcome.option(OptionId::CoManaged).unwrap();
            assert_eq!((option.total, option.npv), (d.total, d.npv), "use this gives what was listed");
            assert!(judged.standing(OptionId::CoManaged).unwrap().eligible, "what is listed is feasible");
        }
    }
}

/// An outcome with one option changed.
fn skewed(plan: &Plan, id: OptionId, change: impl Fn(&mut Costed<Exact>)) -> Vec<&'static str> {
    let mut outcome = exact(plan, None);
    change(outcome.options.iter_mut().find(|o| o.id == id).unwrap());
    audit(plan, &outcome).into_iter().filter(|c| !c.passed()).map(|c| c.id).collect()
}

fn at(o: &mut Costed<Exact>, id: LineId) -> &mut model::evaluate::Line<Exact> {
    o.lines.iter_mut().find(|l| l.id == id).unwrap()
}

#[test]
fn a_skewed_outcome_fails_the_audit() {
    let (mut settings, cells) = engagements(1).next().unwrap();
    settings.insert("horizon_years".to_owned(), "3".to_owned());
    let plan = resolved(&settings, &cells);
    let full = OptionId::FullOutsource;
    let fails = |id: &str, change: &dyn Fn(&mut Costed<Exact>)| {
        let failed = skewed(&plan, full, change);
        assert!(failed.contains(&id), "{id} must see it: {failed:?}");
    };
    assert!(skewed(&plan, full, |_| {}).is_empty(), "as evaluated every check holds");
    fails("same_lines", &|o| drop(o.lines.pop()));
    fails("same_timing", &|o| at(o, LineId::ManagedFee).yearly.truncate(1));
    fails("same_escalation", &|o| {
        let monthly = &mut at(o, LineId::ManagedFee).monthly;
        let first = monthly[0];
        monthly.fill(first);
    });
    fails("once_only", &|o| {
        let line = at(o, LineId::Transition);
        line.monthly[0] = Exact::Known(Decimal::TEN);
    });
    fails("counted_once", &|o| o.lines.push(o.lines[0].clone()));
    fails("out_of_scope_alike", &|o| at(o, LineId::OutOfScope).yearly[0] = Exact::Known(Decimal::ZERO));
    fails("coverage_alike", &|o| {
        let line = at(o, LineId::Coverage);
        line.applies = !line.applies;
    });
    fails("vendor_management", &|o| at(o, LineId::VendorManagement).applies = false);
    fails("change_costs", &|o| at(o, LineId::CostToUndo).applies = false);
}

#[test]
fn an_incumbent_paid_beside_its_own_offer_fails_the_audit() {
    let (settings, _) = engagements(1).next().unwrap();
    let all = "service_desk;endpoint;network;security_operations";
    let cells = [
        cell(1, &format!("quotes|basis=user|coverage=8x5|domains={all}|price=150|vendor=Alder IT"), 0),
        cell(2, "costs|contract_end=2028-12-31|domains=network|entry=contract|vendor=ALDER-IT", 24_000),
    ];
    let plan = resolved(&settings, &cells);
    let own = OptionId::Quote(0);
    assert!(skewed(&plan, own, |_| {}).is_empty(), "as evaluated the contract ends where its vendor's own offer begins");
    let failed = skewed(&plan, own, |o| o.contracts[0].fate = model::fact::Fate::Stays);
    assert_eq!(failed, ["own_contract"], "paying a vendor twice for one domain must be seen, however its name is spelled");
}

#[test]
fn the_small_steps_beside_the_options_change_none_of_them() {
    for (mut settings, cells) in engagements(20) {
        let with = exact(&resolved(&settings, &cells), None);
        settings.insert("small_options".to_owned(), "\"no\"".to_owned());
        let without = exact(&resolved(&settings, &cells), None);
        let main = |o: &Outcome<Exact>| {
            o.options.iter().filter(|o| !o.id.is_small()).map(|o| (o.id, o.total, o.npv)).collect::<Vec<_>>()
        };
        assert_eq!(main(&with), main(&without), "an option more or less is priced alone");
        assert_eq!(without.options.len() + OptionId::SMALL.len(), with.options.len());
    }
}

/// A client without staff whose provider carries all for $9,900 a month, and the same provider as an offer (rules 15).
fn incumbent(has_contract: bool) -> Outcome<Exact> {
    let all = "service_desk;endpoint;network;security_operations";
    let typed = [
        ("as_of", "\"2026-09-30\""),
        ("users", "60"),
        ("endpoints", "70"),
        ("support_fte", "0"),
        ("frameworks", "\"none\""),
        ("coverage", "\"8x5\""),
        ("inflation", "0"),
        ("small_options", "\"no\""),
    ];
    let settings: BTreeMap<String, String> = typed.map(|(k, v)| (k.to_owned(), v.to_owned())).into();
    let (one, other) = if has_contract { ("Incumbent", "Challenger") } else { ("Challenger", "Incumbent") };
    let cells = [
        cell(1, &format!("costs|domains={all}|entry=contract|escalator=0.03|vendor={one}"), 118_800),
        cell(2, &format!("quotes|basis=flat|coverage=8x5|domains={all}|escalator=0.03|price=9900|vendor={other}"), 0),
    ];
    exact(&resolved(&settings, &cells), None)
}

#[test]
fn today_swapped_with_an_incumbent_moves_only_the_hurdle() {
    let (as_today, as_offer) = (incumbent(true), incumbent(false));
    let of = |o: &Outcome<Exact>| o.options.iter().map(|o| (o.id, o.total, o.npv)).collect::<Vec<_>>();
    assert_eq!(of(&as_today), of(&as_offer), "whose name stands on the contract in force and whose on the offer is a label");
    let today = as_today.option(OptionId::Today).unwrap();
    let fee = as_today.option(OptionId::Quote(0)).unwrap().lines.iter().find(|l| l.id == LineId::ManagedFee).unwrap();
    assert_eq!(today.total, fee.total, "the same $9,900 a month costs the same as Today's contract and as an offer's fee");
    let tenth = today.npv.known().unwrap() * Decimal::new(1, 1);
    assert_eq!(
        as_today.hurdle.known().unwrap(),
        tenth,
        "without staff the hurdle is a tenth of Today's cost: it alone favours Today"
    );
}

#[test]
fn w12_a_floor_pays_for_users_who_are_gone() {
    let typed = [
        ("as_of", "\"2026-09-30\""),
        ("users", "140"),
        ("endpoints", "182"),
        ("support_fte", "2"),
        ("frameworks", "\"none\""),
        ("coverage", "\"8x5\""),
        ("planned", r#"[{"from":"2026-11-01","users":-40}]"#),
    ];
    let settings: BTreeMap<String, String> = typed.map(|(k, v)| (k.to_owned(), v.to_owned())).into();
    let all = "service_desk;endpoint;network;security_operations";
    let quote = |floor: &str| {
        let quote =
            cell(1, &format!("quotes|basis=user|coverage=8x5|domains={all}|escalator=0{floor}|price=165|vendor=Alder"), 0);
        let outcome = exact(&resolved(&settings, &[quote]), None);
        let lines = &outcome.option(OptionId::Quote(0)).unwrap().lines;
        lines.iter().find(|l| l.id == LineId::ManagedFee).unwrap().yearly[0].known().unwrap()
    };
    assert_eq!(quote(""), Decimal::from(100 * 165 * 12), "140 → 100 users from the first month");
    assert_eq!(
        quote("|floor=0.85") - quote(""),
        Decimal::from(19 * 165 * 12),
        "an 85 % floor pays for 19 absent users: $37,620 a year"
    );
}

#[test]
fn published_cases_hold() {
    let hours = Decimal::from(8760) / Decimal::from(1850);
    assert_eq!(hours.round_dp(3), "4.735".parse::<Decimal>().unwrap(), "posts around the clock at 1,850 productive hours");
    let (settings, cells) = engagements(1).next().unwrap();
    let outcome = exact(&resolved(&settings, &cells), None);
    let tenth = (outcome.personnel.known().unwrap() * Decimal::new(1, 1)).round_dp(6);
    assert_eq!(
        outcome.hurdle.known().unwrap().round_dp(6),
        tenth,
        "41 USC 1710(a)(1)(F): ten per cent of personnel-related cost"
    );
}

#[test]
fn the_published_cost_of_a_cmmc_assessment_is_its_parts_and_spreads_over_three_years() {
    let cmmc = catalogues().unwrap().iter().find(|c| c.id == "cmmc_l2").unwrap();
    let cost = cmmc.assessment_cost.as_ref().unwrap();
    assert_eq!(cost.parts.iter().map(|(_, part)| *part).sum::<Decimal>(), cost.total, "planning, conduct, report, affirmations");
    assert_eq!((cost.total, cost.years), (Decimal::from(104_670), 3), "CMMC L2 by a C3PAO, small entity (89 FR 83092)");
    let (mut settings, cells) = engagements(1).next().unwrap();
    for (key, value) in [("horizon_years", "3"), ("inflation", "0"), ("compliance_cost", "34890")] {
        settings.insert(key.to_owned(), value.to_owned());
    }
    for o in exact(&resolved(&settings, &cells), None).options {
        let line = o.lines.iter().find(|l| l.id == LineId::Compliance).unwrap();
        assert_eq!(line.total.known(), Some(cost.total), "{:?}: a third of it a year is all of it, equal on every option", o.id);
    }
}
