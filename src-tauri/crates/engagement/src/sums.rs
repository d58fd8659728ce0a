//! What one row adds to its cell, as the text kept in the row: `1:1250.00;3:0.5`, measure ids before exact decimals.

use rust_decimal::Decimal;
use std::fmt::Write as _;

/// Appends one measure.
pub(crate) fn write(text: &mut String, measure: i64, value: Decimal) {
    let separator = if text.is_empty() { "" } else { ";" };
    let _ = write!(text, "{separator}{measure}:"); // writing to a string cannot fail
    model::written::decimal(text, value);
}

/// The measures of a row's text; a part that cannot be read is no known value.
pub(crate) fn read(text: &str) -> impl Iterator<Item = (i64, Decimal)> {
    text.split(';').filter_map(|part| {
        let (measure, value) = part.split_once(':')?;
        Some((measure.parse().ok()?, value.parse().ok()?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_come_back_exactly() {
        let mut text = String::new();
        write(&mut text, 1, Decimal::new(-125_000, 2));
        write(&mut text, 12, Decimal::MAX);
        assert_eq!(text, "1:-1250.00;12:79228162514264337593543950335", "short, and readable with any SQLite tool");
        assert_eq!(read(&text).collect::<Vec<_>>(), [(1, Decimal::new(-1250, 0)), (12, Decimal::MAX)], "money is exact");
        assert_eq!(read("").count(), 0, "a row without measures adds none");
    }
}
