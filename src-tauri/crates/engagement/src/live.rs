//! Which imports count, and which of a thing's sightings wins among them.

use crate::error::FileError;
use crate::imports::{self, ImportId};
use model::Kind;
use rusqlite::{Connection, params};
use std::collections::BTreeMap;

/// The order of sightings of one thing: greatest rank, then latest import, then latest row.
pub(crate) type Standing = (i64, i64, i64);

/// One import that counts.
pub(crate) struct LiveImport {
    pub(crate) name: String,
    pub(crate) kind: Kind,
    pub(crate) preset: Option<String>,
    pub(crate) sheet: Option<String>,
    pub(crate) first_row: i64,
    pub(crate) last_row: i64,
}

/// The imports that count: the live ones, and staged ones a caller wants to see the effect of.
pub(crate) struct Live(BTreeMap<i64, LiveImport>);

impl Live {
    pub(crate) fn load(conn: &Connection, staged: &[ImportId]) -> Result<Self, FileError> {
        let mut statement = conn.prepare_cached(
            "SELECT id, name, kind, preset, sheet, first_row, last_row, state FROM import WHERE state <> 'undone'",
        )?;
        let mut live = BTreeMap::new();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let id: i64 = row.get(0)?;
            if row.get_ref(7)?.as_str()? == "live" || staged.contains(&ImportId(id)) {
                live.insert(id, read(row)?);
            }
        }
        match staged.iter().find(|id| !live.contains_key(&id.0)) {
            Some(id) => Err(FileError::UnknownImport { id: id.0, wanted: "staged or live" }),
            None => Ok(Self(live)),
        }
    }

    pub(crate) fn has(&self, import: i64) -> bool {
        self.0.contains_key(&import)
    }

    pub(crate) fn get(&self, import: i64) -> Option<&LiveImport> {
        self.0.get(&import)
    }

    /// The imports that count, newest first.
    pub(crate) fn newest_first(&self) -> impl Iterator<Item = (i64, &LiveImport)> {
        self.0.iter().rev().map(|(id, import)| (*id, import))
    }

    /// The sightings of an identity among the imports that count, in no order.
    pub(crate) fn sightings(&self, conn: &Connection, identity: &[u8]) -> Result<Vec<Standing>, FileError> {
        let mut statement = conn.prepare_cached("SELECT rank, import, row FROM sighting WHERE identity = ?1")?;
        let mut rows = statement.query(params![identity])?;
        let mut sightings = Vec::new();
        while let Some(row) = rows.next()? {
            let standing: Standing = (row.get(0)?, row.get(1)?, row.get(2)?);
            if self.has(standing.1) {
                sightings.push(standing);
            }
        }
        Ok(sightings)
    }
}

fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<LiveImport> {
    Ok(LiveImport {
        name: row.get(1)?,
        kind: imports::kind(row, 2)?,
        preset: row.get(3)?,
        sheet: row.get(4)?,
        first_row: row.get(5)?,
        last_row: row.get(6)?,
    })
}
