//! Time: whole plan years cut into segments in which every quantity and price is constant (rules 12).
//!
//! Month 0 is the first month after the as-of date: select, sign, onboard. Months 1 to 12 × years are paid.

use chrono::{Datelike, NaiveDate};

/// Months of a plan year.
pub const MONTHS: u16 = 12;

/// A run of months in which nothing changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segment {
    /// Plan year, from 1.
    pub year: u8,
    /// First month of the horizon, from 1.
    pub first: u16,
    /// How many months.
    pub months: u16,
}

/// The horizon, cut at plan-year starts and events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    /// Whole years.
    pub years: u8,
    /// Segments in order, never across a plan year.
    pub segments: Vec<Segment>,
}

impl Schedule {
    /// Cuts the horizon before each of `starts` (months of the horizon); starts outside it do nothing.
    pub fn new(years: u8, starts: impl IntoIterator<Item = u16>) -> Self {
        let last = u16::from(years) * MONTHS;
        let mut cuts: Vec<u16> = (0..u16::from(years)).map(|y| y * MONTHS + 1).collect();
        cuts.extend(starts.into_iter().filter(|m| (2..=last).contains(m)));
        cuts.sort_unstable();
        cuts.dedup();
        let ends = cuts.iter().skip(1).copied().chain([last + 1]);
        let segment = |(first, next): (u16, u16)| Segment { year: year_of(first), first, months: next - first };
        Self { years, segments: cuts.iter().copied().zip(ends).map(segment).collect() }
    }

    /// The same horizon with every month a segment of its own.
    pub fn by_month(&self) -> Self {
        Self::new(self.years, 1..=self.last_month())
    }

    /// The last paid month.
    pub fn last_month(&self) -> u16 {
        u16::from(self.years) * MONTHS
    }
}

/// The plan year of a month of the horizon.
pub fn year_of(month: u16) -> u8 {
    u8::try_from(month.saturating_sub(1) / MONTHS + 1).unwrap_or(u8::MAX)
}

/// The month of the horizon a day lies in: 0 is the month after the as-of month; earlier days give 0 or less.
pub fn month_of(day: NaiveDate, as_of: NaiveDate) -> i32 {
    let index = |d: NaiveDate| d.year() * 12 + d.month0().cast_signed();
    index(day) - index(as_of) - 1
}

/// First day of a month of the horizon.
pub fn month_start(month: u16, as_of: NaiveDate) -> NaiveDate {
    let first = as_of.with_day(1).unwrap_or(as_of);
    first.checked_add_months(chrono::Months::new(u32::from(month) + 1)).unwrap_or(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_cover_the_horizon_once() {
        let s = Schedule::new(3, [3, 6, 13, 99]);
        assert_eq!(s.segments.iter().map(|s| s.months).sum::<u16>(), 36, "no month twice, none left out");
        assert!(
            s.segments.iter().all(|s| year_of(s.first) == year_of(s.first + s.months - 1)),
            "prices step at plan-year starts"
        );
        assert_eq!(s.segments.len(), 5, "13 is a plan-year start already, 99 lies outside");
    }

    #[test]
    fn month_zero_follows_the_as_of_month() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
        assert_eq!(month_of(day(2026, 10, 31), day(2026, 9, 30)), 0);
        assert_eq!(month_of(day(2027, 3, 31), day(2026, 9, 30)), 5);
        assert_eq!(month_of(day(2026, 9, 1), day(2026, 9, 30)), -1, "already past");
        assert_eq!(month_start(1, day(2026, 9, 30)), day(2026, 11, 1), "the first paid month");
    }
}
