//! Logs that hold a row for every change of a ticket: which row of each ticket is its last.

use super::format::Formats;
use super::identity;
use crate::catalog::{Extra, Target};
use crate::cells::date::{self, Reading};
use crate::cells::number::{self, Mark};
use crate::error::ImportError;
use crate::layout::{Asides, Plan, below};
use crate::source::{RawCell, RowRef, Table};
use model::{Field, Kind};
use rust_decimal::prelude::ToPrimitive;
use std::collections::HashMap;
use std::ops::ControlFlow;

/// The last row of every thing that has several, by the hash of its identity.
pub(super) type LastRows = HashMap<u64, u32>;

/// A thing's newest row so far.
struct Newest {
    /// When the row was written, or which revision it is.
    written: i64,
    line: u32,
    several: bool,
}

/// Looks for the last row of each ticket: the one written last, or else the lowest in the file. Other kinds have none.
pub(super) fn scan(table: &Table<'_>, plan: &Plan<'_>, formats: &mut Formats, kind: Kind) -> Result<LastRows, ImportError> {
    if kind != Kind::Tickets {
        return Ok(LastRows::new());
    }
    if plan.bound.iter().any(|b| b.target == Target::Extra(Extra::Updated)) {
        formats.scan(table, plan)?;
    }
    let asides = Asides::of(plan);
    let mut newest: HashMap<u64, Newest> = HashMap::new();
    below::each(table, plan, &mut |line, row| {
        if line > plan.header_line
            && let Some(key) = ticket(plan, row)
            && asides.find(row).is_none()
        {
            let written = written(plan, formats, row);
            let seen = newest.entry(key).or_insert(Newest { written, line, several: false });
            seen.several |= seen.line != line;
            if written >= seen.written {
                (seen.written, seen.line) = (written, line);
            }
        }
        ControlFlow::Continue(())
    })?;
    Ok(newest.into_iter().filter(|(_, n)| n.several).map(|(key, n)| (key, n.line)).collect())
}

/// The ticket of a row that would be a record.
fn ticket(plan: &Plan<'_>, row: RowRef<'_>) -> Option<u64> {
    let cell = |field| {
        let bound = plan.bound.iter().filter(move |b| b.target == Target::Field(field));
        bound.map(move |b| (b, row.cell(b.index))).find(|(_, cell)| *cell != RawCell::Empty)
    };
    let (_, opened) = cell(Field::Opened)?;
    if let RawCell::Text(text) = &opened
        && !matches!(date::parse(text, date::DateOrder::MonthFirst), Some(Reading::Moment(_)))
        && !matches!(date::parse(text, date::DateOrder::DayFirst), Some(Reading::Moment(_)))
    {
        return None;
    }
    let (bound, number) = cell(Field::TicketNumber)?;
    Some(identity::hash(&bound.clean.of(&number.shown()).trim().to_lowercase()))
}

/// When a row was written as a number that grows.
fn written(plan: &Plan<'_>, formats: &Formats, row: RowRef<'_>) -> i64 {
    let bound = plan.bound.iter().enumerate().filter(|(_, b)| b.target == Target::Extra(Extra::Updated));
    let mut cells = bound.map(|(at, b)| (at, row.cell(b.index)));
    let read = cells.find_map(|(at, cell)| match cell {
        RawCell::Moment(moment) => Some(moment.and_utc().timestamp()),
        RawCell::Number(n) => n.to_i64(),
        RawCell::Text(text) => match date::parse(text, formats.order(at)) {
            Some(Reading::Moment(moment)) => Some(moment.and_utc().timestamp()),
            _ => number::parse(text, Mark::Undecided).and_then(|n| n.value.to_i64()),
        },
        _ => None,
    });
    read.unwrap_or_default()
}
