//! The rows behind a figure, a threshold or an input, in pages.

use crate::error::Error;
use crate::evidence::Trail;
use crate::explain::Tree;
use crate::session::Session;
use crate::wire::{RowPage, SourceRow};
use engagement::{RowId, RowRef};
use model::input::Basis;
use model::number::Exact;
use model::present::number;
use model::{CellId, Field, Kind, Record, Value};
use std::collections::BTreeSet;

/// Rows of one page at most.
const MOST: u32 = 500;

impl Session {
    /// The rows that count in a figure or an input, `limit` at most (500), beginning after a page's `next`.
    pub fn rows(&self, of: &str, after: Option<u32>, limit: u32) -> Result<RowPage, Error> {
        let limit = limit.clamp(1, MOST);
        let prepared = self.prepare()?;
        let cells = match prepared.plan.inputs.find(of).and_then(|id| prepared.plan.inputs.get(id)) {
            Some(input) => fact_cells(&input.basis),
            None => Tree::of(&prepared, Trail::new(&self.file, &prepared.cube)).cells(of)?,
        };
        let after = after.map(|id| RowId(i64::from(id)));
        let page = self.file.rows_of(&cells, after, limit)?;
        let total: u64 = prepared.cube.sources(&cells).iter().map(|s| s.rows).sum();
        let full = u32::try_from(page.len()).is_ok_and(|n| n == limit);
        let fields = fields(page.iter().map(|r| r.kind).collect());
        Ok(RowPage {
            columns: fields.iter().map(|f| f.label().to_owned()).collect(),
            total: u32::try_from(total).unwrap_or(u32::MAX),
            next: page.last().filter(|_| full).map(|r| key(r.id)),
            rows: page.iter().map(|r| row(r, &fields)).collect(),
        })
    }
}

pub(crate) fn fact_cells(basis: &Basis) -> Vec<CellId> {
    match basis {
        Basis::Fact(cells) => cells.clone(),
        _ => Vec::new(),
    }
}

/// Every field of the kinds on the page; a page further on can hold other kinds.
fn fields(kinds: BTreeSet<Kind>) -> Vec<Field> {
    kinds.into_iter().flat_map(Field::of).collect()
}

fn key(id: RowId) -> u32 {
    u32::try_from(id.0).unwrap_or(u32::MAX)
}

fn row(r: &RowRef, fields: &[Field]) -> SourceRow {
    let cell = |field: &Field| cell(&r.record, *field);
    SourceRow {
        id: key(r.id),
        source: r.source.clone(),
        sheet: r.sheet.clone(),
        row: r.row,
        cells: fields.iter().map(cell).collect(),
    }
}

fn cell(record: &Record, field: Field) -> String {
    record.fields().iter().find(|(f, _)| *f == field).map_or(String::new(), |(_, value)| value_text(value))
}

/// A field's value as the file's owner would write it.
pub(crate) fn value_text(value: &Value) -> String {
    match value {
        Value::Text(text) | Value::Unknown(text) => text.clone(),
        Value::Number(d) => number(Exact::Known(*d), d.normalize().scale().min(4)),
        Value::Money(d) => number(Exact::Known(*d), 2),
        Value::Date(day) => day.to_string(),
        Value::Moment(moment) => moment.format("%Y-%m-%d %H:%M").to_string(),
        Value::Flag(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Value::Choice(word) => word.replace('_', " "),
    }
}
