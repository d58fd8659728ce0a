//! What each option may cost, and how often it is the cheapest.

use crate::draws::REPLICATES;
use crate::estimate::{Estimate, sum};
use crate::quantile::{Quantiles, Spread};
use crate::trials::Trials;
use model::figure::OptionId;

/// Points of an exceedance curve.
const POINTS: usize = 41;

/// One option over all trials.
#[derive(Debug, Clone, PartialEq)]
pub struct OptionStudy {
    /// Which option.
    pub id: OptionId,
    /// Takes part in the ranking at likely values.
    pub ranked: bool,
    /// Mean present value.
    pub mean: Estimate,
    /// Present value.
    pub npv: Quantiles,
    /// Undiscounted cost.
    pub total: Quantiles,
    /// Chance that it is the cheapest of the ranked; none where it is not ranked.
    pub cheapest: Option<Estimate>,
    /// What choosing it costs on average over having chosen the cheapest of each trial.
    pub regret: Option<Estimate>,
    /// Share of trials in which its hours suffice.
    pub eligible: f64,
    /// Present value and chance of more.
    pub exceedance: Vec<(f64, f64)>,
}

/// Options that take part, by their place, and what is cheapest.
pub struct Field {
    /// Places of the ranked options.
    pub ranked: Vec<usize>,
    /// By replicate, the mean of the cheapest of each trial.
    pub lowest: Vec<f64>,
    /// By replicate and ranked option, the share of trials in which it is the cheapest: the first where two cost the same.
    shares: Vec<Vec<f64>>,
}

impl Field {
    /// Finds the cheapest in each trial.
    pub fn of(trials: &Trials, ranked: Vec<usize>) -> Self {
        let replicates = (0..REPLICATES as usize).map(|r| cheapest(trials, &ranked, r));
        let (lowest, shares) = replicates.unzip();
        Self { ranked, lowest, shares }
    }

    fn cheapest(&self, option: usize) -> Option<Estimate> {
        let at = self.ranked.iter().position(|o| *o == option)?;
        Some(Estimate::mean(&self.shares.iter().map(|shares| shares[at]).collect::<Vec<_>>()))
    }
}

/// Trials looked at together.
const BLOCK: usize = 64;

/// Mean of the cheapest of each trial of a replicate, and how often each option is it.
fn cheapest(trials: &Trials, ranked: &[usize], replicate: usize) -> (f64, Vec<f64>) {
    let range = trials.replicate(replicate);
    let series: Vec<&[f64]> = ranked.iter().map(|o| &trials.npv[*o][range.clone()]).collect();
    let (mut counts, mut total) = (vec![0_u32; ranked.len()], 0.0);
    for from in (0..range.len()).step_by(BLOCK) {
        let size = BLOCK.min(range.len() - from);
        let (mut lowest, mut who) = ([f64::INFINITY; BLOCK], [0_u64; BLOCK]);
        for (option, costs) in series.iter().enumerate() {
            let costs = &costs[from..from + size];
            for ((cost, lowest), who) in costs.iter().zip(&mut lowest).zip(&mut who) {
                *who = if *cost < *lowest { option as u64 } else { *who };
                *lowest = if *cost < *lowest { *cost } else { *lowest };
            }
        }
        total += sum(&lowest[..size]);
        who[..size].iter().for_each(|option| counts[*option as usize] += 1);
    }
    let n = range.len() as f64;
    (total / n, counts.iter().map(|c| f64::from(*c) / n).collect())
}

/// By replicate, the mean of values that stand replicate after replicate.
pub fn means(values: &[f64], each: usize) -> Vec<f64> {
    values.chunks(each).map(|replicate| sum(replicate) / each as f64).collect()
}

/// The study of one option by its place.
pub fn option(trials: &Trials, field: &Field, at: usize, id: OptionId) -> OptionStudy {
    let npv = Spread::of(&trials.npv[at]);
    let means = means(&trials.npv[at], trials.each);
    let ranked = field.ranked.contains(&at);
    let regret = || Estimate::mean(&means.iter().zip(&field.lowest).map(|(own, lowest)| own - lowest).collect::<Vec<_>>());
    OptionStudy {
        id,
        ranked,
        mean: Estimate::mean(&means),
        npv: npv.quantiles(),
        total: Spread::of(&trials.total[at]).quantiles(),
        cheapest: field.cheapest(at),
        regret: ranked.then(regret),
        eligible: f64::from(trials.eligible(at)) / trials.len() as f64,
        exceedance: npv.exceedance::<POINTS>(),
    }
}
