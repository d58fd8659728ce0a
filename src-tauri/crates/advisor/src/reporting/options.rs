//! How a report is asked for.

use crate::error::Error;
use chrono::NaiveDate;
use report::document::Paper;
use report::edition::Edition;
use report::ink::{Ink, contrast};
use std::path::Path;

/// The interface's own accent, where a firm has none.
const ACCENT: (u8, u8, u8) = (0x1a, 0x1a, 0x1a);

/// A report's options.
#[derive(Debug, Clone, PartialEq)]
pub struct ReportOptions {
    /// Edition.
    pub edition: Edition,
    /// Paper.
    pub paper: Paper,
    /// The day on it; none is the as-of date.
    pub date: Option<NaiveDate>,
    /// A logo's bytes, PNG or SVG.
    pub logo: Option<Vec<u8>>,
    /// Colour of the line above each page.
    pub accent: (u8, u8, u8),
    /// Without pay of small groups, control gaps and rows of people.
    pub redact: bool,
}

impl Default for ReportOptions {
    fn default() -> Self {
        Self { edition: Edition::Full, paper: Paper::Letter, date: None, logo: None, accent: ACCENT, redact: false }
    }
}

/// The largest logo that is read, in bytes.
const LARGEST_LOGO: u64 = 5 << 20;

/// Reads a logo and sees that it is a picture.
///
/// # Errors
/// `unreadable_path`, `bad_logo`.
pub fn read_logo(path: &Path) -> Result<Vec<u8>, Error> {
    let at = |cause| Error::path(path, &cause);
    if std::fs::metadata(path).map_err(at)?.len() > LARGEST_LOGO {
        return Err(at(std::io::Error::other("it is larger than 5 MB")));
    }
    let bytes = std::fs::read(path).map_err(at)?;
    report::logo::read(&bytes).map_err(Error::Logo)?;
    Ok(bytes)
}

/// WCAG 1.4.11: what carries meaning or structure has 3:1 against its ground.
const LEAST: f64 = 3.0;

/// Reads a colour of six hexadecimal digits and sees that it can be seen on paper.
pub fn read_accent(text: &str) -> Result<(u8, u8, u8), Error> {
    let digits = text.trim_start_matches('#');
    let refused = |why: String| Error::Accent { text: text.to_owned(), why };
    if digits.len() != 6 || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Err(refused("it is not six hexadecimal digits".to_owned()));
    }
    let part = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).unwrap_or(0);
    let colour = (part(0), part(2), part(4));
    let ratio = contrast(colour, Ink::Paper.rgb());
    match ratio >= LEAST {
        true => Ok(colour),
        false => Err(refused(format!("its contrast with paper is {ratio:.1}:1, at least {LEAST:.0}:1 is needed"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_accent_is_six_digits_that_can_be_seen() {
        assert_eq!(read_accent("#23495A").unwrap(), (0x23, 0x49, 0x5a));
        assert!(matches!(read_accent("ffe680"), Err(Error::Accent { .. })), "pale yellow vanishes on paper");
        assert!(matches!(read_accent("blueish"), Err(Error::Accent { .. })));
        assert!(matches!(read_accent("äöü"), Err(Error::Accent { .. })), "six bytes, but no digits");
    }
}
