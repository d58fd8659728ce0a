//! Delimited text, decoded and read row by row; rows know their physical line.

use super::input::Held;
use super::lenient::{self, Lenient};
use super::{Dialect, RowRef, TextForm};
use encoding_rs_io::DecodeReaderBytesBuilder;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::ops::ControlFlow;
use std::rc::Rc;

/// A record by the rules longer than this is a quotation mark that was never closed, in bytes.
const LONGEST: u64 = 16 << 20;

/// Opens the bytes behind their mark, as UTF-8.
pub(super) fn decoded(held: &Held, form: TextForm) -> io::Result<impl Read> {
    let mut file = held.open()?;
    file.seek(SeekFrom::Start(form.mark))?;
    let mut builder = DecodeReaderBytesBuilder::new();
    builder.encoding(Some(form.encoding)).utf8_passthru(form.clean).bom_override(false);
    builder.bom_sniffing(false);
    Ok(builder.build(BufReader::with_capacity(1 << 16, file)))
}

/// A reader of the table's records.
pub(super) fn records<R: Read>(input: R, dialect: Dialect) -> csv::Reader<R> {
    csv::ReaderBuilder::new()
        .delimiter(dialect.delimiter)
        .has_headers(false)
        .flexible(true)
        .buffer_capacity(1 << 16)
        .from_reader(input)
}

/// What takes the records, with the physical line each begins in.
type Visit<'v> = &'v mut dyn FnMut(u32, RowRef<'_>) -> ControlFlow<()>;

/// Visits every record. Gives the line of the first quotation mark that breaks the rules, where one was met.
pub(super) fn each(held: &Held, form: TextForm, dialect: Dialect, visit: Visit<'_>) -> io::Result<Option<u32>> {
    if dialect.lenient {
        return leniently(held, form, dialect, (0, 1), visit);
    }
    match by_the_rules(held, form, dialect, visit)? {
        Some(from) => leniently(held, form, dialect, from, visit),
        None => Ok(None),
    }
}

/// Visits records up to the first one that shows that the text does not keep to the rules; gives where it begins, in
/// bytes and in lines.
fn by_the_rules(held: &Held, form: TextForm, dialect: Dialect, visit: Visit<'_>) -> io::Result<Option<(u64, u32)>> {
    let lines = Rc::new(RefCell::new(Lines::default()));
    let mut reader = records(Tracked { input: WithoutNul(decoded(held, form)?), lines: Rc::clone(&lines) }, dialect);
    let mut record = csv::StringRecord::new();
    loop {
        let start = reader.position().byte();
        let more = reader.read_record(&mut record).map_err(of_input);
        let line = lines.borrow_mut().at(start);
        match more {
            Ok(true) if lenient::is_doubtful(&record, dialect) => return Ok(Some((start, line))),
            Err(error) if error.kind() == io::ErrorKind::FileTooLarge => return Ok(Some((start, line))),
            Ok(true) if visit(line, RowRef::Text(&record)).is_continue() => {}
            Ok(_) => return Ok(None),
            Err(error) => return Err(error),
        }
    }
}

/// The error of the input behind one of the reader of records.
fn of_input(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::new(io::ErrorKind::InvalidData, format!("{other:?}")),
    }
}

/// Visits the records from a byte on, which stands in a line.
fn leniently(
    held: &Held,
    form: TextForm,
    dialect: Dialect,
    (from, line): (u64, u32),
    visit: Visit<'_>,
) -> io::Result<Option<u32>> {
    let mut input = WithoutNul(decoded(held, form)?);
    io::copy(&mut input.by_ref().take(from), &mut io::sink())?;
    let mut reader = Lenient::new(input, dialect, line);
    let mut record = csv::StringRecord::new();
    while let Some(line) = reader.read(&mut record)? {
        if visit(line, RowRef::Text(&record)).is_break() {
            break;
        }
    }
    Ok(reader.broken)
}

/// Passes bytes on, leaving out NUL bytes: spreadsheets and databases pad cells with them.
struct WithoutNul<R>(R);

impl<R: Read> Read for WithoutNul<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let read = self.0.read(buffer)?;
            let kept = without_nul(&mut buffer[..read]);
            if kept > 0 || read == 0 {
                return Ok(kept);
            }
        }
    }
}

/// Passes bytes on, noting where lines break.
///
/// The reader of records counts only line feeds and not the blank lines it skips, while people look rows up by the
/// line their editor shows.
struct Tracked<R> {
    input: WithoutNul<R>,
    lines: Rc<RefCell<Lines>>,
}

impl<R: Read> Read for Tracked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        let mut lines = self.lines.borrow_mut();
        lines.pass(&buffer[..read]);
        if lines.since() > LONGEST { Err(io::ErrorKind::FileTooLarge.into()) } else { Ok(read) }
    }
}

/// Moves the bytes together over NULs and says how many are left.
fn without_nul(bytes: &mut [u8]) -> usize {
    let Some(first) = memchr::memchr(0, bytes) else { return bytes.len() };
    let mut kept = first;
    for at in first..bytes.len() {
        if bytes[at] != 0 {
            bytes[kept] = bytes[at];
            kept += 1;
        }
    }
    kept
}

/// Line breaks read but not yet passed by the records.
#[derive(Default)]
struct Lines {
    breaks: VecDeque<Break>,
    passed: u64,
    after_return: bool,
    line: u32,
    /// Where the last record began.
    last: u64,
}

/// One line break.
struct Break {
    /// Offset just after it.
    end: u64,
    bytes: u64,
    /// Lines it ends: none for a line feed whose carriage return, in the block before, is already counted.
    ends: u32,
}

impl Lines {
    fn pass(&mut self, bytes: &[u8]) {
        let mut last = 0;
        for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            let end = self.passed + at as u64 + 1;
            let pair = bytes[at] == b'\n' && if at == 0 { self.after_return } else { bytes[at - 1] == b'\r' };
            match self.breaks.back_mut() {
                Some(previous) if pair && previous.end + 1 == end => *previous = Break { end, bytes: 2, ends: previous.ends },
                _ => self.breaks.push_back(Break { end, bytes: 1, ends: u32::from(!pair) }),
            }
            last = at + 1;
        }
        self.after_return = !bytes.is_empty() && last == bytes.len() && bytes.last() == Some(&b'\r');
        self.passed += bytes.len() as u64;
    }

    /// Bytes read since the last record began.
    fn since(&self) -> u64 {
        self.passed - self.last
    }

    /// The line (from 1) of the first record byte at or after an offset.
    fn at(&mut self, offset: u64) -> u32 {
        let mut start = offset;
        self.last = offset;
        while let Some(next) = self.breaks.front().filter(|b| b.end - b.bytes <= start) {
            start = start.max(next.end);
            self.line = self.line.saturating_add(next.ends);
            self.breaks.pop_front();
        }
        self.line.saturating_add(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn lines(text: &[u8]) -> Vec<(u32, String)> {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(text).unwrap();
        let form = TextForm::unmarked(encoding_rs::UTF_8);
        let mut out = Vec::new();
        let dialect = Dialect { delimiter: b',', usual: 1, lenient: false, rival: None };
        each(&Held::from(file.path()), form, dialect, &mut |line, row| {
            out.push((line, row.cell(0).shown().into_owned()));
            ControlFlow::Continue(())
        })
        .unwrap();
        out
    }

    #[test]
    fn rows_know_their_physical_line() {
        let expect = |pairs: &[(u32, &str)]| pairs.iter().map(|(l, t)| (*l, (*t).to_owned())).collect::<Vec<_>>();
        assert_eq!(lines(b"a,b\n1,2\n\n\n3,4\n"), expect(&[(1, "a"), (2, "1"), (5, "3")]), "blank lines count");
        assert_eq!(lines(b"a,b\r\n1,2\r\n\r\n3,4"), expect(&[(1, "a"), (2, "1"), (4, "3")]), "a CRLF is one break");
        assert_eq!(lines(b"a,b\r1,2\r3,4\r"), expect(&[(1, "a"), (2, "1"), (3, "3")]), "old Macs break by CR alone");
        assert_eq!(lines(b"a,b\n\"x\ny\",2\n3,4\n"), expect(&[(1, "a"), (2, "x\ny"), (4, "3")]), "cells may span lines");
        assert_eq!(lines(b"\n\na,b\n"), expect(&[(3, "a")]), "blank lines above the header count too");
        assert_eq!(lines(b"a\0,b\n1,2\n"), expect(&[(1, "a"), (2, "1")]), "NUL bytes are dropped");
    }

    #[test]
    fn lines_hold_over_the_edges_of_blocks() {
        let mut text = b"k,v\r\n".to_vec();
        for n in 0..40_000 {
            text.extend_from_slice(format!("row{n},x\r\n").as_bytes());
        }
        let rows = lines(&text);
        assert_eq!(rows.last(), Some(&(40_001, "row39999".to_owned())), "CRLF across a block's edge is still one break");
    }
}
