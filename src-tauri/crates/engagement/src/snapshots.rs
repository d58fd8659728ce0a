//! Devices as each export told them: two of one source, months apart, show growth.

use crate::error::FileError;
use crate::imports::day;
use crate::live::Live;
use crate::placing::cells_of_places;
use crate::sightings::Scan;
use chrono::NaiveDate;
use model::fact::Snapshot;
use model::{CellId, CellTotal};
use rusqlite::{Connection, Row};
use std::collections::BTreeMap;
use std::ops::ControlFlow;

/// Device exports of each source with their days.
const EXPORTS: &str = "SELECT id, coalesce(preset, mapping), exported FROM import
                       WHERE kind = 'devices' AND exported IS NOT NULL ORDER BY exported, id";

/// The device exports in force of every source that has more than one day, oldest first; a single export shows no growth and
/// is not counted again.
pub(crate) fn snapshots(conn: &Connection, live: &Live) -> Result<Vec<Snapshot>, FileError> {
    let mut statement = conn.prepare_cached(EXPORTS)?;
    let read = |r: &Row<'_>| -> rusqlite::Result<(i64, String, Option<NaiveDate>)> { Ok((r.get(0)?, r.get(1)?, day(r, 2)?)) };
    let exports: Vec<_> = statement.query_map([], read)?.collect::<Result<_, _>>()?;
    let mut by_source: BTreeMap<String, BTreeMap<NaiveDate, i64>> = BTreeMap::new();
    for (import, source, day) in exports.into_iter().filter(|(import, ..)| live.has(*import)) {
        // Of two exports of one day the later import counts.
        by_source.entry(source).or_default().extend(day.map(|day| (day, import)));
    }
    by_source.retain(|_, days| days.len() > 1);
    let mut counts = counted(conn, live, &by_source.values().flat_map(BTreeMap::values).copied().collect::<Vec<_>>())?;
    let several = by_source.into_values().enumerate();
    let days = several.flat_map(|(source, days)| days.into_iter().map(move |(day, import)| (source, day, import)));
    days.map(|(source, day, import)| {
        let cells = counts.remove(&import).unwrap_or_default();
        Ok(Snapshot { source, day, cells: cells.into_iter().map(|(id, n)| cell(conn, id, n)).collect::<Result<_, _>>()? })
    })
    .collect()
}

/// Things by cell, import by import: of several sightings of one thing within a file the best counts.
fn counted(conn: &Connection, live: &Live, imports: &[i64]) -> Result<BTreeMap<i64, BTreeMap<i64, u64>>, FileError> {
    let mut counts: BTreeMap<i64, BTreeMap<i64, u64>> = BTreeMap::new();
    if imports.is_empty() {
        return Ok(counts);
    }
    let cells = cells_of_places(conn)?;
    let mut thing = None;
    let mut best: BTreeMap<i64, ((i64, i64), i64)> = BTreeMap::new();
    let mut add = |import: i64, cell: i64| *counts.entry(import).or_default().entry(cell).or_default() += 1;
    Scan::new(conn, live)?.each(|import, entry| {
        if thing != Some(entry.identity) || !entry.is_known() {
            std::mem::take(&mut best).into_iter().for_each(|(import, (_, cell))| add(import, cell));
            thing = Some(entry.identity);
        }
        let place = entry.place.and_then(|p| usize::try_from(p).ok());
        let cell = place.and_then(|p| cells.get(&import)?.get(p)).copied().filter(|cell| *cell > 0);
        if let Some(cell) = cell.filter(|_| imports.contains(&import)) {
            let standing = (entry.rank, entry.row);
            let kept = best.entry(import).or_insert((standing, cell));
            *kept = (*kept).max((standing, cell));
        }
        ControlFlow::Continue(())
    })?;
    best.into_iter().for_each(|(import, (_, cell))| add(import, cell));
    Ok(counts)
}

fn cell(conn: &Connection, id: i64, count: u64) -> Result<CellTotal, FileError> {
    let mut key = conn.prepare_cached("SELECT key FROM cell WHERE id = ?1")?;
    let key: String = key.query_row([id], |r| r.get(0))?;
    CellTotal::from_key(CellId(id), &key, count, Vec::new()).ok_or_else(|| FileError::Damaged(format!("cell {key}")))
}
