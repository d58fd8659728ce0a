//! Axes: where values stand and which ticks are labelled.

use plotters::coord::ranged1d::{BoldPoints, Ranged};
use plotters::coord::types::RangedCoordf64;

/// A linear scale from values to pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    domain: (f64, f64),
    range: (f64, f64),
}

impl Scale {
    /// Values of `domain` on the pixels of `range`.
    pub fn new(domain: (f64, f64), range: (f64, f64)) -> Self {
        Self { domain, range }
    }

    /// The pixel of a value; a scale without extent puts everything at its start.
    pub fn at(&self, value: f64) -> f64 {
        let extent = self.domain.1 - self.domain.0;
        if extent == 0.0 {
            return self.range.0;
        }
        self.range.0 + (value - self.domain.0) / extent * (self.range.1 - self.range.0)
    }

    /// At most `most` round values inside the domain.
    pub fn ticks(&self, most: usize) -> Vec<f64> {
        RangedCoordf64::from(self.domain.0..self.domain.1).key_points(BoldPoints(most))
    }
}

/// A domain from the smaller of zero and the values to a little above the largest.
pub fn from_zero(values: impl Iterator<Item = f64>) -> (f64, f64) {
    let (mut low, mut high) = (0.0_f64, 0.0_f64);
    for value in values.filter(|v| v.is_finite()) {
        (low, high) = (low.min(value), high.max(value));
    }
    if low == high { (0.0, 1.0) } else { (low, high) }
}

/// A tick's text: grouped, no decimals unless the step needs them.
pub fn tick(value: f64) -> String {
    let places = if value.fract().abs() < 1e-9 { 0 } else { 1 };
    let text = format!("{:.places$}", value.abs());
    let (whole, rest) = text.split_once('.').map_or((text.as_str(), None), |(w, r)| (w, Some(r)));
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let sign = if value < 0.0 { "−" } else { "" };
    rest.map_or(format!("{sign}{grouped}"), |r| format!("{sign}{grouped}.{r}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_inside() {
        let scale = Scale::new((0.0, 2_575.0), (0.0, 500.0));
        let ticks = scale.ticks(6);
        assert!(ticks.len() >= 3 && ticks.iter().all(|t| (0.0..=2_575.0).contains(t)), "{ticks:?}");
        assert!((scale.at(2_575.0) - 500.0).abs() < 1e-9, "the largest value stands at the end");
    }

    #[test]
    fn ticks_read_as_people_write_them() {
        assert_eq!([tick(1500.0), tick(-500.0), tick(0.5)], ["1,500", "−500", "0.5"]);
    }
}
