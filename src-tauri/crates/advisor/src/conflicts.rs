//! What the rows of one thing do not agree on.

use crate::error::Error;
use crate::rows::value_text;
use crate::session::Session;
use crate::wire::Conflict;
use engagement::{Merge, Seen};
use model::{Field, Form, Kind};
use std::collections::BTreeMap;

/// Names tools give the same thing differ by spelling alone; what is told apart is what a figure hangs on.
fn is_compared(field: Field) -> bool {
    matches!(field.form(), Form::Choice(_) | Form::Money) || matches!(field, Field::Serial | Field::AssetTag)
}

/// Fields that at least two rows of a thing fill with different values.
pub(crate) fn conflicts(merge: &Merge) -> Vec<Conflict> {
    let said = |seen: &Seen, field: Field| seen.row.record.get(field).map(value_text).unwrap_or_default();
    let fields = merge.sightings.iter().flat_map(|s| s.row.record.fields()).map(|(field, _)| *field);
    let mut compared: Vec<Field> = fields.filter(|f| is_compared(*f)).collect();
    compared.sort_unstable();
    compared.dedup();
    let told = compared.into_iter().map(|f| (f, merge.sightings.iter().map(|s| said(s, f)).collect::<Vec<_>>()));
    let differ = |values: &[String]| {
        let mut filled = values.iter().filter(|v| !v.is_empty()).map(|v| v.to_lowercase());
        filled.next().is_some_and(|first| filled.any(|other| other != first))
    };
    told.filter(|(_, values)| differ(values)).map(|(f, values)| Conflict { field: f.label().to_owned(), values }).collect()
}

/// How many merged things are looked through for what their rows do not agree on.
const LOOKED_THROUGH: u32 = 2000;

/// What the rows of merged things do not agree on.
#[derive(Debug, Default)]
pub(crate) struct Disagreement {
    /// Things merged.
    pub merged: u32,
    /// Things whose rows differ, with how often each field does.
    pub things: u32,
    fields: BTreeMap<String, u32>,
    /// There are more merged things than were looked through.
    pub more: bool,
}

impl Disagreement {
    /// In a sentence; none where all agree.
    pub fn sentence(&self) -> Option<String> {
        if self.things == 0 {
            return None;
        }
        let fields: Vec<String> = self.fields.iter().map(|(field, n)| format!("{} {n}", field.to_lowercase())).collect();
        let among = if self.more { format!("the first {}", self.merged) } else { self.merged.to_string() };
        Some(format!("Sources differ on {} of {among} seen more than once: {}.", self.things, fields.join(", ")))
    }
}

impl Session {
    /// What the sources of a kind do not agree on, among the first merged things.
    pub(crate) fn disagreement(&self, kind: Kind) -> Result<Disagreement, Error> {
        let page = self.file.merges(kind, None, LOOKED_THROUGH)?;
        let mut found = Disagreement { merged: u32::try_from(page.len()).unwrap_or(u32::MAX), ..Disagreement::default() };
        found.more = found.merged == LOOKED_THROUGH;
        for conflicts in page.iter().map(conflicts).filter(|c| !c.is_empty()) {
            found.things += 1;
            conflicts.into_iter().for_each(|c| *found.fields.entry(c.field).or_default() += 1);
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host::Host;

    struct Desk;

    impl Host for Desk {
        fn now(&self) -> chrono::NaiveDateTime {
            chrono::NaiveDateTime::default()
        }

        fn who(&self) -> String {
            "test".to_owned()
        }
    }

    #[test]
    fn two_tools_that_see_one_device_by_its_tag_and_differ_on_its_state_are_told() {
        let folder = tempfile::tempdir().unwrap();
        let mut session = Session::create(&folder.path().join("a.threshold"), None, None, Some("2026-09-30"), &Desk).unwrap();
        let one = "serial,asset_tag,hostname,kind,status,last_seen\n,T-100,PC-1,laptop,in_service,2026-09-01\n";
        let other =
            "Serial No,Asset No,Computer Name,Asset Type,Asset Status,Last Contact\n,T-100,PC-1,Laptop,Retired,2026-09-20\n";
        let files = [("one.csv", one), ("other.csv", other)].map(|(name, text)| {
            let path = folder.path().join(name);
            std::fs::write(&path, text).unwrap();
            path
        });
        session.stage(&files, &Desk).unwrap();
        session.commit(None, &Desk).unwrap();
        let merges = session.merges("devices", None, 10).unwrap().merges;
        let [merge] = merges.as_slice() else { panic!("one device in two files: {merges:?}") };
        assert_eq!(merge.key, format!("{} T-100", Field::AssetTag.label()), "no serial is there: the tag is what both share");
        let fields: Vec<&str> = merge.conflicts.iter().map(|c| c.field.as_str()).collect();
        assert_eq!(fields, [Field::DeviceStatus.label()], "kind and tag agree, and days are no conflict");
        let said = session.disagreement(Kind::Devices).unwrap().sentence().expect("they differ");
        assert!(said.starts_with("Sources differ on 1 of 1 seen more than once"), "{said}");
    }
}
