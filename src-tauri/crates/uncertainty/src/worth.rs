//! What it would be worth to know more, before choosing: everything, or one input (rules 13: 32 bins).

use crate::draws::REPLICATES;
use crate::estimate::{Estimate, sum};
use crate::spend::{Field, means};
use crate::trials::{BINS, Driver, Trials};
use model::input::InputId;
use pulp::{Arch, WithSimd};

/// The value of information.
#[derive(Debug, Clone, PartialEq)]
pub struct Worth {
    /// Expected saving of knowing every input before choosing.
    pub perfect: Estimate,
    /// Of knowing one, most valuable first.
    pub inputs: Vec<InputWorth>,
}

/// What one input is worth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct InputWorth {
    /// The input.
    pub input: InputId,
    /// Expected saving of knowing it before choosing.
    pub worth: Estimate,
    /// Its share of the variance of the leader's margin.
    pub share: f64,
}

/// Works it out; `margins` are the leader's over the runner-up, empty where there is none.
pub fn worth(trials: &Trials, field: &Field, drivers: &[Driver], margins: &[f64], threads: usize) -> Worth {
    let replicates = binned(trials, field, margins, threads);
    let square = square(margins);
    let one = |(at, driver): (usize, &Driver)| {
        let mut all = Binned::new(field.ranked.len());
        let saving = |replicate: &Vec<Binned>| {
            all.add(&replicate[at]);
            replicate[at].saving()
        };
        let each: Vec<f64> = replicates.iter().map(saving).collect();
        InputWorth { input: driver.input, worth: Estimate::of(all.saving(), &each), share: all.share(square) }
    };
    let mut inputs: Vec<InputWorth> = drivers.iter().enumerate().map(one).collect();
    inputs.sort_by(|a, b| b.worth.value.total_cmp(&a.worth.value).then(b.share.total_cmp(&a.share)));
    Worth { perfect: perfect(trials, field), inputs }
}

/// Lowest mean − mean of the lowest.
fn perfect(trials: &Trials, field: &Field) -> Estimate {
    let means: Vec<Vec<f64>> = field.ranked.iter().map(|o| means(&trials.npv[*o], trials.each)).collect();
    let lowest = |of: &dyn Fn(&Vec<f64>) -> f64| means.iter().map(of).fold(f64::INFINITY, f64::min);
    let mean = |values: &[f64]| sum(values) / values.len() as f64;
    let each: Vec<f64> = field.lowest.iter().enumerate().map(|(r, own)| lowest(&|means| means[r]) - own).collect();
    Estimate::of(lowest(&|means| mean(means)) - mean(&field.lowest), &each)
}

fn square(margins: &[f64]) -> f64 {
    margins.iter().map(|m| m * m).sum()
}

/// By replicate and driver.
fn binned(trials: &Trials, field: &Field, margins: &[f64], threads: usize) -> Vec<Vec<Binned>> {
    let arch = Arch::new();
    let one = |r: usize| {
        let range = trials.replicate(r);
        let columns = columns(trials, field, margins, range.clone());
        let of = |bins: &Vec<u8>| {
            arch.dispatch(Binning { columns: &columns, bins: &bins[range.clone()], options: field.ranked.len() })
        };
        trials.bins.iter().map(of).collect::<Vec<_>>()
    };
    let replicates: Vec<usize> = (0..REPLICATES as usize).collect();
    std::thread::scope(|scope| {
        let chunks = replicates.chunks(replicates.len().div_ceil(threads.max(1)));
        let running: Vec<_> = chunks.map(|c| scope.spawn(|| c.iter().map(|r| one(*r)).collect::<Vec<_>>())).collect();
        running.into_iter().flat_map(|thread| thread.join().unwrap_or_default()).collect()
    })
}

/// Eight columns of one trial: added to a bin's sums in one step.
type Eight = [f64; 8];

/// Of every trial of a replicate: one, the margin, then the costs of the ranked options, eight columns together.
fn columns(trials: &Trials, field: &Field, margins: &[f64], range: std::ops::Range<usize>) -> Vec<Vec<Eight>> {
    let ones = vec![1.0; range.len()];
    let margins = margins.get(range.clone()).map_or_else(|| vec![0.0; range.len()], <[f64]>::to_vec);
    let costs = field.ranked.iter().map(|o| &trials.npv[*o][range.clone()]);
    let all: Vec<&[f64]> = [&ones[..], &margins[..]].into_iter().chain(costs).collect();
    let eight =
        |group: &[&[f64]]| (0..range.len()).map(|t| std::array::from_fn(|c| group.get(c).map_or(0.0, |v| v[t]))).collect();
    all.chunks(8).map(eight).collect()
}

struct Binning<'a> {
    columns: &'a [Vec<Eight>],
    bins: &'a [u8],
    options: usize,
}

impl WithSimd for Binning<'_> {
    type Output = Binned;
    #[inline(always)]
    fn with_simd<S: pulp::Simd>(self, _: S) -> Binned {
        let mut binned = Binned::new(self.options);
        for (sums, group) in binned.sums.iter_mut().zip(self.columns) {
            for (bin, values) in self.bins.iter().zip(group) {
                let sums = &mut sums[usize::from(*bin) % BINS];
                for (sum, value) in sums.iter_mut().zip(values) {
                    *sum += value;
                }
            }
        }
        binned
    }
}

/// Sums by bin of the columns, in their groups.
struct Binned {
    options: usize,
    sums: Vec<[Eight; BINS]>,
}

impl Binned {
    fn new(options: usize) -> Self {
        Self { options, sums: vec![[[0.0; 8]; BINS]; (options + 2).div_ceil(8)] }
    }

    fn add(&mut self, other: &Self) {
        let own = self.sums.as_flattened_mut().as_flattened_mut();
        for (a, b) in own.iter_mut().zip(other.sums.as_flattened().as_flattened()) {
            *a += b;
        }
    }

    fn column(&self, at: usize) -> [f64; BINS] {
        self.sums.get(at / 8).map_or([0.0; BINS], |bins| bins.map(|eight| eight[at % 8]))
    }

    /// Lowest mean − mean over bins of the lowest mean within the bin.
    fn saving(&self) -> f64 {
        let n: f64 = self.column(0).iter().sum();
        let options: Vec<[f64; BINS]> = (0..self.options).map(|o| self.column(2 + o)).collect();
        let best = options.iter().map(|sums| sums.iter().sum::<f64>() / n).fold(f64::INFINITY, f64::min);
        let lowest: f64 = (0..BINS).map(|b| options.iter().map(|sums| sums[b]).fold(f64::INFINITY, f64::min)).sum();
        (best - lowest / n).max(0.0)
    }

    /// The share of the margin's variance that lies between the bins, without what chance alone puts there; `square` is the
    /// sum of its squares.
    fn share(&self, square: f64) -> f64 {
        let (counts, sums) = (self.column(0), self.column(1));
        let (n, sum): (f64, f64) = (counts.iter().sum(), sums.iter().sum());
        let mean = sum / n;
        let whole = square - n * mean * mean;
        let bins = sums.iter().zip(counts).filter(|(_, count)| *count > 0.0);
        let between = bins.map(|(sum, count)| sum * sum / count).sum::<f64>() - n * mean * mean;
        let within = (whole - between) / (n - BINS as f64);
        if whole > 0.0 { ((between - (BINS as f64 - 1.0) * within) / whole).clamp(0.0, 1.0) } else { 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(values: &[f64], bins: &[u8]) -> f64 {
        let columns = [values.iter().map(|v| [1.0, *v, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]).collect()];
        Arch::new().dispatch(Binning { columns: &columns, bins, options: 0 }).share(square(values))
    }

    #[test]
    fn the_share_of_a_variance_is_that_of_its_part() {
        let n = 1 << 15;
        let bins: Vec<u8> = (0..n).map(|t| (t % BINS) as u8).collect();
        // A uniform step of variance (32² − 1) ÷ 12, and as much of something else.
        let own = |t: usize| (t % BINS) as f64;
        let other = |t: usize| (t / BINS % BINS) as f64;
        let values: Vec<f64> = (0..n).map(|t| own(t) + other(t)).collect();
        assert!((share(&values, &bins) - 0.5).abs() < 2e-3, "half of the variance; (bins − 1) ÷ n is 1e-3");
        let noise: Vec<f64> = (0..n).map(other).collect();
        assert!(share(&noise, &bins) < 1e-9, "what an input does not reach has no share of it");
    }
}
