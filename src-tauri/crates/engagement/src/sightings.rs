//! Sightings: which row saw which thing, in sorted runs of blocks. Identities are hashes, so an index would touch pages
//! all over the file for every row; a run is sorted in memory and written from end to end.
//!
//! An entry is the identity (16 bytes), the row counted from the import's first, its rank, its place plus 1 (0 is none),
//! and the length and text of what it adds; numbers are those of [`crate::varint`].

use crate::blocks::{BLOCK, IDENTITY};
use crate::error::FileError;
use crate::live::{Live, Standing};
use crate::varint;
use rusqlite::{Connection, OptionalExtension, params};
use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;
use std::ops::ControlFlow;

/// Sightings held before they are sorted and written: some 7 MB, and eight runs for a million rows.
const RUN: usize = 131_072;

/// What stands for no identity: no hash is all zero.
const NONE: [u8; IDENTITY] = [0; IDENTITY];

/// A row that is a sighting of something.
pub(crate) struct Sighted<'a> {
    pub(crate) identity: Option<[u8; IDENTITY]>,
    /// Counted from the import's first row.
    pub(crate) row: u32,
    pub(crate) rank: i64,
    pub(crate) place: Option<u32>,
    pub(crate) sums: &'a str,
}

/// Sightings of one import waiting to be written.
#[derive(Default)]
pub(crate) struct Runs {
    waiting: Vec<Waiting>,
    sums: String,
    written: i64,
}

struct Waiting {
    identity: [u8; IDENTITY],
    row: u32,
    place: u32,
    rank: i64,
    sums: u32,
    length: u32,
}

impl Runs {
    /// Adds a sighting, writing the run where it is full.
    pub(crate) fn add(&mut self, conn: &Connection, import: i64, sighted: &Sighted<'_>) -> Result<(), FileError> {
        let too_long = |_| FileError::Internal("a run of sightings beyond 4 GB".to_owned());
        let sums = u32::try_from(self.sums.len()).map_err(too_long)?;
        let length = u32::try_from(sighted.sums.len()).map_err(too_long)?;
        self.sums.push_str(sighted.sums);
        let (identity, place) = (sighted.identity.unwrap_or(NONE), sighted.place.map_or(0, |p| p + 1));
        self.waiting.push(Waiting { identity, row: sighted.row, place, rank: sighted.rank, sums, length });
        if self.waiting.len() < RUN { Ok(()) } else { self.write(conn, import) }
    }

    /// Writes what waits as a run of its own.
    pub(crate) fn write(&mut self, conn: &Connection, import: i64) -> Result<(), FileError> {
        self.waiting.sort_unstable_by_key(|s| (s.identity, s.row));
        let mut insert =
            conn.prepare_cached("INSERT INTO sighting_block (import, run, first, entries) VALUES (?1, ?2, ?3, ?4)")?;
        let mut entries = Vec::with_capacity(2 * BLOCK);
        let mut first = NONE;
        for s in &self.waiting {
            if entries.is_empty() {
                first = s.identity;
            }
            s.encode(&self.sums, &mut entries);
            if entries.len() >= BLOCK - 64 {
                insert.execute(params![import, self.written, first, entries])?;
                entries.clear();
            }
        }
        if !entries.is_empty() {
            insert.execute(params![import, self.written, first, entries])?;
        }
        self.written += 1;
        self.waiting.clear();
        self.sums.clear();
        Ok(())
    }

    /// Writes the last run, and lets go of what it was kept in.
    pub(crate) fn finish(mut self, conn: &Connection, import: i64) -> Result<(), FileError> {
        self.write(conn, import)
    }
}

impl Waiting {
    fn encode(&self, sums: &str, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.identity);
        varint::write(out, self.row.into());
        varint::write(out, varint::unsigned(self.rank));
        varint::write(out, self.place.into());
        varint::write(out, self.length.into());
        let from = self.sums as usize;
        out.extend_from_slice(&sums.as_bytes()[from..from + self.length as usize]);
    }
}

/// One entry as it is read.
#[derive(Clone, Copy)]
pub(crate) struct Entry<'a> {
    pub(crate) identity: [u8; IDENTITY],
    /// Counted from the import's first row.
    pub(crate) row: i64,
    pub(crate) rank: i64,
    pub(crate) place: Option<u32>,
    pub(crate) sums: &'a str,
}

impl Entry<'_> {
    /// Whether it is a sighting of a thing that other rows may have seen too.
    pub(crate) fn is_known(&self) -> bool {
        self.identity != NONE
    }
}

/// Takes an entry off the start of a block; `None` at its end.
fn take<'a>(bytes: &mut &'a [u8]) -> Result<Option<Entry<'a>>, FileError> {
    if bytes.is_empty() {
        return Ok(None);
    }
    entry(bytes).map(Some).ok_or_else(|| FileError::Damaged("a block of sightings".to_owned()))
}

fn entry<'a>(bytes: &mut &'a [u8]) -> Option<Entry<'a>> {
    let (identity, rest) = bytes.split_first_chunk::<IDENTITY>()?;
    *bytes = rest;
    let row = i64::try_from(varint::read(bytes)?).ok()?;
    let rank = varint::signed(varint::read(bytes)?);
    let place = u32::try_from(varint::read(bytes)?).ok()?.checked_sub(1);
    let length = usize::try_from(varint::read(bytes)?).ok()?;
    let (sums, rest) = bytes.split_at_checked(length)?;
    *bytes = rest;
    Some(Entry { identity: *identity, row, rank, place, sums: std::str::from_utf8(sums).ok()? })
}

/// The sightings of an identity among the imports that count, in no order.
pub(crate) fn of(conn: &Connection, live: &Live, identity: &[u8]) -> Result<Vec<Standing>, FileError> {
    let mut found = Vec::new();
    let mut runs = conn.prepare_cached("SELECT DISTINCT run FROM sighting_block WHERE import = ?1")?;
    for (import, of) in live.newest_first() {
        let runs = runs.query_map([import], |r| r.get(0))?.collect::<Result<Vec<i64>, _>>()?;
        for run in runs {
            for block in blocks_with(conn, import, run, identity)? {
                let mut bytes = block.as_slice();
                while let Some(entry) = take(&mut bytes)? {
                    if entry.identity[..] == *identity {
                        found.push((entry.rank, import, of.first_row + entry.row));
                    }
                }
            }
        }
    }
    Ok(found)
}

/// The blocks of a run that may hold an identity: all that begin with it, and the one before them.
fn blocks_with(conn: &Connection, import: i64, run: i64, identity: &[u8]) -> Result<Vec<Vec<u8>>, FileError> {
    let sql = "SELECT entries FROM sighting_block WHERE import = ?1 AND run = ?2 AND first = ?3";
    let mut statement = conn.prepare_cached(sql)?;
    let mut blocks = statement.query_map(params![import, run, identity], |r| r.get(0))?.collect::<Result<Vec<_>, _>>()?;
    let sql =
        "SELECT entries FROM sighting_block WHERE import = ?1 AND run = ?2 AND first < ?3 ORDER BY first DESC, id DESC LIMIT 1";
    let mut statement = conn.prepare_cached(sql)?;
    blocks.extend(statement.query_row(params![import, run, identity], |r| r.get(0)).optional()?);
    Ok(blocks)
}

/// The next block of a run, by its id: the fold reads the table from end to end, a block of each run at a time.
pub(crate) const NEXT_BLOCK: &str = "SELECT entries FROM sighting_block WHERE id = ?1";

/// Every sighting of the imports that count, in the order of identities.
pub(crate) struct Scan<'a> {
    conn: &'a Connection,
    streams: Vec<Stream>,
    heads: BinaryHeap<Reverse<Head>>,
}

/// One run while it is read.
struct Stream {
    import: i64,
    next: i64,
    last: i64,
    block: Vec<u8>,
    at: usize,
    /// Where the entry after the one at `at` begins.
    end: usize,
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Head {
    identity: [u8; IDENTITY],
    stream: usize,
}

impl<'a> Scan<'a> {
    pub(crate) fn new(conn: &'a Connection, live: &Live) -> Result<Self, FileError> {
        let mut statement =
            conn.prepare_cached("SELECT import, min(id), max(id) FROM sighting_block GROUP BY import, run ORDER BY import, run")?;
        let runs = statement.query_map([], |r| {
            Ok(Stream { import: r.get(0)?, next: r.get(1)?, last: r.get(2)?, block: Vec::new(), at: 0, end: 0 })
        })?;
        let streams = runs.filter(|s| s.as_ref().map_or(true, |s| live.has(s.import))).collect::<Result<Vec<_>, _>>()?;
        let mut scan = Self { conn, streams, heads: BinaryHeap::new() };
        for at in 0..scan.streams.len() {
            scan.push(at)?;
        }
        Ok(scan)
    }

    /// Hands every entry with its import to a visitor, until it has seen enough.
    pub(crate) fn each(mut self, mut visit: impl FnMut(i64, Entry<'_>) -> ControlFlow<()>) -> Result<(), FileError> {
        while let Some(Reverse(head)) = self.heads.pop() {
            let others = self.heads.peek().map(|Reverse(h)| h.identity);
            let stream = &mut self.streams[head.stream];
            // As long as no other run has an identity before it, a run goes on by itself.
            loop {
                let import = stream.import;
                if let Some(entry) = stream.entry()?
                    && visit(import, entry).is_break()
                {
                    return Ok(());
                }
                match stream.advance(self.conn)? {
                    None => break,
                    Some(next) if others.is_some_and(|o| o.cmp(&next) == Ordering::Less) => {
                        self.heads.push(Reverse(Head { identity: next, stream: head.stream }));
                        break;
                    }
                    Some(_) => {}
                }
            }
        }
        Ok(())
    }

    fn push(&mut self, at: usize) -> Result<(), FileError> {
        if let Some(identity) = self.streams[at].advance(self.conn)? {
            self.heads.push(Reverse(Head { identity, stream: at }));
        }
        Ok(())
    }
}

impl Stream {
    /// Goes on to the next entry and says whose it is; `None` at the end of the run.
    fn advance(&mut self, conn: &Connection) -> Result<Option<[u8; IDENTITY]>, FileError> {
        self.at = self.end;
        while self.at >= self.block.len() {
            if self.next > self.last {
                return Ok(None);
            }
            let mut statement = conn.prepare_cached(NEXT_BLOCK)?;
            let mut rows = statement.query([self.next])?;
            self.next += 1;
            (self.at, self.end) = (0, 0);
            self.block.clear();
            if let Some(row) = rows.next()? {
                self.block.extend_from_slice(row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?);
            }
        }
        Ok(self.block.get(self.at..).and_then(|b| b.first_chunk()).copied())
    }

    /// The entry it stands at.
    fn entry(&mut self) -> Result<Option<Entry<'_>>, FileError> {
        let mut rest = &self.block[self.at.min(self.block.len())..];
        let entry = take(&mut rest)?;
        self.end = self.block.len() - rest.len();
        Ok(entry)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::imports::ImportId;

    fn file() -> Connection {
        let mut conn = Connection::open_in_memory().unwrap();
        crate::schema::found(&mut conn).unwrap();
        let sql = "INSERT INTO import (id, name, sha256, size, kind, encoding, mapping, state, first_row, last_row)
            VALUES (?1, 'a', zeroblob(32), 0, 'devices', 'UTF-8', '{}', 'live', ?1 * 1000000, ?1 * 1000000 + 999999)";
        for id in [1, 2, 3] {
            conn.execute(sql, [id]).unwrap();
        }
        conn
    }

    /// Identities so close together that blocks and runs begin with the same ones.
    fn identity(number: u32) -> [u8; IDENTITY] {
        let mut identity = [7; IDENTITY];
        identity[12..].copy_from_slice(&(number * number % 97).to_be_bytes());
        identity
    }

    #[test]
    fn every_sighting_comes_once_and_those_of_a_thing_together() {
        let conn = file();
        for import in [1, 2] {
            let mut runs = Runs::default();
            for row in 0..3_000 {
                let known = (row % 11 > 0).then(|| identity(row));
                let sums = format!("1:{row}");
                let sighted = Sighted { identity: known, row, rank: -i64::from(row), place: Some(row), sums: &sums };
                runs.add(&conn, import, &sighted).unwrap();
                if row % 1_300 == 0 {
                    runs.write(&conn, import).unwrap();
                }
            }
            runs.write(&conn, import).unwrap();
        }
        let live = Live::load(&conn, &[] as &[ImportId]).unwrap();
        let mut seen = Vec::new();
        let visit = |import, e: Entry<'_>| {
            assert_eq!((e.rank, e.place), (-e.row, u32::try_from(e.row).ok()), "a row keeps what was said of it");
            assert_eq!(e.sums, format!("1:{}", e.row));
            seen.push((e.identity, import, e.row));
            ControlFlow::Continue(())
        };
        Scan::new(&conn, &live).unwrap().each(visit).unwrap();
        assert!(seen.is_sorted_by_key(|s| s.0), "sightings of one thing are compared as they come");
        let mut rows: Vec<_> = seen.iter().map(|s| (s.1, s.2)).collect();
        rows.sort_unstable();
        assert_eq!(
            rows,
            [1, 2].iter().flat_map(|i| (0..3_000).map(move |r| (*i, r))).collect::<Vec<_>>(),
            "none twice, none lost"
        );
        for number in 0..97 {
            let found = of(&conn, &live, &identity(number)).unwrap().len();
            let wanted = seen.iter().filter(|s| s.0 == identity(number)).count();
            assert_eq!(found, wanted, "a look-up finds what the scan finds");
        }
    }
}
