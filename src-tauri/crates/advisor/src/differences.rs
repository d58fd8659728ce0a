//! What an export says otherwise than the one before it, record by record and field by field.

use crate::error::Error;
use crate::merges::name;
use crate::rows::value_text;
use crate::session::Session;
use crate::wire::{FieldChange, RecordChange, RecordChanges};
use engagement::{Difference, ImportId, ImportState, RowRef};
use model::{Field, Record, Value};

/// Records of one answer at most; what is beyond is counted.
const MOST: usize = 10_000;

impl Session {
    /// What a source says otherwise than the ones before it of the same layout: the newest of a file by its name, or the
    /// newest of all.
    pub fn changes(&self, source: Option<&str>) -> Result<RecordChanges, Error> {
        let asked = |i: &engagement::ImportInfo| i.state == ImportState::Live && source.is_none_or(|s| i.name == s);
        match self.file.imports()?.into_iter().rfind(asked) {
            Some(import) => self.changes_of(import.id),
            None => Err(Error::NoSource(source.map(str::to_owned))),
        }
    }

    /// What a source says otherwise, by its number.
    pub fn changes_of_source(&self, source: u32) -> Result<RecordChanges, Error> {
        match self.file.imports()?.iter().any(|i| i.id.0 == i64::from(source) && i.state == ImportState::Live) {
            true => self.changes_of(ImportId(i64::from(source))),
            false => Ok(RecordChanges::default()), // taken back: nothing of it counts
        }
    }

    /// What a waiting table says otherwise; nothing where it is gone or was refused.
    pub fn changes_of_table(&self, table: u32) -> Result<RecordChanges, Error> {
        let waiting = self.staged.iter().flat_map(|s| &s.tables).find(|t| t.id == table);
        waiting.and_then(|t| t.import).map_or_else(|| Ok(RecordChanges::default()), |import| self.changes_of(import))
    }

    pub(crate) fn changes_of(&self, import: ImportId) -> Result<RecordChanges, Error> {
        let found = self.file.differences(import, MOST)?;
        let short = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
        let listed = found.listed.len() as u64;
        let mut changes = RecordChanges {
            finding: String::new(),
            follows: found.follows,
            changed: short(found.changed),
            gone: short(found.gone),
            new: short(found.new),
            unlisted: short((found.changed + found.gone + found.new).saturating_sub(listed)),
            records: found.listed.iter().filter_map(record).collect(),
        };
        changes.finding = finding(&changes);
        Ok(changes)
    }
}

/// In a sentence: what it follows and how much of that is otherwise.
fn finding(c: &RecordChanges) -> String {
    let changed = match c.changed {
        0 => "no record changed".to_owned(),
        1 => "1 record changed".to_owned(),
        n => format!("{n} records changed"),
    };
    match &c.follows {
        None if c.changed == 0 => String::new(),
        None => format!("Against earlier exports of its layout {changed}."),
        Some(file) if c.gone == 0 => format!("Against {file}, {changed}, {} new, none gone.", c.new),
        Some(file) => {
            let still = if c.gone == 1 { "it counts on as it was last seen" } else { "they count on as they were last seen" };
            format!(
                "Against {file}, {changed}, {} new, {} no longer in it: {still} until that import is taken back.",
                c.new, c.gone
            )
        }
    }
}

fn record(difference: &Difference) -> Option<RecordChange> {
    let (now, before) = (difference.now.as_ref(), difference.before.as_ref());
    let shown = now.or(before)?;
    let what = match (now, before) {
        (Some(_), Some(_)) => "changed",
        (None, _) => "gone",
        (_, None) => "new",
    };
    Some(RecordChange {
        what: what.to_owned(),
        name: called(&shown.record),
        sheet: shown.sheet.clone(),
        row: now.map(|r| r.row),
        before_row: before.map(|r| r.row),
        before_source: before.map(|r| r.source.clone()),
        fields: now.zip(before).map_or_else(Vec::new, fields),
    })
}

/// Fields that differ, in the order of the kind's fields.
fn fields((now, before): (&RowRef, &RowRef)) -> Vec<FieldChange> {
    let differ = |field: &Field| now.record.get(*field) != before.record.get(*field);
    let text = |record: &Record, field: Field| record.get(field).map(shown).unwrap_or_default();
    let change = |field: Field| {
        let (mut from, mut to) = (text(&before.record, field), text(&now.record, field));
        if from == to {
            // Two values that are shown alike: seconds of a moment, places of a number.
            (from, to) = (exact(before.record.get(field)), exact(now.record.get(field)));
        }
        FieldChange { field: field.name().to_owned(), label: field.label().to_owned(), from, to }
    };
    Field::of(now.kind).filter(differ).map(change).collect()
}

/// A value as shown; midnight is no time of day.
fn shown(value: &Value) -> String {
    match value {
        Value::Moment(m) if m.time() == chrono::NaiveTime::MIN => m.date().to_string(),
        other => value_text(other),
    }
}

/// A value to its last place.
fn exact(value: Option<&Value>) -> String {
    match value {
        Some(Value::Number(d) | Value::Money(d)) => d.normalize().to_string(),
        Some(Value::Moment(moment)) => moment.to_string(),
        Some(Value::Unknown(text)) => format!("unknown ({text})"),
        Some(other) => value_text(other),
        None => String::new(),
    }
}

/// What a record is called where it stands in a list.
fn called(record: &Record) -> String {
    let known = name(record);
    if !known.is_empty() {
        return known;
    }
    let first = [Field::StaffName, Field::EmployeeId, Field::Title].into_iter().find_map(|f| record.text(f));
    let parts = [Field::Vendor, Field::Amount, Field::Booked].into_iter().filter_map(|f| record.get(f));
    first.map_or_else(|| parts.map(value_text).collect::<Vec<_>>().join(", "), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host::Host;
    use crate::importing::Import;

    struct Desk;

    impl Host for Desk {
        fn now(&self) -> chrono::NaiveDateTime {
            chrono::NaiveDateTime::default()
        }

        fn who(&self) -> String {
            "test".to_owned()
        }
    }

    const HEAD: &str = "asset_tag,hostname,kind,status,cost,last_seen\n";

    #[test]
    fn a_newer_export_says_field_by_field_what_it_changes() {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str, rows: &str| {
            let path = folder.path().join(name);
            std::fs::write(&path, format!("{HEAD}{rows}")).unwrap();
            path
        };
        let old = file("old.csv", "A1,PC-1,laptop,in_service,900.00,2026-09-01\nA2,PC-2,laptop,in_service,,2026-09-01\n");
        let new = file("new.csv", "A1,PC-1,laptop,retired,900,2026-09-01\nA3,PC-3,laptop,in_service,,2026-09-01\n");
        let mut session = Session::create(&folder.path().join("a.threshold"), None, None, Some("2026-09-30"), &Desk).unwrap();
        assert_eq!(session.changes(None).unwrap_err().code(), "unknown_source", "nothing counts yet");
        let first = session.import(&[old], &Import::default(), &Desk).unwrap();
        assert_eq!(first[0].changes, None, "there was nothing before it");
        session.stage(std::slice::from_ref(&new), &Desk).unwrap();
        let table = session.waiting().unwrap().unwrap().tables[0].id;
        let waiting = session.changes_of_table(table).unwrap();
        let fields: Vec<_> =
            waiting.records[0].fields.iter().map(|f| (f.field.as_str(), f.from.as_str(), f.to.as_str())).collect();
        assert_eq!(fields, [("status", "in service", "retired")], "900.00 is 900, and the rest is as it was");
        let what: Vec<_> = waiting.records.iter().map(|r| (r.name.as_str(), r.what.as_str())).collect();
        assert_eq!(what, [("PC-1", "changed"), ("PC-2", "gone"), ("PC-3", "new")]);
        assert!(
            waiting.finding.starts_with("Against old.csv, 1 record changed, 1 new, 1 no longer in it"),
            "{}",
            waiting.finding
        );
        session.discard().unwrap();
        let reports = session.import(&[new], &Import::default(), &Desk).unwrap();
        assert_eq!(reports[0].changes.as_ref(), Some(&waiting), "the prompt says what the window says");
        assert_eq!(session.changes(Some("new.csv")).unwrap(), waiting, "and after the commit it stays so");
    }
}
