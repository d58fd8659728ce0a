//! Keys that several devices carry: a serial number typed into an image, the address of a shared dock. They tell nothing
//! apart, so a device is known by its next key.

use crate::catalog::Target;
use crate::error::ImportError;
use crate::layout::{Plan, below};
use crate::source::{RawCell, RowRef, Table};
use model::{Field, Kind};
use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hasher};
use std::ops::ControlFlow;

/// The keys by which devices are known, in the order in which they are asked.
pub(super) const KEYS: [(&str, Field); 4] =
    [("serial:", Field::Serial), ("tag:", Field::AssetTag), ("uuid:", Field::Uuid), ("mac:", Field::Mac)];

/// Keys that are not used, by the hash of sign and text.
pub(super) type Shared = HashSet<u64>;

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

/// A text's short hash; never 0, which is no text.
fn part(text: &str) -> u32 {
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
pub(super) fn scan(table: &Table<'_>, plan: &Plan<'_>, kind: Kind) -> Result<Shared, ImportError> {
    let columns =
        |field| -> Vec<usize> { plan.bound.iter().filter(|b| b.target == Target::Field(field)).map(|b| b.index).collect() };
    let names = columns(Field::Hostname);
    let keys: Vec<(&str, Vec<usize>)> =
        KEYS.iter().map(|(sign, f)| (*sign, columns(*f))).filter(|(_, c)| !c.is_empty()).collect();
    if kind != Kind::Devices || names.is_empty() || keys.is_empty() {
        return Ok(Shared::new());
    }
    let (addresses, models) = (columns(Field::Mac), columns(Field::Model));
    let mut shown: HashMap<u64, Shown> = HashMap::new();
    below::each(table, plan, &mut |line, row| {
        if line > plan.header_line {
            let of = |columns: &[usize]| hashed(row, columns, part).unwrap_or_default();
            let (name, address, model) = (of(&names), of(&addresses), of(&models));
            // A row is known by its first key; only that can make two rows one.
            let first = keys.iter().find_map(|(sign, columns)| hashed(row, columns, |text| short(sign, text)));
            if let Some(key) = first {
                let seen = shown.entry(key).or_insert(Shown { name, address, model, ..Shown::default() });
                seen.look(name, address, model);
            }
        }
        ControlFlow::Continue(())
    })?;
    Ok(shown.into_iter().filter(|(_, s)| s.shared).map(|(key, _)| key).collect())
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

/// The hash of the first of the columns that is filled.
fn hashed<T>(row: RowRef<'_>, columns: &[usize], hash: impl Fn(&str) -> T) -> Option<T> {
    let cell = columns.iter().map(|at| row.cell(*at)).find(|cell| *cell != RawCell::Empty)?;
    Some(hash(&cell.shown()))
}
