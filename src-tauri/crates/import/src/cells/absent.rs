//! Cells that say there is no value.

/// What a cell without a value says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Absent {
    /// As good as empty (`null`, a lone dash in a text column).
    Nothing,
    /// Says in words that the value is not given.
    Stated,
}

/// Short marks for no value. Zero is not among them.
const MARKS: &[&str] = &[
    "n/a",
    "#n/a",
    "na",
    "n.a.",
    "n.a",
    "n/d",
    "nd",
    "ns",
    "?",
    "??",
    "-",
    "--",
    "–",
    "—",
    "nil",
    "none",
    "null",
    "(null)",
    "<null>",
    "(blank)",
    "(none)",
    "[none]",
    "not available",
    "not applicable",
    "not known",
    "unknown",
    "unspecified",
    "tbc",
    "tbd",
    "pending",
    "never",
    "not set",
    "no data",
    "undefined",
    "nan",
];

/// Openings of sentences that stand where a value belongs.
const SENTENCES: &[&str] = &[
    "exempt",
    "the project",
    "withheld",
    "redacted",
    "not in a position",
    "data not",
    "see ",
    "information not",
    "[placeholder",
];

/// Whether a cell in a column of values (numbers, dates, choices) says that there is none.
pub(crate) fn of_value(text: &str) -> Option<Absent> {
    if text.is_empty() || matches!(text, "null" | "NULL" | "(null)" | "\"\"") {
        return Some(Absent::Nothing);
    }
    let begins = |opening: &&str| text.get(..opening.len()).is_some_and(|t| t.eq_ignore_ascii_case(opening));
    let stated = is_mark(text) || SENTENCES.iter().any(begins);
    stated.then_some(Absent::Stated)
}

/// Whether a cell in a column of text is as good as empty.
pub(crate) fn of_text(text: &str) -> bool {
    if text.len() > 16 {
        return text.starts_with("[PLACEHOLDER");
    }
    text.is_empty() || is_mark(text)
}

fn is_mark(text: &str) -> bool {
    MARKS.iter().any(|mark| mark.eq_ignore_ascii_case(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_sentences_are_no_values_and_zero_is_one() {
        assert_eq!(of_value("N/A"), Some(Absent::Stated), "the export says that it does not know");
        assert_eq!(of_value("Exempt under Section 43 of the Freedom of Information Act 2000"), Some(Absent::Stated));
        assert_eq!(of_value("null"), Some(Absent::Nothing), "a database's empty cell");
        assert_eq!(of_value("0"), None, "zero is a measured value");
        assert!(of_text("-") && !of_text("Naomi"), "only the whole cell counts");
    }
}
