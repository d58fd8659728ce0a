//! Pseudonyms: `Person 17` for a name of which the file keeps a keyed hash alone.

use crate::error::FileError;
use crate::keyed::Keyed;
use rusqlite::{Connection, OptionalExtension, params};
use rustc_hash::FxHashMap;

/// Names kept in memory while an import is read: some 20 MB.
const KNOWN: usize = 400_000;

/// The names met while an import is read. New ones are written together, in the order of their hashes.
pub(crate) struct People {
    /// The number of the last person of the file.
    last: i64,
    /// Whether the file may hold names that are not in `known`.
    others: bool,
    /// By the first half of the hash.
    known: FxHashMap<u128, i64>,
    new: Vec<([u8; 32], i64)>,
}

impl People {
    pub(crate) fn load(conn: &Connection) -> Result<Self, FileError> {
        let last = conn.query_row("SELECT people FROM engagement", [], |r| r.get(0))?;
        Ok(Self { last, others: last > 0, known: FxHashMap::default(), new: Vec::new() })
    }

    /// The pseudonym of a name, a new one where the name was never seen. Runs inside the caller's transaction.
    pub(crate) fn pseudonym(&mut self, conn: &Connection, keyed: &Keyed, name: &str) -> Result<String, FileError> {
        let hash = keyed.person(name);
        let half = first_half(&hash);
        let number = match self.known.get(&half) {
            Some(number) => *number,
            None => self.meet(conn, hash, half)?,
        };
        Ok(format!("Person {number}"))
    }

    /// Writes the new names.
    pub(crate) fn write(&mut self, conn: &Connection) -> Result<(), FileError> {
        if self.new.is_empty() {
            return Ok(());
        }
        self.new.sort_unstable();
        let mut insert = conn.prepare_cached("INSERT INTO person (hash, number) VALUES (?1, ?2)")?;
        for (hash, number) in self.new.drain(..) {
            insert.execute(params![hash, number])?;
        }
        conn.prepare_cached("UPDATE engagement SET people = ?1")?.execute([self.last])?;
        Ok(())
    }

    /// Writes the new names when no more are to come.
    pub(crate) fn finish(mut self, conn: &Connection) -> Result<(), FileError> {
        self.known = FxHashMap::default();
        self.write(conn)
    }

    fn meet(&mut self, conn: &Connection, hash: [u8; 32], half: u128) -> Result<i64, FileError> {
        if self.known.len() >= KNOWN {
            self.write(conn)?;
            self.known.clear();
            self.others = true;
        }
        let number = match self.stored(conn, &hash)? {
            Some(number) => number,
            None => {
                self.last += 1;
                self.new.push((hash, self.last));
                self.last
            }
        };
        self.known.insert(half, number);
        Ok(number)
    }

    fn stored(&self, conn: &Connection, hash: &[u8; 32]) -> Result<Option<i64>, FileError> {
        if !self.others {
            return Ok(None);
        }
        let mut find = conn.prepare_cached("SELECT number FROM person WHERE hash = ?1")?;
        Ok(find.query_row(params![hash], |r| r.get(0)).optional()?)
    }
}

fn first_half(hash: &[u8; 32]) -> u128 {
    hash.first_chunk().map_or(0, |half| u128::from_le_bytes(*half))
}
