//! Rows in blocks: written once in the order of the file, read one at a time.

use crate::error::FileError;
use crate::record_codec::{self, Columns};
use crate::staging::Disposition;
use model::{Kind, Origin, Record};
use rusqlite::{Connection, OptionalExtension, params};
use serde_json::Value as Json;
use std::fmt::Write as _;

/// Bytes of a block: one of SQLite's pages less what it keeps for itself and for encryption.
pub(crate) const BLOCK: usize = 3_800;

/// Bytes of an identity.
pub(crate) const IDENTITY: usize = 16;

/// A row to be stored.
pub(crate) struct Line<'a> {
    pub(crate) number: u32,
    pub(crate) disposition: Disposition,
    pub(crate) sheet: Option<&'a str>,
    pub(crate) identity: Option<[u8; IDENTITY]>,
    pub(crate) record: Option<&'a Record>,
}

/// The block being filled.
pub(crate) struct Writer {
    first: i64,
    next: i64,
    lines: String,
    identities: Vec<u8>,
    pub(crate) columns: Columns,
}

impl Writer {
    /// Begins behind every row of the file.
    pub(crate) fn new(conn: &Connection) -> Result<Self, FileError> {
        let last: i64 = conn.query_row("SELECT coalesce(max(last_row), 0) FROM import", [], |r| r.get(0))?;
        Ok(Self::from(last.max(0) + 1))
    }

    /// Begins with an id.
    pub(crate) fn from(next: i64) -> Self {
        let (lines, identities) = (String::with_capacity(2 * BLOCK), Vec::new());
        Self { first: next, next, lines, identities, columns: Columns::default() }
    }

    /// The id that the next row will have.
    pub(crate) fn next_id(&self) -> i64 {
        self.next
    }

    /// Adds a row and gives its id.
    pub(crate) fn add(&mut self, conn: &Connection, line: &Line<'_>) -> Result<i64, FileError> {
        let before = self.lines.len();
        self.write(line);
        if self.next > self.first && self.lines.len() + self.identities.len() + IDENTITY > BLOCK {
            self.flush_before(conn, before)?;
        }
        self.identities.extend_from_slice(&line.identity.unwrap_or_default());
        self.next += 1;
        Ok(self.next - 1)
    }

    fn write(&mut self, line: &Line<'_>) {
        let out = &mut self.lines;
        let _ = write!(out, "[{},{},", line.number, line.disposition.code()); // writing to a string cannot fail
        match line.sheet {
            Some(sheet) => record_codec::write_text(out, sheet),
            None => out.push_str("null"),
        }
        if let Some(record) = line.record {
            record_codec::encode(out, &mut self.columns, record);
        }
        out.push_str("]\n");
    }

    /// Stores the lines up to an offset; what is behind it begins the next block.
    fn flush_before(&mut self, conn: &Connection, end: usize) -> Result<(), FileError> {
        let mut insert = conn.prepare_cached("INSERT INTO row_block (first, lines, identities) VALUES (?1, ?2, ?3)")?;
        insert.execute(params![self.first, &self.lines[..end], self.identities])?;
        self.lines.drain(..end);
        self.identities.clear();
        self.first = self.next;
        Ok(())
    }

    /// Stores what waits.
    pub(crate) fn finish(&mut self, conn: &Connection) -> Result<(), FileError> {
        if self.next > self.first { self.flush_before(conn, self.lines.len()) } else { Ok(()) }
    }
}

/// A row as it is stored.
pub(crate) struct Stored {
    pub(crate) number: u32,
    pub(crate) disposition: Disposition,
    pub(crate) sheet: Option<String>,
    pub(crate) identity: Option<[u8; IDENTITY]>,
    values: Vec<Json>,
}

impl Stored {
    /// Its record, given the fields of its import.
    pub(crate) fn record(self, kind: Kind, sheet: Option<String>, columns: &Columns) -> Record {
        record_codec::decode(kind, Origin { sheet, row: self.number }, columns, self.values)
    }
}

/// The lines of the block that holds a row, with the id of the first; `None` where there is no such block.
pub(crate) fn lines(conn: &Connection, id: i64) -> Result<Option<(i64, Vec<String>)>, FileError> {
    let mut statement =
        conn.prepare_cached("SELECT first, lines FROM row_block WHERE first <= ?1 ORDER BY first DESC LIMIT 1")?;
    let found = statement.query_row([id], |r| Ok((r.get(0)?, r.get_ref(1)?.as_str()?.lines().map(str::to_owned).collect())));
    Ok(found.optional()?)
}

/// Reads a row; `None` where there is none of that id.
pub(crate) fn read(conn: &Connection, id: i64) -> Result<Option<Stored>, FileError> {
    let mut statement =
        conn.prepare_cached("SELECT first, lines, identities FROM row_block WHERE first <= ?1 ORDER BY first DESC LIMIT 1")?;
    let found = statement.query_row([id], |r| {
        let at = usize::try_from(id - r.get::<_, i64>(0)?).unwrap_or(usize::MAX);
        let line = r.get_ref(1)?.as_str()?.lines().nth(at).map(str::to_owned);
        let identities = r.get_ref(2)?.as_blob()?;
        let from = at.saturating_mul(IDENTITY);
        Ok((line, identities.get(from..from.saturating_add(IDENTITY)).and_then(|i| <[u8; IDENTITY]>::try_from(i).ok())))
    });
    let Some((Some(line), identity)) = found.optional()? else { return Ok(None) };
    parse(&line, identity.filter(|i| *i != [0; IDENTITY])).map(Some)
}

/// Reads the line of a row.
pub(crate) fn parse(line: &str, identity: Option<[u8; IDENTITY]>) -> Result<Stored, FileError> {
    let damaged = || FileError::Damaged("a row that is none".to_owned());
    let mut values: Vec<Json> = serde_json::from_str(line).map_err(|e| FileError::Damaged(format!("a row's fields: {e}")))?;
    if values.len() < 3 {
        return Err(damaged());
    }
    let head: Vec<Json> = values.drain(..3).collect();
    let number = head[0].as_u64().and_then(|n| u32::try_from(n).ok()).ok_or_else(damaged)?;
    let disposition = head[1].as_i64().and_then(Disposition::from_code).ok_or_else(damaged)?;
    Ok(Stored { number, disposition, sheet: head[2].as_str().map(str::to_owned), identity, values })
}
