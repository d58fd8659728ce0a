//! What the tests share: the catalogue of the project, and a reading with its counts, sums and groups.

use import::{Catalog, Choices, Disposition, ImportError, Inspection, Problem, ProblemCode, Source, Summary};
use model::{Field, Kind, Record, Value};
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The root of the project.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(3).unwrap().to_owned()
}

/// The project's own presets and rules.
pub fn catalog() -> Catalog {
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for folder in ["presets", "roles"] {
        for entry in std::fs::read_dir(root().join("assets").join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let name = format!("{folder}/{}", path.file_name().unwrap().to_string_lossy());
            files.push((name, std::fs::read(path).unwrap()));
        }
    }
    Catalog::from_assets(files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()))).unwrap()
}

/// Everything a reading gave.
pub struct Reading {
    pub summary: Summary,
    pub accepted: Vec<Record>,
    pub identities: Vec<String>,
    pub merged: usize,
    pub set_aside: Vec<Problem>,
    pub rejected: Vec<Problem>,
    pub notes: Vec<Problem>,
}

/// Reads a file, checking that the counts add up.
pub fn read(path: &Path, choices: &Choices) -> Reading {
    read_source(&Source::open(path).unwrap(), choices)
}

/// Reads bytes under a file's name.
pub fn read_bytes(name: &str, bytes: &[u8], choices: &Choices) -> Reading {
    read_source(&Source::from_bytes(name, bytes.to_vec()).unwrap(), choices)
}

/// Why bytes under a file's name are refused, on opening or on reading.
pub fn refusal(name: &str, bytes: &[u8], choices: &Choices) -> ImportError {
    match Source::from_bytes(name, bytes.to_vec()) {
        Err(refused) => refused,
        Ok(source) => import::read(&source, &catalog(), choices, &mut |_| {}).unwrap_err(),
    }
}

/// A look at bytes under a file's name.
pub fn inspect_bytes(name: &str, bytes: &[u8], choices: &Choices) -> Inspection {
    import::inspect(&Source::from_bytes(name, bytes.to_vec()).unwrap(), &catalog(), choices).unwrap()
}

/// The choice of a kind alone.
pub fn of(kind: Kind) -> Choices {
    Choices { kind: Some(kind), ..Choices::default() }
}

/// Reads an opened file, checking that the counts add up and that a look at it counts the same rows.
pub fn read_source(source: &Source, choices: &Choices) -> Reading {
    let mut rows = Vec::new();
    let summary = import::read(source, &catalog(), choices, &mut |row| rows.push(row)).unwrap();
    assert_eq!(usize::try_from(summary.rows).unwrap(), rows.len(), "every row is handed over once");
    let mut reading =
        Reading { summary, accepted: vec![], identities: vec![], merged: 0, set_aside: vec![], rejected: vec![], notes: vec![] };
    for row in rows {
        reading.notes.extend(row.notes);
        match row.disposition {
            Disposition::Accepted { record, identity } => {
                reading.accepted.push(record);
                reading.identities.push(identity);
            }
            Disposition::Merged { .. } => reading.merged += 1,
            Disposition::SetAside { reason, .. } => reading.set_aside.push(reason),
            Disposition::Rejected { problem } => reading.rejected.push(problem),
        }
    }
    reading
}

/// Reads a file as a kind.
pub fn read_as(path: &Path, kind: Kind) -> Reading {
    read(path, &Choices { kind: Some(kind), ..Choices::default() })
}

impl Reading {
    /// The sum of an amount over the accepted rows.
    pub fn sum(&self, field: Field) -> String {
        let total: Decimal = self.accepted.iter().filter_map(|r| r.decimal(field)).sum();
        format!("{:.2}", total)
    }

    /// First and last day of a field.
    pub fn range(&self, field: Field) -> (String, String) {
        let days: Vec<_> = self.accepted.iter().filter_map(|r| r.day(field)).collect();
        let text = |d: Option<&chrono::NaiveDate>| d.map(ToString::to_string).unwrap_or_default();
        (text(days.iter().min()), text(days.iter().max()))
    }

    /// How many accepted rows have each word of a field; `?` is unknown.
    pub fn groups(&self, field: Field) -> BTreeMap<String, usize> {
        let mut groups = BTreeMap::new();
        for record in &self.accepted {
            let word = match record.get(field) {
                Some(Value::Choice(c)) => (*c).to_owned(),
                Some(Value::Flag(b)) => b.to_string(),
                _ => "?".to_owned(),
            };
            *groups.entry(word).or_default() += 1;
        }
        groups
    }

    /// The text of a field, row by row; `?` is unknown or blank.
    pub fn texts(&self, field: Field) -> Vec<&str> {
        self.accepted.iter().map(|r| r.text(field).unwrap_or("?")).collect()
    }

    /// The days of a field, row by row; `?` is unknown or blank.
    pub fn days(&self, field: Field) -> Vec<String> {
        self.accepted.iter().map(|r| r.day(field).map_or("?".to_owned(), |d| d.to_string())).collect()
    }

    /// The numbers of a field, row by row; `?` is unknown or blank.
    pub fn numbers(&self, field: Field) -> Vec<String> {
        self.accepted.iter().map(|r| r.decimal(field).map_or("?".to_owned(), |d| d.normalize().to_string())).collect()
    }

    /// How many notes have a code.
    pub fn noted(&self, code: ProblemCode) -> usize {
        self.notes.iter().filter(|n| n.code == code).count()
    }
}
