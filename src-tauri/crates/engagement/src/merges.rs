//! Merges: things that several rows show, and taking one apart again.
//!
//! A split is a setting, so it is a change of the history with its undo. It holds for the thing, not for rows: a newer
//! export of the same tool is split alike.

use crate::blocks;
use crate::engagement::Engagement;
use crate::error::FileError;
use crate::history::{Author, ChangeId};
use crate::imports::ImportId;
use crate::live::{Live, Standing};
use crate::rows::{self, RowId, RowRef};
use crate::settings::Setting;
use crate::sightings::Scan;
use model::Kind;
use rusqlite::Connection;
use std::ops::ControlFlow;

/// What the settings that split a thing begin with.
pub const SPLIT: &str = "split.";

/// A thing that several rows show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merge {
    /// The thing, as [`Engagement::split`] takes it: hexadecimal digits of its keyed hash.
    pub thing: String,
    /// Whether it was split: every row then stands for itself.
    pub split: bool,
    /// Its rows, oldest import first.
    pub sightings: Vec<Seen>,
}

/// A row that shows a merged thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// The row.
    pub row: RowRef,
    /// Whether it is the one that counts.
    pub counts: bool,
}

impl Engagement {
    /// The merged things of a kind, `limit` at most, beginning after the thing of a page before; a page shorter than that
    /// is the last. A newer export of one tool merges nothing: its row takes the place of the older one.
    ///
    /// # Errors
    /// `damaged`, `io`.
    pub fn merges(&self, kind: Kind, after: Option<&str>, limit: u32) -> Result<Vec<Merge>, FileError> {
        let tx = self.conn.unchecked_transaction()?;
        let live = Live::load(&tx, &[])?;
        let after = after.and_then(bytes_of).unwrap_or_default();
        let mut merges = Vec::new();
        let mut thing: (Vec<u8>, Vec<Standing>) = Default::default();
        let mut failed = None;
        Scan::new(&tx, &live)?.each(|import, entry| {
            let Some(of) = live.get(import).filter(|i| i.kind == kind) else { return ControlFlow::Continue(()) };
            if !entry.is_known() || entry.identity[..] <= after[..] {
                return ControlFlow::Continue(());
            }
            if entry.identity[..] != thing.0[..] {
                match merge(&tx, &live, &thing) {
                    Ok(found) => merges.extend(found),
                    Err(error) => failed = Some(error),
                }
                thing = (entry.identity.to_vec(), Vec::new());
                if failed.is_some() || merges.len() >= limit as usize {
                    return ControlFlow::Break(());
                }
            }
            thing.1.push((entry.rank, import, of.first_row + entry.row));
            ControlFlow::Continue(())
        })?;
        if let Some(error) = failed {
            return Err(error);
        }
        if merges.len() >= limit as usize {
            return Ok(merges);
        }
        merges.extend(merge(&tx, &live, &thing)?);
        Ok(merges)
    }

    /// Takes a merged thing apart: every row of the newest import of each tool stands for itself.
    ///
    /// # Errors
    /// `unknown_merge` where no merged thing has that name, `read_only`, `disk_full`, `io`.
    pub fn split(&mut self, thing: &str, by: &Author) -> Result<ChangeId, FileError> {
        self.put_split(thing, Some("true".to_owned()), by)
    }

    /// Puts a thing that was split together again.
    ///
    /// # Errors
    /// As [`Self::split`].
    pub fn unite(&mut self, thing: &str, by: &Author) -> Result<ChangeId, FileError> {
        self.put_split(thing, None, by)
    }

    fn put_split(&mut self, thing: &str, value: Option<String>, by: &Author) -> Result<ChangeId, FileError> {
        let unknown = || FileError::UnknownMerge(thing.to_owned());
        let identity = bytes_of(thing).filter(|b| b.len() == 16).ok_or_else(unknown)?;
        let live = Live::load(&self.conn, &[])?;
        if live.is_split(&identity) == value.is_some() || live.sightings(&self.conn, &identity)?.len() < 2 {
            return Err(unknown());
        }
        self.set(&[Setting { key: format!("{SPLIT}{thing}"), value }], by)
    }
}

/// The merge of a thing that several rows show at once.
fn merge(conn: &Connection, live: &Live, (identity, sightings): &(Vec<u8>, Vec<Standing>)) -> Result<Option<Merge>, FileError> {
    if live.apart(sightings).len() < 2 {
        return Ok(None);
    }
    let winners = live.winners(identity, sightings);
    let seen = |standing: &Standing| Ok(Seen { row: row(conn, live, *standing)?, counts: winners.contains(&standing.2) });
    let mut sightings: Vec<Standing> = sightings.clone();
    sightings.sort_by_key(|s| (s.1, s.2));
    Ok(Some(Merge {
        thing: identity.iter().map(|b| format!("{b:02x}")).collect(),
        split: live.is_split(identity),
        sightings: sightings.iter().map(seen).collect::<Result<_, FileError>>()?,
    }))
}

fn row(conn: &Connection, live: &Live, (_, import, row): Standing) -> Result<RowRef, FileError> {
    let header = live.get(import).ok_or_else(|| FileError::Damaged(format!("import {import} is missing")))?;
    let stored = blocks::read(conn, row)?.ok_or_else(|| FileError::Damaged(format!("row {row} is not there")))?;
    Ok(rows::shown(RowId(row), ImportId(import), header, stored))
}

/// The bytes that hexadecimal digits spell.
pub(crate) fn bytes_of(hex: &str) -> Option<Vec<u8>> {
    let pair = |at: usize| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok();
    (hex.len().is_multiple_of(2) && hex.is_ascii()).then(|| (0..hex.len()).step_by(2).map(pair).collect())?
}
