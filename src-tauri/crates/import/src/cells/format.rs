//! How a column writes dates and numbers, and what one cell says about it.

use super::date::DateOrder;
use super::number::NumberMark;

/// How one column writes its cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// The order of day and month.
    Dates(DateOrder),
    /// The sign before decimals.
    Numbers(NumberMark),
}

impl Format {
    /// The word used on the wire and in mappings.
    pub fn name(self) -> &'static str {
        match self {
            Format::Dates(order) => order.name(),
            Format::Numbers(mark) => mark.name(),
        }
    }

    /// The format of that word.
    pub fn from_name(name: &str) -> Option<Format> {
        DateOrder::from_name(name).map(Format::Dates).or_else(|| NumberMark::from_name(name).map(Format::Numbers))
    }

    /// The format inside a sentence: `read month first`, `read with a decimal comma`.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Format::Dates(DateOrder::DayFirst) => "day first",
            Format::Dates(DateOrder::MonthFirst) => "month first",
            Format::Numbers(NumberMark::DotDecimal) => "with a decimal dot",
            Format::Numbers(NumberMark::CommaDecimal) => "with a decimal comma",
        }
    }
}

/// What one cell says about the format of its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Evidence {
    /// Nothing: it reads the same either way, or is no date or number.
    None,
    /// It reads differently either way.
    Either,
    /// Only this format makes sense of it.
    Only(Format),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_has_a_word_that_leads_back_to_it() {
        for word in ["day_first", "month_first", "dot_decimal", "comma_decimal"] {
            assert_eq!(Format::from_name(word).map(Format::name), Some(word), "a mapping on disk says {word}");
        }
        assert_eq!(Format::from_name("year_first"), None, "no column has a choice of that");
    }
}
