//! Days, moments and decimals as text, without the machinery of format strings: a million records have ten million of
//! them. The text is the one that `Display` (of a moment, `Debug`) writes, which is what decides where the two differ.

use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike};
use rust_decimal::Decimal;
use std::fmt::Write as _;

/// Appends a day as `2026-06-30`.
pub fn day(out: &mut String, day: NaiveDate) {
    match u32::try_from(day.year()) {
        Ok(year) if year < 10_000 => {
            digits(out, year, 4);
            out.push('-');
            digits(out, day.month(), 2);
            out.push('-');
            digits(out, day.day(), 2);
        }
        _ => rest(out, day),
    }
}

/// Appends the month of a day as `2026-06`.
pub fn month(out: &mut String, day: NaiveDate) {
    match u32::try_from(day.year()) {
        Ok(year) if year < 10_000 => {
            digits(out, year, 4);
            out.push('-');
            digits(out, day.month(), 2);
        }
        _ => rest(out, format_args!("{:04}-{:02}", day.year(), day.month())),
    }
}

/// Appends a moment as `2026-06-30T18:00:00`.
pub fn moment(out: &mut String, at: NaiveDateTime) {
    if at.nanosecond() != 0 || !(0..10_000).contains(&at.year()) {
        return rest(out, format_args!("{at:?}"));
    }
    day(out, at.date());
    for (sign, part) in [('T', at.hour()), (':', at.minute()), (':', at.second())] {
        out.push(sign);
        digits(out, part, 2);
    }
}

/// Appends a decimal as `-1250.00`.
pub fn decimal(out: &mut String, value: Decimal) {
    let scale = value.scale() as usize;
    let Ok(mut left) = u64::try_from(value.mantissa().unsigned_abs()) else { return rest(out, value) };
    if scale > 18 {
        return rest(out, value);
    }
    let mut text = [b'0'; 24];
    let mut at = text.len();
    let mut written = 0;
    while left > 0 || written <= scale {
        if written == scale && scale > 0 {
            at -= 1;
            text[at] = b'.';
        }
        at -= 1;
        text[at] = b'0' + (left % 10) as u8;
        left /= 10;
        written += 1;
    }
    if value.is_sign_negative() {
        out.push('-');
    }
    out.extend(text[at..].iter().map(|b| char::from(*b)));
}

/// Appends a whole number with leading zeros.
fn digits(out: &mut String, number: u32, width: u32) {
    for place in (0..width).rev() {
        out.push(char::from(b'0' + (number / 10_u32.pow(place) % 10) as u8));
    }
}

/// What is not everyday is left to `Display`.
fn rest(out: &mut String, value: impl std::fmt::Display) {
    let _ = write!(out, "{value}"); // writing to a string cannot fail
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written<T>(write: fn(&mut String, T), value: T) -> String {
        let mut out = String::new();
        write(&mut out, value);
        out
    }

    #[test]
    fn decimals_are_written_as_display_writes_them() {
        for mantissa in [0, 1, -1, 5, 10, -120, 999, 152_231, 100_000_000, i64::MAX, i64::MIN] {
            for scale in [0, 1, 2, 3, 9, 17, 18, 19, 28] {
                let value = Decimal::from_i128_with_scale(mantissa.into(), scale);
                assert_eq!(written(decimal, value), value.to_string(), "{mantissa} at {scale}: stored amounts must not change");
            }
        }
        assert_eq!(written(decimal, Decimal::MAX), Decimal::MAX.to_string());
        let mut nothing = Decimal::new(0, 2);
        nothing.set_sign_negative(true);
        assert_eq!(written(decimal, nothing), nothing.to_string(), "a zero may carry a sign");
    }

    #[test]
    fn days_and_moments_are_written_as_chrono_writes_them() {
        for (year, seconds) in [(2026, 0), (999, 5), (0, 59), (-44, 1), (9999, 86_399), (10_000, 3_600), (262_000, 7)] {
            let date = NaiveDate::from_ymd_opt(year, 2, 9).unwrap();
            let at = date.and_time(chrono::NaiveTime::from_num_seconds_from_midnight_opt(seconds, 0).unwrap());
            assert_eq!(written(day, date), date.to_string());
            assert_eq!(written(month, date), format!("{:04}-{:02}", date.year(), date.month()));
            assert_eq!(written(moment, at), format!("{at:?}"), "{at}");
            let fine = at.with_nanosecond(120_000_000).unwrap();
            assert_eq!(written(moment, fine), format!("{fine:?}"), "parts of a second are kept");
        }
        let leap = NaiveDate::from_ymd_opt(2016, 12, 31).unwrap().and_hms_nano_opt(23, 59, 59, 1_000_000_000).unwrap();
        assert_eq!(written(moment, leap), format!("{leap:?}"), "a leap second is a second of its own");
    }
}
