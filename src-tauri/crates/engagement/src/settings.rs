//! Settings: one key, one JSON text. The typed profile, facts, assumptions and policy all live here.

use crate::engagement::Engagement;
use crate::error::FileError;
use crate::history::{self, Author, ChangeId, Step};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeMap;

/// One setting to change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// Its key.
    pub key: String,
    /// Its JSON text; `None` takes it away.
    pub value: Option<String>,
}

impl Engagement {
    /// Every setting as it stands at the head.
    ///
    /// # Errors
    /// `damaged`, `io`.
    pub fn settings(&self) -> Result<BTreeMap<String, String>, FileError> {
        let mut statement = self.conn.prepare_cached("SELECT key, value FROM setting")?;
        let rows = statement.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Changes settings, all of them as one change in the history; the old values are kept there.
    ///
    /// # Errors
    /// `read_only`, `disk_full`, `io`; `internal` where `changes` is empty.
    pub fn set(&mut self, changes: &[Setting], by: &Author) -> Result<ChangeId, FileError> {
        let tx = self.begin()?;
        let mut steps = Vec::with_capacity(changes.len());
        for change in changes {
            let old = value(&tx, &change.key)?;
            put(&tx, &change.key, change.value.as_deref())?;
            steps.push(Step::setting(&change.key, old, change.value.clone()));
        }
        let id = history::record(&tx, by, &steps)?;
        tx.commit()?;
        Ok(id)
    }
}

/// Gives a setting a value, or takes it away.
pub(crate) fn put(conn: &Connection, key: &str, value: Option<&str>) -> Result<(), FileError> {
    match value {
        Some(value) => conn
            .prepare_cached("INSERT INTO setting (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2")?
            .execute(params![key, value])?,
        None => conn.prepare_cached("DELETE FROM setting WHERE key = ?1")?.execute(params![key])?,
    };
    Ok(())
}

fn value(conn: &Connection, key: &str) -> Result<Option<String>, FileError> {
    let mut statement = conn.prepare_cached("SELECT value FROM setting WHERE key = ?1")?;
    Ok(statement.query_row(params![key], |r| r.get(0)).optional()?)
}
