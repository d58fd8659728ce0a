//! Placing the rows of an import in the cube while it is read. Cells depend on the day of export, which is known only at
//! the end; until then a row lies in a place, which becomes a cell when the import is finished.

use crate::error::FileError;
use crate::hashed::ByHash;
use crate::sums;
use crate::varint;
use model::{Cell, Export, Kind, settled};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

/// The places of one import: a text for each, kept in one piece because there may be hundreds of thousands.
#[derive(Default)]
pub(crate) struct Places {
    texts: String,
    ends: Vec<u32>,
    known: ByHash<u64, u32>,
    measures: HashMap<&'static str, i64>,
    /// Place and row (from the import's first) of every sighting.
    rows: Vec<(u32, u32)>,
    sums: String,
}

impl Places {
    /// The place of a cell, new where it was not met yet.
    pub(crate) fn find(&mut self, kind: Kind, cell: &Cell) -> Result<u32, FileError> {
        let key = cell.waiting_key(kind);
        let mut hasher = DefaultHasher::new();
        key.hash(&mut hasher);
        let mut hash = hasher.finish();
        while let Some(place) = self.known.get(&hash) {
            if self.text(*place) == key {
                return Ok(*place);
            }
            hash = hash.wrapping_add(1); // two texts of one hash
        }
        self.texts.push_str(&key);
        let too_many = |_| FileError::Internal("more places than an import can have".to_owned());
        let place = u32::try_from(self.ends.len()).map_err(too_many)?;
        self.ends.push(u32::try_from(self.texts.len()).map_err(too_many)?);
        self.known.insert(hash, place);
        Ok(place)
    }

    /// What a cell's record adds, as text.
    pub(crate) fn sums(&mut self, conn: &Connection, cell: &Cell) -> Result<&str, FileError> {
        self.sums.clear();
        for (name, value) in cell.sums() {
            let measure = match self.measures.get(name) {
                Some(id) => *id,
                None => *self.measures.entry(name).or_insert(intern(conn, "measure", "name", name)?),
            };
            sums::write(&mut self.sums, measure, *value);
        }
        Ok(&self.sums)
    }

    /// Notes that a sighting lies in a place.
    pub(crate) fn put(&mut self, place: u32, row: u32) {
        self.rows.push((place, row));
    }

    /// Writes the places with their cells, now that the day of export is known.
    pub(crate) fn write(mut self, conn: &Connection, import: i64, export: Export) -> Result<(), FileError> {
        self.known = ByHash::default();
        let keys = self.settle(export);
        let cells = keys.cells(conn)?;
        drop(keys);
        let rows = std::mem::take(&mut self.rows);
        write(conn, import, &cells, rows, self.ends.len())
    }

    /// The keys of the cells, in the order of the places.
    fn settle(&mut self, export: Export) -> Places {
        let (texts, ends) = (String::with_capacity(self.texts.len()), Vec::with_capacity(self.ends.len()));
        let mut keys = Places { texts, ends, ..Places::default() };
        for place in (0..).take(self.ends.len()) {
            keys.texts.push_str(&settled(self.text(place), export));
            keys.ends.push(u32::try_from(keys.texts.len()).unwrap_or(u32::MAX)); // a key is no longer than its place's text
        }
        self.texts = String::new();
        keys
    }

    /// The cells of the keys with their places, in the order of cells. Keys are looked up in their own order, so that an
    /// index over them is written from end to end.
    fn cells(&self, conn: &Connection) -> Result<Vec<(i64, u32)>, FileError> {
        let mut places: Vec<u32> = (0..).take(self.ends.len()).collect();
        places.sort_unstable_by_key(|p| self.text(*p));
        let mut cells = Vec::with_capacity(places.len());
        let mut last: Option<(&str, i64)> = None;
        for place in places {
            let key = self.text(place);
            let id = match last {
                Some((known, id)) if known == key => id,
                _ => intern(conn, "cell", "key", key)?,
            };
            cells.push((id, place));
            last = Some((key, id));
        }
        cells.sort_unstable();
        Ok(cells)
    }

    fn text(&self, place: u32) -> &str {
        let at = place as usize;
        let from = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.texts[from as usize..self.ends[at] as usize]
    }
}

/// Writes the rows of every place.
pub(crate) fn write(
    conn: &Connection,
    import: i64,
    cells: &[(i64, u32)],
    mut rows: Vec<(u32, u32)>,
    places: usize,
) -> Result<(), FileError> {
    rows.sort_unstable();
    let mut starts = vec![0_usize; places + 1];
    rows.iter().for_each(|(place, _)| starts[*place as usize + 1] += 1);
    (1..starts.len()).for_each(|at| starts[at] += starts[at - 1]);
    let mut insert = conn.prepare_cached("INSERT INTO place (cell, import, place, rows) VALUES (?1, ?2, ?3, ?4)")?;
    let mut bytes = Vec::new();
    for (cell, place) in cells {
        bytes.clear();
        let mut before = 0;
        for (_, row) in &rows[starts[*place as usize]..starts[*place as usize + 1]] {
            varint::write(&mut bytes, u64::from(row - before));
            before = *row;
        }
        insert.execute(params![cell, import, place, bytes])?;
    }
    Ok(())
}

/// The rows of an import that lie in a cell, counted from its first, in ascending order.
pub(crate) fn rows_in(conn: &Connection, cell: i64, import: i64, into: &mut Vec<i64>) -> Result<(), FileError> {
    let mut statement = conn.prepare_cached("SELECT rows FROM place WHERE cell = ?1 AND import = ?2")?;
    let mut found = statement.query(params![cell, import])?;
    while let Some(row) = found.next()? {
        let mut bytes = row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?;
        let mut at = 0;
        while let Some(step) = varint::read(&mut bytes) {
            at += step.cast_signed();
            into.push(at);
        }
    }
    Ok(())
}

/// The cells of the places of every import.
pub(crate) fn cells_of_places(conn: &Connection) -> Result<HashMap<i64, Vec<i64>>, FileError> {
    let mut cells: HashMap<i64, Vec<i64>> = HashMap::new();
    let mut statement = conn.prepare_cached("SELECT cell, import, place FROM place")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let of = cells.entry(row.get(1)?).or_default();
        let place = usize::try_from(row.get::<_, u32>(2)?).unwrap_or_default();
        of.resize(of.len().max(place + 1), 0);
        of[place] = row.get(0)?;
    }
    Ok(cells)
}

/// The id of a word in a table of words, added where it is new.
fn intern(conn: &Connection, table: &str, column: &str, word: &str) -> Result<i64, FileError> {
    let find = format!("SELECT id FROM {table} WHERE {column} = ?1");
    if let Some(id) = conn.prepare_cached(&find)?.query_row(params![word], |r| r.get(0)).optional()? {
        return Ok(id);
    }
    conn.prepare_cached(&format!("INSERT INTO {table} ({column}) VALUES (?1)"))?.execute(params![word])?;
    Ok(conn.last_insert_rowid())
}
