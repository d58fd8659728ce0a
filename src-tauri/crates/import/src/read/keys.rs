//! Keys that several devices carry: a serial number typed into an image, the address of a shared dock. They tell nothing
//! apart, so a device is known by its next key.

use super::format::Formats;
use crate::catalog::Target;
use crate::error::ImportError;
use crate::layout::{Plan, below};
use crate::source::{RowRef, Table};
use model::{Field, Kind};
use rustc_hash::{FxHashMap, FxHashSet};
use std::hash::{DefaultHasher, Hasher};
use std::ops::ControlFlow;
use std::sync::mpsc::{self, Receiver, SyncSender};

/// The keys by which devices are known, in the order in which they are asked.
pub(super) const KEYS: [(&str, Field); 4] =
    [("serial:", Field::Serial), ("tag:", Field::AssetTag), ("uuid:", Field::Uuid), ("mac:", Field::Mac)];

/// Keys that are not used, by the hash of sign and text.
pub(super) type Shared = FxHashSet<u64>;

/// What the first row of a key shows, and how many names the key has.
#[derive(Default)]
struct Shown {
    name: u32,
    address: u32,
    model: u32,
    /// Another name of the key, where there is one.
    second: u32,
    shared: bool,
}

/// The key of a device as it is compared.
pub(super) fn key(sign: &str, text: &str) -> String {
    let text = text.trim();
    let mut key = String::with_capacity(sign.len() + text.len());
    key.push_str(sign);
    if text.is_ascii() {
        key.extend(text.chars().filter(|c| *c != ' ').map(|c| c.to_ascii_lowercase()));
    } else {
        key.push_str(&text.to_lowercase().replace(' ', ""));
    }
    key
}

/// The short hash of a key: its letters and digits, so that an address in colons and one without are one.
pub(super) fn short(sign: &str, text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(sign.as_bytes());
    write(&mut hasher, text);
    hasher.finish()
}

/// A text's short hash; 0 is that of no text alone.
fn part(text: &str) -> u32 {
    if text.is_empty() {
        return 0;
    }
    let mut hasher = DefaultHasher::new();
    write(&mut hasher, text);
    u32::try_from(hasher.finish() & 0xFFFF_FFFF).unwrap_or_default().max(1)
}

/// Letters and digits without case, in small pieces: this runs for every cell of a million rows.
fn write(hasher: &mut DefaultHasher, text: &str) {
    let (mut piece, mut filled) = ([0_u8; 32], 0);
    for byte in text.bytes().filter(|b| b.is_ascii_alphanumeric() || !b.is_ascii()) {
        piece[filled] = byte.to_ascii_lowercase();
        filled += 1;
        if filled == piece.len() {
            hasher.write(&piece);
            filled = 0;
        }
    }
    hasher.write(&piece[..filled]);
}

/// Looks for keys that several devices of the table carry: rows of one key under different names, on different models or
/// with different hardware addresses; or under three names and more. One device under a new name is still one device.
/// Columns' formats are looked at on the way.
pub(super) fn scan(table: &Table<'_>, plan: &Plan<'_>, formats: &mut Formats, kind: Kind) -> Result<Shared, ImportError> {
    let columns = Columns::of(plan);
    if kind != Kind::Devices || columns.others[0].is_empty() || columns.keys.is_empty() {
        return Ok(Shared::default());
    }
    // Rows are taken apart on this thread and their keys compared on another.
    std::thread::scope(|scope| {
        let (send, receive) = mpsc::sync_channel(AHEAD);
        let compared = scope.spawn(move || compared(&receive));
        read(table, plan, formats, &columns, &send)?;
        drop(send);
        formats.looked_ahead();
        Ok(compared.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    })
}

/// Rows handed from one thread to the other at a time, and how many such batches may wait.
const BATCH: usize = 512;
const AHEAD: usize = 4;

/// The columns of what tells devices apart: of the keys by their signs, and of name, address and model.
struct Columns {
    keys: Vec<(&'static str, Vec<usize>)>,
    others: [Vec<usize>; 3],
}

impl Columns {
    fn of(plan: &Plan<'_>) -> Columns {
        let columns =
            |field| -> Vec<usize> { plan.bound.iter().filter(|b| b.target == Target::Field(field)).map(|b| b.index).collect() };
        let keys = KEYS.iter().map(|(sign, field)| (*sign, columns(*field))).filter(|(_, c)| !c.is_empty()).collect();
        Columns { keys, others: [Field::Hostname, Field::Mac, Field::Model].map(columns) }
    }
}

/// What tells the devices of some rows apart: one text behind the other.
#[derive(Default)]
struct Batch {
    texts: String,
    rows: Vec<Parts>,
}

/// Where the texts of a row end: of its first key, its name, address and model; a text that is not there is empty.
struct Parts {
    sign: &'static str,
    ends: [usize; 4],
}

/// Hands on what tells the devices of a table apart, until nobody takes it any more.
fn read(
    table: &Table<'_>,
    plan: &Plan<'_>,
    formats: &mut Formats,
    columns: &Columns,
    send: &SyncSender<Batch>,
) -> Result<(), ImportError> {
    let mut batch = Batch::default();
    below::each(table, plan, &mut |line, row| {
        if line > plan.header_line {
            batch.add(row, columns);
            formats.look_ahead(row);
        }
        if batch.rows.len() < BATCH || send.send(std::mem::take(&mut batch)).is_ok() {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    })?;
    let _ = send.send(batch); // where nobody takes it, the other thread has more to say
    Ok(())
}

impl Batch {
    fn add(&mut self, row: RowRef<'_>, Columns { keys, others }: &Columns) {
        // A row is known by its first key; only that can make two rows one.
        let Some((sign, key)) = keys.iter().find_map(|(sign, columns)| Some((*sign, filled(row, columns)?))) else { return };
        let mut ends = [self.push(row, Some(key)), 0, 0, 0];
        for (end, columns) in ends[1..].iter_mut().zip(others) {
            *end = self.push(row, filled(row, columns));
        }
        self.rows.push(Parts { sign, ends });
    }

    /// Adds the text of a cell and says where it ends.
    fn push(&mut self, row: RowRef<'_>, column: Option<usize>) -> usize {
        if let Some(at) = column {
            self.texts.push_str(&row.cell(at).shown());
        }
        self.texts.len()
    }

    fn each(&self, mut visit: impl FnMut(&'static str, [&str; 4])) {
        let mut from = 0;
        for row in &self.rows {
            let mut text = |to| self.texts.get(std::mem::replace(&mut from, to)..to).unwrap_or_default();
            visit(row.sign, row.ends.map(&mut text));
        }
    }
}

/// The first of the columns that is filled.
fn filled(row: RowRef<'_>, columns: &[usize]) -> Option<usize> {
    columns.iter().copied().find(|at| !row.cell(*at).is_empty())
}

/// The keys that several of the devices carry.
fn compared(receive: &Receiver<Batch>) -> Shared {
    let mut shown: FxHashMap<u64, Shown> = FxHashMap::default();
    for batch in receive {
        batch.each(|sign, [key, name, address, model]| {
            let (name, address, model) = (part(name), part(address), part(model));
            let seen = shown.entry(short(sign, key)).or_insert(Shown { name, address, model, ..Shown::default() });
            seen.look(name, address, model);
        });
    }
    shown.into_iter().filter(|(_, s)| s.shared).map(|(key, _)| key).collect()
}

impl Shown {
    fn look(&mut self, name: u32, address: u32, model: u32) {
        let other = |a: u32, b: u32| a != 0 && b != 0 && a != b;
        if !other(name, self.name) {
            return;
        }
        self.shared |= other(address, self.address) || other(model, self.model) || other(name, self.second);
        if self.second == 0 {
            self.second = name;
        }
    }
}
