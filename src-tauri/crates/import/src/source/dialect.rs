//! Which sign parts the cells of a text file, by how evenly it parts the first lines.

use super::lenient::Lenient;
use std::collections::HashMap;

/// How the cells of a text file are parted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Dialect {
    /// The sign between cells.
    pub delimiter: u8,
    /// How many of them most lines hold.
    pub usual: usize,
    /// Quotation marks break the rules.
    pub lenient: bool,
    /// Another sign that parts the lines nearly as evenly.
    pub rival: Option<u8>,
}

impl Dialect {
    /// That another sign would do nearly as well, in a sentence with what to do.
    pub fn doubt(self) -> Option<String> {
        let (sign, rival) = (named(self.delimiter), named(self.rival?));
        Some(format!(
            "The cells are parted by the {sign}; the {rival} would part the lines nearly as evenly. If it is the one, say so by --delimiter {rival}, or in the window by what parts cells."
        ))
    }
}

/// A sign by its name.
fn named(sign: u8) -> String {
    match sign {
        b',' => "comma".to_owned(),
        b';' => "semicolon".to_owned(),
        b'\t' => "tab".to_owned(),
        b'|' => "bar".to_owned(),
        other => char::from(other).to_string(),
    }
}

/// Finds the delimiter from the start of the text, unless it is told. `whole` says that the text ends there.
pub(super) fn sniff(head: &[u8], told: Option<u8>, whole: bool) -> Dialect {
    let told = told.or_else(|| declared(head));
    let tried = told.map_or_else(|| b",;\t|".to_vec(), |sign| vec![sign]);
    let mut looks: Vec<(u64, Dialect)> = tried.into_iter().map(|delimiter| evenness(head, delimiter, whole)).collect();
    // The sort keeps the order of equals: of two even signs the one named first.
    looks.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    let rival = |most: u64| looks.get(1).filter(|(next, d)| d.usual > 1 && next * 10 >= most * 8).map(|(_, d)| d.delimiter);
    let none = Dialect { delimiter: b',', usual: 0, lenient: false, rival: None };
    looks.first().map_or(none, |(most, dialect)| Dialect { rival: rival(*most), ..*dialect })
}

/// The sign that a first line `sep=;` names, as spreadsheets write and read it.
fn declared(head: &[u8]) -> Option<u8> {
    let rest = head.strip_prefix(b"sep=").or_else(|| head.strip_prefix(b"\"sep="))?;
    let (sign, after) = rest.split_first()?;
    after.first().is_none_or(|b| matches!(b, b'\r' | b'\n' | b'"')).then_some(*sign)
}

/// Share of the records (in thousandths) that have the usual width, times that width; 0 where nothing is parted.
fn evenness(head: &[u8], delimiter: u8, whole: bool) -> (u64, Dialect) {
    let by_the_rules = Look::at(head, Dialect { delimiter, usual: 0, lenient: false, rival: None }, whole);
    let Some(broken) = by_the_rules.broken else { return by_the_rules.score(delimiter, false) };
    let before = by_the_rules.widths.iter().filter(|(line, width)| *line < broken && *width > 1).map(|(_, width)| width - 1);
    let usual = most(before).filter(|(_, times)| *times > 1).map_or_else(|| usual(head, delimiter), |(usual, _)| usual);
    Look::at(head, Dialect { delimiter, usual, lenient: true, rival: None }, whole).score(delimiter, true)
}

/// What reading the start with one delimiter shows.
struct Look {
    /// Line and width of every record.
    widths: Vec<(u32, usize)>,
    broken: Option<u32>,
}

impl Look {
    fn at(head: &[u8], dialect: Dialect, whole: bool) -> Look {
        let mut reader = if whole { Lenient::new(head, dialect, 1) } else { Lenient::of_start(head, dialect) };
        let (mut record, mut widths) = (csv::StringRecord::new(), Vec::new());
        while let Ok(Some(line)) = reader.read(&mut record) {
            widths.push((line, record.len()));
        }
        if !whole && widths.len() > 1 {
            widths.pop();
        }
        Look { widths, broken: reader.broken }
    }

    fn score(&self, delimiter: u8, lenient: bool) -> (u64, Dialect) {
        let all = u64::try_from(self.widths.len()).unwrap_or(u64::MAX).max(1);
        let parted = self.widths.iter().map(|(_, width)| *width).filter(|w| *w > 1);
        let Some((width, count)) = most(parted) else { return (0, Dialect { delimiter, usual: 0, lenient, rival: None }) };
        let weight = u64::try_from(width.min(40)).unwrap_or(40);
        ((count * 1000 / all) * (10 + weight), Dialect { delimiter, usual: width - 1, lenient, rival: None })
    }
}

/// How many delimiters most lines hold, whatever is quoted.
fn usual(head: &[u8], delimiter: u8) -> usize {
    let lines = head.split(|b| matches!(b, b'\n' | b'\r')).map(|line| memchr::memchr_iter(delimiter, line).count());
    most(lines.filter(|n| *n > 0)).map_or(0, |(usual, _)| usual)
}

/// The most frequent of some counts, the larger of two equally frequent.
fn most(counts: impl Iterator<Item = usize>) -> Option<(usize, u64)> {
    let mut times: HashMap<usize, u64> = HashMap::new();
    counts.for_each(|n| *times.entry(n).or_default() += 1);
    times.into_iter().max_by_key(|(n, times)| (*times, *n))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn delimiter(text: &str) -> char {
        char::from(sniff(text.as_bytes(), None, true).delimiter)
    }

    #[test]
    fn a_quotation_mark_left_open_at_the_start_is_not_believed() {
        let rows: String = (0..200).map(|n| format!("S{n},pc{n}\n")).collect();
        assert!(
            sniff(format!("serial,host\nS,\"pc\n{rows}").as_bytes(), None, true).lenient,
            "it would swallow the rest of the file"
        );
        let text: String = (0..200).map(|n| format!("line {n} of a long, long text\n")).collect();
        assert!(
            !sniff(format!("id,text,more\n1,\"{text}\",x\n2,\"{text}\",y\n").as_bytes(), None, true).lenient,
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
