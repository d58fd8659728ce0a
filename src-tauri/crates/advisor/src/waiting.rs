//! What was read and waits to be committed: several tables at once, each corrected by itself, committed as one change.

use crate::consequence::between;
use crate::error::Error;
use crate::history::author;
use crate::host::Host;
use crate::importing::{self, Reader};
use crate::presets::catalog;
use crate::reading_choices::{choices, mapping_text};
use crate::session::Session;
use crate::staged_table::shown;
use crate::wire::{ErrorBody, ImportReport, ReadAs, Waiting};
use engagement::{ImportId, ImportState};
use import::{Catalog, Inspection, Source};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};

/// Tables read into the file, counting for nothing yet.
#[derive(Default)]
pub(crate) struct Staged {
    pub(crate) tables: Vec<Table>,
    next: u32,
}

/// One table that waits.
pub(crate) struct Table {
    pub(crate) id: u32,
    /// Name of its file.
    pub(crate) name: String,
    /// The file; none where it could not be opened.
    pub(crate) source: Option<Source>,
    pub(crate) sha256: [u8; 32],
    pub(crate) read_as: ReadAs,
    pub(crate) inspection: Option<Inspection>,
    /// The rows in the file; none where it was refused.
    pub(crate) import: Option<ImportId>,
    pub(crate) report: Option<ImportReport>,
    pub(crate) refused: Option<ErrorBody>,
}

impl Session {
    /// Reads files so that they wait beside those already waiting. What is wrong with one file is said of that file; the
    /// others wait all the same. A stop takes back what this call read.
    pub fn stage(&mut self, paths: &[PathBuf], host: &dyn Host) -> Result<Option<Waiting>, Error> {
        let mut tables = Vec::new();
        for path in paths {
            go_on(path, host)?;
            tables.extend(opened(path, host));
        }
        self.stage_tables(tables, host)
    }

    /// A table that was typed waits like a file that was dropped; it is never written to a disk.
    pub(crate) fn stage_typed(&mut self, name: &str, table: String, host: &dyn Host) -> Result<Option<Waiting>, Error> {
        let sha256 = Sha256::digest(&table).into();
        let source = Source::from_bytes(name, table.into_bytes())?;
        self.stage_tables(vec![Table::of(source, sha256, None)], host)
    }

    fn stage_tables(&mut self, tables: Vec<Table>, host: &dyn Host) -> Result<Option<Waiting>, Error> {
        let catalog = catalog(host)?;
        let mut staged = self.staged.take().unwrap_or_default();
        let before = staged.tables.len();
        for mut table in tables {
            table.id = staged.next;
            staged.next += 1;
            let outcome = self.read_table(&mut table, &catalog, &staged.ids(), host);
            staged.tables.push(table);
            if let Err(error) = outcome {
                let mut new = staged.tables.split_off(before);
                self.staged = Some(staged).filter(|s| !s.tables.is_empty());
                new.iter_mut().try_for_each(|table| self.drop_rows(table))?;
                return Err(error);
            }
        }
        self.staged = Some(staged).filter(|s| !s.tables.is_empty());
        self.waiting()
    }

    /// What waits, with what committing it would change; none where nothing waits.
    pub fn waiting(&self) -> Result<Option<Waiting>, Error> {
        let Some(staged) = &self.staged else { return Ok(None) };
        // Nothing of a workbook stays in memory while a person looks at what was read.
        staged.tables.iter().filter_map(|t| t.source.as_ref()).for_each(Source::let_go);
        let ids = staged.ids();
        let consequence = match ids.as_slice() {
            [] => None,
            ids => Some(between(&*self.judged(&[])?, &self.judged_staged(ids)?)),
        };
        let known: Vec<[u8; 32]> =
            self.file.imports()?.into_iter().filter(|i| i.state == ImportState::Live).map(|i| i.sha256).collect();
        let tables = staged.tables.iter().map(|t| shown(t, known.contains(&t.sha256))).collect();
        let records = staged.tables.iter().filter_map(|t| t.report.as_ref()).map(|r| r.new + r.changed).sum();
        Ok(Some(Waiting { tables, kinds: crate::staged_table::kinds()?, consequence, records }))
    }

    /// Reads a waiting table again as the person says.
    pub fn read_as(&mut self, table: u32, read_as: ReadAs, host: &dyn Host) -> Result<Option<Waiting>, Error> {
        let catalog = catalog(host)?;
        let mut staged = self.staged.take().unwrap_or_default();
        let outcome = match staged.tables.iter().position(|t| t.id == table) {
            Some(at) => self.reread(&mut staged, at, read_as, &catalog, host),
            None => Ok(()),
        };
        self.staged = Some(staged).filter(|s| !s.tables.is_empty());
        outcome?;
        self.waiting()
    }

    /// Later tables were compared with this one, so they are read again too, each with those before it.
    fn reread(
        &mut self,
        staged: &mut Staged,
        at: usize,
        read_as: ReadAs,
        catalog: &Catalog,
        host: &dyn Host,
    ) -> Result<(), Error> {
        let before = std::mem::replace(&mut staged.tables[at].read_as, read_as);
        let outcome = self.read_from(staged, at, catalog, host);
        if matches!(outcome, Err(Error::Cancelled)) {
            // Stopped half-way: everything waits as it was read before.
            staged.tables[at].read_as = before;
            self.read_from(staged, at, catalog, &Patient(host))?;
        }
        outcome
    }

    /// Reads the tables from a place on again, in their order.
    fn read_from(&mut self, staged: &mut Staged, from: usize, catalog: &Catalog, host: &dyn Host) -> Result<(), Error> {
        for table in staged.tables.iter_mut().skip(from) {
            self.drop_rows(table)?;
        }
        for at in from..staged.tables.len() {
            let ids = staged.ids();
            if let Some(table) = staged.tables.get_mut(at) {
                self.read_table(table, catalog, &ids, host)?;
            }
        }
        Ok(())
    }

    /// The rejected rows of a waiting table as CSV, each with what is wrong, to be corrected and read again; none where the
    /// table is gone or was refused.
    pub fn rejected_rows(&self, table: u32, host: &dyn Host) -> Result<Option<Vec<u8>>, Error> {
        let found = self.staged.iter().flat_map(|s| &s.tables).find(|t| t.id == table);
        let Some(table) = found else { return Ok(None) };
        let Some(source) = table.as_said()? else { return Ok(None) };
        let mut written = Vec::new();
        let outcome = import::write_rejected(&source, &*catalog(host)?, &choices(&table.read_as)?, &mut written);
        source.let_go();
        outcome?;
        Ok(Some(written))
    }

    /// Takes one waiting table out; those after it are read again, because they were compared with it.
    pub fn set_table_aside(&mut self, table: u32, host: &dyn Host) -> Result<Option<Waiting>, Error> {
        let catalog = catalog(host)?;
        let mut staged = self.staged.take().unwrap_or_default();
        let outcome = match staged.tables.iter().position(|t| t.id == table) {
            Some(at) => self.take_out(&mut staged, at, &catalog, host),
            None => Ok(()),
        };
        self.staged = Some(staged).filter(|s| !s.tables.is_empty());
        outcome?;
        self.waiting()
    }

    fn take_out(&mut self, staged: &mut Staged, at: usize, catalog: &Catalog, host: &dyn Host) -> Result<(), Error> {
        self.drop_rows(&mut staged.tables[at])?;
        staged.tables.remove(at);
        self.read_from(staged, at, catalog, &Patient(host))
    }

    /// Makes everything that waits count, as one change with one undo. Tables that were refused are left behind.
    pub fn commit(&mut self, why: Option<&str>, host: &dyn Host) -> Result<(), Error> {
        let ids = self.staged.as_ref().map(Staged::ids).unwrap_or_default();
        if ids.is_empty() {
            return Err(Error::NothingWaits);
        }
        self.file.commit(&ids, &author(host, why))?;
        self.staged = None;
        Ok(())
    }

    /// Throws away what waits; the file is as it was. What cannot be thrown away goes when the file is opened next.
    pub fn discard(&mut self) -> Result<(), Error> {
        let mut staged = self.staged.take().unwrap_or_default();
        let mut outcome = Ok(());
        for table in &mut staged.tables {
            outcome = outcome.and(self.drop_rows(table));
        }
        outcome
    }

    fn drop_rows(&mut self, table: &mut Table) -> Result<(), Error> {
        if let Some(import) = table.import {
            self.file.discard(import)?;
            (table.import, table.report) = (None, None);
        }
        Ok(())
    }

    /// Reads a table. A refusal stands beside it; only a stop or a fault of the engagement file is an error.
    fn read_table(&mut self, table: &mut Table, catalog: &Catalog, before: &[ImportId], host: &dyn Host) -> Result<(), Error> {
        (table.import, table.report) = (None, None);
        if table.source.is_none() {
            return Ok(());
        }
        table.refused = None;
        let read = choices(&table.read_as).and_then(|choices| {
            let source = table.as_said()?.ok_or(Error::NothingWaits)?;
            table.inspection = Some(import::inspect(&source, catalog, &choices)?);
            go_on(Path::new(&table.name), host)?;
            let mapping = mapping_text(&table.read_as)?;
            let reader = Reader { source: &source, sha256: table.sha256, catalog, choices: &choices, mapping: &mapping };
            self.stage_sheet(&reader, before, host)
        });
        match read {
            Ok((import, report)) => (table.import, table.report) = (Some(import), Some(report)),
            Err(refused @ (Error::Import(_) | Error::Kind(_) | Error::Setting { .. })) => table.refused = Some(refused.into()),
            Err(error) => return Err(error),
        }
        Ok(())
    }
}

impl Staged {
    /// The imports in the order they were read.
    pub(crate) fn ids(&self) -> Vec<ImportId> {
        let mut ids: Vec<ImportId> = self.tables.iter().filter_map(|t| t.import).collect();
        ids.sort_unstable();
        ids
    }
}

/// Says which file is looked at; recognising it can be stopped before and after, and a stopped one leaves nothing.
fn go_on(file: &Path, host: &dyn Host) -> Result<(), Error> {
    if host.cancelled() {
        return Err(Error::Cancelled);
    }
    host.progress(&file.file_name().unwrap_or_default().to_string_lossy(), 0);
    Ok(())
}

/// The tables of a file: one, or a workbook's recognised sheets; a file that cannot be opened waits with its reason.
fn opened(path: &Path, host: &dyn Host) -> Vec<Table> {
    let found = || -> Result<Vec<Table>, Error> {
        let (source, sha256) = importing::opened(path, || Ok(Source::open(path)?))?;
        let sheets = import::sheets_to_read(&source, &*catalog(host)?, &import::Choices::default())?;
        Ok(sheets.into_iter().map(|sheet| Table::of(source.clone(), sha256, sheet)).collect())
    };
    found().unwrap_or_else(|error| vec![Table::refused(path, error.into())])
}

impl Table {
    /// The file with what the person says of its encoding and of the sign between its cells.
    pub(crate) fn as_said(&self) -> Result<Option<Source>, Error> {
        let said = |source: Source| source.read_as(self.read_as.encoding.as_deref(), self.read_as.delimiter);
        Ok(self.source.clone().map(said).transpose()?)
    }

    fn of(source: Source, sha256: [u8; 32], sheet: Option<String>) -> Self {
        let name = source.name().to_owned();
        Self { source: Some(source), sha256, read_as: ReadAs { sheet, ..ReadAs::default() }, ..Self::named(name) }
    }

    fn refused(path: &Path, why: ErrorBody) -> Self {
        let name = path.file_name().map_or_else(|| path.to_string_lossy(), |n| n.to_string_lossy()).into_owned();
        Self { refused: Some(why), ..Self::named(name) }
    }

    fn named(name: String) -> Self {
        Self {
            id: 0,
            name,
            source: None,
            sha256: [0; 32],
            read_as: ReadAs::default(),
            inspection: None,
            import: None,
            report: None,
            refused: None,
        }
    }
}

/// The same machine, but nobody stops it: for putting back what was there.
struct Patient<'a>(&'a dyn Host);

impl Host for Patient<'_> {
    fn now(&self) -> chrono::NaiveDateTime {
        self.0.now()
    }

    fn who(&self) -> String {
        self.0.who()
    }

    fn presets(&self) -> Option<PathBuf> {
        self.0.presets()
    }
}
