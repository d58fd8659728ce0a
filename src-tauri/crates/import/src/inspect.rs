//! How a table would be read, without reading it into records.

use crate::Choices;
use crate::ambiguity::Ambiguity;
use crate::catalog::Catalog;
use crate::cells::format::Format;
use crate::error::ImportError;
use crate::layout::below::{self, Place};
use crate::layout::{self, Asides, Plan, Why, lines};
use crate::problem::ProblemCode;
use crate::read;
use crate::read::format::Formats;
use crate::sheets;
use crate::source::{HeadRow, RowRef, Source, Table};
use model::{Field, Kind};
use rust_decimal::Decimal;
use std::ops::ControlFlow;

/// What a look at a table shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inspection {
    /// Encoding of a text file (`UTF-8`, `UTF-16LE`, `windows-1252`).
    pub encoding: Option<String>,
    /// The sign between cells of a text file.
    pub delimiter: Option<char>,
    /// The sheet, in a workbook.
    pub sheet: Option<String>,
    /// Physical line of the header, from 1.
    pub header_row: u32,
    /// What the rows are; `None` where nothing says so.
    pub kind: Option<Kind>,
    /// The preset that was recognised.
    pub preset: Option<String>,
    /// How sure the recognition is: 0 not at all, 1 every column is known.
    pub confidence: Decimal,
    /// Every column, in its order.
    pub columns: Vec<Column>,
    /// Rows of data: neither titles nor totals nor blank lines.
    pub rows: u64,
    /// The rows were counted in a first part of the file alone; their number is that part's, scaled to its size.
    pub estimated: bool,
    /// The lines above the header, cells joined by a comma.
    pub titles: Vec<String>,
    /// Groups of fields of which a record needs one and that no column feeds; empty where the kind is not known.
    pub missing: Vec<Vec<Field>>,
    /// Why reading would refuse the table as a whole; what is shown beside it holds all the same.
    pub refused: Option<ImportError>,
    /// The sheets of a workbook in their order; empty for text.
    pub sheets: Vec<InspectedSheet>,
    /// What is to be known of the file before it is read, in sentences: presets left out, how its table stands.
    pub notes: Vec<String>,
    /// The other kinds whose required columns are all there, surest first, each with how sure that is, from 0 to 1.
    pub alternatives: Vec<(Kind, Decimal)>,
}

/// A sheet of the workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InspectedSheet {
    /// Its name.
    pub name: String,
    /// Not shown by the spreadsheet program.
    pub hidden: bool,
    /// It is one of those that are read.
    pub read: bool,
}

/// A column of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// How a mapping names it: by its header, or by its place (`#3`) where the header is blank or comes twice.
    pub key: String,
    /// Its header as written; may be empty or come twice.
    pub header: String,
    /// The field it feeds.
    pub field: Option<Field>,
    /// Up to three different cells of the first rows.
    pub samples: Vec<String>,
    /// How the field was found.
    pub why: Why,
    /// Rows of data with something in this column, out of [`Inspection::rows`].
    pub filled: u64,
    /// The order of day and month or the decimal sign that applies; `None` where no cell has to do with either.
    pub format: Option<Format>,
    /// Both readings, where at least one cell could be read two ways.
    pub readings: Option<Ambiguity>,
}

/// Looks at a table. Any readable table gives a result, recognised or not.
///
/// # Errors
/// A sheet that does not exist, a mapping that does not fit, a file that cannot be read.
pub fn inspect(source: &Source, catalog: &Catalog, choices: &Choices) -> Result<Inspection, ImportError> {
    looked_at(source, catalog, choices, u64::MAX)
}

/// Text beyond this many bytes is looked at in part.
const LARGE: u64 = 8 << 20;
/// Lines of a large text that are looked at.
const SAMPLED: u64 = 20_000;

/// The same, but of a large text only the first part is looked at, and of a workbook what [`Source::open_to_look`] has left
/// of it: how it would be read shows there, how many rows it has is [`Inspection::estimated`].
///
/// # Errors
/// As [`inspect`].
pub fn inspect_by_sample(source: &Source, catalog: &Catalog, choices: &Choices) -> Result<Inspection, ImportError> {
    let is_large = source.sheets().is_empty() && source.bytes() > LARGE;
    looked_at(source, catalog, choices, if is_large { SAMPLED } else { u64::MAX })
}

/// Looks at no more than `most` lines below the header.
fn looked_at(source: &Source, catalog: &Catalog, choices: &Choices, most: u64) -> Result<Inspection, ImportError> {
    let read = sheets::sheets_to_read(source, catalog, choices)?;
    let sheet = read.first().cloned().flatten();
    let (table, plan, head) = layout::open(source, catalog, choices, sheet.as_deref())?;
    let counted = Counted::of(&table, &plan, &head, choices, most)?;
    let (rows, estimated) = counted.of_all(source.bytes(), table.share());
    Ok(Inspection {
        encoding: source.encoding().map(str::to_owned),
        delimiter: table.dialect.map(|d| char::from(d.delimiter)),
        header_row: plan.header_line,
        kind: plan.kind,
        preset: plan.preset.map(|p| p.id.clone()),
        confidence: plan.confidence,
        columns: columns(&plan, &head, &counted),
        rows,
        estimated,
        titles: head.iter().take_while(|r| r.line < plan.header_line).map(title).collect(),
        missing: missing(&plan),
        refused: plan.readable(source).err(),
        sheets: source.sheets().iter().map(|s| inspected(&s.name, s.hidden, &read)).collect(),
        notes: read::table_notes(&table, &plan).into_iter().map(|note| note.message).collect(),
        alternatives: layout::alternatives(&plan, &head, catalog),
        sheet: table.sheet,
    })
}

fn inspected(name: &str, hidden: bool, read: &[Option<String>]) -> InspectedSheet {
    InspectedSheet { name: name.to_owned(), hidden, read: read.iter().flatten().any(|r| r == name) }
}

fn missing(plan: &Plan<'_>) -> Vec<Vec<Field>> {
    plan.kind.map(|kind| plan.missing(kind)).unwrap_or_default().into_iter().map(<[Field]>::to_vec).collect()
}

fn title(row: &HeadRow) -> String {
    let cells: Vec<&str> = row.cells.iter().map(String::as_str).filter(|c| !c.is_empty()).collect();
    cells.join(", ")
}

fn columns(plan: &Plan<'_>, head: &[HeadRow], counted: &Counted<'_>) -> Vec<Column> {
    let column = |(at, header): (usize, &String)| {
        let (format, readings) = counted.formats.of_column(at);
        Column {
            key: plan.key(at),
            header: header.clone(),
            field: plan.field(at),
            samples: samples(plan, head, at),
            why: plan.why(at),
            filled: counted.filled.get(at).copied().unwrap_or_default(),
            format,
            readings,
        }
    };
    plan.headers.iter().enumerate().map(column).collect()
}

/// The first three different values of a column, cut to what a table can show.
fn samples(plan: &Plan<'_>, head: &[HeadRow], at: usize) -> Vec<String> {
    let mut samples: Vec<String> = Vec::new();
    for row in head.iter().filter(|r| r.line > plan.header_line) {
        if let Some(cell) = row.cells.get(at).filter(|c| !c.is_empty()) {
            let sample = crate::problem::shown(cell);
            if !samples.contains(&sample) {
                samples.push(sample);
            }
        }
        if samples.len() == 3 {
            break;
        }
    }
    samples
}

/// What one pass over the table counts.
struct Counted<'p> {
    /// Rows of data.
    rows: u64,
    /// Rows of data with something in each column.
    filled: Vec<u64>,
    formats: Formats,
    asides: Asides<'p>,
    /// Lines with little in them, which are rows if more rows follow and notes below the table if none does.
    sparse: (u64, Vec<u64>),
    /// Lines looked at, and about how many bytes they take.
    looked: (u64, u64),
    /// Lines were left out.
    cut: bool,
    /// The last row is a lone cell: the title of another table, if a header follows.
    lone: bool,
}

impl<'p> Counted<'p> {
    /// Counts the rows of data as a reading would; notes below the table are sparse and at its very end.
    fn of(
        table: &Table<'_>,
        plan: &'p Plan<'_>,
        head: &[HeadRow],
        choices: &Choices,
        most: u64,
    ) -> Result<Counted<'p>, ImportError> {
        let below = head.iter().filter(|r| r.line > plan.header_line);
        let widest = below.map(HeadRow::filled).max().unwrap_or_default();
        let none = vec![0; plan.headers.len()];
        let (formats, asides) = (Formats::new(plan, choices), Asides::of(plan));
        let sparse = (0, none.clone());
        let mut counted = Counted { rows: 0, filled: none, formats, asides, sparse, looked: (0, 0), cut: false, lone: false };
        below::each_placed(table, plan, &mut |line, row, place| {
            if counted.looked.0 >= most {
                counted.cut = true;
                return ControlFlow::Break(());
            }
            if matches!(place, Place::Header(..)) {
                counted.rows -= u64::from(std::mem::take(&mut counted.lone));
            } else if line > plan.header_line && !matches!(place, Place::Other(_)) {
                counted.looked = (counted.looked.0 + 1, counted.looked.1 + bytes_of(row));
                counted.line(plan, widest, row);
            }
            ControlFlow::Continue(())
        })?;
        counted.formats.decide();
        Ok(counted)
    }

    /// The rows of the whole table, and whether they are an estimate: from the bytes of a file, or from what is there of a
    /// sheet.
    fn of_all(&self, bytes: u64, share: Option<(u64, u64)>) -> (u64, bool) {
        let Some((looked, all)) = share.or(self.cut.then_some((self.looked.1, bytes))) else { return (self.rows, false) };
        let scaled = u128::from(self.rows) * u128::from(all) / u128::from(looked.max(1));
        (u64::try_from(scaled).unwrap_or(u64::MAX), true)
    }

    fn line(&mut self, plan: &Plan<'_>, widest: usize, row: RowRef<'_>) {
        self.formats.look(row);
        let (filled, single) = match lines::of(row, &plan.headers) {
            lines::Line::Data(filled) => (filled, false),
            lines::Line::Single(at, text) if widest > 2 && plan.is_note(at, &text) => return,
            lines::Line::Single(..) => (1, true),
            lines::Line::Total(_) | lines::Line::Skip => return,
        };
        if self.asides.find(row).is_some_and(|(_, rule)| rule.code == ProblemCode::Total) {
            return;
        }
        match plan.kind.map(|kind| plan.may_be_record(kind, row)) {
            Some(false) if single && widest > 2 => {}
            None | Some(false) if lines::is_sparse(filled, widest) => self.hold(row),
            _ => {
                self.release();
                self.lone = single && widest > 2;
                self.rows += 1;
                add(&mut self.filled, row);
            }
        }
    }

    fn hold(&mut self, row: RowRef<'_>) {
        self.sparse.0 += 1;
        add(&mut self.sparse.1, row);
    }

    /// Counts the lines held back as rows.
    fn release(&mut self) {
        if self.sparse.0 > 0 {
            self.rows += std::mem::take(&mut self.sparse.0);
            self.filled.iter_mut().zip(&mut self.sparse.1).for_each(|(all, held)| *all += std::mem::take(held));
        }
    }
}

/// What a line of text takes: its cells, what parts them and its end.
fn bytes_of(row: RowRef<'_>) -> u64 {
    match row {
        RowRef::Text(record) => (record.as_slice().len() + record.len()) as u64,
        RowRef::Sheet(cells) => cells.len() as u64,
    }
}

fn add(filled: &mut [u64], row: RowRef<'_>) {
    for (at, _) in row.filled() {
        if let Some(count) = filled.get_mut(at) {
            *count += 1;
        }
    }
}
