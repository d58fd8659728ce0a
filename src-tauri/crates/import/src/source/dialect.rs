//! Which sign parts the cells of a text file, by how evenly it parts the first lines.

use super::text;
use std::collections::HashMap;

/// How the cells of a text file are parted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Dialect {
    /// The sign between cells.
    pub delimiter: u8,
    /// Whether quotation marks enclose cells.
    pub quoting: bool,
}

/// A record this long in lines, right at the start, is a quotation mark that was never closed.
const LONGEST: usize = 60;

/// Finds the delimiter from the start of the text. `whole` says that the text ends there.
pub(super) fn sniff(head: &[u8], whole: bool) -> Dialect {
    let mut best = (0, Dialect { delimiter: b',', quoting: true });
    for delimiter in *b",;\t|" {
        let score = evenness(head, Dialect { delimiter, quoting: true }, whole);
        if score > best.0 {
            best = (score, Dialect { delimiter, quoting: true });
        }
    }
    let quoting = !runs_away(head, best.1);
    Dialect { quoting, ..best.1 }
}

/// Share of the records (in thousandths) that have the usual width, times that width; 0 where nothing is parted.
fn evenness(head: &[u8], dialect: Dialect, whole: bool) -> u64 {
    let mut widths: Vec<usize> = text::records(head, dialect).byte_records().filter_map(Result::ok).map(|r| r.len()).collect();
    if !whole && widths.len() > 1 {
        widths.pop();
    }
    let mut counts: HashMap<usize, u64> = HashMap::new();
    for width in widths.iter().filter(|w| **w > 1) {
        *counts.entry(*width).or_default() += 1;
    }
    let Some((width, count)) = counts.into_iter().max_by_key(|(width, count)| (*count, *width)) else { return 0 };
    let all = u64::try_from(widths.len()).unwrap_or(u64::MAX).max(1);
    let width = u64::try_from(width.min(40)).unwrap_or(40);
    (count * 1000 / all) * (10 + width)
}

fn runs_away(head: &[u8], dialect: Dialect) -> bool {
    let long = |r: &csv::ByteRecord| r.iter().map(|c| memchr::memchr_iter(b'\n', c).count()).sum::<usize>() > LONGEST;
    let mut records = text::records(head, dialect).into_byte_records().filter_map(Result::ok);
    let lines = memchr::memchr_iter(b'\n', head).count();
    records.any(|r| long(&r)) && {
        let without = Dialect { quoting: false, ..dialect };
        evenness(head, without, false) >= evenness(head, dialect, false) && lines > LONGEST
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn delimiter(text: &str) -> char {
        char::from(sniff(text.as_bytes(), true).delimiter)
    }

    #[test]
    fn a_quotation_mark_left_open_at_the_start_is_not_believed() {
        let rows: String = (0..200).map(|n| format!("S{n},pc{n}\n")).collect();
        assert!(!sniff(format!("serial,host\nS,\"pc\n{rows}").as_bytes(), true).quoting, "it would swallow the rest of the file");
        let text: String = (0..200).map(|n| format!("line {n} of a long, long text\n")).collect();
        assert!(
            sniff(format!("id,text,more\n1,\"{text}\",x\n2,\"{text}\",y\n").as_bytes(), true).quoting,
            "a long cell is only long"
        );
    }

    #[test]
    fn the_sign_that_parts_lines_evenly_is_the_delimiter() {
        assert_eq!(delimiter("a,b,c\n1,2,3\n"), ',');
        assert_eq!(delimiter("a;b\nx, y;1,5\nz;2,5\n"), ';', "commas inside cells do not part them");
        assert_eq!(delimiter("a\tb\n1,5\t2\n"), '\t');
        assert_eq!(delimiter("name|site\nx|y\n"), '|');
        assert_eq!(delimiter("name;amount\nx;1,50\ny;2,75\n"), ';', "a decimal comma parts evenly too, but not the header");
        assert_eq!(delimiter("value\n1\n2\n"), ',', "one column needs no delimiter");
        assert_eq!(delimiter("\"a, b\";c;d\n\"1, 2\";3;4\n"), ';', "what stands in quotes does not count");
        assert_eq!(delimiter("Title line, with comma\n\na;b;c\n1;2;3\n4;5;6\n"), ';', "title lines are few");
    }
}
