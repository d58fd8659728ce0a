//! Staging: an import streams into the file and counts for nothing until it is committed.

use crate::blocks::{self, Line, Writer};
use crate::directly::Directly;
use crate::engagement::Engagement;
use crate::error::FileError;
use crate::imports::{DispositionCounts, ImportId};
use crate::keyed::Keyed;
use crate::live::Live;
use crate::people::People;
use crate::placing::Places;
use crate::rows::RowId;
use crate::sightings::{self, Runs, Sighted};
use chrono::NaiveDate;
use model::{Cell, Export, Kind, Record};
use rusqlite::{Connection, Transaction, TransactionBehavior, params};

/// What is known of an import before its rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportHeader {
    /// Name of the file it is read from, without folders.
    pub source_name: String,
    /// SHA-256 of that file.
    pub sha256: [u8; 32],
    /// Size of that file in bytes.
    pub size: u64,
    /// What its rows are.
    pub kind: Kind,
    /// The preset it is read by, `None` where columns were mapped by hand or by synonyms.
    pub preset: Option<String>,
    /// The sheet, for workbooks.
    pub sheet: Option<String>,
    /// The text encoding it is read in.
    pub encoding: String,
    /// How columns are mapped to fields, as JSON.
    pub mapping: String,
    /// The day it was exported, where known before its rows; [`Staging::exported`] says it afterwards.
    pub exported: Option<NaiveDate>,
}

/// How a row was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Disposition {
    /// A record of the import's kind.
    Accepted,
    /// A second sighting of a thing within the import.
    Merged,
    /// A record, but not to be counted as one of the kind.
    SetAside,
    /// No record.
    Rejected,
}

impl Disposition {
    /// The number it has in the file; those below 2 are sightings.
    pub(crate) fn code(self) -> i64 {
        match self {
            Self::Accepted => 0,
            Self::Merged => 1,
            Self::SetAside => 2,
            Self::Rejected => 3,
        }
    }

    /// Whether the row is seen as a thing of its kind.
    fn is_sighting(self) -> bool {
        matches!(self, Self::Accepted | Self::Merged)
    }

    pub(crate) fn from_code(code: i64) -> Option<Self> {
        [Self::Accepted, Self::Merged, Self::SetAside, Self::Rejected].into_iter().find(|d| d.code() == code)
    }
}

/// Why a row was rejected or set aside, or what could not be read in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowReason {
    /// The column's header, where one column is to blame.
    pub column: Option<String>,
    /// What stood there.
    pub value: Option<String>,
    /// A code from the importer's closed list.
    pub code: String,
    /// A sentence.
    pub message: String,
}

/// A row to be stored.
#[derive(Debug, Clone)]
pub struct RowDraft<'a> {
    /// Sheet it stands in.
    pub sheet: Option<&'a str>,
    /// Physical row, counted from 1.
    pub row: u32,
    /// How it was taken.
    pub disposition: Disposition,
    /// What identifies its thing among those of its kind; kept as a keyed hash. `None`: it is no other row's thing.
    pub identity: Option<&'a str>,
    /// Which sighting of a thing is newer: the greater one, such as the day it was last seen.
    pub rank: i64,
    /// Its fields.
    pub record: Option<&'a Record>,
    /// Its place in the cube; `None` adds to no cell.
    pub cell: Option<&'a Cell>,
    /// Why it was rejected or set aside.
    pub reason: Option<RowReason>,
}

/// What the file knows of a thing already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sighting {
    /// Nothing.
    New,
    /// The same preset saw it with other fields.
    Changed,
    /// The same preset saw it just so.
    Unchanged,
    /// Only another preset saw it.
    SeenByOther,
}

/// An import being read. Dropping it without [`Staging::finish`] removes every row pushed.
pub struct Staging<'a> {
    conn: &'a Connection,
    keyed: &'a Keyed,
    tx: Transaction<'a>,
    directly: Option<Directly<'a>>,
    live: Live,
    id: i64,
    header: ImportHeader,
    rows: Writer,
    places: Places,
    sightings: Runs,
    people: People,
    counts: DispositionCounts,
    first_row: i64,
    last_row: i64,
    problems: i64,
}

impl Engagement {
    /// Begins an import. One import is read at a time.
    ///
    /// # Errors
    /// `read_only`, `disk_full`, `io`.
    pub fn stage(&mut self, header: &ImportHeader) -> Result<Staging<'_>, FileError> {
        self.stage_beside(header, &[])
    }

    /// Begins an import whose sightings are also compared with imports staged before it, as when several files are
    /// read together and committed as one.
    ///
    /// # Errors
    /// As [`Self::stage`]; `unknown_import` where one of `staged` is neither staged nor live.
    pub fn stage_beside(&mut self, header: &ImportHeader, staged: &[ImportId]) -> Result<Staging<'_>, FileError> {
        if !self.is_writable() {
            return Err(FileError::ReadOnly);
        }
        let conn = &self.conn; // the exclusive borrow of `self` lasts as long as the staging
        // A workbook is packed: its rows come to some four times its size.
        let size = if header.encoding == "workbook" { header.size.saturating_mul(4) } else { header.size };
        let directly = Directly::begin(conn, size);
        let tx = Transaction::new_unchecked(conn, TransactionBehavior::Immediate)?;
        let live = Live::load(conn, staged)?;
        let rows = Writer::new(conn)?;
        let first_row = rows.next_id();
        let id = insert_import(conn, header)?;
        Ok(Staging {
            conn,
            keyed: &self.keyed,
            people: People::load(conn)?,
            rows,
            tx,
            directly,
            live,
            id,
            header: header.clone(),
            places: Places::default(),
            sightings: Runs::default(),
            counts: DispositionCounts::default(),
            first_row,
            last_row: first_row - 1,
            problems: 0,
        })
    }
}

impl Staging<'_> {
    /// Stores a row.
    ///
    /// # Errors
    /// `disk_full`, `io`; `internal` where the record is of another kind than the import.
    pub fn push(&mut self, row: &RowDraft<'_>) -> Result<RowId, FileError> {
        self.check(row.record)?;
        let identity = row.identity.map(|text| self.keyed.identity(self.header.kind, text));
        let sheet = row.sheet.filter(|s| self.header.sheet.as_deref() != Some(s));
        let (number, disposition, record) = (row.row, row.disposition, row.record);
        let id = self.rows.add(self.conn, &Line { number, disposition, sheet, identity, record })?;
        let id = RowId(id);
        if row.disposition.is_sighting() {
            self.sighted(id, identity, row)?;
        }
        self.count(id, row.disposition);
        match (&row.reason, row.disposition) {
            (Some(reason), _) => self.note(id, reason)?,
            (None, Disposition::SetAside | Disposition::Rejected) => self.problem(id, None)?,
            (None, _) => {}
        }
        Ok(id)
    }

    /// Keeps a further reason or note on a row that was pushed, such as a value that could not be read.
    ///
    /// # Errors
    /// `disk_full`, `io`.
    pub fn note(&mut self, row: RowId, reason: &RowReason) -> Result<(), FileError> {
        self.problem(row, Some(reason))
    }

    /// Says on which day the file was exported, for what counts back from it. The last word before the end holds.
    pub fn exported(&mut self, day: Option<NaiveDate>) {
        self.header.exported = day;
    }

    /// What the live imports know of a thing: compared with the newest sighting by the same preset.
    ///
    /// # Errors
    /// `damaged`, `io`.
    pub fn sighting(&mut self, kind: Kind, identity: &str, record: &Record) -> Result<Sighting, FileError> {
        if self.live.is_empty() {
            return Ok(Sighting::New);
        }
        let identity = self.keyed.identity(kind, identity);
        let sightings = sightings::of(self.conn, &self.live, &identity)?;
        let ours = |import: &i64| self.live.get(*import).is_some_and(|i| i.preset == self.header.preset);
        let Some((_, import, _)) = sightings.iter().filter(|s| ours(&s.1)).max() else {
            let new = sightings.is_empty() || self.live.is_split(&identity);
            return Ok(if new { Sighting::New } else { Sighting::SeenByOther });
        };
        let rows = sightings.iter().filter(|s| s.1 == *import).map(|s| s.2);
        Ok(if self.was_seen_so(rows, record)? { Sighting::Unchanged } else { Sighting::Changed })
    }

    /// As [`Engagement::pseudonym`], while the import is being read; kept only if it is finished.
    ///
    /// # Errors
    /// `disk_full`, `io`.
    pub fn pseudonym(&mut self, name: &str) -> Result<String, FileError> {
        self.people.pseudonym(self.conn, self.keyed, name)
    }

    /// As [`Engagement::keyed_hash`], while the import is being read.
    pub fn keyed_hash(&self, text: &str) -> [u8; 16] {
        self.keyed.text(text)
    }

    /// The rows pushed so far.
    pub fn counts(&self) -> DispositionCounts {
        self.counts
    }

    /// Writes the import to disk, staged. Closing the file without committing it removes it.
    ///
    /// # Errors
    /// `disk_full`, `io`; then nothing of it is kept.
    pub fn finish(mut self) -> Result<ImportId, FileError> {
        self.rows.finish(self.conn)?;
        let Self { conn, tx, directly, id, header, rows, places, counts, first_row, last_row, people, sightings, .. } = self;
        // While the names and the last sightings are written, the places become cells on a thread of their own.
        let export = Export { exported: header.exported };
        let settled = std::thread::scope(|scope| {
            let settling = scope.spawn(move || places.settle(export));
            let written = people.finish(conn).and_then(|()| sightings.finish(conn, id));
            written.map(|()| settling.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
        })?;
        settled.write(conn, id)?;
        let counted = [counts.accepted, counts.merged, counts.set_aside, counts.rejected].map(stored);
        let [accepted, merged, set_aside, rejected] = counted;
        let (fields, exported) = (rows.columns.names(), header.exported.map(|d| d.to_string()));
        tx.execute(
            "UPDATE import SET first_row = ?2, last_row = ?3, accepted = ?4, merged = ?5, set_aside = ?6, rejected = ?7,
                 fields = ?8, exported = ?9 WHERE id = ?1",
            params![id, first_row, last_row, accepted, merged, set_aside, rejected, fields, exported],
        )?;
        tx.commit()?;
        drop(directly);
        Ok(ImportId(id))
    }

    /// Removes what was pushed; the same as dropping it.
    pub fn abort(self) {}

    fn check(&self, record: Option<&Record>) -> Result<(), FileError> {
        match record.filter(|r| r.kind != self.header.kind) {
            None => Ok(()),
            Some(other) => {
                let (is, wanted) = (other.kind.name(), self.header.kind.name());
                Err(FileError::Internal(format!("a record of {is} in an import of {wanted}")))
            }
        }
    }

    fn sighted(&mut self, id: RowId, identity: Option<[u8; 16]>, row: &RowDraft<'_>) -> Result<(), FileError> {
        let at = u32::try_from(id.0 - self.first_row).map_err(|_| FileError::Internal("rows beyond 4 billion".to_owned()))?;
        let place = row.cell.map(|c| self.places.find(self.header.kind, c)).transpose()?;
        place.into_iter().for_each(|p| self.places.put(p, at));
        let sums = row.cell.map(|c| self.places.sums(self.conn, c)).transpose()?.unwrap_or_default();
        let sighted = Sighted { identity, row: at, rank: row.rank, place, sums };
        self.sightings.add(self.conn, self.id, &sighted)
    }

    fn count(&mut self, row: RowId, disposition: Disposition) {
        self.last_row = row.0;
        *match disposition {
            Disposition::Accepted => &mut self.counts.accepted,
            Disposition::Merged => &mut self.counts.merged,
            Disposition::SetAside => &mut self.counts.set_aside,
            Disposition::Rejected => &mut self.counts.rejected,
        } += 1;
    }

    fn problem(&mut self, row: RowId, reason: Option<&RowReason>) -> Result<(), FileError> {
        self.problems += 1;
        let (column, value) = reason.map_or((None, None), |r| (r.column.as_ref(), r.value.as_ref()));
        let (code, message) = reason.map(|r| (&r.code, &r.message)).unzip();
        self.conn
            .prepare_cached(
                "INSERT INTO problem (import, seq, row, field, value, code, message) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?
            .execute(params![self.id, self.problems, row.0, column, value, code, message])?;
        Ok(())
    }

    /// Whether one of an import's sightings of a thing has just these fields (`12.5` and `12.50` are one amount); it may
    /// stand there more than once.
    fn was_seen_so(&self, rows: impl Iterator<Item = i64>, record: &Record) -> Result<bool, FileError> {
        for id in rows {
            let Some(import) = self.live.of_row(id) else { continue };
            let Some(stored) = blocks::read(self.conn, id)? else { continue };
            if stored.record(record.kind, None, &import.columns).fields() == record.fields() {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

fn insert_import(conn: &Connection, header: &ImportHeader) -> Result<i64, FileError> {
    conn.prepare_cached(
        "INSERT INTO import (name, sha256, size, kind, preset, sheet, encoding, mapping, exported, state)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 'staged')",
    )?
    .execute(params![
        header.source_name,
        header.sha256,
        stored(header.size),
        header.kind.name(),
        header.preset,
        header.sheet,
        header.encoding,
        header.mapping,
        header.exported.map(|d| d.to_string())
    ])?;
    Ok(conn.last_insert_rowid())
}

/// A count or size as SQLite holds it; none reaches its limit of 9.2e18.
fn stored(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
