//! Data quality: what was read, and what was set aside or rejected.

use crate::assessment::{Assessment, Imported, Problem};
use crate::document::{Cell, Column, Op, Row, Table};
use crate::edition::words::{heading, note, numbered, prose, section};
use model::present::day;

/// The section.
pub fn ops(a: &Assessment<'_>) -> Vec<Op> {
    let title = match a.imports.len() {
        0 => "Nothing was imported: every value is stated or a default".to_owned(),
        1 => "One file was read".to_owned(),
        n => format!("{n} files were read"),
    };
    let mut ops = Vec::from(section(10, "Data", title));
    if !a.imports.is_empty() {
        ops.push(imports(a));
        ops.push(note("Accepted are records; set aside are records not to be counted; merged are second sightings of the same thing; rejected are no records."));
    }
    ops.push(heading(2, "What was set aside or rejected, and notes"));
    ops.extend(problems(a));
    if a.redaction.is_some() {
        ops.push(note("Rows about people and controls are left out of this edition; the table above counts them."));
    }
    if !a.plan.notes.is_empty() {
        ops.push(heading(2, "What could not be used"));
        ops.push(numbered(a.plan.notes.iter().map(|n| a.words(n))));
    }
    ops
}

fn imports(a: &Assessment<'_>) -> Op {
    let row = |i: &Imported| {
        let counts = [i.accepted, i.set_aside, i.merged, i.rejected].map(|n| Cell::words(n.to_string()));
        let exported = i.exported.map_or_else(|| "–".to_owned(), day);
        let words = [Cell::words(&i.source), Cell::words(&i.kind), Cell::quiet(exported)];
        Row::of(words.into_iter().chain(counts).chain([Cell::quiet(&i.fingerprint)]).collect())
    };
    let columns = vec![
        Column::words(1.0),
        Column::narrow(48.0),
        Column::narrow(80.0),
        Column::figures(44.0),
        Column::figures(44.0),
        Column::figures(38.0),
        Column::figures(42.0),
        Column::narrow(62.0),
    ];
    let head = Table::heads(["File", "Kind", "Exported", "Accepted", "Set aside", "Merged", "Rejected", "SHA-256"]);
    Op::Table(Table::new(columns, head, a.imports.iter().map(row).collect()))
}

fn problems(a: &Assessment<'_>) -> Vec<Op> {
    if a.problems.is_empty() {
        return vec![prose(if a.redaction.is_some() { "No row of the other files." } else { "Nothing." })];
    }
    let row = |p: &Problem| Row::of(vec![Cell::words(&p.place), Cell::words(&p.taken), Cell::quiet(&p.message)]);
    let columns = vec![Column::words(1.0), Column::narrow(56.0), Column::words(1.7)];
    vec![Op::Table(Table {
        padding: 1.6,
        ..Table::new(columns, Table::heads(["Where", "Taken as", "Why"]), a.problems.iter().map(row).collect())
    })]
}
