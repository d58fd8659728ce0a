//! Every input, every figure, method and glossary.

use crate::assessment::{Assessment, Entry, Explained, InputRow};
use crate::document::{Cell, Column, Link, List, Op, Row, Run, Style, Table};
use crate::edition::words::{heading, note, numbered, prose, running_section, section};
use crate::face::Cut;
use crate::ink::Ink;
use model::number::Exact;
use model::present::number;
use std::collections::BTreeMap;

/// The four sections.
pub fn ops(a: &Assessment<'_>) -> Vec<Op> {
    let mut ops = Vec::from(section(11, "Inputs", format!("All {} inputs, with range and source", a.inputs.len())));
    ops.push(note("Low and high answer what the value could not plausibly be below or above. The name in grey is the key under which a value is typed."));
    ops.push(inputs(a));
    if !a.sources.is_empty() {
        ops.push(heading(2, "Sources"));
        ops.push(sources(a));
    }
    ops.extend(section(12, "Figures", "How each figure comes about"));
    ops.push(note("First the formula with names, then the same with numbers. Figures that are nothing because nothing falls due are left out."));
    ops.push(figures(a));
    ops.extend(section(13, "Method", "How it is computed"));
    ops.push(numbered(a.texts.method.iter().cloned()));
    ops.extend(super::beside::audit(a));
    ops.push(heading(2, "Not included"));
    ops.push(numbered(a.texts.not_included.iter().cloned()));
    ops.extend(imprint(a));
    ops.extend(running_section(14, "Glossary", "What the words mean"));
    ops.push(glossary(a));
    ops
}

fn sources(a: &Assessment<'_>) -> Op {
    let item = |(at, (words, address)): (usize, &(String, Option<String>))| {
        let mut runs = vec![Run::plain(words)];
        if let Some(address) = address {
            runs.push(Run { link: Some(Link::Uri(address.clone())), ..Run::plain(format!(", {address}")).ink(Ink::Ink3) });
        }
        ((at + 1).to_string(), runs)
    };
    Op::List(List { items: a.sources.iter().enumerate().map(item).collect(), style: Style::Note })
}

fn inputs(a: &Assessment<'_>) -> Op {
    let row = |i: &InputRow| {
        let shown = |at: usize| i.range.map_or_else(|| "unknown".to_owned(), |r| fine(r[at]));
        let name = vec![vec![Run::plain(&i.label)], vec![Run::plain(&i.name).ink(Ink::Ink3)]];
        let range = match i.range {
            Some([low, _, high]) if low != high => format!("{} to {}", fine(low), fine(high)),
            _ => "–".to_owned(),
        };
        let source = if i.age.is_empty() { i.source.clone() } else { format!("{} ({})", i.source, i.age) };
        Row::of(vec![
            Cell { lines: name, ..Cell::default() },
            Cell::bold(shown(1)),
            Cell::words(range),
            Cell::quiet(&i.unit),
            Cell::words(i.grade.name()),
            Cell::quiet(source),
        ])
        .id(format!("input.{}", i.name))
    };
    let columns = vec![
        Column::words(1.25),
        Column::figures(56.0),
        Column::figures(70.0),
        Column::narrow(66.0),
        Column::narrow(46.0),
        Column::words(1.0),
    ];
    let head = Table::heads(["Input", "Likely", "Low to high", "Unit", "Grade", "Source and age"]);
    let rows = a.inputs.iter().map(row).collect();
    Op::Table(Table { style: Style::Note, padding: 1.4, ..Table::new(columns, head, rows) })
}

/// A number with as many places as it has, six at most, grouped.
fn fine(value: rust_decimal::Decimal) -> String {
    let value = value.round_dp(6).normalize();
    number(Exact::Known(value), value.scale())
}

fn figures(a: &Assessment<'_>) -> Op {
    let row = |group: &Vec<&Explained>| {
        let e = group[0];
        let mut name = vec![vec![Run { cut: Some(Cut::Medium), ..Run::plain(&e.name) }]];
        name.extend(group.iter().map(|e| vec![Run::plain(&e.figure).ink(Ink::Ink3)]));
        let mut formula = vec![vec![Run::plain(&e.formula)]];
        formula.extend(e.numbers.iter().map(|n| vec![Run::plain(format!("= {n}")).ink(Ink::Ink2)]));
        let cells =
            vec![Cell { lines: name, ..Cell::default() }, Cell::bold(&e.text), Cell { lines: formula, ..Cell::default() }];
        group.iter().fold(Row::of(cells), |row, e| row.id(format!("figure.{}", e.figure)))
    };
    let columns = vec![Column::narrow(150.0), Column::figures(62.0), Column::words(1.0)];
    let rows = groups(&a.explained).iter().map(row).collect();
    Op::Table(Table {
        style: Style::Note,
        padding: 1.4,
        ..Table::new(columns, Table::heads(["Figure", "Value", "Formula"]), rows)
    })
}

/// Figures that come about in the same way from the same numbers stand in one row, at the place of the first.
fn groups(all: &[Explained]) -> Vec<Vec<&Explained>> {
    let mut at: BTreeMap<(&str, &Option<String>, &str), usize> = BTreeMap::new();
    let mut groups: Vec<Vec<&Explained>> = Vec::new();
    for e in all {
        let place = *at.entry((&e.formula, &e.numbers, &e.name)).or_insert(groups.len());
        match groups.get_mut(place) {
            Some(group) => group.push(e),
            None => groups.push(vec![e]),
        }
    }
    groups
}

/// Who made it, what it was made from.
fn imprint(a: &Assessment<'_>) -> Vec<Op> {
    let i = &a.imprint;
    let row = |name: &str, text: &str| Row::of(vec![Cell::quiet(name), Cell::words(text)]);
    let rows = vec![
        row("Prepared by", &i.prepared_by),
        row("Prepared for", &i.prepared_for),
        row("Interest", &i.interest),
        row("As of", &model::present::day(a.plan.as_of)),
        row("Date", &model::present::day(i.date)),
        row("Inputs", &i.inputs),
        row("Engine and seed", &format!("{}, {}", i.engine, i.seed)),
    ];
    let table = Table::new(vec![Column::narrow(90.0), Column::words(1.0)], Vec::new(), rows);
    vec![
        heading(2, "Imprint"),
        Op::Table(table),
        prose(
            "The hash is of every input with its range, unit and grade, of the dates and of the engine: “threshold verify” recomputes the report from the engagement and says whether it matches.",
        ),
    ]
}

fn glossary(a: &Assessment<'_>) -> Op {
    let row = |e: &Entry| Row::of(vec![Cell::bold(&e.name), Cell::words(&e.text)]);
    let columns = vec![Column::narrow(130.0), Column::words(1.0)];
    Op::Table(Table::new(columns, Table::heads(["Term", "Meaning"]), a.texts.glossary.iter().map(row).collect()))
}
