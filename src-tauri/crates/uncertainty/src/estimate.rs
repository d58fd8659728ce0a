//! Numbers with their error, from replicates.

/// Adds up in eight sums side by side, always the same ones: a processor adds eight as fast as one.
pub fn sum(values: &[f64]) -> f64 {
    let (eights, rest) = values.as_chunks::<8>();
    let mut sums = [0.0; 8];
    for eight in eights {
        for (sum, value) in sums.iter_mut().zip(eight) {
            *sum += value;
        }
    }
    sums.iter().chain(rest).sum()
}

/// A value and its standard error.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Estimate {
    /// The value over all trials.
    pub value: f64,
    /// Its standard error: the spread between replicates ÷ the root of their number.
    pub error: f64,
}

impl Estimate {
    /// A value over all trials with the error its replicates show.
    pub fn of(value: f64, replicates: &[f64]) -> Self {
        let n = replicates.len() as f64;
        if n < 2.0 {
            return Self { value, error: f64::NAN };
        }
        let mean = replicates.iter().sum::<f64>() / n;
        let square: f64 = replicates.iter().map(|r| (r - mean) * (r - mean)).sum();
        Self { value, error: libm::sqrt(square / (n - 1.0) / n) }
    }

    /// Whether it stands out from nothing by two of its errors.
    pub fn is_seen(&self) -> bool {
        self.value > 2.0 * self.error && self.value >= 1.0
    }

    /// A mean of replicates of equal size.
    pub fn mean(replicates: &[f64]) -> Self {
        Self::of(replicates.iter().sum::<f64>() / replicates.len() as f64, replicates)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_error_is_that_of_the_mean_of_replicates() {
        let e = Estimate::mean(&[1.0, 2.0, 3.0, 4.0]);
        assert_eq!((e.value, e.error), (2.5, libm::sqrt(5.0 / 3.0 / 4.0)), "sample variance 5/3 over four replicates");
    }

    #[test]
    fn a_sum_holds_every_value() {
        let values: Vec<f64> = (0..21).map(f64::from).collect();
        assert_eq!(sum(&values), 210.0, "whole numbers add exactly in any order, the five beyond two eights too");
    }
}
