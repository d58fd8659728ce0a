//! The draws: scrambled Sobol points in independent replicates.

use sobol_burley::{NUM_DIMENSION_SETS_4D, sample_4d};

/// Independent scrambles; what they differ by is the error of what they agree on.
pub const REPLICATES: u32 = 8;
/// Points a replicate can hold, 2^16 (the sequence's length), times the replicates.
pub const MOST_TRIALS: u32 = REPLICATES << 16;

/// Points of the unit cube by replicate and place, the same for every number of trials and threads.
#[derive(Debug, Clone, Copy)]
pub struct Draws {
    seed: u64,
}

impl Draws {
    /// The points of a seed.
    pub fn new(seed: u64) -> Self {
        Self { seed }
    }

    /// Dimensions of `W` points following one another; the places of a replicate begin at zero.
    pub fn fill<const W: usize>(&self, replicate: u32, first: u32, dimensions: &mut [[f64; W]]) {
        for (set, four) in dimensions.chunks_mut(4).enumerate() {
            let (page, set) = (set as u32 / NUM_DIMENSION_SETS_4D, set as u32 % NUM_DIMENSION_SETS_4D);
            let seed = self.scramble(replicate, page);
            for lane in 0..W {
                let point = sample_4d(first + lane as u32, set, seed);
                for (dimension, value) in four.iter_mut().zip(point) {
                    dimension[lane] = f64::from(value) + HALF;
                }
            }
        }
    }

    /// Replicates, and dimensions beyond the sequence's, are told apart by their scramble.
    fn scramble(&self, replicate: u32, page: u32) -> u32 {
        let word = self.seed ^ mixed(u64::from(replicate) << 32 | u64::from(page));
        (mixed(word) >> 32) as u32
    }
}

/// Half a step of the points, so that none is zero and their mean is a half.
const HALF: f64 = 1.0 / (1 << 25) as f64;

/// Steele, Lea and Flood's mixing of 64 bits (SplitMix, 2014).
fn mixed(word: u64) -> u64 {
    let mut z = word.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(replicate: u32, count: u32, dimensions: usize) -> Vec<Vec<f64>> {
        let mut all = Vec::new();
        for first in (0..count).step_by(8) {
            let mut block = vec![[0.0; 8]; dimensions];
            Draws::new(7).fill(replicate, first, &mut block);
            all.extend((0..8).map(|lane| block.iter().map(|d| d[lane]).collect()));
        }
        all
    }

    #[test]
    fn each_power_of_two_fills_every_stratum_once() {
        for dimension in [0, 3, 57, 200] {
            let mut hit = [false; 256];
            for p in points(3, 256, 201) {
                let stratum = (p[dimension] * 256.0) as usize;
                assert!(!std::mem::replace(&mut hit[stratum], true), "Owen's scramble keeps one point a stratum");
            }
        }
    }

    #[test]
    fn replicates_differ_and_more_points_keep_the_first() {
        assert_ne!(points(0, 8, 4), points(1, 8, 4), "an error needs replicates that differ");
        assert_eq!(points(2, 512, 4)[..64], points(2, 64, 4)[..], "more trials never change the first ones");
        assert_ne!(points(0, 8, 300)[0][0], points(0, 8, 300)[0][256], "dimensions beyond the sequence's are scrambled anew");
    }
}
