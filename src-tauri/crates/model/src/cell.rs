//! Cells: where a record lies in the cube that facts are folded from.
//!
//! A cell is a set of dimensions (`kind=laptop`, `status=in_service`, `age=12`) and never a policy: policy picks
//! cells when assessing. What is summed stands beside the key, with the number of records that had it, so that a
//! missing amount stays unknown instead of becoming zero.

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
    dims: Vec<(&'static str, String)>,
    sums: Vec<(&'static str, Decimal)>,
}

impl Cell {
    /// Adds a dimension; absent values are no dimension.
    pub fn dim(mut self, name: &'static str, value: Option<impl Into<String>>) -> Self {
        if let Some(v) = value {
            self.dims.push((name, v.into()));
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

    /// The key: `kind|name=value|name=value`, with `|`, `=` and `%` percent-encoded in values.
    pub fn key(&self, kind: crate::Kind) -> String {
        let mut key = String::from(kind.name());
        for (name, value) in &self.dims {
            key.push('|');
            key.push_str(name);
            key.push('=');
            encode(value, &mut key);
        }
        key
    }

    /// What the record adds, measure by measure.
    pub fn sums(&self) -> &[(&'static str, Decimal)] {
        &self.sums
    }
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
        let back = CellTotal::from_key(CellId(1), &cell.key(Kind::Costs), 3, vec![]).unwrap();
        assert_eq!(back.dim("vendor"), Some("A|B=C 100%7c"), "a vendor's name may hold any sign");
        assert_eq!(back.dim("month"), Some("2026-01"));
        assert_eq!(back.dim("site"), None, "what was absent stays absent");
        assert_eq!(back.sum("amount").known, 0, "nothing known is not a zero amount");
    }
}
