//! What a file is, from its bytes: names lie (tab-separated text called `.xls`, CSV called `.xlsx`).

use super::archive::{self, Inside};
use super::input::{Held, Input};
use super::{Content, TextForm, Workbook, WorkbookForm, compound, sampled, workbook};
use crate::error::{ErrorCode, ImportError};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, WINDOWS_1254};
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

/// How much of the start is looked at for signatures.
const HEAD: u64 = 64 << 10;
/// Where bytes alone leave it open, an export is western rather than central European.
const WESTERN: &[u8] = b"us";

/// How much of a workbook is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    Whole,
    /// Of a large one as much as a look needs.
    FirstRows,
}

/// Finds out what the bytes are, or those of the export that they are the archive of; bytes that are to be read in their
/// stead come with it.
pub(super) fn content(held: &Held, path: &Path, name: &str, extent: Extent) -> Result<(Content, Option<Held>), ImportError> {
    if !starts_archive(held, path, name)? {
        return unpacked(held, path, name).map(|content| (content, None));
    }
    match archive::inside(held, path, name)? {
        Inside::Workbook(form) => workbook(held, path, name, form, extent),
        Inside::Export(inner) => Ok((exported(&inner, path, name)?, Some(inner))),
    }
}

/// A workbook, cut down where that is wanted and it can be.
fn workbook(
    held: &Held,
    path: &Path,
    name: &str,
    form: WorkbookForm,
    extent: Extent,
) -> Result<(Content, Option<Held>), ImportError> {
    if extent == Extent::FirstRows
        && form == WorkbookForm::Xlsx
        && let Some(sampled) = sampled::sampled(held)
        && let Ok(book) = Workbook::open(&sampled.held, path, name, form)
        && let Some(book) = book.with_shares(&sampled.shares)
    {
        return Ok((Content::Workbook(book), Some(sampled.held)));
    }
    Workbook::open(held, path, name, form).map(|book| (Content::Workbook(book), None))
}

/// What the export inside an archive is: anything but an archive of others.
fn exported(inner: &Held, path: &Path, name: &str) -> Result<Content, ImportError> {
    if !starts_archive(inner, path, name)? {
        return unpacked(inner, path, name);
    }
    match archive::inside(inner, path, name)? {
        Inside::Workbook(form) => Workbook::open(inner, path, name, form).map(Content::Workbook),
        Inside::Export(_) => {
            let hint = "Unpack it and import the CSV or XLSX inside.";
            Err(ImportError::file(ErrorCode::Archive, path, format!("{name} is an archive inside an archive."), hint))
        }
    }
}

fn starts_archive(held: &Held, path: &Path, name: &str) -> Result<bool, ImportError> {
    let mut file = held.open().map_err(|e| super::refused(path, name, &e))?;
    Ok(head(&mut file, path, name)?.starts_with(b"PK\x03\x04"))
}

/// What bytes that are no archive are.
fn unpacked(held: &Held, path: &Path, name: &str) -> Result<Content, ImportError> {
    let file = &mut held.open().map_err(|e| super::refused(path, name, &e))?;
    let head = head(file, path, name)?;
    if head.iter().all(|b| *b == 0 || b.is_ascii_whitespace()) {
        let hint = "Export it again; a download may have been cut off.";
        return Err(ImportError::file(ErrorCode::EmptyFile, path, format!("{name} holds no data."), hint));
    }
    if head.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return compound(file, held, path, name);
    }
    lookalikes(&head, path, name)?;
    text(file, &head, path, name).map(Content::Text)
}

fn head(file: &mut Input, path: &Path, name: &str) -> Result<Vec<u8>, ImportError> {
    let mut head = Vec::new();
    file.by_ref().take(HEAD).read_to_end(&mut head).map_err(|e| super::refused(path, name, &e))?;
    Ok(head)
}

/// An old workbook, an encrypted one, or another program's document.
fn compound(file: &mut Input, held: &Held, path: &Path, name: &str) -> Result<Content, ImportError> {
    let mut bytes = Vec::new();
    let read = file.seek(SeekFrom::Start(0)).and_then(|_| file.take(super::MAX_WORKBOOK_BYTES).read_to_end(&mut bytes));
    read.map_err(|e| super::refused(path, name, &e))?;
    let stream: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    if memchr::memmem::find(&bytes, &stream).is_some() {
        return Err(workbook::encrypted(path, name));
    }
    if !compound::chains_end(&bytes) {
        return Err(workbook::damaged(path, name));
    }
    Workbook::open(held, path, name, WorkbookForm::Xls).map(Content::Workbook)
}

/// Formats that are often exported under a spreadsheet's name, and files that are no tables.
fn lookalikes(head: &[u8], path: &Path, name: &str) -> Result<(), ImportError> {
    let start = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let lower: Vec<u8> = start.iter().take(1024).map(u8::to_ascii_lowercase).collect();
    let holds = |text: &[u8]| memchr::memmem::find(&lower, text).is_some();
    let markup = lower.starts_with(b"<?xml")
        || lower.starts_with(b"<html")
        || lower.starts_with(b"<!doctype")
        || lower.starts_with(b"<table");
    if markup && holds(b"urn:schemas-microsoft-com:office:spreadsheet") {
        let message = format!("{name} is an XML spreadsheet of 2003 under a workbook's name.");
        let hint = "Open it in a spreadsheet program, choose Save as and the type Excel Workbook (.xlsx), and import that file.";
        return Err(ImportError::file(ErrorCode::UnsupportedFormat, path, message, hint));
    }
    if markup && (holds(b"spreadsheet") || holds(b"<html") || holds(b"<table") || lower.starts_with(b"<?xml")) {
        let message = format!("{name} is a web page or an XML document, not a workbook or CSV.");
        let hint = "Open it in a spreadsheet program and save it as XLSX or CSV.";
        return Err(ImportError::file(ErrorCode::UnsupportedFormat, path, message, hint));
    }
    let signatures: &[&[u8]] = &[
        b"%PDF",
        b"\x89PNG",
        b"\xff\xd8\xff",
        b"GIF8",
        b"\x7fELF",
        b"MZ\x90",
        b"SQLite format 3",
        b"\x1f\x8b",
        b"7z\xbc\xaf",
        b"Rar!",
    ];
    if signatures.iter().any(|s| head.starts_with(s)) {
        return Err(binary(path, name));
    }
    Ok(())
}

fn binary(path: &Path, name: &str) -> ImportError {
    let hint = "Export the data as CSV or XLSX from the tool it comes from.";
    ImportError::file(ErrorCode::BinaryFile, path, format!("{name} is not a table: it is a binary file."), hint)
}

/// The encoding of a text file; anything else is binary.
fn text(file: &mut Input, head: &[u8], path: &Path, name: &str) -> Result<TextForm, ImportError> {
    if let Some(form) = marked(head) {
        let mut clean = || is_utf8(file, form.mark).map_err(|e| super::refused(path, name, &e));
        return Ok(TextForm { clean: form.encoding == UTF_8 && clean()?, ..form });
    }
    if let Some(form) = unmarked_utf16(head) {
        return Ok(form);
    }
    if is_noise(head) {
        return Err(binary(path, name));
    }
    guessed(file).map_err(|e| super::refused(path, name, &e))
}

/// Whether the bytes are those of a program. Zero bytes are in texts too: padding of cells, or of the last block.
fn is_noise(head: &[u8]) -> bool {
    let filled = head.len() - head.iter().rev().take_while(|b| **b == 0).count();
    let control = |b: &u8| (1..9).contains(b) || (14..32).contains(b) && *b != 0x1a && *b != 0x1b || *b == 0x7f;
    let (zeros, noise) = (head[..filled].iter().filter(|b| **b == 0), head[..filled].iter().filter(|b| control(b)));
    noise.count() * 50 > filled || zeros.count() * 4 > filled
}

/// A byte-order mark says what follows, but for one tool that puts a mark of UTF-16 before UTF-8.
fn marked(head: &[u8]) -> Option<TextForm> {
    let (encoding, mark) = Encoding::for_bom(head)?;
    let body = head.get(mark..)?;
    let false_mark = encoding != UTF_8
        && !body.is_empty()
        && !body.iter().take(512).any(|b| *b == 0)
        && body.iter().take(512).any(u8::is_ascii);
    let encoding = if false_mark { UTF_8 } else { encoding };
    Some(TextForm { mark: u64::try_from(mark).ok()?, ..TextForm::unmarked(encoding) })
}

/// UTF-16 without a mark: delimiters, digits and line breaks are ASCII in every language, so every file has zero bytes,
/// on one side of the pairs alone.
fn unmarked_utf16(head: &[u8]) -> Option<TextForm> {
    let pairs = head.len() / 2;
    let zeros = |at: usize| head.iter().skip(at).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let side = |zero: usize, other: usize| pairs >= 2 && zero * 10 > pairs && other * 20 < zero;
    let encoding = match (side(odd, even), side(even, odd)) {
        (true, _) => UTF_16LE,
        (_, true) => UTF_16BE,
        _ => return None,
    };
    let (text, broken) = encoding.decode_without_bom_handling(&head[..pairs * 2]);
    let lost = broken && text.chars().filter(|c| *c == '\u{fffd}').count() * 100 > pairs;
    let odd_signs = text.chars().filter(|c| c.is_control() && !c.is_whitespace() && *c != '\0').count() * 100 > pairs;
    (!lost && !odd_signs).then(|| TextForm::unmarked(encoding))
}

/// UTF-8 if the whole file is, else what its bytes look like.
fn guessed(file: &mut Input) -> std::io::Result<TextForm> {
    if is_utf8(file, 0)? {
        return Ok(TextForm { clean: true, ..TextForm::unmarked(UTF_8) });
    }
    if is_mostly_utf8(file)? {
        return Ok(TextForm::unmarked(UTF_8));
    }
    file.seek(SeekFrom::Start(0))?;
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let mut signs = HighSigns::default();
    let mut block = vec![0u8; 1 << 16];
    loop {
        let read = file.read(&mut block)?;
        detector.feed(&block[..read], read == 0);
        signs.feed(&block[..read]);
        if read == 0 {
            let guess = detector.guess(signs.are_few().then_some(WESTERN), Utf8Detection::Deny);
            let guess = if signs.are_western() { WINDOWS_1252 } else { guess };
            return Ok(TextForm::unmarked(if signs.are_turkish() { WINDOWS_1254 } else { guess }));
        }
    }
}

/// How bytes above ASCII stand in a text: alone among ASCII letters in western languages, in words of their own elsewhere.
#[derive(Default)]
struct HighSigns {
    all: u64,
    runs: u64,
    letters: u64,
    in_run: bool,
    /// Letters that Turkish has and that are others in the neighbouring encodings (ğ, ı, ş and their capitals), by kind.
    turkish: [u64; 6],
    /// Letters that Turkish shares with its neighbours (ç, ö, ü, â, î, û and their capitals).
    shared: u64,
}

/// ğ, Ğ, ı, İ, ş, Ş in windows-1254; đ, Đ, ý, Ý, ţ, Ţ in windows-1250; ð, Ð, ý, Ý, þ, Þ in windows-1252.
const TURKISH: [u8; 6] = [0xf0, 0xd0, 0xfd, 0xdd, 0xfe, 0xde];
/// Letters that Turkish shares with its neighbours.
const SHARED: [u8; 12] = [0xe7, 0xc7, 0xf6, 0xd6, 0xfc, 0xdc, 0xe2, 0xc2, 0xee, 0xce, 0xfb, 0xdb];

impl HighSigns {
    fn feed(&mut self, bytes: &[u8]) {
        for byte in bytes {
            let high = *byte >= 0x80;
            self.all += u64::from(high);
            self.letters += u64::from(*byte >= 0xc0);
            self.runs += u64::from(high && !self.in_run);
            self.in_run = high;
            if let Some(at) = TURKISH.iter().position(|t| t == byte) {
                self.turkish[at] += 1;
            } else {
                self.shared += u64::from(SHARED.contains(byte));
            }
        }
    }

    /// Letters of Turkish alone, several of its own among them: Czech, Icelandic or Croatian have others beside them.
    fn are_turkish(&self) -> bool {
        let own: u64 = self.turkish.iter().sum();
        let several = self.turkish.iter().filter(|n| **n > 0).count() >= 2;
        several && own >= 3 && (own + self.shared) * 20 >= self.letters * 19
    }

    /// Too few letters for their frequencies to say more than the language most exports are in.
    fn are_few(&self) -> bool {
        self.letters < 20
    }

    /// Signs only (pounds, dashes, curly quotes): a detector that judges by letters has nothing to go by.
    fn are_western(&self) -> bool {
        self.all * 2 <= self.runs * 3 && self.letters * 4 <= self.all
    }
}

/// Whether letters of UTF-8 outnumber broken bytes by far: a row pasted from elsewhere must not garble all others.
fn is_mostly_utf8(file: &mut Input) -> std::io::Result<bool> {
    file.seek(SeekFrom::Start(0))?;
    let (mut letters, mut broken) = (0u64, 0u64);
    let mut block = vec![0u8; 1 << 16];
    loop {
        let read = file.read(&mut block)?;
        for chunk in block[..read].utf8_chunks() {
            letters += chunk.valid().bytes().filter(|b| *b >= 0xc0).count() as u64;
            broken += u64::from(!chunk.invalid().is_empty());
        }
        if read == 0 {
            return Ok(letters > broken * 20);
        }
    }
}

/// Whether every byte behind the mark is UTF-8; one odd byte in a million rows must not stop an import half way.
fn is_utf8(file: &mut Input, mark: u64) -> std::io::Result<bool> {
    file.seek(SeekFrom::Start(mark))?;
    let mut block = vec![0u8; 1 << 16];
    let mut kept = 0;
    loop {
        let read = file.read(&mut block[kept..])?;
        let filled = kept + read;
        let valid = match std::str::from_utf8(&block[..filled]) {
            Ok(_) => filled,
            Err(e) if e.error_len().is_none() && read > 0 => e.valid_up_to(),
            Err(_) => return Ok(false),
        };
        if read == 0 {
            return Ok(true);
        }
        block.copy_within(valid..filled, 0);
        kept = filled - valid;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn detect(bytes: &[u8]) -> Result<Content, ImportError> {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(bytes).unwrap();
        content(&Held::from(file.path()), file.path(), "x.csv", Extent::Whole).map(|(content, _)| content)
    }

    fn encoding(bytes: &[u8]) -> (&'static str, u64) {
        match detect(bytes).unwrap() {
            Content::Text(form) => (form.encoding.name(), form.mark),
            Content::Workbook(..) => panic!("text was taken for a workbook"),
        }
    }

    #[test]
    fn encodings_are_found_from_the_bytes() {
        let utf16: Vec<u8> = "name,site\nÅsa,Oslo\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(encoding(b"a,b\n1,2\n"), ("UTF-8", 0));
        assert_eq!(encoding(b"\xef\xbb\xbfa,b\n1,2\n"), ("UTF-8", 3), "the mark is no part of the first header");
        assert_eq!(encoding(&[b"\xff\xfe".as_slice(), &utf16].concat()), ("UTF-16LE", 2));
        assert_eq!(encoding(&utf16), ("UTF-16LE", 0), "the mark may be missing");
        assert_eq!(encoding(b"name,cost\nCaf\xe9 du parc,\x80 12\nR\xe9sum\xe9,\xa3 5\n"), ("windows-1252", 0));
        assert_eq!(
            encoding(b"name;cost\nA;\xa34.20\nB;\xa313.02\nC \x96 D;\xa319.00\n"),
            ("windows-1252", 0),
            "pounds are no Cyrillic"
        );
        assert_eq!(
            encoding(b"ad;b\xf6l\xfcm\nAy\xfee Y\xfdld\xfdz;\xddnsan Kaynaklar\xfd\nBar\xfd\xfe Do\xf0an;Muhasebe\n").0,
            "windows-1254",
            "Turkish has letters that stand for others in central Europe"
        );
        assert_ne!(
            encoding(b"n;m\nP\xf8\xedli\x9a \x9elu\x9dou\xe8k\xfd k\xf9\xf2;\xfdt\xfdd\xdd\n").0,
            "windows-1254",
            "Czech has letters that Turkish lacks"
        );
        assert_eq!(encoding(b"\xfe\xffAsset Tag,Asset ,Serial\n1,2,3\n"), ("UTF-8", 2), "a false mark before UTF-8");
    }

    #[test]
    fn what_is_no_table_is_refused_with_what_to_do() {
        for (bytes, code) in [
            (b"".as_slice(), ErrorCode::EmptyFile),
            (b"\n\n  \n", ErrorCode::EmptyFile),
            (b"%PDF-1.7\n...", ErrorCode::BinaryFile),
            (b"<html><table><tr><td>1</td></tr></table></html>", ErrorCode::UnsupportedFormat),
            (b"PK\x03\x04broken", ErrorCode::DamagedWorkbook),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1broken", ErrorCode::DamagedWorkbook),
            (&[1, 2, 3, 4, 5, 6, 200, 201, 1, 2, 3], ErrorCode::BinaryFile),
        ] {
            let refused = detect(bytes).unwrap_err();
            assert_eq!(refused.code, code, "{bytes:?}");
            assert!(!refused.hint.is_empty(), "a refusal says what to do next");
        }
    }
}
