//! The file's identity and its schema: embedded migrations, run in order, each in a transaction of its own.

use crate::error::FileError;
use crate::into_blocks;
use crate::keyed;
use rusqlite::{Connection, TransactionBehavior, params};

/// Marks a SQLite database as an engagement file ("THRS").
pub(crate) const APPLICATION_ID: i32 = 0x5448_5253;

/// The newest schema this program knows.
pub(crate) const VERSION: u32 = MIGRATIONS[MIGRATIONS.len() - 1].version;

/// Brings over what the statements of a migration alone cannot.
type Convert = fn(&Connection) -> Result<(), FileError>;

struct Migration {
    /// Schema version the file has afterwards.
    version: u32,
    /// The oldest program, by the schema it knows, that still reads and writes such a file rightly.
    minimum_reader: u32,
    sql: &'static str,
    convert: Option<Convert>,
}

const MIGRATIONS: [Migration; 2] = [
    Migration { version: 1, minimum_reader: 1, sql: include_str!("../migrations/0001_first.sql"), convert: None },
    Migration {
        version: 2,
        minimum_reader: 2,
        sql: include_str!("../migrations/0002_blocks.sql"),
        convert: Some(into_blocks::convert),
    },
];

/// What a file says of its schema.
pub(crate) struct Stamp {
    pub(crate) version: u32,
    pub(crate) minimum_reader: u32,
}

impl Stamp {
    /// Reads the stamp of a file of ours.
    pub(crate) fn read(conn: &Connection) -> Result<Self, FileError> {
        let version = conn.pragma_query_value(None, "user_version", |r| r.get(0))?;
        let minimum_reader = conn.query_row("SELECT minimum_reader FROM engagement", [], |r| r.get(0))?;
        Ok(Self { version, minimum_reader })
    }
}

/// Fills an empty database: schema, stamp and a fresh random key.
pub(crate) fn found(conn: &mut Connection) -> Result<(), FileError> {
    let key = keyed::new_key()?;
    conn.pragma_update(None, "application_id", APPLICATION_ID)?;
    migrate(conn, 0)?;
    conn.execute("UPDATE engagement SET hash_key = ?1", params![key])?;
    Ok(())
}

/// Brings a file from a version to the newest one.
pub(crate) fn migrate(conn: &mut Connection, from: u32) -> Result<(), FileError> {
    for step in MIGRATIONS.iter().filter(|m| m.version > from) {
        let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        tx.execute_batch(step.sql)?;
        step.convert.map_or(Ok(()), |convert| convert(&tx))?;
        stamp(&tx, step)?;
        tx.commit()?;
    }
    Ok(())
}

fn stamp(conn: &Connection, step: &Migration) -> Result<(), FileError> {
    conn.execute(
        "INSERT INTO engagement (one, minimum_reader, hash_key) VALUES (1, ?1, zeroblob(64))
         ON CONFLICT (one) DO UPDATE SET minimum_reader = excluded.minimum_reader",
        params![step.minimum_reader],
    )?;
    conn.pragma_update(None, "user_version", step.version)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn migrations_are_numbered_in_order() {
        for (at, step) in MIGRATIONS.iter().enumerate() {
            assert_eq!(usize::try_from(step.version).unwrap(), at + 1, "a file's version tells which steps it lacks");
            assert!(step.minimum_reader <= step.version, "a program must be able to read what it writes");
        }
    }

    #[test]
    fn the_fold_reads_blocks_one_after_the_other() {
        let mut conn = Connection::open_in_memory().unwrap();
        found(&mut conn).unwrap();
        let plan: Vec<String> = conn
            .prepare(&format!("EXPLAIN QUERY PLAN {}", crate::sightings::NEXT_BLOCK))
            .unwrap()
            .query_map([1], |r| r.get(3))
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap();
        assert_eq!(
            plan,
            ["SEARCH sighting_block USING INTEGER PRIMARY KEY (rowid=?)"],
            "a sort or a look-up per row would cost seconds"
        );
    }
}
