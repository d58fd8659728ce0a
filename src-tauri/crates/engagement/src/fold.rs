//! The fold: every live winner added to its cell, in one scan of the sightings.

use crate::cube::{Cube, Origins};
use crate::engagement::Engagement;
use crate::error::FileError;
use crate::imports::ImportId;
use crate::live::{Live, Standing};
use crate::placing;
use crate::sightings::{Entry, Scan};
use crate::snapshots::snapshots;
use crate::sums;
use model::{CellId, CellTotal, Sum};
use rusqlite::Connection;
use std::collections::BTreeMap;
use std::ops::ControlFlow;

impl Engagement {
    /// The cube: every cell that holds a live record, with counts and exact sums, in the order of cell ids. Of several
    /// sightings of one thing the newest live one counts; rows without an identity all count.
    ///
    /// # Errors
    /// `damaged`, `io`.
    pub fn cells(&self) -> Result<Vec<CellTotal>, FileError> {
        Ok(self.cube()?.cells)
    }

    /// The cube with where its records come from, in the same one scan.
    ///
    /// # Errors
    /// `damaged`, `io`.
    pub fn cube(&self) -> Result<Cube, FileError> {
        self.cube_with(&[])
    }

    /// The cube as it would be were these staged imports committed.
    ///
    /// # Errors
    /// `unknown_import` where one is neither staged nor live, `damaged`, `io`.
    pub fn cells_with(&self, staged: &[ImportId]) -> Result<Vec<CellTotal>, FileError> {
        Ok(self.cube_with(staged)?.cells)
    }

    /// The cube with where its records come from, as it would be were these staged imports committed.
    ///
    /// # Errors
    /// As [`Self::cells_with`].
    pub fn cube_with(&self, staged: &[ImportId]) -> Result<Cube, FileError> {
        let tx = self.conn.unchecked_transaction()?; // one moment's view of all tables, whatever a writer does
        let live = Live::load(&tx, staged)?;
        let cells = placing::cells_of_places(&tx)?;
        let mut fold = Fold::default();
        Scan::new(&tx, &live)?.each(|import, entry| {
            let first = live.get(import).map_or(0, |i| i.first_row);
            let place = entry.place.and_then(|p| usize::try_from(p).ok());
            let cell = place.and_then(|p| cells.get(&import)?.get(p)).copied().filter(|cell| *cell > 0);
            fold.see((entry.rank, import, first + entry.row), cell, &entry, &live);
            ControlFlow::Continue(())
        })?;
        fold.settle();
        fold.settle_apart(&live);
        fold.cube(&tx, &live)
    }
}

/// The scan's state: cells so far, and the best sighting of the identity it stands at.
#[derive(Default)]
struct Fold {
    cells: BTreeMap<i64, Total>,
    best: Option<Best>,
    /// Sightings of things that were taken apart.
    apart: BTreeMap<[u8; 16], Vec<Best>>,
    /// Kept from row to row, so that a million rows do not mean a million allocations.
    spare: Best,
}

#[derive(Default)]
struct Total {
    count: u64,
    sums: BTreeMap<i64, Sum>,
    origins: BTreeMap<i64, Origins>,
}

#[derive(Default)]
struct Best {
    identity: [u8; 16],
    standing: Standing,
    cell: Option<i64>,
    sums: String,
}

impl Fold {
    fn see(&mut self, standing: Standing, cell: Option<i64>, entry: &Entry<'_>, live: &Live) {
        if !live.is_whole() && live.is_split(&entry.identity) {
            let mut one = Best::default();
            one.fill(standing, cell, entry);
            self.apart.entry(entry.identity).or_default().push(one);
            return;
        }
        match &self.best {
            Some(best) if entry.is_known() && entry.identity == best.identity => {
                if standing <= best.standing {
                    return;
                }
            }
            _ => self.settle(),
        }
        let mut best = self.best.take().unwrap_or_else(|| std::mem::take(&mut self.spare));
        best.fill(standing, cell, entry);
        self.best = Some(best);
    }

    /// Adds the best sighting to its cell.
    fn settle(&mut self) {
        let Some(best) = self.best.take() else { return };
        self.add(&best);
        self.spare = best;
    }

    /// Adds every row that counts of things that were taken apart.
    fn settle_apart(&mut self, live: &Live) {
        for rows in std::mem::take(&mut self.apart).into_values() {
            let standings: Vec<Standing> = rows.iter().map(|r| r.standing).collect();
            let winners = live.apart(&standings);
            rows.iter().filter(|r| winners.contains(&r.standing.2)).for_each(|r| self.add(r));
        }
    }

    /// Adds a sighting to its cell.
    fn add(&mut self, best: &Best) {
        if let Some(cell) = best.cell {
            let total = self.cells.entry(cell).or_default();
            total.count += 1;
            let (_, import, row) = best.standing;
            total.origins.entry(import).or_default().see(row);
            for (measure, value) in sums::read(&best.sums) {
                total.add(measure, value);
            }
        }
    }

    fn cube(self, conn: &Connection, live: &Live) -> Result<Cube, FileError> {
        let names = measure_names(conn)?;
        let mut key = conn.prepare_cached("SELECT key FROM cell WHERE id = ?1")?;
        let imports = live.newest_first().map(|(id, i)| (id, (i.name.clone(), i.sheet.clone()))).collect();
        let aside = live.newest_first().filter(|(_, i)| i.is_all_aside).map(|(_, i)| i.kind).collect();
        let (cells, snapshots) = (Vec::with_capacity(self.cells.len()), snapshots(conn, live)?);
        let mut cube = Cube { cells, imports, snapshots, aside, ..Cube::default() };
        for (id, total) in self.cells {
            let key: String = key.query_row([id], |r| r.get(0))?;
            let sums = total.sums.into_iter().filter_map(|(m, sum)| Some((names.get(&m)?.clone(), sum))).collect();
            let cells = CellTotal::from_key(CellId(id), &key, total.count, sums);
            cube.cells.push(cells.ok_or_else(|| FileError::Damaged(format!("cell {key}")))?);
            cube.origins.insert(CellId(id), total.origins);
        }
        Ok(cube)
    }
}

impl Total {
    /// A sum that leaves the range of a decimal keeps what it had and does not count the value as known.
    fn add(&mut self, measure: i64, value: rust_decimal::Decimal) {
        let sum = self.sums.entry(measure).or_default();
        if let Some(total) = sum.total.checked_add(value) {
            *sum = Sum { total, known: sum.known + 1 };
        }
    }
}

impl Best {
    fn fill(&mut self, standing: Standing, cell: Option<i64>, entry: &Entry<'_>) {
        self.identity = entry.identity;
        self.standing = standing;
        self.cell = cell;
        self.sums.clear();
        self.sums.push_str(entry.sums);
    }
}

fn measure_names(conn: &Connection) -> Result<BTreeMap<i64, String>, FileError> {
    let mut statement = conn.prepare_cached("SELECT id, name FROM measure")?;
    let names = statement.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?;
    Ok(names.collect::<Result<_, _>>()?)
}
