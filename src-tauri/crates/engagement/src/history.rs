//! History: a tree of changes with a head. Undo moves the head to the parent, redo to the newest child; a change made
//! after an undo begins a branch. Nothing is ever taken out of the tree.

use crate::engagement::Engagement;
use crate::error::FileError;
use crate::imports::{self, ImportId};
use crate::settings;
use chrono::NaiveDateTime;
use rusqlite::{Connection, OptionalExtension, Row, params};
use std::collections::{BTreeMap, BTreeSet};

/// Identifies a change within its file; later changes have greater ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ChangeId(pub i64);

/// Who makes a change, when and why. The crate has no clock of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Author {
    /// The person, as they call themselves.
    pub who: String,
    /// When, in the zone the caller shows times in.
    pub at: NaiveDateTime,
    /// The reason, where one was given.
    pub why: Option<String>,
}

/// What a change acts on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// The setting of that key.
    Setting(String),
    /// An import's state.
    Import {
        /// The import.
        id: ImportId,
        /// Name of the file it was read from.
        name: String,
    },
}

/// One target of a change, with what it was and what it became.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TargetChange {
    /// What was changed.
    pub target: Target,
    /// Before: a setting's JSON text, `None` where there was none; or the state undo gives an import, `undone`.
    pub old: Option<String>,
    /// After.
    pub new: Option<String>,
}

/// One change of the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Its id.
    pub id: ChangeId,
    /// The change it was made upon, `None` for a first one.
    pub parent: Option<ChangeId>,
    /// When.
    pub at: NaiveDateTime,
    /// Who.
    pub who: String,
    /// Why, where a reason was given.
    pub why: Option<String>,
    /// What it changed, in order.
    pub targets: Vec<TargetChange>,
    /// Whether it is in force: the head or one of its ancestors.
    pub on_head_path: bool,
}

impl Change {
    /// Whether it takes an import back.
    fn is_withdrawal(&self) -> bool {
        self.targets.first().is_some_and(|t| t.new.as_deref() == Some(imports::ImportState::Undone.name()))
    }

    /// What it changed, in a few words: `users`, `import of devices.csv and 2 more`.
    pub fn label(&self) -> String {
        let first = match self.targets.first().map(|t| &t.target) {
            Some(Target::Setting(key)) => key.clone(),
            Some(Target::Import { name, .. }) if self.is_withdrawal() => format!("taking back {name}"),
            Some(Target::Import { name, .. }) => format!("import of {name}"),
            None => String::new(),
        };
        match self.targets.len() {
            0 | 1 => first,
            n => format!("{first} and {} more", n - 1),
        }
    }
}

/// One undo or redo: the head went from one change to another (`None` is the state before the first change).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadMove {
    /// When.
    pub at: NaiveDateTime,
    /// Who.
    pub who: String,
    /// The head before.
    pub from: Option<ChangeId>,
    /// The head after.
    pub to: Option<ChangeId>,
}

/// One target of a change to be recorded, in the words it is stored in.
pub(crate) struct Step {
    sort: &'static str,
    key: String,
    old: Option<String>,
    new: Option<String>,
}

impl Step {
    pub(crate) fn setting(key: &str, old: Option<String>, new: Option<String>) -> Self {
        Self { sort: "setting", key: key.to_owned(), old, new }
    }

    pub(crate) fn import(id: ImportId, old: &str, new: &str) -> Self {
        Self { sort: "import", key: id.0.to_string(), old: Some(old.to_owned()), new: Some(new.to_owned()) }
    }
}

impl Engagement {
    /// Takes back the change at the head and returns it; `None` where there is nothing to undo.
    ///
    /// # Errors
    /// `read_only`, `disk_full`, `io`.
    pub fn undo(&mut self, by: &Author) -> Result<Option<Change>, FileError> {
        let tx = self.begin()?;
        let Some(id) = head(&tx)? else { return Ok(None) };
        let change = load(&tx, id)?;
        for step in change.targets.iter().rev() {
            apply(&tx, &step.target, step.old.as_deref())?;
        }
        move_head(&tx, Some(id), change.parent, by)?;
        tx.commit()?;
        Ok(Some(Change { on_head_path: false, ..change }))
    }

    /// Makes the newest change upon the head again and returns it; `None` where there is nothing to redo.
    ///
    /// # Errors
    /// `read_only`, `disk_full`, `io`.
    pub fn redo(&mut self, by: &Author) -> Result<Option<Change>, FileError> {
        let tx = self.begin()?;
        let from = head(&tx)?;
        let Some(id) = newest_child(&tx, from)? else { return Ok(None) };
        let change = load(&tx, id)?;
        for step in &change.targets {
            apply(&tx, &step.target, step.new.as_deref())?;
        }
        move_head(&tx, from, Some(id), by)?;
        tx.commit()?;
        Ok(Some(Change { on_head_path: true, ..change }))
    }

    /// What undo would take back, `None` where it can do nothing.
    ///
    /// # Errors
    /// `damaged`, `io`.
    pub fn to_undo(&self) -> Result<Option<Change>, FileError> {
        head(&self.conn)?.map(|id| load(&self.conn, id)).transpose()
    }

    /// What redo would make again, `None` where it can do nothing.
    ///
    /// # Errors
    /// `damaged`, `io`.
    pub fn to_redo(&self) -> Result<Option<Change>, FileError> {
        newest_child(&self.conn, head(&self.conn)?)?.map(|id| load(&self.conn, id)).transpose()
    }

    /// The change the file stands at, `None` before the first.
    ///
    /// # Errors
    /// `damaged`, `io`.
    pub fn head(&self) -> Result<Option<ChangeId>, FileError> {
        head(&self.conn)
    }

    /// Every change ever made, oldest first, branches left by undo among them.
    ///
    /// # Errors
    /// `damaged`, `io`.
    pub fn log(&self) -> Result<Vec<Change>, FileError> {
        let tx = self.conn.unchecked_transaction()?; // one moment's view of both tables
        let mut targets = all_targets(&tx)?;
        let mut statement = tx.prepare("SELECT id, parent, at, who, why FROM change ORDER BY id")?;
        let changes = statement.query_map([], read_change)?;
        let mut log = changes.collect::<Result<Vec<Change>, _>>()?;
        let path = ancestors(&log, head(&tx)?);
        for change in &mut log {
            change.targets = targets.remove(&change.id).unwrap_or_default();
            change.on_head_path = path.contains(&change.id);
        }
        Ok(log)
    }

    /// Every undo and redo, oldest first.
    ///
    /// # Errors
    /// `damaged`, `io`.
    pub fn head_moves(&self) -> Result<Vec<HeadMove>, FileError> {
        let mut statement = self.conn.prepare_cached("SELECT at, who, from_id, to_id FROM head_move ORDER BY id")?;
        let moves = statement.query_map([], |r| {
            let (from, to) = (r.get::<_, Option<i64>>(2)?, r.get::<_, Option<i64>>(3)?);
            Ok(HeadMove { at: moment(r, 0)?, who: r.get(1)?, from: from.map(ChangeId), to: to.map(ChangeId) })
        })?;
        Ok(moves.collect::<Result<_, _>>()?)
    }
}

/// Records a change upon the head and moves the head to it. Runs inside the transaction that makes the change.
pub(crate) fn record(conn: &Connection, by: &Author, steps: &[Step]) -> Result<ChangeId, FileError> {
    if steps.is_empty() {
        return Err(FileError::Internal("a change of nothing".into()));
    }
    let parent = head(conn)?.map(|c| c.0);
    conn.prepare_cached("INSERT INTO change (parent, at, who, why) VALUES (?1, ?2, ?3, ?4)")?.execute(params![
        parent,
        written(by.at),
        by.who,
        by.why
    ])?;
    let id = conn.last_insert_rowid();
    let mut insert =
        conn.prepare_cached("INSERT INTO change_target (change, seq, sort, key, old, new) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?;
    for (seq, step) in (0_i64..).zip(steps) {
        insert.execute(params![id, seq, step.sort, step.key, step.old, step.new])?;
    }
    set_head(conn, Some(ChangeId(id)))?;
    Ok(ChangeId(id))
}

/// A moment as the file writes it.
pub(crate) fn written(at: NaiveDateTime) -> String {
    format!("{at:?}")
}

/// A moment of a row's column.
pub(crate) fn moment(row: &Row<'_>, column: usize) -> rusqlite::Result<NaiveDateTime> {
    let text: String = row.get(column)?;
    text.parse().map_err(|_| {
        rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, format!("unknown moment {text}").into())
    })
}

fn head(conn: &Connection) -> Result<Option<ChangeId>, FileError> {
    let id: Option<i64> = conn.prepare_cached("SELECT head FROM engagement")?.query_row([], |r| r.get(0))?;
    Ok(id.map(ChangeId))
}

fn set_head(conn: &Connection, to: Option<ChangeId>) -> Result<(), FileError> {
    conn.prepare_cached("UPDATE engagement SET head = ?1")?.execute(params![to.map(|c| c.0)])?;
    Ok(())
}

fn move_head(conn: &Connection, from: Option<ChangeId>, to: Option<ChangeId>, by: &Author) -> Result<(), FileError> {
    set_head(conn, to)?;
    conn.prepare_cached("INSERT INTO head_move (at, who, from_id, to_id) VALUES (?1, ?2, ?3, ?4)")?.execute(params![
        written(by.at),
        by.who,
        from.map(|c| c.0),
        to.map(|c| c.0)
    ])?;
    Ok(())
}

fn newest_child(conn: &Connection, of: Option<ChangeId>) -> Result<Option<ChangeId>, FileError> {
    let id: Option<i64> = conn
        .prepare_cached("SELECT max(id) FROM change WHERE parent IS ?1")?
        .query_row(params![of.map(|c| c.0)], |r| r.get(0))?;
    Ok(id.map(ChangeId))
}

fn load(conn: &Connection, id: ChangeId) -> Result<Change, FileError> {
    let mut statement = conn.prepare_cached("SELECT id, parent, at, who, why FROM change WHERE id = ?1")?;
    let change = statement.query_row(params![id.0], read_change).optional()?;
    let change = change.ok_or_else(|| FileError::Damaged(format!("change {} is missing", id.0)))?;
    let mut statement = conn.prepare_cached(
        "SELECT t.change, t.sort, t.key, t.old, t.new, i.name FROM change_target t
         LEFT JOIN import i ON t.sort = 'import' AND i.id = CAST(t.key AS INTEGER) WHERE t.change = ?1 ORDER BY t.seq",
    )?;
    let targets = statement.query_map(params![id.0], read_target)?.map(|t| t.map(|(_, target)| target));
    Ok(Change { targets: targets.collect::<Result<_, _>>()?, ..change })
}

fn all_targets(conn: &Connection) -> Result<BTreeMap<ChangeId, Vec<TargetChange>>, FileError> {
    let mut statement = conn.prepare_cached(
        "SELECT t.change, t.sort, t.key, t.old, t.new, i.name FROM change_target t
         LEFT JOIN import i ON t.sort = 'import' AND i.id = CAST(t.key AS INTEGER) ORDER BY t.change, t.seq",
    )?;
    let mut all: BTreeMap<ChangeId, Vec<TargetChange>> = BTreeMap::new();
    for target in statement.query_map([], read_target)? {
        let (change, target) = target?;
        all.entry(change).or_default().push(target);
    }
    Ok(all)
}

fn read_change(row: &Row<'_>) -> rusqlite::Result<Change> {
    Ok(Change {
        id: ChangeId(row.get(0)?),
        parent: row.get::<_, Option<i64>>(1)?.map(ChangeId),
        at: moment(row, 2)?,
        who: row.get(3)?,
        why: row.get(4)?,
        targets: Vec::new(),
        on_head_path: true,
    })
}

fn read_target(row: &Row<'_>) -> rusqlite::Result<(ChangeId, TargetChange)> {
    let (sort, key): (String, String) = (row.get(1)?, row.get(2)?);
    let target = match sort.as_str() {
        "import" => {
            let id = key.parse().map_err(|_| rusqlite::Error::IntegralValueOutOfRange(2, 0))?;
            Target::Import { id: ImportId(id), name: row.get::<_, Option<String>>(5)?.unwrap_or_default() }
        }
        _ => Target::Setting(key),
    };
    Ok((ChangeId(row.get(0)?), TargetChange { target, old: row.get(3)?, new: row.get(4)? }))
}

fn apply(conn: &Connection, target: &Target, value: Option<&str>) -> Result<(), FileError> {
    match target {
        Target::Setting(key) => settings::put(conn, key, value),
        Target::Import { id, .. } => imports::put_state(conn, *id, value),
    }
}

fn ancestors(log: &[Change], head: Option<ChangeId>) -> BTreeSet<ChangeId> {
    let parents: BTreeMap<ChangeId, Option<ChangeId>> = log.iter().map(|c| (c.id, c.parent)).collect();
    let mut path = BTreeSet::new();
    let mut at = head;
    while let Some(id) = at {
        if !path.insert(id) {
            break; // only a damaged file can hold a circle
        }
        at = parents.get(&id).copied().flatten();
    }
    path
}
