//! Records: what one row of an export means, field by field.
//!
//! A record is a list of typed fields rather than a struct per kind: presets are data, and storage, sums and
//! ranges treat every kind alike. [`crate::field`] is the closed list of fields.

use crate::field::{Field, Kind};
use chrono::{NaiveDate, NaiveDateTime};
use rust_decimal::Decimal;

/// Where a record came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// Sheet of a workbook; `None` for text files.
    pub sheet: Option<String>,
    /// Physical row, counted from 1, as a spreadsheet or editor shows it.
    pub row: u32,
}

/// One typed value of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Free text, trimmed.
    Text(String),
    /// A number without a currency.
    Number(Decimal),
    /// An amount in the engagement's currency, exact as written.
    Money(Decimal),
    /// A calendar day.
    Date(NaiveDate),
    /// A day and a time, in the export's own (unstated) zone.
    Moment(NaiveDateTime),
    /// Yes or no.
    Flag(bool),
    /// One of the field's closed choices ([`Field::choices`]).
    Choice(&'static str),
    /// The cell held something that is no value, kept with the reason ("Exempt under Section 43 …").
    Unknown(String),
}

impl Value {
    /// The decimal inside a number or an amount.
    pub fn decimal(&self) -> Option<Decimal> {
        match self {
            Self::Number(d) | Self::Money(d) => Some(*d),
            _ => None,
        }
    }

    /// The day inside a date or a moment.
    pub fn day(&self) -> Option<NaiveDate> {
        match self {
            Self::Date(d) => Some(*d),
            Self::Moment(m) => Some(m.date()),
            _ => None,
        }
    }

    /// Text as written, or the word of a choice.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(t) => Some(t),
            Self::Choice(c) => Some(c),
            _ => None,
        }
    }
}

/// The typed fields of one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// What the row is.
    pub kind: Kind,
    /// Sheet and row it stood in.
    pub origin: Origin,
    /// Fields in the order of [`Field`], each at most once. What is absent is unknown.
    fields: Vec<(Field, Value)>,
}

/// Fields that most records have at most: room for them is made at once.
const USUAL: usize = 18;

impl Record {
    /// An empty record of a kind.
    pub fn new(kind: Kind, origin: Origin) -> Self {
        Self { kind, origin, fields: Vec::with_capacity(USUAL) }
    }

    /// Sets a field; a second value replaces the first. Fields of another kind are a programming error and are ignored.
    pub fn set(&mut self, field: Field, value: Value) {
        debug_assert_eq!(field.kind(), self.kind, "field {} is not one of {}", field.name(), self.kind.name());
        match self.fields.binary_search_by_key(&field, |(f, _)| *f) {
            Ok(at) => self.fields[at].1 = value,
            Err(at) => self.fields.insert(at, (field, value)),
        }
    }

    /// Takes a field out.
    pub fn clear(&mut self, field: Field) {
        self.fields.retain(|(f, _)| *f != field);
    }

    /// The value of a field, `None` where the export said nothing.
    pub fn get(&self, field: Field) -> Option<&Value> {
        self.fields.binary_search_by_key(&field, |(f, _)| *f).ok().map(|at| &self.fields[at].1)
    }

    /// Every field that has a value, in the order of [`Field`].
    pub fn fields(&self) -> &[(Field, Value)] {
        &self.fields
    }

    /// Text or choice of a field.
    pub fn text(&self, field: Field) -> Option<&str> {
        self.get(field).and_then(Value::text)
    }

    /// Number or amount of a field.
    pub fn decimal(&self, field: Field) -> Option<Decimal> {
        self.get(field).and_then(Value::decimal)
    }

    /// Day of a field.
    pub fn day(&self, field: Field) -> Option<NaiveDate> {
        self.get(field).and_then(Value::day)
    }

    /// Yes or no of a field.
    pub fn flag(&self, field: Field) -> Option<bool> {
        match self.get(field) {
            Some(Value::Flag(b)) => Some(*b),
            _ => None,
        }
    }
}
