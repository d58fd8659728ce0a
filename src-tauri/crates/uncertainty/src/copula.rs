//! Wages and fees rise together: a Gaussian copula with one common factor, pairwise correlation 0.5 (rules 13).

use crate::curve::Curve;
use libm::{erfc, sqrt};
use std::sync::OnceLock;

/// Correlation of any two that rise together, on the normal scale.
const RHO: f64 = 0.5;
/// Beyond it a normal deviate is not drawn: the points are 2^-25 away from the ends.
const WIDEST: f64 = 8.0;
const CELLS: usize = 4096;

/// The normal distribution as tables, both ways.
pub struct Normal {
    quantile: Curve,
    below: Vec<f64>,
}

impl Normal {
    /// The tables, worked out once.
    pub fn tables() -> &'static Self {
        static TABLES: OnceLock<Normal> = OnceLock::new();
        TABLES.get_or_init(|| Self {
            quantile: Curve::tabulate(inverse),
            below: (0..=CELLS).map(|k| below(-WIDEST + 2.0 * WIDEST * k as f64 / CELLS as f64)).collect(),
        })
    }

    /// The deviate below which a share lies.
    pub fn deviate(&self, share: f64) -> f64 {
        self.quantile.at(share)
    }

    /// A share of its own drawn towards the common factor.
    pub fn joined(&self, common: f64, own: f64) -> f64 {
        let (root, rest) = (sqrt(RHO), sqrt(1.0 - RHO));
        self.share(root * common + rest * self.deviate(own))
    }

    fn share(&self, deviate: f64) -> f64 {
        let place = (deviate.clamp(-WIDEST, WIDEST) + WIDEST) * (CELLS as f64 / (2.0 * WIDEST));
        let cell = (place as usize).min(CELLS - 1);
        let (a, b) = (self.below[cell], self.below[cell + 1]);
        a + (b - a) * (place - cell as f64)
    }
}

fn below(deviate: f64) -> f64 {
    0.5 * erfc(-deviate / std::f64::consts::SQRT_2)
}

/// By halving: fifty halvings of the widest stretch leave nothing a double can tell.
fn inverse(share: f64) -> f64 {
    let (mut low, mut high) = (-WIDEST, WIDEST);
    for _ in 0..56 {
        let middle = 0.5 * (low + high);
        if below(middle) < share { low = middle } else { high = middle }
    }
    0.5 * (low + high)
}

/// Whether an input moves with the market of wages and fees.
pub fn moves_with_the_market(name: &str) -> bool {
    let wage = name.starts_with("pay.") || name == "merit";
    let fee = name.starts_with("price.")
        || (name.starts_with("quote.") && (name.contains("price") || name.contains("fee") || name.contains("rate")))
        || matches!(name, "fee_escalator" | "coverage_24x7" | "break_fix.hourly_rate");
    wage || fee
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_the_normal_distribution() {
        let n = Normal::tables();
        for (share, deviate) in [(0.5, 0.0), (0.841_344_746, 1.0), (0.975, 1.959_963_985), (0.001, -3.090_232_306)] {
            assert!((n.deviate(share) - deviate).abs() < 2e-4, "straight lines over cells of 1/512: {share}");
            assert!((n.share(deviate) - share).abs() < 1e-6, "h² ÷ 8 × 0.24 of cells of 1/256: {deviate}");
        }
    }

    #[test]
    fn two_that_rise_together_correlate_by_a_half_and_stay_uniform() {
        let n = Normal::tables();
        let draws = crate::draws::Draws::new(1, 3);
        let (mut sums, mut count) = ([0.0; 3], 0.0);
        for first in (0..16384).step_by(8) {
            let mut u = [[0.0; 8]; 3];
            draws.fill(0, first, &mut u);
            let [first, second, third] = u;
            for ((c, a), b) in first.into_iter().zip(second).zip(third) {
                let common = n.deviate(c);
                let (a, b) = (n.joined(common, a), n.joined(common, b));
                sums[0] += a;
                sums[1] += a * a;
                sums[2] += n.deviate(a) * n.deviate(b);
                count += 1.0;
            }
        }
        let [mean, square, product] = sums.map(|s| s / count);
        assert!((mean - 0.5).abs() < 5.0 * (1.0_f64 / 12.0 / count).sqrt(), "uniform: five errors of plain draws bound these");
        assert!((square - 1.0 / 3.0).abs() < 5.0 * (4.0_f64 / 45.0 / count).sqrt());
        assert!((product - RHO).abs() < 5.0 * ((1.0 + RHO * RHO) / count).sqrt(), "their correlation is the one asked for");
    }
}
