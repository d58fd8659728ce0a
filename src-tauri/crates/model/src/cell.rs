//! Cells: where a record lies in the cube that facts are folded from.
//!
//! A cell is a set of dimensions (`kind=laptop`, `status=in_service`, `age=12`) and never a policy: policy picks
//! cells when assessing. What is summed stands beside the key, with the number of records that had it, so that a
//! missing amount stays unknown instead of becoming zero.

use crate::classify::Export;
use crate::written;
use chrono::NaiveDate;
use rust_decimal::Decimal;
use std::fmt::Write as _;

/// A measure's sum over the records of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sum {
    /// Sum over the records that had a value.
    pub total: Decimal,
    /// How many records had one.
    pub known: u64,
}

/// One record's place in the cube: the key of its cell and what it adds to the cell's sums.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cell {
    /// `|name=value` for each dimension; written at once, as a million records are.
    dims: String,
    sums: Vec<(&'static str, Decimal)>,
}

impl Cell {
    /// Adds a dimension; absent values are no dimension.
    pub fn dim(mut self, name: &'static str, value: Option<impl AsRef<str>>) -> Self {
        if let Some(v) = value {
            self.begin(name, '=');
            encode(v.as_ref(), &mut self.dims);
        }
        self
    }

    /// Adds the month of a day as a dimension.
    pub fn month(mut self, name: &'static str, day: Option<NaiveDate>) -> Self {
        if let Some(day) = day {
            self.begin(name, '=');
            written::month(&mut self.dims, day);
        }
        self
    }

    /// Adds a dimension counted in days back from the newest day of the export, which is known when all of it is read.
    pub fn days_before(mut self, name: &'static str, day: Option<NaiveDate>) -> Self {
        if let Some(day) = day {
            self.begin(name, WAITING);
            written::day(&mut self.dims, day);
        }
        self
    }

    /// Adds a measure; absent values are not counted as known.
    pub fn sum(mut self, name: &'static str, value: Option<Decimal>) -> Self {
        if let Some(v) = value {
            self.sums.push((name, v));
        }
        self
    }

    /// The key as far as the record alone tells it; [`settled`] completes it.
    pub fn waiting_key(&self, kind: crate::Kind) -> String {
        let mut key = String::with_capacity(kind.name().len() + self.dims.len());
        key.push_str(kind.name());
        key.push_str(&self.dims);
        key
    }

    /// The key: `kind|name=value|name=value`, with `|`, `=` and `%` percent-encoded in values.
    pub fn key(&self, kind: crate::Kind, export: Export) -> String {
        settled(&self.waiting_key(kind), export)
    }

    /// What the record adds, measure by measure.
    pub fn sums(&self) -> &[(&'static str, Decimal)] {
        &self.sums
    }

    fn begin(&mut self, name: &str, sign: char) {
        if self.dims.is_empty() {
            self.dims.reserve(96); // most keys fit, and growing step by step costs more than the rest
        }
        self.dims.push('|');
        self.dims.push_str(name);
        self.dims.push(sign);
    }
}

/// Stands between name and value where the value still has to be counted.
const WAITING: char = '@';

/// Days beyond which an age is no longer told apart.
const OLDEST_AGE: i64 = 999;

/// A waiting key with its days counted; without a day of export there is nothing to count from and no dimension.
pub fn settled(waiting: &str, export: Export) -> String {
    let mut key = String::with_capacity(waiting.len());
    for (at, part) in waiting.split('|').enumerate() {
        match part.find(['=', WAITING]).filter(|sign| part[*sign..].starts_with(WAITING)) {
            None => key.push_str(if at == 0 { "" } else { "|" }),
            Some(sign) => {
                let day = part[sign + 1..].parse::<NaiveDate>().ok();
                if let Some((day, exported)) = day.zip(export.exported) {
                    let age = (exported - day).num_days().clamp(0, OLDEST_AGE);
                    let _ = write!(key, "|{}={age}", &part[..sign]); // writing to a string cannot fail
                }
                continue;
            }
        }
        key.push_str(part);
    }
    key
}

/// Identifies a cell in the engagement file; evidence is a set of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellId(pub i64);

/// A cell folded over its live records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellTotal {
    /// The cell in the file.
    pub id: CellId,
    /// What kind of records it holds.
    pub kind: crate::Kind,
    dims: Vec<(String, String)>,
    /// Live records in it.
    pub count: u64,
    sums: Vec<(String, Sum)>,
}

impl CellTotal {
    /// Rebuilds a cell from its stored key, count and sums; `None` where the key is not one of ours.
    pub fn from_key(id: CellId, key: &str, count: u64, sums: Vec<(String, Sum)>) -> Option<Self> {
        let mut parts = key.split('|');
        let kind = crate::Kind::from_name(parts.next()?)?;
        let dims = parts.filter_map(|p| p.split_once('=')).map(|(n, v)| (n.to_owned(), decode(v))).collect();
        Some(Self { id, kind, dims, count, sums })
    }

    /// The value of a dimension, `None` where the records did not say.
    pub fn dim(&self, name: &str) -> Option<&str> {
        self.dims.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    /// A measure's sum; nothing known gives zero known records.
    pub fn sum(&self, name: &str) -> Sum {
        self.sums.iter().find(|(n, _)| n == name).map(|(_, s)| *s).unwrap_or_default()
    }
}

fn encode(value: &str, into: &mut String) {
    if !value.contains(['|', '=', '%']) {
        into.push_str(value);
        return;
    }
    for c in value.chars() {
        match c {
            '|' | '=' | '%' => {
                let _ = write!(into, "%{:02x}", u32::from(c));
            }
            _ => into.push(c),
        }
    }
}

fn decode(value: &str) -> String {
    value.replace("%7c", "|").replace("%3d", "=").replace("%25", "%")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Kind;

    #[test]
    fn a_key_survives_the_file_whatever_its_values_hold() {
        let cell = Cell::default().dim("vendor", Some("A|B=C 100%7c")).dim("site", None::<String>).dim("month", Some("2026-01"));
        let back = CellTotal::from_key(CellId(1), &cell.key(Kind::Costs, Export::default()), 3, vec![]).unwrap();
        assert_eq!(back.dim("vendor"), Some("A|B=C 100%7c"), "a vendor's name may hold any sign");
        assert_eq!(back.dim("month"), Some("2026-01"));
        assert_eq!(back.dim("site"), None, "what was absent stays absent");
        assert_eq!(back.sum("amount").known, 0, "nothing known is not a zero amount");
    }
}
