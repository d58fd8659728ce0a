//! The sources in the file: what each was taken for, its problems, and taking one back.

use crate::error::Error;
use crate::history::author;
use crate::host::Host;
use crate::session::Session;
use crate::wire::{FiledProblem, ProblemPage, RowProblem, SourceInfo};
use engagement::{Change, Disposition, ImportId, ImportInfo, ImportState, Problem, ProblemId, Target};
use model::Kind;
use model::present::{day, sentence_start};

/// Problems of one page at most.
const MOST: u32 = 500;

impl Session {
    /// Every source that counts or was taken back, oldest first.
    pub fn sources(&self) -> Result<Vec<SourceInfo>, Error> {
        let log = self.file.log()?;
        let kept = self.file.imports()?.into_iter().filter(|i| i.state != ImportState::Staged);
        Ok(kept.map(|i| source(&i, &log)).collect())
    }

    /// Problems of a source, `limit` at most (500), beginning after a page's `next`.
    pub fn source_problems(&self, source: u32, after: Option<u32>, limit: u32) -> Result<ProblemPage, Error> {
        let limit = limit.clamp(1, MOST);
        let after = after.map(|id| ProblemId(i64::from(id)));
        let page = self.file.problems(ImportId(i64::from(source)), after, limit)?;
        let full = u32::try_from(page.len()).is_ok_and(|n| n == limit);
        let next = page.last().filter(|_| full).and_then(|p| u32::try_from(p.id.0).ok());
        Ok(ProblemPage { problems: page.into_iter().filter_map(filed).collect(), next })
    }

    /// Takes a whole import back, as a change of its own: undo makes it count again.
    pub fn withdraw(&mut self, source: u32, why: Option<&str>, host: &dyn Host) -> Result<(), Error> {
        Ok(self.file.withdraw(ImportId(i64::from(source)), &author(host, why)).map(drop)?)
    }
}

fn source(i: &ImportInfo, log: &[Change]) -> SourceInfo {
    let short = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
    SourceInfo {
        id: u32::try_from(i.id.0).unwrap_or(u32::MAX),
        name: i.name.clone(),
        sheet: i.sheet.clone(),
        kind: i.kind.name().to_owned(),
        kind_text: kind_text(i.kind),
        preset: i.preset.as_deref().map(preset_text),
        encoding: i.encoding.clone(),
        size: size_text(i.size),
        fingerprint: fingerprint(&i.sha256),
        state: i.state.name().to_owned(),
        exported: i.exported.map(day),
        committed: committed(i.id, log),
        accepted: short(i.counts.accepted),
        merged: short(i.counts.merged),
        set_aside: short(i.counts.set_aside),
        rejected: short(i.counts.rejected),
        mapping: mapping(&i.mapping),
    }
}

/// `29 Sep 2026, 10:12, by M. Ortiz`.
fn committed(id: ImportId, log: &[Change]) -> Option<String> {
    let of = |c: &&Change| c.targets.iter().any(|t| matches!(&t.target, Target::Import { id: other, .. } if *other == id));
    let first = log.iter().find(of)?;
    Some(format!("{}, by {}", first.at.format("%-d %b %Y, %H:%M"), first.who))
}

/// What the person said of columns: the field each feeds, and how its cells are written.
fn mapping(json: &str) -> Vec<[String; 2]> {
    let value: serde_json::Value = serde_json::from_str(json).unwrap_or_default();
    let nested = value.get("columns").is_some_and(serde_json::Value::is_object);
    let part = |key: &str| value.get(key).and_then(|v| v.as_object()).cloned().unwrap_or_default();
    let columns = if nested { part("columns") } else { value.as_object().cloned().unwrap_or_default() };
    let formats = if nested { part("formats") } else { Default::default() };
    let text = |v: &serde_json::Value| v.as_str().map_or_else(|| "left out".to_owned(), |f| f.replace('_', " "));
    columns.iter().chain(&formats).map(|(header, said)| [header.clone(), text(said)]).collect()
}

fn filed(p: Problem) -> Option<FiledProblem> {
    let taken = match p.disposition {
        Disposition::Accepted => "accepted",
        Disposition::Merged => "merged",
        Disposition::SetAside => "set_aside",
        Disposition::Rejected => "rejected",
    };
    let reason = p.reason?;
    Some(FiledProblem {
        taken: taken.to_owned(),
        problem: RowProblem {
            sheet: p.sheet,
            row: p.row,
            column: reason.column,
            value: reason.value.unwrap_or_default(),
            code: reason.code,
            message: reason.message,
        },
    })
}

/// `Devices`.
pub(crate) fn kind_text(kind: Kind) -> String {
    sentence_start(kind.name())
}

/// A preset's id as people read it: `Ninjaone devices`.
pub(crate) fn preset_text(id: &str) -> String {
    sentence_start(&id.replace('-', " "))
}

/// `41 kB`.
pub(crate) fn size_text(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", bytes / 1_000),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

/// The first bytes of a hash.
pub(crate) fn fingerprint(sha256: &[u8; 32]) -> String {
    sha256.iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_read_as_people_say_them() {
        assert_eq!([999, 41_200, 1_250_000].map(size_text), ["999 bytes", "41 kB", "1.2 MB"]);
    }

    #[test]
    fn both_shapes_of_a_mapping_are_told() {
        let flat = mapping(r#"{"Box": "hostname", "Notes": null}"#);
        assert_eq!(flat, [["Box".to_owned(), "hostname".to_owned()], ["Notes".to_owned(), "left out".to_owned()]]);
        assert_eq!(mapping(r#"{"kind": "staff", "columns": {"Job": "base_pay"}}"#), [["Job".to_owned(), "base pay".to_owned()]]);
        assert!(mapping("{}").is_empty(), "nothing was said");
    }
}
