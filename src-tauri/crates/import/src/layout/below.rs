//! A second table below the first, under a header with other columns: where its rows are records of the same kind their
//! cells are moved to where the first header has them, else the rows belong to another table and are not read as these.

use super::bind::{self, Bound, Why};
use super::plan::Plan;
use super::{recognise, required};
use crate::catalog::{Catalog, Extra, Target};
use crate::error::ImportError;
use crate::fold;
use crate::source::{FillDown, RawCell, RowRef, Table};
use model::{Field, Form, Kind};
use std::collections::HashSet;
use std::ops::ControlFlow;

/// Where a row stands.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Place<'p> {
    /// Under the first header.
    Own,
    /// Under another header of the same kind of rows, with the columns that the first header lacks.
    Followed(&'p [Bound]),
    /// A part of the record above it, whose key is merged over both.
    Part,
    /// In another table, whose header stands in this line.
    Other(u32),
    /// It is another header: whether the rows below it are read, its columns, and those that feed nothing.
    Header(bool, &'p str),
}

/// What takes rows with their places.
type Visit<'v> = &'v mut dyn FnMut(u32, RowRef<'_>, Place<'_>) -> ControlFlow<()>;

/// Visits every row of the first table and of those that go on with it.
pub(crate) fn each(
    table: &Table<'_>,
    plan: &Plan<'_>,
    visit: &mut dyn FnMut(u32, RowRef<'_>) -> ControlFlow<()>,
) -> Result<(), ImportError> {
    each_placed(table, plan, &mut |line, row, place| match place {
        Place::Own | Place::Followed(_) => visit(line, row),
        Place::Part | Place::Other(_) | Place::Header(..) => ControlFlow::Continue(()),
    })
}

/// Visits every row with its place.
pub(crate) fn each_placed(table: &Table<'_>, plan: &Plan<'_>, visit: Visit<'_>) -> Result<(), ImportError> {
    let mut pass = Pass { plan, segment: Segment::First, fill: FillDown::new(table.merged()) };
    table.each_first(&mut |line, row| pass.row(line, row, visit))
}

/// Under which header a pass stands.
enum Segment {
    First,
    Moved(Moved),
    Other(u32),
}

/// Another header of the same kind of rows.
struct Moved {
    /// For each column to read, the column it stands in.
    from: Vec<Option<usize>>,
    /// Columns that the first header lacks.
    more: Vec<Bound>,
}

struct Pass<'p, 'c> {
    plan: &'p Plan<'c>,
    segment: Segment,
    fill: FillDown<'p>,
}

impl Pass<'_, '_> {
    /// Fills merged cells down, but for amounts, which would count once for every row.
    fn row(&mut self, line: u32, row: RowRef<'_>, visit: Visit<'_>) -> ControlFlow<()> {
        let Some(filled) = self.fill.row(line, row, |at| self.plan.holds_no_amount(at)) else {
            return self.whole(line, row, visit);
        };
        let filled = RowRef::Text(&filled);
        if line > self.plan.header_line && self.plan.has_key(filled) && !self.plan.has_key(row) {
            return visit(line, row, Place::Part);
        }
        self.whole(line, filled, visit)
    }

    fn whole(&mut self, line: u32, row: RowRef<'_>, visit: Visit<'_>) -> ControlFlow<()> {
        if line > self.plan.header_line
            && let Some(header) = self.plan.another_header(row)
        {
            return self.header(line, row, &header, visit);
        }
        match &self.segment {
            Segment::First => visit(line, row, Place::Own),
            Segment::Moved(moved) => {
                let cell = |from: &Option<usize>| from.map_or_else(String::new, |at| row.cell(at).shown().into_owned());
                let record: csv::StringRecord = moved.from.iter().map(cell).collect();
                visit(line, RowRef::Text(&record), Place::Followed(&moved.more))
            }
            Segment::Other(header) => visit(line, row, Place::Other(*header)),
        }
    }

    fn header(&mut self, line: u32, row: RowRef<'_>, header: &Header, visit: Visit<'_>) -> ControlFlow<()> {
        self.segment = match header {
            Header::Same => Segment::First,
            Header::Like(folded) => self.plan.moved(folded).map_or(Segment::Other(line), Segment::Moved),
        };
        let shown: Vec<String> = row.filled().take(6).map(|(_, cell)| cell.shown().into_owned()).collect();
        match header {
            Header::Same => ControlFlow::Continue(()),
            Header::Like(_) => visit(line, row, Place::Header(!matches!(self.segment, Segment::Other(_)), &shown.join(", "))),
        }
    }
}

/// What a row of header words is.
enum Header {
    /// The first header again.
    Same,
    /// Another, folded.
    Like(Vec<String>),
}

/// A header's cell is no longer than this.
const LONGEST: usize = 60;
/// A header has at least as many cells.
const LEAST: usize = 3;

/// Whether a cell may be a header's, seen without a copy of it: rows of data are told from headers here, a million times.
fn may_be_header(cell: &RawCell<'_>) -> bool {
    match cell {
        RawCell::Text(t) => t.len() <= LONGEST && !t.bytes().any(|b| b.is_ascii_digit() || b == b'@'),
        _ => false,
    }
}

impl<'c> Plan<'c> {
    /// Whether a column feeds no number: what is merged over several rows of it may stand in each.
    pub fn holds_no_amount(&self, at: usize) -> bool {
        let counts = |b: &Bound| match b.target {
            Target::Field(field) => matches!(field.form(), Form::Money | Form::Number),
            Target::Extra(extra) => matches!(extra, Extra::Debit | Extra::Credit | Extra::Quantity | Extra::UnitPrice),
        };
        !self.bound.iter().any(|b| b.index == at && counts(b))
    }

    /// Whether the columns that name a record are filled.
    fn has_key(&self, row: RowRef<'_>) -> bool {
        let Some(kind) = self.kind else { return true };
        let groups = self.required(kind, self.is_of_contracts());
        let Some(group) = groups.first() else { return true };
        self.bound.iter().any(|b| required::supplies(b.target, group) && row.cell(b.index) != RawCell::Empty)
    }

    /// The header that a row is: most of its cells are words that name columns of exports, and none holds a value.
    fn another_header(&self, row: RowRef<'_>) -> Option<Header> {
        let kind = self.kind?;
        let mut filled = row.filled();
        let ((at, first), (_, second)) = (filled.next()?, filled.next()?);
        if !may_be_header(&first) || !may_be_header(&second) {
            return None;
        }
        let words = self.header_words.get_or_init(|| words(self, kind));
        if !words.contains(&fold::header(&first.shown())) && !words.contains(&fold::header(&second.shown())) {
            return None;
        }
        if !row.filled().all(|(_, cell)| may_be_header(&cell)) {
            return None;
        }
        let mut folded = vec![String::new(); row.len()];
        row.filled().for_each(|(at, cell)| folded[at] = fold::header(&cell.shown()));
        let named: Vec<&String> = folded.iter().filter(|h| !h.is_empty()).collect();
        if self.folded.get(at) == Some(&folded[at])
            && folded.iter().enumerate().all(|(at, h)| h.is_empty() || self.folded.get(at) == Some(h))
        {
            return Some(Header::Same);
        }
        let known = named.iter().filter(|h| words.contains(**h)).count();
        let distinct = named.iter().collect::<HashSet<_>>().len() == named.len();
        let is_header = named.len() >= LEAST && distinct && known >= LEAST.min(named.len()) && known * 3 >= named.len() * 2;
        is_header.then_some(Header::Like(folded))
    }

    /// How rows under another header are read as those of this plan; `None` where they are of something else.
    fn moved(&self, folded: &[String]) -> Option<Moved> {
        let (kind, catalog) = (self.kind?, self.catalog?);
        if recognise::recognise(catalog, folded, None).is_some_and(|m| m.preset.kind != kind) {
            return None;
        }
        let bound = self.bound_below(folded, kind, catalog);
        let columns = |bound: &[Bound]| bound.iter().map(|b| b.index).collect::<HashSet<_>>().len();
        let of = |k: Kind| catalog.synonyms.get(&k).map_or(0, |c| columns(&bind::bind(folded, c, Why::Name)));
        let others = Kind::ALL.into_iter().filter(|k| *k != kind).map(of).max().unwrap_or_default();
        let supplied = |group: &&[Field]| bound.iter().any(|b| required::supplies(b.target, group));
        if others > columns(&bound) || !self.required(kind, self.is_of_contracts()).iter().all(supplied) {
            return None;
        }
        Some(self.place(bound))
    }

    fn bound_below(&self, folded: &[String], kind: Kind, catalog: &Catalog) -> Vec<Bound> {
        let mut bound = self.preset.map(|p| bind::bind(folded, &p.columns, Why::Preset)).unwrap_or_default();
        let named = catalog.synonyms.get(&kind).map(|c| bind::bind(folded, c, Why::Name)).unwrap_or_default();
        bound.extend(named.into_iter().filter(|n| bound.iter().all(|b| b.index != n.index)).collect::<Vec<_>>());
        bound
    }

    /// Moves columns to where the first header has what they feed, and others behind it.
    fn place(&self, bound: Vec<Bound>) -> Moved {
        let mut from: Vec<Option<usize>> = vec![None; self.headers.len()];
        let mut more = Vec::new();
        for column in bound {
            let own = self.bound.iter().find(|b| b.target == column.target && from.get(b.index) == Some(&None));
            match own.and_then(|b| from.get_mut(b.index)) {
                Some(place) => *place = Some(column.index),
                None if self.bound.iter().all(|b| b.target != column.target) => {
                    more.push(Bound { index: from.len(), ..column });
                    from.push(Some(column.index));
                }
                None => {}
            }
        }
        Moved { from, more }
    }
}

/// The words that name columns: those of every kind, of the preset, and of the first header.
fn words(plan: &Plan<'_>, kind: Kind) -> HashSet<String> {
    let synonyms = plan.catalog.into_iter().flat_map(|c| c.synonyms.values()).flat_map(|c| c.words());
    let preset = plan.preset.into_iter().flat_map(|p| p.columns.words());
    let fields = Field::of(kind).flat_map(|f| [fold::header(f.name()), fold::header(f.label())]);
    let own = plan.folded.iter().filter(|h| !h.is_empty()).cloned();
    synonyms.chain(preset).cloned().chain(fields).chain(own).collect()
}
