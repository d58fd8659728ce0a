//! What each option may cost, and how often it is the cheapest.

use crate::estimate::{Estimate, Quantiles, Sorted};
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

/// Options that take part, by their place, and what is cheapest in every trial.
pub struct Field {
    /// Places of the ranked options.
    pub ranked: Vec<usize>,
    /// The place of the cheapest of them, trial by trial; the first where two cost the same.
    pub cheapest: Vec<u16>,
}

impl Field {
    /// Finds the cheapest in each trial.
    pub fn of(trials: &Trials, ranked: Vec<usize>) -> Self {
        let cheapest = (0..trials.len()).map(|t| {
            let better = |best: usize, other: &usize| if trials.npv[*other][t] < trials.npv[best][t] { *other } else { best };
            ranked.iter().fold(ranked.first().copied().unwrap_or(0), better) as u16
        });
        Self { cheapest: cheapest.collect(), ranked }
    }
}

/// The study of one option by its place.
pub fn option(trials: &Trials, field: &Field, at: usize, id: OptionId, replicates: usize) -> OptionStudy {
    let npv = &trials.npv[at];
    let sorted = Sorted::new(npv, replicates);
    let ranked = field.ranked.contains(&at);
    let by_replicate = |of: &dyn Fn(usize) -> f64| {
        let sum = |r: usize| (r * trials.each..(r + 1) * trials.each).map(of).sum::<f64>() / trials.each as f64;
        Estimate::mean(&(0..replicates).map(sum).collect::<Vec<_>>())
    };
    let is_cheapest = |t: usize| f64::from(u8::from(usize::from(field.cheapest[t]) == at));
    let regret = |t: usize| npv[t] - trials.npv[usize::from(field.cheapest[t])][t];
    OptionStudy {
        id,
        ranked,
        mean: by_replicate(&|t| npv[t]),
        npv: sorted.quantiles(),
        total: Sorted::new(&trials.total[at], replicates).quantiles(),
        cheapest: ranked.then(|| by_replicate(&is_cheapest)),
        regret: ranked.then(|| by_replicate(&regret)),
        eligible: f64::from(trials.eligible[at]) / trials.len() as f64,
        exceedance: sorted.exceedance(POINTS),
    }
}
