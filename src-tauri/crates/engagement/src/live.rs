//! Which imports count, and which of a thing's sightings wins among them.

use crate::error::FileError;
use crate::imports::{self, ImportId};
use crate::merges::{SPLIT, bytes_of};
use crate::record_codec::Columns;
use crate::sightings;
use model::Kind;
use rusqlite::Connection;
use std::collections::{BTreeMap, HashSet};

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
    pub(crate) columns: Columns,
    /// Every row was read, and set aside: the export says that none counts.
    pub(crate) is_all_aside: bool,
}

/// The imports that count: the live ones, and staged ones a caller wants to see the effect of.
pub(crate) struct Live {
    imports: BTreeMap<i64, LiveImport>,
    /// Identities that were taken apart.
    split: HashSet<Vec<u8>>,
}

impl Live {
    pub(crate) fn load(conn: &Connection, staged: &[ImportId]) -> Result<Self, FileError> {
        let mut statement = conn.prepare_cached(
            "SELECT id, name, kind, preset, sheet, first_row, last_row, state, fields,
                accepted + merged + rejected = 0 AND set_aside > 0 FROM import WHERE state <> 'undone'",
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
            None => Ok(Self { imports: live, split: split(conn)? }),
        }
    }

    pub(crate) fn has(&self, import: i64) -> bool {
        self.imports.contains_key(&import)
    }

    pub(crate) fn get(&self, import: i64) -> Option<&LiveImport> {
        self.imports.get(&import)
    }

    /// The imports that count, newest first.
    pub(crate) fn newest_first(&self) -> impl Iterator<Item = (i64, &LiveImport)> {
        self.imports.iter().rev().map(|(id, import)| (*id, import))
    }

    /// Whether a thing was taken apart.
    pub(crate) fn is_split(&self, identity: &[u8]) -> bool {
        !self.split.is_empty() && self.split.contains(identity)
    }

    /// Whether nothing was taken apart.
    pub(crate) fn is_whole(&self) -> bool {
        self.split.is_empty()
    }

    /// The rows that would count were a thing taken apart: of each tool the newest import, and of that every row. A tool's
    /// first row of the thing takes the place of its first row in an older import, and so on.
    pub(crate) fn apart(&self, sightings: &[Standing]) -> Vec<i64> {
        let mut sorted: Vec<&Standing> = sightings.iter().collect();
        sorted.sort_by_key(|s| (s.1, s.2));
        let mut places: BTreeMap<i64, u32> = BTreeMap::new();
        let mut newest: BTreeMap<(&str, u32), i64> = BTreeMap::new();
        for (_, import, row) in sorted {
            let place = places.entry(*import).or_default();
            *place += 1;
            let tool = self.get(*import).map_or("", |i| i.preset.as_deref().unwrap_or(&i.name));
            newest.insert((tool, *place), *row);
        }
        newest.into_values().collect()
    }

    /// The rows of a thing that count: one, or several where it was taken apart.
    pub(crate) fn winners(&self, identity: &[u8], sightings: &[Standing]) -> Vec<i64> {
        if self.is_split(identity) {
            return self.apart(sightings);
        }
        sightings.iter().max().map(|s| s.2).into_iter().collect()
    }

    /// The sightings of an identity among the imports that count, in no order.
    pub(crate) fn sightings(&self, conn: &Connection, identity: &[u8]) -> Result<Vec<Standing>, FileError> {
        sightings::of(conn, self, identity)
    }

    /// Whether no import counts.
    pub(crate) fn is_empty(&self) -> bool {
        self.imports.is_empty()
    }

    /// The import a row belongs to.
    pub(crate) fn of_row(&self, row: i64) -> Option<&LiveImport> {
        self.imports.values().find(|i| (i.first_row..=i.last_row).contains(&row))
    }
}

/// The identities that settings take apart.
fn split(conn: &Connection) -> Result<HashSet<Vec<u8>>, FileError> {
    let mut statement = conn.prepare_cached("SELECT key FROM setting WHERE key LIKE 'split.%'")?;
    let keys = statement.query_map([], |r| r.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?;
    Ok(keys.iter().filter_map(|key| bytes_of(key.strip_prefix(SPLIT)?)).collect())
}

fn read(row: &rusqlite::Row<'_>) -> Result<LiveImport, FileError> {
    let kind = imports::kind(row, 2)?;
    Ok(LiveImport {
        columns: Columns::read(kind, row.get_ref(8)?.as_str().map_err(rusqlite::Error::from)?)?,
        name: row.get(1)?,
        kind,
        preset: row.get(3)?,
        sheet: row.get(4)?,
        first_row: row.get(5)?,
        last_row: row.get(6)?,
        is_all_aside: row.get(9)?,
    })
}
