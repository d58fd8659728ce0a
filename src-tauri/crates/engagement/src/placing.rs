//! Placing the rows of an import in the cube while it is read. Cells depend on the day of export, which is known only at
//! the end; until then a row lies in a place, which becomes a cell when the import is finished.

use crate::error::FileError;
use crate::sums;
use crate::varint;
use model::{Cell, Export, Kind, settled};
use rusqlite::{Connection, OptionalExtension, params};
use rustc_hash::FxHashMap;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

/// The places of one import.
#[derive(Default)]
pub(crate) struct Places {
    texts: Texts,
    /// By hash, with a check of the text. Comparing texts would wait for memory with every row, and two texts that
    /// agree in both are not met in a million million files.
    known: FxHashMap<u64, (u32, u32)>,
    measures: HashMap<&'static str, i64>,
    /// Place and row (from the import's first) of every sighting.
    rows: Vec<(u32, u32)>,
    sums: String,
}

/// A text's hash, and a check drawn from the same state of 256 bits.
fn hashes(text: &str) -> (u64, u32) {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    let hash = hasher.finish();
    hasher.write_u8(0);
    (hash, u32::try_from(hasher.finish() >> 32).unwrap_or_default())
}

/// A text for each place, in large pieces: there may be hundreds of thousands, and none is moved again.
#[derive(Default)]
struct Texts {
    pieces: Vec<String>,
    /// Piece, start and end of each text.
    at: Vec<(u32, u32, u32)>,
}

/// What a piece holds at least, in bytes.
const PIECE: usize = 1 << 20;

/// The places with the keys of their cells.
pub(crate) struct Settled {
    keys: Texts,
    /// The places in the order of their keys.
    order: Vec<u32>,
    /// Place and row of every sighting.
    rows: Vec<(u32, u32)>,
}

impl Places {
    /// The place of a cell, new where it was not met yet.
    pub(crate) fn find(&mut self, kind: Kind, cell: &Cell) -> Result<u32, FileError> {
        let key = cell.waiting_key(kind);
        let (mut hash, check) = hashes(&key);
        while let Some((place, known)) = self.known.get(&hash) {
            if *known == check {
                return Ok(*place);
            }
            hash = hash.wrapping_add(1); // two texts of one hash
        }
        let place = self.texts.push(&key)?;
        self.known.insert(hash, (place, check));
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

    /// The places with the keys of their cells, now that the day of export is known. This is all that can be done of it
    /// without the file, and takes as long as writing much of the rest.
    pub(crate) fn settle(self, export: Export) -> Settled {
        drop(self.known);
        let keys = self.texts.settle(export);
        let mut order: Vec<u32> = (0..).take(keys.at.len()).collect();
        order.sort_unstable_by_key(|place| keys.get(*place));
        Settled { keys, order, rows: self.rows }
    }
}

impl Texts {
    /// Adds a text and gives its place.
    fn push(&mut self, text: &str) -> Result<u32, FileError> {
        if self.pieces.last().is_none_or(|piece| piece.len() + text.len() > PIECE) {
            self.pieces.push(String::with_capacity(PIECE.max(text.len())));
        }
        let too_many = |_| FileError::Internal("more places than an import can have".to_owned());
        let (place, piece) = (u32::try_from(self.at.len()).map_err(too_many)?, self.pieces.len().saturating_sub(1));
        if let Some(last) = self.pieces.last_mut() {
            let from = last.len();
            last.push_str(text);
            let number = |n| u32::try_from(n).map_err(too_many);
            self.at.push((number(piece)?, number(from)?, number(last.len())?));
        }
        Ok(place)
    }

    fn get(&self, place: u32) -> &str {
        let (piece, from, to) = self.at.get(place as usize).copied().unwrap_or_default();
        self.pieces.get(piece as usize).and_then(|p| p.get(from as usize..to as usize)).unwrap_or_default()
    }

    /// The keys of the cells in the stead of the texts of the places, which are let go piece by piece.
    fn settle(self, export: Export) -> Texts {
        let mut keys = Texts { pieces: Vec::new(), at: Vec::with_capacity(self.at.len()) };
        let mut at = self.at.into_iter().peekable();
        for (number, piece) in (0..).zip(self.pieces) {
            while let Some((_, from, to)) = at.next_if(|(of, _, _)| *of == number) {
                let text = piece.get(from as usize..to as usize).unwrap_or_default();
                let _ = keys.push(&settled(text, export)); // there are as many keys as places
            }
        }
        keys
    }
}

impl Settled {
    /// Writes the places with their cells.
    pub(crate) fn write(self, conn: &Connection, import: i64) -> Result<(), FileError> {
        let (places, cells) = (self.keys.at.len(), self.cells(conn)?);
        let rows = self.rows;
        drop((self.keys, self.order));
        write(conn, import, &cells, &rows, places)
    }

    /// The cells of the keys with their places, in the order of cells. Keys are looked up in their own order, so that an
    /// index over them is written from end to end.
    fn cells(&self, conn: &Connection) -> Result<Vec<(i64, u32)>, FileError> {
        let any: bool = conn.query_row("SELECT EXISTS (SELECT 1 FROM cell)", [], |r| r.get(0))?;
        let mut find = conn.prepare_cached("SELECT id FROM cell WHERE key = ?1")?;
        let mut insert = conn.prepare_cached("INSERT INTO cell (key) VALUES (?1)")?;
        let mut cells = Vec::with_capacity(self.order.len());
        let mut last: Option<(&str, i64)> = None;
        for place in &self.order {
            let key = self.keys.get(*place);
            let same = last.filter(|(known, _)| *known == key).map(|(_, id)| id);
            // In a file without cells each key is new.
            let known = match same {
                None if any => find.query_row([key], |r| r.get(0)).optional()?,
                same => same,
            };
            let id = match known {
                Some(id) => id,
                None => insert.insert([key])?,
            };
            cells.push((id, *place));
            last = Some((key, id));
        }
        cells.sort_unstable();
        Ok(cells)
    }
}

/// Writes the rows of every place; `rows` are in the order of the import.
pub(crate) fn write(
    conn: &Connection,
    import: i64,
    cells: &[(i64, u32)],
    rows: &[(u32, u32)],
    places: usize,
) -> Result<(), FileError> {
    let (starts, rows) = by_place(rows, places);
    let mut insert = conn.prepare_cached("INSERT INTO place (cell, import, place, rows) VALUES (?1, ?2, ?3, ?4)")?;
    let mut bytes = Vec::new();
    for (cell, place) in cells {
        bytes.clear();
        let mut before = 0;
        for row in &rows[starts[*place as usize]..starts[*place as usize + 1]] {
            varint::write(&mut bytes, u64::from(row - before));
            before = *row;
        }
        insert.execute(params![cell, import, place, bytes])?;
    }
    Ok(())
}

/// The rows place by place, and where those of each place begin; behind them where the last end.
fn by_place(rows: &[(u32, u32)], places: usize) -> (Vec<usize>, Vec<u32>) {
    let mut starts = vec![0_usize; places + 2];
    rows.iter().for_each(|(place, _)| starts[*place as usize + 2] += 1);
    (2..starts.len()).for_each(|at| starts[at] += starts[at - 1]);
    let mut ordered = vec![0; rows.len()];
    for (place, row) in rows {
        let next = &mut starts[*place as usize + 1];
        ordered[*next] = *row;
        *next += 1;
    }
    (starts, ordered)
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
