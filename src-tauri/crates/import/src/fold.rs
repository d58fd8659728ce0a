//! Folding of headers and words, so that spelling habits of tools do not matter.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A header as it is compared: lower case, no accents, spaces, hyphens, underscores, dots, colons or asterisks.
pub(crate) fn header(text: &str) -> String {
    if text.is_ascii() {
        return text.chars().filter(|c| !ignored(*c)).map(|c| c.to_ascii_lowercase()).collect();
    }
    text.nfkd().filter(|c| !is_combining_mark(*c)).filter(|c| !ignored(*c)).flat_map(char::to_lowercase).collect()
}

fn ignored(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '_' | '*' | '.' | ':' | '"' | '\'' | '\u{feff}' | '\0' | '\u{200b}')
}

/// Text as words: lower case, no accents, one space between runs of letters and digits, one at each end.
///
/// The outer spaces let [`has_phrase`] find whole words by a plain search.
pub(crate) fn words(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push(' ');
    if text.is_ascii() {
        text.chars().for_each(|c| push_word(&mut out, c.to_ascii_lowercase()));
    } else {
        text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).for_each(|c| push_word(&mut out, c));
    }
    if !out.ends_with(' ') {
        out.push(' ');
    }
    out
}

fn push_word(out: &mut String, c: char) {
    if c.is_alphanumeric() || c == '#' || c == '+' {
        out.push(c);
    } else if !out.ends_with(' ') {
        out.push(' ');
    }
}

/// Whether a text prepared by [`words`] holds the phrase. A phrase ending in `*` may go on within its last word.
pub(crate) fn has_phrase(words: &str, phrase: &Phrase) -> bool {
    match phrase {
        Phrase::Whole(p) | Phrase::Begins(p) => words.contains(p.as_str()),
        Phrase::First(p) => words.starts_with(p.as_str()),
    }
}

/// A phrase prepared for [`has_phrase`].
#[derive(Debug, Clone)]
pub(crate) enum Phrase {
    /// Whole words.
    Whole(String),
    /// The last word may go on (`macbook*`).
    Begins(String),
    /// The text begins with it (`^svc`).
    First(String),
}

impl Phrase {
    /// Reads the spelling used in the data: `whole words`, `begin*`, `^at the start`.
    pub(crate) fn parse(text: &str) -> Phrase {
        let folded = words(text.trim_start_matches('^').trim_end_matches('*'));
        let open = text.ends_with('*');
        let body = if open { folded.trim_end().to_owned() } else { folded };
        match (text.starts_with('^'), open) {
            (true, _) => Phrase::First(body),
            (false, true) => Phrase::Begins(body),
            (false, false) => Phrase::Whole(body),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_fold_away_the_habits_of_tools() {
        assert_eq!(header(" *Contact-Name "), "contactname", "asterisks mark required columns, padding means nothing");
        assert_eq!(header("Última_actualización"), "ultimaactualizacion", "accents differ between exports of one tool");
        assert_eq!(header("Employee #"), "employee#", "the number sign tells a number from a name");
        assert_eq!(header("\u{feff}Company"), "company", "a byte-order mark is no part of the first header");
    }

    #[test]
    fn phrases_match_whole_words_unless_they_are_left_open() {
        let title = words("Sr. Network-Administrator (IT)");
        assert!(has_phrase(&title, &Phrase::parse("network administrator")), "a hyphen parts words");
        assert!(has_phrase(&title, &Phrase::parse("IT")), "words are compared without case");
        assert!(!has_phrase(&words("Receptionist"), &Phrase::parse("it")), "a word inside a word is another word");
        assert!(has_phrase(&words("MacBookPro18,3"), &Phrase::parse("macbook*")), "models run on");
        assert!(!has_phrase(&words("front svc"), &Phrase::parse("^svc*")), "the start is the start");
    }
}
