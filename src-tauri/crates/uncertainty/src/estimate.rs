//! Numbers with their error, from replicates.

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

/// P10, P50 and P90 with their errors.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Quantiles {
    /// One in ten lies below.
    pub p10: Estimate,
    /// Half lies below.
    pub p50: Estimate,
    /// One in ten lies above.
    pub p90: Estimate,
}

/// Values in order, replicate by replicate and all together.
pub struct Sorted {
    replicates: Vec<Vec<f64>>,
    all: Vec<f64>,
}

impl Sorted {
    /// Sorts values that stand replicate after replicate.
    pub fn new(values: &[f64], replicates: usize) -> Self {
        let size = (values.len() / replicates.max(1)).max(1);
        let sort = |chunk: &[f64]| {
            let mut keys: Vec<u64> = chunk.iter().map(|v| key(*v)).collect();
            keys.sort_unstable();
            keys.into_iter().map(value).collect::<Vec<f64>>()
        };
        let replicates: Vec<Vec<f64>> = values.chunks(size).map(sort).collect();
        let mut all: Vec<u64> = replicates.iter().flatten().map(|v| key(*v)).collect();
        // Runs already in order are merged, not sorted anew.
        all.sort();
        Self { all: all.into_iter().map(value).collect(), replicates }
    }

    /// A quantile (type 7) with its error.
    pub fn quantile(&self, share: f64) -> Estimate {
        let each: Vec<f64> = self.replicates.iter().map(|r| type_7(r, share)).collect();
        Estimate::of(type_7(&self.all, share), &each)
    }

    /// The three quantiles people read.
    pub fn quantiles(&self) -> Quantiles {
        Quantiles { p10: self.quantile(0.1), p50: self.quantile(0.5), p90: self.quantile(0.9) }
    }

    /// So many points over the range between the outermost thousandths, each with the chance of more.
    pub fn exceedance(&self, points: usize) -> Vec<(f64, f64)> {
        let (low, high) = (type_7(&self.all, 0.001), type_7(&self.all, 0.999));
        let at = |k: usize| low + (high - low) * k as f64 / (points.max(2) - 1) as f64;
        let more = |x: f64| (self.all.len() - self.all.partition_point(|v| *v <= x)) as f64 / self.all.len() as f64;
        (0..points).map(|k| (at(k), more(at(k)))).collect()
    }
}

/// Bits in the order of the values they stand for: whole numbers sort several times faster.
fn key(value: f64) -> u64 {
    let bits = value.to_bits();
    if bits >> 63 == 1 { !bits } else { bits | 1 << 63 }
}

fn value(key: u64) -> f64 {
    f64::from_bits(if key >> 63 == 1 { key & !(1 << 63) } else { !key })
}

/// Quantile of type 7: linear between the order statistics around `(n − 1) × share` (Hyndman and Fan, 1996).
fn type_7(sorted: &[f64], share: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else { return f64::NAN };
    let place = last as f64 * share;
    let at = (place as usize).min(last);
    let next = sorted[(at + 1).min(last)];
    sorted[at] + (next - sorted[at]) * (place - at as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_of_type_7() {
        let sorted = Sorted::new(&[4.0, -1.0, 3.0, 2.0], 1);
        assert_eq!(sorted.quantile(0.5).value, 2.5, "between the middle two");
        assert!((sorted.quantile(0.1).value - -0.1).abs() < 1e-12, "(4 − 1) × 0.1 = 0.3 of the way from −1 to 2");
    }

    #[test]
    fn the_error_is_that_of_the_mean_of_replicates() {
        let e = Estimate::mean(&[1.0, 2.0, 3.0, 4.0]);
        assert_eq!((e.value, e.error), (2.5, libm::sqrt(5.0 / 3.0 / 4.0)), "sample variance 5/3 over four replicates");
    }

    #[test]
    fn chances_fall_from_one_to_none() {
        let values: Vec<f64> = (0..1000).map(f64::from).collect();
        let curve = Sorted::new(&values, 8).exceedance(41);
        assert!(curve.windows(2).all(|w| w[0].0 < w[1].0 && w[0].1 >= w[1].1), "dearer is never likelier");
        assert!(curve[0].1 > 0.99 && curve[40].1 < 0.01);
    }
}
