//! Reading a table row by row.

mod convert;
mod currencies;
pub(crate) mod format;
mod identity;
mod keys;
mod last_state;
mod notes;
mod other_sheets;
mod record;

use crate::Choices;
use crate::catalog::{Catalog, Target};
use crate::error::ImportError;
use crate::layout::below::{self, Place};
use crate::layout::lines::{self, Line};
use crate::layout::{self, Bound, Plan};
use crate::problem::{Problem, ProblemCode};
use crate::row::{Disposition, Row};
use crate::sheets;
use crate::source::{RowRef, Source, Table};
use chrono::NaiveDate;
use format::Formats;
use identity::Sightings;
use model::{Field, Kind, Record, Value};
use other_sheets::OtherSheets;
use record::Builder;
use std::ops::ControlFlow;

/// What a reading came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// The preset that was recognised.
    pub preset: Option<String>,
    /// What the rows were read as.
    pub kind: Kind,
    /// The sheet, in a workbook.
    pub sheet: Option<String>,
    /// Rows handed to the sink: accepted + set aside + merged + rejected.
    pub rows: u64,
    /// The newest day on which anything was seen, opened, booked or created: about when the export was made.
    pub exported: Option<NaiveDate>,
    /// What holds for whole columns (an order of day and month that nothing decides).
    pub notes: Vec<Problem>,
    /// Whether the table was read to its end; `false` where the sink stopped it.
    pub complete: bool,
}

/// What is known of a table before its rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outline {
    /// The preset that was recognised.
    pub preset: Option<String>,
    /// What the rows will be read as.
    pub kind: Kind,
    /// The sheet, in a workbook.
    pub sheet: Option<String>,
}

/// Looks at the first rows of a table for what its reading will be.
///
/// # Errors
/// As [`read`], as far as the first rows show it.
pub fn outline(source: &Source, catalog: &Catalog, choices: &Choices) -> Result<Outline, ImportError> {
    let sheet = sheets::sheets_to_read(source, catalog, choices)?.into_iter().next().flatten();
    let (table, plan, _) = layout::open(source, catalog, choices, sheet.as_deref())?;
    Ok(Outline { preset: plan.preset.map(|p| p.id.clone()), kind: plan.readable(source)?, sheet: table.sheet })
}

/// Reads a table; every row goes to the sink once, in the order of the file.
///
/// # Errors
/// A table that is neither recognised nor described, or a file that cannot be read. Single bad rows are no error.
pub fn read(source: &Source, catalog: &Catalog, choices: &Choices, sink: &mut dyn FnMut(Row)) -> Result<Summary, ImportError> {
    read_until(source, catalog, choices, &mut |row| {
        sink(row);
        ControlFlow::Continue(())
    })
}

/// Like [`read`], but the sink can stop it.
///
/// # Errors
/// As [`read`].
pub fn read_until(
    source: &Source,
    catalog: &Catalog,
    choices: &Choices,
    sink: &mut dyn FnMut(Row) -> ControlFlow<()>,
) -> Result<Summary, ImportError> {
    let sheet = sheets::sheets_to_read(source, catalog, choices)?.into_iter().next().flatten();
    let (table, plan, _) = layout::open(source, catalog, choices, sheet.as_deref())?;
    let kind = plan.readable(source)?;
    let others = OtherSheets::read(source, &plan, table.sheet.as_deref())?;
    let mut reader = Reader::new(&table, &plan, catalog, choices, (kind, others))?;
    let mut failed = None;
    below::each_placed(&table, &plan, &mut |line, row, place| match reader.placed(line, row, place, sink) {
        Ok(flow) => flow,
        Err(error) => {
            failed = Some(error);
            ControlFlow::Break(())
        }
    })?;
    match failed {
        Some(error) => Err(error),
        None => {
            let _ = reader.flush(sink);
            Ok(reader.summary())
        }
    }
}

/// How many sparse lines without a record may turn out to be notes below the table.
const MAX_HELD: usize = 40;

/// The state of a reading.
struct Reader<'a> {
    table: &'a Table<'a>,
    plan: &'a Plan<'a>,
    builder: Builder<'a>,
    formats: Formats,
    sightings: Sightings,
    headings: Vec<String>,
    /// What the line above holds for those below it.
    carried: Vec<(Field, Value)>,
    /// A lone cell that may be a record, or the title of another table if a header follows.
    lone: Option<Row>,
    /// Lines that are rejected rows if more rows follow and notes if none does.
    held: Vec<Row>,
    wide: usize,
    rows: u64,
    exported: Option<NaiveDate>,
    stopped: bool,
    /// What headers below the first make to be said.
    below: Vec<Problem>,
}

impl<'a> Reader<'a> {
    fn new(
        table: &'a Table<'a>,
        plan: &'a Plan<'a>,
        catalog: &'a Catalog,
        choices: &Choices,
        (kind, others): (Kind, OtherSheets),
    ) -> Result<Self, ImportError> {
        let mut formats = Formats::new(plan, choices);
        let last_rows = last_state::scan(table, plan, &mut formats, kind)?;
        let shared = keys::scan(table, plan, &mut formats, kind)?;
        Ok(Reader {
            table,
            plan,
            builder: Builder::new(plan, catalog, kind, table, others),
            formats,
            sightings: Sightings::new(last_rows, shared, plan.preset.and_then(|p| p.one_per)),
            headings: Vec::new(),
            carried: Vec::new(),
            lone: None,
            held: Vec::new(),
            wide: plan.headers.iter().filter(|h| !h.is_empty()).count(),
            rows: 0,
            exported: None,
            stopped: false,
            below: Vec::new(),
        })
    }

    /// A row, a header below the first, or a row of another table.
    fn placed(&mut self, line: u32, row: RowRef<'_>, place: Place<'_>, sink: Sink<'_>) -> Result<ControlFlow<()>, ImportError> {
        match place {
            Place::Own => self.line(line, row, &[], sink),
            Place::Followed(more) => self.line(line, row, more, sink),
            Place::Part => Ok(self.aside(line, notes::part(self.table, line), sink)),
            Place::Other(header) => Ok(self.other(line, header, row, sink)),
            Place::Header(followed, columns) => {
                self.lone = None; // the title of the table that begins here
                self.below.push(notes::another_header(self.table, line, followed, columns));
                Ok(ControlFlow::Continue(()))
            }
        }
    }

    /// Sets a row of another table aside; its titles and totals are no rows.
    fn other(&mut self, line: u32, header: u32, row: RowRef<'_>, sink: Sink<'_>) -> ControlFlow<()> {
        self.flush(sink)?;
        match lines::of(row, &[]) {
            Line::Data(_) => {
                let reason = notes::of_another(self.table, line, header);
                self.aside(line, reason, sink)
            }
            _ => ControlFlow::Continue(()),
        }
    }

    /// Sets a row aside without reading it.
    fn aside(&mut self, line: u32, reason: Problem, sink: Sink<'_>) -> ControlFlow<()> {
        let (sheet, disposition) = (self.table.sheet.clone(), Disposition::SetAside { record: None, reason });
        self.hand(Row { sheet, row: line, disposition, notes: Vec::new(), decided: None }, sink)
    }

    fn line(&mut self, line: u32, row: RowRef<'_>, more: &[Bound], sink: Sink<'_>) -> Result<ControlFlow<()>, ImportError> {
        if line <= self.plan.header_line {
            return Ok(ControlFlow::Continue(()));
        }
        self.formats.prepare(self.table, self.plan, row)?;
        let (filled, single) = match lines::of(row, &self.plan.headers) {
            Line::Skip => return Ok(ControlFlow::Continue(())),
            Line::Total(label) => {
                self.close_heading(&label);
                return Ok(ControlFlow::Continue(()));
            }
            Line::Single(at, text) => (1, Some((at, text))),
            Line::Data(filled) => (filled, None),
        };
        Ok(self.row((line, row, more), filled, single, sink))
    }

    /// Reads a row, or finds that the line is none after all.
    fn row(
        &mut self,
        (line, row, more): (u32, RowRef<'_>, &[Bound]),
        filled: usize,
        single: Option<(usize, String)>,
        sink: Sink<'_>,
    ) -> ControlFlow<()> {
        let above = Above { heading: self.headings.last().map(String::as_str), carried: &self.carried };
        let built = self.builder.build((line, row, more), &self.formats, above);
        if matches!(&built.disposition, Disposition::SetAside { reason, .. } if reason.code == ProblemCode::Total) {
            return ControlFlow::Continue(());
        }
        let no_record = matches!(built.disposition, Disposition::Rejected { .. });
        let no_record = no_record || (self.wide > 2 && single.as_ref().is_some_and(|(at, text)| self.plan.is_note(*at, text)));
        if let Some((at, text)) = single.as_ref().filter(|_| no_record && self.wide > 2) {
            if self.is_heading(*at) {
                self.headings.push(text.clone());
            }
            return ControlFlow::Continue(());
        }
        if no_record && lines::is_sparse(filled, self.wide) && self.held.len() < MAX_HELD {
            self.held.push(built);
            return ControlFlow::Continue(());
        }
        for held in std::mem::take(&mut self.held) {
            self.hand(held, sink)?;
        }
        self.flush(sink)?;
        if single.is_some() && self.wide > 2 {
            self.lone = Some(built);
            return ControlFlow::Continue(());
        }
        self.accept(built, sink)
    }

    /// Hands on the lone cell that the line above was, which was no title of another table.
    fn flush(&mut self, sink: Sink<'_>) -> ControlFlow<()> {
        self.lone.take().map_or(ControlFlow::Continue(()), |built| self.accept(built, sink))
    }

    fn accept(&mut self, built: Row, sink: Sink<'_>) -> ControlFlow<()> {
        let seen = self.sightings.place(built);
        self.note_day(&seen);
        self.carry(&seen);
        self.hand(seen, sink)
    }

    /// A lone cell is a heading in the first column, and in the column that the heading stands for.
    fn is_heading(&self, at: usize) -> bool {
        let field = self.plan.preset.and_then(|p| p.headings);
        field.is_some_and(|field| at == 0 || self.plan.bound.iter().any(|b| b.index == at && b.target == Target::Field(field)))
    }

    /// Keeps what the row holds for those below it.
    fn carry(&mut self, row: &Row) {
        let fields = self.plan.preset.map(|p| p.carry.as_slice()).unwrap_or_default();
        if let Disposition::Accepted { record, .. } = &row.disposition
            && !fields.is_empty()
        {
            self.carried = fields.iter().filter_map(|f| Some((*f, record.get(*f)?.clone()))).collect();
        }
    }

    fn hand(&mut self, row: Row, sink: Sink<'_>) -> ControlFlow<()> {
        self.rows += 1;
        let flow = sink(row);
        self.stopped |= flow.is_break();
        flow
    }

    /// A total ends the heading it names.
    fn close_heading(&mut self, label: &str) {
        let name = label.trim_start_matches("Total for").trim_start_matches("Total -").trim_start_matches("Total").trim();
        if let Some(at) = self.headings.iter().rposition(|h| h == name) {
            self.headings.truncate(at);
        }
    }

    fn note_day(&mut self, row: &Row) {
        let (Disposition::Accepted { record, .. } | Disposition::Merged { record, .. }) = &row.disposition else { return };
        let dated = match record.kind {
            Kind::Devices => Field::LastSeen,
            Kind::Tickets => Field::Opened,
            Kind::Costs => Field::Booked,
            Kind::People => Field::Created,
            Kind::Controls => Field::EvidenceDate,
            Kind::Staff | Kind::Projects | Kind::Quotes => return,
        };
        self.exported = self.exported.max(record.day(dated));
    }

    fn summary(self) -> Summary {
        Summary {
            preset: self.plan.preset.map(|p| p.id.clone()),
            kind: self.builder.kind(),
            sheet: self.table.sheet.clone(),
            rows: self.rows,
            exported: self.exported,
            notes: self.notes(),
            complete: !self.stopped,
        }
    }
}

impl Reader<'_> {
    /// What holds for whole columns or for the file.
    fn notes(&self) -> Vec<Problem> {
        let sheet = self.table.sheet.as_deref();
        let unmet = if self.stopped { Vec::new() } else { notes::unmet(self.plan, sheet) };
        let columns = self.formats.notes(self.plan, sheet).into_iter().chain(lenient(self.table));
        columns.chain(self.below.iter().cloned()).chain(unmet).chain(table_notes(self.table, self.plan)).collect()
    }
}

/// What is to be known of a table before its rows.
pub(crate) fn table_notes(table: &Table<'_>, plan: &Plan<'_>) -> Vec<Problem> {
    notes::of_table(table, plan).into_iter().chain(notes::left_out(plan, table.sheet.as_deref())).collect()
}

/// What the lines above a row say of it.
#[derive(Debug, Clone, Copy)]
struct Above<'a> {
    /// The heading it stands under.
    heading: Option<&'a str>,
    /// Fields that stand only in the first line of several.
    carried: &'a [(Field, Value)],
}

impl Above<'_> {
    /// Fills in what the row does not say itself.
    fn fill(self, record: &mut Record) {
        for (field, value) in self.carried {
            if record.get(*field).is_none() {
                record.set(*field, value.clone());
            }
        }
    }
}

/// That quotation marks were read leniently.
fn lenient(table: &Table<'_>) -> Option<Problem> {
    let message = "Quotation marks here are not doubled inside a cell, or are opened and not closed; from this line on each \
        was read as part of its cell, and a cell as ending with its line.";
    let (code, message) = (ProblemCode::LenientQuotes, message.to_owned());
    table.lenient_from().map(|row| Problem { sheet: None, row, column: None, value: String::new(), code, message })
}

/// Where rows go.
type Sink<'s> = &'s mut dyn FnMut(Row) -> ControlFlow<()>;
