//! Totals, cumulative cost, bridge, cash flow, and what one FTE's money buys.

use super::{size, thousands};
use crate::assessment::Assessment;
use crate::chart::bridge::{Bridge, BridgeStep};
use crate::chart::cash_flow::{CashFlow, Payments};
use crate::chart::cumulative::{CostLine, Crossing, Cumulative};
use crate::chart::totals::{TotalBar, Totals};
use crate::chart::users_curve::{CurvePoint, UsersCurve};
use model::decide::payback;
use model::evaluate::Costed;
use model::figure::{CostGroup, FigureId, LineId, OptionId};
use model::number::Exact;
use model::present::{self, month, number, percent, short_month};
use model::schedule::month_start;
use model::{series, terms};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// Lines a cumulative chart can hold apart.
const LINES: usize = 7;
/// Unit of amounts in thousands.
const UNIT: &str = "US$ thousand";

fn years(a: &Assessment<'_>) -> String {
    match a.plan.schedule.years {
        1 => "one year".to_owned(),
        n => format!("{} years", super::count_word(n.into())),
    }
}

fn rate(a: &Assessment<'_>) -> String {
    let likely =
        a.plan.inputs.get(a.plan.assume.discount).and_then(|i| i.spread).map_or(Exact::Unknown, |s| Exact::Known(s.likely));
    percent(likely)
}

/// Every option's total; with `most`, the first by rank and Today, in-house and the leader in any case.
pub fn totals(a: &Assessment<'_>, most: Option<usize>) -> Totals {
    let shown = chosen(a, most);
    let left_out = a.judgement.shown().len() - shown.len();
    let more = if left_out > 0 { format!(" {left_out} further options in the full report.") } else { String::new() };
    let range = if a.study.is_some() { " Line over the end: P10 to P90." } else { "" };
    Totals {
        finding: totals_finding(a),
        caption: format!(
            "Direct cost over {} by group, US$ thousand, undiscounted. Ranked by net present value at {}. Dashed: not ranked.{range}{more}",
            years(a),
            rate(a)
        ),
        unit: UNIT.to_owned(),
        group_names: CostGroup::ALL.map(|g| terms::group(g).to_owned()),
        bars: shown.into_iter().filter_map(|id| a.judgement.outcome.option(id)).map(|o| bar(a, o)).collect(),
    }
}

fn chosen(a: &Assessment<'_>, most: Option<usize>) -> Vec<OptionId> {
    let all = a.by_rank();
    let Some(most) = most.filter(|m| *m < all.len()) else { return all };
    let always = |id: &OptionId| [Some(OptionId::Today), Some(OptionId::InHouse), a.leader()].contains(&Some(*id));
    let room = most.saturating_sub(all.iter().filter(|id| always(id)).count());
    let first: Vec<OptionId> = all.iter().copied().filter(|id| !always(id)).take(room).collect();
    all.into_iter().filter(|id| always(id) || first.contains(id)).collect()
}

fn totals_finding(a: &Assessment<'_>) -> String {
    let ranking = a.judgement.ranking();
    let Some(first) = ranking.first() else { return "No option is ranked yet".to_owned() };
    if a.leader().is_none() {
        return "What each option costs so far; there is no answer yet".to_owned();
    }
    let name = a.option_name(*first);
    match ranking.len() {
        1 => format!("{name} is the only option that is ranked"),
        n => format!("{name} has the lowest present value of the {} ranked options", super::count_word(n)),
    }
}

fn bar(a: &Assessment<'_>, o: &Costed<Exact>) -> TotalBar {
    let groups = series::groups(o);
    let sizes = groups.map(thousands);
    TotalBar {
        series: a.series(o.id),
        figure: a.figure(FigureId::option(o.id, "total")),
        groups: sizes.iter().all(Option::is_some).then(|| sizes.map(|s| s.unwrap_or(0.0))),
        group_texts: groups.map(present::thousands),
        total_text: present::thousands(o.total),
        whisker: whisker(a, o.id),
        rank: if a.is_ranked(o.id) { a.rank(o.id) } else { a.rank(o.id).to_lowercase() },
    }
}

/// P10 and P90 of the total.
fn whisker(a: &Assessment<'_>, id: OptionId) -> Option<(f64, f64)> {
    let [low, _, high] = &a.study.as_ref()?.range(&a.option_id(id))?.total;
    Some((low.value / 1000.0, high.value / 1000.0)).filter(|(low, high)| low < high)
}

/// The options a chart of lines shows: the leader, Today, in-house, then by rank.
fn lines_of(a: &Assessment<'_>) -> Vec<OptionId> {
    let mut shown: Vec<OptionId> = a.leader().into_iter().collect();
    for id in [OptionId::Today, OptionId::InHouse].into_iter().chain(a.by_rank()) {
        if !shown.contains(&id) && id != OptionId::BreakFixAsSold && shown.len() < LINES {
            shown.push(id);
        }
    }
    shown
}

/// Cumulative cost with every crossing, so many of them told below it.
pub fn cumulative(a: &Assessment<'_>, told: usize) -> Cumulative {
    let costed = |id: &OptionId| {
        let values = series::cumulative(a.judgement.outcome.option(*id)?, &a.plan.schedule)?;
        Some((*id, values))
    };
    let shown: Vec<(OptionId, Vec<Decimal>)> = lines_of(a).iter().filter_map(costed).collect();
    let last = a.plan.schedule.last_month();
    let months = (0..=a.plan.schedule.years).map(|y| (u16::from(y) * 12).min(last));
    let ticks: Vec<(u16, String)> = months.map(|m| (m, short_month(month_start(m, a.plan.as_of)))).collect();
    let amount = |v: &Decimal| present::thousands(Exact::Known(*v));
    let lines = shown.iter().map(|(id, values)| CostLine {
        series: a.series(*id),
        tick_texts: ticks.iter().filter_map(|(m, _)| values.get(usize::from(*m))).map(amount).collect(),
        values: values.iter().map(|v| v.to_f64().unwrap_or(0.0) / 1000.0).collect(),
        end_text: values.last().map_or_else(|| present::thousands(Exact::Unknown), amount),
    });
    let mut crossings: Vec<Crossing> = Vec::new();
    for (at, first) in shown.iter().enumerate() {
        crossings.extend(shown.iter().skip(at + 1).flat_map(|second| meetings(a, first, second)));
    }
    crossings.sort_by_key(|c| c.month);
    Cumulative {
        finding: cumulative_finding(a),
        caption: "Cumulative direct cost, US$ thousand, undiscounted. Circles: crossings. Hollow at the end: not ranked"
            .to_owned(),
        unit: UNIT.to_owned(),
        lines: lines.collect(),
        crossings,
        told,
        ticks,
    }
}

fn meetings(
    a: &Assessment<'_>,
    (first, own): &(OptionId, Vec<Decimal>),
    (second, other): &(OptionId, Vec<Decimal>),
) -> Vec<Crossing> {
    let mut before = Decimal::ZERO;
    let savings: Vec<Decimal> = own
        .iter()
        .zip(other)
        .map(|(o, t)| {
            let ahead = t - o;
            let step = ahead - before;
            before = ahead;
            step
        })
        .collect();
    let crossing = |month_at: u16| {
        let at = usize::from(month_at);
        let ahead = own.get(at).zip(other.get(at)).is_some_and(|(o, t)| o <= t);
        let (under, over) = if ahead { (first, second) } else { (second, first) };
        Crossing {
            month: month_at,
            value: own.get(at).and_then(|v| v.to_f64()).unwrap_or(0.0) / 1000.0,
            date: month(month_start(month_at, a.plan.as_of)),
            words: format!("{} under {}", a.short_name(*under), a.short_name(*over)),
        }
    };
    payback(&savings).crossings.into_iter().map(crossing).collect()
}

/// What the leader's line does against Today's and in-house's.
fn cumulative_finding(a: &Assessment<'_>) -> String {
    let Some(leader) = a.leader().and_then(|id| a.judgement.outcome.option(id)) else {
        return "What each option has cost by each month".to_owned();
    };
    if leader.total.known().is_none() || a.judgement.outcome.option(OptionId::Today).is_none_or(|t| t.total.known().is_none()) {
        return "What each option has cost by each month".to_owned();
    }
    let name = a.option_name(leader.id);
    let falls = |id: OptionId| {
        let other = a.judgement.outcome.option(id)?;
        // Two equal lines: neither is below the other.
        if other.total == leader.total {
            return None;
        }
        let payback = model::decide::against(other, leader, &a.plan.schedule)?;
        let when = payback.month?;
        let what = a.option_name(id);
        Some(match payback.crossings.is_empty() {
            true => format!("{name} is below {what} from the start"),
            false => format!("{name} falls below {what} in {} and stays below", month(month_start(when, a.plan.as_of))),
        })
    };
    falls(OptionId::Today).or_else(|| falls(OptionId::InHouse)).unwrap_or_else(|| match leader.id {
        OptionId::Today => "Today against the other options, month by month".to_owned(),
        _ => format!("{name} has not fallen below Today at the end of the horizon"),
    })
}

/// From Today to the leader; to the first other option by rank where Today leads.
pub fn bridge(a: &Assessment<'_>) -> Option<Bridge> {
    let today = a.judgement.outcome.option(OptionId::Today)?;
    let other = a.leader().into_iter().chain(a.by_rank()).find(|id| *id != OptionId::Today)?;
    let option = a.judgement.outcome.option(other)?;
    let step = |(id, amount): (LineId, Exact)| {
        Some(BridgeStep {
            figure: a.figure(FigureId::option(other, id.name())),
            name: terms::line(id).to_owned(),
            amount: thousands(amount)?,
            text: signed_thousands(amount),
        })
    };
    let name = a.option_name(other);
    let finding = match option.vs_today.known() {
        Some(d) if d.is_sign_negative() => format!("{name} costs {} less than Today", present::money(Exact::Known(d.abs()))),
        Some(_) => format!("{name} costs {} more than Today", present::money(option.vs_today)),
        None => format!("From Today to {name}"),
    };
    Some(Bridge {
        finding,
        caption: format!("Direct cost over {} line by line, US$ thousand, undiscounted", years(a)),
        from: a.series(OptionId::Today),
        from_total: (thousands(today.total)?, present::thousands(today.total)),
        steps: series::bridge(today, option).into_iter().filter_map(step).collect(),
        to: a.series(other),
        to_total: (thousands(option.total)?, present::thousands(option.total)),
    })
}

/// Thousands with their sign.
fn signed_thousands(value: Exact) -> String {
    let text = present::thousands(value);
    if value.known().is_some_and(|d| d > Decimal::ZERO) { format!("+{text}") } else { text }
}

/// What is paid when.
pub fn cash_flow(a: &Assessment<'_>) -> CashFlow {
    let periods = std::iter::once("Time 0".to_owned()).chain((1..=a.plan.schedule.years).map(|y| format!("Year {y}")));
    let payments = |id: OptionId| {
        let flows = series::years(a.judgement.outcome.option(id)?, &a.plan.schedule);
        Some(Payments {
            series: a.series(id),
            amounts: flows.iter().map(|f| thousands(*f)).collect(),
            texts: flows.iter().map(|f| present::thousands(*f)).collect(),
        })
    };
    CashFlow {
        finding: cash_finding(a),
        caption: "Direct cost by plan year, US$ thousand, undiscounted".to_owned(),
        periods: periods.collect(),
        options: lines_of(a).into_iter().filter_map(payments).collect(),
    }
}

fn cash_finding(a: &Assessment<'_>) -> String {
    let leader = a.leader().and_then(|id| a.judgement.outcome.option(id));
    let first = leader.map(|o| (o.id, series::years(o, &a.plan.schedule)));
    match first {
        Some((id, flows)) if flows.len() > 1 => {
            format!(
                "{} asks for {} at time 0 and {} in year 1",
                a.option_name(id),
                present::money(flows[0]),
                present::money(flows[1])
            )
        }
        _ => "What each option asks for, year by year".to_owned(),
    }
}

/// Fees the curve is drawn over, US$ a user and month.
const FEES: (u32, u32, usize) = (60, 360, 5);

/// The users one loaded FTE's money buys.
pub fn users_curve(a: &Assessment<'_>) -> UsersCurve {
    let o = &a.judgement.outcome;
    let line = Exact::Known(a.plan.policy.loaded_line);
    let point = |option: &Costed<Exact>| {
        let fee = series::fee_per_user_month(a.plan, option)?;
        let users = series::users_for(o.loaded_cost.fte, fee);
        Some(CurvePoint {
            series: Some(a.series(option.id)),
            name: a.short_name(option.id),
            fee: size(fee)?,
            users: size(users)?,
            text: format!("{}: {} users", present::money(fee), number(users, 0)),
        })
    };
    let today = series::users_per_fte(a.plan, o);
    let ranked = a.by_rank().into_iter().filter_map(|id| o.option(id));
    UsersCurve {
        finding: curve_finding(a, today),
        caption: "Users a loaded FTE's yearly cost buys at a managed fee, US$ per user and month, first year".to_owned(),
        curve: curve(o.loaded_cost.fte),
        level: size(today).map(|level| (level, format!("{} users per support FTE today", number(today, 0)))),
        line_curve: curve(line),
        names: [format!("loaded FTE {}", present::money(o.loaded_cost.fte)), format!("line {}", present::money(line))],
        points: ranked.filter_map(point).take(6).collect(),
    }
}

fn curve(yearly: Exact) -> Vec<(f64, f64)> {
    let (from, to, step) = FEES;
    let at = |fee: u32| Some((f64::from(fee), size(series::users_for(yearly, Exact::Known(Decimal::from(fee))))?));
    (from..=to).step_by(step).filter_map(at).collect()
}

fn curve_finding(a: &Assessment<'_>, today: Exact) -> String {
    let o = &a.judgement.outcome;
    let best = a.leader().into_iter().chain(a.judgement.ranking()).filter_map(|id| o.option(id));
    let best = best.filter_map(|option| series::fee_per_user_month(a.plan, option).map(|fee| (option.id, fee))).next();
    match (best, today.known(), o.loaded_cost.fte.known()) {
        (Some((id, fee)), Some(_), Some(_)) => format!(
            "One loaded FTE costs what {} charges for {} users; today one supports {}",
            a.option_name(id),
            number(series::users_for(o.loaded_cost.fte, fee), 0),
            number(today, 0)
        ),
        _ => "The users one loaded FTE's money buys at a managed fee".to_owned(),
    }
}
