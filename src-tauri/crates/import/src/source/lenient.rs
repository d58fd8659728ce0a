//! Delimited text whose quotation marks break the rules: not doubled inside cells, or opened and never closed.
//!
//! RFC 4180 has a quotation mark inside a quoted cell doubled. Some tools (OCS Inventory) do not double it, others
//! (Request Tracker) do not quote at all; a reader that keeps to the rules then takes many rows for one cell. Here a
//! mark closes a cell only where a cell can end, and a cell that would run over lines that look like rows was never
//! quoted. Text that keeps to the rules is read as the rules have it.

use super::Dialect;
use std::io::{self, Read};

/// The longest cell over several lines, in bytes.
const LONGEST_CELL: usize = 256 << 10;
/// The longest row, in bytes.
const LONGEST_ROW: usize = 16 << 20;
/// How often a mark may turn out to be never closed before none is believed any more: each costs a look ahead.
const MAX_OPEN: u32 = 2_000;
/// Bytes read at a time.
const BLOCK: usize = 64 << 10;

/// Reads records one after the other.
pub(super) struct Lenient<R> {
    input: R,
    buffer: Vec<u8>,
    at: usize,
    ended: bool,
    dialect: Dialect,
    /// Physical line of the next byte, from 1.
    line: u32,
    after_return: bool,
    open: u32,
    /// The input is only the start of a text: a cell that is open at its end is cut off there.
    start_only: bool,
    /// Line of the first mark that broke the rules.
    pub broken: Option<u32>,
}

/// A quoted cell as it was found.
struct Quoted {
    text: Vec<u8>,
    end: usize,
    /// A mark inside it was not doubled.
    broken: bool,
}

impl<R: Read> Lenient<R> {
    /// Reads from an input whose first byte stands in a line.
    pub fn new(input: R, dialect: Dialect, line: u32) -> Self {
        let (buffer, at, ended, after_return) = (Vec::new(), 0, false, false);
        Lenient { input, buffer, at, ended, dialect, line, after_return, open: 0, start_only: false, broken: None }
    }

    /// Reads the start of a text.
    pub fn of_start(input: R, dialect: Dialect) -> Self {
        Lenient { start_only: true, ..Lenient::new(input, dialect, 1) }
    }

    /// Reads the next record that is not a blank line and says in which line it begins; `None` at the end.
    ///
    /// # Errors
    /// What reading gives, and a row longer than any export has.
    pub fn read(&mut self, record: &mut csv::StringRecord) -> io::Result<Option<u32>> {
        record.clear();
        if !self.skip_blank_lines()? {
            return Ok(None);
        }
        let line = self.line;
        loop {
            let (cell, end) = self.cell()?;
            record.push_field(&String::from_utf8_lossy(&cell));
            self.pass(end);
            if self.peek(0)? != Some(self.dialect.delimiter) {
                return Ok(Some(line));
            }
            self.pass(self.at + 1);
            if record.as_slice().len() > LONGEST_ROW {
                return Err(too_long(line));
            }
        }
    }

    fn skip_blank_lines(&mut self) -> io::Result<bool> {
        while let Some(byte) = self.peek(0)? {
            if !is_break(byte) {
                return Ok(true);
            }
            self.pass(self.at + 1);
        }
        Ok(false)
    }

    /// The cell that begins here, and where it ends.
    fn cell(&mut self) -> io::Result<(Vec<u8>, usize)> {
        if self.peek(0)? != Some(b'"') || self.open >= MAX_OPEN {
            return self.bare();
        }
        self.ahead(LONGEST_CELL)?;
        match quoted(&self.buffer[self.at..], self.ended, self.dialect) {
            Found::Closed(found) => {
                self.broken = self.broken.or(found.broken.then_some(self.line));
                Ok((found.text, self.at + found.end))
            }
            Found::Unfinished if self.start_only => Ok((Vec::new(), self.buffer.len())),
            Found::Open | Found::Unfinished => {
                self.open += 1;
                self.broken = self.broken.or(Some(self.line));
                let (cell, end) = self.bare()?;
                let lone = memchr::memchr_iter(b'"', &cell).count() == 1;
                Ok((if lone { cell[1..].to_vec() } else { cell }, end))
            }
        }
    }

    /// A cell up to the next delimiter or line break.
    fn bare(&mut self) -> io::Result<(Vec<u8>, usize)> {
        let mut from = self.at;
        loop {
            let end = memchr::memchr3(self.dialect.delimiter, b'\n', b'\r', &self.buffer[from..]);
            if let Some(end) = end.map(|e| from + e).or(self.ended.then_some(self.buffer.len())) {
                return Ok((self.buffer[self.at..end].to_vec(), end));
            }
            let seen = self.buffer.len() - self.at;
            if seen > LONGEST_ROW {
                return Err(too_long(self.line));
            }
            self.ahead(seen + BLOCK)?;
            from = self.at + seen;
        }
    }

    /// The byte some way on.
    fn peek(&mut self, on: usize) -> io::Result<Option<u8>> {
        if self.buffer.len() <= self.at + on {
            self.ahead(on + 1)?;
        }
        Ok(self.buffer.get(self.at + on).copied())
    }

    /// Reads until so many bytes lie ahead, or all there are.
    fn ahead(&mut self, bytes: usize) -> io::Result<()> {
        if self.at > 2 * BLOCK {
            self.buffer.drain(..self.at);
            self.at = 0;
        }
        while !self.ended && self.buffer.len() - self.at < bytes {
            let filled = self.buffer.len();
            self.buffer.resize(filled + BLOCK, 0);
            let read = self.input.read(&mut self.buffer[filled..])?;
            self.buffer.truncate(filled + read);
            self.ended = read == 0;
        }
        Ok(())
    }

    /// Passes over bytes, counting the lines they end.
    fn pass(&mut self, end: usize) {
        for byte in &self.buffer[self.at..end] {
            let ends = *byte == b'\r' || (*byte == b'\n' && !self.after_return);
            self.line = self.line.saturating_add(u32::from(ends));
            self.after_return = *byte == b'\r';
        }
        self.at = end;
    }
}

fn is_break(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

fn too_long(line: u32) -> io::Error {
    io::Error::new(io::ErrorKind::FileTooLarge, super::TooLong { line, limit: LONGEST_ROW })
}

/// What a mark at the start of a cell came to.
enum Found {
    Closed(Quoted),
    /// It is never closed.
    Open,
    /// The bytes end before it is.
    Unfinished,
}

/// The quoted cell at the start of the bytes. `whole` says that the text ends with them.
fn quoted(bytes: &[u8], whole: bool, dialect: Dialect) -> Found {
    let mut found = Quoted { text: Vec::new(), end: 1, broken: false };
    let mut rows = Rows::default();
    loop {
        let window = bytes.get(found.end..LONGEST_CELL.min(bytes.len())).unwrap_or_default();
        let next = memchr::memchr(b'"', window);
        let before = &window[..next.unwrap_or(window.len())];
        rows.look(before, dialect);
        if rows.are_rows() {
            return Found::Open;
        }
        if next.is_none() {
            return if bytes.len() < LONGEST_CELL { Found::Unfinished } else { Found::Open };
        }
        found.text.extend_from_slice(before);
        let at = found.end + before.len();
        let marks = bytes[at..].iter().take_while(|b| **b == b'"').count();
        found.end = at + marks;
        let Some(next) = bytes.get(found.end).copied() else {
            return if whole { Found::Closed(found.closed(marks)) } else { Found::Unfinished };
        };
        if is_break(next) || (next == dialect.delimiter && (marks % 2 == 1 || begins_cell(bytes, found.end + 1, dialect))) {
            if is_break(next) && marks.is_multiple_of(2) && !rows.end_here(bytes, found.end, dialect) {
                found.keep(marks);
                continue;
            }
            return Found::Closed(found.closed(marks));
        }
        let opens = marks == 1 && rows.lines > 0 && at > 0 && (bytes[at - 1] == dialect.delimiter || is_break(bytes[at - 1]));
        if opens {
            return Found::Open;
        }
        found.keep(marks);
    }
}

/// Whether a record that was read by the rules shows that the text does not keep to them.
pub(super) fn is_doubtful(record: &csv::StringRecord, dialect: Dialect) -> bool {
    let text = record.as_slice().as_bytes();
    let odd = record.len() != dialect.usual + 1;
    if memchr::memchr2(b'\n', b'\r', text).is_none() {
        return odd && memchr::memchr(b'"', text).is_some();
    }
    odd || record.iter().any(|cell| {
        let mut rows = Rows::default();
        rows.look(cell.as_bytes(), dialect);
        rows.are_rows()
    })
}

/// Whether a cell in quotes, or a line's end, follows. Doubled marks go on inside a cell (`[""a"",""b""]`), unless they
/// are an empty cell.
fn begins_cell(bytes: &[u8], at: usize, dialect: Dialect) -> bool {
    let breaks = bytes[at..].iter().take_while(|b| is_break(**b)).count();
    let rest = &bytes[at + breaks..];
    let marks = rest.iter().take_while(|b| **b == b'"').count();
    let ends = rest.get(marks).is_none_or(|b| is_break(*b) || *b == dialect.delimiter);
    rest.is_empty() || marks == 1 || (marks == 2 && ends)
}

impl Quoted {
    /// Marks inside the cell: pairs are single marks, a mark alone is itself.
    fn keep(&mut self, marks: usize) {
        self.broken |= marks % 2 == 1;
        self.text.extend(std::iter::repeat_n(b'"', marks.div_ceil(2)));
    }

    /// The last of the marks closes the cell.
    fn closed(mut self, marks: usize) -> Quoted {
        self.broken |= marks.is_multiple_of(2);
        let inside = if marks.is_multiple_of(2) { marks - 1 } else { (marks - 1) / 2 };
        self.text.extend(std::iter::repeat_n(b'"', inside));
        self
    }
}

/// Lines inside a cell, and how many of them look like rows.
#[derive(Default)]
struct Rows {
    lines: usize,
    like: usize,
    /// Delimiters since the last line break.
    delimiters: usize,
}

impl Rows {
    fn look(&mut self, bytes: &[u8], dialect: Dialect) {
        for byte in bytes {
            if is_break(*byte) {
                self.lines += 1;
                let whole = self.lines > 1 && dialect.usual > 0;
                self.like += usize::from(whole && self.delimiters == dialect.usual);
                self.delimiters = 0;
            } else if *byte == dialect.delimiter {
                self.delimiters += 1;
            }
        }
    }

    /// Three whole lines that are rows by their delimiters, and most of the lines.
    fn are_rows(&self) -> bool {
        self.like >= 3 && self.like * 2 > self.lines
    }

    /// After an even number of marks a line may end inside the cell; it does not where the next line begins like a row.
    fn end_here(&self, bytes: &[u8], at: usize, dialect: Dialect) -> bool {
        let rest = bytes[at..].trim_ascii_start();
        let next = rest.split(|b| is_break(*b)).next().unwrap_or_default();
        let marks = rest.iter().take_while(|b| **b == b'"').count();
        let bare = marks == 0 && memchr::memchr(b'"', next).is_none();
        let parted = memchr::memchr_iter(dialect.delimiter, next).count() >= dialect.usual;
        rest.is_empty() || (dialect.usual > 0 && parted && (bare || marks == 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<(u32, Vec<String>)>, Option<u32>) {
        let dialect = Dialect { delimiter: b';', usual: 1, lenient: true, rival: None };
        let mut reader = Lenient::new(text.as_bytes(), dialect, 1);
        let (mut record, mut rows) = (csv::StringRecord::new(), Vec::new());
        while let Some(line) = reader.read(&mut record).unwrap() {
            rows.push((line, record.iter().map(str::to_owned).collect()));
        }
        (rows, reader.broken)
    }

    fn cells(text: &str) -> Vec<Vec<String>> {
        read(text).0.into_iter().map(|(_, cells)| cells).collect()
    }

    #[test]
    fn what_keeps_to_the_rules_is_read_by_them() {
        let (rows, broken) = read("a;b\r\n\"x\n\"\"y\"\"; z\";\"\"\n\r\n\"\"\"\";1\n");
        let expect = |line, cells: [&str; 2]| (line, cells.map(str::to_owned).to_vec());
        assert_eq!(rows, [expect(1, ["a", "b"]), expect(2, ["x\n\"y\"; z", ""]), expect(5, ["\"", "1"])]);
        assert_eq!(broken, None, "nothing of it needs leniency");
    }

    #[test]
    fn marks_that_are_not_doubled_stay_in_their_cell() {
        assert_eq!(cells("\"Disk 3.5\" drive\";\"b\"\n"), [["Disk 3.5\" drive", "b"]]);
        assert_eq!(cells("\"Mac 13\"\";\"b\"\n"), [["Mac 13\"", "b"]], "a mark at the end is the value's");
        assert_eq!(read("a;b\n\"x\"y\";1\n").1, Some(2), "the line is told");
    }

    #[test]
    fn lists_of_texts_in_a_cell_keep_to_the_rules() {
        let pretty = read("a;b\n\"{\n  \"\"k\"\": \"\"x\"\";\n  \"\"l\"\": \"\"y\"\"\n}\";1\n");
        assert_eq!((pretty.0.len(), pretty.1), (2, None), "over lines too");
        let (rows, broken) = read("a;b\n\"[\"\"x\"\";\"\"y\"\";\"\"\"\"]\";\"{\"\"k\"\":[\"\"1\"\";\"\"2\"\"]}\"\n");
        assert_eq!(rows[1].1, ["[\"x\";\"y\";\"\"]", "{\"k\":[\"1\";\"2\"]}"]);
        assert_eq!(broken, None, "every mark is doubled");
        assert_eq!(cells("\"Mac 13\"\";\"\"\n"), [["Mac 13\"", ""]], "an empty cell follows a mark that is not");
    }

    #[test]
    fn marks_that_are_never_closed_are_dropped() {
        assert_eq!(cells("\"a;b\nc;d\ne;f\ng;h\n"), [["a", "b"], ["c", "d"], ["e", "f"], ["g", "h"]]);
        assert_eq!(cells("\"a;b\nc;\"d\"\n"), [["a", "b"], ["c", "d"]], "a mark that opens a cell closes none");
    }

    #[test]
    fn text_without_an_end_is_refused_and_not_held() {
        let endless = std::io::repeat(b'x');
        let mut reader = Lenient::new(endless, Dialect { delimiter: b';', usual: 1, lenient: true, rival: None }, 1);
        let refused = reader.read(&mut csv::StringRecord::new()).unwrap_err();
        assert_eq!(refused.kind(), io::ErrorKind::FileTooLarge);
    }
}
