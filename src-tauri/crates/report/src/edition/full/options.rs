//! Options side by side: the same lines, both differences, what each delivers.

use crate::assessment::Assessment;
use crate::chart::DrawError;
use crate::document::{Align, Cell, Column, Figure, Op, Row, RowLook, Run, Style, Table, Width};
use crate::edition::words::{heading, note, prose, section};
use crate::face::{Cut, Faces};
use crate::ink::Ink;
use crate::pictures;
use model::decide::against;
use model::evaluate::{Costed, Line};
use model::figure::{FigureId, LineId, OptionId};
use model::number::Exact;
use model::present::{lines_in_thousands, money, month, number, percent, thousands};
use model::schedule::month_start;
use model::terms;
use rust_decimal::Decimal;

/// Options one table can hold.
const ACROSS: usize = 8;
/// Options the summary shows at its most generous.
const ON_THE_BOARD: usize = 9;

/// The section.
pub fn ops(a: &Assessment<'_>, faces: &Faces, width: f64) -> Result<Vec<Op>, DrawError> {
    let mut ops = Vec::from(section(3, "Options", title(a)));
    ops.push(prose(basis(a)));
    for options in a.judgement.shown().chunks(ACROSS) {
        ops.push(side_by_side(a, options));
    }
    ops.push(note(
        "“–”: the option does not have the line. Parts are rounded so that they add up to the total shown. Budget change is the option less Today. \
         Hardware refresh and user time are equal on every option and outside the total. Each figure leads to its formula.",
    ));
    ops.push(heading(2, "What each option delivers, and why it is ranked or not"));
    ops.push(delivers(a));
    if a.judgement.shown().len() > ON_THE_BOARD {
        ops.push(Op::Figure(Figure::of(&pictures::totals(a, None), faces, width)?));
    }
    if let Some(bridge) = pictures::bridge(a) {
        ops.push(Op::Figure(Figure::of(&bridge, faces, width)?));
    }
    ops.extend(crossings(a));
    let cash = pictures::cash_flow(a);
    if cash.options.iter().flat_map(|o| &o.amounts).any(Option::is_some) {
        ops.push(Op::Figure(Figure::of(&cash, faces, width)?));
    }
    Ok(ops)
}

/// Every crossing of the cumulative chart, by date.
fn crossings(a: &Assessment<'_>) -> Vec<Op> {
    let chart = pictures::cumulative(a, 0);
    if chart.crossings.is_empty() {
        return Vec::new();
    }
    let row = |c: &crate::chart::cumulative::Crossing| {
        let value = number(Exact::Known(Decimal::from(c.value.round() as i64)), 0);
        Row::of(vec![Cell::words(&c.date), Cell::words(&c.words), Cell::words(value)])
    };
    let columns = vec![Column::narrow(110.0), Column::words(1.0), Column::figures(110.0)];
    let head = vec![Cell::quiet("Month"), Cell::quiet("What crosses"), Cell::quiet("At, US$ thousand")];
    let table = Table::new(columns, head, chart.crossings.iter().map(row).collect());
    vec![heading(2, "When cumulative costs cross"), Op::Table(Table { measure: Some(420.0), ..table })]
}

fn title(a: &Assessment<'_>) -> String {
    let ranking = a.judgement.ranking();
    let npv = |id: &OptionId| a.judgement.outcome.option(*id).and_then(|o| o.npv.known());
    match (ranking.first(), ranking.get(1)) {
        (Some(first), Some(second)) => {
            let gap = npv(second).zip(npv(first)).map_or(Exact::Unknown, |(b, a)| Exact::Known(b - a));
            format!("The same lines on every option: {} is {} under the next", a.option_name(*first), money(gap))
        }
        (Some(first), None) => format!("The same lines on every option: only {} is ranked", a.option_name(*first)),
        _ => "The same lines on every option: none is ranked yet".to_owned(),
    }
}

fn basis(a: &Assessment<'_>) -> String {
    let likely = |id| a.plan.inputs.get(id).and_then(|i| i.spread).map_or(Exact::Unknown, |s| Exact::Known(s.likely));
    let assume = &a.plan.assume;
    let first = month(month_start(1, a.plan.as_of));
    let last = month(month_start(a.plan.schedule.last_month(), a.plan.as_of));
    format!(
        "Direct cost, {first} to {last}, with what falls due before go-live at time 0. The distance between options is of net present value at {}. \
         Wages grow {} a year, other prices {}; each contract keeps its own escalator.",
        percent(likely(assume.discount)),
        percent_fine(likely(assume.merit)),
        percent_fine(likely(assume.inflation)),
    )
}

fn percent_fine(value: Exact) -> String {
    value.known().map_or_else(|| "an unknown share".to_owned(), |d| format!("{} %", (d * Decimal::from(100)).normalize()))
}

fn side_by_side(a: &Assessment<'_>, options: &[&Costed<Exact>]) -> Op {
    let mut columns = vec![Column { width: Width::Points(98.0), align: Align::Left }];
    columns.extend(options.iter().map(|_| Column { width: Width::Share(1.0), align: Align::Right }));
    let shown: Vec<Vec<Cell>> = options.iter().map(|o| amounts(a, o)).collect();
    let mut rows: Vec<Row> = LineId::ALL
        .into_iter()
        .filter(|id| id.in_total() && options.iter().all(|o| o.lines.iter().any(|l| l.id == *id)))
        .enumerate()
        .map(|(at, id)| row(terms::line(id), shown.iter().map(|column| column[at].clone())).look(look_of(id)))
        .collect();
    rows.push(row_bold("Direct cost", options.iter().map(|o| figure(a, o, "total", thousands(o.total), true))));
    rows.extend(below(a, options));
    let leader = options.iter().position(|o| Some(o.id) == a.leader());
    let mut table = Table::new(columns, head(a, options), rows);
    table.leader = leader.map(|at| (at + 1, a.series(options[at].id).ink));
    (table.padding, table.gutter, table.head_style, table.whole) = (1.7, 4.0, Style::Note, true);
    Op::Table(table)
}

/// A hairline closes each cost group.
fn look_of(id: LineId) -> RowLook {
    if id.closes_group() { RowLook::Plain } else { RowLook::Grouped }
}

fn head(a: &Assessment<'_>, options: &[&Costed<Exact>]) -> Vec<Cell> {
    let cell = |o: &Costed<Exact>| {
        let series = a.series(o.id);
        let name = Run { cut: Some(Cut::Medium), ..Run::plain(a.short_name(o.id)) };
        let quiet = Run::plain(terms::option_note(o.id, a.plan)).ink(Ink::Ink3);
        Cell { lines: vec![vec![name], vec![quiet]], shape: Some((series.shape, series.ink, series.ranked)), ..Cell::default() }
    };
    std::iter::once(Cell::quiet("US$ thousand")).chain(options.iter().copied().map(cell)).collect()
}

/// An option's direct lines in thousands, so rounded that they add up to its total.
fn amounts(a: &Assessment<'_>, o: &Costed<Exact>) -> Vec<Cell> {
    let cell = |(l, text): (&Line<Exact>, String)| match l.applies {
        true => figure(a, o, l.id.name(), text, false),
        false => Cell::quiet("–"),
    };
    o.lines.iter().zip(lines_in_thousands(o)).filter(|(l, _)| l.id.in_total()).map(cell).collect()
}

fn figure(a: &Assessment<'_>, o: &Costed<Exact>, item: &'static str, text: String, bold: bool) -> Cell {
    let run = if bold { Run::bold(text) } else { Run::plain(text) };
    Cell::of(vec![run.to(format!("figure.{}", a.figure(FigureId::option(o.id, item))))])
}

fn row(name: &str, cells: impl Iterator<Item = Cell>) -> Row {
    Row::of(std::iter::once(Cell::words(name)).chain(cells).collect())
}

fn row_bold(name: &str, cells: impl Iterator<Item = Cell>) -> Row {
    Row::of(std::iter::once(Cell::bold(name)).chain(cells).collect()).look(RowLook::Total)
}

/// Thousands with their sign; nothing against itself.
fn signed(value: Exact) -> String {
    match value.known() {
        Some(d) if d.is_zero() => "–".to_owned(),
        Some(d) if d > Decimal::ZERO => format!("+{}", thousands(value)),
        _ => thousands(value),
    }
}

fn below(a: &Assessment<'_>, options: &[&Costed<Exact>]) -> Vec<Row> {
    let today = a.judgement.outcome.option(OptionId::Today);
    let payback = |o: &Costed<Exact>| {
        let found = today.and_then(|t| against(t, o, &a.plan.schedule)).and_then(|p| p.month);
        found.map_or_else(|| "–".to_owned(), |m| m.to_string())
    };
    let outside = |id: LineId| move |o: &Costed<Exact>| o.lines.iter().find(|l| l.id == id && l.applies).map(|l| l.total);
    let outside_row = |name: &str, id: LineId| {
        let cell =
            |o: &Costed<Exact>| outside(id)(o).map_or_else(|| Cell::quiet("–"), |v| figure(a, o, id.name(), thousands(v), false));
        row(name, options.iter().copied().map(cell))
    };
    vec![
        row("Net present value", options.iter().map(|o| figure(a, o, "npv", thousands(o.npv), false))),
        row("Rank by present value", options.iter().map(|o| Cell::words(rank(a, o.id)))),
        row("Budget change", options.iter().map(|o| figure(a, o, "vs_today", signed(o.vs_today), false))),
        row("Against building it", options.iter().map(|o| figure(a, o, "vs_in_house", signed(o.vs_in_house), false))),
        row("Per user and month, $", options.iter().map(|o| figure(a, o, "per_user_month", number(o.per_user_month, 0), false))),
        row("Payback, month", options.iter().map(|o| Cell::words(payback(o)))),
        outside_row("Outside: hardware", LineId::HardwareRefresh),
        outside_row("Outside: user time", LineId::Indirect),
    ]
}

fn rank(a: &Assessment<'_>, id: OptionId) -> String {
    if a.is_ranked(id) { a.rank(id) } else { "–".to_owned() }
}

fn delivers(a: &Assessment<'_>) -> Op {
    let row = |id: OptionId| {
        let series = a.series(id);
        let standing = a.judgement.standing(id);
        let words: Vec<String> =
            standing.into_iter().flat_map(|s| s.reasons.iter().chain(&s.scope_gap)).map(|w| a.words(w)).collect();
        let priced = a.judgement.outcome.option(id).is_some_and(|o| o.npv.known().is_some());
        let words = match (words.is_empty(), priced) {
            (true, true) => "Delivers the required scope.".to_owned(),
            (true, false) => "Its cost is not known yet.".to_owned(),
            _ => words.join(" "),
        };
        Row::of(vec![
            Cell { shape: Some((series.shape, series.ink, series.ranked)), ..Cell::words(a.option_name(id)) },
            Cell::words(a.rank(id)),
            Cell::quiet(words),
        ])
    };
    let columns = vec![Column::narrow(132.0), Column::narrow(58.0), Column::words(1.0)];
    Op::Table(Table::new(columns, Table::heads(["Option", "Rank", "What to know"]), a.by_rank().into_iter().map(row).collect()))
}
