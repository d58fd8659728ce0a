//! What other sheets of a workbook say of the rows of one: a field of all of them, and numbers that are added up for each.

use crate::catalog::Join;
use crate::cells::duration;
use crate::cells::number::Mark;
use crate::error::ImportError;
use crate::fold;
use crate::layout::Plan;
use crate::source::{RawCell, RowRef, Source, Table};
use model::{Field, Form, Record, Value};
use rust_decimal::Decimal;
use std::collections::HashMap;
use std::ops::ControlFlow;

/// What other sheets say.
#[derive(Debug, Default)]
pub(super) struct OtherSheets {
    /// Of every row.
    said: Option<(Field, String)>,
    /// The column of the key, and what its rows add up to.
    sums: Option<(usize, Field, HashMap<String, Decimal>)>,
}

impl OtherSheets {
    /// Looks through the other sheets of the workbook for what the preset says is there.
    pub fn read(source: &Source, plan: &Plan<'_>, sheet: Option<&str>) -> Result<OtherSheets, ImportError> {
        let (Some(preset), Some(own)) = (plan.preset, sheet) else { return Ok(OtherSheets::default()) };
        let others = || source.sheets().iter().map(|s| s.name.as_str()).filter(|name| *name != own);
        let mut found = OtherSheets::default();
        if let Some(beside) = &preset.beside {
            let said = said(source, others(), &beside.names)?;
            found.said = said.map(|text| (beside.field, text));
        }
        if let Some(join) = &preset.join {
            let there = others().find(|name| join.sheets.contains(&fold::header(name)));
            let here = plan.folded.iter().position(|h| join.key.contains(h));
            if let Some((there, here)) = there.zip(here) {
                found.sums = sums(source, there, join)?.map(|sums| (here, join.field, sums));
            }
        }
        Ok(found)
    }

    /// Fills in what the row does not say itself.
    pub fn fill(&self, record: &mut Record, row: RowRef<'_>) {
        if let Some((field, text)) = self.said.as_ref().filter(|(field, _)| record.get(*field).is_none()) {
            record.set(*field, Value::Text(text.clone()));
        }
        let Some((at, field, sums)) = &self.sums else { return };
        if let Some(sum) = key(&row.cell(*at)).and_then(|k| sums.get(&k)).filter(|_| record.get(*field).is_none()) {
            let value = if field.form() == Form::Money { Value::Money(*sum) } else { Value::Number(*sum) };
            record.set(*field, value);
        }
    }
}

/// The cell right of the surest of some names.
fn said<'n>(source: &Source, sheets: impl Iterator<Item = &'n str>, names: &[String]) -> Result<Option<String>, ImportError> {
    let mut best: Option<(usize, String)> = None;
    for sheet in sheets {
        for row in Table::open(source, Some(sheet))?.head()? {
            for pair in row.cells.windows(2).filter(|pair| !pair[1].is_empty()) {
                let Some(at) = names.iter().position(|name| *name == fold::header(&pair[0])) else { continue };
                if best.as_ref().is_none_or(|(sure, _)| at < *sure) {
                    best = Some((at, pair[1].clone()));
                }
            }
        }
    }
    Ok(best.map(|(_, text)| text))
}

/// What the rows of a sheet add up to, key by key; `None` where it lacks a column.
fn sums(source: &Source, sheet: &str, join: &Join) -> Result<Option<HashMap<String, Decimal>>, ImportError> {
    let mut columns: Option<(usize, usize)> = None;
    let mut sums: HashMap<String, Decimal> = HashMap::new();
    Table::open(source, Some(sheet))?.each(&mut |_, row| {
        let Some((of, value)) = columns else {
            let at =
                |headers: &[String]| row.filled().find(|(_, c)| headers.contains(&fold::header(&c.shown()))).map(|(at, _)| at);
            columns = at(&join.key).zip(at(&join.value));
            return ControlFlow::Continue(());
        };
        let hours = duration::parse(&row.cell(value).shown(), join.unit, Mark::Dot);
        if let Some((key, hours)) = key(&row.cell(of)).zip(hours) {
            let sum = sums.entry(key).or_default();
            *sum = sum.checked_add(hours).unwrap_or(*sum);
        }
        ControlFlow::Continue(())
    })?;
    Ok(columns.map(|_| sums))
}

/// A key in one spelling: ids read back from a workbook may be `702554.0`.
fn key(cell: &RawCell<'_>) -> Option<String> {
    let shown = cell.shown();
    let number = shown.parse::<Decimal>().ok().map(|n| n.normalize().to_string());
    Some(number.unwrap_or_else(|| shown.trim().to_lowercase())).filter(|k| !k.is_empty())
}
