//! T4: managed service at equivalent scope against in-house at required scope (rules 10).

use super::eligibility::Standing;
use super::finding::{Beside, Finding, Form, Grid, GridRow, State, blank, is_managed, required_facts, unknown_sentence};
use crate::evaluate::{Costed, Outcome, RoleCost};
use crate::figure::{FigureId, OptionId, Subject};
use crate::number::Exact;
use crate::plan::{Plan, Post};
use crate::present::{money, sentence_start};
use crate::terms;
use rust_decimal::Decimal;

/// The finding of T4.
pub(super) fn finding(plan: &Plan, o: &Outcome<Exact>, standings: &[Standing]) -> Finding {
    let p = &plan.policy;
    let mut f = blank(
        id("value"),
        "of in-house at required scope",
        "cheapest eligible managed option ÷ in-house at required scope, direct totals",
    );
    f.limit = Exact::Known(p.loaded_cost_limit);
    f.band = Some((p.loaded_cost_limit, p.loaded_cost_near));
    f.places = 2;
    line(&mut f, plan, o);
    f.grids.extend(roles(plan, o));
    f.missing = required_facts(plan);
    let managed = o.options.iter().zip(standings).filter(|(o, s)| is_managed(o.id) && s.eligible);
    let best = managed.filter_map(|(o, _)| Some((o.to_in_house.known()?, o))).min_by_key(|(ratio, _)| *ratio);
    let Some((ratio, option)) = best else {
        f.say_only(match f.missing.is_empty() {
            true => "No managed option is eligible.".to_owned(),
            false => unknown_sentence(&f.missing),
        });
        f.state = if f.missing.is_empty() { State::NotCrossed } else { State::Unknown };
        return f;
    };
    f.figure = FigureId::option(option.id, "to_in_house");
    f.value = Exact::Known(ratio);
    f.margin = f.value - f.limit;
    f.over_limit = ratio < p.loaded_cost_limit;
    f.state = state(plan, ratio);
    trap(&mut f, plan, option);
    if !matches!(option.id, OptionId::Quote(_)) {
        f.notes.push(format!("{} is priced from the market, not from a quote.", terms::option(option.id, plan)));
    }
    say(&mut f, plan, o, option);
    f
}

fn id(item: &'static str) -> FigureId {
    FigureId::of(Subject::LoadedCost, item)
}

fn state(plan: &Plan, ratio: Decimal) -> State {
    if ratio < plan.policy.loaded_cost_limit {
        State::Crossed
    } else if ratio <= plan.policy.loaded_cost_near {
        State::Near
    } else {
        State::NotCrossed
    }
}

/// The line is evidence with a flag of its own, never the state.
fn line(f: &mut Finding, plan: &Plan, o: &Outcome<Exact>) {
    let (cost, line) = (o.loaded_cost.fte, plan.policy.loaded_line);
    f.beside.push(Beside::new("Loaded cost of one FTE a year", id("loaded_fte"), cost, Form::Money));
    if let Some(known) = cost.known() {
        let over = known > line;
        if over {
            f.flags.push("over_120k");
        }
        let side = if over { "over" } else { "not over" };
        f.notes.push(format!("A loaded FTE at {} a year is {side} the line of {}.", money(cost), money(Exact::Known(line))));
    }
}

/// A total under the base pay of the posts that end compares the wrong things where somebody reads base pay alone.
fn trap(f: &mut Finding, plan: &Plan, option: &Costed<Exact>) {
    let Some(pay) = option.ended_pay else { return };
    f.beside.push(Beside::new(
        "Base pay of the posts that end, over the horizon",
        FigureId::option(option.id, "ended_pay"),
        pay,
        Form::Money,
    ));
    let name = terms::option(option.id, plan);
    let (total, base) = (money(option.total), money(pay));
    if pay.known().zip(option.total.known()).is_some_and(|(pay, total)| total < pay) {
        f.flags.push("base_pay_trap");
        f.notes.push(format!("{name} at {total} is under the base pay of the posts that end, {base}."));
    }
}

fn say(f: &mut Finding, plan: &Plan, o: &Outcome<Exact>, option: &Costed<Exact>) {
    let in_house = o.option(OptionId::InHouse).map_or(Exact::Unknown, |i| i.total);
    let name = terms::option(option.id, plan);
    f.beside.push(Beside::new(&format!("Direct cost, {name}"), FigureId::option(option.id, "total"), option.total, Form::Money));
    f.beside.push(Beside::new(
        "Direct cost, in-house at required scope",
        FigureId::option(OptionId::InHouse, "total"),
        in_house,
        Form::Money,
    ));
    let clause = format!("{name} costs {} against {} in-house at required scope", money(option.total), money(in_house));
    let line = money(Exact::Known(plan.policy.loaded_line));
    f.say(clause, &format!("; a loaded FTE costs {} a year against the line of {line}.", money(o.loaded_cost.fte)));
}

/// What an FTE of each role costs, part by part.
fn roles(plan: &Plan, o: &Outcome<Exact>) -> Option<Grid> {
    let roles = &o.loaded_cost.roles;
    let first = roles.first()?;
    let mut head = vec!["Pay", "Benefits", "Bonus and training", "Turnover"];
    head.extend(first.coverage.map(|_| "On-call"));
    head.extend(first.overhead.map(|_| "Overhead"));
    head.extend(first.tools.map(|_| "Tools"));
    head.push("Loaded");
    let rows = plan.posts.iter().zip(roles).enumerate().map(|(at, (post, cost))| row(at, post, cost));
    Some(Grid {
        title: "One FTE by role, a year".to_owned(),
        of: "Role",
        head: head.into_iter().map(str::to_owned).collect(),
        rows: rows.collect(),
        monthly: false,
    })
}

fn row(at: usize, post: &Post, cost: &RoleCost<Exact>) -> GridRow {
    let of = |item| FigureId::of(Subject::Post(u16::try_from(at).unwrap_or(u16::MAX)), item);
    let mut cells = vec![
        (of("pay"), cost.pay),
        (of("benefits"), cost.benefits),
        (of("bonus_and_training"), cost.bonus_and_training),
        (of("turnover"), cost.turnover),
    ];
    cells.extend(cost.coverage.map(|v| (of("coverage"), v)));
    cells.extend(cost.overhead.map(|v| (of("overhead"), v)));
    cells.extend(cost.tools.map(|v| (id("tools"), v)));
    cells.push((of("loaded"), cost.total));
    let money = |(id, value)| (id, value, Form::Money);
    (sentence_start(&post.role.replace('_', " ")), cells.into_iter().map(money).collect())
}
