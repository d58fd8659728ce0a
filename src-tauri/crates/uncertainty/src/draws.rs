//! The draws: scrambled Sobol points in independent replicates.

use sobol_burley::NUM_DIMENSION_SETS_4D;
use sobol_burley::parts::{Int4, hash, hash_int4, owen_scramble_int4_rev, owen_scramble_rev, sobol_int4_rev};

/// Independent scrambles; what they differ by is the error of what they agree on.
pub const REPLICATES: u32 = 8;
/// Points a replicate can hold, 2^16 (the sequence's length), times the replicates.
pub const MOST_TRIALS: u32 = REPLICATES << 16;

/// Points of the unit cube by replicate and place, the same for every number of trials and threads.
///
/// They are those of [`sobol_burley::sample_4d`], worked out from its parts: what the dimensions of a point share once, and
/// the sequence by sixteenths of its index, since a point is the exclusive or of the points of its index's bits.
pub struct Draws {
    seed: u64,
    sixteenths: Vec<[[Int4; 16]; 4]>,
}

impl Draws {
    /// The points of a seed, of so many dimensions.
    pub fn new(seed: u64, dimensions: usize) -> Self {
        let of = |set: u32, nibble: u32| std::array::from_fn(|n| sobol_int4_rev((n as u32) << (28 - 4 * nibble), set));
        let sets = 0..(dimensions.div_ceil(4) as u32).min(NUM_DIMENSION_SETS_4D);
        Self { seed, sixteenths: sets.map(|set| std::array::from_fn(|nibble| of(set, nibble as u32))).collect() }
    }

    /// Dimensions of `W` points following one another; the places of a replicate begin at zero.
    pub fn fill<const W: usize>(&self, replicate: u32, first: u32, dimensions: &mut [[f64; W]]) {
        for (page, dimensions) in dimensions.chunks_mut(4 * NUM_DIMENSION_SETS_4D as usize).enumerate() {
            let seed = self.scramble(replicate, page as u32);
            let shuffled: [u32; W] =
                std::array::from_fn(|lane| owen_scramble_rev((first + lane as u32).reverse_bits(), hash(seed ^ 0x79c6_8e4a)));
            for (set, (four, table)) in dimensions.chunks_mut(4).zip(&self.sixteenths).enumerate() {
                let scramble = scramble_of(set as u32, seed);
                for (lane, index) in shuffled.iter().enumerate() {
                    let point = owen_scramble_int4_rev(looked_up(table, *index), scramble).reverse_bits().to_f32_norm();
                    for (dimension, value) in four.iter_mut().zip(point) {
                        dimension[lane] = f64::from(value) + HALF;
                    }
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

/// The sequence's four dimensions at an index, of which the upper sixteen bits count.
#[inline]
fn looked_up(table: &[[Int4; 16]; 4], index: u32) -> Int4 {
    let of = |nibble: usize| table[nibble][(index >> (28 - 4 * nibble) & 15) as usize];
    of(0) ^ of(1) ^ of(2) ^ of(3)
}

/// How the four dimensions of a set are scrambled.
fn scramble_of(set: u32, seed: u32) -> Int4 {
    let seed = seed.wrapping_mul(0x9c8f_2d3b) ^ set;
    hash_int4([0x912f_69ba, 0x174f_18ab, 0x691e_72ca, 0xb40c_c1b8].map(|own: u32| own ^ seed).into())
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
            Draws::new(7, dimensions).fill(replicate, first, &mut block);
            all.extend((0..8).map(|lane| block.iter().map(|d| d[lane]).collect()));
        }
        all
    }

    #[test]
    fn points_are_the_library_s() {
        let draws = Draws::new(7, 300);
        for (place, point) in points(2, 64, 300).iter().enumerate() {
            for (page, set) in [(0, 0), (0, 5), (0, NUM_DIMENSION_SETS_4D - 1), (1, 0), (1, 3)] {
                let want = sobol_burley::sample_4d(place as u32, set, draws.scramble(2, page));
                let at = 4 * (page * NUM_DIMENSION_SETS_4D + set) as usize;
                assert_eq!(point[at..at + 4], want.map(|v| f64::from(v) + HALF), "page {page}, set {set}, place {place}");
            }
        }
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
