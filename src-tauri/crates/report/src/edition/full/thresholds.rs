//! The four thresholds: value, limit, formula, what they rest on.

use crate::assessment::{Assessment, Evidence};
use crate::chart::DrawError;
use crate::document::{Cell, Column, Figure, Op, Row, Run, Table};
use crate::edition::words::{heading, leading, minor_heading, note, prose, section};
use crate::face::Faces;
use crate::pictures;
use model::decide::{Beside, Finding, Form, FrameworkRow, Grid, GridRow, framework_rows};
use model::fact::OpenState;
use model::figure::FigureId;
use model::number::Exact;
use model::plan::Framework;
use model::present::{day, number};
use model::responsibility::FamilyShares;
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
    ops.extend(series(a, faces, width)?);
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
    if !a.grounds[at].is_empty() {
        rows.push(pair("Stands on", Cell::words(a.grounds[at].join(" "))));
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
fn ledger(a: &Assessment<'_>, head: &str, rows: &[Beside]) -> Op {
    let row = |b: &Beside| {
        let run = Run::plain(b.form.text(b.value)).to(format!("figure.{}", a.figure(b.figure)));
        Row::of(vec![Cell::words(&b.name), Cell::of(vec![run])])
    };
    let columns = vec![Column::words(1.0), Column::figures(90.0)];
    Op::Table(narrow(Table::new(columns, Table::heads([head, "Value"]), rows.iter().map(row).collect())))
}

/// Short words and a figure stand near each other.
fn narrow(table: Table) -> Table {
    Table { measure: Some(320.0), whole: true, ..table }
}

/// What stands beside a finding: figures, and those by month or role.
fn figures(a: &Assessment<'_>, f: &Finding) -> Vec<Op> {
    std::iter::once(ledger(a, "Figure", &f.beside)).chain(f.grids.iter().flat_map(|g| grid(a, g))).collect()
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
    for (framework, row) in a.plan.frameworks.iter().zip(framework_rows(a.plan, &a.judgement.outcome)) {
        ops.push(heading(3, format!("{}, due {}", framework.title, day(framework.due))));
        ops.push(told(&row, a.redaction.is_none()));
        ops.push(ledger(a, "Hours", &row.hours));
        if let Some(chart) = pictures::coverage(a, row.at).filter(|_| a.redaction.is_none()) {
            ops.push(Op::Figure(Figure::of(&chart, faces, width)?));
        }
        ops.extend(carriers(a, framework, &row));
        ops.extend(open_requirements(a, framework));
        ops.push(note(format!("{}. {}", framework.citation, row.statement)));
    }
    Ok(ops)
}

/// What is said of a framework; ids of single requirements are kept out of what leaves the house.
fn told(row: &FrameworkRow, with_ids: bool) -> Op {
    let pair = |(name, text): (&str, String)| Row::of(vec![Cell::quiet(name), Cell::words(text)]);
    let rows = row.facts(with_ids).into_iter().map(pair).collect();
    Op::Table(Table { whole: true, ..Table::new(vec![Column::narrow(90.0), Column::words(1.0)], Vec::new(), rows) })
}

/// What a provider's domains can carry, family by family where that may be shown, and what stays.
fn carriers(a: &Assessment<'_>, f: &Framework, row: &FrameworkRow) -> Vec<Op> {
    if f.requirements.is_empty() {
        return Vec::new();
    }
    let mut ops = vec![minor_heading(3, "What can be bought, and what stays"), hours_by_carrier(a, &row.carriers)];
    if a.redaction.is_none() {
        ops.push(families(&row.families));
        ops.push(note("Open requirements; one that several domains can carry stands under each of them."));
    }
    ops
}

fn hours_by_carrier(a: &Assessment<'_>, carriers: &[(u32, Beside)]) -> Op {
    let open = |count: u32| if a.redaction.is_none() { count.to_string() } else { "left out".to_owned() };
    let line = |(count, b): &(u32, Beside)| {
        let hours = Run::plain(b.form.text(b.value)).to(format!("figure.{}", a.figure(b.figure)));
        Row::of(vec![Cell::words(&b.name), Cell::words(open(*count)), Cell::of(vec![hours])])
    };
    let columns = vec![Column::words(1.0), Column::figures(60.0), Column::figures(60.0)];
    let rows = carriers.iter().map(line).collect();
    Op::Table(narrow(Table::new(columns, Table::heads(["Provider of", "Open", "Hours"]), rows)))
}

fn families(families: &[FamilyShares]) -> Op {
    let count = |n: u32| Cell::words(if n == 0 { "–".to_owned() } else { n.to_string() });
    let line = |f: &FamilyShares| {
        let domains = f.domains.iter().map(|s| count(s.count));
        Row::of(
            [Cell::words(&f.family)].into_iter().chain(domains).chain([count(f.provider.count), count(f.client.count)]).collect(),
        )
    };
    let mut columns = vec![Column::words(1.0)];
    columns.extend([58.0, 48.0, 44.0, 54.0, 44.0, 40.0].map(Column::figures));
    let names = ["Family", "Service desk", "Endpoint", "Network", "Security operations", "All four", "Client"];
    let with_open = families.iter().filter(|f| f.provider.count + f.client.count > 0);
    Op::Table(Table::new(columns, Table::heads(names), with_open.map(line).collect()))
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

fn series(a: &Assessment<'_>, faces: &Faces, width: f64) -> Result<Vec<Op>, DrawError> {
    let charts = [pictures::velocity(a), pictures::workload(a)];
    charts.iter().flatten().map(|chart| Ok(Op::Figure(Figure::of(chart, faces, width)?))).collect()
}

/// What the money of one loaded FTE buys.
fn curve(a: &Assessment<'_>, faces: &Faces, width: f64) -> Result<Vec<Op>, DrawError> {
    let curve = pictures::users_curve(a);
    if curve.curve.is_empty() {
        return Ok(Vec::new());
    }
    Ok(vec![Op::Figure(Figure::of(&curve, faces, width)?)])
}
