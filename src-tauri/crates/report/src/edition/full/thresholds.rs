//! The four thresholds: value, limit, formula, what they rest on.

use crate::assessment::{Assessment, Evidence};
use crate::chart::DrawError;
use crate::document::{Cell, Column, Figure, Op, Row, Run, Table};
use crate::edition::words::{heading, leading, note, prose, section};
use crate::face::Faces;
use crate::pictures;
use model::decide::{Beside, Finding, Form, Grid, GridRow};
use model::fact::OpenState;
use model::figure::{FigureId, Subject};
use model::number::Exact;
use model::plan::Framework;
use model::present::{day, number, sentence_start};
use model::terms;

/// The section.
pub fn ops(a: &Assessment<'_>, faces: &Faces, width: f64) -> Result<Vec<Op>, DrawError> {
    let bars = pictures::thresholds(a);
    let mut ops = Vec::from(section(2, "Thresholds", &bars.finding));
    ops.push(prose(
        "Crossed means a reason to change how IT is supplied, not a failing. Limits are policy and can be changed with a reason.",
    ));
    ops.push(Op::Figure(Figure::of(&bars, faces, width)?.untitled()));
    let t = &a.judgement.thresholds;
    ops.extend(finding(a, 0, &t.staff_ratio));
    ops.extend(figures(a, &t.staff_ratio));
    ops.extend(finding(a, 1, &t.compliance));
    ops.extend(compliance(a, faces, width)?);
    ops.extend(finding(a, 2, &t.velocity));
    ops.extend(figures(a, &t.velocity));
    ops.extend(workload(a, faces, width)?);
    ops.extend(finding(a, 3, &t.loaded_cost));
    ops.extend(figures(a, &t.loaded_cost));
    ops.extend(curve(a, faces, width)?);
    Ok(ops)
}

/// State, sentence, value against limit, formula and rows of one threshold.
fn finding(a: &Assessment<'_>, at: usize, f: &Finding) -> Vec<Op> {
    let name = terms::THRESHOLDS.get(at).copied().unwrap_or_default();
    let mut ops = vec![heading(2, format!("{name}: {}", terms::state(f.state).to_lowercase())), leading(a.words(&f.sentence))];
    ops.push(facts(a, at, f));
    ops.extend(evidence(&a.evidence[at]));
    ops
}

fn facts(a: &Assessment<'_>, at: usize, f: &Finding) -> Op {
    let bullet = pictures::bullet(a, at, f);
    let link = format!("figure.{}", bullet.id);
    let pair = |name: &str, cell: Cell| Row::of(vec![Cell::quiet(name), cell]);
    let value = match f.value.known() {
        Some(_) => format!("{} {}", bullet.value_text.trim_end_matches(" h"), f.unit),
        None => bullet.value_text.clone(),
    };
    let mut rows = vec![pair("Value", Cell::of(vec![Run::bold(value).to(link)]))];
    if f.limit.known().is_some() {
        rows.push(pair("Limit", Cell::words(number(f.limit, limit_places(f)))));
    }
    if let Some((low, high)) = f.band {
        let text = |d| number(Exact::Known(d), limit_places(f));
        rows.push(pair("Near", Cell::words(format!("{} to {}", text(low), text(high)))));
    }
    rows.push(pair("Formula", Cell::words(f.formula)));
    let beside =
        if f.notes.is_empty() { f.flags.iter().map(|flag| flag_words(flag).to_owned()).collect() } else { f.notes.clone() };
    if !beside.is_empty() {
        rows.push(pair("Beside it", Cell::words(beside.join(" "))));
    }
    if !f.missing.is_empty() {
        rows.push(pair("Not known", Cell::words(a.words(&f.missing.join(", ")))));
    }
    Op::Table(Table { whole: true, ..Table::new(vec![Column::narrow(70.0), Column::words(1.0)], Vec::new(), rows) })
}

/// Limits of whole numbers are shown without decimals.
fn limit_places(f: &Finding) -> u32 {
    if f.places == 1 { 0 } else { f.places }
}

fn flag_words(flag: &str) -> &str {
    match flag {
        "self_set_date" => "The day was set by the client itself.",
        other => other,
    }
}

/// Files with how many rows and the first of them.
fn evidence(list: &[Evidence]) -> Vec<Op> {
    if list.is_empty() {
        return Vec::new();
    }
    let row = |e: &Evidence| {
        let first: Vec<String> = e.first.iter().map(u32::to_string).collect();
        let more = match e.first.len() {
            0 => "left out",
            named if (e.rows as usize) > named => " …",
            _ => "",
        };
        Row::of(vec![Cell::words(&e.source), Cell::words(e.rows.to_string()), Cell::quiet(format!("{}{more}", first.join(", ")))])
    };
    let columns = vec![Column::words(1.0), Column::figures(50.0), Column::words(1.2)];
    vec![Op::Table(Table::new(columns, Table::heads(["Evidence", "Rows", "Row numbers"]), list.iter().map(row).collect()))]
}

/// Name, value and link of figures.
fn ledger(a: &Assessment<'_>, rows: &[(&str, Exact, FigureId, u32)]) -> Op {
    let row = |(name, value, id, places): &(&str, Exact, FigureId, u32)| {
        let run = Run::plain(number(*value, *places)).to(format!("figure.{}", a.figure(*id)));
        Row::of(vec![Cell::words(*name), Cell::of(vec![run])])
    };
    let columns = vec![Column::words(1.0), Column::figures(90.0)];
    Op::Table(narrow(Table::new(columns, Table::heads(["Figure", "Value"]), rows.iter().map(row).collect())))
}

/// Short words and a figure stand near each other.
fn narrow(table: Table) -> Table {
    Table { measure: Some(320.0), whole: true, ..table }
}

/// What stands beside a finding: figures, and those by month or role.
fn figures(a: &Assessment<'_>, f: &Finding) -> Vec<Op> {
    let row = |b: &Beside| {
        let run = Run::plain(b.form.text(b.value)).to(format!("figure.{}", a.figure(b.figure)));
        Row::of(vec![Cell::words(&b.name), Cell::of(vec![run])])
    };
    let columns = vec![Column::words(1.0), Column::figures(90.0)];
    let table = narrow(Table::new(columns, Table::heads(["Figure", "Value"]), f.beside.iter().map(row).collect()));
    std::iter::once(Op::Table(table)).chain(f.grids.iter().flat_map(|g| grid(a, g))).collect()
}

/// Months apart that a table by month shows; the rest lies between.
const MONTHS_APART: usize = 3;

fn grid(a: &Assessment<'_>, g: &Grid) -> Vec<Op> {
    let cell = |(id, value, form): &(FigureId, Exact, Form)| {
        let run = Run::plain(form.text(*value));
        // Months have no place in the list of figures: they come about as month 12 does.
        Cell::of(vec![if g.monthly { run } else { run.to(format!("figure.{}", a.figure(*id))) }])
    };
    let shown = g.rows.iter().enumerate().filter(|(at, _)| !g.monthly || (at + 1) % MONTHS_APART == 0);
    let row = |(name, cells): &GridRow| Row::of(std::iter::once(Cell::words(name)).chain(cells.iter().map(cell)).collect());
    let rows = shown.map(|(_, r)| row(r)).collect();
    let columns = std::iter::once(Column::words(1.0)).chain(g.head.iter().map(|_| Column::figures(68.0))).collect();
    let head = std::iter::once(g.of).chain(g.head.iter().map(String::as_str)).map(Cell::quiet).collect();
    vec![heading(3, g.title.clone()), Op::Table(Table { whole: true, ..Table::new(columns, head, rows) })]
}

fn compliance(a: &Assessment<'_>, faces: &Faces, width: f64) -> Result<Vec<Op>, DrawError> {
    let mut ops = Vec::new();
    for (at, (framework, gap)) in a.plan.frameworks.iter().zip(&a.judgement.outcome.gaps).enumerate() {
        let subject = Subject::Framework(u16::try_from(at).unwrap_or(u16::MAX));
        ops.push(heading(3, format!("{}, due {}", framework.title, day(framework.due))));
        let of = |item| FigureId::of(subject, item);
        ops.push(ledger(
            a,
            &[
                ("Free hours to the day", gap.free, of("free_hours"), 0),
                ("Hours to close the gap", gap.effort, of("effort"), 0),
                ("Left", gap.left, of("left"), 0),
            ],
        ));
        if let Some(chart) = pictures::coverage(a, at).filter(|_| a.redaction.is_none()) {
            ops.push(Op::Figure(Figure::of(&chart, faces, width)?));
        }
        ops.extend(open_requirements(a, framework));
        ops.push(note(format!("{}. {}.", framework.citation, sentence_start(framework.disclaimer.trim_end_matches('.')))));
    }
    Ok(ops)
}

/// What is open, one by one; kept out of what leaves the house.
fn open_requirements(a: &Assessment<'_>, f: &Framework) -> Vec<Op> {
    if a.redaction.is_some() {
        return vec![note("Requirements that are open are left out of this edition.")];
    }
    let row = |r: &model::fact::OpenRequirement| {
        let carriers: Vec<&str> = r.carried_by.iter().map(|d| d.title()).collect();
        let carriers = if carriers.is_empty() { "client".to_owned() } else { carriers.join(", ") };
        Row::of(vec![Cell::words(&r.id), Cell::words(&r.title), Cell::words(state(r.state)), Cell::quiet(carriers)])
    };
    let columns = vec![Column::narrow(82.0), Column::words(1.4), Column::narrow(90.0), Column::words(1.0)];
    let head = Table::heads(["Open requirement", "Title", "State", "Carrier"]);
    vec![Op::Table(Table::new(columns, head, f.requirements.iter().map(row).collect()))]
}

fn state(state: OpenState) -> &'static str {
    match state {
        OpenState::Unevidenced => "done, no evidence",
        OpenState::Partial => "begun",
        OpenState::Open => "not begun",
        OpenState::Unlisted => "not in the register",
    }
}

fn workload(a: &Assessment<'_>, faces: &Faces, width: f64) -> Result<Vec<Op>, DrawError> {
    let chart = pictures::workload(a);
    chart.iter().map(|chart| Ok(Op::Figure(Figure::of(chart, faces, width)?))).collect()
}

/// What the money of one loaded FTE buys.
fn curve(a: &Assessment<'_>, faces: &Faces, width: f64) -> Result<Vec<Op>, DrawError> {
    let curve = pictures::users_curve(a);
    if curve.curve.is_empty() {
        return Ok(Vec::new());
    }
    Ok(vec![Op::Figure(Figure::of(&curve, faces, width)?)])
}
