//! ZIP archives: a workbook is one, and some tools deliver their export in one.
//!
//! Nothing of an archive is written to a disk, so a name inside it that leads elsewhere (`../../x.csv`) leads nowhere. The
//! sizes an archive states are kept to by the reader that unpacks it, so they can be judged before anything is unpacked.

use super::input::{Held, Input};
use super::{WorkbookForm, workbook};
use crate::error::{ErrorCode, ImportError};
use std::io::{BufReader, Read};
use std::path::Path;
use zip::ZipArchive;

/// What all parts together may unpack to, in bytes.
const MAX_UNPACKED: u64 = 2 << 30;
/// What a part may unpack to that has to be held in memory, in bytes.
const MAX_HELD: u64 = 512 << 20;
/// From this size on, an archive may not be packed more tightly than any table is.
const SMALL: u64 = 64 << 20;
/// How many times larger than its archive a table may be: spreadsheets come to 10 to 50, bombs to 1,000.
const MAX_RATIO: u64 = 300;
/// Parts an archive may have.
const MAX_PARTS: usize = 10_000;

/// What an archive is.
pub(super) enum Inside {
    Workbook(WorkbookForm),
    /// An export, unpacked into memory.
    Export(Held),
}

type Zip = ZipArchive<BufReader<Input>>;

/// Finds out what an archive holds.
pub(super) fn inside(held: &Held, path: &Path, name: &str) -> Result<Inside, ImportError> {
    let file = held.open().map_err(|e| super::refused(path, name, &e))?;
    let packed = file.size().map_err(|e| super::refused(path, name, &e))?;
    let mut zip = ZipArchive::new(BufReader::new(file)).map_err(|_| workbook::damaged(path, name))?;
    judge(&mut zip, packed, path, name)?;
    let has = |part: &str| zip.index_for_name(part).is_some();
    if has("xl/workbook.xml") {
        return Ok(Inside::Workbook(WorkbookForm::Xlsx));
    }
    if has("xl/workbook.bin") {
        return Ok(Inside::Workbook(WorkbookForm::Xlsb));
    }
    if has("content.xml") {
        check_sheets(&mut zip, path, name)?;
        return Ok(Inside::Workbook(WorkbookForm::Ods));
    }
    export(&mut zip, path, name).map(Inside::Export)
}

/// Refuses what would take more room than any export does.
fn judge(zip: &mut Zip, packed: u64, path: &Path, name: &str) -> Result<(), ImportError> {
    if zip.len() > MAX_PARTS {
        return Err(too_large(path, format!("{name} is an archive of {} parts.", zip.len())));
    }
    let mut unpacked = 0u64;
    for at in 0..zip.len() {
        let part = zip.by_index_raw(at).map_err(|_| workbook::damaged(path, name))?;
        let sheet = part.name().is_ok_and(|name| name.contains("worksheets/"));
        unpacked = unpacked.saturating_add(part.size());
        if !sheet && part.size() > MAX_HELD {
            return Err(too_large(path, format!("{name} has a part that unpacks to {} MB.", part.size() >> 20)));
        }
    }
    if unpacked > MAX_UNPACKED || (unpacked > SMALL && unpacked / packed.max(1) > MAX_RATIO) {
        let times = unpacked / packed.max(1);
        return Err(too_large(path, format!("{name} unpacks to {} MB, {times} times its size.", unpacked >> 20)));
    }
    Ok(())
}

fn too_large(path: &Path, message: String) -> ImportError {
    let message = format!("{message} That is more than can be read.");
    ImportError::file(ErrorCode::TooLarge, path, message, "Save the sheet that matters as CSV and import that.")
}

/// Endings of exports.
const EXPORTS: &[&str] = &["csv", "tsv", "txt", "tab", "xlsx", "xlsm", "xlsb", "xls", "ods"];

/// The one export in the archive, unpacked.
fn export(zip: &mut Zip, path: &Path, name: &str) -> Result<Held, ImportError> {
    let exports: Vec<String> = zip.file_names().flatten().filter(|n| is_export(n)).map(|n| n.into_owned()).collect();
    let refuse = |message: String, hint: &str| ImportError::file(ErrorCode::Archive, path, message, hint);
    let [one] = exports.as_slice() else {
        let hint = "Unpack it and import the CSV or XLSX inside.";
        let shown: Vec<String> = exports.iter().take(5).map(|n| shown(n)).collect();
        return Err(match exports.len() {
            0 => refuse(format!("{name} is an archive without a table in it."), hint),
            n => refuse(
                format!("{name} is an archive of {n} tables: {}.", shown.join(", ")),
                "Unpack it and import those that matter.",
            ),
        });
    };
    let hint = "Unpack it, with its password if it has one, and import what is inside.";
    let broken = || refuse(format!("{} in {name} cannot be unpacked.", shown(one)), hint);
    let part = zip.by_name(one).map_err(|_| broken())?;
    let mut bytes = Vec::new();
    let read = part.take(MAX_HELD + 1).read_to_end(&mut bytes).map_err(|_| broken())?;
    if read as u64 > MAX_HELD {
        return Err(too_large(path, format!("{} in {name} is larger than {} MB.", shown(one), MAX_HELD >> 20)));
    }
    Ok(Held::Memory(bytes.into()))
}

/// Whether a part is a table, and not what a system leaves beside it.
fn is_export(name: &str) -> bool {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let ending = file.rsplit_once('.').map(|(_, e)| e.to_ascii_lowercase()).unwrap_or_default();
    !name.starts_with("__MACOSX") && !file.starts_with(['.', '~']) && EXPORTS.contains(&ending.as_str())
}

/// A part's name as it can be shown: without folders and control codes.
fn shown(name: &str) -> String {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    file.chars().filter(|c| !c.is_control()).take(80).collect()
}

/// Cells that the sheets of an OpenDocument workbook may come to.
const MAX_CELLS: u64 = 10_000_000;

/// A cell of an OpenDocument sheet may say that it stands there a million times: counts before anything is repeated.
fn check_sheets(zip: &mut Zip, path: &Path, name: &str) -> Result<(), ImportError> {
    let part = zip.by_name("content.xml").map_err(|_| workbook::damaged(path, name))?;
    let cells = repeated(BufReader::new(part)).ok_or_else(|| workbook::damaged(path, name))?;
    if cells > MAX_CELLS {
        return Err(too_large(path, format!("A sheet of {name} comes to {cells} cells.")));
    }
    Ok(())
}

/// The cells of the largest sheet: its filled width times the rows down to the last filled one.
fn repeated(input: impl std::io::BufRead) -> Option<u64> {
    use quick_xml::events::Event;
    let mut reader = quick_xml::Reader::from_reader(input);
    let (mut buffer, mut largest) = (Vec::new(), 0);
    let mut sheet = Extent::default();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).ok()? {
            Event::Start(tag) | Event::Empty(tag) => match tag.local_name().as_ref() {
                "table" => sheet = Extent::default(),
                "table-row" => sheet.row(repeats(&tag, "number-rows-repeated")),
                "table-cell" | "covered-table-cell" => {
                    let filled = tag.attributes().flatten().any(|a| a.key.as_ref().starts_with("office:"));
                    sheet.cell(repeats(&tag, "number-columns-repeated"), filled);
                }
                _ => {}
            },
            Event::Eof => return Some(largest),
            _ => {}
        }
        largest = largest.max(sheet.filled_rows.saturating_mul(sheet.width));
    }
}

fn repeats(tag: &quick_xml::events::BytesStart<'_>, name: &str) -> u64 {
    let attribute = tag.attributes().flatten().find(|a| a.key.local_name().as_ref() == name);
    attribute.and_then(|a| a.value.parse().ok()).unwrap_or(1)
}

/// How far a sheet is filled.
#[derive(Default)]
struct Extent {
    rows: u64,
    columns: u64,
    width: u64,
    filled_rows: u64,
}

impl Extent {
    fn row(&mut self, repeats: u64) {
        self.rows = self.rows.saturating_add(repeats);
        self.columns = 0;
    }

    fn cell(&mut self, repeats: u64, filled: bool) {
        self.columns = self.columns.saturating_add(repeats);
        if filled {
            self.width = self.width.max(self.columns);
            self.filled_rows = self.rows;
        }
    }
}
