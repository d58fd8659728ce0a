//! Import: exports become staged rows, are counted, and all of one call is committed as one change or not at all.

use crate::error::Error;
use crate::history::author;
use crate::host::Host;
use crate::inspecting::Reading;
use crate::presets::catalog;
use crate::session::Session;
use crate::wire::{ImportReport, RowProblem};
use chrono::NaiveDate;
use engagement::{Disposition as Filed, FileError, ImportHeader, ImportId, RowDraft, RowReason, Sighting, Staging};
use import::{Catalog, Choices, Disposition, ImportError, Outline, Problem, Row, Source, Summary};
use model::{Field, Form, Kind, Record, Value, classify};
use rust_decimal::Decimal;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashMap};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, SyncSender};
use std::time::Duration;

/// How files are imported.
#[derive(Debug, Clone, Default)]
pub struct Import {
    /// How they are read.
    pub reading: Reading,
    /// Count only; the file stays as it is.
    pub dry_run: bool,
}

/// What every file of a call is read with.
struct With {
    catalog: Arc<Catalog>,
    choices: Choices,
    /// The user's own mapping, kept with the import.
    mapping: String,
    reading: Reading,
}

/// Rows between two words of progress.
const STEP: u64 = 1000;

/// The longest that a stop goes unheard while no row comes.
const PATIENCE: Duration = Duration::from_millis(100);

impl Session {
    /// Imports files; a file refused as a whole leaves everything as it was.
    pub fn import(&mut self, paths: &[PathBuf], how: &Import, host: &dyn Host) -> Result<Vec<ImportReport>, Error> {
        let with = With {
            catalog: catalog(host)?,
            choices: how.reading.choices()?,
            mapping: how.reading.mapping_text()?,
            reading: how.reading.clone(),
        };
        let (mut reports, mut staged) = (Vec::new(), Vec::new());
        let outcome = paths.iter().try_for_each(|path| self.stage_file(path, &with, host, &mut staged, &mut reports));
        match outcome {
            Ok(()) if !how.dry_run && !staged.is_empty() => drop(self.file.commit(&staged, &author(host, None))?),
            _ => {
                // What refused the call is told before what went wrong in clearing up after it.
                let cleared = staged.into_iter().try_for_each(|import| self.file.discard(import));
                outcome?;
                cleared?;
            }
        }
        Ok(reports)
    }

    fn stage_file(
        &mut self,
        path: &Path,
        with: &With,
        host: &dyn Host,
        staged: &mut Vec<ImportId>,
        reports: &mut Vec<ImportReport>,
    ) -> Result<(), Error> {
        let (source, sha256) = opened(path, || with.reading.open(path))?;
        for sheet in import::sheets_to_read(&source, &with.catalog, &with.choices)? {
            let choices = Choices { sheet, ..with.choices.clone() };
            let read = Reader { source: &source, sha256, catalog: &with.catalog, choices: &choices, mapping: &with.mapping };
            let (import, mut report) = self.stage_sheet(&read, staged, host)?;
            staged.push(import);
            report.changes = Some(self.changes_of(import)?).filter(|c| !c.finding.is_empty());
            reports.push(report);
        }
        Ok(())
    }

    /// Reads one table into the file, where it waits; compared with what is live and with those staged before it.
    pub(crate) fn stage_sheet(
        &mut self,
        read: &Reader<'_>,
        before: &[ImportId],
        host: &dyn Host,
    ) -> Result<(ImportId, ImportReport), Error> {
        let outline = import::outline(read.source, read.catalog, read.choices)?;
        let header = header(read.source, read.sha256, &outline, read.mapping);
        let mut staging = self.file.stage_beside(&header, before)?;
        let mut tally = Tally::new(read.source.path(), &outline);
        let summary = stage_rows(&mut staging, &mut tally, read, host)?;
        // A device's age counts back from the newest day in the whole file, which only its end tells.
        staging.exported(summary.exported);
        tally.notes(&summary.notes);
        Ok((staging.finish()?, tally.finish()))
    }
}

/// One table and how it is read.
pub(crate) struct Reader<'a> {
    pub(crate) source: &'a Source,
    pub(crate) sha256: [u8; 32],
    pub(crate) catalog: &'a Catalog,
    pub(crate) choices: &'a Choices,
    /// The person's own mapping as JSON, kept with the import.
    pub(crate) mapping: &'a str,
}

/// Opens a file and takes its digest at the same time.
pub(crate) fn opened(path: &Path, open: impl FnOnce() -> Result<Source, Error>) -> Result<(Source, [u8; 32]), Error> {
    std::thread::scope(|scope| {
        let digest = scope.spawn(|| digest(path));
        let source = open();
        let digest = digest.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        Ok((source?, digest?))
    })
}

fn digest(path: &Path) -> Result<[u8; 32], Error> {
    let mut file = std::fs::File::open(path).map_err(|cause| Error::path(path, &cause))?;
    let mut hash = Sha256::new();
    let mut piece = vec![0; 64 * 1024];
    loop {
        match std::io::Read::read(&mut file, &mut piece).map_err(|cause| Error::path(path, &cause))? {
            0 => return Ok(hash.finalize().into()),
            n => hash.update(&piece[..n]),
        }
    }
}

fn header(source: &Source, sha256: [u8; 32], outline: &Outline, mapping: &str) -> ImportHeader {
    ImportHeader {
        source_name: source.name().to_owned(),
        sha256,
        size: source.bytes(),
        kind: outline.kind,
        preset: outline.preset.clone(),
        sheet: outline.sheet.clone(),
        encoding: source.encoding().unwrap_or("workbook").to_owned(),
        mapping: mapping.to_owned(),
        exported: None,
    }
}

/// Rows handed from the thread that reads to the one that stores at a time, and how many such batches may wait: the
/// reader runs ahead as far as memory allows, and rows arrive in the order of the file.
const BATCH: usize = 256;
const AHEAD: usize = 8;

fn stage_rows(staging: &mut Staging<'_>, tally: &mut Tally, read: &Reader<'_>, host: &dyn Host) -> Result<Summary, Error> {
    std::thread::scope(|scope| {
        let (send, receive) = mpsc::sync_channel(AHEAD);
        let reading = scope.spawn(move || read_ahead(read, &send));
        let stored = store_rows(staging, tally, receive, read.source.name(), host);
        let summary = reading.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        stored?;
        let summary = summary?;
        // Half a file must never count as the whole.
        if summary.complete { Ok(summary) } else { Err(Error::Cancelled) }
    })
}

/// Reads a table batch by batch, until its end or until nobody takes the rows any more.
fn read_ahead(read: &Reader<'_>, send: &SyncSender<Vec<Row>>) -> Result<Summary, ImportError> {
    let mut batch = Vec::with_capacity(BATCH);
    let mut summary = import::read_until(read.source, read.catalog, read.choices, &mut |row| {
        batch.push(row);
        let full = batch.len() == BATCH;
        match full.then(|| send.send(std::mem::replace(&mut batch, Vec::with_capacity(BATCH)))) {
            Some(Err(_)) => ControlFlow::Break(()),
            _ => ControlFlow::Continue(()),
        }
    })?;
    summary.complete &= batch.is_empty() || send.send(batch).is_ok();
    Ok(summary)
}

/// Stores rows as they come. Returning drops the receiver, and with it the reader stops.
fn store_rows(
    staging: &mut Staging<'_>,
    tally: &mut Tally,
    receive: Receiver<Vec<Row>>,
    name: &str,
    host: &dyn Host,
) -> Result<(), Error> {
    let mut done = 0;
    loop {
        if host.cancelled() {
            return Err(Error::Cancelled);
        }
        match receive.recv_timeout(PATIENCE) {
            Ok(batch) => {
                for row in batch {
                    done += 1;
                    if done % STEP == 0 {
                        host.progress(name, done);
                    }
                    stage_row(staging, tally, row)?;
                }
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return Ok(()),
        }
    }
}

fn stage_row(staging: &mut Staging<'_>, tally: &mut Tally, row: Row) -> Result<(), FileError> {
    tally.notes(&row.notes);
    let decided = row.decided.clone();
    let sheet = row.sheet.as_deref();
    let (record, identity, merged) = match row.disposition {
        Disposition::Accepted { record, identity } => (record, identity, false),
        Disposition::Merged { record, identity } => (record, identity, true),
        Disposition::SetAside { record, reason } => {
            let record = record.map(|r| pseudonymous(staging, r)).transpose()?;
            tally.set_aside(&reason);
            return file_row(staging, (sheet, row.row), Filed::SetAside, record.as_ref(), &reason);
        }
        Disposition::Rejected { problem } => {
            tally.rejected(&problem);
            return file_row(staging, (sheet, row.row), Filed::Rejected, None, &problem);
        }
    };
    let counts = !merged;
    let record = pseudonymous(staging, record)?;
    let sighting = staging.sighting(record.kind, &identity, &record)?;
    let merged = merged || sighting == Sighting::SeenByOther;
    tally.accepted(&record, sighting, merged);
    tally.decided(decided.filter(|_| !merged));
    let cell = classify(&record);
    let disposition = if merged { Filed::Merged } else { Filed::Accepted };
    let draft = RowDraft {
        sheet,
        row: row.row,
        disposition,
        identity: Some(&identity),
        rank: rank(&record, counts),
        record: Some(&record),
        cell: Some(&cell),
        reason: None,
    };
    let id = staging.push(&draft)?;
    row.notes.iter().try_for_each(|note| staging.note(id, &reason(note)))
}

fn reason(why: &Problem) -> RowReason {
    RowReason {
        column: why.column.clone(),
        value: Some(why.value.clone()),
        code: why.code.name().to_owned(),
        message: why.message.clone(),
    }
}

fn file_row(
    staging: &mut Staging<'_>,
    (sheet, row): (Option<&str>, u32),
    disposition: Filed,
    record: Option<&Record>,
    why: &Problem,
) -> Result<(), FileError> {
    let draft = RowDraft { sheet, row, disposition, identity: None, rank: 0, record, cell: None, reason: Some(reason(why)) };
    staging.push(&draft).map(drop)
}

/// The newer sighting of a device is the one seen last; of other things the row that counts in its file, then the newer
/// import.
fn rank(record: &Record, counts: bool) -> i64 {
    if record.kind != Kind::Devices {
        return i64::from(counts);
    }
    record.day(Field::LastSeen).map_or(0, |d| d.signed_duration_since(NaiveDate::default()).num_days())
}

/// Names become pseudonyms before anything is stored (rules 14).
fn pseudonymous(staging: &mut Staging<'_>, mut record: Record) -> Result<Record, FileError> {
    for at in 0..record.fields().len() {
        let (field, value) = &record.fields()[at];
        if field.form() != Form::Person {
            continue;
        }
        let field = *field;
        if let Some(pseudonym) = value.text().map(|name| staging.pseudonym(name)).transpose()? {
            record.set(field, Value::Text(pseudonym));
        }
    }
    Ok(record)
}

/// Counts an import while it is staged.
struct Tally {
    report: ImportReport,
    /// By money field; `None` where the amounts leave the range of a decimal, and no sum is better than a wrong one.
    sums: BTreeMap<Field, Option<Decimal>>,
    groups: BTreeMap<(Field, &'static str), u32>,
    ranges: BTreeMap<Field, [NaiveDate; 2]>,
    /// Rows by the rule that decided a field.
    decided: HashMap<(Field, Arc<str>), u32>,
}

impl Tally {
    fn new(path: &Path, outline: &Outline) -> Self {
        let report = ImportReport {
            source: path.display().to_string(),
            sheet: outline.sheet.clone(),
            kind: outline.kind.name().to_owned(),
            preset: outline.preset.clone(),
            ..ImportReport::default()
        };
        let (sums, groups, ranges) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        Self { report, sums, groups, ranges, decided: HashMap::new() }
    }

    fn finish(mut self) -> ImportReport {
        let sums = self.sums.into_iter().filter_map(|(field, sum)| Some((field.name().to_owned(), sum?.to_string())));
        self.report.sums = sums.collect();
        for ((field, rule), count) in self.decided {
            self.report.decided.entry(field.name().to_owned()).or_default().insert(rule.to_string(), count);
        }
        for ((field, word), count) in self.groups {
            self.report.groups.entry(field.name().to_owned()).or_default().insert(word.to_owned(), count);
        }
        let ranges = self.ranges.into_iter().map(|(field, span)| (field.name().to_owned(), span.map(|day| day.to_string())));
        self.report.range = ranges.collect();
        self.report
    }

    fn notes(&mut self, notes: &[Problem]) {
        self.report.problems.extend(notes.iter().map(problem));
    }

    fn set_aside(&mut self, reason: &Problem) {
        self.report.rows += 1;
        self.report.set_aside += 1;
        self.report.problems.push(problem(reason));
    }

    fn rejected(&mut self, reason: &Problem) {
        self.report.rows += 1;
        self.report.rejected += 1;
        self.report.problems.push(problem(reason));
    }

    fn decided(&mut self, rule: Option<(Field, Arc<str>)>) {
        if let Some(rule) = rule {
            *self.decided.entry(rule).or_default() += 1;
        }
    }

    fn value(&mut self, field: Field, value: &Value) {
        match (value, value.day()) {
            (Value::Money(amount), _) => {
                let sum = self.sums.entry(field).or_insert(Some(Decimal::ZERO));
                *sum = sum.and_then(|s| s.checked_add(*amount));
            }
            (Value::Choice(word), _) => *self.groups.entry((field, word)).or_default() += 1,
            (_, Some(day)) => {
                let [first, last] = self.ranges.entry(field).or_insert([day; 2]);
                (*first, *last) = ((*first).min(day), (*last).max(day));
            }
            _ => {}
        }
    }

    fn accepted(&mut self, record: &Record, sighting: Sighting, merged: bool) {
        let r = &mut self.report;
        r.rows += 1;
        if merged {
            r.merged += 1;
            return;
        }
        r.accepted += 1;
        match sighting {
            Sighting::Changed => r.changed += 1,
            Sighting::Unchanged => r.unchanged += 1,
            Sighting::New | Sighting::SeenByOther => r.new += 1,
        }
        for (field, value) in record.fields() {
            self.value(*field, value);
        }
    }
}

fn problem(p: &Problem) -> RowProblem {
    RowProblem {
        sheet: p.sheet.clone(),
        row: p.row,
        column: p.column.clone(),
        value: p.value.clone(),
        code: p.code.name().to_owned(),
        message: p.message.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDateTime;

    struct Impatient;

    impl Host for Impatient {
        fn now(&self) -> NaiveDateTime {
            NaiveDateTime::default()
        }

        fn who(&self) -> String {
            "test".to_owned()
        }

        fn cancelled(&self) -> bool {
            true
        }
    }

    #[test]
    fn a_stopped_import_changes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let export = folder.path().join("people.csv");
        std::fs::write(&export, crate::template("people").unwrap()).unwrap();
        let mut session = Session::create(&folder.path().join("a.threshold"), None, None, None, &Impatient).unwrap();
        let before = session.log().unwrap().len();
        let stopped = session.import(&[export], &Import::default(), &Impatient).unwrap_err();
        assert_eq!(stopped.code(), "cancelled", "half a file is no import");
        assert_eq!(session.log().unwrap().len(), before, "and the history does not mention it");
        assert!(session.file.imports().unwrap().is_empty(), "nor does the file hold its rows");
    }
}
