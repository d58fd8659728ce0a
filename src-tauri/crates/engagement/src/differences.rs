//! What an export says otherwise than the ones before it: its things compared with the newest earlier sighting of each by the
//! same preset, and with the export it follows.
//!
//! One scan of the sightings finds which rows show one thing; the rows are then read in the order of the file, so that a
//! block of them is parsed once.

use crate::blocks::{self, Stored};
use crate::engagement::Engagement;
use crate::error::FileError;
use crate::imports::ImportId;
use crate::live::{Live, LiveImport, Standing};
use crate::rows::{self, RowId, RowRef};
use crate::sightings::Scan;
use crate::staging::Disposition;
use rusqlite::Connection;
use std::collections::BTreeSet;
use std::ops::ControlFlow;

/// A thing that an export shows otherwise, or that only one of two exports shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The row of the newer export; `None` where it does not show the thing.
    pub now: Option<RowRef>,
    /// The row of the earlier export; `None` where it did not show the thing.
    pub before: Option<RowRef>,
}

/// What an export says otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Differences {
    /// Those that were asked for: changed things first, then those that are gone, then new ones; each in the order of rows.
    pub listed: Vec<Difference>,
    /// Things that both show, with other fields.
    pub changed: u64,
    /// Things that the export it follows shows and it does not; 0 where it follows none.
    pub gone: u64,
    /// Things that no export of its preset showed before; 0 where it follows none.
    pub new: u64,
    /// Name of the file it follows: the newest before it by the same preset, most of whose things it shows too.
    pub follows: Option<String>,
}

impl Engagement {
    /// What an import, live or staged, says otherwise than those before it by the same preset; the first `limit` listed.
    ///
    /// # Errors
    /// `unknown_import` where it is neither staged nor live, `damaged`, `io`.
    pub fn differences(&self, import: ImportId, limit: usize) -> Result<Differences, FileError> {
        let tx = self.conn.unchecked_transaction()?;
        let live = Live::load(&tx, &beside(&tx, import)?)?;
        let unknown = FileError::UnknownImport { id: import.0, wanted: "staged or live" };
        let Some(own) = live.get(import.0) else { return Err(unknown) };
        let earlier = earlier(&live, import.0, own);
        let Some(previous) = earlier.iter().rev().find(|id| live.get(**id).is_some_and(|i| i.sheet == own.sheet)).copied() else {
            return Ok(Differences::default());
        };
        let mut found = Found::default();
        Scan::new(&tx, &live)?.each(|of, entry| {
            if entry.is_known() && (of == import.0 || earlier.contains(&of)) {
                let first = live.get(of).map_or(0, |i| i.first_row);
                found.see(entry.identity, (entry.rank, of, first + entry.row), import.0, previous);
            }
            ControlFlow::Continue(())
        })?;
        found.settle(import.0, previous);
        found.differences(&tx, &live, previous, limit)
    }
}

/// The staged imports that were read before one that is staged, and itself; none for one that is not.
fn beside(conn: &Connection, import: ImportId) -> Result<Vec<ImportId>, FileError> {
    let sql = "SELECT id FROM import WHERE state = 'staged' AND id <= ?1
               AND EXISTS (SELECT 1 FROM import WHERE id = ?1 AND state = 'staged')";
    let mut statement = conn.prepare_cached(sql)?;
    let ids = statement.query_map([import.0], |r| r.get(0).map(ImportId))?.collect::<Result<_, _>>()?;
    Ok(ids)
}

/// The imports before one that its rows are compared with, oldest first.
fn earlier(live: &Live, import: i64, own: &LiveImport) -> BTreeSet<i64> {
    let alike = |other: &LiveImport| other.kind == own.kind && other.preset == own.preset;
    live.newest_first().filter(|(id, other)| *id < import && alike(other)).map(|(id, _)| id).collect()
}

/// Which rows show one thing, by the scan.
#[derive(Default)]
struct Found {
    identity: [u8; 16],
    sightings: Vec<Standing>,
    /// Rows now and before that show one thing; a thing may stand more than once on either side.
    pairs: Vec<(i64, i64)>,
    /// Rows of things that no earlier import shows.
    new: Vec<i64>,
    /// Rows of things of the previous import that are not there now.
    gone: Vec<i64>,
    /// Things of the previous import that are there now.
    kept: usize,
}

impl Found {
    fn see(&mut self, identity: [u8; 16], standing: Standing, import: i64, previous: i64) {
        if identity != self.identity {
            self.settle(import, previous);
            self.identity = identity;
        }
        self.sightings.push(standing);
    }

    /// Sorts out the sightings of one thing.
    fn settle(&mut self, import: i64, previous: i64) {
        let newest = self.sightings.iter().filter(|s| s.1 != import).max().map(|s| s.1);
        let of = |id: i64| self.sightings.iter().filter(move |s| s.1 == id).map(|s| s.2);
        match newest {
            _ if of(import).next().is_none() => self.gone.extend(of(previous).min()),
            None => self.new.extend(of(import).min()),
            Some(newest) => {
                self.pairs.extend(of(import).flat_map(|now| of(newest).map(move |before| (now, before))));
                self.kept += usize::from(of(previous).next().is_some());
            }
        }
        self.sightings.clear();
    }

    fn differences(mut self, conn: &Connection, live: &Live, previous: i64, limit: usize) -> Result<Differences, FileError> {
        let mut all = Differences::default();
        let (mut now, mut before) = (Rows::new(conn, live), Rows::new(conn, live));
        self.pairs.sort_unstable();
        for pairs in self.pairs.chunk_by(|a, b| a.0 == b.0) {
            let Some(difference) = changed(pairs, &mut now, &mut before)? else { continue };
            all.changed += 1;
            all.listed.extend(Some(difference).filter(|_| all.listed.len() < limit));
        }
        if self.kept < self.gone.len() {
            return Ok(all); // another part of the house, or another month: nothing is gone
        }
        all.follows = live.get(previous).map(|i| i.name.clone());
        self.gone.sort_unstable();
        self.new.sort_unstable();
        all.gone = self.gone.len() as u64;
        for row in self.gone.into_iter().take(limit.saturating_sub(all.listed.len())) {
            all.listed.push(Difference { now: None, before: before.shown(row)? });
        }
        for row in self.new {
            // Another tool's thing is merged, and not new.
            if !now.counts(row)? {
                continue;
            }
            all.new += 1;
            if all.listed.len() < limit {
                all.listed.push(Difference { now: now.shown(row)?, before: None });
            }
        }
        Ok(all)
    }
}

/// A row that counts and shows its thing otherwise than every row of the earlier import.
fn changed(pairs: &[(i64, i64)], now: &mut Rows<'_>, before: &mut Rows<'_>) -> Result<Option<Difference>, FileError> {
    let Some((row, first)) = pairs.first().copied() else { return Ok(None) };
    if !now.counts(row)? {
        return Ok(None);
    }
    let Some(shown) = now.shown(row)? else { return Ok(None) };
    for (_, earlier) in pairs {
        if before.shown(*earlier)?.is_some_and(|b| b.record.fields() == shown.record.fields()) {
            return Ok(None);
        }
    }
    Ok(Some(Difference { now: Some(shown), before: before.shown(first)? }))
}

/// Rows read one after the other: the block that holds the last one is kept.
struct Rows<'a> {
    conn: &'a Connection,
    live: &'a Live,
    first: i64,
    lines: Vec<String>,
}

impl<'a> Rows<'a> {
    fn new(conn: &'a Connection, live: &'a Live) -> Self {
        Self { conn, live, first: 0, lines: Vec::new() }
    }

    /// A row as it is stored.
    fn stored(&mut self, id: i64) -> Result<Option<Stored>, FileError> {
        let held = |first: i64, lines: usize| usize::try_from(id - first).ok().filter(|at| *at < lines);
        if held(self.first, self.lines.len()).is_none() {
            (self.first, self.lines) = blocks::lines(self.conn, id)?.unwrap_or_default();
        }
        let line = held(self.first, self.lines.len()).and_then(|at| self.lines.get(at));
        line.map(|line| blocks::parse(line, None)).transpose()
    }

    /// Whether a row was taken as a record of its own.
    fn counts(&mut self, id: i64) -> Result<bool, FileError> {
        Ok(self.stored(id)?.is_some_and(|s| s.disposition == Disposition::Accepted))
    }

    /// A row with where it came from.
    fn shown(&mut self, id: i64) -> Result<Option<RowRef>, FileError> {
        let Some(stored) = self.stored(id)? else { return Ok(None) };
        let import = self.live.newest_first().find(|(_, i)| (i.first_row..=i.last_row).contains(&id));
        Ok(import.map(|(import, of)| rows::shown(RowId(id), ImportId(import), of, stored)))
    }
}
