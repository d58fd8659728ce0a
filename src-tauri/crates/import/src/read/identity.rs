//! The text by which a thing is known again, and which things a file has shown already.

use super::keys::{self, KEYS, Shared};
use super::last_state::LastRows;
use crate::row::{Disposition, Row};
use model::{Field, Kind, Record, Value};
use rustc_hash::{FxHashMap, FxHashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

/// A record's identity.
pub(super) struct Identity {
    pub text: String,
    /// Equal rows are separate things and are numbered (two half posts of one person, two equal ledger lines).
    pub counted: bool,
}

/// The identity of a finished record.
pub(super) fn of(record: &Record, shared: &Shared) -> Identity {
    match record.kind {
        Kind::Devices => once(device(record, shared)),
        Kind::Staff => Identity { text: staff(record), counted: true },
        Kind::Tickets => once(lower(record, Field::TicketNumber)),
        Kind::Costs => cost(record),
        Kind::Projects => first(record, &[("", Field::ProjectId), ("name:", Field::ProjectName)]),
        Kind::Controls => once(control(record)),
        Kind::People => first(record, &[("", Field::UserId), ("name:", Field::DisplayName)]),
        Kind::Quotes => once(quote(record)),
    }
}

fn once(text: String) -> Identity {
    Identity { text, counted: false }
}

fn lower(record: &Record, field: Field) -> String {
    let text = record.text(field).unwrap_or_default().trim();
    if text.is_ascii() { text.to_ascii_lowercase() } else { text.to_lowercase() }
}

/// The first field that is there; a record without any is known by all its fields.
fn first(record: &Record, fields: &[(&str, Field)]) -> Identity {
    let found = fields.iter().find(|(_, f)| record.text(*f).is_some());
    found.map_or_else(
        || Identity { text: everything(record), counted: true },
        |(sign, f)| once(format!("{sign}{}", lower(record, *f))),
    )
}

/// Serial number, else asset tag, else UUID, else hardware address, else name and site, else the tool's own key.
fn device(record: &Record, shared: &Shared) -> String {
    let own = |(sign, field): &(&'static str, Field)| Some((*sign, record.text(*field)?));
    let told_apart = |(sign, text): &(&str, &str)| shared.is_empty() || !shared.contains(&keys::short(sign, text));
    if let Some((sign, text)) = KEYS.iter().filter_map(own).find(told_apart) {
        return keys::key(sign, text);
    }
    if record.text(Field::Hostname).is_some() {
        return format!("host:{}@{}", lower(record, Field::Hostname), lower(record, Field::DeviceSite));
    }
    format!("id:{}", lower(record, Field::DeviceId))
}

fn staff(record: &Record) -> String {
    let person = match record.text(Field::EmployeeId) {
        Some(_) => lower(record, Field::EmployeeId),
        None => format!("{}|{}", lower(record, Field::StaffName), lower(record, Field::StaffDepartment)),
    };
    format!("{person}|{}", lower(record, Field::Title))
}

fn cost(record: &Record) -> Identity {
    let contract = record.text(Field::Entry) == Some("contract");
    if contract && record.text(Field::Contract).is_some() {
        let (vendor, name) = (lower(record, Field::Vendor), lower(record, Field::Contract));
        // Two orders of one licence are two contracts; most registers name no order.
        let order = record.text(Field::Transaction).map_or_else(String::new, |t| format!("|{}", t.trim().to_lowercase()));
        return once(format!("contract:{vendor}|{name}{order}"));
    }
    Identity { text: everything(record), counted: true }
}

/// `AC-2(1)`, `AC-2 (1)` and `AC-02(01)` are one requirement.
fn control(record: &Record) -> String {
    let id = lower(record, Field::ControlId);
    let mut out = format!("{}/", lower(record, Field::Framework));
    let mut in_number = false;
    let mut signs = id.chars().filter(|c| !c.is_whitespace()).peekable();
    while let Some(sign) = signs.next() {
        let more = signs.peek().is_some_and(char::is_ascii_digit);
        if sign == '0' && !in_number && more {
            continue;
        }
        in_number = sign.is_ascii_digit();
        out.push(sign);
    }
    out
}

fn quote(record: &Record) -> String {
    let vendor = lower(record, Field::QuoteVendor);
    match record.text(Field::QuoteReference) {
        Some(_) => format!("{vendor}|{}", lower(record, Field::QuoteReference)),
        None => format!("{vendor}|offer:{}", lower(record, Field::Offer)),
    }
}

/// Every field and value: what two rows share only if they are equal.
fn everything(record: &Record) -> String {
    use std::fmt::Write as _;
    let mut out = String::new();
    for (field, value) in record.fields() {
        let _ = write!(out, "{}=", field.name());
        let _ = match value {
            Value::Text(t) | Value::Unknown(t) => write!(out, "{t}"),
            Value::Number(d) | Value::Money(d) => write!(out, "{}", d.normalize()),
            Value::Date(d) => write!(out, "{d}"),
            Value::Moment(m) => write!(out, "{m}"),
            Value::Flag(b) => write!(out, "{b}"),
            Value::Choice(c) => write!(out, "{c}"),
        };
        out.push('|');
    }
    out
}

/// How often each identity was seen, by hashes: a million texts would not fit the memory meant for an import. Two of a
/// million things share a hash of 64 bits once in thirty million files.
#[derive(Debug, Default)]
pub(super) struct Sightings {
    /// Of identities that are told apart by number: how often.
    times: FxHashMap<u64, u32>,
    /// Of the others: that they were seen.
    seen: FxHashSet<u64>,
    /// The row that counts of a thing with several.
    last_rows: LastRows,
    /// Keys that several devices carry.
    shared: Shared,
    /// The field that is one thing's in all rows, and the identity of each seen.
    one_per: Option<Field>,
    known: FxHashMap<u64, String>,
}

impl Sightings {
    /// Sightings of a file in which some things have several rows, the last of which counts.
    pub fn new(last_rows: LastRows, shared: Shared, one_per: Option<Field>) -> Self {
        Sightings { last_rows, shared, one_per, ..Sightings::default() }
    }

    /// The identity of the thing, which an earlier row of it may have shown by other keys.
    fn identity(&mut self, record: &Record) -> Identity {
        let found = of(record, &self.shared);
        let Some(key) = self.one_per.filter(|f| record.text(*f).is_some()) else { return found };
        let known = self.known.entry(hash(&lower(record, key))).or_insert(found.text);
        Identity { text: known.clone(), counted: found.counted }
    }

    /// Gives an accepted row its place: numbered, or merged into an earlier sighting.
    pub fn place(&mut self, row: Row) -> Row {
        let Row { sheet, row, disposition, notes, decided } = row;
        let disposition = match disposition {
            Disposition::Accepted { record, .. } => self.sighted(record),
            other => other,
        };
        Row { sheet, row, disposition, notes, decided }
    }

    fn sighted(&mut self, record: Record) -> Disposition {
        let Identity { text, counted } = self.identity(&record);
        let key = hash(&text);
        if let Some(last) = self.last_rows.get(&key) {
            let is_last = record.origin.row == *last;
            return if is_last {
                Disposition::Accepted { record, identity: text }
            } else {
                Disposition::Merged { record, identity: text }
            };
        }
        if counted {
            let times = self.times.entry(key).or_default();
            *times += 1;
            return Disposition::Accepted { record, identity: format!("{text}#{times}") };
        }
        match self.seen.insert(key) {
            true => Disposition::Accepted { record, identity: text },
            false => Disposition::Merged { record, identity: text },
        }
    }
}

pub(super) fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::Origin;

    fn record(kind: Kind, fields: &[(Field, &str)]) -> Record {
        let mut record = Record::new(kind, Origin { sheet: None, row: 2 });
        fields.iter().for_each(|(f, t)| record.set(*f, Value::Text((*t).to_owned())));
        record
    }

    #[test]
    fn spellings_of_one_thing_share_an_identity() {
        let control = |id: &str| {
            of(&record(Kind::Controls, &[(Field::Framework, "nist"), (Field::ControlId, id)]), &Shared::default()).text
        };
        assert_eq!(control("AC-2(1)"), control("ac-02 (01)"), "zeros and spaces are habits");
        assert_ne!(control("AC-2(1)"), control("AC-20(1)"), "a zero at the end counts");
        assert_eq!(control("164.308(a)(0)"), "nist/164.308(a)(0)", "a lone zero stays");
        let device = |fields: &[(Field, &str)]| of(&record(Kind::Devices, fields), &Shared::default()).text;
        assert_eq!(
            device(&[(Field::Serial, "ab 12"), (Field::Hostname, "pc1")]),
            device(&[(Field::Serial, "AB12")]),
            "the serial decides"
        );
        assert_ne!(
            device(&[(Field::Hostname, "pc1"), (Field::DeviceSite, "A")]),
            device(&[(Field::Hostname, "pc1"), (Field::DeviceSite, "B")]),
            "two sites may use one name"
        );
    }

    #[test]
    fn equal_ledger_lines_both_count_and_equal_devices_merge() {
        let mut seen = Sightings::default();
        let row = |record| Row {
            sheet: None,
            row: 2,
            disposition: Disposition::Accepted { record, identity: String::new() },
            notes: vec![],
            decided: None,
        };
        let line = || row(record(Kind::Costs, &[(Field::Vendor, "Acme")]));
        let (first, second) = (seen.place(line()).disposition, seen.place(line()).disposition);
        let ids: Vec<String> = [first, second]
            .into_iter()
            .map(|d| match d {
                Disposition::Accepted { identity, .. } => identity,
                other => panic!("a ledger line was not accepted: {other:?}"),
            })
            .collect();
        assert_ne!(ids[0], ids[1], "two equal lines are two lines");
        let device = || row(record(Kind::Devices, &[(Field::Serial, "X1")]));
        assert!(matches!(seen.place(device()).disposition, Disposition::Accepted { .. }));
        assert!(
            matches!(seen.place(device()).disposition, Disposition::Merged { .. }),
            "the second sighting is no second device"
        );
    }
}
