//! Binding the columns of a file to the columns of a layout.

use crate::catalog::{Clean, Column, Columns, Target};
use crate::cells::duration::Unit;
use crate::cells::format::Format;
use crate::fold;

/// How the field of a column was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Why {
    /// The preset knows the header.
    Preset,
    /// The header is the field's own name or label.
    Exact,
    /// The header is one of the names the field goes by.
    Name,
    /// The user's mapping says so; without a field, that the column is left out.
    Chosen,
    /// Nothing says what the column is.
    Nothing,
}

impl Why {
    /// The word used on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Why::Preset => "preset",
            Why::Exact => "exact",
            Why::Name => "name",
            Why::Chosen => "chosen",
            Why::Nothing => "nothing",
        }
    }
}

/// A column of the file with where its cells go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Bound {
    /// Column from 0.
    pub index: usize,
    /// Field or extra.
    pub target: Target,
    /// What bare numbers count, in durations.
    pub unit: Unit,
    /// Yes means no.
    pub inverted: bool,
    /// Words that mean nothing are not worth a word.
    pub quiet: bool,
    /// What is taken off its texts.
    pub clean: Clean,
    /// How it was found.
    pub why: Why,
}

/// Binds by folded header; `known_by` says what knows the headers. A target may be bound to several columns; the first that is filled in a row counts.
pub(super) fn bind(folded: &[String], columns: &Columns, known_by: Why) -> Vec<Bound> {
    let mut bound: Vec<Bound> = Vec::new();
    let mut taken = vec![false; folded.len()];
    for column in &columns.list {
        for header in &column.headers {
            for index in positions(folded, header) {
                let again = bound.iter().any(|b| b.index == index && b.target == column.target);
                if again || (columns.exclusive && taken[index] && !column.also) {
                    continue;
                }
                taken[index] |= !column.also;
                let why = if is_own_name(column.target, header) { Why::Exact } else { known_by };
                let Column { target, unit, inverted, quiet, clean, .. } = *column;
                bound.push(Bound { index, target, unit, inverted, quiet, clean, why });
            }
        }
    }
    bound
}

fn is_own_name(target: Target, header: &str) -> bool {
    let named = |field: model::Field| [field.name(), field.label()].iter().any(|n| fold::header(n) == header);
    matches!(target, Target::Field(field) if named(field))
}

/// How columns are written, where the layout says so.
pub(super) fn formats(folded: &[String], columns: &Columns) -> Vec<(usize, Format)> {
    let of = |column: &Column| column.format.map(|format| (column.headers.clone(), format));
    let said = columns.list.iter().filter_map(of);
    said.flat_map(|(headers, format)| {
        let at = headers.iter().flat_map(|h| positions(folded, h)).collect::<Vec<_>>();
        at.into_iter().map(move |at| (at, format))
    })
    .collect()
}

/// The columns of a header; `#3` is the third where its header is blank or comes twice.
fn positions(folded: &[String], header: &str) -> impl Iterator<Item = usize> {
    let place = header.strip_prefix('#').and_then(|n| n.parse::<usize>().ok()?.checked_sub(1));
    let nameless =
        |at: &usize| folded.get(*at).is_some_and(|h| h.is_empty() || folded.iter().filter(|other| *other == h).count() > 1);
    let place = place.filter(nameless);
    folded.iter().enumerate().filter(move |(at, h)| *h == header || place == Some(*at)).map(|(at, _)| at)
}
