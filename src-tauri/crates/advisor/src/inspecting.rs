//! What a file would be taken for, before anything is imported.

use crate::error::Error;
use crate::host::Host;
use crate::presets::catalog;
use crate::staged_table::readings;
use crate::wire;
use import::{Choices, DateOrder, DecidedBy, Mapping, NumberMark, Source};
use model::Kind;
use std::path::{Path, PathBuf};

/// What the user says about how a file is read.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// Kind of its rows.
    pub kind: Option<String>,
    /// Sheet of a workbook.
    pub sheet: Option<String>,
    /// A file that maps headers to fields.
    pub mapping: Option<PathBuf>,
    /// Order of day and month in columns that do not decide it themselves.
    pub dates: Option<DateOrder>,
    /// Decimal sign in columns that do not decide it themselves.
    pub numbers: Option<NumberMark>,
    /// Encoding of a text file, where it is not the one recognised.
    pub encoding: Option<String>,
    /// The sign between its cells, where it is not the one recognised.
    pub delimiter: Option<char>,
}

impl Reading {
    pub(crate) fn choices(&self) -> Result<Choices, Error> {
        let kind = self.kind.as_deref().map(kind).transpose()?;
        let mapping = self.mapping.as_deref().map(mapping).transpose()?;
        Ok(Choices { kind, sheet: self.sheet.clone(), mapping, dates: self.dates, numbers: self.numbers })
    }
}

impl Reading {
    /// Opens a file as the user says that it is written.
    pub(crate) fn open(&self, path: &Path) -> Result<Source, Error> {
        Ok(Source::open(path)?.read_as(self.encoding.as_deref(), self.delimiter)?)
    }

    /// The mapping as typed, kept with what it read; an empty object where none was given.
    pub(crate) fn mapping_text(&self) -> Result<String, Error> {
        let read = |path: &PathBuf| std::fs::read_to_string(path).map_err(|cause| Error::path(path, &cause));
        Ok(self.mapping.as_ref().map(read).transpose()?.unwrap_or_else(|| "{}".to_owned()))
    }
}

fn kind(name: &str) -> Result<Kind, Error> {
    Kind::from_name(name).ok_or_else(|| Error::Kind(name.to_owned()))
}

fn mapping(path: &Path) -> Result<Mapping, Error> {
    let bytes = std::fs::read(path).map_err(|cause| Error::path(path, &cause))?;
    Ok(Mapping::from_json(&bytes)?)
}

/// The rejected rows of an export as CSV, each with what is wrong, to be corrected and read again; and how many.
pub fn rejected_rows(path: &Path, reading: &Reading, host: &dyn Host) -> Result<(u64, Vec<u8>), Error> {
    let mut written = Vec::new();
    let many = import::write_rejected(&reading.open(path)?, &*catalog(host)?, &reading.choices()?, &mut written)?;
    Ok((many, written))
}

/// Looks at a file. Any readable table gives a result.
pub fn inspect(path: &Path, reading: &Reading, host: &dyn Host) -> Result<wire::Inspection, Error> {
    let (catalog, choices) = (catalog(host)?, reading.choices()?);
    let look = |source: Source| {
        let source = source.read_as(reading.encoding.as_deref(), reading.delimiter)?;
        import::inspect_by_sample(&source, &catalog, &choices)
    };
    // What the first part cannot show is looked for in the whole before it is refused.
    let glance = Source::open_to_look(path).and_then(look);
    let found = glance.or_else(|_| Source::open(path).and_then(look))?;
    let column = |c: &import::Column| wire::InspectedColumn {
        header: c.header.clone(),
        field: c.field.map(|f| f.name().to_owned()),
        samples: c.samples.clone(),
        readings: c.readings.as_ref().filter(|r| r.decided_by != DecidedBy::Column).map(readings),
    };
    Ok(wire::Inspection {
        path: path.display().to_string(),
        encoding: found.encoding,
        delimiter: found.delimiter.map(String::from),
        sheet: found.sheet,
        header_row: found.header_row,
        kind: found.kind.map(|k| k.name().to_owned()),
        preset: found.preset,
        confidence: found.confidence.to_string(),
        columns: found.columns.iter().map(column).collect(),
        rows: u32::try_from(found.rows).unwrap_or(u32::MAX),
        estimated: found.estimated,
        notes: found.notes,
    })
}

/// The template of a kind, with one example row.
pub fn template(name: &str) -> Result<String, Error> {
    Ok(import::template(kind(name)?))
}
