//! Quantiles and chances of more, by picking the few values they need out of many instead of sorting all.

use crate::draws::REPLICATES;
use crate::estimate::Estimate;

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

/// What people read.
const READ: [f64; 3] = [0.1, 0.5, 0.9];
/// The outermost thousandths, between which a curve is drawn.
const ENDS: [f64; 2] = [0.001, 0.999];

/// One quantity in all trials.
pub struct Spread<'a> {
    values: &'a [f64],
    keys: Vec<i64>,
    whole: [f64; 3],
    replicates: Vec<[f64; 3]>,
}

impl<'a> Spread<'a> {
    /// Of values that stand replicate after replicate.
    pub fn of(values: &'a [f64]) -> Self {
        let mut keys: Vec<i64> = values.iter().map(|v| key(*v)).collect();
        let size = (values.len() / REPLICATES as usize).max(1);
        // What one replicate put in order is left as it is: the whole is picked from the same values.
        let replicates = keys.chunks_mut(size).map(|keys| quantiles(keys, READ)).collect();
        let whole = quantiles(&mut keys, READ);
        Self { values, keys, whole, replicates }
    }

    /// The three quantiles people read.
    pub fn quantiles(&self) -> Quantiles {
        Quantiles { p10: self.quantile(0), p50: self.quantile(1), p90: self.quantile(2) }
    }

    fn quantile(&self, share: usize) -> Estimate {
        let each: Vec<f64> = self.replicates.iter().map(|r| r[share]).collect();
        Estimate::of(self.whole[share], &each)
    }

    /// So many points over the range between the outermost thousandths, each with the chance of more.
    pub fn exceedance<const POINTS: usize>(mut self) -> Vec<(f64, f64)> {
        let [low, high] = quantiles(&mut self.keys, ENDS);
        let step = (high - low) / (POINTS.max(2) - 1) as f64;
        let points: [f64; POINTS] = std::array::from_fn(|k| low + (high - low) * k as f64 / (POINTS.max(2) - 1) as f64);
        let mut passed = [[0_u32; POINTS]; 2];
        // Two counters take turns, so that one value need not wait for the last one's count.
        for (at, value) in self.values.iter().enumerate() {
            if let Some(last) = last_passed(&points, (value - low) / step, *value) {
                passed[at % 2][last] += 1;
            }
        }
        let mut more = 0;
        let mut chances: Vec<(f64, f64)> = (0..POINTS)
            .rev()
            .map(|k| {
                more += passed[0][k] + passed[1][k];
                (points[k], f64::from(more) / self.values.len() as f64)
            })
            .collect();
        chances.reverse();
        chances
    }
}

/// The last point a value is above; `place` is where it should be, to be set right where rounding put it beside.
#[inline]
fn last_passed(points: &[f64], place: f64, value: f64) -> Option<usize> {
    let mut count = (place as usize).saturating_add(1).min(points.len());
    while count > 0 && points[count - 1] >= value {
        count -= 1;
    }
    while count < points.len() && points[count] < value {
        count += 1;
    }
    count.checked_sub(1)
}

/// Bits in the order of the values they stand for: whole numbers are compared faster.
fn key(value: f64) -> i64 {
    flipped(value.to_bits().cast_signed())
}

fn value(key: i64) -> f64 {
    f64::from_bits(flipped(key).cast_unsigned())
}

/// The order of negative values is turned round; twice gives the bits back.
fn flipped(bits: i64) -> i64 {
    bits ^ ((bits >> 63).cast_unsigned() >> 1).cast_signed()
}

/// Quantiles of type 7: linear between the order statistics around `(n − 1) × share` (Hyndman and Fan, 1996).
fn quantiles<const N: usize>(keys: &mut [i64], shares: [f64; N]) -> [f64; N] {
    let Some(last) = keys.len().checked_sub(1) else { return [f64::NAN; N] };
    let places = shares.map(|share| last as f64 * share);
    let mut picked: Vec<usize> = places.iter().flat_map(|p| [*p as usize, (*p as usize + 1).min(last)]).collect();
    picked.dedup();
    pick(keys, 0, &picked);
    places.map(|place| {
        let at = place as usize;
        let (a, b) = (value(keys[at]), value(keys[(at + 1).min(last)]));
        a + (b - a) * (place - at as f64)
    })
}

/// Puts the values that belong to some places, counted from `first`, there; the middle one parts the others.
fn pick(keys: &mut [i64], first: usize, places: &[usize]) {
    let Some(middle) = places.get(places.len() / 2) else { return };
    let at = middle - first;
    let (below, _, above) = keys.select_nth_unstable(at);
    pick(below, first, &places[..places.len() / 2]);
    pick(above, middle + 1, &places[places.len() / 2 + 1..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Values in an order that is neither theirs nor its reverse.
    fn mixed(count: u32) -> Vec<f64> {
        (0..count).map(|k| f64::from(k * 7919 % count) - 300.0).collect()
    }

    #[test]
    fn quantiles_are_of_type_7() {
        let mut keys: Vec<i64> = [4.0, -1.0, 3.0, 2.0].map(key).to_vec();
        let found = quantiles(&mut keys, READ);
        assert_eq!(found[1], 2.5, "between the middle two");
        assert!((found[0] - -0.1).abs() < 1e-12, "(4 − 1) × 0.1 = 0.3 of the way from −1 to 2");
        assert!(quantiles(&mut [], READ).iter().all(|q| q.is_nan()), "of nothing there is none");
    }

    #[test]
    fn values_keep_their_order_as_whole_numbers() {
        let values = [f64::NEG_INFINITY, -2.5, -0.0, 0.0, 1e-300, 7.0, f64::INFINITY];
        assert!(values.windows(2).all(|w| key(w[0]) < key(w[1])));
        assert!(values.iter().all(|v| value(key(*v)).to_bits() == v.to_bits()));
    }

    #[test]
    fn picked_quantiles_are_those_of_sorted_values() {
        let values = mixed(8 * 1000);
        let spread = Spread::of(&values);
        let mut sorted = values.clone();
        sorted.sort_by(f64::total_cmp);
        let ends = quantiles(&mut spread.keys.clone(), ENDS);
        for (share, got) in READ.iter().zip(spread.whole).chain(ENDS.iter().zip(ends)) {
            let place = 7999.0 * share;
            let want = sorted[place as usize] + (sorted[place as usize + 1] - sorted[place as usize]) * place.fract();
            assert_eq!(got, want, "{share}");
        }
    }

    #[test]
    fn chances_fall_from_one_to_none_and_count_what_is_above() {
        let values = mixed(8 * 1000);
        let curve = Spread::of(&values).exceedance::<41>();
        assert!(curve.windows(2).all(|w| w[0].0 < w[1].0 && w[0].1 >= w[1].1), "dearer is never likelier");
        for (point, chance) in curve {
            let above = values.iter().filter(|v| **v > point).count();
            assert_eq!(chance, above as f64 / 8000.0, "a value on the point is not above it");
        }
    }

    #[test]
    fn a_quantity_that_never_varies_is_never_above_itself() {
        let curve = Spread::of(&[5.0; 64]).exceedance::<41>();
        assert!(curve.iter().all(|(point, chance)| *point == 5.0 && *chance == 0.0));
    }
}
