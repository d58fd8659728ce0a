//! What it would be worth to know more, before choosing: everything, or one input (rules 13: 32 bins).

use crate::draws::REPLICATES;
use crate::estimate::Estimate;
use crate::spend::Field;
use crate::trials::{BINS, Driver, Trials};
use model::input::InputId;

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
    let one = |at: usize| InputWorth {
        input: drivers[at].input,
        worth: known(trials, field, &trials.bins[at]),
        share: share(margins, &trials.bins[at]),
    };
    let places: Vec<usize> = (0..drivers.len()).collect();
    let mut inputs: Vec<InputWorth> = std::thread::scope(|scope| {
        let chunks = places.chunks(places.len().div_ceil(threads.max(1)).max(1));
        let running: Vec<_> = chunks.map(|c| scope.spawn(move || c.iter().map(|at| one(*at)).collect::<Vec<_>>())).collect();
        running.into_iter().flat_map(|thread| thread.join().unwrap_or_default()).collect()
    });
    inputs.sort_by(|a, b| b.worth.value.total_cmp(&a.worth.value).then(b.share.total_cmp(&a.share)));
    Worth { perfect: perfect(trials, field), inputs }
}

/// Lowest mean − mean of the lowest.
fn perfect(trials: &Trials, field: &Field) -> Estimate {
    let of = |range: std::ops::Range<usize>| {
        let n = range.len() as f64;
        let mean = |o: &usize| trials.npv[*o][range.clone()].iter().sum::<f64>() / n;
        let best = field.ranked.iter().map(mean).fold(f64::INFINITY, f64::min);
        let lowest = range.clone().map(|t| trials.npv[usize::from(field.cheapest[t])][t]).sum::<f64>() / n;
        best - lowest
    };
    let each: Vec<f64> = (0..REPLICATES as usize).map(|r| of(r * trials.each..(r + 1) * trials.each)).collect();
    Estimate::of(of(0..trials.len()), &each)
}

/// Sums by replicate and bin: the costs of every ranked option, and how many trials.
struct Binned {
    sums: Vec<[f64; BINS]>,
    counts: [f64; BINS],
}

impl Binned {
    fn add(&mut self, other: &Self) {
        for (a, b) in self.sums.iter_mut().flatten().zip(other.sums.iter().flatten()) {
            *a += b;
        }
        for (a, b) in self.counts.iter_mut().zip(&other.counts) {
            *a += b;
        }
    }

    /// Lowest mean − mean over bins of the lowest mean within the bin.
    fn saving(&self) -> f64 {
        let n: f64 = self.counts.iter().sum();
        let best = self.sums.iter().map(|s| s.iter().sum::<f64>() / n).fold(f64::INFINITY, f64::min);
        let lowest: f64 = (0..BINS).map(|b| self.sums.iter().map(|s| s[b]).fold(f64::INFINITY, f64::min)).sum();
        (best - lowest / n).max(0.0)
    }
}

fn known(trials: &Trials, field: &Field, bins: &[u8]) -> Estimate {
    let binned = |r: usize| {
        let range = r * trials.each..(r + 1) * trials.each;
        let bins = &bins[range.clone()];
        let mut counts = [0.0; BINS];
        bins.iter().for_each(|b| counts[usize::from(*b)] += 1.0);
        let sum = |o: &usize| {
            let mut sums = [0.0; BINS];
            trials.npv[*o][range.clone()].iter().zip(bins).for_each(|(v, b)| sums[usize::from(*b)] += v);
            sums
        };
        Binned { sums: field.ranked.iter().map(sum).collect(), counts }
    };
    let mut all = Binned { sums: vec![[0.0; BINS]; field.ranked.len()], counts: [0.0; BINS] };
    let mut each = Vec::with_capacity(REPLICATES as usize);
    for r in 0..REPLICATES as usize {
        let one = binned(r);
        all.add(&one);
        each.push(one.saving());
    }
    Estimate::of(all.saving(), &each)
}

/// The share of a variance that lies between the bins of an input, without what chance alone puts there.
fn share(values: &[f64], bins: &[u8]) -> f64 {
    let n = values.len() as f64;
    if values.is_empty() {
        return 0.0;
    }
    let (mut sums, mut counts, mut square, mut sum) = ([0.0; BINS], [0.0; BINS], 0.0, 0.0);
    for (v, b) in values.iter().zip(bins) {
        sums[usize::from(*b)] += v;
        counts[usize::from(*b)] += 1.0;
        sum += v;
        square += v * v;
    }
    let mean = sum / n;
    let whole = square - n * mean * mean;
    let between: f64 = sums.iter().zip(counts).filter(|(_, c)| *c > 0.0).map(|(s, c)| s * s / c).sum::<f64>() - n * mean * mean;
    let within = (whole - between) / (n - BINS as f64);
    if whole > 0.0 { ((between - (BINS as f64 - 1.0) * within) / whole).clamp(0.0, 1.0) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

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
