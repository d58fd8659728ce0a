//! PERT: a beta distribution between a lowest and a highest value with its mode at the likely one, λ = 4 (rules 13).

use crate::curve::Curve;
use libm::{cos, exp, log, sin};
use model::input::Spread;
use model::number::float;

/// Weight of the mode.
const LAMBDA: f64 = 4.0;
/// Cells the distribution function is summed in: even, for Simpson's rule.
const CELLS: usize = 512;

/// Logarithms of sine and cosine in the middle and at the ends of the cells: the same for every distribution.
pub struct Angles {
    log_sin: Vec<f64>,
    log_cos: Vec<f64>,
}

impl Angles {
    /// Works them out.
    pub fn new() -> Self {
        let angle = |k: usize| std::f64::consts::FRAC_PI_2 * k as f64 / (2 * CELLS) as f64;
        let of = |f: fn(f64) -> f64| (0..=2 * CELLS).map(|k| log(f(angle(k)).max(f64::MIN_POSITIVE))).collect();
        Self { log_sin: of(sin), log_cos: of(cos) }
    }
}

/// The quantiles of a spread, by share of the draws below.
pub fn quantiles(spread: Spread, angles: &Angles) -> Curve {
    let (low, likely, high) = (float(spread.low), float(spread.likely), float(spread.high));
    let width = high - low;
    let alpha = 1.0 + LAMBDA * (likely - low) / width;
    let beta = 1.0 + LAMBDA * (high - likely) / width;
    let below = distribution(alpha, beta, angles);
    let mut cell = 0;
    let mut last = 0.0;
    Curve::tabulate(|u| {
        if u < last {
            cell = 0;
        }
        last = u;
        while cell + 1 < CELLS && below[cell + 1] < u {
            cell += 1;
        }
        low + width * place(&below, cell, u)
    })
}

/// The share below at each end of a cell: with x = sin² θ the density is smooth in θ for every shape, so that Simpson's
/// rule over equal angles is exact to rounding.
fn distribution(alpha: f64, beta: f64, angles: &Angles) -> Vec<f64> {
    let density = |k: usize| exp((2.0 * alpha - 1.0) * angles.log_sin[k] + (2.0 * beta - 1.0) * angles.log_cos[k]);
    let mut below = Vec::with_capacity(CELLS + 1);
    let mut sum = 0.0;
    let mut left = density(0);
    below.push(0.0);
    for cell in 0..CELLS {
        let (middle, right) = (density(2 * cell + 1), density(2 * cell + 2));
        sum += left + 4.0 * middle + right;
        below.push(sum);
        left = right;
    }
    below.iter().map(|b| b / sum).collect()
}

/// The value, from 0 to 1, below which a share lies that falls into a cell.
fn place(below: &[f64], cell: usize, u: f64) -> f64 {
    let (a, b) = (below[cell], below[cell + 1]);
    let within = if b > a { ((u - a) / (b - a)).clamp(0.0, 1.0) } else { 0.0 };
    let angle = std::f64::consts::FRAC_PI_2 * (cell as f64 + within) / CELLS as f64;
    let s = sin(angle);
    s * s
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draws::{Draws, REPLICATES};
    use crate::estimate::Estimate;
    use rust_decimal::Decimal;
    use statrs::distribution::{Beta, ContinuousCDF};

    /// Mean of a PERT.
    fn mean(spread: Spread) -> f64 {
        let (low, likely, high) = (float(spread.low), float(spread.likely), float(spread.high));
        (low + LAMBDA * likely + high) / (LAMBDA + 2.0)
    }

    fn spread(low: i64, likely: i64, high: i64) -> Spread {
        Spread { low: low.into(), likely: likely.into(), high: high.into() }
    }

    #[test]
    fn quantiles_are_those_of_the_beta_distribution() {
        let angles = Angles::new();
        for (likely, alpha, beta) in [(0, 1.0, 5.0), (20, 1.8, 4.2), (50, 3.0, 3.0), (90, 4.6, 1.4), (100, 5.0, 1.0)] {
            let curve = quantiles(spread(0, likely, 100), &angles);
            let beta = Beta::new(alpha, beta).unwrap();
            for u in [0.001, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 0.999] {
                let (ours, theirs) = (curve.at(u), 100.0 * beta.inverse_cdf(u));
                // Within an end of the table 0.05 % of the distance from it, elsewhere less than 1e-4 of the range.
                assert!((ours - theirs).abs() < 0.01, "{likely} at {u}: {ours} {theirs}");
            }
        }
    }

    #[test]
    fn sampled_moments_are_the_analytic_ones_within_five_errors_of_the_replicates() {
        let angles = Angles::new();
        for likely in [0, 20, 50, 90] {
            let s = spread(0, likely, 100);
            let (curve, each) = (quantiles(s, &angles), 256);
            let moment = |power: i32, about: f64| {
                let of = |replicate: u32| {
                    let mut points = [[0.0; 256]];
                    Draws::new(7, 1).fill(replicate, 0, &mut points);
                    points[0].iter().map(|u| (curve.at(*u) - about).powi(power)).sum::<f64>() / f64::from(each)
                };
                Estimate::mean(&(0..REPLICATES).map(of).collect::<Vec<_>>())
            };
            // Of a beta over a width w with λ = 4: variance = (mean − low) × (high − mean) ÷ 7.
            let variance = (mean(s) - 0.0) * (100.0 - mean(s)) / (LAMBDA + 3.0);
            for (got, want) in [(moment(1, 0.0), mean(s)), (moment(2, mean(s)), variance)] {
                assert!((got.value - want).abs() <= 5.0 * got.error, "{likely}: {got:?} against {want}");
            }
        }
    }

    #[test]
    fn the_mean_of_the_table_is_the_mean_of_the_distribution() {
        let angles = Angles::new();
        for likely in [0, 10, 30, 50, 100] {
            let s = spread(0, likely, 100);
            let curve = quantiles(s, &angles);
            let n = 1 << 16;
            let sum: f64 = (0..n).map(|k| curve.at((f64::from(k) + 0.5) / f64::from(n))).sum();
            assert!((sum / f64::from(n) - mean(s)).abs() < 1e-3, "the table errs by less than 1e-5 of the range on the whole");
        }
        assert!(mean(Spread::point(Decimal::TEN)) == 10.0);
    }
}
