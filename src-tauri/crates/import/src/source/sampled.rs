//! A large workbook cut down to its first rows, to be looked at: a workbook of its own, which the same reader reads, with
//! as many rows of each sheet as the limits allow and of the shared texts those that the rows may name.
//!
//! Reading the shared texts takes most of the time that opening a workbook takes, and every sheet needs only those its
//! cells name by number. The parts are cut between whole elements and not otherwise understood; a workbook that is built
//! in another way than is looked for here is looked at whole.

use super::input::{Held, Input};
use super::merged;
use memchr::memmem;
use quick_xml::events::{BytesStart, Event};
use std::collections::HashMap;
use std::io::{BufReader, Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// Workbooks whose sheets and texts unpack to less are looked at whole.
const SMALL: u64 = 4 << 20;
/// What the sheets together are cut to, and what each may have all the same, in bytes.
const SHEETS: u64 = 6 << 20;
const LEAST: u64 = 256 << 10;
/// Rows that are kept of a sheet.
const ROWS: usize = 5_000;
/// How much is unpacked of the shared texts at a time.
const STEP: u64 = 256 << 10;

type Zip = ZipArchive<BufReader<Input>>;

/// How much of a sheet is there, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Share {
    pub kept: u64,
    pub of: u64,
}

/// The workbook cut down, and what is left of each sheet in the order of the workbook; none where the sheet is whole.
pub(super) struct Sampled {
    pub held: Held,
    pub shares: Vec<Option<Share>>,
}

/// A part of the workbook.
struct Part {
    name: String,
    size: u64,
    sort: Sort,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Sheet,
    Texts,
    /// What says how the others hang together, and how cells are shown.
    Frame,
    /// Pictures, caches and the like.
    Other,
}

impl Sort {
    fn of(name: &str, size: u64) -> Sort {
        match name.to_lowercase().as_str() {
            n if n.ends_with(".xml") && n.contains("worksheets/") => Sort::Sheet,
            n if n.ends_with("sharedstrings.xml") => Sort::Texts,
            n if (n.ends_with(".xml") || n.ends_with(".rels")) && size <= SMALL => Sort::Frame,
            _ => Sort::Other,
        }
    }
}

/// Cuts a workbook down; `None` where it is small, or of a build that is not known.
pub(super) fn sampled(held: &Held) -> Option<Sampled> {
    let file = held.open().ok()?;
    // What smaller ones merge stands behind their rows, and is looked for.
    if file.size().ok()? <= merged::LARGEST {
        return None;
    }
    let mut zip = ZipArchive::new(BufReader::new(file)).ok()?;
    let parts = parts(&mut zip)?;
    let of = |sort: Sort| parts.iter().filter(move |p| p.sort == sort);
    let unpacked: u64 = of(Sort::Sheet).chain(of(Sort::Texts)).map(|p| p.size).sum();
    if unpacked <= SMALL {
        return None;
    }
    let paths = sheet_paths(&mut zip)?;
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for part in of(Sort::Frame) {
        out.raw_copy_file(zip.by_name(&part.name).ok()?).ok()?;
    }
    let each = (SHEETS / (of(Sort::Sheet).count() as u64).max(1)).max(LEAST);
    let (mut shares, mut named) = (HashMap::new(), Named::default());
    named.most = of(Sort::Texts).map(|p| p.size / "<si/>".len() as u64).sum();
    for part in of(Sort::Sheet) {
        let (xml, kept) = first_rows(&mut zip, part, each)?;
        named.note(&xml);
        put(&mut out, &part.name, &xml)?;
        let share = Share { kept, of: part.size };
        shares.insert(part.name.to_lowercase(), (kept < part.size).then_some(share));
    }
    for part in of(Sort::Texts) {
        let xml = named_texts(&mut zip, part, &named)?;
        put(&mut out, &part.name, &xml)?;
    }
    // A sheet that stands elsewhere is small and copied as it is, or the workbook is not understood.
    let is_frame = |path: &String| of(Sort::Frame).any(|p| p.name.to_lowercase() == *path);
    let share = |path: &String| shares.get(path).copied().or_else(|| is_frame(path).then_some(None));
    let shares = paths.iter().map(share).collect::<Option<Vec<_>>>()?;
    let bytes = out.finish().ok()?.into_inner();
    Some(Sampled { held: Held::Memory(bytes.into()), shares })
}

fn parts(zip: &mut Zip) -> Option<Vec<Part>> {
    let count = zip.len();
    let part = |at| {
        let part = zip.by_index_raw(at).ok()?;
        let (name, size) = (part.name().ok()?.into_owned(), part.size());
        Some(Part { sort: Sort::of(&name, size), name, size })
    };
    (0..count).map(part).collect()
}

fn put(out: &mut ZipWriter<Cursor<Vec<u8>>>, name: &str, bytes: &[u8]) -> Option<()> {
    out.start_file(name, SimpleFileOptions::default().compression_method(CompressionMethod::Stored)).ok()?;
    out.write_all(bytes).ok()
}

fn unpacked(zip: &mut Zip, name: &str, most: u64) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    zip.by_name(name).ok()?.take(most).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

/// The paths of the sheets in the order of the workbook, in lower case.
fn sheet_paths(zip: &mut Zip) -> Option<Vec<String>> {
    let relations = unpacked(zip, "xl/_rels/workbook.xml.rels", SMALL)?;
    let mut targets = HashMap::new();
    each_tag(&relations, "Relationship", |tag| {
        if let (Some(id), Some(target)) = (attribute(tag, "Id"), attribute(tag, "Target")) {
            targets.insert(id, target.to_lowercase());
        }
    })?;
    let mut paths = Vec::new();
    each_tag(&unpacked(zip, "xl/workbook.xml", SMALL)?, "sheet", |tag| {
        paths.push(attribute(tag, "id").and_then(|id| targets.get(&id)).map(|target| path_of(target)));
    })?;
    paths.into_iter().collect()
}

/// A target as the archive names it: from its root, or beside the workbook.
fn path_of(target: &str) -> String {
    let target = target.replace('\\', "/");
    match target.strip_prefix('/') {
        Some(rooted) => rooted.to_owned(),
        None if target.starts_with("xl/") => target,
        None => format!("xl/{target}"),
    }
}

fn each_tag(xml: &[u8], name: &str, mut visit: impl FnMut(&BytesStart<'_>)) -> Option<()> {
    let mut reader = quick_xml::Reader::from_reader(xml);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).ok()? {
            Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == name => visit(&tag),
            Event::Eof => return Some(()),
            _ => {}
        }
    }
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.attributes().flatten().find(|a| a.key.local_name().as_ref() == name)?;
    Some(found.value.to_string())
}

/// The first rows of a sheet, closed so that they are a sheet, and how many bytes of the part they are.
fn first_rows(zip: &mut Zip, part: &Part, most: u64) -> Option<(Vec<u8>, u64)> {
    let mut xml = unpacked(zip, &part.name, most)?;
    let end = end_of_rows(&xml);
    let whole = xml.len() as u64 == part.size;
    match end {
        Some((end, rows)) if !whole || rows == ROWS => {
            xml.truncate(end);
            xml.extend_from_slice(b"</sheetData></worksheet>");
            Some((xml, end as u64))
        }
        _ if whole => Some((xml, part.size)),
        _ => None,
    }
}

/// Where the last row that is kept ends, and how many there are up to it.
fn end_of_rows(xml: &[u8]) -> Option<(usize, usize)> {
    let mut last = None;
    let ends = memmem::find_iter(xml, b"row>").filter(|at| closes(&xml[..*at]));
    for (rows, at) in ends.take(ROWS).enumerate() {
        last = Some((at + b"row>".len(), rows + 1));
    }
    last
}

/// Whether a closing tag has begun, with a prefix or without.
fn closes(before: &[u8]) -> bool {
    let from = memchr::memrchr(b'<', before).map_or(&[][..], |at| &before[at + 1..]);
    from.first() == Some(&b'/') && (from.len() == 1 || from.ends_with(b":"))
}

/// The shared texts that cells may name, by number.
#[derive(Default)]
struct Named {
    /// More there cannot be.
    most: u64,
    texts: Vec<bool>,
}

impl Named {
    /// Notes every whole number of a sheet, of which some are those of texts.
    fn note(&mut self, xml: &[u8]) {
        for at in memchr::memchr_iter(b'>', xml) {
            let rest = &xml[at + 1..];
            let digits = rest.iter().take(10).take_while(|b| b.is_ascii_digit()).count();
            if digits > 0 && rest.get(digits) == Some(&b'<') {
                let number = rest[..digits].iter().fold(0u64, |n, b| n * 10 + u64::from(b - b'0'));
                self.add(number);
            }
        }
    }

    fn add(&mut self, number: u64) {
        if let Ok(at) = usize::try_from(number)
            && number < self.most
        {
            self.texts.resize(self.texts.len().max(at + 1), false);
            self.texts[at] = true;
        }
    }
}

/// The shared texts as far as they are named; the others are empty.
fn named_texts(zip: &mut Zip, part: &Part, named: &Named) -> Option<Vec<u8>> {
    let mut input = zip.by_name(&part.name).ok()?;
    let (mut buffer, mut out) = (Vec::new(), Vec::new());
    input.by_ref().take(STEP).read_to_end(&mut buffer).ok()?;
    let (start, prefix) = start_of_texts(&buffer)?;
    out.extend_from_slice(&buffer[..start]);
    buffer.drain(..start);
    let (open, close) = ([b"<", &prefix[..], b"si"].concat(), [b"</", &prefix[..], b"si>"].concat());
    let (open, close) = (memmem::Finder::new(&open), memmem::Finder::new(&close));
    let mut wanted = named.texts.iter();
    loop {
        let mut at = 0;
        while let Some(end) = close.find(&buffer[at..]) {
            let end = at + end + close.needle().len();
            let Some(wanted) = wanted.next() else { return Some(closed(out)) };
            let text = buffer[at..end].trim_ascii_start();
            // An empty element has no end of its own: then texts cannot be counted by their ends.
            if !text.starts_with(open.needle()) || open.find(&text[1..]).is_some() {
                return None;
            }
            out.extend_from_slice(if *wanted { text } else { b"<si/>" });
            at = end;
        }
        buffer.drain(..at);
        if input.by_ref().take(STEP).read_to_end(&mut buffer).ok()? == 0 {
            return Some(closed(out));
        }
    }
}

fn closed(mut out: Vec<u8>) -> Vec<u8> {
    out.extend_from_slice(b"</sst>");
    out
}

/// Where the texts begin, and the prefix of their tags.
fn start_of_texts(xml: &[u8]) -> Option<(usize, Vec<u8>)> {
    let at = memmem::find_iter(xml, b"sst").find(|at| {
        let before = &xml[..*at];
        before.ends_with(b"<") || before.ends_with(b":")
    })?;
    let tag = memchr::memrchr(b'<', &xml[..at])?;
    let end = at + memchr::memchr(b'>', &xml[at..])? + 1;
    (xml[end - 2] != b'/').then(|| (end, xml[tag + 1..at].to_vec()))
}
